"""How far names reach: words before them, possessives that belong to them, storms."""

import pytest

from tests.conftest import Annotated
from tests.transforms.text.names.test_pieces import shown, span
from tests.transforms.text.names.test_teams import every
from transforms.text.names import extents


@pytest.mark.parametrize(
    ("text", "name", "label", "expected"),
    [
        ("The Sri Lankan minister left.", "Lankan", "PER", [("Sri Lankan", "NORP")]),
        ("They met in NEW DELHI again.", "DELHI", "LOC", [("NEW DELHI", "LOC")]),
        ("They met in Old Delhi again.", "Delhi", "LOC", [("Delhi", "LOC")]),
        ("They met Quist, New Delhi Traders said.", "Delhi Traders", "ORG", [("Delhi Traders", "ORG")]),
        ("It snowed in St. John's again.", "St. John", "LOC", [("St. John's", "LOC")]),
        ("It snowed in St. Quist's port.", "St. Quist", "LOC", [("St. Quist", "LOC")]),
        ("Shares of McDonald's fell.", "McDonald", "ORG", [("McDonald's", "ORG")]),
        ("They took McDonald's car.", "McDonald", "PER", [("McDonald", "PER")]),
        ("They ate at McDonald's again.", "McDonald", "LOC", [("McDonald's", "ORG")]),
        ("Shares of Orvane's fell.", "Orvane", "ORG", [("Orvane", "ORG")]),
        ("Rain fell as Typhoon Orva struck.", "Orva", "PER", [("Typhoon Orva", "MISC")]),
        ("Rain fell as Tropical Storm Orva struck.", "Orva", "PER", [("Tropical Storm Orva", "MISC")]),
        ("Typhoon Orva struck. Then Orva left.", "Typhoon", "ORG", [("Typhoon Orva", "MISC")]),
        ("They flew a Typhoon Squadron Leader home.", "Squadron", "ORG", [("Squadron", "ORG")]),
        ("They saw The Salt Road twice.", "Salt Road", "MISC", [("The Salt Road", "MISC")]),
        ("“The Salt Road” won.", "Salt Road", "MISC", [("The Salt Road", "MISC")]),
        ("The Salt Road won.", "Salt Road", "MISC", [("Salt Road", "MISC")]),
        ("“The Salt Road won,” she said.", "Salt Road", "MISC", [("Salt Road", "MISC")]),
        ("They saw the Salt Road twice.", "Salt Road", "MISC", [("Salt Road", "MISC")]),
        ("It broke The Salt Road Act twice.", "Salt Road Act", "MISC", [("Salt Road Act", "MISC")]),
        ("Shares of Procter & Gamble fell.", "Gamble", "PER", [("Procter & Gamble", "ORG")]),
        ("Shares of Procter & Gamble Orvane fell.", "Procter & Gamble Orvane", "ORG", [("Procter & Gamble Orvane", "ORG")]),
        ("Shares of Quist & Gamble fell.", "Gamble", "PER", [("Quist & Gamble", "ORG")]),
        ("The firm Dain & Orlin left.", "Orlin", "PER", [("Dain & Orlin", "ORG")]),
        ("The firm, Dain and Orlin left.", "Orlin", "PER", [("Orlin", "PER")]),
        ("They like R & Orlin now.", "Orlin", "LOC", [("Orlin", "LOC")]),
        ("The Duchess of Sussex sang.", "Sussex", "LOC", [("Duchess of Sussex", "PER")]),
        ("They sang in the Duke of York pub.", "York", "LOC", [("York", "LOC")]),
        ("They sang in the Duke of York Theatre.", "York Theatre", "LOC", [("York Theatre", "LOC")]),
        ("They like the Duke of Quistam now.", "Quistam", "ORG", [("Quistam", "ORG")]),
        ("They read of the Duke of York.", "Duke of York", "MISC", [("Duke of York", "MISC")]),
        ("They met Ms. de Quist again.", "Quist", "PER", [("de Quist", "PER")]),
        ("They met Mrs. van den Quist again.", "Quist", "PER", [("van den Quist", "PER")]),
        ("They met Ruth in de Quist again.", "Quist", "PER", [("Quist", "PER")]),
        ("The Hurricane Center warned them.", "Hurricane Center", "ORG", [("Hurricane Center", "ORG")]),
    ],
)
def test_names_are_whole(annotated: Annotated, text: str, name: str, label: str, expected: list[tuple[str, str]]) -> None:
    reading = annotated(text)
    assert shown(reading, extents.whole(reading, [span(reading, name, label)])) == expected


