"""Put small faults into a module, one at a time, and see whether its tests notice.

    python -m tools.mutants                           # all modules of TESTS, a sample of each; writes build/mutants.json
    python -m tools.mutants schemas/contract.py --all     # every fault of one module
    python -m tools.mutants schemas/contract.py --again   # those that survived last time and change something
    python -m tools.mutants --report                      # the tables of benchmarks/mutants.md

Each fault is tried in a fork of a process that has imported the libraries already, without touching a file: the fork loads the module with the
fault in it and runs the module's tests up to the first that fails, those that call the function with the fault first, the quickest of these first
of all. Before that they must pass without a fault, in the order of their files and the quickest first. A test that takes far more processor time
than without the fault has noticed it ("too long"). One that waits until its time by the clock is over is tried once more with twice that time,
since a busy machine looks the same; it has noticed where that repeats itself ("waits for ever").
"""

import argparse
import collections
import importlib
import json
import math
import random
import subprocess
import sys
import time
import types
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tools.attempts import ROOT, Passed, attempt, nearest, probed, unaffected
from tools.mutations import Mutation, mutations

RESULTS = ROOT / "build" / "mutants.json"
REASONS = ROOT / "benchmarks" / "mutants.tsv"
"""Faults that change nothing a caller can see, with the reason: module, function, what stands there, what is put there, why."""

SAMPLE = 80
"""Faults of a module that are tried unless all are asked for."""
SEED = 12
LONGEST = 160
"""Characters of what stands and what is put there that are named."""
NOTICED = {"failed", "too long", "waits for ever"}
LIBRARIES = ("apache_beam", "duckdb", "great_expectations", "hypothesis", "pandas", "pyarrow.parquet", "pytest", "rich.console", "spacy")

TESTS: Mapping[str, tuple[str, ...]] = {
    "schemas/contract.py": (
        "schemas/contract.py", "tests/schemas/test_contract.py",
        "tests/pipeline/audit/test_set_rules.py::test_the_row_contract_and_the_database_flag_the_same_rows",
        "tests/pipeline/audit/test_set_rules.py::test_what_is_read_twice_is_found_by_the_contract_and_by_the_database",
    ),
    "schemas/set_rules.py": (
        "schemas/set_rules.py", "tests/pipeline/audit/test_set_rules.py", "tests/pipeline/audit/test_sql.py", "tests/schemas/test_reference.py",
    ),
    "pipeline/audit/__init__.py": ("tests/pipeline/audit/test_audit.py",),
    "pipeline/audit/arrow.py": ("tests/pipeline/audit/test_arrow.py",),
    "pipeline/audit/expectations.py": ("tests/pipeline/audit/test_expectations.py",),
    "pipeline/audit/report.py": ("tests/pipeline/audit/test_report.py",),
    "pipeline/audit/results.py": ("tests/pipeline/audit/test_results.py", "tests/pipeline/audit/test_arrow.py"),
    "pipeline/audit/sql.py": ("tests/pipeline/audit/test_sql.py",),
    "transforms/checks/results.py": ("tests/transforms/checks/test_results.py", "tests/pipeline/audit/test_arrow.py"),
    "transforms/checks/rows.py": ("tests/pipeline/audit/test_arrow.py",),
    "transforms/checks/sets.py": ("tests/pipeline/audit/test_sql.py",),
    "transforms/checks/words.py": ("tests/pipeline/audit/test_words.py",),
    "pipeline/audit/words.py": ("tests/pipeline/audit/test_words.py",),
    "pipeline/inventory.py": ("tests/pipeline/test_inventory.py",),
    "pipeline/publish.py": ("tests/pipeline/test_publish.py",),
    "pipeline/run.py": ("tests/pipeline/test_run_of_pages.py",),
    "pipeline/lakes/__init__.py": ("tests/pipeline/lakes/test_protocol.py",),
    "pipeline/lakes/protocol.py": ("tests/pipeline/lakes/test_protocol.py",),
    "pipeline/lakes/disk.py": ("tests/pipeline/lakes/test_disk.py",),
    "pipeline/lakes/local.py": (
        "tests/pipeline/lakes/test_local.py", "tests/pipeline/lakes/test_recovery.py",
        *(f"tests/pipeline/lakes/test_crashes.py::{name}" for name in (
            "test_what_a_publication_asks_of_the_disk_and_when", "test_a_version_loses_its_name_for_good_before_its_files",
            "test_a_lake_that_is_locked_while_it_vanishes_is_made_anew",
            "test_an_empty_lake_vanishes_with_the_folders_that_were_made_for_it", "test_a_lake_is_never_emptied_by_its_lock",
        )),
        "--deselect=tests/pipeline/lakes/test_local.py::test_a_polling_reader_never_sees_a_partial_state",
    ),
    "pipeline/runners/local.py": ("tests/pipeline/runners/test_pool.py",),
    "pipeline/runners/process.py": ("tests/pipeline/runners/test_process.py",),
}  # fmt: skip
"""By module: what pytest is asked to run for it."""


