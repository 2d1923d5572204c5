"""Linear chains: the best sequence of labels and the probability of each label, against all sequences counted one by one."""

import itertools

import numpy
import pytest

from transforms.text.lexicon import chains

CHAIN = chains.of_table(
    [
        ["labels", "A", "B", "C"],
        ["A", "0.5", "-1", "0"],
        ["B", "0.2", "0", "1.5"],
        ["C", "-0.3", "0.7", "0"],
        ["one", "0=1.2", "2=-0.4"],
        ["two", "1=0.9"],
    ]
)
SEQUENCES = [[["one"], ["two"], [], ["one", "two"]], [["two"]], [[], ["one"]]]


def odds_of_all(scores: numpy.ndarray) -> dict[tuple[int, ...], float]:
    """Return the odds of every sequence of labels."""
    result = {}
    for path in itertools.product(range(3), repeat=len(scores)):
        total = sum(scores[step, label] for step, label in enumerate(path))
        result[path] = numpy.exp(total + sum(CHAIN.transitions[one, two] for one, two in itertools.pairwise(path)))
    return result


@pytest.mark.parametrize("number", range(3))
def test_paths_and_shares_are_those_of_all_sequences_counted(number: int) -> None:
    group = [CHAIN.scores(features) for features in SEQUENCES]
    odds = odds_of_all(group[number])
    assert tuple(CHAIN.best(group)[number]) == max(odds, key=lambda path: odds[path])
    for step, shares in enumerate(CHAIN.shares(group)[number]):
        for label, share in enumerate(shares):
            assert share == pytest.approx(sum(one for path, one in odds.items() if path[step] == label) / sum(odds.values()))


def test_what_is_never_allowed_has_no_share() -> None:
    scores = CHAIN.scores(SEQUENCES[0])
    scores[1, 2] += chains.NEVER
    assert CHAIN.shares([scores])[0][1, 2] == 0.0
