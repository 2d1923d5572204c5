"""Parse: decoded articles in, dated English articles out; without a date, or in another language, they leave as rejects."""

import dataclasses
import datetime
from collections.abc import Iterator
from typing import Any, NamedTuple, Optional

import apache_beam as beam

from transforms.text.page import date_header, language
from transforms.text.rejected import RejectedInput
from transforms.values import REJECTS, ParsedArticle, RawArticle, Rejection


def parse_article(raw: RawArticle, date_order: Optional[str], now: datetime.datetime) -> ParsedArticle:
    """``raw`` with its date header and language; ``date_order`` (DMY, MDY, YMD) reads dates such as 03/04/2024.

    Raises:
        RejectedInput: no usable date header, or surely another language than English.
    """
    header = date_header.parse_header(raw.text, date_order=date_order, now=now)
    story = raw.text[header.end :]
    identified = language.identify(story)
    if language.is_surely_not_english(story, identified):
        raise RejectedInput("unsupported_language", f"identified as {identified.code} ({identified.confidence:.3f})")
    return ParsedArticle(raw, header.date, (header.start, header.end), identified.code, identified.confidence)


class Parsed(NamedTuple):
    """The outputs of :class:`ParseArticles`."""

    articles: "beam.PCollection[ParsedArticle]"
    rejects: "beam.PCollection[Rejection]"


@dataclasses.dataclass(eq=False)
class ParseArticles(beam.PTransform):
    """``PCollection[RawArticle]`` to :class:`Parsed`; ``now`` is the run's start, which no date may lie far beyond."""

    now: datetime.datetime
    date_order: Optional[str] = None

    def expand(self, articles: "beam.PCollection[RawArticle]") -> Any:  # Beam refuses hints of several outputs
        """Apply the step; gives a :class:`Parsed`."""
        outputs = articles | beam.ParDo(_Parse(self.now, self.date_order)).with_output_types(ParsedArticle, rejects=Rejection).with_outputs(
            REJECTS, main="articles"
        )
        return Parsed(outputs.articles, outputs[REJECTS])


class _Parse(beam.DoFn):
    def __init__(self, now: datetime.datetime, date_order: Optional[str]) -> None:
        self._now = now
        self._date_order = date_order

    def process(self, element: RawArticle) -> Iterator[Any]:
        try:
            yield parse_article(element, self._date_order, self._now)
        except RejectedInput as rejected:
            row = Rejection(
                element.source_uri,
                "parse",
                rejected.reason,
                rejected.detail,
                source_bytes=element.source_bytes,
                article_id=element.article_id,
            )
            yield beam.pvalue.TaggedOutput(REJECTS, row)
