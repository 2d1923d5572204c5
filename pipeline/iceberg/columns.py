"""The columns of a table: types of Iceberg for those of Arrow, and the contract's numbers, which stay with a column whatever is added to it.

Files bear these numbers too; for those of before they did tables carry the standard mapping from names (``schema.name-mapping.default``). No column
is required: files of before a column was added have none.
"""

from collections.abc import Mapping, Sequence

import pyarrow as pa
from pyiceberg.partitioning import PartitionField, PartitionSpec
from pyiceberg.schema import Schema, index_by_name
from pyiceberg.table.name_mapping import create_mapping_from_schema
from pyiceberg.transforms import MonthTransform
from pyiceberg.types import (
    BooleanType,
    DateType,
    DoubleType,
    IcebergType,
    IntegerType,
    ListType,
    LongType,
    NestedField,
    StringType,
    StructType,
    TimestamptzType,
)

from schemas import DATASETS
from schemas.arrow import ELEMENT, NO_MONTH, arrow_schema, file_schema, numbers

DAY, ARTICLE = "published_date", "article_id"

PARTITIONS = 1000
"""The number from which those of partitions are counted, by the format."""

_SCALARS: dict[pa.DataType, IcebergType] = {
    pa.string(): StringType(),
    pa.bool_(): BooleanType(),
    pa.int32(): IntegerType(),
    pa.int64(): LongType(),
    pa.float64(): DoubleType(),
    pa.date32(): DateType(),
    pa.timestamp("us", tz="UTC"): TimestamptzType(),
}
"""What :data:`schemas.arrow` makes of the scalar types of rows."""


def schema_of(dataset: str, before: Sequence[Schema]) -> Schema:
    """Return the columns of ``dataset`` as its contract has them now: the last schema of ``before``, the table's so far, or the one after it."""
    contract = arrow_schema(dataset)
    held = contract if DATASETS[dataset].partitioned else file_schema(contract, NO_MONTH)
    fields = [_field(field, field.name, numbers(dataset)) for field in held]
    number_of_schema = 1 + max((schema.schema_id for schema in before), default=-1)
    schema = Schema(*fields, schema_id=number_of_schema)
    return before[-1] if before and before[-1].fields == schema.fields else schema


def has_other_numbers(dataset: str, schemas: Sequence[Schema]) -> bool:
    """Return whether some column has another number in ``schemas`` than in the contract: a table of such a past is another table."""
    known = numbers(dataset)
    return any(known.get(path, number) != number for schema in schemas for path, number in index_by_name(schema).items())


def _field(field: pa.Field, path: str, known: Mapping[str, int]) -> NestedField:
    doc = (field.metadata or {}).get(b"description", b"").decode() or None
    return NestedField(known[path], field.name, _type(field.type, path, known), required=False, doc=doc)


def _type(arrow: pa.DataType, path: str, known: Mapping[str, int]) -> IcebergType:
    if pa.types.is_list(arrow):
        element = f"{path}.{ELEMENT}"
        return ListType(known[element], _type(arrow.value_type, element, known), element_required=False)
    if pa.types.is_struct(arrow):
        return StructType(*(_field(field, f"{path}.{field.name}", known) for field in arrow))
    return _SCALARS[arrow]


def partitions_of(dataset: str, schema: Schema) -> PartitionSpec:
    """Return how the files of ``dataset`` are divided: by the month of the day of publication, or not at all."""
    if not DATASETS[dataset].partitioned:
        return PartitionSpec(spec_id=0)
    day = schema.find_field(DAY).field_id
    return PartitionSpec(PartitionField(day, PARTITIONS, MonthTransform(), f"{DAY}_month"), spec_id=0)


def properties_of(dataset: str, schema: Schema) -> dict[str, str]:
    """Return the properties of the table of ``dataset``.

    Nobody else is to remove files (``gc.enabled``). Lowest and highest values are kept of numbers, days, times and ``article_id`` alone: no text of
    an article gets into the metadata.
    """
    bounded = [field.name for field in schema.fields if field.field_type.is_primitive and not isinstance(field.field_type, StringType)]
    bounded += [ARTICLE] if ARTICLE in schema.column_names else []
    return {
        "newsbeam.dataset": dataset,
        "gc.enabled": "false",
        "schema.name-mapping.default": create_mapping_from_schema(schema).model_dump_json(),
        "write.metadata.metrics.default": "counts",
        **{f"write.metadata.metrics.column.{name}": "full" for name in sorted(bounded)},
    }
