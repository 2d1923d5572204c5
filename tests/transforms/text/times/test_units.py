"""Units of time: counted, relative, as lengths and as sets; words for present, past and future."""

import datetime

import pytest

from tests.transforms.text.times.conftest import Found, Read

UNITS = [
    ("He left three quarters of an hour later.", [("three quarters of an hour", "DURATION", "PT45M", None)]),
    ("A quarter of an inch fell.", []),
    ("The firm cut 300 jobs two weeks ago.", [("two weeks ago", "DATE", "2024-W02", None)]),
    ("Nothing moved in the last twenty four hours.", [("the last twenty four hours", "DURATION", "P1D", None)]),
    ("It took an hour and a half.", [("an hour and a half", "DURATION", "PT1H30M", None)]),
    ("It took three hours and a quarter.", [("three hours and a quarter", "DURATION", "PT3H15M", None)]),
    ("It stands a mile and three quarters away.", []),
    ("She waited for more than four hours.", [("more than four hours", "DURATION", "PT4H", "MORE_THAN")]),
    ("He held a 30-day option for 2 1/2 years.", [("30-day", "DURATION", "P30D", None), ("2 1/2 years", "DURATION", "P2Y6M", None)]),
    ("They waited for a couple of years.", [("a couple of years", "DURATION", "P2Y", "APPROX")]),
    ("It was the heaviest attack in weeks.", [("weeks", "DURATION", "PXW", None)]),
    ("She is paid $500 a month, twice a week.", [("a month", "SET", "P1M", None), ("twice a week", "SET", "P1W", None)]),
    ("The 27-year-old driver, 52 years old, was unhurt.", []),
    ("The truce is an 8-month-old truce.", [("8-month-old", "DURATION", "P8M", None)]),
    ("The 700th day passed quietly.", []),
    ("It marked the 700th day since the invasion.", []),
    ("He was jailed for four years and 11 months.", [("four years and 11 months", "DURATION", "P4Y11M", None)]),
    ("She wrote on the Ten Years' War.", []),
    ("By 1961 there were 20 mills, and a decade later 40.", [("1961", "DATE", "1961", None), ("a decade later", "DATE", "1971", "APPROX")]),
    ("People there live 77.99 years.", [("77.99 years", "DURATION", "P77.99Y", None)]),
    ("The plane left a few weeks back.", [("a few weeks back", "DATE", "PAST_REF", None)]),
    (
        "They now meet daily, and will soon move.",
        [("now", "DATE", "PRESENT_REF", None), ("daily", "SET", "P1D", None), ("soon", "DATE", "FUTURE_REF", None)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), UNITS)
def test_expression(found: Found, text: str, expected: list[tuple[str, str, str, str | None]]) -> None:
    assert found(text) == expected


def test_a_named_stretch_has_its_first_and_last_day(read: Read) -> None:
    _, rows = read("Over the past two months, and in fiscal 2023, sales fell, as in the second quarter of fiscal 2022.")
    assert [(r.text, r.start_date, r.end_date) for r in rows] == [
        ("the past two months", datetime.date(2023, 11, 24), datetime.date(2024, 1, 24)),
        ("fiscal 2023", None, None),
        ("the second quarter of fiscal 2022", None, None),
    ]


def test_sets_say_how_often(read: Read) -> None:
    _, rows = read("It rains every month, and he swims three times a week.")
    assert [(r.text, r.timex_value, r.timex_quant, r.timex_freq) for r in rows] == [
        ("every month", "P1M", "EVERY", None),
        ("three times a week", "P1W", None, "3X"),
    ]


def test_the_last_units_of_a_month_are_not_those_before_publication(read: Read) -> None:
    (days, month) = read("It froze in the last ten days of December.")[1]
    assert (days.text, days.timex_value, days.start_date, month.timex_value) == ("the last ten days", "P10D", None, "2023-12")
    (days,) = read("It froze in the last ten days.")[1]
    assert (days.timex_value, days.start_date, days.end_date) == ("P10D", datetime.date(2024, 1, 14), datetime.date(2024, 1, 24))
