"""Runs by another version of one family: the lake is as if it were made by a first run, and files whose rows are the same are the same files."""

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import newsbeam
from pipeline import versions
from pipeline.inventory import Decision
from pipeline.lakes.local import LocalLake
from pipeline.options import RunOptions
from pipeline.run import preview
from schemas import DATASETS
from tests.pipeline.conftest import NOW, rows
from tests.pipeline.pages import OF_RUNS, pages
from tests.pipeline.test_resume import Runs
from tests.sound_rows import article_rows
from transforms.text.families import FAMILIES

OF_ARTICLES = [name for name in DATASETS if name not in OF_RUNS]
CHANGED = 4
"""The article of whose first row in each of its datasets a family's other version says something else."""
SAYS: dict[str, dict[str, Any]] = {
    "mentions": {"confidence": 0.5},
    "entities": {"age": 52},
    "coreferences": {"confidence": 0.5},
    "times": {"timex_mod": "APPROX"},
    "quantities": {"modifier": "at_least"},
    "places": {"confidence": 0.5},
    "statements": {"confidence": 0.5},
    "events": {"modality": "planned"},
    "casualties": {"victims": "people"},
}
Another = Callable[[str], list[str]]


@pytest.fixture
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Runs:
    monkeypatch.setattr("pipeline.audit.expectations.rules", lambda *given: [])
    monkeypatch.setattr("pipeline.run.import_great_expectations", lambda: None)
    return Runs(pages(tmp_path / "in", a=1, b=2, c=CHANGED, d="parse: no_date: none", e=5), tmp_path / "lake", monkeypatch)


@pytest.fixture
def another(monkeypatch: pytest.MonkeyPatch) -> Iterator[Another]:
    """``another(family)``: from now on the family, and so those that need it, have another version; returns its datasets."""

    def version_of(name: str) -> list[str]:
        family = next(family for family in FAMILIES if family.name == name)
        follow = {one.name for one in FAMILIES if name == one.name or name in one.needs}
        parts, datasets = versions.part_versions(), [facts.dataset for facts in family.facts]

        def found(number: int) -> dict[str, list[Any]]:
            rows = article_rows(number)
            for dataset in datasets if number == CHANGED else []:
                rows[dataset][0] = rows[dataset][0]._replace(**SAYS[dataset])
            return rows

        monkeypatch.setattr(versions, "part_versions", lambda: parts | dict.fromkeys(follow, "another"))
        monkeypatch.setattr("tests.pipeline.pages.article_rows", found)
        versions.versions.cache_clear()
        return datasets

    yield version_of
    versions.versions.cache_clear()


def content(lake: Path) -> dict[str, Any]:
    """All rows of a lake but for what runs say of themselves."""
    found = {}
    for name in [*OF_ARTICLES, "rejects"]:
        leaving = ", ".join(DATASETS[name].run_columns)
        found[name] = rows(lake, f"SELECT * {f'EXCLUDE ({leaving})' if leaving else ''} FROM {name} ORDER BY ALL")
    return found


def files(version: newsbeam.Version | None) -> dict[int, str]:
    """The files of articles' rows with their dataset, by what they are on the disk."""
    assert version is not None
    return {
        (version.path / file["path"]).stat().st_ino: file["dataset"]
        for file in version.files
        if file["dataset"] in OF_ARTICLES and file["rows"]
    }


def as_if_for_the_first_time(runs: Runs, lake: Path) -> dict[str, Any]:
    """What a run over the same inputs makes of an empty lake."""
    dataclasses.replace(runs, lake=lake, done=[]).go()
    return content(lake)


@pytest.mark.parametrize("family", [family.name for family in FAMILIES])
def test_of_another_version_of_a_family_only_what_it_changed_is_written_anew(
    runs: Runs, another: Another, tmp_path: Path, family: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.audit.sql.rules", lambda *given: [])  # which take most of the time; they are asked below
    before = files(runs.go().version)
    datasets = another(family)
    outcome = runs.go()
    assert (outcome.run.new_articles, outcome.replaced_articles, outcome.run.unchanged_articles) == (4, 4, 0)
    assert content(runs.lake) == as_if_for_the_first_time(runs, tmp_path / "full")
    after = files(outcome.version)
    gone = sorted(before[file] for file in before.keys() - after)
    assert gone == sorted(["articles"] * 3 + datasets)  # of these datasets the file of one chunk
    assert sorted(after[file] for file in after.keys() - before) == gone
    assert outcome.version is not None
    assert LocalLake(runs.lake).verify(outcome.version) == []


def test_a_dry_run_says_for_how_many_articles_which_family_is_the_reason(runs: Runs, another: Another) -> None:
    runs.go()
    another("events")
    found = preview(RunOptions((str(runs.folder),), str(runs.lake), source_root=str(runs.folder)), now=NOW)
    assert found.decisions == [
        Decision("work", "version: events", 4, ["a.txt", "b.txt", "c.txt"]),
        Decision("work", "new", 1, ["d.txt"]),
    ]


def test_with_other_bytes_a_new_input_one_that_is_gone_and_a_kill_between_it_is_the_same(
    runs: Runs, another: Another, tmp_path: Path
) -> None:
    before = files(runs.go().version)
    pages(runs.folder, b=6, f=7)
    (runs.folder / "e.txt").unlink()
    another("statements")
    runs.ends(after=1, prune=True)
    assert files(newsbeam.resolve(runs.lake)) == before
    outcome = runs.go(prune=True)
    assert [sorted(names) for names in runs.done[1:]] == [["a", "b"], ["c", "d", "f"]]
    assert (outcome.replaced_articles, outcome.pruned_articles) == (3, 1)
    assert content(runs.lake) == as_if_for_the_first_time(runs, tmp_path / "full")
    stay = [before[file] for file in before.keys() & files(outcome.version).keys()]
    assert sorted(stay) == sorted(set(OF_ARTICLES) - {"articles", "statements"})  # of the chunk of "c", and the others hold what changed


def test_a_limit_and_the_rest_come_to_the_same(runs: Runs, another: Another, tmp_path: Path) -> None:
    before = files(runs.go().version)
    another("quantities")
    assert [runs.go(limit=2).run.new_articles for _ in range(3)] == [2, 1, 1]
    outcome = runs.go()
    assert outcome.run.status == "nothing_new"
    assert content(runs.lake) == as_if_for_the_first_time(runs, tmp_path / "full")
    after = files(outcome.version)
    assert sorted(before[file] for file in before.keys() - after) == ["articles"] * 3 + ["quantities"]
