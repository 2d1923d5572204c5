"""How much work a call is, without a clock: the lines of Python that it executes, the same on every machine.

What one regular expression does inside a single match is not counted; there a text so long that quadratic time would never end is the proof.
"""

import gc
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any, TypeVar

Item = TypeVar("Item")


def steps(function: Callable[[], object]) -> int:
    """Return how many lines of Python a call of ``function`` executes; it is called once before, so that caches are filled."""
    function()
    count = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Callable[..., Any]:
        nonlocal count
        count += 1
        return trace

    before, collects = sys.gettrace(), gc.isenabled()
    gc.disable()  # what others run at a collection is none of its work
    sys.settrace(trace)
    try:
        function()
    finally:
        sys.settrace(before)
        if collects:
            gc.enable()
    return count


def growth(function: Callable[[Item], object], small: Item, large: Item) -> float:
    """Return how many times the steps for ``small`` those for ``large`` are: 2 for twice as much in linear time, 4 in quadratic time."""
    return steps(lambda: function(large)) / steps(lambda: function(small))
