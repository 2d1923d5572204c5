"""Groups of features: features that come together, since one function of a few small values makes them.

The same values give the same object, so that what is known of a group (``labels.weights``) is found by the object itself: the hash of a tuple
would ask each of its strings again.
"""

import functools
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, ParamSpec, TypeAlias, cast

import numpy

_P = ParamSpec("_P")


class Group(tuple[str, ...]):
    """Features that come together; equal to nothing but itself."""

    __slots__ = ()
    __hash__ = object.__hash__
    __eq__ = object.__eq__
    __ne__ = object.__ne__


NONE = Group()
"""No features."""

Column: TypeAlias = Sequence[Group]
"""The groups that one function makes for the lines of a page, one a line."""


class Found(NamedTuple):
    """The features of one line: those in groups, and those that stand alone."""

    groups: tuple[Group, ...]
    alone: tuple[str, ...] = ()

    def has(self, name: str) -> bool:
        """Return whether ``name`` is one of the features."""
        return name in self.alone or any(name in group for group in self.groups)

    def names(self) -> list[str]:
        """Return all features."""
        return [name for group in (*self.groups, self.alone) for name in group]


def grouped(kept: int) -> Callable[[Callable[_P, Iterable[str]]], Callable[_P, Group]]:
    """Return a decorator: a function of small values that returns features then returns them as a group, of which the last ``kept`` are kept."""

    def decorate(function: Callable[_P, Iterable[str]]) -> Callable[_P, Group]:
        def group(*values: _P.args, **named: _P.kwargs) -> Group:
            return Group(function(*values, **named)) or NONE

        return cast("Callable[_P, Group]", functools.lru_cache(maxsize=kept)(group))

    return decorate


def steps(bounds: tuple[float, ...], values: Any) -> list[int]:
    """Return for each of ``values`` how many of ``bounds`` are less.

    >>> steps((0, 1, 4), [0, 1, 2, 9])
    [0, 1, 2, 3]
    """
    found: list[int] = _array(bounds).searchsorted(values).tolist()
    return found


_array = functools.cache(numpy.array)
