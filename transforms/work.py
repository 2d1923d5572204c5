"""Work: files that list work items in, the items out.

With a keeper a work file is a *chunk* that is done once, whatever dies meanwhile. Beside it a listing says what came of it, written last; who is
given the chunk again, after a worker or the job died, repeats what the listing says. While a chunk is at work an empty file, its *mark*, says at
which item. A chunk that is found with a mark was at that item when its worker ended: this item is done in a process of its own. A mark
of another name says that the run has ended: a worker that its runner cannot stop looks for it every few seconds, and begins no other item then.
"""

import contextlib
import dataclasses
import json
import math
import os
import re
import time
from collections.abc import Callable, Generator, Iterator
from typing import Any, Literal, NamedTuple, Optional, Protocol, Union

import apache_beam as beam
from apache_beam.io.filesystem import BeamIOError, CompressionTypes
from apache_beam.io.filesystems import FileSystems
from apache_beam.pvalue import PCollection, TaggedOutput

from newsbeam import objects
from transforms.custody import CANCELLED, CancelledError, Chunk, working_on
from transforms.lists import Listing, listing_bytes, read_listing
from transforms.storage import is_local, read_whole, write_bytes
from transforms.values import Rejection, StagedFile, WorkItem
from transforms.watch import REJECTED, Rejected, several_outputs

STAGED: Literal["staged"] = "staged"
"""Tag of the output for files that were staged of whole chunks."""

Staged = TaggedOutput[Literal["staged"], StagedFile]
"""An element of that output."""


class Keeper(Protocol):
    """Who answers for the chunks of a run where workers may die; it travels to the workers."""

    @property
    def marks(self) -> str:
        """Return the address of the folder for marks."""

    def greet(self) -> None:
        """Make sure, once in each worker process, that it is fit for the run; raises what ends the run where it is not."""

    def alone(self, item: WorkItem) -> Listing:
        """Return what comes of ``item`` in a process of its own; where that dies too, its reject."""


class Given(NamedTuple):
    """The outputs of the step: work items, and what is known without further steps."""

    items: "PCollection[WorkItem]"
    staged: "PCollection[StagedFile]"
    rejects: "PCollection[Rejection]"


@dataclasses.dataclass(eq=False)
class ReadWork(beam.PTransform[PCollection[str], Given]):
    """``PCollection[str]`` (paths of work files, ``work-<number>.jsonl``) to their work items; with a ``keeper`` as chunks that are done once."""

    keeper: Optional[Keeper] = None

    @several_outputs
    def expand(self, paths: PCollection[str]) -> Given:
        """Apply the step."""
        hints: dict[str, Any] = {STAGED: StagedFile, REJECTED: Rejection}
        outputs = paths | beam.ParDo(_Give(self.keeper)).with_output_types(WorkItem, **hints).with_outputs(STAGED, REJECTED, main="items")
        return Given(outputs.items, outputs[STAGED], outputs[REJECTED])


def read_work(path: str) -> Iterator[WorkItem]:
    """Yield the items of the work file at ``path``, on a disk or an object store."""
    for line in read_whole(path).splitlines():
        yield WorkItem(*json.loads(line))


class _Give(beam.DoFn):
    def __init__(self, keeper: Optional[Keeper]) -> None:
        self._keeper = keeper

    def setup(self) -> None:
        if self._keeper is not None:
            self._keeper.greet()

    def process(self, element: str) -> Iterator[Union[WorkItem, Staged, Rejected]]:
        if self._keeper is None:
            yield from read_work(element)
            return
        known = found_listing(listing_beside(element))
        if known is None:
            known = yield from self._work(self._keeper, element)
        for staged in known.staged:
            yield TaggedOutput(STAGED, staged)
        for reject in known.rejects:
            yield TaggedOutput(REJECTED, reject)

    def _work(self, keeper: Keeper, path: str) -> Generator[WorkItem, None, Listing]:
        """Yield the items of a chunk; returns what nobody else says of it."""
        items, marks, chunk = list(read_work(path)), Marks(keeper.marks, path), Chunk()
        died_at, alone = marks.found(), Listing([], [])
        with working_on(chunk):
            for index, item in enumerate(items):
                marks.refuse_cancelled()
                marks.move(index)
                if index == died_at:
                    alone = keeper.alone(item)
                    chunk.add(alone)
                else:
                    yield item
            listing = chunk.finish()
        if chunk.inputs == len(items):
            write_bytes(listing_beside(path), listing_bytes(listing))
        marks.clear()
        return Listing(listing.staged, alone.rejects)  # other rejects have left by the steps that made them


