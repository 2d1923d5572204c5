"""The plan of a run: every input with the hash of its bytes, and what is to be done with it.

The inputs are fixed here, before any work: a worker that later finds other bytes rejects the input. The table lives in DuckDB, which spills to
disk, so that a hundred thousand inputs and a large lake need little memory.
"""

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Optional

import duckdb
import pyarrow as pa

from pipeline import tombstones
from pipeline.errors import InputError
from pipeline.hashing import BATCH, Hashed, batches, hashed_inputs
from pipeline.options import RunOptions
from pipeline.parquet import connect, list_of, literal, whole
from pipeline.rejects import Rejects
from pipeline.spool import Spool
from pipeline.work import PlannedWork
from schemas.rows import PASSING_REASONS
from transforms.values import RunContext

_COLUMNS = {
    "source_uri": pa.string(), "path": pa.string(), "sha256": pa.string(), "size": pa.int64(), "reason": pa.string(), "detail": pa.string(),
    "published_date": pa.date32(), "date_basis": pa.string(), "row": pa.int64(), "start": pa.int64(), "month": pa.int32(),
}  # fmt: skip
_PUBLISHED = ("source_uri", "article_id", "content_sha256", "pipeline_version", "published_date", "date_basis")
_SAME_DATE = "(p.date_basis = i.date_basis AND coalesce(i.published_date, p.published_date) = p.published_date)"
_AS_PUBLISHED = f"""
    (NOT getvariable('everything') AND p.content_sha256 = i.sha256 AND p.pipeline_version = getvariable('pipeline_version') AND {_SAME_DATE})
"""
"""That an input ``i`` is published as it is, as ``p``: the same bytes, by the same version, under the same date where it is given one; with
``--full`` nothing is.
"""
_KNOWN_REJECT = "(r.article_id = left(i.sha256, 32) AND i.date_basis IN ('header', 'markup'))"
"""That an input ``i`` was rejected as it is, as ``r``: the same bytes, by the same version, and whatever date it has is in these."""
_AS_REJECTED = f"(NOT getvariable('everything') AND {_KNOWN_REJECT})"
"""That it stays rejected: with ``--full`` nothing does."""
_WHY = f"""
    CASE
        WHEN i.sha256 IS NULL THEN i.reason
        WHEN h.source_uri <> i.source_uri THEN 'duplicate_content'
        WHEN {_AS_REJECTED} THEN r.reason
        WHEN p.source_uri IS NULL THEN if(r.source_uri IS NULL, 'new', 'full')
        WHEN p.content_sha256 <> i.sha256 THEN 'changed'
        WHEN p.pipeline_version IS DISTINCT FROM getvariable('pipeline_version') THEN 'version: ' || coalesce(v.differs, 'unknown')
        WHEN NOT {_SAME_DATE} THEN 'date'
        WHEN getvariable('everything') THEN 'full'
        ELSE 'published'
    END
"""
"""Why an input ``i`` gets the decision it gets; ``v`` has what differs between the version that published it and this one, ``r``
how it was rejected as it is.
"""
_OF_FILES = ("no_records", "no_text_field", "other_ending", "sidecar")
"""Reasons to skip that are no folder's, below which there might be inputs."""

EXAMPLES = 3
"""Names that stand for all inputs of one decision."""


class Decision(NamedTuple):
    """How many inputs got one decision for one reason, and the first few of their names."""

    decision: str
    reason: str
    inputs: int
    examples: Sequence[str]


class Renamed(NamedTuple):
    """How many inputs are published under another name, the first of them, and its name there."""

    inputs: int
    example: str
    published_as: str


_SKIPPED = "FROM skipped UNION ALL SELECT source_uri, why FROM decided WHERE decision = 'left'"
"""What was listed and is no input of this run."""


