"""Gzip: all members, however many and however far they expand, within limits; what is cut or damaged is refused."""

import zlib
from collections.abc import Iterator
from typing import Any

from transforms.text.rejected import RejectedInput

MAX_RATIO = 200
RATIO_FROM = 64 << 20
"""A gzip that expands to more than ``RATIO_FROM`` bytes and ``MAX_RATIO`` times its size is a bomb; below, the limit is enough."""

_MAX_MEMBERS = 100_000
_CHUNK = 1 << 16
_PIECE = 1 << 20  # bytes that are decompressed at a time


def gunzip(raw: bytes, limit: int) -> bytes:
    r"""Return the content of gzip data of one or more members; zero bytes may follow the last one.

    Raises:
        RejectedInput: ``too_large`` (more than ``limit`` bytes, or a bomb) or ``corrupt_archive``.

    >>> import gzip
    >>> gunzip(gzip.compress(b"one ") + gzip.compress(b"two") + b"\0\0", 10)
    b'one two'
    """
    pieces: list[bytes] = []
    size = 0
    for piece in _decompressed(raw):
        pieces.append(piece)
        size += len(piece)
        if size > limit:
            raise RejectedInput("too_large", f"more than {limit} bytes after decompression")
        if size > RATIO_FROM and size > MAX_RATIO * len(raw):
            raise RejectedInput("too_large", f"{len(raw)} bytes of gzip expand more than {MAX_RATIO} times")
    return b"".join(pieces)


def _decompressed(raw: bytes) -> Iterator[bytes]:
    """Yield the content of all members, a piece at a time, so that a bomb costs no memory."""
    members = position = 0
    member: Any = None
    waiting = b""
    view = memoryview(raw)
    while waiting or position < len(view):
        if not waiting:
            waiting = bytes(view[position : position + _CHUNK])
            position += len(waiting)
        if member is None:
            if members and not (waiting := waiting.lstrip(b"\0")):
                continue
            member = zlib.decompressobj(wbits=31)
            members += 1
            if members > _MAX_MEMBERS:
                raise RejectedInput("corrupt_archive", f"more than {_MAX_MEMBERS} gzip members")
        try:
            piece = member.decompress(waiting, _PIECE)
        except zlib.error as error:
            raise RejectedInput("corrupt_archive", f"gzip member {members}: {error}") from None
        yield piece
        waiting = member.unconsumed_tail
        if member.eof:
            waiting, member = member.unused_data, None
    if member is not None or not members:
        raise RejectedInput("corrupt_archive", "the gzip data end in the middle of a member")
