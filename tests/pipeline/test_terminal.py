"""The door: what a terminal would obey is inert, rows to a file are raw, and what happens to the streams has its meaning."""

import errno
import io
import json
import logging
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from rich.progress import Progress
from rich.table import Table
from rich.text import Text

from pipeline import terminal
from pipeline.errors import StorageError, UsageError

Capture = pytest.CaptureFixture[str]
ROOT = Path(__file__).parents[2]

OBEYED = [
    *range(0x20),
    *range(0x7F, 0xA0),
    0xAD,
    0x61C,
    0x200B,
    0x200E,
    0x200F,
    *range(0x2028, 0x202F),
    *range(0x2066, 0x206A),
    0xFEFF,
    0xE0041,
]
HARMLESS = "aż東京 🚢\u00a0\u2009'\"\\"


@pytest.fixture(autouse=True)
def sentences() -> Any:
    terminal.begin(log_json=False)
    yield
    terminal.begin(log_json=False)


@pytest.mark.parametrize("number", OBEYED)
def test_every_character_that_a_terminal_obeys_is_escaped(number: int, capsys: Capture) -> None:
    character = chr(number)
    escaped = json.dumps(character)[1:-1]
    assert terminal.inert(f"a{character}b") == f"a{escaped}b"
    assert terminal.blank(f"a{character}b", lines=False) == "a b"
    assert character not in terminal.one_line(f"a{character}b")
    terminal.failed(UsageError(f"a{character}b"))
    terminal.say(f"a{character}b")
    out, err = capsys.readouterr()
    assert (out, err) == (("a\nb\n", "newsbeam: a\n  b\n") if character == "\n" else (f"a{escaped}b\n", f"newsbeam: a{escaped}b\n"))


def test_what_no_terminal_obeys_stays() -> None:
    assert terminal.inert(HARMLESS) == terminal.blank(HARMLESS) == terminal.message(HARMLESS) == HARMLESS


