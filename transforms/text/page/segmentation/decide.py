"""What every line is in the end, given where the story lies; and what kind of page it is."""

import re
from collections import Counter

from transforms.text.page.segmentation import bylines, credits, headline, media, story
from transforms.text.page.segmentation.lines import Line

TITLE_WORDS = 5
"""Words from which on a short line looks like the title of another story rather than a menu entry."""

_LIST_HEADS = ("line:", "more_", "read_more_about")
"""Cues that stand above other stories; others are the title of one themselves."""
_BULLET = re.compile(r"^(?:[•●▪◦‣·*–—-]|\d{1,2}[.)])\s+\S")


def label(lines: list[Line], blank_paged: bool) -> tuple[str, int | None]:
    """Fill the kinds of all ``lines``; page type and index of the headline come back."""
    for line in lines:
        story.local(line)
    story.annotate(lines, blank_paged)
    counts = story.repeated(lines)
    live = story.looks_live(lines)
    if live:
        story.mark_entries(lines)
    else:
        story.mark_ages(lines)
    roundup = story.looks_roundup(lines)
    found = story.extent(lines, live, roundup)
    plain = _is_plain(lines)
    if found is None:
        if plain and len(lines) <= 6:
            _whole(lines)
            return "brief" if lines else "other", None
        _outside(lines, 0, len(lines), "navigation")
        return _pageless(lines), None
    first, last = _trim(lines, *found, live)
    if plain:
        first, last = _plain_extent(lines, first, last)
    title = headline.find(lines, first, last, counts)
    if title is None and plain:
        title = _plain_title(lines, first)
    _above(lines, first, title, plain)
    _inside(lines, first, last, counts, plain, live, roundup)
    _outside(lines, last + 1, len(lines), "navigation")
    page_type = _page_type(lines, first, last, live, roundup)
    if title is not None:
        kind = "heading" if page_type == "roundup" else "headline"
        _set(lines[title], kind, f"{kind} ({lines[title].why or 'best score'})")
    if page_type in ("video", "listing"):
        _no_story(lines, page_type)
    return page_type, None if page_type == "roundup" else title


def _no_story(lines: list[Line], page_type: str) -> None:
    """A page without a story has no body: below a video its text is the description, elsewhere it belongs to other stories."""
    for at, line in enumerate(lines):
        if line.kind == "paragraph":
            above = next((lines[i] for i in range(at - 1, max(at - 3, -1), -1) if lines[i].kind in ("video", "audio")), None)
            if page_type == "video" and above is not None:
                _set(line, above.kind, "text below a video")
                line.group = above.group if above is lines[at - 1] else 0
            else:
                _set(line, "teaser", "text on a page without a story")


def _set(line: Line, kind: str, why: str) -> None:
    line.kind, line.why = kind, why


def _is_plain(lines: list[Line]) -> bool:
    """Whether the page is hardly more than its story: little furniture, few short lines."""
    if not lines:
        return True
    furniture = sum(1 for n in lines if n.kind in story.FURNITURE and n.strength >= 2 and n.words)
    short = sum(1 for n in lines if not n.sentence and (not n.kind or n.strength == 1))
    total = len(lines)
    if total <= 4:
        return furniture == 0
    return furniture <= 0.03 * total or (furniture <= 0.1 * total and short <= 0.3 * total)


def _whole(lines: list[Line]) -> None:
    """Label a page of a few plain lines without a sentence: in doubt it is a brief and keeps its facts."""
    for at, line in enumerate(lines):
        if line.kind == "credit":
            _credit(lines, at)
        elif line.strength < 3 or (line.kind in ("dateline", "timestamp") and len(lines) <= 3):
            _set(line, "paragraph", "a page of a few plain lines")
        elif line.kind == "dateline":
            _set(line, "other", line.why)


