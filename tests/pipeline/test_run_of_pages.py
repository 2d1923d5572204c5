"""A run around its runner: the plan, conservation, limits, records and the switch; the rows come from ``pages``, without a model."""

import dataclasses
import datetime
import itertools
import json
import os
import queue
import shutil
import threading
import types
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

import newsbeam
from newsbeam.manifest import MANIFEST
from newsbeam.wording import counted
from pipeline import publish
from pipeline import run as run_module
from pipeline.audit import AuditResult, RuleResult, sql, validate_version
from pipeline.errors import (
    AuditError,
    InputError,
    LakeBusyError,
    StorageError,
    TooManyFailuresError,
    TooManyRejectsError,
    UsageError,
    WorkerError,
)
from pipeline.lakes.local import LocalLake
from pipeline.options import RunOptions
from pipeline.rejects import NEXT
from pipeline.run import Outcome, Reporter, new_run_id, preview, run
from pipeline.runners import Measures, Processed
from pipeline.runners.measures import Spread
from schemas import DATASETS
from tests.pipeline.conftest import NOW, rows
from tests.pipeline.pages import OF_RUNS, PagesRunner, pages, stage
from tests.sound_rows import article_rows
from transforms.values import Rejection, WorkItem

HELD = "SELECT source_uri FROM articles ORDER BY 1"
Go = Callable[..., Outcome]
COMPLETE, PROCESS = publish.complete, PagesRunner.process
Process = Callable[[PagesRunner, list[WorkItem]], Processed]


class Heard(Reporter):
    """Keeps what it hears."""

    def __init__(self) -> None:
        self.said: list[Any] = []

    def stage(self, name: str) -> None:
        self.said.append(name)

    def planned(self, inputs: int, work: int) -> None:
        self.said.append((inputs, work))

    def articles(self, count: int) -> None:
        self.said.append(count)

    def note(self, sentence: str) -> None:
        self.said.append(sentence)


