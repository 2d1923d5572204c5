"""The audit between staging and publication: what the Parquet files of a run, or of a published version, really hold.

Three engines look at the same files: Arrow (schema, rows in the footers), Great Expectations (rules of single rows and of pairs of columns,
generated in :mod:`schemas.expectations`) and DuckDB SQL (rules over sets of rows, :mod:`schemas.set_rules`). Nothing passes for want of
checks: a suite that is empty or lost an expectation, a check that raised, a frame with other rows than were counted, a missing file each
fail the audit. What a result names are keys of rows, never their values.
"""

# ruff: noqa: S608 - the SQL is made of names of our own datasets and of quoted paths

import collections
import dataclasses
import importlib
import json
import logging
import os
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from schemas import DATASETS, SCHEMA_VERSION
from schemas.arrow import arrow_schema
from schemas.expectations import Expectation, columns_as_needed, longest, suite
from schemas.set_rules import PIECE, SetRule, example_key, set_rules

EXAMPLES = 20
"""At most so many bad rows are named for a rule."""
CHUNK_ROWS = 250_000
"""Great Expectations sees at most so many rows at once; uniqueness over all of them is a rule in SQL too."""
MANY = 10_000
"""With more bad rows than this, examples are looked for in the first rows only."""
BATCH_ROWS, TEXT_ROWS = 16_384, 512
"""Rows decoded at once, and rows of whole texts."""

_ROW = "_row"
_logger = logging.getLogger(__name__)


@dataclasses.dataclass(frozen=True)
class RuleResult:
    """What became of one rule: ``bad_rows`` of ``checked_rows`` broke it; ``examples`` are keys of some of them.

    ``error`` says why the rule could not be checked, or what is wrong with a file; then it has not passed, whatever the counts say.
    """

    dataset: str
    rule: str
    engine: str
    passed: bool
    checked_rows: int = 0
    bad_rows: int = 0
    examples: tuple[dict[str, str], ...] = ()
    error: str | None = None


@dataclasses.dataclass(frozen=True)
class AuditResult:
    """The results of all rules, and whether every one of them passed."""

    passed: bool
    rules: list[RuleResult]
    rows: dict[str, int]
    seconds: dict[str, float]

    @property
    def failures(self) -> list[RuleResult]:
        """The rules that did not pass."""
        return [rule for rule in self.rules if not rule.passed]

    def to_json(self) -> str:
        """The whole result as JSON text."""
        return json.dumps(dataclasses.asdict(self), indent=1, ensure_ascii=True)


class UncheckedError(Exception):
    """Something that fails the audit without being a row that breaks a rule; the message holds no values."""


def audit(
    files: Mapping[str, Sequence[Path]],
    *,
    expected_rows: Mapping[str, int],
    published: Mapping[str, Sequence[Path]] | None = None,
    memory_limit: str = "1GB",
) -> AuditResult:
    """Check the Parquet ``files`` of every dataset against the contract.

    Args:
        files: the files by dataset, as local paths.
        expected_rows: how many rows each dataset must have, counted by whoever wrote them.
        published: files of the articles that stay published beside these; only ``articles`` is read, for uniqueness among all.
        memory_limit: what DuckDB may hold in memory; beyond it writes to a temporary folder.

    Returns:
        The results; an audit without a single rule has not passed. Nothing that is wrong with the files raises.
    """
    unknown = (set(files) | set(expected_rows)) - set(DATASETS)
    if unknown:
        raise ValueError(f"unknown datasets: {', '.join(sorted(unknown))}")
    names = [name for name in DATASETS if name in files or name in expected_rows]
    seconds: dict[str, float] = {}
    clock = time.perf_counter()
    rules, rows = _arrow_rules(names, files, expected_rows)
    unsound = {rule.dataset for rule in rules if not rule.passed}
    seconds["arrow"], clock = time.perf_counter() - clock, time.perf_counter()
    filled = [name for name in names if rows[name] and name not in unsound]
    rules += _expectation_rules({name: files[name] for name in filled}, rows)
    seconds["great_expectations"], clock = time.perf_counter() - clock, time.perf_counter()
    rules += _sql_rules(filled, unsound, files, rows, (published or {}).get("articles", ()), memory_limit)
    seconds["sql"] = time.perf_counter() - clock
    order = {name: at for at, name in enumerate(DATASETS)}
    rules.sort(key=lambda rule: order[rule.dataset])
    return AuditResult(bool(rules) and all(rule.passed for rule in rules), rules, rows, {k: round(v, 3) for k, v in seconds.items()})


