"""Who answers for the chunks of a run on the workers of a cluster: a handshake before the first article, and a process alone for an input at which
a worker died.
"""

import contextlib
import dataclasses
import json
import os
import platform
import selectors
import socket
import tempfile
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from pipeline.errors import StorageError, WorkerError
from pipeline.options import RunOptions
from pipeline.runners.assignment import Assignment, as_message
from pipeline.runners.process import Chunk, Worker, worker_command
from pipeline.versions import code_version, versions
from transforms.lists import Listing, read_listing, work_lines
from transforms.storage import write_bytes
from transforms.values import Rejection, WorkItem

REFUSED = "refused"
"""How marks begin that say, in their content, why a worker is not fit for the run."""


def facts_of_this_process(options: RunOptions) -> dict[str, str]:
    """Return what must be the same wherever a run is at work: versions of newsbeam, Python, the libraries, the model, each part of the code, and
    all code together.
    """
    python = ".".join(platform.python_version_tuple()[:2])
    return {"newsbeam": version("newsbeam"), "python": python, **versions(options.model), "all code": code_version()}


_greeted: dict[str, str] = {}
"""What this process found out about itself, by run: an empty string where it is fit."""


@dataclasses.dataclass(frozen=True)
class ClusterKeeper:
    """Answers for the chunks of one run.

    ``given`` is the run's assignment, ``marks`` the address of the folder for marks, ``facts`` what :func:`facts_of_this_process` said where the run
    began. ``command`` starts a worker, which is given the path of its assignment.
    """

    given: Assignment
    marks: str
    facts: tuple[tuple[str, str], ...]
    command: tuple[str, ...] = ()

    def greet(self) -> None:
        """Compare this process with the one that began the run.

        Raises:
            WorkerError: something is another than there; a mark says it too, which the run sees whatever becomes of the exception.
        """
        run_id = self.given.context.run_id
        if run_id not in _greeted:
            _greeted[run_id] = self._unfit()
        if _greeted[run_id]:
            with contextlib.suppress(OSError):
                write_bytes(f"{self.marks}/{REFUSED}-{socket.gethostname()}-{os.getpid()}", _greeted[run_id].encode())
            raise WorkerError(_greeted[run_id])

    def _unfit(self) -> str:
        try:
            here = facts_of_this_process(self.given.options)
        except Exception as error:  # whatever is wrong with an installation
            return f"worker process {os.getpid()} of {socket.gethostname()}: {error}"
        return unlike(dict(self.facts), here, f"worker process {os.getpid()} of {socket.gethostname()}")

    def alone(self, item: WorkItem) -> Listing:
        """Return what comes of ``item`` in a worker process of its own; where that dies, or is silent for too long, its reject.

        Raises:
            StorageError: reading or writing cannot go on.
            WorkerError: the graph raised.
        """
        with tempfile.TemporaryDirectory(prefix="newsbeam-alone-") as folder:
            return _alone(self.given, item, Path(folder), self.command or worker_command())


def unlike(there: dict[str, str], here: dict[str, str], who: str) -> str:
    """Return in words that ``who`` has other versions than the run, in the run's order; an empty string where all are the same.

    >>> unlike({"newsbeam": "0.2.0", "places": "ab"}, {"newsbeam": "0.1.0", "places": "ab"}, "worker 7")
    'worker 7 is unlike the process that began the run: newsbeam 0.1.0 instead of 0.2.0'
    """
    names = [*there, *sorted(here.keys() - there.keys())]
    found = [
        f"{name} {here.get(name, 'missing')} instead of {there.get(name, 'none')}" for name in names if here.get(name) != there.get(name)
    ]
    return f"{who} is unlike the process that began the run: {', '.join(found)}" if found else ""


def _alone(given: Assignment, item: WorkItem, folder: Path, command: Sequence[str]) -> Listing:
    options = dataclasses.replace(given.options, beam_arguments=())
    assignment, work, listing = folder / "assignment.json", folder / "work-000000.jsonl", folder / "listing"
    assignment.write_text(json.dumps(as_message(dataclasses.replace(given, options=options))), encoding="ascii")
    work.write_text(work_lines([item]), encoding="ascii")
    worker = Worker(1, [*command, str(assignment)], (folder / "log").open("ab"), time.monotonic())
    try:
        ended = _watched(worker, Chunk(0, [item]), str(work), str(listing), options)
    finally:
        worker.stop()
    if worker.error is not None:
        if worker.storage_error:
            raise StorageError(worker.error.strip().splitlines()[-1])
        raise WorkerError(f"the pipeline failed at {item.source_uri}:\n{worker.error}")
    if not ended:
        return read_listing(listing.read_bytes()) if listing.exists() else Listing([], [])
    detail = f"the worker that processed this input alone {ended}{f' in {worker.family}' if worker.family else ''}"
    return Listing([], [Rejection(item.source_uri, worker.step, "worker_died", detail, article_id=item.content_sha256[:32])])


def _watched(worker: Worker, chunk: Chunk, work: str, listing: str, options: RunOptions) -> str:
    """Follow ``worker`` through its only chunk; returns how it ended, an empty string where it did its work.

    Raises:
        WorkerError: it did not start.
    """
    with selectors.DefaultSelector() as selector:
        selector.register(worker.output, selectors.EVENT_READ)
        while True:
            patience = options.stall_timeout if worker.ready else options.start_timeout
            if not selector.select(timeout=max(0.0, worker.last_sign + patience - time.monotonic())):
                worker.kill(patience)
            for event in worker.events(time.monotonic()):
                match event["event"]:
                    case "ready":
                        worker.ready = True
                        worker.give(chunk, work, listing, time.monotonic())
                    case "step":
                        worker.step, worker.family = event["step"], event["family"]
                    case "done":
                        worker.chunk = None
                        return ""
                    case "error":
                        worker.error, worker.storage_error = event["message"], event["storage"]
                    case "gone":
                        ended = worker.how_it_ended()
                        if not worker.ready and worker.error is None:
                            raise WorkerError(f"a worker process for one input {ended} before it was ready: {worker.last_words()}")
                        return ended
