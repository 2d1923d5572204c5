"""Where a lake is, on a disk or an object store, and which version is published there.

On an object store the object ``current`` points at the published version: a JSON object with its number, the names of the manifests of all versions
that are kept, the oldest first, and the token of whoever held the lake when it was written. What it does not name is not published.
"""

import dataclasses
import json
import os
import re
import urllib.parse
from pathlib import Path
from typing import Any, Optional

from newsbeam import manifest, objects
from newsbeam.manifest import LakeError, UnreadableError, Version, mend, version_of

CURRENT = "current"
_MANIFEST = re.compile(r"versions/([0-9]{6,9})-[0-9a-f]{16}\.json")


def located(root: str | os.PathLike[str]) -> Path | str:
    """Return where a lake is: a path, or the URL of an object store, without a slash at its end; ``file://`` is a path.

    >>> located("s3://bucket/lake/"), located("file:///data/my%20lake"), located("lake")
    ('s3://bucket/lake', PosixPath('/data/my lake'), PosixPath('lake'))
    """
    text = os.fspath(root)
    if text.startswith("file://"):
        return Path(urllib.parse.unquote(text.removeprefix("file://")))
    return text.rstrip("/") if objects.is_url(text) else Path(text)


def resolve(root: str | os.PathLike[str]) -> Version:
    """Return the version that is published in the lake at ``root`` at this moment.

    Raises:
        LakeError: there is no lake there, nothing is published, or the version's manifest is damaged.
    """
    if not os.fspath(root):
        raise LakeError("the lake has no name: give its folder")
    lake = located(root)
    if lake == Path(os.fspath(root)) and "://" in os.fspath(root):
        raise LakeError(f"{os.fspath(root)} is no lake to read: a lake is a folder, or lies on an object store at s3:// or gs://")
    return published(lake) if isinstance(lake, str) else manifest.resolve(lake)


@dataclasses.dataclass(frozen=True)
class Pointer:
    """What ``current`` says: the names of the manifests of all versions that are kept, the oldest first, of which the last is published; the token
    of who wrote it; and whether objects of versions that were erased may be there still.
    """

    versions: tuple[str, ...]
    token: int
    purge: bool = False

    @property
    def published(self) -> Optional[str]:
        """The name of the published version's manifest; None before the first version."""
        return self.versions[-1] if self.versions else None


def as_bytes(pointer: Pointer) -> bytes:
    """Return ``pointer`` as it is written, with a number that no other has."""
    number = version_number(pointer.versions[-1]) if pointer.versions else None
    return json.dumps({"version": number, **dataclasses.asdict(pointer), "nonce": objects.nonce()}, indent=1).encode()


def pointer_of(url: str, content: bytes) -> Pointer:
    """Return what ``current`` of the lake at ``url`` says.

    Raises:
        LakeError: it is none of newsbeam's.
    """
    try:
        said: Any = json.loads(content)
        names = said["versions"]
        if type(said["token"]) is not int or type(said["purge"]) is not bool or not all(map(version_number, names)):
            raise ValueError
        return Pointer(tuple(names), said["token"], said["purge"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise LakeError(f"{url}: current is damaged; {mend(url)} sets it to the newest whole version") from error


def version_number(name: str) -> int:
    """Return the number of the version whose manifest has this name; 0 where no manifest has.

    >>> version_number("versions/000042-0123456789abcdef.json"), version_number("versions/42.json"), version_number("runs")
    (42, 0, 0)
    """
    match = _MANIFEST.fullmatch(name) if isinstance(name, str) else None
    return int(match[1]) if match and match[1] == f"{int(match[1]):06}" else 0


def manifests(url: str) -> list[str]:
    """Return the names of all manifests in the lake at ``url``, by the numbers of their versions; those that ``current`` does not name too."""
    names = [f"versions/{name}" for name in objects.children(f"{url}/versions")]
    return sorted(filter(version_number, names), key=lambda name: (version_number(name), name))


def read_manifest(url: str, name: str) -> Version:
    """Return the version of the lake at ``url`` whose manifest is ``name``.

    Raises:
        LakeError: it is not there, cannot be read, or is damaged.
    """
    try:
        content = objects.get(f"{url}/{name}").content
    except FileNotFoundError as error:
        raise LakeError(f"the manifest {url}/{name} is not there") from error
    except OSError as error:
        raise UnreadableError(f"the manifest {url}/{name} cannot be read: {error.strerror}") from error
    version = version_of(url, name, content)
    if version.number != version_number(name):
        raise LakeError(f"the manifest {url}/{name} is damaged: it is of version {version.number}")
    return version


def published(url: str) -> Version:
    """Return the version that is published in the lake at ``url`` at this moment.

    Raises:
        LakeError: there is no lake there, nothing is published, or the version's manifest is damaged.
    """
    try:
        objects.refuse_without_extra(url)
    except objects.MissingExtraError as error:
        raise LakeError(str(error)) from error
    before = None
    while True:
        name = _pointed_at(url)
        try:
            return read_manifest(url, name)
        except UnreadableError:
            raise
        except LakeError as error:
            if name == before:
                raise LakeError(f"{error}; {mend(url)} goes back to the newest whole version") from error
            before = name  # it may have been removed as an old one since `current` was read; what is gone twice is lost


def _pointed_at(url: str) -> str:
    try:
        name = pointer_of(url, objects.get(f"{url}/{CURRENT}").content).published
    except FileNotFoundError as error:
        raise LakeError(_without_current(url)) from error
    except OSError as error:
        raise UnreadableError(f"{url}: current cannot be read: {error.strerror}") from error
    if name is None:
        raise LakeError(f"{url} is no lake to read: nothing is published there yet")
    return name


def _without_current(url: str) -> str:
    if found := manifests(url):
        newest = version_number(found[-1])
        return f"{url}: current is missing, but version {newest} is there; {mend(url)} publishes the newest whole version again"
    return f"{url} is no lake to read: there is none"
