"""What an input is called: the path that opens it, the URI that rows show, the folder it must lie in, its outlet."""

import errno
import functools
import os
import re
import urllib.parse
from typing import NamedTuple, Optional

ENDINGS = (".txt", ".txt.gz")
"""What is taken from a folder as one article each."""

COLLECTIONS = (".jsonl", ".jsonl.gz", ".jsonl.zst", ".csv", ".csv.gz", ".csv.zst", ".parquet")
"""What holds many articles, a record each, in fields."""

CRAWLS = tuple(kind + packed for kind in (".warc", ".wet", ".html", ".htm") for packed in ("", ".gz", ".zst"))
"""Pages as a crawl keeps them, whose text has to be made."""

_REMOTE = re.compile(r"(?!file://)[A-Za-z][A-Za-z0-9+.\-]*://")
_MAGIC = re.compile(r"[*?\[]")


class Listed(NamedTuple):
    """One input: its URI, how to open it, its size as found, and why it is skipped (None where it is an input).

    ``path`` is for ``read_bytes``: an absolute path, a ``file://`` URI where the name is not UTF-8 (so that it can travel), or the URL in
    another filesystem. ``size`` is 0 where it is not known.
    """

    source_uri: str
    path: str
    size: int
    skipped: Optional[str]


LEFT_OUT = b"\0"
"""What the key of a file begins with that a folder leaves out: another pattern may name it all the same."""


class Found(NamedTuple):
    """What a pattern leads to, with a key that is equal for the same file."""

    key: bytes
    listed: Listed


class Root:
    """A folder that inputs must lie in: as named (what URIs show) and resolved (what containment is checked with).

    Raises:
        FileNotFoundError: a local folder that is not there.
    """

    def __init__(self, named: str) -> None:
        self.url = named if is_remote(named) else None
        self.named = named if self.url else os.path.abspath(local_path(named))
        self.real = named if self.url else os.path.realpath(self.named)
        if not self.url and not os.path.isdir(self.real):
            raise FileNotFoundError(errno.ENOENT, "no such folder", named)

    def relative(self, real: str) -> str | None:
        """Return the path below the root of a resolved path or a URL; None where it lies elsewhere."""
        prefix = self.real.rstrip("/") + "/"
        return real[len(prefix) :] if real.startswith(prefix) else None


def is_collection(name: str) -> bool:
    """Return whether a file of that name holds many articles, in fields.

    >>> is_collection("news/2024.JSONL.gz"), is_collection("news/0001.txt")
    (True, False)
    """
    return name.lower().endswith(COLLECTIONS)


def is_crawl(name: str) -> bool:
    """Return whether a file of that name holds pages as a crawl keeps them.

    >>> is_crawl("news/CC-NEWS-20240124.warc.gz"), is_crawl("news/0001.HTML"), is_crawl("news/0001.txt")
    (True, True, False)
    """
    return name.lower().endswith(CRAWLS)


def is_taken(name: str) -> bool:
    """Return whether a file of that name in a folder is an input."""
    return name.lower().endswith(ENDINGS) or is_collection(name) or is_crawl(name)


def is_remote(path: str) -> bool:
    """Return whether a path is the URL of another filesystem.

    >>> is_remote("gs://raw/a.txt"), is_remote("file:///raw/a.txt"), is_remote("raw/a.txt")
    (True, False, False)
    """
    return _REMOTE.match(path) is not None


def has_wildcard(path: str) -> bool:
    """Return whether a path holds a wildcard of globs.

    >>> has_wildcard("raw/*.txt"), has_wildcard("raw/day[1]"), has_wildcard("raw/a.txt")
    (True, True, False)
    """
    return _MAGIC.search(path) is not None


def local_path(path: str) -> str:
    """Return a local path from a path or a ``file://`` URI.

    >>> local_path("file:///raw/a%20b.txt")
    '/raw/a b.txt'
    """
    if path.startswith("file://"):
        return os.fsdecode(urllib.parse.unquote_to_bytes("/" + path[len("file://") :].partition("/")[2]))
    return path


def travelling(path: str) -> str:
    r"""Return a path that every coder can carry: a ``file://`` URI where its name is not UTF-8.

    >>> travelling("/raw/é.txt"), travelling("/raw/\udce9.txt")
    ('/raw/é.txt', 'file:///raw/%E9.txt')
    """
    try:
        path.encode()
    except UnicodeEncodeError:
        return "file://" + urllib.parse.quote_from_bytes(os.fsencode(path))
    return path


def local_uri(path: str, real: str, source_root: Root | None) -> str:
    """Return the source URI of a local file: its absolute URI, or its path below the source root where there is one.

    Raises:
        ValueError: ``real`` (the resolved path) does not lie in the source root.

    >>> local_uri("/raw/a b.txt", "/disk/raw/a b.txt", None)
    'file:///raw/a%20b.txt'
    """
    if source_root is None:
        return "file://" + urllib.parse.quote_from_bytes(os.fsencode(path))
    below = source_root.relative(real)
    if below is None:
        raise ValueError(f"{path!r} does not lie in the source root {source_root.named!r}")
    return urllib.parse.quote_from_bytes(os.fsencode(below))


def fetch_outlet(pattern: str | None, source_uri: str) -> str | None:
    """Return the outlet in a source URI: what the group named ``outlet`` of a regular expression matches, percent-decoded, or None.

    Raises:
        ValueError: the pattern has no group of that name.

    >>> fetch_outlet(r"raw/(?P<outlet>[^/]+)/", "raw/north%20post/2024/0001.txt")
    'north post'
    >>> fetch_outlet(r"raw/(?P<outlet>[^/]+)/", "0001.txt") is None
    True
    """
    if not pattern:
        return None
    compiled = _compiled(pattern)
    if "outlet" not in compiled.groupindex:
        raise ValueError(f"the source pattern has no group named outlet: {pattern}")
    match = compiled.search(source_uri)
    return urllib.parse.unquote(match["outlet"]) if match and match["outlet"] else None


@functools.lru_cache(maxsize=16)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
