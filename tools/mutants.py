"""Put small faults into a module, one at a time, and see whether its tests notice.

    python -m tools.mutants                           # all modules of TESTS, a sample of each; writes build/mutants.json
    python -m tools.mutants schemas/contract.py --all     # every fault of one module
    python -m tools.mutants schemas/contract.py --again   # those that survived last time
    python -m tools.mutants --report > benchmarks/mutants.md

Each fault is tried in a fork of a process that has imported the libraries already, without touching a file: the fork loads the module with the
fault in it and runs the module's tests up to the first that fails. Before that they must pass without a fault. A fork that outlives its limit of
processor time or of the clock has noticed, too.
"""

import argparse
import ast
import collections
import contextlib
import gc
import importlib
import importlib.machinery
import importlib.util
import json
import math
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import types
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tools.mutations import Mutation, mutations

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "build" / "mutants.json"
REASONS = ROOT / "benchmarks" / "mutants.tsv"
"""Faults that change nothing a caller can see, with the reason: module, function, what stands there, what is put there, why."""

SAMPLE = 80
"""Faults of a module that are tried unless all are asked for."""
SEED = 12
LIBRARIES = ("apache_beam", "duckdb", "great_expectations", "hypothesis", "pandas", "pyarrow.parquet", "pytest", "rich.console", "spacy")
PACKAGES = ("schemas", "transforms", "pipeline", "newsbeam")
MEMORY = Path("/dev/shm")  # noqa: S108 - where syncing costs nothing; the folder below it is made with a name of chance
LONGEST = 240
"""Seconds by the clock that a fork may take, however busy the machine is."""

TESTS: Mapping[str, tuple[str, ...]] = {
    "schemas/contract.py": ("schemas/contract.py", "tests/schemas/test_contract.py"),
    "schemas/set_rules.py": ("schemas/set_rules.py", "tests/pipeline/audit/test_set_rules.py", "tests/pipeline/audit/test_sql.py"),
    "pipeline/audit/__init__.py": ("tests/pipeline/audit/test_audit.py",),
    "pipeline/audit/arrow.py": ("tests/pipeline/audit/test_arrow.py",),
    "pipeline/audit/expectations.py": ("tests/pipeline/audit/test_expectations.py",),
    "pipeline/audit/report.py": ("tests/pipeline/audit/test_report.py",),
    "pipeline/audit/results.py": ("tests/pipeline/audit/test_results.py", "tests/pipeline/audit/test_arrow.py"),
    "pipeline/audit/sql.py": ("tests/pipeline/audit/test_sql.py",),
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
    "pipeline/runners/process.py": ("tests/pipeline/runners/test_process.py", "tests/pipeline/runners/test_pool.py"),
}  # fmt: skip
"""By module: what pytest is asked to run for it."""


class Loader(importlib.machinery.SourceFileLoader):
    """Loads one module from the code that it is given."""

    def __init__(self, name: str, path: str, code: types.CodeType) -> None:
        super().__init__(name, path)
        self._code = code

    def get_code(self, fullname: str) -> types.CodeType:
        """Return the code, whatever the file holds."""
        return self._code


class Finder:
    """Finds one module, before anybody else does."""

    def __init__(self, path: Path, code: types.CodeType) -> None:
        self.name = _name(path)
        self._path, self._code = path, code

    def find_spec(self, name: str, path: object = None, target: object = None) -> importlib.machinery.ModuleSpec | None:
        """Return how the module is loaded; None for all others."""
        if name != self.name:
            return None
        folder = [str(self._path.parent)] if self._path.name == "__init__.py" else None
        loader = Loader(name, str(self._path), self._code)
        return importlib.util.spec_from_file_location(name, self._path, loader=loader, submodule_search_locations=folder)


def _name(path: Path) -> str:
    """Return the import name of a module of ours."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imports(path: Path) -> set[str]:
    """Return what a module may import: every name that its import statements could mean, and the packages around it."""
    found = {_name(path).rpartition(".")[0]}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found | {name.rpartition(".")[0] for name in found}


def unaffected(module: Path) -> list[str]:
    """Return the names of our modules that do not import ``module``, nor anything that does: they are the same in every fork."""
    paths = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py") if path.stem not in ("__main__", "own_packages")]
    imports = {_name(path): _imports(path) for path in paths}
    reached = {_name(module)}
    while more := {name for name, needs in imports.items() if name not in reached and needs & reached}:
        reached |= more
    return sorted(set(imports) - reached)


def _child(module: Path, code: types.CodeType, arguments: Sequence[str], seconds: int, log: Path, folder: str) -> int:
    """Run the tests in this fork, with ``code`` for ``module`` and their files in ``folder``; returns pytest's exit status."""
    os.setpgrp()
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(out, 1)
    os.dup2(out, 2)
    os.chdir(ROOT)
    finder = Finder(module, code)
    if finder.name in sys.modules:
        raise RuntimeError(f"{finder.name} is loaded before the fault is in it")
    sys.meta_path.insert(0, finder)
    import pytest

    # Plain asserts: what rewrites them would load a module whose doctests are asked for from its file.
    return int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "--assert=plain", f"--basetemp={folder}", *arguments]))


