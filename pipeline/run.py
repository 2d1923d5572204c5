"""One run from its options to its end: plan, process, reconcile, audit, publish."""

import contextlib
import dataclasses
import datetime
import itertools
import json
import secrets
import shlex
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Optional

import pyarrow.parquet as pq

from newsbeam import Version, objects
from newsbeam.wording import counted
from pipeline import compact, drift, iceberg, publish, resume, tombstones
from pipeline.audit import AuditResult, audit
from pipeline.audit.expectations import import_great_expectations
from pipeline.audit.report import report
from pipeline.audit.words import vouched
from pipeline.connection import without
from pipeline.errors import (
    AuditError,
    DriftError,
    InputError,
    NewsbeamError,
    TooManyFailuresError,
    TooManyRejectsError,
    UsageError,
    WorkerError,
)
from pipeline.failures import failure_of, is_interruption
from pipeline.inventory import Decision, Inventory
from pipeline.lakes import Lake, open_lake, records, staging
from pipeline.options import RunOptions
from pipeline.rejects import Rejects, passing, too_many
from pipeline.runners import Measures, Processed, choose_runner
from pipeline.spool import Spool
from pipeline.versions import differences, pipeline_version, versions
from pipeline.work import PlannedWork
from schemas import DATASETS, SCHEMA_VERSION, Run
from transforms import sources
from transforms.values import RunContext, StagedFile, Work

NEXT_OF_SKIPPED = {
    "no_crawl_extra": "pip install 'newsbeam[crawl]' brings what reads WARC and HTML",
    "no_text_field": "--text_field names the field of collections that holds the text",
}
"""What to do about what was skipped, by reason, where something helps."""


HANDOVER = 0.0005
"""Seconds after which a thread hands over to one that waits, a tenth of Python's: while the audit's libraries are imported beside the work, whoever
hears a worker and writes its next chunk would wait half a second for its turns.
"""

_DATING = ("date_field", "date_pattern", "sidecar")
"""Options that give inputs dates from outside their bytes."""


class Reporter:
    """Hears how a run goes; the command line shows it, the default says nothing."""

    def stage(self, name: str) -> None:
        """Hear that a stage of the run begins."""

    def planned(self, inputs: int, work: int) -> None:
        """Hear how many inputs were found, and how many articles are to be processed."""

    def articles(self, count: int) -> None:
        """Hear how many more articles were begun (fewer, where a worker died)."""

    def audited(self, done: int, of: int, what: str) -> None:
        """Hear how many datasets are audited, of how many, and what is being checked; from several threads."""

    def note(self, sentence: str) -> None:
        """Hear what was done beside the run's own work."""

    def warning(self, sentence: str) -> None:
        """Hear what is probably not meant."""


@dataclasses.dataclass(frozen=True)
class Outcome:
    """How a run ended: its row of ``runs``, the version now published, rejects by reason, the address of the run's records, what its
    steps measured, how many published articles it replaced and how many it took out, what it skipped by reason, names of some rejects by reason,
    how many folders earlier runs left that published nothing, in which measures its articles are unlike those of the last runs, and what is
    to be said of inputs that are published under other names.
    """

    run: Run
    version: Optional[Version]
    rejects: Mapping[str, int]
    records: str
    measures: Measures
    replaced_articles: int = 0
    pruned_articles: int = 0
    skipped: Mapping[str, int] = dataclasses.field(default_factory=dict)
    reject_examples: Mapping[str, Sequence[str]] = dataclasses.field(default_factory=dict)
    leftovers: int = 0
    drifts: Sequence[str] = ()
    renamed: str = ""


@dataclasses.dataclass(frozen=True)
class Preview:
    """What a run would do: the version that is published, what is decided about how many inputs and why, what is to be said of inputs that
    are published under other names, and in lines that it would end with too many rejects, where those that are known are too many.
    """

    version: Optional[Version]
    decisions: Sequence[Decision]
    renamed: str = ""
    too_many: Sequence[str] = ()


def new_run_id(now: datetime.datetime) -> str:
    """Return an identifier for a run: its start in UTC and a random suffix."""
    return f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"


