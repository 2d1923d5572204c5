"""The cue lexicon: which verbs, nouns and adjectives attribute a content to a speaker, in which frames, and with which stance."""

import functools
from typing import NamedTuple

from transforms.text.lexicon import data


class Cue(NamedTuple):
    """One entry: the stance it expresses and the frames in which its content stands (see the head of the data files)."""

    stance: str
    frames: frozenset[str]


@functools.cache
def verbs() -> dict[str, Cue]:
    """The cue verbs by dictionary form."""
    return _read("statements/verbs.tsv")


@functools.cache
def nouns() -> dict[str, Cue]:
    """The cue nouns by dictionary form."""
    return _read("statements/nouns.tsv")


@functools.cache
def adjectives() -> dict[str, Cue]:
    """The cue adjectives."""
    return _read("statements/adjectives.tsv")


def _read(name: str) -> dict[str, Cue]:
    return {word: Cue(stance, frozenset(frames.split())) for word, stance, frames in data.table(name)}


NO_CLAUSE = data.words("statements/no_cue.txt")
"""Verbs that take clauses and attribute nothing ("make", "cause"), so that their clauses are no contents."""

ASPECTUAL = data.words("statements/aspectual.txt")
"""Verbs that stand before a cue verb and belong to the cue ("continued to insist", "began by saying")."""

NO_SPEAKER = data.words("statements/no_speaker.txt")
"""Words before a colon that are no speaker ("Correction")."""

SPEAKER_NOUNS = data.words("statements/speaker_nouns.txt")
"""Common nouns that are one in a headline ("Poll")."""
