"""Read: work items in, decoded articles out; what cannot be read or decoded leaves as a reject."""

import dataclasses
import hashlib
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import apache_beam as beam

from transforms.sources import read_bytes
from transforms.text.page.decoding import decode
from transforms.text.rejected import RejectedInput
from transforms.values import REJECTS, RawArticle, Rejection, WorkItem

OBSERVERS: list[Callable[[WorkItem], None]] = []
"""Called with each item before it is read; a worker of the local runner reports its progress this way, elsewhere the list is empty."""


def to_article(item: WorkItem, content: bytes) -> RawArticle:
    """The decoded article of ``item``, whose bytes (after decompression) are ``content``.

    Raises:
        RejectedInput: the bytes are not text, or not those of the plan.
    """
    if hashlib.sha256(content).hexdigest() != item.content_sha256:
        raise RejectedInput("changed_during_run", "the file's bytes are not those seen when the run began")
    decoded = decode(content)
    return RawArticle(item.source_uri, item.content_sha256, len(content), decoded.encoding, decoded.text)


class Read(NamedTuple):
    """The outputs of :class:`ReadArticles`."""

    articles: "beam.PCollection[RawArticle]"
    rejects: "beam.PCollection[Rejection]"


@dataclasses.dataclass(eq=False)
class ReadArticles(beam.PTransform):
    """``PCollection[WorkItem]`` to :class:`Read`; inputs of more than ``limit`` bytes (after decompression) are rejected."""

    limit: int

    def expand(self, items: "beam.PCollection[WorkItem]") -> Any:  # Beam refuses hints of several outputs
        """Apply the step; gives a :class:`Read`."""
        outputs = items | beam.ParDo(_Read(self.limit)).with_output_types(RawArticle, rejects=Rejection).with_outputs(
            REJECTS, main="articles"
        )
        return Read(outputs.articles, outputs[REJECTS])


class _Read(beam.DoFn):
    def __init__(self, limit: int) -> None:
        self._limit = limit

    def process(self, element: WorkItem) -> Iterator[Any]:
        for observe in OBSERVERS:
            observe(element)
        size = None
        try:
            content = read_bytes(element.path, limit=self._limit)
            size = len(content)
            yield to_article(element, content)
        except RejectedInput as rejected:
            row = Rejection(
                element.source_uri,
                "read",
                rejected.reason,
                rejected.detail,
                source_bytes=size,
                article_id=element.content_sha256[:32],
            )
            yield beam.pvalue.TaggedOutput(REJECTS, row)
