"""Run newsbeam on a cluster that is made on this machine for the purpose, and compare what it publishes with what a local run does.

``python -m tools.clusters prism|dask|flink [--articles 500] [--kill]``: the seeds and so many generated articles are processed by local workers, then
by the cluster; with ``--kill`` a worker is killed when a third of the articles are done. The published rows must be the same. Everything that was
started is ended, by its process id, whatever happens. What a cluster consists of is fetched once, below ``build/clusters``, from package registries.

Dask and Flink need root and iproute2: each of their two workers has a network namespace, as if it were a machine of its own.
"""

import abc
import argparse
import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tarfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import newsbeam
from benchmarks.texts import SEEDS, articles
from pipeline.lakes import Lake, open_lake
from pipeline.runners.process import ONE_THREAD
from schemas import DATASETS

ROOT = Path(__file__).parents[1]
CACHE = ROOT / "build" / "clusters"
DEPLOY = ROOT / "deploy"
BRIDGE, HOST = "nbbr0", "10.77.0.1"
WORKERS = 2
RUN_FAILED = 1
POOL = (sys.executable, "-P", "-m", "newsbeam.own_packages", "pipeline.runners.workerpool")


class Outcome(NamedTuple):
    """A run: seconds of the whole command, and of its stages."""

    seconds: float
    stages: Mapping[str, float]


class Cluster(abc.ABC):
    """A cluster on this machine, whose processes log below ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment: Mapping[str, str] = {}
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

    def _run(self, name: str, *command: object, space: str = "", environment: Mapping[str, str] | None = None) -> None:
        """Start ``command`` as the process ``name``, in the network namespace ``space``."""
        inside = ["ip", "netns", "exec", space] if space else []
        with (self.folder / f"{name}.log").open("ab") as log:
            self._processes[name] = subprocess.Popen(
                [*inside, *map(str, command)],
                stdout=log,
                stderr=log,
                start_new_session=True,
                env={**os.environ, **ONE_THREAD, "PYTHONPATH": str(ROOT), **(environment or {})},
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


class Prism(Cluster):
    """Beam's own portable runner in Go, a server beside a pool of workers."""

    @classmethod
    def fetch(cls) -> list[Path]:
        """Build prism."""

        def make(path: Path) -> None:
            package = f"github.com/apache/beam/sdks/v2/go/cmd/prism@v{beam_version()}"
            subprocess.run(["go", "install", package], check=True, env={**os.environ, "GOBIN": str(path)})

        return [fetched(CACHE / f"prism-{beam_version()}", make)]

    def start(self) -> None:
        """Build prism, start it and a pool of workers."""
        (prism,) = self.fetch()
        self._run("prism", prism / "prism", "--job_port=8073", "--serve_http=false")
        self._run("pool", *POOL, "--port", 50001, "--logs", self.folder / "workers")
        wait_for("the pool of workers", lambda: "a pool of workers" in self._log("pool"))
        wait_for("prism", lambda: listens("localhost", 8073))

    def arguments(self) -> list[str]:
        """Return where its job service and its workers are."""
        return [
            "--runner=PortableRunner",
            "--job_endpoint=localhost:8073",
            "--environment_type=EXTERNAL",
            "--environment_config=localhost:50001",
        ]

    def kill(self) -> str:
        """Kill the worker process."""
        victim = children(self._processes["pool"].pid)[-1]
        os.kill(victim, signal.SIGKILL)
        return f"worker process {victim}"