def label(module: str, fault: Mutation) -> str:
    """Return a name of a fault that lasts while lines move: module, function, what stands there, what is put there; tabs between."""
    return "\t".join((module, fault.function, *_around_the_change(*(" ".join(text.split()) for text in (fault.before, fault.after)))))


def _around_the_change(before: str, after: str) -> tuple[str, str]:
    """Return both texts, of long ones what stands around the first character that differs.

    >>> _around_the_change("a" * 200 + "b" * 200, "a" * 200 + "c") == ("a" * 80 + "b" * 80, "a" * 80 + "c")
    True
    """
    if max(len(before), len(after)) <= LONGEST:
        return before, after
    same = next((at for at, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), min(len(before), len(after)))
    start = max(0, same - LONGEST // 2)
    return before[start : start + LONGEST], after[start : start + LONGEST]


def faults(module: str) -> list[tuple[str, Mutation]]:
    """Return the faults of ``module`` with their names, each name once."""
    seen: collections.Counter[str] = collections.Counter()
    found = []
    for fault in mutations((ROOT / module).read_text(encoding="utf-8")):
        name = label(module, fault)
        seen[name] += 1
        found.append((name if seen[name] == 1 else f"{name} #{seen[name]}", fault))
    return found


def chosen(module: str, options: argparse.Namespace, before: Mapping[str, str]) -> list[tuple[str, Mutation]]:
    """Return the faults to try: a sample that the seed fixes, or all, or those that survived ``before`` and change something."""
    every = faults(module)
    if options.again:
        known = reasons()
        return [(name, fault) for name, fault in every if before.get(name) == "passed" and name not in known]
    if options.all or len(every) <= options.sample:
        return every
    kept = sorted(random.Random(SEED).sample(range(len(every)), options.sample))  # noqa: S311 - a sample, no secret
    return [every[at] for at in kept]


def known_tests(path: Path, source: str, arguments: Sequence[str], log: Path) -> list[Passed]:
    """Return the tests that pytest finds by ``arguments``, with their seconds and what they call of the module at ``path``.

    Raises SystemExit unless they pass, both in the order of their files and the quickest first.
    """
    first = attempt(path, compile(probed(source), str(path), "exec"), arguments, log, patience=30)
    told = first.told
    if told == "passed":
        told = attempt(path, compile(source, str(path), "exec"), arguments, log, nearest(first.tests, "module")).told
    if told != "passed":
        raise SystemExit(f"the tests of {path} fail without a fault: see {log}")
    return first.tests


def campaign(module: str, options: argparse.Namespace, results: dict[str, dict[str, str]]) -> None:
    """Try faults of ``module`` and keep in ``results`` what became of each."""
    path, arguments = ROOT / module, TESTS[module]
    source = path.read_text(encoding="utf-8")
    log = RESULTS.with_name("mutants.log")
    tests = known_tests(path, source, arguments, log)
    of_module = results.setdefault(module, {})
    tried = chosen(module, options, of_module)
    there = {name for name, _ in faults(module)} if options.again else set()
    for name in of_module.keys() - there:  # the code has changed since, or all is tried anew
        del of_module[name]
    print(f"{module}: {len(tried)} faults, {len(tests)} tests in {sum(test.seconds for test in tests):.1f} s", flush=True)
    start = time.monotonic()
    for name, fault in tried:
        code = compile(fault.put_into(source), str(path), "exec")
        of_module[name] = judged(path, code, arguments, log, nearest(tests, fault.function))
        if of_module[name] != "failed":
            print(f"  {of_module[name]}, line {fault.line}: {name.partition(chr(9))[2].replace(chr(9), ' | ')}", flush=True)
        RESULTS.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"  {sum(of_module[name] in NOTICED for name, _ in tried)} noticed, in {time.monotonic() - start:.0f} s", flush=True)


