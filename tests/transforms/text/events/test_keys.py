"""Keys: which reports of one article tell of one event, which it is about, and what one report takes from another of the same event."""

import pytest

from tests.conftest import Annotated
from transforms.text import families

_UP_TO_EVENTS = families.FAMILIES[: [family.name for family in families.FAMILIES].index("events") + 1]


def _keys(annotated: Annotated, text: str) -> list[str]:
    """Return the triggers of ``text`` with the number of their key, in the order of the text."""
    events = families.extract(annotated(text), _UP_TO_EVENTS)["events"]
    numbers: dict[str, int] = {}
    return [f"{event.text} {numbers.setdefault(event.event_key, len(numbers))}" for event in events]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        # one clause tells of one event
        ("The attack killed nine soldiers.", ["attack 0", "killed 0"]),
        ("Nine soldiers were killed in an attack on the base.", ["killed 0", "attack 0"]),
        ("Rebels attacked the base, killing nine soldiers.", ["attacked 0", "killing 0"]),
        ("Rebels launched an attack on the base, killing nine soldiers.", ["attack 0", "killing 0"]),
        ("Rebels killed nine soldiers and wounded four others.", ["killed 0", "wounded 0"]),
        # an anaphor brings along what its clause says of it
        (
            "Rebels attacked the base on Monday. Officials said that four guards were wounded in the attack.",
            ["attacked 0", "wounded 0", "attack 0"],
        ),
        ("Rebels stormed the base on Monday. The attack lasted two hours.", ["stormed 0", "attack 0"]),
        ("A bus crashed near Oslo on Monday. The accident shocked the town.", ["crashed 0", "accident 0"]),
        # other victims, other attackers, other sorts
        ("Rebels killed nine soldiers on Monday. Rebels killed forty farmers in May.", ["killed 0", "killed 1"]),
        ("France attacked the base. Denmark attacked the port.", ["attacked 0", "attacked 1"]),
        ("Rebels attacked the base on Monday. The war began in May.", ["attacked 0", "war 1"]),
        ("Gunmen kidnapped a teacher on Monday. Kidnappings are common in the hills.", ["kidnapped 0", "Kidnappings 1"]),
        # what "a" says is new, unless its place or another thing is the same
        ("The attack on Oslo shocked many. Officials had feared an attack.", ["attack 0", "attack 1"]),
        ("The attack on Oslo shocked many. Officials spoke of an attack on Oslo.", ["attack 0", "attack 0"]),
        # numbers and words of vagueness name nobody
        ("Rebels killed at least nine soldiers. Gunmen killed at least forty farmers.", ["killed 0", "killed 1"]),
    ],
)
def test_reports_of_one_event(annotated: Annotated, text: str, keys: list[str]) -> None:
    assert _keys(annotated, text) == keys


def test_a_report_takes_the_parties_that_another_report_of_the_event_names(annotated: Annotated) -> None:
    events = families.extract(annotated("Rebels attacked the base on Monday. The attack lasted two hours."), _UP_TO_EVENTS)["events"]
    assert [(event.text, event.actor_text, event.target_text) for event in events] == [
        ("attacked", "Rebels", "the base"),
        ("attack", "Rebels", "the base"),
    ]
    assert [event.actor_start for event in events] == [events[0].actor_start] * 2


def test_what_was_hit_is_not_who_was_harmed(annotated: Annotated) -> None:
    events = families.extract(annotated("Rebels shelled the base, killing many."), _UP_TO_EVENTS)["events"]
    assert [(event.text, event.actor_text, event.target_text) for event in events] == [
        ("shelled", "Rebels", "the base"),
        ("killing", "Rebels", "many"),
    ]


def test_what_somebody_does_again_and_again_is_not_what_the_article_is_about(annotated: Annotated) -> None:
    text = "Soldiers rescued nine farmers from gangs who raid villages. The gangs fled."
    events = families.extract(annotated(text), _UP_TO_EVENTS)["events"]
    assert {event.text: event.is_main for event in events if event.text in ("rescued", "raid")} == {"rescued": True, "raid": False}


@pytest.mark.parametrize(
    ("text", "main"),
    [
        # in other words, but of nothing else
        ("Gunmen attacked a mill on Tuesday. They shot at the miller. Nine sailors were wounded.", ["attacked", "shot", "wounded"]),
        # of another time, place or party, of before, of many times
        ("Gunmen attacked a mill on Tuesday. A guard was stabbed in 2019.", ["attacked"]),
        ("Gunmen attacked a mill on Tuesday. Rebels had shelled the town.", ["attacked"]),
        ("Gunmen attacked a mill on Tuesday. The war has killed 900 people.", ["attacked"]),
        ("Gunmen attacked a mill on Tuesday. Nine people have been wounded since May.", ["attacked"]),
        ("Gunmen attacked a mill on Tuesday. Another guard was stabbed.", ["attacked"]),
        ("Kenya shelled a mill on Tuesday. Peru bombed a port.", ["shelled"]),
    ],
)
def test_what_tells_again_of_the_main_event(annotated: Annotated, text: str, main: list[str]) -> None:
    first, rest = text.split(". ", 1)
    events = families.extract(annotated(f"{first}.\n\nThe weather was fine.\n\nThe sun shone. {rest}"), _UP_TO_EVENTS)["events"]
    assert [event.text for event in events if event.is_main] == main


def test_an_old_event_does_not_join_the_news(annotated: Annotated) -> None:
    text = "Rebels bombed Tarnov.\n\nRebels bombed Tarnov in 2019, killing nine people."
    assert _keys(annotated, text) == ["bombed 0", "bombed 1", "killing 1"]
