"""Whole runs beside stock spaCy over the same texts with as many processes, in turn, several times in one call: ``make bench``.

``python -m benchmarks.bench --articles 500 5000 --workers 1 2 --newest build/newest/bin/python`` prints tables: stock spaCy of the locked version
and of the newest (by the Python of an environment that has it; without one that part is left out, and said to be), each in its best batch size,
one numeric thread a process, loading not counted; and the processing stage and the whole command of a run, start of its processes counted. A
ratio is of one round: above 1 the run is the faster. Machines are noisy: compare the ratios of one call, not the rates of two.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.processes import ONE_THREAD, as_installed, watch
from benchmarks.texts import articles, pages_of

BATCHES = (8, 32, 128)
"""Batch sizes of stock spaCy, of which the fastest over a part of the texts is taken."""
TRIED = 256
"""Texts over which the batch sizes are tried."""
ROOT = Path(__file__).parents[1]


class Measured(NamedTuple):
    """One run of one side over the texts: seconds of what is compared, processor seconds, peak memory in MB; ``stages`` of a run of ours."""

    seconds: float
    cpu_seconds: float
    main_mb: float
    child_mb: float
    together_mb: float
    version: str = ""
    stages: dict[str, float] = {}  # noqa: RUF012  # a default of a named tuple, never written to
    steps: dict[str, float] = {}  # noqa: RUF012  # milliseconds


def stock(python: str, folder: Path, processes: int, batch: int) -> Measured:
    """Return what stock spaCy of the environment of ``python`` takes over the texts of ``folder``; loading is not counted."""
    seen = watch([python, "-P", str(ROOT / "benchmarks" / "stock.py"), str(folder), str(processes), str(batch)])
    said = json.loads(seen.output)
    cpu = seen.cpu_seconds - said["loading_cpu"]
    return Measured(said["seconds"], cpu, seen.main_mb, seen.child_mb, seen.together_mb, said["version"])


def best_batch(python: str, folder: Path, processes: int, batches: Sequence[int]) -> int:
    """Return the fastest of the batch sizes over the first texts of ``folder``."""
    if len(batches) == 1:
        return batches[0]
    with tempfile.TemporaryDirectory(prefix="newsbeam-bench-") as place:
        for path in sorted(folder.iterdir())[:TRIED]:
            os.link(path, Path(place) / path.name)
        return min(batches, key=lambda batch: stock(python, Path(place), processes, batch).seconds)


def run(folder: Path, lake: Path, workers: int) -> Measured:
    """Return what a whole run takes over the texts of ``folder``; the lake is removed."""
    options = ["--source_root", str(folder), "--output", str(lake), "--workers", str(workers), "--max_rejects", "1", "--quiet"]
    seen = watch([sys.executable, "-m", "newsbeam", "run", "--input", str(folder), *options])
    (path,) = lake.glob("runs/*/run.json")
    record = json.loads(path.read_text())
    steps = {name: spent["total"] for name, spent in record["metrics"]["milliseconds"].items()}
    shutil.rmtree(lake)
    stages = json.loads(record["stage_seconds"])
    return Measured(seen.seconds, seen.cpu_seconds, seen.main_mb, seen.child_mb, seen.together_mb, "", stages, steps)


def spread(values: Iterable[float], digits: int = 2) -> str:
    """Return the median of ``values``, and the least and the greatest.

    >>> spread([1.0, 3.0, 2.25])
    '2.25 (1.00 to 3.00)'
    """
    found = sorted(values)
    return f"{statistics.median(found):.{digits}f} ({found[0]:.{digits}f} to {found[-1]:.{digits}f})"


class Side(NamedTuple):
    """One of those compared: its name, and what each round measured."""

    name: str
    rounds: list[Measured]


def table(count: int, theirs: Sequence[Side], ours: Sequence[Measured]) -> list[str]:
    """Return the lines of the table that compares ``ours`` with each of ``theirs``, round by round, over ``count`` texts."""

    def line(name: str, seconds: Sequence[float], sides: Sequence[Measured], compared: bool) -> str:
        rate = statistics.median(count / each for each in seconds)
        ratios = [
            spread(their.seconds / mine for their, mine in zip(side.rounds, seconds, strict=True))
            if compared
            else "1"
            if side.name == name
            else ""
            for side in theirs
        ]
        first = sides[0]
        memory = ", ".join(f"{max(getattr(each, field) for each in sides):.0f}" for field in first._fields if field.endswith("_mb"))
        return f"| {name} | {rate:.1f} | {' | '.join(ratios)} | {statistics.median(each.cpu_seconds for each in sides):.0f} | {memory} |"

    head = f"| | articles/s | {' | '.join(f'× {side.name}' for side in theirs)} | CPU s | MB: main, largest other, all |"
    lines = [head, "| --- |" + " ---: |" * (len(theirs) + 3)]
    lines += [line(side.name, [each.seconds for each in side.rounds], side.rounds, False) for side in theirs]
    lines.append(line("processing stage", [each.stages["process"] for each in ours], ours, True))
    lines.append(line("whole command", [each.seconds for each in ours], ours, True))
    return lines


def shares(count: int, ours: Sequence[Measured]) -> list[str]:
    """Return what the stages of the run took, and the steps of its workers for an article, in the median round."""

    def medians(each: Sequence[dict[str, float]]) -> dict[str, float]:
        return {name: statistics.median(one.get(name, 0.0) for one in each) for name in each[0]}

    stages, steps = medians([each.stages for each in ours]), medians([each.steps for each in ours])
    whole = sum(spent for name, spent in steps.items() if "." not in name)
    told = [f"{name} {spent / count:.1f} ms ({spent / whole:.0%})" for name, spent in sorted(steps.items(), key=lambda item: -item[1])]
    return [
        "stages: " + ", ".join(f"{name} {spent:.1f} s" for name, spent in stages.items()),
        f"steps of the workers, an article: {', '.join(told)}; {whole / count:.1f} ms in all",
    ]


def compare(folder: Path, work: Path, options: argparse.Namespace, workers: int) -> list[str]:
    """Measure all sides over the texts of ``folder`` in turn, so many rounds, and return the lines to print."""
    count = sum(1 for _ in folder.iterdir())
    pythons = {"locked": sys.executable, **({"newest": options.newest} if options.newest else {})}
    batches = {name: best_batch(python, folder, workers, options.batches) for name, python in pythons.items()}
    sides: dict[str, list[Measured]] = {name: [] for name in pythons}
    ours: list[Measured] = []
    for number in range(options.rounds):
        for name, python in pythons.items():
            sides[name].append(stock(python, folder, workers, batches[name]))
        ours.append(run(folder, work / f"lake-{workers}-{number}", workers))
    theirs = [Side(f"stock spaCy {rounds[0].version}, batches of {batches[name]}", rounds) for name, rounds in sides.items()]
    title = f"## {count} articles, {workers} process{'es' if workers > 1 else ''}, {options.rounds} rounds"
    return [title, "", *table(count, theirs, ours), "", *shares(count, ours), ""]


def module(name: str, *arguments: str) -> str:
    """Return what the benchmark ``name`` prints, in a process of its own with one numeric thread."""
    command = [sys.executable, "-m", f"benchmarks.{name}", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, **ONE_THREAD}).stdout.strip()


def parser() -> argparse.ArgumentParser:
    """Return the options."""
    options = argparse.ArgumentParser(description="stock spaCy and whole runs over the same texts, in turn, as ratios with their spread")
    options.add_argument("--articles", type=int, nargs="+", default=[500, 5000], help="how many; a table each")
    options.add_argument("--workers", type=int, nargs="+", default=[1, 2], help="processes of either side; a table each")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--texts", type=Path, help="a folder of *.txt to read instead of articles made from the seeds")
    options.add_argument("--newest", help="the Python of an environment with the newest spaCy and the model (make bench makes one)")
    options.add_argument("--batches", type=int, nargs="+", default=list(BATCHES), help="batch sizes of stock spaCy to take the fastest of")
    return options


def main() -> None:
    """Measure and print."""
    options = parser().parse_args()
    as_installed()
    if not options.newest:
        print("SKIPPED: the newest spaCy (--newest names the Python of an environment that has it; make bench makes one)\n")
    for number in options.articles:
        with tempfile.TemporaryDirectory(prefix="newsbeam-bench-") as place:
            work = Path(place)
            (folder := work / "in").mkdir()
            for at, text in enumerate(pages_of(options.texts, number) if options.texts else articles(number)):
                (folder / f"{at:06}.txt").write_text(text, encoding="utf-8", newline="")
            for workers in options.workers:
                print("\n".join(compare(folder, work, options, workers)), flush=True)
    print("## What the steps and Beam take, and the floor\n")
    print(module("steps"))
    print(module("floor"))


if __name__ == "__main__":
    main()
