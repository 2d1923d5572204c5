"""Erasure: some articles leave every dataset, every version and the records of runs; tombstones keep later runs from bringing them back.

The new version is published in one step, with the tombstones in its manifest. Before that the records of runs are cleaned, for which the names
have to be known, what failed runs left is removed, and the tombstones are written beside the versions; after it every version goes whose manifest
lacks a tombstone, which :meth:`pipeline.lakes.Lake.settle` does, after a crash too. No version that lacks one is ever recovered to.
"""

import contextlib
import dataclasses
import datetime
import html
import json
import re
import urllib.parse
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Optional

import duckdb
import pyarrow as pa
import pyarrow.dataset
import pyarrow.parquet as pq

from newsbeam import Version, objects
from pipeline import parquet, publish, terminal, tombstones
from pipeline.errors import InputError, StorageError
from pipeline.lakes import Lake, staging
from schemas import DATASETS
from schemas.arrow import MONTH, arrow_schema
from transforms.values import StagedFile

INSTEAD = "(erased)"
"""What stands in the records of runs where something erased was named."""


class Found(NamedTuple):
    """What is to be erased: an article, or an input that was rejected (without ``published_date``), and why it was found."""

    source_uri: str
    article_id: Optional[str]
    published_date: Optional[datetime.date]
    headline: Optional[str]
    because: str


@dataclasses.dataclass(frozen=True)
class Erasure:
    """All that is to be erased, and the name of the person that was asked for."""

    found: Sequence[Found]
    person: Optional[str] = None

    @property
    def articles(self) -> list[str]:
        """The ``article_id`` of each, sorted."""
        return sorted({one.article_id for one in self.found if one.article_id is not None})

    @property
    def source_uris(self) -> list[str]:
        """The ``source_uri`` of each, sorted."""
        return sorted({one.source_uri for one in self.found})

    def marks(self) -> list[str]:
        """Return the tombstones: of every article's bytes, and of every name that means the same input tomorrow."""
        names = filter(tombstones.is_lasting, self.source_uris)
        return sorted([*map(tombstones.of_content, self.articles), *map(tombstones.of_name, names)])

    def pattern(self) -> re.Pattern[str]:
        """Return what finds the erased by name, identifier or person in the text of a record, JSON or HTML."""
        names = sorted({spelling for uri in self.source_uris for spelling in _spellings(uri)}, key=len, reverse=True)
        parts = [rf"(?<![\w%.-]){name}(?![\w%-])" for name in names] + [f"{article}[0-9a-f]*" for article in self.articles]
        if self.person is not None:
            words = r"(?:\s|\\[nrt])+".join(f"(?:{'|'.join(sorted(_escaped(word)))})" for word in self.person.split())
            parts.append(rf"(?<![^\W_]){words}(?![^\W_])")
        return re.compile("|".join(parts), re.IGNORECASE)


def _spellings(source_uri: str) -> Iterator[str]:
    """Yield how arguments and records may name the input: percent-encoded or not, as a path, as its record's identifier alone."""
    plain = urllib.parse.unquote(source_uri)
    yield from _escaped(source_uri)
    yield from _escaped(plain)
    yield from _escaped(plain.removeprefix("file://"))
    fragment = source_uri.partition("#")[2]
    if fragment and tombstones.is_lasting(source_uri):
        yield from _escaped(fragment)
        yield from _escaped(urllib.parse.unquote(fragment))


def _escaped(text: str) -> set[str]:
    """Return ``text`` as it stands in plain text, JSON and HTML, each as a regular expression."""
    return {re.escape(form) for form in (text, json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1], html.escape(text))}


# ── what is to be erased ──


