"""Random rows of a published version, each with its place in the text and all that was made of it."""

# ruff: noqa: S608 - the queries are made of names of our own registry and columns

import dataclasses
import random
from collections.abc import Mapping, Sequence
from typing import Any, Optional

from pipeline.forms import json_value
from schemas.columns import DATASETS, Dataset, Offsets, Reference
from transforms.text.families import FAMILIES

CONTEXT = 300
"""Characters shown on either side of a row's text."""
_TOLD_BY = {
    "entities": "name", "places": "coalesce(name, text)", "statements": "coalesce(speaker_name, speaker_text, 'nobody named')",
    "events": "concat_ws(' ', coalesce(event_type, incident_type), text)", "casualties": "text",
}  # fmt: skip
"""What tells a person which row a reference points at, by dataset; a reference to another dataset is not judged."""
_COMMON = ("article_id", "published_date", "published_month", "segment_index", "in_body", "sentence")


@dataclasses.dataclass(frozen=True)
class Drawn:
    """One row to judge: where it is, the text around it, and what the row says, column by column (nulls, ids and offsets left out)."""

    dataset: str
    source_uri: str
    start: int
    end: int
    before: str
    text: str
    after: str
    says: Mapping[str, Any]


def datasets() -> tuple[str, ...]:
    """Return the names of the datasets whose rows can be drawn: those of the families, in their order, and ``segments``."""
    return (*(facts.dataset for family in FAMILIES for facts in family.facts), "segments")


def draw(connection: Any, dataset: str, rows: int, seed: int) -> list[Drawn]:
    """Return ``rows`` random rows of ``dataset`` (all of them where there are fewer), every row with the same chance.

    ``connection`` is one of :meth:`newsbeam.Lake.connect`. The same published rows and the same ``seed`` give the same sample in the same order,
    whatever files they lie in.
    """
    definition = DATASETS[dataset]
    keys = ", ".join(definition.key)
    found = connection.execute(f"SELECT {keys} FROM {dataset} ORDER BY {keys}").fetchall()
    chosen = random.Random(f"{seed} {dataset}").sample(found, min(rows, len(found)))  # noqa: S311 - a sample, no secret
    return [_drawn(connection, definition, key) for key in chosen]


def _drawn(connection: Any, dataset: Dataset, key: Sequence[Any]) -> Drawn:
    where = " AND ".join(f"f.{column} = ${number}" for number, column in enumerate(dataset.key, start=1))
    row = _one(connection, f"SELECT f.* FROM {dataset.name} f WHERE {where}", key)
    article = _one(connection, "SELECT source_uri, source_text FROM articles WHERE article_id = $1", [row["article_id"]])
    start, end = _span(connection, dataset, row)
    source = article["source_text"]
    return Drawn(
        dataset.name, article["source_uri"], start, end, source[max(0, start - CONTEXT) : start], source[start:end],
        source[end : end + CONTEXT], _says(connection, dataset, row),
    )  # fmt: skip


def _one(connection: Any, query: str, values: Sequence[Any]) -> dict[str, Any]:
    result = connection.execute(query, list(values))
    return dict(zip([column[0] for column in result.description], result.fetchone(), strict=True))


def _span(connection: Any, dataset: Dataset, row: Mapping[str, Any]) -> tuple[int, int]:
    """Return the offsets of a row's text; an entity, which has none of its own, stands where it is first mentioned."""
    own = _own(dataset)
    if own is not None:
        return row[own.start], row[own.end]
    query = "SELECT char_start, char_end FROM mentions WHERE article_id = $1 AND entity_id = $2 ORDER BY 1 LIMIT 1"
    first = _one(connection, query, [row["article_id"], row["entity_id"]])
    return first["char_start"], first["char_end"]


def _own(dataset: Dataset) -> Optional[Offsets]:
    """Return the offsets that every row of ``dataset`` has, if there are any."""
    filled = {field.name for field in dataset.fields if not field.nullable}
    return next((one for one in dataset.offsets if one.start in filled), None)


def _says(connection: Any, dataset: Dataset, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is to be judged of a row: its columns that are filled, references as the name of what they point at."""
    offsets = {name for one in dataset.offsets for name in (one.start, one.end)}
    own = _own(dataset)
    said: dict[str, Any] = {}
    for name in dataset.column_names:
        value = row[name]
        if name in _COMMON or name in offsets or (own and name == own.text) or value is None or value == []:
            continue
        reference = _reference(dataset, name)
        if reference is not None and reference.dataset in _TOLD_BY:
            said[name.removesuffix("_id")] = _told(connection, row["article_id"], reference, value)
        elif reference is None and name not in dataset.key and not name.endswith(("_spans", "_key")):
            said[name] = json_value(value)
    return said


def _reference(dataset: Dataset, column: str) -> Optional[Reference]:
    return next((one for one in dataset.references if one.column == column), None)


def _told(connection: Any, article_id: str, reference: Reference, value: str) -> str:
    query = f"SELECT {_TOLD_BY[reference.dataset]} AS told FROM {reference.dataset} WHERE article_id = $1 AND {reference.key} = $2"
    return str(_one(connection, query, [article_id, value])["told"])
