"""The rows of the grammar: each has a name and words of its own, and none takes more than linear time."""

import pytest

from tests.steps import growth
from transforms.text.times import grammar, sharing


def test_rows_have_names_and_words_of_their_own() -> None:
    rows = [*grammar.RULES, *(kind.fragment for kind in sharing.KINDS if kind.fragment)]
    assert len({row.name for row in rows}) == len(rows)
    assert len({row.says for row in rows}) == len(rows)


def test_kinds_of_series_are_made_of_rows() -> None:
    names = {row.name for row in grammar.RULES}
    assert names >= {row for kind in sharing.KINDS for row in kind.rows}


NEEDY = {
    "past_n": ("the next 5 weeks", "another ten days", "the UPCOMING two months", "the last two to three years"),
    "recent_units": ("in recent weeks", "the more recent decades", "earlier centuries and millennia"),
    "compound": ("a year and two months", "2 hours, 30 minutes", "three days and an hour"),
    "rel_unit": ("this past week", "later that day", "the whole fiscal year", "any given month", "every Night"),
    "ago": ("two weeks ago", "centuries ago", "a week or so later", "weekends previously", "3 hrs from now"),
    "clock": ("5pm", "5:30 p.m.", "10 A.M.", "at 0630 GMT", "13:05", "five o'clock", "noon", "Midnight"),
    "spoken_clock": ("half past six", "ten minutes to 5", "a quarter after twelve"),
    "year": ("1999", "in 2024", "the year 1066"),
    "duration": ("seven-year", "half an hour", "some 20 nights", "DOZENS of days"),
    "range_n": ("two to three weeks", "5-6 days", "in a year: ten or twelve hours"),
    "bare_units": ("hours and days", "decades-long"),
    "units_ahead": ("the weeks ahead", "the year to come"),
    "rate": ("a day", "per hour"),
    "each_other": ("every other day", "twice a week", "every half-hour"),
    "and_a_fraction": ("three hours and a quarter", "a year and one-third"),
    "year_ago_adj": ("last year\u2019s quarter", "a year-earlier", "the same year ago period"),
    "end_of_year": ("year-end", "the month's end", "end of year"),
    "holiday": ("New Year\u2019s", "next Good Friday", "Mardi Gras", "fourth of July"),
    "weekday": ("Mon.", "last Tuesday", "the following Saturday evening"),
    "date_mdy": ("Sept. 4", "May the fifth", "Tues, March 3rd"),
    "date_dmy": ("the second of May", "3 Dec."),
    "month_year": ("March 2020", "May of last year", "June nineteen forty-one"),
    "month_part": ("one May morning",),
    "nth": ("the last Friday of May", "every first weekend in the month"),
    "week_of": ("the week of May 5",),
    "nine_eleven": ("9/11",),
    "joined": ("2-Jan-2020",),
    "iso": ("2020-01-02",),
    "slash": ("1/2/2020",),
    "running": ("1:02:03", "59:59.9"),
    "clock_pod": ("eight in the morning", "9:30 at night"),
    "deictic": ("overnight", "the same evening", "mid-morning"),
    "decade": ("the '90s", "1980s", "nineteen-sixties"),
    "first_year": ("1991-93", "2001 / 2005"),
    "year_of_era": ("88 BC", "A.D. 79"),
    "year_short": (" '98", "('07"),
    "present": ("nowadays", "these days", "then, at this point"),
    "past_ref": ("once, long ago", "in the old days", "the recent past"),
    "future_ref": ("one day", "the long term", "a later date"),
}
"""Matches of rows that are tried only where their words stand in the sentence."""


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in NEEDY.items() for text in texts])
def test_a_row_is_tried_where_its_expression_matches(name: str, text: str) -> None:
    (row,) = [row for row in grammar.RULES if row.name == name]
    assert row.expression.search(text)
    assert name in [c.rule.name for c in grammar.candidates(text, ((0, len(text)),))]


def test_a_long_sentence_is_read_in_windows() -> None:
    text = "x " * 3000 + "on Tuesday"
    assert [c.match.group() for c in grammar.candidates(text, ((0, len(text)),))] == ["Tuesday"]


@pytest.mark.parametrize(
    "unit",
    [
        "1 ",
        "the ",
        "last two ",
        "May ",
        "1,000,",
        "12:",
        "twenty-",
        "a year ago ",
        "'90s",
        "19",
        "early late ",
        "(",
        "Jan. 3, ",
        "5 to ",
        "9-",
        "half past ",
    ],
)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    def read(length: int) -> int:
        text = unit * (length // len(unit))
        return len(grammar.candidates(text, ((0, len(text)),)))

    assert read(100_000) <= 100_000  # quadratic time in an expression would hardly end
    assert growth(read, 10_000, 20_000) < 2.5
