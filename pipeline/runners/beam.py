"""Any Beam runner that the options name: the whole work as one pipeline, its chunks done once whatever dies meanwhile."""

import contextlib
import dataclasses
import os
import re
import threading
from collections.abc import Callable, Iterator
from typing import Any, Optional

from pipeline.errors import NewsbeamError, WorkerError
from pipeline.lakes import Lake
from pipeline.options import RunOptions
from pipeline.runners.given import Given, absolute
from pipeline.runners.lists import take_listing
from pipeline.runners.lookout import Lookout
from pipeline.runners.measures import measures_of
from pipeline.runners.process import ONE_THREAD
from pipeline.runners.protocol import Processed
from pipeline.runners.termination import terminable
from transforms.storage import is_storage_failure, root_cause
from transforms.values import RunContext, Work

LOOK = 1.0
"""Seconds between two looks at the work; more where a look takes long."""

MOST_JOBS = 4
"""Jobs in a row that may end, without an error of newsbeam's own, before another chunk is done; then the run fails."""

MOST_IDLE_JOBS = 2
"""Jobs in a row that may end so before a worker begins an article: one may be lost to a machine that dies, a second says that nobody can work."""

CANCELLING = 20.0
"""Seconds that the runner may take to cancel a job."""

ANSWERING = 30.0
"""Seconds in which a job server takes a connection, as long as Dask gives its scheduler; so that a run with a wrong address ends within a minute."""


@dataclasses.dataclass(frozen=True)
class BeamRunner:
    """Runs one pipeline; the lake's addresses must be reachable from the runner's workers. ``on_article`` hears how many more articles are done."""

    options: RunOptions
    context: RunContext
    lake: Lake
    on_article: Callable[[int], None]

    def process(self, work: Work) -> Processed:
        """Process ``work``; what the pipeline raises is a WorkerError, or the operating system's word of a full or broken disk.

        A job that fails because a worker died is sent again, and goes on with the chunks that are not done. One that is silent for too long is
        cancelled, as it is where this process is interrupted or told to end.
        """
        given = Given(self.options, self.context, self.lake, work)
        lookout = Lookout(self.lake, given.folder, given.sizes, self.options, self.on_article)
        with terminable(), lookout.cancelling(), _one_thread():
            lost = _Lost(lookout)
            while True:
                try:
                    result = self._job(given, lookout)
                except _LostError as error:
                    lost.add(error)
                else:
                    break
        lookout.finish()
        return Processed(*take_listing(self.lake, given.listing), measures_of(result))

    def _job(self, given: Given, lookout: Lookout) -> Any:
        """Run one job over the work; returns its result.

        Raises:
            _LostError: it failed, but not for an error of newsbeam's own.
        """
        import apache_beam as beam
        from apache_beam.options.pipeline_options import PipelineOptions

        from pipeline import graph
        from transforms.watch import Watch

        watch = Watch(given.assignment.tracebacks)
        listing = absolute(self.lake.address(given.listing))
        with _failures():
            options = PipelineOptions(list(self.options.beam_arguments))
            reach(job_endpoint(options), min(ANSWERING, self.options.start_timeout))
            root = beam.Pipeline(options=options)
            graph.build(root, self.options, self.context, watch, given.addresses, given.assignment.staging, listing, given.keeper)
            job = _Job()
            try:
                lookout.begin()
                job.begin(root)
                lookout.sent()
                while job.runs(LOOK):
                    lookout.look()
                lookout.see()
                return job.end()
            except BaseException:
                job.cancel()
                raise


def job_endpoint(options: Any) -> Optional[str]:
    """Return the address of the job server that Beam's ``options`` name; None where they name none, or one within this process."""
    from apache_beam.options.pipeline_options import PortableOptions

    endpoint: Optional[str] = options.view_as(PortableOptions).job_endpoint
    return None if endpoint == "embed" else endpoint


def reach(endpoint: Optional[str], seconds: float) -> None:
    """Connect to the job server at ``endpoint`` once, where there is one: Beam waits for minutes, and says nothing in the end.

    Raises:
        WorkerError: it takes no connection in so many ``seconds``.
    """
    if not endpoint:
        return
    import grpc

    with grpc.insecure_channel(endpoint) as channel:
        try:
            grpc.channel_ready_future(channel).result(timeout=seconds)
        except grpc.FutureTimeoutError as error:
            raise WorkerError(f"no job server takes a connection at {endpoint} (--job_endpoint) in {seconds:g} s") from error


class _LostError(Exception):
    """A job failed, and no error of newsbeam's own is told: a worker died, or the runner itself has trouble."""


