"""Rows of times: their columns, and what holds in any text."""

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.transforms.text.times.conftest import Read
from transforms.text.reading.coordination import series


def test_a_row_has_days_anchor_and_evidence(read: Read) -> None:
    _, rows = read("The talks failed. A deal came two days later than planned, in the week of Jan. 8.\n\nLast month it rained.")
    assert [(r.text, r.start_date, r.end_date, r.anchor) for r in rows] == [
        ("two days", None, None, "none"),
        ("the week of Jan. 8", datetime.date(2024, 1, 8), datetime.date(2024, 1, 14), "publication"),
        ("Last month", datetime.date(2023, 12, 1), datetime.date(2023, 12, 31), "publication"),
    ]
    assert rows[2].sentence == "Last month it rained."
    assert [r.segment_index for r in rows] == [1, 1, 2]
    assert all(r.in_body for r in rows)
    assert len({r.time_id for r in rows}) == 3


@pytest.mark.parametrize("date", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar(read: Read, date: str) -> None:
    text = (
        "Yesterday and tomorrow, last week, next month, 50 years ago, the next day, last Friday, next Friday, this weekend, a century ago, "
        "the past 900 years, the last decade, this century, last quarter, Easter, in the 1990s, 30 centuries ago, Dec. 31 and 32, next year, "
        "from Dec. 31 to Jan. 1, from Friday to Monday, from 11 p.m. to 1 a.m."
    )
    assert read(text, date)[1]


_PIECES = st.sampled_from(
    (
        "Friday", "May", "Jan. 3\u20135", "the", "last", "next", "two", "2 1/2", "weeks", "years", "ago", "earlier", "quarter", "third", "1999",
        "20th century", "p.m.", "8:55", "noon", "GMT", "fiscal", "every", "a", "day", "'90s", "Feb. 30", "31/02/2020", "99/99/9999", "\u2019",
        "\n", ",", ".", "the end of", "mid-", "late", "Christmas", "since", "will", "was", "0", "9999999", "year-earlier", "\u00bd", "\xa0",
        "\U0001f600", "\u0660", "and", "or", "to", "from", "between", "12", "13 April", "9 a.m.", "07-Feb-2025", "half past six", "1991-93",
        "April Novak", "Theresa May", "John Smith Tuesday", "people",
    )
)  # fmt: skip
_TEXTS = st.one_of(st.text(max_size=80), st.lists(_PIECES, max_size=24).map(" ".join))
_SETTINGS = settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])


@_SETTINGS
@given(_TEXTS)
def test_any_text_gives_exact_sorted_rows(read: Read, text: str) -> None:
    reading, rows = read("A " + text)
    end = 0
    for row in rows:
        assert reading.source_text[row.char_start : row.char_end] == row.text
        assert row.char_start >= end
        assert row.text == row.text.strip()
        assert (row.start_date is None) == (row.end_date is None)
        assert row.start_date is None or row.end_date is None or row.start_date <= row.end_date
        assert 1 <= len(row.timex_value) <= 64
        end = row.char_end
    assert read("A " + text)[1] == rows


@_SETTINGS
@given(_TEXTS)
def test_in_any_text_the_layer_holds_rows_and_unread_and_no_person(read: Read, text: str) -> None:
    reading, rows = read("A " + text)
    assert [(t.start, t.end, t.timex_type) for t in reading.times if t.timex_type] == [
        (r.char_start, r.char_end, r.timex_type) for r in rows
    ]
    end = 0
    for time in reading.times:
        assert end <= time.start < time.end
        end = time.end
    for row in rows:
        assert "PERSON" not in [name.entity_type for name in reading.names.overlapping(row.char_start, row.char_end)]
    assert {("times", r.char_start, r.char_end) for r in rows} == {reason for reason in reading.reasons if reason[0] == "times"}


_DAYS = st.sampled_from(
    ("3 April", "April 3", "9 June", "Dec. 30", "Jan. 2", "Friday", "Monday", "May", "October", "12", "9 a.m.", "2 p.m.", "11")
)


@_SETTINGS
@given(
    _DAYS, st.sampled_from(("to", "until", "through", "\u2013")), _DAYS, st.sampled_from(("It ran from", "It will run from", "Held from"))
)
def test_in_any_range_the_ends_are_in_order(read: Read, first: str, joint: str, last: str, lead: str) -> None:
    space = "" if joint == "\u2013" else " "
    reading, rows = read(f"{lead} {first}{space}{joint}{space}{last} in Halburg.")
    joined = series(reading.source_text, [(r.char_start, r.char_end) for r in rows])
    for one in joined:
        for low, high in one.ranges:
            if len(rows[low].timex_value) == len("2024-05") and "T" in rows[high].timex_value:
                continue  # "from May to 9 a.m." says nothing of the clock's day
            size = min(len(rows[low].timex_value), len(rows[high].timex_value))
            assert rows[low].timex_value[:size] <= rows[high].timex_value[:size]
