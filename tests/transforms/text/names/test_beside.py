"""What the words beside an unknown name say of its type, and where they say nothing."""

import pytest

from tests.conftest import Annotated
from tests.transforms.text.names.test_pieces import span
from transforms.text.names import beside


def labelled(annotated: Annotated, text: str, name: str, label: str) -> str:
    """The label of ``name``, first given ``label``."""
    reading = annotated(text)
    (found,) = beside.relabelled(reading, [span(reading, name, label)])
    return found.label


@pytest.mark.parametrize(
    ("text", "label", "expected"),
    [
        ("The brewer Quillmar said on Monday that it would cut 300 jobs.", "PER", "ORG"),
        ("The brewer, Quillmar, said so on Monday.", "PER", "ORG"),
        ("To the brewer, Quillmar was a friend.", "PER", "PER"),
        ("The brewers met Quillmar on Monday.", "PER", "PER"),
        ("Hail fell on these counties in the north: Quillmar, Orva and Zorvat.", "PER", "LOC"),
        ("Hail fell on these counties in the north: Orva, Zorvat and Quillmar.", "PER", "LOC"),
        ("Hail fell on these friends in the north: Orva, Zorvat and Quillmar.", "PER", "PER"),
        ("The carmakers Quillmar and Orlo fell on Monday.", "PER", "ORG"),
        ("Analysts at Quillmar expected a loss.", "LOC", "ORG"),
        ("Analysts in Quillmar expected a loss.", "LOC", "LOC"),
        ("It met the editor of Quillmar on Monday.", "LOC", "ORG"),
        ("It met the mayor of Quillmar on Monday.", "LOC", "LOC"),
        ("Guests at Quillmar expected a storm.", "LOC", "LOC"),
        ("He lives in Addling at Quillmar, OR, now.", "PER", "LOC"),
        ("He met Quillmar, OR Books said.", "PER", "PER"),
        ("Investors sold shares of Quillmar on Monday.", "LOC", "ORG"),
        ("Quillmar withdrew its bid on Monday.", "PER", "ORG"),
        ("Quillmar and two others raised their dividends.", "PER", "ORG"),
        ("Quillmar and two others raised their hands.", "PER", "PER"),
        ("Quillmar gave Norvane its first medal.", "PER", "PER"),
        ("Quillmar raised his bid on Monday.", "PER", "PER"),
        ("Quillmar cut 300 jobs at its plant.", "PER", "ORG"),
        ("Quillmar cut the staff at its plant.", "PER", "PER"),
        ("Quillmar cut 300 jobs at his plant.", "PER", "PER"),
        ("Analysts praised Quillmar's profits.", "LOC", "ORG"),
        ("Analysts praised Quillmar's mother.", "PER", "PER"),
        ("In Quillmar the council raised its fees.", "LOC", "LOC"),
        ("Raiders attacked Quillmar village at dawn.", "ORG", "LOC"),
        ("She lives in the town of Quillmar now.", "PER", "LOC"),
        ("Raiders attacked the villages of Orlo and Quillmar at dawn.", "ORG", "LOC"),
        ("Elders of Quillmar met.", "PER", "PER"),
        ("Quillmar chair Ruth Dale spoke.", "PER", "ORG"),
        ("Quillmar chief executive Ruth Dale spoke.", "PER", "ORG"),
        ("Quillmar aide Ruth Dale spoke.", "PER", "PER"),
        ("Quillmar chair covers were sold.", "PER", "PER"),
        ("It is the founder of Quillmar that spoke.", "PER", "ORG"),
        ("It is the uncle of Quillmar that spoke.", "PER", "PER"),
        ("The Oslo-listed Quillmar rose.", "PER", "ORG"),
        ("The long-listed Quillmar rose.", "PER", "PER"),
        ("Quillmar, the country's biggest contract maker of toys, rose.", "PER", "ORG"),
        ("Quillmar, the country's biggest publisher of books, rose.", "PER", "PER"),
        ("Quillmar, the country's fastest woman, rose.", "PER", "PER"),
        ("She dined at the restaurant Quillmar on Monday.", "PER", "FAC"),
        ("She met the restaurant manager Quillmar on Monday.", "PER", "PER"),
        ("Fish is sold on Quillmar island.", "PER", "LOC"),
        ("Rain fell in southern Quillmar on Monday.", "PER", "LOC"),
        ("Rain fell on sorry Quillmar on Monday.", "PER", "PER"),
        ("He left in the third season of Quillmar.", "PER", "MISC"),
        ("He left in the third house of Quillmar.", "PER", "PER"),
        ("He was in shows like Quillmar.", "PER", "MISC"),
        ("He was in towns like Quillmar.", "PER", "PER"),
        ("The Quillmar elders met on Sunday.", "ORG", "NORP"),
        ("Only nine of them still speak Quillmar at home.", "LOC", "MISC"),
        ("Nobody spoke to Quillmar at home.", "PER", "PER"),
        ("Quillmar and Orlo raised their dividends.", "PER", "ORG"),
        ("They built Quillmar, a planned resort in the desert.", "ORG", "LOC"),
        ("They joined Quillmar, a maker of toys in the desert.", "ORG", "ORG"),
        ("They read Quillmar, a new magazine for sailors.", "PER", "ORG"),
        ("They met Quillmar, a resort manager in the desert.", "PER", "PER"),
        ("Raiders came near Quillmar at dawn.", "PER", "LOC"),
        ("Raiders boarded the tanker Quillmar at dawn.", "PER", "MISC"),
        ("Raiders boarded the tankers Quillmar had sold.", "PER", "PER"),
        ("Raiders came with Quillmar at dawn.", "PER", "PER"),
    ],
)
def test_an_unknown_name(annotated: Annotated, text: str, label: str, expected: str) -> None:
    assert labelled(annotated, text, "Quillmar", label) == expected


