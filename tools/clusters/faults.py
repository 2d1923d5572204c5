"""What can go wrong with the workers of a cluster, brought about on purpose, and what becomes of the runs."""

import contextlib
import json
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Container, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import newsbeam
from pipeline.lakes import Lake, open_lake
from schemas import DATASETS
from tools.clusters.machines import ROOT, Cluster
from tools.clusters.runs import RUN_FAILED, cluster_at_work, done_articles, run_locally, running, unlike

INPUT = "more/000003.txt"
"""The input that kills whoever opens it."""

DISK = "2m"
"""The size of the disk that is soon full."""

CHUNK = 16
"""Articles of a chunk."""

MANY = 128
"""Articles of a chunk of which a worker says what it has checked; there must be as many for the run to have one such chunk."""

QUIET = 10.0
"""Seconds in which a worker ends the article that it is at, and in which one that is still at work would show."""


class Ended(NamedTuple):
    """How a run ended: exit code, seconds of the whole command, and what it said."""

    code: int
    seconds: float
    said: str


class UnlikeError(Exception):
    """A run ended otherwise than it should; the message says how."""


class Scene:
    """A cluster at work, whose lakes lie in ``folder``, beside the inputs and the lake of the local run in its parent; ``traps`` sets traps."""

    def __init__(self, cluster: Cluster, folder: Path, traps: Path) -> None:
        self.cluster = cluster
        self.folder = folder
        self.traps = traps
        self.local = folder.parent / "local"
        self.other = folder / "checkout"

    def run(self, lake: str, until: Callable[[], bool] = lambda: False, number: int = signal.SIGTERM, chunk: int = CHUNK) -> Ended:
        """Run into ``lake`` in chunks of so many articles; the run is sent the signal ``number`` when ``until`` is true."""
        log, begin = self.folder / f"{lake}.log", time.monotonic()
        before = log.stat().st_size if log.exists() else 0
        arguments = [f"--chunk_articles={chunk}", *self.cluster.arguments()]
        with running(self.folder.parent / "in", self.folder / lake, log, *arguments, environment=self.cluster.environment()) as process:
            told = False
            while process.poll() is None:
                time.sleep(0.5)
                if not told and until():
                    told, begin = True, time.monotonic()
                    process.send_signal(number)
        return Ended(process.returncode, round(time.monotonic() - begin, 1), log.read_bytes()[before:].decode(errors="replace"))

    def copy_checkout(self) -> None:
        """Put newsbeam as it is into ``other``."""
        shutil.rmtree(self.other, ignore_errors=True)
        for package in ("newsbeam", "pipeline", "transforms", "schemas"):
            shutil.copytree(ROOT / package, self.other / package, ignore=shutil.ignore_patterns("__pycache__"))

    def same_rows(self, lake: str) -> None:
        """Refuse ``lake`` unless it has the rows of the local run."""
        _, different = unlike(self.local, self.folder / lake)
        if different:
            raise UnlikeError(f"other rows than those of the local run: {', '.join(different)}")

    def nothing_published(self, lake: str) -> None:
        """Refuse ``lake`` if something is published, or unless the record of its last run says that it failed."""
        names = open_lake(str(self.folder / lake)).names("runs")
        record = json.loads((self.folder / lake / names[-1] / "run.json").read_text())
        if record["status"] != "failed" or (self.folder / lake / "current").exists():
            raise UnlikeError(f"the status is {record['status']}")


def expect(ended: Ended, code: int, words: str = "") -> None:
    """Refuse a run that has not ended with ``code`` and said ``words``."""
    if ended.code != code or words not in ended.said:
        raise UnlikeError(f"exit code {ended.code} after {ended.seconds} s; it said: {ended.said[-2000:]}")


def bundles_twice(scene: Scene) -> str:
    """Every worker is killed when all files of a chunk are staged, and before the run is told: each chunk is done twice."""
    (scene.traps / "chunks").mkdir()
    ended = scene.run("twice")
    struck = len(list((scene.traps / "chunks").iterdir()))
    shutil.rmtree(scene.traps / "chunks")
    expect(ended, 0)
    scene.same_rows("twice")
    if not struck:
        raise UnlikeError("no worker was killed")
    return f"exit code 0 after {ended.seconds} s, {struck} workers killed, the rows of the local run"


