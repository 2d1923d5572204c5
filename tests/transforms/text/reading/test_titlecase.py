"""Lines in title case become readable, keep their length, and take from the article which words are names; other text stays as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import Annotated
from tests.steps import growth
from transforms.text import names
from transforms.text.reading.titlecase import Usage, sentence_case


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Ruth Quist Quits After Harbour Row", "Ruth Quist quits after harbour row"),
        ("Police in Lagos Arrest Two Men Over Missing Funds", "Police in Lagos arrest two men over missing funds"),
        ("Strike Halts Ferries: Unions Blame Owners", "Strike halts ferries: Unions blame owners"),
        ("Army Says Turkey Moved Guns Near Syria Border", "Army says Turkey moved guns near Syria border"),
        ("Farmers in Nice Protest Against Reading Tax", "Farmers in Nice protest against reading tax"),
        ("Ministry of Health Warns Parents About Measles", "Ministry of Health warns parents about measles"),
        ("Fans Cheer as Mayor Okonkwo Opens Bridge", "Fans cheer as Mayor Okonkwo opens bridge"),
        ("Court Jails Jack Black Over Stolen Boats", "Court jails Jack Black over stolen boats"),
        ("Trial Opens on May 3 After Long Delay", "Trial opens on May 3 after long delay"),
        ("Prices May Climb Again Before Sunday Vote", "Prices may climb again before Sunday vote"),
        ("Demand for N500m Divides Al-Rashid Family Again", "Demand for N500m divides Al-Rashid family again"),
        # no title: a sentence, a few words, small letters
        ("Former Minister for Ports Laura Quist Left.", "Former Minister for Ports Laura Quist Left."),
        ("Harbour Safety Authority", "Harbour Safety Authority"),
        (
            "The Harbour Safety Authority said that it would close the pier",
            "The Harbour Safety Authority said that it would close the pier",
        ),
    ],
)
def test_known_lines(line: str, expected: str) -> None:
    assert sentence_case(line, Usage()) == expected


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        ("", "Harbour safety authority closes stone pier"),
        ("On Monday the Harbour Safety Authority said so.", "Harbour Safety Authority closes stone pier"),
        ("On Monday Stone left the pier.", "Harbour safety authority closes Stone pier"),
        ("HARBOUR SAFETY AUTHORITY", "Harbour safety authority closes stone pier"),
    ],
)
def test_the_article_says_what_is_a_name(story: str, expected: str) -> None:
    assert sentence_case("Harbour Safety Authority Closes Stone Pier", Usage([story])) == expected


def test_names_of_a_headline_are_those_of_a_sentence(annotated: Annotated) -> None:
    article = annotated("Laura Quist Joins Harbour Board After Long Row\n\nThe town heard on Monday that Laura Quist had gone to Oslo.")
    assert [(one.text, one.entity_type) for one in names.extract(article)["mentions"]] == [
        ("Laura Quist", "PERSON"), ("Laura Quist", "PERSON"), ("Oslo", "GPE"),
    ]  # fmt: skip


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_any_text_keeps_its_length(text: str) -> None:
    assert len(sentence_case(text.title(), Usage([text]))) == len(text.title())


@given(st.text(alphabet="ABCabcdefghijklmnop .,'ßİŉ\n", max_size=200))
def test_only_case_changes(text: str) -> None:
    assert sentence_case(text.title(), Usage()).casefold() == text.title().casefold() or "İ" in text


def test_what_the_article_says_is_read_in_linear_time() -> None:
    def read(number: int) -> object:
        return Usage(["On Monday the Harbour Safety Authority closed a pier. "] * number).of("Pier")

    assert growth(read, 50, 200) < 5
