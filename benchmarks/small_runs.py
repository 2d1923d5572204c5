"""What a small run costs in a large lake: ``python -m benchmarks.small_runs --articles 50000 --work /tmp/small``.

A lake of that many articles is generated once, from the rows of the seeds: their keys and names are other ones in each copy, their texts are
cut, since no run reads those of published articles. Then ``newsbeam run`` is timed as a whole command, start and exit included, in a process of
its own: with one new article, with nothing new, and as a dry run. ``newsbeam sql`` is timed too.
"""

import argparse
import datetime
import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

import newsbeam
from benchmarks.texts import SEEDS, articles
from pipeline import parquet
from pipeline.lakes import Lake, open_lake, staging
from pipeline.publish import stage_rows
from schemas import DATASETS, Run
from schemas.arrow import arrow_schema, from_table
from transforms.values import StagedFile

RUN = "20240101T000000Z-generated"
MONTHS = 24
TEXTS = ("source_text", "body_text")
KEPT = 200
"""Characters of a text that are kept."""


def generate(lake: Lake, seeds: newsbeam.Version, count: int) -> None:
    """Publish ``count`` articles, copies of those of the version ``seeds``, spread over two years, as the first version of ``lake``."""
    tables = {name: _read(seeds, name) for name in DATASETS}
    copies = -(-count // tables["articles"].num_rows)
    staged: list[StagedFile] = []
    for month in range(MONTHS):
        day = datetime.date(2022 + month // 12, month % 12 + 1, 15)
        numbers = range(month, copies, MONTHS)
        for name, table in tables.items():
            if DATASETS[name].partitioned and table.num_rows:
                made = (_copy(name, table, number, day) for number in numbers)
                folder = lake.address(staging(RUN))
                staged += parquet.stage(folder, name, f"{day:%Y-%m}", made, arrow_schema(name), [RUN, name, str(day)])
    run: Run = from_table("runs", tables["runs"])[0]._replace(run_id=RUN)
    staged += [stage_rows(lake, RUN, "runs", [run]), stage_rows(lake, RUN, "rejects", [])]
    filled = {file.dataset for file in staged}
    staged += [stage_rows(lake, RUN, name, []) for name in DATASETS if name not in filled]
    lake.switch(RUN, None, [], staged, {"schema_version": run.schema_version, "pipeline_version": run.pipeline_version})
    lake.remove(staging(RUN))


def _read(version: newsbeam.Version, name: str) -> pa.Table:
    table = pa.concat_tables(pq.ParquetFile(path).read() for path in version.paths(name))
    for text in set(TEXTS) & set(table.column_names):
        at = table.schema.get_field_index(text)
        table = table.set_column(at, table.schema.field(at), pc.utf8_slice_codeunits(table.column(at), 0, KEPT))
    return table


def _copy(name: str, table: pa.Table, number: int, day: datetime.date) -> pa.Table:
    """Return the rows as copy ``number``: every identifier begins with other digits, names with a folder, all are of ``day``."""
    mark = hashlib.sha256(str(number).encode()).hexdigest()[:12]
    for at, field in enumerate(table.schema):
        column = table.column(at)
        if field.name == "source_uri":
            column = pc.binary_join_element_wise(pa.scalar(f"generated/{number:06}"), column, "/")
        elif field.name == "published_date":
            column = pa.chunked_array([pa.array([day] * len(table), field.type)])
        elif field.type == pa.string() and (field.name == "content_sha256" or (field.name.endswith("_id") and _are_digests(column))):
            column = pc.binary_join_element_wise(pa.scalar(mark), pc.utf8_slice_codeunits(column, len(mark)), "")
        table = table.set_column(at, field, column.cast(field.type))
    return table.cast(arrow_schema(name))


def _are_digests(column: pa.ChunkedArray) -> bool:
    return bool(pc.all(pc.match_substring_regex(column, "^[0-9a-f]{32}$")).as_py())


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
    options.work.mkdir(parents=True, exist_ok=True)
    root, seeds = options.work / f"lake-{options.articles}", options.work / "seeds"
    if not (seeds / "current").exists():
        command = [sys.executable, "-m", "newsbeam", "run", "--input", str(SEEDS), "--source_root", str(SEEDS), "--output", str(seeds)]
        subprocess.run([*command, "--max_rejects", "0.5", "--quiet"], check=True)
    if not (root / "current").exists():
        lake = open_lake(str(root))
        with lake.lock():
            generate(lake, newsbeam.resolve(seeds), options.articles)
    version = newsbeam.resolve(root)
    count = sum(file["rows"] for file in version.files if file["dataset"] == "articles")
    print(f"{count:,} articles, {len(version.files)} files, {sum(file['bytes'] for file in version.files) / 1e6:,.0f} MB\n")
    print("| command | seconds | of processors |\n| --- | ---: | ---: |")
    for line in measures(root, options.work, options.rounds):
        print(line, flush=True)


if __name__ == "__main__":
    main()
