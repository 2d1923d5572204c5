"""What a page says of itself, from its labelled lines: headline, bylines, dateline, agencies, times."""

import datetime
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from transforms.text.page.segmentation import bylines, credits, datelines, headlines, leads, timestamps
from transforms.text.page.segmentation.lines import Line

INTO_STORY = 3
"""Lines of the story among which a byline may stand."""
ABOVE_TITLE = 25
"""Lines above the headline that are looked at where nothing signs below it."""
TIMES_ABOVE = 10
"""Lines above the headline in which a time is the page's."""
LATEST = 12
"""Lines of the story among which "By" is believed where nothing else signs."""
TOGETHER = 3
"""Lines from one byline to the next that signs the same story."""
BESIDE_TITLE = 6
"""Lines below the headline in which a bare name is the author's."""
BESIDE_TIME = 2
"""Lines between a bare name and the time of the page."""
BELOW_STORY = 3
"""Lines below the last paragraph in which a story is signed."""
OVER_STORY = 20
"""Lines above the story that are looked at on a page without a headline."""
LABELS = frozenset(
    [
        "by",
        "author",
        "authors",
        "written by",
        "words by",
        "story by",
        "posted by",
        "published by",
        "reported by",
        "contributions from",
        "and",
    ]
)
"""Lines below which the author's name stands, as their normal form."""
ENDS = 2
"""Paragraphs at the story's end that may bear the mark of an agency."""
LONGEST_MARK = 24
"""Characters of the longest of these marks."""
AGENCY_MARK = re.compile(r"[.!?][\"”’]?\s[-–—(\[]{0,2}\s?(?P<who>[A-Z][A-Za-z .]{1,18}|dpa)[)\]]?\.?$")
"""What stands behind the last sentence and nothing else: the mark of an agency."""
LONGEST_TIMED = 120
"""Characters of the longest line of another kind in which the page's date is believed."""
BEGINNING = 20
"""Characters within which a date begins and ends that stands first in a line by a picture."""
LITTLE = 2
"""Words beside the date in such a line where it stands by a picture."""


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
    are sought between the headline and the first paragraphs, then above the headline and at the story's end; agencies there, in the dateline
    and in the credits at the story's end; times near the headline. A clock time in the date header is all that some pages say of their
    publication.
    """
    body = [at for at, line in enumerate(found) if line.kind == "paragraph"]
    first, last = (body[0], body[-1]) if body else (len(found), len(found))
    signed = _signed(found, title, first, last)
    texts = [found[at].text for at in body[:3]]
    opened = leads.signed(texts[0]) if texts else None
    texts[:1] = [texts[0][opened.end :]] if opened is not None else texts[:1]
    place, agency = _dateline(texts)
    published, updated = _times(found, title, first, published_date)
    if published is None and updated is None:
        published = next((written for _, written in timestamps.parts(header) if timestamps.has_clock(written)), None)
    marks = _marks(found[at].text for at in body[-ENDS:])
    sources = (*(line.text for line in signed), f"({agency})", *marks, *_credit_lines(found[first : last + 15]))
    return Facts(
        headlines.bare(text[found[title].start : found[title].end]) if title is not None else None,
        _names(signed) or (opened.names if opened is not None else []),
        place,
        list(dict.fromkeys(name for written in sources for name in bylines.agencies(written))),
        timestamps.to_utc(published, published_date) if published else None,
        published,
        timestamps.to_utc(updated, published_date) if updated else None,
        updated,
    )


def _names(signed: Sequence[Line]) -> list[str]:
    """Return the people who sign in ``signed``; names that no list knows count where nobody else signs or "By" stands before them."""
    read = [bylines.read(line.text) for line in signed]
    sure = [name for one in read if one.labelled or one.listed for name in one.names]
    names = sure or [name for one in read for name in one.names] or [name for line in signed if (name := credits.signer(line.text))]
    return list(dict.fromkeys(names))


def _signed(found: list[Line], title: int | None, first: int, last: int) -> list[Line]:
    """Return the lines that sign the story: below its headline, else above it, else within it, else a bare name beside the headline, else at
    the story's end.
    """
    if title is None and first == len(found):
        return []  # what signs on a page without a story signs one of its titles
    top = title if title is not None else max(first - OVER_STORY, 0)
    below = [at for at in range(top, min(first + INTO_STORY, len(found))) if found[at].kind == "byline"]
    below = sorted({*below, *(at for at in range(top + 1, min(first + LATEST, len(found))) if _signs_below_label(found, at))})
    if title is not None and not any(_signs(found[at]) for at in below):
        beside = range(title + 1, min(title + 1 + BESIDE_TITLE, first))
        below = sorted({*below, *(at for at in beside if _signs_beside_title(found[at]))})
    dated = [at for at in range(max(top - BESIDE_TITLE, 0), top) if _is_dated(found[at]) and _signs(found[at])]
    if dated and not any(bylines.read(found[at].text).labelled for at in below):
        return [found[dated[-1]]]
    if any(_signs(found[at]) for at in below):
        return _together(found, below)
    above = (at for at in range(top - 1, max(top - ABOVE_TITLE, 0) - 1, -1) if _signs_from_above(found[at], top - at))
    within = (at for at in range(first + INTO_STORY, min(first + LATEST, len(found))) if _signs_in_full(found[at]))
    elsewhere = next(itertools.chain(above, within), None)
    if elsewhere is not None:
        return [found[elsewhere], *(found[at] for at in below)]
    bare = _bare_names(found, title, top, first)
    if bare:
        return [*_together(found, bare), *(found[at] for at in below)]
    end = [line for line in found[max(last, first) : last + 1 + BELOW_STORY] if _is_end(line)]
    return [found[at] for at in below] if _names_anybody(found[at] for at in below) else end


def _bare_names(found: list[Line], title: int | None, top: int, first: int) -> list[int]:
    """Return the lines that are an author's name and nothing else: beside the headline, else beside a time near it."""
    near = range(max(top - ABOVE_TITLE, 0), min(first + INTO_STORY, len(found)))
    names = [at for at in near if found[at].kind not in ("caption", "credit", "author_bio", "promo") and bylines.is_name(found[at].text)]
    beside = [at for at in names if title is not None and title < at <= title + BESIDE_TITLE and at < first]
    timed = [at for at in names if any(line.kind == "timestamp" for line in found[max(at - BESIDE_TIME, 0) : at + BESIDE_TIME + 1])]
    return beside or timed[-1:]


