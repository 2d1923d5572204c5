"""Scores of quantities against gold."""

from pipeline.evaluation import quantities
from pipeline.evaluation.task import GoldDocument


def document(text: str, gold: list[tuple[str, str, float | None]], kinds: list[str]) -> GoldDocument:
    annotations = tuple(
        {"start": text.index(words), "end": text.index(words) + len(words), "text": words, "kind": kind, "value": value}
        for words, kind, value in gold
    )
    return GoldDocument("a.txt", text, ((0, len(text)),), annotations, {"kinds": kinds})


def row(text: str, words: str, value: float | None, high: float | None = None, **more: str | None) -> dict[str, object]:
    start = text.index(words)
    given = {"unit": None, "dimension": None, "currency": None} | more
    return {"char_start": start, "char_end": start + len(words), "value_min": value, "value_max": value if high is None else high, **given}


def score(one: GoldDocument, rows: list[dict[str, object]]) -> tuple[float, float]:
    measures = quantities.score([one], {"a.txt": {"quantities": rows}}).measures
    return measures["span_f"], measures["value_f"]


TEXT = "It took 3 men and 12 km of rope worth $5."


def test_all_right() -> None:
    gold = document(TEXT, [("3", "number", 3.0)], ["number"])
    assert score(gold, [row(TEXT, "3", 3.0)]) == (1.0, 1.0)


def test_a_right_span_with_a_wrong_value_or_a_range() -> None:
    gold = document(TEXT, [("3", "number", 3.0)], ["number"])
    assert score(gold, [row(TEXT, "3", 4.0)]) == (1.0, 0.0)
    assert score(gold, [row(TEXT, "3", 3.0, 5.0)]) == (1.0, 0.0)


def test_other_kinds_do_not_count_unless_they_touch_the_gold() -> None:
    gold = document(TEXT, [("3", "number", 3.0)], ["number"])
    money = row(TEXT, "$5", 5.0, currency="USD", dimension="currency")
    assert score(gold, [row(TEXT, "3", 3.0), money]) == (1.0, 1.0)
    assert score(gold, [row(TEXT, "3 men", 3.0, unit="man", dimension="people")]) == (0.0, 0.0)
    assert score(gold, [row(TEXT, "3", 3.0), row(TEXT, "12", 12.0)]) == (2 / 3, 2 / 3)


def test_what_is_missed_counts() -> None:
    gold = document(TEXT, [("3", "number", 3.0), ("12 km", "dimension", 12.0)], ["number", "dimension"])
    assert score(gold, [row(TEXT, "12 km", 12.0, unit="kilometre", dimension="length")]) == (2 / 3, 2 / 3)
    assert score(gold, []) == (0.0, 0.0)


def test_outside_of_the_scored_regions_nothing_counts() -> None:
    gold = GoldDocument("a.txt", TEXT, ((0, 10),), document(TEXT, [("3", "number", 3.0)], []).annotations, {"kinds": ["number"]})
    assert score(gold, [row(TEXT, "3", 3.0), row(TEXT, "12", 12.0)]) == (1.0, 1.0)


def test_the_trivial_baseline_reads_digits() -> None:
    gold = document(TEXT, [("3", "number", 3.0), ("12 km", "dimension", 12.0)], ["number", "dimension"])
    report = quantities.score([gold], {})
    assert report.baselines["digits"]["span_f"] == 2 * 1 / (3 + 2)
    assert "a.txt" in report.details
