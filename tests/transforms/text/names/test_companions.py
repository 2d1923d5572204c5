"""What lists and joints say of names: the odd member of a list of places, and the second of two people."""

import pytest

from tests.conftest import Annotated
from tests.transforms.text.names.test_pieces import shown, span
from transforms.text.names import companions


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("It rained in Oslo, Tessil, Orvane and Bergen.", "Oslo LOC; Tessil LOC; Orvane ORG; Bergen LOC", "LOC LOC LOC LOC"),
        ("It rained in Oslo, Tessil, Orvane and Bergen.", "Oslo LOC; Tessil ORG; Orvane ORG; Bergen LOC", "LOC ORG ORG LOC"),
        ("It rained in Oslo, Tessil, NATO and Bergen.", "Oslo LOC; Tessil LOC; NATO ORG; Bergen LOC", "LOC LOC ORG LOC"),
        ("It rained in Oslo, Bergen, Siemens and Tessil.", "Oslo LOC; Bergen LOC; Siemens ORG; Tessil LOC", "LOC LOC ORG LOC"),
        ("It rained in Oslo, Bergen, Laura Quist and Tessil.", "Oslo LOC; Bergen LOC; Laura Quist PER; Tessil LOC", "LOC LOC PER LOC"),
        ("They wrote to Norway, Sweden and Orvane.", "Norway LOC; Sweden LOC; Orvane PER", "LOC LOC PER"),
        ("In Oslo, Norway, Tessil reported rain.", "Oslo LOC; Norway LOC; Tessil ORG", "LOC LOC ORG"),
        ("It rained in Oslo and Orvane all day.", "Oslo LOC; Orvane ORG", "LOC LOC"),
        ("Oslo and Orvane signed a treaty.", "Oslo LOC; Orvane ORG", "LOC ORG"),
        ("They met in Oslo, and Orvane paid for it.", "Oslo LOC; Orvane ORG", "LOC ORG"),
    ],
)
def test_the_odd_one_in_a_list_of_places(annotated: Annotated, text: str, names: str, expected: str) -> None:
    reading = annotated(text)
    spans = [span(reading, *name.rsplit(" ", 1)) for name in names.split("; ")]
    assert [label for _, label in shown(reading, companions.alike(reading, spans))] == expected.split()


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("They were replaced by Laura Quist and Tessil Orvane on Monday.", "Laura Quist", ["Tessil Orvane"]),
        ("They were replaced by Tessil Orvane and Laura Quist on Monday.", "Laura Quist", ["Tessil Orvane"]),
        ("They were replaced by Laura Quist and Orvane Bank on Monday.", "Laura Quist", []),
        ("They were replaced by Laura Quist and Tessil Orvane Tessil on Monday.", "Laura Quist", []),
        ("They were replaced by Laura Quist and Good Friday on Monday.", "Laura Quist", []),
        ("They were replaced by Quist and Tessil Orvane on Monday.", "Quist", []),
    ],
)
def test_who_is_joined_to_a_person(annotated: Annotated, text: str, name: str, expected: list[str]) -> None:
    reading = annotated(text)
    assert [one for one, _ in shown(reading, companions.joined(reading, [span(reading, name, "PER")]))] == expected
