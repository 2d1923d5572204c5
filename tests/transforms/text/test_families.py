"""The registry: every dataset of facts has one family, which stands behind those it needs."""

import dataclasses
import importlib.util
from pathlib import Path

import pytest

from schemas import DATASETS
from tests.conftest import Annotated
from transforms.text.families import FAMILIES, extract

FACTS = [facts for family in FAMILIES for facts in family.facts]


def test_every_dataset_of_facts_belongs_to_one_family() -> None:
    assert sorted(facts.dataset for facts in FACTS) == sorted(set(DATASETS) - {"articles", "segments", "rejects", "runs"})


def test_families_stand_behind_those_they_need() -> None:
    names = [family.name for family in FAMILIES]
    for number, family in enumerate(FAMILIES):
        assert set(family.needs) <= set(names[:number]), family.name


def test_a_family_before_one_that_it_needs_is_refused(annotated: Annotated) -> None:
    with pytest.raises(ValueError, match="times needs names before it"):
        extract(annotated("It rained on Friday."), [family for family in FAMILIES if family.name == "times"])


def test_what_is_marked_has_evidence_and_offsets() -> None:
    for facts in FACTS:
        assert bool(facts.evidence) == ("sentence" in DATASETS[facts.dataset].column_names), facts.dataset
        if facts.style:
            assert facts.evidence, facts.dataset


def test_each_family_has_a_room_and_a_scorer() -> None:
    for family in FAMILIES:
        assert importlib.util.find_spec(f"transforms.text.{family.package}") is not None
        if family.task:
            assert importlib.util.find_spec(f"pipeline.evaluation.{family.task}") is not None


def test_rows_of_every_fact_say_why_they_are_there(annotated: Annotated) -> None:
    reading = annotated("Mayor Ann Roe of Lisbon said on Friday that 40 people had left. She denied it.")
    rows = extract(reading)
    for facts in FACTS:
        for row in rows[facts.dataset] if facts.evidence else ():
            span = (row.content_start, row.content_end) if facts.dataset == "statements" else (row.char_start, row.char_end)
            assert reading.reasons.get((facts.dataset, *span)), row


def test_the_diagram_of_needs_is_that_of_the_registry() -> None:
    text = (Path(__file__).parents[3] / "ARCHITECTURE.md").read_text(encoding="utf-8")
    for family in FAMILIES:
        needs = ", ".join(family.needs) or "nothing"
        assert f"| `{family.name}` | {needs} |" in text


def test_a_family_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        FAMILIES[0].name = "other"  # type: ignore[misc]