class Dask(Cluster):
    """A scheduler and two workers, each in a namespace of its own."""

    @classmethod
    def fetch(cls) -> list[Path]:
        """Install Dask beside newsbeam."""
        lock = DEPLOY / "dask" / "requirements.lock"

        def make(path: Path) -> None:
            install = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-deps", "--require-hashes"]
            subprocess.run([*install, "--only-binary", ":all:", "--target", path, "-r", lock], check=True)

        return [fetched(CACHE / "dask", make)]

    def start(self) -> None:
        """Install Dask beside newsbeam, start the scheduler and both workers."""
        (dask,) = self.fetch()
        self.environment = {"PYTHONPATH": f"{ROOT}:{dask}"}
        self._run(
            "scheduler",
            *self._module("distributed.cli.dask_scheduler"),
            "--host",
            HOST,
            "--port",
            8786,
            "--no-dashboard",
            environment=self.environment,
        )
        wait_for("the scheduler", lambda: "Scheduler at" in self._log("scheduler"))
        for number in range(1, WORKERS + 1):
            self._worker(number)

    @staticmethod
    def _module(name: str) -> list[str]:
        return [sys.executable, "-P", "-m", "newsbeam.own_packages", name]

    def _worker(self, number: int) -> None:
        options = ["--nthreads", 1, "--no-dashboard", "--memory-limit", "4GB", "--local-directory", self.folder / f"scratch-{number}"]
        self._run(
            f"worker{number}", *self._module("distributed.cli.dask_worker"), f"tcp://{HOST}:8786", *options,
            space=Namespaces.name(number), environment=self.environment,
        )  # fmt: skip

    def arguments(self) -> list[str]:
        """Return where its scheduler is."""
        return ["--runner=DaskRunner", f"--dask_client_address=tcp://{HOST}:8786"]

    def kill(self) -> str:
        """Kill the process that works in the second worker, and the nanny that would start another."""
        self._kill_process("worker2")
        self._worker(2)
        return "worker 2 with all its processes; another was started"


class Flink(Cluster):
    """A job manager, two task managers with a pool of workers each in namespaces of their own, and Beam's job server."""

    @classmethod
    def fetch(cls) -> list[Path]:
        """Fetch the jars of Beam's job server, and those of Flink."""

        def make_beam(path: Path) -> None:
            copy = ["dependency:copy-dependencies", f"-DoutputDirectory={path}"]
            subprocess.run(["mvn", "-q", "-B", "-f", DEPLOY / "flink" / "pom.xml", *copy], check=True)

        def make_flink(path: Path) -> None:
            lock = DEPLOY / "flink" / "requirements.lock"
            path.mkdir(parents=True)
            download = ["download", "--quiet", "--no-deps", "--no-build-isolation", "--require-hashes", "-r", lock, "-d", path]
            subprocess.run([sys.executable, "-m", "pip", "--disable-pip-version-check", *map(str, download)], check=True)
            (archive,) = path.glob("*.tar.gz")
            with tarfile.open(archive) as packed:
                for member in packed:
                    if member.isfile() and "/deps/lib/" in member.name:
                        member.name = member.name.rpartition("/")[2]
                        packed.extract(member, path, filter="data")
            archive.unlink()

        return [fetched(CACHE / "flink-beam", make_beam), fetched(CACHE / "flink", make_flink)]

    def start(self) -> None:
        """Fetch the jars, start all processes, and wait for both slots."""
        self._beam, self._flink = self.fetch()
        main = "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint"
        self._java("jobmanager", self._flink, 700, main, "-c", self._configuration(0, HOST))
        for number in range(1, WORKERS + 1):
            self._worker(number)
        wait_for("Flink with all slots", lambda: self._rest("overview")["slots-available"] == WORKERS)
        server = ["--flink-master", f"{HOST}:8081", "--job-host", HOST, "--job-port", 8099, "--artifact-port", 8098, "--expansion-port", -1]
        main = "org.apache.beam.runners.flink.FlinkJobServerDriver"
        self._java("jobserver", self._beam, 500, main, *server, "--artifacts-dir", self.folder / "artifacts")
        wait_for("the job server", lambda: listens(HOST, 8099))

    def _worker(self, number: int) -> None:
        space = Namespaces.name(number)
        self._run(f"pool{number}", *POOL, "--port", 50000, "--logs", self.folder / f"workers{number}", space=space)
        main = "org.apache.flink.runtime.taskexecutor.TaskManagerRunner"
        self._java(
            f"taskmanager{number}", self._flink, 500, main, "-c", self._configuration(number, Namespaces.address(number)), space=space
        )

    def _java(self, name: str, jars: Path, megabytes: int, main: str, *arguments: object, space: str = "") -> None:
        opened = [f"--add-opens=java.base/java.{part}=ALL-UNNAMED" for part in ("lang", "util", "nio", "net", "util.concurrent", "time")]
        limits = [f"-Xmx{megabytes}m", "-XX:MaxDirectMemorySize=900m", "--add-exports=java.base/sun.net.util=ALL-UNNAMED"]
        limits.append(f"-Dlog4j2.configurationFile={DEPLOY / 'flink' / 'log4j2.properties'}")
        self._run(name, "java", *opened, *limits, "-cp", f"{jars}/*", main, *arguments, space=space)

    def _configuration(self, number: int, host: str) -> Path:
        folder = self.folder / f"conf{number}"
        folder.mkdir(exist_ok=True)
        told = (DEPLOY / "flink" / "config.yaml").read_text()
        (folder / "config.yaml").write_text(told.replace("HOST", HOST).replace("WORKER", host).replace("NUMBER", str(number)))
        return folder

    @staticmethod
    def _rest(path: str) -> Any:
        with urllib.request.urlopen(f"http://{HOST}:8081/{path}", timeout=5) as answer:  # an address of this machine
            return json.load(answer)

    def arguments(self) -> list[str]:
        """Return where its job server is, and the pool that each task manager finds on its own machine."""
        workers = ["--environment_type=EXTERNAL", "--environment_config=localhost:50000", f"--parallelism={WORKERS}"]
        return ["--runner=PortableRunner", f"--job_endpoint={HOST}:8099", *workers]

    def kill(self) -> str:
        """Kill the second task manager with its pool and workers, and start another in its place."""
        self._kill_process("taskmanager2")
        self._kill_process("pool2")
        self._worker(2)
        return "task manager 2 with its pool and worker; another was started"


