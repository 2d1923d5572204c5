"""What faults of files, streams and arguments mean for each command: a documented exit code and one line, with --log_json one JSON object."""

import errno
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

import newsbeam
from pipeline import run as run_module
from pipeline.audit import sql
from pipeline.errors import InputError, InterruptError, NewsbeamError, StorageError
from pipeline.failures import failure_of
from pipeline.lakes.local import LocalLake
from pipeline.main import main
from tests.pipeline.pages import PagesRunner, pages

Capture = pytest.CaptureFixture[str]
SQL_RULES = sql.rules
Damage = Callable[[Path, pytest.MonkeyPatch], None]


def runs_of_pages(patch: pytest.MonkeyPatch) -> None:
    """Runs process pages and are audited by Arrow alone."""
    patch.setattr(run_module, "choose_runner", lambda options, context, lake, on: PagesRunner(lake, context, on))
    patch.setattr(run_module, "import_great_expectations", lambda: None)
    patch.setattr("pipeline.audit.expectations.rules", lambda *given: [])
    patch.setattr(sql, "rules", lambda *_: [])


@pytest.fixture(autouse=True)
def without_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test needs a model."""
    runs_of_pages(monkeypatch)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the lake ``lake`` in it, made from the inputs ``in``, one of which has changed since."""
    at = tmp_path_factory.mktemp("original")
    with pytest.MonkeyPatch.context() as patch:
        runs_of_pages(patch)
        assert main(["run", "--input", str(pages(at / "in", a=1, b=2)), "--output", str(at / "lake"), "--quiet"]) == 0
    pages(at / "in", a=3)
    return at


@pytest.fixture
def place(original: Path, tmp_path: Path) -> Path:
    """A copy of the original."""
    shutil.copytree(original, tmp_path, symlinks=True, dirs_exist_ok=True)
    return tmp_path


COMMANDS: dict[str, list[str]] = {
    "run": ["run", "--input", "{at}/in", "--output", "{at}/lake", "--quiet"],
    "run with --log_json": ["run", "--input", "{at}/in", "--output", "{at}/lake", "--log_json"],
    "validate": ["validate", "{at}/lake"],
    "verify": ["verify", "{at}/lake"],
    "path": ["path", "{at}/lake"],
    "gc": ["gc", "{at}/lake"],
    "recover": ["recover", "{at}/lake"],
    "sql": ["sql", "{at}/lake", "SELECT count(*), min(source_text) FROM articles"],
    "sql as csv": ["sql", "{at}/lake", "SELECT source_text FROM articles", "--format", "csv"],
    "sql as json": ["sql", "{at}/lake", "SELECT source_text FROM articles", "--format", "json"],
    "show": ["show", "{at}/lake"],
    "show ARTICLE": ["show", "{at}/lake", "b.txt"],
    "report": ["report", "{at}/lake", "--output", "{at}/site"],
    "sample": ["sample", "{at}/lake", "--output", "{at}/sheet.csv"],
}
READING = ("sql", "sql as csv", "sql as json", "show", "show ARTICLE", "report", "sample")


def call(name: str, at: Path) -> int:
    return main([part.format(at=at) for part in COMMANDS[name]])


def check(name: str, at: Path, code: int, said: str, capsys: Capture) -> None:
    """Call the command, which is to end with ``code`` and say ``said`` in one line."""
    capsys.readouterr()
    assert call(name, at) == code
    out, err = capsys.readouterr()
    if name == "run with --log_json":
        *_, last = [json.loads(line) for line in err.splitlines()]
        assert (last["event"], last["exit_code"]) == ("run_failed", code)
        assert "\n" not in last["message"]
        assert said in last["message"]
    else:
        assert out == ""
        *warnings, error = err.splitlines()  # in some the inputs lie in another folder than when they were published
        assert [line for line in warnings if not line.startswith("newsbeam: warning: 1 of 2 inputs are published already")] == []
        assert len(warnings) <= 1
        assert error.startswith("newsbeam: ")
        assert not error.startswith("newsbeam: warning: ")
        assert said in error


def articles(lake: Path) -> Path:
    (path,) = newsbeam.open(lake).version.paths("articles")
    return path


