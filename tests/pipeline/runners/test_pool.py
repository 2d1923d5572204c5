"""Workers that do not start, stall, die or are stopped: nothing hangs, nothing is lost, and only what kills its worker alone is a reject.

The workers are those of ``fake_worker.py``; the clock of the deadlines is one that leaps on while a worker is silent, and else stands still.
"""

import dataclasses
import itertools
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import StorageError, WorkerError
from pipeline.lakes import records
from pipeline.lakes.local import LocalLake
from pipeline.options import RunOptions
from pipeline.runners import local
from pipeline.runners.assignment import Assignment, from_message
from pipeline.runners.local import LocalRunner, cores, parts
from pipeline.runners.protocol import Processed
from tests.pipeline.conftest import NOW
from transforms.values import RunContext, WorkItem

FAKE = Path(__file__).with_name("fake_worker.py")
RUN = "run-1"


@dataclasses.dataclass
class Pool:
    """A lake, and what is to be known of its fake workers."""

    folder: Path
    lake: LocalLake
    begun: int = 0
    now: float = 0.0

    def run(self, *items: str, starts: str = "", inputs: tuple[str, ...] = ("in",), **options: Any) -> Processed:
        (self.folder / "starts").write_text(starts)
        chosen = RunOptions(inputs, str(self.lake.root), **{"workers": 1, "start_timeout": 10.0, "stall_timeout": 100.0} | options)
        command = [sys.executable, "-I", "-S", str(FAKE), str(self.folder)]
        runner = LocalRunner(chosen, RunContext(RUN, NOW, "0"), self.lake, self._count, command, self._clock)
        return runner.process([WorkItem(item, "", f"{number:064}") for number, item in enumerate(items)])

    def _count(self, number: int) -> None:
        self.begun += number

    def _clock(self) -> float:
        if any(Path("/proc", mark.name.removeprefix("silent-")).exists() for mark in self.folder.glob("silent-*")):
            self.now += 1000.0
        return self.now

    @property
    def started(self) -> int:
        return len(list(self.folder.glob("start-*")))


@pytest.fixture
def pool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Pool:
    monkeypatch.setattr(local, "LOOK", 0.01)
    folder = tmp_path / "fake"
    folder.mkdir()
    return Pool(folder, LocalLake(tmp_path / "lake"))


def names(processed: Processed) -> tuple[list[str], list[str]]:
    """What was staged and what was rejected."""
    return sorted(file.path for file in processed.staged), sorted(reject.source_uri for reject in processed.rejects)


@pytest.mark.parametrize("how", ["sleeps", "stopped", "killed", "exits", "leaves a child", "no article"])
@pytest.mark.parametrize("workers", [1, 2])
def test_a_worker_that_does_not_start_is_replaced(pool: Pool, how: str, workers: int) -> None:
    assert names(pool.run("a", "b", "c", starts=how, workers=workers)) == (["a", "b", "c"], [])
    assert pool.begun == 3


@pytest.mark.parametrize("how", ["sleeps", "stopped", "killed", "exits", "no article"])
def test_a_start_is_tried_five_times_in_a_row(pool: Pool, how: str) -> None:
    assert names(pool.run("a", starts="\n".join([how] * 4))) == (["a"], [])
    assert pool.started == 5


def test_workers_that_never_start_fail_the_run_and_say_why(pool: Pool) -> None:
    with pytest.raises(WorkerError) as caught:
        pool.run("a", starts="\n".join(["exits"] * 9))
    assert pool.started == 5
    said = f"the last of 5 ended with status 4 (cannot import\x1b[31m this); see {pool.lake.root}/runs/{RUN}/worker-*.log"
    assert str(caught.value) == f"worker processes do not start; {said}"
    logs = sorted((pool.lake.root / records(RUN)).glob("worker-*.log"))
    assert [log.read_text() for log in logs] == ["cannot import\x1b[31m this\n"] * 5


def test_a_worker_that_stalls_at_its_start_says_so(pool: Pool) -> None:
    with pytest.raises(WorkerError, match=r"the last of 5 said nothing for 10 s and was ended; see"):
        pool.run("a", starts="\n".join(["stopped"] * 9))


def test_where_one_works_the_others_are_given_up(pool: Pool) -> None:
    """Five others fail while the first is at work; when it dies later, one that replaces it does the rest."""
    items = ["a waits for start-5", *(f"a{number}" for number in range(8)), "once killed"]
    found = pool.run(*items, starts="\n".join(["", *["killed"] * 5]), workers=2, chunk_articles=1)
    assert names(found) == (sorted(items), [])