def _trim(lines: list[Line], first: int, last: int, live: bool) -> tuple[int, int]:
    """The extent without standfirst and byline at its head, and without what is no sentence at its end."""
    if not live:
        seen = 0
        for at in range(first, min(first + 14, last + 1)):
            line = lines[at]
            if line.prose and not line.kind:
                seen += 1
            if seen > 2:
                break
            if line.kind in ("byline", "timestamp") and line.strength == 3 and at > first:
                rest = sum(1 for n in lines[at : last + 1] if n.prose and not n.kind)
                if rest >= 2 and rest > seen:
                    follow = next((i for i in range(at + 1, last + 1) if lines[i].sentence and not lines[i].kind), None)
                    if follow is not None:
                        first, seen = follow, 0
    while last > first and not (_may_be_body(lines[last])):
        last -= 1
    while first < last and lines[first].kind not in ("", "dateline") and lines[first].strength >= 2 and not lines[first].prose:
        first += 1
    above = next((i for i in range(first - 1, max(first - 5, -1), -1) if lines[i].kind not in story.TRANSPARENT), None)
    if above is not None and lines[above].kind == "dateline":
        first = above
    # short sentences right below belong to it, too
    while last + 1 < len(lines) and lines[last + 1].sentence and not lines[last + 1].kind:
        last += 1
    # and so do the other parts of a line that was split
    at = last + 1
    while at < len(lines) and lines[at].gap == 0:
        if not lines[at].kind and lines[at].words >= 8:
            last = at
        at += 1
    return first, last


def _may_be_body(line: Line) -> bool:
    return (line.sentence or line.terminal or line.prose) and (
        not line.kind or (line.strength == 2 and line.prose and line.kind not in ("author_bio", "teaser"))
    )


def _plain_extent(lines: list[Line], first: int, last: int) -> tuple[int, int]:
    """On a plain page everything from the first sentence on is the story, up to a closing credit or legal line."""
    low = next((i for i, n in enumerate(lines) if n.sentence and not n.kind), first)
    high = max((i for i, n in enumerate(lines) if not n.kind or (n.prose and n.strength < 3)), default=last)
    barrier = next((i for i in range(last + 1, len(lines)) if lines[i].barrier >= 6 and lines[i].kind != "credit_line"), len(lines))
    return min(first, low), max(last, min(high, barrier - 1))


def _plain_title(lines: list[Line], first: int) -> int | None:
    for at in range(first):
        line = lines[at]
        if not line.kind and 3 <= line.words <= 24 and not (line.terminal and line.text.endswith(".")) and not line.colon:
            return at
    return None


def _above(lines: list[Line], first: int, title: int | None, plain: bool) -> None:
    """Label the lines above the body."""
    for at in range(first):
        line = lines[at]
        if at == title:
            continue
        if line.kind == "credit":
            _credit(lines, at)
            continue
        if line.kind == "dateline":
            _set(line, "other", line.why)
            continue
        after_title = title is not None and at > title
        if (
            not line.kind
            or line.strength == 1
            or (line.strength == 2 and after_title and line.prose and line.kind in ("video", "promo", "author_bio", "caption"))
        ):
            if line.kind == "caption":
                continue
            if title is not None and line.norm and line.norm == lines[title].norm:
                _set(line, "headline", "the headline again")
            elif at + 1 < len(lines) and not lines[at + 1].kind and credits.is_source(lines[at + 1].text) and line.words >= 4:
                _set(line, "caption", "above a name alone")
            elif at and lines[at - 1].why == "above a name alone":
                _set(line, "credit_line", "credit alone")
            elif after_title and _byline_here(lines, at, first):
                _set(line, "byline", "name beside the headline's byline or time")
            elif title is None and plain and _byline_here(lines, at, first):
                _set(line, "byline", "name above the story")
            elif after_title and line.words >= 6 and line.length >= 30 and at - (title or 0) <= 8 and line.length <= 420:
                _set(line, "summary", "sentence between headline and story")
            elif after_title and plain and line.words >= 2:
                _set(line, "heading", "below the headline of a plain page")
            elif plain and (line.words >= 3 or line.sentence):
                _set(line, "heading" if not line.sentence else "summary", "above the story of a plain page")
            elif line.words >= TITLE_WORDS and (line.sentence or line.length >= 40):
                _set(line, "teaser", "title above the story")
            elif line.kind != "navigation":
                _set(line, "navigation", "short line above the story")


