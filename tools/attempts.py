"""Run tests in a fork of this process with other code for one module, and say whether they noticed."""

import ast
import builtins
import contextlib
import ctypes
import gc
import importlib.machinery
import importlib.util
import json
import os
import resource
import select
import shutil
import signal
import sys
import tempfile
import time
import traceback
import types
from collections.abc import Generator, Mapping, Sequence, Set
from pathlib import Path
from typing import Literal, NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("schemas", "transforms", "pipeline", "newsbeam")
MEMORY = Path("/dev/shm")  # noqa: S108 - where syncing costs nothing; the folder below it is made with a name of chance

PROCESSOR = (10.0, 5.0)
"""Seconds of its own processor time that a fork may take for a test, and how many times what the test takes without a fault."""
CLOCK = (20.0, 10.0)
"""The same by the clock, for what waits and computes nothing; a test that is not known is one of no time."""
BEGINNING = 60.0
"""Seconds by the clock until the first test begins."""
REACHED = "__reached__"
"""The set that code with probes puts the names of its functions in."""
SUBREAPER = 36
"""Of prctl(2): what a child leaves behind becomes ours, to be ended."""

Told = Literal["passed", "failed", "too long", "out of time"]


class Passed(NamedTuple):
    """A test that passes: its name, the seconds that it takes, and the functions of the module under test that it calls."""

    name: str
    seconds: float
    reached: frozenset[str] = frozenset()


class Attempt(NamedTuple):
    """What came of running tests, and those that were run through.

    ``told`` is "passed", "failed", "too long" (one took more processor time than it may) or "out of time" (one took longer by the clock than it may).
    """

    told: Told
    tests: list[Passed]


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


def probed(source: str) -> ast.Module:
    """Return the tree of ``source`` with a probe in every function, which puts the function's name into the set ``REACHED``.

    >>> print(ast.unparse(probed("class C:\\n    def f(self):\\n        return 1\\n")))
    class C:
    <BLANKLINE>
        def f(self):
            __reached__.add('C.f')
            return 1
    """
    tree = ast.parse(source)
    _probe(tree, "")
    return ast.fix_missing_locations(tree)


def _probe(node: ast.AST, around: str) -> None:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.ClassDef):
            _probe(child, f"{around}{child.name}.")
            if isinstance(child, ast.FunctionDef):
                after = ast.get_docstring(child) is not None
                child.body[after:after] = ast.parse(f"{REACHED}.add({around + child.name!r})").body
        else:
            _probe(child, around)


class _Reporter:
    """Tells the parent of each test that begins and ends, and keeps the tests in their order and within their processor time."""

    def __init__(self, tests: Sequence[Passed], pipe: int) -> None:
        self._rank = {test.name: at for at, test in enumerate(tests)}
        self._seconds = {test.name: test.seconds for test in tests}
        self._pipe = pipe
        self._start = 0.0
        self._by_fixture: dict[str, set[str]] = {}
        self.reached: set[str] = set()

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items.sort(key=lambda item: self._rank.get(item.nodeid, len(self._rank)))

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self.reached.clear()
        self._start = time.monotonic()
        _limit(PROCESSOR[0] + PROCESSOR[1] * self._seconds.get(nodeid, 0.0))
        self._say(begins=nodeid)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[object]) -> Generator[None, object, object]:
        before = set(self.reached)
        self.reached.clear()
        try:
            return (yield)
        finally:
            self._by_fixture.setdefault(fixturedef.argname, set()).update(self.reached)
            self.reached.update(before)

    def pytest_runtest_teardown(self, item: pytest.Item) -> None:
        """What a fixture calls is called by all who use it, though it is made for the first of them."""
        for name in getattr(item, "fixturenames", ()):
            self.reached.update(self._by_fixture.get(name, ()))

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        self._say(ends=nodeid, seconds=time.monotonic() - self._start, reached=sorted(self.reached))

    def _say(self, **message: object) -> None:
        os.write(self._pipe, json.dumps(message).encode() + b"\n")


def _limit(seconds: float) -> None:
    """Let this process end itself after so many more seconds of processor time."""
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time() + seconds) + 1, hard))


