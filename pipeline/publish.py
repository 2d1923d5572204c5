"""Publication: what the next version holds, given the current one and what a run staged."""

import dataclasses
import datetime
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Optional

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from newsbeam import Version, objects
from newsbeam.manifest import OLD_NO_MONTH
from pipeline import parquet
from pipeline.lakes import Lake, staging
from schemas import DATASETS, Run
from schemas.arrow import NO_MONTH, arrow_schema, to_table
from transforms.staging import month_of, sort_rows, stage_table
from transforms.values import RunContext, StagedFile

if TYPE_CHECKING:
    import pyarrow.dataset

_SAME = """
    o.run_id IN (FROM same_version) AND o.source_uri = n.source_uri AND o.stage = n.stage AND o.reason = n.reason AND o.detail = n.detail
    AND o.article_id IS NOT DISTINCT FROM n.article_id AND o.row_json IS NOT DISTINCT FROM n.row_json
"""
"""That a published reject ``o`` and one of this run, ``n``, say the same, and by the same pipeline version: then the published one stays, with
the run that said it first.
"""


@dataclasses.dataclass(frozen=True)
class Changes:
    """What a run changes: paths of the current version to keep, files to add, and among these those of rejects; how many published articles
    others take the place of, and how many leave without one; how many rows it made again that stay as they are published, by dataset.
    """

    keep: list[str]
    add: list[StagedFile]
    rejects: list[StagedFile]
    replaced_articles: int
    pruned_articles: int
    staying_rows: Mapping[str, int]
    nothing_new: bool


def plan(
    lake: Lake,
    context: RunContext,
    current: Optional[Version],
    staged: Sequence[StagedFile],
    rejects: pa.Table,
    unchanged: pa.RecordBatchReader,
    gone: pa.RecordBatchReader,
) -> Changes:
    """Return the union of what is published and what the run staged, one article per ``source_uri``.

    ``staged`` are the run's files, ``rejects`` its rows of rejects, ``unchanged`` has the ``source_uri`` of each input that is published as it
    is, ``gone`` that of each whose article and rejects leave. Files that hold rows of articles that are replaced or leave, or rejects that are
    over, are staged anew without them; no other file is opened than those of articles, of rejects, and of months of such an article. A
    file of which every such row was made again just as it is stays, and these rows are not added a second time. A published article whose new
    bytes were rejected stays.

    Raises:
        InputError: a published file is damaged.
    """
    with parquet.connect(str(lake.scratch(context.run_id) / "publish.duckdb")) as database:
        database.execute(parquet.SETTINGS)
        here = _Plan(lake, context, current, database)
        here.take(staged, rejects, unchanged, gone)
        of_articles, of_rejects = list(here.next_articles(staged)), list(here.next_rejects())
        new = here.count("added") or here.count("replaced") or here.rejects_changed
        pruned = here.count("replaced WHERE article_id NOT IN (SELECT article_id FROM added) AND source_uri IN (FROM gone)")
        replaced = here.count("replaced") - pruned
        add, staying = [*of_articles, *of_rejects], dict(+here.staying_rows)
        return Changes(here.keep, add, of_rejects, replaced, pruned, staying, current is not None and not new)