def _credit(lines: list[Line], at: int) -> None:
    """A picture's credit on a line of its own belongs to the caption above; without one it is a caption if it names person and agency."""
    line = lines[at]
    near = any(lines[i].kind == "caption" for i in range(max(at - 2, 0), at))
    alone = not near and at > 0 and lines[at - 1].prose and all(credits.parse(line.text)) and line.words <= 10
    _set(line, "caption" if alone else "credit_line", line.why)


def _byline_here(lines: list[Line], at: int, first: int) -> bool:
    line = lines[at]
    near = [lines[i] for i in range(max(at - 2, 0), min(at + 4, first)) if i != at]
    companion = any(n.kind in ("byline", "timestamp") for n in near)
    if bylines.is_agency(line.text):
        return True
    if bylines.is_role(line.text) and any(n.kind == "byline" for n in near[:2]):
        return True
    if at and lines[at - 1].norm == "by" and line.words >= 2:
        return True
    return (companion and bylines.is_name(line.text)) or bylines.is_aged_name(line.text)


def _inside(lines: list[Line], first: int, last: int, counts: Counter[str], plain: bool, live: bool, roundup: bool) -> None:
    """Label the lines of the body."""
    caps_links = any(n.upper and n.length >= 50 and not n.kind for n in lines[first : last + 1]) and not _mostly_upper(
        lines[first : last + 1]
    )
    listing = False
    linked = 0
    at = first
    while at <= last:
        line = lines[at]
        linked = max(linked - 1, 0)
        if line.kind == "credit":
            _credit(lines, at)
            at += 1
            continue
        if line.kind == "dateline":
            _set(line, "paragraph", line.why)
        elif (
            line.kind == "caption"
            and at == last
            and line.strength == 3
            and line.why == "credit at the end"
            and line.prose
            and line.length > 200
        ):
            _set(line, "paragraph", "the last paragraph, signed by an agency")
        elif line.kind and (line.strength == 3 or (line.strength == 2 and not _overruled(lines, at, first, last))):
            if line.kind == "teaser" and line.why.startswith(_LIST_HEADS):
                linked = 5
            elif line.kind == "timestamp":
                linked = 0
            listing = False
        elif _is_paragraph(line, linked, caps_links):
            _set(line, "paragraph", "sentences within the story")
            linked = 0
            listing = line.colon
        elif line.colon and line.words >= 2:
            _set(line, "paragraph", "announces what follows")
            listing = True
        elif listing and (line.words >= 2 or _BULLET.match(line.text)) and not linked:
            _set(line, "paragraph", "item of a list")
        elif line.words == 0 and line.length <= 3:
            _set(line, "other", "a sign or a number")
        else:
            run = _run(lines, at, last)
            _short(lines, at, run, first, last, counts, plain, linked > 0, caps_links, live or roundup)
            at = run
            listing = False
        at += 1


def _is_paragraph(line: Line, linked: int, caps_links: bool) -> bool:
    if line.text.endswith("?") and line.words <= 12 and (line.capital_share >= 0.7 or (line.upper and caps_links)):
        return False
    if line.prose:
        return True
    return line.sentence and not (linked and line.words < 12 and line.text[:1] not in "\"“'‘")


def _mostly_upper(lines: list[Line]) -> bool:
    prose = [n for n in lines if n.prose]
    return bool(prose) and sum(n.upper for n in prose) * 2 > len(prose)


def _overruled(lines: list[Line], at: int, first: int, last: int) -> bool:
    """Whether a cue of middling strength yields to the place: a sentence amid the paragraphs of the story."""
    line = lines[at]
    if not line.prose or line.kind in ("caption", "comments"):
        return False
    if line.kind == "video":
        before = lines[at - 1] if at > first else None
        return before is not None and before.prose
    return sum(1 for n in lines[at + 1 : last + 1] if n.prose and not n.kind) >= 2