@pytest.mark.parametrize(
    ("text", "one", "two", "whole"),
    [
        ("Devon and Cornwall Police held a man.", "Devon", "Cornwall Police", True),
        ("Staff of Exeter and Devon Council left.", "Exeter", "Devon Council", True),
        ("It rained in Devon and Cornwall Police held a man.", "Devon", "Cornwall Police", False),
        ("Talks between Devon and Cornwall Police failed.", "Devon", "Cornwall Police", False),
        ("Kenya and Cornwall Police held a man.", "Kenya", "Cornwall Police", False),
        ("Devon and Zorvat Police held a man.", "Devon", "Zorvat Police", False),
        ("Devon and Cornwall University met.", "Devon", "Cornwall University", False),
    ],
)
def test_the_public_body_of_two_regions_is_one(annotated: Annotated, text: str, one: str, two: str, whole: bool) -> None:
    reading = annotated(text)
    found = shown(reading, extents.whole(reading, [span(reading, one, "LOC"), span(reading, two, "ORG")]))
    assert found == ([(f"{one} and {two}", "ORG")] if whole else [(one, "LOC"), (two, "ORG")])


def test_who_is_called_so_in_full_has_no_company(annotated: Annotated) -> None:
    reading = annotated("Laura McDonald came. They took McDonald's car.")
    spans = [span(reading, "Laura McDonald", "PER"), every(reading, "McDonald", "ORG")[1]]
    assert shown(reading, extents.whole(reading, spans)) == [("Laura McDonald", "PER"), ("McDonald", "ORG")]


def test_a_storms_name_alone_is_no_person_unless_somebody_bears_it(annotated: Annotated) -> None:
    reading = annotated("Hurricane Quist passed. Laura Orva saw it.\n\nQuist weakened, and Orva slept.")
    spans = [span(reading, "Laura Orva", "PER"), span(reading, "Quist", "PER", 1), span(reading, "Orva", "PER", 1)]
    assert shown(reading, extents.whole(reading, spans)) == [("Hurricane Quist", "MISC"), ("Laura Orva", "PER"), ("Orva", "PER")]


def test_what_else_stands_behind_the_article_of_a_work_is_the_work(annotated: Annotated) -> None:
    reading = annotated("They saw The Sick Boat twice.\n\nThe Sick Boat is old.\n\nA Sick Boat is old, too.")
    spans = [span(reading, "Sick Boat", label, number) for number, label in enumerate(("MISC", "PER", "PER"))]
    expected = [("The Sick Boat", "MISC"), ("The Sick Boat", "MISC"), ("Sick Boat", "PER")]
    assert shown(reading, extents.whole(reading, spans)) == expected


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("Shares of Dain & Orlin fell.", [("Dain", "PER"), ("Orlin", "PER")], [("Dain & Orlin", "ORG")]),
        ("Shares of Dain & Orlin fell.", [("Dain", "ORG"), ("Orlin", "LOC")], [("Dain", "ORG"), ("Orlin", "LOC")]),
        ("Ann Dain & Orlin left.", [("Ann Dain", "PER"), ("Orlin", "PER")], [("Ann Dain", "PER"), ("Orlin", "PER")]),
    ],
)
def test_two_surnames_with_a_sign_are_a_firm(
    annotated: Annotated, text: str, names: list[tuple[str, str]], expected: list[tuple[str, str]]
) -> None:
    reading = annotated(text)
    assert shown(reading, extents.whole(reading, [span(reading, name, label) for name, label in names])) == expected


@pytest.mark.parametrize(
    ("between", "expected"),
    [("dos", ["Ruth Quist dos Dain Orvane"]), ("dela", ["Ruth Quist dela Dain Orvane"]), ("saw", ["Ruth Quist", "Dain Orvane"])],
)
def test_small_words_join_the_parts_of_a_name(annotated: Annotated, between: str, expected: list[str]) -> None:
    reading = annotated(f"Then Ruth Quist {between} Dain Orvane.")
    spans = [span(reading, "Ruth Quist", "PER"), span(reading, "Dain Orvane", "PER")]
    assert shown(reading, extents.whole(reading, spans)) == [(name, "PER") for name in expected]
