"""Rows of events: one real event told several times, what the article is about, days that others state, who reports it."""

import dataclasses
from typing import Any

import pytest

from tests.conftest import Annotated, page
from tests.steps import growth
from transforms.text import events, families
from transforms.text.reading import Reading, annotation

_UP_TO_EVENTS = families.FAMILIES[: [family.name for family in families.FAMILIES].index("events") + 1]


def _events(annotated: Annotated, text: str, date: str = "2024-01-24") -> tuple[list[Any], dict[str, list[Any]]]:
    rows = families.extract(annotated(text, date=date), _UP_TO_EVENTS)
    return rows["events"], rows


_CRASH = (
    "A cargo plane crashed near Tarnov on Monday. Nine people were killed.\n\n"
    "The crash shocked the town. Investigators said that the crash was caused by ice.\n\n"
    "A bus crashed in Norway in March 2019."
)


def test_one_event_told_several_times_has_one_key(annotated: Annotated) -> None:
    events, _ = _events(annotated, _CRASH)
    crashes = [event for event in events if event.incident_type == "crash"]
    assert [event.text for event in crashes] == ["crashed", "crash", "crash", "crashed"]
    assert [event.event_key == crashes[0].event_id for event in crashes] == [True, True, True, False]


def test_a_report_without_days_has_those_of_the_event_it_tells_of(annotated: Annotated) -> None:
    events, _ = _events(annotated, _CRASH)
    crashes = [event for event in events if event.incident_type == "crash"]
    assert [(str(event.start_date), event.date_basis) for event in crashes] == [
        ("2024-01-22", "stated"),
        ("2024-01-22", "inferred"),
        ("2024-01-22", "inferred"),
        ("2019-03-01", "stated"),
    ]


@pytest.mark.parametrize(
    ("scene", "day", "basis", "place"),
    [
        ("The incident occurred on Monday in Oslo.", "2024-01-22", "inferred", "Oslo"),
        ("It happened on Monday.", "2024-01-22", "inferred", None),
        ("Police said it took place in Oslo on Monday.", "2024-01-22", "inferred", "Oslo"),
        # something else that happened, that may happen, that did not, and another incident
        ("The wedding took place on Monday in Oslo.", "None", "none", None),
        ("It may have happened on Monday in Oslo.", "None", "none", None),
        ("It did not happen on Monday in Oslo.", "None", "none", None),
        ("A similar incident occurred on Monday in Oslo.", "None", "none", None),
    ],
)
def test_a_sentence_that_says_when_and_where_it_happened_is_of_what_was_told(
    annotated: Annotated, scene: str, day: str, basis: str, place: str | None
) -> None:
    events, rows = _events(annotated, f"A tram hit a cyclist. The driver spoke to a baker. {scene}")
    places = {row.place_id: row.text for row in rows["places"]}
    (hit,) = [event for event in events if event.text == "hit"]
    assert (str(hit.start_date), hit.date_basis, places.get(hit.place_id)) == (day, basis, place)


def test_a_scene_is_of_the_last_happening_before_it_and_shared_with_all_that_tell_of_that(annotated: Annotated) -> None:
    events, _ = _events(
        annotated, "A bus crashed near a mill. The crash killed nine. It happened on Monday.\n\nA tram crashed in Norway on 3 January."
    )
    assert [(event.text, str(event.start_date), event.date_basis) for event in events if event.incident_type == "crash"] == [
        ("crashed", "2024-01-22", "inferred"),
        ("crash", "2024-01-22", "inferred"),
        ("crashed", "2024-01-03", "stated"),
    ]


def test_the_day_of_what_is_called_for_is_not_that_of_the_call(annotated: Annotated) -> None:
    calls = [
        event
        for text in (
            "The union called for a strike on Friday.",
            "The union called for calm on Friday.",
            "On Friday the union called for a strike.",
        )
        for event in _events(annotated, text)[0]
        if event.event_type == "REQUEST"
    ]
    assert [str(event.start_date) for event in calls] == ["None", "2024-01-19", "2024-01-19"]


