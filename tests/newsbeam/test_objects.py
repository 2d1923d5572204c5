"""Objects by their URLs: read, listed, written, and written on a condition, where answers get lost too."""

import builtins
import hashlib
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from obstore.exceptions import GenericError, PermissionDeniedError
from obstore.store import MemoryStore

from newsbeam import objects
from newsbeam.object_files import WHOLE, ObjectFiles
from newsbeam.places import located
from tests.pipeline.lakes.stores import FaultyStore, memory

__all__ = ["memory"]


def test_an_object_is_read_as_it_was_written(memory: MemoryStore) -> None:
    objects.put("s3://bucket/a/one", b"content")
    got = objects.get("s3://bucket/a/one")
    assert (got.content, got.tag) == (b"content", objects.Tag('"0"', None))
    assert objects.get_part("s3://bucket/a/one", 3, 2) == b"te"
    assert objects.get_part("s3://bucket/a/one", 3, 0) == b""
    assert objects.size("s3://bucket/a/one") == 7
    assert objects.modified("s3://bucket/a/one") == got.modified
    assert objects.sha256("s3://bucket/a/one") == hashlib.sha256(b"content").hexdigest()


def test_a_prefix_is_listed_by_whole_names(memory: MemoryStore) -> None:
    for key in ("lake/b/2", "lake/b/1", "lake/a", "lakes/c", "lake"):
        objects.put(f"s3://bucket/{key}", b"xy")
    assert [entry[:2] for entry in objects.listing("s3://bucket/lake")] == [
        ("s3://bucket/lake/a", 2), ("s3://bucket/lake/b/1", 2), ("s3://bucket/lake/b/2", 2),
    ]  # fmt: skip
    assert objects.children("s3://bucket/lake") == ["a", "b"]
    assert objects.children("s3://bucket/none") == []
    objects.remove(["s3://bucket/lake/a", "s3://bucket/lake/never"])
    objects.remove([])
    assert objects.children("s3://bucket/lake") == ["b"]


def test_what_the_store_says_is_said_as_the_system_does(monkeypatch: pytest.MonkeyPatch, memory: MemoryStore) -> None:
    with pytest.raises(FileNotFoundError, match=r"^\[Errno 2\] there is no such object: 's3://bucket/none'$"):
        objects.get("s3://bucket/none")
    said: list[BaseException] = [GenericError("503 Slow Down\nmore"), PermissionDeniedError("403")]

    def fault(name: str, key: Any) -> None:
        raise said.pop(0)

    monkeypatch.setattr(objects, "store_of", lambda bucket: FaultyStore(memory, fault))
    with pytest.raises(OSError, match=r"^\[Errno 5\] the store failed: 503 Slow Down: 's3://bucket/a'$"):
        objects.get("s3://bucket/a")
    with pytest.raises(PermissionError, match=r"^\[Errno 13\] the store refuses access: 's3://bucket/a'$"):
        objects.put("s3://bucket/a", b"")
    said.append(GenericError("Error performing PUT http://169.254.169.254/latest/api/token in 3ms - Server returned 403"))
    with pytest.raises(OSError, match=r"^\[Errno 5\] no credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or "):
        objects.get("s3://bucket/a")


@pytest.mark.parametrize("size", [3, objects.PIECE + 5])
def test_a_stream_becomes_an_object_when_it_ends_well(memory: MemoryStore, size: int) -> None:
    with objects.writing("s3://bucket/a") as sink:
        sink.write(b"x" * size)
        assert objects.children("s3://bucket/") == []
    assert objects.size("s3://bucket/a") == size
    with pytest.raises(TypeError), objects.writing("s3://bucket/a") as sink:
        sink.write("no bytes")  # type: ignore[arg-type]
    assert objects.size("s3://bucket/a") == size


def test_a_conditional_put_takes_effect_where_nobody_else_wrote(memory: MemoryStore) -> None:
    first = objects.put_if("s3://bucket/current", b"one", None)
    assert first == objects.Tag('"0"', None)
    assert objects.put_if("s3://bucket/current", b"other", None) is None
    second = objects.put_if("s3://bucket/current", b"two", first)
    assert second == objects.Tag('"1"', None)
    assert objects.put_if("s3://bucket/current", b"three", first) is None
    assert objects.get("s3://bucket/current").content == b"two"


