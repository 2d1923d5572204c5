"""Works and laws that only the words beside or in them tell."""

import pytest

from tests.conftest import Annotated
from tests.transforms.text.names.test_pieces import shown, span
from transforms.text.names import mentions, works


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She wrote the novel The Quist Road in May.", ["The Quist Road"]),
        ("She saw the film Rivers of Quist twice.", ["Rivers of Quist"]),
        ("She saw the film “Rivers of Quist” twice.", ["Rivers of Quist"]),
        ("She saw the film “rivers of it all” twice.", []),
        ("She saw the film Quist twice.", []),
        ("She saw the film director Ruth Quist twice.", []),
        ("They play Orvane Rovers twice.", []),
        ("Her films are Las Orvanas (2014), El Quist (2017) and Norvane (2018).", ["Las Orvanas", "El Quist", "Norvane"]),
        ("Her films since Orlo School (2014) are few.", []),
        ("She acted at Orlo School (2011) and in the series Las Orvanas (2014).", ["Las Orvanas"]),
        ("Her films are by Ruth Quist (2014) and Anna Dale (2017).", []),
        ("The authors cite Norvane (2014) and Quist (2017).", []),
        ("They cited the Salt Freedom Act twice.", ["Salt Freedom Act"]),
        ("They cited the Salt Act and Reef Zones Act twice.", ["Salt Act", "Reef Zones Act"]),
        ("They cited the Act twice.", []),
        ("They met Ruth Bill twice, in the Dress Code.", []),
        ("They cited the Reef Trade Code twice.", ["Reef Trade Code"]),
    ],
)
def test_works_and_acts(annotated: Annotated, text: str, expected: list[str]) -> None:
    reading = annotated(text)
    assert shown(reading, works.found(reading, [])) == [(name, "MISC") for name in expected]


def test_people_are_no_works(annotated: Annotated) -> None:
    reading = annotated("She wrote the book Ruth Quist liked.")
    assert shown(reading, works.found(reading, [])) == [("Ruth Quist", "MISC")]
    assert works.found(reading, [span(reading, "Ruth Quist", "PER")]) == []


def test_works_and_laws_are_kept_whatever_the_tagger_says(annotated: Annotated) -> None:
    reading = annotated("Ruth Quist wrote the novel The Orvane Road. They cited the Salt Act and Reef Zones Act twice.")
    found = [(reading.source_text[name.start : name.end], name.entity_type) for name in mentions.find(reading)]
    assert found[1:] == [("The Orvane Road", "WORK_OF_ART"), ("Salt Act", "LAW"), ("Reef Zones Act", "LAW")]
