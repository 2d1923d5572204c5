"""The lake on a local disk: immutable versions, one atomic switch, retention, recovery.

``versions/000042`` is a tree of hard links to immutable files with a manifest; ``current`` is a symbolic link to one of them. A publication

1. builds the version beside the others under a name that ends in ``.inprogress``, its files and folders synced,
2. makes the link ``current.inprogress`` to the name that the version will have, synced: what is about to be published is known,
3. renames the version, synced,
4. renames ``current.inprogress`` to ``current``, synced.

Whatever crashes, ``current`` names a whole version. What a crash left, :meth:`LocalLake.settle` finishes where the version got its name, and
removes where it did not. Whole versions are removed by :meth:`LocalLake.collect_garbage`, and by :meth:`LocalLake.settle` where something was
erased after them.
"""

import contextlib
import dataclasses
import datetime
import errno
import fcntl
import hashlib
import json
import os
import re
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import newsbeam
from newsbeam import Version
from newsbeam.manifest import MANIFEST, OWN, UnreadableError, is_a_version, mend, read_version, version_names, version_number
from newsbeam.wording import kept_versions
from pipeline.errors import InputError, LakeBusyError, StorageError, UsageError
from pipeline.lakes import disk, erasures
from pipeline.lakes.disk import UNFINISHED
from pipeline.lakes.ended import ended_as
from pipeline.lakes.protocol import staging
from transforms.storage import is_storage_failure, write_bytes, writing
from transforms.values import StagedFile

_PENDING = f"current{UNFINISHED}"
_ASIDE = re.compile(r"current\.[0-9]+")
_NUMBERED = re.compile(rf"([0-9]{{6,9}})(?:{re.escape(UNFINISHED)})?")


