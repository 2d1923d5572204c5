"""Times between texts: those with which the entries of a live blog begin, and the ages of other stories."""

import itertools
import re

from transforms.text.page.segmentation import timestamps
from transforms.text.page.segmentation.lines import Line

_ENTRY = re.compile(
    r"^(?:\d{1,2}[hmd] ago\b.{0,70}|\d{1,2} (?:mins?|minutes?|hrs?|hours?|days?) ago ?\d{1,2}[:.]\d\d.{0,40}"
    r"|\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,5})?(?:KEY EVENT|[A-Z][a-z].{3,40})?"
    r"|\d{1,2}[:.]\d\d ?[ap]\.?m\.? [A-Z]{2,4}\b.{0,40}|.{2,40}\b\d{1,2} (?:min(?:ute)?s?|hours?) ago)$"
)
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d\b")
_LONGEST = 80
_FEWEST = 4  # entries of a live blog
_HEAD = 600  # lines in which a live blog calls itself live


def looks_live(lines: list[Line]) -> bool:
    """Return whether the page is a live blog: four or more entries, each a time of its own followed by text."""
    entries = sum(1 for a, b in itertools.pairwise(lines) if a.length <= _LONGEST and _is_entry(a) and b.words >= 3 and b.strength < 3)
    return entries >= _FEWEST and any("live" in line.low for line in lines[:_HEAD] if line.length < 200)


def _is_entry(line: Line) -> bool:
    return _ENTRY.match(line.text) is not None or (line.kind == "timestamp" and _CLOCK.search(line.text) is not None)


def mark_times(lines: list[Line]) -> None:
    """Mark the times with which the entries of a live blog begin ("19:55Ana Lind", "3h ago 19.02 CEST")."""
    for line in lines:
        sure = line.kind and line.strength == 3
        if line.length <= _LONGEST and not sure and _ENTRY.match(line.text) and any(c.isdigit() for c in line.text[:8]):
            line.mark("timestamp", 3, "time of an entry")


def mark_other_stories(lines: list[Line]) -> None:
    """Mark what stands above the age of another story ("2m ago"): its title or its first lines."""
    for line, below in itertools.pairwise(lines):
        if not line.kind and line.words >= 3 and below.length <= 16 and timestamps.is_relative(below.text):
            line.mark("teaser", 2, "above the age of a story")
