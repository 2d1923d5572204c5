"""The table of titles: every entry is well formed, and its questions are answered from it alone."""

import pytest

from transforms.text.lexicon import data, titles
from transforms.text.lexicon.names import lexicon

KINDS = {"honorific", "office", "kin", "role", "address", "rank", "style", "prefix", "person", "common"}


def test_every_row_is_well_formed() -> None:
    rows = data.table("titles/titles.tsv")
    assert [row[0] for row in rows] == sorted({row[0] for row in rows})
    for word, kinds, gender, full in rows:
        assert word == word.casefold()
        assert kinds == "-" or set(kinds.split()) <= KINDS
        assert gender in ("m", "f", "-")
        assert full == "-" or full in titles.table(), word


@pytest.mark.parametrize(
    ("word", "office", "before", "gender", "full"),
    [
        ("Gov.", True, True, "", "governor"),
        ("Coun", True, True, "", "councillor"),
        ("Mr.", False, True, "m", ""),
        ("Queen", True, True, "f", ""),
        ("spokeswomen", False, False, "", ""),
        ("driver", True, False, "", ""),
        ("ex-mayor", True, False, "", ""),
        ("daughter", False, False, "f", ""),
        ("river", False, False, "", ""),
    ],
)
def test_known_words(word: str, office: bool, before: bool, gender: str, full: str) -> None:
    entry = titles.of(word)
    assert (titles.is_office(word), titles.precedes_person(word), entry.gender, entry.full) == (office, before, gender, full)


def test_the_cues_of_names_come_from_the_table() -> None:
    assert set(lexicon().cues["capt."]) == {"honorific"}
    assert set(lexicon().cues["captain"]) == {"honorific", "office"}
    assert "driver" not in lexicon().cues
