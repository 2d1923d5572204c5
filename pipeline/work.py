"""The work of a run, read from the table of its plan."""

import dataclasses
from collections.abc import Collection, Iterator

import duckdb

from transforms.values import WorkItem

BATCH = 5_000
"""Items that are held at a time."""


@dataclasses.dataclass(frozen=True)
class PlannedWork:
    """So many inputs to process, read from the table as they are asked for, in byte order of their names."""

    database: duckdb.DuckDBPyConnection
    number: int
    done: Collection[str] = ()

    def without(self, done: Collection[str]) -> "PlannedWork":
        """Return it without inputs, given by their names, that are done."""
        return dataclasses.replace(self, done=done)

    def __len__(self) -> int:
        return self.number - len(self.done)

    def __iter__(self) -> Iterator[WorkItem]:
        with self.database.cursor() as cursor:
            cursor.execute(
                """
                SELECT source_uri, path, sha256, start, CASE WHEN start IS NOT NULL THEN size END, published_date::VARCHAR, date_basis
                FROM decided WHERE decision = 'work'
                ORDER BY coalesce(year(published_date) * 100 + month(published_date), month), encode(source_uri)
                """
            )
            while rows := cursor.fetchmany(BATCH):
                yield from (WorkItem(*row) for row in rows if row[0] not in self.done)
