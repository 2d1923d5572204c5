"""Snapshots of a table: the files of one version of a lake, with statistics from their footers, in a manifest and a list of it (Avro)."""

import concurrent.futures
import datetime
import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple, Optional

import pyarrow.parquet as pq
from pyiceberg.io import FileIO
from pyiceberg.io.pyarrow import (
    MetricModeTypes,
    MetricsMode,
    StatisticsCollector,
    compute_statistics_plan,
    data_file_statistics_from_parquet_metadata,
    parquet_path_to_id_mapping,
)
from pyiceberg.manifest import (
    DataFile,
    DataFileContent,
    FileFormat,
    ManifestEntry,
    ManifestEntryStatus,
    write_manifest,
    write_manifest_list,
)
from pyiceberg.partitioning import PartitionSpec
from pyiceberg.schema import Schema
from pyiceberg.table.snapshots import Operation, Snapshot, Summary
from pyiceberg.typedef import Record
from pyiceberg.types import StringType

from newsbeam import Version, objects
from pipeline import parquet
from pipeline.iceberg.places import location_of
from pipeline.lakes import Lake
from schemas.arrow import NO_MONTH

FORMAT: Final = 2
"""The version of the table format: the newest that all readers know."""

FILES = "newsbeam.files"
"""The entry of a snapshot's summary by which it is known again: a digest of what its version lists."""

LIST, MANIFEST = "-list.avro", "-manifest.avro"
"""How the names of a snapshot's two files end, which begin alike; of a version without rows there is no manifest."""

_AT_A_TIME = 16
"""Footers that are read at a time."""

_NO_COLUMN = -1
"""The number of columns of files that the contract has no more, of which nothing is kept."""


class Shape(NamedTuple):
    """What the manifests of a table are written with: its columns, their partitions, and its properties."""

    schema: Schema
    partitions: PartitionSpec
    properties: Mapping[str, str]


class Known(NamedTuple):
    """A version of which a snapshot is there already, which spares reading the footers of files that another one has too."""

    version: Version
    snapshot: Snapshot


def digest_of(lake: Lake, version: Version, dataset: str) -> str:
    """Return a digest of the files of ``dataset`` in ``version``: where they are and what they hold."""
    listed = [(_location(lake, version, file), file["sha256"]) for file in _files(version, dataset)]
    return hashlib.sha256(json.dumps(listed).encode()).hexdigest()[:32]


def _files(version: Version, dataset: str) -> list[Mapping[str, Any]]:
    return [file for file in version.files if file["dataset"] == dataset and file["rows"]]


def _location(lake: Lake, version: Version, file: Mapping[str, Any]) -> str:
    return location_of(lake.file(version, file["path"]))


def snapshot_of(
    lake: Lake, files: FileIO, folder: str, version: Version, dataset: str, shape: Shape, before: Optional[Snapshot], known: Optional[Known]
) -> Snapshot:
    """Write the manifest of ``dataset`` in ``version`` and its list below the location ``folder``; returns the snapshot that names the list.

    The number of a snapshot, and its place in their sequence, is the version's. ``before`` is the snapshot before it.

    Raises:
        InputError: a file is damaged.
    """
    listed = _files(version, dataset)
    entries = _entries(lake, files, version, listed, shape, known)
    nonce = objects.nonce()
    manifests = []
    if entries:
        manifest = files.new_output(f"{folder}/{version.number:06}-{nonce}{MANIFEST}")
        with write_manifest(FORMAT, shape.partitions, shape.schema, manifest, version.number, "deflate") as writer:
            for entry in entries:
                writer.add_entry(ManifestEntry.from_args(status=ManifestEntryStatus.ADDED, snapshot_id=version.number, data_file=entry))
        manifests.append(writer.to_manifest_file())
    before_number = before.snapshot_id if before else None
    location = f"{folder}/{version.number:06}-{nonce}{LIST}"
    with write_manifest_list(FORMAT, files.new_output(location), version.number, before_number, version.number, "deflate") as manifest_list:
        manifest_list.add_manifests(manifests)
    totals = {
        "total-data-files": len(listed),
        "total-records": sum(file["rows"] for file in listed),
        "total-files-size": sum(file["bytes"] for file in listed),
    }
    facts = {name: str(value) for name, value in totals.items()} | {FILES: digest_of(lake, version, dataset)}
    said = {
        "snapshot-id": version.number,
        "parent-snapshot-id": before_number,
        "sequence-number": version.number,
        "timestamp-ms": max(_published(version), before.timestamp_ms + 1 if before else 0),
        "manifest-list": location,
        "summary": Summary(Operation.OVERWRITE, **facts),
        "schema-id": shape.schema.schema_id,
    }
    return Snapshot.model_validate(said)


def _published(version: Version) -> int:
    """Return when ``version`` was published, in milliseconds; 0 where its manifest does not say it."""
    try:
        return int(datetime.datetime.fromisoformat(version.facts["published_at"]).timestamp() * 1_000)
    except (KeyError, TypeError, ValueError):
        return 0


def _entries(
    lake: Lake, files: FileIO, version: Version, listed: Sequence[Mapping[str, Any]], shape: Shape, known: Optional[Known]
) -> list[DataFile]:
    """Return the entries of the files ``listed``: those that ``known`` has too as they are there, the others from their footers."""
    there = _known_entries(lake, files, known)
    plan = compute_statistics_plan(shape.schema, dict(shape.properties))
    plan[_NO_COLUMN] = StatisticsCollector(_NO_COLUMN, StringType(), MetricsMode(MetricModeTypes.NONE), "")
    numbers = parquet_path_to_id_mapping(shape.schema)

    def entry(file: Mapping[str, Any]) -> DataFile:
        address = lake.file(version, file["path"])
        if (found := there.get((file["path"], file["sha256"]))) is not None:
            found[1] = location_of(address)
            return found
        with parquet.whole(address):
            footer = pq.read_metadata(objects.source(address))
        paths = [footer.schema.column(at).path for at in range(footer.num_columns)]
        statistics = data_file_statistics_from_parquet_metadata(footer, plan, {path: numbers.get(path, _NO_COLUMN) for path in paths})
        statistics.column_sizes.pop(_NO_COLUMN, None)
        return DataFile.from_args(
            content=DataFileContent.DATA,
            file_path=location_of(address),
            file_format=FileFormat.PARQUET,
            partition=Record(*(_month(file["month"]) for _ in shape.partitions.fields)),
            file_size_in_bytes=file["bytes"],
            **statistics.to_serialized_dict(),
        )

    with concurrent.futures.ThreadPoolExecutor(_AT_A_TIME) as pool:
        return list(pool.map(entry, listed))


def _known_entries(lake: Lake, files: FileIO, known: Optional[Known]) -> dict[tuple[str, str], DataFile]:
    """Return the entries of the files of ``known``, by their paths in the version and the digests of what they hold."""
    if known is None:
        return {}
    listed = {_location(lake, known.version, file): (file["path"], file["sha256"]) for file in known.version.files}
    entries = [entry for manifest in known.snapshot.manifests(files) for entry in manifest.fetch_manifest_entry(files)]
    return {listed[entry.data_file.file_path]: entry.data_file for entry in entries}


def _month(month: str) -> Optional[int]:
    """Return a month as partitions have it, counted from January 1970; None for files whose rows have none.

    >>> _month("1970-02"), _month("2024-01"), _month("no_month")
    (1, 648, None)
    """
    if month == NO_MONTH or not month[0].isdigit():
        return None
    year, number = month.split("-")
    return (int(year) - 1970) * 12 + int(number) - 1
