"""The files between a run and its workers: lists of work items out, lists of what was staged and rejected in."""

from collections.abc import Iterable, Iterator
from typing import Optional

from pipeline.lakes import Lake, records
from pipeline.options import RunOptions
from transforms.values import WorkItem
from transforms.work import work_lines
from transforms.write import Listing, read_listing


def split(items: Iterable[WorkItem], size: int) -> Iterator[list[WorkItem]]:
    """Yield lists of at most ``size`` items each, in order."""
    batch: list[WorkItem] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def tracebacks(lake: Lake, run_id: str, options: RunOptions) -> Optional[str]:
    """Return the address of the folder for the tracebacks of failed steps; None where no failure is allowed, and the first is to be raised."""
    return lake.address(f"{records(run_id)}/tracebacks") if options.max_failures else None


def give_work(lake: Lake, name: str, items: Iterable[WorkItem]) -> str:
    """Write the work file ``name``; returns its address."""
    lake.write(name, work_lines(items).encode("ascii"))
    return lake.address(name)


def take_listing(lake: Lake, name: str) -> Listing:
    """Return what a pipeline wrote to the listing ``name``: nothing where nothing reached its end."""
    try:
        return read_listing(lake.read(name))
    except FileNotFoundError:
        return Listing([], [])
