"""A lake on a server of S3, or of Google Cloud Storage, that is away, slow, cut off or behind: nothing lost, nothing half visible."""

import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from newsbeam import objects, places
from pipeline.lakes.lease import Lease
from pipeline.lakes.object_store import ObjectLake
from pipeline.publish import stage_rows
from tests.pipeline.lakes.stores import KINDS, Kind, new_bucket, serving
from tests.pipeline.lakes.test_local import reject

ROOT = Path(__file__).parents[3]

Fault = Callable[[Any, Any, Any, int], Any]
"""Answers a request in place of the server: it gets the server, the request, what begins an answer, and how often this method and key came before."""


class Proxy:
    """Stands before the server; ``fault`` answers the requests, or lets the server do so."""

    def __init__(self, server: Any) -> None:
        self._server = server
        self._seen: Counter[tuple[str, str]] = Counter()
        self.fault: Fault | None = None
        self.struck = 0

    def __call__(self, environ: Any, start_response: Any) -> Any:
        if self.fault is None:
            return self._server(environ, start_response)
        request = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        before = self._seen[request]
        self._seen[request] += 1
        try:
            answer = self.fault(self._server, environ, start_response, before)
        except ConnectionError:
            self.struck += 1
            raise
        self.struck += answer is not None
        return self._server(environ, start_response) if answer is None else answer


def cut(environ: Any) -> Any:
    environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
    raise ConnectionError


def unavailable(server: Any, environ: Any, start_response: Any, before: int) -> Any:
    """The first request for anything gets a 503, the second a 429, as Cloud Storage answers who writes an object twice in a second."""
    if before >= 2:
        return None
    start_response(("503 Slow Down", "429 Too Many Requests")[before], [("Content-Length", "0")])
    return [b""]


def slow(server: Any, environ: Any, start_response: Any, before: int) -> Any:
    """Every answer takes its time."""
    time.sleep(0.02)
    return server(environ, start_response)


def cut_in_a_put(server: Any, environ: Any, start_response: Any, before: int) -> Any:
    """The first put of anything is cut off in the middle."""
    if environ["REQUEST_METHOD"] != "PUT" or before:
        return None
    environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]) // 2)
    return cut(environ)


def answer_lost(server: Any, environ: Any, start_response: Any, before: int) -> Any:
    """The first put of anything takes effect, but nobody hears of it."""
    if environ["REQUEST_METHOD"] != "PUT" or before:
        return None
    server(environ, lambda *answer: None)
    return cut(environ)


class Stale:
    """Of three reads of the pointer, or of the lease, two get what it said at first."""

    def __init__(self) -> None:
        self._first: dict[str, tuple[Any, Any]] = {}

    def __call__(self, server: Any, environ: Any, start_response: Any, before: int) -> Any:
        key = environ["PATH_INFO"]
        if environ["REQUEST_METHOD"] != "GET" or not key.endswith(("/current", "/lease")):
            return None
        if key not in self._first:
            said: list[Any] = []
            body = server(environ, lambda *answer: said.append(answer))
            self._first[key] = said[0], body
        elif before % 3 == 0:
            return None
        answer, body = self._first[key]
        start_response(*answer)
        return body


@pytest.fixture(scope="module", params=KINDS, ids=lambda kind: kind.scheme)
def server(request: pytest.FixtureRequest) -> Iterator[tuple[Kind, str, Proxy]]:
    proxy = Proxy(request.param.server())
    with serving(proxy) as endpoint:
        yield request.param, endpoint, proxy


@pytest.fixture
def proxy(server: tuple[Kind, str, Proxy]) -> Iterator[Proxy]:
    yield server[2]
    server[2].fault = None


