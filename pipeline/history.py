"""What the runs of a lake recorded: each left ``runs/RUN_ID/run.json``, whatever became of it."""

import dataclasses
import datetime
import itertools
import json
from collections.abc import Iterator, Mapping
from typing import Any, Optional

from pipeline.lakes import Lake

SUCCESSES = ("published", "nothing_new")
"""How a run that did what it was asked to may have ended."""


@dataclasses.dataclass(frozen=True)
class PastRun:
    """The record of one run: its identifier, how it ended, when, and the whole of ``run.json``."""

    run_id: str
    status: str
    finished_at: datetime.datetime
    record: Mapping[str, Any]

    @property
    def succeeded(self) -> bool:
        """Whether it did what it was asked to: published, or found nothing new."""
        return self.status in SUCCESSES

    def count(self, name: str) -> int:
        """Return the number that the record calls ``name``; 0 where it says none."""
        value = self.record.get(name)
        return value if isinstance(value, int) else 0

    def counts(self, name: str) -> dict[str, int]:
        """Return the numbers by name that the record calls ``name``, an object or its JSON; none where it says none."""
        value = self.record.get(name)
        value = json.loads(value) if isinstance(value, str) else value
        return dict(value) if isinstance(value, dict) else {}


def past_runs(lake: Lake) -> Iterator[PastRun]:
    """Yield the runs whose records lie in ``lake``, the latest first; killed ones, and those at work, have left none."""
    names = reversed(lake.names("runs"))  # they begin with the start of the run in UTC, to the second
    for _, of_a_second in itertools.groupby(names, lambda name: name.partition("-")[0]):
        found = [run for name in of_a_second if (run := past_run(lake, name.removeprefix("runs/")))]
        yield from sorted(found, key=lambda run: run.finished_at, reverse=True)


def past_run(lake: Lake, run_id: str) -> Optional[PastRun]:
    """Return what the run of that identifier recorded when it ended; None where it has left no record, or a damaged one."""
    try:
        record = json.loads(lake.read(f"runs/{run_id}/run.json"))
        return PastRun(record["run_id"], record["status"], datetime.datetime.fromisoformat(record["finished_at"]), record)
    except (FileNotFoundError, NotADirectoryError, ValueError, KeyError, TypeError):  # no record, or a damaged one
        return None