@pytest.mark.parametrize("took_effect", [True, False])
def test_a_put_whose_answer_is_lost_is_looked_for(monkeypatch: pytest.MonkeyPatch, memory: MemoryStore, took_effect: bool) -> None:
    """An answer that is lost says nothing; nor does a refusal: the library may have asked twice, and been refused for its own first put."""
    tag = objects.put_if("s3://bucket/current", b"one", None)

    def lost() -> None:
        raise GenericError("connection closed before the answer")

    def fault(name: str, key: Any) -> Any:
        if name != "put":
            return None
        return lost if took_effect else lost()

    monkeypatch.setattr(objects, "store_of", lambda bucket: FaultyStore(memory, fault))
    if took_effect:
        assert objects.put_if("s3://bucket/current", b"two", tag) == objects.Tag('"1"', None)
    else:
        with pytest.raises(OSError, match="connection closed before the answer"):
            objects.put_if("s3://bucket/current", b"two", tag)
    monkeypatch.setattr(objects, "store_of", lambda bucket: memory)
    written = objects.put_if("s3://bucket/current", b"two", objects.Tag('"7"', None))
    assert written == (objects.Tag('"1"', None) if took_effect else None)


def test_a_store_that_stays_away_says_why_at_first(monkeypatch: pytest.MonkeyPatch, memory: MemoryStore) -> None:
    def fault(name: str, key: Any) -> None:
        raise GenericError(f"no answer to {name}")

    monkeypatch.setattr(objects, "store_of", lambda bucket: FaultyStore(memory, fault))
    with pytest.raises(OSError, match="no answer to put"):
        objects.put_if("s3://bucket/current", b"two", None)


def test_arrow_reads_small_files_whole_and_large_ones_in_parts(monkeypatch: pytest.MonkeyPatch, memory: MemoryStore) -> None:
    asked: list[tuple[str, str]] = []
    monkeypatch.setattr(objects, "store_of", lambda bucket: FaultyStore(memory, lambda name, key: asked.append((name, key))))
    monkeypatch.setattr(objects, "filesystem", lambda scheme: ObjectFiles(scheme))
    objects.arrow_filesystem.cache_clear()
    for name, rows in (("small", 10), ("large", 1_000_000)):
        sink = pa.BufferOutputStream()
        pq.write_table(pa.table({"a": range(rows), "b": range(rows)}), sink, compression="none", use_dictionary=False)
        memory.put(name, sink.getvalue().to_pybytes())
    assert objects.size("s3://bucket/large") > WHOLE
    asked.clear()
    assert pq.read_schema(objects.source("s3://bucket/small")).names == ["a", "b"]
    assert pq.ParquetFile(objects.source("s3://bucket/small")).read().num_rows == 10
    assert asked == [("head", "small"), ("get", "small")]
    assert pq.ParquetFile(objects.source("s3://bucket/large")).read(["b"]).column(0).to_pylist() == list(range(1_000_000))
    assert {name for name, key in asked if key == "large"} == {"head", "get_range"}
    objects.arrow_filesystem.cache_clear()


def test_files_of_a_lake_are_read_only(memory: MemoryStore) -> None:
    with pytest.raises(PermissionError, match="s3://bucket/a is never written again"):
        ObjectFiles("s3").open("s3://bucket/a", "wb")


def test_what_is_no_url_is_a_path() -> None:
    assert objects.source("/a b") == "/a b"
    assert objects.filesystem_of(["/a"]) is objects.filesystem_of([]) is None
    assert located("s3://bucket/lake//") == "s3://bucket/lake"
    assert located(Path("/lake")) == located("file:///lake") == Path("/lake")


def test_a_url_without_the_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any) -> Any:
        if name == "obstore":
            raise ImportError(name)
        return real(name, *args)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(objects.MissingExtraError, match=r"^gs:// needs what pip install 'newsbeam\[gcp\]' brings \(gs://bucket/lake\)$"):
        objects.refuse_without_extra("gs://bucket/lake")
