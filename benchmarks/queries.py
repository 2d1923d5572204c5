"""Ten queries over a large lake, the seconds each takes and the bytes it reads: ``python -m benchmarks.queries LAKE --articles 50000``.

``LAKE`` is a lake of few articles, such as ``newsbeam run --input seeds/ …`` makes. Its rows are copied, under other identifiers and on other days,
until there are so many articles; the copies are published as a run publishes and then compacted, or are kept where ``--keep`` says, to be asked
again. With ``--metadata`` in place of ``LAKE`` articles are made up, without texts, millions of them in minutes (:mod:`benchmarks.metadata`), and
the queries are those of articles, mentions and events. Bytes are those that the process read from files (``rchar`` of Linux), whether the disk had
to be asked or not.
"""

import argparse
import contextlib
import datetime
import resource
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

import newsbeam
from benchmarks import metadata
from pipeline import parquet
from pipeline.compact import compact
from pipeline.lakes import staging
from pipeline.lakes.local import LocalLake
from pipeline.publish import stage_rows
from schemas import DATASETS, SCHEMA_VERSION
from schemas.arrow import arrow_schema
from transforms.staging import month_of
from transforms.values import StagedFile

FIRST = datetime.date(2020, 1, 1)
AT_ONCE = 2_000
"""Articles whose rows are made at a time."""

LETTERS = "abcdefghijklmnopqrstuvwxyz"
TEXTS = {"articles": ("source_text", "body_text"), "segments": ("text",)}
"""The columns of text, in which copies have other letters; in the other datasets it is the sentence."""

QUERIES = {
    "articles of a day": "SELECT headline, outlet, word_count FROM articles WHERE published_date = DATE '{day}'",
    "one article by day and identifier": "SELECT * FROM articles WHERE published_date = DATE '{day}' AND article_id = '{article}'",
    "one article by its identifier alone": "SELECT * FROM articles WHERE article_id = '{article}'",
    "all mentions of one article": "SELECT * FROM mentions WHERE article_id = '{article}'",
    "one article by its name": "SELECT article_id, headline FROM articles WHERE source_uri = '{name}'",
    "who is quoted in a month": """SELECT speaker_name, count(*) FROM statements
        WHERE published_month = '{month}' AND form = 'direct' GROUP BY 1 ORDER BY 2 DESC LIMIT 20""",
    "events of a week": """SELECT event_type, count(*) FROM events
        WHERE published_date BETWEEN DATE '{day}' AND DATE '{day}' + 6 GROUP BY 1 ORDER BY 2 DESC""",
    "a word in the paragraphs of a month": """SELECT article_id, text FROM segments
        WHERE published_month = '{month}' AND in_body AND contains(text, 'bridge')""",
    "names of one entity, month by month": "SELECT published_month, count(*) FROM mentions WHERE text = '{entity}' GROUP BY 1 ORDER BY 1",
    "articles and words of each day": "SELECT published_date, count(*), sum(word_count) FROM articles GROUP BY 1 ORDER BY 1",
}

OF_METADATA = {
    **{said: query for said, query in QUERIES.items() if "statements" not in query and "segments" not in query},
    "who acts most in a month": """SELECT text, count(*) FROM events
        WHERE published_month = '{month}' AND event_type = 'ASSAULT' GROUP BY 1 ORDER BY 2 DESC LIMIT 20""",
    "what is named most in a week": """SELECT text, count(*) FROM mentions
        WHERE published_date BETWEEN DATE '{day}' AND DATE '{day}' + 6 GROUP BY 1 ORDER BY 2 DESC LIMIT 20""",
}
"""The queries that a lake without texts answers."""


def copied(source: newsbeam.Lake, lake: LocalLake, articles: int, months: int) -> newsbeam.Version:
    """Publish ``articles`` copies of the articles of ``source`` in ``lake``, spread over so many months."""
    with lake.lock():
        database = source.connect()
        database.execute(parquet.SETTINGS)
        days = months * 30
        database.execute(
            f"""CREATE TEMP TABLE made AS
            SELECT article_id, copy, md5(article_id || copy) AS made_id, DATE '{FIRST}' + (hash(article_id || copy) % {days})::INTEGER AS day
            FROM (SELECT article_id, row_number() OVER () AS place, count(*) OVER () AS n FROM articles), range({articles}) r(copy)
            WHERE copy * n + place <= {articles}"""  # noqa: S608 - numbers of our own
        )
        staged: list[StagedFile] = []
        for month, parts in _months(database):
            for name in _of_articles():
                database.execute(f"CREATE OR REPLACE TEMP TABLE rows AS SELECT * FROM {name}")  # noqa: S608
                tables = (_rows(database, name, first, last) for first, last in parts)
                staged += parquet.stage(lake.address(staging("copies")), name, month, tables, arrow_schema(name), [month])
        staged += [stage_rows(lake, "copies", name, []) for name in DATASETS if name not in {file.dataset for file in staged}]
        version = lake.switch("copies", None, [], staged, {"schema_version": SCHEMA_VERSION})
        lake.remove(staging("copies"))
        smaller = compact(lake, "merge", version, datetime.datetime.now(datetime.UTC))
        lake.remove(staging("merge"))
        return smaller or version


