"""Workers that do not start, stall, die or are stopped: nothing hangs, nothing is lost, and only what kills its worker alone is a reject.

The workers are those of ``fake_worker.py``; the clock of the deadlines is one that leaps on while a worker is silent, and else stands still.
"""

import dataclasses
import sys
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import StorageError, WorkerError
from pipeline.lakes import records
from pipeline.lakes.local import LocalLake
from pipeline.options import RunOptions
from pipeline.runners import local
from pipeline.runners.local import LocalRunner
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
    items = ["a waits for six starts", *(f"a{number}" for number in range(8)), "once killed"]
    found = pool.run(*items, starts="\n".join(["", *["killed"] * 5]), workers=2, chunk_articles=1)
    assert names(found) == (sorted(items), [])


def test_a_start_that_the_system_refuses(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    real, refused = local.Worker, []

    def refuse(*arguments: Any) -> Any:
        if len(refused) < 4:
            refused.append(arguments[0])
            raise BlockingIOError(11, "Resource temporarily unavailable")
        return real(*arguments)

    monkeypatch.setattr(local, "Worker", refuse)
    assert names(pool.run("a")) == (["a"], [])
    assert refused == [1, 2, 3, 4]


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


def test_several_that_kill(pool: Pool) -> None:
    items = [f"killed {number}" if number % 40 == 0 else f"a{number}" for number in range(200)]
    staged, rejected = names(pool.run(*items))
    assert (len(staged), len(rejected)) == (195, 5)


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
