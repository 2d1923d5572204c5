"""``newsbeam status``: how a lake is, read in a moment: the age of its last success, its versions, its backlog, its size and growth."""

import contextlib
import dataclasses
import datetime
import json
import shlex
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Optional

import newsbeam
from newsbeam.wording import counted
from pipeline import iceberg, terminal
from pipeline.errors import EXIT_FAILED, EXIT_INPUT, EXIT_OK, InputError
from pipeline.history import PastRun, past_run, past_runs
from pipeline.lakes import Lake, number_of, open_lake
from pipeline.options import RunOptions
from pipeline.run import preview


@dataclasses.dataclass(frozen=True)
class Backlog:
    """Inputs that are known and not published: how many, of them rejected by the last success, and who counted them."""

    inputs: int
    rejected: int
    counted_by: str


@dataclasses.dataclass(frozen=True)
class Growth:
    """What came since the version ``since``, ``days`` ago: articles and bytes, fewer where the numbers are negative."""

    since: int
    days: float
    articles: int
    bytes: int


@dataclasses.dataclass(frozen=True)
class Failures:
    """Runs that failed after the last success: how many, the last one's identifier and error; folders of runs at work, or killed."""

    runs: int
    last_run_id: Optional[str]
    last_error: Optional[str]
    unfinished: int


@dataclasses.dataclass(frozen=True)
class Status:
    """How a lake is at one moment; ages in seconds, sizes in bytes, ``lake_bytes`` of all versions and records with shared files once; ``damaged``
    says of files of the version that they are missing, or of another size than its manifest says, ``iceberg`` of its Iceberg tables what is wrong.
    """

    lake: str
    last_success: datetime.datetime
    last_success_run: str
    last_success_status: str
    age_seconds: int
    version: int
    damaged: Sequence[str]
    versions: Sequence[int]
    published_at: Optional[str]
    pipeline_version: Optional[str]
    schema_version: Optional[str]
    articles: int
    files: int
    version_bytes: int
    lake_bytes: int
    backlog: Optional[Backlog]
    growth: Optional[Growth]
    failures: Failures
    iceberg: str


def status(root: Path | str, *, inputs: Sequence[str] = (), now: Optional[datetime.datetime] = None) -> Status:
    """Return how the lake at ``root`` is; nothing is written, and no lock is taken.

    ``inputs`` are planned with the options of the last run, as a dry run would, to count the backlog; without them it is what the last run
    recorded.

    Raises:
        InputError: nothing is published there, or what is published is damaged.
    """
    now = now or datetime.datetime.now(datetime.UTC)
    lake = open_lake(str(root))
    try:
        version = lake.published()
    except InputError as error:
        raise InputError("; ".join([str(error), *_failed_so_far(lake)])) from error
    failed: list[PastRun] = []
    success: Optional[PastRun] = None
    for run in past_runs(lake):
        if run.succeeded and (run.status != "published" or _has_version(lake, version, run.run_id)):
            success = run
            break
        failed.append(run)
    published_at = version.facts.get("published_at")
    finished = success.finished_at if success else datetime.datetime.fromisoformat(str(published_at))
    unfinished = [name for name in lake.names("staging") if past_run(lake, name.removeprefix("staging/")) is None]
    return Status(
        lake=str(root),
        last_success=finished,
        last_success_run=success.run_id if success else version.run_id,
        last_success_status=success.status if success else "published",
        age_seconds=max(round((now - finished).total_seconds()), 0),
        version=version.number,
        damaged=lake.verify(version, hashes=False),
        versions=[number_of(name) for name in lake.versions()],
        published_at=published_at,
        pipeline_version=version.facts.get("pipeline_version"),
        schema_version=version.facts.get("schema_version"),
        articles=_articles(version),
        files=len(version.files),
        version_bytes=_bytes(version),
        lake_bytes=lake.size(),
        backlog=_planned(root, inputs, success) if inputs else _recorded(success, failed),
        growth=_growth(lake, version),
        failures=Failures(
            len(failed), failed[0].run_id if failed else None, failed[0].record.get("error") if failed else None, len(unfinished)
        ),
        iceberg=iceberg.behind(lake),
    )


def _failed_so_far(lake: Lake) -> Iterator[str]:
    """Yield in words which runs failed, where none has published."""
    runs = list(past_runs(lake)) if not lake.versions() else []
    if runs:
        yield f"{counted(len(runs), 'run')} failed, the last {runs[0].run_id}: {_in_short(runs[0].record.get('error'))}"


def _has_version(lake: Lake, current: newsbeam.Version, run_id: str) -> bool:
    """Return whether a kept version is of the run: its record is written before the switch, which may not have come."""
    if run_id == current.run_id:
        return True
    for name in lake.versions():
        with contextlib.suppress(InputError):
            if lake.version(name).run_id == run_id:
                return True
    return False


def _articles(version: newsbeam.Version) -> int:
    return sum(file["rows"] for file in version.files if file["dataset"] == "articles")


def _bytes(version: newsbeam.Version) -> int:
    return sum(file["bytes"] for file in version.files)


def _recorded(success: Optional[PastRun], failed: Sequence[PastRun]) -> Optional[Backlog]:
    """Return what the last run that counted its inputs left; None where none did."""
    rejected = success.count("rejected_inputs") if success else 0
    for run in (*failed, *([success] if success else [])):
        if run.count("inputs"):
            left = 0 if run.succeeded else run.count("inputs") - run.count("unchanged_articles")
            return Backlog(left + run.counts("skipped_by_reason").get("over_limit", 0), rejected, f"run {run.run_id}")
    return None


