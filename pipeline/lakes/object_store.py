"""The lake on an object store: immutable objects, a manifest for each version, and one pointer, which a conditional put switches.

``files/RUN/data/…`` are the files that runs staged, never moved: a manifest ``versions/000042-….json`` says of each file of its version which object
holds it, so that versions share what they have in common. ``current`` names the manifests of all versions that are kept; what it does not name is not
published. A publication

1. writes the manifest under a name that nobody else has,
2. replaces ``current``, on the condition that it is as this holder of the lake has left it.

There is no other step, so whatever crashes or is cut off, ``current`` names whole versions. Who takes the lake (:mod:`pipeline.lakes.lease`) first
writes its token into ``current``: what an earlier holder has yet under way is refused from then on.
"""

import concurrent.futures
import contextlib
import dataclasses
import datetime
import functools
import json
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Optional

import newsbeam
from newsbeam import Version, objects, places
from newsbeam.manifest import UnreadableError, mend
from newsbeam.places import CURRENT, Pointer, version_number
from newsbeam.wording import kept_versions
from pipeline.errors import InputError, StorageError, UsageError
from pipeline.lakes import erasures
from pipeline.lakes.ended import ended_as
from pipeline.lakes.lease import TRIES, Lease
from transforms.values import StagedFile

AT_A_TIME = 16
"""Objects that are read at a time where many are."""

_STAGED, _KEPT = "staging/", "files/"
"""What a run stages has names below the first; the objects lie below the second, where they stay when they are published."""