@pytest.fixture
def go(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Go:
    """``go(folder, …)``: a run of pages into ``tmp_path/lake``; Arrow's rules alone are audited, and everything with ``audited``."""
    real = sql.rules
    request.getfixturevalue("runs_of_pages")

    def over(folder: Path, *, audited: bool = False, reporter: Reporter | None = None, **options: Any) -> Outcome:
        monkeypatch.setattr(sql, "rules", real if audited else lambda *args: [])
        values = {"output": str(tmp_path / "lake"), "source_root": str(folder), "max_rejects": 1.0} | options
        return run(RunOptions(inputs=(str(folder),), **values), now=NOW, reporter=reporter)

    return over


def instead(monkeypatch: pytest.MonkeyPatch, process: Process) -> None:
    monkeypatch.setattr(PagesRunner, "process", process)


def record(lake: Path, number: int = -1) -> dict[str, Any]:
    """What the last run, or another one, says of itself."""
    found = [json.loads((folder / "run.json").read_text()) for folder in (lake / "runs").iterdir()]
    told: dict[str, Any] = sorted(found, key=lambda one: str(one["finished_at"]))[number]
    return told


def test_a_run_merges_small_files_where_there_are_many(tmp_path: Path, go: Go, monkeypatch: pytest.MonkeyPatch) -> None:
    """One version each, whose rows are those that were audited, and the files of the version before stay."""
    monkeypatch.setattr("pipeline.compact.SMALL_FILES", 2)
    folder, counts = tmp_path / "in", []
    for number, name in enumerate("abcd", 1):
        outcome = go(pages(folder, **{name: number}), audited=True)
        assert outcome.version is not None
        counts.append((outcome.version.number, len(outcome.version.paths("segments")), outcome.run.new_articles))
    assert counts == [(1, 1, 1), (2, 2, 1), (3, 1, 1), (4, 2, 1)]
    assert rows(tmp_path / "lake", HELD) == [("a.txt",), ("b.txt",), ("c.txt",), ("d.txt",)]
    lake = LocalLake(tmp_path / "lake")
    assert [lake.verify(newsbeam.manifest.read_version((lake.root / name).resolve())) for name in lake.versions()] == [[]] * 4
    assert validate_version(lake, lake.published()).passed


def test_what_a_run_did_is_told_recorded_and_published(tmp_path: Path, go: Go) -> None:
    folder = pages(tmp_path / "in", a=1, b=2, c="parse: no_date: none", d=1, e="too large for this run" * 2)
    (folder / "loop.txt").symlink_to("loop.txt")
    heard = Heard()
    outcome = go(folder, audited=True, reporter=heard, max_bytes=30)
    assert heard.said == ["plan", (5, 3), "process", 1, 1, 1, "reconcile", "audit", "publish"]
    told = outcome.run
    assert (told.inputs, told.skipped, told.new_articles, told.unchanged_articles) == (5, 1, 2, 0)
    assert (told.rejected_inputs, told.rejected_rows, told.status) == (3, 0, "published")
    assert dict(outcome.rejects) == {"duplicate_content": 1, "no_date": 1, "too_large": 1}
    assert rows(tmp_path / "lake", HELD) == [("a.txt",), ("b.txt",)]
    counted = json.loads(told.rows_out)
    assert {name: counted[name] for name in ("articles", "segments", "times", "rejects", "runs")} == {
        "articles": 2, "segments": 12, "times": 4, "rejects": 3, "runs": 1,
    }  # fmt: skip
    assert set(json.loads(told.stage_seconds)) == {"plan", "process", "reconcile", "audit"}
    assert all(0 <= seconds < 600 for seconds in json.loads(told.stage_seconds).values())
    arguments = json.loads(told.arguments)
    assert (arguments["inputs"], arguments["max_bytes"], "beam_arguments" in arguments) == ([str(folder)], 30, False)
    assert (outcome.version, outcome.replaced_articles) == (newsbeam.resolve(tmp_path / "lake"), 0)
    assert outcome.records == str(tmp_path / "lake" / "runs" / told.run_id)
    assert {path.name for path in Path(outcome.records).iterdir()} == {
        "audit.html", "audit.json", "rejects.jsonl", "run.json", "skipped.jsonl",
    }  # fmt: skip
    assert json.loads(Path(outcome.records, "audit.json").read_text())["rows"]["rejects"] == 3
    kept = record(tmp_path / "lake")
    assert (kept["status"], kept["inputs"], "error" in kept) == ("published", 5, False)
    assert kept["metrics"] == Measures().as_record()
    lines = [json.loads(line) for line in Path(outcome.records, "rejects.jsonl").read_text().splitlines()]
    assert sorted((line["source_uri"], line["reason"]) for line in lines) == [
        ("c.txt", "no_date"), ("d.txt", "duplicate_content"), ("e.txt", "too_large"),
    ]  # fmt: skip
    assert rows(tmp_path / "lake", "SELECT run_id, status, rows_out FROM runs") == [(told.run_id, "published", told.rows_out)]


def test_the_manifest_says_what_made_the_version(tmp_path: Path, go: Go) -> None:
    outcome = go(pages(tmp_path / "in", a=1))
    manifest = json.loads((tmp_path / "lake" / "current" / MANIFEST).read_text())
    assert {name: manifest[name] for name in ("version", "run_id", "schema_version", "pipeline_version")} == {
        "version": 1,
        "run_id": outcome.run.run_id,
        "schema_version": outcome.run.schema_version,
        "pipeline_version": outcome.run.pipeline_version,
    }
    assert datetime.datetime.fromisoformat(manifest["published_at"]).tzinfo is not None


def test_the_staging_of_a_run_that_is_done_goes_and_of_one_that_failed_stays(tmp_path: Path, go: Go) -> None:
    go(pages(tmp_path / "1", a=1), source_root=str(tmp_path))
    assert os.listdir(tmp_path / "lake" / "staging") == []
    with pytest.raises(TooManyRejectsError):
        go(pages(tmp_path / "2", b="parse: no_date: none"), max_rejects=0.9)
    assert len(os.listdir(tmp_path / "lake" / "staging")) == 1


def test_the_same_again_is_nothing_new_and_publishes_nothing(tmp_path: Path, go: Go) -> None:
    folder = pages(tmp_path / "in", a=1, b="parse: no_date: none")
    first = go(folder)
    heard = Heard()
    again = go(folder, reporter=heard)
    assert heard.said == ["plan", (2, 1), "process", 1, "reconcile", "audit"]
    assert (again.run.status, again.run.new_articles, again.run.unchanged_articles, again.version) == ("nothing_new", 0, 1, first.version)
    assert record(tmp_path / "lake")["status"] == "nothing_new"
    assert LocalLake(tmp_path / "lake").versions() == ["versions/000001"]
    assert rows(tmp_path / "lake", "SELECT count(*) FROM runs") == [(1,)]
    assert (dict(again.rejects), again.replaced_articles) == ({"no_date": 1}, 0)
    assert again.records == str(tmp_path / "lake" / "runs" / again.run.run_id)


def test_without_work_no_runner_is_asked(tmp_path: Path, go: Go, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = pages(tmp_path / "in", a=1)
    go(folder)
    instead(monkeypatch, lambda runner, work: pytest.fail("there is no work"))
    assert go(folder).run.status == "nothing_new"


def test_an_article_that_replaces_one_is_counted(tmp_path: Path, go: Go) -> None:
    folder = pages(tmp_path / "in", a=1, b=2)
    go(folder)
    pages(folder, a=3)
    outcome = go(folder, audited=True)
    assert (outcome.replaced_articles, outcome.run.new_articles, outcome.run.unchanged_articles) == (1, 1, 1)
    assert rows(tmp_path / "lake", "SELECT source_uri, right(source_text, 8) LIKE '%3.%' FROM articles ORDER BY 1") == [
        ("a.txt", True), ("b.txt", False),
    ]  # fmt: skip


# Conservation


def refused(go: Go, folder: Path, expected: str) -> None:
    with pytest.raises(WorkerError) as caught:
        go(folder)
    assert str(caught.value) == f"{expected}; nothing is published"
    lake = folder.parent / "lake"
    assert LocalLake(lake).current() is None
    assert (record(lake)["status"], record(lake)["error"]) == ("failed", f"WorkerError: {caught.value}")


def test_a_lost_input_fails_the_run(tmp_path: Path, go: Go, monkeypatch: pytest.MonkeyPatch) -> None:
    instead(monkeypatch, lambda runner, work: Processed(stage(runner.lake, runner.context, [("a.txt", 1)]), [], Measures()))
    refused(go, pages(tmp_path / "in", a=1, b=2), "2 inputs, but 1 accounted for; lost: ['b.txt'], twice: []")


def test_an_input_that_another_name_stands_for_is_lost(tmp_path: Path, go: Go, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sum is right."""
    articles = [("a.txt", 1), ("x.txt", 2)]
    instead(monkeypatch, lambda runner, work: Processed(stage(runner.lake, runner.context, articles), [], Measures()))
    refused(go, pages(tmp_path / "in", a=1, b=2), "2 inputs, but 2 accounted for; lost: ['b.txt'], twice: []")


def test_an_article_nobody_asked_for_fails_the_run(tmp_path: Path, go: Go, monkeypatch: pytest.MonkeyPatch) -> None:
    """No input is lost and none is there twice: the sum alone is wrong."""
    articles = [("a.txt", 1), ("x.txt", 2)]
    instead(monkeypatch, lambda runner, work: Processed(stage(runner.lake, runner.context, articles), [], Measures()))
    refused(go, pages(tmp_path / "in", a=1), "1 input, but 2 accounted for; lost: [], twice: []")


def test_an_input_that_is_an_article_and_a_reject_fails_the_run(tmp_path: Path, go: Go, monkeypatch: pytest.MonkeyPatch) -> None:
    reject = Rejection("a.txt", "parse", "no_date", "none")
    instead(monkeypatch, lambda runner, work: Processed(stage(runner.lake, runner.context, [("a.txt", 1)]), [reject], Measures()))
    refused(go, pages(tmp_path / "in", a=1), "1 input, but 2 accounted for; lost: [], twice: ['a.txt']")


def test_an_article_that_a_file_holds_twice_fails_the_run_though_the_counted_rows_add_up(
    tmp_path: Path, go: Go, monkeypatch: pytest.MonkeyPatch
) -> None:
    def process(runner: PagesRunner, work: list[WorkItem]) -> Processed:
        staged = stage(runner.lake, runner.context, [("a.txt", 1), ("a.txt", 2)])
        return Processed([file._replace(rows=1) if file.dataset == "articles" else file for file in staged], [], Measures())

    instead(monkeypatch, process)
    refused(go, pages(tmp_path / "in", a=1), "1 input, but 1 accounted for; lost: [], twice: ['a.txt']")


def test_five_of_the_lost_are_named(tmp_path: Path, go: Go, monkeypatch: pytest.MonkeyPatch) -> None:
    instead(monkeypatch, lambda runner, work: Processed([], [], Measures()))
    refused(
        go,
        pages(tmp_path / "in", **{name: at for at, name in enumerate("gfedcba")}),
        f"7 inputs, but 0 accounted for; lost: {[f'{name}.txt' for name in 'abcde']}, twice: []",
    )


def test_a_rejected_row_is_no_rejected_input(tmp_path: Path, go: Go, monkeypatch: pytest.MonkeyPatch) -> None:
    row = Rejection("a.txt", "validate", "contract", "times: offsets", row_json="{}")

    def process(runner: PagesRunner, work: list[WorkItem]) -> Processed:
        return Processed(stage(runner.lake, runner.context, [("a.txt", 1)]), [row, row._replace(row_json="[]")], Measures())

    instead(monkeypatch, process)
    told = go(pages(tmp_path / "in", a=1), max_rejects=0.0).run
    assert (told.inputs, told.new_articles, told.rejected_inputs, told.rejected_rows) == (1, 1, 0, 2)


# Limits


def test_rejects_up_to_the_limit_are_published(tmp_path: Path, go: Go) -> None:
    none = "parse: no_date: none"
    folder = pages(tmp_path / "in", a=1, b=none, c=2, d=none + " either")
    with pytest.raises(TooManyRejectsError) as caught:
        go(folder, max_rejects=0.49)
    (name,) = os.listdir(tmp_path / "lake" / "runs")
    assert str(caught.value).splitlines() == [
        "2 of 4 inputs were rejected (50.0%), more than --max_rejects=0.49 allows; nothing is published",
        "no_date      2  b.txt: none, d.txt",
        f"                {NEXT['no_date']}",
        f"all of them: {tmp_path}/lake/runs/{name}/rejects.jsonl",
        "--max_rejects=0.5 lets them pass, and what is done stays done",
    ]
    assert not (tmp_path / "lake" / "runs" / name / "audit.html").exists()
    assert record(tmp_path / "lake")["status"] == "too_many_rejects"
    assert go(folder, max_rejects=0.5).run.status == "published"


def test_other_languages_duplicates_and_failures_count_against_no_limit_of_rejects(tmp_path: Path, go: Go) -> None:
    folder = pages(tmp_path / "in", a=1, b=1, c="parse: unsupported_language: fr", d="segment: extractor_failed: KeyError")
    assert dict(go(folder, max_rejects=0.0, max_failures=0.25).rejects) == {
        "duplicate_content": 1, "extractor_failed": 1, "unsupported_language": 1,
    }  # fmt: skip


def test_rejects_that_do_not_count_are_told_apart(tmp_path: Path, go: Go) -> None:
    folder = pages(tmp_path / "in", a=1, b=1, c="parse: unsupported_language: fr", d="parse: no_date: none", e="parse: empty: no bytes")
    with pytest.raises(TooManyRejectsError) as caught:
        go(folder, max_rejects=0.3)
    told = str(caught.value).splitlines()
    assert told[0].startswith("2 of 5 inputs were rejected (40.0%)")
    assert [line.split()[:2] for line in told[1:5:2]] == [["empty", "1"], ["no_date", "1"]]
    assert told[5] == "not counted: duplicate_content 1, unsupported_language 1"


def test_failures_up_to_their_limit_are_published(tmp_path: Path, go: Go) -> None:
    failed = "segment: extractor_failed: KeyError"
    other = "extract: extractor_failed: places, TypeError"
    folder = pages(tmp_path / "in", a=1, b=failed, c=failed + " ", d=other, e="parse: no_date: none")
    pages(folder, c=failed + "\n")
    with pytest.raises(TooManyFailuresError) as caught:
        go(folder, max_failures=0.59, max_rejects=0.2)
    (name,) = os.listdir(tmp_path / "lake" / "runs")
    assert str(caught.value) == (
        "the code failed over 3 of 5 inputs (60.0%), more than --max_failures=0.59 allows: extract: places, TypeError (1 times); "
        "segment: KeyError (1 times); segment: KeyError\n (1 times); nothing is published; "
        f"see {tmp_path}/lake/runs/{name}/tracebacks"
    )
    assert record(tmp_path / "lake")["status"] == "too_many_failures"
    assert go(folder, max_failures=0.6, max_rejects=0.2).run.status == "published"


# What is refused, and what fails


def test_an_audit_that_does_not_pass_refuses_the_run(tmp_path: Path, go: Go, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = [RuleResult("times", f"rule_{n}", "sql", n == 0, 9, n) for n in range(8)]
    monkeypatch.setattr(run_module, "audit", lambda files, **how: AuditResult(False, rules, {}, {}))
    with pytest.raises(AuditError) as caught:
        go(pages(tmp_path / "in", a=1))
    (name,) = os.listdir(tmp_path / "lake" / "runs")
    broken = "; ".join(f"times: rule_{n} ({counted(n, 'row')})" for n in range(1, 6))
    assert str(caught.value) == f"the audit refused the run: {broken}; see {tmp_path}/lake/runs/{name}/audit.html"
    assert record(tmp_path / "lake")["status"] == "refused_by_audit"
    assert (tmp_path / "lake" / "runs" / name / "audit.html").exists()
    assert LocalLake(tmp_path / "lake").current() is None


def test_the_audit_sees_what_the_run_adds_and_which_articles_stay(tmp_path: Path, go: Go, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = pages(tmp_path / "1", a=1, b=2)
    go(folder, source_root=str(tmp_path))
    go(pages(tmp_path / "2", c=3), source_root=str(tmp_path))
    kept = {str(path) for path in newsbeam.resolve(tmp_path / "lake").paths("articles")}
    seen: list[dict[str, Any]] = []
    real = run_module.audit

    def audit(files: Any, **how: Any) -> AuditResult:
        seen.append({"files": {name: len(found) for name, found in files.items()}, **how})
        return real(files, **how)

    monkeypatch.setattr(run_module, "audit", audit)
    pages(folder, a=4)
    go(folder, source_root=str(tmp_path), audited=True)
    ((first,),) = rows(tmp_path / "lake", "SELECT count(DISTINCT source_uri) FROM articles")
    assert first == 3
    (told,) = seen
    assert (told["files"]["articles"], told["files"]["times"], told["files"]["rejects"], told["files"]["runs"]) == (1, 1, 0, 0)
    assert (told["expected_rows"]["articles"], told["expected_rows"]["segments"]) == (1, 6)
    stays = [path for path in told["published"] if path in kept]
    written_anew = [path for path in told["published"] if path not in kept]
    assert (len(stays), len(written_anew)) == (1, 1)
    assert Path(written_anew[0]).parts[-5:-1] == (seen_run(tmp_path), "data", "articles", "published_month=2024-01")


def seen_run(folder: Path) -> str:
    return newsbeam.resolve(folder / "lake").run_id


def test_a_switch_that_fails_for_the_disk_is_told_and_leaves_what_was_published(
    tmp_path: Path, go: Go, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = pages(tmp_path / "in", a=1)
    go(folder)
    pages(folder, a=2)

    def full(*args: Any) -> Any:
        assert record(tmp_path / "lake")["status"] == "published"  # what is published has its record
        raise OSError(28, "No space left on device", "the disk")

    monkeypatch.setattr(LocalLake, "switch", full)
    with pytest.raises(StorageError, match=r"^No space left on device: the disk$"):
        go(folder)
    assert record(tmp_path / "lake")["status"] == "failed"
    assert rows(tmp_path / "lake", "SELECT count(*) FROM runs") == [(1,)]


def test_any_error_of_the_system_is_a_storage_error(tmp_path: Path, go: Go, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: Any) -> Any:
        raise OSError(22, "Invalid argument")

    monkeypatch.setattr(LocalLake, "switch", fail)
    with pytest.raises(StorageError, match=r"^Invalid argument$"):
        go(pages(tmp_path / "in", a=1))


def test_a_run_that_cannot_even_be_recorded_still_says_why_it_failed(tmp_path: Path, go: Go, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: Any) -> Any:
        raise OSError(28, "No space left on device", "the disk")

    def fill_the_disk(runner: PagesRunner, work: list[WorkItem]) -> Processed:
        monkeypatch.setattr(LocalLake, "write", fail)
        return Processed([], [], Measures())

    instead(monkeypatch, fill_the_disk)
    with pytest.raises(WorkerError, match=r"^1 input, but 0"):
        go(pages(tmp_path / "in", a=1))


def test_an_interrupted_run_is_recorded_as_failed(tmp_path: Path, go: Go, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(runner: PagesRunner, work: list[WorkItem]) -> Processed:
        raise KeyboardInterrupt("x" * 5_000)

    instead(monkeypatch, interrupt)
    with pytest.raises(KeyboardInterrupt):
        go(pages(tmp_path / "in", a=1))
    told = record(tmp_path / "lake")
    assert (told["status"], len(told["error"]), set(json.loads(told["stage_seconds"]))) == ("failed", 4_000, {"plan", "process"})


def test_the_lake_is_held_while_a_run_goes_and_mended_before(tmp_path: Path, go: Go, monkeypatch: pytest.MonkeyPatch) -> None:
    lake = LocalLake(tmp_path / "lake")
    (tmp_path / "lake" / "versions" / "000007.inprogress").mkdir(parents=True)
    (tmp_path / "lake" / ".lock").touch()
    real = PagesRunner.process

    def process(runner: PagesRunner, work: list[WorkItem]) -> Processed:
        with pytest.raises(LakeBusyError), lake.lock():
            pass
        assert os.listdir(lake.root / "versions") == []
        return real(runner, work)

    instead(monkeypatch, process)
    go(pages(tmp_path / "in", a=1))
    with lake.lock(), pytest.raises(LakeBusyError):
        go(tmp_path / "in")


def test_what_is_skipped_for_want_of_an_extra_or_a_field_is_told_with_what_helps(tmp_path: Path, go: Go) -> None:
    assert run_module.NEXT_OF_SKIPPED["no_crawl_extra"] == "pip install 'newsbeam[crawl]' brings what reads WARC and HTML"
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_text("{}", encoding="utf-8")
    told = "there is no input; skipped: no_text_field 1; --text_field names the field of collections that holds the text"
    with pytest.raises(InputError, match=f"^{told}$"):
        go(tmp_path / "in")


def test_a_folder_of_other_files_says_how_they_are_read(tmp_path: Path, go: Go) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "b.pdf").touch()
    (tmp_path / "in" / "a.text").touch()
    told = (
        "there is no input; skipped: other_ending 2; of a folder .txt and .txt.gz are read: name others as they are, or by a glob (a.text)"
    )
    with pytest.raises(InputError) as caught:
        go(tmp_path / "in")
    assert str(caught.value) == told


def test_inputs_of_which_none_is_a_file(tmp_path: Path, go: Go) -> None:
    (tmp_path / "in").mkdir()
    for name in ("a", "b"):
        (tmp_path / "in" / f"{name}.txt").symlink_to(f"{name}.txt")
    with pytest.raises(InputError, match=r"^there is no input; skipped: link_loop 2$"):
        go(tmp_path / "in")


def test_the_inventory_is_closed_whatever_happens(tmp_path: Path, go: Go, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = []
    monkeypatch.setattr(run_module.Inventory, "close", lambda inventory: closed.append(inventory))
    go(pages(tmp_path / "in", a=1))
    instead(monkeypatch, lambda runner, work: Processed([], [], Measures()))
    pages(tmp_path / "in", a=2)
    with pytest.raises(WorkerError):
        go(tmp_path / "in")
    assert len(closed) == 2


def test_a_run_whose_clock_went_back_does_not_end_before_it_began(tmp_path: Path, go: Go, monkeypatch: pytest.MonkeyPatch) -> None:
    ahead = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=1)
    monkeypatch.setattr(run_module, "new_run_id", lambda now: new_run_id(ahead))
    monkeypatch.setattr("tests.pipeline.test_run_of_pages.NOW", ahead)
    told = go(pages(tmp_path / "in", a=1)).run
    assert told.started_at == told.finished_at == ahead


def test_a_run_is_named_by_its_start_and_six_digits_of_chance() -> None:
    now = datetime.datetime(2024, 6, 1, 12, tzinfo=datetime.UTC)
    names = {new_run_id(now) for _ in range(20)}
    assert {name.rpartition("-")[0] for name in names} == {"20240601T120000Z"}
    assert {len(name.rpartition("-")[2]) for name in names} == {6}
    assert len(names) > 15


def test_by_default_a_run_starts_now_and_tells_nobody(tmp_path: Path, go: Go) -> None:
    before = datetime.datetime.now(datetime.UTC)
    options = RunOptions(inputs=(str(pages(tmp_path / "in", a=1)),), output=str(tmp_path / "lake"), source_root=str(tmp_path))
    started = run(options).run.started_at
    assert before <= started <= datetime.datetime.now(datetime.UTC)
    assert dataclasses.asdict(options)["wait"] is False


# ── the lake it runs into ──


def test_a_damaged_version_is_not_built_on(tmp_path: Path, go: Go) -> None:
    folder = pages(tmp_path / "in", a=1)
    go(folder)
    pages(folder, b=2)
    (path,) = newsbeam.resolve(tmp_path / "lake").paths("segments")
    content = path.read_bytes()
    path.write_bytes(content[:-20])
    with pytest.raises(
        InputError, match=r"^version 1 is damaged, 1 of \d+ files: segments/.* bytes, the manifest says .*; newsbeam recover"
    ):
        go(folder)
    path.unlink()
    with pytest.raises(InputError, match=r"^version 1 is damaged, .*: No such file or directory; nothing is done"):
        go(folder)
    flipped = bytearray(content)
    flipped[-30] ^= 1
    path.write_bytes(flipped)
    with pytest.raises(InputError, match=r"^version 1 is damaged, .*: SHA-256 is "):
        go(folder, verify=True)
    assert len(os.listdir(tmp_path / "lake" / "runs")) == 1  # those refused leave no records
    assert os.listdir(tmp_path / "lake" / "staging") == []
    path.write_bytes(content)
    assert go(folder, verify=True).run.status == "published"


def test_a_lake_of_a_newer_newsbeam_is_not_built_on(tmp_path: Path, go: Go) -> None:
    folder = pages(tmp_path / "in", a=1)
    go(folder)
    manifest = tmp_path / "lake" / "current" / MANIFEST
    manifest.write_text(manifest.read_text().replace("segments", "sections"))
    with pytest.raises(InputError, match=r"^version 1 holds datasets that this newsbeam does not know: sections$"):
        go(folder)


@pytest.mark.parametrize("when", ["process", "complete"])
@pytest.mark.parametrize("replaced", [False, True])
def test_a_lake_that_is_moved_while_the_run_works(
    tmp_path: Path, go: Go, monkeypatch: pytest.MonkeyPatch, when: str, replaced: bool
) -> None:
    """The old place holds nothing published afterwards, or what was put there; the moved lake goes on."""
    folder = pages(tmp_path / "in", a=1)
    go(folder)
    pages(folder, b=2)
    lake, moved = tmp_path / "lake", tmp_path / "moved"

    def then_moved(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any) -> Any:
            found = real(*args)
            lake.rename(moved)
            if replaced:
                shutil.copytree(moved, lake, symlinks=True)
                (lake / "current").unlink()
                shutil.copytree(lake / "versions" / "000001", lake / "versions" / "000002")
                manifest = lake / "versions" / "000002" / MANIFEST
                manifest.write_text(manifest.read_text().replace('"version": 1', '"version": 2'))
                (lake / "current").symlink_to("versions/000002")
            return found

        return call

    if when == "process":
        instead(monkeypatch, then_moved(PagesRunner.process))
    else:
        monkeypatch.setattr(publish, "complete", then_moved(publish.complete))
    with pytest.raises((StorageError, OSError, duckdb.Error)):
        go(folder)
    assert newsbeam.resolve(lake).number == 2 if replaced else not (lake / "current").exists()
    assert rows(moved, HELD) == [("a.txt",)]
    monkeypatch.setattr(publish, "complete", COMPLETE)
    instead(monkeypatch, PROCESS)
    assert go(folder, output=str(moved)).run.new_articles == 1
    assert rows(moved, HELD) == [("a.txt",), ("b.txt",)]


def test_what_failed_and_killed_runs_left_is_said_and_collected(tmp_path: Path, go: Go) -> None:
    folder = pages(tmp_path / "in", a=1, b="parse: no_date: none")
    with pytest.raises(TooManyRejectsError):
        go(folder, max_rejects=0.0)
    outcome = go(folder)
    assert outcome.leftovers == 2  # staging and records of the first
    (tmp_path / "lake" / "versions" / "000002.inprogress").mkdir()
    heard = Heard()
    again = go(folder, reporter=heard)
    assert again.run.status == "nothing_new"
    assert heard.said[0] == "removed versions/000002.inprogress, which was unfinished"
    assert again.leftovers == 2
    lake = LocalLake(tmp_path / "lake")
    assert len(lake.collect_garbage(keep=1, older_than=datetime.timedelta(days=-1))) == 2
    assert lake.leftovers() == []
    assert set(os.listdir(lake.root / "runs")) == {outcome.run.run_id, again.run.run_id}


# ── what a run says, to the letter ──


def test_the_records_of_a_run_are_written_in_one_order_and_hold_what_was_measured(
    tmp_path: Path, go: Go, monkeypatch: pytest.MonkeyPatch
) -> None:
    measures = Measures(Counter({"articles.read": 2}), {"read": Spread(2, 3_500, 1_000, 2_500)})
    instead(monkeypatch, lambda runner, work: dataclasses.replace(PROCESS(runner, work), measures=measures))
    folder = pages(tmp_path / "in", a=1, b=1, c="parse: no_date: na\u00efve", d="extract: bad_source: none")
    outcome = go(folder)
    assert list(outcome.rejects.items()) == [("bad_source", 1), ("duplicate_content", 1), ("no_date", 1)]
    assert outcome.measures == measures
    told = outcome.run
    for text in (told.versions, told.arguments, told.rows_out, told.stage_seconds):
        assert text == json.dumps(json.loads(text), sort_keys=True)
    written = Path(outcome.records, "run.json").read_text()
    assert written == json.dumps(json.loads(written), indent=1, sort_keys=True)
    assert json.loads(written)["metrics"] == measures.as_record()
    assert '"detail": "na\u00efve"' in Path(outcome.records, "rejects.jsonl").read_text(encoding="utf-8")


def test_stages_are_timed_in_thousandths(tmp_path: Path, go: Go, monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = itertools.count(start=100)
    monkeypatch.setattr(run_module, "time", types.SimpleNamespace(monotonic=lambda: 1.23456 * next(ticks)))
    told = go(pages(tmp_path / "in", a=1)).run
    assert json.loads(told.stage_seconds) == dict.fromkeys(("plan", "process", "reconcile", "audit"), 1.235)


def test_what_the_audit_needs_is_imported_while_the_workers_work_and_holds_no_run_up(
    tmp_path: Path, go: Go, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported: queue.Queue[bool] = queue.Queue()
    monkeypatch.setattr(run_module, "import_great_expectations", lambda: imported.put(threading.current_thread().daemon))
    folder = pages(tmp_path / "in", a=1)
    go(folder)
    assert imported.get(timeout=60) is True
    go(folder)  # without work nothing is imported
    assert imported.empty()


def test_inputs_that_are_there_twice_are_named_five_of_them_in_order(tmp_path: Path, go: Go, monkeypatch: pytest.MonkeyPatch) -> None:
    def process(runner: PagesRunner, work: list[WorkItem]) -> Processed:
        return Processed(
            [], [Rejection(item.source_uri, "parse", "no_date", "none") for item in reversed(list(work)) for _ in "12"], Measures()
        )

    instead(monkeypatch, process)
    refused(
        go,
        pages(tmp_path / "in", **{name: at for at, name in enumerate("gfedcba")}),
        f"7 inputs, but 14 accounted for; lost: [], twice: {[f'{name}.txt' for name in 'abcde']}",
    )


def test_the_three_most_frequent_failures_are_named(tmp_path: Path, go: Go) -> None:
    failed = {f"{kind}{n}": f"segment: extractor_failed: {kind}{' ' * n}" for kind, n in (("A", 1), ("B", 2), ("C", 3), ("D", 4))}
    with pytest.raises(TooManyFailuresError) as caught:
        go(pages(tmp_path / "in", **failed))
    assert str(caught.value).count(" (1 times)") == 3


def test_all_datasets_of_a_newer_newsbeam_are_named_in_order(tmp_path: Path, go: Go) -> None:
    folder = pages(tmp_path / "in", a=1)
    go(folder)
    manifest = tmp_path / "lake" / "current" / MANIFEST
    held = json.loads(manifest.read_text())
    datasets = dict.fromkeys(file["dataset"] for file in held["files"])
    held["files"] = [
        file | {"dataset": name, "path": file["path"].replace(f"{dataset}/", f"{name}/")}
        for dataset, name in zip(datasets, "gfedcba", strict=False)
        for file in held["files"]
        if file["dataset"] == dataset
    ]
    manifest.write_text(json.dumps(held))
    with pytest.raises(InputError, match=r"does not know: a, b, c, d, e, f, g$"):
        go(folder)


def test_a_lake_among_the_inputs_is_refused_before_anything_is_made(tmp_path: Path, go: Go) -> None:
    folder = pages(tmp_path / "in", a=1)
    with pytest.raises(UsageError) as caught:
        go(folder, output=str(folder / "lake"))
    assert str(caught.value) == f"--output {folder}/lake lies among the inputs, below --input {folder}; give a folder elsewhere"
    assert os.listdir(folder) == ["a.txt"]


# ── errors keep what they are, and say what is published ──


def test_an_error_of_the_code_before_there_are_inputs_is_recorded_too(tmp_path: Path, go: Go, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise KeyError("a bug")

    monkeypatch.setattr(run_module.Inventory, "add_inputs", fail)
    with pytest.raises(KeyError):
        go(pages(tmp_path / "in", a=1))
    assert (record(tmp_path / "lake")["status"], record(tmp_path / "lake")["inputs"]) == ("failed", 0)


def test_an_error_of_the_code_comes_out_as_it_is(tmp_path: Path, go: Go, monkeypatch: pytest.MonkeyPatch) -> None:
    bug = KeyError("a bug")

    def fail(runner: PagesRunner, work: list[WorkItem]) -> Processed:
        raise bug

    instead(monkeypatch, fail)
    with pytest.raises(KeyError) as caught:
        go(pages(tmp_path / "in", a=1))
    assert (caught.value, caught.value.__cause__, getattr(bug, "__notes__", [])) == (bug, None, [])
    assert (record(tmp_path / "lake")["status"], record(tmp_path / "lake")["error"]) == ("failed", "KeyError: 'a bug'")


def test_an_input_error_is_recorded_once_there_are_inputs(tmp_path: Path, go: Go, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(runner: PagesRunner, work: list[WorkItem]) -> Processed:
        raise InputError("the inputs went away")

    instead(monkeypatch, fail)
    with pytest.raises(InputError):
        go(pages(tmp_path / "in", a=1))
    assert (record(tmp_path / "lake")["status"], record(tmp_path / "lake")["inputs"]) == ("failed", 1)


def test_a_run_that_ends_before_its_work_leaves_nothing(tmp_path: Path, go: Go) -> None:
    told = go(pages(tmp_path / "in", a=1)).run
    (tmp_path / "none").mkdir()
    with pytest.raises(InputError):
        go(tmp_path / "none")
    assert os.listdir(tmp_path / "lake" / "runs") == [told.run_id]
    assert os.listdir(tmp_path / "lake" / "staging") == []


def test_an_error_of_ours_has_no_other_cause_and_one_of_the_system_is_the_cause(
    tmp_path: Path, go: Go, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = pages(tmp_path / "in", a=1)
    instead(monkeypatch, lambda runner, work: Processed([], [], Measures()))
    with pytest.raises(WorkerError) as caught:
        go(folder)
    assert caught.value.__cause__ is None
    full = OSError(28, "No space left on device")

    def fail(runner: PagesRunner, work: list[WorkItem]) -> Processed:
        raise full

    instead(monkeypatch, fail)
    with pytest.raises(StorageError) as told:
        go(folder)
    assert told.value.__cause__ is full


def test_who_interrupts_a_run_hears_what_is_published(tmp_path: Path, go: Go, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*args: Any) -> Any:
        raise KeyboardInterrupt

    folder = pages(tmp_path / "in", a=1)
    instead(monkeypatch, interrupt)
    with pytest.raises(KeyboardInterrupt) as caught:
        go(folder)
    assert caught.value.__notes__ == ["nothing is published"]
    instead(monkeypatch, PROCESS)
    first = go(folder).run.run_id
    pages(folder, b=2)
    instead(monkeypatch, interrupt)
    with pytest.raises(KeyboardInterrupt) as caught:
        go(folder)
    assert caught.value.__notes__ == [f"published is version 1, of run {first}"]


@pytest.mark.parametrize("error", [KeyboardInterrupt(), WorkerError("after the switch")])
def test_what_comes_after_the_switch_leaves_the_record_of_what_is_published(
    tmp_path: Path, go: Go, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    real = LocalLake.switch

    def switch(*args: Any) -> Any:
        real(*args)
        raise error

    monkeypatch.setattr(LocalLake, "switch", switch)
    with pytest.raises(type(error)) as caught:
        go(pages(tmp_path / "in", a=1))
    assert caught.value.__notes__ == [f"published is version 1, of run {seen_run(tmp_path)}"]
    assert (record(tmp_path / "lake")["status"], "error" in record(tmp_path / "lake")) == ("published", False)
    assert rows(tmp_path / "lake", HELD) == [("a.txt",)]


def test_a_run_that_fails_where_nobody_knows_what_is_current_is_recorded_and_says_why(
    tmp_path: Path, go: Go, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = pages(tmp_path / "in", a=1)
    first = go(folder).run.run_id
    pages(folder, b=2)

    def fail(runner: PagesRunner, work: list[WorkItem]) -> Processed:
        (tmp_path / "lake" / "current").unlink()
        raise WorkerError("the worker died")

    instead(monkeypatch, fail)
    with pytest.raises(WorkerError, match=r"^the worker died$"):
        go(folder)
    (failed,) = set(os.listdir(tmp_path / "lake" / "runs")) - {first}
    told = json.loads((tmp_path / "lake" / "runs" / failed / "run.json").read_text())
    assert (told["status"], told["error"]) == ("failed", "WorkerError: the worker died")


def everything(lake: Path) -> dict[str, int]:
    """All that is in a folder, with its time of change."""
    return {str(path): path.lstat().st_mtime_ns for path in [lake, *lake.rglob("*")]}


def test_a_dry_run_tells_and_writes_nothing(tmp_path: Path, go: Go) -> None:
    folder, lake = pages(tmp_path / "in", a=1, b=2), tmp_path / "lake"
    options = RunOptions(inputs=(str(folder),), output=str(lake), source_root=str(folder))
    first = preview(options, now=NOW)
    assert (first.version, [tuple(one) for one in first.decisions]) == (None, [("work", "new", 2, ["a.txt", "b.txt"])])
    assert not lake.exists()
    go(folder)
    pages(folder, b=3, c=4)
    (folder / "a.txt").unlink()
    before = everything(lake)
    found = preview(dataclasses.replace(options, prune=True), now=NOW)
    assert [tuple(one) for one in found.decisions] == [
        ("work", "changed", 1, ["b.txt"]), ("work", "new", 1, ["c.txt"]), ("prune", "gone", 1, ["a.txt"]),
    ]  # fmt: skip
    assert found.version == newsbeam.resolve(lake)
    assert everything(lake) == before


def test_a_dry_run_foretells_too_many_rejects_where_they_are_known(tmp_path: Path, go: Go, monkeypatch: pytest.MonkeyPatch) -> None:
    """And with ``--full`` calls them what they are: known, and nothing is known of what comes of them."""
    real = PagesRunner.process

    def process(runner: PagesRunner, work: list[WorkItem]) -> Processed:
        ids = {item.source_uri: item.content_sha256[:32] for item in work}
        found = real(runner, work)
        return Processed(found.staged, [one._replace(article_id=ids[one.source_uri]) for one in found.rejects], found.measures)

    instead(monkeypatch, process)
    none = "parse: no_date: none"
    folder = pages(tmp_path / "in", a=1, b=none, c=2, d=none + " either")
    options = RunOptions(inputs=(str(folder),), output=str(tmp_path / "lake"), source_root=str(folder), max_rejects=0.49)
    assert preview(options, now=NOW).too_many == []
    go(folder, max_rejects=0.5)
    assert preview(options, now=NOW).too_many == [
        "2 of 4 inputs would be rejected (50.0%), more than --max_rejects=0.49 allows",
        "no_date      2  b.txt: none, d.txt",
        f"                {NEXT['no_date']}",
    ]
    assert preview(dataclasses.replace(options, max_rejects=0.5), now=NOW).too_many == []
    found = preview(dataclasses.replace(options, full=True), now=NOW)
    assert ([tuple(one) for one in found.decisions], found.too_many) == ([("work", "full", 4, ["a.txt", "b.txt", "c.txt"])], [])


def test_a_dry_run_names_what_another_version_differs_in(tmp_path: Path, go: Go) -> None:
    folder = pages(tmp_path / "in", a=1)
    go(folder, date_order="DMY")
    found = preview(RunOptions(inputs=(str(folder),), output=str(tmp_path / "lake"), source_root=str(folder)), now=NOW)
    assert [tuple(one) for one in found.decisions] == [("work", "version: --date_order", 1, ["a.txt"])]


def test_full_does_what_is_published_again(tmp_path: Path, go: Go) -> None:
    folder = pages(tmp_path / "in", a=1, b=2)
    first, heard = go(folder), Heard()
    again = go(folder, full=True, reporter=heard)
    assert (again.run.new_articles, again.replaced_articles, again.run.unchanged_articles) == (2, 2, 0)
    facts = [name for name in DATASETS if name not in ("articles", *OF_RUNS)]
    rows_of = sum(len(article_rows(number)[name]) for number in (1, 2) for name in facts)
    assert f"{rows_of} rows made again just as published; the files that hold them stay: {', '.join(facts)}" in heard.said
    assert rows(tmp_path / "lake", "SELECT DISTINCT run_id FROM articles") == [(again.run.run_id,)]
    assert first.run.run_id != again.run.run_id


def test_runs_with_a_limit_come_to_the_end(tmp_path: Path, go: Go) -> None:
    folder, lake = pages(tmp_path / "in", a=1, b=2, c="parse: no_date: none", d=3, e=4), tmp_path / "lake"
    first = go(folder, audited=True, limit=2)
    assert (first.run.inputs, first.run.new_articles, dict(first.skipped)) == (2, 2, {"over_limit": 3})
    assert [json.loads(line) for line in Path(first.records, "skipped.jsonl").read_text().splitlines()] == [
        {"source_uri": f"{name}.txt", "reason": "over_limit"} for name in "cde"
    ]
    assert rows(lake, HELD) == [("a.txt",), ("b.txt",)]
    second = go(folder, audited=True, limit=2)
    assert (second.run.new_articles, second.run.unchanged_articles, second.run.rejected_inputs) == (1, 2, 1)
    assert rows(lake, HELD) == [("a.txt",), ("b.txt",), ("d.txt",)]


def test_what_is_gone_stays_unless_it_is_pruned(tmp_path: Path, go: Go) -> None:
    folder, lake = pages(tmp_path / "in", a=1, b=2), tmp_path / "lake"
    go(folder)
    (folder / "a.txt").unlink()
    assert go(folder).run.status == "nothing_new"
    assert rows(lake, HELD) == [("a.txt",), ("b.txt",)]
    pruned = go(folder, audited=True, prune=True)
    assert (pruned.run.status, pruned.pruned_articles, pruned.replaced_articles) == ("published", 1, 0)
    assert rows(lake, HELD) == [("b.txt",)]
    assert rows(lake, "SELECT count(*) FROM segments ANTI JOIN articles USING (article_id)") == [(0,)]
    assert go(folder, prune=True).run.status == "nothing_new"


def test_an_article_whose_file_was_renamed_is_pruned_and_new_in_one(tmp_path: Path, go: Go) -> None:
    folder, lake = pages(tmp_path / "in", a=1), tmp_path / "lake"
    go(folder)
    (folder / "a.txt").rename(folder / "b.txt")
    outcome = go(folder, audited=True, prune=True)
    assert (outcome.replaced_articles, outcome.pruned_articles) == (1, 0)
    assert rows(lake, HELD) == [("b.txt",)]
