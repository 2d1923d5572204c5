"""The rejects of a run: what is counted of them, and their rows."""

import datetime
from typing import Any

import duckdb
import pytest

from pipeline import rejects as module
from pipeline.rejects import NEXT, Rejects, lines, uncounted
from schemas import Reject
from schemas.arrow import to_table
from schemas.rows import REASONS

NOW = datetime.datetime(2024, 6, 1, 12, 0, 0, 7, tzinfo=datetime.UTC)


def reject(name: str, reason: str = "no_date", detail: str = "none", **more: Any) -> Reject:
    return Reject(name, "parse", reason, detail, 12, None, None, "run", NOW)._replace(**more)


FOUND = [
    reject("c", "extractor_failed", "KeyError"),
    reject("a", "extractor_failed", "TypeError"),
    reject("b", "extractor_failed", "TypeError"),
    reject("a", "contract", "length", row_json='{"n": "\u00e9"}', article_id="0" * 32),
    reject("e", "duplicate_content"),
    reject("d", source_bytes=None),
]


@pytest.mark.parametrize("batch", [1, 4, 5_000])
def test_rows_come_back_in_order_however_they_were_added(batch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BATCH", batch)
    found = Rejects(duckdb.connect())
    found.add(iter(FOUND[:3]))
    found.add(FOUND[3:])
    wanted = sorted(FOUND, key=lambda row: (row.source_uri, row.stage, row.reason))
    assert list(found) == wanted
    assert found.table().sort_by("source_uri").schema == to_table("rejects", FOUND).schema
    assert found.table().num_rows == len(found) == 6


def test_rejects_are_named_and_nothing_of_their_pages_is_quoted() -> None:
    found = Rejects(duckdb.connect())
    row = FOUND[0]._replace(row_json=None, stage="parse")
    found.add([row._replace(source_uri=f"{name}.txt", reason="contract", detail="Anna Bell") for name in "dbca"])
    found.add([row._replace(source_uri="z.pdf", reason="binary", detail="begins like PDF")])
    found.add([row._replace(source_uri="y.txt", reason="no_date", detail="'date 24 Jan' is no full date")])
    assert found.examples() == {
        "binary": ["z.pdf: begins like PDF"],
        "contract": ["a.txt", "b.txt", "c.txt"],
        "no_date": ["y.txt: 'date 24 Jan' is no full date"],
    }
    assert lines(found.by_reason(), found.examples()) == [
        "contract      4  a.txt, b.txt, c.txt, …",
        "binary        1  z.pdf: begins like PDF",
        f"                 {NEXT['binary']}",
        "no_date       1  y.txt: 'date 24 Jan' is no full date",
        f"                 {NEXT['no_date']}",
    ]


def test_of_a_record_that_cannot_be_read_the_first_says_why_and_not_at_length() -> None:
    found = Rejects(duckdb.connect())
    why = "no field 'publishd'; there are 'id', 'published', 'body'"
    found.add([reject("b.csv", "bad_record", "else"), reject("a.csv", "bad_record", why), reject("c.csv", "bad_record", "else")])
    assert lines(found.by_reason(), found.examples())[0] == f"bad_record      3  a.csv: {why}, b.csv, c.csv"
    found.add([reject("a.csv", "unreadable", "x" * 120), reject("a.csv", "too_large", "x" * 121)])
    examples = found.examples()
    assert (examples["unreadable"], examples["too_large"]) == ([f"a.csv: {'x' * 120}"], [f"a.csv: {'x' * 119}…"])


def test_what_is_counted() -> None:
    found = Rejects(duckdb.connect())
    assert (len(found), found.inputs(), found.counted(), found.by_reason(), found.failures(), list(found)) == (0, 0, 0, {}, {}, [])
    found.add(FOUND)
    assert (found.inputs(), found.counted()) == (5, 1)
    assert found.by_reason() == {"contract": 1, "duplicate_content": 1, "extractor_failed": 3, "no_date": 1}
    assert list(found.failures().items()) == [("parse: TypeError", 2), ("parse: KeyError", 1)]
    assert found.counted_by_reason() == {"no_date": 1}
    assert uncounted(found) == "not counted: contract 1, duplicate_content 1, extractor_failed 3"


def test_a_reason_may_be_counted_of_inputs_and_not_of_rows() -> None:
    found = Rejects(duckdb.connect())
    assert uncounted(found) == ""
    found.add(
        [reject("a", "row_contract", row_json="{}"), reject("b", "row_contract"), reject("c", "row_contract", "other", row_json="{}")]
    )
    assert (found.counted(), found.counted_by_reason(), uncounted(found)) == (1, {"row_contract": 1}, "not counted: row_contract 2")


def test_every_reason_has_its_next_step() -> None:
    assert set(NEXT) == set(REASONS)
