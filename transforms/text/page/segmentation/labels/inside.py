"""The lines of the body: paragraphs, and what stands between them."""

import re

from transforms.text.page.segmentation import bylines, credits
from transforms.text.page.segmentation.labels import headings
from transforms.text.page.segmentation.labels.story import TITLE_WORDS, Story, settle_credit
from transforms.text.page.segmentation.lines import Line

_LIST_HEADS = ("line:", "more_", "read_more_about")
"""Cues that stand above other stories; others are the title of one themselves."""
_LINKED = 5
"""Lines below such a cue that may be titles of other stories."""
_BULLET = re.compile(r"^(?:[•●▪◦‣·*–—-]|\d{1,2}[.)])\s+\S")
_QUOTES = "\"'“‘"


def settle(lines: list[Line], story: Story) -> None:
    """Settle the lines of the body."""
    capitals = headings.links_in_capitals(lines[story.first : story.last + 1])
    listing = False  # a line that ends with a colon announced a list
    linked = 0  # lines that may still be titles below a heading of other stories
    at = story.first
    while at <= story.last:
        line = lines[at]
        linked = max(linked - 1, 0)
        if line.kind == "credit":
            settle_credit(lines, at)
        elif line.kind == "dateline":
            line.settle("paragraph", line.why)
        elif at == story.last and _is_signed_paragraph(line):
            line.settle("paragraph", "the last paragraph, signed by an agency")
        elif line.kind and (line.strength == 3 or (line.strength == 2 and not _is_overruled(lines, at, story))):
            linked = _linked_after(line, linked)
            listing = False
        elif _is_paragraph(line, linked, capitals):
            line.settle("paragraph", "sentences within the story")
            linked = 0
            listing = line.colon
        elif line.colon and line.words >= 2:
            line.settle("paragraph", "announces what follows")
            listing = True
        elif listing and not linked and (line.words >= 2 or _BULLET.match(line.text)):
            line.settle("paragraph", "item of a list")
        elif line.words == 0 and line.length <= 3:
            line.settle("other", "a sign or a number")
        else:
            end = _run(lines, at, story.last)
            _settle_run(lines, at, end, story, linked > 0, capitals)
            at = end
            listing = False
        at += 1


def _is_signed_paragraph(line: Line) -> bool:
    """Return whether what looks like a caption by the credit at its end is a paragraph with the agency's signature."""
    credited = line.kind == "caption" and line.strength == 3 and line.why == "credit at the end"
    return credited and line.prose and line.length > 200


def _linked_after(line: Line, linked: int) -> int:
    """Return how many lines below ``line`` may be titles of other stories."""
    if line.kind == "teaser" and line.why.startswith(_LIST_HEADS):
        return _LINKED
    return 0 if line.kind == "timestamp" else linked


def _is_paragraph(line: Line, linked: int, capitals: bool) -> bool:
    if line.text.endswith("?") and line.words <= 12 and (line.capital_share >= 0.7 or (line.upper and capitals)):
        return False
    return line.prose or (line.sentence and not (linked and line.words < 12 and line.text[:1] not in _QUOTES))


def _is_overruled(lines: list[Line], at: int, story: Story) -> bool:
    """Return whether a cue of middling strength yields to the place: a sentence amid the paragraphs of the story."""
    line = lines[at]
    if not line.prose or line.kind in ("caption", "comments"):
        return False
    if line.kind == "video":
        return at > story.first and lines[at - 1].prose
    return sum(1 for n in lines[at + 1 : story.last + 1] if n.prose and not n.kind) >= 2


def _run(lines: list[Line], at: int, last: int) -> int:
    """Return the index of the last of the unlabelled short lines that begin at ``at``."""
    end = at
    while end < last:
        line = lines[end + 1]
        if line.sentence or line.prose or line.colon or (line.kind and line.strength >= 2):
            break
        end += 1
    return end


def _settle_run(lines: list[Line], at: int, end: int, story: Story, linked: bool, capitals: bool) -> None:
    """Settle a run of short lines between paragraphs: sub-headings, titles of other stories, list items, loose ends.

    ``linked``: a heading of other stories stands above; ``capitals``: the page writes links to other stories in capitals.
    """
    for here in range(at, end + 1):
        line = lines[here]
        points = headings.score(lines, here, story, capitals)
        decided = (
            _by_page(lines, at, here, end, story, linked, points)
            or _of_picture_or_author(lines, at, here, end)
            or _of_pair(lines, at, end, story, capitals)
            or _by_form(lines, at, here, end, story, points)
            or (_alone(line, points) if at == end else _among_others(lines, at, here, end, points))
        )
        if decided is not None:
            line.settle(*decided)