def _what_happened(error: BaseException) -> str:
    """An exception as a result may show it: its message only where that cannot hold a value of a row."""
    if isinstance(error, UncheckedError):
        return str(error)
    if isinstance(error, OSError) and error.errno:
        return f"{type(error).__name__}: {os.strerror(error.errno)}"
    return type(error).__name__


# --- Arrow: schema and footers ---------------------------------------------------------------------------------------------------------


def _schema_problem(dataset: str, found: pa.Schema) -> str | None:
    wanted = arrow_schema(dataset)
    if not found.equals(wanted, check_metadata=False):
        for name in wanted.names:
            if name not in found.names:
                return f"column {name} is missing"
            if found.field(name).type != wanted.field(name).type or found.field(name).nullable != wanted.field(name).nullable:
                return f"column {name} is not {wanted.field(name).type}{'' if wanted.field(name).nullable else ' not null'}"
        return "there are more columns, or in another order"
    metadata = found.metadata or {}
    for key, value in (("newsbeam.dataset", dataset), ("newsbeam.schema_version", SCHEMA_VERSION)):
        if metadata.get(key.encode()) != value.encode():
            return f"the file's metadata do not say {key} = {value}"
    for field in found:
        if not (field.metadata or {}).get(b"description"):
            return f"column {field.name} has no description"
    return None


def _arrow_rules(
    names: Sequence[str], files: Mapping[str, Sequence[Path]], expected_rows: Mapping[str, int]
) -> tuple[list[RuleResult], dict[str, int]]:
    rules, rows = [], {}
    for name in names:
        count, problems = 0, []
        for path in files.get(name, ()):
            try:
                with pq.ParquetFile(path) as file:
                    count += file.metadata.num_rows
                    problem = _schema_problem(name, file.schema_arrow)
            except (OSError, pa.ArrowException) as error:
                problem = _what_happened(error)
            if problem is not None:
                problems.append(f"{Path(path).name}: {problem}")
        rows[name] = count
        rules.append(RuleResult(name, "schema", "arrow", not problems, count, error="; ".join(problems[:EXAMPLES]) or None))
        wanted = expected_rows.get(name)
        told = "nobody counted the rows" if wanted is None else f"{wanted} rows were written, {count} are in the files"
        rules.append(RuleResult(name, "row_count", "arrow", wanted == count, count, error=None if wanted == count else told))
    return rules, rows


# --- Great Expectations: single rows ---------------------------------------------------------------------------------------------------


def as_checked(dataset: str, batch: pa.RecordBatch) -> pa.RecordBatch:
    """``batch`` reduced to what the suite of ``dataset`` looks at: Great Expectations needs no texts."""
    needs = columns_as_needed(dataset)
    return pa.RecordBatch.from_pydict({name: _as_needed(dataset, name, need, batch.column(name)) for name, need in needs.items()})


def _as_needed(dataset: str, column: str, need: str, values: pa.Array) -> pa.Array:
    """``values`` reduced to what the suite looks at (see :func:`schemas.expectations.columns_as_needed`)."""
    if need == "presence":
        return pc.if_else(pc.is_valid(values), pa.scalar(1, pa.int8()), pa.scalar(None, pa.int8()))
    if need == "length":
        return pc.utf8_slice_codeunits(values, 0, longest(dataset, column))
    if need == "order":
        return values.cast(pa.int32() if pa.types.is_date32(values.type) else pa.int64())
    return values


def numbered(batches: Sequence[pa.RecordBatch]) -> pa.Table:
    """``batches`` as one table, with the position of every row in ``_row``."""
    whole = pa.Table.from_batches(batches)
    return whole.append_column(_ROW, pa.array(range(len(whole)), pa.int64()))


