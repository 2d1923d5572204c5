"""Months and weekdays that are people, and those that say when."""

import pytest

from tests.conftest import Annotated
from tests.transforms.text.names.test_pieces import span
from transforms.text.names import calendar_names, mentions


def people(annotated: Annotated, text: str) -> list[str]:
    reading = annotated(text)
    return [reading.source_text[name.start : name.end] for name in mentions.find(reading) if name.entity_type == "PERSON"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("April Jones was elected on Tuesday. April said she would start in April.", ["April Jones", "April"]),
        ("June Ito keeps the books. Voters chose her over June Castle.", ["June Ito", "June Castle"]),
        ("The fire drew a crowd in August Wilson's home town.", ["August Wilson"]),
        ("Mr. March and Mrs. March bought a house on March 3.", ["March", "March"]),
        ("April, 34, told police that the flat had been empty since March.", ["April"]),
        ("Theresa May spoke in May. May told reporters that she would resign in June.", ["Theresa May", "May"]),
        ("Theresa May left. Nobody knew whom May had called. She left the house in May.", ["Theresa May", "May"]),
        ("On Sunday Wilson scored twice.", ["Wilson"]),
    ],
)
def test_people(annotated: Annotated, text: str, expected: list[str]) -> None:
    assert people(annotated, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "April was the coldest month, and May Day fell on a Monday.",
        "Prices rose in August and fell in June. June saw a record.",
        "The election is set for April 12, and the court sits on Friday.",
    ],
)
def test_a_month_is_no_name(annotated: Annotated, text: str) -> None:
    reading = annotated(text)
    assert list(mentions.find(reading)) == []


def test_the_date_behind_an_author_is_no_part_of_the_name(annotated: Annotated) -> None:
    reading = annotated("Laura Quist December 22, 2023. The June Castle Trust met Laura June Castle.")
    spans = [
        span(reading, "Laura Quist December", "PER"),
        span(reading, "June Castle Trust", "ORG"),
        span(reading, "Laura June Castle", "PER"),
    ]
    assert [one.key for one in calendar_names.settled(reading, spans)] == [
        ("laura", "quist"),
        ("june", "castle", "trust"),
        ("laura", "june", "castle"),
    ]


def test_a_month_stays_one_in_an_article_about_somebody_of_that_name(annotated: Annotated) -> None:
    text = "April Jones won in April 2019. April was cold. April brought rain. April's mother was glad."
    assert people(annotated, text) == ["April Jones", "April"]
