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
        # the period of a figure, not the one that it is compared with
        (
            "Income rose to $13 million in the three months ended Dec. 31, from $12 million a year earlier.",
            "rose",
            "2023-10-01 2023-12-31 stated",
        ),
        (
            "Sales fell to $13 million in the third quarter, compared with $15 million a year earlier.",
            "fell",
            "2023-07-01 2023-09-30 stated",
        ),
        ("Exports fell to $2 million in 2023, from $3 million in 2022.", "fell", "2023-01-01 2023-12-31 stated"),
        ("The loss widened in the year ended June 30, 2023.", "widened", "2022-07-01 2023-06-30 stated"),
        ("Profit fell in the four weeks to Dec. 31.", "fell", "2023-12-04 2023-12-31 stated"),
        ("Profit rose 5% from a year earlier.", "rose", "None None none"),
        ("The council moved from Orlova a year earlier.", "moved", "2023-01-01 2023-12-31 stated"),
        # a clock time says on which day nothing happened
        ("Robbers attacked the mill around 5 a.m. with knives.", "attacked", "None None none"),
        ("Robbers attacked the mill around 5 a.m. on Tuesday.", "attacked", "2024-01-23 2024-01-23 stated"),
        # both ends of a range
        ("The council visits the region from March 3rd to April 2nd.", "visits", "2024-03-03 2024-04-02 stated"),
        # what only says that it took place has its day
        ("The murder, which was carried out early on Tuesday, shocked the town.", "murder", "2024-01-23 2024-01-23 stated"),
        ("Police are looking into the murder committed on Monday in Orlova.", "murder", "2024-01-22 2024-01-22 stated"),
        ("The murder of nine farmers carried out on Sunday shocked the town.", "murder", "2024-01-21 2024-01-21 stated"),
        ("The murder of a guard held on Sunday shocked the town.", "murder", "None None none"),
        ("It was reported today that on 10 January rebels shot a guard.", "shot", "2024-01-10 2024-01-10 stated"),
        (
            "It was reported today that on 10 January alleged Falling Leaf members shot nine farmers.",
            "shot",
            "2024-01-10 2024-01-10 stated",
        ),
        ("Nine people were shot on 9 July Avenue.", "shot", "None None none"),
        ("On 9 January hospital guards shot a thief.", "shot", "2024-01-09 2024-01-09 stated"),
        ("On Monday university guards shot a thief.", "shot", "2024-01-22 2024-01-22 stated"),
        ("The envoy met the mayor for the first time since the raid in May 2022.", "met", "None None none"),
        ("The envoy met the mayor for the first time since the raid in May 2022.", "raid", "2022-05-01 2022-05-31 stated"),
        ("The raid that took place on Sunday was small.", "raid", "2024-01-21 2024-01-21 stated"),
        ("The raid that freed nine on Sunday was small.", "raid", "None None none"),
        ("Nine people died on Monday. The crash comes two months after nine people were shot in Oslo.", "shot", "None None none"),
        ("On Monday nine people died when a tram overturned.", "overturned", "2024-01-22 2024-01-22 stated"),
        ("Nine people died in a fire on Tuesday while a tram burned.", "burned", "None None none"),
        (
            "Rebels attacked the town on Tuesday. There were also reports of clashes in the hills.",
            "clashes",
            "2024-01-23 2024-01-23 inferred",
        ),
        ("The hall was damaged by explosions on Tuesday.", "explosions", "2024-01-23 2024-01-23 stated"),
        # the day of what is blamed or condemned is not that of the blame
        ("The mayor blamed rebels for Friday's attack.", "blamed", "None None none"),
        ("The mayor blamed rebels for Friday's attack.", "attack", "2024-01-19 2024-01-19 stated"),
        ("The mayor condemned Friday's attack.", "condemned", "None None none"),
        ("The ministers held Tuesday's meeting in Lyon.", "meeting", "2024-01-23 2024-01-23 stated"),
        ("Nine people were killed in Tuesday's attack.", "killed", "2024-01-23 2024-01-23 stated"),
        ("An explosion at a mill claimed the lives of four workers on Tuesday.", "explosion", "2024-01-23 2024-01-23 stated"),
        # a date between who somebody is and what he did
        ("Gunmen suspected to be rebels on Friday night killed seven people.", "killed", "2024-01-19 2024-01-19 stated"),
        ("A group of men dressed as soldiers on 20 January kidnapped two farmers.", "kidnapped", "2024-01-20 2024-01-20 stated"),
        # what follows on an event says nothing of its day, nor it of theirs
        ("A man was arrested in Lyon on Tuesday. He stabbed two guards.", "stabbed", "None None none"),
        ("A man stabbed two guards on Tuesday. Police charged a sailor.", "charged", "None None none"),
        ("A man was charged on Tuesday with stabbing two guards.", "stabbing", "None None none"),
        ("A man was arrested on Tuesday in connection with a raid.", "raid", "None None none"),
        ("A man was arrested on Tuesday in a raid.", "raid", "2024-01-23 2024-01-23 stated"),
        ("A bomb hit the mill on Tuesday. The miller was previously jailed.", "jailed", "None None none"),
        ("A bomb hit the mill on Tuesday. Crowds fled after a fire.", "fire", "None None none"),
        # the year somebody was born in
        ("A woman born in 1948 died in the blaze, while a man born in 1952 was hurt.", "died", "None None none"),
        # two days joined
        ("Workers marched in Lyon on 20 and 21 January.", "marched", "2024-01-20 2024-01-21 stated"),
        ("Workers marched in Lyon on January 20–21.", "marched", "2024-01-20 2024-01-21 stated"),
        ("A bomb hit the mill on January 20 and Tuesday's fire spread.", "hit", "2024-01-20 2024-01-20 stated"),
        ("The worst raid was in 2022, when rebels killed nine people.", "killed", "2022-01-01 2022-12-31 stated"),
        # what is called for has not the day of the call, and what is answered days later not that of the answer
        ("The union called for a vote on 5 February.", "called", "None None none"),
        ("The union called for a vote on 5 February.", "vote", "2024-02-05 2024-02-05 stated"),
        ("The union called for calm on Monday.", "called", "2024-01-22 2024-01-22 stated"),
        ("Norland had condemned the raid on the port on 9 January.", "condemned", "None None none"),
        ("Norland had condemned the raid on the port on 9 January.", "raid", "2024-01-09 2024-01-09 stated"),
        ("Norland condemned the raid on the port on Tuesday.", "condemned", "2024-01-23 2024-01-23 stated"),
        ("Norland attacked the port on 9 January.", "attacked", "2024-01-09 2024-01-09 stated"),
        # a date that begins what is said is not that of the saying
        ("Officials said that on 9 January, rebels attacked the port.", "attacked", "2024-01-09 2024-01-09 stated"),
        # what is voted, asked for or agreed on is not done on the day of that
        ("The board voted on Monday to close the school.", "close", "None None none"),
        ("The firm was scheduled on Monday to close the mill.", "close", "2024-01-29 2024-01-29 stated"),
        # what is brought about at once, or finished, on a day
        ("The report sent shares tumbling on Monday. The stock closed at $9.", "closed", "2024-01-22 2024-01-22 inferred"),
        ("The mill completed the purchase on Monday.", "purchase", "2024-01-22 2024-01-22 stated"),
        # far behind a word of comparison
        (
            "The mill posted a loss of $3 million, versus net income of $5 million, or $1 a share, a year earlier.",
            "posted",
            "None None none",
        ),
        ("Minutes ago two bombs exploded in Lyon.", "exploded", "2024-01-24 2024-01-24 stated"),
        # when a source spoke, and what was spoken of or followed on
        ("According to the army on Tuesday, rebels attacked the port.", "attacked", "None None none"),
        ("According to the army, rebels attacked the port on Tuesday.", "attacked", "2024-01-23 2024-01-23 stated"),
        ("The president referred on Tuesday to the murder of a priest.", "murder", "None None none"),
        ("Clerks ended a strike on Tuesday following the murder of a judge.", "murder", "None None none"),
        # the simple present holds on any day, but what is said is said on the day
        ("Many tigers die in traps.", "die", "None None none"),
        ("Norland condemns the raid.", "condemns", "2024-01-24 2024-01-24 publication"),
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
    ("text", "expected"),
    [("A bomb exploded in Lyon on Wednesday.", True), ("A bomb exploded in Lyon, officials said on Wednesday.", False)],
)
def test_news_of_the_day_happened_on_it(annotated: Annotated, text: str, expected: bool) -> None:
    reading = annotated(text, date="2024-01-24")
    families.extract(reading, _BEFORE_EVENTS)
    assert setting.is_of_today(reading) is expected


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
        ("A bomb exploded in France's city of Lyon.", "exploded", "Lyon"),
        ("A bomb exploded in France and in Lyon.", "exploded", "France"),
        ("LYON (Agency) – A bomb exploded on Tuesday.", "exploded", None),
    ],
)
def test_where(annotated: Annotated, text: str, word: str, place: str | None) -> None:
    reading = annotated(text)
    families.extract(reading, _BEFORE_EVENTS)
    number, token = _at(reading, word)
    found = setting.where(reading, reading.passages[number], token)
    assert (found.text if found else None) == place


@pytest.mark.parametrize(
    ("text", "word", "place"),
    [
        ("Norway condemned the attack in Ukraine.", "condemned", None),
        ("France announced sanctions on Ukraine.", "sanctions", None),
        ("In Paris, the minister condemned the attack on Ukraine.", "condemned", "Paris"),
    ],
)
def test_what_is_said_is_not_where_that_is_which_it_is_about(annotated: Annotated, text: str, word: str, place: str | None) -> None:
    reading = annotated(text)
    families.extract(reading, _BEFORE_EVENTS)
    number, token = _at(reading, word)
    found = setting.where(reading, reading.passages[number], token, said=True)
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
