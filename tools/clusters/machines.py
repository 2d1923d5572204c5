"""Processes, and network namespaces, that together are a cluster: what all clusters of this machine share."""

import abc
import contextlib
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from pipeline.runners.process import ONE_THREAD

ROOT = Path(__file__).parents[2]
CACHE = ROOT / "build" / "clusters"
BRIDGE, HOST = "nbbr0", "10.77.0.1"
WORKERS = 2


class Cluster(abc.ABC):
    """A cluster on this machine, whose processes log below ``folder``.

    They have ``variables`` in their environment, and find the modules of the folders ``modules`` beside newsbeam's. ``host`` is the address at which
    they find what runs on this machine.
    """

    host = HOST

    def __init__(self, folder: Path, modules: Sequence[Path], variables: Mapping[str, str]) -> None:
        self.folder = folder
        self.modules = list(modules)
        self.variables = variables
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        folder.mkdir(parents=True)

    @classmethod
    @abc.abstractmethod
    def fetch(cls) -> list[Path]:
        """Return the folders of what it consists of, fetched first where they are missing."""

    @abc.abstractmethod
    def start(self) -> None:
        """Fetch what is missing, start everything, and wait until it can take work."""

    @abc.abstractmethod
    def arguments(self) -> list[str]:
        """Return the options of ``newsbeam run`` for this cluster."""

    @abc.abstractmethod
    def kill(self) -> str:
        """Kill a worker at work, as a machine that goes away does; returns what was killed."""

    @abc.abstractmethod
    def replace_worker(self, checkout: Path) -> None:
        """Put another worker in the place of the last one, whose newsbeam is that of the folder ``checkout``, and wait until it can take work."""

    def environment(self) -> dict[str, str]:
        """Return what is added to the environment of a run on this cluster."""
        return {}

    def stop(self) -> None:
        """End every process that was started, last first, which nobody may interrupt."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_IGN)
        for process in reversed(self._processes.values()):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # each leads a session of its own: this is it and what it started
            process.wait()
        self._processes.clear()

    def memory(self) -> dict[str, float]:
        """Return the peak memory in MB of each process that runs, by name, workers too."""
        found = {}
        for name, process in self._processes.items():
            for pid in [process.pid, *children(process.pid)]:
                with contextlib.suppress(OSError, StopIteration):
                    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
                    peak = next(line for line in lines if line.startswith("VmHWM"))
                    found[name if pid == process.pid else f"{name} worker {pid}"] = round(int(peak.split()[1]) / 1024, 1)
        return found

    def run(
        self, name: str, *command: object, space: str = "", checkout: Path = ROOT, environment: Mapping[str, str] | None = None
    ) -> None:
        """Start ``command`` as the process ``name``, in the network namespace ``space``, with the newsbeam of ``checkout``."""
        inside = ["ip", "netns", "exec", space] if space else []
        with (self.folder / f"{name}.log").open("ab") as log:
            self._processes[name] = subprocess.Popen(
                [*inside, *map(str, command)],
                stdout=log,
                stderr=log,
                start_new_session=True,
                env={
                    **os.environ,
                    **ONE_THREAD,
                    "PYTHONPATH": ":".join(map(str, [*self.modules, checkout])),
                    **self.variables,
                    **(environment or {}),
                },
                cwd=checkout,
            )

    def _log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def _kill_process(self, name: str) -> None:
        process = self._processes.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def children(pid: int) -> list[int]:
    """Return the processes below ``pid``."""
    found = []
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in map(int, (task / "children").read_text().split()):
                found += [child, *children(child)]
    return found


def wait_for(what: str, ready: Callable[[], bool], seconds: float = 600.0) -> None:
    """Wait until ``ready``; raises TimeoutError."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(OSError, ValueError):
            if ready():
                return
        time.sleep(0.5)
    raise TimeoutError(f"{what} is not there after {seconds:g} s")


def listens(host: str, port: int) -> bool:
    """Return whether something takes connections there."""
    with socket.create_connection((host, port), timeout=5):
        return True


def fetched(path: Path, make: Callable[[Path], None]) -> Path:
    """Return ``path``, made under another name first where it is missing."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f"{path.name}.inprogress")
        shutil.rmtree(beside, ignore_errors=True)
        print(f"fetching {path.name}", flush=True)
        make(beside)
        beside.rename(path)
    return path


class Namespaces:
    """Network namespaces ``nbtm1`` …, one for each worker, with the addresses 10.77.0.11 … on a bridge that is 10.77.0.1 on this machine."""

    def __enter__(self) -> "Namespaces":
        self.__exit__()  # what an earlier command left that could not end itself
        ip("link", "add", BRIDGE, "type", "bridge")
        ip("addr", "add", f"{HOST}/24", "dev", BRIDGE)
        ip("link", "set", BRIDGE, "up")
        for number in range(1, WORKERS + 1):
            space = self.name(number)
            ip("netns", "add", space)
            ip("link", "add", f"nbv{number}", "type", "veth", "peer", "name", "eth0", "netns", space)
            ip("link", "set", f"nbv{number}", "master", BRIDGE, "up")
            ip("-n", space, "addr", "add", f"{self.address(number)}/24", "dev", "eth0")
            ip("-n", space, "link", "set", "eth0", "up")
            ip("-n", space, "link", "set", "lo", "up")
        return self

    def __exit__(self, *raised: object) -> None:
        for number in range(1, WORKERS + 1):
            ip("link", "del", f"nbv{number}", check=False)
            ip("netns", "del", self.name(number), check=False)
        ip("link", "del", BRIDGE, check=False)

    @staticmethod
    def name(number: int) -> str:
        """Return the name of the namespace of worker ``number``."""
        return f"nbtm{number}"

    @staticmethod
    def address(number: int) -> str:
        """Return the address of worker ``number``."""
        return f"10.77.0.1{number}"


def ip(*arguments: str, check: bool = True) -> None:
    """Run ``ip``."""
    subprocess.run(["ip", *arguments], check=check, capture_output=not check)
