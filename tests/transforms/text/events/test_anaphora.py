"""Nouns that stand for a deed told before, and say who did it."""

import pytest

from tests.conftest import Annotated
from transforms.text import families

_UP_TO_EVENTS = families.FAMILIES[: [family.name for family in families.FAMILIES].index("events") + 1]


@pytest.mark.parametrize(
    ("second", "word", "actor"),
    [
        ("Rebels of the north claimed responsibility for the act.", "act", "Rebels of the north"),
        ("Police blamed rebels of the north for the crime.", "crime", "rebels of the north"),
        ("The operation was carried out by rebels of the north.", "operation", "rebels of the north"),
        ("Rebels of the north were charged with masterminding the crime.", "crime", "Rebels of the north"),
        (
            "There were no casualties as a result of this incident, for which the rebels are being held responsible.",
            "incident",
            "the rebels",
        ),
    ],
)
def test_a_noun_that_stands_for_an_attack_and_says_who_did_it_is_a_report_of_it(
    annotated: Annotated, second: str, word: str, actor: str
) -> None:
    events = families.extract(annotated(f"A bomb exploded in a bank on Monday. {second}"), _UP_TO_EVENTS)["events"]
    attack = next(event for event in events if event.text == "exploded")
    deed = next(event for event in events if event.text == word)
    assert (deed.actor_text, deed.event_type, deed.event_key) == (actor, "ASSAULT", attack.event_key)
    assert (attack.actor_text, attack.actor_start) == (actor, deed.actor_start)


@pytest.mark.parametrize(
    "text",
    [
        "A bomb exploded in a bank on Monday. Judges investigate the crime.",
        "A bomb exploded in a bank on Monday. The act shocked the town.",
        "Rebels of the north claimed responsibility for the act.",
        "A bomb exploded in a bank on Monday. Rebels committed acts of kindness.",
    ],
)
def test_a_noun_that_says_nobody_or_stands_for_nothing_is_none(annotated: Annotated, text: str) -> None:
    events = families.extract(annotated(text), _UP_TO_EVENTS)["events"]
    assert [event.text for event in events if event.text in ("crime", "act", "acts")] == []