def _chunks(dataset: str, paths: Sequence[Path]) -> Iterator[pa.Table]:
    """The rows of the files in tables of at most ``CHUNK_ROWS``, with their position in ``_row``, reduced to what the suite looks at."""
    columns = list(columns_as_needed(dataset))
    held: list[pa.RecordBatch] = []
    size = 0

    for path in paths:
        with pq.ParquetFile(path, page_checksum_verification=True) as file:
            for batch in file.iter_batches(batch_size=TEXT_ROWS if dataset == "articles" else BATCH_ROWS, columns=columns):
                held.append(as_checked(dataset, batch))
                size += len(batch)
                if size > CHUNK_ROWS - BATCH_ROWS:
                    yield numbered(held)
                    held, size = [], 0
    if size:
        yield numbered(held)


def import_great_expectations() -> Any:
    """The module, which takes seconds to import the first time; it is told before to report nothing to anybody."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    return importlib.import_module("great_expectations")


class Auditor:
    """Great Expectations with one ephemeral context and one data source of its own: a shared one returns other frames' results."""

    def __init__(self) -> None:
        great_expectations = import_great_expectations()
        import pandas as pd
        from great_expectations.data_context.types.base import DataContextConfig, InMemoryStoreBackendDefaults

        self._gx = great_expectations
        logging.getLogger("great_expectations").setLevel(logging.CRITICAL)  # it logs tracebacks, with values in them
        in_memory = DataContextConfig(store_backend_defaults=InMemoryStoreBackendDefaults())  # by default it has a folder for its pages
        self._context = great_expectations.get_context(mode="ephemeral", project_config=in_memory)
        self._context.enable_analytics(False)
        self._context.variables.progress_bars = {"globally": False}
        source = self._context.data_sources.add_pandas("audit")
        self._batch = source.add_dataframe_asset("rows").add_batch_definition_whole_dataframe("all")
        types = {
            pa.int8(): pd.Int8Dtype(),
            pa.int32(): pd.Int32Dtype(),
            pa.int64(): pd.Int64Dtype(),
            pa.float64(): pd.Float64Dtype(),
            pa.bool_(): pd.BooleanDtype(),
            pa.string(): pd.StringDtype("python"),  # patterns are Python's
        }
        self._type_of = types.get

    def check(self, expectations: Sequence[Expectation], table: pa.Table, result_format: str = "SUMMARY") -> list[tuple[str, Any]]:
        """The raw result of every expectation with its rule, in the order of ``expectations``.

        Raises:
            UncheckedError: an expectation was lost on the way, or has no result or more than one.
        """
        if not expectations:
            raise UncheckedError("the suite is empty")
        if not len(table):
            raise UncheckedError("the frame is empty")
        numbered = [{**e, "meta": {**e["meta"], "at": at}} for at, e in enumerate(expectations)]
        loaded = self._gx.ExpectationSuite(name="rules", expectations=numbered)
        if len(loaded.expectations) != len(expectations):
            known = {(e.meta or {}).get("at") for e in loaded.expectations}
            lost = [e["meta"]["rule"] for at, e in enumerate(expectations) if at not in known]
            raise UncheckedError(f"Great Expectations does not know the expectation of {', '.join(lost)}")
        frame = table.to_pandas(types_mapper=self._type_of, date_as_object=False)
        if len(frame) != len(table):
            raise UncheckedError("the frame has lost rows")
        batch = self._batch.get_batch(batch_parameters={"dataframe": frame})
        wanted = {"result_format": result_format, "unexpected_index_column_names": [_ROW], "partial_unexpected_count": EXAMPLES}
        results: list[Any] = batch.validate(loaded, result_format=wanted).results
        found = {result.expectation_config.meta["at"]: result for result in results}  # they come back in another order
        if len(found) != len(expectations) or len(results) != len(expectations):
            raise UncheckedError("not every expectation has one result")
        return [(e["meta"]["rule"], found[at]) for at, e in enumerate(expectations)]

    def failures(self, expectations: Sequence[Expectation], table: pa.Table) -> list["Failure"]:
        """Those of ``expectations`` that do not hold, or raised.

        The answers alone cost half of the counts, and bad rows are named at 60 us each: so the failed ones are asked again for their
        counts, and then for bad rows, of which there may be ``MANY``; with more only the first rows are looked through.
        """
        answers = self.check(expectations, table, "BOOLEAN_ONLY")
        failed = [e for e, (_, answer) in zip(expectations, answers, strict=True) if answer.success is not True or _raised(answer)]
        if not failed:
            return []
        counts = [_count(result) for _, result in self.check(failed, table, "BASIC")]
        named: dict[int, list[int]] = {}
        for part, few in ((table, True), (table.slice(0, MANY), False)):
            asked = [at for at, count in enumerate(counts) if isinstance(count, int) and (count <= MANY) == few]
            if asked:
                results = self.check([failed[at] for at in asked], part)
                named |= {at: bad_positions(result) for at, (_, result) in zip(asked, results, strict=True)}
        return [
            Failure(e["meta"]["rule"], count, tuple(named.get(at, ())))
            if isinstance(count, int)
            else Failure(e["meta"]["rule"], 0, (), count)
            for at, (e, count) in enumerate(zip(failed, counts, strict=True))
        ]