def _together(found: list[Line], rows: Sequence[int]) -> list[Line]:
    """Return the first line of ``rows`` that signs, one with "By" if there is any, and those that stand together with it: others sign
    pictures and other stories. Below a line with "By" one without it must follow at once.
    """
    labelled = [at for at in rows if _signs(found[at]) and (bylines.read(found[at].text).labelled or _signs_below_label(found, at))]
    start = rows.index(labelled[0] if labelled else next((at for at in rows if _signs(found[at])), rows[0]))
    low = high = start
    while low and rows[low] - rows[low - 1] <= TOGETHER:
        low -= 1
    while high + 1 < len(rows) and rows[high + 1] - rows[high] <= (1 if labelled and rows[high + 1] not in labelled else TOGETHER):
        high += 1
    return [found[at] for at in rows[low : high + 1]]


def _signs(line: Line) -> bool:
    """Return whether somebody signs in a byline: a person, for sure."""
    signature = bylines.read(line.text)
    return bool(signature.people) and (signature.labelled or signature.listed)


def _signs_below_label(found: Sequence[Line], at: int) -> bool:
    """Return whether a line names somebody below a line that is nothing but "By" or the like."""
    return at > 0 and found[at - 1].norm in LABELS and found[at].length <= LONGEST_TIMED and not found[at].prose and _signs(found[at])


def _signs_beside_title(line: Line) -> bool:
    """Return whether a line right below the headline is a byline by its wording, whatever it was labelled ("by Ana", "Ana Lind | 6 min ago")."""
    if line.kind in ("credit", "credit_line", "author_bio", "paragraph") or not _signs(line):
        return False
    return bylines.is_aged_name(line.text) or (line.kind != "caption" and bylines.by(line.text) is not None)


