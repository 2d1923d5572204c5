"""Fit a linear chain on sequences whose labels are partly open, by stochastic gradients; needs scipy.

What is fitted maximises the probability of all ways through a sequence that its gold allows (a conditional random field of which the open
labels are summed over), less a penalty on large weights. Where some mistakes are worse than others, a wrong way counts for more the more it costs
(softmax margin, Gimpel and Smith 2010). The weights are averaged over the second half of the passes, which is worth more
than the exact optimum, and takes a tenth of the time. Everything is drawn from one seed: the same examples give the same weights.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy

Array = Any  # numpy arrays and sparse matrices: their own types add nothing here

PASSES = 12
"""Passes over all examples."""
PENALTY = 30.0
"""Of half the sum of squares."""
RATE = 0.02
"""Length of the first steps; it falls to a tenth."""
TOGETHER = 24
"""Sequences of one step, of like length."""
OFTEN = 4
"""Times that a feature occurs, at least."""
_WARM, _SLOW, _SQUARES, _TINY = 20, 0.9, 0.999, 1e-6
_RULED_OUT = -60.0
"""Score of a label that is not allowed."""


class Example(NamedTuple):
    """A sequence: the numbers of all features, where those of each member begin (and the last end), and which labels (columns) each may have."""

    numbers: Array
    starts: Array
    allowed: Array


class Vocabulary:
    """The features by number, and how often each occurs."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def example(self, features: Sequence[Sequence[str]], allowed: Sequence[Sequence[bool]]) -> Example:
        """Return a sequence whose members have these ``features`` and may have the labels that are ``allowed`` (true)."""
        known = self.numbers
        numbers = [known.setdefault(name, len(known)) for found in features for name in found]
        starts = numpy.cumsum([0, *(len(found) for found in features)])
        return Example(numpy.array(numbers, dtype=numpy.int32), starts, numpy.array(allowed, dtype=bool))


class Fitted(NamedTuple):
    """The weights of each feature that is frequent enough, by label, and those of each label (row) before another."""

    features: Mapping[str, Array]
    transitions: Array


class Batch(NamedTuple):
    """Sequences of like length: their members' features, the numbers of the members (step by sequence; -1 past the end), what is allowed, and
    what each label costs.
    """

    features: Array
    turned: Array
    places: Array
    allowed: Array
    costs: Array


def fit(examples: Sequence[Example], vocabulary: Vocabulary, costs: Array = 0.0) -> Fitted:
    """Return the weights that fit ``examples``, of which none is empty.

    ``costs`` holds, in log odds, what it costs to take a member whose gold is one label (row) for another (column).
    """
    counts = numpy.bincount(numpy.concatenate([one.numbers for one in examples]), minlength=len(vocabulary.numbers))
    kept = counts >= OFTEN
    column = numpy.where(kept, numpy.cumsum(kept) - 1, -1)
    labels = examples[0].allowed.shape[1]
    table = numpy.broadcast_to(costs, (labels, labels))
    batches = [batch_of(group, column, int(kept.sum()), table) for group in _groups(examples)]
    weights, transitions = _descend(batches, (int(kept.sum()), labels))
    names = {name: weights[column[number]] for name, number in vocabulary.numbers.items() if kept[number]}
    return Fitted(names, transitions)


def _groups(examples: Sequence[Example]) -> Iterator[list[Example]]:
    ordered = sorted(examples, key=lambda one: len(one.allowed))
    for at in range(0, len(ordered), TOGETHER):
        yield ordered[at : at + TOGETHER]


