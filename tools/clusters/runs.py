"""Runs of newsbeam on this machine and on a cluster, and whether they publish the same rows."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import newsbeam
from benchmarks.texts import SEEDS, articles
from pipeline.lakes import Lake, open_lake
from schemas import DATASETS
from tools.clusters import s3
from tools.clusters.kinds import CLUSTERS
from tools.clusters.machines import ROOT, WORKERS, Cluster, Namespaces

RUN_FAILED = 1


class Outcome(NamedTuple):
    """A run: seconds of the whole command, and of its stages."""

    seconds: float
    stages: Mapping[str, float]


def write_inputs(folder: Path, count: int) -> None:
    """Write the seeds, faults too, and ``count`` generated articles."""
    shutil.copytree(SEEDS, folder / "seeds", ignore=lambda _, names: [name for name in names if name.endswith(".md")])
    (folder / "more").mkdir()
    for number, text in enumerate(articles(count)):
        (folder / "more" / f"{number:06}.txt").write_text(text, encoding="utf-8")


@contextlib.contextmanager
def running(
    inputs: Path, lake: Path | str, log: Path, *arguments: str, environment: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Run newsbeam over ``inputs`` into ``lake``; the process is ended with the block."""
    command: list[str | Path] = [
        sys.executable,
        "-P",
        "-m",
        "newsbeam",
        "run",
        "--input",
        inputs,
        "--source_root",
        inputs,
        "--output",
        lake,
    ]
    with log.open("ab") as words:
        process = subprocess.Popen(
            [*command, "--max_rejects=0.9", "--log_json", "--start_timeout=600", *arguments],
            stdout=words, stderr=words, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})},
        )  # fmt: skip
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()


def outcome(lake: Lake, seconds: float) -> Outcome:
    """Return what the record of the last run of ``lake`` says."""
    record = lake.read(f"{lake.names('runs')[-1]}/run.json")
    return Outcome(round(seconds, 1), json.loads(json.loads(record)["stage_seconds"]))


def done_articles(lake: Lake) -> int:
    """Return how many articles are in chunks that are done, of the run that is at work."""
    found = 0
    for listing in (name for run in lake.names("staging") for name in lake.names(f"{run}/work") if "/staged-" in name):
        with contextlib.suppress(OSError):
            found += len(lake.read(listing.replace("/staged-", "/work-")).splitlines())
    return found


def unlike(one: Path, other: Path | str) -> tuple[dict[str, int], list[str]]:
    """Return how many rows of each dataset two lakes have, and the names of the datasets in which they differ; of ``runs`` nothing is compared."""
    rows, different = {}, []
    for name, dataset in DATASETS.items():
        if name == "runs":
            continue
        own = f"EXCLUDE ({', '.join(dataset.run_columns)})" if dataset.run_columns else ""
        select = f"SELECT * {own} FROM {name} ORDER BY ALL"  # noqa: S608 # names of datasets and columns
        tables = [newsbeam.open(lake).sql(select).fetchall() for lake in (one, other)]
        rows[name] = len(tables[0])
        if tables[0] != tables[1]:
            different.append(name)
    return rows, different


def run_locally(folder: Path) -> None:
    """Process the inputs in ``folder`` by local workers, unless that has been done."""
    if not (folder / "local").exists():
        begin = time.monotonic()
        with running(folder / "in", folder / "local", folder / "local.log", "--workers", str(WORKERS)) as process:
            if process.wait():
                raise SystemExit(f"the local run failed; see {folder / 'local.log'}")
        local = outcome(open_lake(folder / "local"), time.monotonic() - begin)
        print(f"local: {local.seconds} s, of these processing {local.stages['process']} s", flush=True)


@contextlib.contextmanager
def cluster_at_work(
    name: str, folder: Path, modules: Sequence[Path] = (), environment: Mapping[str, str] | None = None
) -> Iterator[Cluster]:
    """Start the cluster ``name``, and end it with the block; its processes have ``environment`` and find ``modules`` beside newsbeam's."""
    with contextlib.ExitStack() as stack:
        if name != "prism":
            stack.enter_context(Namespaces())
        cluster = CLUSTERS[name](folder / name, modules, environment or {})
        stack.callback(cluster.stop)
        begin = time.monotonic()
        cluster.start()
        print(f"{name}: ready in {time.monotonic() - begin:.1f} s", flush=True)
        yield cluster


def compare(name: str, folder: Path, chunk: int, *, kill: bool, store: bool) -> int:
    """Process the inputs in ``folder`` by local workers, and by the cluster ``name`` into a folder or a ``store``, and say what differs.

    Returns an exit code.
    """
    run_locally(folder)
    if store:
        os.environ.update(s3.credentials(CLUSTERS[name].host))
    with cluster_at_work(name, folder) as cluster:
        output = s3.serve(cluster) if store else folder / "cluster"
        lake, begin = open_lake(str(output)), time.monotonic()
        chunks = f"--chunk_articles={chunk}"
        with running(
            folder / "in", output, folder / "cluster.log", chunks, *cluster.arguments(), environment=cluster.environment()
        ) as process:
            total = len(list((folder / "in").rglob("*.*")))
            memory: dict[str, float] = {}
            while process.poll() is None:
                time.sleep(0.5)
                memory |= cluster.memory()
                if kill and (done := done_articles(lake)) > total / 3:
                    kill = False
                    print(f"{done} of about {total} articles are done; killed: {cluster.kill()}", flush=True)
            if process.returncode:
                raise SystemExit(f"the run on {name} failed with exit code {process.returncode}; see {folder / 'cluster.log'}")
        on_cluster = outcome(lake, time.monotonic() - begin)
        print(
            f"{name}: {on_cluster.seconds} s, of these processing {on_cluster.stages['process']} s; peak memory in MB: {memory}", flush=True
        )
        rows, different = unlike(folder / "local", output)
    print(f"rows: {rows}", flush=True)
    print(f"DIFFERENT: {', '.join(different)}" if different else "all rows are the same", flush=True)
    return RUN_FAILED if different or kill else 0
