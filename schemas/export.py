"""The datasets as JSON, for the reader's module, which imports nothing of this package: ``python -m schemas.export > newsbeam/datasets.json``.

What the reader needs is names, types and descriptions of columns; ``newsbeam.known`` makes Arrow schemas of them again.
"""

import json
import sys
from typing import Any

import pyarrow as pa

from schemas.arrow import arrow_schema
from schemas.columns import DATASETS
from schemas.rows import SCHEMA_VERSION


def datasets_json() -> str:
    """Return the JSON text: the version of the contract, and the columns of each dataset, one a line."""
    datasets = []
    for name in DATASETS:
        columns = ",\n".join(f"   {json.dumps(_column(field), ensure_ascii=False)}" for field in arrow_schema(name))
        datasets.append(f"  {json.dumps(name)}: [\n{columns}\n  ]")
    joined = ",\n".join(datasets)
    return f'{{\n "schema_version": {json.dumps(SCHEMA_VERSION)},\n "datasets": {{\n{joined}\n }}\n}}\n'


def _column(field: pa.Field) -> dict[str, Any]:
    column = {"name": field.name, "type": _type(field.type), "nullable": field.nullable}
    return column | {key.decode(): value.decode() for key, value in (field.metadata or {}).items()}


def _type(arrow_type: pa.DataType) -> Any:
    if pa.types.is_list(arrow_type):
        return {"list": _type(arrow_type.value_type)}
    if pa.types.is_struct(arrow_type):
        return {"struct": [_column(arrow_type.field(at)) for at in range(arrow_type.num_fields)]}
    return str(arrow_type)


if __name__ == "__main__":
    sys.stdout.write(datasets_json())
