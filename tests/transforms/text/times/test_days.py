"""Weekdays and days without a month, and whether they lie ahead or behind."""

import pytest

from tests.transforms.text.times.conftest import Found

WEEKDAYS = [
    ("The plane crashed Wednesday near the border.", [("Wednesday", "DATE", "2024-01-24", None)]),
    ("The barrage hit the town early Tuesday.", [("early Tuesday", "DATE", "2024-01-23", "START")]),
    ("Rockets struck the port late Tuesday.", [("late Tuesday", "DATE", "2024-01-23", "END")]),
    ("Earlier Wednesday, the mayor said nothing.", [("Earlier Wednesday", "DATE", "2024-01-24", "START")]),
    ("She was the fourth nurse to be hurt since Friday.", [("Friday", "DATE", "2024-01-19", None)]),
    ("She is the fourth nurse to be heard on Friday.", [("Friday", "DATE", "2024-01-26", None)]),
    (
        "Since Friday is a feast, the council will vote on Thursday.",
        [("Friday", "DATE", "2024-01-26", None), ("Thursday", "DATE", "2024-01-25", None)],
    ),
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

UNCERTAIN = [
    ("It was a rainy Tuesday when the dam broke.", [("Tuesday", "DATE", "XXXX-WXX-2", None)]),
    ("On any given Monday the hall is full.", [("Monday", "DATE", "XXXX-WXX-1", None)]),
    ("A dramatic Tuesday vote ended it.", [("Tuesday", "DATE", "2024-01-23", None)]),
    ("He published a letter Tuesday.", [("Tuesday", "DATE", "2024-01-23", None)]),
    ("Guards arrested a suspect Tuesday night after a long hunt.", [("Tuesday night", "TIME", "2024-01-23TNI", None)]),
]
BESIDE = [
    (
        "He was charged on 12 January. The Monday before, he had fled.",
        [("12 January", "DATE", "2024-01-12", None), ("The Monday before", "DATE", "2024-01-08", None)],
    ),
    (
        "It opened on 9 May 2019; the Sunday after, it burned down.",
        [("9 May 2019", "DATE", "2019-05-09", None), ("the Sunday after", "DATE", "2019-05-12", None)],
    ),
    ("She left the Saturday before last.", [("the Saturday before last", "DATE", "2024-01-13", None)]),
    ("It opens the Friday after next.", [("the Friday after next", "DATE", "2024-02-02", None)]),
    ("It opens on the Monday after Easter.", [("the Monday after Easter", "DATE", "2024-04-01", None)]),
    ("They play on the Sunday before 8 March.", [("the Sunday before 8 March", "DATE", "2024-03-03", None)]),
    (
        "They will vote on the first Tuesday after the first Monday in March.",
        [("the first Tuesday after the first Monday in March", "DATE", "2024-03-05", None)],
    ),
    ("He fled on the Tuesday before the trial.", [("the Tuesday before", "DATE", "XXXX-WXX-2", None)]),
    ("He fled on Tuesday before the trial.", [("Tuesday", "DATE", "2024-01-23", None)]),
    ("On the Tuesday before noon he fled.", [("Tuesday", "DATE", "2024-01-23", None), ("noon", "TIME", "2024-01-23T12:00", None)]),
]
AHEAD = [
    ("The truce ends two weeks from Sunday.", [("two weeks from Sunday", "DATE", "2024-02-11", None)]),
    ("The case was put off until Monday week.", [("Monday week", "DATE", "2024-02-05", None)]),
    ("The Monday week-long course was full.", [("Monday", "DATE", "2024-01-22", None), ("week-long", "DURATION", "P1W", None)]),
    ("It rained in the small hours of Sunday.", [("the small hours of Sunday", "DATE", "2024-01-21", "START")]),
    (
        "A fire broke out on Monday; later in the day it spread.",
        [("Monday", "DATE", "2024-01-22", None), ("later in the day", "DATE", "2024-01-22", "END")],
    ),
]
MOVED = [
    ("Friday's launch was pushed back to Monday.", [("Friday", "DATE", "2024-01-26", None), ("Monday", "DATE", "2024-01-29", None)]),
    (
        "The vote, planned for Monday, was put off to Saturday.",
        [("Monday", "DATE", "2024-01-22", None), ("Saturday", "DATE", "2024-01-27", None)],
    ),
    ("Sunday's race was moved up to Saturday.", [("Sunday", "DATE", "2024-01-28", None), ("Saturday", "DATE", "2024-01-27", None)]),
    (
        "He said Monday that the vote was put off to Saturday.",
        [("Monday", "DATE", "2024-01-22", None), ("Saturday", "DATE", "2024-01-27", None)],
    ),
    ("They are expected on Friday (Jan. 26).", [("Friday", "DATE", "2024-01-26", None), ("Jan. 26", "DATE", "2024-01-26", None)]),
    ("They came on Friday (12 January).", [("Friday", "DATE", "2024-01-12", None), ("12 January", "DATE", "2024-01-12", None)]),
    ("They voted on Friday (Jan. 26).", [("Friday", "DATE", "2024-01-26", None), ("Jan. 26", "DATE", "2024-01-26", None)]),
    ("They voted on Friday (Jan. 25).", [("Friday", "DATE", "2024-01-19", None), ("Jan. 25", "DATE", "2024-01-25", None)]),
    ("Crews said that Friday's launch was safe.", [("Friday", "DATE", "2024-01-19", None)]),
    ("It rained on that Friday.", [("that Friday", "DATE", "2024-01-19", None)]),
    ("Friday's launch was watched by all.", [("Friday", "DATE", "2024-01-19", None)]),
]
DAYS = [
    (
        "He fell ill this morning after lunch, and left yesterday before the others; the morning after the storm was calm.",
        [("this morning", "TIME", "2024-01-24TMO", None), ("yesterday", "DATE", "2024-01-23", None)],
    ),
    (
        "I saw him yesterday morning, she said last night.",
        [("yesterday morning", "TIME", "2024-01-23TMO", None), ("last night", "TIME", "2024-01-23TNI", None)],
    ),
    ("He came on Monday and left the same day.", [("Monday", "DATE", "2024-01-22", None), ("the same day", "DATE", "2024-01-22", None)]),
    ("A year ago Tuesday the mill burned down.", [("A year ago Tuesday", "DATE", "2023-01-24", None)]),
    (
        "He fell on 3 January. The mill closed today, 21 days later.",
        [("3 January", "DATE", "2024-01-03", None), ("today", "DATE", "2024-01-24", None), ("21 days later", "DATE", "2024-01-24", None)],
    ),
    (
        "He fell on 3 January and, two days later, he left.",
        [("3 January", "DATE", "2024-01-03", None), ("two days later", "DATE", "2024-01-05", None)],
    ),
    (
        "She fell on 3 January. 16 mills closed.",
        [("3 January", "DATE", "2024-01-03", None)],
    ),
    (
        "The deadline is Friday; the permit expires on Dec. 31.",
        [("Friday", "DATE", "2024-01-26", None), ("Dec. 31", "DATE", "2024-12-31", None)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [*WEEKDAYS, *UNCERTAIN, *BESIDE, *AHEAD, *MOVED, *DAYS])
def test_expression(found: Found, text: str, expected: list[tuple[str, str, str, str | None]]) -> None:
    assert found(text) == expected


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
def test_a_weekday_lies_ahead_or_behind(found: Found, text: str, ahead: bool, day: str) -> None:
    values = [value[:10] for words, _, value, _ in found(text.format(day)) if day in words]
    assert values == [{"Thursday": ("2024-01-18", "2024-01-25"), "Friday": ("2024-01-19", "2024-01-26")}[day][ahead]]


def test_the_publication_date_decides(found: Found) -> None:
    assert found("It fell on Tuesday.", "2023-11-05") == [("Tuesday", "DATE", "2023-10-31", None)]


BY_DAY = [
    ("The mill burned down on Wednesday.", "Wednesday", (17, 17, 24, 24, 24, 24, 24)),
    ("The council will meet on Wednesday.", "Wednesday", (24, 24, 24, 31, 31, 31, 31)),
    ("The mill burned down last Wednesday.", "last Wednesday", (17, 17, 17, 24, 24, 24, 24)),
    ("The council will meet next Wednesday.", "next Wednesday", (24, 24, 31, 31, 31, 31, 31)),
    ("The council will meet this Wednesday.", "this Wednesday", (24, 24, 24, 31, 31, 31, 31)),
    ("The mill burned down this Wednesday.", "this Wednesday", (17, 17, 24, 24, 24, 24, 24)),
    ("The mill burned down on Wednesday of last week.", "Wednesday of last week", (17, 17, 17, 17, 17, 17, 17)),
    ("The mill burned down on Wednesday of this week.", "Wednesday of this week", (24, 24, 24, 24, 24, 24, 24)),
    ("The council will meet on Wednesday of next week.", "Wednesday of next week", (31, 31, 31, 31, 31, 31, 31)),
]


@pytest.mark.parametrize(("text", "words", "days"), BY_DAY)
def test_a_weekday_seen_from_each_day_of_a_week(found: Found, text: str, words: str, days: tuple[int, ...]) -> None:
    """22 January 2024 is a Monday; of a weekday that is today it is today, unless it is the last or the next."""
    values = [found(text, f"2024-01-{day}") for day in range(22, 29)]
    assert values == [[(words, "DATE", f"2024-01-{day}", None)] for day in days]


WEEKENDS = [
    ("The fair drew crowds last weekend.", "last weekend", (3, 3, 3, 3, 3, 3, 3)),
    ("The fair drew crowds this past weekend.", "this past weekend", (3, 3, 3, 3, 3, 3, 3)),
    ("The fair drew crowds over the weekend.", "the weekend", (3, 3, 3, 3, 3, 4, 4)),
    ("The fair drew crowds this weekend.", "this weekend", (3, 3, 3, 4, 4, 4, 4)),
    ("The fair will draw crowds this weekend.", "this weekend", (4, 4, 4, 4, 4, 4, 4)),
    ("The fair will draw crowds over the weekend.", "the weekend", (4, 4, 4, 4, 4, 4, 4)),
    ("The fair will open this coming weekend.", "this coming weekend", (4, 4, 4, 4, 4, 5, 5)),
    ("The fair will open next weekend.", "next weekend", (5, 5, 5, 5, 5, 5, 5)),
]


@pytest.mark.parametrize(("text", "words", "weeks"), WEEKENDS)
def test_a_weekend_seen_from_each_day_of_a_week(found: Found, text: str, words: str, weeks: tuple[int, ...]) -> None:
    """From Saturday on the weekend is the one that has begun; before, one in the past tense is over, "this" of a Thursday or Friday is ahead."""
    values = [found(text, f"2024-01-{day}") for day in range(22, 29)]
    assert values == [[(words, "DATE", f"2024-W{week:02}-WE", None)] for week in weeks]


def test_a_weekend_counts_from_the_day_of_the_story(found: Found) -> None:
    text = "The mill burned down on Jan. 10. It was rebuilt {} weekend."
    values = [found(text.format(rel))[-1][1:3] for rel in ("the following", "that same", "the previous")]
    assert values == [("DATE", f"2024-W{week:02}-WE") for week in (3, 2, 1)]


FORECAST = "Highs near 40 with sunny skies, mild winds, a few clouds, showers and gusts of 20 mph are likely."


@pytest.mark.parametrize(
    ("text", "forecast", "plain"),
    [
        ("Still watching Thursday for showers.", "2024-01-25", "2024-01-18"),
        ("A warm front, and mild overnight.", "2024-01-24TNI", "2024-01-23TNI"),
        ("The bridge closed on Thursday.", "2024-01-18", "2024-01-18"),
    ],
)
def test_a_day_of_a_forecast_is_to_come_unless_its_clause_is_past(found: Found, text: str, forecast: str, plain: str) -> None:
    assert [value for _, _, value, _ in found(f"{text} {FORECAST}")] == [forecast]
    assert [value for _, _, value, _ in found(text)] == [plain]
