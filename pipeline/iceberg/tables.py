"""The metadata of tables: a table for each dataset, a snapshot for each version that the lake keeps, and nothing of any other version."""

import json
import uuid
from collections.abc import Sequence
from typing import Optional

from pyiceberg.io import FileIO
from pyiceberg.table.metadata import TableMetadata, TableMetadataUtil
from pyiceberg.table.snapshots import Snapshot
from pyiceberg.table.sorting import UNSORTED_SORT_ORDER

from newsbeam import Version
from pipeline.errors import InputError
from pipeline.iceberg import places
from pipeline.iceberg.columns import PARTITIONS, has_other_numbers, partitions_of, properties_of, schema_of
from pipeline.iceberg.files import LakeFiles
from pipeline.iceberg.snapshots import FILES, FORMAT, LIST, MANIFEST, Known, Shape, digest_of, snapshot_of
from pipeline.lakes import Lake
from schemas import DATASETS


def export(lake: Lake, *, anew: bool) -> list[str]:
    """Write what is missing of the tables of ``lake``, with ``anew`` all of it, and remove what is over; see :func:`pipeline.iceberg.export`."""
    names = lake.versions()
    versions, told = _readable(lake, names)
    written = {}
    for dataset in DATASETS:
        written[dataset] = places.location_of(lake.address(_Table(lake, dataset).write(versions, anew=anew)))
    known = {f"{places.FOLDER}/{dataset}" for dataset in DATASETS} | {places.STATE}
    places.clear(lake, places.FOLDER, set(lake.names(places.FOLDER)) - known)
    state = {"address": lake.address(places.FOLDER), "versions": names, "tables": written}
    lake.write(places.STATE, json.dumps(state, indent=1).encode())
    return told


def _readable(lake: Lake, names: Sequence[str]) -> tuple[list[Version], list[str]]:
    """Return the versions of these names but those whose manifest is damaged, and what is to be told of these; the newest must be whole."""
    versions, told = [], []
    for name in names:
        try:
            versions.append(lake.version(name))
        except InputError as error:
            if name == names[-1]:
                raise
            told.append(f"the Iceberg tables go without {name}: {error}")
    return versions, told


class _Table:
    """The table of ``dataset``, as it is and as it is written next."""

    def __init__(self, lake: Lake, dataset: str) -> None:
        self._lake = lake
        self._dataset = dataset
        self._files: FileIO = LakeFiles(lake)
        self._folder = places.metadata_of(dataset)
        self._names = set(lake.names(self._folder))
        self._number, self._metadata = self._read()
        if self._metadata is not None and has_other_numbers(dataset, self._metadata.schemas):
            self._metadata = None

    def _read(self) -> tuple[int, Optional[TableMetadata]]:
        """Return the number of the metadata file that counts, and what it says; of what is lost or no table the highest number, and None."""
        number = max((int(digits) for name in self._names if (digits := _number_in(name, self._dataset)).isdigit()), default=0)
        try:
            counts = int(self._lake.read(places.hint_of(self._dataset)))
            return max(number, counts), TableMetadataUtil.parse_raw(self._lake.read(places.numbered(self._dataset, counts)).decode())
        except (FileNotFoundError, ValueError):
            return number, None

    def write(self, versions: Sequence[Version], *, anew: bool) -> str:
        """Let the table have ``versions`` and no others; returns the name of its metadata file."""
        before = self._metadata
        next_one = self._next(versions, anew=anew)
        if before is not None and not anew and next_one == before:
            number = self._number
        else:
            number = self._number + 1
            self._lake.write(places.numbered(self._dataset, number), next_one.model_dump_json(exclude_none=True).encode())
            self._lake.write(places.hint_of(self._dataset), str(number).encode())
        places.clear(self._lake, self._folder, self._over(number, next_one))
        return places.numbered(self._dataset, number)

    def _next(self, versions: Sequence[Version], *, anew: bool) -> TableMetadata:
        before = self._metadata
        schemas = list(before.schemas) if before else []
        schema = schema_of(self._dataset, schemas)
        schemas = schemas if schema in schemas else [*schemas, schema]
        shape = Shape(schema, partitions_of(self._dataset, schema), properties_of(self._dataset, schema))
        snapshots = self._snapshots(versions, shape, anew=anew)
        newest = snapshots[-1]
        return TableMetadataUtil.parse_obj(
            {
                "format-version": FORMAT,
                "table-uuid": before.table_uuid if before else uuid.uuid4(),
                "location": places.location_of(self._lake.address(f"{places.FOLDER}/{self._dataset}")),
                "last-updated-ms": newest.timestamp_ms,
                "last-sequence-number": newest.sequence_number,
                "last-column-id": max(one.highest_field_id for one in schemas),
                "schemas": schemas,
                "current-schema-id": schema.schema_id,
                "partition-specs": [shape.partitions],
                "default-spec-id": shape.partitions.spec_id,
                "last-partition-id": max([PARTITIONS - 1, *(field.field_id for field in shape.partitions.fields)]),
                "sort-orders": [UNSORTED_SORT_ORDER],
                "default-sort-order-id": UNSORTED_SORT_ORDER.order_id,
                "properties": dict(shape.properties),
                "snapshots": snapshots,
                "snapshot-log": [{"snapshot-id": one.snapshot_id, "timestamp-ms": one.timestamp_ms} for one in snapshots],
                "current-snapshot-id": newest.snapshot_id,
                "refs": {"main": {"snapshot-id": newest.snapshot_id, "type": "branch"}},
            }
        )

    def _snapshots(self, versions: Sequence[Version], shape: Shape, *, anew: bool) -> list[Snapshot]:
        """Return the snapshots of ``versions``: those that are there already with the same files as they are, the others written."""
        there = {} if anew or self._metadata is None else {one.snapshot_id: one for one in self._metadata.snapshots}
        folder = places.location_of(self._lake.address(self._folder))
        found: list[Snapshot] = []
        known: Optional[Known] = None
        for version in versions:
            before = found[-1] if found else None
            one = there.get(version.number)
            if one is None or one.summary is None or one.summary[FILES] != digest_of(self._lake, version, self._dataset):
                one = snapshot_of(self._lake, self._files, folder, version, self._dataset, shape, before, known)
            found.append(one.model_copy(update={"parent_snapshot_id": before.snapshot_id if before else None}))
            known = Known(version, one)
        return found

    def _over(self, number: int, metadata: TableMetadata) -> set[str]:
        """Return the names of all files of the table that ``metadata``, numbered so, does not name.

        The metadata file before it stays for those who have just read the hint, where all snapshots that it names are those of ``metadata``.
        """
        stay = {places.hint_of(self._dataset), places.numbered(self._dataset, number)}
        if self._metadata is not None and all(one in metadata.snapshots for one in self._metadata.snapshots):
            stay.add(places.numbered(self._dataset, self._number))
        for snapshot in metadata.snapshots:
            begin = f"{self._folder}/{snapshot.manifest_list.rpartition('/')[2].removesuffix(LIST)}"
            stay |= {f"{begin}{LIST}", f"{begin}{MANIFEST}"}
        return set(self._lake.names(self._folder)) - stay


def _number_in(name: str, dataset: str) -> str:
    """Return the number of a metadata file as it stands in its name; of other names something else."""
    return name.removeprefix(f"{places.metadata_of(dataset)}/v").removesuffix(".metadata.json")
