"""Times between texts: those with which the entries of a live blog begin, and the ages of other stories."""

import itertools
import re

from transforms.text.page.segmentation import datelines, timestamps
from transforms.text.page.segmentation.lines import Line

_ENTRY = re.compile(
    r"^(?:\d{1,2}[hmd] ago\b.{0,70}|\d{1,2} (?:mins?|minutes?|hrs?|hours?|days?) ago ?\d{1,2}[:.]\d\d.{0,40}"
    r"|\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,5})?(?:KEY EVENT|[A-Z][a-z].{3,40})?"
    r"|\d{1,2}[:.]\d\d ?[ap]\.?m\.? [A-Z]{2,4}\b.{0,40}|.{2,40}\b\d{1,2} (?:min(?:ute)?s?|hours?) ago)$"
)
_LIVE = re.compile(
    r"^(?:live|Live|LIVE)[ -]?(?:updates?|blog|coverage|reporting|ticker)\b|\b(?:live|LIVE) ?(?:updates?|blog|coverage|ticker)\b|\bliveblog"
    r"|\b(?:Live|LIVE)\s?:\s|\bLIVE\b(?=\s+[a-z])(?!\s(?:podcast|stream|music|show|tv|at|on|in|from)\b)|as it happened\b"
    r"|\S\s[-–—|:]\sL(?:ive|IVE)$|\slive$"
)
"""What says that a page is a live blog; "Watch Live" and "Live TV" stand in menus."""
_LABEL = 2  # lines above the headline that may say that a page is live
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d\b")
_LONGEST = 80
_PUBLISHED = re.compile(r"published at \d{1,2}[:.]\d\d\b")
"""When an entry was published, behind its title."""
ENTRY = "title of a published entry"
"""What is said of the title of such an entry."""
_SIGNED = 3
"""Entries of a live blog that say so."""
QUESTION = "question of several"
"""What is said of the questions that parts of a story answer."""
_QUESTIONS = 3
"""Questions from which on they head the parts of a story."""
_QUESTION = 18
"""Words of the longest of them."""
_QUOTES = frozenset("\"“”'‘’")
_DATED, _TITLED, _APART = 3, 5, 6
"""Other stories from which on their days make a list of them, words of the shortest of their titles, lines from one day to the next."""
_DAY = 40
"""Characters of the longest line that is the day of another story."""
_FEWEST = 4  # entries of a live blog
_HEAD = 600  # lines in which a live blog calls itself live


def mark(lines: list[Line]) -> str:
    """Mark the times between texts; return ``live`` for a live blog, ``roundup`` for a page of several short stories, else nothing."""
    if looks_live(lines):
        mark_times(lines)
        return "live"
    mark_other_stories(lines)
    mark_dated_stories(lines)
    mark_questions(lines)
    if looks_roundup(lines):
        mark_titles(lines)
        return "roundup"
    return ""


def mark_questions(lines: list[Line]) -> None:
    """Mark the questions that parts of a story answer: three or more, each alone between texts, none of them cited."""
    found = [
        here
        for above, here, below in zip([None, *lines], lines, lines[1:], strict=False)
        if here.text.endswith("?") and not here.kind and here.sentences <= 1 and 3 <= here.words <= _QUESTION
        and (above is None or (above.prose and not above.kind and not above.text.endswith("?")))
        and below.prose and not below.kind and not below.text.endswith("?") and _QUOTES.isdisjoint(here.text)
    ]  # fmt: skip
    if len(found) >= _QUESTIONS:
        for line in found:
            line.mark("heading", 3, QUESTION)


def looks_roundup(lines: list[Line]) -> bool:
    """Return whether the page holds three or more stories of equal weight, each beginning with a dateline of its own below a title."""
    opened = [at for at, line in enumerate(lines) if line.prose and not line.kind and datelines.find(line.text)]
    titled = sum(1 for at in opened if at and not lines[at - 1].prose and lines[at - 1].words >= 3)
    if len(opened) < 3 or titled < 3:
        return False
    longest = max(b - a for a, b in zip(opened, [*opened[1:], opened[-1] + 4], strict=True))
    return longest <= 6


def mark_titles(lines: list[Line]) -> None:
    """Mark the titles of the stories of a page that holds several."""
    for line, below in itertools.pairwise(lines):
        if not line.kind and _is_title(line) and below.prose and not below.kind and datelines.find(below.text):
            line.mark("heading", 3, "title above a dateline")