def batch_of(group: Sequence[Example], column: Array, size: int, costs: Array) -> Batch:
    """Return ``group`` as one step; ``column`` holds for each feature's number that of its weights, of ``size`` in all, or -1.

    Of a member that may have several labels each label costs what it costs the one of them to which it does least harm.
    """
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped,import-not-found,unused-ignore]

    lengths = [len(one.allowed) for one in group]
    members = sum(lengths)
    numbers = column[numpy.concatenate([one.numbers for one in group])]
    row = numpy.repeat(numpy.arange(members), numpy.concatenate([numpy.diff(one.starts) for one in group]))
    known = numbers >= 0
    features = csr_matrix((numpy.ones(int(known.sum())), (row[known], numbers[known])), shape=(members, size))
    places = numpy.full((max(lengths), len(group)), -1)
    for number, (start, length) in enumerate(zip(numpy.cumsum([0, *lengths]), lengths, strict=False)):
        places[:length, number] = numpy.arange(start, start + length)
    allowed = numpy.concatenate([one.allowed for one in group])
    least = numpy.where(allowed[:, :, None], costs, numpy.inf).min(axis=1)
    return Batch(features, features.T.tocsr(), places, allowed, least)


def _descend(batches: Sequence[Batch], shape: tuple[int, int]) -> tuple[Array, Array]:
    """Return the averaged weights of features and transitions after all passes (Adam)."""
    chance = numpy.random.default_rng(0)
    now = [numpy.zeros(shape), numpy.zeros((shape[1], shape[1]))]
    slopes, squares, means = ([numpy.zeros_like(one) for one in now] for _ in range(3))
    members = sum(len(batch.allowed) for batch in batches)
    steps = averaged = 0
    for number in range(PASSES):
        rate = RATE * (1 - 0.9 * number / PASSES)
        for at in chance.permutation(len(batches)):
            steps += 1
            share = PENALTY * len(batches[at].allowed) / members
            found = gradient(batches[at], *now)
            for one, slope, square, new in zip(now, slopes, squares, found, strict=True):
                new += share * one
                slope += (1 - _SLOW) * (new - slope)
                square += (1 - _SQUARES) * (new * new - square)
                size = numpy.sqrt(square / (1 - _SQUARES**steps)) + _TINY
                one -= rate * min(1.0, steps / _WARM) * slope / (1 - _SLOW**steps) / size
            if number >= PASSES // 2:
                averaged += 1
                for mean, one in zip(means, now, strict=True):
                    mean += (one - mean) / averaged
    return means[0], means[1]


def gradient(batch: Batch, weights: Array, transitions: Array) -> tuple[Array, Array]:
    """Return the slopes of the logarithm of the allowed ways' probability, turned round, by the weights of features and of transitions; among all
    ways each counts for more by what its labels cost.
    """
    scores = batch.features @ weights
    free, ways = _shares(scores + batch.costs, transitions, batch.places)
    bound, bound_ways = _shares(numpy.where(batch.allowed, scores, _RULED_OUT), transitions, batch.places)
    return batch.turned @ (free - bound), ways - bound_ways


def _shares(scores: Array, transitions: Array, places: Array) -> tuple[Array, Array]:
    """Return the probability of each label of each member (forward and backward), and how often each label follows each in the mean."""
    there = places >= 0
    odds = scores[numpy.where(there, places, 0)]
    odds = numpy.where(there[:, :, None], numpy.exp(odds - odds.max(axis=2, keepdims=True)), 0.0)
    ways = numpy.exp(transitions - transitions.max())
    onward, back = numpy.zeros_like(odds), numpy.ones_like(odds)
    sums = numpy.ones(there.shape)
    for step in range(len(odds)):
        now = odds[step] if step == 0 else (onward[step - 1] @ ways) * odds[step]
        sums[step] = numpy.where(there[step], now.sum(axis=1), 1.0)
        onward[step] = now / sums[step][:, None]
    follows = numpy.zeros_like(ways)
    for step in range(len(odds) - 2, -1, -1):
        later = back[step + 1] * odds[step + 1] / sums[step + 1][:, None]
        follows += onward[step].T @ later
        back[step] = numpy.where(there[step + 1][:, None], later @ ways.T, 1.0)
    shares = numpy.zeros_like(scores)
    shares[places[there]] = (onward * back)[there]
    return shares, follows * ways
