"""Words of sport: what a report of a game is about, what teams do, and what stands beside their names (``lexicon/data/sport/words.tsv``)."""

import functools

from transforms.text.lexicon import data
from transforms.text.lexicon.verbs import lemma

_LISTS = {name: frozenset(words.split()) for name, words in data.table("sport/words.tsv")}

TOPICS = _LISTS["topics"]
GENERAL = _LISTS["general"]
CONTESTS = _LISTS["contests"]
TERMS = _LISTS["terms"]
SOLO = _LISTS["solo"]
BEAT = _LISTS["beat"]
MEET = _LISTS["meet"]
TEAM = _LISTS["team"]
PLAY = _LISTS["play"]
RESULTS = _LISTS["results"]
STAFF = _LISTS["staff"]
CALLED = _LISTS["called"]
MOVE = _LISTS["move"]
JOIN = _LISTS["join"]
REPORT = _LISTS["report"]
WARS = _LISTS["wars"]


@functools.lru_cache(maxsize=4096)
def beats(word: str) -> bool:
    """Return whether ``word``, in lower case, is a form of a verb of ``BEAT`` ("Carolina beat Chicago").

    >>> beats("thrashed"), beats("bought")
    (True, False)
    """
    return lemma(word) in BEAT