def run(options: RunOptions, *, reporter: Optional[Reporter] = None, now: Optional[datetime.datetime] = None) -> Outcome:
    """Process the inputs and publish the result; ``now`` is the run's start (for tests).

    Raises:
        NewsbeamError: one of its subclasses, by the way it failed; nothing is published then, and what was staged and recorded stays for
            inspection. A run that never began its work leaves nothing.
    """
    lake = open_lake(options.output)
    _refuse_a_lake_among_the_inputs(options)
    started = now or datetime.datetime.now(datetime.UTC)
    context = RunContext(new_run_id(started), started, pipeline_version(options))
    with _failures(), lake.lock(wait=options.wait):
        reporter = reporter or Reporter()
        for sentence in lake.settle():
            reporter.note(sentence)
        with iceberg.kept_in_step(lake, reporter.note):
            return _Run(options, context, lake, reporter).execute()


def preview(options: RunOptions, *, now: Optional[datetime.datetime] = None) -> Preview:
    """Return what a run over the inputs would do at this moment; nothing is written but to a folder of the system's for temporary files.

    Raises:
        InputError: a pattern matches nothing, or what is published is damaged.
        UsageError: the options cannot go together.
    """
    lake = open_lake(options.output)
    _refuse_a_lake_among_the_inputs(options)
    context = RunContext("dry_run", now or datetime.datetime.now(datetime.UTC), pipeline_version(options))
    with _failures(), tempfile.TemporaryDirectory(prefix="newsbeam-dry-run-") as folder:
        current = lake.published() if lake.versions() else None
        with contextlib.closing(Inventory(Path(folder), context, None)) as inventory:
            renamed = _compare(inventory, options, lake, current)
            known = too_many(inventory.rejects(), inventory.count(), options.max_rejects, be="would be")
            return Preview(current, inventory.decisions(), renamed, known)


@without("pandas")
def _compare(inventory: Inventory, options: RunOptions, lake: Lake, current: Optional[Version]) -> str:
    """Fill ``inventory`` with what is published and with the inputs, and decide about them.

    Returns:
        What is to be said where more of them are published under another name than under their own; else nothing.
    """
    runs: list[_Published] = []
    if current is not None:
        refuse_damage(lake, current, options.output, hashes=options.verify)
        inventory.add_published(lake.addresses(current, "articles"))
        inventory.add_erased(tombstones.carried(current.facts).get(tombstones.FACT, ()))
        runs = _runs(lake.addresses(current, "runs"))
        inventory.add_versions(_differences(options, runs))
        inventory.add_rejected(lake.addresses(current, "rejects"), _which_would_reject(options, inventory.version, runs))
    inventory.add_inputs(options)
    inventory.compare(options)
    return _of_names(inventory, options, runs)


class _Published(NamedTuple):
    """What a published run says of itself."""

    run_id: str
    pipeline_version: str
    versions: str
    arguments: str
    new_articles: int


def _runs(addresses: Sequence[str]) -> list[_Published]:
    columns = list(_Published._fields)
    return [_Published(**row) for address in addresses for row in pq.ParquetFile(objects.source(address)).read(columns).to_pylist()]


def _differences(options: RunOptions, runs: Sequence[_Published]) -> dict[str, str]:
    """Return in words what differs between each pipeline version among the published ``runs`` and this one."""
    recorded = {run[1:4] for run in runs}
    return {version: differences(json.loads(parts), json.loads(arguments), options) for version, parts, arguments in recorded}


def _which_would_reject(options: RunOptions, version: str, runs: Sequence[_Published]) -> list[str]:
    """Return the ``runs`` that rejected what this one would: by the same pipeline version, and without dates from elsewhere, then and now."""
    now = dataclasses.asdict(options)
    if any(now[name] for name in _DATING):
        return []
    same = (run for run in runs if run.pipeline_version == version)
    return [run.run_id for run in same if not any(json.loads(run.arguments).get(name) for name in _DATING)]


