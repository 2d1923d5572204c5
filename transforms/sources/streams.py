"""Inputs as streams: the bytes of a file a piece at a time, decompressed, and its lines, in little memory however large it is."""

import contextlib
import functools
import os
import stat
from collections.abc import Iterator
from typing import IO

from newsbeam import objects
from transforms.sources import local, remote
from transforms.sources.archives import CHUNK, gunzipped, unzstd
from transforms.sources.inputs import is_remote, local_path
from transforms.text.rejected import RejectedInput

PIECE = 1 << 20
"""Bytes that are read at a time."""


@contextlib.contextmanager
def opened(path: str) -> Iterator[IO[bytes]]:
    """Open an input (``Listed.path``) for reading from any place in it.

    Raises:
        RejectedInput: ``vanished``, ``unreadable``; ``changed_during_run`` at the end, where a local file did not keep still.
    """
    if is_remote(path):
        with remote.opened(path) as file:
            yield file
        return
    descriptor = local.open_regular(local_path(path))
    try:
        before = os.fstat(descriptor)
        if not stat.S_ISREG(before.st_mode):
            raise RejectedInput("unreadable", "no regular file")
        with os.fdopen(descriptor, "rb", buffering=PIECE, closefd=False) as file:
            yield file  # which those that decompress it close
        after = os.fstat(descriptor)
    finally:
        os.close(descriptor)
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise RejectedInput("changed_during_run", f"{before.st_size} bytes before, {after.st_size} after reading")


def pieces(file: IO[bytes], name: str) -> Iterator[bytes]:
    """Yield the bytes of an open file a piece at a time, decompressed where ``name`` ends in ``.gz`` or ``.zst``.

    Raises:
        RejectedInput: ``corrupt_archive`` or ``too_large`` (a bomb), after all that could be read.
    """
    if name.lower().endswith(".gz"):
        return gunzipped(iter(functools.partial(file.read, CHUNK), b""))
    return unzstd(file) if name.lower().endswith(".zst") else iter(functools.partial(file.read, PIECE), b"")


def lines(found: Iterator[bytes], limit: int) -> Iterator[bytes | None]:
    r"""Yield the lines of a stream with their ends; None for one of more than ``limit`` bytes, which is passed over.

    >>> list(lines(iter([b"one\ntw", b"o\nthree and more", b"\nfour"]), 6))
    [b'one\n', b'two\n', None, b'four']
    """
    rest: list[bytes] = []
    size = 0
    for piece in found:
        first, *others = piece.split(b"\n")
        size += len(first)
        if size <= limit:
            rest.append(first)
        if not others:
            continue
        yield b"".join(rest) + b"\n" if size <= limit else None
        *whole, last = others
        for line in whole:
            yield line + b"\n" if len(line) <= limit else None
        rest, size = [last] if len(last) <= limit else [], len(last)
    if size:
        yield b"".join(rest) if size <= limit else None


def read_part(path: str, start: int, size: int) -> bytes:
    """Return ``size`` bytes of a file of the run's own, on a disk or an object store, from ``start`` on."""
    if objects.is_url(path):
        content = objects.get_part(path, start, size)
    else:
        with open(path, "rb") as file:
            file.seek(start)
            content = file.read(size)
    if len(content) != size:
        raise OSError(f"{path} holds fewer bytes than it was given")
    return content
