"""What a page says of itself, from its labelled lines: headline, bylines, dateline, agencies, times."""

import datetime
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from transforms.text.page.segmentation import bylines, datelines, timestamps
from transforms.text.page.segmentation.lines import Line


class Facts(NamedTuple):
    """The fields of :class:`~transforms.text.page.segmentation.page.Page` from ``headline`` on."""

    headline: str | None
    bylines: list[str]
    dateline: str | None
    agencies: list[str]
    published_at: datetime.datetime | None
    published_at_text: str | None
    updated_at: datetime.datetime | None
    updated_at_text: str | None


def read(text: str, header: str, found: list[Line], title: int | None, published_date: datetime.date) -> Facts:
    """Return what the page ``text`` says of itself.

    ``header`` is the date header as written, ``found`` the labelled lines below it, ``title`` the index of the headline among them. Names
    are sought between the headline and the first paragraphs, agencies there, in the dateline and in the credits at the story's end, times
    near the headline; a clock time in the date header is all that some pages say of their publication.
    """
    body = [at for at, line in enumerate(found) if line.kind == "paragraph"]
    first, last = (body[0], body[-1]) if body else (len(found), len(found))
    signed = [line.text for line in found[(title or 0) : first + 3] if line.kind == "byline"]
    place, agency = _dateline(found[at] for at in body[:3])
    published, updated = _times(found, title, first)
    if published is None and updated is None:
        published = next((written for _, written in timestamps.parts(header) if timestamps.has_clock(written)), None)
    sources = (*signed, agency or "", *_credit_lines(found[first : last + 15]))
    return Facts(
        text[found[title].start : found[title].end] if title is not None else None,
        list(dict.fromkeys(name for written in signed for name in bylines.names(bylines.head(bylines.by(written) or written)))),
        place,
        list(dict.fromkeys(name for written in sources for name in bylines.agencies(written))),
        timestamps.to_utc(published, published_date) if published else None,
        published,
        timestamps.to_utc(updated, published_date) if updated else None,
        updated,
    )


def _dateline(paragraphs: Iterable[Line]) -> tuple[str | None, str | None]:
    """Return place and agency, as written, of the first dateline."""
    for line in paragraphs:
        opened = datelines.find(line.text)
        if opened is not None:
            return opened[0], opened[1]
    return None, None


def _credit_lines(found: Iterable[Line]) -> Iterator[str]:
    """Yield the credits of a story, up to where other stories begin."""
    for line in found:
        if line.kind == "credit_line":
            yield line.text
        elif line.kind == "teaser" and line.barrier:
            return


def _times(found: list[Line], title: int | None, first: int) -> tuple[str | None, str | None]:
    """Return the times of publication and of the last update that the page gives near its headline, as written."""
    times: dict[str, str] = {}
    start = title or 0
    for at in (*range(start, min(first + 6, len(found))), *range(max(start - 3, 0), start)):
        if found[at].kind in ("timestamp", "byline"):
            for role, written in timestamps.parts(found[at].text):
                times.setdefault(role, written)
    return times.get("published"), times.get("updated")
