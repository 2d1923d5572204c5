"""The inputs of a run as they are read once before any work: listed, hashed, dated; records of collections one by one."""

import concurrent.futures
import dataclasses
import datetime
import functools
import hashlib
import re
import urllib.parse
from collections.abc import Callable, Iterable, Iterator
from typing import Optional

from pipeline.errors import UsageError
from pipeline.options import RunOptions
from transforms import sources
from transforms.storage import is_local
from transforms.text.rejected import RejectedInput
from transforms.values import HEADER

REMOTE_READERS = 32
"""Inputs on other filesystems that are hashed at a time."""

BATCH, BATCH_BYTES = 5_000, 16 << 20
"""Inputs, and bytes of records, that are held before they go into the table."""

Skip = Callable[[str, str], None]
"""Takes the name of what was listed and is no input, and the reason."""


@dataclasses.dataclass(frozen=True)
class Hashed:
    """An input and the hash of its bytes, or why they cannot be read; its date where the page does not decide it.

    A record of a collection has its row there, and its bytes. ``month`` is what stands at the head of the page (2024-01 is 202401), 0 where it is
    written otherwise: only the order of the work depends on it.
    """

    source_uri: str
    path: str
    content_sha256: Optional[str]
    size: int
    reason: Optional[str] = None
    detail: str = ""
    published_date: Optional[datetime.date] = None
    date_basis: str = HEADER
    row: Optional[int] = None
    content: Optional[bytes] = None
    month: int = 0

    def dated(self, given: Optional[sources.Dated]) -> "Hashed":
        """Return it with the date it is given."""
        return self if given is None else dataclasses.replace(self, published_date=given.date, date_basis=given.basis)

    def refused(self, rejected: RejectedInput) -> "Hashed":
        """Return it as an input that cannot be read."""
        return Hashed(self.source_uri, self.path, None, 0, rejected.reason, rejected.detail, row=self.row)


def hashed_inputs(options: RunOptions, now: datetime.datetime, skip: Skip) -> Iterator[Hashed]:
    """Yield the inputs of ``options``, records of collections one by one; what is no input goes to ``skip``.

    ``now`` is the start of the run, after which nothing was published.

    Raises:
        FileNotFoundError, PermissionError: a pattern matches nothing, or cannot be listed.
        UsageError: a pattern lies outside ``--source_root``.
    """
    dating = sources.Dating(options.date_pattern, options.sidecar, options.date_field, options.date_order, now)
    listed = sources.list_inputs(options.inputs, source_root=options.source_root, collections=options.text_field is not None)
    with concurrent.futures.ThreadPoolExecutor(REMOTE_READERS) as readers:
        waiting: list[concurrent.futures.Future[Hashed]] = []
        for item in _taken(listed, options, skip):
            if sources.is_crawl(item.path) or (options.text_field is not None and sources.is_collection(item.path)):
                yield from _records(item, options, dating, skip)
                continue
            hashing = functools.partial(_hash_and_date, item, options.max_bytes, dating)
            if is_local(item.path):
                yield hashing()
                continue
            waiting.append(readers.submit(hashing))
            if len(waiting) >= 2 * REMOTE_READERS:
                yield waiting.pop(0).result()
        for future in waiting:
            yield future.result()


def _taken(listed: Iterable[sources.Listed], options: RunOptions, skip: Skip) -> Iterator[sources.Listed]:
    """Yield what is an input; the rest is skipped."""
    try:
        for item in listed:
            if options.sidecar and item.source_uri.endswith(urllib.parse.quote(options.sidecar)):
                skip(item.source_uri, "sidecar")
            elif item.skipped is not None:
                skip(item.source_uri, item.skipped)
            else:
                yield item
    except ValueError as error:  # raised by the listing alone: a pattern outside the source root
        raise UsageError(str(error)) from error


def _records(item: sources.Listed, options: RunOptions, dating: sources.Dating, skip: Skip) -> Iterator[Hashed]:
    """Yield the records of a collection, and where it ends before its end a reject of the file itself."""
    fields = sources.Fields(options.text_field or "", options.id_field, options.date_field)
    read = sources.read_pages if sources.is_crawl(item.path) else sources.read_records
    found = False
    of_file = functools.cache(lambda: dating.of_file(item.source_uri, item.path))
    try:
        for record in read(item.path, fields, options.max_bytes):
            found = True
            yield _hash_record(item, record, lambda record: dating.of_record_of(record, of_file))
    except RejectedInput as rejected:
        yield Hashed(item.source_uri, item.path, None, 0, rejected.reason, rejected.detail)
    else:
        if not found:
            skip(item.source_uri, "no_records")


def hash_input(source_uri: str, path: str, limit: int) -> Hashed:
    """Return the SHA-256 of the bytes at ``path`` after decompression, or the reason why they cannot be read."""
    try:
        content = sources.read_bytes(path, limit=limit)
    except RejectedInput as rejected:
        return Hashed(source_uri, path, None, 0, rejected.reason, rejected.detail)
    return Hashed(source_uri, path, hashlib.sha256(content).hexdigest(), len(content), month=_month(content))


_HEADED = re.compile(rb"\W{0,8}date\W{1,3}(\d{4})-(\d\d)-", re.IGNORECASE)


def _month(content: bytes) -> int:
    """Return the month at the head of a page, as most have it; 0 where it is not written so.

    >>> _month(b" date 2024-01-24 A ship"), _month(b"date: 24 January 2024")
    (202401, 0)
    """
    found = _HEADED.match(content)
    return 100 * int(found[1]) + int(found[2]) if found else 0


def _hash_and_date(item: sources.Listed, limit: int, dating: sources.Dating) -> Hashed:
    hashed = hash_input(item.source_uri, item.path, limit)
    try:
        return hashed.dated(dating.of_file(item.source_uri, item.path))
    except RejectedInput as rejected:
        return hashed.refused(rejected)


def _hash_record(item: sources.Listed, record: sources.Record, date: Callable[[sources.Record], Optional[sources.Dated]]) -> Hashed:
    """Return a record as an input: its name is that of its file with its identifier, or else its row, as the fragment; a page that has a file to
    itself has its name.
    """
    fragment = f"row={record.row}" if record.id is None else urllib.parse.quote(record.id, safe="")
    name = item.source_uri if record.row == sources.PAGE else f"{item.source_uri}#{fragment}"
    digest = hashlib.sha256(record.content).hexdigest()
    hashed = Hashed(
        name, item.path, digest, len(record.content), row=record.row or None, content=record.content, month=_month(record.content)
    )
    try:
        return hashed.refused(record.trouble) if record.trouble else hashed.dated(date(record))
    except RejectedInput as rejected:
        return hashed.refused(rejected)


def batches(items: Iterable[Hashed]) -> Iterator[list[Hashed]]:
    """Yield the items in lists that are neither long nor large."""
    batch: list[Hashed] = []
    held = 0
    for item in items:
        batch.append(item)
        held += len(item.content or b"")
        if len(batch) >= BATCH or held >= BATCH_BYTES:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch
