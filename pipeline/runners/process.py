"""One worker process of the local runner, as the run sees it: what it was given, what it said last, how it ended."""

import contextlib
import dataclasses
import errno
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from transforms.values import WorkItem

FIRST_STEP = "read"
"""Where an input is before its worker says anything of it."""

ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "ARROW_NUM_THREADS"), "1")
"""The environment in which the numeric libraries of a process use one thread."""

PATIENCE = 5
"""Seconds that a process may take to go: one at rest that was told to, one that was killed while the system holds it."""


@dataclasses.dataclass(frozen=True)
class Chunk:
    """Work that a worker takes at a time; each has its own number."""

    number: int
    items: Sequence[WorkItem]


class Worker:
    """The worker process ``number``, started by ``command``, which says what it says to people into ``log``.

    Raises OSError where the system starts no process.
    """

    def __init__(self, number: int, command: Sequence[str], log: IO[bytes], now: float) -> None:
        self.number = number
        self.log = log
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, env=environment(), start_new_session=True
        )
        assert self.process.stdout is not None
        self.output: IO[bytes] = self.process.stdout
        self.ready = False
        self.chunk: Chunk | None = None
        self.chunks_done = 0
        self.items_seen = 0
        self.last_item = ""
        self.step, self.family = FIRST_STEP, ""
        self.last_sign = now
        self.error: str | None = None
        self.storage_error = False
        self.silence: float | None = None
        self._pending = b""

    def give(self, chunk: Chunk, work: str, listing: str, now: float) -> None:
        """Start ``chunk``: ``work`` is the address of its items, ``listing`` where to write what was staged.

        That the process is gone shows when it is listened to.
        """
        self.chunk, self.items_seen, self.last_item = chunk, 0, ""
        self.step, self.family = FIRST_STEP, ""
        self.last_sign = now
        assert self.process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.write(json.dumps({"work": work, "listing": listing}).encode() + b"\n")
            self.process.stdin.flush()

    def events(self, now: float) -> Iterator[dict[str, Any]]:
        """Yield the messages that arrived; nothing more comes after the process's end."""
        data = os.read(self.output.fileno(), 1 << 16)
        *lines, self._pending = (self._pending + data).split(b"\n")
        for line in lines:
            self.last_sign = now
            yield json.loads(line)
        if not data:
            yield {"event": "gone"}

    def kill(self, silence: float) -> None:
        """End the process, stopped or not, and what it started, after ``silence`` seconds without a word."""
        self.silence = silence
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def how_it_ended(self) -> str:
        """Return how the process ended, in words that follow its name."""
        code = self._wait()
        if self.silence is not None:
            return f"said nothing for {self.silence:g} s and was ended"
        return "ran out of memory" if code == errno.ENOMEM else f"ended with status {code}"

    def last_words(self) -> str:
        """Return the last line of its log; an empty string where there is none."""
        with contextlib.suppress(OSError):
            lines = Path(self.log.name).read_text(encoding="utf-8", errors="replace").split("\n")
            return next((line.strip() for line in reversed(lines) if line.strip()), "")
        return ""

    def stop(self) -> None:
        """End the process, at once where it is at work, and let go of it."""
        assert self.process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.close()  # a worker at rest takes its leave
        if self.chunk is not None or not self.ready or self._wait() is None:
            self.process.kill()
            self._wait()
        self.output.close()
        self.log.close()

    def _wait(self) -> int | None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            return self.process.wait(timeout=PATIENCE)
        return None


def worker_command() -> list[str]:
    """Return the command that starts a worker, to which the path of its assignment is added."""
    isolation = "-I" if sys.flags.isolated else "-P"  # never the current folder on the path; PYTHONPATH where this process reads it
    return [sys.executable, isolation, "-m", "newsbeam.own_packages", "pipeline.runners.worker"]


def environment() -> dict[str, str]:
    """Return the environment of a worker: one thread a process for the numeric libraries."""
    return {**os.environ, **ONE_THREAD, "PYTHONHASHSEED": "0"}
