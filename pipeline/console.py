"""What a run says while it works and when it is done: for people with rich, for schedulers as JSON lines, or nothing."""

import dataclasses
import datetime
import json
import shlex
import shutil
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Optional, Self

from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text

from newsbeam.objects import is_url
from newsbeam.wording import counted
from pipeline import terminal
from pipeline.inventory import Decision
from pipeline.options import RunOptions
from pipeline.rejects import lines
from pipeline.run import NEXT_OF_SKIPPED, Outcome, Preview, Reporter
from pipeline.runners.measures import Measures

EXAMPLE = "SELECT published_date, page_type, word_count, headline FROM articles ORDER BY 1 LIMIT 10"


SETTLED = 5.0
"""Seconds after the first article from which on a rate means something."""

LONG_REASON = 20
"""Characters of a reason behind which the names of a dry run stand on the same line: all but what a version changed are shorter."""

BEAT = 30.0
"""Seconds after which a stage that says nothing itself is said to go on, where there is no terminal to show it."""


@dataclasses.dataclass
class Pace:
    """How far the articles are, and how fast: ``work`` to process, ``done`` so far, ``first`` of them by ``begin`` (seconds of a steady clock).

    The clock runs from the first articles on: until then processes start and load the model, which says nothing of what is left.
    """

    work: int = 0
    done: int = 0
    first: int = 0
    begin: Optional[float] = None

    def add(self, count: int) -> None:
        """Take that so many more articles were begun (fewer, where a worker died)."""
        self.done += count
        if self.begin is None:
            self.begin, self.first = time.monotonic(), self.done

    @property
    def rate(self) -> float:
        """Return the articles a second; 0 while that is not known."""
        if self.begin is None or (passed := time.monotonic() - self.begin) < SETTLED:
            return 0.0
        return max(self.done - self.first, 0) / passed

    @property
    def seconds_left(self) -> Optional[int]:
        """Return the seconds that the rest takes at that rate; None while that is not known."""
        return round(max(self.work - self.done, 0) / rate) if (rate := self.rate) > 0 else None

    def told(self) -> str:
        """Return the rate, and the time that is left, in words; empty while that is not known."""
        if (left := self.seconds_left) is None:
            return ""
        return f"{self.rate:.1f} articles/s, about {datetime.timedelta(seconds=left)} left, then the audit"


class SilentReporter(Reporter):
    """Says nothing but warnings."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: Optional[type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]) -> None:
        pass

    def warning(self, sentence: str) -> None:
        """Say what is probably not meant."""
        terminal.complain(f"newsbeam: warning: {sentence}")

    def summary(self, outcome: Outcome, options: RunOptions) -> None:
        """Say what a run that is done did."""

    def preview(self, found: Preview) -> None:
        """Say what a run would do."""


class JsonReporter(SilentReporter):
    """One JSON object a line on standard error: time, level, event, and what belongs to it; no text of articles."""

    def __init__(self) -> None:
        self._pace = Pace()
        self._last = time.monotonic()

    def stage(self, name: str) -> None:
        """Say that a stage begins."""
        terminal.event("stage", stage=name)

    def planned(self, inputs: int, work: int) -> None:
        """Say how many inputs there are."""
        self._pace = Pace(work)
        terminal.event("planned", inputs=inputs, to_process=work)

    def note(self, sentence: str) -> None:
        """Say what was done beside the run's own work."""
        terminal.event("note", message=sentence)

    def warning(self, sentence: str) -> None:
        """Say what is probably not meant."""
        terminal.event("note", level="warning", message=sentence)

    def articles(self, count: int) -> None:
        """Say how far the run is, every five seconds."""
        self._pace.add(count)
        if time.monotonic() - self._last >= 5:
            self._last = time.monotonic()
            pace = self._pace
            terminal.event("progress", articles=pace.done, of=pace.work, per_second=round(pace.rate, 2), seconds_left=pace.seconds_left)

    def audited(self, done: int, of: int, what: str) -> None:
        """Say how far the audit is, every five seconds."""
        if time.monotonic() - self._last >= 5:
            self._last = time.monotonic()
            terminal.event("progress", stage="audit", datasets=done, of=of, checking=what)

    def summary(self, outcome: Outcome, options: RunOptions) -> None:
        """Write the closing object."""
        run = outcome.run
        terminal.event(
            "run_summary",
            run_id=run.run_id,
            status=run.status,
            version=outcome.version.number if outcome.version else None,
            inputs=run.inputs,
            new_articles=run.new_articles,
            unchanged_articles=run.unchanged_articles,
            pruned_articles=outcome.pruned_articles,
            rejected_inputs=run.rejected_inputs,
            rejected_rows=run.rejected_rows,
            skipped=dict(outcome.skipped),
            rows=json.loads(run.rows_out),
            rejects=dict(outcome.rejects),
            seconds=json.loads(run.stage_seconds),
            metrics=outcome.measures.as_record(),
            leftovers=outcome.leftovers,
            drifts=list(outcome.drifts),
            renamed=outcome.renamed,
            lake=str(Path(options.output).absolute()),
            records=outcome.records,
            report=f"{outcome.records}/audit.html",
        )

    def preview(self, found: Preview) -> None:
        """Write what a run would do."""
        version = found.version.number if found.version else None
        decisions = [decision._asdict() for decision in found.decisions]
        terminal.event("dry_run", version=version, decisions=decisions, renamed=found.renamed, too_many=list(found.too_many))