CLUSTERS: dict[str, type[Cluster]] = {"prism": Prism, "dask": Dask, "flink": Flink}


def beam_version() -> str:
    """Return the version of Beam's SDK that is installed."""
    from importlib.metadata import version

    return version("apache-beam")


def write_inputs(folder: Path, count: int) -> None:
    """Write the seeds, faults too, and ``count`` generated articles."""
    shutil.copytree(SEEDS, folder / "seeds", ignore=lambda _, names: [name for name in names if name.endswith(".md")])
    (folder / "more").mkdir()
    for number, text in enumerate(articles(count)):
        (folder / "more" / f"{number:06}.txt").write_text(text, encoding="utf-8")


@contextlib.contextmanager
def running(
    inputs: Path, lake: Path | str, log: Path, *arguments: str, environment: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Run newsbeam over ``inputs`` into ``lake``; the process is ended with the block."""
    command: list[str | Path] = [
        sys.executable,
        "-P",
        "-m",
        "newsbeam",
        "run",
        "--input",
        inputs,
        "--source_root",
        inputs,
        "--output",
        lake,
    ]
    with log.open("ab") as words:
        process = subprocess.Popen(
            [*command, "--max_rejects=0.9", "--log_json", "--start_timeout=600", *arguments],
            stdout=words, stderr=words, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})},
        )  # fmt: skip
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()


def outcome(lake: Lake, seconds: float) -> Outcome:
    """Return what the record of the last run of ``lake`` says."""
    record = lake.read(f"{lake.names('runs')[-1]}/run.json")
    return Outcome(round(seconds, 1), json.loads(json.loads(record)["stage_seconds"]))


def done_articles(lake: Lake) -> int:
    """Return how many articles are in chunks that are done, of the run that is at work."""
    found = 0
    for listing in (name for run in lake.names("staging") for name in lake.names(f"{run}/work") if "/staged-" in name):
        with contextlib.suppress(OSError):
            found += len(lake.read(listing.replace("/staged-", "/work-")).splitlines())
    return found


def unlike(one: Path, other: Path | str) -> tuple[dict[str, int], list[str]]:
    """Return how many rows of each dataset two lakes have, and the names of the datasets in which they differ; of ``runs`` nothing is compared."""
    rows, different = {}, []
    for name, dataset in DATASETS.items():
        if name == "runs":
            continue
        own = f"EXCLUDE ({', '.join(dataset.run_columns)})" if dataset.run_columns else ""
        select = f"SELECT * {own} FROM {name} ORDER BY ALL"  # noqa: S608 # names of datasets and columns
        tables = [newsbeam.open(lake).sql(select).fetchall() for lake in (one, other)]
        rows[name] = len(tables[0])
        if tables[0] != tables[1]:
            different.append(name)
    return rows, different


def compare(name: str, folder: Path, output: Path | str, chunk: int, *, kill: bool) -> int:
    """Process the inputs in ``folder`` by local workers, and by the cluster ``name`` into ``output``, and say what differs; returns an exit code."""
    if not (folder / "local").exists():
        begin = time.monotonic()
        with running(folder / "in", folder / "local", folder / "local.log", "--workers", str(WORKERS)) as process:
            if process.wait():
                raise SystemExit(f"the local run failed; see {folder / 'local.log'}")
        local = outcome(open_lake(folder / "local"), time.monotonic() - begin)
        print(f"local: {local.seconds} s, of these processing {local.stages['process']} s", flush=True)
    with contextlib.ExitStack() as stack:
        if name != "prism":
            stack.enter_context(Namespaces())
        cluster = CLUSTERS[name](folder / name)
        stack.callback(cluster.stop)
        begin = time.monotonic()
        cluster.start()
        print(f"{name}: ready in {time.monotonic() - begin:.1f} s", flush=True)
        lake, begin = open_lake(output), time.monotonic()
        with running(
            folder / "in",
            output,
            folder / "cluster.log",
            f"--chunk_articles={chunk}",
            *cluster.arguments(),
            environment=cluster.environment,
        ) as process:
            total = len(list((folder / "in").rglob("*.*")))
            memory: dict[str, float] = {}
            while process.poll() is None:
                time.sleep(0.5)
                memory |= cluster.memory()
                if kill and done_articles(lake) > total / 3:
                    kill = False
                    print(f"{done_articles(lake)} of about {total} articles are done; killed: {cluster.kill()}", flush=True)
            if process.returncode:
                raise SystemExit(f"the run on {name} failed with exit code {process.returncode}; see {folder / 'cluster.log'}")
        on_cluster = outcome(lake, time.monotonic() - begin)
    print(f"{name}: {on_cluster.seconds} s, of these processing {on_cluster.stages['process']} s; peak memory in MB: {memory}", flush=True)
    rows, different = unlike(folder / "local", output)
    print(f"rows: {rows}", flush=True)
    print(f"DIFFERENT: {', '.join(different)}" if different else "all rows are the same", flush=True)
    return RUN_FAILED if different or kill else 0


def ended(*_: object) -> None:
    """End this process, and first what it started, which nobody may interrupt."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
    sys.exit(128 + signal.SIGTERM)


def main() -> int:
    """Compare as the arguments of this process say; returns an exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.clusters", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("cluster", choices=sorted(CLUSTERS))
    parser.add_argument("--articles", type=int, default=500, help="generated articles, beside the seeds")
    parser.add_argument("--inputs", type=Path, help="a folder whose files are taken in place of these")
    parser.add_argument("--chunk_articles", type=int, default=16, help="articles of a chunk on the cluster, at most")
    parser.add_argument("--kill", action="store_true", help="kill a worker in the middle of the run")
    parser.add_argument("--work", type=Path, default=CACHE / "work", help="folder for inputs, lakes and logs; emptied first")
    parser.add_argument(
        "--output", metavar="URL",
        help="a new lake on an object store for the cluster (s3://bucket/lake), whose server the environment names (default: a folder in --work)",
    )  # fmt: skip
    parser.add_argument("--fetch", action="store_true", help="fetch what the cluster consists of, and nothing else")
    parser.add_argument("--again", action="store_true", help="take inputs and the local run as an earlier command left them in --work")
    options = parser.parse_args()
    if options.fetch:
        CLUSTERS[options.cluster].fetch()
        return 0
    folder = options.work.resolve()
    for old in ("cluster", *CLUSTERS) if options.again else ("",):
        shutil.rmtree(folder / old, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    signal.signal(signal.SIGTERM, ended)
    if not (folder / "in").exists():
        if options.inputs:
            shutil.copytree(options.inputs, folder / "in")
        else:
            write_inputs(folder / "in", options.articles)
    return compare(options.cluster, folder, options.output or folder / "cluster", options.chunk_articles, kill=options.kill)


if __name__ == "__main__":
    sys.exit(main())
