"""A worker process of the local runner: takes chunks of work from standard input, runs the graph over each in process, reports.

Its last argument is the path of its assignment: ``{"options": …, "context": …, "staging": …, "tracebacks": …}``, a file because a pipe holds
little, and who writes more to a process that does not read waits for it. Then one JSON object a line both ways. In: ``{"work": path, "listing":
path}`` for each chunk. Out: ``{"event": "ready"}``; from the steps ``{"event": "item", "source_uri": …}`` before each item and ``{"event": "step",
"step": …, "family": …}`` as it goes through them; ``{"event": "done", "measures": …}`` after each chunk; ``{"event": "error", "message": …,
"storage": …}`` where the graph raised, which ends the process; ``storage`` says
that the system did, of a file. Where memory is short the process ends with the status ENOMEM, as one that was
killed for it. The process ends with its parent: standard input closes then.
"""

import errno
import json
import os
import queue
import sys
import threading
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any, Optional

from pipeline.connection import without
from pipeline.runners.assignment import Assignment, from_message
from pipeline.runners.measures import Measures, measures_of
from transforms.storage import root_cause

if TYPE_CHECKING:
    from transforms.watch import Watch
    from transforms.work import Keeper


def run_chunk(given: Assignment, watch: "Watch", work: str, listing: str, keeper: "Optional[Keeper]" = None) -> Measures:
    """Run the graph over the work file ``work`` with Beam's in-process runner; ``keeper`` answers for it where this process may be lost."""
    import apache_beam as beam
    from apache_beam.options.pipeline_options import PipelineOptions

    from pipeline import graph

    arguments = ["--runner=FnApiRunner", *given.options.beam_arguments]
    with beam.Pipeline(runner="FnApiRunner", options=PipelineOptions(arguments)) as root:
        graph.build(root, given.options, given.context, watch, [work], given.staging, listing, keeper)
    return measures_of(root.result)


@without("pandas", "pymongo")
def main() -> None:
    """Serve chunks until standard input closes; pandas and pymongo, which Beam and pyarrow would import, are not needed for that."""
    report = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what libraries print must not get between the reports
    chunks: queue.Queue[dict[str, Any]] = queue.Queue()
    threading.Thread(target=_listen, args=(chunks,), daemon=True).start()
    import pyarrow

    from transforms.watch import say  # and with it Beam

    pyarrow.set_memory_pool(pyarrow.system_memory_pool())  # which gives back what a chunk's many small tables took
    threading.Thread(target=_decompress, daemon=True).start()
    try:
        first = json.loads(Path(sys.argv[-1]).read_bytes())
        _serve(from_message(first), chunks, report)
    except Exception as error:
        cause = root_cause(error)
        message = "".join(traceback.format_exception(cause, limit=-12))
        if isinstance(cause, MemoryError):
            print(message, file=sys.stderr, flush=True)
            os._exit(errno.ENOMEM)
        say(report, event="error", message=message, storage=isinstance(cause, OSError))
        os._exit(1)


def _listen(chunks: "queue.Queue[dict[str, Any]]") -> None:
    for line in sys.stdin:
        chunks.put(json.loads(line))
    os._exit(0)  # the parent is done with this worker, or dead


def _decompress() -> None:
    """Load what the first article needs and is decompressed, while the rest is imported: that does not need Python's lock."""
    from transforms.text.lexicon import gazetteer
    from transforms.text.page import language

    language.load()
    gazetteer.load()


def _serve(given: Assignment, chunks: "queue.Queue[dict[str, Any]]", report: int) -> None:
    from transforms.watch import Watch

    watch = Watch(given.tracebacks, report)
    watch.tell("ready")
    while True:
        chunk = chunks.get()
        measures = run_chunk(given, watch, chunk["work"], chunk["listing"])
        watch.tell("done", measures=measures.as_message())


if __name__ == "__main__":
    main()
