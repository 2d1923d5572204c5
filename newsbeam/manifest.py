"""Versions of a lake as their manifests have them: what is read of a version, and what is refused as damage."""

import contextlib
import dataclasses
import errno
import json
import os
import re
import shlex
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

MANIFEST = "manifest.json"

_NOT_THERE = (errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.ELOOP)
"""What the system says where a name leads to nothing, or to something else; anything else says nothing of what is there."""

OLD_NO_MONTH = "__HIVE_DEFAULT_PARTITION__"
"""The month of files without a month in lakes of earlier releases: Hive's null partition, which pandas cannot read; a publication moves them."""

OWN = frozenset((".lock", "current", "current.inprogress", "versions", "staging", "runs", "erased.json", "iceberg", "lost+found"))
"""What lies in a lake's folder, and what every new filesystem has in its own."""

_NAME = re.compile(r"[0-9]{6,9}")
_PATH = re.compile(
    rf"(?P<dataset>[a-z][a-z0-9_]*)/(?:published_month=(?P<month>\d{{4}}-\d{{2}}|{OLD_NO_MONTH})|(?P<none>no_month))/\w[\w.-]*\.parquet",
    re.A,
)
_OBJECT = re.compile(r"files/\w[\w.-]*/data/(?P<path>.+)", re.A)
_SHA256 = re.compile(r"[0-9a-f]{64}")


class LakeError(Exception):
    """The folder is no lake, nothing is published in it, or what is published is damaged; the message says how to mend it."""


class UnreadableError(LakeError):
    """The system could not read what may be whole: a bad disk, no permission, too many open files."""


@dataclasses.dataclass(frozen=True)
class Version:
    """One published version: its folder, its number, the run that made it, and its files as the manifest lists them.

    Each file is a mapping with ``path`` (below the folder), ``dataset``, ``month``, ``rows``, ``bytes`` and ``sha256``; ``facts`` are what the
    manifest says besides. Of a lake on an object store ``url`` is where the lake is, ``path`` the name of the manifest in it, and each file has
    an ``object`` besides, the name of what holds it: one that this version's run wrote, or an earlier one.
    """

    path: Path
    number: int
    run_id: str
    files: Sequence[Mapping[str, Any]]
    facts: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    url: str = ""

    def paths(self, dataset: str) -> list[Path]:
        """Return the files of ``dataset``, of a lake on a disk."""
        return [self.path / file["path"] for file in self.files if file["dataset"] == dataset]

    @property
    def place(self) -> str:
        """Where the version is: its folder, or the URL of its manifest."""
        return f"{self.url}/{self.path}" if self.url else str(self.path)

    def address(self, file: Mapping[str, Any]) -> str:
        """Return the path or the URL of a file of the version."""
        return f"{self.url}/{file['object']}" if self.url else str(self.path / file["path"])

    def addresses(self, dataset: str) -> list[str]:
        """Return the paths or the URLs of the files of ``dataset``."""
        return [self.address(file) for file in self.files if file["dataset"] == dataset]

    @property
    def datasets(self) -> list[str]:
        """The names of the datasets, sorted."""
        return sorted({file["dataset"] for file in self.files})


def resolve(root: str | os.PathLike[str]) -> Version:
    """Return the version that ``current`` in the folder ``root`` names at this moment.

    Raises:
        LakeError: there is no lake there, nothing is published, or the version's manifest is damaged.
    """
    lake = Path(root)
    before = None
    while True:
        try:
            folder = Path(os.path.realpath(lake / "current", strict=True))
        except OSError as error:
            if error.errno not in _NOT_THERE:
                raise UnreadableError(f"{lake}: current cannot be read: {error.strerror}") from error
            raise LakeError(_without_current(lake, error)) from error
        try:
            return read_version(folder)
        except UnreadableError as error:
            raise UnreadableError(f"{lake}: {error}") from error.__cause__
        except LakeError as error:
            if folder == before or _is_there(folder / MANIFEST):
                raise LakeError(f"{lake}: {error}; {mend(lake)} goes back to the newest whole version") from error
            before = folder  # it may have been removed as an old one since `current` was read; what is gone twice is lost


def _without_current(lake: Path, error: OSError) -> str:
    if not lake.is_dir():
        return f"{lake} is no lake to read: {'it is a file' if _is_there(lake) else 'there is no such folder'}"
    if not isinstance(error, FileNotFoundError):
        return f"{lake}: current cannot be read ({error.strerror}); {mend(lake)} sets it to the newest whole version"
    if inside := is_a_version(lake):
        return inside
    if names := version_names(lake):
        lost = "leads nowhere" if os.path.lexists(lake / "current") else "is missing"
        return (
            f"{lake}: the link current {lost}, but version {int(names[-1])} is there; {mend(lake)} publishes the newest whole version again"
        )
    with contextlib.suppress(OSError):
        if others := sorted(set(os.listdir(lake)) - OWN, key=lambda name: (name.startswith("."), name)):
            return f"{lake} is no lake to read: it holds other things, such as {others[0]}"
    return f"{lake} is no lake to read: nothing is published there yet"


def is_a_version(folder: Path) -> str:
    """Return what is to be said of a folder, or a link to one, that is a version of a lake; empty where it is none."""
    found = Path(os.path.realpath(folder))
    if version_number(found.name) and _is_there(found / MANIFEST):
        return f"{folder} is version {int(found.name)} of a lake, and no lake itself: give the lake, {shlex.quote(str(found.parents[1]))}"
    return ""


