"""Segmentation: a raw page in, its blocks out (see docs/segmentation.md)."""

import datetime

from transforms.text.page.segmentation import bylines, credits, datelines, decide, glue, lines, media, timestamps
from transforms.text.page.segmentation.lines import Line
from transforms.text.page.segmentation.page import Block, Page

__all__ = ["Block", "Page", "segment"]


def segment(text: str, header: tuple[int, int], published_date: datetime.date, *, clean_text: bool = False) -> Page:
    """The blocks of the page ``text`` and what it says of itself.

    ``header`` holds the offsets of the date header in ``text``. With ``clean_text`` everything after the header is the story's body. Blocks
    are in order, cover every character that is not blank exactly once, and have no blank edges. The result depends on nothing but the
    arguments and the package's data.

    >>> page = segment(" date 2024-01-24 Two boats sank off Bari on Friday, police said. No one was hurt.", (1, 16), datetime.date(2024, 1, 24))
    >>> [(block.kind, block.start, block.end) for block in page.blocks], page.page_type
    ([('date_header', 1, 16), ('paragraph', 17, 81)], 'brief')
    """
    low, high = _bare(text, *header)
    above = [lines.make(text, *span) for span in lines.spans(text, 0, low)]
    below = lines.unwrap(list(lines.spans(text, high, len(text))), text)
    pieces = [
        (start, end, gap if at == 0 else 0) for first, last, gap in below for at, (start, end) in enumerate(glue.split(text, first, last))
    ]
    found = [lines.make(text, *piece) for piece in pieces]
    head = [Block("date_header", low, high, why="date header")] if high > low else []
    for line in above:
        line.kind, line.why = "other", "above the date header"
    if clean_text:
        for line in found:
            line.kind, line.why = "paragraph", "clean text"
        blocks = (*_blocks(text, above), *head, *_blocks(text, found))
        return _page(
            text,
            (low, high),
            blocks,
            "story" if sum(n.length for n in found) >= 700 else "brief" if found else "other",
            found,
            None,
            published_date,
        )
    page_type, title = decide.label(found, _blank_paged(found))
    blocks = (*_blocks(text, above), *head, *_blocks(text, found))
    return _page(text, (low, high), blocks, page_type, found, title, published_date)


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    bare = piece.strip()
    low = start + len(piece) - len(piece.lstrip()) if bare else start
    return low, low + len(bare)


def _blank_paged(found: list[Line]) -> bool:
    breaks = [line.gap for line in found if line.gap]
    return sum(1 for gap in breaks if gap >= 2) * 2 >= len(breaks) if breaks else False


def _blocks(text: str, found: list[Line]) -> list[Block]:
    """The blocks of labelled lines: the lines of a blurb are one, all others stand alone."""
    blocks: list[Block] = []
    at = 0
    while at < len(found):
        line = found[at]
        end = at
        if line.kind in ("video", "audio"):
            while line.group and end + 1 < len(found) and found[end + 1].group == line.group and found[end + 1].kind == line.kind:
                end += 1
            blurb = media.parse(line.kind, [n.text for n in found[at : end + 1]])
            blocks.append(
                Block(
                    line.kind, line.start, found[end].end, media_teaser=blurb.teaser, media_title=blurb.title,
                    media_duration_seconds=blurb.seconds, media_description=blurb.description, why=line.why,
                )
            )  # fmt: skip
        elif line.kind == "caption":
            blocks.append(_caption(text, found, at))
        else:
            blocks.append(Block(line.kind or "other", line.start, line.end, line.kind == "paragraph", why=line.why))
        at = end + 1
    return blocks


def _caption(text: str, found: list[Line], at: int) -> Block:
    """A caption with its credit: the one it ends with, or the line below that holds nothing else."""
    line = found[at]
    written: str | None = None
    piece = text[line.start : line.end]
    where = credits.find(piece) if line.length <= 2000 else None
    if where is not None:
        written = piece[slice(*where)]
    elif credits.is_credit_line(line.text):
        written = piece.strip("()[] ")
    else:
        around = [n for n in found[max(at - 3, 0) : at] if credits.ABOVE_CAPTION.match(n.text)]
        for follower in [*around[::-1], *found[at + 1 : at + 3]]:
            if follower.kind == "credit_line" and follower.why == "credit alone":
                written = text[follower.start : follower.end].strip("()[] ")
                if credits.parse(written) != ((), ()):
                    break
    people, agencies = credits.parse(written) if written else ((), ())
    return Block("caption", line.start, line.end, credit=written or None, credit_people=people, credit_agencies=agencies, why=line.why)


def _page(
    text: str,
    header: tuple[int, int],
    blocks: tuple[Block, ...],
    page_type: str,
    found: list[Line],
    title: int | None,
    published_date: datetime.date,
) -> Page:
    body = [at for at, line in enumerate(found) if line.kind == "paragraph"]
    first, last = (body[0], body[-1]) if body else (len(found), len(found))
    names: list[str] = []
    agencies: list[str] = []
    for line in found[(title or 0) : first + 3]:
        if line.kind == "byline":
            written = line.text
            who = bylines.by(written) or written
            names.extend(name for name in bylines.names(bylines.head(who)) if name not in names)
            agencies.extend(name for name in bylines.agencies(written) if name not in agencies)
    dateline = None
    for line in [found[at] for at in body[:3]]:
        opened = datelines.find(line.text)
        if opened is not None:
            dateline = opened[0]
            agencies.extend(name for name in bylines.agencies(opened[1] or "") if name not in agencies)
            break
    for line in found[first : last + 15]:
        if (line.kind == "credit_line" and line.why != "credit alone") or (line.kind == "legal" and line.why == "copyright_agency"):
            agencies.extend(name for name in bylines.agencies(line.text) if name not in agencies)
        elif line.kind == "teaser" and line.barrier:
            break
    published, updated = _times(found, title, first)
    if published is None and updated is None:
        # a date header that gives a clock time is all that some pages say
        published = next((written for _, written in timestamps.parts(text[slice(*header)]) if timestamps.has_clock(written)), None)
    return Page(
        blocks,
        page_type,
        text[found[title].start : found[title].end] if title is not None else None,
        names,
        dateline,
        agencies,
        timestamps.to_utc(published, published_date) if published else None,
        published,
        timestamps.to_utc(updated, published_date) if updated else None,
        updated,
    )


def _times(found: list[Line], title: int | None, first: int) -> tuple[str | None, str | None]:
    """Time of publication and of the last update that the page gives near its headline, as written."""
    published: str | None = None
    updated: str | None = None
    start = title or 0
    for at in (*range(start, min(first + 6, len(found))), *range(max(start - 3, 0), start)):
        if found[at].kind not in ("timestamp", "byline"):
            continue
        for role, written in timestamps.parts(found[at].text):
            if role == "published" and published is None:
                published = written
            elif role == "updated" and updated is None:
                updated = written
    return published, updated
