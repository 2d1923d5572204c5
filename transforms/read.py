"""Read: work items in, decoded articles out; what cannot be read or decoded leaves as a reject."""

import dataclasses
import datetime
import hashlib
from collections.abc import Iterator
from typing import Union

import apache_beam as beam
from apache_beam.pvalue import PCollection

from transforms.sources import read_bytes, read_part
from transforms.text.page.decoding import decode
from transforms.text.rejected import RejectedInput
from transforms.values import RawArticle, WorkItem
from transforms.watch import Of, Outputs, Rejected, Watch, several_outputs, split


def to_article(item: WorkItem, content: bytes) -> RawArticle:
    """Return the decoded article of ``item``, whose bytes (after decompression) are ``content``.

    Raises:
        RejectedInput: the bytes are not text, or not those of the plan.
    """
    if hashlib.sha256(content).hexdigest() != item.content_sha256:
        raise RejectedInput("changed_during_run", "the file's bytes are not those seen when the run began")
    decoded = decode(content)
    given = datetime.date.fromisoformat(item.published_date) if item.published_date else None
    return RawArticle(item.source_uri, item.content_sha256, len(content), decoded.encoding, decoded.text, given, item.date_basis)


def content_of(item: WorkItem, limit: int) -> bytes:
    """Return the bytes of an input, at most ``limit``, after decompression.

    Raises:
        RejectedInput: they cannot be read.
    """
    if item.start is None or item.size is None:
        return read_bytes(item.path, limit=limit)
    return read_part(item.path, item.start, item.size)


@dataclasses.dataclass(eq=False)
class ReadArticles(beam.PTransform[PCollection[WorkItem], Outputs[RawArticle]]):
    """``PCollection[WorkItem]`` to raw articles and rejects; inputs of more than ``limit`` bytes (after decompression) are rejected."""

    watch: Watch
    limit: int

    @several_outputs
    def expand(self, items: PCollection[WorkItem]) -> Outputs[RawArticle]:
        """Apply the step."""
        return split(items, _Read(self.watch, self.limit), RawArticle)


class _Read(beam.DoFn):
    def __init__(self, watch: Watch, limit: int) -> None:
        self._watch = watch
        self._step = watch.step("read")
        self._limit = limit

    def process(self, element: WorkItem) -> Iterator[Union[RawArticle, Rejected]]:
        self._watch.tell("item", source_uri=element.source_uri)
        origin = Of(element.source_uri, element.content_sha256[:32])
        try:
            content = content_of(element, self._limit)
        except RejectedInput as rejected:
            yield self._step.reject(origin, rejected.reason, rejected.detail)
        else:
            yield from self._step.attempt(origin._replace(source_bytes=len(content)), lambda: to_article(element, content))
