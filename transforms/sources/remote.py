"""Inputs in other filesystems (``gs://…``, ``s3://…``), through Beam's ``FileSystems``, which is loaded only where it is needed."""

import urllib.parse
from collections.abc import Iterator
from typing import IO, Any

from transforms.sources.inputs import LEFT_OUT, Found, Listed, Root, has_wildcard, is_taken
from transforms.text.rejected import RejectedInput


def expand(pattern: str, source_root: Root | None) -> Iterator[Found]:
    """Yield the objects that a URL, a folder of URLs or a glob of URLs names, and what is skipped of a folder, in the order of their URLs.

    Raises:
        ValueError: an object does not lie in the source root.
    """
    files = _matches(pattern) if not pattern.endswith("/") else []
    if not files and has_wildcard(pattern) and _filesystems().exists(pattern):
        files = [(pattern, 0)]
    whole_folder = not files
    for url, size in sorted(files or _matches(pattern.rstrip("/") + "/**")):
        skipped = "other_ending" if whole_folder and not is_taken(url) else None
        key = url.encode(errors="surrogateescape")
        yield Found(LEFT_OUT + key if skipped else key, Listed(_uri(url, source_root), url, size, skipped))


def _uri(url: str, source_root: Root | None) -> str:
    """Return the source URI of an object: its URL, or its path below the source root where there is one, percent-encoded."""
    if source_root is None:
        scheme, _, path = url.partition("://")
        return f"{scheme}://{urllib.parse.quote(path)}"
    below = source_root.relative(url)
    if below is None:
        raise ValueError(f"{url} does not lie in the source root {source_root.named}")
    return urllib.parse.quote(below)


def _matches(pattern: str) -> list[tuple[str, int]]:
    """Return URL and size of the objects that match a pattern of Beam's filesystems."""
    return [(found.path, found.size_in_bytes) for result in _filesystems().match([pattern]) for found in result.metadata_list]


def read(url: str, limit: int) -> bytes:
    """Return the raw bytes of an object.

    Raises:
        RejectedInput: ``too_large`` (more than ``limit`` bytes), ``vanished`` or ``unreadable``.
    """
    pieces, size = [], 0
    with opened(url) as file:
        while piece := file.read(1 << 20):
            pieces.append(piece)
            size += len(piece)
            if size > limit:
                raise RejectedInput("too_large", f"more than {limit} bytes")
    return b"".join(pieces)


def opened(url: str) -> IO[bytes]:
    """Return an object, open for reading.

    Raises:
        RejectedInput: ``vanished`` or ``unreadable``.
    """
    from apache_beam.io.filesystem import CompressionTypes

    filesystems = _filesystems()
    try:
        file: IO[bytes] = filesystems.open(url, compression_type=CompressionTypes.UNCOMPRESSED)
    except PermissionError:
        raise RejectedInput("unreadable", "no permission") from None
    except Exception:
        if filesystems.exists(url):
            raise
        raise RejectedInput("vanished", "it was listed, but is not there any more") from None
    return file


def _filesystems() -> Any:
    from apache_beam.io.filesystems import FileSystems

    return FileSystems
