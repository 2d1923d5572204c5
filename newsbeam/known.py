"""The datasets as this version of newsbeam knows them, from ``datasets.json``, which ``schemas.export`` writes.

A published version may be older than a dataset or a column; with what is known here it can still be read, without rows or with nulls.
"""

import functools
import importlib.resources
import json
from typing import Any


@functools.cache
def _contents() -> dict[str, Any]:
    contents: dict[str, Any] = json.loads(importlib.resources.files("newsbeam").joinpath("datasets.json").read_text(encoding="utf-8"))
    return contents


def dataset_names() -> list[str]:
    """Return the names of the known datasets, in the order of their definition."""
    return list(_contents()["datasets"])


@functools.cache
def arrow_schema(dataset: str) -> Any:
    """Return the ``pyarrow.Schema`` of ``dataset``, with a description on every column; one without columns where it is not known."""
    import pyarrow as pa

    columns = _contents()["datasets"].get(dataset)
    if columns is None:
        return pa.schema([])
    metadata = {"newsbeam.dataset": dataset, "newsbeam.schema_version": _contents()["schema_version"]}
    return pa.schema([_arrow_field(column) for column in columns], metadata=metadata)


def _arrow_field(column: dict[str, Any]) -> Any:
    import pyarrow as pa

    description = {"description": column["description"]} if "description" in column else None
    return pa.field(column["name"], _arrow_type(column["type"]), column["nullable"], metadata=description)


def _arrow_type(written: Any) -> Any:
    """Return the Arrow type that is ``written`` as a name, ``{"list": type}`` or ``{"struct": [column, …]}``.

    >>> _arrow_type({"list": {"struct": [{"name": "start", "type": "int32", "nullable": False}]}})
    ListType(list<item: struct<start: int32 not null>>)
    """
    import pyarrow as pa

    match written:
        case {"list": item}:
            return pa.list_(_arrow_type(item))
        case {"struct": fields}:
            return pa.struct([_arrow_field(field) for field in fields])
        case "timestamp[us, tz=UTC]":
            return pa.timestamp("us", tz="UTC")
        case _:
            return pa.type_for_alias(written)
