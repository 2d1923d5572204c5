"""Temporal expressions: tables of sentences with the exact rows, and invariants on any text."""

import datetime
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Annotated
from transforms.text import times
from transforms.text.times import grammar

WEDNESDAY = "2024-01-24"


def found(annotated: Annotated, text: str, date: str = WEDNESDAY) -> list[tuple[str, str, str, str | None]]:
    return [(row.text, row.timex_type, row.timex_value, row.timex_mod) for row in times.extract(annotated(text, date))["times"]]


WEEKDAYS = [
    ("The plane crashed Wednesday near the border.", [("Wednesday", "DATE", "2024-01-24", None)]),
    ("The barrage hit the town early Tuesday.", [("early Tuesday", "DATE", "2024-01-23", "START")]),
    ("Rockets struck the port late Tuesday.", [("late Tuesday", "DATE", "2024-01-23", "END")]),
    ("Earlier Wednesday, the mayor said nothing.", [("Earlier Wednesday", "DATE", "2024-01-24", "START")]),
    ("The council will vote on Friday.", [("Friday", "DATE", "2024-01-26", None)]),
    ("The council voted on Friday.", [("Friday", "DATE", "2024-01-19", None)]),
    ("The hearing is scheduled for Monday.", [("Monday", "DATE", "2024-01-29", None)]),
    ("The vote was postponed until Thursday.", [("Thursday", "DATE", "2024-01-25", None)]),
    ("Police returned to the scene of Monday's attack.", [("Monday", "DATE", "2024-01-22", None)]),
    ("He resigned last Wednesday.", [("last Wednesday", "DATE", "2024-01-17", None)]),
    ("She arrives next Wednesday.", [("next Wednesday", "DATE", "2024-01-31", None)]),
    ("The shop closed Tuesday of last week.", [("Tuesday of last week", "DATE", "2024-01-16", None)]),
    ("Two men fled on Monday night.", [("Monday night", "TIME", "2024-01-22TNI", None)]),
    ("The choir meets every Thursday.", [("every Thursday", "SET", "XXXX-WXX-4", None)]),
    ("Fans read The Sunday Times and shopped on Black Friday.", [("Black Friday", "DATE", "2023-11-24", None)]),
]

DAYS = [
    (
        "I saw him yesterday morning, she said last night.",
        [("yesterday morning", "TIME", "2024-01-23TMO", None), ("last night", "TIME", "2024-01-23TNI", None)],
    ),
    ("The fire began on Oct. 7 in a barn.", [("Oct. 7", "DATE", "2023-10-07", None)]),
    ("It opened on 7 October 2023.", [("7 October 2023", "DATE", "2023-10-07", None)]),
    ("The law takes effect July 1.", [("July 1", "DATE", "2024-07-01", None)]),
    ("The fair ran Jan. 3\u20135 in Halburg.", [("Jan. 3\u20135", "DURATION", "P3D", None)]),
    ("It met on April 24 and 25, 2023.", [("April 24", "DATE", "2023-04-24", None), ("25, 2023", "DATE", "2023-04-25", None)]),
    ("He recalled the Sept. 11 attacks.", [("Sept. 11", "DATE", "2001-09-11", None)]),
    ("The file was dated 2024-01-20.", [("2024-01-20", "DATE", "2024-01-20", None)]),
    (
        "The form said 23/01/2024, the copy 03/04/2023.",
        [("23/01/2024", "DATE", "2024-01-23", None), ("03/04/2023", "DATE", "2023-XX-XX", None)],
    ),
    (
        "She left on Jan. 12. The next day, he followed.",
        [("Jan. 12", "DATE", "2024-01-12", None), ("The next day", "DATE", "2024-01-13", None)],
    ),
    ("He came on Monday and left the same day.", [("Monday", "DATE", "2024-01-22", None), ("the same day", "DATE", "2024-01-22", None)]),
    ("A year ago Tuesday the mill burned down.", [("A year ago Tuesday", "DATE", "2023-01-24", None)]),
    ("Ottawa was quiet over Thanksgiving.", [("Thanksgiving", "DATE", "2023-10-09", None)]),
    ("The minister promised an answer before Election Day.", [("Election Day", "DATE", "XXXX-XX-XX", None)]),
    (
        "The deadline is Friday; the permit expires on Dec. 31.",
        [("Friday", "DATE", "2024-01-26", None), ("Dec. 31", "DATE", "2024-12-31", None)],
    ),
    ("It snowed on Christmas Day 2022.", [("Christmas Day 2022", "DATE", "2022-12-25", None)]),
    ("It has been quiet since Thanksgiving.", [("Thanksgiving", "DATE", "2023-11-23", None)]),
]

