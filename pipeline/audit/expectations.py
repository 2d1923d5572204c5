"""Great Expectations' rules: single rows and pairs of columns, generated in :mod:`schemas.expectations`."""

import collections
import contextlib
import importlib
import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.audit import results
from pipeline.audit.results import RuleResult, UncheckedError, shown, what_happened
from schemas import DATASETS
from schemas.expectations import Expectation, columns_as_needed, longest, suite
from schemas.set_rules import example_key

CHUNK_ROWS = 64_000
"""Great Expectations sees at most so many rows at once; uniqueness over all of them is a rule in SQL too."""
MANY = 10_000
"""With more bad rows than this, examples are looked for in the first rows only."""
BATCH_ROWS = 16_384
"""Rows decoded at once."""

_ROW = "_row"

_logger = logging.getLogger(__name__)


def as_checked(dataset: str, batch: pa.RecordBatch) -> pa.RecordBatch:
    """Return ``batch`` reduced to what the suite of ``dataset`` looks at: Great Expectations needs no texts."""
    needs = columns_as_needed(dataset)
    return pa.RecordBatch.from_pydict({name: _as_needed(dataset, name, need, batch.column(name)) for name, need in needs.items()})


def _as_needed(dataset: str, column: str, need: str, values: pa.Array) -> pa.Array:
    """Return ``values`` reduced to what the suite looks at (see :func:`schemas.expectations.columns_as_needed`)."""
    if need == "presence":
        return pc.if_else(pc.is_valid(values), pa.scalar(1, pa.int8()), pa.scalar(None, pa.int8()))
    if need == "length":
        return pc.utf8_slice_codeunits(values, 0, longest(dataset, column))
    if need == "order":
        return values.cast(pa.int32() if pa.types.is_date32(values.type) else pa.int64())
    return values


def numbered(batches: Sequence[pa.RecordBatch]) -> pa.Table:
    """Return ``batches`` as one table, with the position of every row in ``_row``."""
    whole = pa.Table.from_batches(batches)
    return whole.append_column(_ROW, pa.array(range(len(whole)), pa.int64()))


def _chunks(dataset: str, addresses: Sequence[str]) -> Iterator[pa.Table]:
    """Yield the rows of the files in tables of at most ``CHUNK_ROWS``, with their position in ``_row``, reduced to what the suite looks at."""
    columns = list(columns_as_needed(dataset))
    held: list[pa.RecordBatch] = []
    size = 0

    for address in addresses:
        with pq.ParquetFile(address, page_checksum_verification=True) as file:
            for batch in file.iter_batches(batch_size=results.TEXT_ROWS if dataset == "articles" else BATCH_ROWS, columns=columns):
                held.append(as_checked(dataset, batch))
                size += len(batch)
                if size > CHUNK_ROWS - BATCH_ROWS:
                    yield numbered(held)
                    held, size = [], 0
    if size:
        yield numbered(held)


