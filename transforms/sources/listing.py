"""The listing of inputs: patterns of ``--input`` in, the inputs that they name out.

A pattern may be, in this order:

- ``@FILE``, or a file named ``*.paths``: a list of paths, one a line (or separated by NUL bytes, as ``find -print0`` writes them), relative
  ones to the working folder. Blank lines and lines that begin with ``#`` are left out. Each line is literal, never a glob: a file, or a
  folder to be taken whole. A file that is not there any more is listed all the same, so that it becomes a reject and not a silent gap.
- A path that exists is literal, whatever is in its name (``[1]``, ``*``, ``@``). A file named so is taken whatever its ending.
- A folder: all files below it whose names end in ``.txt`` or ``.txt.gz``, or as those do that hold many articles or a page of HTML
  (``inputs.COLLECTIONS``, ``inputs.CRAWLS``), in any case; others and hidden ones (``.name``) are skipped, and what is in hidden folders is
  not looked at.
- A glob of ``*``, ``?``, ``[…]`` and ``**`` (any number of folders): as if each match were named, so files whatever their ending, and
  folders whole. Wildcards match no hidden names and do not walk through links.

The order is that of the patterns, then of the bytes of the names, folder by folder. Only one folder's names are in memory at a time, and some
30 bytes for each file already listed: what several patterns or links lead to is listed once, where it is met first.
"""

import errno
import functools
import hashlib
import os
from collections.abc import Iterator, Sequence

from transforms.sources import crawls, globs, local, remote
from transforms.sources.digests import Digests
from transforms.sources.inputs import (
    LEFT_OUT,
    Found,
    Listed,
    Root,
    has_wildcard,
    is_collection,
    is_crawl,
    is_remote,
    local_path,
    local_uri,
    travelling,
)

_CHUNK = 1 << 16


def list_inputs(patterns: Sequence[str], *, source_root: str | None, collections: bool = False) -> Iterator[Listed]:
    """Yield the inputs that the patterns name (see the module), each once, with what is skipped.

    ``source_uri`` is the percent-encoded absolute URI, or with ``source_root`` the percent-encoded path below that folder. A link that is
    found in a folder or by a glob is followed to a regular file inside the root, and is then just another name of that file. The root is
    ``source_root``, or else the folder that the pattern names (of a glob the part before its first wildcard). ``skipped`` says what is not
    taken: ``link_outside_root``, ``link_to_folder``, ``link_loop``, ``dangling_link``, ``fifo``, ``socket``, ``device``,
    ``unreadable_folder``, ``name_too_long``; of a folder ``hidden`` and ``other_ending``; ``no_text_field`` for what holds many articles
    in fields, unless ``collections`` says that it is known where their texts are; ``no_crawl_extra`` for what a crawl keeps, where what reads it
    is not installed.

    Raises:
        FileNotFoundError: a pattern matches nothing; a list of paths or the source root is missing.
        PermissionError: a folder that a pattern names cannot be listed.
        ValueError: a pattern lies outside ``source_root``.
    """
    root = None if source_root is None else Root(source_root)
    seen = Digests()
    for pattern in [patterns] if isinstance(patterns, str) else patterns:
        met = False
        for found in _expand(pattern, root):
            met = True
            if found.key.startswith(LEFT_OUT) and _digest(found.key.removeprefix(LEFT_OUT)) in seen:
                continue
            if seen.add(_digest(found.key)):
                yield found.listed._replace(skipped=found.listed.skipped or _unreadable(found.listed.path, collections))
        if not met:
            empty = not is_remote(pattern) and os.path.isdir(local_path(pattern))
            raise FileNotFoundError(errno.ENOENT, "the folder holds no file" if empty else "no input matches", pattern)


def _unreadable(path: str, collections: bool) -> str | None:
    """Return why a file's articles cannot be read, whatever it holds."""
    if is_collection(path) and not collections:
        return "no_text_field"
    return "no_crawl_extra" if is_crawl(path) and not crawls.can_read() else None


def _digest(key: bytes) -> bytes:
    return hashlib.blake2b(key, digest_size=16).digest()


def reaches(pattern: str, folder: str) -> bool:
    """Return whether ``folder``, which need not be there, is or lies in what a pattern names on this disk, so that its files would be inputs.

    Of a glob it is enough that it matches the folders down to ``folder``, or from there on.
    """
    if is_remote(pattern):
        return False
    path, real = local_path(pattern), os.path.realpath(folder)
    if path.startswith("@") and not os.path.lexists(path):
        return os.path.isfile(path[1:]) and _list_reaches(path[1:], real)
    if path.lower().endswith(".paths") and os.path.isfile(path):
        return _list_reaches(path, real)
    if os.path.lexists(path) or not has_wildcard(path):
        return os.path.isdir(path) and _is_below(real, os.path.realpath(path))
    prefix, parts = globs.split(os.path.abspath(path))
    prefix = os.path.realpath(prefix)
    return _is_below(real, prefix) and globs.may_reach(parts, os.path.relpath(real, prefix).split("/"))


def _list_reaches(name: str, folder: str) -> bool:
    entries = (os.fsdecode(line) for line in _lines(name))
    return any(_is_below(folder, os.path.abspath(local_path(entry))) for entry in entries if not is_remote(entry))


def _is_below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip("/") + "/")


def _expand(pattern: str, source_root: Root | None) -> Iterator[Found]:
    """Yield what one pattern leads to."""
    if is_remote(pattern):
        yield from remote.expand(pattern, source_root)
        return
    if source_root is not None and source_root.url:
        raise ValueError(f"{pattern} does not lie in the source root {source_root.url}")
    path = local_path(pattern)
    if path.startswith("@") and not os.path.lexists(path):
        yield from _expand_list(path[1:], source_root)
    elif path.lower().endswith(".paths") and os.path.isfile(path):
        yield from _expand_list(path, source_root)
    elif os.path.lexists(path):
        yield from local.expand_named(path, source_root)
    elif has_wildcard(path):
        yield from local.expand_glob(path, source_root)


def _expand_list(name: str, source_root: Root | None) -> Iterator[Found]:
    """Yield the files and folders that a list of paths names."""
    for line in _lines(name):
        path = os.fsdecode(line)
        if is_remote(path):
            yield from remote.expand(path, source_root)
        elif os.path.lexists(local_path(path)):
            yield from local.expand_named(local_path(path), source_root)
        else:
            path = os.path.abspath(local_path(path))
            listed = Listed(local_uri(path, os.path.realpath(path), source_root), travelling(path), 0, None)
            yield Found(os.fsencode(path), listed)


def _lines(name: str) -> Iterator[bytes]:
    """Yield the entries of a list of paths, read a piece at a time."""
    with open(name, "rb") as file:
        separator = b"\0" if b"\0" in file.read(_CHUNK) else b"\n"
        file.seek(0)
        rest = b""
        while chunk := file.read(_CHUNK):
            *lines, rest = (rest + chunk).split(separator)
            yield from filter(None, map(functools.partial(_entry, separator), lines))
        if last := _entry(separator, rest):
            yield last


def _entry(separator: bytes, line: bytes) -> bytes:
    """Return a line of a list of paths as a path; empty for a blank line or a comment."""
    if separator == b"\0":
        return line
    line = line.removesuffix(b"\r")
    return b"" if not line.strip() or line.startswith(b"#") else line