def _of_names(inventory: Inventory, options: RunOptions, runs: Sequence[_Published]) -> str:
    """Return what is to be said of inputs that are published under another name: what has probably changed, and what helps."""
    renamed = inventory.renamed()
    if renamed is None or renamed.inputs <= inventory.count("unchanged"):
        return ""
    brought = [run for run in runs if run.new_articles]
    before = json.loads(max(brought).arguments).get("source_root") if brought else None
    roots = [f"--source_root {shlex.quote(root)}" if root else "no --source_root" for root in (before, options.source_root)]
    had = (
        f"the last run that brought articles had {roots[0]}, this one has {roots[1]}." if roots[0] != roots[1] else "have they been moved?"
    )
    return (
        f"{renamed.inputs:,} of {counted(inventory.count(), 'input')} are published already, under other names: {renamed.example} as "
        f"{renamed.published_as}; {had} Run with the names they had, or once over all inputs of the lake with --prune, which publishes them under "
        "the new ones"
    )


def _refuse_a_lake_among_the_inputs(options: RunOptions) -> None:
    for pattern in options.inputs:
        if sources.reaches(pattern, options.output):
            raise UsageError(f"--output {options.output} lies among the inputs, below --input {pattern}; give a folder elsewhere")


@contextlib.contextmanager
def _failures() -> Iterator[None]:
    """Raise errors of the system, of Arrow and of DuckDB as what they mean for the run."""
    try:
        yield
    except Exception as error:
        failure = failure_of(error)
        if failure is None or failure is error:
            raise
        raise failure from error


def now_published(version: Optional[Version]) -> str:
    """Return in words which version is published."""
    return f"published is version {version.number}, of run {version.run_id}" if version else "nothing is published"


def refuse_damage(lake: Lake, current: Version, location: str, *, hashes: bool = False) -> None:
    """Refuse to build on a version of the lake at ``location`` whose files are not as its manifest says; of files sizes, or also hashes.

    Raises:
        InputError: it is damaged, or holds datasets of a newer newsbeam.
    """
    if unknown := sorted(set(current.datasets) - set(DATASETS)):
        raise InputError(f"version {current.number} holds datasets that this newsbeam does not know: {', '.join(unknown)}")
    if wrong := lake.verify(current, hashes=hashes):
        raise InputError(
            f"version {current.number} is damaged, {len(wrong)} of {counted(len(current.files), 'file')}: {wrong[0]}; nothing is done; "
            f"newsbeam recover {shlex.quote(location)} goes back to the newest whole version"
        )