class Inventory:
    """The inputs of a run, compared with what is published.

    Records of collections that are not published as they are go into ``spool``; without one they are compared alone.
    """

    def __init__(self, folder: Path, context: RunContext, spool: Optional[Spool]) -> None:
        self._context = context
        self._spool = spool
        self._erased: frozenset[str] = frozenset()
        self._database = connect(str(folder / "inventory.duckdb"))
        self._database.execute("SET memory_limit = '400MB'; SET threads = 2; SET preserve_insertion_order = false")
        self._database.execute("SET python_enable_replacements = false")  # no name in a query means a variable of ours
        self._database.execute("SET VARIABLE pipeline_version = ?", [context.pipeline_version])
        self._database.execute("SET VARIABLE everything = false")
        self._database.execute(
            """
            CREATE TABLE inputs (source_uri VARCHAR, path VARCHAR, sha256 VARCHAR, size BIGINT, reason VARCHAR, detail VARCHAR,
                published_date DATE, date_basis VARCHAR, "row" BIGINT, start BIGINT, month INTEGER);
            CREATE TABLE done (source_uri VARCHAR);
            CREATE TABLE skipped (source_uri VARCHAR, reason VARCHAR);
            CREATE TABLE rejected (source_uri VARCHAR, article_id VARCHAR, stage VARCHAR, reason VARCHAR, detail VARCHAR, source_bytes BIGINT);
            CREATE TABLE versions (pipeline_version VARCHAR, differs VARCHAR);
            CREATE TABLE published (source_uri VARCHAR, article_id VARCHAR, content_sha256 VARCHAR, pipeline_version VARCHAR,
                published_date DATE, date_basis VARCHAR);
            CREATE VIEW all_published AS FROM published;
            """
        )
        self._kept_published = False
        self._cursors: list[duckdb.DuckDBPyConnection] = []

    @property
    def version(self) -> str:
        """The pipeline version of the run."""
        return self._context.pipeline_version

    def close(self) -> None:
        """Let go of the table's file."""
        self._database.close()

    def add_published(self, addresses: Sequence[str]) -> None:
        """Take what is published: ``addresses`` are those of its files of articles. It comes before the inputs; of what is published only that is
        kept which has to do with them, however much there is.

        Raises:
            InputError: they are no such files.
        """
        if not addresses:
            return
        columns = f"COLUMNS('^({'|'.join(_PUBLISHED)})$')"  # those that are there: an older version of the contract has fewer
        files = f"read_parquet({list_of(addresses)}, union_by_name = true, hive_partitioning = false)"
        with _published_is_readable():
            self._database.execute(
                f"CREATE OR REPLACE VIEW all_published AS FROM published WHERE false UNION ALL BY NAME SELECT {columns} FROM {files}"  # noqa: S608
            )

    def _keep_published(self, which: str) -> None:
        """Keep those of all that is published for which ``which`` holds, once."""
        if self._kept_published:
            return
        with _published_is_readable():
            self._database.execute(f"INSERT INTO published FROM all_published p WHERE {which}")
        self._kept_published = True

    def add_rejected(self, addresses: Sequence[str], runs: Sequence[str]) -> None:
        """Take which inputs are rejected in what is published, by ``runs`` that would reject them now: ``addresses`` are those of its files of
        rejects. It comes before the inputs.

        Raises:
            InputError: they are no such files.
        """
        if not addresses or not runs:
            return
        with whole("a published file of rejects"):
            self._database.execute(
                """
                INSERT INTO rejected SELECT source_uri, article_id, stage, reason, detail, source_bytes
                FROM read_parquet(?, union_by_name = true, hive_partitioning = false)
                WHERE row_json IS NULL AND article_id IS NOT NULL AND list_contains(?, run_id) AND NOT list_contains(?, reason)
                QUALIFY count(*) OVER (PARTITION BY source_uri) = 1
                """,
                [literal(addresses), list(runs), [*PASSING_REASONS, "duplicate_content"]],
            )

    def add_versions(self, differs: Mapping[str, str]) -> None:
        """Take what differs between this pipeline version and others, by these: the reason to process their articles again."""
        for version, words in differs.items():
            self._database.execute("INSERT INTO versions VALUES (?, ?)", [version, words])

    def add_inputs(self, options: RunOptions) -> None:
        """List and hash the inputs of ``options``.

        Raises:
            InputError: a pattern matches nothing, or cannot be listed.
            UsageError: a pattern lies outside ``--source_root``.
        """
        self._database.execute("SET VARIABLE everything = ?", [options.full])
        try:
            for batch in batches(self._not_erased(hashed_inputs(options, self._context.started_at, self._skip))):
                self._insert(self._kept(batch))
            if self._spool is not None:
                self._spool.flush()
        except FileNotFoundError as error:
            raise InputError(f"{error.strerror}: {error.filename}" if error.filename else str(error)) from error
        except PermissionError as error:
            raise InputError(f"cannot list {error.filename}: {error.strerror}") from error

    def add_erased(self, marks: Iterable[str]) -> None:
        """Take the tombstones of what was erased from the lake: inputs that have one are passed over. They come before the inputs."""
        self._erased = frozenset(marks)

    def _not_erased(self, items: Iterable[Hashed]) -> Iterator[Hashed]:
        """Yield the items without tombstone; of the others no name is kept."""
        for item in items:
            mark = tombstones.found(self._erased, item.source_uri, item.content_sha256)
            if mark is None:
                yield item
            else:
                self._skip(f"sha256:{mark}", "erased")

    def _kept(self, batch: list[Hashed]) -> list[tuple[Any, ...]]:
        """Return the rows of ``batch``, after its records are kept that are not published as they are."""
        published = self._published(batch)
        rows = []
        for at, h in enumerate(batch):
            path, start = h.path, None
            if h.content is not None and self._spool is not None and at not in published:
                path, start = self._spool.add(h.content)
            rows.append(
                (h.source_uri, path, h.content_sha256, h.size, h.reason, h.detail, h.published_date, h.date_basis, h.row, start, h.month)
            )
        return rows

    def _published(self, batch: list[Hashed]) -> set[int]:
        """Return which records of ``batch`` are published as they are, or rejected."""
        records = [
            (at, h.source_uri, h.content_sha256, h.published_date, h.date_basis) for at, h in enumerate(batch) if h.content is not None
        ]
        if not records:
            return set()
        self._keep_published("true")  # whether a record's text is needed must be known when it is read
        types = {"at": pa.int64()} | {name: _COLUMNS[name] for name in ("source_uri", "sha256", "published_date", "date_basis")}
        query = f"""SELECT i.at FROM batch i JOIN published p USING (source_uri) WHERE {_AS_PUBLISHED}
            UNION SELECT i.at FROM batch i JOIN rejected r USING (source_uri) WHERE {_AS_REJECTED}"""  # noqa: S608
        with self._registered(types, records):
            return {at for (at,) in self._database.execute(query).fetchall()}

    def _insert(self, rows: list[tuple[Any, ...]]) -> None:
        with self._registered(_COLUMNS, rows):
            self._database.execute("INSERT INTO inputs SELECT * FROM batch")

    @contextlib.contextmanager
    def _registered(self, types: Mapping[str, pa.DataType], rows: Sequence[tuple[Any, ...]]) -> Iterator[None]:
        """Let queries see ``rows`` as the table ``batch``."""
        columns = zip(*rows, strict=True)
        table = pa.table({name: pa.array(values, type) for (name, type), values in zip(types.items(), columns, strict=True)})
        self._database.register("batch", table)
        try:
            yield
        finally:
            self._database.unregister("batch")

    def _skip(self, source_uri: str, reason: str) -> None:
        self._database.execute("INSERT INTO skipped VALUES (?, ?)", [source_uri, reason])

    def skipped(self) -> Iterator[tuple[str, str]]:
        """Yield what was listed and is no input of this run, with the reason, in byte order of the names."""
        with self._database.cursor() as cursor:
            cursor.execute(f"FROM ({_SKIPPED}) ORDER BY encode(source_uri), reason")
            while rows := cursor.fetchmany(BATCH):
                yield from rows

    def skipped_by_reason(self) -> dict[str, int]:
        """Return how many of these there are, by reason."""
        return dict(self._database.execute(f"SELECT reason, count(*) FROM ({_SKIPPED}) GROUP BY 1 ORDER BY 1").fetchall())  # noqa: S608

    def compare(self, options: RunOptions) -> None:
        """Decide for each input: ``unreadable``, ``unchanged``, ``rejected`` as before, ``duplicate``, ``work``, or ``left`` for a later run.

        Of identical bytes under several names one is the article: the one already published, else the first ``source_uri`` in byte order of
        those that are given a date, which the bytes may lack, else of all. Of records that give the same identifier the first keeps it, the
        others are unreadable under the numbers of their rows.
        """
        self._refuse_names_given_twice()
        self._keep_published("p.source_uri IN (SELECT source_uri FROM inputs) OR p.content_sha256 IN (SELECT sha256 FROM inputs)")
        self._find_gone(options)
        database = self._database
        # A published article stays where its source_uri is not among the inputs, or is with the same bytes.
        database.execute(
            """
            CREATE TABLE holders AS
            WITH staying AS (
                SELECT p.content_sha256 AS sha256, p.source_uri
                FROM published p LEFT JOIN inputs i USING (source_uri) ANTI JOIN gone USING (source_uri)
                WHERE i.source_uri IS NULL OR i.sha256 IS NULL OR i.sha256 = p.content_sha256
            ), first_named AS (
                SELECT sha256,
                    coalesce(min(encode(source_uri)) FILTER (WHERE published_date IS NOT NULL), min(encode(source_uri))) AS name
                FROM inputs WHERE sha256 IS NOT NULL GROUP BY sha256
            )
            SELECT f.sha256, coalesce(s.source_uri, decode(f.name)) AS source_uri FROM first_named f LEFT JOIN staying s USING (sha256)
            """
        )
        database.execute(
            f"""
            CREATE TABLE decided AS
            SELECT i.*, h.source_uri AS holder,
                CASE
                    WHEN i.sha256 IS NULL THEN 'unreadable'
                    WHEN h.source_uri <> i.source_uri THEN 'duplicate'
                    WHEN {_AS_REJECTED} THEN 'rejected'
                    WHEN {_AS_PUBLISHED} THEN 'unchanged'
                    ELSE 'work'
                END AS decision,
                {_WHY} AS why
            FROM inputs i LEFT JOIN holders h USING (sha256) LEFT JOIN published p ON p.source_uri = i.source_uri
                LEFT JOIN rejected r ON r.source_uri = i.source_uri AND {_KNOWN_REJECT}
                LEFT JOIN versions v ON v.pipeline_version = p.pipeline_version
            """  # noqa: S608
        )
        if options.limit is not None:
            self._leave_all_but(options.limit)

    def _refuse_names_given_twice(self) -> None:
        self._database.execute(
            """
            UPDATE inputs SET sha256 = NULL, size = 0, reason = 'bad_record', detail = 'row ' || twice.earlier || ' has the same identifier',
                source_uri = split_part(source_uri, '#', 1) || '#row=' || "row"
            FROM (SELECT source_uri AS name, min("row") AS earlier FROM inputs WHERE "row" IS NOT NULL GROUP BY 1 HAVING count(*) > 1) twice
            WHERE source_uri = twice.name AND "row" > twice.earlier
            """
        )

    def _find_gone(self, options: RunOptions) -> None:
        """Find the published articles that ``--prune`` takes out: their input is not among the inputs.

        What lies where nothing could be looked at may still be there: records of a collection that is skipped or cannot be read to its end,
        and files below a folder or link that is skipped.
        """
        self._database.execute("CREATE TABLE gone (source_uri VARCHAR)")
        if not options.prune:
            return
        self._database.execute(
            f"""
            INSERT INTO gone
            WITH unseen AS (SELECT source_uri FROM skipped UNION SELECT source_uri FROM inputs WHERE sha256 IS NULL),
                folders AS (SELECT source_uri FROM skipped WHERE reason NOT IN {_OF_FILES})
            SELECT p.source_uri FROM all_published p ANTI JOIN inputs USING (source_uri)
            WHERE split_part(p.source_uri, '#', 1) NOT IN (FROM unseen)
                AND NOT EXISTS (FROM folders f WHERE starts_with(p.source_uri, rtrim(f.source_uri, '/') || '/'))
            """  # noqa: S608
        )

    def _leave_all_but(self, limit: int) -> None:
        """Leave work but the first ``limit`` inputs of it, and duplicates of what is left, for a later run."""
        self._database.execute(
            """
            UPDATE decided SET decision = 'left', why = 'over_limit' WHERE decision = 'work' AND source_uri NOT IN
                (SELECT source_uri FROM decided WHERE decision = 'work' ORDER BY encode(source_uri) LIMIT ?)
            """,
            [limit],
        )
        self._database.execute(
            """
            UPDATE decided SET decision = 'left', why = 'over_limit'
            WHERE decision = 'duplicate' AND holder IN (SELECT source_uri FROM decided WHERE decision = 'left')
            """
        )

    def gone(self) -> pa.RecordBatchReader:
        """Return the ``source_uri`` of each published article that is to leave the lake."""
        return self._names("FROM gone")

    def _names(self, query: str) -> pa.RecordBatchReader:
        self._cursors.append(self._database.cursor())  # in DuckDB 1.4 what is read does not keep its cursor
        return pa.RecordBatchReader.from_stream(self._cursors[-1].sql(query))

    def decisions(self) -> list[Decision]:
        """Return how many inputs get which decision and why, articles that are to leave (``prune``) and what is skipped among them."""
        rows = self._database.execute(
            f"""
            SELECT decision, why, count(*), list_transform(min(encode(source_uri), {EXAMPLES}), lambda name: decode(name))
            FROM (
                SELECT decision, why, source_uri FROM decided
                UNION ALL SELECT 'prune', 'gone', source_uri FROM gone
                UNION ALL SELECT 'skip', reason, source_uri FROM skipped
            ) GROUP BY 1, 2
            ORDER BY list_position(['work', 'unchanged', 'rejected', 'duplicate', 'unreadable', 'left', 'prune', 'skip'], decision), 3 DESC, 2
            """  # noqa: S608
        ).fetchall()
        return [Decision(*row) for row in rows]

    def renamed(self) -> Optional[Renamed]:
        """Return what is known of inputs that are published with the same bytes under a name that ends alike and is no input; None without any.

        Their folders were renamed, or are named from another root: where somebody else has the same article its file is seldom called the same.
        """
        [(inputs, example, published_as)] = self._database.execute(
            r"""
            SELECT count(*), arg_min(d.source_uri, encode(d.source_uri)), arg_min(d.holder, encode(d.source_uri))
            FROM decided d JOIN published p ON p.source_uri = d.holder ANTI JOIN inputs i ON i.source_uri = d.holder
            WHERE d.decision = 'duplicate' AND regexp_extract(d.source_uri, '[^/]*$') = regexp_extract(d.holder, '[^/]*$')
            """
        ).fetchall()
        return Renamed(inputs, example, published_as) if inputs else None

    def count(self, decision: Optional[str] = None) -> int:
        """Return the number of inputs that are not left for a later run, or of those that got ``decision``."""
        where, values = ("WHERE decision <> 'left'", []) if decision is None else ("WHERE decision = ?", [decision])
        [(number,)] = self._database.execute(f"SELECT count(*) FROM decided {where}", values).fetchall()  # noqa: S608
        return int(number)

    def work(self) -> PlannedWork:
        """Return the inputs to process, month by month, in byte order of their names: a chunk has a file for each of its months."""
        return PlannedWork(self._database)

    def unchanged(self) -> pa.RecordBatchReader:
        """Return the ``source_uri`` of each input that is published already."""
        return self._names("SELECT source_uri FROM decided WHERE decision = 'unchanged'")

    def rejects(self) -> Rejects:
        """Return a reject for each input that cannot be read, is a duplicate, or is rejected as before; others are to be added."""
        rejects = Rejects(self._database)
        self._database.execute(
            """
            INSERT INTO rejects BY NAME
            SELECT source_uri, 'read' AS stage, if(holder IS NULL, reason, 'duplicate_content') AS reason,
                left(if(holder IS NULL, detail, 'same bytes as ' || holder), 500) AS detail,
                if(holder IS NULL, NULL, size) AS source_bytes, if(holder IS NULL, NULL, left(sha256, 32)) AS article_id,
                $1 AS run_id, $2::TIMESTAMPTZ AS rejected_at
            FROM (SELECT * REPLACE (if(decision = 'duplicate', holder, NULL) AS holder) FROM decided WHERE decision IN ('unreadable', 'duplicate'))
            """,
            [self._context.run_id, self._context.started_at],
        )
        self._database.execute(
            """
            INSERT INTO rejects BY NAME
            SELECT r.*, $1 AS run_id, $2::TIMESTAMPTZ AS rejected_at FROM rejected r JOIN decided d USING (source_uri) WHERE d.decision = 'rejected'
            """,
            [self._context.run_id, self._context.started_at],
        )
        return rejects

    def reconcile(self, addresses: Sequence[str]) -> tuple[list[str], list[str]]:
        """Return the names of some inputs that were lost, neither among the articles in the files at ``addresses`` nor among the rejects, and of
        some that are there twice.
        """
        self._database.execute("CREATE TEMP TABLE seen AS SELECT source_uri FROM rejects WHERE row_json IS NULL")
        if addresses:
            query = "INSERT INTO seen SELECT source_uri FROM read_parquet(?, hive_partitioning = false)"
            self._database.execute(query, [literal(addresses)])
        lost = "SELECT source_uri FROM decided ANTI JOIN seen USING (source_uri) WHERE decision = 'work'"
        twice = "SELECT source_uri FROM seen GROUP BY 1 HAVING count(*) > 1"
        found = [self._database.execute(f"{query} ORDER BY encode(source_uri) LIMIT 5").fetchall() for query in (lost, twice)]
        return [name for (name,) in found[0]], [name for (name,) in found[1]]


@contextlib.contextmanager
def _published_is_readable() -> Iterator[None]:
    """Raise what DuckDB says of damaged files of articles as damage.

    Raises:
        InputError: they are damaged.
    """
    try:
        yield
    except duckdb.OperationalError:  # of the disk, and not of what the files hold
        raise
    except duckdb.Error as error:
        raise InputError(f"the published articles cannot be read: {str(error).splitlines()[0]}") from error
