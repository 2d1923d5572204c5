"""Dates without a year in an account of the past, and in news, where the year is that of publication."""

import pytest

from tests.transforms.text.times.conftest import Found

PAST = [
    (
        "The pier at Solmarn collapsed on 3 March 1927. The builder was arrested in July, and the court freed him on 9 October.",
        [("3 March 1927", "1927-03-03"), ("July", "1927-07"), ("9 October", "1927-10-09")],
    ),
    (
        "A typhoid epidemic reached the port in November 1911. In April the schools were closed. That summer the wells were filled in.",
        [("November 1911", "1911-11"), ("April", "1912-04"), ("That summer", "1912-SU")],
    ),
    (
        "Her father deserted in 1943. He was caught that June and shot on Christmas Day.",
        [("1943", "1943"), ("that June", "1943-06"), ("Christmas Day", "1943-12-25")],
    ),
    (
        "The strike began in the autumn of 1953. In the spring it was broken.",
        [("the autumn of 1953", "1953-FA"), ("the spring", "1953-SP")],
    ),
]

NEWS = [
    ("The bridge was built in 1931. It will be closed in July.", [("1931", "1931"), ("July", "2024-07")]),
    ("The bridge was built in 1931. It was painted in December.", [("1931", "1931"), ("December", "2023-12")]),
    ("The club, which was dissolved in 1931, met again. It held a ball in July.", [("1931", "1931"), ("July", "2023-07")]),
    ("She was born in July 1931. She married in October.", [("July 1931", "1931-07"), ("October", "2023-10")]),
    ("He has led the club since 1998. It moved to the coast in July.", [("1998", "1998"), ("July", "2023-07")]),
    ("The mayor quoted a 1931 report. She resigned in July.", [("1931", "1931"), ("July", "2023-07")]),
    ("The firm was sold in May 2022. It moved to the coast in July.", [("May 2022", "2022-05"), ("July", "2023-07")]),
    (
        "The pier burned in May 1927. On Tuesday a model went on show. It was bought in July.",
        [("May 1927", "1927-05"), ("Tuesday", "2024-01-23"), ("July", "2023-07")],
    ),
    ("The pier burned in May 1927.\n\nA new owner came in July.", [("May 1927", "1927-05"), ("July", "2023-07")]),
]


@pytest.mark.parametrize(("text", "expected"), [*PAST, *NEWS])
def test_the_year_of_a_passage(found: Found, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(row[0], row[2]) for row in found(text)] == expected


HISTORY = (
    "The Salt League was founded in May 1704 by four towns.\n\nIn March 1711 it built a fleet. The fleet sailed on 2 June.\n\nIt returned in "
    "November. On 14 February 1712 the towns met, and by 3 April they had agreed.\n\nThe treaty would last until 9 September 1718. In October "
    "war broke out; peace came in January."
)


def test_a_history_goes_on_from_passage_to_passage(found: Found) -> None:
    assert [row[2] for row in found(HISTORY)] == [
        "1704-05", "1711-03", "1711-06-02", "1711-11", "1712-02-14", "1712-04-03", "1718-09-09", "1718-10", "1719-01",
    ]  # fmt: skip


def test_a_report_from_today_is_no_history(found: Found) -> None:
    report = HISTORY + "\n\nOn Tuesday the mayor said that the archive would open in April; on Wednesday the museum said so, too."
    assert [row[2] for row in found(report)][2:4] == ["1711-06-02", "2023-11"]


def test_the_day_of_a_thing_is_not_the_day_spoken_of(found: Found) -> None:
    text = "He resigned on Monday over the Jan. 12 vote. The next day he was gone."
    assert [row[2] for row in found(text)] == ["2024-01-22", "2024-01-12", "2024-01-23"]


PLAIN_HISTORY = (
    "The siege lasted from 30 November 1839 to 13 March 1840. In early December the walls were breached. Between 7 December and 8 January the town "
    "burned. On 6 and 9 February the guns were lost, and by the end of the month the town was empty. The next year the walls were razed in July; on "
    "the 26th Anna Brod left."
)


def test_a_history_begins_where_its_first_range_does_and_goes_on_to_the_next_year(found: Found) -> None:
    assert [(text, value) for text, _, value, _ in found(PLAIN_HISTORY)] == [
        ("30 November 1839", "1839-11-30"), ("13 March 1840", "1840-03-13"), ("early December", "1839-12"), ("7 December", "1839-12-07"),
        ("8 January", "1840-01-08"), ("6", "1840-02-06"), ("9 February", "1840-02-09"), ("the end of the month", "1840-02"),
        ("The next year", "1841"), ("July", "1841-07"), ("the 26th", "1841-07-26"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mill burned on Jan. 2. On the 4th the roof fell.", ["2024-01-02", "2024-01-04"]),
        ("The mill burned in December. He lives on the 4th floor.", ["2023-12"]),
        ("He shot 70 in May; on the 16th, he made a birdie.", ["2023-05"]),
        ("On the 4th the roof fell.", []),
        ("It began well. By the end of the year all was lost.", ["2024"]),
        ("The Winter War and the Six-Day War were short.", []),
    ],
)
def test_days_and_ends_of_the_month_and_year_spoken_of(found: Found, text: str, expected: list[str]) -> None:
    assert [value for _, _, value, _ in found(text)] == expected
