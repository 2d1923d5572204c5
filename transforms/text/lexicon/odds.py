"""Log-linear tables: a feature's weight a line, and the probability that the features of something make of them."""

import functools
import math
from collections.abc import Mapping

from transforms.text.lexicon import data

_HIGHEST = 6.0
"""Log odds beyond which nothing is surer."""


@functools.cache
def weights(table: str) -> Mapping[str, float]:
    """Return the weights (log odds) of the features in the data file ``table``."""
    return {feature: float(weight) for feature, weight in data.table(table)}


def probability(table: str, features: Mapping[str, float]) -> float:
    """Return the probability, with two decimals, that the weights of ``table`` make of ``features``; those that it lacks count nothing."""
    known = weights(table)
    return round(1 / (1 + math.exp(-sum([known.get(feature, 0.0) * value for feature, value in features.items()]))), 2)


def of(share: float) -> float:
    """Return the log odds of a probability, bounded.

    >>> of(0.5), of(0.0), of(1.0), round(of(0.9), 2)
    (0.0, -6.0, 6.0, 2.2)
    """
    odds = math.log(max(share, 1e-9)) - math.log(max(1.0 - share, 1e-9))
    return max(-_HIGHEST, min(_HIGHEST, odds))
