"""Fitting chains on sequences whose labels are partly open: slopes against all ways counted one by one, and what is learned."""

import itertools

import numpy
import pytest

from training import sequences
from training.sequences import Vocabulary

pytest.importorskip("scipy")

FEATURES = [[["a"], ["b"], ["a", "c"]], [["b"], ["c"]]]
ALLOWED = [[[True, False], [True, True], [False, True]], [[True, True], [True, False]]]


COSTS = numpy.array([[0.0, 1.5], [0.4, 0.0]])


def likelihood(weights: numpy.ndarray, transitions: numpy.ndarray, names: list[str]) -> float:
    """Return the logarithm of the share of all allowed ways, every way counted by itself and more the more it costs."""
    total = 0.0
    for found, allowed in zip(FEATURES, ALLOWED, strict=True):
        odds, dear = {}, {}
        for path in itertools.product(range(2), repeat=len(found)):
            score = sum(weights[names.index(name), label] for one, label in zip(found, path, strict=True) for name in one)
            odds[path] = numpy.exp(score + sum(transitions[one, two] for one, two in itertools.pairwise(path)))
            sure = [(row.index(True), label) for row, label in zip(allowed, path, strict=True) if sum(row) == 1]
            dear[path] = odds[path] * numpy.exp(sum(COSTS[gold, label] for gold, label in sure))
        good = sum(odds[path] for path in odds if all(allowed[at][label] for at, label in enumerate(path)))
        total += float(numpy.log(good / sum(dear.values())))
    return total


def test_slopes_are_those_of_all_ways_counted() -> None:
    vocabulary = Vocabulary()
    examples = [vocabulary.example(found, allowed) for found, allowed in zip(FEATURES, ALLOWED, strict=True)]
    names = list(vocabulary.numbers)
    batch = sequences.batch_of(examples, numpy.arange(len(names)), len(names), COSTS)
    chance = numpy.random.default_rng(1)
    weights, transitions = chance.normal(size=(len(names), 2)), chance.normal(size=(2, 2))
    for slopes, changed in zip(sequences.gradient(batch, weights, transitions), (weights, transitions), strict=True):
        for place in numpy.ndindex(*changed.shape):
            before = changed[place]
            changed[place] = before + 1e-5
            above = likelihood(weights, transitions, names)
            changed[place] = before - 1e-5
            below = likelihood(weights, transitions, names)
            changed[place] = before
            assert -slopes[place] == pytest.approx((above - below) / 2e-5, abs=1e-6)


def test_what_is_open_is_learned_from_what_is_not() -> None:
    vocabulary = Vocabulary()
    sure = vocabulary.example([["a"], ["b"], ["a"]], [[True, False], [False, True], [True, False]])
    unsure = vocabulary.example([["a"], ["b", "rare"], ["c"]], [[True, True], [True, True], [False, True]])
    fitted = sequences.fit([*[sure] * 40, unsure, *[vocabulary.example([["c"]], [[False, True]])] * 40], vocabulary)
    assert set(fitted.features) == {"a", "b", "c"}  # what occurs once is left out
    assert [int(fitted.features[name].argmax()) for name in "abc"] == [0, 1, 1]


def test_a_dear_mistake_is_made_less_often() -> None:
    vocabulary = Vocabulary()
    examples = [vocabulary.example([["a"]], [[at % 5 > 1, at % 5 <= 1]]) for at in range(100)]
    plain, dear = sequences.fit(examples, vocabulary), sequences.fit(examples, vocabulary, numpy.array([[0.0, 0.0], [2.0, 0.0]]))
    assert [int(fitted.features["a"].argmax()) for fitted in (plain, dear)] == [0, 1]
