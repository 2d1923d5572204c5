"""What spans hold besides a name: scores, parentheses, offices, forms of address, and where a place is."""

import pytest

from tests.conftest import Annotated
from tests.transforms.text.names.test_pieces import shown, span
from transforms.text.names import trimming


@pytest.mark.parametrize(
    ("text", "name", "label", "expected"),
    [
        ("It hit Oslo in Tessil County.", "Oslo in Tessil County", "LOC", [("Oslo", "LOC"), ("Tessil County", "LOC")]),
        ("From Tessil River toward Orlin Peak.", "Tessil River toward Orlin Peak", "FAC", [("Tessil River", "LOC"), ("Orlin Peak", "LOC")]),
        ("They saw the Tessil Fair in Oslo.", "Tessil Fair in Oslo", "LOC", [("Tessil Fair in Oslo", "LOC")]),
        ("They met in Ashton in Makerfield.", "Ashton in Makerfield", "LOC", [("Ashton in Makerfield", "LOC")]),
        ("They saw the Bay of Tessil.", "Bay of Tessil", "LOC", [("Bay of Tessil", "LOC")]),
        ("The Tessil and Orlin peoples met.", "Tessil and Orlin", "NORP", [("Tessil", "NORP"), ("Orlin", "NORP")]),
        ("They beat Tessil Blue Jackets 7-1 at home.", "Tessil Blue Jackets 7-1", "ORG", [("Tessil Blue Jackets", "ORG")]),
        ("The match is Orlin v Tessil.", "Orlin v Tessil", "ORG", [("Orlin", "ORG"), ("Tessil", "ORG")]),
        ("The case is Orlin v Tessil.", "Orlin v Tessil", "ORG", [("Orlin v Tessil", "ORG")]),
        ("They saw Tessil 7 at home.", "Tessil 7", "ORG", [("Tessil 7", "ORG")]),
        ("Former Tessil Museum staff met.", "Former Tessil Museum", "ORG", [("Tessil Museum", "ORG")]),
        ("They asked Laura Quist (Tessil) twice.", "Laura Quist (Tessil)", "PER", [("Laura Quist", "PER")]),
        ("They asked Laura (Lo) Quist twice.", "Laura (Lo) Quist", "PER", [("Laura (Lo) Quist", "PER")]),
        ("Longtime Laura Quist aides left.", "Longtime Laura Quist", "PER", [("Laura Quist", "PER")]),
        ("Dear Zorvat Quist aides left.", "Dear Zorvat Quist", "PER", [("Dear Zorvat Quist", "PER")]),
        ("They asked Tan Sri Laura Quist twice.", "Sri Laura Quist", "PER", [("Laura Quist", "PER")]),
        ("They asked if Sri Laura Quist left.", "Sri Laura Quist", "PER", [("Sri Laura Quist", "PER")]),
        ("They asked a Red Cross spokesman twice.", "Red Cross spokesman", "PER", [("Red Cross", "ORG")]),
        ("They asked a Tessil spokesman twice.", "Tessil spokesman", "PER", [("Tessil spokesman", "PER")]),
        ("They asked Finnish Laura Quist twice.", "Finnish Laura Quist", "PER", [("Finnish", "NORP"), ("Laura Quist", "PER")]),
        (
            "They asked Conservative Laura Quist twice.",
            "Conservative Laura Quist",
            "PER",
            [("Conservative", "NORP"), ("Laura Quist", "PER")],
        ),
        ("They asked German Laura Quist twice.", "German Laura Quist", "PER", [("German Laura Quist", "PER")]),
        ("They asked PC Laura Quist twice.", "PC Laura Quist", "PER", [("Laura Quist", "PER")]),
        ("They asked PC Tessil Rao twice.", "PC Tessil Rao", "PER", [("PC Tessil Rao", "PER")]),
        ("They asked Laura Quist KC twice.", "Laura Quist KC", "PER", [("Laura Quist", "PER")]),
        ("They asked Laura Quist Ma twice.", "Laura Quist Ma", "PER", [("Laura Quist Ma", "PER")]),
        ("They saw the Laura Quist Presidency end.", "Laura Quist Presidency", "PER", [("Laura Quist", "PER")]),
    ],
)
def test_what_is_no_part_of_a_name(annotated: Annotated, text: str, name: str, label: str, expected: list[tuple[str, str]]) -> None:
    reading = annotated(text)
    assert shown(reading, trimming.trimmed(reading, [span(reading, name, label)])) == expected
