"""A worker process of the local runner: takes chunks of work from standard input, runs the graph over each in process, reports.

One JSON object a line both ways. In: first ``{"options": …, "context": …, "staging": …}``, then ``{"work": path, "listing": path}`` for each
chunk. Out: ``{"event": "ready"}``, ``{"event": "item", "source_uri": …}`` before each item, ``{"event": "done"}`` after each chunk,
``{"event": "error", "message": …, "storage": …}`` where the graph raised, which ends the process.
The process ends with its parent: standard input closes then.
"""

import datetime
import json
import os
import queue
import sys
import threading
import traceback
from typing import Any, TextIO

from pipeline.errors import is_storage_failure, root_cause
from pipeline.options import RunOptions
from transforms.values import RunContext, WorkItem


def as_message(options: RunOptions, context: RunContext, staging: str) -> dict[str, Any]:
    """The first message to a worker."""
    return {
        "options": options.__dict__,
        "context": context.__dict__ | {"started_at": context.started_at.isoformat()},
        "staging": staging,
    }


def from_message(message: dict[str, Any]) -> tuple[RunOptions, RunContext, str]:
    """The inverse of :func:`as_message`, after JSON."""
    options: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in message["options"].items()}
    context = message["context"] | {"started_at": datetime.datetime.fromisoformat(message["context"]["started_at"])}
    return RunOptions(**options), RunContext(**context), message["staging"]


def run_chunk(options: RunOptions, context: RunContext, staging: str, work: str, listing: str) -> None:
    """Run the graph over the work file ``work`` with Beam's in-process runner."""
    import apache_beam as beam
    from apache_beam.options.pipeline_options import PipelineOptions

    from pipeline import graph

    with beam.Pipeline(runner="FnApiRunner", options=PipelineOptions(["--runner=FnApiRunner", *options.beam_arguments])) as root:
        graph.build(root, options, context, [work], staging, listing)


def main() -> None:
    """Serve chunks until standard input closes."""
    report = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8", buffering=1)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what libraries print must not get between the reports
    chunks: queue.Queue[dict[str, Any]] = queue.Queue()
    first = json.loads(sys.stdin.readline())
    threading.Thread(target=_listen, args=(chunks,), daemon=True).start()
    try:
        _serve(first, chunks, report)
    except Exception as error:
        cause = root_cause(error)
        message = "".join(traceback.format_exception(cause, limit=-12))
        _say(report, event="error", message=message, storage=is_storage_failure(cause))
        report.flush()
        os._exit(1)


def _listen(chunks: "queue.Queue[dict[str, Any]]") -> None:
    for line in sys.stdin:
        chunks.put(json.loads(line))
    os._exit(0)  # the parent is done with this worker, or dead


def _serve(first: dict[str, Any], chunks: "queue.Queue[dict[str, Any]]", report: TextIO) -> None:
    from transforms import read

    options, context, staging = from_message(first)

    def observe(item: WorkItem) -> None:
        _say(report, event="item", source_uri=item.source_uri)

    read.OBSERVERS.insert(0, observe)
    _say(report, event="ready")
    while True:
        chunk = chunks.get()
        run_chunk(options, context, staging, chunk["work"], chunk["listing"])
        _say(report, event="done")


def _say(report: TextIO, **message: Any) -> None:
    report.write(json.dumps(message) + "\n")


if __name__ == "__main__":
    main()
