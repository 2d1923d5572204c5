"""Any Beam runner that the options name: the whole work as one pipeline."""

from collections.abc import Sequence
from pathlib import Path

from pipeline.errors import NewsbeamError, WorkerError, is_storage_failure, root_cause
from pipeline.options import RunOptions
from pipeline.runners.local import split
from transforms.storage import write_bytes
from transforms.values import RunContext, StagedFile, WorkItem
from transforms.work import work_lines
from transforms.write import read_listing


def runs_locally(options: RunOptions) -> bool:
    """Whether the run uses the local runner: no ``--runner``, or DirectRunner, which here is Beam's in-process runner, with no download."""
    return beam_runner(options.beam_arguments) in ("", "DirectRunner")


def beam_runner(arguments: Sequence[str]) -> str:
    """The value of ``--runner`` among Beam's arguments, or an empty string."""
    from apache_beam.options.pipeline_options import PipelineOptions, StandardOptions

    return str(PipelineOptions(list(arguments)).view_as(StandardOptions).runner or "")


def run_on_beam(work: Sequence[WorkItem], options: RunOptions, context: RunContext, staging: str) -> list[StagedFile]:
    """Process ``work`` as one pipeline on the Beam runner that the options name; the staging folder must be reachable from its workers.

    Raises:
        WorkerError: the pipeline failed.
    """
    import apache_beam as beam
    from apache_beam.options.pipeline_options import PipelineOptions

    from pipeline import graph

    names = []
    for number, batch in enumerate(split(work, options.chunk_articles)):
        names.append(f"{staging}/work/work-{number:06}.jsonl")
        write_bytes(names[-1], work_lines(batch).encode())
    listing = Path(staging) / "work" / "staged.jsonl"
    try:
        with beam.Pipeline(options=PipelineOptions(list(options.beam_arguments))) as root:
            graph.build(root, options, context, names, staging, str(listing))
    except NewsbeamError:
        raise
    except Exception as error:
        if is_storage_failure(cause := root_cause(error)):
            raise cause from error
        raise WorkerError(f"the pipeline failed: {error}") from error
    return list(read_listing(listing.read_bytes())) if listing.exists() else []
