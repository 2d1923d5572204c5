"""Seconds and memory of a publication, by what is published already: ``python -m benchmarks.publication --articles 100000 1000000 10000000``.

The lake is simulated: its articles are names, identifiers and days, a million a file; its other files, ``--files-per-million`` for each million
articles, are one small file under many names. A run that adds a thousand articles of a new month then reads the manifest, compares the sizes of all
files with it, plans what the next version holds, and switches to it; at last a reader resolves that version. Each size runs in a process of its own,
whose peak is what the system says (``ru_maxrss``).
"""

import argparse
import datetime
import hashlib
import itertools
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

NAMES = 20_000
"""Names of a file while it is staged; two versions more have it, and file systems allow some 65,000."""
OLD, NEW = "20240101T000000Z-old", "20240201T000000Z-new"
DAY = datetime.date(2024, 2, 1)


def simulate(folder: Path, articles: int, files: int) -> None:
    """Publish the first version of a lake in ``folder``: so many articles and so many other files."""
    import duckdb

    from pipeline.lakes import staging
    from pipeline.lakes.local import LocalLake
    from transforms.values import StagedFile

    lake, staged = LocalLake(folder / "lake"), list[StagedFile]()
    with lake.lock():
        base = Path(lake.address(f"{staging(OLD)}/data"))
        for number in range(max(1, articles // 1_000_000)):
            path = f"articles/published_month=2023-{number % 12 + 1:02}/{number:06}.parquet"
            (base / path).parent.mkdir(parents=True, exist_ok=True)
            rows = min(articles, 1_000_000)
            duckdb.execute(
                f"""COPY (SELECT left(sha256('{number}/' || n), 32) AS article_id, 'crawl/{number}/' || n || '.txt' AS source_uri,
                    DATE '2023-{number % 12 + 1:02}-01' AS published_date FROM range({rows}) r(n)) TO '{base / path}' (COMPRESSION zstd)"""  # noqa: S608 - numbers
            )
            staged.append(
                StagedFile(f"data/{path}", "articles", f"2023-{number % 12 + 1:02}", rows, (base / path).stat().st_size, "0" * 64)
            )
        for number in range(files):
            month = f"{2000 + number // 12 % 24}-{number % 12 + 1:02}"
            one = base / f"times/published_month={month}/{hashlib.sha256(str(number).encode()).hexdigest()[:32]}.parquet"
            one.parent.mkdir(parents=True, exist_ok=True)
            if number % NAMES == 0:
                one.write_bytes(b"PAR1")
                first = one
            else:
                os.link(first, one)
            staged.append(StagedFile(str(one.relative_to(base.parent)), "times", month, 1, 4, hashlib.sha256(b"PAR1").hexdigest()))
        lake.switch(OLD, None, [], staged, {})


def publish(folder: Path) -> str:
    """Publish a run's files in this process; returns cells of the table."""
    import pyarrow as pa

    import newsbeam
    from pipeline import publish
    from pipeline.lakes import staging
    from pipeline.lakes.local import LocalLake
    from schemas.arrow import arrow_schema, to_table
    from tests.sound_rows import article_rows
    from transforms.staging import stage_table
    from transforms.values import RunContext

    lake, steps = LocalLake(folder / "lake"), list[float]()
    context = RunContext(NEW, datetime.datetime(2024, 2, 1, tzinfo=datetime.UTC), "version")
    with lake.lock():
        (row,) = article_rows()["articles"]
        rows = [
            row._replace(
                article_id=hashlib.sha256(str(number).encode()).hexdigest()[:32], source_uri=f"new/{number}.txt", published_date=DAY
            )
            for number in range(1_000)
        ]
        staged = [stage_table(lake.address(staging(NEW)), "articles", "2024-02", to_table("articles", rows))]
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        steps.append(time.perf_counter())
        current = lake.current()
        assert current is not None
        steps.append(time.perf_counter())
        lake.verify(current, hashes=False)
        steps.append(time.perf_counter())
        names = pa.table({"source_uri": pa.array([], pa.string())})
        changes = publish.plan(lake, context, current, staged, arrow_schema("rejects").empty_table(), names, names)
        steps.append(time.perf_counter())
        version = lake.switch(NEW, current, changes.keep, changes.add, {})
        steps.append(time.perf_counter())
    newsbeam.resolve(folder / "lake")
    steps.append(time.perf_counter())
    size = (version.path / "manifest.json").stat().st_size / 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    seconds = " | ".join(f"{after - begin:.2f}" for begin, after in itertools.pairwise(steps))
    return f"{len(version.files):,} | {size:.1f} | {seconds} | {before / 1024:.0f} | {peak:.0f}"


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, nargs="+", default=[100_000, 1_000_000, 10_000_000])
    parser.add_argument("--files-per-million", type=int, default=1_000)
    parser.add_argument("--work", type=Path, help="folder for the lakes (default: the system's for temporary files)")
    parser.add_argument("--run", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.run:
        print(publish(options.run))
        return
    print("| articles | files | manifest, MB | its reading, s | sizes, s | plan, s | switch, s | a reader, s | MB before | peak, MB |")
    print("| ---: " * 10 + "|", flush=True)
    for articles in options.articles:
        with tempfile.TemporaryDirectory(prefix="newsbeam-publication-", dir=options.work) as folder:
            simulate(Path(folder), articles, articles * options.files_per_million // 1_000_000)
            command = [sys.executable, "-m", "benchmarks.publication", "--run", folder]
            told = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.strip()
            print(f"| {articles:,} | {told} |", flush=True)


if __name__ == "__main__":
    main()
