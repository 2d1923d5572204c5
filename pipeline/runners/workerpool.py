"""The worker pool of one machine of a cluster: starts a worker process whenever a Beam runner asks for one (``--environment_type=EXTERNAL``).

``python -P -m newsbeam.own_packages pipeline.runners.workerpool --port 50000``. Beam has a pool of its own
(``apache_beam.runners.worker.worker_pool_main``); with this one

- workers are of the interpreter, and the newsbeam, that the pool itself has imported, not of the first ``python`` of the path;
- they use one thread each for the numeric libraries, as those of a local run do;
- a worker that ends before it is at work is answered with its own last words, where Beam's leaves the runner waiting;
- a second pool on the same port is refused, where Beam's shares it with the first;
- SIGTERM ends the pool and all its workers.
"""

import argparse
import contextlib
import logging
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import Any

import grpc
from apache_beam.portability.api import beam_fn_api_pb2, beam_fn_api_pb2_grpc

from pipeline.runners.process import environment

_logger = logging.getLogger(__name__)

EARLY = 5.0
"""Seconds for which a new worker is watched before the runner is told that it started."""

HARNESS = (
    "from newsbeam import own_packages; own_packages.claim(); import sys; from apache_beam.runners.worker.sdk_worker import SdkHarness; "
    "SdkHarness(sys.argv[1], worker_id=sys.argv[2], state_cache_size=0, data_buffer_time_limit_ms=0).run()"
)
"""What a worker runs: Beam's harness, in which the names of newsbeam's packages mean newsbeam's."""


def harness_command() -> list[str]:
    """Return the command that starts a worker, to which the runner's control endpoint and the worker's id are added."""
    return [sys.executable, "-P", "-c", HARNESS]


class WorkerPool(beam_fn_api_pb2_grpc.BeamFnExternalWorkerPoolServicer):
    """Starts and stops workers by ``command``; their words go to ``logs``, a file each, and where they are new also to this process's."""

    def __init__(self, command: Sequence[str], logs: Path, early: float = EARLY) -> None:
        self._command = command
        self._logs = logs
        self._early = early
        self._lock = threading.Lock()
        self._workers: dict[str, subprocess.Popen[bytes]] = {}
        self._started = 0

    def StartWorker(self, request: Any, context: Any) -> Any:  # noqa: N802 # Beam's names
        """Start a worker; the answer says what it says itself where it ends at once."""
        self._stop(request.worker_id)  # one that a runner asks for anew is lost to it
        with self._lock:
            self._started += 1
            log = self._logs / f"worker-{self._started:04}.log"
        with log.open("wb") as words:
            process = subprocess.Popen(
                [*self._command, request.control_endpoint.url, request.worker_id], stdout=words, stderr=words, env=environment()
            )
        with self._lock:
            self._workers[request.worker_id] = process
        with contextlib.suppress(subprocess.TimeoutExpired):
            status = process.wait(self._early)
            said = log.read_text(encoding="utf-8", errors="replace").strip()
            _logger.error("the worker %s ended with status %s: %s", request.worker_id, status, said)
            return beam_fn_api_pb2.StartWorkerResponse(error=f"the worker ended with status {status}: {said[-2000:]}")
        _logger.warning("started worker %s, process %s, log %s", request.worker_id, process.pid, log)
        return beam_fn_api_pb2.StartWorkerResponse()

    def StopWorker(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Stop a worker; one that is not there is stopped."""
        self._stop(request.worker_id)
        return beam_fn_api_pb2.StopWorkerResponse()

    def stop(self) -> None:
        """Stop all workers."""
        for worker_id in list(self._workers):
            self._stop(worker_id)

    def _stop(self, worker_id: str) -> None:
        with self._lock:
            process = self._workers.pop(worker_id, None)
        if process is not None:
            process.kill()  # it holds nothing that it would write on its way out
            process.wait()


def serve(port: int, command: Sequence[str], logs: Path) -> None:
    """Serve a pool on ``port`` until this process is told to end.

    Raises:
        OSError: the port is taken.
    """
    pool = WorkerPool(command, logs)
    quiet = [("grpc.so_reuseport", 0), ("grpc.http2.max_pings_without_data", 0), ("grpc.http2.max_ping_strikes", 0)]
    server = grpc.server(ThreadPoolExecutor(16), options=quiet)
    beam_fn_api_pb2_grpc.add_BeamFnExternalWorkerPoolServicer_to_server(pool, server)
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    try:
        server.add_insecure_port(f"0.0.0.0:{port}")
    except RuntimeError as error:
        raise OSError(f"port {port} cannot be listened to; another pool may: {error}") from error
    server.start()
    _logger.warning("newsbeam %s, process %s: a pool of workers on port %s, logs in %s", version("newsbeam"), os.getpid(), port, logs)
    try:
        ended.wait()
    finally:
        pool.stop()
        server.stop(0)


def main() -> None:
    """Serve as the arguments of this process say."""
    parser = argparse.ArgumentParser(prog="newsbeam worker pool")
    parser.add_argument(
        "--port", type=int, default=50000, help="the port to listen to: localhost:PORT is the --environment_config of a run"
    )
    parser.add_argument(
        "--logs", type=Path, help="the folder for what workers say; without one a new one among the system's temporary files"
    )
    options = parser.parse_args()
    logging.basicConfig(format="%(asctime)s %(message)s", force=True)  # Beam has set up its own while it was imported
    logs = options.logs or Path(tempfile.mkdtemp(prefix="newsbeam-workers-"))
    logs.mkdir(parents=True, exist_ok=True)
    import transforms.extract  # noqa: F401  # what cannot be imported here, workers cannot import either: better known now

    serve(options.port, harness_command(), logs)


if __name__ == "__main__":
    main()
