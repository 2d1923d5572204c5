"""The pool of a machine's workers: what it starts, says and ends."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from pipeline.runners.workerpool import WorkerPool


def request(worker_id: str = "1-1") -> Any:
    return SimpleNamespace(worker_id=worker_id, control_endpoint=SimpleNamespace(url="localhost:7"))


@pytest.fixture
def pool(tmp_path: Path) -> Iterator[Any]:
    """``pool(code)``: a pool whose workers run this Python, a minute at most."""
    pools = []

    def make(code: str, early: float) -> WorkerPool:
        pools.append(WorkerPool([sys.executable, "-I", "-S", "-c", f"import signal; signal.alarm(60); {code}"], tmp_path, early))
        return pools[-1]

    yield make
    for one in pools:
        one.stop()


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def pids(pool: WorkerPool) -> list[int]:
    return [process.pid for process in pool._workers.values()]


def test_a_worker_is_told_where_its_runner_is_and_takes_one_thread(pool: Any, tmp_path: Path) -> None:
    tell = "import os, sys; print(sys.argv[1:], os.environ['OPENBLAS_NUM_THREADS'], flush=True); sys.exit(3)"
    answer = pool(tell, 60).StartWorker(request(), None)
    assert answer.error == "the worker ended with status 3: ['localhost:7', '1-1'] 1"
    assert (tmp_path / "worker-0001.log").read_text() == "['localhost:7', '1-1'] 1\n"


def test_a_worker_that_stays_is_no_error_and_is_stopped(pool: Any) -> None:
    made = pool("signal.pause()", 0.01)
    assert made.StartWorker(request(), None).error == ""
    (pid,) = pids(made)
    assert alive(pid)
    made.StopWorker(request(), None)
    assert (alive(pid), pids(made)) == (False, [])
    made.StopWorker(request(), None)


def test_a_worker_that_is_asked_for_anew_takes_the_place_of_the_other(pool: Any) -> None:
    made = pool("signal.pause()", 0.01)
    made.StartWorker(request("1-1"), None)
    (first,) = pids(made)
    made.StartWorker(request("2-1"), None)
    made.StartWorker(request("1-1"), None)
    assert not alive(first)
    assert len(pids(made)) == 2


def served(port: int, logs: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-P", "-m", "newsbeam.own_packages", "pipeline.runners.workerpool", "--port", str(port), "--logs", str(logs)]
    root = Path(__file__).parents[3]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd="/", env={**os.environ, "PYTHONPATH": str(root)})


def test_a_pool_holds_its_port_alone_and_ends_when_it_is_told_to(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with served(port, tmp_path / "logs") as first:
        assert first.stderr is not None
        assert f"a pool of workers on port {port}" in next(line for line in first.stderr if "newsbeam" in line)
        with served(port, tmp_path / "other") as second:
            assert second.stderr is not None
            assert f"OSError: port {port} cannot be listened to" in second.stderr.read()
            assert second.wait() == 1
        first.send_signal(signal.SIGTERM)
        assert first.wait() == 0
