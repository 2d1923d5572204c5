"""The scores of the task mentions, counted by hand on a small document."""

from typing import Any

import pytest

from pipeline.evaluation import mentions
from pipeline.evaluation.task import GoldDocument


def document(*annotations: tuple[int, int, str | None], scored: tuple[int, int] = (0, 100)) -> GoldDocument:
    rows = tuple({"start": start, "end": end, "coarse": coarse, "label": "x"} for start, end, coarse in annotations)
    return GoldDocument("a.txt", "x" * 100, (scored,), rows, {})


def row(start: int, end: int, kind: str, confidence: float = 0.7) -> dict[str, Any]:
    return {"char_start": start, "char_end": end, "entity_type": kind, "confidence": confidence}


def test_exact_and_overlap() -> None:
    gold = document((0, 4, "PER"), (10, 20, "ORG"), (30, 35, "LOC"), (40, 45, None))
    predicted = {"a.txt": {"mentions": [row(0, 4, "PERSON"), row(12, 20, "ORG"), row(30, 35, "ORG"), row(60, 64, "GPE")]}}
    report = mentions.score([gold], predicted, peers=False)
    assert report.measures["all_gold"] == 3
    assert report.measures["all_found"] == 4
    assert report.measures["all_exact_precision"] == 1 / 4
    assert report.measures["all_exact_recall"] == 1 / 3
    assert report.measures["all_overlap_precision"] == 2 / 4
    assert report.measures["all_overlap_recall"] == 2 / 3
    assert report.measures["PER_exact_f"] == 1
    assert report.measures["ORG_exact_f"] == 0
    assert report.measures["LOC_found"] == 1
    assert report.details.splitlines()[1].startswith("type")
    assert len(report.details.splitlines()) == 10
    assert set(report.baselines) == {"capitals"}


def test_only_scored_regions_count() -> None:
    gold = document((0, 4, "PER"), scored=(0, 50))
    predicted = {"a.txt": {"mentions": [row(0, 4, "PERSON"), row(60, 64, "GPE")]}}
    assert mentions.score([gold], predicted, peers=False).measures["all_exact_f"] == 1


def test_nothing_predicted_scores_nothing() -> None:
    measures = mentions.score([document((0, 4, "PER"))], {}, peers=False).measures
    assert measures["all_exact_f"] == 0
    assert measures["all_overlap_recall"] == 0


@pytest.mark.parametrize(("kind", "coarse"), [("FAC", "LOC"), ("LAW", "MISC"), ("NORP", "NORP")])
def test_coarse_types(kind: str, coarse: str) -> None:
    assert mentions.COARSE[kind] == coarse


def test_baselines(nlp: Any) -> None:
    text = "x" * 17 + "On Monday the minister Jane Roe flew to Paris."
    gold = GoldDocument("a.txt", text, ((17, len(text)),), ({"start": 57, "end": 62, "coarse": "LOC", "label": "x"},), {})
    assert (text[57:62], mentions.capitals(gold)[-1]) == ("Paris", (57, 62, "LOC"))
    assert (57, 62, "LOC") in mentions.spacy_spans(gold, nlp)


def test_confidence_is_compared_with_what_is_right_in_the_scored_regions() -> None:
    gold = document((0, 4, "PER"), (10, 20, "ORG"), scored=(0, 50))
    rows = [row(0, 4, "PERSON", 0.95), row(12, 20, "ORG", 0.85), row(30, 35, "ORG", 0.45), row(60, 64, "GPE", 0.9)]
    report = mentions.score([gold], {"a.txt": {"mentions": rows}}, peers=False)
    assert report.measures["confidence_error"] == pytest.approx((0.05 + 0.85 + 0.45) / 3)
    assert (report.measures["confidence_80_kept"], report.measures["confidence_80_right"]) == (2 / 3, 1 / 2)
    assert (report.measures["confidence_90_kept"], report.measures["confidence_90_right"]) == (1 / 3, 1.0)
    assert "from 0.95" in report.details
