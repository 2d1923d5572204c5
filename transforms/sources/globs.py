"""Globs over the local disk, without its surprises: what exists by its literal name is no wildcard, hidden names and links are left alone."""

import fnmatch
import os
import stat
from collections.abc import Iterator

from transforms.sources.inputs import has_wildcard


def split(path: str) -> tuple[str, list[str]]:
    """Return the folder before the first wildcard of an absolute glob, and the parts after it.

    >>> split("/nowhere/at all/*/a.txt")
    ('/nowhere/at all', ['*', 'a.txt'])
    """
    parts = path.split("/")[1:]
    prefix = "/"
    for position, part in enumerate(parts):
        following = os.path.join(prefix, part)
        if has_wildcard(part) and not os.path.lexists(following):
            return prefix, parts[position:]
        prefix = following
    return prefix, []


def matches(folder: str, parts: list[str]) -> Iterator[str]:
    """Yield the paths below a folder that match the parts of a glob, in the order of their names' bytes, folder by folder."""
    part, rest = parts[0], parts[1:]
    if part == "**":
        yield from _at_any_depth(folder, parts)
        return
    literal = not has_wildcard(part) or os.path.lexists(os.path.join(folder, part))
    for name in [part] if literal else fnmatch.filter(_readable_names(folder), part):
        path = os.path.join(folder, name)
        if rest and (os.path.isdir(path) if literal else _is_folder(path)):
            yield from matches(path, rest)
        elif not rest and os.path.lexists(path):
            yield path


def may_reach(parts: list[str], names: list[str]) -> bool:
    """Return whether the parts of a glob match the first of ``names``, the folders on the way to a place: as many as both have.

    >>> may_reach(["*.txt"], ["lake"]), may_reach(["*"], ["lake", "deep"]), may_reach(["2*", "a.txt"], ["2024"]), may_reach(["**"], ["lake"])
    (False, True, True, True)
    """
    for part, name in zip(parts, names, strict=False):
        if part == "**":
            return True
        if name != part and not (fnmatch.fnmatchcase(name, part) and not name.startswith(".")):
            return False
    return True


def _at_any_depth(folder: str, parts: list[str]) -> Iterator[str]:
    """Yield what matches ``**`` and the parts after it: the deeper folders first, then the folder itself."""
    rest = parts[1:]
    for name in _readable_names(folder):
        path = os.path.join(folder, name)
        if _is_folder(path):
            yield from matches(path, parts)
        elif not rest:
            yield path
    if rest:
        yield from matches(folder, rest)


def all_names(folder: str) -> list[str]:
    """Return the names in a folder in the order of their bytes."""
    with os.scandir(folder) as entries:
        return sorted((entry.name for entry in entries), key=os.fsencode)


def _readable_names(folder: str) -> list[str]:
    """Return the names in a folder that are not hidden; none where it may not be listed or is gone."""
    try:
        return [name for name in all_names(folder) if not name.startswith(".")]
    except (PermissionError, FileNotFoundError):
        return []


def _is_folder(path: str) -> bool:
    try:
        return stat.S_ISDIR(os.lstat(path).st_mode)
    except OSError:
        return False
