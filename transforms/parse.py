"""Parse: decoded articles in, dated English articles out; without a date, or in another language, they leave as rejects."""

import dataclasses
import datetime
from collections.abc import Iterator
from typing import Optional, Union

import apache_beam as beam
from apache_beam.pvalue import PCollection

from transforms.text.page import date_header, language
from transforms.text.rejected import RejectedInput
from transforms.values import ParsedArticle, RawArticle
from transforms.watch import Outputs, Rejected, Watch, several_outputs, split


def parse_article(raw: RawArticle, date_order: Optional[str], now: datetime.datetime) -> ParsedArticle:
    """Return ``raw`` with its date header and language; ``date_order`` (DMY, MDY, YMD) reads dates such as 03/04/2024.

    Raises:
        RejectedInput: no usable date header and no date from elsewhere, or surely another language than English.
    """
    published_date, header = _dated(raw, date_order, now)
    story = raw.text[header[1] :]
    identified = language.identify(story)
    if language.is_surely_not_english(story, identified):
        raise RejectedInput("unsupported_language", f"identified as {identified.code} ({identified.confidence:.3f})")
    return ParsedArticle(raw, published_date, header, identified.code, identified.confidence)


def _dated(raw: RawArticle, date_order: Optional[str], now: datetime.datetime) -> tuple[datetime.date, tuple[int, int]]:
    """Return the publication date, and the offsets of the date header: what heads the page is no part of its story, whoever dates it."""
    try:
        header = date_header.parse_header(raw.text, date_order=date_order, now=now)
    except RejectedInput:
        if raw.published_date is None:
            raise
        return raw.published_date, (0, 0)
    return raw.published_date or header.date, (header.start, header.end)


@dataclasses.dataclass(eq=False)
class ParseArticles(beam.PTransform[PCollection[RawArticle], Outputs[ParsedArticle]]):
    """``PCollection[RawArticle]`` to parsed articles and rejects; ``now`` is the run's start, which no date may lie far beyond."""

    watch: Watch
    now: datetime.datetime
    date_order: Optional[str] = None

    @several_outputs
    def expand(self, articles: PCollection[RawArticle]) -> Outputs[ParsedArticle]:
        """Apply the step."""
        return split(articles, _Parse(self.watch, self.now, self.date_order), ParsedArticle)


class _Parse(beam.DoFn):
    def __init__(self, watch: Watch, now: datetime.datetime, date_order: Optional[str]) -> None:
        self._step = watch.step("parse")
        self._now = now
        self._date_order = date_order

    def process(self, element: RawArticle) -> Iterator[Union[ParsedArticle, Rejected]]:
        yield from self._step.attempt(element, lambda: parse_article(element, self._date_order, self._now))
