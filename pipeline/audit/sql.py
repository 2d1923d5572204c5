"""DuckDB's rules: sets of rows, :mod:`schemas.set_rules`, over the files where they lie.

Rules that hold within an article are asked of one group of articles after the other, so that memory and time for each row stay the same however
many there are. A group is the files of some months, or a part of the articles of one month that has many.
"""

# ruff: noqa: S608 - the SQL is made of names of our own datasets and of quoted paths

import dataclasses
import math
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from newsbeam import objects
from pipeline.audit import results
from pipeline.audit.course import Course
from pipeline.audit.results import RuleResult, shown, what_happened
from pipeline.parquet import connect, list_of
from schemas import DATASETS
from schemas.arrow import MONTH, NO_MONTH, arrow_schema
from schemas.set_rules import PIECE, SetRule, set_rules

GROUP_ARTICLES = 5_000
"""Articles of a group, about."""
GROUP_BYTES = 64_000_000
"""Bytes of articles, decompressed, of a group, about."""


class Group(NamedTuple):
    """Some of the rows: files by dataset, and of the articles in them those whose identifier is at least ``low`` and below ``high``."""

    files: Mapping[str, Sequence[str]]
    low: str = ""
    high: str | None = None


def groups(files: Mapping[str, Sequence[str]]) -> list[Group]:
    """Return groups that together hold the rows of all ``files`` once, those of one article in one group.

    ``files`` lie in the folders of their months, and hold rows of these alone; of other files there is one group.
    """
    months: dict[str, dict[str, list[str]]] = {}
    for name, addresses in files.items():
        for address in addresses:
            months.setdefault(address.split("/")[-2], {}).setdefault(name, []).append(address)
    if not all(month == NO_MONTH or month.startswith(f"{MONTH}=") for month in months):
        return [Group(files)]
    found: list[Group] = []
    held, weight = dict[str, list[str]](), 0.0
    for month in sorted(months):
        of_month = months[month]
        more = _weight(of_month.get("articles", ()))
        parts = math.ceil(more)
        if parts > 1:
            bounds = [f"{part * 16**4 // parts:04x}" for part in range(1, parts)]
            found += [Group(of_month, low, high) for low, high in zip(["", *bounds], [*bounds, None], strict=True)]
            continue
        if held and weight + more > 1:
            found.append(Group(held))
            held, weight = {}, 0.0
        held = {name: [*held.get(name, ()), *of_month.get(name, ())] for name in files}
        weight += more
    return [*found, Group(held)] if held else found


def _weight(addresses: Sequence[str]) -> float:
    """Return how many groups the articles in the files are, which may be a fraction."""
    footers = [pq.read_metadata(objects.source(address)) for address in addresses]
    count: int = sum(footer.num_rows for footer in footers)
    size: int = sum(footer.row_group(at).total_byte_size for footer in footers for at in range(footer.num_row_groups))
    return max(count / GROUP_ARTICLES, size / GROUP_BYTES)


