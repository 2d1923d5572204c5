import importlib.resources
import re

import pytest

from transforms.text.lexicon import countries, data, gazetteer

ELSEWHERE = {
    "gazetteer/features.tsv": "where a place is, not what it is called",
    "names/towns.tsv": "towns are called like countries",
    "names/given.tsv": "people are called like countries",
    "names/family.txt": "people are called like countries",
    "names/organisations.txt": "a company is called like a country",
    "truecase/common.txt": "ordinary words",
    "places/words.txt": "ordinary words",
}
"""Tables of other things that happen to share names with countries."""


def entries(name: str) -> set[str]:
    """Every cell of the table ``name``, and every item of its lists."""
    return {item.strip() for row in data.table(name) for cell in row for item in re.split(r"[;|]", cell)}


def test_no_other_table_lists_countries_or_their_people() -> None:
    names = {name for entry in countries.called() for name in (*entry.names, *entry.people.forms)}
    names -= {name for country in countries.countries().values() for name in (country.code, *country.shared_names)}
    folder = importlib.resources.files(data)
    tables = [f"{group.name}/{table.name}" for group in folder.iterdir() if group.is_dir() for table in group.iterdir()]
    others = [t for t in tables if t.endswith((".tsv", ".txt")) and not t.startswith("countries/") and t not in ELSEWHERE]
    assert len(others) > 20
    found = {table: sorted(entries(table) & names) for table in others}
    assert {table: listed for table, listed in found.items() if listed} == {}


def test_every_country_has_one_code_and_its_names_are_its_own() -> None:
    table = countries.countries()
    assert len(table) == 250
    assert all(re.fullmatch(r"[A-Z]{2}", code) and country.code == code for code, country in table.items())
    assert all(re.fullmatch(r"[A-Z]{3}", currency) for country in table.values() for currency in country.currencies)
    owners: dict[str, set[str]] = {}
    for country in table.values():
        for name in (*country.names, *country.people.forms):
            owners.setdefault(name, set()).add(country.code)
    assert {name: codes for name, codes in owners.items() if len(codes) > 1} == {}


def test_the_gazetteer_has_every_country() -> None:
    assert set(countries.countries()) == set(gazetteer.load().countries)


def test_nations_and_groups_belong_to_countries_of_the_table() -> None:
    codes = set(countries.countries()) | {""}
    assert {nation.country for nation in countries.nations()} <= codes
    assert {group.country for group in countries.groups()} <= codes
    assert {nation.status for nation in countries.nations()} == {"part", "former", "joint"}
    assert {group.kind for group in countries.groups()} == {"region", "people"}


@pytest.mark.parametrize(
    ("code", "forms"),
    [
        ("DK", ("Danish", "Dane", "Danes")),
        ("PH", ("Filipina", "Filipino", "Philippine", "Filipinas", "Filipinos")),
        ("JP", ("Japanese",)),
        ("VA", ()),
    ],
)
def test_what_people_are_called(code: str, forms: tuple[str, ...]) -> None:
    assert countries.countries()[code].people.forms == forms


def test_nations_are_read_as_the_country_they_belong_to() -> None:
    called = {name: entry.country.code for entry in countries.called() for name in entry.names}
    assert (called["Scotland"], called["Korea"], called["Soviet Union"], called["Holland"]) == ("GB", "KR", "RU", "NL")
    assert "Yugoslavia" not in called


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Voters in Ohio and Texas chose.", "US"),
        ("Voters in SASK. and Manitoba chose.", "CA"),
        ("The Welsh went to London.", "GB"),
        ("The French went to Paris.", None),
        ("A Canadian and an American met.", "CA"),
    ],
)
def test_the_country_a_text_speaks_of_most(text: str, expected: str | None) -> None:
    assert countries.most_named(text, ("CA", "GB", "US")) == expected
