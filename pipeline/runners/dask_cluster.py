"""A cluster of Dask: its scheduler hands out the chunks, each worker runs the graph over one after the other with Beam's in-process runner.

Beam's own ``DaskRunner`` (2.77) gives what a DoFn yields in ``finish_bundle`` to nobody, and every output of a step to each of its readers, so that
this graph loses its files there; of it only the options are used.
"""

import contextlib
import dataclasses
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from pipeline.errors import NewsbeamError, UsageError, WorkerError
from pipeline.lakes import Lake
from pipeline.options import RunOptions
from pipeline.runners.given import Given, absolute
from pipeline.runners.lists import take_listing
from pipeline.runners.lookout import Lookout
from pipeline.runners.measures import Measures
from pipeline.runners.protocol import Processed
from pipeline.runners.termination import terminable
from transforms.storage import is_storage_failure, root_cause
from transforms.values import Rejection, RunContext, StagedFile, Work

if TYPE_CHECKING:
    from pipeline.runners.keeper import ClusterKeeper

LOOK = 1.0
"""Seconds between two looks at the work."""


def dask_options() -> Any:
    """Return Beam's class of options for Dask.

    Raises:
        UsageError: the packages that Dask consists of are not installed.
    """
    try:
        from apache_beam.runners.dask.dask_runner import DaskOptions
    except (ImportError, AttributeError) as error:  # the latter: Beam looks for a name in what it could not import
        raise UsageError("--runner=DaskRunner needs other packages: pip install newsbeam[dask]") from error
    return DaskOptions


@dataclasses.dataclass(frozen=True)
class DaskRunner:
    """Runs the chunks of the work on the cluster that the options name; ``on_article`` hears how many more articles are done.

    Dask gives the chunk of a worker that is gone to another; what that one knows of it says :mod:`transforms.work`.
    """

    options: RunOptions
    context: RunContext
    lake: Lake
    on_article: Callable[[int], None]

    def process(self, work: Work) -> Processed:
        """Process ``work``; the tasks are withdrawn where this process is interrupted or told to end, and where nothing happens for too long."""
        given = Given(self.options, self.context, self.lake, work)
        lookout = Lookout(self.lake, given.folder, given.sizes, self.options, self.on_article)
        measures = Measures()
        with terminable(), lookout.cancelling(), _failures(), self._client() as client:
            self._wait_for_a_worker(client)
            client.run(_greet, given.keeper)
            tasks = {
                number: client.submit(
                    _do, given.keeper, address, self._listing(given, number), key=f"newsbeam-{self.context.run_id}-{number}"
                )
                for number, address in enumerate(given.addresses)
            }
            try:
                self._follow(dict(tasks), lookout, measures)
            except BaseException:
                client.cancel(list(tasks.values()), force=True)
                raise
        lookout.finish()
        staged: list[StagedFile] = []
        rejects: list[Rejection] = []
        for number in tasks:
            listing = take_listing(self.lake, f"{given.folder}/work/listed-{number:06}.jsonl")
            staged += listing.staged
            rejects += listing.rejects
        return Processed(staged, rejects, measures)

    def _client(self) -> Any:
        options = dask_options()
        import distributed
        from apache_beam.options.pipeline_options import PipelineOptions

        known = PipelineOptions(list(self.options.beam_arguments)).view_as(options).get_all_options(drop_default=True, current_only=True)
        settings = {name: value for name, value in known.items() if name not in ("npartitions", "partition_size")}
        try:
            return distributed.Client(**settings)
        except OSError as error:
            address = settings.get("address", "a scheduler of its own")
            raise WorkerError(f"no scheduler of Dask takes a connection at {address} (--dask_client_address): {error}") from error

    def _wait_for_a_worker(self, client: Any) -> None:
        patience = self.options.start_timeout
        try:
            client.wait_for_workers(1, timeout=patience)
        except TimeoutError as error:
            raise WorkerError(f"the scheduler of Dask has had no worker for {patience:g} s (--start_timeout)") from error

    def _listing(self, given: Given, number: int) -> str:
        return absolute(self.lake.address(f"{given.folder}/work/listed-{number:06}.jsonl"))

    @staticmethod
    def _follow(waiting: dict[int, Any], lookout: Lookout, measures: Measures) -> None:
        """Wait until all of ``waiting`` is done; raises what one of them raised."""
        import distributed

        while waiting:
            with contextlib.suppress(TimeoutError):
                distributed.wait(list(waiting.values()), timeout=LOOK, return_when="FIRST_COMPLETED")
            for number, task in list(waiting.items()):
                if task.done():
                    measures.add(Measures.from_message(task.result()))
                    del waiting[number]
            lookout.look()


def _greet(keeper: "ClusterKeeper") -> None:
    keeper.greet()


def _do(keeper: "ClusterKeeper", work: str, listing: str) -> dict[str, Any]:
    """Run the graph over one chunk in a worker of Dask."""
    from pipeline.runners.worker import run_chunk
    from transforms.watch import Watch

    given = dataclasses.replace(keeper.given, options=dataclasses.replace(keeper.given.options, beam_arguments=()))
    return run_chunk(given, Watch(given.tracebacks), work, listing, keeper).as_message()


@contextlib.contextmanager
def _failures() -> Iterator[None]:
    """Raise what goes wrong on the cluster as what it means for the run."""
    try:
        yield
    except NewsbeamError:
        raise
    except Exception as error:
        cause = root_cause(error)
        if isinstance(cause, NewsbeamError) or is_storage_failure(cause):
            raise cause from error
        raise WorkerError(f"the work on Dask failed: {type(error).__name__}: {error}") from error