@pytest.mark.parametrize(
    ("headline", "event_type"),
    [
        ("Two killed as bus plunges into ravine", None),
        ("Five killed when wall collapses", None),
        ("Four killed as helicopter crashes in field", None),
        ("Man killed as bus overturns", None),
        ("Police: Man killed as bus overturns", None),
        ("Two killed as gunmen storm hotel", "ASSAULT"),
        ("Six killed as bomb hits bus", "ASSAULT"),
    ],
)
def test_a_headline_of_people_killed_by_an_accident_tells_of_no_assault(nlp: Any, headline: str, event_type: str | None) -> None:
    whole = page(f"{headline}\n\nThe mayor spoke.")
    header, first, *story = whole.segments
    titled = dataclasses.replace(whole, segments=(header, first._replace(kind="headline", in_body=False), *story))
    rows = families.extract(annotation.annotate(nlp, titled), _UP_TO_EVENTS)["events"]
    assert [row.event_type for row in rows if row.incident_type == "death"] == [event_type]


@pytest.mark.parametrize("plea", ["The miller pleaded guilty in May to wire fraud.", "The miller pleaded guilty to fraud in May."])
def test_what_somebody_pleads_guilty_to_has_happened(annotated: Annotated, plea: str) -> None:
    events, _ = _events(annotated, plea)
    assert [(event.text, event.modality) for event in events] == [("pleaded", "happened"), ("guilty", "happened"), ("fraud", "happened")]


def test_what_somebody_pleads_guilty_to_in_a_relative_clause_has_happened(annotated: Annotated) -> None:
    events, _ = _events(annotated, "The miller, who pleaded guilty in May to wire fraud, was jailed on Monday.")
    assert [(event.text, event.modality) for event in events if event.incident_type == "crime"] == [("fraud", "happened")]


def test_what_has_happened_is_given_no_day_that_is_still_to_come(annotated: Annotated) -> None:
    events, _ = _events(annotated, "A bomb detonated targeting a truck in Orlova on 16 March.")
    assert [(event.text, event.modality, str(event.start_date)) for event in events] == [
        ("detonated", "happened", "None"),
        ("targeting", "planned", "2024-03-16"),
    ]
    assert len({event.event_key for event in events}) == 1


def test_a_headline_that_names_the_country_is_told_where_by_the_story(nlp: Any) -> None:
    whole = page(
        "A bomb killed nine soldiers in Norway\n\n"
        "A bomb killed nine soldiers in Oslo on Monday. The bomb that killed nine soldiers in Norway was small."
    )
    header, headline, *story = whole.segments
    titled = dataclasses.replace(whole, segments=(header, headline._replace(kind="headline", in_body=False), *story))
    rows = families.extract(annotation.annotate(nlp, titled))
    places = {place.place_id: place.text for place in rows["places"]}
    killed = [event for event in rows["events"] if event.incident_type == "death"]
    assert len({event.event_key for event in killed}) == 1
    assert [places[event.place_id] for event in killed] == ["Oslo", "Oslo", "Norway"]


def test_who_fights_a_fire_is_no_actor_of_it(annotated: Annotated) -> None:
    events, _ = _events(annotated, "Firefighters contained a fire in Oslo on Monday. The fire in Oslo burned nine houses.")
    assert [event.actor_text for event in events if event.text == "burned"] == [None]


def test_an_article_is_about_what_it_begins_with(annotated: Annotated) -> None:
    events, _ = _events(annotated, _CRASH)
    assert [event.is_main for event in events if event.incident_type == "crash"] == [True, True, True, False]


def test_who_did_it_stands_as_written_with_the_entity_it_stands_for(annotated: Annotated) -> None:
    events, rows = _events(annotated, "Anna Kovar leads the rebels. On Monday she attacked the camp.")
    (attack,) = [event for event in events if event.text == "attacked"]
    names = {entity.entity_id: entity.name for entity in rows["entities"]}
    assert (attack.actor_text, names[attack.actor_entity_id]) == ("she", "Anna Kovar")
    assert (attack.target_text, attack.target_entity_id) == ("the camp", None)
    offsets = (attack.actor_start, attack.actor_end, attack.target_start, attack.target_end)
    assert [offset - attack.char_start for offset in offsets] == [-4, -1, 9, 17]


def test_the_statement_that_reports_it(annotated: Annotated) -> None:
    events, rows = _events(annotated, "Anna Kovar said that rebels attacked the camp on Monday.")
    (attack,) = [event for event in events if event.text == "attacked"]
    (statement,) = rows["statements"]
    assert attack.statement_id == statement.statement_id
    assert (attack.modality, str(attack.start_date)) == ("happened", "2024-01-22")


