"""A dataset that is defined, found and registered as CONTRIBUTING says is everywhere: contract, files, audit, SQL, show, reference page."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from rich.console import Console

from pipeline import show
from pipeline.audit import audit
from pipeline.evidence import view
from schemas import DATASETS, expectations, reference
from schemas.arrow import to_table
from schemas.contract import check_article
from schemas.set_rules import set_rules
from tests.conftest import Annotated
from tests.example import ages, rows
from tests.golden.form import shown_columns
from transforms.text.families import FAMILIES, Family, extract

TEXT = "Ada Quill, 51, left the town with Tom Hale, 34, on Friday. She spent 12, then 15, hours on the road."


@pytest.fixture
def family() -> Iterator[Family]:
    """The family of ages, whose dataset is defined for one test."""
    row = rows.define()
    try:
        yield ages.family(row)
    finally:
        del DATASETS["ages"]


def test_its_rows_are_found_explained_and_checked(annotated: Annotated, family: Family) -> None:
    reading = annotated(TEXT)
    found = extract(reading, (*FAMILIES, family))
    names = {entity.entity_id: entity.name for entity in found["entities"]}
    assert [(row.text, row.years, names[row.entity_id]) for row in found["ages"]] == [("51", 51, "Ada Quill"), ("34", 34, "Tom Hale")]
    assert {reading.reasons["ages", row.char_start, row.char_end] for row in found["ages"]} == {"number between commas behind a person"}
    first, second = found["ages"]
    checked = check_article(found | {"ages": [first._replace(years=151), second._replace(char_end=second.char_end + 1)]})
    assert [(row.dataset, row.rules) for row in checked.broken] == [("ages", "years_range"), ("ages", "offsets")]
    assert check_article(found).rows["ages"] == found["ages"]
    orphan = check_article(found | {"ages": [first._replace(entity_id="0" * 32)]})
    assert orphan.rows["ages"] == [first._replace(entity_id=None)]


def test_its_files_pass_the_audit_and_broken_ones_do_not(annotated: Annotated, family: Family, tmp_path: Path) -> None:
    found = extract(annotated(TEXT), (*FAMILIES, family))

    def audited(changed: dict[str, list[Any]]) -> list[str]:
        files: dict[str, list[str]] = {}
        for name, of_dataset in changed.items():
            pq.write_table(to_table(name, of_dataset), tmp_path / f"{name}.parquet")
            files[name] = [str(tmp_path / f"{name}.parquet")]
        result = audit(files, expected_rows={name: len(of_dataset) for name, of_dataset in changed.items()})
        assert {rule.engine for rule in result.rules if rule.dataset == "ages"} == {"arrow", "great_expectations", "sql"}
        return [rule.rule for rule in result.rules if not rule.passed and rule.dataset == "ages"]

    assert audited(found) == []
    first, second = found["ages"]
    broken = audited(found | {"ages": [first._replace(years=200), second._replace(char_start=first.char_start)]})
    assert "years_range" in broken
    assert "offsets" in broken


def test_it_has_rules_evidence_and_a_place_in_every_list(family: Family) -> None:
    assert {"unique", "offsets", "sentence", "segment_index"} <= {rule.name for rule in set_rules("ages")}
    assert any(one["meta"]["rule"] == "years_range" for one in expectations.suite("ages"))
    assert "## ages" in reference.page()
    assert shown_columns(DATASETS["ages"]) == ["text", "char_start", "years", "qualifier"]
    assert "SELECT 'ages' AS dataset, age_id AS fact_id" in view(family.facts)


def test_it_is_shown_and_can_be_queried(annotated: Annotated, family: Family, monkeypatch: pytest.MonkeyPatch) -> None:
    import duckdb

    monkeypatch.setattr(show, "FACTS", (*show.FACTS, *family.facts))
    found = extract(annotated(TEXT), (*FAMILIES, family))
    connection = duckdb.connect()
    for name, of_dataset in found.items():
        connection.register(name, to_table(name, of_dataset))
    connection.execute(view(family.facts))
    assert connection.execute("SELECT text, reading FROM evidence ORDER BY char_start").fetchall() == [
        ("51", "51 years"),
        ("34", "34 years"),
    ]
    article_id = found["articles"][0].article_id
    as_shown = {name: show._rows(connection, name, article_id) for name in show.datasets()}
    out = io.StringIO()
    show.render(Console(file=out, width=100, highlight=False), as_shown)
    text = out.getvalue()
    assert "\nages  2  how old\n" in text
    assert [line.split() for line in text.splitlines() if line.endswith(("Ada Quill", "Tom Hale"))][-2:] == [
        ["1", "51", "51", "Ada", "Quill"],
        ["1", "34", "34", "Tom", "Hale"],
    ]
