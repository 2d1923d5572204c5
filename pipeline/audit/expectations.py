"""Rules of single rows and of pairs of columns: counted in Arrow over all rows, and put to Great Expectations over rows from all of them.

The suites are generated in :mod:`schemas.expectations`. Great Expectations takes 20 us a row and holds some ten times what it looks at, so it sees
at most :data:`SEEN_ROWS` rows of a dataset, all where there are no more, else as many spread evenly over the files; of each rule it must find as many
bad ones among them as :mod:`schemas.masks` does, which looks at every row. Two that disagree fail the audit.

Of files that their writers have vouched for their counts are taken, and some are read: as many as Great Expectations sees rows of. They must break
each rule as often as was said.
"""

import collections
import contextlib
import importlib
import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from newsbeam import objects
from pipeline.audit.course import Course
from pipeline.audit.words import Vouched
from schemas import masks
from schemas.expectations import Expectation, columns_as_needed, longest, suite
from transforms.checks import results, words
from transforms.checks.results import RuleResult, UncheckedError, what_happened
from transforms.checks.rows import Counted

ENGINE = words.ROWS
SEEN_ROWS = 20_000
"""Great Expectations sees at most so many rows of a dataset."""
BATCH_ROWS = 16_384
"""Rows decoded at once."""

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


def _batches(dataset: str, addresses: Sequence[str]) -> Iterator[pa.RecordBatch]:
    """Yield the rows of the files, in their order, with the columns that the suite looks at."""
    columns = list(columns_as_needed(dataset))
    for address in addresses:
        with pq.ParquetFile(objects.source(address), page_checksum_verification=True) as file:
            yield from file.iter_batches(batch_size=results.TEXT_ROWS if dataset == "articles" else BATCH_ROWS, columns=columns)


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

    def check(self, expectations: Sequence[Expectation], table: pa.Table, result_format: str) -> list[tuple[str, Any]]:
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
        with configurations_built_once(self._gx.expectations.Expectation):
            answers: list[Any] = batch.validate(loaded, result_format={"result_format": result_format}).results
        found = {result.expectation_config.meta["at"]: result for result in answers}  # they come back in another order
        if len(found) != len(expectations) or len(answers) != len(expectations):
            raise UncheckedError("not every expectation has one result")
        return [(e["meta"]["rule"], found[at]) for at, e in enumerate(expectations)]

    def failures(self, expectations: Sequence[Expectation], table: pa.Table) -> dict[str, int | str]:
        """Return how many rows of ``table`` break each rule that does not hold, or why it could not be checked.

        The answers alone cost half of the counts, so the failed ones are asked again for these.
        """
        answers = self.check(expectations, table, "BOOLEAN_ONLY")
        failed = [e for e, (_, answer) in zip(expectations, answers, strict=True) if answer.success is not True or _raised(answer)]
        found: dict[str, int | str] = {}
        for rule, result in self.check(failed, table, "BASIC") if failed else ():
            count, before = _count(result), found.get(rule, 0)  # of a rule that is two expectations no row breaks both
            found[rule] = (
                before + count if isinstance(before, int) and isinstance(count, int) else before if isinstance(before, str) else count
            )
        return found


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


def rules(files: Mapping[str, Sequence[str]], rows: Mapping[str, int], course: Course, vouched: Sequence[Vouched] = ()) -> list[RuleResult]:
    """Return the results of every expectation over ``files``, which are readable, and over files that others have ``vouched`` for.

    Together they hold ``rows`` rows by dataset; ``course`` hears of each.
    """
    if not files:
        return []
    try:
        auditor = Auditor()
    except Exception as error:  # whatever stops the engine stops the publication
        _logger.exception("Great Expectations does not start")
        return [RuleResult(name, "suite", ENGINE, False, rows[name], error=what_happened(error)) for name in files]
    found: list[RuleResult] = []
    for name, addresses in files.items():
        try:
            course.says(f"{name} by Great Expectations")
            found += _expectations_of(auditor, name, addresses, rows[name], course, vouched)
        except Exception as error:  # as above; the message may hold values and is not shown
            found.append(RuleResult(name, "suite", ENGINE, False, rows[name], error=what_happened(error)))
        course.ends(name)
    return found