def listing_beside(path: str) -> str:
    """Return the path of the listing that belongs to a work file.

    >>> listing_beside("/lake/work/work-000012.jsonl")
    '/lake/work/staged-000012.jsonl'
    """
    folder, _, name = path.rpartition("/")
    return f"{folder}/{name.replace('work-', 'staged-')}"


def found_listing(path: str) -> Optional[Listing]:
    """Return the listing at ``path``; None where the chunk is not done."""
    if objects.is_url(path):
        try:
            return read_listing(objects.get(path).content)
        except FileNotFoundError:
            return None
    if not FileSystems.exists(path):
        return None
    with FileSystems.open(path, compression_type=CompressionTypes.UNCOMPRESSED) as content:
        return read_listing(content.read())


def _exists(path: str) -> bool:
    if not objects.is_url(path):
        return bool(FileSystems.exists(path))
    try:
        objects.size(path)
    except FileNotFoundError:
        return False
    return True


LOOK = 5.0
"""Seconds for which a worker believes that the run goes on, after it has looked."""


class Marks:
    """The marks of the work file at ``path``, in ``folder``: empty files whose names hold its number and an item's, ``000012-3``.

    ``clock`` tells the seconds.
    """

    def __init__(self, folder: str, path: str, clock: Callable[[], float] = time.monotonic) -> None:
        number = re.findall(r"[0-9]+", path.rpartition("/")[2])
        self._cancelled = f"{folder}/{CANCELLED}"
        self._start = f"{folder}/{number[-1]}-"
        self._now: Optional[str] = None
        self._clock = clock
        self._looked = -math.inf

    def found(self) -> Optional[int]:
        """Return at which item, the last where there are several, the chunk was left."""
        folder, _, start = self._start.rpartition("/")
        if is_local(folder):
            names = os.listdir(folder) if os.path.isdir(folder) else []
        elif objects.is_url(folder):
            names = [entry.url.rpartition("/")[2] for entry in objects.listing(folder)]
        else:
            (found,) = FileSystems.match([f"{self._start}*"])
            names = [file.path.rpartition("/")[2] for file in found.metadata_list]
        left = [int(name.removeprefix(start)) for name in names if name.startswith(start)]
        for index in left:
            if index != max(left):
                self._remove(f"{self._start}{index}")
        self._now = f"{self._start}{max(left)}" if left else None
        return max(left, default=None)

    def refuse_cancelled(self) -> None:
        """Go on only while the run does; that is looked up at most once in :data:`LOOK` seconds, since stores count every question.

        Raises:
            CancelledError: it has ended.
        """
        if self._clock() - self._looked < LOOK:
            return
        self._looked = self._clock()
        if _exists(self._cancelled):
            raise CancelledError("the run has ended, and needs this chunk no more")

    def move(self, index: int) -> None:
        """Mark that the item ``index`` begins, and is the only one."""
        before, self._now = self._now, f"{self._start}{index}"
        if before != self._now:
            if objects.is_url(self._now):
                objects.put(self._now, b"")
            else:
                FileSystems.create(self._now, "application/octet-stream", CompressionTypes.UNCOMPRESSED).close()
            self._remove(before)

    def clear(self) -> None:
        """Leave no mark."""
        self._remove(self._now)

    @staticmethod
    def _remove(path: Optional[str]) -> None:
        if path is None:
            return
        if objects.is_url(path):
            objects.remove([path])
        else:
            with contextlib.suppress(BeamIOError):  # another worker, which was given the same chunk, has done so
                FileSystems.delete([path])
