"""The lake on a local disk: immutable versions, one atomic switch, retention.

``versions/000042`` is a tree of hard links to immutable files with a manifest; ``current`` is a symbolic link to one of them. A new version is
built beside the others under a name that ends in ``.inprogress``, synced, renamed, and only then ``current`` is replaced in one rename.
Whatever crashes, ``current`` names a whole version; the next run removes what was begun.
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
from typing import Any

import newsbeam
from newsbeam import MANIFEST, Version
from pipeline.errors import InputError, LakeBusyError
from pipeline.lakes.protocol import staging
from transforms.storage import write_bytes
from transforms.values import StagedFile

UNFINISHED = ".inprogress"


@dataclasses.dataclass(frozen=True)
class LocalLake:
    """A lake in the folder ``root``."""

    root: Path

    def current(self) -> Version | None:
        """Return the version that ``current`` names, resolved once; None where there is no ``current``."""
        return self.published() if os.path.lexists(self.root / "current") else None

    def published(self) -> Version:
        """Return the version that ``current`` names, resolved once."""
        try:
            return newsbeam.resolve(self.root)
        except newsbeam.LakeError as error:
            raise InputError(str(error)) from error

    def versions(self) -> list[str]:
        """Return the names of all whole versions, oldest first."""
        folder = self.root / "versions"
        return [f"versions/{name}" for name in sorted(os.listdir(folder)) if name.isdigit()] if folder.is_dir() else []

    @contextlib.contextmanager
    def lock(self, *, wait: bool = False) -> Iterator[None]:
        """Hold the lake by a lock on the file ``.lock``, which the system lets go with the process."""
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
        """Remove unfinished versions and versions newer than the current one; returns their names."""
        current = self.current()
        number = current.number if current else 0
        folder = self.root / "versions"
        left = []
        if folder.is_dir():
            for path in sorted(folder.iterdir()):
                if path.name.endswith(UNFINISHED) or (path.name.isdigit() and int(path.name) > number):
                    shutil.rmtree(path)
                    left.append(f"versions/{path.name}")
        with contextlib.suppress(FileNotFoundError):
            os.unlink(self.root / f"current{UNFINISHED}")
        return left

    def switch(self, run_id: str, keep: Iterable[str], add: Sequence[StagedFile], facts: Mapping[str, Any]) -> Version:
        """Publish a new version: hard links to the files ``keep`` of the current version and to the staged files ``add``."""
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
        folder_of_run = self.root / staging(run_id)
        for path, staged in sorted(added.items()):
            _link(folder_of_run / staged.path, building / path)
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

    def collect_garbage(self, *, keep: int, older_than: datetime.timedelta) -> list[str]:
        """Remove old versions and the staging of ended runs; each vanishes from readers whole, in one rename."""
        oldest = time.time() - older_than.total_seconds()
        current = self.current()
        removable = [name for name in self.versions()[: -keep or None] if current is None or self.root / name != current.path]
        folder = self.root / "staging"
        removable += [f"staging/{name}" for name in sorted(os.listdir(folder))] if folder.is_dir() else []
        removed = [name for name in removable if (self.root / name).stat().st_mtime < oldest]
        for name in removed:
            away = self.root / (name + UNFINISHED)
            os.rename(self.root / name, away)  # a reader finds a version whole or not at all
            shutil.rmtree(away)
        return removed

    def verify(self, version: Version) -> list[str]:
        """Return what is wrong with the files of ``version``, whose hashes are computed anew."""
        wrong = []
        listed = {file["path"] for file in version.files}
        for file in version.files:
            try:
                with (version.path / file["path"]).open("rb") as stream:
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

    def address(self, name: str) -> str:
        """Return the absolute path of ``name``: workers may have another working folder."""
        return str(self.root.absolute() / name)

    def addresses(self, version: Version, dataset: str) -> list[str]:
        """Return the absolute paths of the files of ``dataset`` in ``version``."""
        return [str(path) for path in version.paths(dataset)]

    def file(self, version: Version, path: str) -> str:
        """Return the absolute path of the file ``path`` of ``version``."""
        return str(version.path / path)

    def read(self, name: str) -> bytes:
        """Return the bytes of the file ``name``."""
        return (self.root / name).read_bytes()

    def write(self, name: str, content: bytes) -> None:
        """Write the file ``name``, synced before it gets its name; folders are made."""
        write_bytes(self.address(name), content)

    def remove(self, name: str) -> None:
        """Remove the folder ``name``; what resists stays for :meth:`collect_garbage`."""
        shutil.rmtree(self.root / name, ignore_errors=True)

    def scratch(self, run_id: str) -> Path:
        """Return the run's staging folder, which is on this machine's disk, as the lake is."""
        folder = self.root.absolute() / staging(run_id)
        folder.mkdir(parents=True, exist_ok=True)
        return folder


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
