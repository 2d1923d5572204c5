from typing import Any

import pytest

from pipeline.evaluation import page
from pipeline.evaluation.task import GoldDocument, Rows

TEXT = " date 2024-01-24 Menu\n\nFerry pier stays closed\n\nBy Ana Lind and Bo Berg\n\nJan. 24, 2024 at 5:00 p.m.\n\nThe pier was closed.\n"


def document(said: dict[str, Any] | None, name: str = "a.txt", own: str = "own") -> GoldDocument:
    start = TEXT.index("Ferry")
    note = {"start": start, "end": start + len("Ferry pier stays closed"), "label": "headline", "body": False}
    record = {"set": own} | ({"page": said} if said is not None else {})
    return GoldDocument(name, TEXT, ((17, len(TEXT)),), (note,), record)


def rows(**said: Any) -> Rows:
    empty: dict[str, Any] = {"headline": None, "bylines": [], "agencies": [], "dateline": None, "page_type": "story"}
    return {"articles": [empty | {"published_at_text": None, "updated_at_text": None} | said]}


def test_a_page_that_is_read_right() -> None:
    gold = {"headline": ["Ferry pier stays closed"], "bylines": ["Ana Lind", "Bo Berg"], "published_at": "Jan. 24, 2024 at 5:00 p.m."}
    found = rows(headline="Ferry  pier stays closed", bylines=["Bo Berg", "ANA LIND"], published_at_text="Wed Jan. 24, 2024, 5:00 p.m.")
    report = page.score([document(gold)], {"a.txt": found})
    assert report.measures == {
        "headline": 1.0, "headline_partial": 1.0, "headline_pages": 1,
        "bylines": 1.0, "bylines_partial": 1.0, "bylines_pages": 1,
        "published_at": 1.0, "published_at_partial": 1.0, "published_at_pages": 1,
    }  # fmt: skip


def test_a_page_that_is_read_in_part() -> None:
    gold = {"headline": ["Ferry pier stays closed"], "bylines": ["Ana Lind", "Bo Berg"], "agencies": ["AP"], "updated_at": None}
    found = rows(headline="Ferry pier stays closed | Ledger", bylines=["Ana Lind"], agencies=["AP"], updated_at_text="Jan. 25")
    measures = page.score([document(gold)], {"a.txt": found}).measures
    assert measures["headline"] == measures["bylines"] == 0.0
    assert measures["headline_partial"] == pytest.approx(8 / 9)
    assert measures["bylines_partial"] == pytest.approx(2 * 2 / 6)
    assert (measures["agencies"], measures["updated_at_invented"]) == (1.0, 1.0)
    assert "published_at" not in measures


def test_what_is_not_there_and_what_is_not_scored() -> None:
    gold: dict[str, Any] = {"headline": [], "bylines": []}
    measures = page.score([document(gold), document({}, "b.txt")], {"a.txt": rows(bylines=["Email This Link"])}).measures
    assert measures == {"headline_invented": 0.0, "bylines_invented": 1.0}


def test_pages_without_the_key_are_scored_by_their_labelled_headline() -> None:
    right, rejected = document(None), document(None, "rejected.txt", "other")
    report = page.score([right, rejected], {"a.txt": rows(headline="Ferry pier stays closed")})
    assert report.measures == {"headline": 0.5, "headline_partial": 0.5, "headline_pages": 2}
    assert "| other | 0.0 (1) |" in report.details
    assert "| own | 100.0 (1) |" in report.details


def test_the_trivial_rules() -> None:
    assert page.trivial(document(None)) == {
        "headline": "Ferry pier stays closed", "bylines": ["Ana Lind", "Bo Berg"], "published_at": "Jan. 24, 2024 at 5:00 p.m.",
    }  # fmt: skip
