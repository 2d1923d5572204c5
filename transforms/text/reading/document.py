"""A segmented article, and which part of its segments facts may come from."""

import dataclasses

from schemas import Article, Segment

STORY_PAGES = ("story", "brief", "roundup", "live")
"""Page types that hold a story of their own; no fact is taken from the others."""


@dataclasses.dataclass(frozen=True)
class SegmentedArticle:
    """An article with its segments: rows of ``articles`` and ``segments``, nothing extracted yet."""

    article: Article
    segments: tuple[Segment, ...]


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