def looks_live(lines: list[Line]) -> bool:
    """Return whether the page is a live blog: four or more entries, each a time of its own followed by text, or three that say when they were
    published.
    """
    if sum(1 for line in lines if line.length <= _LONGEST and _PUBLISHED.match(line.text)) >= _SIGNED:
        return True
    entries = sum(1 for a, b in itertools.pairwise(lines) if a.length <= _LONGEST and _is_entry(a) and b.words >= 3 and b.strength < 3)
    return entries >= _FEWEST and any("live" in line.low and says_live(line.text) for line in lines[:_HEAD] if line.length < 200)


def says_live(text: str) -> bool:
    """Return whether a title or a label says that its page is written while things happen.

    >>> says_live("Storm over Lowton LIVE: ferries stop"), says_live("Live updates"), says_live("Lowton strike – as it happened")
    (True, True, True)
    >>> says_live("Where ferries live on"), says_live("How to watch the race live stream"), says_live("Live")
    (False, False, False)
    """
    return _LIVE.search(text) is not None


def called_live(lines: list[Line], title: int) -> bool:
    """Return whether the headline at ``title`` or a label right above it says that the page is written while things happen."""
    return any(says_live(line.text) for line in lines[max(title - _LABEL, 0) : title + 1] if line.length < 200)


def _is_entry(line: Line) -> bool:
    return _ENTRY.match(line.text) is not None or (line.kind == "timestamp" and _CLOCK.search(line.text) is not None)


def mark_times(lines: list[Line]) -> None:
    """Mark the times with which the entries of a live blog begin ("19:55Ana Lind", "3h ago 19.02 CEST") and the titles below them."""
    for at, line in enumerate(lines):
        sure = line.kind not in ("", "timestamp") and line.strength == 3
        if line.length <= _LONGEST and not sure and any(c.isdigit() for c in line.text[:8]) and _ENTRY.match(line.text):
            line.mark("timestamp", 3, "time of an entry")
        elif line.length <= _LONGEST and _PUBLISHED.match(line.text):
            line.mark("timestamp", 3, "time of an entry")
            if at and lines[at - 1].kind != "timestamp" and 2 <= lines[at - 1].words <= _QUESTION + 2:
                lines[at - 1].mark("heading", 3, ENTRY)
        elif line.kind == "timestamp" and line.strength == 3:
            line.why = "time of an entry"
        elif at and not line.kind and lines[at - 1].kind == "timestamp" and _is_title(line):
            line.mark("heading", 3, "title of an entry")


def _is_title(line: Line) -> bool:
    return 2 <= line.words <= 24 and not line.prose and not line.colon and len(timestamps.rest(line.text).split()) >= 2


def mark_other_stories(lines: list[Line]) -> None:
    """Mark what stands above the age of another story ("2m ago"): its title, or its first lines and the title above them."""
    for at, (line, below) in enumerate(itertools.pairwise(lines)):
        if not line.kind and line.words >= 3 and below.length <= 16 and timestamps.is_relative(below.text):
            line.mark("teaser", 3, "above the age of a story")
            below.mark("teaser", 3, "the age of a story")
            above = lines[at - 1] if at else None
            if line.prose and above is not None and not above.kind and not above.prose and above.words >= 3:
                above.mark("teaser", 3, "above the age of a story")


def mark_dated_stories(lines: list[Line]) -> None:
    """Mark a list of other stories: three or more days on lines of their own, each right below a title, with no text between them."""
    run: list[int] = []
    for at in range(1, len(lines) + 1):
        if at < len(lines) and _is_dated_title(lines[at - 1], lines[at]) and (not run or _is_next(lines, run[-1], at)):
            run.append(at)
        elif run and (at == len(lines) or at - run[-1] >= _APART):
            for line in lines[run[0] - 1 : run[-1] + 1] if len(run) >= _DATED else ():
                if line.strength < 3 or line.kind == "timestamp":
                    line.mark("teaser", 3, "in a list of dated stories")
            run = []


def _is_dated_title(title: Line, day: Line) -> bool:
    """Return whether ``day`` is a day alone and ``title`` a title without a cue of its own."""
    is_day = day.kind == "timestamp" and day.length <= _DAY and timestamps.has_date(day.text)
    return is_day and not title.kind and title.words >= _TITLED and not title.terminal and not title.prose


def _is_next(lines: list[Line], last: int, at: int) -> bool:
    return at - last <= _APART and not any(line.sentence or line.prose for line in lines[last + 1 : at])
