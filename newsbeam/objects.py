"""Objects of a store (S3, Google Cloud Storage) by their URLs: read, listed, written whole, and written on the condition that nobody else did.

The one library is obstore, with fsspec where DuckDB and Arrow ask for parts of files; both come with the extras ``aws`` and ``gcp``, and are imported
where such a URL is given. Credentials, region and endpoint are those of the environment (``AWS_ACCESS_KEY_ID``, ``AWS_ENDPOINT_URL``,
``GOOGLE_APPLICATION_CREDENTIALS`` …).
"""

import contextlib
import datetime
import errno
import functools
import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any, NamedTuple, Optional

SCHEMES = {"s3": "aws", "gs": "gcp"}
"""Schemes of URLs of object stores, each with the extra that brings what reads it."""

PIECE = 8 << 20
"""Bytes that are read at a time, or held before a file to be written goes to the disk."""


_OF_THE_MACHINE = ("http://169.254.", "http://metadata.google.internal")
"""Where a machine of a cloud says which role it has: what S3, ECS and Google document."""

_OPENED: set[str] = set()
"""Schemes of the stores that this process has opened."""


class MissingExtraError(Exception):
    """What reads and writes objects is not installed; the message says what to install."""


class Entry(NamedTuple):
    """An object as a listing has it: its URL, size in bytes, and when the store says it was written."""

    url: str
    bytes: int
    modified: datetime.datetime


class Tag(NamedTuple):
    """By what a conditional put names a state of an object: S3 knows it by its entity tag, Google Cloud Storage by its generation."""

    etag: Optional[str]
    generation: Optional[str]

    def mode(self) -> dict[str, str]:
        """Return what says of a put that it is to replace this state."""
        return {name: value for name, value in (("e_tag", self.etag), ("version", self.generation)) if value is not None}


class Got(NamedTuple):
    """An object that was read: its bytes, the tag of this state of it, when the store says it was written."""

    content: bytes
    tag: Tag
    modified: datetime.datetime


def is_url(text: str) -> bool:
    """Return whether ``text`` is the URL of an object or of what lies below a prefix.

    >>> is_url("s3://bucket/lake"), is_url("file:///lake"), is_url("/lake")
    (True, False, False)
    """
    return text.partition("://")[0] in SCHEMES and "://" in text


def refuse_without_extra(url: str) -> None:
    """Refuse a URL of a store whose library is not installed.

    Raises:
        MissingExtraError: it is not.
    """
    try:
        import fsspec  # noqa: F401
        import obstore  # noqa: F401
    except ImportError as error:
        scheme = url.partition("://")[0]
        raise MissingExtraError(f"{scheme}:// needs what pip install 'newsbeam[{SCHEMES[scheme]}]' brings ({url})") from error


@functools.cache
def store_of(bucket: str) -> Any:
    """Return the store of ``bucket`` (``s3://name``), one for the whole process."""
    refuse_without_extra(bucket)
    import obstore.store

    _OPENED.add(bucket.partition("://")[0])
    return obstore.store.from_url(bucket)


def _split(url: str) -> tuple[Any, str]:
    """Return the store of a URL, and the key that the URL names in it."""
    scheme, _, rest = url.partition("://")
    bucket, _, key = rest.partition("/")
    return store_of(f"{scheme}://{bucket}"), key


@contextlib.contextmanager
def _failures(url: str) -> Iterator[None]:
    """Raise what the library says as the system's errors: FileNotFoundError, PermissionError, and OSError for all else that fails."""
    import obstore.exceptions as said

    try:
        yield
    except FileNotFoundError as error:
        raise FileNotFoundError(errno.ENOENT, "there is no such object", url) from error
    except (said.PermissionDeniedError, said.UnauthenticatedError) as error:
        raise PermissionError(errno.EACCES, "the store refuses access", url) from error
    except (said.AlreadyExistsError, said.PreconditionError):
        raise
    except said.BaseError as error:
        raise OSError(errno.EIO, _why(str(error)), url) from error


def _why(said: str) -> str:
    """Return in words why a store failed, given what the library says: it asks the machine for credentials where nobody gave any."""
    if any(address in said for address in _OF_THE_MACHINE):
        return "no credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or GOOGLE_APPLICATION_CREDENTIALS, or use a machine with a role"
    return f"the store failed: {said.splitlines()[0]:.300}"


# ── reading ──


def get(url: str) -> Got:
    """Return the object at ``url``.

    Raises:
        FileNotFoundError: there is none.
        OSError: the store fails.
    """
    store, key = _split(url)
    with _failures(url):
        found = store.get(key)
        return Got(bytes(found.bytes()), _tag(found.meta), found.meta["last_modified"])


def _tag(said: Any) -> Tag:
    return Tag(said["e_tag"], said["version"])


def get_part(url: str, start: int, size: int) -> bytes:
    """Return ``size`` bytes of the object at ``url``, from ``start`` on."""
    store, key = _split(url)
    with _failures(url):
        return bytes(store.get_range(key, start=start, length=size)) if size else b""


