"""The best sequence of labels (Viterbi) through the lines of one page, where most lines can have one label only."""

from collections.abc import Sequence

import numpy

from transforms.text.lexicon.chains import Array


def best(scores: Array, transitions: Array) -> list[int]:
    """Return the sequence of labels whose sum is highest, of several the one with the lowest last label, and so on to the first.

    ``scores`` holds a row for each line, ``transitions`` the weight of a label (row) before another; both are whole numbers. What no neighbour
    can make up for is left out at once: where one label of a line is ahead of another by more than all labels before and after it can tell,
    the other is on no best way. Few lines have two labels left.
    """
    if not len(scores):
        return []
    onward, into = (-_gap(transitions), -_gap(transitions.T))
    open_to = ((scores[:, :, None] + (onward + into)).max(axis=1) <= scores).tolist()
    rows, ways = scores.tolist(), transitions.T.tolist()
    choices = [[label for label, is_open in enumerate(one) if is_open] for one in open_to]
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
