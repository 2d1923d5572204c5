"""The local runner with its real workers: what kills or fails one, and what becomes of workers whose run is killed; see also test_pool.py."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

import newsbeam
from pipeline.errors import WorkerError
from pipeline.options import RunOptions
from pipeline.run import Outcome, run
from pipeline.runners.lists import split
from tests.pipeline.conftest import NOW, rows, story, write
from transforms.values import WorkItem

pytestmark = pytest.mark.usefixtures("without_expectations")

FAULTS = """
import os, signal, sys, time
if "pipeline.runners.worker" in sys.orig_argv:
    from transforms import read
    from transforms.text import families
    real_article = read.to_article
    def to_article(item, content):
        if "killer" in item.source_uri:
            os.kill(os.getpid(), signal.SIGKILL)
        if "sleeper" in item.source_uri:
            time.sleep(600)
        if "raiser" in item.source_uri:
            raise RuntimeError("a bug in the pipeline")
        return real_article(item, content)
    read.to_article = to_article
    (places,) = [family for family in families.FAMILIES if family.name == "places"]
    real_places = places.extract
    def extract(reading):
        if "deadly" in reading.article.source_uri:
            os.kill(os.getpid(), signal.SIGKILL)
        if "glutton" in reading.article.source_uri:
            raise MemoryError
        return real_places(reading)
    object.__setattr__(places, "extract", extract)
"""


WITHOUT_EXPECTATIONS = """
import sys
if "newsbeam" in sys.orig_argv:
    from pipeline import run
    from pipeline.audit import expectations
    expectations.rules = lambda *given: []
    run.import_great_expectations = lambda: None
"""


def customize(folder: Path, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every Python process that is started run ``code`` first."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(code)
    monkeypatch.setenv("PYTHONPATH", str(folder))


@pytest.fixture
def faulty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers die at inputs named killer, at deadly among the places, raise at raiser, sleep at sleeper, have no memory for glutton."""
    customize(tmp_path / "faults", FAULTS, monkeypatch)


