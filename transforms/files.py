r"""Inputs on the local disk or any Beam filesystem: which there are, and their bytes.

Beam's own matching and reading are not used for local files: they cut gzip at 16 MiB without an error, hang on FIFOs, follow links out of
the folder, cannot match a name that holds ``[1]``, and stop at a name that is not UTF-8. Other filesystems (``gs://…``, ``s3://…``) go
through ``FileSystems``, with our own decompression.

What ``--input`` may name, in this order:

- ``@FILE``, or a file named ``*.paths``: a list of paths, one a line (or separated by NUL bytes, as ``find -print0`` writes them), relative
  ones to the working folder. Blank lines and lines that begin with ``#`` are left out. Each line is literal, never a glob: a file, or a
  folder to be taken whole. A file that is not there any more is listed all the same, so that it becomes a reject and not a silent gap.
- A path that exists is literal, whatever is in its name (``[1]``, ``*``, ``@``). A file named so is taken whatever its ending.
- A folder: all files below it whose names end in ``.txt`` or ``.txt.gz`` (in any case); hidden ones (``.name``), and what is in hidden
  folders, are left out.
- A glob of ``*``, ``?``, ``[…]`` and ``**`` (any number of folders): as if each match were named, so files whatever their ending, and
  folders whole. Wildcards match no hidden names and do not walk through links.

The order is that of the patterns, then of the bytes of the names, folder by folder. Only one folder's names are in memory at a time, and 16
bytes for each file already listed: what several patterns or links lead to is listed once, where it is met first.
"""

import errno
import fnmatch
import functools
import hashlib
import itertools
import os
import re
import stat
import urllib.parse
import zlib
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, Optional

from transforms.text.decoding import RejectedInput

ENDINGS = (".txt", ".txt.gz")
"""What is taken from a folder."""

MAX_RATIO = 200
RATIO_FROM = 64 << 20
"""A gzip that expands to more than ``RATIO_FROM`` bytes and ``MAX_RATIO`` times its size is a bomb; below, the limit is enough."""

_MAX_MEMBERS = 100_000
_CHUNK = 1 << 16
_REMOTE = re.compile(r"(?!file://)[A-Za-z][A-Za-z0-9+.\-]*://")
_MAGIC = re.compile(r"[*?\[]")
_CHANGED = "changed_during_run"


class Listed(NamedTuple):
    """One input: its URI, how to open it, its size as found, and why it is skipped (None where it is an input).

    ``path`` is for ``read_bytes``: an absolute path, a ``file://`` URI where the name is not UTF-8 (so that it can travel), or the URL in
    another filesystem. ``size`` is 0 where it is not known.
    """

    source_uri: str
    path: str
    size: int
    skipped: Optional[str]


def list_inputs(patterns: Sequence[str], *, source_root: str | None) -> Iterator[Listed]:
    """The inputs that the patterns name (see the module), each once, with what is skipped because it is no regular file.

    ``source_uri`` is the percent-encoded absolute URI, or with ``source_root`` the percent-encoded path below that folder. A link that is
    found in a folder or by a glob is followed to a regular file inside the root, and is then just another name of that file. The root is
    ``source_root``, or else the folder that the pattern names (of a glob the part before its first wildcard). ``skipped`` says what is not
    taken: ``link_outside_root``, ``link_to_folder``, ``link_loop``, ``dangling_link``, ``fifo``, ``socket``, ``device``,
    ``unreadable_folder``, ``name_too_long``.

    Raises:
        FileNotFoundError: a pattern matches nothing; a list of paths or the source root is missing.
        PermissionError: a folder that a pattern names cannot be listed.
        ValueError: a pattern lies outside ``source_root``.
    """
    root = None if source_root is None else _Root(source_root)
    seen: set[bytes] = set()
    for pattern in [patterns] if isinstance(patterns, str) else patterns:
        found = False
        for key, listed in _expand(pattern, root):
            found = True
            digest = hashlib.blake2b(key, digest_size=16).digest()
            if digest not in seen:
                seen.add(digest)
                yield listed
        if not found:
            raise FileNotFoundError(errno.ENOENT, "no input matches", pattern)


