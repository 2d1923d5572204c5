"""What a small run costs in a large lake: ``python -m benchmarks.small_runs --articles 50000 --work /tmp/small``.

A lake of that many articles is generated once (:mod:`benchmarks.copies`), with their texts cut, since no run reads those of published articles.
Then ``newsbeam run`` is timed as a whole command, start and exit included, in a process of its own: with one new article, with nothing new, and as
a dry run. ``newsbeam sql`` is timed too.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import newsbeam
from benchmarks import copies
from benchmarks.processes import as_installed
from benchmarks.texts import articles

MONTHS = 24
KEPT = 200
"""Characters of a text that are kept."""


def timed(command: Sequence[str]) -> tuple[float, float]:
    """Return the seconds that ``command`` takes, and those of processors, of all its processes together."""
    before, begin = os.times(), time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = os.times()
    return time.monotonic() - begin, sum(after[2:4]) - sum(before[2:4])


def measures(root: Path, work: Path, rounds: int) -> Iterator[str]:
    """Yield a line for each measure of commands over the lake at ``root``."""
    newsbeam_ = [sys.executable, "-m", "newsbeam"]
    inputs = work / "inputs"
    inputs.mkdir(exist_ok=True)
    texts = articles(10_000)
    run = [*newsbeam_, "run", "--input", str(inputs), "--source_root", str(inputs), "--output", str(root), "--quiet"]
    new = time.time_ns()
    for number in range(rounds):
        (inputs / f"{new}-{number}.txt").write_text(next(texts).replace("Report", f"Report {new}", 1), encoding="utf-8")
        commands = {
            "a dry run": [*run, "--dry_run"],
            "one new article": run,
            "nothing new": run,
            "sql": [*newsbeam_, "sql", str(root), "SELECT 1"],
        }
        for name, command in commands.items():
            wall, processors = timed(command)
            yield f"| {name} | {wall:.2f} | {processors:.2f} |"


def main() -> None:
    """Generate the lake where it is missing, and print the measures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--work", type=Path, required=True, help="folder for the lakes; kept")
    options = parser.parse_args()
    as_installed()
    options.work.mkdir(parents=True, exist_ok=True)
    root = options.work / f"lake-{options.articles}"
    if not (root / "current").exists():
        copies.generate(root, options.work / "seeds", options.articles, months=MONTHS, kept=KEPT)
    version = newsbeam.resolve(root)
    count = sum(file["rows"] for file in version.files if file["dataset"] == "articles")
    print(f"{count:,} articles, {len(version.files)} files, {sum(file['bytes'] for file in version.files) / 1e6:,.0f} MB\n")
    print("| command | seconds | of processors |\n| --- | ---: | ---: |")
    for line in measures(root, options.work, options.rounds):
        print(line, flush=True)


if __name__ == "__main__":
    main()