class Failure(NamedTuple):
    """An expectation that does not hold: its rule, how many rows are bad, where some of them are, and why it could not be checked."""

    rule: str
    bad_rows: int
    positions: tuple[int, ...]
    error: str | None = None


def _raised(result: Any) -> list[str]:
    """The messages of the exceptions of a raw result, whose ``exception_info`` is one entry or one for every metric."""
    info = result.exception_info
    entries = [info] if "raised_exception" in info else list(info.values())
    return [str(entry["exception_message"]) for entry in entries if entry["raised_exception"]]


def _count(result: Any) -> int | str:
    """How many rows a raw result calls bad, or what is wrong with the check: one that failed must say how many."""
    if raised := _raised(result):
        return f"the check raised: {raised[0].split(':')[0][:80]}"
    count = (result.result or {}).get("unexpected_count")
    if count is None:
        return "the check has no result"
    return int(count) or "the check answered differently when asked again"


def bad_positions(result: Any) -> list[int]:
    """The positions of the bad rows that a raw result names: some of them, or all with the result format COMPLETE."""
    named = result.result.get("unexpected_index_list") or result.result.get("partial_unexpected_index_list") or []
    return [int(entry[_ROW]) for entry in named]


def _expectation_rules(files: Mapping[str, Sequence[Path]], rows: Mapping[str, int]) -> list[RuleResult]:
    if not files:
        return []
    engine = "great_expectations"
    try:
        auditor = Auditor()
    except Exception as error:  # whatever stops the engine stops the publication
        _logger.exception("Great Expectations does not start")
        return [RuleResult(name, "suite", engine, False, rows[name], error=_what_happened(error)) for name in files]
    rules: list[RuleResult] = []
    for name, paths in files.items():
        try:
            rules += _expectations_of(auditor, name, paths, rows[name])
        except Exception as error:  # as above; the message may hold values and is not shown
            rules.append(RuleResult(name, "suite", engine, False, rows[name], error=_what_happened(error)))
    return rules


def _expectations_of(auditor: Auditor, dataset: str, paths: Sequence[Path], counted: int) -> list[RuleResult]:
    expectations = suite(dataset)
    seen = 0
    bad: collections.Counter[str] = collections.Counter({e["meta"]["rule"]: 0 for e in expectations})
    examples: dict[str, list[dict[str, str]]] = collections.defaultdict(list)
    errors: dict[str, str] = {}
    for table in _chunks(dataset, paths):
        seen += len(table)
        for rule, count, positions, error in auditor.failures(expectations, table):
            bad[rule] += count
            examples[rule] += [_key_of(dataset, table, position) for position in positions[: EXAMPLES - len(examples[rule])]]
            if error:
                errors[rule] = error
    if seen != counted:
        raise UncheckedError(f"{counted} rows were counted, {seen} were read")
    return [
        RuleResult(
            dataset,
            rule,
            "great_expectations",
            not count and rule not in errors,
            seen,
            count,
            tuple(examples[rule]),
            errors.get(rule),
        )
        for rule, count in bad.items()
    ]


def _shown(value: Any) -> str:
    text = "null" if value is None else str(value)
    return text if len(text) <= 200 else text[:199] + "\u2026"