_Decided = tuple[str, str] | None


def _by_page(lines: list[Line], at: int, here: int, end: int, story: Story, linked: bool, points: float) -> _Decided:
    """Return kind and reason that a plain page, a live blog or a heading of other stories above gives."""
    line = lines[here]
    if story.plain:
        return "heading" if points > 0.5 and end - at <= 1 else "paragraph", "short line of a plain page"
    if (story.live or story.roundup) and here == end and at > story.first and lines[at - 1].kind == "timestamp" and line.words >= 2:
        return "heading", "title of an entry"
    if linked and line.words >= 2 and not (here == end and points >= 1.8 and line.words <= 8):
        return "teaser", "below a heading of other stories"
    return None


def _of_picture_or_author(lines: list[Line], at: int, here: int, end: int) -> _Decided:
    """Return kind and reason of a caption with its credit below it, of that credit, and of an author's name among titles."""
    line = lines[here]
    if here < end and _is_credit_below(line, lines[here + 1]):
        return "caption", "above a name alone"
    if credits.is_source(line.text) or (here > at and lines[here - 1].why == "above a name alone"):
        return "credit", "credit alone"
    if end > at and bylines.is_name(line.text):
        return "teaser", "author of another story"
    return None


def _of_pair(lines: list[Line], at: int, end: int, story: Story, capitals: bool) -> _Decided:
    """Return kind and reason of two short lines that are both a sub-heading."""
    if end != at + 1 or lines[at].norm == lines[end].norm:
        return None
    both = all(headings.score(lines, here, story, capitals) > 0.3 and lines[here].words <= 8 for here in (at, end))
    return ("heading", "one of two short lines above a paragraph") if both else None


def _by_form(lines: list[Line], at: int, here: int, end: int, story: Story, points: float) -> _Decided:
    """Return kind and reason of a line that its form gives away."""
    line = lines[here]
    if line.words >= 22 and line.function_share >= 0.2 and not line.upper:
        return "paragraph", "long line within the story"
    if line.text.endswith(")") and "(" not in line.text and line.words <= 8:
        return "credit_line", "end of a credit"
    if (story.live or story.roundup) and here == end:
        below_paragraph = at == story.first or lines[at - 1].kind == "paragraph"
        if points > (1.6 if below_paragraph else 0.0):
            return "heading", "title of an entry"
    if at == end and at > story.first and lines[at - 1].prose and _is_fragment(line):
        return "caption", "a fragment with a full stop between paragraphs"
    return None


def _is_fragment(line: Line) -> bool:
    ended = line.terminal and line.text.endswith((".", ".”", '."'))
    return ended and line.text[0] not in _QUOTES and line.words >= 2 and not line.upper


def _alone(line: Line, points: float) -> tuple[str, str]:
    """Return kind and reason of the only short line between two paragraphs."""
    kind = "heading" if points > 0.7 else "teaser" if line.words >= TITLE_WORDS else "other"
    return kind, f"heading score {points:.1f}"


def _among_others(lines: list[Line], at: int, here: int, end: int, points: float) -> _Decided:
    """Return kind and reason of one of several short lines; None where its cue stays."""
    line = lines[here]
    size = end - at + 1
    if here == end and points >= 1.2 and line.words <= 9 and size <= 3 and line.words < lines[here - 1].words:
        return "heading", f"last of a run, heading score {points:.1f}"
    if line.words >= TITLE_WORDS:
        return "teaser", "one of several titles"
    if line.kind == "navigation":
        return None
    return "other" if size < 4 else "navigation", "one of several short lines"


def _is_credit_below(line: Line, below: Line) -> bool:
    """Return whether ``line`` is a caption whose credit, an agency or a name alone, is the line ``below``."""
    if line.words < 3 or line.length > 300 or below.gap > 2:
        return False
    return (
        credits.is_source(below.text)
        or (below.words <= 4 and credits.is_outlet(below.text))
        or (below.upper and below.words <= 2 and below.length <= 12 and line.words >= 4)
        or (line.terminal and bylines.is_name(below.text) and below.words <= 5)
    )
