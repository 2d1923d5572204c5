"""The connection of a command that asks a lake something: locked, and made in little time."""

import contextlib
import importlib.abc
import sys
from collections.abc import Iterator
from typing import Any

import newsbeam


def connect(lake: newsbeam.Lake) -> Any:
    """Return a connection to ``lake`` that reads its version and nothing else, see :meth:`newsbeam.Lake.connect`."""
    with without_pandas():
        return lake.connect(locked=True)


class _Absent(importlib.abc.MetaPathFinder):
    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        if name == "pandas":
            raise ModuleNotFoundError(f"no module named {name!r} here", name=name)


@contextlib.contextmanager
def without_pandas() -> Iterator[None]:
    """Let nobody import pandas in this block. pyarrow does where its datasets are imported or an array is made, if only to find that
    something is no frame: that would be a third of what a query costs, and of a run that finds nothing new. Who needs pandas afterwards finds it.
    """
    absent = _Absent()
    sys.meta_path.insert(0, absent)
    try:
        yield
    finally:
        sys.meta_path.remove(absent)
