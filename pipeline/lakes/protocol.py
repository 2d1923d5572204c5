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


class Lake(Protocol):
    """A store of immutable versions, of which one is current."""

    def lock(self, *, wait: bool = False) -> AbstractContextManager[None]:
        """Hold the lake; another run meanwhile is refused, or waits.

        Raises:
            LakeBusyError: another process holds it and ``wait`` is false.
        """
        ...

    def recover(self) -> list[str]:
        """Remove what a crashed publication left; returns the names."""
        ...

    def current(self) -> Optional[Version]:
        """Return the published version, None before the first.

        Raises:
            InputError: what the lake calls current is no version.
        """
        ...

    def published(self) -> Version:
        """Return the published version.

        Raises:
            InputError: there is no lake, or nothing is published.
        """
        ...

    def versions(self) -> list[str]:
        """Return the names of all whole versions, oldest first."""
        ...

    def switch(self, run_id: str, keep: Iterable[str], add: Sequence[StagedFile], facts: Mapping[str, Any]) -> Version:
        """Publish the files ``keep`` of the current version (their paths in it) and the staged ones ``add`` as the next version, in one step.

        ``facts`` go into the manifest. Raises OSError where the store fails; nothing is published then.
        """
        ...

    def collect_garbage(self, *, keep: int, older_than: datetime.timedelta) -> list[str]:
        """Remove old versions and the staging of ended runs; returns the names of what was removed.

        The current version, the ``keep`` newest versions and everything younger than ``older_than`` stay.
        """
        ...

    def verify(self, version: Version) -> list[str]:
        """Return what is wrong with the files of ``version``: missing, of another size or hash than the manifest says, or not in it."""
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

    def read(self, name: str) -> bytes:
        """Return the bytes of ``name``.

        Raises:
            FileNotFoundError: there is nothing of that name.
        """
        ...

    def write(self, name: str, content: bytes) -> None:
        """Write ``content`` as ``name``, whole or not at all, replacing what is there."""
        ...

    def remove(self, name: str) -> None:
        """Remove everything below ``name``, as far as it can be removed."""
        ...

    def scratch(self, run_id: str) -> Path:
        """Return a folder on a disk of this machine for what a run needs here alone: its database, the logs of its worker processes.

        It is made where it is missing, and goes with the staging.
        """
        ...