class ObjectLake:
    """The lake at ``url`` (``s3://bucket/lake``); ``lease`` is its lock."""

    def __init__(self, url: str, *, lease: Optional[Lease] = None) -> None:
        if set(url) & set("*?[]{}"):
            raise UsageError(f"{url}: the URL of a lake holds none of * ? [ ] {{ }}, which readers take for patterns")
        if not url.partition("://")[2].partition("/")[2]:
            raise UsageError(f"{url}: give a lake in the bucket ({url}/lake), not the whole of it")
        self.url = url
        self._lease = lease or Lease(url)
        self._held: Optional[tuple[Optional[Pointer], Optional[objects.Tag]]] = None
        self._doubtful = False
        self._scratch: dict[str, Path] = {}

    def __repr__(self) -> str:
        return f"ObjectLake({self.url!r})"

    # ── what is published ──

    def current(self) -> Version | None:
        """Return the version that the next one is built on: the published one; None in a lake without versions."""
        pointer = self._pointer()
        if pointer is None:
            if found := places.manifests(self.url):
                newest = version_number(found[-1])
                raise InputError(
                    f"{self.url}: current is missing, but version {newest} is there; {mend(self.url)} publishes the newest whole one"
                )
            return None
        return self.version(pointer.published) if pointer.published else None

    def published(self) -> Version:
        """Return the version that ``current`` names."""
        try:
            return newsbeam.resolve(self.url)
        except UnreadableError as error:
            raise StorageError(str(error)) from error
        except newsbeam.LakeError as error:
            raise InputError(str(error)) from error

    def versions(self) -> list[str]:
        """Return the names of the manifests of all versions that are kept, oldest first; all that are there, where ``current`` is lost."""
        try:
            pointer = self._pointer()
        except InputError:
            pointer = None
        return list(pointer.versions) if pointer else places.manifests(self.url)

    def version(self, name: str) -> Version:
        """Return the version whose manifest is ``name``."""
        try:
            return places.read_manifest(self.url, name)
        except UnreadableError as error:
            raise StorageError(str(error)) from error
        except newsbeam.LakeError as error:
            raise InputError(f"{error}; {mend(self.url)} goes back to the newest whole version") from error

    def _pointer(self) -> Optional[Pointer]:
        """Return what ``current`` says: of a lake that is held what its holder wrote last, which nothing read later can be older than."""
        if self._held is not None:
            return self._held[0]
        return self._read_pointer()[0]

    def _read_pointer(self) -> tuple[Optional[Pointer], Optional[objects.Tag]]:
        try:
            got = objects.get(f"{self.url}/{CURRENT}")
            return places.pointer_of(self.url, got.content), got.tag
        except FileNotFoundError:
            return None, None
        except newsbeam.LakeError as error:
            raise InputError(str(error)) from error

    # ── the lock ──

    @contextlib.contextmanager
    def lock(self, *, wait: bool = False) -> Iterator[None]:
        """Hold the lake by its lease, and mark ``current`` with its token; a holder that dies holds it until the lease runs out."""
        self._lease.take(wait=wait)
        try:
            self._held = self._marked()
            yield
        finally:
            self._held, self._doubtful = None, False
            self._lease.leave()

    def _marked(self) -> tuple[Optional[Pointer], Optional[objects.Tag]]:
        """Return ``current`` with the token of the lease in it, and its tag; neither where it is lost or damaged, which :meth:`recover` mends."""
        for _ in range(TRIES):
            try:
                pointer, tag = self._read_pointer()
            except InputError:
                return None, objects.get(f"{self.url}/{CURRENT}").tag
            if pointer is None and places.manifests(self.url):
                return None, None
            if pointer is not None and pointer.token > self._lease.token:
                break
            marked = dataclasses.replace(pointer or Pointer((), 0), token=self._lease.token)
            written = objects.put_if(f"{self.url}/{CURRENT}", places.as_bytes(marked), tag)
            if written is not None:
                return marked, written
        raise StorageError(f"{self.url} was taken by another run at this moment; nothing is done")

    # ── publication ──

    def switch(
        self, run_id: str, base: Version | None, keep: Iterable[str], add: Sequence[StagedFile], facts: Mapping[str, Any]
    ) -> Version:
        """Publish a new version: the objects of the files ``keep`` of ``base``, the current version, and the staged ones ``add``, where they lie."""
        pointer = self._pointer()
        if (pointer and pointer.published) != (base and str(base.path)):
            raise StorageError(f"{self.url} was changed while the run worked; nothing is published")
        added = [file._asdict() | {"path": file.path.removeprefix("data/"), "object": f"{_KEPT}{run_id}/{file.path}"} for file in add]
        files = {file["path"]: file for file in added}
        if base is not None:
            listed = {file["path"]: dict(file) for file in base.files}
            files = {path: listed[path] for path in keep} | files
        self._refuse_what_is_not_whole(added)
        return self._publish({"run_id": run_id, **facts}, list(files.values()))

    def _refuse_what_is_not_whole(self, files: Sequence[Mapping[str, Any]]) -> None:
        """Refuse staged files that are not there, or not as long as when they were written."""
        for prefix in {"/".join(file["object"].split("/")[:2]) for file in files}:
            found = {entry.url: entry.bytes for entry in objects.listing(f"{self.url}/{prefix}/data")}
            for file in files:
                if file["object"].startswith(f"{prefix}/") and found.get(f"{self.url}/{file['object']}") != file["bytes"]:
                    raise StorageError(f"{self.url}/{file['object']} is not as long as when it was written; nothing is published")

    def _publish(self, facts: Mapping[str, Any], files: Sequence[Mapping[str, Any]]) -> Version:
        """Publish ``files`` as the next version."""
        pointer = self._pointer() or Pointer((), self._lease.token)
        number = 1 + max([version_number(name) for name in (*pointer.versions, *places.manifests(self.url))], default=0)
        name = f"versions/{number:06}-{objects.nonce()}.json"
        manifest = {"version": number, **facts, "files": sorted(files, key=lambda file: str(file["path"]))}
        objects.put(f"{self.url}/{name}", json.dumps(manifest, indent=1).encode())
        version = self.version(name)
        self._point(dataclasses.replace(pointer, versions=(*pointer.versions, name)), f"version {number}")
        return version

    def _point(self, pointer: Pointer, what: str) -> None:
        """Replace ``current``, whose state this holder knows, by ``pointer``, which publishes ``what``.

        Raises:
            StorageError: another run has taken the lake; ``current`` is as that one has it.
            OSError: the store fails; ``current`` is as it was, or the message says that nobody knows.
        """
        self._lease.check()
        assert self._held is not None
        before, tag = self._held
        try:
            written = objects.put_if(f"{self.url}/{CURRENT}", places.as_bytes(pointer), tag)
        except OSError as error:
            written = self._settled(before, tag, pointer, what, error)
        if written is None:
            raise StorageError(f"{self.url} was taken by another run while this one worked; nothing is published")
        self._held = pointer, written

    def _settled(
        self, before: Optional[Pointer], tag: Optional[objects.Tag], pointer: Pointer, what: str, error: OSError
    ) -> Optional[objects.Tag]:
        """Return the tag of ``pointer``, whose put got no answer, where it took effect; where it did not, see to it that it never does and raise."""
        said = f"it is not known whether {what} is published: {error.strerror}; newsbeam status says so when the store answers again"
        self._doubtful = True
        try:
            undone = objects.put_if(f"{self.url}/{CURRENT}", places.as_bytes(before or Pointer((), self._lease.token)), tag)
            if undone is None:
                found, written = self._read_pointer()
                self._doubtful = False
                return written if found == pointer else None
        except OSError as again:
            raise OSError(error.errno, said, self.url) from again
        self._held, self._doubtful = (before, undone), False
        raise error

    # ── after a crash ──

    def settle(self) -> list[str]:
        """Remove versions that lack a tombstone of the published one, and the objects that they alone have; returns a sentence for each.

        The object of tombstones lists those of the published version from then on.
        """
        pointer = self._pointer()
        if pointer is None or pointer.published is None:
            return []
        try:
            published = self.version(pointer.published)
        except InputError:  # whoever works on the lake next is told
            return []
        erased = erasures.before(published)
        told = erasures.remember(self, erased)
        gone = [name for name in pointer.versions[:-1] if erased and erased - self._erased(name)]
        if not gone and not pointer.purge:
            return told
        kept = tuple(name for name in pointer.versions if name not in gone)
        self._point(dataclasses.replace(pointer, versions=kept, purge=True), f"version {published.number}")
        self._remove_unreferenced(lambda entry: True)
        self._point(dataclasses.replace(pointer, versions=kept, purge=False), f"version {published.number}")
        return told + [f"removed {name}, which held what was erased" for name in gone]

    def _erased(self, name: str) -> set[str]:
        """Return the tombstones of a version; none where its manifest is damaged, and nobody knows what it holds."""
        try:
            return erasures.before(self.version(name))
        except InputError:
            return set()

    def recover(self, number: int | None = None) -> list[str]:
        """Make the newest whole version, or version ``number``, current; returns sentences that say what was done.

        Where a newer version is there, the files of the chosen one are published as the next version. Versions that may hold what was erased are
        passed over, also where they are asked for.
        """
        told = self.settle()
        names = self.versions()
        if not names:
            raise InputError(f"{self.url} holds no version")
        chosen = names if number is None else [name for name in names if version_number(name) == number]
        if not chosen:
            raise InputError(f"{self.url} has no version {number}, it keeps {kept_versions(map(version_number, names))}")
        known = {name: self._erased(name) for name in names}
        erased = erasures.remembered(self).union(*known.values())
        for name in reversed(chosen):
            wrong = self._damage(name)
            if not wrong and not erased - known[name]:
                readable = [name for name in names if self._is_readable(name)]
                return [*told, self._restore(self.version(name), readable, newest=name == names[-1]), *self.settle()]
            if not wrong:
                told.append(f"version {version_number(name)} may hold what was erased since")
                continue
            told.append(f"version {version_number(name)} is damaged: {wrong[0]}{f' (and {len(wrong) - 1} more)' if len(wrong) > 1 else ''}")
        raise InputError(f"{self.url}: {'; '.join(told)}; nothing is changed")

    def _is_readable(self, name: str) -> bool:
        try:
            places.read_manifest(self.url, name)
        except UnreadableError as error:
            raise StorageError(str(error)) from error
        except newsbeam.LakeError:
            return False
        return True

    def _damage(self, name: str) -> list[str]:
        try:
            return self.verify(places.read_manifest(self.url, name))
        except UnreadableError as error:
            raise StorageError(str(error)) from error
        except newsbeam.LakeError as error:
            return [str(error)]

    def _restore(self, version: Version, names: Sequence[str], *, newest: bool) -> str:
        """Publish ``version``, the newest one or an older one, of those named ``names``, whose manifests can be read: those alone are kept."""
        pointer = self._pointer()
        if pointer and pointer.published == str(version.path):
            return f"version {version.number} is current and whole: nothing to mend"
        if newest:
            self._point(Pointer(tuple(names), self._lease.token), f"version {version.number}")
            return f"version {version.number} is current"
        assert self._held is not None
        self._held = Pointer(tuple(names), self._lease.token), self._held[1]
        published = self._publish({"run_id": version.run_id, **version.facts, "restored": version.number}, version.files)
        return f"version {published.number} is current: it holds what version {version.number} held"

    # ── retention ──

    def collect_garbage(self, *, keep: int, older_than: datetime.timedelta) -> list[str]:
        """Remove old versions and what ended runs left: first from ``current``, then the objects that no version has any more."""
        pointer = self._pointer()
        if pointer is None and places.manifests(self.url):
            self.current()
        written = {entry.url.removeprefix(f"{self.url}/"): entry.modified for entry in objects.listing(f"{self.url}/versions")}
        oldest = self._now() - older_than
        gone: list[str] = []
        left = self.leftovers()
        if pointer is not None:
            before = pointer.versions[:-1]
            gone = [name for name in before[: max(len(before) + 1 - keep, 0)] if written.get(name, oldest) < oldest or name not in written]
        if pointer is not None and gone:
            kept = tuple(name for name in pointer.versions if name not in gone)
            self._point(dataclasses.replace(pointer, versions=kept), f"version {version_number(kept[-1])}")
        ended = [name for name in left if name.startswith("runs/")] + self._records("nothing_new")[
            :-1
        ]  # the last one may be the last success
        records = [name for name in ended if all(entry.modified < oldest for entry in objects.listing(f"{self.url}/{name}"))]
        for name in records:
            self.remove(name)
        stale = self._remove_unreferenced(lambda entry: entry.modified < oldest)
        return [*gone, *(name for name in left if name.startswith(_STAGED) and name.removeprefix(_STAGED) in stale), *records]

    def _now(self) -> datetime.datetime:
        """Return the time by the store's clock, of which the ages of objects are told."""
        name = f"{self.url}/clock/{objects.nonce()}"
        objects.put(name, b"")
        now = objects.modified(name)
        objects.remove([name])
        return now + datetime.timedelta(seconds=1)  # stores tell whole seconds

    def _remove_unreferenced(self, which: Callable[[objects.Entry], bool]) -> set[str]:
        """Remove manifests that ``current`` does not name, and files that no manifest has that it names, if ``which`` holds for them; returns the
        runs that had staged some of these.
        """
        pointer = self._pointer()
        if pointer is None or self._doubtful:
            return set()
        named = {f"{self.url}/{name}" for name in pointer.versions}
        referenced = self._referenced("")
        gone = [entry.url for entry in objects.listing(f"{self.url}/versions") if entry.url not in named and which(entry)]
        files = [entry.url for entry in objects.listing(f"{self.url}/files") if entry.url not in referenced and which(entry)]
        objects.remove([*files, *gone])
        return {url.removeprefix(f"{self.url}/{_KEPT}").partition("/")[0] for url in files}

    def _referenced(self, run_id: str) -> set[str]:
        """Return the URLs of the objects of the run ``run_id``, or of all, that versions have which ``current`` names."""
        prefix = f"{_KEPT}{run_id}/" if run_id else _KEPT
        found: set[str] = set()
        for name in self.versions():
            files = self.version(name).files
            found |= {f"{self.url}/{file['object']}" for file in files if file["object"].startswith(prefix)}
        return found

    def leftovers(self) -> list[str]:
        """Return the names of what failed and killed runs left: their staging and their records."""
        return [f"{_STAGED}{run_id}" for run_id in self._unpublished()] + self._records("failed")

    def _unpublished(self) -> list[str]:
        """Return the runs of whose objects no version has any."""
        with contextlib.suppress(InputError):
            published = {url.removeprefix(f"{self.url}/{_KEPT}").partition("/")[0] for url in self._referenced("")}
            return [run_id for run_id in objects.children(f"{self.url}/files") if run_id not in published]
        return []  # a version is damaged, and nobody knows what it has

    def _records(self, status: str) -> list[str]:
        names = [f"runs/{run_id}" for run_id in objects.children(f"{self.url}/runs")]
        with concurrent.futures.ThreadPoolExecutor(AT_A_TIME) as readers:
            return [name for name, found in zip(names, readers.map(self._ended_as, names), strict=True) if found == status]

    def _ended_as(self, name: str) -> str:
        return ended_as(functools.partial(self.read, f"{name}/run.json"))

    # ── checks ──

    def verify(self, version: Version, *, hashes: bool = True) -> list[str]:
        """Return what is wrong with the files of ``version``; without ``hashes`` they are listed and not read."""
        sizes = {entry.url: entry.bytes for entry in objects.listing(f"{self.url}/files")}
        wrong: dict[str, str] = {}
        whole = []
        for file in version.files:
            size = sizes.get(version.address(file))
            if size is None:
                wrong[file["path"]] = "there is no such object"
            elif size != file["bytes"]:
                wrong[file["path"]] = f"{size:,} bytes, the manifest says {file['bytes']:,}"
            else:
                whole.append(file)
        if hashes:
            with concurrent.futures.ThreadPoolExecutor(AT_A_TIME) as readers:
                for file, content in zip(whole, readers.map(objects.sha256, map(version.address, whole)), strict=True):
                    if content != file["sha256"]:
                        wrong[file["path"]] = f"SHA-256 is {content}, the manifest says {file['sha256']}"
        return [f"{file['path']}: {wrong[file['path']]}" for file in version.files if file["path"] in wrong]

    # ── names and bytes ──

    def address(self, name: str) -> str:
        """Return the URL of ``name``."""
        return f"{self.url}/{_KEPT + name.removeprefix(_STAGED) if name.startswith(_STAGED) else name}"

    def addresses(self, version: Version, dataset: str) -> list[str]:
        """Return the URLs of the files of ``dataset`` in ``version``."""
        return version.addresses(dataset)

    def file(self, version: Version, path: str) -> str:
        """Return the URL of the object that holds the file ``path`` of ``version``."""
        return next(version.address(file) for file in version.files if file["path"] == path)

    def names(self, folder: str) -> list[str]:
        """Return the names directly below ``folder``; of the staging of runs those that no version has anything of."""
        if folder == _STAGED.rstrip("/"):
            return [f"{_STAGED}{run_id}" for run_id in self._unpublished()]
        return [f"{folder}/{name}" for name in objects.children(self.address(folder))]

    def read(self, name: str) -> bytes:
        """Return the bytes of the object ``name``.

        Raises:
            FileNotFoundError: there is none of that name.
            IsADirectoryError: others lie below it.
        """
        try:
            return objects.get(self.address(name)).content
        except FileNotFoundError as error:
            if objects.children(self.address(name)):
                raise IsADirectoryError(error.errno, "objects lie below it", self.address(name)) from error
            raise

    def write(self, name: str, content: bytes | Iterable[bytes]) -> None:
        """Write the object ``name``."""
        with objects.writing(self.address(name)) as sink:
            for piece in [content] if isinstance(content, bytes) else content:
                sink.write(piece)

    def size(self) -> int:
        """Return the bytes of all objects of the lake."""
        return sum(entry.bytes for entry in objects.listing(self.url))

    def remove(self, name: str) -> None:
        """Remove ``name`` and everything below it but what is published; what resists stays for :meth:`collect_garbage`."""
        run_id = name.removeprefix(_STAGED) if name.startswith(_STAGED) else ""
        if run_id in self._scratch:
            shutil.rmtree(self._scratch.pop(run_id), ignore_errors=True)
        if self._doubtful:
            return
        with contextlib.suppress(OSError, InputError, StorageError):
            published = self._referenced(run_id) if run_id else set()
            itself = [] if run_id else [self.address(name)]  # of a run's staging, which is no object, nothing is asked
            below = [entry.url for entry in objects.listing(self.address(name)) if entry.url not in published]
            objects.remove([*itself, *below])

    def scratch(self, run_id: str) -> Path:
        """Return a folder for temporary files of this machine, for this run alone."""
        if run_id not in self._scratch:
            self._scratch[run_id] = Path(tempfile.mkdtemp(prefix=f"newsbeam-{run_id}-"))
        return self._scratch[run_id]
