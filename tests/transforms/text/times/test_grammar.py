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
