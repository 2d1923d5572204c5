"""The files between a run and its workers: lists of work items out, lists of what was staged and rejected in."""

import collections
from collections.abc import Iterable, Iterator, Sequence
from typing import Optional

from pipeline.lakes import Lake, records
from pipeline.options import RunOptions
from pipeline.runners.process import Chunk
from transforms.lists import Listing, read_listing, work_lines
from transforms.values import Work, WorkItem


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


class Todo:
    """What is to be done yet: the chunks of ``work``, at most ``size`` items each, made as they are taken; before them what came back untouched,
    after them the parts of what is tried again. True while there is something.
    """

    def __init__(self, work: Work, size: int) -> None:
        self._fresh = split(work, size)
        self._next = next(self._fresh, None)
        self._back: collections.deque[Chunk] = collections.deque()
        self._parts: collections.deque[Sequence[WorkItem]] = collections.deque()
        self._taken = 0

    def __bool__(self) -> bool:
        return bool(self._back or self._next or self._parts)

    def take(self) -> Chunk:
        """Return the next chunk, under a number of its own."""
        if self._back:
            return self._back.popleft()
        if self._next:
            items: Sequence[WorkItem] = self._next
            self._next = next(self._fresh, None)
        else:
            items = self._parts.popleft()
        self._taken += 1
        return Chunk(self._taken - 1, items)

    def put_back(self, chunk: Chunk) -> None:
        """Take back a chunk of which nothing was done; it is the next."""
        self._back.appendleft(chunk)

    def add(self, items: Sequence[WorkItem]) -> None:
        """Take ``items``, to be done after all others."""
        self._parts.append(items)


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
