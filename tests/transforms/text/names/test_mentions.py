"""Named mentions: spans, types, agreement within the article, offsets."""

import itertools
from collections import Counter

import numpy
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Annotated
from transforms.text.names import edges, mentions, missed, tagger, wording
from transforms.text.names.features import Tokens, every, of_article
from transforms.text.names.forms import of_word, shape


def found(annotated: Annotated, text: str) -> list[tuple[str, str]]:
    article = annotated(text)
    return [(article.source_text[name.start : name.end], name.entity_type) for name in mentions.find(article)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Kenyan Finance Minister Joseph Kiplagat met Amina Odhiambo in Nairobi on Tuesday.",
            [("Kenyan", "NORP"), ("Joseph Kiplagat", "PERSON"), ("Amina Odhiambo", "PERSON"), ("Nairobi", "GPE")],
        ),
        ("The Harbour Safety Authority (HSA) opened an inquiry.", [("Harbour Safety Authority", "ORG"), ("HSA", "ORG")]),
        ("Officials in Kyiv, Kharkiv and Moscow declined to comment.", [("Kyiv", "GPE"), ("Kharkiv", "GPE"), ("Moscow", "GPE")]),
        ("KYIV, Ukraine (AP) — Explosions rocked Odesa overnight.", [("KYIV", "GPE"), ("Ukraine", "GPE"), ("AP", "ORG"), ("Odesa", "GPE")]),
        ("The court in The Hague ruled against Serbia's government.", [("The Hague", "GPE"), ("Serbia", "GPE")]),
        ("The ministry said nothing had happened.", []),
        ("The plant in Portland, ME, closed in May.", [("Portland", "GPE"), ("ME", "GPE")]),
        ("It was up to him or ME, she wrote.", []),
        (
            "Joseph Kiplagat, MBE, and Amina Odhiambo, Ph.D., opened the clinic.",
            [("Joseph Kiplagat", "PERSON"), ("Amina Odhiambo", "PERSON")],
        ),
    ],
)
def test_known_sentences(annotated: Annotated, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(annotated, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("KLX said its trams would run again in May. Nobody rode KLX in April.", [("KLX", "ORG"), ("KLX", "ORG")]),
        ("The CEO said its trams would run again. CCTV says nothing.", []),
        (
            "Jane van der Zorv was in Paris on Monday. The road was closed by van der Zorv herself.",
            [("Jane van der Zorv", "PERSON"), ("Paris", "GPE"), ("van der Zorv", "PERSON")],
        ),
        ("The S&P 500 lost 1.85 points.", [("S&P 500", "ORG")]),
        ("(Zorvat News - 26th Apr, 2024) Nobody was hurt.", [("Zorvat News", "ORG")]),
    ],
)
def test_acronyms_particles_and_indices(annotated: Annotated, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(annotated, text) == expected


def test_text_in_capitals(annotated: Annotated) -> None:
    text = "POLICE IN LAGOS ARRESTED SENATOR CHIDI OKONKWO ON FRIDAY OVER MISSING FUNDS"
    assert found(annotated, text) == [("LAGOS", "GPE"), ("CHIDI OKONKWO", "PERSON")]


def test_a_headline_in_title_case(annotated: Annotated) -> None:
    text = "Peter Vance Rejects Harbour Plan\n\nThe senator, Peter Vance, spoke on Monday, and nobody else said a word about it."
    assert found(annotated, text) == [("Peter Vance", "PERSON"), ("Peter Vance", "PERSON")]


def test_articles_and_possessives_are_left_out(annotated: Annotated) -> None:
    assert found(annotated, "The European Union's budget pleased the United Nations.") == [
        ("European Union", "ORG"),
        ("United Nations", "ORG"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the Senate's", "Senate"),
        ("“Acme Inc.”", "Acme Inc."),
        ("The Gambia,", "The Gambia"),
        ("Party (NDP)", "Party (NDP)"),
        ("U.S.", "U.S."),
        ("James’", "James"),
        ('"', ""),
    ],
)
def test_trim(text: str, expected: str) -> None:
    start, end = edges.trim(text, 0, len(text))
    assert text[start:end] == expected


def test_one_name_has_one_type(annotated: Annotated) -> None:
    text = (
        "Fighting went on near Kharkiv on Monday.\n\nKharkiv had been quiet for weeks.\n\nResidents of Kharkiv fled.\n\n"
        "Kharkiv residents told reporters they were tired."
    )
    assert {kind for name, kind in found(annotated, text) if name == "Kharkiv"} == {"GPE"}
    assert [name for name, _ in found(annotated, text)].count("Kharkiv") == 4


def test_a_known_place_is_no_person(annotated: Annotated) -> None:
    assert ("Kremlin", "PERSON") not in found(annotated, "The invasion by Kremlin's forces started in winter.")


def test_sorted_without_overlap(annotated: Annotated) -> None:
    article = annotated("Jane Roe of Acme Corp. met John Doe, of Springfield, Illinois, at the United Nations in New York.")
    names = mentions.find(article)
    assert all(one.end <= two.start for one, two in itertools.pairwise(names))
    assert [article.source_text[name.start : name.end] for name in names][-2:] == ["United Nations", "New York"]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Kyiv", "Tit"),
        ("UN", "UPP"),
        ("U.S.", "U.P"),
        ("McCoy", "Mix"),
        ("COVID-19", "aln"),
        ("al-Huda", "Mi-"),
        ("Jean-Luc", "Ti-"),
        ("$", "pun"),
    ],
)
def test_shape(word: str, expected: str) -> None:
    assert shape(word) == expected


