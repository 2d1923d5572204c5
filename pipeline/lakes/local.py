"""The lake on a local disk: immutable versions, one atomic switch, retention.

``versions/000042`` is a tree of hard links to immutable files with a manifest; ``current`` is a symbolic link to one of them. A new version is
built beside the others under a name that ends in ``.inprogress``, synced, renamed, and only then ``current`` is replaced in one rename.
Whatever crashes, ``current`` names a whole version; the next run removes what was begun.

An object store would implement the same few methods of :class:`Lake` with a pointer object and manifests instead of links.
"""

import contextlib
import dataclasses
import datetime
import errno
import fcntl
import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import newsbeam
from newsbeam import MANIFEST, Version
from pipeline.errors import InputError, LakeBusyError
from transforms.values import StagedFile

UNFINISHED = ".inprogress"


class Lake(Protocol):
    """What publication needs of a store: a staging folder, the current version, one switch."""

    def staging(self, run_id: str) -> Path:
        """The folder in which the run stages its files."""
        ...

    def current(self) -> Version | None:
        """The published version, None before the first."""
        ...

    def switch(self, run_id: str, keep: Iterable[str], add: Sequence[StagedFile], facts: Mapping[str, Any]) -> Version:
        """Publish the files ``keep`` of the current version and the staged ones ``add`` as the next version, in one step."""
        ...


@dataclasses.dataclass(frozen=True)
class LocalLake:
    """A lake in the folder ``root``."""

    root: Path

    def staging(self, run_id: str) -> Path:
        """``root/staging/<run_id>``."""
        return self.root / "staging" / run_id

    def run_folder(self, run_id: str) -> Path:
        """``root/runs/<run_id>``: what stays of every run."""
        return self.root / "runs" / run_id

    def current(self) -> Version | None:
        """The version that ``current`` names, resolved once.

        Raises:
            InputError: ``current`` names something that is no version.
        """
        if not os.path.lexists(self.root / "current"):
            return None
        return open_version(self.root)

    def versions(self) -> list[Path]:
        """The folders of all whole versions, oldest first."""
        folder = self.root / "versions"
        return sorted(path for path in folder.iterdir() if path.name.isdigit()) if folder.is_dir() else []

    @contextlib.contextmanager
    def lock(self, *, wait: bool = False) -> Iterator[None]:
        """Hold the lake; another run meanwhile is refused, or waits.

        Raises:
            LakeBusyError: another process holds it and ``wait`` is false.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self.root / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except OSError as error:
                if error.errno not in (errno.EAGAIN, errno.EACCES):
                    raise
                raise LakeBusyError(f"another run holds {self.root}; try later, or wait with --wait") from error
            yield
        finally:
            os.close(descriptor)

    def recover(self) -> list[str]:
        """Remove what a crashed publication left: unfinished versions and versions newer than the current one; returns their names."""
        current = self.current()
        number = current.number if current else 0
        folder = self.root / "versions"
        left = []
        if folder.is_dir():
            for path in sorted(folder.iterdir()):
                if path.name.endswith(UNFINISHED) or (path.name.isdigit() and int(path.name) > number):
                    shutil.rmtree(path)
                    left.append(path.name)
        with contextlib.suppress(FileNotFoundError):
            os.unlink(self.root / f"current{UNFINISHED}")
        return left

    def switch(self, run_id: str, keep: Iterable[str], add: Sequence[StagedFile], facts: Mapping[str, Any]) -> Version:
        """Publish a new version: hard links to the files ``keep`` of the current version (paths below it) and to the staged files ``add``.

        ``facts`` go into the manifest. Raises OSError where the disk fails; nothing is published then.
        """
        current = self.current()
        number = current.number + 1 if current else 1
        kept = {file["path"]: file for file in current.files} if current else {}
        folder = self.root / "versions" / f"{number:06}"
        building = folder.with_name(folder.name + UNFINISHED)
        building.mkdir(parents=True)
        files = []
        added = {staged.path.removeprefix("data/"): staged for staged in add}
        for path in sorted(set(keep) - set(added)):
            assert current is not None
            _link(current.path / path, building / path)
            files.append(kept[path])
        staging = self.staging(run_id)
        for path, staged in sorted(added.items()):
            _link(staging / staged.path, building / path)
            files.append(staged._asdict() | {"path": path})
        manifest = {"version": number, "run_id": run_id, **facts, "files": sorted(files, key=lambda file: str(file["path"]))}
        (building / MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")
        sync_tree(building)
        os.rename(building, folder)
        _sync(folder.parent)
        pointer = self.root / f"current{UNFINISHED}"
        with contextlib.suppress(FileNotFoundError):
            pointer.unlink()
        pointer.symlink_to(Path("versions") / folder.name)
        os.replace(pointer, self.root / "current")
        _sync(self.root)
        published = self.current()
        assert published is not None
        if published.number != number or published.run_id != run_id:
            raise OSError(errno.EIO, "the switch did not take effect", str(self.root / "current"))
        return published

    def collect_garbage(self, *, keep: int, older_than: datetime.timedelta) -> list[Path]:
        """Remove old versions and the staging of ended runs; returns what was removed.

        The current version, the ``keep`` newest versions and everything younger than ``older_than`` stay.
        """
        oldest = time.time() - older_than.total_seconds()
        current = self.current()
        removable = [path for path in self.versions()[: -keep or None] if current is None or path != current.path]
        staging = self.root / "staging"
        removable += sorted(staging.iterdir()) if staging.is_dir() else []
        removed = [path for path in removable if path.stat().st_mtime < oldest]
        for path in removed:
            away = path.with_name(path.name + UNFINISHED)
            os.rename(path, away)  # a reader finds a version whole or not at all
            shutil.rmtree(away)
        return removed


def open_version(root: Path) -> Version:
    """The published version of the lake ``root``.

    Raises:
        InputError: there is no lake, or nothing is published.
    """
    try:
        return newsbeam.resolve(root)
    except newsbeam.LakeError as error:
        raise InputError(str(error)) from error


def verify(version: Version) -> list[str]:
    """What is wrong with the files of ``version``: missing, of another size or hash than the manifest says, or not in it at all."""
    wrong = []
    listed = {file["path"] for file in version.files}
    for file in version.files:
        path = version.path / file["path"]
        try:
            with path.open("rb") as stream:
                content = hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError as error:
            wrong.append(f"{file['path']}: {error.strerror}")
            continue
        if content != file["sha256"]:
            wrong.append(f"{file['path']}: SHA-256 is {content}, the manifest says {file['sha256']}")
    for path in sorted(version.path.rglob("*")):
        name = path.relative_to(version.path).as_posix()
        if path.is_file() and name not in listed and name != MANIFEST:
            wrong.append(f"{name}: not in the manifest")
    return wrong


def _link(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.EXDEV, errno.EMLINK, errno.ENOSYS):
            raise
        shutil.copyfile(source, target)  # a filesystem without hard links
        _sync(target)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(folder: Path) -> None:
    """Sync the folder, its subfolders and its manifest to disk; the linked files were synced when they were written."""
    for path, _, _ in os.walk(folder):
        _sync(Path(path))
    _sync(folder / MANIFEST)
