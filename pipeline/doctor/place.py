"""Whether a place is one for a lake: what its filesystem does with links, renames, locks and room, and whether its clock is this machine's."""

import contextlib
import datetime
import errno
import fcntl
import os
import secrets
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from newsbeam.manifest import LakeError, resolve
from newsbeam.wording import counted
from pipeline.doctor.findings import Finding, fail, ok, warn
from pipeline.history import past_runs
from pipeline.lakes import disk, open_lake

SWITCHES = 300
"""How often the link of a trial is replaced while somebody reads it."""

FEW_BYTES, NO_BYTES = 2_000_000_000, 200_000_000
"""Free bytes below which a run of a night may not fit, and below which none does."""

FEW_FILES = 10_000
"""Free inodes below which a run may not fit: files of a version, and of its staging, for each dataset, month and chunk."""

NETWORK = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "lustre", "vboxsf", "drvfs", "virtiofs")
"""Filesystems whose renames and locks other machines see late, or not at all; those of FUSE begin with ``fuse``."""

SKEW = 2.0
"""Seconds that a filesystem's clock may be beside this machine's."""


def examine(root: Path) -> list[Finding]:
    """Return what is found of the place of the lake at ``root``, which need not be there yet; trials are made in its ``staging``, and removed.

    What cannot be tried for want of permission is one warning: a reader needs none.
    """
    if disk.present(root) and not root.is_dir():
        return [fail("lake", f"{root} is no folder", "give a lake, or a folder that is new or empty")]
    found = [_lake(root), _one_filesystem(root), _kind(root)]
    try:
        with _trial(root) as folder:
            found += [_rename(folder), _hard_links(folder), _lock(folder), _sync(folder), _clock_of(folder)]
    except FileNotFoundError:  # of a filesystem that makes no folders, such as /proc
        found.append(fail("writing", f"{root} cannot be made: its filesystem takes no folders", "give a place on a disk"))
    except OSError as error:
        if error.errno not in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise
        found.append(
            warn("writing", f"refused: {error.strerror}", "runs, gc and compact need to write here; readers do not: run them as the owner")
        )
    return [*found, _space(root), _files(root), _clock(root)]


def _nearest(root: Path) -> Path:
    return next(path for path in (root.absolute(), *root.absolute().parents) if path.is_dir())


@contextlib.contextmanager
def _trial(root: Path) -> Iterator[Path]:
    """Make a folder where runs of the lake work, or beside where it would be; it is removed, and what was made for it."""
    home = root / "staging" if root.is_dir() else _nearest(root)
    made = not home.exists()
    home.mkdir(exist_ok=True)
    folder = home / f"doctor-{secrets.token_hex(4)}"
    try:
        folder.mkdir()
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if made:
            with contextlib.suppress(OSError):
                home.rmdir()


def _lake(root: Path) -> Finding:
    if not root.exists() or not any(path.name != "lost+found" for path in root.iterdir()):
        return ok("lake", f"{root} is new or empty: a run makes it")
    try:
        version = resolve(root)
    except LakeError as error:
        return fail("lake", str(error), "docs/operating.md says what each message means")
    if damage := open_lake(str(root)).verify(version, hashes=False):
        return fail("lake", f"version {version.number} is damaged: {damage[0]}", "newsbeam recover goes back to the newest whole version")
    return ok("lake", f"version {version.number}, {counted(len(version.files), 'file')} of the size its manifest says")


def _one_filesystem(root: Path) -> Finding:
    names = [path for name in ("versions", "staging", "runs", "current") if (path := root / name).exists()]
    home = os.stat(_nearest(root)).st_dev
    apart = [path.name for path in names if os.stat(path).st_dev != home]
    if apart:
        return fail(
            "one filesystem",
            f"{', '.join(apart)} of the lake is on another one",
            "a publication renames and links: put the whole lake on one filesystem",
        )
    return ok("one filesystem", "versions, staging and records share it")


def filesystem(path: Path) -> str:
    """Return the kind of filesystem that holds ``path``, as the system names it (``ext4``); empty where it does not say."""
    best, kind = "", ""
    real = os.path.realpath(path)
    with contextlib.suppress(OSError), open("/proc/self/mountinfo", encoding="utf-8", errors="surrogateescape") as lines:
        for line in lines:
            fields = line.split()
            mount = fields[4].encode("utf-8", "surrogateescape").decode("unicode_escape")
            if len(mount) >= len(best) and os.path.commonpath([real, mount]) == mount:
                best, kind = mount, fields[fields.index("-") + 1]
    return kind


