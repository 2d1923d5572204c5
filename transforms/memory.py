"""Memory that is free and goes back to the system, so that the next who asks for much does not add to it."""

import ctypes
import functools
from collections.abc import Callable
from typing import Optional

import pyarrow as pa


def give_back() -> None:
    """Give back what Arrow's pool and the C library's heap hold free: what many small objects leave behind is else kept for others like them."""
    pa.default_memory_pool().release_unused()
    trim = _trim()
    if trim is not None:
        trim(0)


@functools.cache
def _trim() -> Optional[Callable[[int], int]]:
    """Return glibc's ``malloc_trim``; None where the C library has none."""
    try:
        trim: Optional[Callable[[int], int]] = getattr(ctypes.CDLL(None), "malloc_trim", None)
    except OSError:
        return None
    return trim