class _Run:
    def __init__(self, options: RunOptions, context: RunContext, lake: Lake, reporter: Reporter) -> None:
        self._options = options
        self._context = context
        self._lake = lake
        self._reporter = reporter
        self._staging = staging(context.run_id)
        self._records = records(context.run_id)
        self._seconds: dict[str, float] = {}
        self._counts: dict[str, int] = dict.fromkeys(("inputs", "skipped", "new", "unchanged", "rejected_inputs", "rejected_rows"), 0)
        self._rows_out = dict.fromkeys(DATASETS, 0)
        self._skipped: dict[str, int] = {}
        self._examples: dict[str, list[str]] = {}
        self._rejected: dict[str, int] = {}
        self._comparison: Optional[drift.Comparison] = None
        self._measures = Measures()
        self._taken = resume.Taken()
        self._renamed = ""

    def execute(self) -> Outcome:
        try:
            outcome = self._execute()
            self._lake.remove(self._staging)
            if self._options.limit is None:  # else more of it is to be taken over
                resume.forget(self._lake, self._taken)
            outcome = dataclasses.replace(
                outcome, skipped=self._skipped, reject_examples=self._examples, drifts=self._drifts(), renamed=self._renamed
            )
            return dataclasses.replace(outcome, leftovers=len(self._lake.leftovers()))
        except BaseException as error:
            if self._published_in_spite_of(error):
                raise  # the record of what is published was written before the switch
            if isinstance(error, InputError | UsageError) and not self._counts["inputs"]:  # before the work: there is nothing to inspect
                self._lake.remove(self._staging)
                raise
            refused = {AuditError: "refused_by_audit", TooManyRejectsError: "too_many_rejects", TooManyFailuresError: "too_many_failures"}
            status = next((name for kind, name in refused.items() if isinstance(error, kind)), "failed")
            with contextlib.suppress(OSError):
                self._record(self._row(status), error)
            raise

    def _published_in_spite_of(self, error: BaseException) -> bool:
        """Return whether this run is published already; where it is, or who called has interrupted it, ``error`` gets a note of what is."""
        try:
            version = self._lake.current()
        except (NewsbeamError, OSError):  # the lake is what failed
            return False
        published = version is not None and version.run_id == self._context.run_id
        if published or is_interruption(error):
            error.add_note(now_published(version))
        return published

    def _execute(self) -> Outcome:
        current = self._lake.current()
        with self._timed("plan"):
            spool = Spool(self._lake, f"{self._staging}/records")
            inventory = Inventory(self._lake.scratch(self._context.run_id), self._context, spool)
            self._renamed = _compare(inventory, self._options, self._lake, current)
        try:
            return self._with_plan(inventory, current)
        finally:
            inventory.close()

    def _with_plan(self, inventory: Inventory, current: Optional[Version]) -> Outcome:
        self._skipped = inventory.skipped_by_reason()
        if not inventory.count():
            told = ", ".join(f"{reason} {number}" for reason, number in self._skipped.items())
            hints = "".join(f"; {hint}" for reason, hint in NEXT_OF_SKIPPED.items() if reason in self._skipped)
            if name := next((name for name, reason in inventory.skipped() if reason == "other_ending"), None):
                hints += f"; of a folder .txt and .txt.gz are read: name others as they are, or by a glob ({name})"
            raise InputError(f"there is no input; skipped: {told}{hints}")
        if self._skipped:
            self._write_lines("skipped.jsonl", ({"source_uri": name, "reason": reason} for name, reason in inventory.skipped()))
        work = inventory.work()
        self._take_what_is_done(work)
        self._counts |= {"inputs": inventory.count(), "skipped": sum(self._skipped.values()), "unchanged": inventory.count("unchanged")}
        self._reporter.planned(self._counts["inputs"], len(work))
        if self._renamed:
            self._reporter.warning(self._renamed)
        with self._timed("process"):
            processed = self._process(work)
        self._measures = processed.measures
        rejects = inventory.rejects()
        rejects.add(map(self._context.reject, processed.rejects))
        self._rejected = by_reason = rejects.by_reason()
        self._examples = rejects.examples()
        with self._recorded(rejects):
            changes = self._checked(processed.staged, inventory, rejects, current)
        run = self._row("nothing_new" if changes.nothing_new else "published")
        self._record(run)  # before the switch: what is published has its record, whatever happens then
        if changes.nothing_new:
            return Outcome(run, current, by_reason, self._lake.address(self._records), self._measures)
        self._reporter.stage("publish")
        add = publish.complete(self._lake, changes, current, run)
        facts = {
            "schema_version": SCHEMA_VERSION,
            "pipeline_version": self._context.pipeline_version,
            "published_at": datetime.datetime.now(datetime.UTC).isoformat(),
            **tombstones.carried(current.facts if current else {}),
        }
        keep, add = compact.merged(self._lake, self._context.run_id, current, changes.keep, add, allowed=compact.SMALL_FILES)
        version = self._lake.switch(self._context.run_id, current, keep, add, facts)
        return Outcome(
            run,
            version,
            by_reason,
            self._lake.address(self._records),
            self._measures,
            changes.replaced_articles,
            changes.pruned_articles,
        )

    @contextlib.contextmanager
    def _recorded(self, rejects: Rejects) -> Iterator[None]:
        """Write the record of rejects when the block ends, however it ends."""

        def write() -> None:
            self._write_lines("rejects.jsonl", (reject._asdict() for reject in rejects))

        try:
            yield
        except BaseException:
            with contextlib.suppress(OSError):
                write()
            raise
        write()

    def _checked(self, staged: Sequence[StagedFile], inventory: Inventory, rejects: Rejects, current: Optional[Version]) -> publish.Changes:
        """Return what the run changes, after all that may refuse it."""
        with self._timed("reconcile"):
            self._reconcile(staged, inventory, rejects)
        self._refuse_too_many_failures(rejects)  # before the audit, which takes minutes
        self._refuse_too_many_rejects(rejects)
        names = (inventory.unchanged(), inventory.gone())
        changes = publish.plan(self._lake, self._context, current, staged, rejects.table(), *names)
        if changes.staying_rows:
            rows, datasets = sum(changes.staying_rows.values()), ", ".join(name for name in DATASETS if name in changes.staying_rows)
            self._reporter.note(f"{counted(rows, 'row')} made again just as published; the files that hold them stay: {datasets}")
        with self._timed("audit"):
            self._comparison = self._compared(staged, rejects, current)
            self._audit(staged, current, changes)
        self._refuse_drift()
        return changes

    @contextlib.contextmanager
    def _timed(self, stage: str) -> Iterator[None]:
        self._reporter.stage(stage)
        begin = time.monotonic()
        try:
            yield
        finally:
            self._seconds[stage] = round(time.monotonic() - begin, 3)

    def _take_what_is_done(self, work: PlannedWork) -> None:
        """Take over what runs that ended early have done of ``work``."""
        number = len(work)
        if number:
            resume.begin(self._lake, self._context, self._options)
        resume.stop_workers_of_killed_runs(self._lake, self._context)
        self._taken = resume.take(self._lake, self._context, self._options, work)
        if self._taken.items:
            verb = "is" if self._taken.items == 1 else "are"
            runs = f"{', '.join(self._taken.runs)}, which ended before {'they' if len(self._taken.runs) > 1 else 'it'} published"
            self._reporter.note(f"{self._taken.items:,} of {counted(number, 'article')} to process {verb} taken over from {runs}")

    def _process(self, work: Work) -> Processed:
        if self._taken.items or work:
            sys.setswitchinterval(HANDOVER)
            threading.Thread(target=import_great_expectations, daemon=True).start()  # which takes seconds: while the workers work
        processed = Processed([], [], Measures())
        if work:
            processed = choose_runner(self._options, self._context, self._lake, self._reporter.articles).process(work)
        return Processed(self._taken.staged + processed.staged, self._taken.rejects + processed.rejects, processed.measures)

    def _staged(self, file: StagedFile) -> str:
        return self._lake.address(f"{self._staging}/{file.path}")

    def _reconcile(self, staged: Sequence[StagedFile], inventory: Inventory, rejects: Rejects) -> None:
        """Check conservation: every input is a new article, an unchanged one or a reject, and no input is two of them."""
        for file in staged:
            self._rows_out[file.dataset] += file.rows
        self._rows_out["rejects"] = len(rejects)
        self._counts |= {
            "new": self._rows_out["articles"],
            "rejected_inputs": rejects.inputs(),
            "rejected_rows": len(rejects) - rejects.inputs(),
        }
        lost, twice = inventory.reconcile([self._staged(file) for file in staged if file.dataset == "articles"])
        total = self._counts["new"] + self._counts["unchanged"] + self._counts["rejected_inputs"]
        if twice or lost or total != self._counts["inputs"]:
            raise WorkerError(
                f"{counted(self._counts['inputs'], 'input')}, but {total} accounted for; lost: {lost}, twice: {twice}; nothing is published"
            )

    def _compared(self, staged: Sequence[StagedFile], rejects: Rejects, current: Optional[Version]) -> drift.Comparison:
        """Compare what the run made with what the last ones did."""
        files = {name: [self._staged(file) for file in staged if file.dataset == name] for name in DATASETS}
        before = self._lake.addresses(current, "rejects") if current else []
        return drift.compare(drift.profile(self._rows_out, files, rejects.table(), before), drift.profiles_before(self._lake))

    def _audit(self, staged: Sequence[StagedFile], current: Optional[Version], changes: publish.Changes) -> None:
        """Audit what the run adds; of the articles those that stay too, for uniqueness."""
        files = {name: [self._staged(file) for file in (*staged, *changes.rejects) if file.dataset == name] for name in DATASETS}
        kept = set(changes.keep)
        staying = [file["path"] for file in current.files if file["dataset"] == "articles" and file["path"] in kept] if current else []
        published = [self._lake.file(current, path) for path in staying] if current else []
        published += [self._staged(file) for file in changes.add if file not in staged and file.dataset == "articles"]
        rows = self._rows_out | {"rejects": sum(file.rows for file in changes.rejects)}
        known = vouched(self._lake, self._staging, staged)
        result: AuditResult = audit(files, expected_rows=rows, published=published, vouched=known, heard=self._reporter.audited)
        for name, content in report(result, self._drifts()).items():
            self._lake.write(f"{self._records}/{name}", content)
        if not result.passed:
            broken = [f"{r.dataset}: {r.rule} ({counted(r.bad_rows, 'row')})" for r in result.rules if not r.passed]
            raise AuditError(f"the audit refused the run: {'; '.join(broken[:5])}; see {self._lake.address(self._records)}/audit.html")

    def _refuse_too_many_failures(self, rejects: Rejects) -> None:
        failures = rejects.failures()
        total = sum(failures.values())
        share = self._share(total)
        if share > self._options.max_failures:
            raise TooManyFailuresError(
                f"the code failed over {total} of {counted(self._counts['inputs'], 'input')} ({share:.1%}), more than --max_failures="
                f"{self._options.max_failures:g} allows: {'; '.join(f'{k} ({v} times)' for k, v in itertools.islice(failures.items(), 3))}; "
                f"nothing is published; see {self._lake.address(self._records)}/tracebacks"
            )

    def _refuse_too_many_rejects(self, rejects: Rejects) -> None:
        if told := too_many(rejects, self._counts["inputs"], self._options.max_rejects):
            told[0] += "; nothing is published"
            told.append(f"all of them: {self._lake.address(self._records)}/rejects.jsonl")
            if option := passing(rejects, self._counts["inputs"]):
                told.append(f"{option} lets them pass, and what is done stays done")
            raise TooManyRejectsError("\n".join(told))

    def _drifts(self) -> list[str]:
        return [str(one) for one in self._comparison.drifts] if self._comparison else []

    def _refuse_drift(self) -> None:
        drifts = self._drifts()
        if drifts and self._options.strict_drift:
            raise DriftError(
                f"the articles of this run are unlike those of the last ones: {'; '.join(drifts[:5])}; nothing is published; see "
                f"{self._lake.address(self._records)}/audit.html; without --strict_drift they are published"
            )

    def _share(self, inputs: int) -> float:
        return inputs / self._counts["inputs"] if self._counts["inputs"] else 0.0

    def _row(self, status: str) -> Run:
        arguments = {k: v for k, v in dataclasses.asdict(self._options).items() if k != "beam_arguments"}
        return Run(
            run_id=self._context.run_id,
            started_at=self._context.started_at,
            finished_at=max(datetime.datetime.now(datetime.UTC), self._context.started_at),
            status=status,
            pipeline_version=self._context.pipeline_version,
            schema_version=SCHEMA_VERSION,
            versions=json.dumps(versions(self._options.model), sort_keys=True),
            arguments=json.dumps(arguments, sort_keys=True),
            inputs=self._counts["inputs"],
            skipped=self._counts["skipped"],
            new_articles=self._counts["new"],
            unchanged_articles=self._counts["unchanged"],
            rejected_inputs=self._counts["rejected_inputs"],
            rejected_rows=self._counts["rejected_rows"],
            rows_out=json.dumps(self._rows_out | {"runs": int(status == "published")}, sort_keys=True),
            stage_seconds=json.dumps(self._seconds, sort_keys=True),
        )

    def _record(self, row: Run, error: Optional[BaseException] = None) -> None:
        record: dict[str, Any] = {n: str(value) if isinstance(value, datetime.datetime) else value for n, value in row._asdict().items()}
        record["metrics"] = self._measures.as_record()
        record["skipped_by_reason"] = self._skipped
        record["rejects_by_reason"] = self._rejected
        record["drift"] = self._comparison.as_record() if self._comparison else None
        if error is not None:
            record["error"] = f"{type(error).__name__}: {error}"[:4_000]
        self._lake.write(f"{self._records}/run.json", json.dumps(record, indent=1, sort_keys=True).encode())

    def _write_lines(self, name: str, objects: Iterable[Mapping[str, Any]]) -> None:
        lines = (json.dumps(one, default=str, ensure_ascii=False) + "\n" for one in objects)
        self._lake.write(f"{self._records}/{name}", (line.encode("utf-8", "backslashreplace") for line in lines))
