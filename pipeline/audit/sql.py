"""DuckDB's rules: sets of rows, :mod:`schemas.set_rules`, over the files where they lie."""

# ruff: noqa: S608 - the SQL is made of names of our own datasets and of quoted paths

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.audit import results
from pipeline.audit.results import RuleResult, shown, what_happened
from pipeline.parquet import list_of
from schemas import DATASETS
from schemas.arrow import arrow_schema
from schemas.set_rules import PIECE, SetRule, set_rules


def _pieces(addresses: Sequence[str], column: str) -> pa.RecordBatchReader:
    schema = pa.schema([("article_id", pa.string()), ("piece", pa.int64()), ("chars", pa.string())])

    def batches() -> Iterator[pa.RecordBatch]:
        for address in addresses:
            with pq.ParquetFile(address) as file:
                for batch in file.iter_batches(batch_size=results.TEXT_ROWS, columns=["article_id", column]):
                    ids, texts = (batch.column(name).to_pylist() for name in ("article_id", column))
                    rows = [
                        (article_id, at // PIECE, text[at : at + 2 * PIECE])
                        for article_id, text in zip(ids, texts, strict=True)
                        for at in range(0, len(text), PIECE)
                    ]
                    if not rows:
                        continue
                    arrays = [pa.array(values, field.type) for values, field in zip(zip(*rows, strict=True), schema, strict=True)]
                    yield pa.RecordBatch.from_arrays(arrays, schema=schema)

    return pa.RecordBatchReader.from_batches(schema, batches())


def _prepare(
    connection: duckdb.DuckDBPyConnection, files: Mapping[str, Sequence[str]], filled: Sequence[str], published: Sequence[str]
) -> None:
    for name in DATASETS:
        if name in filled:
            source = f"read_parquet({list_of(files[name])}, hive_partitioning = false, filename = true)"
            connection.execute(f"CREATE TEMP VIEW {name} AS SELECT * FROM {source}")
        else:
            connection.register(name, arrow_schema(name).empty_table())
    if published:
        source = f"read_parquet({list_of(published)}, hive_partitioning = false, union_by_name = true)"
        connection.execute(f"CREATE TEMP VIEW published_articles AS SELECT article_id, source_uri FROM {source}")
    else:
        connection.execute("CREATE TEMP TABLE published_articles (article_id VARCHAR, source_uri VARCHAR)")
    for table, column in (("text_pieces", "source_text"), ("body_pieces", "body_text")):
        connection.register("reader", _pieces(files["articles"] if "articles" in filled else (), column))
        connection.execute(f"CREATE TEMP TABLE {table} AS SELECT * FROM reader")


def rules(
    filled: Sequence[str],
    unsound: set[str],
    files: Mapping[str, Sequence[str]],
    rows: Mapping[str, int],
    published: Sequence[str],
    memory_limit: str,
) -> list[RuleResult]:
    """Return the results of every set rule over the datasets ``filled``.

    ``unsound`` are the datasets whose files cannot be read as they should, ``published`` the files of the articles that stay beside these.
    """
    if not filled:
        return []
    with tempfile.TemporaryDirectory(prefix="newsbeam-audit-") as folder:
        connection = duckdb.connect(f"{folder}/audit.duckdb")
        try:
            connection.execute(f"SET memory_limit = '{memory_limit}'")
            connection.execute("SET threads = 2")
            connection.execute("SET preserve_insertion_order = false")
            connection.execute("SET autoinstall_known_extensions = false")
            connection.execute("SET python_enable_replacements = false")  # no name in a rule means a variable of ours
            connection.execute("SET TimeZone = 'UTC'")
            _prepare(connection, files, filled, published)
            return [_sql_rule(connection, rule, rows[name], unsound) for name in filled for rule in set_rules(name)]
        except (duckdb.Error, OSError, pa.ArrowException, MemoryError) as error:
            return [RuleResult(name, "sql", "sql", False, rows[name], error=what_happened(error)) for name in filled]
        finally:
            connection.close()


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
        return result(passed=False, error=f"the check raised: {what_happened(error)}")
    return result(passed=count == 0, bad_rows=count, examples=examples)
