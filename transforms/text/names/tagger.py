"""A linear-chain tagger that re-labels the model's names: features in, one label a token out.

The weights were fitted by ``training.names``; they weigh forms, lists and positions (see ``names.features``), not words.
"""

import functools
from collections.abc import Callable, Hashable, Sequence
from typing import Generic, NamedTuple, TypeVar

import numpy

from transforms.text.lexicon import chains, data
from transforms.text.lexicon.chains import Array, Chain
from transforms.text.names.features import OFFSETS, Tokens, labelled, neighbour, own
from transforms.text.names.forms import NAMED_SHAPES, of_word

_WORDS_KEPT = 20_000
"""Distinct words whose scores a process keeps, about 600 bytes each."""

_LONG = 256
"""Tokens from which on a segment is decoded alone instead of padded with others."""


def _weights() -> Chain:
    return chains.load("names/weights.tsv")


def _total(features: Sequence[str]) -> Array:
    return _weights().total(features)


@functools.lru_cache(maxsize=_WORDS_KEPT)
def _rows(pack: tuple[str, ...]) -> list[int]:
    """Return the rows of the features of a pack that have weights."""
    known = _weights().rows
    return [known[feature] for feature in pack if feature in known]


Met = TypeVar("Met", bound=Hashable)


class _Scores(Generic[Met]):
    """The scores of what a process has met, a row each, so that those of a passage are taken at once."""

    def __init__(self, compute: Callable[[Met], Array], shape: tuple[int, ...]) -> None:
        self._compute = compute
        self._number: dict[Met, int] = {}
        self._table = numpy.zeros((1024, *shape))

    def of(self, items: Sequence[Met]) -> Array:
        """Return the scores of ``items``, a row each."""
        if len(self._number) > _WORDS_KEPT:
            self._number.clear()
        for item in items:
            if item not in self._number:
                number = self._number[item] = len(self._number)
                if number == len(self._table):
                    self._table = numpy.concatenate([self._table, numpy.zeros_like(self._table)])
                self._table[number] = self._compute(item)
        return self._table[[self._number[item] for item in items]]


def _word_scores(word: str) -> Array:
    """Scores of a word for itself (row 0) and for its neighbours (a row for each of OFFSETS)."""
    return numpy.array([_total(own(word)), *(_total(neighbour(offset, word)) for offset in OFFSETS)])


@functools.cache
def _words() -> _Scores[str]:
    return _Scores(_word_scores, (1 + len(OFFSETS), len(_weights().labels)))


@functools.cache
def _labelled() -> _Scores[tuple[str, str]]:
    return _Scores(lambda item: _total(labelled(*item)), (len(_weights().labels),))


@functools.cache
def _edge_scores() -> Array:
    return numpy.array([_total(neighbour(offset, None)) for offset in OFFSETS])


def _scores(tokens: Tokens) -> Array:
    """Return the score of each label (columns) for each token (rows)."""
    weights = _weights()
    count = len(tokens.words)
    table = _words().of(tokens.words)
    scores = table[:, 0].copy()
    edges = _edge_scores()
    for number, offset in enumerate(OFFSETS):
        size = min(abs(offset), count)
        if offset < 0:
            scores[size:] += table[: count - size, number + 1]
            scores[:size] += edges[number]
        else:
            scores[: count - size] += table[size:, number + 1]
            scores[count - size :] += edges[number]
    rows: list[int] = []
    starts: list[int] = []
    for packs in tokens.features:
        starts.append(len(rows))
        rows.append(0)
        for pack in packs:
            rows += _rows(pack)
    scores += numpy.add.reduceat(weights.matrix[rows], starts, axis=0)
    named = [i for i, word in enumerate(tokens.words) if of_word(word)[0] in NAMED_SHAPES]
    if named:
        scores[named] += _labelled().of([(tokens.words[i], tokens.labels[i]) for i in named])
    return scores


class Tagged(NamedTuple):
    """The labels of one passage: the best one of each token (``O``, ``B-`` or ``I-`` with PER, ORG, LOC, FAC, NORP or MISC), and the probability
    of each label (``names``, columns) for each token (rows).
    """

    labels: list[str]
    names: tuple[str, ...]
    shares: Array


def tag(segments: Sequence[Tokens]) -> list[Tagged]:
    """Return the labels of each segment."""
    scored = [_scores(tokens) if tokens.words else None for tokens in segments]
    weights = _weights()
    names = weights.labels
    result = [Tagged([], names, numpy.zeros((0, len(names)))) for _ in segments]
    short = [i for i, scores in enumerate(scored) if scores is not None and len(scores) <= _LONG]
    long = [i for i, scores in enumerate(scored) if scores is not None and len(scores) > _LONG]
    for group in ([short] if short else []) + [[i] for i in long]:
        sequences = [scored[i] for i in group]
        for i, path, shares in zip(group, weights.best(sequences), weights.shares(sequences), strict=True):
            result[i] = Tagged([names[number] for number in path], names, shares)
    return result


def forget() -> None:
    """Forget what was computed with the weights, for the sake of others that are in the table now."""
    for kept in (chains.load, data.table, _rows, _words, _labelled, _edge_scores):
        kept.cache_clear()