def read_bytes(path: str, *, limit: int) -> bytes:
    """The bytes of an input (``Listed.path``), decompressed where its name ends in ``.gz``.

    A file that changes while it is read is read once more. Errors that say nothing about the file itself (input/output error, no memory,
    too many open files, stale handle) are raised as they are: they fail the run, not the input.

    Raises:
        RejectedInput: ``too_large`` (more than ``limit`` bytes, before or after decompression, or a gzip bomb), ``corrupt_archive`` (cut,
            damaged or no gzip), ``vanished``, ``unreadable`` (no permission, or no regular file), ``changed_during_run``.
    """
    raw = _read_remote(path, limit) if _REMOTE.match(path) else _read_local(_local(path), limit)
    return _gunzip(raw, limit) if path.lower().endswith(".gz") else raw


def fetch_outlet(pattern: str | None, source_uri: str) -> str | None:
    """The outlet in a source URI: what the group named ``outlet`` of a regular expression matches there, percent-decoded, or None.

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


# ── listing ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


class _Root:
    """A folder that inputs must lie in: as named (what URIs show) and resolved (what containment is checked with)."""

    def __init__(self, named: str) -> None:
        self.url = named if _REMOTE.match(named) else None
        self.named = named if self.url else os.path.abspath(_local(named))
        self.real = named if self.url else os.path.realpath(self.named)
        if not self.url and not os.path.isdir(self.real):
            raise FileNotFoundError(errno.ENOENT, "no such folder", named)

    def relative(self, real: str) -> str | None:
        """The path of a resolved path below the root; None where it lies elsewhere."""
        prefix = self.real.rstrip("/") + "/"
        return real[len(prefix) :] if real.startswith(prefix) else None


def _expand(pattern: str, source_root: _Root | None) -> Iterator[tuple[bytes, Listed]]:
    """What one pattern leads to, with a key that is equal for the same file."""
    if _REMOTE.match(pattern):
        yield from _expand_remote(pattern, source_root)
        return
    if source_root is not None and source_root.url:
        raise ValueError(f"{pattern} does not lie in the source root {source_root.url}")
    path = _local(pattern)
    if path.startswith("@") and not os.path.lexists(path):
        yield from _expand_list(path[1:], source_root)
    elif path.lower().endswith(".paths") and os.path.isfile(path):
        yield from _expand_list(path, source_root)
    elif os.path.lexists(path):
        yield from _expand_named(path, source_root)
    elif _MAGIC.search(path):
        prefix, parts = _split_glob(os.path.abspath(path))
        if os.path.isdir(prefix):
            root = source_root or _Root(prefix)
            for folder, matches in itertools.groupby(_glob(prefix, parts), os.path.dirname):
                real = os.path.realpath(folder)
                for match in matches:
                    yield from _expand_matched(match, os.path.join(real, os.path.basename(match)), root, source_root)


def _expand_list(name: str, source_root: _Root | None) -> Iterator[tuple[bytes, Listed]]:
    """The files and folders that a list of paths names."""
    for line in _lines(name):
        path = os.fsdecode(line)
        if _REMOTE.match(path):
            yield from _expand_remote(path, source_root)
        elif os.path.lexists(_local(path)):
            yield from _expand_named(_local(path), source_root)
        else:
            path = os.path.abspath(_local(path))
            yield os.fsencode(path), Listed(_uri(path, os.path.realpath(path), source_root), _travelling(path), 0, None)


def _lines(name: str) -> Iterator[bytes]:
    """The entries of a list of paths, read a piece at a time."""
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
    """A line of a list of paths as a path; empty for a blank line or a comment."""
    if separator == b"\0":
        return line
    line = line.removesuffix(b"\r")
    return b"" if not line.strip() or line.startswith(b"#") else line


def _expand_named(path: str, source_root: _Root | None) -> Iterator[tuple[bytes, Listed]]:
    """A file or folder that was named literally: links in its own name are the user's business and followed."""
    named = os.path.abspath(path)
    try:
        real = os.path.realpath(named, strict=True)
    except OSError as error:
        yield os.fsencode(named), _skipped(named, source_root, _link_trouble(error))
        return
    if source_root is not None and source_root.relative(real) is None and real != source_root.real:
        raise ValueError(f"{path!r} does not lie in the source root {source_root.named!r}")
    if os.path.isdir(real):
        yield from _walk(named, source_root or _Root(named), source_root)
    else:
        yield _classify(named, real, os.lstat(real), source_root)


