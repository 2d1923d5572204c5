"""The records of collections that a run has to process, kept where its workers find each by its place: a collection is read once, in order."""

from typing import NamedTuple

from pipeline.lakes import Lake

FILE_BYTES = 16 << 20
"""Bytes after which another file is begun."""


class Place(NamedTuple):
    """Where a record's bytes are kept: the address of a file, and where in it they start."""

    address: str
    start: int


class Spool:
    """Keeps records in files below ``folder`` of a lake; they are written as they fill, the last one by :meth:`flush`."""

    def __init__(self, lake: Lake, folder: str) -> None:
        self._lake = lake
        self._folder = folder
        self._files = 0
        self._held: list[bytes] = []
        self._size = 0

    def add(self, content: bytes) -> Place:
        """Keep ``content``; returns where it will be."""
        if self._size >= FILE_BYTES:
            self.flush()
        place = Place(self._lake.address(self._name()), self._size)
        self._held.append(content)
        self._size += len(content)
        return place

    def flush(self) -> None:
        """Write what is held."""
        if self._held:
            self._lake.write(self._name(), b"".join(self._held))
            self._files += 1
        self._held, self._size = [], 0

    def _name(self) -> str:
        return f"{self._folder}/{self._files:06}.records"
