"""Units behind numbers."""

import pytest

from transforms.text.lexicon import data
from transforms.text.quantities import units


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (" km", "kilometre"), ("km²", "square kilometre"), ("-metre wall", "metre"), (" Kilograms", "kilogram"), (" [kg]", "kilogram"),
        ("°C", "degree Celsius"), (" C.", "degree Celsius"), ("kph", "kilometre per hour"), (' " long', "inch"), ("%", "percent"),
        (" percentage  points", "percentage point"), (" nautical miles", "nautical mile"), ("μg", "microgram"),
    ],
)  # fmt: skip
def test_unit(text: str, name: str) -> None:
    match = units.after("5" + text, 1)
    assert match is not None
    assert match.unit.name == name


@pytest.mark.parametrize(
    "text", [" maps", " F-35 jets", "m212", " W", " Cup", " stone walls", " cup match", ' " he said', "kgb", " [kg", "-C"]
)
def test_no_unit(text: str) -> None:
    assert units.after("5" + text, 1) is None or units.after("5" + text, 1).end < len("5" + text)  # type: ignore[union-attr]
    if not text.startswith(" ["):
        assert units.after("5" + text, 1) is None


def test_symbols_need_digits() -> None:
    assert units.after("six m", 3, digits=False) is None
    assert units.after("six metres", 3, digits=False) is not None


def test_every_form_stands_for_one_unit() -> None:
    seen: dict[str, str] = {}
    for row in data.table("quantities/units.tsv"):
        for form in "|".join(row[2:]).split("|"):
            assert form == "" or seen.setdefault(form, row[0]) == row[0], form
        assert units.named(row[2].split("|")[0] or row[0]).name == row[0]
