"""Descriptions that stand for an entity: whom they mean does not take longer to find where an article names many."""

import pytest

from tests.conftest import Annotated
from tests.steps import steps
from tests.transforms.text.names.test_pieces import entity
from transforms.text.names.descriptions import Descriptions
from transforms.text.names.discourse import Discourse


@pytest.mark.parametrize(
    ("name", "kind", "role", "said", "rule"),
    [
        ("Orvane {} Inc", "ORG", None, "The company closed.", "the company that is most present"),
        ("Ann Lee{}", "PERSON", "mayor", "The mayor left.", "the one person of that role"),
        ("Zorvat{}", "GPE", None, "The city slept.", "the one town nearby"),
        ("Orvane {} Bridge", "FAC", None, "The bridge fell.", "the one that bears the word in its name"),
    ],
)
def test_whom_a_description_means_takes_no_longer_among_many(
    annotated: Annotated, name: str, kind: str, role: str | None, said: str, rule: str
) -> None:
    reading = annotated(said)
    (passage,) = reading.passages

    def cost(names: int) -> int:
        reading.entities = [entity(name.format(f"Q{number:03}"), kind, role) for number in range(names)]
        discourse = Discourse([0.0] * names)
        for number in range(names):
            for _ in range(4):
                discourse.next_sentence()
            discourse.note(number, kind, "", passage, 0)
        found = Descriptions(reading)
        assert found.at(passage, 0, discourse) == (1, names - 1, rule)
        return steps(lambda: found.at(passage, 0, discourse))

    assert cost(400) == cost(100)