class TerminalReporter(SilentReporter):
    """A progress bar and a closing summary; where standard error is no terminal plain lines, of the progress one in half a minute."""

    def __init__(self) -> None:
        self._console = terminal.screen(stderr=True, soft_wrap=True)
        self._out = terminal.screen(soft_wrap=True)
        self._begin = time.monotonic()
        self._pace = Pace()
        self._last = self._begin
        self._progress: Optional[Progress] = None
        self._task: Any = None
        self._over = threading.Event()
        self._far = ""

    def __exit__(self, kind: Optional[type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]) -> None:
        """Take the progress bar away."""
        self._stop()

    def _stop(self) -> None:
        self._over.set()
        if self._progress is not None:
            self._progress.stop()
            self._progress = None

    def stage(self, name: str) -> None:
        """Say that a stage begins."""
        if name != "process":
            self._stop()
            self._line(name)
            self._far = ""
            self._show_that_it_moves(name)

    def _show_that_it_moves(self, name: str) -> None:
        """Show, until the next stage, that this one goes on: a clock on a terminal, elsewhere a line now and then."""
        if self._console.is_terminal:
            columns = (TextColumn("         "), SpinnerColumn(), TextColumn(name), TimeElapsedColumn(), TextColumn("{task.fields[far]}"))
            self._progress = Progress(*columns, console=self._console, transient=True)
            self._task = self._progress.add_task(name, total=None, far="")
            self._progress.start()
            return
        over = self._over = threading.Event()

        def tell() -> None:
            while not over.wait(BEAT):
                self._line(": ".join(filter(None, [f"{name} goes on", self._far])))

        threading.Thread(target=tell, daemon=True).start()

    def audited(self, done: int, of: int, what: str) -> None:
        """Show how far the audit is."""
        self._far = f"{done} of {counted(of, 'dataset')}, {what}"
        if (progress := self._progress) is not None:
            progress.update(self._task, far=self._far)

    def _line(self, text: str) -> None:
        self._console.print(Text(f"{time.monotonic() - self._begin:7.1f} s  ", style="dim").append(text, style="not dim"))

    def planned(self, inputs: int, work: int) -> None:
        """Say how many inputs there are, and show the bar."""
        self._stop()
        self._pace = Pace(work)
        self._line(f"{counted(inputs, 'input')}, {work:,} to process")
        if work and self._console.is_terminal:
            self._progress = Progress(
                TextColumn("          process"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeElapsedColumn(),
                TextColumn("{task.fields[pace]}"),
                console=self._console,
            )
            self._task = self._progress.add_task("process", total=work, pace="")
            self._progress.start()

    def note(self, sentence: str) -> None:
        """Say what was done beside the run's own work."""
        self._line(sentence)

    def warning(self, sentence: str) -> None:
        """Say what is probably not meant."""
        self._line(f"warning: {sentence}")

    def articles(self, count: int) -> None:
        """Move the bar."""
        self._pace.add(count)
        if self._progress is not None:
            self._progress.update(self._task, advance=count, pace=self._pace.told())
        elif not self._console.is_terminal and time.monotonic() - self._last >= 30:
            self._last = time.monotonic()
            self._line(", ".join(filter(None, [f"{self._pace.done:,} of {counted(self._pace.work, 'article')}", self._pace.told()])))

    def preview(self, found: Preview) -> None:
        """Say what a run would do, and why: a line for each decision and reason, with some names."""
        out = self._out
        published = f"version {found.version.number} is published" if found.version else "nothing is published"
        inputs = sum(decision.inputs for decision in found.decisions if decision.decision not in ("prune", "skip"))
        erased = sum(decision.inputs for decision in found.decisions if decision.reason == "erased")
        beside = f", and {erased:,} that {'was' if erased == 1 else 'were'} erased" if erased else ""
        out.print(f"Dry run: nothing is done, nothing is written; {published}; {counted(inputs, 'input')}{beside}.")
        for line in decided(found.decisions):
            out.print(f"  {line}")
        if found.renamed:
            out.print(found.renamed)
        if found.too_many:
            first, *rest = found.too_many
            out.print(f"warning: {first}; the run would publish nothing and end with exit code 4, whatever the others are", *rest, sep="\n")

    def summary(self, outcome: Outcome, options: RunOptions) -> None:
        """Say what was published, what was rejected and why, where it is, and what to type next."""
        self._stop()
        run, out = outcome.run, self._out
        version = outcome.version
        if run.status == "nothing_new":
            every = "the input is" if run.inputs == 1 else f"all {run.inputs:,} inputs are"
            out.print(f"\nNothing new: {every} published or rejected as before.")
        else:
            pruned = f", {outcome.pruned_articles:,} pruned" if outcome.pruned_articles else ""
            left_out = f", {counted(run.rejected_rows, 'row')} left out" if run.rejected_rows else ""
            out.print(
                f"\nPublished version {version.number if version else '-'}: {counted(run.new_articles, 'new or changed article')} "
                f"({outcome.replaced_articles:,} replaced){pruned}, {run.unchanged_articles:,} unchanged, "
                f"{counted(run.rejected_inputs, 'input')} rejected{left_out}."
            )
        rows = {name: count for name, count in json.loads(run.rows_out).items() if name != "runs"}
        if run.new_articles or run.rejected_inputs:
            width = max(len(f"{count:,}") for count in rows.values())
            out.print("\nrows of this run")
            for name, count in rows.items():
                out.print(f"  {name:<13} {count:>{width},}")
        if outcome.rejects:
            out.print("\nrejects by reason")
            for line in lines(outcome.rejects, outcome.reject_examples):
                out.print(f"  {line}")
            if outcome.renamed:
                out.print(f"{outcome.renamed} (duplicate_content)")
            out.print(f"all of them: {outcome.records}/rejects.jsonl")
        if outcome.drifts:
            out.print("\nwarning: the articles of this run are unlike those of the last ones (docs/operating.md, Drift)")
            for drift in outcome.drifts:
                out.print(f"  {drift}")
        if outcome.skipped:
            told = ", ".join(f"{reason} {count:,}" for reason, count in outcome.skipped.items())
            out.print(f"\nskipped  {told} ({outcome.records}/skipped.jsonl)")
            for reason in filter(NEXT_OF_SKIPPED.get, sorted(outcome.skipped)):
                out.print(f"{NEXT_OF_SKIPPED[reason]} ({reason})")
        seconds = json.loads(run.stage_seconds)
        rate = (
            f"; {run.new_articles / seconds['process']:.1f} articles/s"
            if seconds.get("process") and outcome.measures.counters["articles.read"]
            else ""
        )
        lake = shlex.quote(str(options.output))
        out.print("\nseconds  " + ", ".join(f"{stage} {seconds[stage]:.1f}" for stage in sorted(seconds, key=_order)) + rate)
        if times := milliseconds_an_article(outcome.measures):
            out.print(f"an article took  {times}")
        out.print(f"lake     {options.output if is_url(options.output) else Path(options.output) / 'current'}")
        out.print(f"report   {outcome.records}/audit.html")
        command = command_typed()
        if outcome.leftovers:
            out.print(
                f"note     failed runs left {counted(outcome.leftovers, 'folder')}; {command} gc {lake} removes what is older than a day"
            )
        out.print(f'next     {command} sql {lake} "{EXAMPLE}"')
        out.print(f"         {command} sql {lake} --example list      {command} show {lake}")


def decided(decisions: Sequence[Decision]) -> Iterator[str]:
    """Yield a line for each decision and reason: how many inputs, and some names; after a long reason these are on a line of their own.

    >>> print(*decided([Decision("work", "version: events, times, --date_order", 2, ["a"]), Decision("work", "new", 1, ["b"])]), sep=chr(10))
    work               2  version: events, times, --date_order
                          a, …
    work               1  new                  b
    """
    for decision, reason, number, names in decisions:
        told = ", ".join(map(terminal.one_line, names)) + (", …" if number > len(names) else "")
        if reason == "erased":
            told = "passed over, as newsbeam erase has it; no names are kept"
        before = f"{decision:<10} {number:>9,}  "
        if len(reason) > LONG_REASON:
            yield before + reason
            before, reason = " " * len(before), ""
            yield before + told
        else:
            yield f"{before}{reason:<{LONG_REASON}} {told}"


def milliseconds_an_article(measures: Measures) -> str:
    """Return the steps with the milliseconds that an article took in them on average, the slowest first; families in brackets.

    >>> from collections import Counter
    >>> from pipeline.runners.measures import Spread
    >>> spreads = {"read": Spread(2, 1000, 1, 1), "extract": Spread(2, 9000, 1, 1), "extract.places": Spread(2, 7000, 1, 1)}
    >>> milliseconds_an_article(Measures(Counter({"articles.read": 2}), spreads))
    'extract 4.5 ms (places 3.5), read 0.5 ms'
    """
    articles = measures.counters["articles.read"]
    if not articles:
        return ""
    slowest = sorted(((spread.total / 1000 / articles, name) for name, spread in measures.microseconds.items()), reverse=True)
    told = []
    for mean, step in slowest:
        if "." not in step:
            families = ", ".join(f"{name.split('.')[1]} {part:.1f}" for part, name in slowest if name.startswith(f"{step}."))
            told.append(f"{step} {mean:.1f} ms{f' ({families})' if families else ''}")
    return ", ".join(told)


def command_typed() -> str:
    """Return how the user calls newsbeam: the plain name where it is on the path, else as it was typed (``.venv/bin/newsbeam``)."""
    typed = sys.argv[0]
    if Path(typed).name != "newsbeam" or shutil.which("newsbeam") == str(Path(typed).absolute()):
        return "newsbeam"
    return shlex.quote(typed)


def _order(stage: str) -> tuple[int, str]:
    known = ("plan", "process", "reconcile", "audit")
    return (known.index(stage) if stage in known else len(known), stage)


def reporter(*, quiet: bool, log_json: bool) -> SilentReporter:
    """Return the reporter that the options ask for."""
    if log_json:
        return JsonReporter()
    return SilentReporter() if quiet else TerminalReporter()
