"""The metrics of a lake and its last run in Prometheus' text format, for the textfile collector of the node exporter.

A run is over before anybody asks for its metrics, so all are gauges: what the last run did, when the last success was, what is published. Every
sample has the label ``lake``, so that the files of several lakes can lie beside each other.
"""

import importlib.metadata
import os
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.signals import Ending

Sample = tuple[Mapping[str, str], float]


def text(lake: str, ending: "Ending") -> str:
    """Return the metrics of the lake at ``lake`` after a run that ended so."""
    own = {"lake": os.path.abspath(lake)}
    lines = []
    for name, said, samples in _metrics(ending):
        if samples:
            lines += [f"# HELP newsbeam_{name} {said}", f"# TYPE newsbeam_{name} gauge"]
            lines += [f"newsbeam_{name}{{{_labels(own | dict(labels))}}} {value!r}" for labels, value in samples]
    return "\n".join(lines) + "\n"


def _labels(labels: Mapping[str, str]) -> str:
    return ",".join(f'{name}="{_escaped(value)}"' for name, value in labels.items())


def _escaped(value: str) -> str:
    r"""Return a label's value as the text format has it.

    >>> print(_escaped('a "b" \\ c'))
    a \"b\" \\ c
    """
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _metrics(ending: "Ending") -> Iterator[tuple[str, str, list[Sample]]]:
    """Yield each metric: its name, what it is, its samples."""
    yield "last_run_timestamp_seconds", "End of the last run.", [({}, ending.at.timestamp())]
    yield (
        "last_run_exit_code",
        "Exit code of the last run: 0, or 75 where another one held the lake, or why it failed.",
        [({}, ending.exit_code)],
    )
    success: list[Sample] = [({}, ending.success.finished_at.timestamp())] if ending.success else []
    yield "last_success_timestamp_seconds", "End of the last run that published or found nothing new.", success
    yield from _of_the_run(ending)
    yield from _of_the_lake(ending)


def _of_the_run(ending: "Ending") -> Iterator[tuple[str, str, list[Sample]]]:
    run = ending.run
    if run is None:
        return
    yield "run_inputs", "Inputs of the last run.", [({}, run.count("inputs"))]
    articles: list[Sample] = [({"state": state}, run.count(f"{state}_articles")) for state in ("new", "unchanged")]
    yield "run_articles", "Articles of the last run: new or changed ones, and those that stay as they are.", articles
    yield "run_rows", "Rows that the last run made, by dataset.", _by("dataset", run.counts("rows_out"))
    yield "run_rejects", "Rejects of the last run, by reason.", _by("reason", run.counts("rejects_by_reason"))
    yield "run_skipped", "What the last run found that is no input of it, by reason.", _by("reason", run.counts("skipped_by_reason"))
    drifts = (run.record.get("drift") or {}).get("drifts")
    yield "run_drifts", "Measures in which the last run is unlike those before it.", [] if drifts is None else [({}, len(drifts))]
    yield "run_stage_seconds", "Seconds of the last run, by stage.", _by("stage", run.counts("stage_seconds"))


def _of_the_lake(ending: "Ending") -> Iterator[tuple[str, str, list[Sample]]]:
    version = ending.version
    facts = {"newsbeam": importlib.metadata.version("newsbeam")}
    if version is not None:
        rows: dict[str, int] = {}
        for file in version.files:
            rows[file["dataset"]] = rows.get(file["dataset"], 0) + file["rows"]
        yield "lake_version", "Number of the published version.", [({}, version.number)]
        yield "lake_rows", "Rows of the published version, by dataset.", _by("dataset", rows)
        yield "lake_bytes", "Bytes of the published version.", [({}, sum(file["bytes"] for file in version.files))]
        facts |= {name: str(version.facts.get(name, "")) for name in ("pipeline_version", "schema_version")}
    yield "info", "The newsbeam that ran, and what made the published version.", [(facts, 1)]


def _by(label: str, counts: Mapping[str, float]) -> list[Sample]:
    return [({label: name}, value) for name, value in sorted(counts.items())]
