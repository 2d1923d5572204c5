"""Clusters of words that stand in the same company: a word in, the numbers of its cluster and of the groups that the cluster is in out.

What is true of "midfielder" is often true of "striker", also where no list has either. ``training.words`` makes the table from public word vectors.
"""

import functools
from typing import NamedTuple

from transforms.text.lexicon import data
from transforms.text.lexicon.folding import lower

TABLE = "words/clusters.tsv"


class Cluster(NamedTuple):
    """Where a word stands: one of 64 groups of groups, one of 256 groups, one of 2,048 clusters."""

    large: int
    group: int
    number: int


@functools.cache
def table() -> dict[str, Cluster]:
    """Return the cluster of each word that has one, in plain small letters."""
    found = {}
    for number, (large, group, words) in enumerate(data.table(TABLE)):
        found.update(dict.fromkeys(words.split(), Cluster(int(large), int(group), number)))
    return found


def of_word(word: str) -> Cluster | None:
    """Return the cluster of ``word``, in whatever case and with its accents or without; None for a word that the table does not hold.

    >>> of_word("Striker") == of_word("midfielder"), of_word("Zorvat")
    (True, None)
    """
    return table().get(lower(word))
