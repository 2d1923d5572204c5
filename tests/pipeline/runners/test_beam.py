"""Jobs of any Beam runner: what is told of them, sent again, cancelled, and what their failures mean."""

import itertools
import os
import signal
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import apache_beam as beam
import grpc
import pytest

from pipeline.errors import StorageError, TerminatedError, WorkerError
from pipeline.run import run
from pipeline.runners import beam as runner
from pipeline.runners.beam import MOST_JOBS, storage_failure, told_by_a_worker
from tests.pipeline.conftest import Run, rows, story, write

JAVA = (
    "Pipeline job failed in state FAILED: java.lang.RuntimeException: Error received from SDK harness for instruction 2: "
    "Traceback (most recent call last):\n"
    '  File "work.py", line 3, in process\n{last}\n\nDuring handling\n\nTraceback (most recent call last):\n'
    "  File \"common.py\", line 9, in process\n{last} [while running 'ReadWork']\n\n"
    "\tat org.apache.beam.runners.fnexecution.control.X(X.java:7)\n\t... 1 more"
)
LOST = "Pipeline job failed in state FAILED: java.lang.IllegalStateException: the worker is gone\n\tat org.apache"


class Result:
    """What Beam says of a job that ends with ``error``, or is at work until it is cancelled; with a ``lake`` it begins an article there first."""

    chunks = itertools.count()

    def __init__(self, error: str = "", lake: Path | None = None) -> None:
        self.error = error
        self.lake = lake
        self.cancelled = threading.Event()

    def wait_until_finish(self) -> None:
        if self.lake is not None:
            (staging,) = self.lake.glob("staging/*")
            (staging / "marks").mkdir(exist_ok=True)
            (staging / "marks" / f"{next(self.chunks):06}-0").touch()
        if self.error:
            raise RuntimeError(self.error)
        assert self.cancelled.wait(60)

    def cancel(self) -> None:
        self.cancelled.set()


@pytest.fixture
def jobs(monkeypatch: pytest.MonkeyPatch) -> list[Result]:
    """Results of the next jobs; what is left of the list when a job is sent is done as it is."""
    found: list[Result] = []
    real = beam.Pipeline.run
    monkeypatch.setattr(runner, "LOOK", 0.01)
    monkeypatch.setattr(beam.Pipeline, "run", lambda root, *given: found.pop(0) if found else real(root, *given))
    return found


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    return write(tmp_path / "in", a=story(), b=story("2024-02-01", 2), c="")


def record(lake: Path) -> str:
    (path,) = lake.glob("runs/*/run.json")
    return path.read_text()


@pytest.mark.usefixtures("without_expectations")
def test_bundles_that_run_twice_change_nothing(tmp_path: Path, inputs: Path, run_into: Run) -> None:
    run_into(inputs, max_rejects=1.0)
    run_into(
        inputs, max_rejects=1.0, output=str(tmp_path / "twice"), beam_arguments=("--runner=FnApiRunner", "--direct_runner_bundle_repeat=1")
    )
    for name in ("articles", "statements", "quantities", "segments", "rejects"):
        own = {"articles": "EXCLUDE (run_id)", "rejects": "EXCLUDE (run_id)"}.get(name, "")
        query = f"SELECT * {own} FROM {name} ORDER BY ALL"
        assert rows(tmp_path / "lake", query) == rows(tmp_path / "twice", query) != [], name


@pytest.mark.usefixtures("without_expectations")
def test_a_job_whose_workers_are_lost_is_sent_again(tmp_path: Path, inputs: Path, run_into: Run, jobs: list[Result]) -> None:
    jobs += [Result(LOST), Result(LOST, tmp_path / "lake"), Result(LOST)]
    assert run_into(inputs, max_rejects=1.0).run.new_articles == 2


def test_a_cluster_where_nobody_can_work_fails_the_run(inputs: Path, run_into: Run, jobs: list[Result]) -> None:
    jobs += [Result(LOST), Result(LOST)]
    said = r"2 jobs in a row failed before a worker began an article; .* \(--environment_config\)\? The last: Pipeline .*the worker is gone"
    with pytest.raises(WorkerError, match=f"^{said}$"):
        run_into(inputs, max_rejects=1.0)
    assert jobs == []


def test_a_job_that_is_lost_again_and_again_fails_the_run(tmp_path: Path, inputs: Path, run_into: Run, jobs: list[Result]) -> None:
    jobs += [Result(LOST, tmp_path / "lake") for _ in range(MOST_JOBS)]
    said = "4 jobs in a row failed before another chunk was done; the last: Pipeline job failed in state FAILED: .*the worker is gone"
    with pytest.raises(WorkerError, match=f"^{said}$"):
        run_into(inputs, max_rejects=1.0)


def test_an_error_of_a_worker_fails_the_run_with_its_words(inputs: Path, run_into: Run, jobs: list[Result]) -> None:
    jobs.append(Result(JAVA.format(last="KeyError: 7")))
    with pytest.raises(WorkerError) as caught:
        run_into(inputs, max_rejects=1.0)
    assert str(caught.value).splitlines()[-1] == "KeyError: 7 [while running 'ReadWork']"