def lost(version: Version, path: str) -> LakeError:
    """Return what it means that a file of ``version`` is not at ``path``: it is damaged, or was removed since it was opened."""
    back = mend(version.url or version.path.parents[1])
    return LakeError(
        f"version {version.number} lacks a file, {path}: {back} goes back to the newest whole version; where gc removed it, open the lake again"
    )


def mend(lake: Path | str) -> str:
    """Return the command that mends ``lake``, as it can be typed.

    >>> mend(Path("my lake"))
    "newsbeam recover 'my lake'"
    """
    return f"newsbeam recover {shlex.quote(str(lake))}"


def version_names(lake: Path) -> list[str]:
    """Return the names of the versions in ``lake``, oldest first: folders (no links) with a manifest, named by their number (``000042``)."""
    try:
        with os.scandir(lake / "versions") as entries:
            folders = [entry.name for entry in entries if version_number(entry.name) and entry.is_dir(follow_symlinks=False)]
    except (FileNotFoundError, NotADirectoryError):
        return []
    return sorted((name for name in folders if _is_there(lake / "versions" / name / MANIFEST)), key=int)


def _is_there(path: Path) -> bool:
    try:
        os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def version_number(name: str) -> int:
    """Return the number of the version that a folder of this name holds; 0 where it is no name of a version.

    >>> version_number("000042"), version_number("42"), version_number("000042.inprogress"), version_number("²")
    (42, 0, 0, 0)
    """
    return int(name) if _NAME.fullmatch(name) and name == f"{int(name):06}" else 0


def read_version(folder: Path) -> Version:
    """Return the version in ``folder`` (resolved), whose manifest is read and checked; its files are not opened.

    Raises:
        LakeError: the manifest is missing, cannot be read or is none of newsbeam's, or a file that it names does not lie in the version.
    """
    damaged = f"the manifest of version {int(folder.name) if version_number(folder.name) else folder.name} is damaged"
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except OSError as error:
        if error.errno not in _NOT_THERE:
            raise UnreadableError(f"the manifest {folder / MANIFEST} cannot be read: {error.strerror}") from error
        raise LakeError(f"{damaged}: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise LakeError(f"{damaged}: it is no JSON") from error
    wrong = _wrong(manifest) or _leaving(folder, [file["path"] for file in manifest["files"]])
    if wrong:
        raise LakeError(f"{damaged}: {wrong}")
    return _version(folder, manifest)


def _version(path: Path, manifest: Mapping[str, Any], url: str = "") -> Version:
    facts = {name: value for name, value in manifest.items() if name not in ("version", "run_id", "files")}
    return Version(path, manifest["version"], manifest["run_id"], tuple(manifest["files"]), facts, url)


def version_of(url: str, name: str, content: bytes) -> Version:
    """Return the version of the lake at ``url`` whose manifest, ``name``, holds ``content``, which is checked; its files are not opened.

    Raises:
        LakeError: it is none of newsbeam's, or names an object that is none of a run's.
    """
    try:
        manifest = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise LakeError(f"the manifest {url}/{name} is damaged: it is no JSON") from error
    if wrong := _wrong(manifest) or _elsewhere(manifest["files"]):
        raise LakeError(f"the manifest {url}/{name} is damaged: {wrong}")
    return _version(Path(name), manifest, url)


def _elsewhere(files: Iterable[Mapping[str, Any]]) -> str | None:
    """Return which of ``files`` is said to lie where no run writes it, None where none is."""
    for file in files:
        place = file.get("object")
        if not isinstance(place, str) or not (match := _OBJECT.fullmatch(place)) or match["path"] != file["path"]:
            return f"its file {file['path']} is no object of a run: {place!r:.100}"
    return None


def _wrong(manifest: Any) -> str | None:
    """Return what is wrong with the shape of a manifest, None where nothing is."""
    if not isinstance(manifest, dict):
        return "it is no JSON object"
    for name, kind, called in (("version", int, "a number"), ("run_id", str, "a text"), ("files", list, "a list")):
        if type(manifest.get(name)) is not kind:
            return f"its {name} is not {called}"
    if manifest["version"] < 1:
        return "its version is not a number from 1 on"
    if not manifest["files"]:
        return "it lists no files"
    seen: set[str] = set()
    for at, file in enumerate(manifest["files"]):
        if wrong := _wrong_file(file):
            return f"file {at + 1} of its list {wrong}"
        if file["path"] in seen:
            return f"it lists {file['path']} twice"
        seen.add(file["path"])
    return None


def _wrong_file(file: Any) -> str | None:
    if not isinstance(file, dict):
        return "is no JSON object"
    path = file.get("path")
    if not isinstance(path, str) or not (match := _PATH.fullmatch(path)):
        return f"is no file of a dataset: {path!r:.100}"
    if (file.get("dataset"), file.get("month")) != (match["dataset"], match["month"] or match["none"]):
        return f"is of another dataset or month than its path says: {path}"
    for name in ("rows", "bytes"):
        if type(file.get(name)) is not int or file[name] < 0:
            return f"has no count of {name}: {path}"
    if not isinstance(file.get("sha256"), str) or not _SHA256.fullmatch(file["sha256"]):
        return f"has no SHA-256: {path}"
    return None


def _leaving(folder: Path, paths: Iterable[str]) -> str | None:
    """Return which of ``paths`` a link leads out of ``folder``, None where none does: a version is made of folders and files alone."""
    home = os.path.realpath(folder)
    checked = set()
    for path in paths:
        parent = os.path.dirname(path)
        if parent not in checked and os.path.realpath(os.path.join(home, parent)) != os.path.join(home, parent):
            return f"its folder {parent} is a link"
        checked.add(parent)
        if os.path.islink(os.path.join(home, path)):
            return f"its file {path} is a link"
    return None
