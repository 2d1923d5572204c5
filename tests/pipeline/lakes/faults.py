"""A disk that dies or fails at any call: ``python -m tests.pipeline.lakes.faults`` runs the whole campaign and prints its counts.

What works on a lake runs in a child process, whose calls on the file system all go through a layer that records them, ends the process at the
n-th, or raises at it. What is left is looked at from outside: the old or the new version is published and whole, no version is lost, the next
run is right, and no leftover stays for good.

What a death at a call leaves is what the disk holds at that moment. So one child shows what deaths at all of its calls leave, of which those that
leave the same are looked at once; one call in so many kills a child indeed.
"""

import argparse
import atexit
import builtins
import contextlib
import dataclasses
import datetime
import errno
import fcntl
import functools
import gc
import hashlib
import io
import itertools
import json
import os
import pickle
import posix
import shutil
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import newsbeam
from newsbeam.manifest import MANIFEST
from pipeline import tombstones
from pipeline.compact import compact
from pipeline.erase import Erasure, erase, find
from pipeline.errors import NewsbeamError
from pipeline.lakes.local import LocalLake
from pipeline.publish import stage_rows
from schemas import Reject
from transforms.values import StagedFile

STARTED = datetime.datetime(2024, 6, 1, tzinfo=datetime.UTC)
AT_ONCE = datetime.timedelta(days=-1)
CHANGING = (
    "create",
    "write",
    "flush",
    "mkdir",
    "link",
    "symlink",
    "rename",
    "replace",
    "unlink",
    "rmdir",
    "fsync",
    "sendfile",
    "truncate",
    "utime",
)
"""Calls after which the disk is another than before; a death before any other call leaves what a death before the next of these leaves."""
READING = ("open", "stat", "lstat", "readlink", "listdir", "scandir", "flock")
ERRORS = (errno.EIO, errno.ENOSPC, errno.EMFILE)
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
"""Where lakes of the campaign lie: in memory, where that can be had, since a disk takes most of the time to sync and to remove."""
HOME: Path | None = None
"""Where the prepared lake lies; None: in a folder of its own."""
RETURNED, RAISED, REFUSED, BROKEN, DIED = 0, 3, 4, 5, -signal.SIGKILL
State = list[tuple[str, bytes | str | None, int]]
"""A name, what a file holds or a link says (None: a folder), and the place in the list of the first name of the same file."""


# ── the layer ──


