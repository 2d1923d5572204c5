"""A command run and watched with all processes it starts: seconds, processor seconds, peak memory."""

import compileall
import os
import re
import resource
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from newsbeam.own_packages import HOME, NAMES

LOOK = 0.25
"""Seconds between two looks at the memory."""

ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1")
"""Settings of the numeric libraries: one thread a process."""


class Watched(NamedTuple):
    """What a command took: its output, seconds, processor seconds of all its processes, and peak memory in MB of its own process, of the largest
    below it, and of all together, shared pages counted once.
    """

    output: str
    seconds: float
    cpu_seconds: float
    main_mb: float
    child_mb: float
    together_mb: float


def as_installed(home: Path = HOME) -> None:
    """Compile newsbeam's own modules below ``home``, as pip does where it installs them.

    Where Python writes no bytecode (``PYTHONDONTWRITEBYTECODE``) every process of a run in a checkout would compile them anew, for half a second.
    """
    for name in ("newsbeam", *NAMES):
        compileall.compile_dir(home / name, quiet=2)


def watch(command: Sequence[str]) -> Watched:
    """Run ``command`` to its end with one numeric thread a process.

    Raises:
        SystemExit: it failed.
    """
    before = _cpu()
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, **ONE_THREAD})
    main, child, together = 0, 0, 0
    while process.poll() is None:
        below = _below(process.pid)
        main = max(main, _memory(process.pid, "status", "VmHWM"))
        child = max([child, *(_memory(each, "status", "VmHWM") for each in below)])
        together = max(together, sum(_memory(each, "smaps_rollup", "Pss") for each in (process.pid, *below)))
        time.sleep(LOOK)
    seconds = time.perf_counter() - begin
    assert process.stdout is not None
    output = process.stdout.read()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed with {process.returncode}")
    return Watched(output, seconds, _cpu() - before, main / 1024, child / 1024, together / 1024)


def _cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _below(pid: int) -> list[int]:
    """Return the processes that ``pid`` started, and those that these did."""
    try:
        children = [int(child) for path in Path(f"/proc/{pid}/task").glob("*/children") for child in path.read_text().split()]
    except OSError:
        return []
    return [each for child in children for each in (child, *_below(child))]


def _memory(pid: int, file: str, field: str) -> int:
    """Return a field of the memory of a process in kB; 0 where it is gone."""
    try:
        found = re.search(rf"^{field}:\s+(\d+)", Path(f"/proc/{pid}/{file}").read_text(), re.MULTILINE)
    except OSError:
        return 0
    return int(found[1]) if found else 0
