"""Descriptions that stand for an entity: whom they mean does not take longer to find where an article names many."""

import pytest

from tests.conftest import Annotated
from tests.steps import steps
from tests.transforms.text.names.test_pieces import entity
from transforms.text import names
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


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Prime Minister Rosa Lind shut the road.\n\nThe prime minister said it would reopen.", "Rosa Lind"),
        ("Rosa Lind, the deputy mayor, shut the road.\n\nThe deputy mayor said it would reopen.", "Rosa Lind"),
        ("The union's general secretary, Rosa Lind, ended the strike.\n\nThe general secretary said work would begin.", "Rosa Lind"),
        # another office, a former one, somebody else who is named with it, a word that many are called by
        ("Finance Minister Rosa Lind shut the bank.\n\nThe foreign minister said it would reopen.", None),
        ("Former finance minister Rosa Lind shut the bank.\n\nThe finance minister said it would reopen.", None),
        ("Former state party chairman Al Doe left.\n\nThe party chairman, Omar Reid, said he would return.", None),
        ("Rosa Lind, a police officer, was hurt.\n\nThe police officer said it was dark.", None),
    ],
)
def test_an_office_of_several_words_is_its_holder(annotated: Annotated, text: str, holder: str | None) -> None:
    reading = annotated(text)
    names.extract(reading)
    at = reading.source_text.index("\n\nThe ") + 2
    found = [reading.entities[one.entity].name for one in reading.references if one.start == at]
    assert found == ([] if holder is None else [holder])