class Layer:
    """Stands between this process and the file system below ``root``; ``at`` is the number of the call that does not come through, from 1.

    At that call the process ends, or, where ``error`` is given, the call raises it, and with ``lasting`` every changing call after it.
    ``before`` is called, past the layer, before each call that is counted.
    """

    def __init__(
        self,
        root: Path,
        *,
        kinds: tuple[str, ...],
        at: int = 0,
        error: int = 0,
        lasting: bool = False,
        before: Callable[[], None] | None = None,
    ) -> None:
        self._root = str(root)
        self._kinds, self._at, self._error, self._lasting, self._before = kinds, at, error, lasting, before
        self._passing, self._past = 0, False
        self._descriptors: dict[int, str] = {}
        self.calls: list[tuple[str, str]] = []
        self.counted = 0

    def install(self) -> None:
        """Take the place of the functions of ``os``, of ``open`` and of ``flock``, for the rest of this process."""
        for name in ("stat", "lstat", "readlink", "listdir", "scandir", "mkdir", "unlink", "rmdir", "truncate", "utime"):
            setattr(os, name, self._wrapped(name, getattr(os, name)))
        os.remove = os.unlink
        for name in ("link", "symlink", "rename", "replace"):  # what they make is their second argument
            setattr(os, name, self._wrapped(name, getattr(os, name), named=1))
        for name in ("fsync", "sendfile"):
            setattr(os, name, self._wrapped(name, getattr(os, name)))
        fcntl.flock = self._wrapped("flock", fcntl.flock)
        real = os.open

        def opened(path: Any, flags: int, *more: Any, **other: Any) -> int:
            kind = "create" if flags & os.O_CREAT and not os.path.exists(path) else "open"
            descriptor: int = self._call(kind, self._name(path), real, path, flags, *more, **other)
            self._descriptors[descriptor] = os.fspath(path) if isinstance(path, str | os.PathLike) else str(path)
            return descriptor

        os.open = opened
        builtins.open = io.open = functools.partial(self._open, builtins.open)
        sys.addaudithook(self._watch)

    def _open(self, real: Callable[..., Any], path: Any, mode: str = "r", *more: Any, **other: Any) -> Any:
        writes = bool(set("wxa+") & set(mode))
        stream = self._call("create" if writes else "open", self._name(path), real, path, mode, *more, **other)
        self._descriptors[stream.fileno()] = str(path)
        return _Stream(stream, self, self._name(path)) if writes else stream

    def _wrapped(self, kind: str, real: Callable[..., Any], named: int = 0) -> Callable[..., Any]:
        def call(*args: Any, **more: Any) -> Any:
            return self._call(kind, self._name(args[named] if len(args) > named else "."), real, *args, **more)

        return call

    def _name(self, path: Any) -> str | None:
        """Return the name of ``path`` below the root; None where it lies elsewhere."""
        if hasattr(path, "fileno"):
            path = path.fileno()
        text = self._descriptors.get(path, "") if isinstance(path, int) else os.fsdecode(path)
        if text.startswith("/") and not f"{text}/".startswith(f"{self._root}/"):
            return None
        return text.removeprefix(self._root).lstrip("/") or "."

    def _call(self, kind: str, name: str | None, real: Callable[..., Any], *args: Any, **more: Any) -> Any:
        if name is None or self._past:
            return real(*args, **more)
        if kind in self._kinds:
            self.counted += 1
            if self._before is not None:
                self._past = True
                self._before()
                self._past = False
            if self.counted == self._at or (self._lasting and self.counted > self._at > 0):
                if not self._error:
                    os.kill(os.getpid(), signal.SIGKILL)
                raise OSError(self._error, os.strerror(self._error), name)
        self._passing += 1
        try:
            result = real(*args, **more)
        finally:
            self._passing -= 1
        self.calls.append((kind, name))
        return result

    def _watch(self, event: str, args: tuple[Any, ...]) -> None:
        """Refuse that anything is changed past the layer."""
        names = (
            "os.rename",
            "os.link",
            "os.symlink",
            "os.mkdir",
            "os.remove",
            "os.rmdir",
            "os.truncate",
            "os.utime",
            "os.chmod",
            "os.chown",
        )
        changes = event in names or (event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
        if changes and not self._passing and str(args[0]).startswith(self._root):
            os.write(2, f"{event} {args} went past the layer\n".encode())
            posix._exit(BROKEN)


class _Stream:
    """A file that is written, whose writes are calls too."""

    def __init__(self, stream: Any, layer: Layer, name: str | None) -> None:
        self._stream, self._layer, self._name = stream, layer, name

    def write(self, content: Any) -> Any:
        return self._layer._call("write", self._name, self._stream.write, content)

    def flush(self) -> None:
        self._layer._call("flush", self._name, self._stream.flush)

    def __enter__(self) -> "_Stream":
        return self

    def __exit__(self, *raised: Any) -> None:
        self._stream.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def in_a_child(root: Path, operate: Callable[[LocalLake], Any], **how: Any) -> tuple[int, list[tuple[str, str]], int]:
    """Return how ``operate`` over the lake at ``root`` ended in a process below a :class:`Layer`, its calls, and how many were counted."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        gc.disable()  # what earlier tests left is not the child's to clear away
        code, layer = BROKEN, Layer(root, **how)
        try:
            layer.install()
            operate(LocalLake(root))
            code = RETURNED
        except NewsbeamError:
            code = REFUSED
        except OSError:
            code = RAISED
        except BaseException:
            traceback.print_exc()
        finally:
            os.write(writing, json.dumps([layer.calls, layer.counted]).encode()) if not how.get("at") else None
            posix._exit(code)  # os._exit may be another's: what measures the tests saves what it has
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read()
    _, status = os.waitpid(pid, 0)
    calls, counted = json.loads(told) if told else ([], 0)
    return os.waitstatus_to_exitcode(status), [(kind, name) for kind, name in calls], counted


# ── lakes, and what works on them ──


def staged(lake: LocalLake, run_id: str, *numbers: int) -> list[StagedFile]:
    """Stage a file of rejects for each of ``numbers``; another number, other rows."""
    rows = [Reject(f"{number}.txt", "read", "empty", "no bytes", 0, None, None, run_id, STARTED) for number in numbers]
    return [stage_rows(lake, run_id, "rejects", [row]) for row in rows]


@dataclasses.dataclass(frozen=True)
class Prepared:
    """A lake with four versions, each keeping a file of the one before, the files that two further runs staged, and what is to be erased.

    That is found once for all copies: a search changes nothing, and opening a database is half of an erasure.
    """

    root: Path
    third: list[StagedFile]
    last: list[StagedFile]
    sought: Erasure


def new_home() -> Path:
    """Return a new folder that goes when this process ends; its children leave it alone."""
    folder = tempfile.mkdtemp(prefix="newsbeam-faults-", dir=MEMORY)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


@functools.cache
def prepared() -> Prepared:
    """Make the lake that all operations start from a copy of."""
    lake = LocalLake((HOME or new_home()) / "lake")
    with lake.lock():
        for number in range(1, 5):
            base = lake.current()
            keep = [base.files[0]["path"]] if base else []
            lake.switch(f"run-{number}", base, keep, staged(lake, f"run-{number}", 10 * number, 10 * number + 1), {"schema_version": "0.2"})
            lake.write(f"runs/run-{number}/run.json", b'{"status": "published"}')
            lake.remove(f"staging/run-{number}")
        third = staged(lake, "run-5", 50, 51)
        last = staged(lake, "run-9", 90)
        lake.write("runs/run-5/run.json", b'{"status": "failed"}')
    current = lake.current()
    assert current is not None
    return Prepared(lake.root, third, last, find(lake, current, source_uris=["40.txt"]))


def published(lake: LocalLake) -> None:
    """Publish what run-5 staged, as a run does."""
    with lake.lock():
        lake.settle()
        base = lake.current()
        lake.switch("run-5", base, [base.files[0]["path"]] if base else [], prepared().third, {"schema_version": "0.2"})


def copied(lake: LocalLake) -> None:
    """Publish on a filesystem without hard links."""

    def refuse(*args: Any, **more: Any) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    os.link = refuse
    published(lake)


def collected(lake: LocalLake) -> None:
    """Remove all that may go."""
    with lake.lock():
        lake.settle()
        lake.collect_garbage(keep=2, older_than=AT_ONCE)


def compacted(lake: LocalLake) -> None:
    """Merge the small files, as the command does."""
    with lake.lock():
        lake.settle()
        current = lake.current()
        assert current is not None
        version = compact(lake, "run-6", current, STARTED)
        assert version is None or len(version.files) == 1
        lake.remove("staging/run-6")


def erased(lake: LocalLake) -> None:
    """Erase an input of the newest version, as the command does."""
    with lake.lock():
        lake.settle()
        current = lake.current()
        assert current is not None
        erase(lake, current, prepared().sought, STARTED)


def recovered(lake: LocalLake, number: int | None = None) -> None:
    """Mend the lake."""
    with lake.lock():
        lake.recover(number)


def emptied(root: Path) -> None:
    """Leave nothing but staging."""
    for name in ("versions", "runs"):
        shutil.rmtree(root / name)
    (root / "current").unlink()


def cut_off(root: Path) -> None:
    """Leave what a publication leaves that dies before its last step."""
    code, _, _ = in_a_child(root, published, kinds=("replace",), at=2)  # the first gives the manifest its name
    assert code == DIED
    assert LocalLake(root).versions()[-1] == "versions/000005"


def erased_and_cut_off(root: Path) -> None:
    """Leave what an erasure leaves that dies once its version is published, before the first of those goes that hold what is erased."""
    code, _, _ = in_a_child(root, erased, kinds=("rename",), at=2)  # the first gives the version its name
    assert code == DIED
    assert (current_number(root), len(LocalLake(root).versions())) == (5, 5)


def erased_and_lost(root: Path) -> None:
    """Lose the link then."""
    erased_and_cut_off(root)
    lost(root)


def lost(root: Path) -> None:
    """Lose the link."""
    (root / "current").unlink()


def damaged(root: Path) -> None:
    """Flip a bit of a file that the newest version alone has."""
    path = root / "versions" / "000004" / newsbeam.resolve(root).files[-1]["path"]
    assert not (root / "versions" / "000003" / newsbeam.resolve(root).files[-1]["path"]).exists()
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@dataclasses.dataclass(frozen=True)
class Operation:
    """What works on a lake: from which state, which versions may be current afterwards (0: none), and which may be gone or damaged."""

    operate: Callable[[LocalLake], Any]
    before: Callable[[Path], Any] | None
    old: int
    new: int
    may_go: frozenset[int] = frozenset()
    broken: frozenset[int] = frozenset()


OPERATIONS = {
    "the first publication": Operation(published, emptied, 0, 1),
    "a publication": Operation(published, None, 4, 5),
    "a publication without hard links": Operation(copied, None, 4, 5),
    "a publication after one that was cut off": Operation(published, cut_off, 4, 6),
    "gc": Operation(collected, None, 4, 4, may_go=frozenset((1, 2))),
    "gc after a publication that was cut off": Operation(collected, cut_off, 4, 5, may_go=frozenset((1, 2, 3))),
    "compact": Operation(compacted, None, 4, 5),
    "compact after a publication that was cut off": Operation(compacted, cut_off, 4, 6),
    "an erasure": Operation(erased, None, 4, 5, may_go=frozenset((1, 2, 3, 4))),
    "recover after an erasure that was cut off": Operation(recovered, erased_and_lost, 0, 5, may_go=frozenset((1, 2, 3, 4))),
    "recover of a lost link": Operation(recovered, lost, 0, 4),
    "recover of a damaged version": Operation(recovered, damaged, 4, 5, broken=frozenset((4,))),
    "recover of an older version": Operation(functools.partial(recovered, number=2), None, 4, 5),
}


@functools.cache
def start(before: Callable[[Path], Any] | None) -> Path:
    """Return a lake in the state that ``before`` leaves, made once and only copied from."""
    if before is None:
        return prepared().root
    root = prepared().root.parent / before.__name__
    shutil.copytree(prepared().root, root, symlinks=True)
    before(root)
    return root


@functools.cache
def held(before: Callable[[Path], Any] | None) -> dict[int, list[str]]:
    """Return :func:`whole` of the lake in that state."""
    return whole(start(before))


@contextlib.contextmanager
def fresh(operation: Operation) -> Iterator[Path]:
    """Yield a fresh lake for ``operation``, and remove it."""
    with tempfile.TemporaryDirectory(prefix="newsbeam-fault-", dir=MEMORY) as folder:
        yield Path(shutil.copytree(start(operation.before), Path(folder) / "lake", symlinks=True))


# ── what must hold ──


def current_number(root: Path) -> int:
    """Return the number of the version that readers see, which is whole; 0 where there is none."""
    return newsbeam.resolve(root).number if os.path.lexists(root / "current") else 0


def whole(root: Path) -> dict[int, list[str]]:
    """Return the hashes of the files of every version, and check that all but known damage is as its manifest says."""
    lake, found = LocalLake(root), {}
    for name in lake.versions():
        version = newsbeam.manifest.read_version((root / name).resolve())
        assert version.number == int(Path(name).name)
        found[version.number] = [file["sha256"] for file in version.files] if not lake.verify(version) else []
    return found


def state(root: Path) -> State:
    """Return all that the disk holds below ``root``: names, what files hold and links say, and which files are one under several names."""
    found: State = []
    first: dict[int, int] = {}
    for path in sorted(root.rglob("*")):
        content = os.readlink(path) if path.is_symlink() else path.read_bytes() if path.is_file() else None
        found.append((path.relative_to(root).as_posix(), content, first.setdefault(path.lstat().st_ino, len(found))))
    return found


def lay(root: Path, held: State) -> None:
    """Make the folder ``root`` with what ``held`` says."""
    root.mkdir()
    for at, (name, content, first) in enumerate(held):
        if first != at:
            os.link(root / held[first][0], root / name)
        elif content is None:
            (root / name).mkdir()
        elif isinstance(content, str):
            (root / name).symlink_to(content)
        else:
            (root / name).write_bytes(content)


def check(root: Path, operation: Operation, before: dict[int, list[str]], code: int) -> None:
    """Check the lake that a process left which ended with ``code``, then that the next run, and gc after it, are right."""
    number = current_number(root)
    after = whole(root)
    steps = {operation.old, operation.new} | ({5} if operation.before is cut_off else set())  # the run that was cut off comes first
    assert number in steps, f"version {number} is current"
    if code == RETURNED:
        assert number == operation.new
    gone = {one for one in before if one not in after}
    assert gone <= operation.may_go, f"versions {gone} are lost"
    assert all(after[one] == before[one] for one in before if one in after), "a version has changed"
    assert all(after[one] for one in after if one not in operation.broken), "a version is damaged"
    next_run(root, after)


def next_run(root: Path, before: dict[int, list[str]]) -> None:
    """Publish with what a user would type first where the run is refused, and collect garbage."""
    lake = LocalLake(root)
    with lake.lock():
        lake.settle()
        shutil.copytree(prepared().root / "staging" / "run-9", root / "staging" / "run-9", dirs_exist_ok=True)
        try:
            base = lake.current()
            assert base is None or not lake.verify(base)
        except (NewsbeamError, AssertionError):
            lake.recover()
            base = lake.current()
        seen = current_number(root)
        assert seen == (max(before, default=0) if base is None or base.number in before else base.number)
        facts = tombstones.carried(base.facts) if base else {}
        version = lake.switch("run-9", base, [file["path"] for file in base.files] if base else [], prepared().last, facts)
        assert version.number == max([*before, seen], default=0) + 1
        wanted = {file["sha256"] for file in (base.files if base else ())} | {file.sha256 for file in prepared().last}
        assert {file["sha256"] for file in version.files} == wanted
        assert lake.verify(version) == []
        lake.collect_garbage(keep=1, older_than=AT_ONCE)
        assert lake.versions() == [f"versions/{version.number:06}"]
        assert newsbeam.resolve(root) == version
        assert lake.verify(version) == []
    left = sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if not path.is_relative_to(root / "versions"))
    runs = [name for name in left if name.startswith("runs")]
    listed, marks = root / tombstones.NAME, tombstones.carried(version.facts).get(tombstones.FACT, [])
    assert (tombstones.read(listed.read_bytes()) if listed.exists() else set()) == set(marks)
    assert [name for name in left if name not in (*runs, tombstones.NAME)] == [".lock", "current", "staging"]
    assert not [name for name in runs if "run-5" in name]
    assert os.listdir(root / "versions") == [f"{version.number:06}"]
    assert (version.path / MANIFEST).is_file()


def counted(operation: Operation, kinds: tuple[str, ...]) -> int:
    """Return how many calls of ``kinds`` an undisturbed ``operation`` makes; the lake is right after it."""
    with fresh(operation) as root:
        code, _, count = in_a_child(root, operation.operate, kinds=kinds)
        assert code == RETURNED
        check(root, operation, held(operation.before), code)
    return count


def disturbed(operation: Operation, seen: set[bytes], **how: Any) -> int:
    """Run ``operation`` below a layer and check what it leaves, where that is not among what was ``seen``; returns how it ended."""
    with fresh(operation) as root:
        code, _, _ = in_a_child(root, operation.operate, **how)
        assert code in (RETURNED, RAISED, REFUSED, DIED), (code, how)
        left = hashlib.sha256(repr((code == RETURNED, state(root))).encode()).digest()
        if left not in seen:
            try:
                check(root, operation, held(operation.before), code)
            except Exception as error:
                raise AssertionError(f"at call {how['at']}, {how}, ended with {code}: {error!r}") from error
            seen.add(left)
    return code


def kills(operation: Operation, *, every: int = 1) -> int:
    """Kill ``operation`` before each call that changes something, or look at what that leaves: one child in ``every`` dies.

    Returns how many calls there were.
    """
    number = counted(operation, CHANGING)
    states: dict[int, State] = {}
    with fresh(operation) as root:
        kept, calls = root.parent / "states", itertools.count(1)

        def look() -> None:
            at, now = next(calls), state(root)
            if not states or now != list(states.values())[-1]:
                states[at] = now
            if at == number:
                kept.write_bytes(pickle.dumps(states))

        code, _, _ = in_a_child(root, operation.operate, kinds=CHANGING, before=look)
        assert code == RETURNED
        for at, left in pickle.loads(kept.read_bytes()).items():
            lay(root.parent / f"{at}", left)
            try:
                check(root.parent / f"{at}", operation, held(operation.before), DIED)
            except Exception as error:
                raise AssertionError(f"after a death at call {at}: {error!r}") from error
    deaths = range(every, number + 1, every)
    assert [at for at in deaths if disturbed(operation, set(), kinds=CHANGING, at=at) != DIED] == []
    return number


def failures(operation: Operation, errors: tuple[int, ...] = ERRORS, *, every: int = 1) -> int:
    """Let each call (or one in ``every``) of ``operation`` fail with each of ``errors``, once and for good; returns how many failures there were."""
    done = 0
    seen: set[bytes] = set()
    for kinds, lasting in (((*CHANGING, *READING), False), (CHANGING, True)):
        for at in range(1, counted(operation, kinds) + 1):
            for error in errors:
                done += 1
                if done % every == 0:
                    disturbed(operation, seen, kinds=kinds, at=at, error=error, lasting=lasting)
    return -(-(done - every + 1) // every)


def main() -> None:
    """Run the campaign."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--every", type=int, default=1, help="of the failing calls one in so many (4 takes all errors in turn)")
    every = parser.parse_args().every
    total = [0, 0]
    for name, operation in OPERATIONS.items():
        found = kills(operation), failures(operation, every=every)
        total = [before + more for before, more in zip(total, found, strict=True)]
        print(f"{name:<42} {found[0]:>5} kills {found[1]:>6} failing calls", flush=True)
    print(f"{'all':<42} {total[0]:>5} kills {total[1]:>6} failing calls")


if __name__ == "__main__":
    main()