def _is_dated(line: Line) -> bool:
    """Return whether "By" and a date stand in a byline."""
    return line.kind == "byline" and timestamps.has_date(line.text) and bylines.read(line.text).labelled


def _signs_from_above(line: Line, distance: int) -> bool:
    """Return whether a line that many lines above the headline signs the story: any byline among the nearest, one in full further up."""
    return _signs_in_full(line) or (line.kind == "byline" and distance <= BESIDE_TITLE and _signs(line))


def _signs_in_full(line: Line) -> bool:
    """Return whether a line is a byline with "By" and a name of more than one word, as they are wherever the author is named first."""
    if line.kind != "byline":
        return False
    signature = bylines.read(line.text)
    return signature.labelled and any(" " in name for name in signature.names)


def _is_end(line: Line) -> bool:
    """Return whether a line at the story's end names who wrote it; a given name alone is a reader's."""
    signs = line.kind == "byline" and _signs(line) and any(" " in name for name in bylines.read(line.text).names)
    return signs or credits.signer(line.text) is not None


def _names_anybody(signed: Iterable[Line]) -> bool:
    """Return whether a byline names somebody, if only an agency."""
    return any(bylines.read(line.text).people or bylines.agencies(line.text) for line in signed)


def _dateline(texts: Iterable[str]) -> tuple[str | None, str | None]:
    """Return place and agency, as written, of the first dateline; of one without a place the agency alone."""
    for text in texts:
        opened = datelines.find(text)
        if opened is not None:
            return opened[0], opened[1]
        place = datelines.place_alone(text)
        if place is not None:
            return place, None
        agency = datelines.agency_alone(text)
        if agency is not None:
            return None, agency
    return None, None


def _credit_lines(found: Sequence[Line]) -> Iterator[str]:
    """Yield the credits of a story, whatever they were labelled, up to where other stories begin."""
    before = ""
    for line in found:
        of_picture = line.kind in ("credit", "caption") and before != "paragraph"
        if line.kind == "credit_line" or (not of_picture and credits.is_sign_off(line.text)):
            yield line.text
        elif line.kind == "teaser" and line.barrier:
            return
        before = line.kind


def _marks(texts: Iterable[str]) -> Iterator[str]:
    """Yield the agencies with which paragraphs at the story's end are marked ("… on Friday. PTI", "… on Friday. (AFP)")."""
    for text in texts:
        mark = AGENCY_MARK.search(text[-LONGEST_MARK:])
        if mark is not None and bylines.is_agency(mark["who"]):
            yield f"({mark['who']})"


def _times(found: list[Line], title: int | None, first: int, published_date: datetime.date) -> tuple[str | None, str | None]:
    """Return the times of publication and of the last update that the page gives near its headline, as written.

    Where no line there is a byline or a time, short lines of other kinds count whose date is that of the page, within days.
    """
    times: dict[str, str] = {}
    start = title if title is not None else max(first - OVER_STORY, 0) if first < len(found) else 0
    near = (*range(start, min(first + 6, len(found))), *range(start - 1, max(start - TIMES_ABOVE, 0) - 1, -1))
    for at in near:
        if at < start - INTO_STORY and times:
            break
        if found[at].kind in ("timestamp", "byline"):
            for role, written in timestamps.parts(found[at].text):
                times.setdefault(role, written)
    if not times:
        for at in near:
            line = found[at]
            if (at < first or line.kind != "paragraph") and _may_be_dated(line):
                for role, written in timestamps.parts(line.text):
                    if timestamps.is_about(written, published_date):
                        times.setdefault(role, written)
    return times.get("published"), times.get("updated")


def _may_be_dated(line: Line) -> bool:
    """Return whether a line of another kind may hold the page's date: a short one, of those by pictures one that begins with the
    date and says little else.
    """
    if line.length > LONGEST_TIMED or line.terminal:
        return False
    if line.kind not in ("caption", "credit"):
        return True
    return bool(timestamps.parts(line.text[:BEGINNING])) and len(timestamps.rest(line.text).split()) <= LITTLE
