"""The files between a run and its pipelines: lists of work items out, a listing of what was staged and rejected in. Nothing here needs Beam, which
takes long to import, so that a run's own process starts its workers first.
"""

import json
from collections.abc import Iterable
from typing import NamedTuple

from transforms.values import Rejection, StagedFile, WorkItem


def work_lines(items: Iterable[WorkItem]) -> str:
    """Return ``items`` as the text of a work file: a JSON array a line."""
    return "".join(json.dumps(item, ensure_ascii=True) + "\n" for item in items)


class Listing(NamedTuple):
    """What reached the end of the graph: the files that were staged, and the rejections, which are staged where all of a run are known."""

    staged: list[StagedFile]
    rejects: list[Rejection]


def staged_line(staged: StagedFile) -> str:
    """Return the line of a listing that names a staged file."""
    return json.dumps({"staged": staged._asdict()}, sort_keys=True)


def reject_line(rejection: Rejection) -> str:
    """Return the line of a listing that holds a rejection."""
    return json.dumps({"reject": rejection._asdict()}, sort_keys=True)


def listing_lines(lines: Iterable[str]) -> bytes:
    """Return the listing with these lines, each once."""
    return ("\n".join(sorted(set(lines))) + "\n").encode("ascii")


def listing_bytes(listing: Listing) -> bytes:
    """Return ``listing`` as :class:`~transforms.write.WriteListing` writes it."""
    return listing_lines([*map(staged_line, listing.staged), *map(reject_line, listing.rejects)])


def read_listing(content: bytes) -> Listing:
    """Return the listing that :class:`~transforms.write.WriteListing` wrote as ``content``."""
    listing = Listing([], [])
    for line in content.splitlines():
        for kind, values in json.loads(line).items():
            if kind == "staged":
                listing.staged.append(StagedFile(**values))
            else:
                listing.rejects.append(Rejection(**values))
    return listing
