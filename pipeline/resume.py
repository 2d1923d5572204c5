"""What a run that ended before it published leaves for the next: the chunks of work that its worker processes finished.

A finished chunk has two files in the run's staging: the items that were given to a worker, and the listing of what was staged and rejected, written
last. What of it is still to be done, by the same pipeline version, is taken over into the new run's staging under the new run's name; there it is a
finished chunk again, so that the new run may end early too.
"""

import dataclasses
import hashlib
import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.lakes import Lake, records, staging
from pipeline.options import RunOptions
from pipeline.work import PlannedWork
from schemas.rows import PASSING_REASONS
from transforms.custody import CANCELLED
from transforms.lists import Listing, listing_bytes, read_listing, work_lines
from transforms.staging import stage_table
from transforms.values import Rejection, RunContext, StagedFile, WorkItem

_BEGUN = "begun.json"
_TAKEN = "taken"
_LISTING = re.compile(r"(?P<folder>.*/(?:work|taken))/staged-(?P<number>[0-9]{6})\.jsonl")
_NOT_RESUMED = ("published", "nothing_new", "refused_by_audit")
"""How runs ended whose staging nothing is taken from."""


@dataclasses.dataclass
class Taken:
    """What was taken over: files in the new run's staging, rejects, how many items are done, and the runs that had done some of this work."""

    staged: list[StagedFile] = dataclasses.field(default_factory=list)
    rejects: list[Rejection] = dataclasses.field(default_factory=list)
    items: int = 0
    runs: list[str] = dataclasses.field(default_factory=list)


class _DamagedError(Exception):
    """A file of a finished chunk is not as its listing says."""


def begin(lake: Lake, context: RunContext, options: RunOptions) -> None:
    """Say in the staging of a run what its chunks are made by: what they are worth if it ends early."""
    begun = {"pipeline_version": context.pipeline_version, "full": options.full}
    lake.write(f"{staging(context.run_id)}/{_BEGUN}", json.dumps(begun).encode())


def stop_workers_of_killed_runs(lake: Lake, context: RunContext) -> None:
    """Tell workers of runs that were killed, which have no record, to begin no other article: a cluster goes on with a job whose run is gone.

    No other run is at work, since this one holds the lake.
    """
    for run_id in (name.split("/")[-1] for name in lake.names("staging")):
        if run_id != context.run_id and not _object(lake, f"{records(run_id)}/run.json"):
            lake.write(f"{staging(run_id)}/marks/{CANCELLED}", b"")


def take(lake: Lake, context: RunContext, options: RunOptions, work: PlannedWork) -> Taken:
    """Take over what runs that ended early have done of ``work``, which is done then, the newest run first.

    What is damaged, or was given other bytes or another date, is not taken; neither is what a run without ``--full`` did by one with it.
    """
    taken = Taken()
    runs = [name.split("/")[-1] for name in lake.names("staging")] if work else []
    runs = [run_id for run_id in sorted(runs, reverse=True) if run_id != context.run_id and _is_worth(lake, run_id, context, options)]
    for run_id in runs:
        of_this_work = False
        for listing, given in _chunks(lake, run_id):
            names = [item.source_uri for item in given]
            wanted, done = work.among(names), work.done(names)
            items = [item for item in given if _same(item, wanted.get(item.source_uri))]
            work.finish(_take_chunk(lake, run_id, context, listing, [item for item in items if item.source_uri not in done], taken))
            of_this_work |= bool(items)
        if of_this_work:
            taken.runs.append(run_id)
    return taken


def _is_worth(lake: Lake, run_id: str, context: RunContext, options: RunOptions) -> bool:
    begun = _object(lake, f"{staging(run_id)}/{_BEGUN}")
    made_by_the_same = begun.get("pipeline_version") == context.pipeline_version and (begun.get("full") is True or not options.full)
    return made_by_the_same and _object(lake, f"{records(run_id)}/run.json").get("status") not in _NOT_RESUMED


