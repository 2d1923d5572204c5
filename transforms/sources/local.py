"""Inputs on the local disk: folders walked, links followed only inside their root, files read only while they keep still."""

import errno
import itertools
import os
import stat
from collections.abc import Iterator

from transforms.sources import globs
from transforms.sources.inputs import LEFT_OUT, Found, Listed, Root, is_taken, local_uri, travelling
from transforms.text.rejected import RejectedInput

_CHANGED = "changed_during_run"


# ── what there is ──


def expand_named(path: str, source_root: Root | None) -> Iterator[Found]:
    """Yield a file, or what is in a folder, that was named literally: links in its own name are the user's business and followed.

    Raises:
        ValueError: it does not lie in the source root.
    """
    named = os.path.abspath(path)
    try:
        real = os.path.realpath(named, strict=True)
    except OSError as error:
        yield _skipped(named, source_root, _link_trouble(error))
        return
    if source_root is not None and source_root.relative(real) is None and real != source_root.real:
        raise ValueError(f"{path!r} does not lie in the source root {source_root.named!r}")
    if os.path.isdir(real):
        yield from _walk(named, source_root or Root(named), source_root)
    else:
        yield _classify(named, real, os.lstat(real), source_root)


def expand_glob(path: str, source_root: Root | None) -> Iterator[Found]:
    """Yield the files, and what is in the folders, that a glob matches."""
    prefix, parts = globs.split(os.path.abspath(path))
    if not os.path.isdir(prefix):
        return
    root = source_root or Root(prefix)
    for folder, matches in itertools.groupby(globs.matches(prefix, parts), os.path.dirname):
        real = os.path.realpath(folder)
        for match in matches:
            yield from _expand_matched(match, os.path.join(real, os.path.basename(match)), root, source_root)


def _expand_matched(path: str, real: str, root: Root, source_root: Root | None) -> Iterator[Found]:
    """Yield a file, or what is in a folder, that a glob matched, with its folder resolved: links on the way must stay inside the root."""
    try:
        found = os.lstat(path)
        if stat.S_ISLNK(found.st_mode):
            yield _follow(path, root, source_root)
        elif root.relative(real) is None:
            yield _skipped(path, source_root, "link_outside_root")
        elif stat.S_ISDIR(found.st_mode):
            yield from _walk(path, root, source_root)
        else:
            yield _classify(path, real, found, source_root)
    except OSError as error:
        yield _skipped(path, source_root, _link_trouble(error))


def _walk(folder: str, root: Root, source_root: Root | None) -> Iterator[Found]:
    """Yield all inputs below a folder, and what is skipped, in the order of their names' bytes, folder by folder."""
    stack = [iter(globs.all_names(folder))]
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
            if name.startswith("."):
                yield _skipped(path, source_root, "hidden", LEFT_OUT + os.fsencode(resolved))
            elif stat.S_ISDIR(found.st_mode):
                stack.append(iter(globs.all_names(path)))
                places.append((path, resolved))
            elif not is_taken(name) and not os.path.isdir(path):
                yield _skipped(path, source_root, "other_ending", LEFT_OUT + os.fsencode(resolved))
            elif stat.S_ISLNK(found.st_mode):
                yield _follow(path, root, source_root)
            else:
                yield _classify(path, resolved, found, source_root)
        except OSError as error:
            yield _skipped(path, source_root, _link_trouble(error))


def _follow(path: str, root: Root, source_root: Root | None) -> Found:
    """Return the regular file inside the root that a link leads to, under that file's own name; or why the link is skipped."""
    try:
        real = os.path.realpath(path, strict=True)
        found = os.lstat(real)
    except OSError as error:
        return _skipped(path, source_root, _link_trouble(error))
    below = root.relative(real)
    if below is None and real != root.real:
        return _skipped(path, source_root, "link_outside_root")
    if below is None or stat.S_ISDIR(found.st_mode):
        return _skipped(path, source_root, "link_to_folder")
    return _classify(os.path.join(root.named, below), real, found, source_root)


def _classify(path: str, real: str, found: os.stat_result, source_root: Root | None) -> Found:
    """Return an existing file under its name and its resolved name: an input, or something that is no regular file."""
    key = os.fsencode(real)
    if stat.S_ISREG(found.st_mode):
        return Found(key, Listed(local_uri(path, real, source_root), travelling(real), found.st_size, None))
    kinds = {stat.S_IFIFO: "fifo", stat.S_IFSOCK: "socket", stat.S_IFLNK: "dangling_link"}
    return _skipped(path, source_root, kinds.get(stat.S_IFMT(found.st_mode), "device"), key)


def _skipped(path: str, source_root: Root | None, reason: str, key: bytes | None = None) -> Found:
    """Return something that is no input, under its own name: only the folder it lies in is resolved."""
    folder, name = os.path.split(path)
    uri = local_uri(path, os.path.join(os.path.realpath(folder), name), source_root)
    return Found(os.fsencode(path) if key is None else key, Listed(uri, travelling(path), 0, reason))


def _link_trouble(error: OSError) -> str:
    """Return what is wrong with a path that cannot be resolved; raise what says nothing about the path."""
    if error.errno == errno.ELOOP:
        return "link_loop"
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return "dangling_link"
    if error.errno in (errno.EACCES, errno.EPERM):
        return "unreadable_folder"
    if error.errno == errno.ENAMETOOLONG:
        return "name_too_long"
    raise error


# ── what is in it ──


def read(path: str, limit: int) -> bytes:
    """Return the raw bytes of a regular file that keeps still; a file that changes while it is read is read once more.

    Raises:
        RejectedInput: ``too_large`` (more than ``limit`` bytes), ``vanished``, ``unreadable``, ``changed_during_run``.
    """
    for _ in range(2):
        try:
            return _read_once(path, limit)
        except RejectedInput as rejected:
            if rejected.reason != _CHANGED:
                raise
            last = rejected
    raise last


def _read_once(path: str, limit: int) -> bytes:
    descriptor = open_regular(path)
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


def open_regular(path: str) -> int:
    """Return the descriptor of a file that is opened without following a link and without waiting for a FIFO's writer.

    Raises:
        RejectedInput: ``vanished``, ``unreadable``.
    """
    try:
        return os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError):
        raise RejectedInput("vanished", "it was listed, but is not there any more") from None
    except PermissionError as error:
        raise RejectedInput("unreadable", f"no permission ({errno.errorcode.get(error.errno or 0, 'EACCES')})") from None
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENXIO, errno.ENODEV, errno.EISDIR, errno.ENAMETOOLONG):
            raise RejectedInput("unreadable", f"no regular file ({errno.errorcode[error.errno]})") from None
        raise