def test_word_features_name_lists_not_words() -> None:
    features = of_word("Nairobi")
    assert "Tit" in features
    assert "istownA" in features
    assert not any("nairobi" in feature.lower() for feature in features)


def test_decoding_alone_equals_decoding_together(annotated: Annotated) -> None:
    article = annotated("Jane Roe met John Doe in Paris.\n\nThe European Union was silent.\n\nNo.")
    tokens = of_article(article)
    together, alone = tagger.tag(tokens), [tagger.tag([one])[0] for one in tokens]
    assert [one.labels for one in together] == [one.labels for one in alone]
    assert all(numpy.allclose(one.shares, other.shares) for one, other in zip(together, alone, strict=True))


def test_long_segments_and_empty_ones_are_decoded(annotated: Annotated) -> None:
    article = annotated("Jane Roe walked to Nairobi and slept. " * 60)
    tokens = [*of_article(article), Tokens([], [], [], [], {})]
    tagged = tagger.tag(tokens)
    assert [len(one.labels) for one in tagged] == [len(one.shares) for one in tagged] == [len(one.words) for one in tokens]
    assert tagged[-1].labels == []
    assert len(every(tokens[0])) == len(tokens[0].words)


ALPHABET = st.sampled_from(
    [
        "Jane",
        "Roe",
        "Kyiv",
        "the",
        "UN",
        "(",
        ")",
        "'s",
        "’",
        ",",
        ".",
        "\n",
        "\n\n",
        "President",
        "of",
        "é",
        "☃",
        "A",
        "/",
        "|",
        "-",
        "  ",
        "x" * 50,
    ]
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ALPHABET, max_size=30))
def test_any_text_gives_sound_offsets(annotated: Annotated, words: list[str]) -> None:
    article = annotated(" ".join(words))
    names = mentions.find(article)
    for name in names:
        text = article.source_text[name.start : name.end]
        assert text
        assert text == text.strip()
    assert all(one.end <= two.start for one, two in itertools.pairwise(names))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A fire broke out in Hornepayne, Ont. Nobody was hurt.", [("Hornepayne", "GPE"), ("Ont.", "GPE")]),
        ("Crews from Sault Ste. Marie, Ont., came to help.", [("Sault Ste. Marie", "GPE"), ("Ont.", "GPE")]),
        ("Votes were counted Tuesday in Brandon at 12:00 GMT.", [("Brandon", "GPE")]),
    ],
)
def test_shortened_regions_saints_and_the_calendar(annotated: Annotated, text: str, expected: list[tuple[str, str]]) -> None:
    article = annotated(text)
    assert [(article.source_text[name.start : name.end], name.entity_type) for name in mentions.find(article)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "DAKAR (AP) — The ministry said on Monday that two people were hurt.",
            [("DAKAR", "GPE"), ("AP", "ORG")],
        ),
        (
            "ZHANATAS, Kazakhstan (AP) — The ministry said on Monday that two people were hurt.",
            [("ZHANATAS", "GPE"), ("Kazakhstan", "GPE"), ("AP", "ORG")],
        ),
        ("ST. LOUIS (AP) — The mayor spoke.", [("ST. LOUIS", "GPE"), ("AP", "ORG")]),
        ("BREAKING NEWS — Two ships collided.", []),
        ("A HARD WINTER\n\nThe river froze.", []),
        (
            "the fire began in Kenora Ont and spread to Sudbury Ont while police in Thunder Bay, Ont said nobody was hurt",
            [("Kenora", "GPE"), ("Ont", "GPE"), ("Sudbury", "GPE"), ("Ont", "GPE"), ("Thunder Bay", "GPE"), ("Ont", "GPE")],
        ),
        (
            "In Moncton, Coun. Sandra Weiss spoke to Dartmouth Police Capt. Lewis Thornbury.",
            [("Moncton", "GPE"), ("Sandra Weiss", "PERSON"), ("Dartmouth Police", "ORG"), ("Lewis Thornbury", "PERSON")],
        ),
        ("Sgt Morwenna Trelask said so.", [("Morwenna Trelask", "PERSON")]),
        ("Maj.-Gen. Anne Roy spoke to the crew.", [("Anne Roy", "PERSON")]),
        ("FILE - A ship leaves port.", []),
        ("FILE PHOTO: Trams stand in the depot in Riga, Latvia.", [("Riga", "GPE"), ("Latvia", "GPE")]),
    ],
)
def test_places_and_ranks_by_their_form(annotated: Annotated, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(annotated, text) == expected


def test_a_company_is_no_person_anywhere(annotated: Annotated) -> None:
    text = "Borel Marine cuts outlook\n\nDanish shipbuilder Borel Marine cut its forecast. Borel said on Friday that costs had risen."
    assert found(annotated, text) == [("Borel Marine", "ORG"), ("Danish", "NORP"), ("Borel Marine", "ORG"), ("Borel", "ORG")]


def test_a_person_who_shares_a_name_with_a_company_stays_one(annotated: Annotated) -> None:
    text = "Danish shipbuilder Borel Marine cut its forecast. Its founder, Anna Borel, resigned. Borel said she was tired."
    assert [kind for name, kind in found(annotated, text) if "Borel" in name] == ["ORG", "PERSON", "PERSON"]


@pytest.mark.parametrize(
    ("name", "votes", "expected"),
    [
        ("tamsin cargo", {"PER": 2, "ORG": 1}, "ORG"),
        ("zorvat quell", {"PER": 1, "ORG": 1}, "ORG"),
        ("zorvat quell", {"PER": 2, "ORG": 1}, "PER"),
        ("anna quell", {"PER": 1, "ORG": 1}, "PER"),
    ],
)
def test_person_or_organisation(name: str, votes: dict[str, int], expected: str) -> None:
    assert wording.person_or_body(tuple(name.split()), Counter(votes)) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("kyiv", "LOC"),
        ("zorvat shipping", "ORG"),
        ("zorvat average", "ORG"),
        ("zorvat springs", "LOC"),
        ("zorvat close", "LOC"),
        ("government", "ORG"),
        ("norland red cross", "ORG"),
        ("zorvat nickel", "ORG"),
        ("anna quell foundation", "ORG"),
        ("zorvat gazette", "ORG"),
        ("red cross", "PER"),
        ("anna cross", "PER"),
        ("glenn close", "PER"),
        ("anna lake", "PER"),
        ("zorvat quell", "PER"),
    ],
)
def test_no_person_by_its_words(name: str, expected: str) -> None:
    assert wording.person_or_place(tuple(name.split())) == expected