class _Plan:
    """The tables of one plan, all temporary: ``added`` and ``replaced`` articles (those that leave too), ``new_rejects``, ``old_rejects``,
    ``unchanged``, ``gone``.
    """

    def __init__(self, lake: Lake, context: RunContext, current: Optional[Version], database: duckdb.DuckDBPyConnection) -> None:
        self._lake, self._current, self._database = lake, current, database
        self._run_id, self._pipeline_version = context.run_id, context.pipeline_version
        self._staging = lake.address(staging(context.run_id))
        self.keep: list[str] = []
        self.staying_rows: Counter[str] = Counter()
        self.rejects_changed = False
        self._done_again = 0

    def count(self, table: str) -> int:
        """Return the number of rows of ``table``."""
        [(number,)] = self._database.execute(f"SELECT count(*) FROM {table}").fetchall()  # noqa: S608
        return int(number)

    def take(self, staged: Sequence[StagedFile], rejects: pa.Table, unchanged: pa.RecordBatchReader, gone: pa.RecordBatchReader) -> None:
        """Fill the tables with what the run did, what it replaces and what leaves."""
        for name, rows in (("new_rejects", rejects), ("unchanged", unchanged), ("gone", gone)):
            self._database.register("given", rows)
            self._database.execute(f"CREATE TEMP TABLE {name} AS SELECT * FROM given")  # noqa: S608
            self._database.unregister("given")
        files = [f"{self._staging}/{file.path}" for file in staged if file.dataset == "articles"]
        self._articles("added", files, "true")
        published = self._lake.addresses(self._current, "articles") if self._current else []
        with parquet.whole("a published file of articles"):
            found = "source_uri IN (SELECT source_uri FROM added UNION ALL FROM gone) OR article_id IN (SELECT article_id FROM added)"
            self._articles("replaced", published if self.count("added") or self.count("gone") else [], found)
        self._done_again = self.count("replaced SEMI JOIN added USING (article_id, published_date)")

    def _articles(self, table: str, addresses: Sequence[str], where: str) -> None:
        self._database.execute(f"CREATE TEMP TABLE {table} (article_id VARCHAR, source_uri VARCHAR, published_date DATE)")
        if addresses:
            columns = "article_id, source_uri, published_date"
            query = f"INSERT INTO {table} SELECT {columns} FROM read_parquet(?, hive_partitioning = false) WHERE {where}"  # noqa: S608
            self._database.execute(query, [parquet.literal(addresses)])

    def _files(self) -> Iterator[tuple[Any, str]]:
        """Yield the files of the current version that hold rows, each with its address."""
        for file in self._current.files if self._current else ():
            if file["rows"]:
                assert self._current is not None
                yield file, self._lake.file(self._current, file["path"])

    # ── articles ──

    def next_articles(self, staged: Sequence[StagedFile]) -> Iterator[StagedFile]:
        """Keep the files of articles' rows, or stage what stays of them, and give what the run ``staged`` but for what is there already."""
        days: dict[str, list[datetime.date]] = defaultdict(list)
        for (day,) in self._database.execute("SELECT DISTINCT published_date FROM replaced ORDER BY 1").fetchall():
            days[month_of(day)].append(day)
        published: dict[tuple[str, str], list[tuple[Any, str]]] = defaultdict(list)
        for file, address in self._files():
            if file["dataset"] != "rejects" and file["month"] not in days:
                yield from self._kept(file, address)
            elif file["dataset"] != "rejects":
                published[file["dataset"], file["month"]].append((file, address))
        new: dict[tuple[str, str], list[StagedFile]] = defaultdict(list)
        for made in staged:
            new[made.dataset, made.month].append(made)
        for dataset, month in dict.fromkeys([*published, *new]):
            yield from self._place(published[dataset, month], new[dataset, month], days.get(month, []))

    def _place(
        self, published: Sequence[tuple[Any, str]], new: Sequence[StagedFile], days: Sequence[datetime.date]
    ) -> Iterator[StagedFile]:
        """Do so for the files of one dataset and month, in which articles of ``days`` are replaced."""
        if not published:
            yield from new
            return
        self._find_staying(published, new, days)
        goes = self._of_articles("replaced ANTI JOIN staying USING (article_id)", days)
        for file, address in published:
            with parquet.whole(address):
                left = None if goes is None else parquet.left_of(self._staging, file, address, goes, self._run_id)
            if left is None:
                self.keep.append(file["path"])
            else:
                yield from left
        stays = self._of_articles("replaced SEMI JOIN staying USING (article_id)", days)
        for made in new:
            address = f"{self._staging}/{made.path}"
            left = None if stays is None else parquet.left_of(self._staging, made._asdict(), address, stays, self._run_id)
            yield from [made] if left is None else left

    def _find_staying(self, published: Sequence[tuple[Any, str]], new: Sequence[StagedFile], days: Sequence[datetime.date]) -> None:
        """Fill the table ``staying`` with the articles whose rows in the files of one dataset and month, ``published`` ones, stay.

        Among the ``new`` rows they are again, just as they are: as many, with the same sum of hashes. So are those of all other articles in their
        files that are replaced.
        """
        self._database.execute("CREATE OR REPLACE TEMP TABLE staying (article_id VARCHAR, rows BIGINT, of_rows HUGEINT)")
        if not new or DATASETS[new[0].dataset].run_columns or not self._done_again:
            return
        (dataset, month), addresses = new[0][1:3], [address for _, address in published]
        if not all(parquet.is_of_this_contract(dataset, month, address) for address in addresses):
            return
        with parquet.whole(f"a published file of {dataset}"):
            self._sum_up("before", dataset, addresses, days)
        self._sum_up("after", dataset, [f"{self._staging}/{file.path}" for file in new], days)
        of_articles = "SELECT article_id, sum(rows), sum(of_rows) FROM {} GROUP BY article_id"
        self._database.execute(f"INSERT INTO staying {of_articles.format('before')} INTERSECT {of_articles.format('after')}")
        changed = "SELECT file FROM before ANTI JOIN staying USING (article_id)"
        beside = f"DELETE FROM staying WHERE article_id IN (SELECT article_id FROM before WHERE file IN ({changed}))"  # noqa: S608
        while self._database.execute(beside).fetchall() != [(0,)]:  # an article's rows may lie in two files, whose others then go too
            pass
        [(rows,)] = self._database.execute("SELECT coalesce(sum(rows), 0)::BIGINT FROM staying").fetchall()
        self.staying_rows[dataset] += rows

    def _sum_up(self, table: str, dataset: str, addresses: Sequence[str], days: Sequence[datetime.date]) -> None:
        """Make a table of how many rows replaced articles of ``days`` have in each of the files, and of the sums of the rows' hashes."""
        columns = ", ".join(f'"{name}"' for name in arrow_schema(dataset).names)
        query = f"""
            CREATE OR REPLACE TEMP TABLE {table} AS
            SELECT article_id, filename AS file, count(*) AS rows, sum(hash({columns})::HUGEINT) AS of_rows
            FROM read_parquet(?, hive_partitioning = false, filename = true) SEMI JOIN replaced USING (article_id)
            WHERE published_date BETWEEN ? AND ? GROUP BY ALL
        """  # noqa: S608
        self._database.execute(query, [parquet.literal(addresses), days[0], days[-1]])

    def _kept(self, file: Any, address: str) -> Iterator[StagedFile]:
        """Keep a file; of an earlier release's layout it is staged anew where this one has it."""
        if file["month"] != OLD_NO_MONTH:
            self.keep.append(file["path"])
            return
        with parquet.whole(address):
            schema = pq.read_schema(objects.source(address))
            rows = map(pa.Table.from_batches, ([batch] for batch in parquet.rows_at([address], schema).to_batches(batch_readahead=1)))
            yield from parquet.stage(self._staging, file["dataset"], NO_MONTH, rows, schema, [file["sha256"]])

    def _of_articles(self, which: str, days: Sequence[datetime.date]) -> "Optional[pyarrow.dataset.Expression]":
        """Return the condition of rows of the articles ``which``, published on one of ``days``; row groups of other days are not read.

        None where there are none of these.
        """
        date, article = pc.field("published_date"), pc.field("article_id")
        query = f"SELECT article_id FROM {which} WHERE published_date BETWEEN ? AND ?"  # noqa: S608
        ids = _arrow(self._database, query, [days[0], days[-1]]).column("article_id").combine_chunks()
        return (date >= days[0]) & (date <= days[-1]) & article.isin(ids) if len(ids) else None

    # ── rejects ──

    def next_rejects(self) -> Iterator[StagedFile]:
        """Keep the files of rejects, or stage what stays of them, and stage the new ones.

        Over are the rejects of inputs that this run decided anew, or that are gone. Of an unchanged article its rejected rows stay; a reject of
        its whole input is over. What the run did not see stays.
        """
        runs = [address for file, address in self._files() if file["dataset"] == "runs"]
        self._database.execute("CREATE TEMP TABLE same_version (run_id VARCHAR)")
        if runs:
            query = "INSERT INTO same_version SELECT run_id FROM read_parquet(?, union_by_name = true) WHERE pipeline_version = ?"
            with parquet.whole("a published file of runs"):
                self._database.execute(query, [parquet.literal(runs), self._pipeline_version])
        files = [(file, address) for file, address in self._files() if file["dataset"] == "rejects"]
        schema = arrow_schema("rejects")
        columns, order = ", ".join(schema.names), ", ".join(DATASETS["rejects"].file_order)
        self._database.execute("CREATE TEMP TABLE old_rejects AS SELECT *, 0 AS file, false AS over FROM new_rejects LIMIT 0")
        for number, (_, address) in enumerate(files):
            query = f"INSERT INTO old_rejects BY NAME SELECT {columns}, {number} AS file, false AS over FROM read_parquet(?)"  # noqa: S608
            with parquet.whole(address):
                self._database.execute(query, [parquet.literal([address])])
        self._database.execute(f"""
            UPDATE old_rejects o SET over = CASE
                WHEN o.source_uri IN (SELECT source_uri FROM added UNION ALL SELECT source_uri FROM new_rejects UNION ALL FROM gone)
                THEN NOT EXISTS (SELECT 1 FROM new_rejects n WHERE {_SAME})
                ELSE o.row_json IS NULL AND o.source_uri IN (SELECT source_uri FROM unchanged) END
        """)  # noqa: S608
        over = dict(self._database.execute("SELECT file, count(*) FROM old_rejects WHERE over GROUP BY file").fetchall())
        self.rejects_changed = bool(over)
        for number, (file, address) in enumerate(files):
            if number not in over:
                yield from self._kept(file, address)
                continue
            query = f"SELECT {columns} FROM old_rejects WHERE file = {number} AND NOT over ORDER BY {order}"  # noqa: S608
            yield from self._stage_rejects(query, [file["sha256"], self._run_id])
        query = f"SELECT {columns} FROM new_rejects n WHERE NOT EXISTS (SELECT 1 FROM old_rejects o WHERE {_SAME}) ORDER BY {order}"  # noqa: S608
        for made in self._stage_rejects(query, [self._run_id]):
            self.rejects_changed = True
            yield made

    def _stage_rejects(self, query: str, named_after: Sequence[str]) -> Iterator[StagedFile]:
        schema = arrow_schema("rejects")
        rows = [_arrow(self._database, query, []).cast(schema)]
        return parquet.stage(self._staging, "rejects", NO_MONTH, rows, schema, named_after)


