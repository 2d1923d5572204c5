"""A server that speaks the XML interface of Google Cloud Storage, as its reference documents it, as far as lakes ask: objects in memory.

Every object has a *generation*, a number that grows with each write of anything. A put with ``x-goog-if-generation-match`` takes effect where the
object has that generation, with 0 where there is no object; else it is answered with 412. Listings are those of version 2, in pages. Large objects
come in parts (``uploads``, ``partNumber``, ``uploadId``). What is not there is answered with 404, its removal too: there is none of many at once.
"""

import hashlib
import threading
import time
from collections.abc import Mapping
from email.utils import formatdate
from typing import Any, NamedTuple, Optional
from urllib.parse import parse_qs, unquote
from xml.sax.saxutils import escape

TOKEN = "a-token"  # of a server that is on this machine alone

PAGE = 7
"""Entries of a page of a listing: Cloud Storage has 1,000."""

Headers = Mapping[str, str]


class Stored(NamedTuple):
    """An object: its bytes, its generation, and when it was written, in seconds."""

    content: bytes
    generation: int
    written: float

    def headers(self) -> dict[str, str]:
        """What is said of it with every answer."""
        return {
            "ETag": f'"{hashlib.md5(self.content).hexdigest()}"',  # as Cloud Storage does
            "x-goog-generation": str(self.generation),
            "Last-Modified": formatdate(self.written, usegmt=True),
        }


class RefusedError(Exception):
    """A request is answered with an error: its status and code."""


class CloudStorage:
    """The server, an application of WSGI; all buckets are there. One request is answered after the other."""

    def __init__(self) -> None:
        self._objects: dict[str, dict[str, Stored]] = {}
        self._uploads: dict[str, dict[int, bytes]] = {}
        self._last = time.time_ns() // 1000
        self._one = threading.Lock()

    def __call__(self, environ: Any, start_response: Any) -> Any:
        """Answer a request."""
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        path, _, query = environ["RAW_URI"].partition("?")
        _, bucket, *keys = path.split("/", 2)
        asked = {name: values[0] for name, values in parse_qs(query, keep_blank_values=True).items()}
        with self._one:
            try:
                if environ.get("HTTP_AUTHORIZATION") != f"Bearer {TOKEN}":
                    raise RefusedError(401, "AuthenticationRequired")
                objects = self._objects.setdefault(bucket, {})
                if not keys or not keys[0]:
                    status, headers, answer = 200, {"Content-Type": "application/xml"}, _listing(objects, asked)
                else:
                    status, headers, answer = self._answer(environ, objects, unquote(keys[0]), asked, body)
            except RefusedError as refused:
                status, code = refused.args
                headers, answer = {}, f"<?xml version='1.0' encoding='UTF-8'?><Error><Code>{code}</Code></Error>".encode()
        length = {"Content-Length": str(len(answer))} if "Content-Length" not in headers else {}
        start_response(f"{status} told", list({**headers, **length}.items()))
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else answer]

    def _answer(
        self, environ: Any, objects: dict[str, Stored], key: str, asked: Mapping[str, str], body: bytes
    ) -> tuple[int, dict[str, str], bytes]:
        match environ["REQUEST_METHOD"]:
            case "GET" | "HEAD":
                return _read(_there(objects, key), environ.get("HTTP_RANGE"))
            case "DELETE":
                _there(objects, key)
                del objects[key]
                return 204, {}, b""
            case "PUT" if "uploadId" in asked:
                self._uploads[asked["uploadId"]][int(asked["partNumber"])] = body
                return 200, {"ETag": f'"{len(body)}"'}, b""
            case "PUT":
                before = objects[key].generation if key in objects else 0
                if environ.get("HTTP_X_GOOG_IF_GENERATION_MATCH", str(before)) != str(before):
                    raise RefusedError(412, "PreconditionFailed")
                return 200, self._write(objects, key, body).headers(), b""
            case "POST" if "uploads" in asked:
                upload = str(len(self._uploads))
                self._uploads[upload] = {}
                said = f"<InitiateMultipartUploadResult><UploadId>{upload}</UploadId></InitiateMultipartUploadResult>"
                return 200, {}, said.encode()
            case "POST" if "uploadId" in asked:
                parts = self._uploads.pop(asked["uploadId"])
                headers = self._write(objects, key, b"".join(parts[number] for number in sorted(parts))).headers()
                said = f"<CompleteMultipartUploadResult><ETag>{escape(headers['ETag'])}</ETag></CompleteMultipartUploadResult>"
                return 200, headers, said.encode()
        raise RefusedError(400, "InvalidArgument")

    def _write(self, objects: dict[str, Stored], key: str, content: bytes) -> Stored:
        self._last = max(self._last + 1, time.time_ns() // 1000)
        objects[key] = Stored(content, self._last, time.time())
        return objects[key]


def _there(objects: Mapping[str, Stored], key: str) -> Stored:
    if key not in objects:
        raise RefusedError(404, "NoSuchKey")
    return objects[key]


def _read(found: Stored, wanted: Optional[str]) -> tuple[int, dict[str, str], bytes]:
    """Answer with an object, or with the bytes of it that a header ``Range`` wants."""
    if wanted is None:
        return 200, {**found.headers(), "Content-Length": str(len(found.content))}, found.content
    first, _, last = wanted.removeprefix("bytes=").partition("-")
    size = len(found.content)
    start, end = (int(first), min(int(last or size), size - 1)) if first else (size - int(last), size - 1)
    return 206, {**found.headers(), "Content-Range": f"bytes {start}-{end}/{size}"}, found.content[start : end + 1]


def _listing(objects: Mapping[str, Stored], asked: Mapping[str, str]) -> bytes:
    """Answer with a page of a listing: objects below ``prefix``, and with a ``delimiter`` what they have in common up to the next one."""
    prefix, delimiter = asked.get("prefix", ""), asked.get("delimiter")
    entries: dict[str, str] = {}
    for key in sorted(objects):
        if key.startswith(prefix):
            head, found, _ = key[len(prefix) :].partition(delimiter) if delimiter else (key, "", "")
            if found:
                common = f"{prefix}{head}{found}"
                entries[common] = f"<CommonPrefixes><Prefix>{escape(common)}</Prefix></CommonPrefixes>"
            else:
                entries[key] = _entry(key, objects[key])
    names = [name for name in sorted(entries) if name > asked.get("continuation-token", "")]
    page = names[:PAGE]
    more = f"<IsTruncated>true</IsTruncated><NextContinuationToken>{escape(page[-1])}</NextContinuationToken>" if len(names) > PAGE else ""
    return f"<ListBucketResult>{''.join(entries[name] for name in page)}{more}</ListBucketResult>".encode()


def _entry(key: str, found: Stored) -> str:
    when = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(found.written))
    said = {"Key": key, "Generation": found.generation, "LastModified": when, "ETag": found.headers()["ETag"], "Size": len(found.content)}
    return f"<Contents>{''.join(f'<{name}>{escape(str(value))}</{name}>' for name, value in said.items())}</Contents>"
