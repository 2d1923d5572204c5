"""The local runner: worker processes, each running the graph in process over one chunk of the work after the other.

Beam's own ``multi_processing`` mode hangs for ever when a worker dies. Here whatever a worker does has a deadline: its start, and every silence
after it. One that does not start is replaced; of one that dies at work the chunk is tried again in parts, the input at which it died alone,
until what kills workers is a single input, which becomes a reject.
"""

import contextlib
import dataclasses
import json
import os
import selectors
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from pipeline.errors import StorageError, WorkerError
from pipeline.lakes import Lake, records, staging
from pipeline.options import LARGEST_CHUNK, RunOptions
from pipeline.runners.assignment import Assignment, as_message
from pipeline.runners.lists import Todo, give_work, take_listing, tracebacks
from pipeline.runners.measures import Measures
from pipeline.runners.process import Chunk, Worker, worker_command
from pipeline.runners.protocol import Processed
from transforms.values import Rejection, RunContext, StagedFile, Work, WorkItem

CHUNKS_A_PROCESS = 64
"""Chunks after which a worker process is replaced: Beam keeps some memory for every pipeline that a process has run."""

MOST_DEATHS = 40
"""Deaths of workers at work after which the run fails; an input that kills its worker takes 2."""

MOST_STARTS = 5
"""Workers in a row that may end before their first article; then the run goes on with those that work, and fails where none does."""

LOOK = 1.0
"""Seconds between two looks at the deadlines."""


