"""Token vectors by plain numpy: as spaCy's own, whatever was read before, and left to spaCy where a model is another."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import spacy

from pipeline.options import DEFAULT_MODEL
from transforms.text.reading import vectors
from transforms.text.reading.annotation import UNREAD_COMPONENTS, keep_titles, readable
from transforms.text.reading.titlecase import Usage

SEEDS = Path(__file__).parents[4] / "seeds"
OTHER_LAYERS = {
    "model": {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": 8,
            "attrs": ["NORM"],
            "rows": [20],
            "include_static_vectors": False,
        },
        "encode": {"@architectures": "spacy.MishWindowEncoder.v2", "width": 8, "window_size": 1, "depth": 2},
    }
}


def passages(path: Path) -> list[str]:
    return [readable(block, Usage()) for block in path.read_text(encoding="utf-8", errors="replace").split("\n\n") if block.strip()]


def marks(doc: Any) -> list[tuple[object, ...]]:
    return [(word.text, word.tag_, word.head.i, word.dep_, word.is_sent_start, word.ent_iob_, word.ent_type_) for word in doc]


def quick_vectors(nlp: Any, texts: Sequence[str]) -> list[Any]:
    return list(nlp.get_pipe("tok2vec").model.predict([nlp.make_doc(text) for text in texts]))


@pytest.fixture(scope="module")
def stock() -> Any:
    nlp = spacy.load(DEFAULT_MODEL, exclude=list(UNREAD_COMPONENTS))
    keep_titles(nlp.tokenizer)
    return nlp


def test_every_seed_is_read_as_stock_spacy_reads_it(nlp: Any, stock: Any) -> None:
    pages = [passages(path) for path in sorted(SEEDS.glob("*.txt"))]
    assert sum(map(len, pages)) > 100
    for texts in pages:
        theirs = list(stock.pipe(texts, batch_size=len(texts)))
        ours = list(nlp.pipe(texts, batch_size=4 * len(texts)))
        assert list(map(marks, ours)) == list(map(marks, theirs))
        for mine, other in zip(ours, theirs, strict=True):
            np.testing.assert_allclose(mine.tensor, other.tensor, atol=vectors.TOLERANCE)


def test_the_default_model_is_of_the_known_shape(stock: Any) -> None:
    assert vectors.quicken(spacy.load(DEFAULT_MODEL, exclude=list(UNREAD_COMPONENTS))) == ["tok2vec", "ner"]


def test_vectors_do_not_depend_on_what_was_read_before(nlp: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["The quarry flooded overnight.", "", "Nobody was hurt,  the council said."]
    before = quick_vectors(nlp, texts)
    monkeypatch.setattr(vectors, "KEPT", 1)  # every batch drops what was kept
    quick_vectors(nlp, ["Zyxt qwop!", *texts[::-1]])
    after = quick_vectors(nlp, texts)
    assert [found.shape for found in before] == [(5, 96), (0, 96), (9, 96)]
    assert all(np.array_equal(one, other) for one, other in zip(before, after, strict=True))


def test_vectors_are_not_written_over_by_those_of_other_texts(nlp: Any) -> None:
    (found,) = quick_vectors(nlp, ["The quarry flooded."])
    copy = found.copy()
    quick_vectors(nlp, ["Rain fell on the hills for days."])
    assert np.array_equal(found, copy)


def test_a_batch_for_which_no_arrays_are_kept_leaves_those_that_are(nlp: Any) -> None:
    text = " ".join(f"The quarry of village {number} flooded." for number in range(900))
    (kept,) = quick_vectors(nlp, [text[: len(text) // 2]])
    (long,) = quick_vectors(nlp, [text])
    (again,) = quick_vectors(nlp, [text[: len(text) // 2]])
    assert len(kept) < vectors.KEPT_ROWS < len(long)
    assert np.array_equal(kept, again)
    np.testing.assert_allclose(kept[:-8], long[: len(kept) - 8], atol=vectors.TOLERANCE)


def test_other_layers_are_left_as_they_are() -> None:
    other = spacy.blank("en")
    model = other.add_pipe("tok2vec", config=OTHER_LAYERS).model  # type: ignore[attr-defined]
    other.add_pipe("sentencizer")
    other.initialize()
    assert vectors.quicken(other) == []
    assert other.get_pipe("tok2vec").model is model  # type: ignore[attr-defined]


def test_layers_that_would_give_other_vectors_are_left_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "TOLERANCE", 0.0)
    assert vectors.quicken(spacy.load(DEFAULT_MODEL, exclude=list(UNREAD_COMPONENTS))) == []


def test_they_are_not_for_training(nlp: Any) -> None:
    with pytest.raises(NotImplementedError):
        nlp.get_pipe("tok2vec").model.begin_update([nlp.make_doc("Rain.")])
