"""Loading what a process needs once, whichever of its threads asks for it first, and how much of what it met it keeps."""

import functools
import threading
from collections.abc import Callable
from typing import Final, TypeVar

T = TypeVar("T")

KEPT: Final = 1 << 13
"""Words, names or forms of lines for which a function keeps what it said: some forty do, and a worker's memory grows until all are full."""


def once(load: Callable[[], T]) -> Callable[[], T]:
    """Return ``load`` with its value kept; a thread that asks while another loads waits for that.

    >>> @once
    ... def table(): print("loaded"); return {}
    >>> table() is table()
    loaded
    True
    """
    lock = threading.Lock()
    kept: list[T] = []

    @functools.wraps(load)
    def loaded() -> T:
        if not kept:
            with lock:
                if not kept:
                    kept.append(load())
        return kept[0]

    return loaded