@dataclasses.dataclass(frozen=True)
class LocalRunner:
    """Processes work with ``options.workers`` processes (0: one for each core); ``on_article`` hears how many more articles were begun.

    What workers print is kept with the records of the run. ``command`` starts a worker, ``clock`` tells the seconds of the deadlines.
    """

    options: RunOptions
    context: RunContext
    lake: Lake
    on_article: Callable[[int], None]
    command: Sequence[str] = dataclasses.field(default_factory=worker_command)
    clock: Callable[[], float] = time.monotonic

    def process(self, work: Work) -> Processed:
        """Process ``work``; an input that kills its worker is among the rejects, and workers may die at most 40 times."""
        workers = self.options.workers or cores()
        size = even(len(work), workers, self.options.chunk_articles or LARGEST_CHUNK)
        scratch = self.lake.scratch(self.context.run_id)
        logs = scratch / "logs"
        logs.mkdir()
        assignment = scratch / "assignment.json"
        kept = tracebacks(self.lake, self.context.run_id, self.options)
        given = Assignment(self.options, self.context, self.lake.address(staging(self.context.run_id)), kept)
        assignment.write_text(json.dumps(as_message(given)), encoding="ascii")
        try:
            return _Pool(self, [*self.command, str(assignment)], logs).run(Todo(work, size), min(workers, -(-len(work) // size)))
        finally:
            with contextlib.suppress(OSError):  # of a full disk something more important is being raised
                self._keep(logs)

    def _keep(self, logs: Path) -> None:
        for log in sorted(logs.iterdir()):
            self.lake.write(f"{records(self.context.run_id)}/{log.name}", log.read_bytes())


def cores() -> int:
    """Return the number of cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def even(number: int, workers: int, most: int) -> int:
    """Return how many of ``number`` inputs a chunk has, at most ``most``, so that each of the ``workers`` gets as many chunks, and these are alike.

    Else the others wait for the last chunk: of 768 inputs in chunks of 256 two workers take 512 and 256, in chunks of 192 both 384.

    >>> even(768, 2, 256), even(300, 2, 256), even(5000, 2, 256), even(0, 2, 256)
    (192, 150, 250, 1)
    """
    rounds = -(-number // (workers * most))
    return max(1, -(-number // max(1, workers * rounds)))


def parts(items: Sequence[WorkItem], suspect: str) -> list[Sequence[WorkItem]]:
    """Return ``items``, whose worker died, in the parts to try again: the one named ``suspect`` alone, the others in halves.

    >>> a, b, c, d = (WorkItem(name, "", "") for name in "abcd")
    >>> [[item.source_uri for item in part] for part in parts([a, b, c, d], "b")]
    [['b'], ['a'], ['c', 'd']]
    """
    alone = [item for item in items if item.source_uri == suspect]
    others = [item for item in items if item.source_uri != suspect]
    middle = len(others) // 2
    return [part for part in (alone, others[:middle], others[middle:]) if part]


class _Pool:
    def __init__(self, runner: LocalRunner, command: Sequence[str], logs: Path) -> None:
        self._options = runner.options
        self._lake = runner.lake
        self._folder = staging(runner.context.run_id)
        self._records = runner.lake.address(records(runner.context.run_id))
        self._logs = logs
        self._on_article = runner.on_article
        self._command = command
        self._clock = runner.clock
        self._selector = selectors.DefaultSelector()
        self._todo = Todo([], 1)
        self._deaths = 0
        self._started = 0
        self._failed_starts = 0
        self._last_failed = 0
        self._suspects: set[str] = set()
        self._staged: list[StagedFile] = []
        self._rejects: list[Rejection] = []
        self._measures = Measures()

    def run(self, todo: Todo, workers: int) -> Processed:
        self._todo = todo
        try:
            for _ in range(workers):
                self._start()
            while self._selector.get_map():
                for key, _ in self._selector.select(timeout=LOOK):
                    self._hear(key.data)
                self._end_silent()
        finally:
            for worker in self._workers():
                self._forget(worker)
            self._selector.close()
        return Processed(self._staged, self._rejects, self._measures)

    def _workers(self) -> list[Worker]:
        return [key.data for key in self._selector.get_map().values()]

    def _start(self) -> None:
        while True:
            self._started += 1
            log = (self._logs / f"worker-{self._started:03}.log").open("ab")
            try:
                worker = Worker(self._started, self._command, log, self._clock())
            except OSError as error:  # no memory, no process to be had
                log.close()
                if not self._failed_to_start(self._started, f"cannot be started: {error.strerror}"):
                    return
            else:
                self._selector.register(worker.output, selectors.EVENT_READ, worker)
                return

    def _failed_to_start(self, number: int, how: str) -> bool:
        """Count the worker ``number``, which ended before its first article; returns whether to start another where there is work."""
        self._failed_starts += 1
        self._last_failed = max(self._last_failed, number)
        if self._failed_starts < MOST_STARTS:
            return True
        if self._workers() or not self._todo:
            return False
        raise WorkerError(f"worker processes do not start; the last of {self._failed_starts} {how}; see {self._records}/worker-*.log")

    def _forget(self, worker: Worker) -> None:
        self._selector.unregister(worker.output)
        worker.stop()

    def _end_silent(self) -> None:
        """End workers that have not said anything for too long, stopped ones too; what they said is heard first, if this process was stopped."""
        silent = [worker for worker in self._workers() if self._clock() - worker.last_sign > self._patience(worker)]
        heard = [key.data for key, _ in self._selector.select(timeout=0)] if silent else []
        for worker in silent:
            if worker not in heard:
                worker.kill(self._patience(worker))
                self._bury(worker)

    def _patience(self, worker: Worker) -> float:
        return self._options.stall_timeout if worker.ready else self._options.start_timeout

    def _hear(self, worker: Worker) -> None:
        for event in worker.events(self._clock()):
            match event["event"]:
                case "item":
                    worker.items_seen += 1
                    worker.last_item = event["source_uri"]
                    self._on_article(1)
                    if worker.number > self._last_failed:
                        self._failed_starts = 0
                case "step":
                    worker.step, worker.family = event["step"], event["family"]
                case "ready":
                    worker.ready = True
                    self._next(worker)
                case "done":
                    self._take(worker, Measures.from_message(event["measures"]))
                case "error":
                    worker.error = event["message"]
                    worker.storage_error = event["storage"]
                case "gone":
                    self._bury(worker)
            if worker.output.closed:
                return

    def _take(self, worker: Worker, measures: Measures) -> None:
        """Take what ``worker`` made of its chunk, and give it the next, or a successor where it has done its share."""
        assert worker.chunk is not None
        staged, rejects = take_listing(self._lake, self._listing(worker.chunk))
        self._staged += staged
        self._rejects += rejects
        self._measures.add(measures)
        worker.chunk = None
        worker.chunks_done += 1
        if worker.chunks_done >= CHUNKS_A_PROCESS and self._todo:
            self._forget(worker)
            self._start()
        else:
            self._next(worker)

    def _next(self, worker: Worker) -> None:
        if self._todo:
            chunk = self._todo.take()
            work = give_work(self._lake, f"{self._folder}/work/work-{chunk.number:06}.jsonl", chunk.items)
            worker.give(chunk, work, self._lake.address(self._listing(chunk)), self._clock())
        else:
            self._forget(worker)

    def _listing(self, chunk: Chunk) -> str:
        return f"{self._folder}/work/staged-{chunk.number:06}.jsonl"

    def _bury(self, worker: Worker) -> None:
        """Let go of a worker that ended, or fail the run with what it said; its work goes back to what is to be done."""
        how = worker.how_it_ended()
        chunk, items_seen = worker.chunk, worker.items_seen
        self._forget(worker)
        if worker.error is not None:
            if worker.storage_error:
                raise StorageError(worker.error.strip().splitlines()[-1])
            raise WorkerError(f"the pipeline failed at {worker.last_item or 'its start'}:\n{worker.error}")
        again = True
        if chunk is None or not items_seen:
            if chunk is not None:
                self._todo.put_back(chunk)
            words = worker.last_words()
            again = self._failed_to_start(worker.number, f"{how}{f' ({words})' if words else ''}")
        else:
            self._on_article(-items_seen)
            self._deaths += 1
            if self._deaths > MOST_DEATHS:
                raise WorkerError(f"worker processes die again and again (the last {how}); see {self._records}/worker-*.log")
            self._split(chunk, worker, how)
        if again and self._todo:
            self._start()

    def _split(self, chunk: Chunk, worker: Worker, how: str) -> None:
        """Put the work of a worker that died back; the input alone in it at which two workers died becomes a reject."""
        item, *others = chunk.items
        if not others and item.source_uri in self._suspects:
            detail = f"the worker that processed this input alone {how}{f' in {worker.family}' if worker.family else ''}"
            self._rejects.append(Rejection(item.source_uri, worker.step, "worker_died", detail, article_id=item.content_sha256[:32]))
            return
        self._suspects.add(worker.last_item)
        for part in parts(chunk.items, worker.last_item):
            self._todo.add(part)
