"""What a run, its audit and the commands need of a lake, in words that a disk and an object store can both keep.

Everything in a lake has a *name*: parts joined by slashes, relative to the lake (``runs/<run_id>/run.json``). The *address* of a name is what
DuckDB, Arrow and Beam's filesystems open it by: an absolute path on a disk, a URL on an object store.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Optional, Protocol

from newsbeam import Version
from transforms.values import StagedFile


def staging(run_id: str) -> str:
    """Return the name below which a run stages its files: what is published of them is linked or copied, the rest goes with the run."""
    return f"staging/{run_id}"


def records(run_id: str) -> str:
    """Return the name below which the records of a run stay, of failed ones too: its row, rejects, audit and logs."""
    return f"runs/{run_id}"


def number_of(version: str) -> int:
    """Return the number of the version of this name.

    >>> number_of("versions/000042"), number_of("versions/000042-0123456789abcdef.json")
    (42, 42)
    """
    return int(version.removeprefix("versions/").partition("-")[0])


class Lake(Protocol):
    """A store of immutable versions, of which one is current."""

    def lock(self, *, wait: bool = False) -> AbstractContextManager[None]:
        """Hold the lake; another run meanwhile is refused, or waits.

        Raises:
            LakeBusyError: another process holds it and ``wait`` is false.
            UsageError: there is something else than a lake.
        """
        ...

    def settle(self) -> list[str]:
        """Finish or remove what a crashed publication left; returns a sentence for each thing done.

        Whole versions stay, but those that lack a tombstone of the current one: they may hold what was erased. The file of tombstones
        (:data:`pipeline.tombstones.NAME`) is made to list those of the current version, where that can be read.
        """
        ...

    def recover(self, number: Optional[int] = None) -> list[str]:
        """Make the newest whole version, or version ``number``, current; returns sentences that say what was done.

        Every file of it is read and compared with the manifest first. A version that lacks a tombstone, of another version or of the file of
        tombstones, is never made current: it may hold what was erased.

        Raises:
            InputError: there is no such version, none is whole, or those that are may hold what was erased; nothing is published then.
        """
        ...

    def current(self) -> Optional[Version]:
        """Return the published version, on which the next is built; None before the first.

        Raises:
            InputError: what the lake calls current is no version or an older one, or is not there though versions are; the message says how
                to mend it.
        """
        ...

    def published(self) -> Version:
        """Return the published version.

        Raises:
            InputError: there is no lake, nothing is published, or its manifest is damaged.
        """
        ...

    def versions(self) -> list[str]:
        """Return the names of all whole versions, oldest first."""
        ...

    def version(self, name: str) -> Version:
        """Return the version ``name``, one of :meth:`versions`.

        Raises:
            InputError: it is not there any more, or its manifest is damaged.
        """
        ...

    def size(self) -> int:
        """Return the bytes of all that is in the lake, what several versions share once."""
        ...

    def switch(
        self, run_id: str, base: Optional[Version], keep: Iterable[str], add: Sequence[StagedFile], facts: Mapping[str, Any]
    ) -> Version:
        """Publish the files ``keep`` of ``base`` (their paths in it) and the staged ones ``add`` as the next version, in one step.

        ``facts`` go into the manifest. Nothing is published where this raises, unless the message says so.

        Raises:
            StorageError: ``base`` is not current any more, or the lake is not where it was.
            OSError: the store fails.
        """
        ...

    def collect_garbage(self, *, keep: int, older_than: datetime.timedelta) -> list[str]:
        """Remove old versions, the :meth:`leftovers` of runs and the records of those that found nothing new but the last; returns the names.

        The current version and those before it, ``keep`` in all, newer ones, and everything younger than ``older_than`` stay.

        Raises:
            InputError: there are versions, but what the lake calls current is none of them.
        """
        ...

    def leftovers(self) -> list[str]:
        """Return the names of what failed and killed runs left: their staging and their records."""
        ...

    def verify(self, version: Version, *, hashes: bool = True) -> list[str]:
        """Return what is wrong with the files of ``version``: missing, of another size or hash than the manifest says, or not in it.

        Without ``hashes`` their sizes alone are compared, and no file is read.
        """
        ...

    def address(self, name: str) -> str:
        """Return the address of ``name``, whether there is something or not."""
        ...

    def addresses(self, version: Version, dataset: str) -> list[str]:
        """Return the addresses of the files of ``dataset`` in ``version``."""
        ...

    def file(self, version: Version, path: str) -> str:
        """Return the address of the file that the manifest of ``version`` calls ``path``."""
        ...

    def names(self, folder: str) -> list[str]:
        """Return the names of what lies directly below the name ``folder``, in order; none where there is no such folder."""
        ...

    def read(self, name: str) -> bytes:
        """Return the bytes of ``name``.

        Raises:
            FileNotFoundError: there is nothing of that name.
        """
        ...

    def write(self, name: str, content: bytes | Iterable[bytes]) -> None:
        """Write ``content``, or its pieces, as ``name``, whole or not at all, replacing what is there."""
        ...

    def remove(self, name: str) -> None:
        """Remove ``name`` and everything below it, as far as it can be removed."""
        ...

    def scratch(self, run_id: str) -> Path:
        """Return a folder on a disk of this machine for what a run needs here alone: its database, the logs of its worker processes.

        It is made where it is missing, and goes with the staging.
        """
        ...
