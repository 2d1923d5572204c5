"""What words tell of a human toll: a word in; its outcome, frame or class out (tables in ``lexicon/data/casualties``)."""

import functools
from typing import NamedTuple

from transforms.text.lexicon import data, titles
from transforms.text.lexicon.loading import KEPT
from transforms.text.lexicon.nouns import singular
from transforms.text.lexicon.verbs import lemma

_PERSON_ENDINGS = ("er", "or", "ist", "man", "woman", "ee", "ian", "eer", "ant", "ent")
"""Endings of nouns for people; those of ``_OPEN`` end as many other nouns, and such a noun counts only in the table."""
_OPEN = ("ant", "ent", "ee", "ian")


class Verb(NamedTuple):
    """One verb: what became of whom it befalls, whether that is its object, subject or both, and how it tells it (see the table)."""

    outcome: str
    frame: str
    sense: str


class Noun(NamedTuple):
    """One noun: what became of people, what a number at it counts (people, acts), and whether a phrase with "of" names those it befell."""

    outcome: str
    counts: str
    frame: str


@functools.cache
def _verbs() -> dict[str, Verb]:
    return {word: Verb(*rest) for word, *rest in data.table("casualties/verbs.tsv")}


@functools.cache
def _nouns() -> dict[str, Noun]:
    return {word: Noun(*rest) for word, *rest in data.table("casualties/nouns.tsv")}


@functools.cache
def words(name: str) -> frozenset[str]:
    """Return the words of one class of the table."""
    return frozenset(word for key, listed in data.table("casualties/words.tsv") if key == name for word in listed.split())


@functools.lru_cache(maxsize=KEPT)
def verb(form: str) -> Verb | None:
    """Return what the verb with the inflected ``form``, in lower case, tells, None where it tells nothing.

    >>> verb("killed").outcome, verb("died").frame, verb("said")
    ('killed', 'subject', None)
    """
    return _verbs().get("wound" if form.startswith("wound") else lemma(form))


@functools.lru_cache(maxsize=KEPT)
def noun(form: str) -> Noun | None:
    """Return what the noun ``form``, in lower case and either number, tells, None where it tells nothing.

    >>> noun("deaths").outcome, noun("fatality").counts, noun("table")
    ('killed', 'people', None)
    """
    return _nouns().get(form) or _nouns().get(singular(form))


@functools.cache
def _people() -> frozenset[str]:
    return frozenset(word for line in data.lines("casualties/people.txt") for word in line.split())


@functools.cache
def _things() -> frozenset[str]:
    return frozenset(word for line in data.lines("casualties/things.txt") for word in line.split())


@functools.lru_cache(maxsize=KEPT)
def is_person(form: str) -> bool:
    """Return whether the noun ``form``, in lower case and either number, is one for people.

    >>> [is_person(form) for form in ("villagers", "welders", "policemen", "trawlermen", "towers", "teeth", "drones")]
    [True, True, True, True, False, False, False]
    """
    word = singular(form)
    if word in _people() or form in _people():
        return True
    if word in _things():
        return False
    kinds = titles.of(word).kinds
    if kinds & {"office", "person", "kin", "role", "common"}:
        return True
    ending = next((e for e in _PERSON_ENDINGS if word.endswith(e)), None)
    return ending is not None and ending not in _OPEN and len(word) > len(ending) + 2
