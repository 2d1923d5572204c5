"""The local runner: worker processes, each running the graph in process over one chunk of the work after the other.

Beam's own ``multi_processing`` mode hangs for ever when a worker dies; here a dead or stalled worker is seen, its chunk is split in halves and
tried again, until what kills workers is a single input, which becomes a reject.
"""

import collections
import contextlib
import dataclasses
import errno
import json
import os
import selectors
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from pipeline.errors import StorageError, WorkerError
from pipeline.lakes import Lake, records, staging
from pipeline.options import RunOptions
from pipeline.runners.lists import give_work, split, take_listing, tracebacks
from pipeline.runners.measures import Measures
from pipeline.runners.protocol import Processed
from pipeline.runners.worker import Assignment, as_message
from transforms.values import Rejection, RunContext, StagedFile, WorkItem

CHUNKS_A_PROCESS = 64
"""Chunks after which a worker process is replaced: Beam keeps some memory for every pipeline that a process has run."""

MOST_DEATHS = 40
"""Deaths of workers after which the run fails; finding one killing input among 256 takes 9."""


FIRST_STEP = "read"
"""Where an input is before its worker says anything of it."""


@dataclasses.dataclass(frozen=True)
class LocalRunner:
    """Processes work with ``options.workers`` processes (0: one for each core); ``on_article`` hears how many more articles were begun.

    What workers print is kept with the records of the run.
    """

    options: RunOptions
    context: RunContext
    lake: Lake
    on_article: Callable[[int], None]

    def process(self, work: Sequence[WorkItem]) -> Processed:
        """Process ``work``; an input that kills its worker is among the rejects, and workers may die at most 40 times."""
        workers = self.options.workers or cores()
        size = max(1, min(self.options.chunk_articles, -(-len(work) // workers)))
        todo = collections.deque(_Chunk(number, items) for number, items in enumerate(split(work, size)))
        logs = self.lake.scratch(self.context.run_id) / "logs"
        logs.mkdir()
        try:
            return _Pool(self, logs).run(todo, min(workers, len(todo)))
        finally:
            with contextlib.suppress(OSError):  # of a full disk something more important is being raised
                self._keep(logs)

    def _keep(self, logs: Path) -> None:
        for log in sorted(logs.iterdir()):
            self.lake.write(f"{records(self.context.run_id)}/{log.name}", log.read_bytes())


@dataclasses.dataclass
class _Chunk:
    number: int
    items: Sequence[WorkItem]


class _Worker:
    """One worker process and what it is doing."""

    def __init__(self, first: dict[str, Any], log: Path, environment: dict[str, str]) -> None:
        self._log: IO[bytes] = log.open("ab")
        isolation = "-I" if sys.flags.isolated else "-P"  # never the current folder on the path; PYTHONPATH where this process reads it
        self.process = subprocess.Popen(
            [sys.executable, isolation, "-m", "newsbeam.own_packages", "pipeline.runners.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            env=environment,
            start_new_session=True,
        )
        self.chunk: _Chunk | None = None
        self.chunks_done = 0
        self.items_seen = 0
        self.last_item = ""
        self.step, self.family = FIRST_STEP, ""
        self.last_sign = time.monotonic()
        self.error: str | None = None
        self.storage_error = False
        self._pending = b""
        self.send(first)

    def send(self, message: dict[str, Any]) -> None:
        """Write one message; a broken pipe shows as the process's death."""
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(json.dumps(message).encode() + b"\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            pass

    def give(self, chunk: _Chunk, work: str, listing: str) -> None:
        """Start ``chunk``: ``work`` is the address of its items, ``listing`` where to write what was staged."""
        self.chunk, self.items_seen = chunk, 0
        self.step, self.family = FIRST_STEP, ""
        self.last_sign = time.monotonic()
        self.send({"work": work, "listing": listing})

    def events(self) -> Iterator[dict[str, Any]]:
        """Yield the messages that arrived; nothing more comes after the process's end."""
        assert self.process.stdout is not None
        data = os.read(self.process.stdout.fileno(), 1 << 16)
        *lines, self._pending = (self._pending + data).split(b"\n")
        for line in lines:
            self.last_sign = time.monotonic()
            yield json.loads(line)
        if not data:
            yield {"event": "gone"}

    def stop(self) -> None:
        """End the process, at once where it is at work."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        if self.chunk is None:
            try:
                self.process.stdin.close()
                self.process.wait(timeout=5)
            except (subprocess.TimeoutExpired, BrokenPipeError):
                self.process.kill()
        else:
            self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        if not self.process.stdin.closed:
            with contextlib.suppress(BrokenPipeError):
                self.process.stdin.close()
        self._log.close()


def cores() -> int:
    """Return the number of cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def worker_environment() -> dict[str, str]:
    """Return the environment of a worker: one thread a process for the numeric libraries."""
    one = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "ARROW_NUM_THREADS"), "1")
    return {**os.environ, **one, "PYTHONHASHSEED": "0"}


def _ended(code: int) -> str:
    return "ran out of memory" if code == errno.ENOMEM else f"ended with status {code}"


class _Pool:
    def __init__(self, runner: LocalRunner, logs: Path) -> None:
        self._options = runner.options
        self._lake = runner.lake
        self._folder = staging(runner.context.run_id)
        self._records = runner.lake.address(records(runner.context.run_id))
        self._logs = logs
        self._on_article = runner.on_article
        kept = tracebacks(runner.lake, runner.context.run_id, runner.options)
        self._first = as_message(Assignment(runner.options, runner.context, runner.lake.address(self._folder), kept))
        self._selector = selectors.DefaultSelector()
        self._todo: collections.deque[_Chunk] = collections.deque()
        self._numbers = 0
        self._deaths = 0
        self._started = 0
        self._staged: list[StagedFile] = []
        self._rejects: list[Rejection] = []
        self._measures = Measures()

    def run(self, todo: "collections.deque[_Chunk]", workers: int) -> Processed:
        self._todo, self._numbers = todo, len(todo)
        try:
            for _ in range(workers):
                self._start()
            while self._selector.get_map():
                for key, _ in self._selector.select(timeout=1.0):
                    self._hear(key.data)
                for worker in self._workers():
                    if worker.chunk is not None and time.monotonic() - worker.last_sign > self._options.stall_timeout:
                        worker.process.kill()
        finally:
            for worker in self._workers():
                self._forget(worker)
            self._selector.close()
        return Processed(self._staged, self._rejects, self._measures)

    def _workers(self) -> list[_Worker]:
        return [key.data for key in self._selector.get_map().values()]

    def _start(self) -> None:
        self._started += 1
        worker = _Worker(self._first, self._logs / f"worker-{self._started:03}.log", worker_environment())
        assert worker.process.stdout is not None
        self._selector.register(worker.process.stdout, selectors.EVENT_READ, worker)

    def _forget(self, worker: _Worker) -> None:
        assert worker.process.stdout is not None
        self._selector.unregister(worker.process.stdout)
        worker.stop()

    def _hear(self, worker: _Worker) -> None:
        for event in worker.events():
            match event["event"]:
                case "item":
                    worker.items_seen += 1
                    worker.last_item = event["source_uri"]
                    self._on_article(1)
                case "step":
                    worker.step, worker.family = event["step"], event["family"]
                case "ready":
                    self._next(worker)
                case "done":
                    assert worker.chunk is not None
                    staged, rejects = take_listing(self._lake, self._listing(worker.chunk))
                    self._staged += staged
                    self._rejects += rejects
                    self._measures.add(Measures.from_message(event["measures"]))
                    worker.chunk = None
                    worker.chunks_done += 1
                    if worker.chunks_done >= CHUNKS_A_PROCESS and self._todo:
                        self._forget(worker)
                        self._start()
                        return
                    self._next(worker)
                    if worker.chunk is None:
                        return
                case "error":
                    worker.error = event["message"]
                    worker.storage_error = event["storage"]
                case "gone":
                    self._buried(worker)
                    return

    def _next(self, worker: _Worker) -> None:
        if self._todo:
            chunk = self._todo.popleft()
            work = give_work(self._lake, f"{self._folder}/work/work-{chunk.number:06}.jsonl", chunk.items)
            worker.give(chunk, work, self._lake.address(self._listing(chunk)))
        else:
            self._forget(worker)

    def _listing(self, chunk: _Chunk) -> str:
        return f"{self._folder}/work/staged-{chunk.number:06}.jsonl"

    def _buried(self, worker: _Worker) -> None:
        code = worker.process.wait()
        chunk = worker.chunk
        self._on_article(-worker.items_seen if chunk is not None else 0)
        self._forget(worker)
        if worker.error is not None:
            if worker.storage_error:
                raise StorageError(worker.error.strip().splitlines()[-1])
            raise WorkerError(f"the pipeline failed at {worker.last_item or 'its start'}:\n{worker.error}")
        self._deaths += 1
        if chunk is None or self._deaths > MOST_DEATHS:
            raise WorkerError(f"worker processes die again and again (last exit status {code}); see {self._records}/worker-*.log")
        if len(chunk.items) == 1:
            (item,) = chunk.items
            detail = f"the worker that processed this input alone {_ended(code)}{f' in {worker.family}' if worker.family else ''}"
            self._rejects.append(Rejection(item.source_uri, worker.step, "worker_died", detail, article_id=item.content_sha256[:32]))
        else:
            middle = len(chunk.items) // 2
            for part in (chunk.items[:middle], chunk.items[middle:]):
                self._todo.append(_Chunk(self._numbers, part))
                self._numbers += 1
        if self._todo:
            self._start()
