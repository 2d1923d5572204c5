"""Pronouns and descriptions: resolved where one antecedent fits, left alone where two do."""

import pytest

from tests.conftest import Annotated
from transforms.text import names


def resolved(annotated: Annotated, text: str) -> list[tuple[str, str, str]]:
    """(text, form, name of the entity) of the coreferences, in order."""
    result = names.extract(annotated(text))
    called = {entity.entity_id: entity.name for entity in result["entities"]}
    return [(row.text, row.form, called[row.entity_id]) for row in result["coreferences"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "President Amina Odhiambo met reporters in Nairobi. She said the bill was dead.",
            [("She", "pronoun", "Amina Odhiambo")],
        ),
        (
            "John Doe met Jane Roe in Paris on Monday. She thanked him.",
            [("She", "pronoun", "Jane Roe"), ("him", "pronoun", "John Doe")],
        ),
        ("John Doe met Peter Hall in Paris on Monday. The police later questioned him.", []),
        ("John Doe met a man in Paris on Monday. Police later searched his house.", []),
        ("John Doe was in Paris. “Now he is gone,” a neighbour said.", []),
        (
            "The Harbour Safety Authority opened an inquiry on Monday. The authority has 40 staff.",
            [("The authority", "nominal", "Harbour Safety Authority")],
        ),
        ("Mayor Jane Roe opened the bridge on Monday. The mayor left early.", [("The mayor", "nominal", "Jane Roe")]),
        ("Former mayor Jane Roe opened the bridge on Monday. The mayor left early.", []),
        ("Mayor Jane Roe met Mayor John Doe in Paris. The mayor left early.", []),
        ("Mayor Jane Roe opened the bridge. The mayor of Springfield left early.", []),
        ("The African Union said that it was watching.", [("it", "pronoun", "African Union")]),
        ("It rained in Paris on Monday.", []),
        (
            "John Doe sued Peter Hall in Paris. He beat him in court.",
            [("He", "pronoun", "John Doe"), ("him", "pronoun", "Peter Hall")],
        ),
        ("John Doe met reporters in Paris. He hurt himself.", [("He", "pronoun", "John Doe"), ("himself", "pronoun", "John Doe")]),
        ("John Doe was in Paris. 'Now he is gone,' a neighbour said.", []),
        ("Jane Roe, 43, was seen in Paris. The 43-year-old was alone.", [("The 43-year-old", "nominal", "Jane Roe")]),
    ],
)
def test_known_texts(annotated: Annotated, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert resolved(annotated, text) == expected


def test_one_person_is_not_both_he_and_she(annotated: Annotated) -> None:
    text = "Quibble Vantreight spoke first on Monday. He was angry.\n\nVantreight left. She was tired."
    assert resolved(annotated, text) == []


def test_rows_carry_their_evidence(annotated: Annotated) -> None:
    article = annotated("Mayor Jane Roe spoke in Paris.\n\nShe was brief.")
    row = names.extract(article)["coreferences"][0]
    assert article.source_text[row.char_start : row.char_end] == row.text == "She"
    assert row.sentence == "She was brief."
    assert (row.segment_index, row.in_body) == (2, True)
