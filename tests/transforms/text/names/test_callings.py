"""What an article calls those it names, and "the bar" that takes it up."""

import pytest

from tests.conftest import Annotated
from transforms.text import names
from transforms.text.names import callings


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Harbour Safety Authority, a watchdog, met in Oslo.", {"watchdog": "Harbour Safety Authority"}),
        ("The charity Oxfam lost money in Oslo.", {"charity": "Oxfam"}),
        ("Oxfam is a charity in Oxford.", {"charity": "Oxfam"}),
        ("Oxfam is a charity. Another charity closed.", {}),
        ("Oxfam met watchdog staff in Oslo.", {}),
        ("Laura Quist, a teacher, met Peter Vance.", {}),
    ],
)
def test_nouns_of_entities(annotated: Annotated, text: str, expected: dict[str, str]) -> None:
    reading = annotated(text)
    names.extract(reading)
    found = callings.of_entities(reading)
    assert {noun: reading.entities[owner].name for noun, owners in found.items() for owner in owners} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Oxfam, a charity in Oxford, lost money. The charity has 90 shops.", ["The charity Oxfam"]),
        ("Oxfam, a charity in Oxford, lost money. A charity in Oslo did, too. The charity has 90 shops.", []),
        ("Oxfam, a charity in Oxford, met UNICEF, a charity in Oslo. The charity has 90 shops.", []),
        ("Oxfam, a charity in Oxford, lost money. The charity worker wept.", []),
    ],
)
def test_the_noun_takes_the_name_up(annotated: Annotated, text: str, expected: list[str]) -> None:
    result = names.extract(annotated(text))
    called = {entity.entity_id: entity.name for entity in result["entities"]}
    assert [f"{row.text} {called[row.entity_id]}" for row in result["coreferences"]] == expected