class _Seen(Counted):
    """Rows as they pass, and every so manieth of them for Great Expectations."""

    def __init__(self, dataset: str, step: int) -> None:
        super().__init__(dataset)
        self._step = step
        self.bad_seen: collections.Counter[str] = collections.Counter()
        self.seen: list[pa.RecordBatch] = []

    def add(self, batch: pa.RecordBatch) -> dict[str, masks.Mask]:
        seen = pa.array(range(-self.rows % self._step, len(batch), self._step), pa.int64())
        self.seen.append(as_checked(self.dataset, batch.take(seen)))
        broken = super().add(batch)
        for rule, mask in broken.items():
            self.bad_seen[rule] += mask.take(seen).true_count
        return broken

    def read(self, addresses: Sequence[str], counted: int, course: Course) -> None:
        """Take the rows of files, which are ``counted``; ``course`` hears how far it is.

        Raises:
            UncheckedError: there are others.
        """
        for batch in _batches(self.dataset, addresses):
            if self.rows:
                course.says(f"{self.dataset} by Arrow, {self.rows:,} of {counted:,} rows")
            self.add(batch)
        if self.rows != counted:
            raise UncheckedError(f"{counted} rows were counted, {self.rows} were read")


class _Known:
    """Rows of a dataset that others have vouched for: what they say of all, and the rows of some, to be looked at again."""

    def __init__(self, dataset: str, vouched: Sequence[Vouched]) -> None:
        self._dataset = dataset
        said = [one for one in vouched if one.rows(dataset)]
        self.rows = sum(one.rows(dataset) for one in said)
        self.said, self.again = said, said[:: max(1, self.rows // SEEN_ROWS)]
        self.rows_again = sum(one.rows(dataset) for one in self.again)

    @property
    def addresses(self) -> list[str]:
        """Return the addresses of the files to be looked at again."""
        return [address for one in self.again for address in one.files[self._dataset]]

    def bad(self, rule: str) -> int:
        """Return how many of all rows are said to break ``rule``."""
        return sum(result.bad_rows for result in self._results(rule, self.said))

    def bad_again(self, rule: str) -> int:
        """Return how many of the rows to be looked at again are said to do so."""
        return sum(result.bad_rows for result in self._results(rule, self.again))

    def examples(self, rule: str) -> list[dict[str, str]]:
        """Return keys of some that do."""
        return [example for result in self._results(rule, self.said) for example in result.examples]

    def _results(self, rule: str, said: Sequence[Vouched]) -> Iterator[RuleResult]:
        found = (one.bad(self._dataset, ENGINE).get(rule) for one in said)
        return (result for result in found if result is not None)


def _expectations_of(
    auditor: Auditor, dataset: str, addresses: Sequence[str], counted: int, course: Course, vouched: Sequence[Vouched] = ()
) -> list[RuleResult]:
    expectations, known = suite(dataset), _Known(dataset, vouched)
    step = -(-(counted - known.rows + known.rows_again) // SEEN_ROWS)
    own, again = _Seen(dataset, step), _Seen(dataset, step)
    own.read(addresses, counted - known.rows, course)
    again.read(known.addresses, known.rows_again, course)
    answers = auditor.failures(expectations, pa.Table.from_batches(own.seen + again.seen))
    rules = dict.fromkeys(e["meta"]["rule"] for e in expectations)
    return [_result(rule, own, again, known, answers.get(rule, 0)) for rule in rules]


def _result(rule: str, own: _Seen, again: _Seen, known: _Known, answer: int | str) -> RuleResult:
    """Return what became of ``rule``, of which Great Expectations gave ``answer``: over rows that were read alone (``own``), those that were read
    ``again``, and all that are ``known``.

    Uniqueness alone is not counted: what of it is among the rows seen is its answer, that over all rows is a rule in SQL.
    """
    error, bad, examples = (answer, 0, []) if isinstance(answer, str) else (None, answer, list[dict[str, str]]())
    if error is None and rule in own.rules | again.rules:
        bad_seen = own.bad_seen[rule] + again.bad_seen[rule]
        if answer != bad_seen:
            error = f"of the {sum(map(len, own.seen + again.seen))} rows seen Great Expectations calls {answer} bad, Arrow {bad_seen}"
        elif again.bad[rule] != known.bad_again(rule):
            error = f"of {again.rows} rows the workers that wrote them call {known.bad_again(rule)} bad, the audit {again.bad[rule]}"
        bad = own.bad[rule] + known.bad(rule)
        examples = (own.examples[rule] + known.examples(rule))[: results.EXAMPLES]
    passed = not bad and error is None
    return RuleResult(own.dataset, rule, ENGINE, passed, own.rows + known.rows, bad, tuple(examples), error)