@dataclasses.dataclass(frozen=True)
class LocalLake:
    """A lake in the folder ``root``."""

    root: Path

    # ── what is published ──

    def current(self) -> Version | None:
        """Return the version that the next one is built on: the newest there is; None in a lake without versions."""
        if not disk.present(self.root / "current") and not self.versions():
            return None
        version = self._linked()
        newest = max(map(self._number, self.versions()))
        if newest != version.number:
            raise InputError(
                f"{self.root}: current is version {version.number}, but version {newest} is there too; {mend(self.root)} publishes the newest "
                f"whole version, with --version {version.number} what is current becomes the next version"
            )
        return version

    def _linked(self) -> Version:
        """Return the published version where ``current`` is what a publication makes: a link to a version of this lake."""
        version = self.published()
        if not disk.is_link(self.root / "current") or version.path != Path(
            os.path.realpath(self.root / "versions"), f"{version.number:06}"
        ):
            raise InputError(
                f"{self.root}: current is no link to a version of this lake; {mend(self.root)} sets it to the newest whole one"
            )
        return version

    def published(self) -> Version:
        """Return the version that ``current`` names, resolved once."""
        try:
            return newsbeam.resolve(self.root)
        except UnreadableError as error:
            raise StorageError(str(error)) from error
        except newsbeam.LakeError as error:
            raise InputError(str(error)) from error

    def versions(self) -> list[str]:
        """Return the names of all whole versions, oldest first."""
        return [f"versions/{name}" for name in version_names(self.root)]

    def version(self, name: str) -> Version:
        """Return the version in the folder ``name``."""
        try:
            return read_version(Path(os.path.realpath(self.root / name)))
        except UnreadableError as error:
            raise StorageError(str(error)) from error
        except newsbeam.LakeError as error:
            raise InputError(str(error)) from error

    @staticmethod
    def _number(name: str) -> int:
        return version_number(name.removeprefix("versions/"))

    # ── the lock ──

    @contextlib.contextmanager
    def lock(self, *, wait: bool = False) -> Iterator[None]:
        """Hold the lake by a lock on the file ``.lock``, which the system lets go with the process; what holds nothing afterwards vanishes."""
        self._refuse_what_is_no_lake()
        made = disk.missing(self.root)
        descriptor = self._locked(wait)
        try:
            yield
        finally:
            with contextlib.suppress(OSError):
                self._remove_empty(made)
            os.close(descriptor)

    def _refuse_what_is_no_lake(self) -> None:
        if disk.present(self.root) and not self.root.is_dir():
            raise UsageError(f"{self.root} is no folder; give a lake, or a folder that is new or empty")
        if inside := is_a_version(self.root):
            raise InputError(inside)
        found = {path.name for path in disk.entries(self.root)}
        if not self.versions() and found - {"lost+found"} and (".lock" not in found or not found <= OWN):
            raise UsageError(f"{self.root} is no lake and not empty; give a lake, or a folder that is new or empty")

    def _locked(self, wait: bool) -> int:
        path = self.root / ".lock"
        while True:
            self.root.mkdir(parents=True, exist_ok=True)
            try:
                descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
            except OSError as error:
                error.filename = str(self.root)  # nobody has heard of the other
                raise
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
                with contextlib.suppress(FileNotFoundError):
                    if os.path.samestat(os.fstat(descriptor), os.stat(path)):
                        return descriptor
            except BaseException as error:
                os.close(descriptor)
                if not isinstance(error, OSError) or error.errno not in (errno.EAGAIN, errno.EACCES):
                    raise
                raise LakeBusyError(f"another run holds {self.root}; try later, or wait with --wait") from error
            os.close(descriptor)  # whoever held the lake has removed it, empty, or moved it

    def _remove_empty(self, made: Sequence[Path]) -> None:
        if disk.present(self.root / "current"):
            return
        for name in ("staging", "runs", "versions"):
            with contextlib.suppress(OSError):
                os.rmdir(self.root / name)
        if os.listdir(self.root) == [".lock"]:
            os.unlink(self.root / ".lock")
            for folder in made:
                os.rmdir(folder)

    # ── publication ──

    def switch(
        self, run_id: str, base: Version | None, keep: Iterable[str], add: Sequence[StagedFile], facts: Mapping[str, Any]
    ) -> Version:
        """Publish a new version: hard links to the files ``keep`` of ``base``, the current version, and to the staged files ``add``."""
        added = {staged.path.removeprefix("data/"): staged for staged in add}
        folder = self.root / staging(run_id)
        now = self.current()
        if (now and (now.path, now.number)) != (base and (base.path, base.number)) or (added and not folder.is_dir()):
            raise StorageError(f"{self.root} was moved, removed or changed while the run worked; nothing is published")
        sources = {path: (folder / staged.path, staged._asdict() | {"path": path}) for path, staged in added.items()}
        if base is not None:
            kept = {file["path"]: dict(file) for file in base.files}
            sources |= {path: (base.path / path, kept[path]) for path in keep if path not in added}
        return self._publish({"run_id": run_id, **facts}, sources)

    def _publish(self, facts: Mapping[str, Any], sources: Mapping[str, tuple[Path, Mapping[str, Any]]]) -> Version:
        """Publish the files at ``sources`` (by their paths in the version, each with its line of the manifest) as the next version."""
        number = 1 + max([int(found[1]) for path in self._entries("versions") if (found := _NUMBERED.fullmatch(path.name))], default=0)
        folder = self.root / "versions" / f"{number:06}"
        building = folder.with_name(folder.name + UNFINISHED)
        try:
            building.mkdir(parents=True)
            for path, (source, file) in sorted(sources.items()):
                disk.link(source, building / path)
                if (building / path).stat().st_size != file["bytes"]:
                    raise OSError(errno.EIO, "the file is not as long as when it was written", str(source))
            manifest = {"version": number, **facts, "files": [file for _, (_, file) in sorted(sources.items())]}
            write_bytes(str(building / MANIFEST), json.dumps(manifest, indent=1).encode())
            disk.sync_folders(building)
            self._switch(building, folder)
        except BaseException:
            with contextlib.suppress(OSError):
                disk.remove(building)
            raise
        published = self.published()
        if (published.number, published.run_id) != (number, facts["run_id"]):
            raise OSError(errno.EIO, "the switch did not take effect", str(self.root / "current"))
        return published

    def _switch(self, building: Path, folder: Path) -> None:
        """Give the version in ``building`` its name ``folder``, and make it current; or neither, where the disk fails."""
        target = f"versions/{folder.name}"
        try:
            self._announce(target)
            os.rename(building, folder)
            disk.sync(folder.parent)
            self._make_current()
        except BaseException:
            if not self._names(target):
                with contextlib.suppress(OSError):  # while the version has its name the link stays: the next run finishes the switch
                    if folder.exists():
                        os.rename(folder, building)
                    os.unlink(self.root / _PENDING)
            raise
        self._confirm(folder)

    def _announce(self, target: str) -> None:
        disk.remove(self.root / _PENDING)
        os.symlink(target, self.root / _PENDING)
        disk.sync(self.root)

    def _make_current(self) -> None:
        os.replace(self.root / _PENDING, self.root / "current")

    def _confirm(self, folder: Path) -> None:
        try:
            disk.sync(self.root)
        except OSError as error:
            said = f"version {int(folder.name)} is published, but the disk has not confirmed it ({error.strerror})"
            raise OSError(error.errno, said, str(self.root)) from error

    def _names(self, target: str) -> bool:
        """Return whether ``current`` is a link to ``target``."""
        try:
            return os.readlink(self.root / "current") == target
        except OSError:
            return False

    # ── after a crash ──

    def settle(self) -> list[str]:
        """Finish the switch of a publication that was cut off before it, and remove what is unfinished; returns a sentence for each."""
        told = []
        pending = self._pending()
        if pending is not None:
            self._make_current()
            self._confirm(pending.path)
            told.append(f"version {pending.number} is current: its publication was cut off before the last step")
        unfinished = [
            path for name in ("", "versions", "staging", "runs") for path in self._entries(name) if path.name.endswith(UNFINISHED)
        ]
        for path in unfinished:
            disk.remove(path)
            told.append(f"removed {path.relative_to(self.root)}, which was unfinished")
        return told + self._settle_erasures()

    def _settle_erasures(self) -> list[str]:
        """Remove the versions, and copies of one that :meth:`recover` put aside, that may hold what was erased since: their manifest lacks a
        tombstone that the current version's has. The file of tombstones lists these from then on; returns a sentence for what was done.
        """
        try:
            current = self.current()
        except InputError:  # whoever works on the lake next is told
            return []
        if current is None:
            return []
        erased = erasures.before(current)
        told = erasures.remember(self, erased)
        if not erased:
            return told
        folders = [self.root / name for name in self.versions()] + [path for path in self._entries("") if _ASIDE.fullmatch(path.name)]
        for path in folders:
            if path != self.root / f"versions/{current.number:06}" and erased - _erased(path):
                disk.put_away(path)
                told.append(f"removed {path.relative_to(self.root)}, which held what was erased")
        return told

    def _pending(self) -> Version | None:
        """Return the version that a publication was about to switch to, where it is whole and newer than all others."""
        if not disk.is_link(self.root / _PENDING):
            return None
        target = os.readlink(self.root / _PENDING)
        if target != (self.versions() or [""])[-1] or self._names(target):
            return None
        version, wrong = self._examined(target, hashes=False)
        return None if wrong else version

    def _entries(self, name: str) -> list[Path]:
        return disk.entries(self.root / name)

    def recover(self, number: int | None = None) -> list[str]:
        """Make the newest whole version, or version ``number``, current; returns sentences that say what was done.

        Where a newer version is there, the files of the chosen one are published as the next version, so that the current version is always
        the newest. Versions that may hold what was erased are passed over, also where they are asked for.
        """
        told = self.settle()
        names = self.versions()
        if not names:
            raise InputError(f"{self.root} holds no version")
        chosen = names if number is None else [name for name in names if self._number(name) == number]
        if not chosen:
            raise InputError(f"{self.root} has no version {number}, it keeps {kept_versions(map(self._number, names))}")
        erased = erasures.remembered(self).union(*(_erased(self.root / name) for name in names))
        for name in reversed(chosen):
            version, wrong = self._examined(name)
            if version is None or wrong:
                told.append(f"version {self._number(name)} is damaged: {_in_short(wrong)}")
            elif erased - erasures.before(version):
                told.append(f"version {version.number} may hold what was erased since")
            else:
                return [*told, self._restore(version, newest=name == names[-1]), *self._settle_erasures()]
        raise InputError(f"{self.root}: {'; '.join(told)}; nothing is changed")

    def _examined(self, name: str, *, hashes: bool = True) -> tuple[Version | None, list[str]]:
        """Return the version ``name`` and what is wrong with it; what may be whole but cannot be read raises."""
        try:
            version = read_version(Path(os.path.realpath(self.root / name)))
        except UnreadableError as error:
            raise StorageError(str(error)) from error
        except newsbeam.LakeError as error:
            return None, [str(error)]
        wrong = [] if version.number == self._number(name) else [f"its manifest is of version {version.number}"]
        return version, wrong or self.verify(version, hashes=hashes)

    def _restore(self, version: Version, *, newest: bool) -> str:
        target = f"versions/{version.path.name}"
        if newest and self._names(target):
            return f"version {version.number} is current and whole: nothing to mend"
        current = self.root / "current"
        if disk.present(current) and not disk.is_link(current):  # a copy of what the link led to, made by whatever follows links
            aside = next(path for at in range(1, 1_000) if not disk.present(path := self.root / f"current.{at}"))
            os.rename(current, aside)
        if newest:
            self._announce(target)
            self._make_current()
            self._confirm(version.path)
            return f"version {version.number} is current"
        facts = {"run_id": version.run_id, **version.facts, "restored": version.number}
        published = self._publish(facts, {file["path"]: (version.path / file["path"], file) for file in version.files})
        return f"version {published.number} is current: it holds what version {version.number} held"

    # ── retention ──

    def collect_garbage(self, *, keep: int, older_than: datetime.timedelta) -> list[str]:
        """Remove old versions and what ended runs left; each vanishes from readers whole, in one rename."""
        oldest = time.time() - older_than.total_seconds()
        removable = []
        if self.versions() or disk.present(self.root / "current"):
            current = self._linked()
            before = [name for name in self.versions() if self._number(name) < current.number]
            removable += before[: max(len(before) + 1 - keep, 0)]
        removable += self.leftovers() + self._records("nothing_new")[:-1]  # the last one may be the last success
        removed = [name for name in removable if (self.root / name).lstat().st_mtime < oldest]
        for name in removed:
            disk.put_away(self.root / name)
        return removed

    def leftovers(self) -> list[str]:
        """Return the names of what failed and killed runs left: their staging and their records."""
        return [f"staging/{path.name}" for path in self._entries("staging")] + self._records("failed")

    def _records(self, status: str) -> list[str]:
        folders = [path for path in self._entries("runs") if path.is_dir() and not path.is_symlink()]
        return [f"runs/{path.name}" for path in folders if ended_as((path / "run.json").read_bytes) == status]

    # ── checks ──

    def verify(self, version: Version, *, hashes: bool = True) -> list[str]:
        """Return what is wrong with the files of ``version``; without ``hashes`` they are not read."""
        wrong = []
        for file in version.files:
            path = version.path / file["path"]
            try:
                size = path.lstat().st_size
                if size != file["bytes"]:
                    wrong.append(f"{file['path']}: {size:,} bytes, the manifest says {file['bytes']:,}")
                elif hashes and (content := _sha256(path)) != file["sha256"]:
                    wrong.append(f"{file['path']}: SHA-256 is {content}, the manifest says {file['sha256']}")
            except OSError as error:
                if is_storage_failure(error):  # which says nothing of this file
                    raise
                wrong.append(f"{file['path']}: {error.strerror}")
        if hashes:
            listed = {file["path"] for file in version.files}
            for path in sorted(version.path.rglob("*")):
                name = path.relative_to(version.path).as_posix()
                if (path.is_file() or path.is_symlink()) and name not in listed and name != MANIFEST:
                    wrong.append(f"{name}: not in the manifest")
        return wrong

    # ── names and bytes ──

    def address(self, name: str) -> str:
        """Return the absolute path of ``name``: workers may have another working folder."""
        return str(self.root.absolute() / name)

    def addresses(self, version: Version, dataset: str) -> list[str]:
        """Return the absolute paths of the files of ``dataset`` in ``version``."""
        return [str(path) for path in version.paths(dataset)]

    def file(self, version: Version, path: str) -> str:
        """Return the absolute path of the file ``path`` of ``version``."""
        return str(version.path / path)

    def names(self, folder: str) -> list[str]:
        """Return the names of the files and folders in ``folder``."""
        return [f"{folder}/{path.name}" for path in self._entries(folder)]

    def read(self, name: str) -> bytes:
        """Return the bytes of the file ``name``."""
        return (self.root / name).read_bytes()

    def write(self, name: str, content: bytes | Iterable[bytes]) -> None:
        """Write the file ``name``, synced before it gets its name; folders are made, but not the lake."""
        if not self.root.is_dir():
            raise FileNotFoundError(errno.ENOENT, "the lake is gone", str(self.root))
        with writing(self.address(name)) as sink:
            for piece in [content] if isinstance(content, bytes) else content:
                sink.write(piece)

    def size(self) -> int:
        """Return the bytes of all files of the lake, those with several names once; what vanishes meanwhile counts for nothing."""
        sizes: dict[tuple[int, int], int] = {}
        for folder, _, names in os.walk(self.root):
            for name in names:
                try:
                    found = os.lstat(os.path.join(folder, name))
                except FileNotFoundError:
                    continue
                sizes[found.st_dev, found.st_ino] = found.st_size
        return sum(sizes.values())

    def remove(self, name: str) -> None:
        """Remove the folder or file ``name``; what resists stays for :meth:`collect_garbage`."""
        path = self.root / name
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with contextlib.suppress(OSError):
                path.unlink()

    def scratch(self, run_id: str) -> Path:
        """Return the run's staging folder, which is on this machine's disk, as the lake is."""
        folder = self.root.absolute() / staging(run_id)
        folder.mkdir(parents=True, exist_ok=True)
        return folder


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _erased(folder: Path) -> set[str]:
    """Return the tombstones of the version in ``folder``; none where its manifest is damaged, and nobody knows what it holds."""
    try:
        return erasures.before(read_version(folder))
    except UnreadableError as error:
        raise StorageError(str(error)) from error
    except newsbeam.LakeError:
        return set()


def _in_short(wrong: Sequence[str]) -> str:
    return wrong[0] + (f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else "")
