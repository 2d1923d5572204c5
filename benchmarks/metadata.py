"""A lake of many articles without their texts, for queries: identifiers, days, names and events made up by chance, published as a run publishes.

Real texts of millions of articles would take days to read and no query reads them all; what prunes is days, months and identifiers.
"""

import binascii
import datetime
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pyarrow as pa

import newsbeam
from pipeline import parquet
from pipeline.lakes import staging
from pipeline.lakes.local import LocalLake
from pipeline.publish import stage_rows
from schemas import DATASETS, SCHEMA_VERSION
from schemas.arrow import arrow_schema
from transforms.staging import month_of
from transforms.values import StagedFile

RUN = "20240101T000000Z-metadata"
FIRST = 2010
"""The year of the first month."""
MENTIONS, EVENTS = 4, 1
"""Rows of an article."""
NAMES = 20_000
"""Different names that are mentioned; the first few are mentioned most."""
SENTENCE = "The council of Riga voted on Tuesday to close the old harbour, and the mayor said the ferries would move."


def made(lake: LocalLake, articles: int, months: int) -> newsbeam.Version:
    """Publish ``articles`` articles with their mentions and events, spread evenly over so many months."""
    chance = np.random.default_rng(20240124)
    staged: list[StagedFile] = []
    with lake.lock():
        for number in range(months):
            month = datetime.date(FIRST + number // 12, number % 12 + 1, 1)
            count = articles * (number + 1) // months - articles * number // months
            for name, table in _of_month(month, count, number, chance):
                staged += parquet.stage(lake.address(staging(RUN)), name, month_of(month), [table], arrow_schema(name), [RUN])
        filled = {file.dataset for file in staged}
        staged += [stage_rows(lake, RUN, name, []) for name in DATASETS if name not in filled]
        version = lake.switch(RUN, None, [], staged, {"schema_version": SCHEMA_VERSION})
        lake.remove(staging(RUN))
    return version


def _of_month(month: datetime.date, count: int, number: int, chance: np.random.Generator) -> Iterator[tuple[str, pa.Table]]:
    """Yield the tables of ``articles``, ``mentions`` and ``events`` of one month, sorted as files are."""
    bits = chance.integers(0, 2**63, (count, 2), dtype=np.int64)
    day = chance.integers(0, 28, count)
    order = np.lexsort((bits[:, 0], day))
    days, ids = pa.array(np.datetime64(month) + day[order], pa.date32()), _digests(bits[order])
    names = pa.array([f"crawl/{number:03}/{at:06}.txt" for at in range(count)])
    words = pa.array(chance.integers(100, 2_000, count), arrow_schema("articles").field("word_count").type)
    yield "articles", _table("articles", count, {"article_id": ids, "published_date": days, "source_uri": names, "word_count": words})
    vocabulary = pa.array([f"Name {at}" for at in range(NAMES)])
    for name, each, key in (("mentions", MENTIONS, "mention_id"), ("events", EVENTS, "event_id")):
        rows = pa.array(np.repeat(np.arange(count), each))
        at = np.minimum(chance.zipf(1.3, count * each), NAMES) - 1
        start = pa.array(np.tile(np.arange(each), count) * 40, pa.int32())
        given = {
            "article_id": ids.take(rows),
            "published_date": days.take(rows),
            key: _digests(chance.integers(0, 2**63, (count * each, 2), dtype=np.int64)),
            "text": vocabulary.take(pa.array(at)),
            "char_start": start,
            "char_end": pa.array(np.asarray(start) + 8, pa.int32()),
        }
        if name == "events":
            types = pa.array(DATASETS["events"].fields[8].column.vocabulary)
            given["event_type"] = types.take(pa.array(chance.integers(0, len(types), count)))
        yield name, _table(name, count * each, given)


def _digests(bits: Any) -> pa.Array:
    """Return rows of two numbers as identifiers of 32 hex digits, in the same order."""
    text = binascii.hexlify(bits.astype(">i8").tobytes())
    offsets = np.arange(0, len(text) + 1, 32, dtype=np.int32)
    return pa.StringArray.from_buffers(len(bits), pa.py_buffer(offsets), pa.py_buffer(text))


def _table(dataset: str, count: int, given: Mapping[str, pa.Array]) -> pa.Table:
    """Return rows of ``dataset`` with the columns ``given``; the others are null, or the same in all rows."""
    columns = []
    for field in arrow_schema(dataset):
        same: Any = None if field.nullable else _SAME.get(field.name, _ANY.get(field.type))
        if same is None and not field.nullable:
            same = [] if pa.types.is_list(field.type) else datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)
        columns.append(given[field.name] if field.name in given else pa.repeat(pa.scalar(same, field.type), count))
    return pa.Table.from_arrays(columns, schema=arrow_schema(dataset))


_SAME = {
    "sentence": SENTENCE,
    "entity_id": "0" * 32,
    "entity_type": "ORG",
    "modality": "happened",
    "date_basis": "header",
    "page_type": "story",
}
_ANY = {pa.string(): "x", pa.int32(): 1, pa.int64(): 1, pa.float64(): 0.5, pa.bool_(): True}