def _run(lines: list[Line], at: int, last: int) -> int:
    """The last of the unlabelled short lines that begin at ``at``."""
    end = at
    while end < last:
        line = lines[end + 1]
        if line.sentence or line.prose or line.colon or (line.kind and line.strength >= 2):
            break
        end += 1
    return end


def _short(
    lines: list[Line],
    at: int,
    end: int,
    first: int,
    last: int,
    counts: Counter[str],
    plain: bool,
    linked: bool,
    caps_links: bool,
    entries: bool,
) -> None:
    """Label a run of short lines between paragraphs: sub-headings, titles of other stories, list items, loose ends."""
    size = end - at + 1
    for here in range(at, end + 1):
        line = lines[here]
        points = heading_score(lines, here, last, counts, caps_links)
        if plain:
            kind = "heading" if points > 0.5 and size <= 2 else "paragraph"
            _set(line, kind, "short line of a plain page")
        elif entries and here == end and at > first and lines[at - 1].kind == "timestamp" and line.words >= 2:
            _set(line, "heading", "title of an entry")
        elif linked and line.words >= 2 and not (here == end and points >= 1.8 and line.words <= 8):
            _set(line, "teaser", "below a heading of other stories")
        elif here < end and _credit_below(line, lines[here + 1]):
            _set(line, "caption", "above a name alone")
        elif credits.is_source(line.text) or (here > at and lines[here - 1].why == "above a name alone"):
            _set(line, "credit_line", "credit alone")
        elif size >= 2 and bylines.is_name(line.text):
            _set(line, "teaser", "author of another story")
        elif (
            size == 2
            and all(heading_score(lines, i, last, counts, caps_links) > 0.3 and lines[i].words <= 8 for i in (at, end))
            and lines[at].norm != lines[end].norm
        ):
            _set(line, "heading", "one of two short lines above a paragraph")
        elif line.words >= 22 and line.function_share >= 0.2 and not line.upper:
            _set(line, "paragraph", "long line within the story")
        elif line.text.endswith(")") and "(" not in line.text and line.words <= 8:
            _set(line, "credit_line", "end of a credit")
        elif entries and here == end and points > (0.0 if at > first and lines[at - 1].kind != "paragraph" else 1.6):
            _set(line, "heading", "title of an entry")
        elif (
            size == 1
            and line.terminal
            and line.text.endswith((".", ".”", '."'))
            and line.text[0] not in "\"'“‘"
            and line.words >= 2
            and not line.upper
            and at > first
            and lines[at - 1].prose
        ):
            _set(line, "caption", "a fragment with a full stop between paragraphs")
        elif size == 1:
            if points > 0.7:
                _set(line, "heading", f"heading score {points:.1f}")
            elif line.words >= TITLE_WORDS:
                _set(line, "teaser", f"heading score {points:.1f}")
            else:
                _set(line, "other", f"heading score {points:.1f}")
        elif here == end and points >= 1.2 and line.words <= 9 and size <= 3 and line.words < lines[here - 1].words:
            _set(line, "heading", f"last of a run, heading score {points:.1f}")
        elif line.words >= TITLE_WORDS:
            _set(line, "teaser", "one of several titles")
        elif line.kind != "navigation":
            _set(line, "other" if size < 4 else "navigation", "one of several short lines")


def _credit_below(line: Line, below: Line) -> bool:
    """Whether ``line`` is a caption whose credit, an agency or a name alone, is the line ``below``."""
    if line.words < 3 or line.length > 300 or below.gap > 2:
        return False
    return (
        credits.is_source(below.text)
        or (below.words <= 4 and credits.is_outlet(below.text))
        or (below.upper and below.words <= 2 and below.length <= 12 and line.words >= 4)
        or (line.terminal and bylines.is_name(below.text) and below.words <= 5)
    )


