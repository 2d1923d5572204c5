"""Gzip and zstd: all members, however many and however far they expand, within limits; what is cut or damaged is refused."""

import functools
import io
import zlib
from collections.abc import Iterator
from typing import IO, Any

from transforms.text.rejected import RejectedInput

MAX_RATIO = 200
RATIO_FROM = 64 << 20
"""What expands to more than ``RATIO_FROM`` bytes and ``MAX_RATIO`` times its size is a bomb; below, the limit is enough."""

_MAX_MEMBERS = 100_000  # of one article; a collection may have one for each of its records
CHUNK = 1 << 16
"""Bytes of gzip that are given at a time: what follows a member in them is copied with each member."""

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
    for piece in gunzipped(iter(functools.partial(io.BytesIO(raw).read, CHUNK), b""), most_members=_MAX_MEMBERS):
        pieces.append(piece)
        size += len(piece)
        if size > limit:
            raise RejectedInput("too_large", f"more than {limit} bytes after decompression")
    return b"".join(pieces)


def gunzipped(raw: Iterator[bytes], *, most_members: int | None = None) -> Iterator[bytes]:
    """Yield the content of gzip data, given in pieces, of one or more members; zero bytes may follow the last one.

    A piece at a time, so that a bomb costs no memory.

    Raises:
        RejectedInput: ``corrupt_archive``, or ``too_large`` (a bomb), after all that could be read.
    """
    spent = size = 0

    def counted() -> Iterator[bytes]:
        nonlocal spent
        for piece in raw:
            spent += len(piece)
            yield piece

    for piece in _decompressed(counted(), most_members):
        size += len(piece)
        _refuse_a_bomb("gzip", spent, size)
        yield piece


def unzstd(file: IO[bytes]) -> Iterator[bytes]:
    """Yield the content of an open file of zstd data, of one or more frames, a piece at a time.

    Raises:
        RejectedInput: ``corrupt_archive``, or ``too_large`` (a bomb), after all that could be read.
    """
    import pyarrow as pa

    size = 0
    with pa.CompressedInputStream(pa.PythonFile(file, mode="r"), "zstd") as content:
        while piece := _read_zstd(content):
            size += len(piece)
            _refuse_a_bomb("zstd", file.tell(), size)
            yield piece


def _read_zstd(content: Any) -> bytes:
    try:
        piece: bytes = content.read(CHUNK)  # what is whole of a piece that is damaged is lost with it
    except OSError as error:
        if error.errno is not None:  # of the disk, and not of what the file holds
            raise
        raise RejectedInput("corrupt_archive", str(error)) from None
    return piece


def _refuse_a_bomb(kind: str, spent: int, size: int) -> None:
    if size > RATIO_FROM and size > MAX_RATIO * spent:
        raise RejectedInput("too_large", f"{spent} bytes of {kind} expand more than {MAX_RATIO} times")


def _decompressed(raw: Iterator[bytes], most_members: int | None) -> Iterator[bytes]:
    """Yield the content of all members, a piece at a time."""
    members = 0
    member: Any = None
    waiting = b""
    while waiting or (waiting := next(raw, b"")):
        if member is None:
            if members and not (waiting := waiting.lstrip(b"\0")):
                continue
            member = zlib.decompressobj(wbits=31)
            members += 1
            if most_members is not None and members > most_members:
                raise RejectedInput("corrupt_archive", f"more than {most_members} gzip members")
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
