"""The one door to standard output and standard error.

What newsbeam prints comes from texts that strangers wrote, from names of files and from errors that quote both; a terminal obeys control
characters in it. So nothing else writes there (a test holds that). Sentences and errors are inert always; rows (csv, json) are raw where they go to
a file or another program, and inert on a terminal. With ``--log_json`` standard error holds JSON objects alone, one a line.

A reader of standard output that goes away ends the command, without an error; nothing that happens to standard error ends anything.
"""

import contextlib
import datetime
import io
import json
import logging
import os
import sys
import threading
import traceback
import unicodedata
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import IO, Any, Optional, cast

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from pipeline.errors import NewsbeamError, StorageError

OBEYED = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
"""The categories of characters that a terminal may obey: C0 and C1, marks of direction and others without a shape, separators of lines."""


class ReaderGoneError(NewsbeamError):
    """Who read standard output has gone: nothing is left to do, and nothing is wrong."""

    exit_code = 0


def inert(text: str) -> str:
    """Return ``text`` with every character that a terminal may obey written as JSON escapes it.

    >>> inert("a" + chr(27) + "[31m" + chr(0x202E) + chr(0x9B) + chr(10) + "ż 🚢")
    'a\\\\u001b[31m\\\\u202e\\\\u009b\\\\nż 🚢'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(json.dumps(c)[1:-1] if unicodedata.category(c) in OBEYED else c for c in text)


def one_line(value: object) -> str:
    """Return ``value`` on one inert line, its line breaks and tabs blanks.

    >>> one_line("two" + chr(10) + "lines " + chr(27) + "[31m")
    'two lines \\\\u001b[31m'
    """
    return inert("".join(" " if c.isspace() else c for c in str(value)))


def blank(text: str, *, lines: bool = True) -> str:
    """Return ``text`` of the same length, with blanks for what a terminal may obey; line breaks stay (with ``lines``).

    >>> blank("a" + chr(27) + "[0m" + chr(0x202E) + "b" + chr(10) + "c"), blank("b" + chr(10) + "c", lines=False)
    ('a [0m b\\nc', 'b c')
    """
    return "".join(c if (lines and c == "\n") or unicodedata.category(c) not in OBEYED else " " for c in text)


def message(text: str) -> str:
    """Return ``text`` inert, of its line breaks each with two blanks behind, so that no line of it begins as one of newsbeam's.

    >>> message("it failed:" + chr(10) + "newsbeam: all is well" + chr(13))
    'it failed:\\n  newsbeam: all is well\\\\r'
    """
    return "\n  ".join(map(inert, text.split("\n")))


class _Stream(io.TextIOBase):
    """Standard output or error, whichever object that is at the moment: the only one that is written to."""

    def __init__(self, name: str) -> None:
        self._name = name

    @property
    def encoding(self) -> str:  # type: ignore[override]  # read-only here
        return getattr(self._stream, "encoding", None) or "utf-8"

    @property
    def _stream(self) -> Any:
        stream = getattr(sys, self._name)
        return getattr(stream, "rich_proxied_file", stream)  # while a bar is shown rich puts itself in front

    def isatty(self) -> bool:
        return self._stream is not None and self._stream.isatty()

    def fileno(self) -> int:
        if self._stream is None:
            raise io.UnsupportedOperation("fileno")
        return int(self._stream.fileno())

    def write(self, text: str) -> int:
        with _refusals(self):
            if self._stream is not None:  # None: it was closed before the command began
                self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        with _refusals(self):
            if self._stream is not None:
                self._stream.flush()

    def close(self) -> None:
        """Leave the stream open, which is another's; Python closes what is a file when it goes, and writes to the stream for that."""

    def give_up(self) -> None:
        """Let what is still to be written go nowhere, so that it is not tried again when the process ends."""
        with contextlib.suppress(OSError, ValueError):
            number = self.fileno()
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, number)
            os.close(nowhere)


@contextlib.contextmanager
def _refusals(stream: _Stream) -> Iterator[None]:
    """Give an error of writing its meaning: on standard error none."""
    try:
        yield
    except (OSError, ValueError) as error:  # ValueError: the file was closed
        stream.give_up()
        if stream is _OUT:
            if isinstance(error, BrokenPipeError):
                raise ReaderGoneError("the reader of standard output has gone") from error
            raise StorageError(f"standard output: {getattr(error, 'strerror', None) or error}") from error


_OUT, _ERR = _Stream("stdout"), _Stream("stderr")


