"""Fitting the choice of the headline."""

import pytest

from tests.training.test_segments import OTHER, PAGE
from training import titles
from training.segments import Row


def test_a_page_to_fit_on_says_which_candidate_is_right() -> None:
    found = titles.page(PAGE, 0.5)
    assert found is not None
    assert (sum(found.right), found.right[-1], found.weight) == (1, False, 0.5)
    assert len(found.right) == len(found.features)


def test_without_a_headline_none_is_right() -> None:
    found = titles.page(PAGE[2:], 1.0)
    assert found is not None
    assert found.right == [False] * (len(found.right) - 1) + [True]


def test_a_page_whose_headline_cannot_be_one_is_not_fitted_on() -> None:
    address = Row("https://ledger.example/boats-sink.php", frozenset({"headline"}), loose=False)
    assert titles.page([address, *PAGE[2:]], 1.0) is None


def test_fitting_finds_what_tells_the_headline() -> None:
    pytest.importorskip("scipy")
    forms = [PAGE, OTHER, PAGE[1:], PAGE[2:]] * 30
    found = [one for form in forms if (one := titles.page(form, 1.0)) is not None]
    weights = titles.fit(found)
    assert weights == titles.fit(found)
    for one in found:
        totals = [sum(weights.get(name, 0.0) for name in names) for names in one.features]
        assert one.right[totals.index(max(totals))]