@pytest.fixture
def url(server: tuple[Kind, str, Proxy], monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> str:
    """The URL of a lake in a bucket of the test's own, that is not there yet."""
    kind, endpoint, _ = server
    return new_bucket(kind, endpoint, request.node.name, monkeypatch) + "/lake"


def publish(url: str, name: str, number: int, lease: Lease | None = None) -> None:
    """Add a file with ``number`` rejects to the lake, as a run of this name that waits for its turn."""
    here = ObjectLake(url, lease=lease or Lease(url, sleep=lambda seconds: time.sleep(seconds / 20)))
    with here.lock(wait=True):
        here.settle()
        current = here.current()
        staged = stage_rows(here, name, "rejects", [reject(at) for at in range(number)])
        here.switch(name, current, [file["path"] for file in current.files] if current else [], [staged], {})
        here.remove(f"staging/{name}")


def rows(url: str) -> list[int]:
    """The numbers of rows of the files of the published version, which is whole."""
    version = places.resolve(url)
    assert ObjectLake(url).verify(version) == []
    return sorted(file["rows"] for file in version.files)


@pytest.mark.parametrize(
    "fault", [unavailable, slow, cut_in_a_put, answer_lost, Stale()], ids=lambda fault: getattr(fault, "__name__", "stale")
)
def test_publications_through_a_bad_line(url: str, proxy: Proxy, fault: Fault) -> None:
    publish(url, "run-1", 1)
    proxy.fault, proxy.struck = fault, 0
    publish(url, "run-2", 2)
    publish(url, "run-3", 3)
    assert proxy.struck >= 4
    proxy.fault = None
    assert rows(url) == [1, 2, 3]
    assert [places.version_number(name) for name in ObjectLake(url).versions()] == [1, 2, 3]
    assert len(list(objects.listing(f"{url}/files"))) == 3


class KilledAt:
    """Kills the process ``child`` with SIGKILL at its put of this number, from 0, of a key that holds ``key``: before it takes effect or after."""

    def __init__(self, key: str, number: int, after: bool) -> None:
        self._key = key
        self._number = number
        self._after = after
        self._puts = 0
        self.child: subprocess.Popen[bytes] | None = None

    def __call__(self, server: Any, environ: Any, start_response: Any, before: int) -> Any:
        if self.child is None or environ["REQUEST_METHOD"] != "PUT" or self._key not in environ["PATH_INFO"]:
            return None
        self._puts += 1
        if self._puts != self._number + 1:
            return None
        if self._after:
            server(environ, lambda *answer: None)
        self.child.kill()
        self.child.wait()
        self.child = None
        return cut(environ)


CHILD = (
    "import sys; from tests.pipeline.lakes.test_server_faults import Lease, publish; "
    "publish(sys.argv[1], 'run-2', 2, Lease(sys.argv[1], seconds=1))"
)


@pytest.mark.parametrize(
    ("strike", "published"),
    [
        (("/files/", 0, True), False),
        (("/current", 1, False), False),  # the first put of it marks whose turn it is
        (("/current", 1, True), True),
    ],
    ids=["staged", "before the switch", "after the switch"],
)
def test_a_killed_process_publishes_all_or_nothing(url: str, proxy: Proxy, strike: tuple[str, int, bool], published: bool) -> None:
    publish(url, "run-1", 1)
    proxy.fault, proxy.struck = (killed := KilledAt(*strike)), 0
    killed.child = child = subprocess.Popen([sys.executable, "-c", CHILD, url], cwd=ROOT)
    assert child.wait(60) == -signal.SIGKILL
    proxy.fault = None
    assert proxy.struck == 1
    assert rows(url) == ([1, 2] if published else [1])
    publish(url, "run-3", 3)  # when the lease has run out
    assert rows(url) == ([1, 2, 3] if published else [1, 3])


def test_writers_at_once_take_turns(url: str) -> None:
    failed: list[BaseException] = []

    def work(writer: int) -> None:
        try:
            for number in range(3):
                publish(url, f"run-{writer}-{number}", 10 * writer + number + 1)
        except BaseException as error:
            failed.append(error)

    writers = [threading.Thread(target=work, args=(number,)) for number in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failed == []
    assert rows(url) == [1, 2, 3, 11, 12, 13, 21, 22, 23]
    assert len(ObjectLake(url).versions()) == 9