class _Screen(Console):
    """A console of rich whose text is inert; what rich itself tells the terminal is not text."""

    def render(self, renderable: RenderableType, options: Optional[ConsoleOptions] = None) -> Iterable[Segment]:
        for text, style, control in super().render(renderable, options):
            yield Segment(text if control or text == "\n" else "\n".join(map(inert, text.split("\n"))), style, control)

    def on_broken_pipe(self) -> None:
        """Leave it to the stream, which has said what it means."""


def screen(*, stderr: bool = False, **settings: Any) -> Console:
    """Return a console of rich for standard output, or error; its text is inert, and no markup."""
    return _Screen(file=cast(IO[str], _ERR if stderr else _OUT), markup=False, highlight=False, **settings)


def is_terminal() -> bool:
    """Return whether standard output is a terminal."""
    return _OUT.isatty()


def encoding() -> str:
    """Return the encoding of standard output, in lower case."""
    return _OUT.encoding.lower()


def say(text: str = "") -> None:
    """Write a sentence for people to standard output; of several lines each is inert."""
    _OUT.write("\n".join(map(inert, text.split("\n"))) + "\n")


def data(record: str, end: str = "\n") -> None:
    """Write one record of rows to standard output: as it is, and on a terminal inert."""
    _OUT.write((inert(record) if is_terminal() else record) + end)


def flush() -> None:
    """Write what is held back of standard output: that it cannot be written shows here at the latest."""
    _OUT.flush()


_events_only = False


def begin(*, log_json: bool) -> None:
    """Begin a command: with ``log_json`` standard error holds JSON objects alone. What the streams' encoding lacks is written as escapes."""
    global _events_only
    _events_only = log_json
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def event(name: str, *, level: str = "info", **facts: Any) -> None:
    """Write one JSON object as a line to standard error: the time, the level, the event, and what belongs to it."""
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")
    _ERR.write(json.dumps({"ts": now, "level": level, "event": name, **facts}) + "\n")
    _ERR.flush()


def complain(text: str) -> None:
    """Write a sentence for people to standard error; nothing where that holds JSON alone."""
    if not _events_only:
        _ERR.write(message(text) + "\n")
        _ERR.flush()


def failed(error: NewsbeamError) -> None:
    """Say why the command ends otherwise than well."""
    said = "; ".join([str(error), *getattr(error, "__notes__", ())])
    if _events_only:
        event("run_failed", level="error", error=type(error).__name__, exit_code=error.exit_code, message=said)
    else:
        complain(f"newsbeam: {said}")


class _Handler(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        try:
            said = self.format(record)
        except Exception:  # a record whose arguments do not fit it must not end what it tells of
            said = str(record.msg)
        if _events_only:
            event("log", level=record.levelname.lower(), logger=record.name, message=said)
        else:
            complain(f"{record.levelname} {record.name}: {said}")


def listen() -> None:
    """Let what libraries log and warn of come through the door, from warnings upward."""
    handler = _Handler(logging.WARNING)  # Great Expectations sets its own loggers to INFO
    handler.setFormatter(logging.Formatter("%(message)s"))  # else basicConfig gives it one that says level and logger as well
    handler.addFilter(lambda record: "apitools" not in record.getMessage())
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    logging.getLogger("apache_beam").setLevel(logging.ERROR)


def guard_the_process() -> None:
    """Let the last words of this process come through the door too: uncaught exceptions of any thread, and warnings.

    Where a standard stream was closed, its number is taken: the next file that is opened would else get what is written there.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    sys.excepthook = _uncaught
    threading.excepthook = lambda thread: _uncaught(thread.exc_type, thread.exc_value, thread.exc_traceback)
    sys.unraisablehook = lambda found: _uncaught(found.exc_type, found.exc_value, found.exc_traceback)
    logging.captureWarnings(capture=True)


def end_the_process(ended: list[int]) -> None:
    """End the process with the exit code in ``ended``, after all else that runs at its end; where there is none, let Python end it.

    Threads in the background may be amid an import or hold a database then, and libraries written in C++ complain of that on standard error,
    after the command's last word.
    """
    if ended:
        for stream in (_OUT, _ERR):
            with contextlib.suppress(NewsbeamError):  # the command has told of it, where it was its own
                stream.flush()
        os._exit(ended[0])


def _uncaught(kind: type[BaseException], error: Optional[BaseException], trace: Optional[TracebackType]) -> None:
    told = "".join(traceback.format_exception(kind, error, trace)).rstrip("\n")
    if _events_only:
        event("bug", level="error", error=kind.__name__, message=str(error), traceback=told)
    else:
        complain(told)
