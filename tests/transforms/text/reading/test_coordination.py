"""Series of items in text, what they share, and the direction of ranges."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.text.reading.coordination import Mark, Series, before, behind, fill, opener, ordered, series

_ITEM = re.compile(r"\d+")


def found(text: str) -> list[tuple[list[str], tuple[str, ...], str]]:
    spans = [match.span() for match in _ITEM.finditer(text)]
    return [([text[slice(*spans[i])] for i in one.items], one.joints, one.opener) for one in series(text, spans)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5 and 6", [(["5", "6"], ("and",), "")]),
        ("5, 6 and 7", [(["5", "6", "7"], ("comma", "and"), "")]),
        ("5, 6, and 7", [(["5", "6", "7"], ("comma", "and"), "")]),
        ("5, 6, or perhaps 7", [(["5", "6", "7"], ("comma", "or"), "")]),
        ("either 5 or 6", [(["5", "6"], ("or",), "either")]),
        ("5 to 6", [(["5", "6"], ("range",), "")]),
        ("from about 5 up to about 6", [(["5", "6"], ("range",), "from")]),
        ("from 5 through the 6", [(["5", "6"], ("range",), "from")]),
        ("until 5 until 6", [(["5", "6"], ("range",), "")]),
        ("5-6", [(["5", "6"], ("range",), "")]),
        ("5/6", [(["5", "6"], ("range",), "")]),
        ("at 5 and again at 6", [(["5", "6"], ("and",), "")]),
        ("5 \u2013 6", [(["5", "6"], ("range",), "")]),
        ("5-to-6", [(["5", "6"], ("range",), "")]),
        ("between 5 and 6", [(["5", "6"], ("range",), "between")]),
        ("between 5, 6 and 7", [(["5", "6", "7"], ("comma", "and"), "between")]),
        ("from 5 and 6", [(["5", "6"], ("and",), "from")]),
        ("5 and 7 to 9", [(["5", "7", "9"], ("and", "range"), "")]),
        ("from 5 to 7 and from 9 to 11", [(["5", "7", "9", "11"], ("range", "and", "range"), "from")]),
        ("between 5 and 7 and between 9 and 11", [(["5", "7", "9", "11"], ("range", "and", "range"), "between")]),
        ("5 to 7 to 9", [(["5", "7"], ("range",), "")]),
        ("on 5 and on 6 & 7", [(["5", "6", "7"], ("and", "and"), "")]),
        ("in 5, 6 was far", []),
        ("5, 6 to 7", [(["6", "7"], ("range",), "")]),
        ("in 5 \u2014 6 was far", []),
        ("5; 6", []),
        ("5 of the 6", []),
        ("5 6", []),
        ("5", []),
        ("", []),
    ],
)
def test_series(text: str, expected: list[tuple[list[str], tuple[str, ...], str]]) -> None:
    assert found(text) == expected


def test_a_dash_is_told_from_a_word() -> None:
    assert [s.dashes for s in series("5-6 and 7 to 8", [(0, 1), (2, 3), (8, 9), (13, 14)])] == [(True, False, False)]


def test_only_one_kind_is_joined() -> None:
    assert series("5 and 6 and  7", [(0, 1), (6, 7)], ["day", "hour"]) == []
    assert series("5 and 6 or 7", [(0, 1), (6, 7), (11, 12)], ["hour", "day", "day"]) == [Series(1, 2, ("or",), (False,), "", 6)]


@pytest.mark.parametrize(
    ("text", "kind", "ranges"),
    [
        ("5 to 6", "range", ((0, 1),)),
        ("5 and 6", "and", ()),
        ("5, 6 or 7", "or", ()),
        ("5 and 7 to 9", "and", ((1, 2),)),
    ],
)
def test_kind_and_ranges(text: str, kind: str, ranges: tuple[tuple[int, int], ...]) -> None:
    (one,) = series(text, [match.span() for match in _ITEM.finditer(text)])
    assert (one.kind, one.ranges) == (kind, ranges)


def test_a_series_begins_with_its_opener() -> None:
    assert series("open from 9 to 5", [(10, 11), (15, 16)])[0].start == 5
    assert opener("he therefrom 9", 13) == ("", 13)
    assert opener("BETWEEN 9", 8) == ("between", 0)


def test_a_long_table_is_cut() -> None:
    text = " and ".join(["5"] * 100)
    assert [len(one.items) for one in series(text, [match.span() for match in _ITEM.finditer(text)])] == [40, 40, 20]


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([None, behind("April")], ["April", "April"]),  # 12 and 13 April
        ([before("April"), None], ["April", "April"]),  # April 12 and 13
        ([None, None, behind("April"), None, behind("May")], ["April", "April", "April", "May", "May"]),  # 3, 4, 5 April and 6, 7 May
        ([before("April"), None, before("May"), None], ["April", "April", "May", "May"]),  # April 3, 4 and May 6, 7
        ([behind("million"), None], ["million", None]),  # 5 million and 7
        ([None, before("$")], [None, "$"]),  # 5 and $7
        ([before("May"), None, behind("June")], ["May", "May", "June"]),  # May 3, 4 and 5 June
        ([before("May"), None, None, behind("June")], ["May", "May", "June", "June"]),
        ([None, None], [None, None]),
        ([], []),
    ],
)
def test_fill(marks: list[Mark[str] | None], expected: list[str | None]) -> None:
    assert fill(marks) == expected


def test_a_carried_mark_fills_what_nothing_else_does() -> None:
    assert fill([behind(2023), None, None, behind(2024)], carry=True) == [2023, 2024, 2024, 2024]
    assert fill([behind(2023), None], carry=True) == [2023, 2023]
    assert fill([None, before(2023)], carry=True) == [None, 2023]


def test_a_scale_fits_what_is_smaller() -> None:
    numbers = [900.0, 3.0, 1.2]
    assert fill([None, behind(1e3), behind(1e6)], lambda item, scale: numbers[item] < 3) == [None, 1e3, 1e6]
    assert fill([before("a"), None, behind("b")], lambda item, value: value == "b") == ["a", "b", "b"]


def test_a_range_never_ends_before_it_starts() -> None:
    assert ordered(3, 3) == (3, 3)
    assert ordered(5, 3) is None
    assert ordered(5, 3, later=lambda end: end + 1) is None
    assert ordered(5, 3, later=lambda end: None, earlier=lambda start: start - 5) == (0, 3)
    assert ordered(22, 2, later=lambda end: end + 24, earlier=lambda start: start - 24) == (22, 26)


_WORDS = st.sampled_from(["5", "6", ",", "and", "or", "to", "between", "from", "-", "\u2013", "the", "about", "x", ".", "until", "7"])


@given(st.lists(_WORDS, max_size=30).map(" ".join))
def test_any_text_has_series_in_order(text: str) -> None:
    spans = [match.span() for match in _ITEM.finditer(text)]
    end = -1
    for one in series(text, spans):
        assert end < one.first < one.last < len(spans)
        assert len(one.joints) == len(one.dashes) == one.last - one.first
        assert one.joints[-1] != "comma"
        assert one.start <= spans[one.first][0]
        ends = [item for pair in one.ranges for item in pair]
        assert len(ends) == len(set(ends))
        end = one.last


@given(st.integers(), st.integers(), st.integers(0, 9), st.integers(0, 9))
def test_ordered_keeps_the_order(first: int, last: int, on: int, back: int) -> None:
    found = ordered(first, last, later=lambda end: end + on, earlier=lambda start: start - back)
    assert found is None or found[0] <= found[1]