class _Lost:
    """Counts the jobs in a row that were lost, by what ``lookout`` saw of them."""

    def __init__(self, lookout: Lookout) -> None:
        self._lookout = lookout
        self._done = 0
        self._idle = 0
        self._jobs = 0

    def add(self, error: _LostError) -> None:
        """Count a job that was lost for ``error``.

        Raises:
            WorkerError: another is not sent.
        """
        self._idle = 0 if self._lookout.begun else self._idle + 1
        self._jobs = 1 if self._lookout.done > self._done else self._jobs + 1
        self._done = self._lookout.done
        if self._idle >= MOST_IDLE_JOBS:
            raise WorkerError(
                f"{self._idle} jobs in a row failed before a worker began an article; is a pool of workers at the address that the runner asks "
                f"(--environment_config)? The last: {error}"
            ) from error
        if self._jobs >= MOST_JOBS:
            raise WorkerError(f"{self._jobs} jobs in a row failed before another chunk was done; the last: {error}") from error


class _Job:
    """A job at work; it is waited for in a thread of its own, so that this one hears signals."""

    def __init__(self) -> None:
        self._result: Any = None  # Beam's PipelineResult
        self._error: Optional[BaseException] = None
        self._ended = threading.Event()  # Thread.join and is_alive take a thread for dead where a signal's exception passes through them

    def begin(self, root: Any) -> None:
        """Send the pipeline ``root`` to its runner; one that works in this process does the work meanwhile."""
        self._result = root.run()
        threading.Thread(target=self._wait, daemon=True).start()

    def _wait(self) -> None:
        try:
            self._result.wait_until_finish()
        except BaseException as error:
            self._error = error
        finally:
            self._ended.set()

    def runs(self, seconds: float) -> bool:
        """Return, after ``seconds`` at most, whether the job is still at work."""
        return not self._ended.wait(seconds)

    def end(self) -> Any:
        """Return the result of the finished job, or raise why it failed."""
        if self._error is not None:
            raise self._error
        return self._result

    def cancel(self) -> None:
        """Cancel the job, as far as the runner does it in time."""
        if self._result is not None and not self._ended.is_set():
            cancelling = threading.Thread(target=self._cancel, daemon=True)
            cancelling.start()
            cancelling.join(CANCELLING)

    def _cancel(self) -> None:
        with contextlib.suppress(Exception):  # why it is cancelled is being raised
            self._result.cancel()


@contextlib.contextmanager
def _failures() -> Iterator[None]:
    """Raise what goes wrong with a job as what it means for the run."""
    try:
        yield
    except NewsbeamError:
        raise
    except Exception as error:
        cause = root_cause(error)
        if isinstance(cause, OSError):
            raise cause from error
        told = told_by_a_worker(str(error))
        if told is None and "failed in state" in str(error):
            raise _LostError(one_sentence(str(error))) from error
        if refused := storage_failure(told or ""):
            raise refused from error
        raise WorkerError(told_by_the_server(error) or f"the pipeline failed: {told or error}") from error


def told_by_the_server(error: Exception) -> Optional[str]:
    """Return what went wrong between this process and the job server; None where ``error`` is no word of that."""
    import grpc

    if isinstance(error, grpc.RpcError) and isinstance(error, grpc.Call):
        return f"the job server failed: {error.code().name}: {error.details()}"
    return None


_TRACEBACK = "Traceback (most recent call last)"
_SYSTEM = re.compile(r"^(?:[\w.]*(?:Error|Exception): )+\[Errno (\d+)\] ([^\n]*)", re.MULTILINE)


def told_by_a_worker(text: str) -> Optional[str]:
    r"""Return the Python traceback in what a runner says of a failed job, without the runner's own; None where there is none.

    >>> told_by_a_worker('java.lang.X: Traceback (most recent call last):\n  File "x"\nKeyError: 7\n\n\tat org.apache.y')
    'Traceback (most recent call last):\n  File "x"\nKeyError: 7'
    """
    if _TRACEBACK not in text:
        return None
    told = text[text.rindex(_TRACEBACK) :]
    return re.split(r"\n\s*at (?=[\w.$]+\()|\n\s*\tat ", told)[0].strip()


def storage_failure(text: str) -> Optional[OSError]:
    """Return the operating system's word, in the text of a traceback, that reading or writing cannot go on; None where it says no such thing."""
    for number, said in _SYSTEM.findall(text):
        error = OSError(int(number), said)
        if is_storage_failure(error):
            return error
    return None


def one_sentence(text: str) -> str:
    """Return the first line of ``text`` that says something, at most 300 characters."""
    return next((line.strip()[:300] for line in text.splitlines() if line.strip()), "")


@contextlib.contextmanager
def _one_thread() -> Iterator[None]:
    """Do the body with an environment from which worker processes take one thread each for the numeric libraries, if a runner starts them here."""
    before = {name: os.environ.get(name) for name in ONE_THREAD}
    os.environ.update(ONE_THREAD)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
