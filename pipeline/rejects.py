"""The rejects of a run, in a table of its database: there may be as many as there are inputs."""

import contextlib
import datetime
from collections.abc import Iterable, Iterator, Sequence

import duckdb
import pyarrow as pa

from schemas import Reject
from schemas.arrow import arrow_schema, to_table
from schemas.rows import FAILED, UNCOUNTED_REASONS

_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)

BATCH = 5_000
"""Rows that are held as objects at a time."""


EXAMPLES = 3
"""Names that stand for all rejects of one reason."""

_QUOTES_NO_TEXT = (
    "ambiguous_date", "bad_record", "binary", "corrupt_archive", "date_out_of_range", "empty", "future_date", "impossible_date", "month_only",
    "no_date", "too_large", "unreadable", "vanished",
)  # fmt: skip
"""Reasons whose details hold nothing of a page but its date as written; of a record at most the names of its fields."""

DETAIL = 120
"""Characters of a detail that are told beside a name; the whole is in ``rejects.jsonl``."""

NEXT = {
    "ambiguous_date": "--date_order says how to read such dates",
    "no_date": "--date_pattern takes dates from names, --date_field from records or a --sidecar; a page of HTML is to be named .html",
    "month_only": "--date_pattern takes dates from names, --date_field from records or a --sidecar",
    "too_large": "--max_bytes lets larger ones in",
    "unsupported_language": "English alone is read",
}
"""What to do about rejects, by reason, where an option does something."""


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

    def examples(self) -> dict[str, list[str]]:
        """Return the names of the first few inputs of each reason, with what the reject says of the first where that quotes no text."""
        query = """
            SELECT reason, list_transform(min(encode(source_uri), ?), lambda name: decode(name)), arg_min(detail, encode(source_uri))
            FROM rejects GROUP BY 1 ORDER BY 1
        """
        found = self._database.execute(query, [EXAMPLES]).fetchall()
        return {
            reason: [f"{first}: {_shortened(said)}" if reason in _QUOTES_NO_TEXT else first, *others]
            for reason, (first, *others), said in found
        }

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


def _shortened(detail: str) -> str:
    return detail if len(detail) <= DETAIL else f"{detail[: DETAIL - 1]}…"


def example_lines(rejects: Rejects) -> list[str]:
    """Return a line for each reason: how many there are, the first of them, and what can be done about it."""
    examples = rejects.examples()
    return [told_of(reason, count, examples[reason]) for reason, count in rejects.by_reason().items()]


def told_of(reason: str, count: int, examples: Sequence[str]) -> str:
    """Return in words how many rejects of a reason there are, which ones, and what can be done.

    >>> told_of("ambiguous_date", 4, ["a.txt", "b.txt", "c.txt"])
    'ambiguous_date 4 (a.txt, b.txt, c.txt, …; --date_order says how to read such dates)'
    """
    more = ", …" if count > len(examples) else ""
    todo = f"; {NEXT[reason]}" if reason in NEXT else ""
    return f"{reason} {count} ({', '.join(examples)}{more}{todo})"
