"""Writing whole files, on the local disk or an object store, reading what a run has written, and what a failing disk says."""

import contextlib
import errno
import os
import secrets
from collections.abc import Iterator
from typing import IO

from newsbeam import objects


def is_local(path: str) -> bool:
    """Return whether ``path`` is a plain path and not one of another filesystem (``gs://...``).

    >>> is_local("/data/lake"), is_local("gs://bucket/lake")
    (True, False)
    """
    return "://" not in path


def write_bytes(path: str, content: bytes) -> None:
    """Write ``content`` to ``path``, whole or not at all, as :func:`writing` does."""
    with writing(path) as sink:
        sink.write(content)


@contextlib.contextmanager
def writing(path: str) -> Iterator[IO[bytes]]:
    """Give a stream whose bytes are the file ``path`` when the block ends well, replacing what is there; folders are made.

    On the local disk the bytes are synced before the file gets its name, and none are left where the block raises. Errors of the filesystem
    (no space, no permission) propagate.
    """
    if objects.is_url(path):
        with objects.writing(path) as remote:
            yield remote
        return
    os.makedirs(os.path.dirname(path), exist_ok=True)
    beside = f"{path}.{secrets.token_hex(4)}.inprogress"
    try:
        with open(beside, "xb") as sink:
            yield sink
            sink.flush()
            os.fsync(sink.fileno())
        os.replace(beside, path)
    except BaseException as error:
        if isinstance(error, OSError) and error.filename is None:
            error.filename = path
        with contextlib.suppress(OSError):
            os.unlink(beside)
        raise


def read_whole(path: str) -> bytes:
    """Return the bytes of a file that a run has written, on the local disk or an object store."""
    if objects.is_url(path):
        return objects.get(path).content
    with open(path, "rb") as file:
        return file.read()


_STORAGE = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.EFBIG, errno.ENFILE, errno.EMFILE)


def root_cause(error: BaseException) -> BaseException:
    """Return what went wrong first: Beam raises its own exception around it at every step."""
    while (inner := error.__cause__ or error.__context__) is not None:
        error = inner
    return error


def is_storage_failure(error: BaseException) -> bool:
    """Return whether ``error`` is the operating system's word that reading or writing cannot go on: no space, no handles, a broken disk."""
    return isinstance(error, OSError) and error.errno in _STORAGE