def input_that_kills(scene: Scene) -> str:
    """An input kills every process that opens it."""
    (scene.traps / "input").write_text(INPUT)
    ended = scene.run("killed")
    (scene.traps / "input").unlink()
    expect(ended, 0)
    lakes = [newsbeam.open(scene.local), newsbeam.open(scene.folder / "killed")]
    article = lakes[0].sql(f"SELECT article_id FROM articles WHERE source_uri = '{INPUT}'").fetchall()  # noqa: S608 # a name of this module
    for name, dataset in DATASETS.items():
        of_run = f"EXCLUDE ({', '.join(dataset.run_columns)})" if dataset.run_columns else ""
        others = f"source_uri <> '{INPUT}'" if name == "rejects" else f"article_id <> '{article[0][0]}'"
        select = f"SELECT * {of_run} FROM {name} WHERE {others} ORDER BY ALL"  # noqa: S608 # names of datasets and columns
        if name != "runs" and len({repr(lake.sql(select).fetchall()) for lake in lakes}) > 1:
            raise UnlikeError(f"other rows in {name}")
    reject = lakes[1].sql(f"SELECT reason, detail FROM rejects WHERE source_uri = '{INPUT}'").fetchall()  # noqa: S608
    if [reason for reason, _ in reject] != ["worker_died"]:
        raise UnlikeError(f"its rejects are {reject}")
    return f"exit code 0 after {ended.seconds} s, the input is a reject, `worker_died`: {reject[0][1]}; all other rows are those of the local run"


def told_to_end(scene: Scene) -> str:
    """The run is told to end (SIGTERM) when a chunk is done; another goes on."""
    lake = open_lake(str(scene.folder / "told"))
    ended = scene.run("told", until=lambda: done_articles(lake) > 0)
    expect(ended, 143)
    scene.nothing_published("told")
    time.sleep(QUIET)
    before = staged(scene.folder / "told")
    time.sleep(QUIET)
    if staged(scene.folder / "told") != before:
        raise UnlikeError("workers are still at work")
    again = scene.run("told")
    expect(again, 0)
    scene.same_rows("told")
    return (
        f"exit code 143 after {ended.seconds} s, a record, nothing published, no worker at work; the next run has the rows of the local run"
    )


def killed_itself(scene: Scene) -> str:
    """The run's own process is killed when a chunk is done, so that it cancels nothing, and its job goes on; another begins at once."""
    lake = open_lake(str(scene.folder / "outright"))
    expect(scene.run("outright", until=lambda: done_articles(lake) > 0, number=signal.SIGKILL), -signal.SIGKILL)
    (left,) = lake.names("staging")
    at_work = lake.names(f"{left}/marks"), lake.names(f"{left}/work")
    time.sleep(QUIET)
    went_on = at_work != (lake.names(f"{left}/marks"), lake.names(f"{left}/work"))
    again = scene.run("outright")
    expect(again, 0)
    scene.same_rows("outright")
    time.sleep(QUIET)
    if written := staged(scene.folder / "outright"):
        raise UnlikeError(f"workers of {left} are still at work: {sorted(written)}")
    job = "went on" if went_on else "ended with it"
    return f"its job {job}; the next run has the rows of the local run after {again.seconds} s, no worker of the first is at work any more"


def staged(lake: Path, folder: str = "") -> set[tuple[str, int]]:
    """Return the names and times of all files below ``folder`` of the staging of the runs of ``lake``."""
    return {(str(path), path.stat().st_mtime_ns) for run in (lake / "staging").iterdir() for path in (run / folder).rglob("*")}


def full_disk(scene: Scene) -> str:
    """The disk on which workers stage is too small."""
    ended = scene.run("full")
    expect(ended, 74, "No space left on device")
    if not staged(scene.folder / "full", "data"):
        raise UnlikeError("nothing was staged: no worker has met the end of the disk")
    scene.nothing_published("full")
    return f"exit code 74 after {ended.seconds} s, a record, nothing published"


def another_version(scene: Scene) -> str:
    """The second worker has another version of a family of facts."""
    scene.copy_checkout()
    changed = scene.other / "transforms" / "text" / "casualties" / "__init__.py"
    changed.write_bytes(changed.read_bytes() + b"\n# another version\n")
    scene.cluster.replace_worker(scene.other)
    ended = scene.run("other")
    expect(ended, 1, "is unlike the process that began the run: casualties")
    scene.nothing_published("other")
    return f"exit code 1 after {ended.seconds} s, nothing published, the run says: {told(ended)}"


def no_import(scene: Scene) -> str:
    """The second worker has not all modules of newsbeam; one that compares its code before it imports that module says the former."""
    scene.copy_checkout()
    scene.cluster.replace_worker(scene.other)
    (scene.other / "transforms" / "extract.py").unlink()
    ended = scene.run("missing")
    expect(ended, 1, "transforms.extract" if "transforms.extract" in ended.said else "is unlike the process that began the run: all code ")
    scene.nothing_published("missing")
    return f"exit code 1 after {ended.seconds} s, nothing published, the run says: {told(ended)}"