def test_a_start_that_the_system_refuses(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    real, refused, logs = local.Worker, [], []

    def refuse(*arguments: Any) -> Any:
        if len(refused) < 4:
            refused.append(arguments[0])
            logs.append(arguments[2])
            raise BlockingIOError(11, "Resource temporarily unavailable")
        return real(*arguments)

    monkeypatch.setattr(local, "Worker", refuse)
    assert names(pool.run("a")) == (["a"], [])
    assert refused == [1, 2, 3, 4]
    assert [log.closed for log in logs] == [True] * 4


def test_starts_that_fail_are_counted_anew_after_an_article(pool: Pool) -> None:
    failing = "\n".join(["exits"] * 4)
    assert names(pool.run("once killed", "a", starts=f"{failing}\n\n{failing}")) == (["a", "once killed"], [])
    assert pool.started == 10


@pytest.fixture
def noted(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of every worker that is let go of a file tells: ``done`` where it did a chunk, else ``failed-`` and its number. They start in order."""

    class Noted(local.Worker):
        def __init__(self, number: int, *arguments: Any) -> None:
            super().__init__(number, *arguments)
            while not (pool.folder / f"start-{number - 1}").exists():
                time.sleep(0.01)

        def stop(self) -> None:
            super().stop()
            (pool.folder / ("done" if self.chunks_done else f"failed-{self.number}")).touch()

    monkeypatch.setattr(local, "Worker", Noted)


@pytest.mark.usefixtures("noted")
def test_articles_of_an_older_worker_do_not_make_a_start_good(pool: Pool) -> None:
    items = ["a waits for start-1", "b", "c waits for failed-6", "d", "e", "f"]
    starts = ["", "killed", "waits for once-b killed", *["killed"] * 9]
    assert names(pool.run(*items, starts="\n".join(starts), workers=2)) == (sorted(items), [])
    assert pool.started == 6


@pytest.mark.usefixtures("noted")
def test_a_start_that_fails_when_all_is_done_does_not_fail_the_run(pool: Pool) -> None:
    starts = ["", *["killed"] * 4, "waits for done killed"]
    found = pool.run("a waits for start-5", "b", starts="\n".join(starts), workers=2, chunk_articles=1)
    assert names(found) == (["a waits for start-5", "b"], [])
    assert pool.started == 6


def test_a_worker_that_always_dies_before_its_first_article_has_not_started(pool: Pool) -> None:
    with pytest.raises(WorkerError, match=r"do not start; the last of 5 ended with status -9; see"):
        pool.run("a", starts="\n".join(["no article"] * 9))
    assert pool.started == 5


def test_an_assignment_larger_than_a_pipe_to_a_stopped_worker(pool: Pool) -> None:
    found = pool.run("a", starts="stopped", inputs=tuple(f"{number:0100}" for number in range(5_000)))
    assert names(found) == (["a"], [])


@pytest.mark.parametrize("how", ["sleeps", "stopped", "killed", "exits", "leaves a child"])
def test_a_death_outside_the_article_loses_nothing(pool: Pool, how: str) -> None:
    items = ["a", "b", f"once {how}", "c"]
    assert names(pool.run(*items)) == (sorted(items), [])
    assert pool.started == 2
    assert pool.begun == 4


@pytest.mark.parametrize("how", ["sleeps", "stopped", "killed", "exits"])
def test_an_article_alone_is_tried_twice(pool: Pool, how: str) -> None:
    assert names(pool.run(f"once {how}")) == ([f"once {how}"], [])


@pytest.mark.parametrize(
    ("how", "ended"),
    [
        ("sleeps", "said nothing for 100 s and was ended"),
        ("stopped", "said nothing for 100 s and was ended"),
        ("leaves a child", "said nothing for 100 s and was ended"),
        ("killed", "ended with status -9"),
        ("exits", "ended with status 4"),
    ],
)
def test_what_kills_its_worker_costs_two_of_them_and_is_a_reject(pool: Pool, how: str, ended: str) -> None:
    items = [f"a{number}" for number in range(100)]
    found = pool.run(*items[:70], how, *items[70:])
    assert names(found) == (sorted(items), [how])
    (reject,) = found.rejects
    assert (reject.stage, reject.reason) == ("extract", "worker_died")
    assert reject.detail == f"the worker that processed this input alone {ended} in places"
    assert reject.article_id == f"{70:064}"[:32]
    assert pool.started == 3
    assert pool.begun == 100


@pytest.fixture
def sleep_before(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """``sleep_before(*looks)``: while workers say something this process is stopped, longer than they may be silent, before these looks."""

    def sleep(*looks: int) -> None:
        numbers = itertools.count(1)

        class Sleepy(local.selectors.DefaultSelector):
            def select(self, timeout: float | None = None) -> Any:
                if timeout and next(numbers) in looks and super().select(60):
                    pool.now += 1000.0
                    return []
                return super().select(timeout)

        monkeypatch.setattr(local.selectors, "DefaultSelector", Sleepy)

    return sleep


def test_what_was_said_while_this_process_was_stopped_is_heard_before_anybody_is_ended(
    pool: Pool, sleep_before: Callable[..., None]
) -> None:
    sleep_before(1, 4, 7)
    items = [f"a{number}" for number in range(9)]
    assert names(pool.run(*items, chunk_articles=2)) == (items, [])
    assert pool.started == 1


def test_only_who_said_nothing_while_this_process_was_stopped_is_ended(pool: Pool, sleep_before: Callable[..., None]) -> None:
    sleep_before(1)
    items = [f"a{number}" for number in range(9)]
    assert names(pool.run(*items, starts="stopped", workers=2, chunk_articles=2)) == (items, [])
    assert pool.started == 3


@pytest.mark.parametrize(("leap", "started"), [(10.0, 1), (10.5, 2)])
def test_a_start_may_take_as_long_as_it_is_given(pool: Pool, monkeypatch: pytest.MonkeyPatch, leap: float, started: int) -> None:
    """The clock leaps while the first worker waits to start; it may start once the run has looked at it."""

    class Leaping(local.selectors.DefaultSelector):
        def select(self, timeout: float | None = None) -> Any:
            found = super().select(timeout)
            if pool.now:
                (pool.folder / "looked").touch()
            elif pool.started:
                pool.now = leap
            return found

    monkeypatch.setattr(local.selectors, "DefaultSelector", Leaping)
    assert names(pool.run("a", starts="waits for looked")) == (["a"], [])
    assert pool.started == started


def test_several_that_kill(pool: Pool) -> None:
    items = [f"killed {number}" if number % 40 == 0 else f"a{number}" for number in range(200)]
    staged, rejected = names(pool.run(*items))
    assert (len(staged), len(rejected)) == (195, 5)


def test_forty_workers_may_die(pool: Pool) -> None:
    items = [f"killed {number}" for number in range(20)]
    assert names(pool.run(*items)) == ([], sorted(items))


def test_no_more_than_forty_workers_may_die(pool: Pool) -> None:
    with pytest.raises(WorkerError, match="die again and again"):
        pool.run(*(f"killed {number}" for number in range(41)), chunk_articles=1)
    assert pool.started == 41


def test_workers_that_die_again_and_again_fail_the_run(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "MOST_DEATHS", 4)
    with pytest.raises(WorkerError, match=r"die again and again \(the last ended with status -9\); see .*/runs/run-1/worker-\*\.log"):
        pool.run(*(f"killed {number}" for number in range(50)))
    assert pool.started == 5


def test_a_full_disk_in_a_worker_is_a_storage_error_of_one_line(pool: Pool) -> None:
    with pytest.raises(StorageError) as caught:
        pool.run("a", "full disk")
    assert str(caught.value) == "OSError: [Errno 28] No space left on device"


def test_workers_are_replaced_after_their_share(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "CHUNKS_A_PROCESS", 2)
    items = [f"a{number}" for number in range(5)]
    found = pool.run(*items, chunk_articles=1)
    assert names(found) == (items, [])
    assert found.measures.counters == {"articles.read": 5}
    assert pool.started == 3


@pytest.mark.parametrize(("number", "started"), [(4, 2), (5, 3)])
def test_none_is_started_for_no_work(pool: Pool, monkeypatch: pytest.MonkeyPatch, number: int, started: int) -> None:
    monkeypatch.setattr(local, "CHUNKS_A_PROCESS", 2)
    pool.run(*(f"a{number}" for number in range(number)), chunk_articles=1)
    assert pool.started == started


@pytest.mark.parametrize(("number", "started"), [(64, 1), (65, 2)])
def test_the_share_of_a_worker_is_64_chunks(pool: Pool, number: int, started: int) -> None:
    pool.run(*(f"a{number}" for number in range(number)), chunk_articles=1)
    assert pool.started == started


def test_nothing_to_do_starts_nobody(pool: Pool) -> None:
    assert names(pool.run()) == ([], [])
    assert pool.started == 0


def test_the_last_to_die_is_not_replaced(pool: Pool) -> None:
    assert names(pool.run("killed")) == ([], ["killed"])
    assert pool.started == 2


@pytest.mark.parametrize("failures", [0.0, 0.5])
def test_workers_are_told_the_options_the_run_and_where_to_stage(pool: Pool, failures: float) -> None:
    pool.run("a", inputs=("in", "more"), max_failures=failures)
    given = from_message(json.loads((pool.folder / "assignment").read_text(encoding="ascii")))
    root = pool.lake.root
    options = RunOptions(("in", "more"), str(root), workers=1, start_timeout=10.0, stall_timeout=100.0, max_failures=failures)
    tracebacks = f"{root}/runs/{RUN}/tracebacks" if failures else None
    assert given == Assignment(options, RunContext(RUN, NOW, "0"), f"{root}/staging/{RUN}", tracebacks)


def test_what_workers_reject_is_rejected(pool: Pool) -> None:
    assert names(pool.run("a", "refused", "b")) == (["a", "b"], ["refused"])


@pytest.mark.parametrize(("starts", "items", "where"), [("", ["a", "a bug"], "a bug"), ("a bug", ["a"], "its start")])
def test_an_error_of_the_graph_fails_the_run(pool: Pool, starts: str, items: list[str], where: str) -> None:
    with pytest.raises(WorkerError) as caught:
        pool.run(*items, starts=starts)
    assert str(caught.value) == f"the pipeline failed at {where}:\nTraceback\nKeyError: 7"


def test_logs_that_cannot_be_kept_do_not_hide_why_the_run_failed(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    real = LocalLake.write

    def write(lake: LocalLake, name: str, content: bytes) -> None:
        if name.endswith(".log"):
            raise OSError(28, "No space left on device")
        real(lake, name, content)

    monkeypatch.setattr(LocalLake, "write", write)
    with pytest.raises(WorkerError, match="KeyError: 7"):
        pool.run("a bug")


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """The work files that workers are given, with the number of their items."""
    found: list[tuple[str, int]] = []
    real = local.give_work

    def give(lake: Any, name: str, items: Any) -> str:
        found.append((name.rsplit("/", 1)[-1], len(items)))
        return real(lake, name, items)

    monkeypatch.setattr(local, "give_work", give)
    return found


@pytest.mark.parametrize(
    ("number", "workers", "chunk_articles", "sizes"),
    [
        (5, 2, 100, [2, 3]),
        (6, 2, 100, [3, 3]),
        (2, 2, 100, [1, 1]),
        (1, 2, 100, [1]),
        (5, 1, 2, [1, 2, 2]),
        (5, 0, 100, [1, 2, 2]),
        (12, 2, 5, [3, 3, 3, 3]),
    ],
)
def test_work_is_shared(
    pool: Pool,
    given: list[tuple[str, int]],
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    workers: int,
    chunk_articles: int,
    sizes: list[int],
) -> None:
    """With 0 workers there is one for each core."""
    monkeypatch.setattr(local, "cores", lambda: 3)
    pool.run(*(f"a{number}" for number in range(number)), workers=workers, chunk_articles=chunk_articles)
    assert sorted(size for _, size in given) == sizes
    assert pool.started == min(workers or 3, len(sizes))


def test_every_part_that_is_tried_again_has_files_of_its_own(pool: Pool, given: list[tuple[str, int]]) -> None:
    pool.run(*(f"a{number}" for number in range(4)), "killed")
    assert [name for name, _ in given] == [f"work-{number:06}.jsonl" for number in range(4)]
    assert [size for _, size in given] == [5, 1, 2, 2]


@pytest.mark.parametrize(
    ("items", "suspect", "tried"),
    [
        ("abcde", "c", ["c", "ab", "de"]),
        ("abcd", "a", ["a", "b", "cd"]),
        ("ab", "b", ["b", "a"]),
        ("a", "a", ["a"]),
        ("abc", "", ["a", "bc"]),
    ],
)
def test_parts_of_the_work_of_one_that_died(items: str, suspect: str, tried: list[str]) -> None:
    found = parts([WorkItem(item, "", "") for item in items], suspect)
    assert ["".join(item.source_uri for item in part) for part in found] == tried


def test_cores_are_those_this_process_may_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: {4, 5, 6} if process == 0 else set(), raising=False)
    assert cores() == 3
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: 7)
    assert cores() == 7
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert cores() == 1


@pytest.mark.parametrize("items", [["a", "b", "once exits", "c"], ["a", "a bug", "b waits for start-9", "c"]])
def test_a_run_leaves_no_process_and_nothing_open(pool: Pool, monkeypatch: pytest.MonkeyPatch, items: list[str]) -> None:
    workers: list[Any] = []
    selectors_made: list[Any] = []

    class Known(local.Worker):
        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments)
            workers.append(self)

    class Selector(local.selectors.DefaultSelector):
        def __init__(self) -> None:
            super().__init__()
            selectors_made.append(self)

    monkeypatch.setattr(local, "Worker", Known)
    monkeypatch.setattr(local.selectors, "DefaultSelector", Selector)
    if "a bug" in items:
        with pytest.raises(WorkerError):
            pool.run(*items, workers=2, chunk_articles=1)
    else:
        pool.run(*items, workers=2, chunk_articles=1)
        assert sorted(worker.process.returncode for worker in workers) == [0] * (len(workers) - 1) + [
            4
        ]  # those at rest leave by themselves
    assert all(worker.process.returncode is not None and worker.output.closed and worker.log.closed for worker in workers)
    assert [selector.get_map() for selector in selectors_made] == [None]
