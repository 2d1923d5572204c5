"""Lakes of many articles without running over them: the rows of the seeds again and again, each time with other identifiers and names."""

import datetime
import hashlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

import newsbeam
from benchmarks.texts import SEEDS
from pipeline import parquet
from pipeline.lakes import Lake, open_lake, staging
from pipeline.publish import stage_rows
from schemas import DATASETS, Run
from schemas.arrow import arrow_schema, from_table
from transforms.values import StagedFile

RUN = "20240101T000000Z-generated"
TEXTS = ("source_text", "body_text")


def generate(root: Path, seeds: Path, count: int, *, months: int | None = None, kept: int | None = None) -> None:
    """Publish some ``count`` articles as the first version of the lake ``root``: copies of those of the lake ``seeds``, made where it is missing.

    Args:
        root: the folder of the new lake.
        seeds: that of the lake they are copies of.
        count: how many articles, at least.
        months: over so many months they are spread; without, each has the day of its original, and the lake passes the audit.
        kept: characters of a text that are kept; all without.
    """
    lake = open_lake(str(root))
    with lake.lock():
        _publish(lake, _lake_of_seeds(seeds), count, months, kept)


def bundles(seeds: Path, count: int, size: int) -> Iterator[dict[str, pa.Table]]:
    """Yield the tables of some ``count`` articles as workers stage them: in bundles of about ``size`` articles, each of one month."""
    version = _lake_of_seeds(seeds)
    tables = {name: _read(version, name, None) for name in DATASETS if DATASETS[name].partitioned}
    copies = -(-count // tables["articles"].num_rows)
    months: dict[str, dict[str, pa.Table]] = {}
    for name, table in tables.items():
        for month, rows, _ in _parts(table, None, copies):
            months.setdefault(month, {})[name] = rows
    for of_month in months.values():
        step = max(1, size // of_month["articles"].num_rows)
        for start in range(0, copies, step):
            numbers = range(start, min(copies, start + step))
            yield {name: pa.concat_tables(_copy(name, rows, number) for number in numbers) for name, rows in of_month.items()}


def _lake_of_seeds(folder: Path) -> newsbeam.Version:
    """Return the version of the lake ``folder`` of the seeds, which is made where it is missing."""
    if not (folder / "current").exists():
        command = [sys.executable, "-m", "newsbeam", "run", "--input", str(SEEDS), "--source_root", str(SEEDS), "--output", str(folder)]
        subprocess.run([*command, "--max_rejects", "0.5", "--quiet"], check=True)
    return newsbeam.resolve(folder)


def _publish(lake: Lake, seeds: newsbeam.Version, count: int, months: int | None, kept: int | None) -> None:
    tables = {name: _read(seeds, name, kept) for name in DATASETS}
    copies = -(-count // tables["articles"].num_rows)
    staged: list[StagedFile] = []
    for name, table in tables.items():
        if DATASETS[name].partitioned and table.num_rows:
            for month, rows, numbers in _parts(table, months, copies):
                made = (_copy(name, rows, number) for number in numbers)
                staged += parquet.stage(lake.address(staging(RUN)), name, month, made, arrow_schema(name), [RUN, name, month])
    run: Run = from_table("runs", tables["runs"])[0]._replace(run_id=RUN)
    staged += [stage_rows(lake, RUN, "runs", [run]), stage_rows(lake, RUN, "rejects", [])]
    filled = {file.dataset for file in staged}
    staged += [stage_rows(lake, RUN, name, []) for name in DATASETS if name not in filled]
    lake.switch(RUN, None, [], staged, {"schema_version": run.schema_version, "pipeline_version": run.pipeline_version})
    lake.remove(staging(RUN))


def _read(version: newsbeam.Version, name: str, kept: int | None) -> pa.Table:
    table = pa.concat_tables(pq.ParquetFile(path).read() for path in version.paths(name))
    for text in set(TEXTS) & set(table.column_names):
        at = table.schema.get_field_index(text)
        table = table.set_column(at, table.schema.field(at), pc.utf8_slice_codeunits(table.column(at), 0, kept))
    return table


def _parts(table: pa.Table, months: int | None, copies: int) -> Iterator[tuple[str, pa.Table, range]]:
    """Yield the months with the rows of their articles and the numbers of the copies of these that belong there."""
    at = table.schema.get_field_index("published_date")
    if months is None:
        names = pc.strftime(table.column(at), "%Y-%m")
        for month in sorted(set(names.to_pylist())):
            yield month, table.filter(pc.equal(names, month)), range(copies)
    else:
        for number in range(months):
            day = datetime.date(2022 + number // 12, number % 12 + 1, 15)
            moved = table.set_column(at, table.schema.field(at), pa.array([day] * len(table), table.schema.field(at).type))
            yield f"{day:%Y-%m}", moved, range(number, copies, months)


def _copy(name: str, table: pa.Table, number: int) -> pa.Table:
    """Return the rows as copy ``number``: every identifier begins with other digits, names with a folder."""
    mark = hashlib.sha256(str(number).encode()).hexdigest()[:12]
    for at, field in enumerate(table.schema):
        column = table.column(at)
        if field.name == "source_uri":
            column = pc.binary_join_element_wise(pa.scalar(f"generated/{number:06}"), column, "/")
        elif field.name == "content_sha256" or (field.type == pa.string() and _are_identifiers(column)):
            column = pc.binary_join_element_wise(pa.scalar(mark), pc.utf8_slice_codeunits(column, len(mark)), "")
        table = table.set_column(at, field, column.cast(field.type))
    return table.cast(arrow_schema(name))


def _are_identifiers(column: pa.ChunkedArray) -> bool:
    return bool(pc.all(pc.match_substring_regex(column, "^[0-9a-f]{32}$")).as_py())