def _kind(root: Path) -> Finding:
    kind = filesystem(_nearest(root))
    if kind in NETWORK or kind.startswith("fuse"):
        return warn(
            "filesystem",
            f"{kind} is shared with other machines",
            "let one machine alone write the lake (the lock may not reach others), or put it on a local disk and copy with rsync -aH",
        )
    return ok("filesystem", kind or "of a kind that the system does not name")


def _rename(folder: Path) -> Finding:
    """Replace a link again and again, as a publication does, while a thread reads it."""
    current, stop, lost = folder / "current", threading.Event(), 0
    os.symlink("000000", current)

    def read() -> None:
        nonlocal lost
        while not stop.is_set():
            try:
                os.readlink(current)
            except OSError:
                lost += 1

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for number in range(SWITCHES):
            os.symlink(f"{number:06}", folder / "current.next")
            os.replace(folder / "current.next", current)
    finally:
        stop.set()
        reader.join()
    if lost or os.readlink(current) != f"{SWITCHES - 1:06}":
        return fail(
            "rename", f"a reader found no link {lost} times in {SWITCHES} switches", "put the lake on a local disk (ext4, xfs, btrfs)"
        )
    return ok("rename", f"atomic: a reader saw a link through all of {SWITCHES} switches")


def _hard_links(folder: Path) -> Finding:
    (folder / "file").write_bytes(b"1")
    try:
        os.link(folder / "file", folder / "other")
    except OSError as error:
        return warn("hard links", f"none: {error.strerror}", "each version is a copy of its files; keep few of them: newsbeam gc --keep 2")
    return ok("hard links", "versions share their files")


def _lock(folder: Path) -> Finding:
    """Take the lock that runs take, and see that a second one is refused."""
    with (folder / ".lock").open("w") as first, (folder / ".lock").open("w") as second:
        try:
            fcntl.flock(first, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            return fail("lock", f"refused: {error.strerror}", "two runs could write at once: put the lake on a local disk")
        try:
            fcntl.flock(second, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return ok("lock", "a second run would be refused")
    return fail("lock", "two hold it at once", "two runs could write at once: put the lake on a local disk")


def _sync(folder: Path) -> Finding:
    try:
        disk.sync(folder)
    except OSError as error:
        return fail(
            "sync", f"folders cannot be synced: {error.strerror}", "a power cut could lose what is published: use another filesystem"
        )
    return ok("sync", "names of files are synced")


def _clock_of(folder: Path) -> Finding:
    (folder / "now").write_bytes(b"1")
    skew = abs((folder / "now").stat().st_mtime - time.time())
    if skew > SKEW:
        return warn("filesystem's clock", f"{skew:.0f} s beside this machine's", "set both by NTP: gc --older_than goes by times of files")
    return ok("filesystem's clock", "this machine's")


def _space(root: Path) -> Finding:
    free = shutil.disk_usage(_nearest(root)).free
    told = f"{free / 1e9:,.1f} GB free"
    advice = "newsbeam gc removes old versions and what failed runs left; else a larger disk"
    if free < NO_BYTES:
        return fail("space", told, advice)
    return warn("space", told, advice) if free < FEW_BYTES else ok("space", told)


def _files(root: Path) -> Finding:
    found = os.statvfs(_nearest(root))
    if not found.f_files:  # btrfs and others have no fixed number
        return ok("inodes", "without limit")
    told = f"{found.f_favail:,} free"
    return (
        warn("inodes", told, "newsbeam compact merges files, newsbeam gc removes old ones")
        if found.f_favail < FEW_FILES
        else ok("inodes", told)
    )


def _clock(root: Path) -> Finding:
    """Compare this machine's clock with what was recorded and published: neither can be later."""
    now = datetime.datetime.now(datetime.UTC)
    moments = [run.finished_at for run in (next(past_runs(open_lake(str(root))), None),) if run]
    with contextlib.suppress(LakeError, KeyError, ValueError):
        moments.append(datetime.datetime.fromisoformat(resolve(root).facts["published_at"]))
    ahead = max(((moment - now).total_seconds() for moment in moments), default=0.0)
    if ahead > SKEW:
        return fail("clock", f"the lake's last run ended {ahead:,.0f} s after now ({now:%Y-%m-%d %H:%M} UTC)", "set the clock, by NTP")
    return ok("clock", f"{now:%Y-%m-%d %H:%M} UTC, after all that the lake holds" if moments else f"{now:%Y-%m-%d %H:%M} UTC")