CLOCKS = [
    ("The ship sank around 11 a.m in the bay.", [("around 11 a.m", "TIME", "2024-01-24T11:00", "APPROX")]),
    ("The quake struck at 1755 GMT.", [("1755 GMT", "TIME", "2024-01-24T17:55", None)]),
    ("He died at noon Thursday.", [("noon Thursday", "TIME", "2024-01-18T12:00", None)]),
    ("The offer ends at 5 p.m. EST Feb. 9.", [("5 p.m. EST Feb. 9", "TIME", "2024-02-09T17:00", None)]),
    ("The train left at 8:55 p.m. local time.", [("8:55 p.m. local time", "TIME", "2024-01-24T20:55", None)]),
    ("The score was 10:15 and the odds 3:2.", []),
]

PERIODS = [
    (
        "Profit fell in the third quarter from a year earlier.",
        [("the third quarter", "DATE", "2023-Q3", None), ("a year earlier", "DATE", "2022-Q3", None)],
    ),
    ("Sales doubled between 2019 and 2022.", [("2019", "DATE", "2019", None), ("2022", "DATE", "2022", None)]),
    ("The 2019-2022 programme is over.", [("2019-2022", "DURATION", "P4Y", None)]),
    ("He grew up in the late 1970s.", [("the late 1970s", "DATE", "197", "END")]),
    ("The tower dates from the 19th century.", [("the 19th century", "DATE", "18", None)]),
    ("The city fell in the second millennium BC.", [("the second millennium BC", "DATE", "BC1XXX", None)]),
    ("Rents rose in the summer of 2022.", [("the summer of 2022", "DATE", "2022-SU", None)]),
    ("This winter is mild.", [("This winter", "DATE", "XXXX-WI", None)]),
    ("The harbour froze this winter.", [("this winter", "DATE", "XXXX-WI", None)]),
    ("It will reopen this summer.", [("this summer", "DATE", "2024-SU", None)]),
    ("Debt fell in fiscal 2022.", [("fiscal 2022", "DATE", "2022", None)]),
    ("It closed at the end of 2023.", [("the end of 2023", "DATE", "2023", "END")]),
    ("It should open by mid-March.", [("mid-March", "DATE", "2024-03", "MID")]),
    ("It happened last month and again this week.", [("last month", "DATE", "2023-12", None), ("this week", "DATE", "2024-W04", None)]),
    (
        "The war began in 2014. In February of that year, he fled.",
        [("2014", "DATE", "2014", None), ("February of that year", "DATE", "2014-02", None)],
    ),
    ("You may march in May.", [("May", "DATE", "2024-05", None)]),
    ("About 1,995 people and 2003 soldiers came.", []),
]

UNITS = [
    ("The firm cut 300 jobs two weeks ago.", [("two weeks ago", "DATE", "2024-W02", None)]),
    ("Nothing moved in the last twenty four hours.", [("the last twenty four hours", "DURATION", "P1D", None)]),
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
    ("The $5 fee is due in the week of March 4.", [("the week of March 4", "DATE", "2024-W10", None)]),
    ("The plane left a few weeks back.", [("a few weeks back", "DATE", "PAST_REF", None)]),
    (
        "They now meet daily, and will soon move.",
        [("now", "DATE", "PRESENT_REF", None), ("daily", "SET", "P1D", None), ("soon", "DATE", "FUTURE_REF", None)],
    ),
]

AHEAD = [
    "Villagers were told to keep their doors locked until {}.",
    "The ministry ordered shops to keep their shutters down until {} morning.",
    "Police warned walkers to stay off the ice till {}.",
    "The court told him to pay the fine by the end of {}.",
    "A judge on Monday ordered the banker to appear {}.",
    "The council invited parents to speak on {}.",
    "Swimming is banned in the lake until {}.",
    "Police banned parking on the square until {}.",
    "The governor extended the order through {}.",
    "He was remanded in custody until {}.",
    "The premier called an election for {}.",
    "Talks have been arranged for {}.",
    "The court set {} as the date of the trial.",
    "Halvorsen declared {} a day of mourning.",
    "The governor declared {} to be a day of prayer.",
    "She set a deadline of {}.",
    "The bridge will stay closed until {}.",
]

BEHIND = [
    "The road was closed until {}.",
    "Rescuers worked until {}.",
    "They fought from Monday through {}.",
    "By {} the waters had fallen.",
    "He was unable to reach the house until {}.",
    "She was forced to resign on {}.",
    "He managed to escape on {}.",
    "They had been told to stay at home until {}.",
    "He had been ordered to leave by {}.",
    "The premier had called an election for {}.",
    "Talks had been arranged for {}.",
    "The court had ruled that the boy must leave, and set {} as the deadline.",
    "The governor declared {} a state of emergency in two counties.",
    "The president declared {} that the war was over.",
    "The president called {}'s election a farce.",
    "He told the court on {} that he was innocent.",
    "He was told to leave and was shot on {}.",
    "He apologized for {}.",
    "Thousands marked {} as a day of mourning.",
]