def _pieces(group: Group, column: str) -> pa.RecordBatchReader:
    schema = pa.schema([("article_id", pa.string()), ("piece", pa.int64()), ("chars", pa.string())])

    def batches() -> Iterator[pa.RecordBatch]:
        for address in group.files.get("articles", ()):
            with pq.ParquetFile(objects.source(address)) as file:
                for batch in file.iter_batches(batch_size=results.TEXT_ROWS, columns=["article_id", column]):
                    ids, texts = (batch.column(name).to_pylist() for name in ("article_id", column))
                    rows = [
                        (article_id, at // PIECE, text[at : at + 2 * PIECE])
                        for article_id, text in zip(ids, texts, strict=True)
                        if group.low <= article_id and (group.high is None or article_id < group.high)
                        for at in range(0, len(text), PIECE)
                    ]
                    if not rows:
                        continue
                    arrays = [pa.array(values, field.type) for values, field in zip(zip(*rows, strict=True), schema, strict=True)]
                    yield pa.RecordBatch.from_arrays(arrays, schema=schema)

    return pa.RecordBatchReader.from_batches(schema, batches())


def _prepare(connection: duckdb.DuckDBPyConnection, group: Group, filled: Sequence[str]) -> None:
    """Let the names of the datasets stand for the rows of ``group``; the pieces of its texts are another step."""
    for name in DATASETS:
        connection.execute(f"DROP VIEW IF EXISTS {name}")
        if name in filled and group.files.get(name):
            source = f"read_parquet({list_of(group.files[name])}, hive_partitioning = false, filename = true)"
            bounds = [f"article_id >= '{group.low}'"] * bool(group.low) + [f"article_id < '{group.high}'"] * (group.high is not None)
            connection.execute(f"CREATE TEMP VIEW {name} AS SELECT * FROM {source} {'WHERE ' if bounds else ''}{' AND '.join(bounds)}")
        else:
            connection.register(name, arrow_schema(name).empty_table())


def _prepare_pieces(connection: duckdb.DuckDBPyConnection, group: Group) -> None:
    for table, column in (("text_pieces", "source_text"), ("body_pieces", "body_text")):
        connection.register("reader", _pieces(group, column))
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT * FROM reader")


def _prepare_published(connection: duckdb.DuckDBPyConnection, published: Sequence[str]) -> None:
    if published:
        source = f"read_parquet({list_of(published)}, hive_partitioning = false, union_by_name = true)"
        connection.execute(f"CREATE TEMP VIEW published_articles AS SELECT article_id, source_uri FROM {source}")
    else:
        connection.execute("CREATE TEMP TABLE published_articles (article_id VARCHAR, source_uri VARCHAR)")


def rules(
    filled: Sequence[str],
    unsound: set[str],
    files: Mapping[str, Sequence[str]],
    rows: Mapping[str, int],
    published: Sequence[str],
    memory_limit: str,
    course: Course,
) -> list[RuleResult]:
    """Return the results of every set rule over the datasets ``filled``.

    ``unsound`` are the datasets whose files cannot be read as they should, ``published`` the files of the articles that stay beside these;
    ``course`` hears which dataset is being checked.
    """
    if not filled:
        return []
    asked = [(rule, rows[name]) for name in filled for rule in set_rules(name)]
    found: dict[tuple[str, str], RuleResult] = {}

    def ask(connection: duckdb.DuckDBPyConnection, *, across: bool) -> None:
        for rule, checked in asked:
            if across == (rule.across or not DATASETS[rule.dataset].partitioned):
                course.says(f"{rule.dataset} by SQL")
                result, key = _sql_rule(connection, rule, checked, unsound), (rule.dataset, rule.name)
                found[key] = _together(found[key], result) if key in found else result

    with tempfile.TemporaryDirectory(prefix="newsbeam-audit-") as folder:
        connection = connect(f"{folder}/audit.duckdb")
        try:
            connection.execute(f"SET memory_limit = '{memory_limit}'")
            connection.execute("SET threads = 2")
            connection.execute("SET preserve_insertion_order = false")
            connection.execute("SET autoinstall_known_extensions = false")
            connection.execute("SET python_enable_replacements = false")  # no name in a rule means a variable of ours
            connection.execute("SET TimeZone = 'UTC'")
            whole = {name: files[name] for name in filled}
            _prepare(connection, Group(whole), filled)
            _prepare_published(connection, published)
            ask(connection, across=True)
            sorted_out = all(result.passed for (_, name), result in found.items() if name == "published_month")
            of_articles = {name: files[name] for name in filled if DATASETS[name].partitioned}
            for group in groups(of_articles) if sorted_out else [Group(of_articles)]:
                _prepare(connection, group, filled)
                _prepare_pieces(connection, group)
                ask(connection, across=False)
            for name in filled:
                course.ends(name)
            return [found[rule.dataset, rule.name] for rule, _ in asked]
        except (duckdb.Error, OSError, pa.ArrowException, MemoryError) as error:
            return [RuleResult(name, "sql", "sql", False, rows[name], error=what_happened(error)) for name in filled]
        finally:
            connection.close()


def _together(one: RuleResult, other: RuleResult) -> RuleResult:
    """Return the result of a rule over the rows of both."""
    return dataclasses.replace(
        one,
        passed=one.passed and other.passed,
        bad_rows=one.bad_rows + other.bad_rows,
        examples=(one.examples + other.examples)[: results.EXAMPLES],
        error=one.error or other.error,
    )


def _sql_rule(connection: duckdb.DuckDBPyConnection, rule: SetRule, checked: int, unsound: set[str]) -> RuleResult:
    def result(**found: Any) -> RuleResult:
        return RuleResult(rule.dataset, rule.name, "sql", checked_rows=checked, **found)

    not_readable = [name for name in rule.needs if name in unsound]
    if not_readable:
        return result(passed=False, error=f"not checked, because of the files of {', '.join(not_readable)}")
    try:
        connection.execute(f"CREATE OR REPLACE TEMP TABLE bad AS {rule.sql}")
        [(count,)] = connection.execute("SELECT count(*) FROM bad").fetchall()
        found = connection.execute(f"SELECT * FROM bad ORDER BY ALL LIMIT {results.EXAMPLES}")
        names = [column[0] for column in found.description or ()]
        examples = tuple({name: shown(value) for name, value in zip(names, row, strict=True)} for row in found.fetchall())
    except (duckdb.Error, MemoryError) as error:
        return result(passed=False, error=what_happened(error))
    return result(passed=count == 0, bad_rows=count, examples=examples)
