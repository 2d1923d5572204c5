"""Abbreviations that the article introduces as short for ordinary words, and those that shorten names."""

import pytest

from tests.conftest import Annotated
from tests.transforms.text.names.test_pieces import shown, span
from tests.transforms.text.names.test_teams import every
from transforms.text.names import expansions


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("He had bird lung disease, or BLD. Doctors fear BLD.", False),
        ("He had bird lung disease or BLD. Doctors fear BLD.", False),
        ("They wear personal shields of dense paper (PSDP). Nobody likes PSDP.", False),
        ("They met the Bird Lung Department (BLD). Doctors fear BLD.", True),
        ("They met the bird lung group (BLG). Doctors fear BLG.", True),
        ("They met a bird near the lake (ZVT). Doctors fear ZVT.", True),
        ("They like bird lung disease. Doctors fear BLD.", True),
    ],
)
def test_what_ordinary_words_are_short_for_is_no_name(annotated: Annotated, text: str, kept: bool) -> None:
    reading = annotated(text)
    short = next(word for word in reading.passages[0].words if word.isupper() and len(word) > 2)
    spans = every(reading, short, "ORG")
    assert expansions.without_things(reading, spans) == (spans if kept else [])


def test_other_names_stay(annotated: Annotated) -> None:
    reading = annotated("Laura Quist had bird lung disease, or BLD.")
    spans = [span(reading, "Laura Quist", "PER"), span(reading, "BLD", "ORG")]
    assert shown(reading, expansions.without_things(reading, spans)) == [("Laura Quist", "PER")]
