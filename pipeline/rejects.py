"""The rejects of a run, in a table of its database: there may be as many as there are inputs."""

import contextlib
import datetime
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import duckdb
import pyarrow as pa

from newsbeam.wording import counted
from pipeline import terminal
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

_DATED = "--date_pattern takes dates from names, --date_field from records or a --sidecar"
_AGAIN = "the next run tries again"

NEXT = {
    "unreadable": f"see its permissions and its disk; {_AGAIN}",
    "vanished": _AGAIN,
    "changed_during_run": _AGAIN,
    "too_large": "--max_bytes lets larger ones in",
    "corrupt_archive": "pack or fetch it again",
    "empty": "fetch it again, or leave it out",
    "binary": "make text of it, or leave it out",
    "bad_encoding": "convert it to UTF-8",
    "bad_record": "mend it, or name other fields with --text_field, --id_field and --date_field",
    "no_date": f"{_DATED}; a page of HTML is to be named .html",
    "month_only": _DATED,
    "impossible_date": _DATED,
    "ambiguous_date": "--date_order says how to read such dates",
    "future_date": f"a run after that day takes it; {_DATED}",
    "date_out_of_range": _DATED,
    "unsupported_language": "English alone is read",
    "duplicate_content": "the same bytes are one article",
    "worker_died": f"the run's worker-*.log may say why; {_AGAIN}",
    FAILED: f"the run's tracebacks say where the code failed; {_AGAIN}",
    "row_contract": "such rows are left out, not their articles",
}
"""What to do about rejects, or what comes of them, by reason."""


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
        return sum(self.counted_by_reason().values())

    def counted_by_reason(self) -> dict[str, int]:
        """Return the numbers of the inputs that count against ``--max_rejects`` by reason, in the order of these."""
        query = "SELECT reason, count(*) FROM rejects WHERE row_json IS NULL AND NOT list_contains(?, reason) GROUP BY 1 ORDER BY 1"
        return dict(self._database.execute(query, [[*UNCOUNTED_REASONS, FAILED]]).fetchall())

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


def lines(counts: Mapping[str, int], examples: Mapping[str, Sequence[str]]) -> list[str]:
    """Return for each reason, the most frequent first, a line with its number of rejects and its ``examples``, and one with what can be done.

    >>> print(*lines({"too_large": 1, "no_text": 4}, {"no_text": ["a.txt", "b.txt", "c.txt"]}), sep=chr(10))
    no_text        4  a.txt, b.txt, c.txt, …
    too_large      1
                      --max_bytes lets larger ones in
    """
    width = max(map(len, counts), default=0)
    told = []
    for reason, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        names = examples.get(reason, ())
        more = ", …" if 0 < len(names) < count else ""
        told.append(f"{reason:<{width}} {count:>6,}  {', '.join(map(terminal.one_line, names))}{more}".rstrip())
        if reason in NEXT:
            told.append(f"{'':<{width + 9}}{NEXT[reason]}")
    return told


def too_many(rejects: Rejects, inputs: int, allowed: float, *, be: str = "") -> list[str]:
    """Return in lines that more of so many ``inputs`` are rejected than ``allowed``, a share, and why; nothing where they are not.

    ``be`` is the verb, where it is not "was" or "were".
    """
    rejected = rejects.counted()
    share = rejected / inputs if inputs else 0.0
    if share <= allowed:
        return []
    verb = be or ("was" if rejected == 1 else "were")
    first = f"{rejected} of {counted(inputs, 'input')} {verb} rejected ({share:.1%}), more than --max_rejects={allowed:g} allows"
    return list(filter(None, [first, *lines(rejects.counted_by_reason(), rejects.examples()), uncounted(rejects)]))


def passing(rejects: Rejects, inputs: int) -> str:
    """Return the option that lets the rejects of so many ``inputs`` pass; empty where that helps nobody: nothing would be published, or most of
    them are records, whose fields were probably named otherwise than they are.
    """
    by_reason = rejects.counted_by_reason()
    if rejects.inputs() == inputs or 2 * by_reason.get("bad_record", 0) > sum(by_reason.values()):
        return ""
    return f"--max_rejects={math.ceil(100 * rejects.counted() / inputs) / 100:g}"


def uncounted(rejects: Rejects) -> str:
    """Return a line that names the rejects which count against no ``--max_rejects``; empty where there are none."""
    found = Counter(rejects.by_reason())
    found.subtract(rejects.counted_by_reason())
    told = ", ".join(f"{reason} {count:,}" for reason, count in sorted(found.items()) if count)
    return f"not counted: {told}" if told else ""