@pytest.fixture
def commands_without_expectations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands audit with Arrow and SQL alone, as runs in this process do here."""
    customize(tmp_path / "lighter", WITHOUT_EXPECTATIONS, monkeypatch)


def local(folder: Path, lake: Path, **options: Any) -> Outcome:
    values = {"max_rejects": 1.0, "workers": 1, "source_root": str(folder)} | options
    return run(RunOptions(inputs=(str(folder),), output=str(lake), **values), now=NOW)


def test_split_keeps_order_and_size() -> None:
    items = [WorkItem(str(n), "", "") for n in range(5)]
    assert [[item.source_uri for item in part] for part in split(items, 2)] == [["0", "1"], ["2", "3"], ["4"]]
    assert list(split([], 2)) == []


SERVED = """
import sys
from pipeline.runners import worker
heavy = {"apache_beam", "pandas", "pymongo"}
before = heavy & set(sys.modules)
worker.from_message = lambda message: message
worker._decompress = lambda: None
worker._serve = lambda *given: print(before, heavy & set(sys.modules), file=sys.stderr)
worker.main()
"""


def test_a_worker_imports_beam_without_what_it_does_not_need(tmp_path: Path) -> None:
    assignment = tmp_path / "assignment.json"
    assignment.write_text("{}")
    root = Path(__file__).parents[3]
    with subprocess.Popen(
        [sys.executable, "-c", SERVED, str(assignment)], cwd=root, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        assert process.stderr.readlines()[-1] == "set() {'apache_beam'}\n"


@pytest.mark.usefixtures("faulty")
def test_an_input_that_kills_its_worker_is_a_reject_and_all_others_are_published(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a=story(number=1), killer=story(number=2), c=story(number=3))
    outcome = local(folder, tmp_path / "lake")
    assert (outcome.run.new_articles, outcome.run.rejected_inputs) == (2, 1)
    assert rows(tmp_path / "lake", "SELECT source_uri, stage, reason FROM rejects") == [("killer.txt", "read", "worker_died")]
    assert rows(tmp_path / "lake", "SELECT source_uri FROM articles ORDER BY 1") == [("a.txt",), ("c.txt",)]


@pytest.mark.usefixtures("faulty")
def test_a_dead_worker_names_the_step_and_the_family_it_died_in(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", deadly=story(number=1), glutton=story(number=2), a=story(number=3))
    outcome = local(folder, tmp_path / "lake", max_failures=0.5)
    assert (outcome.run.new_articles, outcome.run.rejected_inputs) == (1, 2)
    assert rows(tmp_path / "lake", "SELECT source_uri, stage, reason, detail FROM rejects ORDER BY 1") == [
        ("deadly.txt", "extract", "worker_died", "the worker that processed this input alone ended with status -9 in places"),
        ("glutton.txt", "extract", "worker_died", "the worker that processed this input alone ran out of memory in places"),
    ]


@pytest.mark.usefixtures("faulty")
def test_workers_measure_and_a_failure_costs_one_article(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a=story(number=1), raiser=story(number=2), c=story(number=3))
    outcome = local(folder, tmp_path / "lake", workers=2, chunk_articles=1, max_failures=0.5)
    assert (outcome.run.new_articles, dict(outcome.rejects)) == (2, {"extractor_failed": 1})
    counters = outcome.measures.counters
    assert (counters["articles.read"], counters["articles.validate"], counters["rejects.extractor_failed"]) == (2, 2, 1)
    assert counters["rows.articles"] == 2
    assert {outcome.measures.microseconds[name].number for name in ("read", "extract", "extract.places")} == {2}
    logs = "".join(path.read_text() for path in Path(outcome.records).glob("worker-*.log"))
    assert "raiser" not in logs


@pytest.mark.usefixtures("faulty")
def test_a_bug_fails_the_run_and_names_the_input(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", raiser=story())
    with pytest.raises(WorkerError, match=r"raiser\.txt(.|\n)*a bug in the pipeline"):
        local(folder, tmp_path / "lake")
    assert not (tmp_path / "lake" / "current").exists()


def command(folder: Path, lake: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "newsbeam", "run", "--input", str(folder), "--source_root", str(folder), "--output", str(lake), *more]


@pytest.mark.usefixtures("commands_without_expectations")
def test_kill_9_in_each_phase_leaves_the_published_state_and_the_next_run_completes(tmp_path: Path) -> None:
    folder, lake = write(tmp_path / "in", a=story(number=1)), tmp_path / "lake"
    local(folder, lake)
    write(folder, a=story(number=2))
    for phase in ("plan", "process", "reconcile", "audit", "publish"):
        process = subprocess.Popen(
            command(folder, lake, "--log_json", "--workers", "1"), stderr=subprocess.PIPE, text=True, start_new_session=True
        )
        assert process.stderr is not None
        for line in process.stderr:
            if line.startswith("{") and json.loads(line).get("stage") == phase:
                break
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        process.stderr.close()
        opened = newsbeam.open(lake)
        number = opened.sql("SELECT regexp_extract(source_text, 'after (\\d+) lorries', 1) FROM articles").fetchall()
        assert (opened.version.number, number) in ((1, [("1",)]), (2, [("2",)])), phase
    outcome = local(folder, lake)
    assert outcome.version is not None
    assert outcome.version.number == 2
    assert rows(lake, "SELECT count(*), min(regexp_extract(source_text, 'after (\\d+) lorries', 1)) FROM articles") == [(1, "2")]


def test_workers_end_with_a_killed_run(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", **{f"a{n}": story(number=n) for n in range(40)})
    process = subprocess.Popen(command(folder, tmp_path / "lake", "--log_json"), stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith("{") and json.loads(line).get("stage") == "process":
            break
    deadline = time.monotonic() + 60
    while not (children := _children(process.pid)) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert children
    process.kill()
    process.wait()
    process.stderr.close()
    deadline = time.monotonic() + 60
    while any(_alive(child) for child in children) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert not any(_alive(child) for child in children)


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _alive(pid: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False


@pytest.mark.usefixtures("faulty")
def test_an_interrupted_run_exits_130(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", sleeper=story())
    process = subprocess.Popen(
        command(folder, tmp_path / "lake", "--log_json"),
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # also where the tests run in the background of a shell
    )
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith("{") and json.loads(line).get("stage") == "process":
            break
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 130
    assert "interrupted" in errors
