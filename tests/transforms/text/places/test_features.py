import pytest

from tests.conftest import Annotated
from transforms.text import names
from transforms.text.places import features, toponyms
from transforms.text.places.support import Support


def holding(annotated: Annotated, text: str, name: str, local: frozenset[str] = frozenset()) -> list[str]:
    """The features of the first candidate ``name`` of ``text``."""
    reading = annotated(text)
    names.extract(reading)
    found = toponyms.find(reading)
    candidate = next(c for c in found if c.text == name)
    return features.features(reading.passages[candidate.passage], candidate, Support(reading, found), local)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ohio is wide.", "start"),
        ("They met in Ohio.", "in"),
        ("They drove through Ohio.", "preposition"),
        ("The senator (R-Ohio) spoke.", "party"),
        ("The state of Ohio spoke.", "of"),
        ("He met Mr. Ohio there.", "title"),
        ("It rained over northern Ohio.", "compass"),
        ("He met Jennifer Ohio there.", "given"),
        ("He met Vorsten Ohio there.", "capital"),
        ("They love Ohio.", "word"),
        ("They love “Ohio”.", "mark"),
    ],
)
def test_the_word_before(annotated: Annotated, text: str, expected: str) -> None:
    passage = annotated(text).passages[0]
    assert features.class_before(passage, passage.words.index("Ohio")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met in Harlan", "."),
        ("They read the Harlan Tribune.", "media"),
        ("They met on Harlan Street.", "road"),
        ("They met in Harlan County.", "division"),
        ("They met at Harlan Creek.", "feature"),
        ("They met the Harlan Police.", "institution"),
        ("They met at Harlan Stadium.", "building"),
        ("They met a Harlan man.", "resident"),
        ("Then Harlan said no.", "verb"),
        ("They saw Harlan's end.", "possessive"),
        ("They saw Harlan, too.", ","),
        ("They saw Harlan Vorsten.", "capital"),
        ("They saw Harlan yesterday.", "word"),
        ("They saw Harlan!", "mark"),
    ],
)
def test_the_word_after(annotated: Annotated, text: str, expected: str) -> None:
    passage = annotated(text).passages[0]
    assert features.class_after(passage, passage.words.index("Harlan") + 1) == expected


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("They live in the village of Harlan.", "Harlan", "town_phrase"),
        ("They live in Harlan, a town near the sea.", "Harlan", "town_phrase"),
        ("Floods hit Harlan and Orange counties.", "Harlan", "plural_head"),
        ("Then Harlan’s residents left.", "Harlan", "possessive_resident"),
        ("They met the Harlan High Police.", "Harlan", "institution_follows"),
        ("They read the Harlan and Lyon Tribune.", "Harlan", "media_follows"),
        ("The reading in Reading was a success.", "Reading", "lower_elsewhere"),
        ("KYIV — Drones struck again.", "KYIV", "capitals_dateline"),
        ("They wrote HARLAN on it.", "HARLAN", "capitals"),
        ("They met in Lyon, France.", "Lyon", "contained"),
        ("They met in Lyon, France. Later Lyon was calm.", "France", "never_contained"),
        ("They met in Vorstenholt.", "Vorstenholt", "kind=unlisted"),
        ("They met in Lyon.", "Lyon", "size=city3"),
    ],
)
def test_phrases_lists_and_the_rest_of_the_article(annotated: Annotated, text: str, name: str, expected: str) -> None:
    assert expected in holding(annotated, text, name)


def test_what_else_the_article_says_of_a_name(annotated: Annotated) -> None:
    found = holding(annotated, "She left Lyon.\n\nIt rained in Lyon. Many live in Lyon.", "Lyon", frozenset({"lyon"}))
    assert {"located=2+", "local", "never_contained"} <= set(found)


def test_groups_come_in_one_order(annotated: Annotated) -> None:
    found = holding(annotated, "They met in Lyon.", "Lyon")
    assert found[:2] == ["bias", "kind=name"]
    assert found[-1] == "never_contained"
    assert len(found) == len(set(found))
