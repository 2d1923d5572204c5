"""Writing whole files, on the local disk or any Beam filesystem, and what a failing disk says."""

import contextlib
import errno
import os
import secrets
from collections.abc import Iterator
from typing import BinaryIO


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
def writing(path: str) -> Iterator[BinaryIO]:
    """Give a stream whose bytes are the file ``path`` when the block ends well, replacing what is there; folders are made.

    On the local disk the bytes are synced before the file gets its name, and none are left where the block raises. Errors of the filesystem
    (no space, no permission) propagate.
    """
    if not is_local(path):
        from apache_beam.io.filesystem import CompressionTypes  # seconds to import, which commands that only look at a lake need not take
        from apache_beam.io.filesystems import FileSystems

        with FileSystems.create(path, "application/octet-stream", CompressionTypes.UNCOMPRESSED) as remote:
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


_STORAGE = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.EFBIG, errno.ENFILE, errno.EMFILE)


def root_cause(error: BaseException) -> BaseException:
    """Return what went wrong first: Beam raises its own exception around it at every step."""
    while (inner := error.__cause__ or error.__context__) is not None:
        error = inner
    return error


def is_storage_failure(error: BaseException) -> bool:
    """Return whether ``error`` is the operating system's word that reading or writing cannot go on: no space, no handles, a broken disk."""
    return isinstance(error, OSError) and error.errno in _STORAGE
