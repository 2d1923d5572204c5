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
}
"""Matches of rows that are tried only where more than a unit or a figure stands."""


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
