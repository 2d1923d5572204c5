"""Entities: merging, roles, organisations, ages, and sound rows for any text."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas import Coreference, Mention, digest
from tests.conftest import Annotated
from transforms.text import names
from transforms.text.lexicon.titles import is_office
from transforms.text.names import acronyms, cutting, merge
from transforms.text.reading.layers import Name


def groups(annotated: Annotated, text: str) -> dict[str, list[str]]:
    """The texts of the mentions by the name of their entity."""
    result = names.extract(annotated(text))
    called = {entity.entity_id: entity.name for entity in result["entities"]}
    found: dict[str, list[str]] = {}
    for mention in result["mentions"]:
        found.setdefault(called[mention.entity_id], []).append(mention.text)
    return found


def person(annotated: Annotated, text: str, name: str) -> tuple[str | None, str | None, int | None]:
    """Role, organisation and age of the entity called ``name``."""
    article = annotated(text)
    for entity in names.extract(article)["entities"]:
        if entity.name == name:
            if entity.role is not None:
                assert article.source_text[entity.role_start : entity.role_end] == entity.role
            return entity.role, entity.organisation, entity.age
    raise AssertionError(f"no entity {name}")


def test_surname_joins_the_full_name(annotated: Annotated) -> None:
    text = "President Amina Odhiambo spoke in Nairobi on Monday.\n\nOdhiambo said she would sign the bill."
    assert groups(annotated, text)["Amina Odhiambo"] == ["Amina Odhiambo", "Odhiambo"]


def test_titles_before_a_name_are_no_part_of_it(annotated: Annotated) -> None:
    text = "Senior Sergeant Peter Hall spoke in Paris on Monday. Public Ombudsman Jane Roe praised him.\n\nSenior Sergeant Hall left."
    assert groups(annotated, text) == {"Peter Hall": ["Peter Hall", "Hall"], "Jane Roe": ["Jane Roe"], "Paris": ["Paris"]}
    assert person(annotated, text, "Jane Roe")[0] == "Public Ombudsman"


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (("senior", "sergeant", "roe"), [(2, 3, "PER")]),
        (("detective", "roe"), [(1, 2, "PER")]),
        (("dean", "roe"), [(0, 2, "PER")]),
        (("queen", "ann"), [(0, 2, "PER")]),
        (("pilot", "hill"), [(0, 2, "PER")]),
        (("senior", "sergeant"), [(0, 2, "PER")]),
    ],
)
def test_what_is_a_title_before_a_name(key: tuple[str, ...], expected: list[tuple[int, int, str]]) -> None:
    assert cutting.parted(key, "PER") == expected


def test_two_people_with_one_surname_stay_two(annotated: Annotated) -> None:
    text = (
        "Gov. Maria Teller and her brother, James Teller, toured Springfield on Monday. "
        "Teller declined to comment. Mr. Teller said he was pleased."
    )
    found = groups(annotated, text)
    assert found["Maria Teller"] == ["Maria Teller"]
    assert found["James Teller"] == ["James Teller", "Teller"]
    assert found["Teller"] == ["Teller"]


def test_a_title_of_the_other_gender_is_another_person(annotated: Annotated) -> None:
    found = groups(annotated, "John Tighe was buried in Leeds in 1940. Mrs. Tighe told reporters that she had not been told.")
    assert found["John Tighe"] == ["John Tighe"]
    assert found["Tighe"] == ["Tighe"]


@pytest.mark.parametrize(
    ("forms", "groups"),
    [
        (["Orvane Paper", "Orvane"], [[0, 1]]),
        (["Orvane", "Orvane Paper"], [[0], [1]]),
        (["Orvane Paper", "Orvane Glass", "Orvane"], [[0], [1], [2]]),
        (["Orvane Paper Inc.", "Orvane Paper"], [[0, 1]]),
        (["Google Paper", "Google"], [[0], [1]]),  # known by itself
        (["Union Paper", "Union"], [[0], [1]]),  # a word for bodies
        (["Orvanes' radio station", "Orvanes"], [[0], [1]]),
        (["Orlin Chronicle", "Chronicle"], [[0, 1]]),
        (["Chronicle", "Orlin Chronicle"], [[0], [1]]),
        (["Orlin Chronicle", "Norland Chronicle", "Chronicle"], [[0], [1], [2]]),
        (["Orlin Bank", "Bank"], [[0], [1]]),
        (["Orlin Bears", "Bears"], [[0, 1]]),
        (["Orlin Bear", "Bear"], [[0], [1]]),
        (["Bears", "Orlin Bears"], [[0, 1]]),
        (["Bears", "Orlin Bears", "Norland Bears"], [[0], [1], [2]]),
        (["Leeds", "Leeds Rovers"], [[0, 1]]),
        (["Leeds", "Leeds Rovers", "Leeds City"], [[0], [1], [2]]),
        (["Buffalo Sabres", "Buffalo"], [[0, 1]]),
        (["Buffalo Pilots", "Buffalo"], [[0], [1]]),  # no list knows it
        (["Orlin Democrats", "Democrats"], [[0], [1]]),
        (["UN Security Council", "United Nations Security Council", "Security Council"], [[0, 1, 2]]),
        (["Leeds Harbour Court", "Harbour Court"], [[0, 1]]),
        (["Leeds Harbour Court", "Oslo Harbour Court", "Harbour Court"], [[0], [1], [2]]),
        (["Tessil Harbour Court", "Harbour Court"], [[0], [1]]),  # whose it is, no list knows
    ],
)
def test_one_word_joins_the_organisation_that_was_named_in_full_before(forms: list[str], groups: list[list[int]]) -> None:
    source = " | ".join(forms)
    ends = list(itertools.accumulate(len(form) + 3 for form in forms))
    names = [Name(end - 3 - len(form), end - 3, "ORG", 0, 0, 1) for form, end in zip(forms, ends, strict=True)]
    assert merge.merge(source, names)[1] == groups


@pytest.mark.parametrize(
    ("forms", "groups"),
    [
        (["GPE Kenya", "ORG Kenyan Harbour Ministry", "ORG Harbour Ministry"], [[0], [1, 2]]),
        (["GPE Norway", "GPE Norway", "GPE Kenya", "ORG Kenyan Harbour Ministry", "ORG Harbour Ministry"], [[0, 1], [2], [3], [4]]),
        (["GPE Orlin am See", "GPE Orlin"], [[0, 1]]),
        (["LOC Zorvat", "LOC Zorvat Island"], [[0, 1]]),
        (["GPE Orlin", "GPE Orlin County"], [[0], [1]]),
        (["GPE Frankfurt am Main", "GPE Frankfurt an der Oder", "GPE Frankfurt"], [[0], [1], [2]]),
        (["GPE Nairobi", "LOC Nairobi Island"], [[0], [1]]),
    ],
)
def test_short_forms_by_the_places_of_the_article(forms: list[str], groups: list[list[int]]) -> None:
    source = " | ".join(form.partition(" ")[2] for form in forms)
    names, start = [], 0
    for form in forms:
        kind, _, text = form.partition(" ")
        names.append(Name(start, start + len(text), kind, 0, 0, 1))
        start += len(text) + 3
    assert merge.merge(source, names)[1] == groups


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Princess Thora came to Oslo. Everybody likes Thora.", [2]),
        ("Mr. Tessil and Mrs. Tessil came to Oslo. Then Tessil was ill.", [1, 1, 1]),
    ],
)
def test_a_name_alone_is_that_of_the_one_title(annotated: Annotated, text: str, counts: list[int]) -> None:
    entities = names.extract(annotated(text))["entities"]
    assert [entity.mention_count for entity in entities if entity.entity_type == "PERSON"] == counts


def test_acronym_through_parentheses(annotated: Annotated) -> None:
    text = "The Harbour Safety Authority (HSA) opened an inquiry on Monday. The HSA will report in June."
    assert groups(annotated, text) == {"Harbour Safety Authority": ["Harbour Safety Authority", "HSA", "HSA"]}


def test_aliases_of_countries(annotated: Annotated) -> None:
    found = groups(annotated, "The U.S. and the United Kingdom signed the pact. Britain said the United States would pay.")
    assert found == {"United States": ["U.S.", "United States"], "United Kingdom": ["United Kingdom", "Britain"]}


def test_a_shortened_region_is_the_region(annotated: Annotated) -> None:
    text = "Fire reached Oroville, Calif., on Monday. Rain fell on California. Voters met in Albany, N.Y., and in New York."
    found = groups(annotated, text)
    assert found["California"] == ["Calif.", "California"]
    assert found["New York"] == ["New York"]


def test_nationality_in_both_numbers_is_one_entity(annotated: Annotated) -> None:
    found = groups(annotated, "Canadian soldiers left Ottawa on Friday. Many Canadians were relieved.")
    assert found["Canadians"] == ["Canadian", "Canadians"]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Belgorod Gov. Pavel Sorokin said nobody was hurt.", "Pavel Sorokin", ("Belgorod Gov.", None, None)),
        ("Canadian Defence Minister Louise Perrault left for Ottawa.", "Louise Perrault", ("Canadian Defence Minister", None, None)),
        (
            "Jane Roe, 43, chief of the harbour police, said the bridge was closed.",
            "Jane Roe",
            ("chief of the harbour police", "harbour police", 43),
        ),
        ("The company's chief executive, Tomasz Wilk, said on Friday that jobs would go.", "Tomasz Wilk", ("chief executive", None, None)),
        (
            "Oleg Marchenko, spokesman for the president, declined to comment on Friday.",
            "Oleg Marchenko",
            ("spokesman for the president", None, None),
        ),
        (
            "Maria Lopez, who is the mayor of Springfield, told reporters that help came late.",
            "Maria Lopez",
            ("mayor of Springfield", None, None),
        ),
        ("Norland boss Peter Hall blamed the rain.", "Peter Hall", ("Norland boss", None, None)),
        ("Jane Roe, a marine biologist, said the reef was dying.", "Jane Roe", ("marine biologist", None, None)),
        ("Speaking through a translator, Jane Roe said the reef was dying.", "Jane Roe", (None, None, None)),
        ("The translator, Jane Roe said, was late.", "Jane Roe", ("translator", None, None)),
        ("Mr. Peter Hall said it rained.", "Peter Hall", (None, None, None)),
        ("Police arrested John Doe, a 19-year-old student, on Monday.", "John Doe", ("student", None, 19)),
        ("The 37-year-old Peter Hall was found on Monday.", "Peter Hall", (None, None, 37)),
        ("Peter Hall met Mayor Jane Roe on Monday.", "Peter Hall", (None, None, None)),
        ("Sri Lankan President Jane Roe said it rained.", "Jane Roe", ("Sri Lankan President", None, None)),
        ("FILE - Mayor Jane Roe waves to a crowd.", "Jane Roe", ("Mayor", None, None)),
        ("Vice-President Jane Roe waves to a crowd.", "Jane Roe", ("Vice-President", None, None)),
        # an occupation or what somebody is there as, without a comma
        ("The bus stopped, passenger Jane Roe said.", "Jane Roe", ("passenger", None, None)),
        ("They met protester Jane Roe on Monday.", "Jane Roe", ("protester", None, None)),
        ("The quake was small, geophysicist Jane Roe said.", "Jane Roe", ("geophysicist", None, None)),
        ("The passengers met Jane Roe on Monday.", "Jane Roe", (None, None, None)),
        # what the office is of, right before the name
        ("The leader of the opposition Jane Roe urged them to meet.", "Jane Roe", ("leader of the opposition", None, None)),
        ("Chief of police Jane Roe said it rained.", "Jane Roe", ("Chief of police", "police", None)),
        ("The death of a mother Jane Roe knew shocked Oslo.", "Jane Roe", (None, None, None)),
        ("Harbour Minister Dr. Jane Roe said it rained.", "Jane Roe", ("Harbour Minister", None, None)),
        # a word that only links
        ("The prize for best actor for Jane Roe went to Oslo.", "Jane Roe", (None, None, None)),
        ("A member of Jane Roe's team left for Oslo.", "Jane Roe", (None, None, None)),
        ("He wants to suspect Jane Roe of Oslo.", "Jane Roe", (None, None, None)),
        ("According to her longtime translator, Jane Roe was late.", "Jane Roe", (None, None, None)),
        # a player's number
        ("Jane Roe (25) of Oslo left.", "Jane Roe", (None, None, 25)),
        ("Jane Roe (25) scored a goal in the playoff game of the league.", "Jane Roe", (None, None, None)),
        # the age in a sentence of its own, where nobody else may be meant
        ("Jane Roe died on Monday in Oslo. She was 91.", "Jane Roe", (None, None, 91)),
        ("Jane Roe died on Monday. He was 91.", "Jane Roe", (None, None, None)),
        ("Jane Roe met a woman on Monday. She was 91.", "Jane Roe", (None, None, None)),
        ("Jane Roe and Ann Hall died on Monday. She was 91.", "Jane Roe", (None, None, None)),
        ("Jane Roe's sister died on Monday. She was 91.", "Jane Roe", (None, None, None)),
        ("Jane Roe sang on Monday. She was 12 when she began.", "Jane Roe", (None, None, None)),
    ],
)
def test_roles_and_ages(annotated: Annotated, text: str, name: str, expected: tuple[str | None, str | None, int | None]) -> None:
    assert person(annotated, text, name) == expected


def test_rows_refer_to_each_other(annotated: Annotated) -> None:
    article = annotated("President Amina Odhiambo met John Doe in Nairobi. Odhiambo said she was tired.\n\nDoe left Nairobi.")
    result = names.extract(article)
    by_id = {entity.entity_id: entity for entity in result["entities"]}
    first = result["mentions"][0]
    assert first.mention_id == digest("mention", article.article.article_id, first.char_start, first.char_end)
    assert first.entity_id == digest("entity", article.article.article_id, first.entity_type, first.char_start)
    assert {mention.entity_id for mention in result["mentions"]} == set(by_id)
    for identifier, entity in by_id.items():
        assert entity.mention_count == sum(mention.entity_id == identifier for mention in result["mentions"])
        assert entity.geonames_id is None
    assert first.sentence == "President Amina Odhiambo met John Doe in Nairobi."
    assert first.in_body


def test_nothing_named_gives_no_rows(annotated: Annotated) -> None:
    assert names.extract(annotated("it rained.")) == {"mentions": [], "entities": [], "coreferences": []}


@pytest.mark.parametrize(
    ("short", "long", "expected"),
    [
        ("APIO", "Articulation of Indigenous Peoples of Orvane", True),
        ("BOCC", "Orlin Board of County Commissioners", True),
        ("APIX", "Articulation of Indigenous Peoples of Orvane", False),
        ("AB", "Bank of Angola", False),
        ("Orvsec", "Orvane Schools Examinations Council", True),
        ("School", "State Council for the Hill of Oslo", False),
        ("Orvqec", "Orvane Schools Examinations Council", False),
    ],
)
def test_initials_in_the_order_of_another_language(short: str, long: str, expected: bool) -> None:
    text = f"The {long} ({short}) met."
    start = text.index(f"({short}") + 1
    found = [Name(4, 4 + len(long), "ORG", 0, 1, 6), Name(start, start + len(short), "ORG", 0, 7, 8)]
    assert (len(merge.merge(text, found)[1]) == 1) == expected


@pytest.mark.parametrize(
    ("short", "long", "expected"),
    [
        ("UDCG", "Ukraine Defence Contact Group", True),
        ("BoG", "Bank of Ghana", True),
        ("WHO", "Ghana Health Service", False),
        ("Group", "Contact Group", False),
        ("HSA", "Harbour", False),
    ],
)
def test_abbreviates(short: str, long: str, expected: bool) -> None:
    assert acronyms.abbreviates(short, long) is expected


@pytest.mark.parametrize(("word", "expected"), [("Gov.", True), ("ministers", True), ("ex-mayor", True), ("Mr.", False), ("table", False)])
def test_offices(word: str, expected: bool) -> None:
    assert is_office(word) is expected


FRAGMENTS = """
Jane Roe Doe J. Mr. Mrs. President Gov. of the Acme Inc. ( ) ACME UN , 43 . he she it said who is mayor 's “ ” Kyiv Kenyan Ministry and
year-old a — é ☃
"""
WORDS = st.sampled_from([*FRAGMENTS.split(), "\n\n"])


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, max_size=40))
def test_any_text_gives_sound_rows(annotated: Annotated, words: list[str]) -> None:
    article = annotated(" ".join(words))
    source = article.source_text
    result = names.extract(article)
    known = {entity.entity_id for entity in result["entities"]}
    assert len(known) == len(result["entities"])
    facts: list[Mention | Coreference] = [*result["mentions"], *result["coreferences"]]
    for row in facts:
        assert source[row.char_start : row.char_end] == row.text
        assert row.text
        assert row.entity_id in known
        assert row.text in row.sentence
    for entity in result["entities"]:
        if entity.role is not None:
            assert source[entity.role_start : entity.role_end] == entity.role
    places = [(row.char_start, row.char_end) for row in result["coreferences"]]
    assert places == sorted(set(places))
    assert result == names.extract(article)


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Lt.-Col. Marat Dzhaksybekov said the bridge was safe.", "Marat Dzhaksybekov", "Lt.-Col."),
        ("The bridge is safe, said Lt.-Gen. Oleh Hrytsenko of the army.", "Oleh Hrytsenko", "Lt.-Gen."),
        ("Vice-Adm. Paul Stern and Brig.-Gen. Tom Hale agreed.", "Tom Hale", "Brig.-Gen."),
        ("In Moncton, Coun. Sandra Weiss spoke first.", "Sandra Weiss", "Coun."),
        ("Ostrand Police Insp. Colette Marsh spoke first.", "Colette Marsh", "Ostrand Police Insp."),
        ("He thanked the mayor. Jane Roe left.", "Jane Roe", None),
    ],
)
def test_shortened_ranks(annotated: Annotated, text: str, name: str, role: str | None) -> None:
    assert person(annotated, text, name)[0] == role
