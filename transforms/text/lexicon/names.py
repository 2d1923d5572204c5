"""What is known of words and phrases as parts of names: towns, countries, peoples, given names, titles and other cues, from the package data."""

import functools
import re
import unicodedata
from typing import NamedTuple

from transforms.text.lexicon import data

_PART = re.compile(r"\.\w|[\w.'&]+|[^\w\s]")


def fold(text: str) -> str:
    """``text`` without accents, with straight apostrophes; not always of the same length.

    >>> fold("Bogotá’s")
    "Bogota's"
    """
    if text.isascii():
        return text
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return plain.replace("’", "'").replace("ʻ", "'").replace("‘", "'").replace("`", "'")


def _parts(phrase: str) -> tuple[str, ...]:
    return tuple(_PART.findall(phrase.replace(" ", "  ")))


class Lexicon(NamedTuple):
    """The lists in the form that look-ups need; keys are folded, phrases are tuples of tokens."""

    given: dict[str, str]
    family: frozenset[str]
    cues: dict[str, tuple[str, ...]]
    phrases: dict[tuple[str, ...], str]
    longest: dict[str, int]
    peoples: dict[str, tuple[str, str]]
    lowered: dict[tuple[str, ...], str]


@functools.cache
def lexicon() -> Lexicon:
    """The lists, read once per process."""
    given = {name: kind for kind, names in data.table("names/given.tsv") for name in names.split()}
    family = frozenset(name for line in data.lines("names/family.txt") for name in line.split())
    cues: dict[str, tuple[str, ...]] = {}
    for kind, words in data.table("names/cues.tsv"):
        for word in words.split():
            word = word.replace("_", " ")
            cues[word] = (*cues.get(word, ()), kind)
    phrases: dict[tuple[str, ...], str] = {}
    for kind, names in data.table("names/towns.tsv"):
        for name in names.split(";"):
            phrases[_parts(name)] = "town" + kind
    for kind, names in data.table("names/places.tsv"):
        for name in names.split(";"):
            phrases[_parts(name)] = kind
    peoples: dict[str, tuple[str, str]] = {}
    for name, code, kind in data.table("names/peoples.tsv"):
        for form in _numbers(fold(name)):
            if form != fold(name) and phrases.get(_parts(form)) == "country":  # the Philippines are no people
                continue
            peoples.setdefault(form, (code, kind))
            phrases[_parts(form)] = kind
    for name in data.lines("names/organisations.txt"):
        phrases.setdefault(_parts(fold(name)), "known")
    longest: dict[str, int] = {}
    for parts in phrases:
        longest[parts[0]] = max(longest.get(parts[0], 0), len(parts))
    lowered = {tuple(part.lower() for part in parts): kind for parts, kind in phrases.items()}
    return Lexicon(given, family, cues, phrases, longest, peoples, lowered)


def _numbers(name: str) -> tuple[str, ...]:
    """``name`` and its plural, where the plural is formed with -s."""
    if name.endswith(("s", "sh", "ch", "ese", "men", "x", "z")):
        return (name,)
    if name.endswith("y"):
        return (name, name + "s", name[:-1] + "ies")
    return (name, name + "s")
