"""A linear-chain tagger that re-labels the model's names: features in, one label a token out.

The weights were fitted by ``training.names``; they weigh forms, lists and positions (see ``names.features``), not words.
"""

import functools
from collections.abc import Callable, Hashable, Sequence
from typing import Generic, NamedTuple, TypeVar

import numpy

from transforms.text.lexicon import chains, data
from transforms.text.lexicon.chains import Array, Chain
from transforms.text.names.features import BEFORE, BEHIND, BEYOND, OFFSETS, OWN, Tokens, labelled, of_form, standing

_WORDS_KEPT = 10_000
"""Distinct words whose scores a process keeps, about 600 bytes each."""

_LONG = 256
"""Tokens from which on a segment is decoded alone instead of padded with others."""


def _weights() -> Chain:
    return chains.load("names/weights.tsv")


def _total(features: Sequence[str]) -> Array:
    return _weights().total(features)


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
        for item in set(items).difference(self._number):
            number = self._number[item] = len(self._number)
            if number == len(self._table):
                self._table = numpy.concatenate([self._table, numpy.zeros_like(self._table)])
            self._table[number] = self._compute(item)
        return self._table[[self._number[item] for item in items]]


def _form_scores(feature: str) -> Array:
    """Scores of a feature of a word for the word itself (row 0) and for its neighbours (a row for each of OFFSETS)."""
    return numpy.array([_total((f"{where}{feature}",)) for where in (OWN, *OFFSETS)])


def _word_scores(word: str | None) -> Array:
    """Scores of a word, in the rows of ``_form_scores``; None is what lies beyond the edge of a passage."""
    return _forms().of((BEYOND,) if word is None else of_form(word)).sum(axis=0)


def _standing_scores(pair: tuple[str, str] | None) -> Array:
    """Scores of a tag and a label for their token, for the one behind it and for the one before it; None is what lies beyond the edge."""
    if pair is None:
        return numpy.array([_total(()), _total(standing("-1", *BEFORE)), _total(standing("+1", *BEHIND))])
    return numpy.array([_total(standing(where, *pair)) for where in ("", "-1", "+1")])


@functools.cache
def _forms() -> _Scores[str]:
    return _Scores(_form_scores, (1 + len(OFFSETS), len(_weights().labels)))


@functools.cache
def _words() -> _Scores[str | None]:
    return _Scores(_word_scores, (1 + len(OFFSETS), len(_weights().labels)))


@functools.cache
def _standing() -> _Scores[tuple[str, str] | None]:
    return _Scores(_standing_scores, (3, len(_weights().labels)))


@functools.cache
def _labelled() -> _Scores[tuple[str, str]]:
    return _Scores(lambda item: _total(labelled(*item)), (len(_weights().labels),))


@functools.cache
def _packs() -> _Scores[tuple[str, ...]]:
    return _Scores(_total, (len(_weights().labels),))


_EDGE = max(OFFSETS)
"""Places between two passages that hold no token, so that all tokens of an article are scored at once and none sees the next passage."""


def _scores(segments: Sequence[Tokens]) -> list[Array]:
    """Return for each segment the score of each label (columns) for each token (rows)."""
    words: list[str | None] = [None] * _EDGE
    pairs: list[tuple[str, str] | None] = [None] * _EDGE
    begins: list[int] = []
    named: list[int] = []
    crossed: list[tuple[str, str]] = []
    at: list[int] = []
    starts: list[int] = []
    packs: list[tuple[str, ...]] = []
    for tokens in segments:
        begin = len(words) - _EDGE
        begins.append(begin)
        words += tokens.words
        pairs += zip(tokens.tags, tokens.labels, strict=True)
        words += [None] * _EDGE
        pairs += [None] * _EDGE
        named += [begin + i for i in tokens.named]
        crossed += [(tokens.words[i], tokens.labels[i]) for i in tokens.named]
        for i, own_packs in tokens.packs.items():
            at.append(begin + i)
            starts.append(len(packs))
            packs += own_packs
    count = len(words) - 2 * _EDGE
    table = _words().of(words)
    scores = table[_EDGE : _EDGE + count, 0].copy()
    for number, offset in enumerate(OFFSETS):
        scores += table[_EDGE + offset : _EDGE + offset + count, number + 1]
    table = _standing().of(pairs)
    for number, offset in enumerate((0, -1, 1)):
        scores += table[_EDGE + offset : _EDGE + offset + count, number]
    if at:
        scores[at] += numpy.add.reduceat(_packs().of(packs), starts, axis=0)
    if named:
        scores[named] += _labelled().of(crossed)
    return [scores[begin : begin + len(tokens.words)] for begin, tokens in zip(begins, segments, strict=True)]


class Tagged(NamedTuple):
    """The labels of one passage: the best one of each token (``O``, ``B-`` or ``I-`` with PER, ORG, LOC, FAC, NORP or MISC), and the probability
    of each label (``names``, columns) for each token (rows).
    """

    labels: list[str]
    names: tuple[str, ...]
    shares: Array


def tag(segments: Sequence[Tokens]) -> list[Tagged]:
    """Return the labels of each segment."""
    scored = _scores(segments)
    weights = _weights()
    names = weights.labels
    result = [Tagged([], names, numpy.zeros((0, len(names)))) for _ in segments]
    short = [i for i, scores in enumerate(scored) if 0 < len(scores) <= _LONG]
    long = [i for i, scores in enumerate(scored) if len(scores) > _LONG]
    for group in ([short] if short else []) + [[i] for i in long]:
        sequences = [scored[i] for i in group]
        for i, path, shares in zip(group, weights.best(sequences), weights.shares(sequences), strict=True):
            result[i] = Tagged([names[number] for number in path], names, shares)
    return result


def forget() -> None:
    """Forget what was computed with the weights, for the sake of others that are in the table now."""
    for kept in (chains.load, data.table, _forms, _words, _standing, _labelled, _packs):
        kept.cache_clear()
