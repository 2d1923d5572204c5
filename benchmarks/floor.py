"""The least time the model's arithmetic can take on this machine: ``python -m benchmarks.floor``.

Counts the multiplications and additions of every matrix of the model for one token, and measures at what rate one core multiplies matrices of the
size of its layers.
"""

import time
from typing import Any, NamedTuple

import numpy as np

from pipeline.options import DEFAULT_MODEL

REPEATS = 30


class Floor(NamedTuple):
    """Operations of the model for a token, operations a second of one core, and the words and marks it could read a second."""

    operations: int
    rate: float

    @property
    def tokens_per_second(self) -> float:
        """Return how many tokens a second one core reads that does nothing else."""
        return self.rate / self.operations


def operations(nlp: Any) -> int:
    """Return the multiplications and additions for one token in all matrices of the loaded model.

    A layer that stands below several components counts once for each that is not told to listen to another.
    """
    weights = {
        id(node): node.get_param("W").size
        for _, component in nlp.pipeline
        for node in (component.model.walk() if getattr(component, "model", None) else ())
        if node.has_param("W")
    }
    return 2 * sum(weights.values())


def rate() -> float:
    """Return how many operations a second one core does in products of the size of the model's layers, the best of several."""
    windows = np.random.default_rng(1).random((1024, 288), np.float32)
    matrix = np.random.default_rng(2).random((288, 288), np.float32)
    out = np.empty((1024, 288), np.float32)
    best = 0.0
    for _ in range(REPEATS):
        begin = time.perf_counter()
        np.dot(windows, matrix, out=out)
        best = max(best, 2 * windows.shape[0] * matrix.size / (time.perf_counter() - begin))
    return best


def measure() -> Floor:
    """Return the floor of the default model on this machine; one numeric thread must have been asked for."""
    import spacy

    return Floor(operations(spacy.load(DEFAULT_MODEL)), rate())


def main() -> None:
    """Measure and print."""
    found = measure()
    print(
        f"{found.operations / 1e6:.2f} million operations a token, {found.rate / 1e9:.0f} thousand million a second: "
        f"{found.tokens_per_second:,.0f} tokens a second and core"
    )


if __name__ == "__main__":
    main()
