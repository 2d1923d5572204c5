"""The audit between staging and publication: what the Parquet files of a run, or of a published version, really hold.

Three engines look at the same files: Arrow (schema, rows in the footers), Great Expectations (rules of single rows and of pairs of columns,
generated in :mod:`schemas.expectations`; of many rows some, beside Arrow's counts over all) and DuckDB SQL (rules over sets of rows,
:mod:`schemas.set_rules`). Whoever wrote a file may have looked at it already (:mod:`pipeline.audit.words`): then some of its rows are looked at
again, and all of them for what is across articles.

Nothing passes for want of checks: a suite that is empty or lost an expectation, a check that raised, two engines or a writer and the audit that
disagree, a frame with other rows than were counted, a missing file each fail the audit. What a result names are keys of rows, never their values.
"""

import concurrent.futures
import dataclasses
import functools
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from newsbeam import Version
from pipeline.audit import arrow, expectations, sql
from pipeline.audit.course import Course, Heard, nobody
from pipeline.audit.results import AuditResult
from pipeline.audit.words import Vouched, without
from pipeline.lakes import Lake
from schemas import DATASETS
from transforms.checks.results import EXAMPLES, RuleResult, UncheckedError

BESIDE_ROWS = 500_000
"""Up to so many rows the sets of rows are checked beside single rows, which saves a small run half a second; of more the memory of both together
would be too much, and they are checked before.
"""

T = TypeVar("T")

__all__ = ["AuditResult", "RuleResult", "UncheckedError", "audit", "validate_version"]


def audit(
    files: Mapping[str, Sequence[str]],
    *,
    expected_rows: Mapping[str, int],
    published: Sequence[str] = (),
    vouched: Sequence[Vouched] = (),
    memory_limit: str = "300MB",
    heard: Heard = nobody,
) -> AuditResult:
    """Check the Parquet ``files`` of every dataset against the contract.

    Args:
        files: the addresses of the files by dataset.
        expected_rows: how many rows each dataset must have, counted by whoever wrote them.
        published: addresses of the files of the articles that stay published beside these, for uniqueness among all.
        vouched: what those who wrote some of the files have checked of them.
        memory_limit: what DuckDB may hold in memory; beyond it writes to a temporary folder.
        heard: hears how many datasets are checked and what is being checked, whenever that changes.

    Returns:
        The results; an audit without a single rule has not passed. Nothing that is wrong with the files raises.
    """
    unknown = (set(files) | set(expected_rows)) - set(DATASETS)
    if unknown:
        raise ValueError(f"unknown datasets: {', '.join(sorted(unknown))}")
    names = [name for name in DATASETS if name in files or name in expected_rows]
    left = without(files, vouched)
    seconds: dict[str, float] = {}
    found, rows = _timed(seconds, "arrow", lambda: arrow.rules(names, left, expected_rows, vouched))
    unsound = {rule.dataset for rule in found if not rule.passed}
    filled = [name for name in names if rows[name] and name not in unsound]
    course = Course(filled, 2, heard)
    with concurrent.futures.ThreadPoolExecutor(1) as beside:
        check = functools.partial(sql.rules, filled, unsound, files, rows, published, memory_limit, course, vouched)
        sets = beside.submit(_timed, seconds, "sql", check)
        if sum(rows.values()) > BESIDE_ROWS:
            concurrent.futures.wait([sets])
        found += _timed(
            seconds, "great_expectations", lambda: expectations.rules({name: left[name] for name in filled}, rows, course, vouched)
        )
        found += sets.result()
    order = {name: at for at, name in enumerate(DATASETS)}
    found.sort(key=lambda rule: order[rule.dataset])
    return AuditResult(
        bool(found) and all(rule.passed for rule in found), found, rows, {engine: round(seconds[engine], 3) for engine in sorted(seconds)}
    )


def _timed(seconds: dict[str, float], engine: str, check: Callable[[], T]) -> T:
    """Return what ``check`` does, and note the seconds that ``engine`` took for it; the others may be at work at that time."""
    begin = time.perf_counter()
    found = check()
    seconds[engine] = time.perf_counter() - begin
    return found


def validate_version(lake: Lake, version: Version) -> AuditResult:
    """Audit all files of ``version`` against the contract, and against its manifest: rows, sizes and hashes, and files beside them."""
    damage = _damage(lake, version)
    files = {name: lake.addresses(version, name) for name in DATASETS}
    expected = {name: sum(file["rows"] for file in version.files if file["dataset"] == name) for name in DATASETS}
    result = audit(files, expected_rows=expected)
    return dataclasses.replace(result, passed=result.passed and all(rule.passed for rule in damage), rules=[*damage, *result.rules])


def _damage(lake: Lake, version: Version) -> list[RuleResult]:
    """Return the rule ``files`` for each dataset: every file is the one that the manifest has the SHA-256 of."""
    wrong = lake.verify(version)
    names = {**dict.fromkeys(version.datasets), **dict.fromkeys(line.split("/", 1)[0] for line in wrong)}
    found = []
    for name in names:
        lines = [line for line in wrong if line.split("/", 1)[0] == name]
        found.append(RuleResult(name, "files", "sha256", not lines, error="; ".join(lines[:EXAMPLES]) or None))
    return found
