"""The datasets as Arrow: schema with a description on every column, and tables from rows."""

import datetime
import functools
import importlib.resources
import json
import typing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa

from schemas.columns import DATASETS, Field
from schemas.rows import SCHEMA_VERSION

MONTH = "published_month"
"""The column that the folders of a dataset's files stand for."""

NO_MONTH = "no_month"
"""The folder of files whose rows have no month; they hold the column themselves, null.

Hive's name of the null partition would say it without a column, but Arrow cannot infer a type from it alone, nor make the category of it that
``pandas.read_parquet`` asks for.
"""

NUMBER = "PARQUET:field_id"
"""The entry of a field's metadata by which Arrow writes and reads the number of a column."""

_NUMBERS = importlib.resources.files("schemas") / "numbers.json"

ELEMENT = "element"
"""What Parquet calls the elements of a list."""

_SCALARS = {
    str: pa.string(),
    bool: pa.bool_(),
    float: pa.float64(),
    datetime.date: pa.date32(),
    datetime.datetime: pa.timestamp("us", tz="UTC"),
}


def _arrow_type(python_type: Any, wide: bool) -> pa.DataType:
    if python_type is int:
        return pa.int64() if wide else pa.int32()
    if python_type in _SCALARS:
        return _SCALARS[python_type]
    (item,) = typing.get_args(python_type)
    if hasattr(item, "_fields"):
        hints = typing.get_type_hints(item)
        return pa.list_(pa.struct([pa.field(name, _arrow_type(hint, False), nullable=False) for name, hint in hints.items()]))
    return pa.list_(_arrow_type(item, wide))


def arrow_field(field: Field) -> pa.Field:
    """Return the Arrow field of a column: type, nullability and description."""
    return pa.field(
        field.name, _arrow_type(field.type, field.column.wide), field.nullable, metadata={"description": field.column.description}
    )


@functools.cache
def arrow_schema(dataset: str) -> pa.Schema:
    """Return the Arrow schema of ``dataset``; its metadata name the dataset and the version of the contract."""
    metadata = {"newsbeam.dataset": dataset, "newsbeam.schema_version": SCHEMA_VERSION}
    return pa.schema([arrow_field(field) for field in DATASETS[dataset].fields], metadata=metadata)


def file_path(dataset: str, month: str, name: str) -> str:
    """Return where the file ``name`` of ``dataset`` lies in a version, whose rows are of ``month`` (``2024-01``, or :data:`NO_MONTH`).

    >>> file_path("times", "2024-01", "a.parquet"), file_path("runs", NO_MONTH, "a.parquet")
    ('times/published_month=2024-01/a.parquet', 'runs/no_month/a.parquet')
    """
    return f"{dataset}/{month if month == NO_MONTH else f'{MONTH}={month}'}/{name}"


def file_schema(schema: pa.Schema, month: str) -> pa.Schema:
    """Return the schema of the files of ``month`` whose rows have ``schema``: with a number for each column, and the month where no folder says it.

    By the numbers (``field_id``) readers of Iceberg tables find columns, whatever they are called.
    """
    dataset = schema.metadata[b"newsbeam.dataset"].decode()
    if dataset in DATASETS and schema.equals(arrow_schema(dataset), check_metadata=True):
        return _file_schema_of(dataset, month == NO_MONTH)
    return _with_numbers(schema, dataset, month == NO_MONTH)


@functools.cache
def _file_schema_of(dataset: str, monthless: bool) -> pa.Schema:
    """Return the schema of the files of ``dataset`` as the contract has it; made once, since it takes as long as a small file's name."""
    return _with_numbers(arrow_schema(dataset), dataset, monthless)


def _with_numbers(schema: pa.Schema, dataset: str, monthless: bool) -> pa.Schema:
    if monthless:
        said = {"description": "Null: the rows of this file have no month of publication."}
        schema = schema.append(pa.field(MONTH, pa.string(), metadata=said))
    known = numbers(dataset)
    return pa.schema([_numbered(field, field.name, known) for field in schema], schema.metadata)


def _numbered(field: pa.Field, path: str, known: Mapping[str, int]) -> pa.Field:
    """Return ``field``, whose path is ``path``, with its number and those of what is in it; a column that the contract never had has none."""
    kind = field.type
    if pa.types.is_list(kind):
        kind = pa.list_(_numbered(kind.value_field, f"{path}.{ELEMENT}", known))
    elif pa.types.is_struct(kind):
        kind = pa.struct([_numbered(inner, f"{path}.{inner.name}", known) for inner in kind])
    number = {NUMBER: str(known[path])} if path in known else {}
    return pa.field(field.name, kind, field.nullable, (field.metadata or {}) | number)


def numbers(dataset: str) -> dict[str, int]:
    """Return the number of each column of ``dataset``, and of each list's elements and structure's fields, by path (``modifiers.element``).

    A number is never given to another column: ``numbers.json`` (:mod:`schemas.numbers`) says which were given, further columns have the next ones.
    """
    found = {path: number for number, path in enumerate(_listed().get(dataset, ()), start=1)}
    for path in paths(dataset):
        found.setdefault(path, len(found) + 1)
    return found


def paths(dataset: str) -> Iterator[str]:
    """Yield the paths of all that has a number in files of ``dataset``, in the order of the contract."""
    for field in arrow_schema(dataset) if dataset in DATASETS else ():
        yield from _paths(field, field.name)
    yield MONTH


def _paths(field: pa.Field, path: str) -> Iterator[str]:
    yield path
    if pa.types.is_list(field.type):
        yield from _paths(field.type.value_field, f"{path}.{ELEMENT}")
    elif pa.types.is_struct(field.type):
        for inner in field.type:
            yield from _paths(inner, f"{path}.{inner.name}")


@functools.cache
def _listed() -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads(_NUMBERS.read_bytes())
    return found


def file_table(table: pa.Table, month: str) -> pa.Table:
    """Return ``table`` as files of ``month`` hold it (see :func:`file_schema`)."""
    month_itself = [pa.nulls(len(table), pa.string())] if month == NO_MONTH else []
    return pa.table([*table.columns, *month_itself], schema=file_schema(table.schema, month))


def to_table(dataset: str, rows: Iterable[Sequence[Any]]) -> pa.Table:
    """Return ``rows`` (tuples in column order) as a table of the dataset's schema.

    Raises:
        pyarrow.ArrowInvalid, pyarrow.ArrowTypeError: a value is not of its column's type.
    """
    kinds = _kinds(dataset)
    arrays = []
    for (kind, holds_structures), values in zip(kinds, list(zip(*rows, strict=True)) or [()] * len(kinds), strict=True):
        if holds_structures:
            values = tuple([value and [item._asdict() if hasattr(item, "_asdict") else item for item in value] for value in values])
        arrays.append(pa.array(values, type=kind))
    return pa.Table.from_arrays(arrays, schema=arrow_schema(dataset))


@functools.cache
def _kinds(dataset: str) -> list[tuple[pa.DataType, bool]]:
    """Return the type of each column of ``dataset``, and whether it holds lists of structures."""
    types = arrow_schema(dataset).types
    return [(kind, pa.types.is_list(kind) and pa.types.is_struct(kind.value_type)) for kind in types]


def from_table(dataset: str, table: pa.Table) -> list[Any]:
    """Return the rows of ``table`` as the dataset's row type, in order; the inverse of :func:`to_table`."""
    row = DATASETS[dataset].row
    names = DATASETS[dataset].column_names
    return [row(**{name: record[name] for name in names}) for record in table.to_pylist()]
