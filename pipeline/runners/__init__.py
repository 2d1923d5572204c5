"""What processes the work of a run: worker processes of our own on this machine, a cluster of Dask, or any Beam runner."""

from collections.abc import Callable, Sequence

from pipeline.lakes import Lake
from pipeline.options import RunOptions
from pipeline.runners.beam import BeamRunner
from pipeline.runners.dask_cluster import DaskRunner
from pipeline.runners.local import LocalRunner
from pipeline.runners.measures import Measures
from pipeline.runners.protocol import Processed, Runner
from transforms.values import RunContext

__all__ = ["Measures", "Processed", "Runner", "choose_runner"]


def choose_runner(options: RunOptions, context: RunContext, lake: Lake, on_article: Callable[[int], None]) -> Runner:
    """Return the runner that the options name; ``on_article`` hears how many more articles were begun, where the runner tells.

    Without ``--runner``, or with DirectRunner, it is the local one: there Beam's in-process runner, in processes of our own, with no download.
    """
    match beam_runner(options.beam_arguments):
        case "" | "DirectRunner":
            return LocalRunner(options, context, lake, on_article)
        case "DaskRunner":
            return DaskRunner(options, context, lake, on_article)
    return BeamRunner(options, context, lake, on_article)


def beam_runner(arguments: Sequence[str]) -> str:
    """Return the value of ``--runner`` among Beam's arguments, or an empty string."""
    if not arguments:  # Beam takes long to import, and the local runner's processes alone need it
        return ""
    from apache_beam.options.pipeline_options import PipelineOptions, StandardOptions

    return str(PipelineOptions(list(arguments)).view_as(StandardOptions).runner or "")
