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


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("On Monday the ferry left. On Tuesday it came back at 9:30 a.m.", 23),
        ("The ferry that had left on Monday came back at 9:30 a.m., and on Tuesday it left again.", 23),
        ("The band plays every Monday in the old hall. The doors opened at 9:30 a.m.", 22),
        ("The band plays every Monday in the old hall by the quay, to all who care to come. The doors opened at 9:30 a.m.", 24),
        ("The doors opened at 9:30 a.m. with the lamps lit, before Tuesday.", 23),
        ("The doors opened at 9:30 a.m. Nobody had come on Tuesday.", 24),
        ("The game is on Tuesday, Jan. 30 at 9:30 a.m.", 30),
        ("The doors opened at 9:30 a.m. with all the lamps lit and the band in place, before Tuesday.", 24),
    ],
)
def test_a_clock_time_is_of_the_day_that_stands_by(found: Found, text: str, day: int) -> None:
    """A day up to 40 characters behind it in the sentence, else the last one up to 60 before it, else that of the story or of publication."""
    assert [value for words, _, value, _ in found(text) if "9:30" in words] == [f"2024-01-{day}T09:30"]