def _key_of(dataset: str, table: pa.Table, position: int) -> dict[str, str]:
    return {name: _shown(table.column(name)[position].as_py()) for name in example_key(DATASETS[dataset])}


# --- DuckDB: sets of rows --------------------------------------------------------------------------------------------------------------


def _file_list(paths: Sequence[Path]) -> str:
    """``paths`` as a list literal; what a glob would read in them is made literal."""

    def quoted(path: Path) -> str:
        literal = "".join(f"[{char}]" if char in "[*?" else char for char in str(path))
        return "'" + literal.replace("'", "''") + "'"

    return "[" + ", ".join(quoted(path) for path in paths) + "]"


def _pieces(paths: Sequence[Path], column: str) -> pa.RecordBatchReader:
    schema = pa.schema([("article_id", pa.string()), ("piece", pa.int64()), ("chars", pa.string())])

    def batches() -> Iterator[pa.RecordBatch]:
        for path in paths:
            with pq.ParquetFile(path) as file:
                for batch in file.iter_batches(batch_size=TEXT_ROWS, columns=["article_id", column]):
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
    connection: duckdb.DuckDBPyConnection, files: Mapping[str, Sequence[Path]], filled: Sequence[str], published: Sequence[Path]
) -> None:
    for name in DATASETS:
        if name in filled:
            source = f"read_parquet({_file_list(files[name])}, hive_partitioning = false, filename = true)"
            connection.execute(f"CREATE TEMP VIEW {name} AS SELECT * FROM {source}")
        else:
            empty = arrow_schema(name).empty_table().append_column("filename", pa.array([], pa.string()))
            connection.register("empty", empty)
            connection.execute(f"CREATE TEMP TABLE {name} AS SELECT * FROM empty")
            connection.unregister("empty")
    if published:
        source = f"read_parquet({_file_list(published)}, hive_partitioning = false, union_by_name = true)"
        connection.execute(f"CREATE TEMP VIEW published_articles AS SELECT article_id, source_uri FROM {source}")
    else:
        connection.execute("CREATE TEMP TABLE published_articles (article_id VARCHAR, source_uri VARCHAR)")
    for table, column in (("text_pieces", "source_text"), ("body_pieces", "body_text")):
        reader = _pieces(files["articles"] if "articles" in filled else (), column)
        connection.register("reader", reader)
        connection.execute(f"CREATE TEMP TABLE {table} AS SELECT * FROM reader")
        connection.unregister("reader")


def _sql_rules(
    filled: Sequence[str],
    unsound: set[str],
    files: Mapping[str, Sequence[Path]],
    rows: Mapping[str, int],
    published: Sequence[Path],
    memory_limit: str,
) -> list[RuleResult]:
    if not filled:
        return []
    with tempfile.TemporaryDirectory(prefix="newsbeam-audit-") as folder:
        connection = duckdb.connect(str(Path(folder) / "audit.duckdb"))
        try:
            connection.execute(f"SET memory_limit = '{memory_limit}'")
            connection.execute("SET threads = 2")
            connection.execute("SET preserve_insertion_order = false")
            connection.execute("SET autoinstall_known_extensions = false")
            connection.execute("SET TimeZone = 'UTC'")
            _prepare(connection, files, filled, published)
            return [_sql_rule(connection, rule, rows[name], unsound) for name in filled for rule in set_rules(name)]
        except (duckdb.Error, OSError, pa.ArrowException, MemoryError) as error:
            return [RuleResult(name, "sql", "sql", False, rows[name], error=_what_happened(error)) for name in filled]
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
        (count,) = connection.execute("SELECT count(*) FROM bad").fetchone() or (None,)
        found = connection.execute(f"SELECT * FROM bad ORDER BY ALL LIMIT {EXAMPLES}")
        names = [column[0] for column in found.description or ()]
        examples = tuple({name: _shown(value) for name, value in zip(names, row, strict=True)} for row in found.fetchall())
    except (duckdb.Error, MemoryError) as error:
        return result(passed=False, error=f"the check raised: {_what_happened(error)}")
    if count is None:
        return result(passed=False, error="the check has no result")
    return result(passed=count == 0, bad_rows=count, examples=examples)
