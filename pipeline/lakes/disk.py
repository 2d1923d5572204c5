"""Folders of a local disk: made, linked, synced, put away; nothing here knows what a lake is."""

import contextlib
import errno
import os
import shutil
import stat
from pathlib import Path

UNFINISHED = ".inprogress"
"""How the names of files and folders end that are being made or removed; whatever bears it after a crash may go."""


def present(path: Path) -> bool:
    """Return whether there is something at ``path``, a link that leads nowhere too; what cannot be known raises."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def is_link(path: Path) -> bool:
    """Return whether there is a link at ``path``; what cannot be known raises."""
    return present(path) and stat.S_ISLNK(os.lstat(path).st_mode)


def missing(folder: Path) -> list[Path]:
    """Return the folders that would be made with ``folder``, the innermost first."""
    found = []
    for path in (folder, *folder.parents):
        if present(path):
            break
        found.append(path)
    return found


def link(source: Path, target: Path) -> None:
    """Make ``target`` another name of the file ``source``, or on a filesystem without hard links a synced copy of it; folders are made."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.EXDEV, errno.EMLINK, errno.ENOSYS):
            raise
        shutil.copyfile(source, target)
        sync(target)


def sync(path: Path) -> None:
    """Wait until the disk holds the file ``path``, or the names in the folder ``path``."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folders(folder: Path) -> None:
    """Wait until the disk holds the names in ``folder`` and in all folders below it."""
    for path, _, _ in os.walk(folder, onerror=_raised):
        sync(Path(path))


def _raised(error: OSError) -> None:
    raise error


def put_away(path: Path) -> None:
    """Remove the folder, file or link ``path``; readers find it whole or not at all, whatever crashes: first it loses its name."""
    away = path if path.name.endswith(UNFINISHED) else path.with_name(path.name + UNFINISHED)
    if away != path:
        os.rename(path, away)
        sync(path.parent)
    remove(away)


def remove(path: Path) -> None:
    """Remove the folder, file or link ``path``, which need not be there; a link's target stays."""
    with contextlib.suppress(FileNotFoundError):
        if os.path.isdir(path) and not os.path.islink(path):
            shutil.rmtree(path)
        else:
            os.unlink(path)


def entries(folder: Path) -> list[Path]:
    """Return what is in ``folder`` in the order of its names, links as they are; nothing where there is no such folder."""
    try:
        return [folder / name for name in sorted(os.listdir(folder))]
    except (FileNotFoundError, NotADirectoryError):
        return []
