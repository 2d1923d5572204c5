"""Portions: how much of an article the model is given, and how much of it at once."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from tests.conftest import page
from transforms.text import families
from transforms.text.reading import annotation, portions
from transforms.text.reading.document import SegmentedArticle

SENTENCE = "Mayor Anna Berzina closed the old harbour of Riga on Tuesday. "


class Recording:
    """A model of a tokenizer alone that notes how many tokens each document of each batch has."""

    def __init__(self, nlp: Any) -> None:
        self._nlp = nlp
        self.batches: list[list[int]] = []

    def pipe(self, texts: Sequence[str], batch_size: int) -> Iterator[Any]:
        assert batch_size == annotation.PARTS_OF_A_BATCH * len(texts)
        docs = list(map(self._nlp.make_doc, texts))
        self.batches.append([len(doc) for doc in docs])
        return iter(docs)


def annotated_texts(nlp: Any, segmented: SegmentedArticle, limit: int | None = None) -> list[str]:
    return [passage.text for passage in annotation.annotate(nlp, segmented, limit).passages]


@pytest.mark.parametrize(
    ("text", "most", "pieces"),
    [
        ("It rained. He left.", 19, ["It rained. He left."]),
        ("It rained. He left.", 18, ["It rained.", "He left."]),
        ('"It rained." He left early', 18, ['"It rained."', "He left early"]),
        ("It rained\nHe left early", 18, ["It rained", "He left early"]),
        ("He left at 3.5 kilometres an hour", 12, ["He left at", "3.5", "kilometres", "an hour"]),
        ("Aaaaaaaaaaaaaaaaaaaa", 8, ["Aaaaaaaa", "aaaaaaaa", "aaaa"]),
        ("Far" + " " * 30 + "away", 8, ["Far", "away"]),
        ("It rained. ", 10, ["It rained."]),
    ],
)
def test_a_long_segment_is_cut_behind_a_sentence_else_before_a_blank_else_where_it_must(text: str, most: int, pieces: list[str]) -> None:
    assert [text[low:high] for low, high in portions.cut(text, 0, len(text), most)] == pieces


def test_an_article_that_is_no_book_is_one_batch_of_whole_segments(nlp: Any) -> None:
    segmented = page("\n\n".join([SENTENCE * 20] * 10))
    recording = Recording(nlp)
    assert annotated_texts(recording, segmented) == [(SENTENCE * 20).strip()] * 10
    assert [len(batch) for batch in recording.batches] == [10]
    assert annotation.annotate(nlp, segmented).article is segmented.article


@pytest.mark.parametrize(
    "text",
    [
        "\n\n".join([SENTENCE * 5] * 200),
        SENTENCE * 1_000,
        "the mayor went to the harbour and " * 1_800,
        "a,b, " * 6_000,
        "Riga, " * 8_000,
    ],
    ids=["paragraphs", "one paragraph", "no full stop", "marks", "names"],
)
def test_what_the_model_is_given_at_once_is_bounded(nlp: Any, text: str) -> None:
    recording = Recording(nlp)
    texts = annotated_texts(recording, page(text))
    assert "".join("".join(texts).split()) == "".join(text.split())
    assert len(recording.batches) > 1
    assert max(map(sum, recording.batches)) <= portions.MAX_BATCH * 1.2
    assert max(map(len, texts)) <= portions.MAX_PASSAGE


def test_no_more_is_annotated_than_asked_for_and_the_article_says_how_much() -> None:
    segmented = page(f"{SENTENCE}\n\n{SENTENCE}{SENTENCE}\n\n{SENTENCE}")
    size = len(SENTENCE) - 1

    def chosen(limit: int | None) -> tuple[list[str], bool]:
        found = portions.choose(segmented, limit)
        return [segmented.article.source_text[part.start : part.end] for part in found.parts], found.whole

    whole = [SENTENCE.strip(), (SENTENCE * 2).strip(), SENTENCE.strip()]
    assert chosen(None) == chosen(4 * size + 1) == (whole, True)
    assert chosen(4 * size) == ([*whole[:2], SENTENCE.strip().removesuffix(" Tuesday.")], False)
    assert chosen(3 * size) == ([whole[0], SENTENCE.strip()], False)
    assert chosen(size) == ([whole[0]], False)
    assert chosen(0) == ([], False)


def test_the_row_of_an_article_says_how_many_characters_were_annotated(nlp: Any) -> None:
    segmented = page(f"{SENTENCE}\n\n{SENTENCE}")
    size = len(SENTENCE) - 1

    def said(limit: int | None, before: int | None = None) -> int | None:
        given = SegmentedArticle(segmented.article._replace(annotated_characters=before), segmented.segments)
        reading = annotation.annotate(nlp, given, limit)
        (row,) = families.extract(reading)["articles"]
        assert row is reading.article
        return reading.article.annotated_characters

    assert [said(None), said(2 * size), said(2 * size - 1), said(0)] == [None, None, 2 * size - len(" Tuesday."), 0]
    assert said(None, before=0) == 2 * size  # the page was too long to be segmented whole


def test_what_was_annotated_of_a_long_article_is_annotated_again_with_the_number_its_row_says() -> None:
    segmented = page(f"{SENTENCE * 3}\n\n{'harbour ' * 40}\n\n{'x' * 300}\n\n{SENTENCE}")
    for limit in range(len(segmented.article.source_text)):
        chosen = portions.choose(segmented, limit)
        assert chosen.whole or portions.choose(segmented, chosen.characters) == chosen
