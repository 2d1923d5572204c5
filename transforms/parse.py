"""Parse: decoded articles in, dated English articles out; without a date, or in another language, they leave as rejects."""

import dataclasses
import datetime
from collections.abc import Iterator
from typing import NamedTuple, Optional

import apache_beam as beam

from schemas import Reject
from transforms.text import dates, language
from transforms.text.decoding import RejectedInput
from transforms.values import REJECTS, ParsedArticle, RawArticle, RunContext


def parse_article(raw: RawArticle, date_order: Optional[str], now: datetime.datetime) -> ParsedArticle:
    """``raw`` with its date header and language; ``date_order`` (DMY, MDY, YMD) reads dates such as 03/04/2024.

    Raises:
        RejectedInput: no usable date header, or surely another language than English.
    """
    header = dates.parse_header(raw.text, date_order=date_order, now=now)
    story = raw.text[header.end :]
    identified = language.identify(story)
    if language.is_surely_not_english(story):
        raise RejectedInput("unsupported_language", f"identified as {identified.code} ({identified.confidence:.3f})")
    return ParsedArticle(raw, header.date, (header.start, header.end), identified.code, identified.confidence)


class Parsed(NamedTuple):
    """The outputs of :class:`ParseArticles`."""

    articles: "beam.PCollection[ParsedArticle]"
    rejects: "beam.PCollection[Reject]"


@dataclasses.dataclass(eq=False)
class ParseArticles(beam.PTransform):  # type: ignore[misc]
    """``PCollection[RawArticle]`` to :class:`Parsed`."""

    context: RunContext
    date_order: Optional[str] = None

    def expand(self, articles: "beam.PCollection[RawArticle]") -> Parsed:
        """Apply the step."""
        outputs = articles | beam.ParDo(_Parse(self.context, self.date_order)).with_outputs(REJECTS, main="articles")
        return Parsed(outputs.articles, outputs[REJECTS])


class _Parse(beam.DoFn):  # type: ignore[misc]
    def __init__(self, context: RunContext, date_order: Optional[str]) -> None:
        self._context = context
        self._date_order = date_order

    def process(self, element: RawArticle) -> Iterator[ParsedArticle | beam.pvalue.TaggedOutput]:
        try:
            yield parse_article(element, self._date_order, self._context.started_at)
        except RejectedInput as rejected:
            row = self._context.reject(
                element.source_uri,
                "parse",
                rejected.reason,
                rejected.detail,
                source_bytes=element.source_bytes,
                article_id=element.article_id,
            )
            yield beam.pvalue.TaggedOutput(REJECTS, row)
