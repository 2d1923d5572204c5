"""Checks of sets of rows: :mod:`schemas.set_rules` asked of a DuckDB database in which the datasets stand under their names."""

# ruff: noqa: S608 - the SQL is that of our own rules

import dataclasses
from collections.abc import Iterable, Iterator, Set
from typing import Any

import duckdb
import pyarrow as pa

from schemas.set_rules import PIECE, SetRule
from transforms.checks import results
from transforms.checks.results import RuleResult, shown, what_happened

PIECES = (("text_pieces", "source_text"), ("body_pieces", "body_text"))
"""The tables of pieces that the rules read, and the columns of ``articles`` that they are pieces of."""


def limit(connection: duckdb.DuckDBPyConnection, memory: str, threads: int) -> None:
    """Set what a database may take, and that what it is asked depends on nothing else of this machine."""
    connection.execute(f"SET memory_limit = '{memory}'")
    connection.execute(f"SET threads = {threads}")
    connection.execute("SET preserve_insertion_order = false")
    connection.execute("SET autoinstall_known_extensions = false")
    connection.execute("SET python_enable_replacements = false")  # no name in a rule means a variable of ours
    connection.execute("SET TimeZone = 'UTC'")


def pieces(articles: Iterable[pa.RecordBatch], column: str) -> pa.RecordBatchReader:
    """Return the texts ``column`` of ``articles``, batches with ``article_id``, in overlapping pieces."""
    schema = pa.schema([("article_id", pa.string()), ("piece", pa.int64()), ("chars", pa.string())])

    def batches() -> Iterator[pa.RecordBatch]:
        for batch in articles:
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


def ask(connection: duckdb.DuckDBPyConnection, rule: SetRule, checked: int, unsound: Set[str] = frozenset()) -> RuleResult:
    """Return which of the ``checked`` rows of its dataset break ``rule``; ``unsound`` are datasets whose files cannot be read as they should."""

    def result(**found: Any) -> RuleResult:
        return RuleResult(rule.dataset, rule.name, "sql", checked_rows=checked, **found)

    not_readable = [name for name in rule.needs if name in unsound]
    if not_readable:
        return result(passed=False, error=f"not checked, because of the files of {', '.join(not_readable)}")
    try:
        [(count,)] = connection.execute(f"SELECT count(*) FROM ({rule.sql})").fetchall()
        if not count:
            return result(passed=True)
        found = connection.execute(f"SELECT * FROM ({rule.sql}) ORDER BY ALL LIMIT {results.EXAMPLES}")
        names = [column[0] for column in found.description or ()]
        examples = tuple({name: shown(value) for name, value in zip(names, row, strict=True)} for row in found.fetchall())
    except (duckdb.Error, MemoryError) as error:
        return result(passed=False, error=what_happened(error))
    return result(passed=False, bad_rows=count, examples=examples)


def together(one: RuleResult, other: RuleResult) -> RuleResult:
    """Return the result of a rule over the rows of both, which are all that was counted for one of them."""
    return dataclasses.replace(
        one,
        passed=one.passed and other.passed,
        bad_rows=one.bad_rows + other.bad_rows,
        examples=(one.examples + other.examples)[: results.EXAMPLES],
        error=one.error or other.error,
    )