def test_a_full_disk_of_a_worker_is_one_of_the_run(tmp_path: Path, inputs: Path, run_into: Run, jobs: list[Result]) -> None:
    jobs.append(Result(JAVA.format(last="OSError: [Errno 28] No space left on device: '/lake/x'")))
    with pytest.raises(StorageError, match="No space left on device"):
        run_into(inputs, max_rejects=1.0)
    assert '"status": "failed"' in record(tmp_path / "lake")


@pytest.fixture
def server() -> Iterator[str]:
    """The address of a server that takes connections, and knows of no jobs."""
    serving = grpc.server(ThreadPoolExecutor(1))
    port = serving.add_insecure_port("localhost:0")
    serving.start()
    yield f"localhost:{port}"
    serving.stop(0)


def test_an_address_without_a_job_server_is_told(tmp_path: Path, inputs: Path, run_into: Run) -> None:
    with socket.create_server(("localhost", 0)) as taken:
        deaf = f"localhost:{taken.getsockname()[1]}"
        with pytest.raises(WorkerError) as caught:
            run_into(inputs, start_timeout=0.1, beam_arguments=("--runner=PortableRunner", f"--job_endpoint={deaf}"))
    assert str(caught.value) == f"no job server takes a connection at {deaf} (--job_endpoint) in 0.1 s"
    assert '"status": "failed"' in record(tmp_path / "lake")


def test_a_server_that_knows_no_jobs_is_told(tmp_path: Path, inputs: Path, run_into: Run, server: str) -> None:
    with pytest.raises(WorkerError) as caught:
        run_into(inputs, beam_arguments=("--runner=PortableRunner", f"--job_endpoint={server}"))
    assert str(caught.value) == "the job server failed: UNIMPLEMENTED: Method not found!"
    assert '"status": "failed"' in record(tmp_path / "lake")


def test_a_silent_job_is_cancelled(inputs: Path, run_into: Run, jobs: list[Result]) -> None:
    jobs.append(silent := Result())
    with pytest.raises(WorkerError, match=r"no worker of the job has begun an article in 0.05 s \(--start_timeout\)"):
        run_into(inputs, max_rejects=1.0, start_timeout=0.05)
    assert silent.cancelled.is_set()


@pytest.mark.parametrize(("number", "error"), [(signal.SIGTERM, TerminatedError), (signal.SIGINT, KeyboardInterrupt)])
def test_a_signal_cancels_the_job_and_leaves_a_record(
    number: int, error: type[BaseException], tmp_path: Path, inputs: Path, run_into: Run, jobs: list[Result],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """Also where the tests were started with Ctrl-C ignored, as shells start what runs in the background."""
    jobs.append(silent := Result())
    outside, before = signal.getsignal(number), signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL
    signal.signal(number, before)
    timer = threading.Timer(0.1, os.kill, (os.getpid(), number))
    monkeypatch.setattr(silent, "wait_until_finish", lambda: (timer.start(), silent.cancelled.wait(60)))
    try:
        with pytest.raises(error):
            run_into(inputs, max_rejects=1.0)
        assert silent.cancelled.is_set()
        assert [path.name for path in (tmp_path / "lake").glob("staging/*/marks/*")] == ["cancelled"]
        assert '"status": "failed"' in record(tmp_path / "lake")
        assert signal.getsignal(number) == before
    finally:
        signal.signal(number, outside)


@pytest.mark.usefixtures("without_expectations")
def test_workers_are_given_absolute_addresses(tmp_path: Path, inputs: Path, monkeypatch: pytest.MonkeyPatch, jobs: list[Result]) -> None:
    from pipeline import graph
    from pipeline.options import RunOptions

    seen: list[Any] = []
    real = graph.build
    monkeypatch.setattr(graph, "build", lambda *given: (seen.extend(given[4:]), real(*given)))
    monkeypatch.chdir(tmp_path)
    run(RunOptions(inputs=("in",), output="lake", beam_arguments=("--runner=FnApiRunner",), max_rejects=1.0))
    work, staging, listing, keeper = seen
    staged = f"{tmp_path}/lake/staging/{Path(staging).name}"
    assert (work, staging, listing) == ([f"{staged}/work/work-000000.jsonl"], staged, f"{staged}/work/staged.jsonl")
    assert (keeper.marks, keeper.given.staging) == (f"{staged}/marks", staged)


def test_what_a_worker_tells_is_cut_out_of_what_the_runner_says() -> None:
    assert told_by_a_worker(LOST) is None
    told = told_by_a_worker(JAVA.format(last="KeyError: 7"))
    assert told == "Traceback (most recent call last):\n  File \"common.py\", line 9, in process\nKeyError: 7 [while running 'ReadWork']"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("OSError: [Errno 28] No space left on device", 28),
        ("x\napache_beam.X.BeamIOError: [Errno 30] Read-only file system [while running 'Stage']", 30),
        ("pipeline.errors.StorageError: OSError: [Errno 28] No space left on device: '/lake/x' [while running 'ReadWork']", 28),
        ("FileNotFoundError: [Errno 2] No such file or directory", None),
        ("KeyError: 'OSError: [Errno 28] '", None),
    ],
)
def test_a_traceback_may_be_the_systems_word_of_its_disks(text: str, number: int | None) -> None:
    found = storage_failure(text)
    assert (found.errno if found else None) == number
