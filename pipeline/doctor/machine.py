"""Whether this machine and this installation can run newsbeam: locale, packages, model, word lists, memory, threads."""

import base64
import contextlib
import hashlib
import importlib.metadata
import os
import sys
from pathlib import Path

from packaging.requirements import Requirement

from newsbeam.wording import counted
from pipeline import terminal
from pipeline.doctor.findings import REINSTALL, Finding, fail, ok, warn
from pipeline.options import DEFAULT_MODEL

WORKER_BYTES, RUN_BYTES = 600_000_000, 700_000_000
"""Memory of a worker process and of a run's own, model and audit included, rounded up (``python -m benchmarks.memory``)."""

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def examine() -> list[Finding]:
    """Return what is found of the machine and the installation; nothing is written."""
    return [_locale(), _packages(), _own_files(), _model(), _memory(), _threads()]


def _locale() -> Finding:
    found, shown = sys.getfilesystemencoding().lower(), terminal.encoding()
    advice = "set LANG=C.UTF-8 (systemd: Environment=LANG=C.UTF-8)"
    if found not in ("utf-8", "utf8"):
        return fail("locale", f"names of files are read as {found}", advice)
    if shown not in ("utf-8", "utf8"):
        return warn("locale", f"standard output is {shown}: what it lacks is written as escapes", advice)
    return ok("locale", "UTF-8")


def _packages() -> Finding:
    """Compare what is installed with what newsbeam asks for."""
    wrong, number = [], 0
    for line in importlib.metadata.requires("newsbeam") or ():
        asked = Requirement(line)
        if asked.marker is not None and not asked.marker.evaluate({"extra": ""}):
            continue
        number += 1
        try:
            version = importlib.metadata.version(asked.name)
        except importlib.metadata.PackageNotFoundError:
            wrong.append(f"{asked.name} is not installed")
            continue
        if not asked.specifier.contains(version, prereleases=True):
            wrong.append(f"{asked.name} {version}, asked for is {asked.specifier}")
    if wrong:
        return fail("packages", "; ".join(wrong), REINSTALL)
    return ok("packages", f"{number} as newsbeam {importlib.metadata.version('newsbeam')} asks for")


def _own_files() -> Finding:
    files = importlib.metadata.distribution("newsbeam").files or ()
    if not any(file.hash and file.parts[0] == "newsbeam" for file in files):
        return ok("gazetteer", "newsbeam runs from a checkout, whose files git compares")
    return _whole("gazetteer", "newsbeam")


def _model() -> Finding:
    return _whole("model", DEFAULT_MODEL)


def _whole(check: str, name: str) -> Finding:
    """Compare the files of the distribution ``name`` with the hashes that were recorded when it was installed."""
    try:
        distribution = importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError:
        return fail(check, f"{name} is not installed", REINSTALL)
    files = [file for file in distribution.files or () if file.hash is not None and file.hash.mode == "sha256"]
    wrong = [str(file) for file in files if _digest(Path(str(file.locate()))) != (file.hash.value if file.hash else "")]
    if wrong:
        return fail(check, f"{name} {distribution.version}: {wrong[0]} is not as it was installed", REINSTALL)
    return ok(check, f"{name} {distribution.version}: {counted(len(files), 'file')} as installed")


def _digest(path: Path) -> str:
    with contextlib.suppress(OSError), path.open("rb") as stream:
        return base64.urlsafe_b64encode(hashlib.file_digest(stream, "sha256").digest()).rstrip(b"=").decode()
    return ""


def memory() -> int:
    """Return the bytes of memory that a new process may have: what the system has left, or less where a control group says so."""
    free = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    with contextlib.suppress(OSError, StopIteration):
        lines = Path("/proc/meminfo").read_text().splitlines()
        free = next(int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:"))
    with contextlib.suppress(OSError, ValueError):
        group = Path("/sys/fs/cgroup")
        free = min(free, int((group / "memory.max").read_text()) - int((group / "memory.current").read_text()))
    return free


def _memory() -> Finding:
    workers, free = len(os.sched_getaffinity(0)), memory()
    fitting = max((free - RUN_BYTES) // WORKER_BYTES, 0)
    told = f"{free / 1e9:.1f} GB free for {workers} workers"
    if not fitting:
        return fail("memory", told, f"a run needs {(RUN_BYTES + WORKER_BYTES) / 1e9:.1f} GB with one worker")
    return warn("memory", told, f"newsbeam run --workers {fitting}") if fitting < workers else ok("memory", told)


def _threads() -> Finding:
    """Say how many threads numeric libraries take: one in each worker, whatever the environment says, which counts for a run's own process."""
    given = {name: value for name in THREADS if (value := os.environ.get(name))}
    told = ", ".join(f"{name}={value}" for name, value in given.items()) or "as many as cores in the run's own process"
    return ok("BLAS threads", f"one in each worker; {told}")
