"""Reporting verbs, nouns and adjectives: what a word says of somebody's words, thoughts and wishes; the one table of them.

Statements read the words themselves (``verbs``, ``nouns``, ``adjectives``); whoever only asks whether a form is one of saying for his purpose
reads ``forms``. Why a form or frame is there says the head of its file below ``data/reporting``.
"""

import functools
from typing import NamedTuple

from transforms.text.lexicon import data
from transforms.text.lexicon.verbs import lemma

USES = frozenset(("name", "person", "government", "timeless", "speech", "closing", "inverted"))
"""What readers of ``forms`` ask."""


class Cue(NamedTuple):
    """One entry: the stance it expresses, the frames in which its content stands, and traits of its own."""

    stance: str
    frames: frozenset[str]
    traits: frozenset[str] = frozenset()


@functools.cache
def verbs() -> dict[str, Cue]:
    """Return the reporting verbs by dictionary form."""
    return _read("reporting/verbs.tsv")


@functools.cache
def nouns() -> dict[str, Cue]:
    """Return the reporting nouns by dictionary form."""
    return _read("reporting/nouns.tsv")


@functools.cache
def adjectives() -> dict[str, Cue]:
    """Return the reporting adjectives."""
    return _read("reporting/adjectives.tsv")


def _read(name: str) -> dict[str, Cue]:
    return {row[0]: Cue(row[1], *(frozenset(cell.split()) for cell in row[2:])) for row in data.table(name)}


def noun(word: str) -> Cue | None:
    """Return the entry of the noun ``word``, in lower case, singular or plural; None where it has none.

    >>> noun("claims") == noun("claim"), noun("river")
    (True, None)
    """
    return nouns().get(word) or (nouns().get(word[:-1]) if word.endswith("s") else None)


def has_trait(verb: str, trait: str) -> bool:
    """Return whether the verb of dictionary form ``verb`` has ``trait`` (see the head of ``data/reporting/verbs.tsv``).

    >>> has_trait("tell", "hearer"), has_trait("deny", "hearer"), has_trait("swim", "hearer")
    (True, False, False)
    """
    entry = verbs().get(verb)
    return entry is not None and trait in entry.traits


def is_phrase(verb: str, following: str) -> bool:
    """Return whether ``verb`` (any form) with the word ``following`` introduces what somebody says, though it does not alone.

    >>> is_phrase("put", "it"), is_phrase("went", "on"), is_phrase("put", "them")
    (True, True, False)
    """
    return (lemma(verb), following) in _phrases()


@functools.cache
def _phrases() -> frozenset[tuple[str, ...]]:
    return frozenset(data.table("reporting/phrases.tsv"))


@functools.cache
def forms(use: str) -> frozenset[str]:
    """Return the forms, in lower case, that count as reporting for ``use`` (one of ``USES``).

    >>> "told" in forms("closing"), "told" in forms("inverted"), "denies" in forms("government")
    (True, False, True)

    Raises:
        ValueError: there is no such use.
    """
    if use not in USES:
        raise ValueError(f"no use {use!r} of reporting verbs; there are {', '.join(sorted(USES))}")
    return frozenset(form for form, uses in data.table("reporting/forms.tsv") if use in uses.split())
