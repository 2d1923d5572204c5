"""Seconds and memory of a plan, by its inputs: ``python -m benchmarks.planning --inputs 10000 100000 1000000``.

The inputs are simulated: their names are listed and their hashes given without a disk. Of each ten, five are published as they are, one was
published with other bytes, one holds the bytes of another, and three are new. Then the work is read once, as workers take it, the rejects and what
is unchanged are read as the publication does, and the run is reconciled. Each size runs in a process of its own, whose peak is what the system says
(``ru_maxrss``). The last column is for the published articles, of which ``--published`` are there in all.
"""

import argparse
import datetime
import hashlib
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

STARTED = datetime.datetime(2024, 6, 1, tzinfo=datetime.UTC)


def digest(number: int) -> str:
    """Return the SHA-256 of the bytes of input ``number``; every tenth has those of the one before."""
    return hashlib.sha256(str(number - 1 if number % 10 == 9 else number).encode()).hexdigest()


def publish(path: Path, inputs: int, published: int) -> None:
    """Write what is published: of the inputs five or, with other bytes, six of ten, and others up to ``published``."""
    import duckdb

    others = max(0, published - inputs * 6 // 10)
    duckdb.execute(
        f"""COPY (
            SELECT 'crawl/' || n // 1000 || '/' || n || '.txt' AS source_uri, left(h, 32) AS article_id, h AS content_sha256,
                'version' AS pipeline_version, '{{}}' AS versions, DATE '2024-01-01' AS published_date, 'header' AS date_basis
            FROM (SELECT n, sha256(if(n % 10 = 5, 'other', '') || n) AS h FROM range({inputs}) r(n) WHERE n % 10 <= 5
                UNION ALL SELECT -1 - n, sha256('x' || n) FROM range({others}) r(n))
        ) TO '{path}' (COMPRESSION zstd, ROW_GROUP_SIZE 100000)"""  # noqa: S608 - numbers, and a folder of our own
    )


def plan(folder: Path, inputs: int) -> str:
    """Plan over so many inputs, in this process; returns a line of the table."""
    from pipeline import hashing
    from pipeline.hashing import Hashed
    from pipeline.inventory import Inventory
    from pipeline.lakes.local import LocalLake
    from pipeline.options import RunOptions
    from pipeline.spool import Spool
    from transforms import sources
    from transforms.sources import Listed
    from transforms.values import RunContext

    def listed(*_: Any, **__: Any) -> Iterator[Listed]:
        for number in range(inputs):
            name = f"crawl/{number // 1000}/{number}.txt"
            yield Listed(name, f"/{name}", 1_000, None)

    def hashed(source_uri: str, path: str, limit: int) -> Hashed:
        return Hashed(source_uri, path, digest(int(source_uri.rsplit("/", 1)[1][:-4])), 1_000)

    sources.list_inputs = listed
    hashing.hash_input = hashed
    options = RunOptions((str(folder),), str(folder / "lake"))
    begin, spent, before = time.perf_counter(), time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = Inventory(folder, RunContext("run", STARTED, "version"), Spool(LocalLake(folder / "lake"), "records"))
    found.add_published([str(folder / "published.parquet")])
    found.add_inputs(options)
    found.compare(options)
    work = sum(1 for _ in found.work())
    rejects = found.rejects()
    rows = rejects.table().num_rows
    unchanged = sum(batch.num_rows for batch in found.unchanged())
    found.reconcile([])
    seconds, peak = time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found.close()
    cost = f"{seconds:.1f} | {time.process_time() - spent:.1f}"
    return f"| {inputs:,} | {work:,} | {unchanged:,} | {rows:,} | {cost} | {before / 1024:.0f} | {peak / 1024:.0f} |"


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--inputs", nargs="+", type=int, default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--published", type=int, default=0, help="articles that are published in all (default: six for ten inputs)")
    parser.add_argument("--run", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.run:
        print(plan(options.run, *options.inputs))
        return
    print(
        "| inputs | to process | unchanged | rejects | seconds | of processors | MB before | peak, MB |\n|" + " ---: |" * 8 + "",
        flush=True,
    )
    for inputs in options.inputs:
        with tempfile.TemporaryDirectory(prefix="newsbeam-plan-") as folder:
            publish(Path(folder, "published.parquet"), inputs, options.published)
            command = [sys.executable, "-m", "benchmarks.planning", "--inputs", str(inputs), "--run", folder]
            print(subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout, end="", flush=True)


if __name__ == "__main__":
    main()