def _arrow(database: duckdb.DuckDBPyConnection, query: str, values: Sequence[Any]) -> pa.Table:
    return pa.RecordBatchReader.from_stream(database.sql(query, params=list(values))).read_all()


def complete(lake: Lake, changes: Changes, current: Optional[Version], run: Run) -> list[StagedFile]:
    """Return the files to add, with those that only the end of the run knows: its row of runs, and datasets in which nothing was found."""
    return without_gaps(lake, run.run_id, changes.keep, current, [*changes.add, stage_rows(lake, run.run_id, "runs", [run])])


def without_gaps(lake: Lake, run_id: str, keep: Sequence[str], current: Optional[Version], add: Sequence[StagedFile]) -> list[StagedFile]:
    """Return ``add`` with a file for each dataset of which there is none, neither there nor among the files ``keep`` of ``current``."""
    filled = {file.dataset for file in add}
    if current:
        kept = set(keep)
        filled |= {file["dataset"] for file in current.files if file["path"] in kept}
    return [*add, *(stage_rows(lake, run_id, dataset, []) for dataset in DATASETS if dataset not in filled)]


def stage_rows(lake: Lake, run_id: str, dataset: str, rows: Sequence[Any]) -> StagedFile:
    """Stage all ``rows`` of a dataset without months as one file."""
    return stage_table(lake.address(staging(run_id)), dataset, NO_MONTH, to_table(dataset, sort_rows(dataset, rows)))
