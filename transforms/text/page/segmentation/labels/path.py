"""The best sequence of labels (Viterbi) through the lines of one page, where most lines can have one label only."""

import itertools
from collections.abc import Sequence
from typing import NamedTuple

import numpy

from transforms.text.lexicon.chains import Array


class Ways(NamedTuple):
    """What is asked of the weight of a label before another: ``into`` holds for each label the weights of those before it, ``gaps`` by how much,
    at most, the labels before and after a line speak better for a label (column) than for another (row).
    """

    into: list[list[int]]
    gaps: Array


def ways(transitions: Array) -> Ways:
    """Return the ways of ``transitions``: the weight, a whole number, of a label (row) before another."""
    return Ways(transitions.T.tolist(), _gap(transitions) + _gap(transitions.T))


def best(scores: Array, ways: Ways) -> list[int]:
    """Return the sequence of labels whose sum is highest, of several the one with the lowest last label, and so on to the first.

    ``scores`` holds a row of whole numbers for each line. What no neighbour
    can make up for is left out at once: where one label of a line is ahead of another by more than all labels before and after it can tell,
    the other is on no best way. Few lines have two labels left, and only those, each run of them between two lines that have one, need a search.
    """
    if not len(scores):
        return []
    open_to = (scores[:, :, None] - ways.gaps).max(axis=1) <= scores
    path: list[int] = open_to.argmax(axis=1).tolist()
    at = 0
    for is_open, run in itertools.groupby((open_to.sum(axis=1) > 1).tolist()):
        end = at + len(list(run))
        if is_open:
            low, high = max(at - 1, 0), end + 1
            choices = [[label for label, may_be in enumerate(one) if may_be] for one in open_to[low:high].tolist()]
            path[low:high] = _searched(scores[low:high].tolist(), choices, ways.into)
        at = end
    return path


def _searched(rows: list[list[int]], choices: list[list[int]], ways: list[list[int]]) -> list[int]:
    """Return the best sequence of labels, one of the ``choices`` of each line; ``ways`` holds the weights of the labels before each label."""
    reached: list[list[int]] = [[rows[0][label] for label in choices[0]]]
    for at in range(1, len(rows)):
        row, before, sums = rows[at], choices[at - 1], reached[-1]
        if len(before) == 1:
            first, total = before[0], sums[0]
            reached.append([total + ways[label][first] + row[label] for label in choices[at]])
        else:
            reached.append(
                [max([total + ways[label][one] for one, total in zip(before, sums, strict=True)]) + row[label] for label in choices[at]]
            )
    path = [_first(choices[-1], reached[-1])]
    for at in range(len(rows) - 2, -1, -1):
        onto = ways[path[-1]]
        path.append(_first(choices[at], [total + onto[one] for one, total in zip(choices[at], reached[at], strict=True)]))
    return path[::-1]


def _first(labels: Sequence[int], sums: Sequence[int]) -> int:
    return labels[sums.index(max(sums))] if len(labels) > 1 else labels[0]


def _gap(ways: Array) -> Array:
    """Return by how much, at most, a label (column) is followed better than another (row), nothing where none follows."""
    return numpy.maximum((ways[None, :, :] - ways[:, None, :]).max(axis=2), 0)