def _expand_matched(path: str, real: str, root: _Root, source_root: _Root | None) -> Iterator[tuple[bytes, Listed]]:
    """A file or folder that a glob matched, with its folder resolved: links on the way must stay inside the root."""
    try:
        found = os.lstat(path)
        if stat.S_ISLNK(found.st_mode):
            yield _follow(path, root, source_root)
        elif root.relative(real) is None:
            yield os.fsencode(path), _skipped(path, source_root, "link_outside_root")
        elif stat.S_ISDIR(found.st_mode):
            yield from _walk(path, root, source_root)
        else:
            yield _classify(path, real, found, source_root)
    except OSError as error:
        yield os.fsencode(path), _skipped(path, source_root, _link_trouble(error))


def _walk(folder: str, root: _Root, source_root: _Root | None) -> Iterator[tuple[bytes, Listed]]:
    """All inputs below a folder, in the order of their names' bytes, folder by folder."""
    stack = [iter(_names(folder))]
    places = [(folder, os.path.realpath(folder))]
    while stack:
        name = next(stack[-1], None)
        named, real = places[-1]
        if name is None:
            stack.pop()
            places.pop()
            continue
        path, resolved = os.path.join(named, name), os.path.join(real, name)
        try:
            found = os.lstat(path)
            if stat.S_ISDIR(found.st_mode):
                stack.append(iter(_names(path)))
                places.append((path, resolved))
            elif stat.S_ISLNK(found.st_mode):
                if name.lower().endswith(ENDINGS) or os.path.isdir(path):
                    yield _follow(path, root, source_root)
            elif name.lower().endswith(ENDINGS):
                yield _classify(path, resolved, found, source_root)
        except OSError as error:
            yield os.fsencode(path), _skipped(path, source_root, _link_trouble(error))


def _names(folder: str) -> list[str]:
    """The names in a folder that are not hidden, in the order of their bytes."""
    with os.scandir(folder) as entries:
        return sorted((entry.name for entry in entries if not entry.name.startswith(".")), key=os.fsencode)


def _follow(path: str, root: _Root, source_root: _Root | None) -> tuple[bytes, Listed]:
    """The regular file inside the root that a link leads to, under that file's own name; or why the link is skipped."""
    try:
        real = os.path.realpath(path, strict=True)
        found = os.lstat(real)
    except OSError as error:
        return os.fsencode(path), _skipped(path, source_root, _link_trouble(error))
    below = root.relative(real)
    if below is None and real != root.real:
        return os.fsencode(path), _skipped(path, source_root, "link_outside_root")
    if below is None or stat.S_ISDIR(found.st_mode):
        return os.fsencode(path), _skipped(path, source_root, "link_to_folder")
    return _classify(os.path.join(root.named, below), real, found, source_root)


def _classify(path: str, real: str, found: os.stat_result, source_root: _Root | None) -> tuple[bytes, Listed]:
    """An existing file under its name and its resolved name: an input, or something that is no regular file."""
    key = os.fsencode(real)
    if stat.S_ISREG(found.st_mode):
        return key, Listed(_uri(path, real, source_root), _travelling(real), found.st_size, None)
    kinds = {stat.S_IFIFO: "fifo", stat.S_IFSOCK: "socket", stat.S_IFLNK: "dangling_link"}
    return key, _skipped(path, source_root, kinds.get(stat.S_IFMT(found.st_mode), "device"))


