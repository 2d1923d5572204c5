"""Publication: what the next version holds, given the current one and what a run staged."""

import dataclasses
from collections.abc import Collection, Sequence
from typing import Any, Optional

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from newsbeam import Version
from pipeline.errors import InputError
from pipeline.lakes import Lake, staging
from schemas import DATASETS, Reject, Run
from schemas.arrow import arrow_schema, from_table, to_table
from transforms.values import StagedFile
from transforms.write import NO_MONTH, sort_rows, stage_table


@dataclasses.dataclass(frozen=True)
class Changes:
    """What a run changes: paths of the current version to keep, files to add, and among these the one that holds all rejects."""

    keep: list[str]
    add: list[StagedFile]
    rejects: StagedFile
    replaced_articles: int
    nothing_new: bool


def read_rows(addresses: Sequence[str], dataset: str) -> list[Any]:
    """Return all rows of ``dataset`` in the files at ``addresses``."""
    return [row for address in addresses for row in from_table(dataset, read_table(address))]


def read_table(address: str, columns: Optional[list[str]] = None) -> pa.Table:
    """Return the table in the Parquet file at ``address``, or ``columns`` of it.

    Raises:
        InputError: the file holds something else.
    """
    try:
        return pq.ParquetFile(address).read(columns)
    except pa.ArrowInvalid as error:
        raise InputError(f"{address} is damaged: {str(error).splitlines()[0]}") from error


def plan(
    lake: Lake,
    run_id: str,
    current: Optional[Version],
    staged: Sequence[StagedFile],
    rejects: Sequence[Reject],
    unchanged: Collection[str],
) -> Changes:
    """Return the union of what is published and what the run staged, one article per ``source_uri``.

    ``staged`` are the run's files, ``rejects`` its rejects, ``unchanged`` the inputs that are published as they are. Files that hold rows of
    replaced articles are staged anew without them. A published article whose new bytes were rejected stays. The rejects of the version to come
    are staged here, once: what is audited is what is published.
    """
    added = _articles([lake.address(f"{staging(run_id)}/{file.path}") for file in staged if file.dataset == "articles"])
    published = _articles(lake.addresses(current, "articles")) if current else {}
    names = set(added.values())
    replaced = {article for article, uri in published.items() if uri in names or article in added}
    keep, rewritten = _without(lake, run_id, current, replaced) if current else ([], [])
    old_rejects = read_rows(lake.addresses(current, "rejects"), "rejects") if current else []
    new_rejects = _union_of_rejects(old_rejects, rejects, names, set(unchanged))
    same = sorted(map(_comparable, old_rejects)) == sorted(map(_comparable, new_rejects))
    file = stage_rows(lake, run_id, "rejects", new_rejects)
    return Changes(keep, [*rewritten, *staged, file], file, len(replaced), current is not None and not added and same)


def _articles(addresses: Sequence[str]) -> dict[str, str]:
    if not addresses:
        return {}
    rows = duckdb.connect().execute("SELECT article_id, source_uri FROM read_parquet(?)", [addresses]).fetchall()
    return dict(rows)


def _without(lake: Lake, run_id: str, current: Version, replaced: Collection[str]) -> tuple[list[str], list[StagedFile]]:
    keep, rewritten = [], []
    gone = pa.array(sorted(replaced), pa.string())
    for file in current.files:
        dataset = DATASETS[file["dataset"]]
        if not dataset.partitioned or not file["rows"]:
            continue  # written anew with every version
        address = lake.file(current, file["path"])
        if replaced:
            ids = read_table(address, ["article_id"]).column("article_id")
            if pc.any(pc.is_in(ids, gone)).as_py():
                table = read_table(address)
                left = table.filter(pc.invert(pc.is_in(table.column("article_id"), gone)))
                if left.num_rows:
                    left = left.replace_schema_metadata(arrow_schema(dataset.name).metadata)
                    rewritten.append(stage_table(lake.address(staging(run_id)), dataset.name, file["month"], left))
                continue
        keep.append(file["path"])
    return keep, rewritten


def _union_of_rejects(old: Sequence[Reject], new: Sequence[Reject], succeeded: set[str], unchanged: set[str]) -> list[Reject]:
    """Return the rejects of the next version: the new ones, and the old ones of inputs this run did not decide anew.

    Of an unchanged article its rejected rows stay; a reject of its whole input is over.
    """
    decided = succeeded | {reject.source_uri for reject in new}
    before = {_comparable(reject): reject for reject in old}
    kept = [r for r in old if r.source_uri not in decided and (r.source_uri not in unchanged or r.row_json is not None)]
    return kept + [before.get(_comparable(reject), reject) for reject in new]


def _comparable(reject: Reject) -> tuple[str, ...]:
    return (reject.source_uri, reject.stage, reject.reason, reject.detail, str(reject.article_id), str(reject.row_json))


def complete(lake: Lake, changes: Changes, current: Optional[Version], run: Run) -> list[StagedFile]:
    """Return the files to add, with those that only the end of the run knows: the runs, and datasets in which nothing was found."""
    runs = [*(read_rows(lake.addresses(current, "runs"), "runs") if current else []), run]
    add = [*changes.add, stage_rows(lake, run.run_id, "runs", runs)]
    filled = {file.dataset for file in add}
    if current:
        kept = set(changes.keep)
        filled |= {file["dataset"] for file in current.files if file["path"] in kept}
    empty = [dataset for dataset in DATASETS if dataset not in filled]
    return add + [stage_rows(lake, run.run_id, dataset, []) for dataset in empty]


def stage_rows(lake: Lake, run_id: str, dataset: str, rows: Sequence[Any]) -> StagedFile:
    """Stage all ``rows`` of a dataset without months as one file."""
    return stage_table(lake.address(staging(run_id)), dataset, NO_MONTH, to_table(dataset, sort_rows(dataset, rows)))
