"""Fitting the name tagger: labels of tokens from spans, and a table without a word of the texts, the same each time."""

from pathlib import Path

import pytest

from pipeline.evaluation.task import GoldDocument
from tests.conftest import Annotated
from training import chains, corpus, names


def document(*annotations: tuple[int, int, str | None]) -> GoldDocument:
    rows = tuple({"start": start, "end": end, "coarse": coarse, "label": "x"} for start, end, coarse in annotations)
    return GoldDocument("a.txt", "x" * 100, ((0, 100),), rows, {})


def test_targets(annotated: Annotated) -> None:
    article = annotated("Jane Roe flew to Paris.")
    start = article.source_text.index("Jane")
    paris = article.source_text.index("Paris")
    gold = document((start, start + 8, "PER"), (paris, paris + 5, "LOC"), (start + 9, start + 13, None))
    assert names.targets(gold, article) == [["B-PER", "I-PER", "O", "O", "B-LOC", "O"]]


def test_fitting_and_exporting(annotated: Annotated, tmp_path: Path) -> None:
    pytest.importorskip("pycrfsuite")
    article = annotated("Jane Roe flew to Paris.\n\nJohn Doe flew to Rome.")
    texts = {"Jane Roe": "PER", "John Doe": "PER", "Paris": "LOC", "Rome": "LOC"}
    spans = [(article.source_text.index(text), article.source_text.index(text) + len(text), kind) for text, kind in texts.items()]
    written = []
    for name in ("one.tsv", "two.tsv"):
        names.fit([(document(*spans), article)], tmp_path / "model")
        assert chains.export(tmp_path / "model", tmp_path / name, "# Weights\n") > 10
        written.append((tmp_path / name).read_text(encoding="utf-8"))
    assert written[0] == written[1]
    lines = written[0].splitlines()
    assert next(line for line in lines if not line.startswith("#")).split("\t")[0] == "labels"
    assert not any("Jane" in line or "Paris" in line for line in lines)


def test_certainty_learns_what_mentions_that_are_right_have_in_common() -> None:
    pytest.importorskip("scipy")
    rows = [({"always": 1.0, "sure": 1.0}, True)] * 30 + [({"always": 1.0, "odd": 1.0}, False)] * 10
    weights = corpus.log_odds(rows, names.CERTAINTY_PENALTY)
    assert weights["sure"] > 0 > weights["odd"]
    assert weights == corpus.log_odds(rows, names.CERTAINTY_PENALTY)


def test_a_passage_is_fitted_on_without_an_annotator_where_all_its_names_are_sure(annotated: Annotated) -> None:
    article = annotated(
        "Police in Paris said on Monday that President Jane Roe had left the city.\n\nThe Zorvat of the year was seen in Paris on that day.\n\n"
        "Nobody knows what the council of the town will do."
    )
    found = [(" ".join(tokens.words[:4]), [label for label in labels if label != "O"]) for tokens, labels in names.surely(article)]
    assert found == [("Police in Paris said", ["B-LOC", "B-PER", "I-PER"])]
