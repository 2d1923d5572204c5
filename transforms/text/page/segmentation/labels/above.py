"""The lines above the body: standfirst, names of authors, captions, titles of other stories, menus."""

from transforms.text.page.segmentation import bylines, credits
from transforms.text.page.segmentation.labels.story import TITLE_WORDS, Story, settle_credit
from transforms.text.page.segmentation.lines import Line

_REACH = 8
"""Lines below the headline among which a standfirst is expected."""
_YIELDING = frozenset({"video", "promo", "author_bio"})
"""Kinds of middling cues that yield to running text between headline and story."""


def settle(lines: list[Line], story: Story) -> None:
    """Settle the lines above the body but for the headline."""
    for at, line in enumerate(lines[: story.first]):
        if at == story.title:
            continue
        if line.kind == "credit":
            settle_credit(lines, at)
        elif line.kind == "dateline":
            line.settle("other", line.why)
        elif _is_open(line, at, story):
            decided = _beside_headline(lines, at, story) or _text(line, at, story)
            if decided is not None:
                line.settle(*decided)
            elif line.kind != "navigation":
                line.settle("navigation", "short line above the story")


def _is_open(line: Line, at: int, story: Story) -> bool:
    """Return whether the line's cue, if it has one, leaves open what it is."""
    if not line.kind:
        return True
    if line.kind == "caption":
        return False
    return line.strength == 1 or (line.strength == 2 and _is_below_title(at, story) and line.prose and line.kind in _YIELDING)


def _is_below_title(at: int, story: Story) -> bool:
    return story.title is not None and at > story.title


def _beside_headline(lines: list[Line], at: int, story: Story) -> tuple[str, str] | None:
    """Return kind and reason of a headline printed again, of a picture's caption and source, and of an author's name."""
    line = lines[at]
    if story.title is not None and line.norm and line.norm == lines[story.title].norm:
        return "headline", "the headline again"
    if at + 1 < len(lines) and not lines[at + 1].kind and credits.is_source(lines[at + 1].text) and line.words >= 4:
        return "caption", "above a name alone"
    if at and lines[at - 1].why == "above a name alone":
        return "credit", "credit alone"
    if _is_below_title(at, story) and _is_byline(lines, at, story.first):
        return "byline", "name beside the headline's byline or time"
    if story.title is None and story.plain and _is_byline(lines, at, story.first):
        return "byline", "name above the story"
    return None


def _text(line: Line, at: int, story: Story) -> tuple[str, str] | None:
    """Return kind and reason of a standfirst, of a heading, and of the title of another story."""
    below_title = _is_below_title(at, story)
    near_title = below_title and at - (story.title or 0) <= _REACH
    if near_title and line.words >= 6 and 30 <= line.length <= 420:
        return "summary", "sentence between headline and story"
    if below_title and story.plain and line.words >= 2:
        return "heading", "below the headline of a plain page"
    if story.plain and (line.words >= 3 or line.sentence):
        return "summary" if line.sentence else "heading", "above the story of a plain page"
    if line.words >= TITLE_WORDS and (line.sentence or line.length >= 40):
        return "teaser", "title above the story"
    return None


def _is_byline(lines: list[Line], at: int, first: int) -> bool:
    """Return whether a line above the story, which begins at ``first``, is an author's name, an agency or an author's role."""
    line = lines[at]
    around = [lines[i] for i in range(max(at - 2, 0), min(at + 4, first)) if i != at]
    if bylines.is_agency(line.text) or bylines.is_aged_name(line.text):
        return True
    if bylines.is_role(line.text) and any(near.kind == "byline" for near in around[:2]):
        return True
    if at and lines[at - 1].norm == "by" and line.words >= 2:
        return True
    return any(near.kind in ("byline", "timestamp") for near in around) and bylines.is_name(line.text)