def heading_score(lines: list[Line], at: int, last: int, counts: Counter[str], caps_links: bool) -> float:
    """How much a short line between paragraphs looks like a sub-heading rather than the title of another story."""
    line = lines[at]
    total = 1.0
    if line.words > 16:
        total -= 1.5
    elif line.words > 10:
        total -= 0.6
    if line.length > 68 and line.text[:1] not in "\"'“‘":
        total -= 0.8
    if story.GLUED.search(line.text):
        total -= 1.5
    if line.words <= 6:
        total += 0.3
    if line.upper and (line.length >= 50 or (caps_links and line.length >= 30)):
        total -= 1.8
    if line.norm and counts[line.norm] >= 2:
        total -= 1.5
    following = [n for n in lines[at + 1 : min(at + 8, last + 1)] if n.kind not in story.TRANSPARENT]
    if following and (following[0].prose or following[0].sentence):
        total += 0.4
    elif following and not following[0].colon:
        total -= 0.8
    elif not following:
        total -= 1.5
    words = story.content_words(line.text)
    near: set[str] = set()
    for paragraph in [n for n in following if n.prose][:3]:
        near |= story.content_words(paragraph.text)
    shared = len(words & near)
    if words:
        total += 0.5 if shared else (-0.5 if len(words) >= 4 else 0.0)
        if shared >= 2:
            total += 0.2
    if not line.words or not any(c.isalpha() for c in line.text):
        total -= 2.0
    if line.terminal and line.text.endswith("."):
        total -= 0.3
    return total


def _outside(lines: list[Line], start: int, end: int, default: str) -> None:
    """Label the lines below the body (or of a page without one)."""
    context = ""
    for at in range(start, end):
        line = lines[at]
        if line.kind == "credit":
            _credit(lines, at)
            continue
        if line.kind == "dateline":
            _set(line, "teaser", "dateline of another story")
            continue
        if line.kind and line.strength >= 2:
            if line.kind == "teaser" or (
                line.kind in ("comments", "author_bio") and line.barrier and line.why.startswith(("line:", "comment"))
            ):
                context = line.kind
            if line.kind in ("timestamp", "byline") and context == "teaser":
                _set(line, "teaser", "time or author of another story")
            continue
        if bylines.is_name(line.text) and at + 1 < end and lines[at + 1].kind == "author_bio":
            _set(line, "author_bio", "name above the author's biography")
        elif context == "author_bio" and (bylines.is_name(line.text) or bylines.is_role(line.text)):
            _set(line, "author_bio", "below a heading for the author")
        elif context == "comments" and (line.words >= 2):
            _set(line, "comments", "below the comments' heading")
        elif context == "author_bio" and line.prose:
            _set(line, "author_bio", "below the author's name")
            context = ""
        elif line.words >= TITLE_WORDS or (context == "teaser" and line.words >= 3 and not line.kind):
            _set(line, "teaser", "title or text of another story")
            context = context or "teaser"
        elif line.kind != "navigation":
            _set(line, default, "short line outside the story")


def _pageless(lines: list[Line]) -> str:
    if any(n.kind in ("video", "audio") or media.is_clock(n.text) for n in lines):
        return "video"
    if sum(1 for n in lines if n.kind == "caption") >= 4:
        return "gallery"
    return "listing" if sum(1 for n in lines if n.kind == "teaser") >= 5 else "other"


def _page_type(lines: list[Line], first: int, last: int, live: bool, roundup: bool) -> str:
    body = [n for n in lines[first : last + 1] if n.kind == "paragraph"]
    size = sum(n.length for n in body)
    captions = [n for n in lines if n.kind == "caption"]
    titles = sum(1 for n in lines if n.kind == "teaser")
    watched = sum(
        1 for n in lines if media.is_clock(n.text) or n.norm in ("now playing", "up next", "autoplay") or n.kind in ("video", "audio")
    )
    prose = sum(1 for n in body if n.prose)
    if live and prose >= 2:
        return "live"
    if roundup:
        return "roundup"
    if len(captions) >= 4 and sum(n.length for n in captions) > 2 * size and prose <= 3:
        return "gallery"
    if prose <= 1 and size < 350 and watched >= 3:
        return "video"
    if prose <= 2 and size < 300 and titles >= 8:
        return "listing"
    if not body:
        return "other"
    return "brief" if size < 700 and prose <= 3 else "story"
