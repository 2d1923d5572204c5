"""Names whose written form says what they stand for: demonyms, abbreviations of states, names of countries; and lists of names."""

import functools
from typing import NamedTuple

from transforms.text.lexicon import countries, data, gazetteer
from transforms.text.lexicon.names import lexicon


class Form(NamedTuple):
    """What a fixed form (demonym, abbreviation, name of a country) stands for."""

    key: str
    country: str
    kind: str
    after: bool
    """Whether it is read as a place only after a comma or in brackets."""


_LANGUAGES = frozenset(("English",))
"""Adjectives of nations that news uses for the language first: no places."""


@functools.cache
def forms() -> dict[str, Form]:
    """Return demonyms, abbreviations and the names of countries, as written."""
    found: dict[str, Form] = {}
    for country in countries.countries().values():
        found |= {name: Form(country.code, country.code, "country", False) for name in country.own_names}
        found |= {form: Form(country.code, country.code, "demonym", False) for form in country.people.forms}
    for nation in countries.nations():
        key = gazetteer.fold(nation.names[0]) if nation.status == "part" else nation.country
        found |= {form: Form(key, nation.country, "demonym", False) for form in nation.people.forms if key and form not in _LANGUAGES}
        if nation.status == "former":
            found |= {name: Form(gazetteer.fold(name), "", "former", False) for name in nation.names}
    for group in countries.groups():
        if group.place:
            found |= {form: Form(gazetteer.fold(group.place), group.country, "demonym", False) for form in group.people.forms}
    for form, name, country_code, where in data.table("places/abbreviations.tsv"):
        found.setdefault(form, Form(gazetteer.fold(name), country_code, "abbreviation", where == "after"))
    return found


@functools.cache
def by_beginning() -> dict[str, list[tuple[str, Form]]]:
    """Return the fixed forms, also in capitals, by their first three characters (a form of two by these), the longer ones first."""
    table: dict[str, list[tuple[str, Form]]] = {}
    for written, form in forms().items():
        spellings = {written} if form.kind == "abbreviation" or len(written) < 4 else {written, written.upper()}
        for spelling in spellings:
            table.setdefault(spelling[:3], []).append((spelling, form))
    return {key: sorted(entries, key=lambda entry: (-len(entry[0]), entry[0])) for key, entries in table.items()}


def form_at(text: str, start: int) -> tuple[str, Form] | None:
    """Return the longest fixed form that begins at ``start`` of ``text``, as it is written there, with what it stands for.

    >>> form_at("in the U.S. today", 7)
    ('U.S.', Form(key='US', country='US', kind='country', after=False))
    >>> form_at("Miss. Harlan called", 0), form_at("Tupelo, Miss.", 8)[1].key
    (None, 'mississippi')
    """
    known = by_beginning()
    for written, form in (*known.get(text[start : start + 3], ()), *known.get(text[start : start + 2], ())):
        end = start + len(written)
        if not text.startswith(written, start) or text[end : end + 1].isalnum():
            continue
        opening = text[max(start - 3, 0) : start].rstrip()[-1:]
        if form.after and not (opening == "," or (opening == "(" and text[end : end + 1] == ")")):
            continue
        return written, form
    return None


@functools.cache
def parts() -> dict[str, str]:
    """Return the parts of countries by their other names, which a town may share ("gaza"), all folded.

    >>> parts()
    {'gaza': 'gaza strip'}
    """
    found = (nation.names for nation in countries.nations() if nation.status == "part")
    return {gazetteer.fold(other): gazetteer.fold(names[0]) for names in found for other in names[1:]}


@functools.cache
def capital_names() -> frozenset[str]:
    """Return the folded names of the capitals that governments are called by."""
    return frozenset(gazetteer.fold(country.capital) for country in countries.countries().values()) - {""}


@functools.cache
def ordinary() -> frozenset[str]:
    """Return ordinary English words that are also the name of some place."""
    return frozenset(" ".join(data.lines("places/words.txt")).split())


@functools.cache
def kinds() -> frozenset[str]:
    """Return the animals, dishes and other things that are called after a nation which is not meant, in lower case and in the singular."""
    return frozenset(f"{adjective} {thing}" for adjective, things in data.table("places/kinds.tsv") for thing in things.split())


@functools.cache
def given_names() -> frozenset[str]:
    """Return given names, lower case."""
    return frozenset(name.lower() for name in lexicon().given)


@functools.cache
def family_names() -> frozenset[str]:
    """Return surnames, lower case."""
    return frozenset(name.lower() for name in lexicon().family)
