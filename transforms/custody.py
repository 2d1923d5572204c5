"""Chunks in custody: what has come of the work items of one chunk, known where the chunk began.

The steps of a chunk's items are one fused stage: an item that is given to the next step has gone through all of them when that step is done with it.
So whoever gives the items of a chunk one after the other knows behind the last one what became of all, if each step says it here, in the thread at
work. Where a runner takes the stage apart, the sum shows it, and nothing is concluded.
"""

import contextlib
import threading
from collections.abc import Callable, Iterator
from typing import Optional

from transforms.lists import Listing
from transforms.values import Rejection, StagedFile

CANCELLED = "cancelled"
"""The name of the mark that says that the run has ended, and needs no chunk any more."""


class CancelledError(Exception):
    """The run that gave a chunk has ended."""


class Chunk:
    """A chunk at work: its articles that reached the last step, the files that were staged of them, and what was rejected."""

    def __init__(self) -> None:
        self.articles = 0
        self.staged: list[StagedFile] = []
        self.rejects: list[Rejection] = []
        self._flush: Optional[Callable[[], list[StagedFile]]] = None

    def holds(self, flush: Callable[[], list[StagedFile]]) -> None:
        """Take one more article, whose rows are held by whoever has ``flush``."""
        self.articles += 1
        self._flush = flush

    def add(self, listing: Listing) -> None:
        """Take what was made of an item elsewhere."""
        self.staged += listing.staged
        self.rejects += listing.rejects
        self.articles += sum(file.rows for file in listing.staged if file.dataset == "articles")

    def finish(self) -> Listing:
        """Return all that came of the chunk, after what is held is staged."""
        if self._flush is not None:
            self.staged += self._flush()
        return Listing(self.staged, self.rejects)

    @property
    def inputs(self) -> int:
        """Return how many items are accounted for."""
        return self.articles + sum(reject.row_json is None for reject in self.rejects)


class _AtWork(threading.local):
    chunk: Optional[Chunk] = None


_AT_WORK = _AtWork()


def at_work() -> Optional[Chunk]:
    """Return the chunk that this thread is at; None where nobody keeps account."""
    return _AT_WORK.chunk


@contextlib.contextmanager
def working_on(chunk: Chunk) -> Iterator[None]:
    """Do the body, in this thread, as the work on ``chunk``."""
    _AT_WORK.chunk = chunk
    try:
        yield
    finally:
        if _AT_WORK.chunk is chunk:  # else this is a generator that was forgotten, and another chunk has begun
            _AT_WORK.chunk = None
