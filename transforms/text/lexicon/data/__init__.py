"""Word lists and tables that ship with the package, and their readers; every file names its source in its first comment lines.

Files are UTF-8; lines that begin with ``#`` and blank lines are comments.
"""

import functools
import importlib.resources


def lines(name: str) -> tuple[str, ...]:
    """Return the entries of the data file ``name``, stripped, comments left out."""
    text = importlib.resources.files(__name__).joinpath(name).read_text(encoding="utf-8")
    return tuple(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


@functools.cache
def words(name: str) -> frozenset[str]:
    """Return the entries of the data file ``name`` as a set, one entry a line."""
    return frozenset(lines(name))


@functools.cache
def table(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of the tab-separated data file ``name``."""
    return tuple(tuple(cell.strip() for cell in line.split("\t")) for line in lines(name))
