"""The steps that stand for time: linear, quadratic and constant work are told apart."""

from tests.steps import growth, steps


def test_steps_are_those_of_the_second_call() -> None:
    calls: list[int] = []
    assert steps(lambda: calls.append(1)) == steps(lambda: calls.append(1))
    assert len(calls) == 4


def test_growth_tells_quadratic_work_from_linear_and_constant_work() -> None:
    assert 1.9 < growth(lambda n: [i for i in range(n)], 1000, 2000) < 2.1  # noqa: C416
    assert growth(lambda n: [i * j for i in range(n) for j in range(n)], 100, 200) > 3.5
    assert growth(lambda n: n * n, 1000, 2000) == 1
