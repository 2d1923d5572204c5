"""Datelines: what a passage opens with before its first sentence."""

import pytest

from tests.conftest import Annotated
from transforms.text import families
from transforms.text.reading import dateline

_NAMES = [family for family in families.FAMILIES if family.name in ("names", "times")]


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("LYON (Agency) – A bomb exploded.", "LYON ( Agency )"),
        ("LYON — A bomb exploded.", "LYON"),
        ("(Agency) A bomb exploded.", "( Agency"),
        ("Oslo, 3 May 2024: A bomb exploded.", "Oslo , 3 May 2024"),
        ("KARTOV, France, May 3: A small bomb exploded.", "KARTOV , France , May 3"),
        ("Kartov, France, May 3: A small bomb exploded.", ""),
        ("Lyon is calm: no bomb exploded.", ""),
        ("NATO: a bomb exploded.", ""),
        ("NATO is a well-armed body.", ""),
        ("NATO - a body of states - met.", "NATO"),
        ("Witnesses: a bomb exploded.", ""),
        ("The mayor – a Dane – resigned.", ""),
    ],
)
def test_length(annotated: Annotated, text: str, opening: str) -> None:
    reading = annotated(text)
    families.extract(reading, _NAMES)
    p = reading.passages[0]
    assert " ".join(p.words[: dateline.length(reading, p)]) == opening


def test_the_subject_behind_a_dateline(annotated: Annotated) -> None:
    reading = annotated("LYON (Agency) - Nine soldiers were killed.")
    families.extract(reading, _NAMES)
    p = reading.passages[0]
    assert dateline.subject_behind(reading, p, p.words.index("soldiers")) == p.words.index("soldiers")
    bare = annotated("LYON (Agency) -")
    families.extract(bare, _NAMES)
    assert dateline.subject_behind(bare, bare.passages[0], 0) is None