def words_of_workers(scene: Scene) -> str:
    """Workers say what they have checked of many articles; the rows and the verdict are those of the local run."""
    lake, seen = open_lake(str(scene.folder / "words")), set[str]()

    def look() -> bool:
        seen.update(words_in(lake))
        return False

    ended = scene.run("words", until=look, chunk=MANY)
    expect(ended, 0)
    scene.same_rows("words")
    if not seen or verdict(scene.folder / "words") != verdict(scene.local):
        raise UnlikeError(f"{len(seen)} words, and another verdict than that of the local run")
    return f"exit code 0 after {ended.seconds} s, {len(seen)} words of workers, the rows and the verdict of the local run"


def broken_rows(scene: Scene) -> str:
    """A worker stages rows of an article that break rules of single rows and of sets of rows, and says so; the audit refuses the run.

    The verdict is that over the same rows of a run on this machine whose workers say nothing, so that the audit looks at all rows itself.
    """
    (scene.traps / "rows").write_text(INPUT)
    ended = scene.run("broken", chunk=MANY)
    environment = {"TRAPS": str(scene.traps), "PYTHONPATH": f"{ROOT}:{Path(__file__).parent / 'traps'}"}
    arguments = (scene.folder.parent / "in", scene.folder / "unsaid", scene.folder / "unsaid.log", f"--chunk_articles={CHUNK}")
    with running(*arguments, environment=environment) as process:
        process.wait()
    (scene.traps / "rows").unlink()
    for code in (ended.code, process.returncode):
        expect(ended._replace(code=code), 3, "the audit refused the run")
    said, unsaid = (words_in(open_lake(str(scene.folder / name))) for name in ("broken", "unsaid"))
    there, here = (verdict(scene.folder / name) for name in ("broken", "unsaid"))
    wrong = [f"{rule['dataset']}: {rule['rule']} ({rule['bad_rows']})" for rule in there if not rule["passed"]]
    if not said or unsaid or here != there:
        raise UnlikeError(f"{len(said)} words, here {len(unsaid)}, and another verdict: {wrong}")
    return (
        f"exit code 3 after {ended.seconds} s, {len(said)} words of workers, the verdict of a local run without words: {'; '.join(wrong)}"
    )


def words_in(lake: Lake) -> list[str]:
    """Return the names of the words of workers in the staging of the runs of ``lake``."""
    return [name for run in lake.names("staging") for name in lake.names(f"{run}/words")]


def verdict(lake: Path) -> list[dict[str, Any]]:
    """Return what the audit of the last run of ``lake`` found of each rule, the keys of bad rows in one order."""
    *_, last = sorted((lake / "runs").iterdir())
    rules: list[dict[str, Any]] = json.loads((last / "audit.json").read_text())["rules"]
    return [rule | {"examples": sorted(rule["examples"], key=repr)} for rule in rules]


def told(ended: Ended) -> str:
    """Return the last line of a run's error."""
    message = str(json.loads(ended.said.strip().splitlines()[-1])["message"])
    return message.strip().splitlines()[-1]


FAULTS = {
    fault.__name__: fault
    for fault in (
        bundles_twice,
        input_that_kills,
        told_to_end,
        killed_itself,
        full_disk,
        words_of_workers,
        broken_rows,
        another_version,
        no_import,
    )
}
"""In this order: the last two leave a worker behind that is not fit."""


@contextlib.contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    """Mount a disk of :data:`DISK` at ``folder`` while the block lasts."""
    folder.mkdir(parents=True)
    (folder.parent / ".lock").touch()  # without which a folder that is not empty is taken for no lake
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", folder], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def bring_about(name: str, folder: Path, chosen: Container[str]) -> int:
    """Bring about the :data:`FAULTS` that are ``chosen`` on the cluster ``name``, with the inputs in ``folder``; returns an exit code."""
    run_locally(folder)
    traps = folder / "faults" / "traps"
    traps.mkdir(parents=True)
    failed = 0
    modules = [Path(__file__).parent / "traps"]
    with small_disk(folder / "faults" / "full" / "staging"), cluster_at_work(name, folder, modules, {"TRAPS": str(traps)}) as cluster:
        scene = Scene(cluster, folder / "faults", traps)
        for word, fault in FAULTS.items():
            if word not in chosen:
                continue
            try:
                print(f"{word}: {fault(scene)}", flush=True)
            except (UnlikeError, LookupError, OSError, ValueError) as error:
                failed += 1
                print(f"{word}: WRONG: {error}", flush=True)
    return RUN_FAILED if failed else 0
