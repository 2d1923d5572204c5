"""The best labels of the lines of a page, against all sequences counted one by one."""

import itertools

import numpy
import pytest

from transforms.text.page.segmentation.labels import path


def highest(scores: numpy.ndarray, transitions: numpy.ndarray) -> list[int]:
    """Return the first of the highest sequences in the order of their labels from the last to the first."""

    def total(labels: tuple[int, ...]) -> int:
        return int(
            sum(scores[at, label] for at, label in enumerate(labels)) + sum(transitions[pair] for pair in itertools.pairwise(labels))
        )

    every: list[tuple[int, ...]] = list(itertools.product(range(scores.shape[1]), repeat=len(scores)))
    best: tuple[int, ...] = min(every, key=lambda labels: (-total(labels), labels[::-1]))
    return list(best)


@pytest.mark.parametrize("spread", [1, 3, 12])
def test_the_best_sequence_is_the_highest_of_all_and_the_first_of_equals(spread: int) -> None:
    chance = numpy.random.default_rng(spread)
    for length in (1, 2, 5, 5, 5, 5):
        scores = chance.integers(-spread, spread, (length, 4), endpoint=True)
        transitions = chance.integers(-2, 2, (4, 4), endpoint=True)
        assert path.best(scores, path.ways(transitions)) == highest(scores, transitions)


def test_no_line_has_no_label() -> None:
    assert path.best(numpy.zeros((0, 4), dtype=int), path.ways(numpy.zeros((4, 4), dtype=int))) == []
