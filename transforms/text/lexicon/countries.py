"""Countries, nations and peoples: their names, capitals, currencies and what their people are called; the only table of them.

``countries/countries.tsv`` holds what has an ISO 3166-1 code, ``countries/nations.tsv`` parts of countries and states of the past,
``countries/peoples.tsv`` peoples, and the people of regions, states and cities. Every family of facts reads them here.
"""

import functools
import re
from collections.abc import Iterable
from typing import NamedTuple

from transforms.text.lexicon import data
from transforms.text.lexicon.alternatives import longest


class People(NamedTuple):
    """What a people is called: adjectives, and its members as pairs of one and several ("Swede", "Swedes")."""

    adjectives: tuple[str, ...]
    members: tuple[tuple[str, str], ...]

    @property
    def forms(self) -> tuple[str, ...]:
        """All forms, adjectives first, each once.

        >>> People(("Swedish",), (("Swede", "Swedes"),)).forms
        ('Swedish', 'Swede', 'Swedes')
        """
        return tuple(dict.fromkeys((*self.adjectives, *(form for pair in self.members for form in pair))))


class Country(NamedTuple):
    """A country or territory with an ISO 3166-1 code."""

    code: str
    currencies: tuple[str, ...]
    """ISO 4217 codes: its currency, then the one it had before the euro."""
    capital: str
    """The town its government is called by, or nothing."""
    own_names: tuple[str, ...]
    """Names that mean it wherever they stand."""
    shared_names: tuple[str, ...]
    """Names it shares with people, towns or words: the article decides."""
    people: People

    @property
    def names(self) -> tuple[str, ...]:
        """All its names."""
        return self.own_names + self.shared_names


class Nation(NamedTuple):
    """A part of a country, a state of the past, or a name that several countries have in common."""

    status: str
    """part, former, joint."""
    names: tuple[str, ...]
    country: str
    """Code of the country it belongs to or is read as, or nothing."""
    people: People


class Group(NamedTuple):
    """A people, or the people of a region, state or city."""

    kind: str
    """region: of a part of the world; people: all others."""
    place: str
    """Name of the place in the gazetteer, or nothing."""
    country: str
    """Code of the country, or nothing."""
    people: People


def _cell(cell: str) -> tuple[str, ...]:
    return () if cell == "-" else tuple(cell.split("|"))


def _names(cell: str) -> tuple[str, ...]:
    """Return the names of a cell, those with an apostrophe also with the typographic one.

    >>> _names("Mali|Côte d'Ivoire")
    ('Mali', "Côte d'Ivoire", 'Côte d’Ivoire')
    """
    return tuple(dict.fromkeys(spelt for name in _cell(cell) for spelt in (name, name.replace("'", "’"))))


def _one(cell: str) -> str:
    return "" if cell == "-" else cell


def _people(adjectives: str, members: str) -> People:
    pairs = (pair.split(",") for pair in _cell(members))
    return People(_cell(adjectives), tuple((one, several) for one, several in pairs))


@functools.cache
def countries() -> dict[str, Country]:
    """Return the countries by code.

    >>> countries()["SE"].people.forms, countries()["SE"].capital, countries()["GE"].shared_names
    (('Swedish', 'Swede', 'Swedes'), 'Stockholm', ('Georgia',))
    """
    rows = data.table("countries/countries.tsv")
    return {
        code: Country(code, _cell(currencies), _one(capital), _names(own), _names(shared), _people(adjectives, members))
        for code, currencies, capital, own, shared, adjectives, members in rows
    }


@functools.cache
def nations() -> tuple[Nation, ...]:
    """Return parts of countries, states of the past and joint names."""
    return tuple(
        Nation(status, _cell(names), _one(country), _people(adjectives, members))
        for status, names, country, adjectives, members in data.table("countries/nations.tsv")
    )


def named() -> tuple[Country | Nation, ...]:
    """Return all countries and nations."""
    return (*countries().values(), *nations())


@functools.cache
def groups() -> tuple[Group, ...]:
    """Return peoples, and the people of regions, states and cities."""
    return tuple(
        Group(kind, _one(place), _one(country), _people(adjectives, members))
        for kind, place, country, adjectives, members in data.table("countries/peoples.tsv")
    )


class Called(NamedTuple):
    """What a country, or a nation that is read as one, is called."""

    country: Country
    names: tuple[str, ...]
    people: People


@functools.cache
def called() -> tuple[Called, ...]:
    """Return names and peoples of all countries, and of the nations that belong to one or are read as one ("Scotland", "Korea")."""
    known = countries()
    own = (Called(country, country.names, country.people) for country in known.values())
    return (*own, *(Called(known[nation.country], nation.names, nation.people) for nation in nations() if nation.country))


@functools.cache
def _mentions(code: str) -> re.Pattern[str]:
    """Return what points to a country: its names, people, capital, and its states or provinces, also shortened and in capitals."""
    forms = {form for entry in called() if entry.country.code == code for form in (*entry.names, *entry.people.forms)}
    forms |= {countries()[code].capital}
    for short, name, country, where in data.table("places/abbreviations.tsv"):
        if country == code:
            forms |= {name} if where == "after" else {short, name}
    forms |= {form.upper() for form in forms if len(form) > 4}
    return re.compile(rf"(?<!\w){longest(forms, ' ')}(?!\w)")


def most_named(text: str, codes: Iterable[str]) -> str | None:
    """Return the one of the countries ``codes`` that ``text`` speaks of most, of equals the first; None where it names none of them.

    >>> most_named("OTTAWA - Canadians vote; the U.S. watches.", ("CA", "US")), most_named("It rained.", ("CA", "US"))
    ('CA', None)
    """
    counts = {code: len(_mentions(code).findall(text)) for code in codes}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] else None
