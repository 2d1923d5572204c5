"""Titles, offices, ranks, honorifics, kin and other nouns for people: a word in; what it is, whom it tells of and what it is short for out."""

import functools
from typing import NamedTuple

from transforms.text.lexicon import data
from transforms.text.lexicon.loading import KEPT


class Title(NamedTuple):
    """What the table says of one word; the kinds are explained at the head of ``data/titles/titles.tsv``."""

    kinds: frozenset[str]
    gender: str
    full: str


_NONE = Title(frozenset(), "", "")


@functools.cache
def table() -> dict[str, Title]:
    """Return all entries by word, in lower case; a shortened form stands with and without its period."""
    found = {}
    for word, kinds, gender, full in data.table("titles/titles.tsv"):
        entry = Title(frozenset(kinds.split()) - {"-"}, gender.strip("-"), full.strip("-"))
        for form in {word, word.rstrip(".")}:
            found[form.replace("_", " ")] = entry
    return found


@functools.lru_cache(maxsize=KEPT)
def of(word: str) -> Title:
    """Return the entry of ``word`` in any case, with or without a final period; an empty one where there is none.

    >>> of("Mrs.").gender, of("Gov").full, sorted(of("colonel").kinds), of("river").kinds
    ('f', 'governor', ['honorific'], frozenset())
    """
    return table().get(word.casefold().rstrip("."), _NONE)


def shortened() -> list[str]:
    """Return the shortened titles, without their period.

    >>> {"adm", "brig", "capt"} <= set(shortened())
    True
    """
    return sorted(word[:-1] for word in table() if word.endswith("."))


def is_shortened(word: str) -> bool:
    """Return whether ``word``, without its period, is a shortened title, so that a period behind it ends no sentence.

    >>> is_shortened("Coun"), is_shortened("Mayor")
    (True, False)
    """
    return word.casefold() + "." in table()


@functools.cache
def words(*kinds: str) -> frozenset[str]:
    """Return the words, without final periods, that are of one of ``kinds``.

    >>> "brig" in words("rank"), "governor" in words("rank")
    (True, False)
    """
    wanted = set(kinds)
    return frozenset(word for word, entry in table().items() if not word.endswith(".") and entry.kinds & wanted)


def precedes_person(word: str) -> bool:
    """Return whether what stands right after ``word`` may be a person's name: it is an honorific or an office, as written.

    >>> precedes_person("Capt."), precedes_person("mayor"), precedes_person("harbour")
    (True, True, False)
    """
    entry = table().get(word.casefold())
    return entry is not None and not entry.kinds.isdisjoint(("honorific", "office", "rank"))


_OFFICES = frozenset(("honorific", "office", "role", "rank"))


@functools.lru_cache(maxsize=KEPT)
def is_office(word: str) -> bool:
    """Return whether ``word``, in either number, names an office, a rank or an occupation.

    >>> is_office("Gov."), is_office("spokesman"), is_office("ex-mayor"), is_office("river"), is_office("Mr.")
    (True, True, True, False, False)
    """
    low = word.casefold()
    entry = table().get(low)
    if "address" in of(low).kinds:
        return False
    if entry is not None and not entry.kinds.isdisjoint(_OFFICES):
        return True
    single = low[:-1] if low.endswith("s") else low[3:] if low.startswith("ex-") else ""
    entry = table().get(single)
    return entry is not None and not entry.kinds.isdisjoint(("office", "role"))