def _skipped(path: str, source_root: _Root | None, reason: str) -> Listed:
    """Something that is no input, under its own name: only the folder it lies in is resolved."""
    folder, name = os.path.split(path)
    return Listed(_uri(path, os.path.join(os.path.realpath(folder), name), source_root), _travelling(path), 0, reason)


def _link_trouble(error: OSError) -> str:
    """What is wrong with a path that cannot be resolved; raises what says nothing about the path."""
    if error.errno == errno.ELOOP:
        return "link_loop"
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return "dangling_link"
    if error.errno in (errno.EACCES, errno.EPERM):
        return "unreadable_folder"
    if error.errno == errno.ENAMETOOLONG:
        return "name_too_long"
    raise error


def _split_glob(path: str) -> tuple[str, list[str]]:
    """The folder before the first wildcard of an absolute glob, and the parts after it; what exists by its literal name is no wildcard."""
    parts = path.split("/")[1:]
    prefix = "/"
    for position, part in enumerate(parts):
        following = os.path.join(prefix, part)
        if _MAGIC.search(part) and not os.path.lexists(following):
            return prefix, parts[position:]
        prefix = following
    return prefix, []


def _glob(folder: str, parts: list[str]) -> Iterator[str]:
    """The paths below a folder that match the parts of a glob."""
    part, rest = parts[0], parts[1:]
    if part == "**":
        for name in _readable_names(folder):
            path = os.path.join(folder, name)
            if _is_folder(path):
                yield from _glob(path, parts)
            elif not rest:
                yield path
        if rest:
            yield from _glob(folder, rest)
        return
    literal = not _MAGIC.search(part) or os.path.lexists(os.path.join(folder, part))
    for name in [part] if literal else fnmatch.filter(_readable_names(folder), part):
        path = os.path.join(folder, name)
        if rest and (os.path.isdir(path) if literal else _is_folder(path)):
            yield from _glob(path, rest)
        elif not rest and os.path.lexists(path):
            yield path


def _readable_names(folder: str) -> list[str]:
    """The names in a folder; none where it may not be listed or is gone."""
    try:
        return _names(folder)
    except (PermissionError, FileNotFoundError):
        return []


def _is_folder(path: str) -> bool:
    try:
        return stat.S_ISDIR(os.lstat(path).st_mode)
    except OSError:
        return False


def _local(path: str) -> str:
    """A local path from a path or a ``file://`` URI.

    >>> _local("file:///raw/a%20b.txt")
    '/raw/a b.txt'
    """
    if path.startswith("file://"):
        return os.fsdecode(urllib.parse.unquote_to_bytes("/" + path[len("file://") :].partition("/")[2]))
    return path