def test_a_country_is_no_plural_of_its_people(annotated: Annotated) -> None:
    text = "A ferry sank in the Philippines on Monday, and Philippine divers found it."
    assert found(annotated, text) == [("Philippines", "GPE"), ("Philippine", "NORP")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They paid Mr du Orvane on Monday.", ["du Orvane"]),
        ("They paid Mrs. Orvane on Monday.", ["Orvane"]),
        ("They paid mr Orvane on Monday.", []),
        ("They miss Orvane on Monday.", []),
        ("They paid Mr on Monday.", []),
    ],
)
def test_who_is_addressed_is_a_person(annotated: Annotated, text: str, expected: list[str]) -> None:
    reading = annotated(text)
    assert [reading.source_text[one.start : one.end] for one in missed.addressed(reading, [])] == expected


def test_a_river_by_itself_is_nature(annotated: Annotated) -> None:
    reading = annotated("Rafts drift down the Missouri.")
    assert [name.entity_type for name in mentions.find(reading)] == ["LOC"]


def test_a_planet_is_nature_whatever_the_model_says(annotated: Annotated) -> None:
    text = "A probe that left Earth in 2019 passed Neptune on Tuesday and took pictures of its moons, astronomers said."
    assert found(annotated, text) == [("Earth", "LOC"), ("Neptune", "LOC")]
