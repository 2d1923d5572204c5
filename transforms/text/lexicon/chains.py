"""Linear chains: a table of fitted weights in, the best sequence of labels out.

A table names its labels, then holds one line a label with its transitions, then one line a feature with the weights of the labels it speaks
for or against (``label number=weight``). It is written by ``training.chains``.
"""

import functools
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy

from transforms.text.lexicon import data

Array = Any  # numpy arrays: numpy's own types add nothing here


NEVER = -1e6
"""What rules a label out."""
_SCALED = 8
"""Steps after which odds are made probabilities again, before they are too small for a float."""


class Chain(NamedTuple):
    """The weights of one linear chain: ``rows`` finds a feature's row of ``matrix``; row 0 is that of no feature."""

    labels: tuple[str, ...]
    rows: dict[str, int]
    matrix: Array
    transitions: Array

    def total(self, features: Sequence[str]) -> Array:
        """Return the score of each label for something with these ``features``."""
        return self.matrix[[self.rows[feature] for feature in features if feature in self.rows]].sum(axis=0)

    def scores(self, features: Sequence[Sequence[str]]) -> Array:
        """Return the score of each label (columns) for each of several things with their ``features`` (rows)."""
        return numpy.array([self.total(found) for found in features])

    def best(self, group: Sequence[Array]) -> list[list[int]]:
        """Return the best paths (Viterbi) through several sequences at once, each an array with a row of scores for each step."""
        order = sorted(range(len(group)), key=lambda number: -len(group[number]))  # those that go on at a step stand first
        lengths = [len(group[number]) for number in order]
        longest, size = lengths[0], len(self.labels)
        best = numpy.zeros((longest, len(group), size))
        for place, number in enumerate(order):
            best[: lengths[place], place] = group[number]
        ways = numpy.empty((size, len(group), size))  # from a label, in a sequence, to a label: numpy is quickest over the first
        onward = self.transitions[:, None, :]
        going = len(group)
        for step in range(1, longest):
            while lengths[going - 1] <= step:
                going -= 1
                ways = ways[:, :going]
            numpy.add(best[step - 1, :going].T[:, :, None], onward, out=ways)
            best[step, :going] += numpy.maximum.reduce(ways, axis=0)
        return [path for _, path in sorted(zip(order, self._paths(best, lengths), strict=True))]

    def _paths(self, best: Array, lengths: Sequence[int]) -> list[list[int]]:
        """Return the best paths backwards through ``best``, the score of the best way to each label of each step and sequence, the longest first."""
        into = numpy.ascontiguousarray(self.transitions.T)
        paths = numpy.zeros(best.shape[:2], dtype=numpy.intp)
        going = 0
        for step in range(len(best) - 1, -1, -1):
            scores = best[step]
            if going:
                scores[:going] += into[paths[step + 1, :going]]
            while going < len(lengths) and lengths[going] > step:
                going += 1
            scores[:going].argmax(axis=1, out=paths[step, :going])
        return [path[:length] for path, length in zip(paths.T.tolist(), lengths, strict=True)]

    def shares(self, group: Sequence[Array]) -> list[Array]:
        """Return the probability of each label at each step of several sequences, in the form that ``best`` takes.

        Forward and backward at once: the second of each two rows is the sequence from its end.
        """
        longest = max(map(len, group))
        odds = numpy.ones((longest, 2, len(group), len(self.labels)))
        for number, scores in enumerate(group):
            own = numpy.exp(scores - scores.max(axis=1, keepdims=True))
            odds[: len(own), 0, number] = own
            odds[: len(own), 1, number] = own[::-1]
        onward = numpy.exp(self.transitions - self.transitions.max())
        ways = numpy.stack([onward, onward.T])
        reached = numpy.ones_like(odds)  # the odds of each label by what lies before it
        for step in range(1, longest):
            numpy.matmul(odds[step - 1], ways, out=reached[step])
            if step % _SCALED == 0:
                reached[step] /= reached[step].sum(axis=2, keepdims=True)
            odds[step] *= reached[step]
        found = []
        for number, scores in enumerate(group):
            shares = odds[: len(scores), 0, number] * reached[: len(scores), 1, number][::-1]
            found.append(shares / shares.sum(axis=1, keepdims=True))
        return found


@functools.cache
def load(name: str) -> Chain:
    """Return the chain whose weights are the data file ``name``."""
    return of_table(data.table(name))


def of_table(lines: Sequence[Sequence[str]]) -> Chain:
    """Return the chain whose weights are the rows ``lines`` of a table."""
    labels = tuple(lines[0][1:])
    size = len(labels)
    transitions = numpy.zeros((size, size))
    for number, line in enumerate(lines[1 : 1 + size]):
        transitions[number] = [float(cell) for cell in line[1:]]
    rows: dict[str, int] = {}
    matrix = numpy.zeros((len(lines) - size, size))
    for number, line in enumerate(lines[1 + size :], start=1):
        rows[line[0]] = number
        for cell in line[1:]:
            label, weight = cell.split("=")
            matrix[number, int(label)] = float(weight)
    return Chain(labels, rows, matrix, transitions)