def _travelling(path: str) -> str:
    """A path that every coder can carry: a ``file://`` URI where its name is not UTF-8."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return "file://" + urllib.parse.quote_from_bytes(os.fsencode(path))
    return path


def _uri(path: str, real: str, source_root: _Root | None) -> str:
    """The source URI of a file."""
    if source_root is None:
        return "file://" + urllib.parse.quote_from_bytes(os.fsencode(path))
    below = source_root.relative(real)
    if below is None:
        raise ValueError(f"{path!r} does not lie in the source root {source_root.named!r}")
    return urllib.parse.quote_from_bytes(os.fsencode(below))


# ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _read_local(path: str, limit: int) -> bytes:
    """The raw bytes of a local regular file that keeps still."""
    for _ in range(2):
        try:
            return _read_once(path, limit)
        except RejectedInput as rejected:
            if rejected.reason != _CHANGED:
                raise
            last = rejected
    raise last


def _read_once(path: str, limit: int) -> bytes:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError):
        raise RejectedInput("vanished", "it was listed, but is not there any more") from None
    except PermissionError as error:
        raise RejectedInput("unreadable", f"no permission ({errno.errorcode.get(error.errno or 0, 'EACCES')})") from None
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENXIO, errno.ENODEV, errno.EISDIR, errno.ENAMETOOLONG):
            raise RejectedInput("unreadable", f"no regular file ({errno.errorcode[error.errno]})") from None
        raise
    try:
        before = os.fstat(descriptor)
        if not stat.S_ISREG(before.st_mode):
            raise RejectedInput("unreadable", "no regular file")
        if before.st_size > limit:
            raise RejectedInput("too_large", f"{before.st_size} bytes, the limit is {limit}")
        pieces, size = [], 0
        while size <= before.st_size and (piece := os.read(descriptor, min(1 << 20, before.st_size + 1 - size))):
            pieces.append(piece)
            size += len(piece)
        after = os.fstat(descriptor)
        if size != before.st_size or (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
            raise RejectedInput(_CHANGED, f"{before.st_size} bytes before, {after.st_size} after reading")
        return b"".join(pieces)
    finally:
        os.close(descriptor)


def _gunzip(raw: bytes, limit: int) -> bytes:
    """The content of gzip data of one or more members; zero bytes may follow the last one."""
    pieces: list[bytes] = []
    size = members = 0
    member: Any = None
    view = memoryview(raw)
    position, waiting = 0, b""
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
            piece = member.decompress(waiting, 1 << 20)
        except zlib.error as error:
            raise RejectedInput("corrupt_archive", f"gzip member {members}: {error}") from None
        pieces.append(piece)
        size += len(piece)
        if size > limit:
            raise RejectedInput("too_large", f"more than {limit} bytes after decompression")
        if size > RATIO_FROM and size > MAX_RATIO * len(raw):
            raise RejectedInput("too_large", f"{len(raw)} bytes of gzip expand more than {MAX_RATIO} times")
        waiting = member.unconsumed_tail
        if member.eof:
            waiting, member = member.unused_data, None
    if member is not None or not members:
        raise RejectedInput("corrupt_archive", "the gzip data end in the middle of a member")
    return b"".join(pieces)


# ── other filesystems ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _filesystems() -> Any:
    """Beam's filesystems, loaded only where they are needed."""
    from apache_beam.io.filesystems import FileSystems

    return FileSystems


def _expand_remote(pattern: str, source_root: _Root | None) -> Iterator[tuple[bytes, Listed]]:
    """The objects that a URL, a folder of URLs or a glob of URLs names, in the order of their URLs."""
    files = _matches(pattern) if not pattern.endswith("/") else []
    if not files and _MAGIC.search(pattern) and _filesystems().exists(pattern):
        files = [(pattern, 0)]
    if not files:
        files = [found for found in _matches(pattern.rstrip("/") + "/**") if found[0].lower().endswith(ENDINGS)]
    for url, size in sorted(files):
        scheme, _, path = url.partition("://")
        source_uri = f"{scheme}://{urllib.parse.quote(path)}"
        if source_root is not None:
            prefix = source_root.real.rstrip("/") + "/"
            if not url.startswith(prefix):
                raise ValueError(f"{url} does not lie in the source root {source_root.named}")
            source_uri = urllib.parse.quote(url[len(prefix) :])
        yield url.encode(errors="surrogateescape"), Listed(source_uri, url, size, None)


def _matches(pattern: str) -> list[tuple[str, int]]:
    """URL and size of the objects that match a pattern of Beam's filesystems."""
    return [(found.path, found.size_in_bytes) for result in _filesystems().match([pattern]) for found in result.metadata_list]


def _read_remote(url: str, limit: int) -> bytes:
    """The raw bytes of an object."""
    from apache_beam.io.filesystem import CompressionTypes

    filesystems = _filesystems()
    try:
        file = filesystems.open(url, compression_type=CompressionTypes.UNCOMPRESSED)
    except PermissionError:
        raise RejectedInput("unreadable", "no permission") from None
    except Exception:
        if filesystems.exists(url):
            raise
        raise RejectedInput("vanished", "it was listed, but is not there any more") from None
    pieces, size = [], 0
    with file:
        while piece := file.read(1 << 20):
            pieces.append(piece)
            size += len(piece)
            if size > limit:
                raise RejectedInput("too_large", f"more than {limit} bytes")
    return b"".join(pieces)
