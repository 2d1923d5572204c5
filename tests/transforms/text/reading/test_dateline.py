"""Datelines: what a passage opens with before its first sentence."""

import pytest

from tests.conftest import Annotated
from transforms.text import families
from transforms.text.reading import dateline

_NAMES = [family for family in families.FAMILIES if family.name == "names"]


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("LYON (Agency) – A bomb exploded.", "LYON ( Agency )"),
        ("LYON — A bomb exploded.", "LYON"),
        ("(Agency) A bomb exploded.", "( Agency"),
        ("Oslo, 3 May 2024: A bomb exploded.", "Oslo , 3 May 2024"),
        ("Lyon is calm: no bomb exploded.", ""),
        ("Witnesses: a bomb exploded.", ""),
        ("The mayor – a Dane – resigned.", ""),
    ],
)
def test_length(annotated: Annotated, text: str, opening: str) -> None:
    reading = annotated(text)
    families.extract(reading, _NAMES)
    p = reading.passages[0]
    assert " ".join(p.words[: dateline.length(reading, p)]) == opening
