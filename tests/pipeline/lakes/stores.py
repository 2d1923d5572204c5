"""Object stores for tests: one in memory, one whose calls fail or are the last of their process, and servers of S3 and of Google Cloud Storage on
this machine.
"""

import http.client
import json
import os
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import pytest
from obstore.store import MemoryStore

from newsbeam import objects
from tests.pipeline.lakes.cloud_storage import TOKEN, CloudStorage


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


class Forwarded:
    """Another server, at ``endpoint``, behind the one of the test: each request is handed on as it is, signed for the test's address."""

    def __init__(self, endpoint: str) -> None:
        self._host = endpoint.removeprefix("http://")

    def __call__(self, environ: Any, start_response: Any) -> Any:
        headers = {name[5:].replace("_", "-"): value for name, value in environ.items() if name.startswith("HTTP_")}
        length = int(environ.get("CONTENT_LENGTH") or 0)
        if environ.get("CONTENT_TYPE"):
            headers["Content-Type"] = environ["CONTENT_TYPE"]
        body = environ["wsgi.input"].read(length)
        status, said, content = self.ask(environ["REQUEST_METHOD"], environ["RAW_URI"], body, headers | {"Content-Length": str(length)})
        start_response(status, said)
        return [content]

    def ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> tuple[str, list[tuple[str, str]], bytes]:
        """Ask the server; returns its status, headers and content."""
        connection = http.client.HTTPConnection(self._host, timeout=60)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            content = answer.read()
            said = [(name, value) for name, value in answer.getheaders() if name.lower() not in ("transfer-encoding", "connection")]
            return f"{answer.status} {answer.reason}", said, content
        finally:
            connection.close()


class ForwardedAsJson(Forwarded):
    """A server of Google Cloud Storage whose XML interface knows no put (fake-gcs-server): puts are handed on to its JSON interface."""

    def ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> tuple[str, list[tuple[str, str]], bytes]:
        """Ask the server, in its own name."""
        headers = {name: value for name, value in headers.items() if name.lower() != "host"}
        if method != "PUT":
            return super().ask(method, path, body, headers)
        _, bucket, key = path.split("/", 2)
        wanted = headers.pop("X-GOOG-IF-GENERATION-MATCH", None)
        condition = f"&ifGenerationMatch={wanted}" if wanted is not None else ""
        upload = f"/upload/storage/v1/b/{bucket}/o?uploadType=media&name={key}{condition}"
        status, said, content = super().ask("POST", upload, body, headers)
        if status.startswith("200"):
            written = json.loads(content)
            said, content = [("ETag", written["etag"]), ("x-goog-generation", written["generation"]), ("Content-Length", "0")], b""
        return status, said, content


def s3_server() -> Any:
    """Moto's server, or that at the address ``S3_SERVER`` of the environment, whose administrator has the keys of :func:`credentials`."""
    return Forwarded(os.environ["S3_SERVER"]) if "S3_SERVER" in os.environ else OneAtATime()


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
    """Make the bucket ``name`` on the server at ``endpoint``, which has none of that name yet."""
    import boto3

    said = credentials(endpoint)
    keys = {"aws_access_key_id": said["AWS_ACCESS_KEY_ID"], "aws_secret_access_key": said["AWS_SECRET_ACCESS_KEY"]}
    store = boto3.resource("s3", endpoint_url=endpoint, region_name=said["AWS_REGION"], **keys)
    store.create_bucket(Bucket=name)


class Kind(NamedTuple):
    """A kind of store: the scheme of its URLs, what makes a server of it, the environment in which a process finds one, and what makes a bucket."""

    scheme: str
    server: Callable[[], Any]
    credentials: Callable[[str], dict[str, str]]
    make_bucket: Callable[[str, str], None]


def _cloud_server() -> Any:
    """Our own server, or the fake-gcs-server at the address ``GS_SERVER`` of the environment."""
    return ForwardedAsJson(os.environ["GS_SERVER"]) if "GS_SERVER" in os.environ else CloudStorage()


def _cloud_credentials(endpoint: str) -> dict[str, str]:
    return {"GOOGLE_BASE_URL": endpoint, "GOOGLE_BEARER_TOKEN": TOKEN}


def _make_cloud_bucket(endpoint: str, name: str) -> None:
    """Make a bucket on the server behind the one of the test; our own has all buckets."""
    if "GS_SERVER" in os.environ:
        said = json.dumps({"name": name}).encode()
        Forwarded(os.environ["GS_SERVER"]).ask("POST", "/storage/v1/b", said, {"Content-Type": "application/json"})


KINDS = (Kind("s3", s3_server, credentials, make_bucket), Kind("gs", _cloud_server, _cloud_credentials, _make_cloud_bucket))
"""The kinds of stores on which lakes lie."""


def new_bucket(kind: Kind, endpoint: str, test: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Make a bucket that is called by the ``test`` on the server at ``endpoint``, which this process then finds; returns the bucket's URL."""
    for name, value in kind.credentials(endpoint).items():
        monkeypatch.setenv(name, value)
    bucket = re.sub("[^a-z]+", "-", test)[:60].strip("-")
    kind.make_bucket(endpoint, bucket)
    objects.store_of.cache_clear()
    return f"{kind.scheme}://{bucket}"
