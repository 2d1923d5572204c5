"""Object stores for tests: one in memory, one whose calls fail or are the last of their process, and a real server of S3 on this machine."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from obstore.store import MemoryStore

from newsbeam import objects


class Killed(BaseException):
    """The process is gone: nothing that it would do afterwards happens."""


class FaultyStore:
    """A store in memory; ``fault`` hears of each call (its name and key) and may raise, before the call takes effect or after.

    It returns what is to be done after it, or None. A dead store takes no more calls, as that of a process that was killed.
    """

    def __init__(self, store: Any, fault: Callable[[str, Any], Callable[[], None] | None]) -> None:
        self._store = store
        self._fault = fault
        self.dead = False

    def __getattr__(self, name: str) -> Any:
        call = getattr(self._store, name)

        def faulty(key: Any, *args: Any, **options: Any) -> Any:
            if self.dead:
                raise Killed
            try:
                after = self._fault(name, key)
                found = call(key, *args, **options)
                if after is not None:
                    after()
                return found
            except Killed:
                self.dead = True
                raise

        return faulty


@pytest.fixture
def memory(monkeypatch: pytest.MonkeyPatch) -> MemoryStore:
    """A store in memory, in which all buckets are."""
    store = MemoryStore()
    monkeypatch.setattr(objects, "store_of", lambda bucket: store)
    return store


@contextmanager
def serving(application: Any) -> Iterator[str]:
    """Serve a WSGI application on this machine while the block lasts; gives its URL."""
    from werkzeug.serving import make_server

    server = make_server("127.0.0.1", 0, application, threaded=True)
    serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    serving.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        serving.join()
        server.server_close()


class OneAtATime:
    """Moto's server of S3, whose conditional puts compare and write in one step, as S3's do: requests wait for one another."""

    def __init__(self) -> None:
        from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

        self._application = DomainDispatcherApplication(create_backend_app)
        self._one = threading.Lock()

    def __call__(self, environ: Any, start_response: Any) -> Any:
        with self._one:
            return list(self._application(environ, start_response))


def credentials(endpoint: str) -> dict[str, str]:
    """The environment in which a process finds the server at ``endpoint``."""
    return {
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ALLOW_HTTP": "true",
    }


def make_bucket(endpoint: str, name: str) -> None:
    """Make the bucket ``name`` on the server at ``endpoint``."""
    import urllib.request

    urllib.request.urlopen(urllib.request.Request(f"{endpoint}/{name}", method="PUT"), timeout=60).close()
