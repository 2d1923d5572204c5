"""The work of a run, kept in the table of its plan and read from it as it is asked for."""

from collections.abc import Collection, Iterator

import duckdb

from transforms.values import WorkItem

BATCH = 5_000
"""Items that are held at a time."""

_ITEM = "source_uri, path, sha256, start, CASE WHEN start IS NOT NULL THEN size END, published_date::VARCHAR, date_basis"


class PlannedWork:
    """The inputs to process that are not done, month by month, in byte order of their names: rows of ``decided`` in ``database``, without those
    whose names are in its table ``done``.
    """

    def __init__(self, database: duckdb.DuckDBPyConnection) -> None:
        self._database = database

    def __len__(self) -> int:
        query = "SELECT count(*) FROM decided ANTI JOIN done USING (source_uri) WHERE decision = 'work'"
        [(number,)] = self._database.execute(query).fetchall()
        return int(number)

    def __iter__(self) -> Iterator[WorkItem]:
        with self._database.cursor() as cursor:
            cursor.execute(
                f"""
                SELECT {_ITEM} FROM decided ANTI JOIN done USING (source_uri) WHERE decision = 'work'
                ORDER BY coalesce(year(published_date) * 100 + month(published_date), month), encode(source_uri)
                """  # noqa: S608 - columns
            )
            while rows := cursor.fetchmany(BATCH):
                yield from map(WorkItem._make, rows)

    def among(self, names: Collection[str]) -> dict[str, WorkItem]:
        """Return those of the inputs ``names`` that are to be processed, done or not, by their names."""
        query = f"SELECT {_ITEM} FROM decided JOIN (SELECT unnest(?) AS source_uri) USING (source_uri) WHERE decision = 'work'"  # noqa: S608 - as above
        items = map(WorkItem._make, self._database.execute(query, [list(names)]).fetchall())
        return {item.source_uri: item for item in items}

    def done(self, names: Collection[str]) -> set[str]:
        """Return those of the inputs ``names`` that are done."""
        query = "SELECT source_uri FROM done JOIN (SELECT unnest(?) AS source_uri) USING (source_uri)"
        return {name for (name,) in self._database.execute(query, [list(names)]).fetchall()}

    def finish(self, names: Collection[str]) -> None:
        """Take the inputs ``names`` as done."""
        self._database.execute("INSERT INTO done SELECT unnest(?)", [list(names)])
