"""Two engines that know nothing of newsbeam, and all that can be read in a lake's Iceberg tables."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Optional

import fastavro
import polars
import pytest
from pyiceberg.table import StaticTable

import newsbeam
from pipeline.iceberg.places import FOLDER

ENGINES = ("pyiceberg", "polars")

Rows = list[dict[str, Any]]


def table(root: Path, dataset: str) -> StaticTable:
    """The table as pyiceberg opens it: by its folder's address."""
    return StaticTable.from_metadata(f"file://{root}/{FOLDER}/{dataset}")


def read(engine: str, root: Path, dataset: str, version: Optional[int] = None) -> Rows:
    """The rows of a table, in an order of their own, of the snapshot of ``version`` or the newest."""
    if engine == "pyiceberg":
        rows = table(root, dataset).scan(snapshot_id=version).to_arrow().to_pylist()
    else:
        with pytest.MonkeyPatch.context() as patched:
            patched.setenv("POLARS_ICEBERG_PLANNER", "plugin")
            location = table(root, dataset).metadata_location
            rows = polars.scan_iceberg(location, snapshot_id=version, reader_override="native").collect().to_dicts()
    return sorted(rows, key=repr)


def published(root: Path, dataset: str) -> Rows:
    """The rows of the published version, as newsbeam reads them."""
    found = newsbeam.open(root)[dataset].arrow()
    return sorted(found.to_pylist(), key=repr)


def entries(root: Path, dataset: str) -> dict[str, dict[str, Any]]:
    """The files of the newest snapshot by their paths in the version, each with its line of the manifest."""
    found = table(root, dataset).inspect.files().to_pylist()
    return {file["file_path"].partition(f"/{dataset}/")[2]: file for file in found}


def content(root: Path) -> Iterator[str]:
    """Every file below the folder of tables as text: JSON as it is, Avro with all its records decoded."""
    for path in sorted((root / FOLDER).rglob("*")):
        if path.suffix == ".avro":
            with path.open("rb") as stream:
                reader = fastavro.reader(stream)
                yield f"{path} {reader.metadata} {list(reader)}"
        elif path.is_file():
            yield f"{path} {path.read_text(encoding='utf-8')}"
