"""Where versions are kept and published: one protocol, and the stores that keep it."""

from pathlib import Path

from pipeline.errors import UsageError
from pipeline.lakes.local import LocalLake
from pipeline.lakes.protocol import Lake, records, staging
from transforms.storage import is_local

__all__ = ["Lake", "open_lake", "records", "staging"]


def open_lake(location: str) -> Lake:
    """Return the lake at ``location``, a path; a lake need not be there yet.

    Raises:
        UsageError: ``location`` is empty, or on an object store.
    """
    if not location:
        raise UsageError("the lake has no name: give its folder")
    if not is_local(location):
        raise UsageError(f"{location}: a lake lies on a disk for now, not on an object store")
    return LocalLake(Path(location))
