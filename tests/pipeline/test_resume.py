"""A run that ended early is gone on with: what its chunks did is not done again, and is the same as if it had never ended."""

import dataclasses
import datetime
import itertools
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

import newsbeam
from pipeline import run as run_module
from pipeline.errors import TooManyRejectsError, WorkerError
from pipeline.lakes import staging
from pipeline.options import RunOptions
from pipeline.run import Outcome, Reporter, run
from pipeline.runners import Measures, Processed, local
from pipeline.runners.lists import give_work, split
from tests.pipeline.conftest import NOW, rows
from tests.pipeline.pages import PagesRunner, pages
from transforms.lists import Listing, listing_bytes
from transforms.values import WorkItem

CHUNK = 2
HELD = "SELECT source_uri, article_id FROM articles ORDER BY 1"


class Heard(Reporter):
    """Keeps what it hears, and how many articles were begun."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        self.begun = 0

    def articles(self, count: int) -> None:
        self.begun += count

    def note(self, sentence: str) -> None:
        self.notes.append(sentence)


@dataclasses.dataclass
class Runs:
    """Runs of pages in chunks of two; ``done`` has the names of what each run processed."""

    folder: Path
    lake: Path
    monkeypatch: pytest.MonkeyPatch
    done: list[list[str]] = dataclasses.field(default_factory=list)
    days: Any = dataclasses.field(default_factory=itertools.count)

    def go(self, *, after: int | None = None, **options: Any) -> Outcome:
        """Run; the process of the work raises when ``after`` chunks are finished."""
        self.done.append([])

        def process(runner: PagesRunner, work: list[WorkItem]) -> Processed:
            everything = Processed([], [], Measures())
            folder = f"{staging(runner.context.run_id)}/work"
            for number, items in enumerate(split(work, CHUNK)):
                give_work(runner.lake, f"{folder}/work-{number:06}.jsonl", items)
                if number == after:
                    raise WorkerError("the power is gone")
                self.done[-1] += [item.source_uri.removesuffix(".txt") for item in items]
                found = PagesRunner(runner.lake, runner.context, lambda count: None).process(items)
                runner.lake.write(f"{folder}/staged-{number:06}.jsonl", listing_bytes(Listing(found.staged, found.rejects)))
                everything = Processed(everything.staged + found.staged, everything.rejects + found.rejects, everything.measures)
            return everything

        runner = type("Chunks", (PagesRunner,), {"process": process})
        self.monkeypatch.setattr(run_module, "choose_runner", lambda options, context, lake, on: runner(lake, context, on))
        values: dict[str, Any] = {"output": str(self.lake), "source_root": str(self.folder), "max_rejects": 1.0} | options
        now = NOW + datetime.timedelta(days=next(self.days))
        return run(RunOptions(inputs=(str(self.folder),), **values), now=now)

    def ends(self, after: int, **options: Any) -> None:
        with pytest.raises(WorkerError):
            self.go(after=after, **options)

    def staged(self) -> list[Path]:
        return list((self.lake / "staging").glob("*"))


@pytest.fixture
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Runs:
    monkeypatch.setattr("pipeline.audit.expectations.rules", lambda *given: [])
    monkeypatch.setattr(run_module, "import_great_expectations", lambda: None)
    return Runs(pages(tmp_path / "in", a=1, b=2, c="parse: no_date: none", d=4, e=5), tmp_path / "lake", monkeypatch)


def test_finished_chunks_are_taken_over_and_published_as_rows_of_the_run(runs: Runs) -> None:
    runs.ends(after=2)
    outcome = runs.go()
    assert runs.done == [["a", "b", "c", "d"], ["e"]]
    assert (outcome.run.new_articles, outcome.run.rejected_inputs, outcome.leftovers) == (4, 1, 1)  # the record of the first stays
    assert [name for name, _ in rows(runs.lake, HELD)] == ["a.txt", "b.txt", "d.txt", "e.txt"]
    assert rows(runs.lake, "SELECT DISTINCT run_id, processed_at = run.started_at FROM articles JOIN runs run USING (run_id)") == [
        (outcome.run.run_id, True)
    ]
    assert rows(runs.lake, "SELECT source_uri, reason, run_id FROM rejects") == [("c.txt", "no_date", outcome.run.run_id)]
    assert runs.staged() == []


def test_the_rows_are_those_of_a_run_that_never_ended(runs: Runs, tmp_path: Path) -> None:
    names = [name for name in newsbeam.known.dataset_names() if name not in ("runs", "rejects")]

    def content(lake: Path) -> dict[str, Any]:
        leaving = {"articles": " EXCLUDE (run_id, processed_at)"}
        return {name: rows(lake, f"SELECT *{leaving.get(name, '')} FROM {name} ORDER BY ALL") for name in names}

    runs.ends(after=1)
    runs.go()
    resumed = content(runs.lake)
    runs.lake = tmp_path / "another"
    runs.go()
    assert resumed == content(runs.lake)
    assert all(resumed[name] for name in ("articles", "segments", "mentions", "times"))


def test_a_run_that_goes_on_with_another_may_end_early_too(runs: Runs) -> None:
    pages(runs.folder, f=6, g=7)
    runs.ends(after=1)
    runs.ends(after=1)
    outcome = runs.go()
    assert runs.done == [["a", "b"], ["c", "d"], ["e", "f", "g"]]
    assert (outcome.run.new_articles, outcome.run.rejected_inputs, runs.staged()) == (6, 1, [])


def test_what_changed_meanwhile_is_done_again_and_the_rest_of_its_chunk_is_not(runs: Runs) -> None:
    runs.ends(after=2)
    pages(runs.folder, a=7)
    (runs.folder / "d.txt").unlink()
    runs.go()
    assert runs.done[1] == ["a", "e"]
    assert [name for name, _ in rows(runs.lake, HELD)] == ["a.txt", "b.txt", "e.txt"]
    assert rows(runs.lake, "SELECT count(*) FROM segments ANTI JOIN articles USING (article_id)") == [(0,)]


def test_another_version_and_full_do_not_go_on(runs: Runs) -> None:
    runs.ends(after=2)
    runs.ends(after=0, date_order="DMY")
    runs.ends(after=2, full=True)
    runs.go(full=True)
    assert runs.done == [["a", "b", "c", "d"], [], ["a", "b", "c", "d"], ["e"]]  # what --full did --full goes on with


def test_rejects_of_the_moment_are_tried_again(runs: Runs) -> None:
    pages(runs.folder, a="parse: future_date: tomorrow", b="extract: extractor_failed: KeyError")
    runs.ends(after=2, max_failures=1.0)
    runs.go(max_failures=1.0)
    assert runs.done[1] == ["a", "b", "e"]


def test_what_is_damaged_is_done_again(runs: Runs) -> None:
    runs.ends(after=2)
    [folder] = runs.staged()
    for file in (folder / "data" / "segments").rglob("*.parquet"):
        file.write_bytes(file.read_bytes()[:-1] + b"?")
    (folder / "work" / "staged-000001.jsonl").write_bytes(b'{"staged": {"pa')
    assert runs.go().run.new_articles == 4
    assert runs.done[1] == ["a", "b", "c", "d", "e"]


def test_a_run_with_too_many_rejects_is_not_done_again_when_more_are_allowed(runs: Runs) -> None:
    with pytest.raises(TooManyRejectsError):
        runs.go(max_rejects=0.0)
    assert runs.go().run.status == "published"
    assert runs.done[1] == []


def test_what_the_audit_refused_is_done_again(runs: Runs) -> None:
    runs.ends(after=2)
    [folder] = runs.staged()
    record = runs.lake / "runs" / folder.name / "run.json"
    record.write_text(json.dumps(json.loads(record.read_text()) | {"status": "refused_by_audit"}))
    runs.go()
    assert runs.done[1] == ["a", "b", "c", "d", "e"]
    assert runs.staged() == [folder]


def test_workers_of_a_run_that_was_killed_are_told_that_it_has_ended(runs: Runs) -> None:
    """One that failed has a record, and has told them itself."""
    runs.ends(after=0)
    runs.ends(after=0)
    _, killed = sorted((runs.lake / "runs").iterdir())
    (killed / "run.json").unlink()
    assert list(runs.lake.glob("staging/*/marks/*")) == []
    runs.ends(after=0)
    assert list(runs.lake.glob("staging/*/marks/*")) == [runs.lake / "staging" / killed.name / "marks" / "cancelled"]


def test_with_a_limit_what_is_done_beyond_it_waits(runs: Runs) -> None:
    runs.ends(after=2)
    assert runs.go(limit=2).run.new_articles == 2
    runs.go()
    assert runs.done == [["a", "b", "c", "d"], [], ["e"]]
    assert runs.staged() == []


def test_a_run_killed_at_the_half_is_gone_on_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole run dies, as by a loss of power, at the sixth of twelve articles; one worker takes one at a time."""
    monkeypatch.setattr("pipeline.audit.expectations.rules", lambda *given: [])
    monkeypatch.setattr(run_module, "import_great_expectations", lambda: None)
    command = [sys.executable, "-m", "tests.pipeline.runners.pages_worker"]
    monkeypatch.setattr(
        run_module, "choose_runner", lambda options, context, lake, on: local.LocalRunner(options, context, lake, on, command)
    )
    folder = pages(tmp_path / "in", **{f"n{number:02}": number for number in range(12)})
    options = RunOptions((str(folder),), str(tmp_path / "lake"), source_root=str(folder), workers=1, chunk_articles=1)

    class Kills(Heard):
        def articles(self, count: int) -> None:
            self.begun += count
            if self.begun == 6:
                os.kill(os.getpid(), signal.SIGKILL)

    child = os.fork()
    if not child:
        run(options, now=NOW, reporter=Kills())
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    heard = Heard()
    outcome = run(options, now=NOW + datetime.timedelta(hours=1), reporter=heard)
    finished = 12 - heard.begun
    assert finished in (5, 6)  # the worker may be done with the sixth when it is told that it was begun
    assert [sentence.split(" are ")[0] for sentence in heard.notes] == [f"{finished} of 12 articles to process"]
    assert (outcome.run.new_articles, outcome.leftovers) == (12, 0)
    assert [name for name, _ in rows(tmp_path / "lake", HELD)] == [f"n{number:02}.txt" for number in range(12)]
