"""Statements: who says, writes, believes or intends what; an annotated article in, rows of ``statements`` out."""

from typing import NamedTuple

from schemas import ContentSpan, Statement, digest
from transforms.text.document import AnnotatedArticle, AnnotatedSegment
from transforms.text.entities import Names
from transforms.text.statements import speech
from transforms.text.statements.clauses import Attribution
from transforms.text.statements.paragraph import Paragraph

__all__ = ["extract"]


MAX_TITLE = 160
"""Characters of a first block that may be a headline whatever its kind."""


class _Draft(NamedTuple):
    segment: AnnotatedSegment
    paragraph: Paragraph
    item: Attribution
    pieces: list[ContentSpan]


def extract(article: AnnotatedArticle, names: Names) -> list[Statement]:
    """The rows of ``statements`` of ``article``, sorted by content; speakers are resolved through ``names``."""
    drafts: list[_Draft] = []
    announced: _Draft | None = None
    open_before = ""
    for number, segment in enumerate(article.annotated):
        text = article.source_text[segment.start : segment.end]
        is_title = segment.segment.kind in ("headline", "heading") or (number == 0 and len(text) <= MAX_TITLE)
        paragraph = Paragraph(segment.doc, text, is_title)
        resolved = speech.resolve(paragraph, open_before)
        for number in resolved.carried:
            quotation = paragraph.quotations[number]
            (announced or drafts[-1]).pieces.append(_piece(segment, quotation.start, quotation.end))
        if announced and announced.pieces:
            drafts.append(announced)
        for item, pieces in zip(resolved.attributions, resolved.pieces, strict=True):
            if pieces:
                drafts.append(_Draft(segment, paragraph, item, [_piece(segment, start, end) for start, end in pieces]))
        announced = _Draft(segment, paragraph, resolved.announced, []) if resolved.announced else None
        open_before = ""
        if announced or (drafts and paragraph.text.rstrip().endswith(":")):
            open_before = "any"
        elif drafts and paragraph.quotations and (resolved.carried or any(item.quotations for item in resolved.attributions)):
            open_before = paragraph.text[paragraph.quotations[-1].start]
    return sorted((_row(article, draft, names) for draft in drafts), key=lambda row: (row.content_start, row.content_end, row.statement_id))


def _piece(segment: AnnotatedSegment, start: int, end: int) -> ContentSpan:
    return ContentSpan(segment.start + start, segment.start + end, segment.segment.segment_index)


def _row(article: AnnotatedArticle, draft: _Draft, names: Names) -> Statement:
    segment, p, item = draft.segment, draft.paragraph, draft.item
    text = article.source_text
    pieces = draft.pieces
    start, end = pieces[0].start, max(piece.end for piece in pieces)
    cue = (segment.start + p.starts[item.cue[0]], segment.start + p.ends[item.cue[1] - 1])
    source = (segment.start + p.starts[item.source[0]], segment.start + p.ends[item.source[1] - 1]) if item.source else None
    evidence = article.evidence(segment, min(start, cue[0]), max(min(end, segment.end), cue[1]))
    form = "direct" if text[start] in "\"“'‘”`«„" else "indirect"
    return Statement(
        article.article.article_id,
        article.article.published_date,
        digest("statement", article.article.article_id, start, end, cue[0], source[0] if source else -1),
        form,
        pieces,
        start,
        end,
        text[start:end],
        cue[0],
        cue[1],
        text[cue[0] : cue[1]],
        source[0] if source else None,
        source[1] if source else None,
        text[source[0] : source[1]] if source else None,
        None,
        None,
        None,
        "unknown",
        item.stance,
        False,
        False,
        False,
        None,
        None,
        evidence.segment_index,
        evidence.in_body,
        evidence.sentence,
    )
