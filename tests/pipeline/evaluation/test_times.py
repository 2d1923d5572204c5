"""The TempEval-3 measures on small documents whose figures can be counted by hand."""

import pytest

from pipeline.evaluation import times
from pipeline.evaluation.task import GoldDocument

TEXT = " date 2024-01-24 It fell Friday night in the last two years. It rose 5 May 2023."


def span(text: str) -> tuple[int, int]:
    start = TEXT.index(text)
    return start, start + len(text)


def gold(*items: tuple[str, str, str], text: str = TEXT, name: str = "a.txt", scored: tuple[int, int] | None = None) -> GoldDocument:
    annotations = tuple({"start": span(t)[0], "end": span(t)[1], "text": t, "type": kind, "value": value} for t, kind, value in items)
    region = scored or (17, len(text))
    return GoldDocument(name, text, (region,), annotations, {"set": "small", "date": "2024-01-24"})


def row(text: str, kind: str, value: str) -> dict[str, object]:
    start, end = span(text)
    return {"char_start": start, "char_end": end, "timex_type": kind, "timex_value": value}


DOCUMENT = gold(
    ("Friday", "DATE", "2024-01-19"), ("the last two years", "DURATION", "P2Y"), ("5 May 2023", "DATE", "2023-05-05"), ("rose", "DATE", "2023")
)  # fmt: skip


def test_the_four_measures() -> None:
    rows = [row("Friday night", "TIME", "2024-01-19TNI"), row("two years", "DURATION", "P2Y"), row("5 May 2023", "DATE", "2023-05-05")]
    report = times.score([DOCUMENT], {"a.txt": {"times": rows}}, peers=False)
    measures = report.measures
    assert (measures["gold"], measures["predicted"]) == (4, 3)
    assert measures["strict_f"] == pytest.approx(2 * 1 / 7)
    assert measures["relaxed_f"] == pytest.approx(2 * 3 / 7)
    assert measures["type_f"] == pytest.approx(2 * 2 / 7)
    assert measures["value_f"] == measures["small.value_f"] == pytest.approx(2 * 2 / 7)
    assert (measures["weekday_value"], measures["weekday_day"]) == (0, 1)


def test_each_prediction_matches_once() -> None:
    counts = times.compare(
        gold(("the last", "DATE", "x"), ("two years", "DURATION", "P2Y")),
        [times.Prediction(*span("the last two years"), "DURATION", "P2Y")],
    )
    assert (counts.relaxed, counts.strict) == (1, 0)


def test_an_equal_span_wins_over_an_earlier_overlap() -> None:
    counts = times.compare(
        gold(("two years", "DURATION", "P2Y")),
        [times.Prediction(*span("the last two"), "DATE", "x"), times.Prediction(*span("two years"), "DURATION", "P2Y")],
    )
    assert (counts.strict, counts.value, counts.predicted) == (1, 1, 2)


def test_only_scored_predictions_count() -> None:
    document = gold(("Friday", "DATE", "2024-01-19"), scored=(17, span("in the last")[0]))
    counts = times.compare(
        document, [times.Prediction(*span("Friday"), "DATE", "2024-01-19"), times.Prediction(*span("5 May 2023"), "DATE", "x")]
    )
    assert (counts.predicted, counts.strict) == (1, 1)


def test_a_document_without_rows_and_no_documents() -> None:
    assert times.score([DOCUMENT], {}, peers=False).measures["value_f"] == 0
    assert times.score([], {}, peers=False).measures["value_f"] == 0


def test_the_trivial_rule_takes_the_most_recent_weekday() -> None:
    predictions = [(TEXT[p.start : p.end], p.type, p.value) for p in times.trivial(DOCUMENT) if p.start >= 17]
    assert predictions == [("Friday", "DATE", "2024-01-19"), ("two years", "DURATION", "P2Y"), ("May 2023", "DATE", "2023-05")]
    report = times.score([DOCUMENT], {}, peers=False)
    assert report.baselines["trivial"]["weekday_value"] == 1
    assert "| together | trivial |" in report.details


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Oct. 7", "2024-10-07"), ("March 12, 1999", "1999-03-12"), ("May 1999", "1999-05"), ("yesterday", "2024-01-23"), ("last week", "2024-W03"),
        ("next year", "2025"), ("last month", "2023-12"), ("now", "PRESENT_REF"), ("three days", "P3D"), ("30-day", "P30D"), ("1988", "1988"),
    ],
)  # fmt: skip
def test_trivial_values(text: str, value: str) -> None:
    document = GoldDocument("a.txt", f" date x {text}", ((0, 99),), (), {"set": "s", "date": "2024-01-24"})
    assert [p.value for p in times.trivial(document)] == [value]


def test_dateparser_is_measured_where_it_is_installed() -> None:
    pytest.importorskip("dateparser")
    report = times.score([gold(("5 May 2023", "DATE", "2023-05-05"))], {})
    assert report.baselines["dateparser.search"]["relaxed_recall"] == 1