def _planned(root: Path | str, inputs: Sequence[str], success: Optional[PastRun]) -> Backlog:
    """Return what a run over ``inputs`` would process, with the options of the last success."""
    given: Mapping[str, Any] = json.loads(success.record["arguments"]) if success else {}
    options = {name: value for name, value in given.items() if name in RunOptions.__dataclass_fields__}
    options |= {"inputs": tuple(inputs), "output": str(root), "limit": None, "full": False}
    found = preview(RunOptions(**options)).decisions
    rejected = success.count("rejected_inputs") if success else 0
    return Backlog(sum(one.inputs for one in found if one.decision == "work"), rejected, "plan of the inputs")


def _growth(lake: Lake, version: newsbeam.Version) -> Optional[Growth]:
    """Return what came since the oldest version that is kept and can be read; None where there is no other."""
    for name in lake.versions():
        if number_of(name) >= version.number:
            break
        try:
            old = lake.version(name)
            days = (_published(version) - _published(old)).total_seconds() / 86_400
        except (InputError, ValueError):
            continue
        return Growth(old.number, round(days, 6), _articles(version) - _articles(old), _bytes(version) - _bytes(old))
    return None


def _published(version: newsbeam.Version) -> datetime.datetime:
    return datetime.datetime.fromisoformat(str(version.facts.get("published_at")))


def run(root: Path | str, *, inputs: Sequence[str], max_age: Optional[datetime.timedelta], form: str) -> int:
    """Print how the lake at ``root`` is, as text or JSON (``form``); returns 5 where files of the current version are missing or of another
    size, else 1 where its last success is older than ``max_age``.

    Raises:
        InputError: nothing is published there, or what is published is damaged.
    """
    found = status(root, inputs=inputs)
    old = max_age is not None and found.age_seconds > max_age.total_seconds()
    if form == "json":
        terminal.data(json.dumps(dataclasses.asdict(found) | {"too_old": old}, default=_json, indent=1))
    else:
        for line in lines(found, too_old=old):
            terminal.say(line)
    if found.damaged:
        return EXIT_INPUT
    return EXIT_FAILED if old else EXIT_OK


def _json(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime.datetime) else str(value)


def _in_short(error: Optional[str]) -> str:
    """Return the first line of what a run recorded as its error."""
    return error.splitlines()[0] if error else "no error recorded"


def lines(found: Status, *, too_old: bool = False) -> list[str]:
    """Return how a lake is in lines for people; the first says where its last success is older than asked for (``too_old``)."""
    did = "found nothing new" if found.last_success_status == "nothing_new" else "published"
    old = ": TOO OLD" if too_old else ""
    told = [
        f"last success  {ago(found.age_seconds)} ago{old} ({found.last_success:%Y-%m-%d %H:%M} UTC, run {found.last_success_run} {did})"
    ]
    failures = found.failures
    if failures.runs:
        told.append(f"since then    {failures.runs} failed, the last {failures.last_run_id}: {_in_short(failures.last_error)}")
    if failures.unfinished:
        told.append(f"unfinished    {failures.unfinished}: at work, or killed")
    release = f", newsbeam {found.pipeline_version}, contract {found.schema_version}" if found.pipeline_version else ""
    told.append(f"version       {found.version}, {len(found.versions)} kept (from {found.versions[0]} on){release}")
    if found.damaged:
        lake = shlex.quote(found.lake)
        told.append(f"DAMAGED       {len(found.damaged):,} of {counted(found.files, 'file')}: {found.damaged[0]}")
        told.append(f"              newsbeam verify {lake} says of all; newsbeam recover {lake} goes back to the newest whole version")
    if found.iceberg:
        told.append(f"BEHIND        {found.iceberg}")
    if found.backlog:
        rejects = f"; {counted(found.backlog.rejected, 'was', 'were')} rejected by the last success" if found.backlog.rejected else ""
        told.append(f"backlog       {counted(found.backlog.inputs, 'input')}, by the {found.backlog.counted_by}{rejects}")
    else:
        told.append("backlog       unknown: no run recorded its inputs")
    told.append(
        f"size          {counted(found.articles, 'article')}, {megabytes(found.version_bytes)} in {counted(found.files, 'file')}; "
        f"{megabytes(found.lake_bytes)} with all versions and records"
    )
    if growth := found.growth:
        rate = f", {growth.articles / growth.days:,.0f} articles a day" if growth.days >= 1 else ""
        since = f"since version {growth.since}, in {ago(round(growth.days * 86_400))}"
        came = f"{counted(growth.articles, 'article', form='+,')}, {'+' * (growth.bytes >= 0)}{megabytes(growth.bytes)}"
        told.append(f"growth        {came} {since}{rate}")
    return told


def megabytes(size: int) -> str:
    """Return ``size`` bytes in MB.

    >>> megabytes(1_234_567), megabytes(12_345_678_900)
    ('1.2 MB', '12,345.7 MB')
    """
    return f"{size / 1_000_000:,.1f} MB"


def ago(seconds: int) -> str:
    """Return a time in its two largest units.

    >>> ago(42), ago(3_700), ago(200_000)
    ('42 s', '1 h 1 min', '2 d 7 h')
    """
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    parts = [f"{number} {unit}" for number, unit in ((days, "d"), (hours, "h"), (minutes, "min"), (rest, "s")) if number]
    return " ".join(parts[:2]) or "0 s"