def _of_articles() -> list[str]:
    return [name for name, dataset in DATASETS.items() if dataset.partitioned]


def _months(database: Any) -> Iterator[tuple[str, list[tuple[Any, Any]]]]:
    """Yield each month with its days, divided so that none has many articles."""
    months: dict[str, list[tuple[Any, Any]]] = {}
    held = 0
    for day, number in database.execute("SELECT day, count(*) FROM made GROUP BY 1 ORDER BY 1").fetchall():
        parts = months.setdefault(month_of(day), [])
        if parts and held + number <= AT_ONCE:
            parts[-1] = (parts[-1][0], day)
            held += number
        else:
            parts.append((day, day))
            held = number
    yield from months.items()


def _rows(database: Any, name: str, first: Any, last: Any) -> pa.Table:
    """Return the rows of the dataset in ``rows`` of the articles that were made for the days ``first`` to ``last``."""
    schema = arrow_schema(name)
    made = {
        "article_id": "made_id",
        "published_date": "day",
        "source_uri": "source_uri || '-' || copy",
        "content_sha256": "made_id || made_id",
    }
    turned = f"translate({{}}, '{LETTERS}', substr('{LETTERS * 2}', copy % 26 + 1, 26))"  # or else copies would take no room at all
    made |= {name: turned.format(name) for name in TEXTS.get(name, ("sentence",))}
    values = [f"{made[field.name]} AS {field.name}" if field.name in made else f'"{field.name}"' for field in schema]
    order = ", ".join(DATASETS[name].file_order)
    query = f"""WITH found AS (SELECT {", ".join(values)} FROM rows JOIN (SELECT article_id AS of, made_id, copy, day FROM made) m
        ON m.of = rows.article_id WHERE m.day BETWEEN ? AND ?) SELECT * FROM found ORDER BY {order}"""  # noqa: S608
    return pa.RecordBatchReader.from_stream(database.sql(query, params=[first, last])).read_all().cast(schema)


def bytes_read() -> int:
    """Return how many bytes this process has read."""
    return int(Path("/proc/self/io").read_text().split()[1])


def measure(lake: newsbeam.Lake, queries: Mapping[str, str]) -> None:
    """Print a table: for each query the rows it gives, the better of two times, and the bytes it reads, the views of the lake included."""
    day, article, name = lake.sql(
        "SELECT published_date, article_id, source_uri FROM articles ORDER BY article_id LIMIT 1 OFFSET 1000"
    ).fetchall()[0]
    ((entity,),) = lake.sql("SELECT text FROM mentions GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1").fetchall()
    values = {"day": day, "article": article, "name": name, "month": f"{day:%Y-%m}", "entity": entity.replace("'", "''")}
    print("| query | rows | seconds | MB read | of its datasets |\n| --- | ---: | ---: | ---: | ---: |")
    for said, query in queries.items():
        best, rows, read = 1e9, 0, 0
        for _ in range(2):
            connection = lake.connect()
            before, begin = bytes_read(), time.perf_counter()
            rows = len(connection.execute(query.format(**values)).fetchall())
            best, read = min(best, time.perf_counter() - begin), bytes_read() - before
        named = [dataset for dataset in DATASETS if f"FROM {dataset}" in query]
        whole = sum(file["bytes"] for file in lake.version.files if file["dataset"] in named)
        print(f"| {said} | {rows:,} | {best:.3f} | {read / 1e6:.2f} | {read / whole:.1%} |", flush=True)


def main() -> None:
    """Make the lake, or take the one that is there, and measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("lake", type=Path, nargs="?", help="a lake whose articles are copied")
    parser.add_argument("--metadata", action="store_true", help="make the articles up, without texts, in place of copies")
    parser.add_argument("--articles", type=int, default=50_000)
    parser.add_argument("--months", type=int, default=24)
    parser.add_argument("--keep", type=Path, help="keep the lake there, and ask it again where it is there already")
    options = parser.parse_args()
    if not options.metadata and options.lake is None:
        parser.error("give a lake whose articles are copied, or --metadata")
    with contextlib.ExitStack() as stack:
        folder = options.keep or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="newsbeam-queries-"))) / "lake"
        if not folder.exists():
            begin = time.perf_counter()
            if options.metadata:
                metadata.made(LocalLake(folder), options.articles, options.months)
            else:
                copied(newsbeam.open(options.lake), LocalLake(folder), options.articles, options.months)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"made in {time.perf_counter() - begin:.0f} s, peak {peak:.0f} MB")
        lake = newsbeam.open(folder)
        files = lake.version.files
        size, largest = sum(file["bytes"] for file in files), max(file["bytes"] for file in files)
        rows = sum(file["rows"] for file in files)
        print(f"{len(files)} files, {size / 1e6:,.0f} MB, the largest {largest / 1e6:,.1f} MB, {rows:,} rows\n")
        measure(lake, OF_METADATA if options.metadata else QUERIES)


if __name__ == "__main__":
    main()