def import_great_expectations() -> Any:
    """Return the module, which takes seconds to import the first time; it is told before to report nothing to anybody."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    return importlib.import_module("great_expectations")


@contextlib.contextmanager
def configurations_built_once(kind: Any) -> Iterator[None]:
    """Let each expectation, an instance of ``kind``, build its configuration once in this block.

    Great Expectations builds it anew, out of all its fields, whenever it asks for one of them: some 80 times for each expectation, which is two
    fifths of a small audit. It is only read, and an expectation does not change while it is checked.
    """
    anew = kind.configuration
    built: dict[int, tuple[Any, Any]] = {}

    def configuration(expectation: Any) -> Any:
        if id(expectation) not in built:
            built[id(expectation)] = expectation, anew.fget(expectation)  # what is held keeps its id
        return built[id(expectation)][1]

    kind.configuration = property(configuration)
    try:
        yield
    finally:
        kind.configuration = anew


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
        """Return the raw result of every expectation with its rule, in the order of ``expectations``.

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
            known = {e.meta["at"] for e in loaded.expectations}
            lost = [e["meta"]["rule"] for at, e in enumerate(expectations) if at not in known]
            raise UncheckedError(f"Great Expectations does not know the expectation of {', '.join(lost)}")
        frame = table.to_pandas(types_mapper=self._type_of)
        if len(frame) != len(table):
            raise UncheckedError("the frame has lost rows")
        batch = self._batch.get_batch(batch_parameters={"dataframe": frame})
        wanted = {"result_format": result_format, "unexpected_index_column_names": [_ROW], "partial_unexpected_count": results.EXAMPLES}
        with configurations_built_once(self._gx.expectations.Expectation):
            answers: list[Any] = batch.validate(loaded, result_format=wanted).results
        found = {result.expectation_config.meta["at"]: result for result in answers}  # they come back in another order
        if len(found) != len(expectations) or len(answers) != len(expectations):
            raise UncheckedError("not every expectation has one result")
        return [(e["meta"]["rule"], found[at]) for at, e in enumerate(expectations)]

    def failures(self, expectations: Sequence[Expectation], table: pa.Table) -> list["Failure"]:
        """Return those of ``expectations`` that do not hold, or raised.

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
                answers = self.check([failed[at] for at in asked], part)
                named |= {at: bad_positions(result) for at, (_, result) in zip(asked, answers, strict=True)}
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
    """Return the messages of the exceptions of a raw result, whose ``exception_info`` is one entry or one for every metric."""
    info = result.exception_info
    entries = [info] if "raised_exception" in info else list(info.values())
    return [str(entry["exception_message"]) for entry in entries if entry["raised_exception"]]


def _count(result: Any) -> int | str:
    """Return how many rows a raw result calls bad, or what is wrong with the check: one that failed must say how many."""
    if raised := _raised(result):
        return f"the check raised: {raised[0].split(':')[0][:80]}"
    count = (result.result or {}).get("unexpected_count")
    if count is None:
        return "the check has no result"
    return int(count) or "the check answered differently when asked again"


def bad_positions(result: Any) -> list[int]:
    """Return the positions of the bad rows that a raw result names: some of them, or all with the result format COMPLETE."""
    named = result.result.get("unexpected_index_list") or result.result.get("partial_unexpected_index_list") or []
    return [int(entry[_ROW]) for entry in named]


def rules(files: Mapping[str, Sequence[str]], rows: Mapping[str, int]) -> list[RuleResult]:
    """Return the results of every expectation over ``files``, which hold ``rows`` rows by dataset and are readable."""
    if not files:
        return []
    engine = "great_expectations"
    try:
        auditor = Auditor()
    except Exception as error:  # whatever stops the engine stops the publication
        _logger.exception("Great Expectations does not start")
        return [RuleResult(name, "suite", engine, False, rows[name], error=what_happened(error)) for name in files]
    found: list[RuleResult] = []
    for name, addresses in files.items():
        try:
            found += _expectations_of(auditor, name, addresses, rows[name])
        except Exception as error:  # as above; the message may hold values and is not shown
            found.append(RuleResult(name, "suite", engine, False, rows[name], error=what_happened(error)))
    return found


def _expectations_of(auditor: Auditor, dataset: str, addresses: Sequence[str], counted: int) -> list[RuleResult]:
    expectations = suite(dataset)
    seen = 0
    bad: collections.Counter[str] = collections.Counter({e["meta"]["rule"]: 0 for e in expectations})
    examples: dict[str, list[dict[str, str]]] = collections.defaultdict(list)
    errors: dict[str, str] = {}
    for table in _chunks(dataset, addresses):
        seen += len(table)
        for rule, count, positions, error in auditor.failures(expectations, table):
            bad[rule] += count
            examples[rule] += [_key_of(dataset, table, position) for position in positions[: results.EXAMPLES - len(examples[rule])]]
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


def _key_of(dataset: str, table: pa.Table, position: int) -> dict[str, str]:
    return {name: shown(table.column(name)[position].as_py()) for name in example_key(DATASETS[dataset])}
