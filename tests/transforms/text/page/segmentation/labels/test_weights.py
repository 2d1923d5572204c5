"""Weights of groups and of features that stand alone: whole numbers, whose sums are those of the tables."""

import pytest

from tests.transforms.text.page.segmentation.conftest import PROSE, cued_lines
from transforms.text.lexicon import chains, odds
from transforms.text.page.segmentation.labels import features, groups, setting, weights
from transforms.text.page.segmentation.labels.groups import Found, Group


def found_of_page() -> list[Found]:
    lines = cued_lines("Home", "Boats sink off Bari", "By Ana Lind", *PROSE, "Most read", "Mayor of Rabat resigns after a vote")
    return list(features.of_page(lines, setting.of(lines, "")))


def test_scores_are_the_sums_of_the_tables() -> None:
    found = found_of_page()
    chain, titles = chains.load(weights.LABELS), odds.weights(weights.TITLES)
    scores = weights.Weights().scores(found)
    assert scores.shape == (len(found), len(chain.labels) + 1)
    for row, one in zip(scores.tolist(), found, strict=True):
        names = one.names()
        sums = [*chain.total(names).tolist(), sum(titles.get(name, 0.0) for name in names)]
        assert row == pytest.approx([weights.UNIT * each for each in sums], abs=1e-6)


def test_columns_weigh_as_the_groups_of_each_line(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = cued_lines("Home", "Boats sink off Bari", "By Ana Lind", *PROSE, "Most read", "Mayor of Rabat resigns after a vote")
    page = features.of_page(lines, setting.of(lines, ""))
    expected = weights.Weights().scores(page).tolist()
    monkeypatch.setattr(weights, "_PORTION", 4)
    assert weights.Weights().scores(map(features.own, lines), page.columns).tolist() == expected


def test_no_score_depends_on_what_was_kept_before(monkeypatch: pytest.MonkeyPatch) -> None:
    found = found_of_page()
    expected = weights.Weights().scores(found).tolist()
    monkeypatch.setattr(weights, "KEPT", len({group for one in found for group in one.groups}))
    monkeypatch.setattr(weights, "_PORTION", 4)
    table = weights.Weights()
    table.scores([Found((Group(("prose",)), Group(("name", "nothing known"))))])
    assert table.scores(found).tolist() == expected
    assert table.scores([]).shape == (0, len(table.labels) + 1)
    assert table.scores([Found((), ("nothing known",))]).tolist() == [[0] * (len(table.labels) + 1)]


def test_a_group_is_made_once_for_the_same_values() -> None:
    @groups.grouped(2)
    def named(form: str, number: int) -> tuple[str, ...]:
        return (f"{form}{number}",) if number else ()

    assert named("a", 1) is named("a", 1)
    assert named("a", 1) != Group(("a1",))
    assert (*named("a", 1),) == ("a1",)
    assert named("a", 0) is groups.NONE
    assert Found((named("a", 1),), ("b",)).names() == ["a1", "b"]
