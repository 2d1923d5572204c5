"""A worker process as the run sees it: what it is told and says, how it ended, how it is let go of."""

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from pipeline.runners import process
from pipeline.runners.process import Chunk, Worker, environment, worker_command
from transforms.values import WorkItem

CHUNK = Chunk(3, [WorkItem("a", "", "")])


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Any]:
    """``started(code)``: a worker that runs this Python, a minute at most."""
    workers = []

    def start(code: str) -> Worker:
        log = (tmp_path / f"{len(workers)}.log").open("ab")
        workers.append(Worker(7, [sys.executable, "-I", "-S", "-c", f"import signal; signal.alarm(60); {code}"], log, 1.5))
        return workers[-1]

    yield start
    for worker in workers:
        worker.process.kill()
        worker.process.wait()
        worker.output.close()
        worker.log.close()


def heard(worker: Worker, now: float = 2.0) -> list[dict[str, Any]]:
    """All that the worker says until its end."""
    found: list[dict[str, Any]] = []
    while {"event": "gone"} not in found:
        found += worker.events(now)
    return found


def test_what_is_known_of_a_worker_before_it_says_anything(started: Any) -> None:
    worker = started("")
    told = (worker.number, worker.ready, worker.chunk, worker.chunks_done, worker.items_seen, worker.last_item, worker.step, worker.family)
    assert told == (7, False, None, 0, 0, "", "read", "")
    assert (worker.last_sign, worker.error, worker.storage_error, worker.silence) == (1.5, None, False, None)


def test_a_worker_is_the_first_of_a_session_of_its_own(started: Any) -> None:
    """What interrupts the run at its terminal does not reach it, and what it starts can be ended with it."""
    worker = started("input()")
    assert os.getsid(worker.process.pid) == worker.process.pid


def test_a_chunk_is_one_line_and_begins_the_count_of_its_items_anew(started: Any) -> None:
    worker = started("import os, sys; os.write(1, sys.stdin.buffer.readline())")
    worker.items_seen, worker.last_item, worker.step, worker.family = 9, "z", "write", "places"
    worker.give(CHUNK, "w", "l", 8.0)
    told = (worker.chunk, worker.items_seen, worker.last_item, worker.step, worker.family, worker.last_sign)
    assert told == (CHUNK, 0, "", "read", "", 8.0)
    assert heard(worker) == [{"work": "w", "listing": "l"}, {"event": "gone"}]


def test_a_message_may_come_in_pieces_and_is_a_sign_when_it_is_whole(started: Any) -> None:
    worker = started("import os, sys; os.write(1, b'{\"event\"'); sys.stdin.readline(); os.write(1, b': \"x\"}\\n{}\\n{')")
    assert list(worker.events(3.0)) == []
    assert worker.last_sign == 1.5
    worker.give(CHUNK, "w", "l", 4.0)
    assert heard(worker, 5.0) == [{"event": "x"}, {}, {"event": "gone"}]
    assert worker.last_sign == 5.0


def test_a_worker_that_is_gone_can_be_given_work_ended_and_let_go_of(started: Any) -> None:
    worker = started("")
    worker.process.wait()
    worker.give(CHUNK, "w", "l", 2.0)
    worker.kill(3.0)
    worker.stop()
    assert worker.output.closed
    assert worker.log.closed
    assert worker.process.stdin.closed


@pytest.mark.parametrize(
    ("code", "how"),
    [
        ("", "ended with status 0"),
        ("raise SystemExit(4)", "ended with status 4"),
        (f"raise SystemExit({errno.ENOMEM})", "ran out of memory"),
        ("import os; os.kill(os.getpid(), 9)", "ended with status -9"),
    ],
)
def test_how_it_ended(started: Any, code: str, how: str) -> None:
    assert started(code).how_it_ended() == how


def test_one_that_was_ended_takes_what_it_started_along(started: Any) -> None:
    worker = started("import os, time; os.fork() or os.write(1, b'{}\\n'); time.sleep(600)")
    assert list(worker.events(2.0)) == [{}]
    worker.kill(2.5)
    assert worker.how_it_ended() == "said nothing for 2.5 s and was ended"
    assert heard(worker)[-1] == {"event": "gone"}  # nobody holds the pipe any more


@pytest.mark.parametrize(("said", "last"), [("", ""), ("a\n b \n\n \n", "b"), ("only", "only"), ("\n", ""), ("a\xff\n", "a\ufffd")])
def test_last_words(started: Any, said: str, last: str) -> None:
    worker = started("")
    Path(worker.log.name).write_bytes(said.encode("latin-1"))
    assert worker.last_words() == last


def test_without_a_log_there_are_no_last_words(started: Any) -> None:
    worker = started("")
    Path(worker.log.name).unlink()
    assert worker.last_words() == ""


@pytest.mark.parametrize(
    ("chunk", "ready", "leaves", "done"),
    [
        (CHUNK, True, True, "bid farewell, kill, wait"),
        (None, False, True, "bid farewell, kill, wait"),
        (None, True, True, "bid farewell, wait"),
        (None, True, False, "bid farewell, wait, kill, wait"),
    ],
)
def test_one_at_rest_may_leave_by_itself(chunk: Chunk | None, ready: bool, leaves: bool, done: str) -> None:
    steps: list[str] = []

    def wait(timeout: float) -> int:
        assert timeout == process.PATIENCE
        steps.append("wait")
        if not leaves and "kill" not in steps:
            raise subprocess.TimeoutExpired("worker", timeout)
        return 0

    worker = object.__new__(Worker)
    stdin = SimpleNamespace(close=lambda: steps.append("bid farewell"))
    vars(worker).update(
        process=SimpleNamespace(stdin=stdin, kill=lambda: steps.append("kill"), wait=wait),
        chunk=chunk,
        ready=ready,
        output=SimpleNamespace(close=lambda: None),
        log=SimpleNamespace(close=lambda: None),
    )
    worker.stop()
    assert ", ".join(steps) == done


@pytest.mark.parametrize(("isolated", "flag"), [(0, "-P"), (1, "-I")])
def test_the_command_of_a_worker(monkeypatch: pytest.MonkeyPatch, isolated: int, flag: str) -> None:
    monkeypatch.setattr(process, "sys", SimpleNamespace(executable="/a python", flags=SimpleNamespace(isolated=isolated)))
    assert worker_command() == ["/a python", flag, "-m", "newsbeam.own_packages", "pipeline.runners.worker"]


def test_the_environment_of_a_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "8")
    monkeypatch.setenv("MINE", "kept")
    given = environment()
    changed = {name: value for name, value in given.items() if os.environ.get(name) != value}
    names = ("ARROW_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "PYTHONHASHSEED")
    assert {name: given[name] for name in names} == {**dict.fromkeys(names, "1"), "PYTHONHASHSEED": "0"}
    assert set(changed) <= set(names)
    assert given["MINE"] == "kept"
