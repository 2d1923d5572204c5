"""The clusters: Prism, Dask and Flink."""

import json
import os
import signal
import subprocess
import sys
import tarfile
import urllib.request
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tools.clusters.machines import CACHE, HOST, ROOT, WORKERS, Cluster, Namespaces, children, fetched, listens, wait_for

DEPLOY = ROOT / "deploy"
POOL = (sys.executable, "-P", "-m", "newsbeam.own_packages", "pipeline.runners.workerpool")


class Prism(Cluster):
    """Beam's own portable runner in Go, a server beside a pool of workers."""

    host = "127.0.0.1"

    @classmethod
    def fetch(cls) -> list[Path]:
        """Build prism."""

        def make(path: Path) -> None:
            package = f"github.com/apache/beam/sdks/v2/go/cmd/prism@v{version('apache-beam')}"
            subprocess.run(["go", "install", package], check=True, env={**os.environ, "GOBIN": str(path)})

        return [fetched(CACHE / f"prism-{version('apache-beam')}", make)]

    def start(self) -> None:
        """Build prism, start it and a pool of workers."""
        (prism,) = self.fetch()
        self.run("prism", prism / "prism", "--job_port=8073", "--serve_http=false")
        self._pool(ROOT)
        wait_for("prism", lambda: listens("localhost", 8073))

    def _pool(self, checkout: Path) -> None:
        self.run("pool", *POOL, "--port", 50001, "--logs", self.folder / "workers", checkout=checkout)
        wait_for("the pool of workers", lambda: listens("localhost", 50001))

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

    def replace_worker(self, checkout: Path) -> None:
        """End the pool, and start another."""
        self._kill_process("pool")
        self._pool(checkout)


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
        self.modules.append(dask)
        self.run("scheduler", *self._module("distributed.cli.dask_scheduler"), "--host", HOST, "--port", 8786, "--no-dashboard")
        wait_for("the scheduler", lambda: "Scheduler at" in self._log("scheduler"))
        for number in range(1, WORKERS + 1):
            self._worker(number)

    def environment(self) -> dict[str, str]:
        """Return where Dask is found."""
        (dask,) = self.fetch()
        return {"PYTHONPATH": f"{ROOT}:{dask}"}

    @staticmethod
    def _module(name: str) -> list[str]:
        return [sys.executable, "-P", "-m", "newsbeam.own_packages", name]

    def _worker(self, number: int, checkout: Path = ROOT) -> None:
        options = ["--nthreads", 1, "--no-dashboard", "--memory-limit", "4GB", "--local-directory", self.folder / f"scratch-{number}"]
        self.run(
            f"worker{number}", *self._module("distributed.cli.dask_worker"), f"tcp://{HOST}:8786", *options,
            space=Namespaces.name(number), checkout=checkout,
        )  # fmt: skip

    def arguments(self) -> list[str]:
        """Return where its scheduler is."""
        return ["--runner=DaskRunner", f"--dask_client_address=tcp://{HOST}:8786"]

    def kill(self) -> str:
        """Kill the process that works in the second worker, and the nanny that would start another."""
        self._kill_process("worker2")
        self._worker(2)
        return "worker 2 with all its processes; another was started"

    def replace_worker(self, checkout: Path) -> None:
        """Kill the second worker, and start another."""
        before = self._log("worker2").count("Registered to")
        self._kill_process("worker2")
        self._worker(2, checkout)
        wait_for("the second worker", lambda: self._log("worker2").count("Registered to") > before)


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
        self._wait_for_slots()
        server = ["--flink-master", f"{HOST}:8081", "--job-host", HOST, "--job-port", 8099, "--artifact-port", 8098, "--expansion-port", -1]
        main = "org.apache.beam.runners.flink.FlinkJobServerDriver"
        self._java("jobserver", self._beam, 500, main, *server, "--artifacts-dir", self.folder / "artifacts")
        wait_for("the job server", lambda: listens(HOST, 8099))

    def _wait_for_slots(self) -> None:
        wait_for("Flink with all slots", lambda: self._rest("overview")["slots-available"] == WORKERS)

    def _pool(self, number: int, checkout: Path) -> None:
        logs = self.folder / f"workers{number}"
        self.run(f"pool{number}", *POOL, "--port", 50000, "--logs", logs, space=Namespaces.name(number), checkout=checkout)

    def _worker(self, number: int) -> None:
        space = Namespaces.name(number)
        self._pool(number, ROOT)
        main = "org.apache.flink.runtime.taskexecutor.TaskManagerRunner"
        self._java(
            f"taskmanager{number}", self._flink, 500, main, "-c", self._configuration(number, Namespaces.address(number)), space=space
        )

    def _java(self, name: str, jars: Path, megabytes: int, main: str, *arguments: object, space: str = "") -> None:
        opened = [f"--add-opens=java.base/java.{part}=ALL-UNNAMED" for part in ("lang", "util", "nio", "net", "util.concurrent", "time")]
        limits = [f"-Xmx{megabytes}m", "-XX:MaxDirectMemorySize=900m", "--add-exports=java.base/sun.net.util=ALL-UNNAMED"]
        limits.append(f"-Dlog4j2.configurationFile={DEPLOY / 'flink' / 'log4j2.properties'}")
        self.run(name, "java", *opened, *limits, "-cp", f"{jars}/*", main, *arguments, space=space)

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

    def replace_worker(self, checkout: Path) -> None:
        """End the pool of the second task manager, and start another."""
        before = self._log("pool2").count("a pool of workers")
        self._kill_process("pool2")
        self._pool(2, checkout)
        wait_for("the second pool", lambda: self._log("pool2").count("a pool of workers") > before)


CLUSTERS: dict[str, type[Cluster]] = {"prism": Prism, "dask": Dask, "flink": Flink}
