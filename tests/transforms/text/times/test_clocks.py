"""Clock times, in digits and in words."""

import pytest

from tests.transforms.text.times.conftest import Found

CLOCKS = [
    ("The ship sank around 11 a.m in the bay.", [("around 11 a.m", "TIME", "2024-01-24T11:00", "APPROX")]),
    ("The quake struck at 1755 GMT.", [("1755 GMT", "TIME", "2024-01-24T17:55", None)]),
    ("He died at noon Thursday.", [("noon Thursday", "TIME", "2024-01-18T12:00", None)]),
    ("The offer ends at 5 p.m. EST Feb. 9.", [("5 p.m. EST Feb. 9", "TIME", "2024-02-09T17:00", None)]),
    ("The train left at 8:55 p.m. local time.", [("8:55 p.m. local time", "TIME", "2024-01-24T20:55", None)]),
    ("The score was 10:15 and the odds 3:2.", []),
]

SPOKEN = [
    ("Half past six on Tuesday morning was too early.", [("Half past six on Tuesday morning", "TIME", "2024-01-23T06:30", None)]),
    ("At a quarter past nine the lights failed.", [("a quarter past nine", "TIME", "2024-01-24T09:15", None)]),
    ("The doors open at twenty to eight.", [("twenty to eight", "TIME", "2024-01-24T07:40", None)]),
    ("It began at ten minutes to five in the afternoon.", [("ten minutes to five in the afternoon", "TIME", "2024-01-24T16:50", None)]),
    ("They met at quarter to one at night.", [("quarter to one at night", "TIME", "2024-01-24T00:45", None)]),
    ("Five to ten voters came, and a quarter to nine people left.", []),
    ("It grew from five to ten percent.", []),
]


@pytest.mark.parametrize(("text", "expected"), [*CLOCKS, *SPOKEN])
def test_expression(found: Found, text: str, expected: list[tuple[str, str, str, str | None]]) -> None:
    assert found(text) == expected
