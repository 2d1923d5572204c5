"""What a run says while it works and when it is done: for people with rich, for schedulers as JSON lines, or nothing."""

import datetime
import json
import sys
import time
from types import TracebackType
from typing import Any, Optional, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

from pipeline.options import RunOptions
from pipeline.run import Outcome, Reporter

EXAMPLE = "SELECT published_date, page_type, word_count, headline FROM articles ORDER BY 1 LIMIT 10"


class SilentReporter(Reporter):
    """Says nothing."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: Optional[type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]) -> None:
        pass

    def summary(self, outcome: Outcome, options: RunOptions) -> None:
        """The run is done."""


class JsonReporter(SilentReporter):
    """One JSON object a line on standard error: time, level, event, and what belongs to it; no text of articles."""

    def __init__(self) -> None:
        self._done = 0
        self._last = time.monotonic()

    def _say(self, event: str, **facts: Any) -> None:
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")
        print(json.dumps({"ts": now, "level": "info", "event": event, **facts}), file=sys.stderr, flush=True)

    def stage(self, name: str) -> None:
        """A stage begins."""
        self._say("stage", stage=name)

    def planned(self, inputs: int, work: int) -> None:
        """The inputs are known."""
        self._say("planned", inputs=inputs, to_process=work)

    def articles(self, count: int) -> None:
        """Progress, every five seconds."""
        self._done += count
        if time.monotonic() - self._last >= 5:
            self._last = time.monotonic()
            self._say("progress", articles=self._done)

    def summary(self, outcome: Outcome, options: RunOptions) -> None:
        """The closing object."""
        run = outcome.run
        self._say(
            "run_summary",
            run_id=run.run_id,
            status=run.status,
            version=outcome.version.number if outcome.version else None,
            inputs=run.inputs,
            new_articles=run.new_articles,
            unchanged_articles=run.unchanged_articles,
            rejected_inputs=run.rejected_inputs,
            rejected_rows=run.rejected_rows,
            skipped=run.skipped,
            rows=json.loads(run.rows_out),
            rejects=dict(outcome.rejects),
            seconds=json.loads(run.stage_seconds),
        )


class TerminalReporter(SilentReporter):
    """A progress bar and a closing summary; plain lines where standard error is not a terminal."""

    def __init__(self) -> None:
        self._console = Console(stderr=True, soft_wrap=True)
        self._out = Console(soft_wrap=True)
        self._begin = time.monotonic()
        self._progress: Optional[Progress] = None
        self._task: Any = None

    def __exit__(self, kind: Optional[type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]) -> None:
        """Take the progress bar away."""
        self._stop()

    def _stop(self) -> None:
        if self._progress is not None:
            self._progress.stop()
            self._progress = None

    def stage(self, name: str) -> None:
        """A stage begins."""
        if name != "process":
            self._stop()
            self._console.print(f"[dim]{time.monotonic() - self._begin:6.1f} s[/dim]  {name}", highlight=False)

    def planned(self, inputs: int, work: int) -> None:
        """The inputs are known: show the bar."""
        self._console.print(f"          {inputs} inputs, {work} to process", highlight=False)
        if work and self._console.is_terminal:
            self._progress = Progress(
                TextColumn("          process"),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("{task.fields[rate]:.1f} articles/s"),
                TimeElapsedColumn(),
                TimeRemainingColumn(),
                console=self._console,
            )
            self._task = self._progress.add_task("process", total=work, rate=0.0)
            self._progress.start()

    def articles(self, count: int) -> None:
        """Move the bar."""
        if self._progress is not None:
            task = self._progress.tasks[0]
            rate = (task.completed + count) / max(task.elapsed or 0, 0.1)
            self._progress.update(self._task, advance=count, rate=rate)

    def summary(self, outcome: Outcome, options: RunOptions) -> None:
        """What was published, what was rejected and why, where it is, and what to type next."""
        self._stop()
        run, out = outcome.run, self._out
        version = outcome.version
        if run.status == "nothing_new":
            out.print(f"\nNothing new: all {run.inputs} inputs are published or rejected as before.")
        else:
            out.print(
                f"\nPublished version {version.number if version else '-'}: {run.new_articles} new or changed articles "
                f"({outcome.replaced_articles} replaced), {run.unchanged_articles} unchanged, {run.rejected_inputs} inputs rejected."
            )
        table = Table(box=None, pad_edge=False, show_header=True)
        table.add_column("dataset")
        table.add_column("rows of this run", justify="right")
        for name, rows in json.loads(run.rows_out).items():
            table.add_row(name, f"{rows:,}")
        if run.new_articles or run.rejected_inputs:
            out.print(table)
        if outcome.rejects:
            out.print("rejects: " + ", ".join(f"{reason} {count}" for reason, count in outcome.rejects.items()))
        seconds = json.loads(run.stage_seconds)
        rate = f", {run.new_articles / seconds['process']:.1f} articles/s" if seconds.get("process") and run.new_articles else ""
        out.print("seconds: " + ", ".join(f"{stage} {value:.1f}" for stage, value in seconds.items()) + rate)
        out.print(f"lake:    {options.output}/current    report: {outcome.folder}/audit.html")
        out.print(f'next:    newsbeam sql {options.output} "{EXAMPLE}"', highlight=False)


def reporter(*, quiet: bool, log_json: bool) -> SilentReporter:
    """The reporter that the options ask for."""
    if log_json:
        return JsonReporter()
    return SilentReporter() if quiet else TerminalReporter()