def test_what_is_planned_may_lie_after_publication(annotated: Annotated) -> None:
    events, _ = _events(annotated, "The ministers of France and Norway will meet on Friday.")
    (meeting,) = events
    assert (meeting.modality, str(meeting.start_date)) == ("planned", "2024-01-26")


def test_many_reports_take_linear_time(annotated: Annotated) -> None:
    def read(reports: int) -> Reading:
        page = "\n\n".join(f"Soldiers attacked the village of Halburg {number} on Monday." for number in range(reports))
        reading = annotated(page)
        families.extract(reading, [family for family in families.FAMILIES if family.name not in ("events", "casualties")])
        return reading

    assert growth(events.extract, read(60), read(240)) < 5


def test_two_years_in_one_word_hang_on_one_token(annotated: Annotated) -> None:
    events, rows = _events(annotated, "The council gave another 2 million of aid to Tarnov for 2022/23, and killed the plan.")
    assert [time.text for time in rows["times"]] == ["2022", "23"]
    assert [event.event_type for event in events][:1] == ["AID"]


def test_what_is_given_is_no_target_and_a_pledge_of_money_is_planned(annotated: Annotated) -> None:
    events, _ = _events(annotated, "Canada will send 10 boats. Norway donated weapons to Ukraine. Kenya announced a $5 million pledge.")
    assert [(event.text, event.modality, event.actor_text, event.target_text) for event in events if event.event_type == "AID"] == [
        ("send", "planned", "Canada", None),
        ("donated", "happened", "Norway", "Ukraine"),
        ("pledge", "planned", "Kenya", None),
    ]


def test_what_takes_up_a_plan_is_planned(annotated: Annotated) -> None:
    events, _ = _events(
        annotated, "The king will visit Oslo on Friday. During the visit he will see a mill. After the attack he will rest."
    )
    assert [(event.text, event.modality) for event in events] == [("visit", "planned"), ("visit", "planned"), ("attack", "happened")]


def test_what_happened_during_an_earlier_visit_is_not_planned(annotated: Annotated) -> None:
    events, _ = _events(annotated, "The king will visit Oslo on Friday. During the visit in 2019 he lost a crown.")
    assert [(event.text, event.modality) for event in events][:2] == [("visit", "planned"), ("visit", "happened")]


def _killed(annotated: Annotated, text: str) -> list[tuple[int, str | None, str]]:
    """Return of each report of a death the number of its event, its place and its first day."""
    found, rows = _events(annotated, text)
    places = {place.place_id: place.text for place in rows["places"]}
    killed = [event for event in found if event.incident_type == "death"]
    keys = list(dict.fromkeys(event.event_key for event in killed))
    return [(keys.index(event.event_key), places.get(event.place_id), str(event.start_date)) for event in killed]


def test_an_older_event_of_the_same_toll_gives_the_news_neither_day_nor_place(annotated: Annotated) -> None:
    older = "A tram crashed, killing nine people.\n\nNine people had been killed in a tram crash in Norway in March."
    assert _killed(annotated, older) == [(0, None, "None"), (1, "Norway", "2023-03-01")]
    last_month = "A mill fire killed 31 people.\n\nIn a similar fire last month in Norway, 31 people were killed."
    assert _killed(annotated, last_month) == [(0, None, "None"), (1, "Norway", "2023-12-01")]


def test_what_the_news_comes_long_after_is_another_event(annotated: Annotated) -> None:
    text = "Nine people were killed when a tram overturned.\n\nThe crash comes two months after nine people were killed in Norway."
    assert _killed(annotated, text) == [(0, None, "None"), (1, "Norway", "None")]


def test_other_numbers_of_dead_are_another_event(annotated: Annotated) -> None:
    assert _killed(annotated, "A fire in a mill killed eight people. Three people were killed in a mill fire in Oslo on Monday.") == [
        (0, None, "None"),
        (1, "Oslo", "2024-01-22"),
    ]
    assert _killed(annotated, "A fire killed 8 people in Oslo on Monday. The eight people were killed by smoke.") == [
        (0, "Oslo", "2024-01-22"),
        (0, "Oslo", "2024-01-22"),
    ]
