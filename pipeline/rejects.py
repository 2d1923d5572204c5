"""The rejects of a run, in a table of its database: there may be as many as there are inputs."""

import contextlib
import datetime
from collections.abc import Iterable, Iterator

import duckdb
import pyarrow as pa

from schemas import Reject
from schemas.arrow import arrow_schema, to_table
from schemas.rows import FAILED, UNCOUNTED_REASONS

_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)

BATCH = 5_000
"""Rows that are held as objects at a time."""


class Rejects:
    """The table ``rejects`` of ``database``, which is made here; iteration gives its rows in the order of the dataset's files."""

    def __init__(self, database: duckdb.DuckDBPyConnection) -> None:
        self._database = database
        with self._registered([]):
            database.execute("CREATE TABLE rejects AS SELECT * FROM more")

    def add(self, rejects: Iterable[Reject]) -> None:
        """Take more of them."""
        batch: list[Reject] = []
        for reject in rejects:
            batch.append(reject)
            if len(batch) >= BATCH:
                self._insert(batch)
                batch = []
        if batch:
            self._insert(batch)

    def _insert(self, batch: list[Reject]) -> None:
        with self._registered(batch):
            self._database.execute("INSERT INTO rejects SELECT * FROM more")

    @contextlib.contextmanager
    def _registered(self, rows: list[Reject]) -> Iterator[None]:
        """Let queries see ``rows`` as the table ``more``."""
        self._database.register("more", to_table("rejects", rows))
        try:
            yield
        finally:
            self._database.unregister("more")

    def _one(self, query: str, values: Iterable[object] = ()) -> int:
        [(number,)] = self._database.execute(query, list(values)).fetchall()
        return int(number)

    def __len__(self) -> int:
        return self._one("SELECT count(*) FROM rejects")

    def inputs(self) -> int:
        """Return how many of them are whole inputs, and not single rows."""
        return self._one("SELECT count(*) FROM rejects WHERE row_json IS NULL")

    def counted(self) -> int:
        """Return how many inputs count against ``--max_rejects``."""
        left_out = [*UNCOUNTED_REASONS, FAILED]
        return self._one("SELECT count(*) FROM rejects WHERE row_json IS NULL AND NOT list_contains(?, reason)", [left_out])

    def by_reason(self) -> dict[str, int]:
        """Return their numbers by reason, in the order of these."""
        return dict(self._database.execute("SELECT reason, count(*) FROM rejects GROUP BY 1 ORDER BY 1").fetchall())

    def failures(self) -> dict[str, int]:
        """Return how often the code failed, by step and detail, the most frequent first."""
        query = "SELECT stage || ': ' || detail AS failure, count(*) FROM rejects WHERE reason = ? GROUP BY 1 ORDER BY 2 DESC, 1"
        return dict(self._database.execute(query, [FAILED]).fetchall())

    def table(self) -> pa.Table:
        """Return them as a table."""
        return pa.RecordBatchReader.from_stream(self._database.sql("FROM rejects")).read_all().cast(arrow_schema("rejects"))

    def __iter__(self) -> Iterator[Reject]:
        with self._database.cursor() as cursor:
            columns = "* REPLACE (epoch_us(rejected_at) AS rejected_at)"  # times with zones need a package that nothing else does
            cursor.execute(f"SELECT {columns} FROM rejects ORDER BY source_uri, stage, reason, detail, row_json")  # noqa: S608
            while rows := cursor.fetchmany(BATCH):
                yield from (Reject._make((*row[:-1], _EPOCH + datetime.timedelta(microseconds=row[-1]))) for row in rows)