def _object(lake: Lake, name: str) -> Mapping[str, object]:
    """Return the JSON object ``name``, an empty one where there is none."""
    try:
        found = json.loads(lake.read(name))
    except (FileNotFoundError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _chunks(lake: Lake, run_id: str) -> Iterator[tuple[Listing, list[WorkItem]]]:
    """Yield the finished chunks of a run: what came of each, and the items it was given."""
    for folder in ("work", _TAKEN):
        for name in lake.names(f"{staging(run_id)}/{folder}"):
            if match := _LISTING.fullmatch(name):
                try:
                    given = lake.read(f"{match['folder']}/work-{match['number']}.jsonl").splitlines()
                    yield read_listing(lake.read(name)), [WorkItem(*json.loads(line)) for line in given]
                except (FileNotFoundError, ValueError, TypeError):  # whatever is wrong with a leftover, the work is done again
                    continue


def _take_chunk(lake: Lake, run_id: str, context: RunContext, listing: Listing, items: Sequence[WorkItem], taken: Taken) -> set[str]:
    """Take over what came of ``items`` of a chunk, which are wanted; returns the names of those that are done."""
    whole = {reject.source_uri: reject for reject in listing.rejects if reject.row_json is None}
    items = [item for item in items if item.source_uri not in whole or whole[item.source_uri].reason not in PASSING_REASONS]
    articles = {item.content_sha256[:32] for item in items if item.source_uri not in whole}
    try:
        staged = [file for old in listing.staged for file in _moved(lake, run_id, context, old, articles)] if articles else []
    except (_DamagedError, FileNotFoundError, pa.ArrowException):
        return set()
    if sum(file.rows for file in staged if file.dataset == "articles") != len(articles):
        return set()
    names = {item.source_uri for item in items}
    rejects = [reject for reject in listing.rejects if reject.source_uri in names]
    if items:
        _keep(lake, context, taken.items, items, Listing(staged, rejects))
    taken.staged += staged
    taken.rejects += rejects
    taken.items += len(names)
    return names


def _same(item: WorkItem, wanted: WorkItem | None) -> bool:
    """Return whether an item has the bytes and the date of the one that is wanted; where its bytes lie is another matter."""
    return wanted is not None and (item.content_sha256, item.published_date, item.date_basis) == (
        wanted.content_sha256,
        wanted.published_date,
        wanted.date_basis,
    )


def _moved(lake: Lake, run_id: str, context: RunContext, file: StagedFile, articles: Collection[str]) -> Iterator[StagedFile]:
    """Stage the rows of ``articles`` in a staged file of the run ``run_id`` as rows of this one.

    Raises:
        FileNotFoundError: it is not there.
        _DamagedError: it is another than was listed.
    """
    content = lake.read(f"{staging(run_id)}/{file.path}")
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise _DamagedError
    table = pq.ParquetFile(pa.BufferReader(content)).read()
    left = table.filter(pc.is_in(table.column("article_id"), pa.array(sorted(articles), pa.string())))
    if file.dataset == "articles":
        for name, value in (("run_id", context.run_id), ("processed_at", context.started_at)):
            at = left.schema.get_field_index(name)
            left = left.set_column(at, left.schema.field(at), pa.array([value] * len(left), left.schema.field(at).type))
    elif len(left) == len(table):
        lake.write(f"{staging(context.run_id)}/{file.path}", content)
        yield file
        return
    if len(left):
        yield stage_table(lake.address(staging(context.run_id)), file.dataset, file.month, left)


def _keep(lake: Lake, context: RunContext, number: int, items: Sequence[WorkItem], listing: Listing) -> None:
    """Write what was taken over as a finished chunk of this run."""
    folder = f"{staging(context.run_id)}/{_TAKEN}"
    lake.write(f"{folder}/work-{number:06}.jsonl", work_lines(items).encode("ascii"))
    lake.write(f"{folder}/staged-{number:06}.jsonl", listing_bytes(listing))


def forget(lake: Lake, taken: Taken) -> None:
    """Remove the staging of the runs from which was taken what is published now."""
    for run_id in taken.runs:
        lake.remove(staging(run_id))
