"""Where and when that happened which a word tells of, and who reports it."""

import datetime

import pytest

from tests.conftest import Annotated
from transforms.text import families
from transforms.text.reading import Reading, setting

_BEFORE_EVENTS = [family for family in families.FAMILIES if family.name in ("names", "times", "quantities", "places", "statements")]


def _at(reading: Reading, word: str) -> tuple[int, int]:
    return next((p.index, i) for p in reading.passages for i, found in enumerate(p.words) if found == word)


@pytest.mark.parametrize(
    ("text", "word", "days"),
    [
        ("A bomb exploded in Lyon on Tuesday.", "exploded", "2024-01-23 2024-01-23 stated"),
        ("Tuesday's attack on the market shocked many.", "attack", "2024-01-23 2024-01-23 stated"),
        ("A missile hit the town late Tuesday, injuring nine people.", "injuring", "2024-01-23 2024-01-23 stated"),
        ("The mayor said on Wednesday that a missile had hit the town.", "hit", "None None none"),
        ("On Wednesday the mayor condemned the attack.", "attack", "None None none"),
        ("The ministers will meet on Friday.", "meet", "2024-01-26 2024-01-26 stated"),
        ("A bomb exploded in Lyon on Tuesday. It killed nine people.", "killed", "2024-01-23 2024-01-23 inferred"),
        ("Firefighters are searching the mine.", "searching", "2024-01-24 2024-01-24 publication"),
        ("Nine people have died in the region since Monday.", "died", "2024-01-22 2024-01-24 stated"),
        ("The mill burned down in January 2024.", "burned", "2024-01-01 2024-01-24 stated"),
        ("The mill burned down.", "burned", "None None none"),
    ],
)
def test_when(annotated: Annotated, text: str, word: str, days: str) -> None:
    reading = annotated(text, date="2024-01-24")
    families.extract(reading, _BEFORE_EVENTS)
    number, token = _at(reading, word)
    p = reading.passages[number]
    found = setting.when(reading, p, token, setting.modality(reading, p, token))
    assert f"{found.first} {found.last} {found.basis}" == days


@pytest.mark.parametrize(
    ("text", "word", "place"),
    [
        ("A bomb exploded in Lyon on Tuesday.", "exploded", "Lyon"),
        ("An attack on Kharkiv killed nine people.", "killed", "Kharkiv"),
        ("Officials in Paris said that a bomb exploded in Lyon.", "exploded", "Lyon"),
        ("Officials in Paris said that a bomb exploded.", "exploded", None),
        ("Drones struck houses in Kharkiv, injuring nine people.", "injuring", "Kharkiv"),
        ("The plane crashed in a district near Ukraine.", "crashed", None),
        ("Russian soldiers shot nine people.", "shot", None),
    ],
)
def test_where(annotated: Annotated, text: str, word: str, place: str | None) -> None:
    reading = annotated(text)
    families.extract(reading, _BEFORE_EVENTS)
    number, token = _at(reading, word)
    found = setting.where(reading, reading.passages[number], token)
    assert (found.text if found else None) == place


def test_what_is_dated_after_publication_is_planned(annotated: Annotated) -> None:
    reading = annotated("The two leaders meet on Friday in Lyon.", date="2024-01-24")
    families.extract(reading, _BEFORE_EVENTS)
    p = reading.passages[0]
    assert setting.modality(reading, p, p.words.index("meet")) == "planned"
    assert reading.published_date == datetime.date(2024, 1, 24)


def test_who_reports_it(annotated: Annotated) -> None:
    reading = annotated("Mayor Anna Kovar said that a bomb exploded in Lyon. Police came.")
    families.extract(reading, _BEFORE_EVENTS)
    p = reading.passages[0]
    statement = setting.statement_of(reading, p, p.words.index("exploded"))
    assert statement is not None
    assert statement.speaker_name == "Anna Kovar"
    assert setting.statement_of(reading, p, p.words.index("came")) is None
