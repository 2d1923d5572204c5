"""The values that the plain-text functions hand on: a segmented article, and the same article with its annotated segments."""

import bisect
import dataclasses
import functools
from typing import Any, NamedTuple

from schemas import Article, Segment

STORY_PAGES = ("story", "brief", "roundup", "live")
"""Page types that hold a story of their own; no fact is taken from the others."""


class Evidence(NamedTuple):
    """The columns every fact row ends with: where it lies and the sentence it stands in."""

    segment_index: int
    in_body: bool
    sentence: str


@dataclasses.dataclass(frozen=True)
class SegmentedArticle:
    """An article with its segments: rows of ``articles`` and ``segments``, nothing extracted yet."""

    article: Article
    segments: tuple[Segment, ...]


@dataclasses.dataclass(frozen=True)
class AnnotatedSegment:
    """A segment that facts may come from, with its spaCy ``Doc``.

    ``doc.text`` has the same length as ``source_text[start:start + len(doc.text)]``, so that ``start + token.idx`` is a source offset; of a
    caption the doc leaves out the credit. Tags (``tag_``), dependencies and entities are set; ``pos_`` and lemmas are not.
    """

    segment: Segment
    start: int
    doc: Any

    @functools.cached_property
    def end(self) -> int:
        """Source offset after the annotated part."""
        return self.start + len(self.doc.text)

    @functools.cached_property
    def sentence_bounds(self) -> tuple[tuple[int, int], ...]:
        """Source offsets of the sentences, in order."""
        return tuple((self.start + s.start_char, self.start + s.end_char) for s in self.doc.sents)


@dataclasses.dataclass(frozen=True)
class AnnotatedArticle:
    """An article, all its segments, and the annotated ones among them in order."""

    article: Article
    segments: tuple[Segment, ...]
    annotated: tuple[AnnotatedSegment, ...]

    @property
    def source_text(self) -> str:
        """The text that all offsets count in."""
        return self.article.source_text

    def evidence(self, segment: AnnotatedSegment, start: int, end: int) -> Evidence:
        """Segment, ``in_body`` and the sentence (or sentences, where it crosses a border) around source offsets ``start:end``."""
        bounds = segment.sentence_bounds
        first = max(bisect.bisect_right(bounds, (start, len(self.source_text))) - 1, 0)
        last = max(bisect.bisect_left(bounds, (end, -1)) - 1, first)
        if bounds:
            low, high = min(bounds[first][0], start), max(bounds[last][1], end)
        else:
            low, high = start, end
        text = self.source_text[low:high].strip()
        return Evidence(segment.segment.segment_index, segment.segment.in_body, text)


def fact_bounds(segment: Segment) -> tuple[int, int]:
    """Source offsets of the part of ``segment`` that facts may come from: all of it, of a caption all but its credit."""
    start, end = segment.char_start, segment.char_end
    if segment.kind != "caption" or not segment.credit:
        return start, end
    at = segment.text.rfind(segment.credit)
    if at < 0:
        return start, end
    before, after = (
        segment.text[:at].rstrip("( [|\u2014-\t\r\n\xa0"),
        segment.text[at + len(segment.credit) :].lstrip(") ]|:.\u2014-\t\r\n\xa0"),
    )
    if len(before) >= len(after):
        return start, start + len(before)
    return end - len(after), end
