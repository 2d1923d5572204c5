"""Clock times, in digits and in words."""

import pytest

from tests.transforms.text.times.conftest import Found

CLOCKS = [
    ("The ship sank around 11 a.m in the bay.", [("around 11 a.m", "TIME", "2024-01-24T11:00", "APPROX")]),
    ("The quake struck at 1755 GMT.", [("1755 GMT", "TIME", "2024-01-24T17:55", None)]),
    ("He died at noon Thursday.", [("noon Thursday", "TIME", "2024-01-18T12:00", None)]),
    ("The offer ends at 5 p.m. EST Feb. 9.", [("5 p.m. EST Feb. 9", "TIME", "2024-02-09T17:00", None)]),
    ("A cart fell just after 4:10pm on 20 January.", [("4:10pm on 20 January", "TIME", "2024-01-20T16:10", None)]),
    ("A cart fell at 11.30pm on Tuesday, 9 January 2024.", [("11.30pm on Tuesday, 9 January 2024", "TIME", "2024-01-09T23:30", None)]),
    ("The fair opens at noon on the 3rd of May.", [("noon on the 3rd of May", "TIME", "2024-05-03T12:00", None)]),
    (
        "The cart fell at 4:10pm. On 20 January it was sold.",
        [("4:10pm", "TIME", "2024-01-24T16:10", None), ("20 January", "DATE", "2024-01-20", None)],
    ),
    ("The train left at 8:55 p.m. local time.", [("8:55 p.m. local time", "TIME", "2024-01-24T20:55", None)]),
    ("The score was 10:15 and the odds 3:2.", []),
    ("2024-01-20 18:11:31 Anna", [("2024-01-20", "DATE", "2024-01-20", None), ("18:11:31", "TIME", "2024-01-20T18:11", None)]),
    ("Posted 20 Jan. 2024 05:47", [("20 Jan. 2024", "DATE", "2024-01-20", None), ("05:47", "TIME", "2024-01-20T05:47", None)]),
    (
        "The yard is open 8 a.m.\u20132 p.m. Saturday.",
        [("8 a.m.", "TIME", "2024-01-27T08:00", None), ("2 p.m. Saturday", "TIME", "2024-01-27T14:00", None)],
    ),
    (
        "The yard opens Monday to Friday, 9am to 5pm.",
        [
            ("Monday", "DATE", "XXXX-WXX-1", None),
            ("Friday", "DATE", "XXXX-WXX-5", None),
            ("9am", "TIME", "XXXX-XX-XXT09:00", None),
            ("5pm", "TIME", "XXXX-XX-XXT17:00", None),
        ],
    ),
    (
        "The yard, open 10 a.m. to 4 p.m. Tuesday-Sunday, has a cafe.",
        [
            ("10 a.m.", "TIME", "XXXX-XX-XXT10:00", None),
            ("4 p.m.", "TIME", "XXXX-XX-XXT16:00", None),
            ("Tuesday", "DATE", "XXXX-WXX-2", None),
            ("Sunday", "DATE", "XXXX-WXX-7", None),
        ],
    ),
    (
        "The yard was open Monday to Tuesday, 9am to 5pm.",
        [
            ("Monday", "DATE", "2024-01-22", None),
            ("Tuesday", "DATE", "2024-01-23", None),
            ("9am", "TIME", "2024-01-23T09:00", None),
            ("5pm", "TIME", "2024-01-23T17:00", None),
        ],
    ),
]

HABITS = [
    (
        "She milks the goats at half past five every morning.",
        [("half past five", "TIME", "XXXX-XX-XXT05:30", None), ("every morning", "SET", "XXXX-XX-XXTMO", None)],
    ),
    (
        "Each Tuesday at 10 a.m. the bells ring.",
        [("Each Tuesday", "SET", "XXXX-WXX-2", None), ("10 a.m.", "TIME", "XXXX-XX-XXT10:00", None)],
    ),
    (
        "The pool is open 9 a.m. to 2 p.m. Saturdays.",
        [
            ("9 a.m.", "TIME", "XXXX-XX-XXT09:00", None),
            ("2 p.m.", "TIME", "XXXX-XX-XXT14:00", None),
            ("Saturdays", "SET", "XXXX-WXX-6", None),
        ],
    ),
    (
        "The train left at 8 a.m. Sunday. Every day is a gift.",
        [("8 a.m. Sunday", "TIME", "2024-01-21T08:00", None), ("Every day", "SET", "P1D", None)],
    ),
]
SPOKEN_HOURS = [
    (
        "The goats are fed every morning at six.",
        [("every morning", "SET", "XXXX-XX-XXTMO", None), ("six", "TIME", "XXXX-XX-XXT06:00", None)],
    ),
    (
        "The band plays at seven this evening.",
        [("seven", "TIME", "2024-01-24T19:00", None), ("this evening", "TIME", "2024-01-24TEV", None)],
    ),
    ("Tonight at nine the lamps go out.", [("Tonight", "TIME", "2024-01-24TNI", None), ("nine", "TIME", "2024-01-24T21:00", None)]),
    ("They met at eight o'clock on Tuesday night.", [("eight o'clock on Tuesday night", "TIME", "2024-01-23T20:00", None)]),
    ("They laughed at three goats this morning.", [("this morning", "TIME", "2024-01-24TMO", None)]),
]
LATER = [
    (
        "The bell rang at 11:50 a.m. and again ten minutes later.",
        [("11:50 a.m.", "TIME", "2024-01-24T11:50", None), ("ten minutes later", "TIME", "2024-01-24T12:00", None)],
    ),
    ("They walked on, and two hours later they saw the sea.", [("two hours later", "DURATION", "PT2H", None)]),
]
SPOKEN = [
    ("Half past six on Tuesday morning was too early.", [("Half past six on Tuesday morning", "TIME", "2024-01-23T06:30", None)]),
    ("At a quarter past nine the lights failed.", [("a quarter past nine", "TIME", "2024-01-24T09:15", None)]),
    ("The doors open at twenty to eight.", [("twenty to eight", "TIME", "2024-01-24T19:40", None)]),
    ("It began at ten minutes to five in the afternoon.", [("ten minutes to five in the afternoon", "TIME", "2024-01-24T16:50", None)]),
    ("The ferry left at twenty past two.", [("twenty past two", "TIME", "2024-01-24T14:20", None)]),
    ("The ferry left before dawn, at twenty past two.", [("twenty past two", "TIME", "2024-01-24T02:20", None)]),
    ("By five to midnight the bar was shut.", [("five to midnight", "TIME", "2024-01-24T23:55", None)]),
    ("They left at half past midnight.", [("half past midnight", "TIME", "2024-01-24T00:30", None)]),
    ("They met at quarter to one at night.", [("quarter to one at night", "TIME", "2024-01-24T00:45", None)]),
    ("Five to ten voters came, and a quarter to nine people left.", []),
    ("It grew from five to ten percent.", []),
]


@pytest.mark.parametrize(("text", "expected"), [*CLOCKS, *HABITS, *SPOKEN_HOURS, *LATER, *SPOKEN])
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
