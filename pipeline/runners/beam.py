"""Any Beam runner that the options name: the whole work as one pipeline."""

import dataclasses

from pipeline.errors import NewsbeamError, WorkerError
from pipeline.lakes import Lake, staging
from pipeline.options import RunOptions
from pipeline.runners.lists import give_work, split, take_listing, tracebacks
from pipeline.runners.measures import measures_of
from pipeline.runners.protocol import Processed
from transforms.storage import root_cause
from transforms.values import RunContext, Work


@dataclasses.dataclass(frozen=True)
class BeamRunner:
    """Runs one pipeline; the lake's addresses must be reachable from the runner's workers."""

    options: RunOptions
    context: RunContext
    lake: Lake

    def process(self, work: Work) -> Processed:
        """Process ``work``; what the pipeline raises is a WorkerError, or the operating system's word of a full or broken disk."""
        import apache_beam as beam
        from apache_beam.options.pipeline_options import PipelineOptions

        from pipeline import graph
        from transforms.watch import Watch

        folder = staging(self.context.run_id)
        parts = split(work, self.options.chunk_articles)
        given = [give_work(self.lake, f"{folder}/work/work-{number:06}.jsonl", items) for number, items in enumerate(parts)]
        listing = f"{folder}/work/staged.jsonl"
        watch = Watch(tracebacks(self.lake, self.context.run_id, self.options))
        try:
            with beam.Pipeline(options=PipelineOptions(list(self.options.beam_arguments))) as root:
                graph.build(root, self.options, self.context, watch, given, self.lake.address(folder), self.lake.address(listing))
        except NewsbeamError:
            raise
        except Exception as error:
            if isinstance(cause := root_cause(error), OSError):
                raise cause from error
            raise WorkerError(f"the pipeline failed: {error}") from error
        return Processed(*take_listing(self.lake, listing), measures_of(root.result))
