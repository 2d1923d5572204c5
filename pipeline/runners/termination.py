"""SIGTERM while others work for this process: what they do must be ended first."""

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType
from typing import Optional

from pipeline.errors import TerminatedError


@contextlib.contextmanager
def terminable() -> Iterator[None]:
    """Do the body so that SIGTERM raises a TerminatedError in it, where this is the main thread."""

    def end(number: int, frame: Optional[FrameType]) -> None:
        raise TerminatedError("told to end (SIGTERM)")

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
