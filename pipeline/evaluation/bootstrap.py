"""How far a measure would move with other documents of the same kind: bootstrap intervals over documents."""

from collections.abc import Callable, Mapping, Sequence

import numpy

SAMPLES = 500
SEED = 1
COVERED = 0.95

Counts = Mapping[str, int]
"""What was counted in one document, or in many: numbers by name; what was not counted is not there."""
Measure = Callable[[Counts], dict[str, float]]


def total(counts: Sequence[Counts]) -> dict[str, int]:
    """Return the sums of ``counts``.

    >>> total([{"gold": 1}, {"gold": 2, "right": 1}])
    {'gold': 3, 'right': 1}
    """
    names = dict.fromkeys(name for one in counts for name in one)
    return {name: sum(one.get(name, 0) for one in counts) for name in names}


def intervals(counts: Sequence[Counts], measure: Measure) -> dict[str, tuple[float, float]]:
    """Return the 95 % interval of each of the measures that ``measure`` makes of counts: percentiles over samples of the documents.

    A sample takes as many of the documents as there are, with replacement; the same documents give the same samples.

    >>> intervals([{"gold": 1, "right": 1}, {"gold": 1}], lambda sums: {"recall": sums["right"] / sums["gold"]})
    {'recall': (0.0, 1.0)}
    """
    if not counts:
        return {}
    names = list(total(counts))
    table = numpy.array([[one.get(name, 0) for name in names] for one in counts], dtype=numpy.int64)
    drawn = numpy.random.default_rng(SEED).multinomial(len(counts), [1 / len(counts)] * len(counts), size=SAMPLES)
    found = [measure(dict(zip(names, sums, strict=True))) for sums in (drawn @ table).tolist()]
    edges = (100 * (1 - COVERED) / 2, 100 * (1 + COVERED) / 2)
    result = {}
    for name in found[0]:
        low, high = numpy.percentile([one[name] for one in found], edges)
        result[name] = (float(low), float(high))
    return result


def share(part: float, whole: float) -> float:
    """Return ``part / whole``, 0 of nothing."""
    return part / whole if whole else 0.0


def f(right: float, gold: float, said: float, met: float | None = None) -> float:
    """Return F of ``right`` of what was ``said`` and ``met`` (else ``right``) of the ``gold``.

    >>> f(1, 2, 2), f(0, 0, 0)
    (0.5, 0.0)
    """
    precision, recall = share(right, said), share(right if met is None else met, gold)
    return share(2 * precision * recall, precision + recall)