@pytest.mark.parametrize(
    ("text", "label", "expected"),
    [
        ("She met her boyfriend, Orvan Tessil, on Monday.", "ORG", "PER"),
        ("They asked singer Orvan Tessil on Monday.", "LOC", "PER"),
        ("They asked the sponsor Orvan Tessil on Monday.", "LOC", "LOC"),
        ("They asked the singer, Orvan Tessil said.", "ORG", "ORG"),
        ("The developer Orvan Tessil wrote a note.", "PER", "PER"),
        ("The brewer Orvan Tessil wrote a note.", "PER", "ORG"),
    ],
)
def test_what_a_noun_for_a_person_says_of_two_words_behind_it(annotated: Annotated, text: str, label: str, expected: str) -> None:
    assert labelled(annotated, text, "Orvan Tessil", label) == expected


@pytest.mark.parametrize(
    ("text", "name", "label", "expected"),
    [
        ("Then Theresa, 70, left.", "Theresa", "ORG", "PER"),
        ("Then Orvan Tessil, 70, left.", "Orvan Tessil", "LOC", "PER"),
        ("Then Orvan, 70, left.", "Orvan", "LOC", "LOC"),
        ("Then Orvan Bank, 70, left.", "Orvan Bank", "ORG", "ORG"),
        ("Then Theresa, 7000, left.", "Theresa", "ORG", "ORG"),
    ],
)
def test_an_age_in_commas_makes_a_person(annotated: Annotated, text: str, name: str, label: str, expected: str) -> None:
    assert labelled(annotated, text, name, label) == expected


def test_a_listed_name_stays(annotated: Annotated) -> None:
    assert labelled(annotated, "Kenya withdrew its bid on Monday.", "Kenya", "LOC") == "LOC"


def test_a_person_in_full_has_no_profits(annotated: Annotated) -> None:
    reading = annotated("Laura Quist came.\n\nQuist withdrew its bid.")
    spans = [span(reading, "Laura Quist", "PER"), span(reading, "Quist", "PER", 1)]
    assert beside.relabelled(reading, spans) == spans


def test_a_publisher_may_be_somebody(annotated: Annotated) -> None:
    assert labelled(annotated, "The publisher Laura Quist said so on Monday.", "Laura Quist", "PER") == "PER"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Laura Quist, Zorvat Quell and Peter Vance scored.", "PER"),
        ("Laura Quist of Zorvat Quell and Peter Vance scored.", "LOC"),
        ("Laura Quist, Zorvat Street and Peter Vance were named.", "LOC"),
    ],
)
def test_among_people_in_full_an_unknown_name_is_a_persons(annotated: Annotated, text: str, expected: str) -> None:
    reading = annotated(text)
    middle = "Zorvat Street" if "Street" in text else "Zorvat Quell"
    spans = [span(reading, "Laura Quist", "PER"), span(reading, middle, "LOC"), span(reading, "Peter Vance", "PER")]
    assert [one.label for one in beside.relabelled(reading, spans)] == ["PER", expected, "PER"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("The Orvane Fire Department, or Quill Orvo, left.", "ORG"), ("The Orvane Fire Department and Quill Orvo left.", "PER")],
)
def test_a_short_form_is_what_the_long_one_is(annotated: Annotated, text: str, expected: str) -> None:
    reading = annotated(text)
    long, short = span(reading, "Orvane Fire Department", "ORG"), span(reading, "Quill Orvo", "PER")
    assert [one.label for one in beside.relabelled(reading, [long, short])] == ["ORG", expected]


def test_a_boat_before_a_full_name_is_somebodys(annotated: Annotated) -> None:
    assert labelled(annotated, "They hired the boat Laura Quillmar had sold.", "Laura Quillmar", "PER") == "PER"


def test_two_things_said_decide_nothing(annotated: Annotated) -> None:
    reading = annotated("The brewer Quillmar left.\n\nThey slept in Quillmar village.")
    spans = [span(reading, "Quillmar", "PER"), span(reading, "Quillmar", "PER", 1)]
    assert beside.relabelled(reading, spans) == spans


def test_one_mention_decides_for_all(annotated: Annotated) -> None:
    reading = annotated("Quillmar has 90 workers.\n\nThe brewer Quillmar left.")
    spans = [span(reading, "Quillmar", "PER"), span(reading, "Quillmar", "PER", 1)]
    assert [one.label for one in beside.relabelled(reading, spans)] == ["ORG", "ORG"]


def test_the_rule_says_so_where_the_label_was_that(annotated: Annotated) -> None:
    reading = annotated("They met in the town of Quillmar.")
    (found,) = beside.relabelled(reading, [span(reading, "Quillmar", "LOC")])
    assert (found.label, found.rule) == ("LOC", "test, LOC beside words for LOC")
