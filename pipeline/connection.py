"""The connection of a command that asks a lake something: locked, and made in little time."""

import contextlib
import importlib.abc
import sys
from collections.abc import Iterator
from typing import Any

import newsbeam


def connect(lake: newsbeam.Lake) -> Any:
    """Return a connection to ``lake`` that reads its version and nothing else, see :meth:`newsbeam.Lake.connect`."""
    with without("pandas"):
        return lake.connect(locked=True)


class _Absent(importlib.abc.MetaPathFinder):
    def __init__(self, names: frozenset[str]) -> None:
        self._names = names

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        if name in self._names:
            raise ModuleNotFoundError(f"no module named {name!r} here", name=name)


@contextlib.contextmanager
def without(*names: str) -> Iterator[None]:
    """Let nobody import the packages ``names`` in this block; afterwards who needs one finds it.

    pyarrow imports pandas where its datasets are imported or an array is made, if only to find that something is no frame: that would be a third
    of what a query costs, and of a run that finds nothing new. Beam imports the client of each database it can read.
    """
    absent = _Absent(frozenset(names))
    sys.meta_path.insert(0, absent)
    try:
        yield
    finally:
        sys.meta_path.remove(absent)