@pytest.mark.parametrize("day", ["Thursday", "Friday"])
@pytest.mark.parametrize(("text", "ahead"), [(text, True) for text in AHEAD] + [(text, False) for text in BEHIND])
def test_a_weekday_lies_ahead_or_behind(annotated: Annotated, text: str, ahead: bool, day: str) -> None:
    values = [row.timex_value[:10] for row in times.extract(annotated(text.format(day), WEDNESDAY))["times"] if day in row.text]
    assert values == [{"Thursday": ("2024-01-18", "2024-01-25"), "Friday": ("2024-01-19", "2024-01-26")}[day][ahead]]


@pytest.mark.parametrize(("text", "expected"), WEEKDAYS + DAYS + CLOCKS + PERIODS + UNITS)
def test_expression(annotated: Annotated, text: str, expected: list[tuple[str, str, str, str | None]]) -> None:
    assert found(annotated, text) == expected


def test_a_row_has_days_anchor_and_evidence(annotated: Annotated) -> None:
    article = annotated("The talks failed. A deal came two days later than planned, in the week of Jan. 8.\n\nLast month it rained.")
    rows = times.extract(article)["times"]
    assert [(r.text, r.start_date, r.end_date, r.anchor) for r in rows] == [
        ("two days", None, None, "none"),
        ("the week of Jan. 8", datetime.date(2024, 1, 8), datetime.date(2024, 1, 14), "publication"),
        ("Last month", datetime.date(2023, 12, 1), datetime.date(2023, 12, 31), "publication"),
    ]
    assert rows[2].sentence == "Last month it rained."
    assert [r.segment_index for r in rows] == [1, 1, 2]
    assert all(r.in_body for r in rows)
    assert len({r.time_id for r in rows}) == 3


def test_a_named_stretch_has_its_first_and_last_day(annotated: Annotated) -> None:
    rows = times.extract(annotated("Over the past two months, and in fiscal 2023, sales fell."))["times"]
    assert [(r.text, r.start_date, r.end_date) for r in rows] == [
        ("the past two months", datetime.date(2023, 11, 24), datetime.date(2024, 1, 24)),
        ("fiscal 2023", None, None),
    ]


def test_sets_say_how_often(annotated: Annotated) -> None:
    rows = times.extract(annotated("It rains every month, and he swims three times a week."))["times"]
    assert [(r.text, r.timex_value, r.timex_quant, r.timex_freq) for r in rows] == [
        ("every month", "P1M", "EVERY", None),
        ("three times a week", "P1W", None, "3X"),
    ]


def test_the_publication_date_decides(annotated: Annotated) -> None:
    assert found(annotated, "It fell on Tuesday.", "2023-11-05") == [("Tuesday", "DATE", "2023-10-31", None)]
    assert found(annotated, "It fell in December.", "2024-01-24") == [("December", "DATE", "2023-12", None)]
    assert found(annotated, "It will fall in December.", "2024-01-24") == [("December", "DATE", "2024-12", None)]


@pytest.mark.parametrize("date", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar(annotated: Annotated, date: str) -> None:
    text = (
        "Yesterday and tomorrow, last week, next month, 50 years ago, the next day, last Friday, next Friday, this weekend, a century ago, "
        "the past 900 years, the last decade, this century, last quarter, Easter, in the 1990s, 30 centuries ago, Dec. 31 and 32, next year."
    )
    assert times.extract(annotated(text, date))["times"]


_PIECES = st.sampled_from(
    (
        "Friday", "May", "Jan. 3\u20135", "the", "last", "next", "two", "2 1/2", "weeks", "years", "ago", "earlier", "quarter", "third", "1999",
        "20th century", "p.m.", "8:55", "noon", "GMT", "fiscal", "every", "a", "day", "'90s", "Feb. 30", "31/02/2020", "99/99/9999", "\u2019",
        "\n", ",", ".", "the end of", "mid-", "late", "Christmas", "since", "will", "was", "0", "9999999", "year-earlier", "\u00bd", "\xa0",
        "\U0001f600", "\u0660",
    )
)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(max_size=80), st.lists(_PIECES, max_size=24).map(" ".join)))
def test_any_text_gives_exact_sorted_rows(annotated: Annotated, text: str) -> None:
    article = annotated("A " + text)
    rows = times.extract(article)["times"]
    end = 0
    for row in rows:
        assert article.source_text[row.char_start : row.char_end] == row.text
        assert row.char_start >= end
        assert row.text == row.text.strip()
        assert (row.start_date is None) == (row.end_date is None)
        assert row.start_date is None or row.end_date is None or row.start_date <= row.end_date
        assert 1 <= len(row.timex_value) <= 64
        end = row.char_end
    assert times.extract(article)["times"] == rows


@pytest.mark.parametrize(
    "unit", ["1 ", "the ", "last two ", "May ", "1,000,", "12:", "twenty-", "a year ago ", "'90s", "19", "early late ", "(", "Jan. 3, "]
)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        began = time.process_time()
        grammar.candidates(text, ((0, len(text)),))
        return time.process_time() - began

    assert seconds(100_000) < 5
