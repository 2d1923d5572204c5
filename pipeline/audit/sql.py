"""DuckDB's rules: sets of rows, :mod:`schemas.set_rules`, over the files where they lie.

Rules that hold within an article are asked of one group of articles after the other, so that memory and time for each row stay the same however
many there are. A group is the files of some months, or a part of the articles of one month that has many.
"""

# ruff: noqa: S608 - the SQL is made of names of our own datasets and of quoted paths

import functools
import math
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from newsbeam import objects
from pipeline.audit.course import Course
from pipeline.audit.words import Vouched, without
from pipeline.parquet import connect, list_of
from schemas import DATASETS
from schemas.arrow import MONTH, NO_MONTH, arrow_schema
from schemas.set_rules import SetRule, set_rules
from transforms.checks import results, sets
from transforms.checks.results import RuleResult, what_happened

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


def _texts(group: Group, column: str) -> Iterator[pa.RecordBatch]:
    """Yield the articles of ``group`` with their text ``column``."""
    for address in group.files.get("articles", ()):
        with pq.ParquetFile(objects.source(address)) as file:
            for batch in file.iter_batches(batch_size=results.TEXT_ROWS, columns=["article_id", column]):
                ids = batch.column("article_id")
                here = pc.greater_equal(ids, group.low)
                yield batch.filter(here if group.high is None else pc.and_(here, pc.less(ids, group.high)))


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
    for table, column in sets.PIECES:
        connection.register("reader", sets.pieces(_texts(group, column), column))
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT * FROM reader")


def _prepare_published(connection: duckdb.DuckDBPyConnection, published: Sequence[str]) -> None:
    if published:
        source = f"read_parquet({list_of(published)}, hive_partitioning = false, union_by_name = true)"
        connection.execute(f"CREATE TEMP VIEW published_articles AS SELECT article_id, source_uri FROM {source}")
    else:
        connection.execute("CREATE TEMP TABLE published_articles (article_id VARCHAR, source_uri VARCHAR)")


def _is_within(rule: SetRule) -> bool:
    """Return whether ``rule`` holds within an article."""
    return not rule.across and DATASETS[rule.dataset].partitioned


def _said(rule: SetRule, checked: int, vouched: Iterable[Vouched]) -> RuleResult:
    """Return the result of ``rule`` over what others have ``vouched`` for, of ``checked`` rows in all."""
    broken = [bad for one in vouched if (bad := one.bad(rule.dataset, "sql").get(rule.name))]
    return functools.reduce(sets.together, broken, RuleResult(rule.dataset, rule.name, "sql", True, checked))


def rules(
    filled: Sequence[str],
    unsound: set[str],
    files: Mapping[str, Sequence[str]],
    rows: Mapping[str, int],
    published: Sequence[str],
    memory_limit: str,
    course: Course,
    vouched: Sequence[Vouched] = (),
) -> list[RuleResult]:
    """Return the results of every set rule over the datasets ``filled``.

    ``unsound`` are the datasets whose files cannot be read as they should, ``published`` the files of the articles that stay beside these;
    ``course`` hears which dataset is being checked. What holds within an article is not asked again of files that others have ``vouched`` for.
    """
    if not filled:
        return []
    asked = [(rule, rows[name]) for name in filled for rule in set_rules(name)]
    found: dict[tuple[str, str], RuleResult] = {}
    if vouched:
        found = {(rule.dataset, rule.name): _said(rule, checked, vouched) for rule, checked in asked if _is_within(rule)}

    def ask(connection: duckdb.DuckDBPyConnection, *, across: bool) -> None:
        for rule, checked in asked:
            if across != _is_within(rule):
                course.says(f"{rule.dataset} by SQL")
                result, key = sets.ask(connection, rule, checked, unsound), (rule.dataset, rule.name)
                found[key] = sets.together(found[key], result) if key in found else result

    with tempfile.TemporaryDirectory(prefix="newsbeam-audit-") as folder:
        connection = connect(f"{folder}/audit.duckdb")
        try:
            sets.limit(connection, memory_limit, threads=2)
            whole = {name: files[name] for name in filled}
            _prepare(connection, Group(whole), filled)
            _prepare_published(connection, published)
            ask(connection, across=True)
            sorted_out = all(result.passed for (_, name), result in found.items() if name == "published_month")
            of_articles = {name: left for name, left in without(whole, vouched).items() if left and DATASETS[name].partitioned}
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
