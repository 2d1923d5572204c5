"""The weights of the features of lines, in whole thousandths: for each label of a line, and for its being the headline.

Whole numbers give the same sum in any order, so the weights of a group of features are summed once and kept.
"""

import functools
import itertools
from collections.abc import Iterable, Sequence
from typing import Final

import numpy

from transforms.text.lexicon import chains, odds
from transforms.text.lexicon.chains import Array
from transforms.text.page.segmentation.labels import path
from transforms.text.page.segmentation.labels.groups import Column, Found, Group

LABELS: Final = "segmentation/weights.tsv"
TITLES: Final = "segmentation/titles.tsv"
UNIT: Final = 1000
"""Parts of one that weights are counted in; the tables have at most three decimals."""
KEPT: Final = 1 << 15
"""Groups whose sums are kept, 1.6 MB; where more are needed all are dropped and made again."""
_PORTION: Final = 256
"""Lines whose scores are summed at a time: all weights of a long page are a lot."""


class Weights:
    """The weights of both tables: a column for each of ``labels``, the last that of the headline."""

    def __init__(self) -> None:
        """Read the tables."""
        chain, titles = chains.load(LABELS), odds.weights(TITLES)
        self.labels = chain.labels
        self.ways = path.ways(whole(chain.transitions))
        self._rows = {name: number for number, name in enumerate(dict.fromkeys((*chain.rows, *titles)), start=1)}
        self._known = 1 + len(self._rows)
        self._sums: Array = numpy.zeros((self._known + KEPT, len(self.labels) + 1), dtype=numpy.int32)
        self._sums[1 : len(chain.rows) + 1, :-1] = whole(chain.matrix[1 : len(chain.rows) + 1])
        for name, weight in titles.items():
            self._sums[self._rows[name], -1] = whole(weight)
        self._kept = _Kept(self._known)

    def scores(self, found: Iterable[Found], columns: Sequence[Column] = ()) -> Array:
        """Return the sums of the weights of lines with these features, a row each; ``columns`` hold more groups, one a line."""
        lines = iter(found)
        portions: list[Array] = []
        while portion := list(itertools.islice(lines, _PORTION)):
            low = len(portions) * _PORTION
            portions.append(self._portion(portion, [column[low : low + _PORTION] for column in columns]))
        return numpy.concatenate(portions) if portions else self._sums[:0]

    def of(self, names: Iterable[str]) -> Array:
        """Return the weights of features one by one, a row each; those that the tables lack weigh nothing."""
        return self._sums.take([self._rows.get(name, 0) for name in names], axis=0)

    def _portion(self, found: Sequence[Found], columns: Sequence[Column]) -> Array:
        if len(self._kept) + sum([len(line.groups) for line in found]) + len(found) * len(columns) > KEPT:
            self._kept = _Kept(self._known)
        rows: list[int] = []
        starts = []
        for groups, alone in found:
            starts.append(len(rows))
            rows.append(0)
            rows += map(self._kept.__getitem__, groups)
            rows += filter(None, map(self._rows.get, alone))
        beside = numpy.fromiter(map(self._kept.__getitem__, itertools.chain.from_iterable(columns)), numpy.intp, len(found) * len(columns))
        self._sum_new()
        scores = self._summed(rows, starts)
        scores += self._sums.take(beside.reshape(len(columns), len(found)), axis=0).sum(axis=0, dtype=self._sums.dtype)
        return scores

    def _sum_new(self) -> None:
        """Sum the weights of the groups that were met for the first time."""
        new = self._kept.new
        if new:
            rows: list[int] = []
            starts = []
            for group in new:
                starts.append(len(rows))
                rows.append(0)
                rows += filter(None, map(self._rows.get, group))
            end = self._known + len(self._kept)
            self._sums[end - len(new) : end] = self._summed(rows, starts)
            new.clear()

    def _summed(self, rows: Sequence[int], starts: Sequence[int]) -> Array:
        """Return the sums of the rows from each of ``starts`` to the next."""
        return numpy.add.reduceat(self._sums.take(rows, axis=0), starts, axis=0, dtype=self._sums.dtype)


class _Kept(dict[Group, int]):
    """The rows of groups' sums, from ``first`` on: a group that is asked for gets the next one, and is then among the ``new``."""

    def __init__(self, first: int) -> None:
        super().__init__()
        self.new: list[Group] = []
        self._first = first

    def __missing__(self, group: Group) -> int:
        row = self[group] = self._first + len(self)
        self.new.append(group)
        return row


def whole(weights: Array) -> Array:
    """Return weights in whole thousandths."""
    return numpy.rint(numpy.multiply(weights, UNIT)).astype(numpy.int32)


@functools.cache
def load() -> Weights:
    """Return the weights, read once."""
    return Weights()