def modified(url: str) -> datetime.datetime:
    """Return when the object at ``url`` was written, by the store's clock."""
    store, key = _split(url)
    with _failures(url):
        found: datetime.datetime = store.head(key)["last_modified"]
        return found


def size(url: str) -> int:
    """Return how many bytes the object at ``url`` has."""
    store, key = _split(url)
    with _failures(url):
        return int(store.head(key)["size"])


def sha256(url: str) -> str:
    """Return the SHA-256 of the object at ``url``, read a piece at a time."""
    store, key = _split(url)
    digest = hashlib.sha256()
    with _failures(url):
        for piece in store.get(key).stream(min_chunk_size=PIECE):
            digest.update(piece)
    return digest.hexdigest()


def listing(prefix: str) -> Iterator[Entry]:
    """Yield all objects below the URL ``prefix``, in the order of their keys."""
    store, key = _split(prefix)
    bucket = prefix[: len(prefix) - len(key)]
    with _failures(prefix):
        for found in store.list(key.rstrip("/") + "/"):
            for one in found:
                yield Entry(bucket + one["path"], one["size"], one["last_modified"])


def children(prefix: str) -> list[str]:
    """Return the names of the objects directly below the URL ``prefix``, and of what has objects below it, in order."""
    store, key = _split(prefix)
    with _failures(prefix):
        found = store.list_with_delimiter(key.rstrip("/") + "/")
    paths = [*found["common_prefixes"], *(one["path"] for one in found["objects"])]
    return sorted(path.rstrip("/").rpartition("/")[2] for path in paths)


@functools.cache
def filesystem(scheme: str) -> Any:
    """Return the filesystem of fsspec by which DuckDB reads parts of objects whose URLs have ``scheme``."""
    from newsbeam.object_files import ObjectFiles

    return ObjectFiles(scheme)


def filesystems() -> list[Any]:
    """Return the filesystems of the stores that this process has opened."""
    return [filesystem(scheme) for scheme in sorted(_OPENED)]


@functools.cache
def arrow_filesystem(scheme: str) -> Any:
    """Return the filesystem by which Arrow reads parts of objects whose URLs have ``scheme``; paths on it are whole URLs."""
    import pyarrow.fs

    return pyarrow.fs.PyFileSystem(pyarrow.fs.FSSpecHandler(filesystem(scheme)))


def source(address: str) -> Any:
    """Return what Arrow opens to read the file at ``address``: the path itself, or of a URL an open file."""
    return arrow_filesystem(address.partition("://")[0]).open_input_file(address) if is_url(address) else address


def filesystem_of(addresses: Sequence[str]) -> Any:
    """Return the filesystem on which Arrow finds files at ``addresses``, all of one lake; None for that of this machine."""
    return arrow_filesystem(addresses[0].partition("://")[0]) if addresses and is_url(addresses[0]) else None


# ── writing ──


def put(url: str, content: bytes | IO[bytes]) -> None:
    """Write the object at ``url``, whole or not at all, replacing what is there; bytes in one piece, of a file many in several."""
    store, key = _split(url)
    with _failures(url):
        store.put(key, content, use_multipart=not isinstance(content, bytes))


@contextlib.contextmanager
def writing(url: str) -> Iterator[IO[bytes]]:
    """Give a stream whose bytes are the object at ``url`` when the block ends well; nothing is written where it raises."""
    with tempfile.SpooledTemporaryFile(PIECE) as held:
        yield held
        size = held.tell()
        held.seek(0)
        put(url, held.read() if size <= PIECE else held)


def put_if(url: str, content: bytes, tag: Optional[Tag]) -> Optional[Tag]:
    """Write the object at ``url`` if it is still in the state that ``tag`` names, or with None if there is none; returns the tag of the new state.

    None where somebody else has written it. ``content`` must be like no other that anybody writes there (let it hold a random number): by it is
    known what took effect although its answer was lost.

    Raises:
        OSError: the store fails, and what was asked for has not taken effect, as far as can be seen: it may yet.
    """
    import obstore.exceptions as said

    store, key = _split(url)
    failure: Optional[BaseException] = None
    try:
        with _failures(url):
            return _tag(store.put(key, content, mode="create" if tag is None else tag.mode(), use_multipart=False))
    except (said.AlreadyExistsError, said.PreconditionError):
        pass
    except OSError as error:
        failure = error
    try:
        found = get(url)
    except FileNotFoundError:
        found = None
    except OSError:
        if failure is None:
            raise
        raise failure from None
    if found is not None and found.content == content:
        return found.tag
    if failure is not None:
        raise failure
    return None


def remove(urls: Iterable[str]) -> None:
    """Remove the objects at ``urls``, all of one bucket; what is not there is removed."""
    keys = []
    for url in urls:
        store, key = _split(url)
        keys.append(key)
    if keys:
        with _failures(url):
            try:
                store.delete(keys)
            except FileNotFoundError:  # of a store that takes one after the other: what follows in the list may be there yet
                for key in keys:
                    with contextlib.suppress(FileNotFoundError):
                        store.delete(key)


def nonce() -> str:
    """Return a random text that nobody else has."""
    return os.urandom(8).hex()