def no_lake(lake: Path, patch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(lake)


def manifest(content: bytes) -> Damage:
    def damage(lake: Path, patch: pytest.MonkeyPatch) -> None:
        (lake / "current" / "manifest.json").write_bytes(content)

    return damage


def refused(name: str, number: int) -> Damage:
    """The system refuses to open files of that name."""

    def damage(lake: Path, patch: pytest.MonkeyPatch) -> None:
        real = io.open

        def opened(file: Any, *more: Any, **named: Any) -> Any:
            if str(file).endswith(name):
                raise OSError(number, os.strerror(number), str(file))
            return real(file, *more, **named)

        patch.setattr(io, "open", opened)
        patch.setattr("builtins.open", opened)

    return damage


def truncated(lake: Path, patch: pytest.MonkeyPatch) -> None:
    articles(lake).write_bytes(articles(lake).read_bytes()[:-100])


def emptied(lake: Path, patch: pytest.MonkeyPatch) -> None:
    articles(lake).write_bytes(b"")


def garbled(lake: Path, patch: pytest.MonkeyPatch) -> None:
    content = articles(lake).read_bytes()
    articles(lake).write_bytes(content[:50] + bytes(len(content) - 4_000) + content[len(content) - 3_950 :])


def missing(lake: Path, patch: pytest.MonkeyPatch) -> None:
    articles(lake).unlink()


@pytest.mark.parametrize("command", [name for name in COMMANDS if not name.startswith("run")])
def test_no_lake(command: str, place: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    no_lake(place / "lake", monkeypatch)
    check(command, place, 5, "is no lake to read: there is no such folder", capsys)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (manifest(b""), 5), (manifest(b'{"version": 1'), 5), (manifest(b"\xff\xfe\x1b"), 5), (manifest(b"[]"), 5),
        (refused("manifest.json", errno.EACCES), 74), (refused("manifest.json", errno.EIO), 74), (refused("manifest.json", errno.EMFILE), 74),
    ],
    ids=["empty", "truncated", "not UTF-8", "of another shape", "EACCES", "EIO", "EMFILE"],
)  # fmt: skip
def test_a_manifest(command: str, damage: Damage, code: int, place: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    damage(place / "lake", monkeypatch)
    check(command, place, code, "manifest", capsys)


@pytest.mark.parametrize("command", ["run", "run with --log_json", *READING])
@pytest.mark.parametrize("damage", [truncated, emptied, garbled])
def test_a_damaged_file(command: str, damage: Damage, place: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    damage(place / "lake", monkeypatch)
    check(command, place, 5, "articles", capsys)
    assert newsbeam.resolve(place / "lake").number == 1


@pytest.mark.parametrize("command", READING)
def test_a_missing_file(command: str, place: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    missing(place / "lake", monkeypatch)
    check(command, place, 5, "articles", capsys)


@pytest.mark.parametrize("damage", [truncated, emptied, garbled, missing])
def test_commands_that_look_for_damage_find_it(damage: Damage, place: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    damage(place / "lake", monkeypatch)
    monkeypatch.setattr(sql, "rules", SQL_RULES)
    assert [call("verify", place), call("validate", place), call("path", place), call("gc", place)] == [1, 3, 0, 0]
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("command", ["run", "run with --log_json"])
def test_a_lake_removed_in_mid_run(command: str, place: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    real = PagesRunner.process

    def remove(runner: PagesRunner, work: list[Any]) -> Any:
        processed = real(runner, work)
        shutil.rmtree(place / "lake")
        return processed

    monkeypatch.setattr(PagesRunner, "process", remove)
    check(command, place, 74, "No files found", capsys)


@pytest.mark.parametrize("command", ["run", "run with --log_json"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EIO, errno.EROFS, errno.EDQUOT])
@pytest.mark.parametrize("method", ["write", "switch", "scratch", "lock"])
def test_a_store_that_refuses(
    method: str, number: int, command: str, place: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    def refuse(*_: Any, **__: Any) -> Any:
        raise OSError(number, os.strerror(number), "/lake/x\ny")

    monkeypatch.setattr(LocalLake, method, refuse)
    check(command, place, 74, f"{os.strerror(number)}: /lake/x y", capsys)
    assert newsbeam.resolve(place / "lake").number == 1


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """``small_disk(kilobytes)``: a folder with so much space."""
    folder = tmp_path / "small"
    folder.mkdir()

    def mount(size: int) -> Path:
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", str(folder)], capture_output=True, check=False)
        if done.returncode:
            pytest.skip(f"no small disk here: {done.stderr.decode().strip()}")
        return folder

    yield mount
    subprocess.run(["umount", "-l", str(folder)], capture_output=True, check=False)


@pytest.mark.parametrize("size", [4, 12, 16, 32, 128])
@pytest.mark.parametrize("command", ["run", "run with --log_json"])
def test_a_disk_that_is_full_at_the_plan_and_after(command: str, size: int, small_disk: Callable[[int], Path], capsys: Capture) -> None:
    disk = small_disk(size)
    pages(disk.parent / "in", **{f"a{number}": number for number in range(9)})
    (disk.parent / "lake").symlink_to(disk / "lake")
    (disk / "lake").mkdir()
    check(command, disk.parent, 74, "No space left on device", capsys)


def test_a_folder_that_is_nearly_a_number(place: Path) -> None:
    (place / "lake" / "versions" / "²").mkdir()
    assert [call("run", place), call("gc", place)] == [0, 0]
    assert newsbeam.resolve(place / "lake").number == 2


@pytest.mark.parametrize("command", COMMANDS)
def test_a_lake_whose_path_is_not_utf_8(command: str, place: Path, capsys: Capture) -> None:
    odd = place / os.fsdecode(b"odd\xff")
    odd.mkdir()
    shutil.move(place / "lake", odd)
    shutil.move(place / "in", odd)
    check(command, odd, 2, "is not UTF-8", capsys)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_lake_below_a_folder_that_is_not_utf_8(command: str, place: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    odd = place / os.fsdecode(b"odd\xff")
    odd.mkdir()
    shutil.move(place / "lake", odd)
    shutil.move(place / "in", odd)
    monkeypatch.chdir(odd)
    check(command, Path(), 2, "is not UTF-8", capsys)


@pytest.mark.parametrize(
    "arguments",
    [
        ["sql", "lake", "SELECT '\udcff'"], ["show", "lake", "\udcff"], ["sample", "lake", "--output", "\udcff.csv"],
        ["run", "--input", "in", "--output", "\udcff"],
    ],
)  # fmt: skip
def test_an_argument_that_is_not_utf_8(arguments: list[str], capsys: Capture) -> None:
    assert main(arguments) == 2
    assert capsys.readouterr().err.endswith("is not UTF-8\n")


def test_names_of_inputs_may_hold_any_bytes(tmp_path: Path) -> None:
    folder = pages(tmp_path / os.fsdecode(b"in\xff"), a=1)
    assert main(["run", "--input", str(folder), "--source_root", str(folder), "--output", str(tmp_path / "lake"), "--quiet"]) == 0
    assert newsbeam.open(tmp_path / "lake").sql("SELECT source_uri FROM articles").fetchall() == [("a.txt",)]


class Stream(io.StringIO):
    """A stream that the system refuses to write."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number

    def write(self, text: str) -> int:
        raise OSError(self._number, os.strerror(self._number))


SPEAKING = [name for name in COMMANDS if not name.startswith("run")]


@pytest.mark.parametrize("command", SPEAKING)
@pytest.mark.parametrize(("number", "code"), [(errno.ENOSPC, 74), (errno.EIO, 74), (errno.EPIPE, 0)])
def test_standard_output_that_cannot_be_written(
    command: str, number: int, code: int, place: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(sys, "stdout", Stream(number))
    assert call(command, place) == code
    assert capsys.readouterr().err == (f"newsbeam: standard output: {os.strerror(number)}\n" if code else "")


def test_a_run_whose_standard_error_goes_away_goes_on(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Stream(errno.EPIPE))
    assert call("run with --log_json", place) == 0
    assert newsbeam.resolve(place / "lake").number == 2


@pytest.mark.parametrize("command", COMMANDS)
def test_closed_streams(command: str, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    assert call(command, place) == 0


@pytest.mark.parametrize(
    ("stream", "said"),
    [(None, "standard input is closed"), (io.TextIOWrapper(io.BytesIO(b"SELECT '\xff'"), encoding="utf-8"), "standard input is not utf-8")],
)  # fmt: skip
def test_standard_input_that_cannot_be_read(stream: Any, said: str, place: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setattr(sys, "stdin", stream)
    assert main(["sql", str(place / "lake")]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["sample", "{at}/lake", "--output", "{at}/no/sheet.csv"], 74, "No such file or directory: "),
        (["sample", "--score", "{at}/none.csv"], 5, "cannot be read as a sheet"),
        (["sample", "--score", "{at}/binary"], 5, "cannot be read as a sheet"),
        (["sample", "--score", "{at}"], 74, "Is a directory: "),
        (["evaluate", "times", "--gold", "{at}/none"], 5, "none is no folder"),
        (["evaluate", "times", "--gold", "{at}/gold"], 5, "gold.jsonl, line 1: "),
        (["run", "--input", "{at}/none", "--output", "{at}/lake"], 5, "no input matches"),
        (["run", "--input", "@{at}/none", "--output", "{at}/lake"], 5, "No such file or directory"),
        (["run", "--input", "{at}/in", "--output", "{at}/binary"], 2, "is no folder; give a lake"),
        (["run", "--input", "{at}/in", "--output", "{at}/binary/lake"], 74, "Not a directory: "),
    ],
)  # fmt: skip
def test_other_files(arguments: list[str], code: int, said: str, place: Path, capsys: Capture) -> None:
    (place / "binary").write_bytes(b"\xff\x00\x1b[31m")
    (place / "gold").mkdir()
    (place / "gold" / "gold.jsonl").write_bytes(b'{"file": "\xff"}\n')
    capsys.readouterr()
    assert main([part.format(at=place) for part in arguments]) == code
    err = capsys.readouterr().err.splitlines()
    assert len([line for line in err if line.startswith("newsbeam: ")]) == 1
    assert said in err[-1]


@pytest.mark.parametrize("command", ["run", "run with --log_json"])
@pytest.mark.parametrize(
    ("method", "said"),
    [
        ("settle", "interrupted"), ("scratch", "interrupted; published is version 1, of run"),
        ("switch", "interrupted; published is version 1, of run"), ("remove", "interrupted; published is version 2, of run"),
    ],
)  # fmt: skip
def test_an_interruption_says_what_is_published(
    method: str, said: str, command: str, place: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    def interrupt(*_: Any, **__: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(LocalLake, method, interrupt)
    check(command, place, 130, said, capsys)
    version = newsbeam.resolve(place / "lake")
    assert version.number == (2 if method == "remove" else 1)
    record = json.loads((place / "lake" / "runs" / version.run_id / "run.json").read_text())
    assert record["status"] == "published"


def test_an_interruption_of_the_summary(place: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    def interrupt(*_: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr("pipeline.console.JsonReporter.summary", interrupt)
    check("run with --log_json", place, 130, "interrupted; published is version 2, of run", capsys)


def test_a_first_run_that_is_interrupted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    def interrupt(*_: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(PagesRunner, "process", interrupt)
    pages(tmp_path / "in", a=1)
    check("run", tmp_path, 130, "interrupted; nothing is published", capsys)


@pytest.mark.parametrize("command", [name for name in COMMANDS if not name.startswith("run")])
def test_other_commands_are_interrupted(command: str, place: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    def interrupt(*_: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr("newsbeam.resolve", interrupt)
    monkeypatch.setattr(LocalLake, "settle", interrupt)
    check(command, place, 130, "interrupted", capsys)


@pytest.mark.parametrize(
    ("error", "kind", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "/x"), StorageError, "No space left on device: /x"),
        (pa.ArrowIOError("a\nb"), StorageError, "a b"),
        (MemoryError(), NewsbeamError, "out of memory"),
        (pa.ArrowMemoryError("malloc of size 9 failed"), NewsbeamError, "out of memory"),
        (KeyboardInterrupt(), InterruptError, "interrupted"),
        (duckdb.InterruptException("x"), InterruptError, "interrupted"),
        (RuntimeError("Query interrupted"), InterruptError, "interrupted"),
        (duckdb.IOException("IO Error: a\nb"), StorageError, "IO Error: a b"),
        (duckdb.OutOfMemoryException("x"), StorageError, "x"),
        (duckdb.TransactionException("Failed to commit"), StorageError, "Failed to commit"),
        (duckdb.SerializationException("x"), StorageError, "x"),
        (duckdb.FatalException("x"), StorageError, "x"),
        (duckdb.InternalException("x"), StorageError, "x"),
        (duckdb.InvalidInputException("x"), InputError, "a file is damaged: x"),
        (duckdb.Error("TProtocolException: Invalid data"), InputError, "a file is damaged: TProtocolException: Invalid data"),
        (newsbeam.LakeError("x"), InputError, "x"),
    ],
)  # fmt: skip
def test_what_errors_mean(error: BaseException, kind: type[NewsbeamError], said: str) -> None:
    error.add_note("noted")
    failure = failure_of(error)
    assert (type(failure), str(failure), failure.__notes__ if failure else None) == (kind, said, ["noted"])


@pytest.mark.parametrize(
    "error", [ValueError("x"), AssertionError(), KeyError("x"), duckdb.BinderException("x"), duckdb.ParserException("x")]
)
def test_bugs_mean_nothing(error: BaseException) -> None:
    assert failure_of(error) is None
