"""What a run tells other machines: its metrics as a file for Prometheus, its beginning and end as events of OpenLineage.

Whatever happens to a signal, the run goes on: a warning says what could not be told.
"""

import contextlib
import dataclasses
import datetime
import importlib.util
import logging
import urllib.parse
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Optional

from newsbeam import Version
from pipeline.errors import EXIT_FAILED, EXIT_OK, NewsbeamError, UsageError
from pipeline.failures import failure_of
from pipeline.history import PastRun, past_runs
from pipeline.lakes import open_lake
from pipeline.options import RunOptions
from pipeline.signals import metrics
from transforms.storage import write_bytes

_logger = logging.getLogger(__name__)


@dataclasses.dataclass(frozen=True)
class Targets:
    """Where signals go; None for those that nobody wants."""

    metrics_file: Optional[Path] = None
    openlineage_file: Optional[Path] = None
    openlineage_url: Optional[str] = None

    def check(self) -> None:
        """Refuse what cannot work.

        Raises:
            UsageError: events are wanted and their extra is not installed, or the endpoint is no address of the web.
        """
        if self.openlineage_url is not None:
            parts = urllib.parse.urlsplit(self.openlineage_url)
            if parts.scheme not in ("http", "https") or not parts.netloc:
                raise UsageError(f"--openlineage_url {self.openlineage_url} is no address such as http://127.0.0.1:5000")
        if self.wants_events and importlib.util.find_spec("openlineage") is None:
            raise UsageError("events of OpenLineage need another package: pip install newsbeam[lineage]")

    @property
    def wants_events(self) -> bool:
        """Whether events of OpenLineage go anywhere."""
        return self.openlineage_file is not None or self.openlineage_url is not None


@dataclasses.dataclass(frozen=True)
class Ending:
    """How a run ended: its exit code and error, its own record, the last success of the lake and the version now published, where there are any."""

    exit_code: int
    error: Optional[BaseException]
    at: datetime.datetime
    run: Optional[PastRun]
    success: Optional[PastRun]
    version: Optional[Version]


@contextlib.contextmanager
def signalling(options: RunOptions, targets: Targets) -> Iterator[None]:
    """Tell ``targets`` of the run with ``options`` that happens within the block: that it begins, and how it ends, whatever way."""
    began = datetime.datetime.now(datetime.UTC)
    tell: Callable[[Optional[Ending]], None] = lambda ending: None  # noqa: E731  # told to nobody
    if targets.wants_events:
        with _kept_from_the_run("events of OpenLineage"):
            from pipeline.signals.lineage import Lineage

            tell = Lineage(options, targets.openlineage_file and targets.openlineage_file.absolute(), targets.openlineage_url).tell
            tell(None)
    error: Optional[BaseException] = None
    try:
        yield
    except BaseException as raised:
        error = raised
        raise
    finally:
        with _kept_from_the_run("how the run ended"):
            ending = _ending(options, began, error)
            with _kept_from_the_run("events of OpenLineage"):
                tell(ending)
            if targets.metrics_file is not None:
                with _kept_from_the_run(f"--metrics_file {targets.metrics_file}"):
                    write_bytes(
                        str(targets.metrics_file.absolute()), metrics.text(options.output, ending).encode("utf-8", "backslashreplace")
                    )


@contextlib.contextmanager
def _kept_from_the_run(what: str) -> Iterator[None]:
    try:
        yield
    except Exception as error:
        _logger.warning("%s: %s: %s", what, type(error).__name__, error)


def _ending(options: RunOptions, began: datetime.datetime, error: Optional[BaseException]) -> Ending:
    failure = failure_of(error) if error is not None else None
    code = EXIT_OK if error is None else failure.exit_code if failure else EXIT_FAILED
    try:
        lake = open_lake(options.output)
    except NewsbeamError:  # what the run ended with as well, who called is told of that
        return Ending(code, failure or error, datetime.datetime.now(datetime.UTC), None, None, None)
    runs = past_runs(lake)
    last = next(runs, None)
    own = last if last and datetime.datetime.fromisoformat(last.record["started_at"]) >= began else None
    success = last if last and last.succeeded else next((run for run in runs if run.succeeded), None)
    version = None
    with contextlib.suppress(NewsbeamError):  # nothing is published, or what is, is damaged
        version = lake.published()
    return Ending(code, failure or error, datetime.datetime.now(datetime.UTC), own, success, version)
