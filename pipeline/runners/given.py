"""What a run gives to the workers of a cluster: files of work that are chunks, and a keeper who answers for them."""

import os
from typing import Optional

from pipeline.lakes import Lake, staging
from pipeline.options import LARGEST_CHUNK, RunOptions
from pipeline.runners.assignment import Assignment
from pipeline.runners.keeper import ClusterKeeper, facts_of_this_process
from pipeline.runners.lists import give_work, split, tracebacks
from transforms.storage import is_local
from transforms.values import RunContext, Work, WorkItem

SMALLEST_CHUNK, MOST_CHUNKS = 16, 1000
"""Articles of a chunk at least, and how many chunks there are before they have more, where nobody asks for another number: what a worker that dies
leaves to be done again.
"""


class Given:
    """Files of work in the staging of ``context``'s run: the chunks' ``addresses``, their ``sizes`` by number, the ``assignment`` and the ``keeper``.

    Addresses are absolute: a worker's current folder is another.
    """

    def __init__(self, options: RunOptions, context: RunContext, lake: Lake, work: Work) -> None:
        self.folder = staging(context.run_id)
        self.listing = f"{self.folder}/work/staged.jsonl"
        self.addresses: list[str] = []
        self.sizes: dict[int, int] = {}
        for number, items in enumerate(split(map(_absolute, work), chunk_size(len(work), options.chunk_articles))):
            self.addresses.append(absolute(give_work(lake, f"{self.folder}/work/work-{number:06}.jsonl", items)))
            self.sizes[number] = len(items)
        kept = tracebacks(lake, context.run_id, options)
        self.assignment = Assignment(options, context, absolute(lake.address(self.folder)), absolute(kept) if kept else None)
        facts = tuple(facts_of_this_process(options).items())
        self.keeper = ClusterKeeper(self.assignment, absolute(lake.address(f"{self.folder}/marks")), facts)


def chunk_size(number: int, asked: Optional[int]) -> int:
    """Return how many of ``number`` articles a chunk has: as many as are ``asked`` for, else few, so that little is at work where a worker dies.

    >>> chunk_size(40, None), chunk_size(100_000, None), chunk_size(10_000_000, None), chunk_size(500, 64)
    (16, 100, 256, 64)
    """
    return asked or min(LARGEST_CHUNK, max(SMALLEST_CHUNK, -(-number // MOST_CHUNKS)))


def absolute(address: str) -> str:
    """Return ``address`` as a worker finds it whose current folder is another.

    >>> absolute("/data/lake"), absolute("s3://bucket/lake")
    ('/data/lake', 's3://bucket/lake')
    """
    return os.path.abspath(address) if is_local(address) else address


def _absolute(item: WorkItem) -> WorkItem:
    return item._replace(path=absolute(item.path))
