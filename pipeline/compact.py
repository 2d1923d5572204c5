"""Compaction: of the small files of a dataset and month few large ones are made, sorted; the rows stay the same, and so does who made them.

Runs stage a file for each dataset, month and chunk of their work. Whoever reads a lake opens all of them, so where there are more than
:data:`SMALL_FILES` in a place, a run's publication merges them; ``newsbeam compact`` merges wherever there are two.
"""

import dataclasses
import datetime
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Optional

import pyarrow as pa
import pyarrow.compute as pc

from newsbeam import Version
from pipeline import parquet
from pipeline.errors import StorageError
from pipeline.lakes import Lake, staging
from schemas import DATASETS
from schemas.arrow import arrow_schema
from transforms.values import StagedFile

if TYPE_CHECKING:
    import pyarrow.dataset

SMALL_FILES = 8
"""Small files that a dataset may have in a month before a run merges them: each day's is merged with those before it every ninth day."""

FULL = 64 << 20
"""Bytes from which a file is left as it is; merged ones have 64 to 192 MB but for the last."""

HELD = 64 << 20
"""Bytes of rows, before compression, that are sorted in memory at a time."""


@dataclasses.dataclass(frozen=True)
class _Source:
    """A file that may be merged: its address, how the manifest lists it, and whether it is the current version's."""

    address: str
    listed: StagedFile
    kept: bool


def compact(lake: Lake, run_id: str, current: Version, now: datetime.datetime) -> Optional[Version]:
    """Publish the rows of ``current`` in fewer files, as the next version; None where nothing can be merged.

    ``run_id`` names the staging folder alone: the version stays that of the run that made its rows.

    Raises:
        InputError: a file to be merged is damaged; nothing is published.
    """
    keep, add = merged(lake, run_id, current, [file["path"] for file in current.files], [], allowed=1)
    if not add:
        return None
    facts = {name: value for name, value in current.facts.items() if name != "restored"}
    facts |= {"run_id": current.run_id, "published_at": now.isoformat(), "compacted": current.number}
    return lake.switch(run_id, current, keep, add, facts)


def merged(
    lake: Lake, run_id: str, current: Optional[Version], keep: Sequence[str], add: Sequence[StagedFile], *, allowed: int
) -> tuple[list[str], list[StagedFile]]:
    """Return ``keep`` and ``add``, the files of the version to come, with merged ones in place of small ones, where there are more than ``allowed``.

    Raises:
        InputError: a file is damaged.
        StorageError: what was written does not hold the rows that were read.
    """
    kept = set(keep)
    listed = [file for file in current.files if file["path"] in kept] if current else []
    sources = [_Source(lake.file(current, file["path"]), _as_staged(file), True) for file in listed] if current else []
    sources += [_Source(lake.address(f"{staging(run_id)}/{file.path}"), file, False) for file in add]
    gone: set[str] = set()
    made: list[StagedFile] = []
    for group in _groups(sources, allowed):
        made += _merge(lake.address(staging(run_id)), group)
        gone |= {source.address for source in group}
    stay = [source for source in sources if source.address not in gone]
    return [source.listed.path for source in stay if source.kept], [source.listed for source in stay if not source.kept] + made


def _as_staged(file: Any) -> StagedFile:
    return StagedFile(**{name: file[name] for name in StagedFile._fields})


def _groups(sources: Iterable[_Source], allowed: int) -> Iterator[list[_Source]]:
    """Yield the small files of each dataset and month, where there are more than ``allowed`` that hold what the contract says now."""

    def place(source: _Source) -> tuple[str, str]:
        return source.listed.dataset, source.listed.month

    small = sorted((source for source in sources if source.listed.rows and source.listed.bytes < FULL), key=place)
    for found_at, found in itertools.groupby(small, place):
        group = list(found)
        if len(group) > allowed:
            group = [source for source in group if parquet.is_of_this_contract(*found_at, source.address)]
        if len(group) > allowed:
            yield sorted(group, key=lambda source: source.listed.path)


def _merge(folder: str, group: Sequence[_Source]) -> list[StagedFile]:
    """Stage the rows of ``group`` below ``folder`` in as few files as they fill, in the order of the dataset's files."""
    first = group[0].listed
    addresses = [source.address for source in group]
    named_after = [source.listed.sha256 for source in group]
    with parquet.whole(f"a file of {first.dataset} in {first.month}"):
        rows = _sorted_rows(first.dataset, addresses)
        made = list(parquet.stage(folder, first.dataset, first.month, rows, arrow_schema(first.dataset), named_after))
        for source in group:
            parquet.must_be_as_listed(source.address, source.listed.sha256)
        before, after = _sum_of_rows(addresses), _sum_of_rows([f"{folder}/{file.path}" for file in made])
    if before != after or before[0] != sum(source.listed.rows for source in group):
        raise StorageError(f"{first.dataset} of {first.month}: what was written does not hold the rows of the {len(group)} files merged")
    return made


def _sorted_rows(dataset: str, addresses: Sequence[str]) -> Iterator[pa.Table]:
    """Yield the rows of the files at ``addresses`` in the order of the dataset's files, a part at a time that fits in memory."""
    schema = arrow_schema(dataset)
    order = [(name, "ascending") for name in DATASETS[dataset].file_order]
    source = parquet.rows_at(addresses, schema)
    for condition in _parts(source) if DATASETS[dataset].partitioned else [None]:
        table = source.to_table(filter=condition, batch_readahead=1, fragment_readahead=1)
        yield table.sort_by(order).cast(schema)


def _parts(source: "pyarrow.dataset.Dataset") -> Iterator["pyarrow.dataset.Expression"]:
    """Yield conditions that divide the rows in their order, by days and where a day has too many by ``article_id``, a digest."""
    date, article = pc.field("published_date"), pc.field("article_id")
    rows: Counter[Any] = Counter()
    for batch in source.to_batches(columns=["published_date"]):
        rows.update({pair["values"]: pair["counts"] for pair in batch.column(0).value_counts().to_pylist()})
    raw = sum(group.total_byte_size for fragment in source.get_fragments() for group in fragment.row_groups)
    most = max(1, HELD * rows.total() // max(1, raw))
    days: list[Any] = []
    for day in sorted(rows):
        if days and sum(rows[one] for one in days) + rows[day] > most:
            yield (date >= days[0]) & (date <= days[-1])
            days = []
        if rows[day] <= most:
            days.append(day)
            continue
        parts = -(-rows[day] // most)
        bounds = [f"{at * 0x10000 // parts:04x}" for at in range(1, parts)]
        for low, high in itertools.pairwise([None, *bounds, None]):
            condition = date == day
            condition = condition if low is None else condition & (article >= low)
            yield condition if high is None else condition & (article < high)
    if days:
        yield (date >= days[0]) & (date <= days[-1])


def _sum_of_rows(addresses: Sequence[str]) -> tuple[int, int]:
    """Return how many rows the files hold, and the sum of the rows' hashes: the same rows in any order have the same."""
    with parquet.connect() as connection:
        connection.execute(parquet.SETTINGS)
        query = "SELECT count(*), coalesce(sum(hash(r)::HUGEINT), 0) FROM read_parquet(?, hive_partitioning = false) r"
        [(rows, total)] = connection.execute(query, [parquet.literal(addresses)]).fetchall()
        return int(rows), int(total)