def judged(path: Path, code: types.CodeType, arguments: Sequence[str], log: Path, tests: Sequence[Passed]) -> str:
    """Return what became of ``code``, put in for the module at ``path``: "passed", or one of ``NOTICED``."""
    told = attempt(path, code, arguments, log, tests).told
    if told != "out of time":
        return told
    told = attempt(path, code, arguments, log, tests, patience=2).told
    return "waits for ever" if told == "out of time" else told


def wilson(hits: int, number: int) -> tuple[float, float]:
    """Return the 95 % interval of a share of which ``hits`` of ``number`` were seen.

    >>> [round(end, 3) for end in wilson(95, 100)]
    [0.888, 0.978]
    """
    if not number:
        return 0.0, 1.0
    z, share = 1.96, hits / number
    middle = share + z * z / (2 * number)
    reach = z * math.sqrt(share * (1 - share) / number + z * z / (4 * number * number))
    return tuple(max(0.0, min(1.0, (middle + sign * reach) / (1 + z * z / number))) for sign in (-1, 1))  # type: ignore[return-value]


def reasons() -> dict[str, str]:
    """Return why a fault changes nothing that a caller can see, by its name."""
    lines = REASONS.read_text(encoding="utf-8").splitlines() if REASONS.exists() else []
    pairs = [line.rpartition("\t") for line in lines if line and not line.startswith("#")]
    return {name: reason for name, _, reason in pairs}


def report(results: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """Yield the lines of benchmarks/mutants.md: a table of modules, with the interval of its last share, then the faults that no test notices."""
    known = reasons()
    titles = ("faults", "tried", "noticed", "by time alone", "change nothing", "not noticed", "of all", "of those that change something")
    yield f"| module | {' | '.join(titles)} | 95 % interval |"
    yield f"| --- |{' --: |' * len(titles)} --- |"
    left = []
    for module in TESTS:
        tried = results.get(module, {})
        if not tried:
            yield f"| `{module}` | {len(faults(module))} | 0 | | | | | not measured | | |"
            continue
        survived = [name for name, told in tried.items() if told == "passed"]
        alike = [name for name in survived if name in known]
        noticed, counted = len(tried) - len(survived), len(tried) - len(alike)
        timed = sum(told in NOTICED and told != "failed" for told in tried.values())
        low, high = wilson(noticed, counted)
        yield (
            f"| `{module}` | {len(faults(module))} | {len(tried)} | {noticed} | {timed} | {len(alike)} | {len(survived) - len(alike)} | "
            f"{noticed / len(tried):.1%} | {noticed / max(counted, 1):.1%} | {low:.1%} to {high:.1%} |"
        )
        left += [(name, known.get(name, "not noticed")) for name in survived]
    yield from ("", "| module | function | stands there | put there | reason |", "| --- | --- | --- | --- | --- |")
    for name, reason in left:
        module, function, before, after = (part.replace("|", "\\|") for part in name.split("\t"))
        yield f"| `{module}` | `{function}` | `{before}` | `{after}` | {reason} |"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a campaign, or report the last one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="*", choices=[*TESTS, []], help="those of TESTS, or all")
    parser.add_argument("--all", action="store_true", help="every fault, not a sample")
    parser.add_argument("--again", action="store_true", help="only the faults that survived last time, without those that change nothing")
    parser.add_argument("--sample", type=int, default=SAMPLE, help="faults of a module to try (default: %(default)s)")
    parser.add_argument("--report", action="store_true", help="print the tables of the last results")
    options = parser.parse_args(arguments)
    RESULTS.parent.mkdir(exist_ok=True)
    results: dict[str, Any] = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    if options.report:
        _print(report(results))
    elif len(options.modules) == 1:
        (module,) = options.modules
        for name in (*LIBRARIES, *unaffected(ROOT / module)):
            importlib.import_module(name)
        campaign(module, options, results)
    else:
        given = list(sys.argv[1:] if arguments is None else arguments)
        for module in options.modules or TESTS:
            flags = [word for word in given if word not in options.modules]
            subprocess.run([sys.executable, "-m", "tools.mutants", module, *flags], check=True)


def _print(lines: Iterable[str]) -> None:
    print("\n".join(lines))


if __name__ == "__main__":
    main()