def find(
    lake: Lake, version: Version, *, articles: Sequence[str] = (), source_uris: Sequence[str] = (), person: Optional[str] = None
) -> Erasure:
    """Return what ``version`` holds of ``articles`` (by their whole ``article_id``), of the inputs ``source_uris``, and of what names ``person``.

    A person is named where the entity or the mention of a person, or any text of the page, is or holds the whole name: words in this order,
    whatever is blank between them, capital or small letters, no letter or digit beside them.

    Raises:
        InputError: an article or input is not there, or nothing names the person; or a file is damaged.
    """
    with parquet.connect() as connection, parquet.whole("a published file"):
        connection.execute(parquet.SETTINGS)
        for name in ("articles", "entities", "mentions", "rejects"):
            _view(connection, name, lake.addresses(version, name))
        named = None if person is None else _of_person(person)

        def ask(uris: Sequence[str]) -> list[Found]:
            rows = connection.execute(_FOUND, {"ids": list(articles), "uris": list(uris), "name": named}).fetchall()
            return [Found(*row) for row in rows]

        found = ask(source_uris)
        there = {one.source_uri for one in found}
        as_typed = {uri: uri if uri in there else urllib.parse.quote(uri) for uri in source_uris}  # names are percent-encoded in the lake
        if {*as_typed.values()} != {*source_uris}:
            found = ask([*as_typed.values()])
    there = {one.source_uri for one in found}
    missing = {*articles} - {one.article_id for one in found} | {uri for uri in source_uris if as_typed[uri] not in there}
    if missing:
        raise InputError(f"version {version.number} has no article or reject {', '.join(sorted(missing))}; nothing is erased")
    if not found:
        raise InputError(f"nothing in version {version.number} names {person!r}; nothing is erased")
    return Erasure(found, person)


def _view(connection: duckdb.DuckDBPyConnection, name: str, addresses: Sequence[str]) -> None:
    if addresses:
        files = ", ".join("'" + address.replace("'", "''") + "'" for address in parquet.literal(addresses))
        connection.execute(f"CREATE VIEW {name} AS FROM read_parquet([{files}], hive_partitioning = false, union_by_name = true)")
    else:
        connection.register(name, arrow_schema(name).empty_table())


def _of_person(name: str) -> str:
    r"""Return the expression, in RE2's language, of a person's whole name.

    >>> _of_person("Anna  Bell")
    '(?i)(?:^|[^\\pL\\pN])Anna[\\s\\pZ]+Bell(?:[^\\pL\\pN]|$)'
    """
    words = r"[\s\pZ]+".join(map(re.escape, name.split()))
    return rf"(?i)(?:^|[^\pL\pN]){words}(?:[^\pL\pN]|$)"


_FOUND = """
    WITH named AS (
        SELECT article_id, 'entity' AS because FROM entities WHERE entity_type = 'PERSON' AND regexp_matches(name, $name::VARCHAR)
        UNION SELECT article_id, 'mention' FROM mentions WHERE entity_type = 'PERSON' AND regexp_matches(text, $name::VARCHAR)
        UNION SELECT article_id, 'text' FROM articles WHERE regexp_matches(source_text, $name::VARCHAR)
        UNION SELECT article_id, 'article_id' FROM articles WHERE list_contains($ids::VARCHAR[], article_id)
        UNION SELECT article_id, 'source_uri' FROM articles WHERE list_contains($uris::VARCHAR[], source_uri)
    ), erased AS (
        SELECT source_uri, article_id, published_date, headline, string_agg(because, ', ' ORDER BY because) AS because
        FROM named JOIN articles USING (article_id) GROUP BY ALL
    ), rejected AS (
        SELECT DISTINCT source_uri, article_id, NULL::DATE, NULL::VARCHAR, 'reject' FROM rejects WHERE row_json IS NULL
        AND (
            article_id IN (SELECT article_id FROM erased) OR list_contains($ids::VARCHAR[], article_id)
            OR list_contains($uris::VARCHAR[], source_uri) OR regexp_matches(detail, $name::VARCHAR)
        )
    )
    FROM erased UNION ALL FROM rejected ORDER BY published_date, source_uri, article_id
"""


def in_one_line(found: Found) -> str:
    """Return what is to be erased as a line for people."""
    day, article = found.published_date or "rejected  ", found.article_id or "-" * 32
    return f"{day}  {article}  {terminal.one_line(found.source_uri)}  {terminal.one_line(found.headline or '')}  ({found.because})"


# ── the next version ──