@pytest.mark.parametrize(("is_terminal", "written"), [(True, "a\\u001b[31m\\nb\\u202e\n"), (False, "a\x1b[31m\nb\u202e\n")])
def test_rows_are_raw_in_a_file_and_inert_on_a_terminal(is_terminal: bool, written: str, monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.StringIO()
    monkeypatch.setattr(out, "isatty", lambda: is_terminal, raising=False)
    monkeypatch.setattr(sys, "stdout", out)
    terminal.data("a\x1b[31m\nb\u202e")
    assert out.getvalue() == written


@pytest.mark.parametrize("stderr", [False, True])
def test_what_rich_prints_is_inert_and_no_markup(stderr: bool, capsys: Capture) -> None:
    console = terminal.screen(stderr=stderr, width=60)
    console.print("[red]x[/red]\x1b[31m")
    console.print(Text("y\u202e\x9b"))
    table = Table("a long title", box=None)
    table.add_row("z\x1b[2J")
    console.print(table)
    told = capsys.readouterr()
    lines = [line.strip() for line in told[stderr].splitlines()]
    assert lines == ["[red]x[/red]\\u001b[31m", "y\\u202e\\u009b", "a long title", "z\\u001b[2J"]
    assert told[not stderr] == ""


def test_what_rich_tells_the_terminal_passes(capsys: Capture) -> None:
    console = terminal.screen(force_terminal=True, width=60)
    with Progress(console=console) as progress:
        progress.add_task("wörk\x1b[2J")
    text = capsys.readouterr().out
    assert "wörk" in text
    assert "\x1b[2J" not in text
    assert "\x1b[?25l" in text  # the cursor is hidden meanwhile


def test_with_log_json_standard_error_holds_json_alone(capsys: Capture) -> None:
    terminal.begin(log_json=True)
    error = UsageError("a\nb\x1b")
    error.add_note("noted")
    terminal.failed(error)
    terminal.complain("usage: newsbeam")
    terminal._Handler().handle(logging.LogRecord("lib", logging.WARNING, "", 0, "%s\u2028", ("x",), None))
    terminal._uncaught(ValueError, ValueError("bug\x1b"), None)
    out, err = capsys.readouterr()
    assert out == ""
    assert err.isascii()
    lines = [json.loads(line) for line in err.splitlines()]
    assert [(line["event"], line["level"], line["message"]) for line in lines] == [
        ("run_failed", "error", "a\nb\x1b; noted"), ("log", "warning", "x\u2028"), ("bug", "error", "bug\x1b"),
    ]  # fmt: skip
    assert lines[0]["exit_code"] == 2


def test_logs_and_uncaught_exceptions_are_inert(capsys: Capture) -> None:
    terminal._Handler().handle(logging.LogRecord("lib", logging.WARNING, "", 0, "%s\x1b[2J", ("x",), None))
    terminal._Handler().handle(logging.LogRecord("lib", logging.WARNING, "", 0, "%d\x1b", ("x",), None))
    terminal._uncaught(ValueError, ValueError("bug\x1b[31m"), None)
    assert capsys.readouterr().err == "WARNING lib: x\\u001b[2J\nWARNING lib: %d\\u001b\nValueError: bug\\u001b[31m\n"


class _Refusing(io.StringIO):
    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number

    def write(self, text: str) -> int:
        raise OSError(self._number, os.strerror(self._number))


def test_a_full_disk_behind_standard_output_is_a_storage_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", _Refusing(errno.ENOSPC))
    for write in (terminal.say, terminal.data, terminal.screen().print):
        with pytest.raises(StorageError, match=r"^standard output: No space left on device$"):
            write("x")


def test_a_reader_that_went_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", _Refusing(errno.EPIPE))
    for write in (terminal.say, terminal.data, terminal.screen().print):
        with pytest.raises(terminal.ReaderGoneError):
            write("x")


@pytest.mark.parametrize("number", [errno.EPIPE, errno.ENOSPC, errno.EIO])
def test_nothing_that_happens_to_standard_error_ends_anything(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", _Refusing(number))
    terminal.complain("x")
    terminal.failed(UsageError("x"))
    terminal.event("x")
    terminal.screen(stderr=True).print("x")


@pytest.mark.parametrize("closed", [None, "closed"])
def test_closed_streams(closed: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = None
    if closed:
        stream = io.StringIO()
        stream.close()
    monkeypatch.setattr(sys, "stderr", stream)
    terminal.complain("x")
    terminal.screen(stderr=True).print("x")
    monkeypatch.setattr(sys, "stdout", None)
    terminal.say("x")
    terminal.data("x")
    terminal.screen().print("x")
    terminal.flush()


def test_nothing_is_written_when_python_lets_go_of_the_streams() -> None:
    """Which from Python 3.13 on, and before with -X dev, tells of what goes wrong then."""
    code = "import sys; from pipeline import terminal; sys.stdout.close(); del terminal._OUT"
    done = subprocess.run([sys.executable, "-X", "dev", "-W", "ignore", "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


CLOSED = """
import os, pathlib, sys
from pipeline import terminal
terminal.guard_the_process()
pathlib.Path(sys.argv[1]).write_text(str(os.open("/dev/null", os.O_RDONLY)))
"""


def test_the_number_of_a_closed_stream_goes_to_no_other_file(tmp_path: Path) -> None:
    command = f'"$0" -c "$1" {tmp_path}/number <&- >&- 2>&-'
    subprocess.run(["sh", "-c", command, sys.executable, CLOSED], cwd=ROOT, check=True)
    assert int((tmp_path / "number").read_text()) >= 3


def test_a_bug_of_the_whole_command_is_inert_at_a_terminal() -> None:
    """Its traceback goes through the door, and its exit code is 1."""
    throw = "(_ for _ in ()).throw(ValueError(chr(27) + '[31mX'))"
    code = f"from pipeline import main; main._COMMANDS['path'] = lambda *_: {throw}; main.command()"
    master, slave = pty.openpty()
    process = subprocess.Popen([sys.executable, "-c", code, "path", "lake"], cwd=ROOT, stdin=slave, stdout=slave, stderr=slave)
    os.close(slave)
    seen = b""
    while True:
        try:
            seen += os.read(master, 65536)
        except OSError:
            break
    os.close(master)
    assert process.wait() == 1
    assert seen.rstrip().endswith(b"ValueError: \\u001b[31mX")
    assert b"\x1b" not in seen


def test_a_warning_of_a_library_says_once_who_warns() -> None:
    code = "import logging; from pipeline import terminal; terminal.listen(); logging.getLogger('lib').warning('x')"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stderr == "WARNING lib: x\n"
