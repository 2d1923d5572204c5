"""Inputs in other filesystems (``gs://…``, ``s3://…``), through Beam's ``FileSystems``, which is loaded only where it is needed."""

import importlib.util
import urllib.parse
from collections.abc import Iterator
from typing import IO, Any

from transforms.sources.inputs import LEFT_OUT, Found, Listed, Root, has_wildcard, is_taken
from transforms.text.rejected import RejectedInput


def expand(pattern: str, source_root: Root | None) -> Iterator[Found]:
    """Yield the objects that a URL, a folder of URLs or a glob of URLs names, and what is skipped of a folder, in the order of their URLs.

    Raises:
        ValueError: an object does not lie in the source root, or nothing here reads such addresses.
    """
    _refuse_what_cannot_be_read(pattern)
    files = _matches(pattern) if not pattern.endswith("/") else []
    if not files and has_wildcard(pattern) and _filesystems().exists(pattern):
        files = [(pattern, 0)]
    whole_folder = not files
    for url, size in sorted(files or _matches(pattern.rstrip("/") + "/**")):
        skipped = "other_ending" if whole_folder and not is_taken(url) else None
        key = url.encode(errors="surrogateescape")
        yield Found(LEFT_OUT + key if skipped else key, Listed(_uri(url, source_root), url, size, skipped))


def _refuse_what_cannot_be_read(pattern: str) -> None:
    """Refuse addresses of the web, and those of a store whose library is not installed.

    Raises:
        ValueError: see above.
    """
    scheme = pattern.partition("://")[0].lower()
    if scheme in ("http", "https", "ftp"):
        raise ValueError(f"{scheme}:// is not supported ({pattern}): fetch the files first, and give the folder they are in")
    extra, library = _EXTRAS.get(scheme, ("", ""))
    if library and not _is_installed(library):
        raise ValueError(f"{scheme}:// needs what pip install 'newsbeam[{extra}]' brings ({pattern})")


_EXTRAS = {"s3": ("aws", "boto3"), "gs": ("gcp", "google.cloud.storage")}
"""The extra that brings what Beam reads a store with, and the library that tells whether it is there."""


def _is_installed(library: str) -> bool:
    try:
        return importlib.util.find_spec(library) is not None
    except ModuleNotFoundError:  # of a package above it
        return False


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
    """Return URL and size of the objects that match a pattern of Beam's filesystems.

    Raises:
        ValueError: it is of S3, and nobody gave credentials: Beam would try for minutes.
    """
    if pattern.lower().startswith("s3://") and not _has_credentials():
        raise ValueError(
            f"s3:// needs credentials ({pattern}): set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (AWS_ENDPOINT_URL for a server of your own)"
        )
    return [(found.path, found.size_in_bytes) for result in _filesystems().match([pattern]) for found in result.metadata_list]


def _has_credentials() -> bool:
    """Return whether boto3 finds credentials of S3: in the environment, its files, or the role of the machine; or Beam's options give them."""
    import botocore.session
    from apache_beam.options.pipeline_options import S3Options

    given = _filesystems()._pipeline_options.view_as(S3Options)
    return bool(given.s3_access_key_id) or botocore.session.get_session().get_credentials() is not None


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
    from apache_beam.options.pipeline_options import PipelineOptions

    if FileSystems._pipeline_options is None:  # a pipeline sets them; what is listed before there is one has those of the command line
        FileSystems.set_options(PipelineOptions())
    return FileSystems
