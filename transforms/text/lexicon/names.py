"""What is known of words and phrases as parts of names: towns, countries, peoples, given names, titles and other cues, from the package data."""

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

from transforms.text.lexicon import countries, data, reporting, titles
from transforms.text.lexicon.folding import fold

_PART = re.compile(r"\.\w|[\w.'&]+|[^\w\s]")
_TITLE_CUES = ("honorific", "office", "kin")
_SHORTENED = re.compile(r"(?:\w\.)?[A-Z][a-z]+\.")

_SMALL = "townD"
"""The class of the least populous towns: an organisation of that name is what a reader knows by it ("White House", "Xinhua")."""


def _parts(phrase: str) -> tuple[str, ...]:
    if phrase.isalnum():  # as most are, one word
        return (phrase,)
    if phrase.replace(" ", "").isalnum():  # as the pattern would divide it
        return tuple(phrase.split())
    return tuple(_PART.findall(phrase.replace(" ", "  ")))


class Lexicon(NamedTuple):
    """The lists in the form that look-ups need; keys are folded, phrases are tuples of tokens."""

    given: dict[str, str]
    family: frozenset[str]
    cues: dict[str, tuple[str, ...]]
    phrases: dict[tuple[str, ...], str]
    longest: dict[str, int]
    lowered: dict[tuple[str, ...], str]


@functools.cache
def lexicon() -> Lexicon:
    """Return the lists, read once per process."""
    given = {fold(name): kind for kind, names in data.table("names/given.tsv") for name in names.split()}
    family = frozenset(fold(name) for line in data.lines("names/family.txt") for name in line.split())
    phrases = _phrases()
    longest: dict[str, int] = {}
    for parts in phrases:
        if len(parts) > longest.get(parts[0], 0):
            longest[parts[0]] = len(parts)
    lowered = {tuple(map(str.lower, parts)): kind for parts, kind in phrases.items()}
    return Lexicon(given, family, _cues(), phrases, longest, lowered)


def _cues() -> dict[str, tuple[str, ...]]:
    """Return the classes of words that tell what kind of name they belong to; those of titles come first."""
    cues = {
        word: tuple(kind for kind in _TITLE_CUES if kind in entry.kinds)
        for word, entry in titles.table().items()
        if not entry.kinds.isdisjoint(_TITLE_CUES)
    }
    for kind, words in data.table("names/cues.tsv"):
        for word in words.split():
            word = word.replace("_", " ")
            cues[word] = (*cues.get(word, ()), kind)
    for word in reporting.forms("name"):
        cues[word] = (*cues.get(word, ()), "said")
    return cues


def _phrases() -> dict[tuple[str, ...], str]:
    phrases: dict[tuple[str, ...], str] = {}
    for kind, names in data.table("names/towns.tsv"):
        for name in names.split(";"):
            phrases[_parts(name)] = "town" + kind
    for kind, names in data.table("names/places.tsv"):
        for name in names.split(";"):
            phrases[_parts(name)] = kind
    for name, kind in _named_nations():
        phrases[_parts(fold(name))] = kind
    for name, kind in data.table("names/groups.tsv"):
        for form in _numbers(fold(name)):
            phrases[_parts(form)] = kind
    for name in data.lines("names/organisations.txt"):
        parts = _parts(fold(name))
        if phrases.get(parts, _SMALL) == _SMALL:
            phrases[parts] = "known"
    return phrases


def _named_nations() -> Iterator[tuple[str, str]]:
    """Yield the names of countries, and what peoples are called, each with its class; where two are written alike the people comes last."""
    nations = countries.named()
    yield from ((name, "country") for nation in nations for name in nation.names)
    yield from ((form, group.kind) for group in countries.groups() for form in group.people.forms)
    yield from ((form, "nation") for nation in nations for form in nation.people.forms)


def _numbers(name: str) -> tuple[str, ...]:
    """Return ``name`` and its plural, where the plural is formed with -s."""
    if name.endswith(("s", "sh", "ch", "ese", "men", "x", "z")):
        return (name,)
    if name.endswith("y"):
        return (name, name + "s", name[:-1] + "ies")
    return (name, name + "s")


@functools.cache
def listed(name: str) -> frozenset[str]:
    """Return the closed word list ``name`` of ``data/names/words.tsv``.

    >>> "airways" in listed("companies"), "yen" in listed("currencies")
    (True, True)
    """
    return _lists()[name]


@functools.cache
def _lists() -> dict[str, frozenset[str]]:
    return {name: frozenset(words.split()) for name, words in data.table("names/words.tsv")}


@functools.cache
def shortened_regions() -> frozenset[str]:
    """Return the regions of the United States and Canada as newspapers shorten them, with their period ("Ont.", "W.Va.")."""
    rows = data.table("places/abbreviations.tsv")
    return frozenset(form for form, _, country, _ in rows if country in ("US", "CA") and _SHORTENED.fullmatch(form))


@functools.cache
def postal_regions() -> frozenset[str]:
    """Return the regions of the United States and Canada as addresses shorten them, in two capitals ("TX", "ON")."""
    rows = data.table("places/abbreviations.tsv")
    return frozenset(form for form, _, country, _ in rows if country in ("US", "CA") and len(form) == 2 and form.isupper())


def gender_of_name(name: tuple[str, ...]) -> str:
    """Return ``m`` or ``f`` where the given name of a full name (see ``folding.words``) tells it, else an empty string.

    >>> gender_of_name(("jane", "roe")), gender_of_name(("roe",))
    ('f', '')
    """
    kind = lexicon().given.get(name[0].capitalize(), "u") if len(name) > 1 else "u"
    return "" if kind == "u" else kind