def attempt(module: Path, code: types.CodeType, arguments: Sequence[str], seconds: int, log: Path) -> tuple[str, float]:
    """Run the tests ``arguments`` in a fork with ``code`` for ``module``.

    Returns "passed", "failed" or "too long", and the seconds of processor time that it took, those of its own children included.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    folder = tempfile.mkdtemp(prefix="newsbeam-mutants-", dir=MEMORY if MEMORY.is_dir() else None)
    pid = os.fork()
    if pid == 0:
        status = 99
        try:
            status = _child(module, code, arguments, seconds, log, folder)
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            os._exit(status)
    end = time.monotonic() + LONGEST
    while time.monotonic() < end:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            break
        time.sleep(0.02)
    else:
        status = signal.SIGKILL
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
    if status == signal.SIGKILL:
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, 0)
    shutil.rmtree(folder, ignore_errors=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    took = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return ("too long" if os.WIFSIGNALED(status) else "failed" if status else "passed"), took


def label(module: str, fault: Mutation) -> str:
    """Return a name of a fault that lasts while lines move: module, function, what stands there, what is put there; tabs between."""
    return "\t".join((module, fault.function, *(" ".join(text.split())[:160] for text in (fault.before, fault.after))))


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
    """Return the faults to try: a sample that the seed fixes, or all, or those that survived ``before``."""
    every = faults(module)
    if options.again:
        return [(name, fault) for name, fault in every if before.get(name) == "passed"]
    if options.all or len(every) <= options.sample:
        return every
    kept = sorted(random.Random(SEED).sample(range(len(every)), options.sample))  # noqa: S311 - a sample, no secret
    return [every[at] for at in kept]


def campaign(module: str, options: argparse.Namespace, results: dict[str, dict[str, str]]) -> None:
    """Try faults of ``module`` and keep in ``results`` what became of each."""
    path, arguments = ROOT / module, TESTS[module]
    source = path.read_text(encoding="utf-8")
    log = RESULTS.with_name("mutants.log")
    told, took = attempt(path, compile(source, str(path), "exec"), arguments, 600, log)
    if told != "passed":
        raise SystemExit(f"the tests of {module} fail without a fault: see {log}")
    limit = math.ceil(3 * took) + 10
    of_module = results.setdefault(module, {})
    tried = chosen(module, options, of_module)
    if not options.again:
        of_module.clear()
    print(f"{module}: {len(tried)} faults, {took:.1f} s for its tests", flush=True)
    for name, fault in tried:
        code = compile(fault.put_into(source), str(path), "exec")
        of_module[name], _ = attempt(path, code, arguments, limit, log)
        if of_module[name] == "passed":
            print(f"  survived, line {fault.line}: {name.partition(chr(9))[2].replace(chr(9), ' | ')}", flush=True)
        RESULTS.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


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
    """Yield the lines of benchmarks/mutants.md: a table of modules, then the faults that no test notices."""
    known = reasons()
    yield "| module | faults | tried | noticed | equivalent | not noticed | noticed of those that change something | 95 % interval |"
    yield "| --- | --: | --: | --: | --: | --: | --: | --- |"
    left = []
    for module in TESTS:
        tried = results.get(module, {})
        if not tried:
            yield f"| `{module}` | {len(faults(module))} | 0 | | | | not measured | |"
            continue
        survived = [name for name, told in tried.items() if told == "passed"]
        alike = [name for name in survived if name in known]
        noticed, counted = len(tried) - len(survived), len(tried) - len(alike)
        low, high = wilson(noticed, counted)
        yield (
            f"| `{module}` | {len(faults(module))} | {len(tried)} | {noticed} | {len(alike)} | {len(survived) - len(alike)} | "
            f"{noticed / max(counted, 1):.1%} | {low:.1%} to {high:.1%} |"
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
    parser.add_argument("--again", action="store_true", help="only the faults that survived last time")
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
        gc.freeze()  # a fork that looks through all of it copies it
        campaign(module, options, results)
        gc.unfreeze()
    else:
        given = list(sys.argv[1:] if arguments is None else arguments)
        for module in options.modules or TESTS:
            flags = [word for word in given if word not in options.modules]
            subprocess.run([sys.executable, "-m", "tools.mutants", module, *flags], check=True)


def _print(lines: Iterable[str]) -> None:
    print("\n".join(lines))


if __name__ == "__main__":
    main()
