"""Spans in which two names run into each other, and what only looks like one."""

import pytest

from tests.conftest import Annotated
from tests.transforms.text.names.test_dividing import divided


@pytest.mark.parametrize(
    ("text", "name", "label", "expected"),
    [
        ("They met Tessil goalkeeper Orva Quist.", "Tessil goalkeeper Orva Quist", "ORG", [("Tessil", "ORG"), ("Orva Quist", "PER")]),
        ("They met Oslo mayor Orva Quist.", "Oslo mayor Orva Quist", "PER", [("Oslo", "LOC"), ("Orva Quist", "PER")]),
        ("The plant of Tessil parent Orvane closed.", "Tessil parent Orvane", "ORG", [("Tessil", "ORG"), ("Orvane", "ORG")]),
        ("The Oslo ad agency Orvane Co. closed.", "Oslo ad agency Orvane Co.", "ORG", [("Oslo", "LOC"), ("Orvane Co.", "ORG")]),
        ("The Orvane state Senate voted.", "Orvane state Senate", "ORG", [("Orvane state Senate", "ORG")]),
        ("The Bank of owner Orvane closed.", "Bank of owner Orvane", "ORG", [("Bank of owner Orvane", "ORG")]),
        ("The Tessils and Laura Quist met.", "Tessils and Laura Quist", "ORG", [("Tessils", "ORG"), ("Laura Quist", "PER")]),
        ("The Peter and Laura Quist fund paid.", "Peter and Laura Quist", "ORG", [("Peter and Laura Quist", "ORG")]),
        ("The Tessils and Laura Trust met.", "Tessils and Laura Trust", "ORG", [("Tessils and Laura Trust", "ORG")]),
        ("Buffalo Sabres Laura Quist ran.", "Buffalo Sabres Laura Quist", "PER", [("Buffalo Sabres", "ORG"), ("Laura Quist", "PER")]),
        ("Tessil Pilots Laura Quist ran.", "Tessil Pilots Laura Quist", "PER", [("Tessil Pilots Laura Quist", "PER")]),
        ("The Laura Quist-Peter Vance wedding is off.", "Laura Quist-Peter Vance", "PER", [("Laura Quist", "PER"), ("Peter Vance", "PER")]),
        ("They met Laura Quist-Vance there.", "Laura Quist-Vance", "PER", [("Laura Quist-Vance", "PER")]),
        ("The Kenya-Norway talks failed.", "Kenya-Norway", "ORG", [("Kenya", "LOC"), ("Norway", "LOC")]),
        ("They live in Guinea-Bissau now.", "Guinea-Bissau", "LOC", [("Guinea-Bissau", "LOC")]),
    ],
)
def test_two_names(annotated: Annotated, text: str, name: str, label: str, expected: list[tuple[str, str]]) -> None:
    assert divided(annotated(text), (name, label)) == expected
