"""Scores of tolls against gold."""

from typing import Any

import pytest

from pipeline.evaluation import casualties
from pipeline.evaluation.task import GoldDocument

TEXT = "A wall fell on Monday. It killed 3 masons and hurt a couple of others.\nThe town lost 40 people in 1907."


def document(text: str = TEXT, scored: int | None = None, **gold: Any) -> GoldDocument:
    return GoldDocument("a.txt", text, ((0, len(text) if scored is None else scored),), (), {"set": "own-dev", "gold": gold})


def row(words: str, outcome: str, count: int | None, status: str = "current", **more: Any) -> dict[str, Any]:
    start = TEXT.index(words)
    return {
        "casualty_id": words,
        "part_of": None,
        "is_background": False,
        "modifier": "exact",
        "char_start": start,
        "char_end": start + len(words),
        "text": words,
        "outcome": outcome,
        "count_min": count,
        "count_max": count,
        "status": status,
    } | more


def score(gold: GoldDocument, *rows: dict[str, Any]) -> dict[str, float]:
    return dict(casualties.score([gold], {"a.txt": {"casualties": rows}}).measures)


def test_the_largest_count_of_each_outcome_is_the_toll() -> None:
    gold = document(killed=3, killed_any=True, injured=2, injured_any=True)
    rows = row("killed 3 masons", "killed", 3), row("masons", "killed", 1), row("a couple of others", "injured", None)
    assert score(gold, *rows) == {
        "own_dev_killed_accuracy": 1.0,
        "own_dev_killed_accuracy_of_any": 1.0,
        "own_dev_killed_any_f": 1.0,
        "own_dev_injured_accuracy": 1.0,
        "own_dev_injured_accuracy_of_any": 1.0,
        "own_dev_injured_any_f": 1.0,
    }


@pytest.mark.parametrize("status", ["denied", "superseded"])
def test_what_the_article_does_not_stand_by_does_not_count(status: str) -> None:
    gold = document(killed=3, killed_any=True)
    assert score(gold, row("killed 3", "killed", 3), row("lost 40 people", "killed", 40, status))["own_dev_killed_accuracy"] == 1.0
    assert score(gold, row("killed 3", "killed", 3), row("lost 40 people", "killed", 40))["own_dev_killed_accuracy"] == 0.0


def test_what_is_told_as_background_does_not_count() -> None:
    gold = document(killed=3, killed_any=True)
    rows = row("killed 3", "killed", 3), row("lost 40 people", "killed", 40, is_background=True)
    assert score(gold, *rows)["own_dev_killed_accuracy"] == 1.0


def test_more_than_a_number_is_one_more() -> None:
    more = row("lost 40 people", "killed", 40, modifier="more_than")
    assert score(document(killed=41, killed_any=True), more)["own_dev_killed_accuracy"] == 1.0
    assert score(document(killed=40, killed_any=True), more)["own_dev_killed_accuracy"] == 0.0


def test_a_sum_with_a_vague_part_is_what_its_parts_are() -> None:
    whole = row("3 masons and hurt a couple of others", "injured", 3, modifier="more_than")
    parts = [row(words, "injured", count, part_of=whole["casualty_id"]) for words, count in (("3 masons", 3), ("a couple of others", None))]
    assert score(document(injured=5, injured_any=True), whole, *parts)["own_dev_injured_accuracy"] == 1.0
    assert score(document(injured=4, injured_any=True), whole)["own_dev_injured_accuracy"] == 1.0


def test_what_lies_outside_of_the_scored_regions_does_not_count() -> None:
    gold = document(scored=TEXT.index("The town"), killed=3, killed_any=True)
    assert score(gold, row("killed 3", "killed", 3), row("lost 40 people", "killed", 40))["own_dev_killed_accuracy"] == 1.0


def test_a_report_without_a_number_is_several() -> None:
    assert score(document(killed=3, killed_any=True), row("masons", "killed", None))["own_dev_killed_accuracy"] == 1.0


def test_a_wrong_count_is_more_than_none_and_none_is_right_where_there_was_none() -> None:
    some, none = document(killed=5, killed_any=True), document(killed=0, killed_any=False)
    rows = {"a.txt": {"casualties": [row("killed 3", "killed", 3)]}}
    measures = casualties.score([some], rows).measures
    assert (measures["own_dev_killed_accuracy"], measures["own_dev_killed_any_f"]) == (0.0, 1.0)
    measures = casualties.score([none], {}).measures
    assert (measures["own_dev_killed_accuracy"], measures["own_dev_killed_accuracy_of_any"]) == (1.0, 0.0)
    assert casualties.score([none], rows).measures["own_dev_killed_accuracy"] == 0.0


def test_every_accepted_reading_is_right() -> None:
    gold = document(killed=5, killed_any=True, killed_accept=[3, 5])
    assert score(gold, row("killed 3", "killed", 3))["own_dev_killed_accuracy"] == 1.0


def test_the_trivial_rules_stand_beside() -> None:
    gold = document(killed=3, killed_any=True, injured=2, injured_any=True)
    report = casualties.score([gold], {})
    assert report.baselines["zero"]["own_dev_killed_accuracy"] == 0.0
    assert report.baselines["first number"]["own_dev_killed_accuracy"] == 1.0
    assert report.baselines["first number"]["own_dev_injured_accuracy"] == 0.0
    assert report.details == "a.txt: killed 0, not 3; injured 0, not 2"
    assert report.intervals["own_dev_killed_accuracy"] == (0.0, 0.0)


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("On Monday 4 people came. A bear killed twelve of 30 sheep.", 12),
        ("A bear killed 1,200 sheep.", 1200),
        ("A bear killed a hen.", 1),
        ("A couple died.", 2),
        ("A bear died of a $5 bun in 3.5 hours.", 1),
        ("A bear came.", 0),
    ],
)
def test_the_first_number_is_that_of_the_first_sentence_with_a_word_of_the_outcome(text: str, killed: int) -> None:
    assert casualties.first_number(document(text)).get("killed", 0) == killed