def _child(module: Path, code: types.CodeType, arguments: Sequence[str], reporter: _Reporter, log: Path, folder: str) -> int:
    """Run the tests in this fork, with ``code`` for ``module`` and their files in ``folder``; returns pytest's exit status."""
    gc.freeze()  # a look through what the fork shares with its parent copies it
    os.setpgrp()
    _limit(PROCESSOR[0])
    out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(out, 1)
    os.dup2(out, 2)
    os.chdir(ROOT)
    setattr(builtins, REACHED, reporter.reached)
    finder = Finder(module, code)
    if finder.name in sys.modules:
        raise RuntimeError(f"{finder.name} is loaded before the fault is in it")
    sys.meta_path.insert(0, finder)
    # Plain asserts: what rewrites them would load a module whose doctests are asked for from its file.
    told = ["-x", "-q", "-p", "no:cacheprovider", "--assert=plain", f"--basetemp={folder}", *arguments]
    return int(pytest.main(told, plugins=[reporter]))


def attempt(
    module: Path, code: types.CodeType, arguments: Sequence[str], log: Path, tests: Sequence[Passed] = (), patience: float = 1.0
) -> Attempt:
    """Run the tests that pytest finds by ``arguments`` in a fork, with ``code`` for ``module``, up to the first that fails.

    They are run in the order of ``tests``, others after them, and may take as long as ``PROCESSOR`` and ``CLOCK``, times ``patience``, say.
    What they leave running is ended.
    """
    folder = tempfile.mkdtemp(prefix="newsbeam-mutants-", dir=MEMORY if MEMORY.is_dir() else None)
    with contextlib.suppress(OSError, AttributeError):  # Linux alone has it
        ctypes.CDLL(None).prctl(SUBREAPER, 1)
    ours = _children()
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        status = 99
        try:
            os.close(reading)
            status = _child(module, code, arguments, _Reporter(tests, writing), log, folder)
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            os._exit(status)
    os.close(writing)
    try:
        return _listen(pid, reading, {test.name: CLOCK[0] + CLOCK[1] * test.seconds for test in tests}, patience)
    finally:
        os.close(reading)
        _end_all_but(ours)
        shutil.rmtree(folder, ignore_errors=True)


def _listen(pid: int, pipe: int, limits: Mapping[str, float], patience: float) -> Attempt:
    """Wait for the fork ``pid``, which tells of its tests on ``pipe``, as long as each of them may take; then end it and its group."""
    run: list[Passed] = []
    end = time.monotonic() + BEGINNING * patience
    pending, ended, status = b"", 0, 0
    while not ended and time.monotonic() < end:
        ended, status = os.waitpid(pid, os.WNOHANG)
        while select.select([pipe], [], [], 0 if ended else 0.02)[0] and (data := os.read(pipe, 1 << 16)):
            *lines, pending = (pending + data).split(b"\n")
            for message in map(json.loads, lines):
                if "begins" in message:
                    end = time.monotonic() + limits.get(message["begins"], CLOCK[0]) * patience
                else:
                    run.append(Passed(message["ends"], message["seconds"], frozenset(message["reached"])))
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
    if not ended:
        os.kill(pid, signal.SIGKILL)  # it may not have come to have a group of its own
        os.waitpid(pid, 0)
        return Attempt("out of time", run)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU:
        return Attempt("too long", run)
    return Attempt("failed" if status else "passed", run)


def _children() -> set[int]:
    """Return the processes whose parent is this one; none where the system does not say."""
    with contextlib.suppress(OSError):
        return {int(pid) for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii").split()}
    return set()


def _end_all_but(ours: Set[int]) -> None:
    """End the children of this process but ``ours``, and those that become its children by that."""
    while left := _children() - ours:
        for pid in left:
            with contextlib.suppress(ProcessLookupError, ChildProcessError):
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)


def nearest(tests: Sequence[Passed], function: str) -> list[Passed]:
    """Return ``tests`` in the order in which they are to be asked: those that call ``function`` first, and of these the quickest.

    What stands outside of functions is looked at by all that call anything of the module, or of the class.

    >>> [test.name for test in nearest([Passed("a", 2, frozenset({"f"})), Passed("b", 3, frozenset({"g"})), Passed("c", 1)], "g")]
    ['b', 'c', 'a']
    """
    known = {name for test in tests for name in test.reached}

    def reaches(test: Passed) -> bool:
        if function in known:
            return function in test.reached
        return any(function == "module" or name.startswith(f"{function}.") for name in test.reached)

    return sorted(tests, key=lambda test: (not reaches(test), test.seconds))
