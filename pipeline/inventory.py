"""The plan of a run: every input with the hash of its bytes, and what is to be done with it.

The inputs are fixed here, before any work: a worker that later finds other bytes rejects the input. The table lives in DuckDB, which spills to
disk, so that a hundred thousand inputs and a large lake need little memory.
"""

import concurrent.futures
import dataclasses
import hashlib
import itertools
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Optional

import duckdb

from pipeline.errors import InputError, UsageError
from pipeline.options import RunOptions
from schemas import Reject
from transforms import sources
from transforms.storage import is_local
from transforms.text.rejected import RejectedInput
from transforms.values import Rejection, RunContext, WorkItem

REMOTE_READERS = 32
"""Inputs on other filesystems that are hashed at a time."""


@dataclasses.dataclass(frozen=True)
class Hashed:
    """An input and the hash of its bytes, or why they cannot be read."""

    source_uri: str
    path: str
    content_sha256: Optional[str]
    size: int
    reason: Optional[str] = None
    detail: str = ""


class Inventory:
    """The inputs of a run, compared with what is published."""

    def __init__(self, folder: Path, context: RunContext) -> None:
        self._context = context
        self._database = duckdb.connect(str(folder / "inventory.duckdb"))
        self._database.execute("SET memory_limit = '1GB'; SET threads = 2; SET preserve_insertion_order = false")
        self._database.execute("SET python_enable_replacements = false")  # no name in a query means a variable of ours
        self._database.execute(
            "CREATE TABLE inputs (source_uri VARCHAR, path VARCHAR, sha256 VARCHAR, size BIGINT, reason VARCHAR, detail VARCHAR)"
        )
        self.skipped = 0

    def close(self) -> None:
        """Let go of the table's file."""
        self._database.close()

    def add_inputs(self, options: RunOptions) -> None:
        """List and hash the inputs of ``options``.

        Raises:
            InputError: a pattern matches nothing, or cannot be listed.
            UsageError: a pattern lies outside ``--source_root``.
        """
        try:
            for batch in _batches(self._hashed(options)):
                rows = [(h.source_uri, h.path, h.content_sha256, h.size, h.reason, h.detail) for h in batch]
                self._insert(rows)
        except FileNotFoundError as error:
            raise InputError(str(error)) from error
        except PermissionError as error:
            raise InputError(f"cannot list {error.filename}: {error.strerror}") from error

    def _insert(self, rows: list[tuple[Any, ...]]) -> None:
        import pyarrow as pa

        names = ("source_uri", "path", "sha256", "size", "reason", "detail")
        types = (pa.string(), pa.string(), pa.string(), pa.int64(), pa.string(), pa.string())
        columns = zip(*rows, strict=True)
        batch = pa.table({name: pa.array(values, type) for name, values, type in zip(names, columns, types, strict=True)})
        self._database.register("batch", batch)
        self._database.execute("INSERT INTO inputs SELECT * FROM batch")
        self._database.unregister("batch")

    def _hashed(self, options: RunOptions) -> Iterator[Hashed]:
        listed = self._regular(sources.list_inputs(options.inputs, source_root=options.source_root))
        with concurrent.futures.ThreadPoolExecutor(REMOTE_READERS) as readers:
            waiting: list[concurrent.futures.Future[Hashed]] = []
            for item in listed:
                if is_local(item.path):
                    yield hash_input(item.source_uri, item.path, options.max_bytes)
                    continue
                waiting.append(readers.submit(hash_input, item.source_uri, item.path, options.max_bytes))
                if len(waiting) >= 2 * REMOTE_READERS:
                    yield waiting.pop(0).result()
            for future in waiting:
                yield future.result()

    def _regular(self, listed: Iterable[sources.Listed]) -> Iterator[sources.Listed]:
        try:
            for item in listed:
                if item.skipped is None:
                    yield item
                else:
                    self.skipped += 1
        except ValueError as error:  # raised by the listing alone: a pattern outside the source root
            raise UsageError(str(error)) from error

    def compare(self, published: Sequence[str]) -> None:
        """Decide for each input: ``unreadable``, ``unchanged``, ``duplicate`` or ``work``; ``published`` are the addresses of the files of
        published articles.

        Of identical bytes under several names one is the article: the one already published, else the first ``source_uri`` in byte order.
        """
        database = self._database
        database.execute("CREATE TABLE published (source_uri VARCHAR, article_id VARCHAR, sha256 VARCHAR, pipeline_version VARCHAR)")
        if published:
            try:
                database.execute(
                    "INSERT INTO published SELECT source_uri, article_id, content_sha256, pipeline_version FROM read_parquet(?)",
                    [published],
                )
            except duckdb.OperationalError:  # of the disk, and not of what the files hold
                raise
            except duckdb.Error as error:
                raise InputError(f"the published articles cannot be read: {str(error).splitlines()[0]}") from error
        # A published article stays where its source_uri is not among the inputs, or is with the same bytes.
        database.execute(
            """
            CREATE TABLE holders AS
            WITH staying AS (
                SELECT p.sha256, p.source_uri FROM published p LEFT JOIN inputs i USING (source_uri)
                WHERE i.source_uri IS NULL OR i.sha256 IS NULL OR i.sha256 = p.sha256
            ), first_named AS (
                SELECT sha256, min(encode(source_uri)) AS name FROM inputs WHERE sha256 IS NOT NULL GROUP BY sha256
            )
            SELECT f.sha256, coalesce(s.source_uri, decode(f.name)) AS source_uri FROM first_named f LEFT JOIN staying s USING (sha256)
            """
        )
        database.execute(
            """
            CREATE TABLE decided AS
            SELECT i.*, h.source_uri AS holder,
                CASE
                    WHEN i.sha256 IS NULL THEN 'unreadable'
                    WHEN h.source_uri <> i.source_uri THEN 'duplicate'
                    WHEN p.sha256 = i.sha256 AND p.pipeline_version = ? THEN 'unchanged'
                    ELSE 'work'
                END AS decision
            FROM inputs i LEFT JOIN holders h USING (sha256) LEFT JOIN published p ON p.source_uri = i.source_uri
            """,
            [self._context.pipeline_version],
        )

    def count(self, decision: Optional[str] = None) -> int:
        """Return the number of inputs, or of those that got ``decision``."""
        where, values = ("", []) if decision is None else ("WHERE decision = ?", [decision])
        [(number,)] = self._database.execute(f"SELECT count(*) FROM decided {where}", values).fetchall()  # noqa: S608
        return int(number)

    def work(self) -> list[WorkItem]:
        """Return the inputs to process, in byte order of their names."""
        rows = self._database.execute(
            "SELECT source_uri, path, sha256 FROM decided WHERE decision = 'work' ORDER BY encode(source_uri)"
        ).fetchall()
        return [WorkItem(*row) for row in rows]

    def unchanged(self) -> list[str]:
        """Return the ``source_uri`` of each input that is published already."""
        return [uri for (uri,) in self._database.execute("SELECT source_uri FROM decided WHERE decision = 'unchanged'").fetchall()]

    def rejects(self) -> list[Reject]:
        """Return a reject for each input that cannot be read or is a duplicate."""
        rows = self._database.execute(
            "SELECT source_uri, decision, reason, detail, size, sha256, holder FROM decided WHERE decision IN ('unreadable', 'duplicate')"
        ).fetchall()
        rejects = []
        for uri, decision, reason, detail, size, sha256, holder in rows:
            if decision == "unreadable":
                rejects.append(Rejection(uri, "read", reason, detail))
            else:
                detail = f"same bytes as {holder}"
                rejects.append(Rejection(uri, "read", "duplicate_content", detail, size, sha256[:32]))
        return [self._context.reject(rejection) for rejection in rejects]


def hash_input(source_uri: str, path: str, limit: int) -> Hashed:
    """Return the SHA-256 of the bytes at ``path`` after decompression, or the reason why they cannot be read."""
    try:
        content = sources.read_bytes(path, limit=limit)
    except RejectedInput as rejected:
        return Hashed(source_uri, path, None, 0, rejected.reason, rejected.detail)
    return Hashed(source_uri, path, hashlib.sha256(content).hexdigest(), len(content))


def _batches(items: Iterable[Hashed], size: int = 5_000) -> Iterator[list[Hashed]]:
    iterator = iter(items)
    while batch := list(itertools.islice(iterator, size)):
        yield batch
