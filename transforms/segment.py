"""Segment: dated articles in, the same with their blocks as rows of ``segments`` out."""

import dataclasses
from collections.abc import Iterator
from typing import Optional, Union

import apache_beam as beam
from apache_beam.pvalue import PCollection

from schemas import Article, Segment
from transforms.sources import fetch_outlet
from transforms.text.page import segmentation
from transforms.text.reading.document import SegmentedArticle
from transforms.values import ParsedArticle, RunContext
from transforms.watch import Outputs, Rejected, Watch, several_outputs, split


def segment_article(parsed: ParsedArticle, context: RunContext, *, clean_text: bool, source_pattern: Optional[str]) -> SegmentedArticle:
    """Return the rows of ``articles`` and ``segments`` of one article."""
    raw = parsed.raw
    page = segmentation.segment(raw.text, parsed.header, parsed.published_date, clean_text=clean_text)
    segments = tuple(
        Segment(
            article_id=raw.article_id,
            published_date=parsed.published_date,
            segment_index=index,
            kind=block.kind,
            text=raw.text[block.start : block.end],
            char_start=block.start,
            char_end=block.end,
            in_body=block.in_body,
            credit=block.credit,
            credit_people=list(block.credit_people),
            credit_agencies=list(block.credit_agencies),
            media_teaser=block.media_teaser,
            media_title=block.media_title,
            media_duration_seconds=block.media_duration_seconds,
            media_description=block.media_description,
        )
        for index, block in enumerate(page.blocks)
    )
    body = "\n\n".join(segment.text for segment in segments if segment.in_body)
    words = body.split()
    page_size, body_size = sum(map(len, raw.text.split())), sum(map(len, words))
    article = Article(
        article_id=raw.article_id,
        published_date=parsed.published_date,
        source_uri=raw.source_uri,
        source_bytes=raw.source_bytes,
        source_encoding=raw.encoding,
        content_sha256=raw.content_sha256,
        date_basis=raw.date_basis,
        date_header=raw.text[slice(*parsed.header)] or None,
        outlet=fetch_outlet(source_pattern, raw.source_uri),
        page_type=page.page_type,
        headline=page.headline,
        bylines=list(page.bylines),
        dateline=page.dateline,
        agencies=list(page.agencies),
        published_at=page.published_at,
        published_at_text=page.published_at_text,
        updated_at=page.updated_at,
        updated_at_text=page.updated_at_text,
        language=parsed.language,
        language_confidence=parsed.language_confidence,
        source_text=raw.text,
        body_text=body,
        word_count=len(words),
        segment_count=len(segments),
        boilerplate_ratio=1 - body_size / page_size,
        annotated_characters=None if page.whole else 0,
        run_id=context.run_id,
        pipeline_version=context.pipeline_version,
        processed_at=context.started_at,
    )
    return SegmentedArticle(article, segments)


@dataclasses.dataclass(eq=False)
class SegmentArticles(beam.PTransform[PCollection[ParsedArticle], Outputs[SegmentedArticle]]):
    """``PCollection[ParsedArticle]`` to segmented articles and rejects."""

    watch: Watch
    context: RunContext
    clean_text: bool = False
    source_pattern: Optional[str] = None

    @several_outputs
    def expand(self, articles: PCollection[ParsedArticle]) -> Outputs[SegmentedArticle]:
        """Apply the step."""
        return split(articles, _Segment(self.watch, self.context, self.clean_text, self.source_pattern), SegmentedArticle)


class _Segment(beam.DoFn):
    def __init__(self, watch: Watch, context: RunContext, clean_text: bool, source_pattern: Optional[str]) -> None:
        self._step = watch.step("segment")
        self._context = context
        self._clean_text = clean_text
        self._source_pattern = source_pattern

    def process(self, element: ParsedArticle) -> Iterator[Union[SegmentedArticle, Rejected]]:
        def work() -> SegmentedArticle:
            return segment_article(element, self._context, clean_text=self._clean_text, source_pattern=self._source_pattern)

        yield from self._step.attempt(element.raw, work)