def erase(lake: Lake, current: Version, erasure: Erasure, now: datetime.datetime) -> tuple[Version, list[str]]:
    """Publish ``current`` without what is erased, and remove it from all else in the lake; returns the version, and sentences of what was removed.

    The version keeps the ``run_id`` of the run that made its rows.

    Raises:
        InputError: a file is damaged; nothing is published.
        StorageError: something cannot be removed, or the lake is not where it was.
    """
    pattern = erasure.pattern()
    told = [f"cleaned {name}" for name in _clean_records(lake, pattern)]
    for name in lake.names("staging"):
        lake.remove(name)
        told.append(f"removed {name}")
    if left := lake.names("staging"):
        raise StorageError(f"{lake.address(left[0])} cannot be removed; nothing is published")
    place = f"erase-{now:%Y%m%dT%H%M%SZ}.inprogress"  # what a crash leaves of it is removed by the next command
    keep, add = _next_files(lake, place, current, erasure, pattern)
    marks = sorted({*tombstones.carried(current.facts).get(tombstones.FACT, []), *erasure.marks()})
    facts = {name: value for name, value in current.facts.items() if name != "restored"}
    facts |= {"run_id": current.run_id, "published_at": now.isoformat(), tombstones.FACT: marks}
    lake.write(tombstones.NAME, tombstones.written(marks))
    version = lake.switch(place, current, keep, add, facts)
    lake.remove(staging(place))
    return version, told + lake.settle()


def _next_files(lake: Lake, place: str, current: Version, erasure: Erasure, pattern: re.Pattern[str]) -> tuple[list[str], list[StagedFile]]:
    """Return the paths of ``current`` to keep, and the files that take the place of the others."""
    articles, names = pa.array(erasure.articles, pa.string()), pa.array(erasure.source_uris, pa.string())
    of_article, of_name = pyarrow.dataset.field("article_id").isin(articles), pyarrow.dataset.field("source_uri").isin(names)
    folder = lake.address(staging(place))
    keep: list[str] = []
    add: list[StagedFile] = []
    for file in current.files:
        if not file["rows"]:
            continue
        address = lake.file(current, file["path"])
        with parquet.whole(address):
            if file["dataset"] == "runs":
                left = _cleaned(folder, file, address, pattern)
            else:
                condition = of_article if DATASETS[file["dataset"]].partitioned else of_article | of_name
                left = parquet.left_of(folder, file, address, condition, place)
        if left is None:
            keep.append(file["path"])
        else:
            add += left
    return keep, publish.without_gaps(lake, place, keep, current, add)


def _cleaned(folder: str, file: Mapping[str, Any], address: str, pattern: re.Pattern[str]) -> Optional[list[StagedFile]]:
    """Stage the rows of a file of runs anew where they name something erased: in the arguments as they were typed."""
    table = pq.ParquetFile(objects.source(address)).read()
    table = table.drop_columns([MONTH]) if MONTH in table.column_names else table
    columns = []
    for field in table.schema:
        values = table.column(field.name).to_pylist()
        cleaned = [pattern.sub(INSTEAD, value) if isinstance(value, str) else value for value in values]
        columns.append(pa.array(cleaned, field.type))
    clean = pa.Table.from_arrays(columns, schema=table.schema)
    if clean.equals(table):
        return None
    return list(parquet.stage(folder, "runs", file["month"], [clean], table.schema, [file["sha256"], INSTEAD]))


# ── the records of runs ──


def _clean_records(lake: Lake, pattern: re.Pattern[str]) -> Iterator[str]:
    """Take what names something erased out of the records of runs: lines of lists, words of ``run.json``, any other file as a whole."""
    for name in _files(lake, "runs"):
        with contextlib.suppress(IsADirectoryError):
            text = lake.read(name).decode("utf-8", "surrogateescape")
            if not pattern.search(text):
                continue
            if name.endswith(".jsonl"):
                text = "".join(line for line in text.splitlines(keepends=True) if not pattern.search(line))
            elif name.endswith("/run.json"):
                text = pattern.sub(INSTEAD, text)
            else:
                text = f"{INSTEAD}\n"
            lake.write(name, text.encode("utf-8", "surrogateescape"))
            yield name


def _files(lake: Lake, folder: str) -> Iterator[str]:
    for name in lake.names(folder):
        yield name
        yield from _files(lake, name)
