"""Correspondents who sign with the town that they write from ("Ana Lind in Bari") right above their story, or behind a dash below it."""

import re

from transforms.text.page.segmentation import bylines
from transforms.text.page.segmentation.lines import Line

_FROM = re.compile(r"(?P<who>[A-ZÀ-Þ][\w’'.-]*(?: [\w’'.-]+){1,6}),? in (?:[A-ZÀ-Þ][\w’'-]*[ -]?){1,3}")
_DASHES, _QUOTES = ("-", "–", "—"), ('"', "“", "‘", "'")
_DASHED = re.compile(r"[-–—]{1,2}\s?(?P<who>[A-ZÀ-Þ][\w’'.-]*(?: [\w’'.-]+){1,3})")
_LONGEST = 80
"""Characters of the longest such line."""
_ABOVE = 40
"""Lines above the first text in which it is looked for."""


def mark(lines: list[Line]) -> None:
    """Mark correspondents as bylines: above their story with a town, below it behind a dash."""
    _mark_above(lines)
    _mark_below(lines)


def _mark_below(lines: list[Line]) -> None:
    """Mark a name behind a dash between text and what is none; below a quotation it is that of who said so."""
    for above, line, below in zip(lines, lines[1:], [*lines[2:], None], strict=False):
        if not line.text.startswith(_DASHES) or line.kind or not above.prose or above.kind or above.text.startswith(_QUOTES):
            continue
        found = _DASHED.fullmatch(line.text)
        if found is not None and bylines.is_name(found["who"]) and (below is None or below.kind or not below.prose):
            line.mark("byline", 3, "signed behind a dash")


def _mark_above(lines: list[Line]) -> None:
    """Mark the line right above the first text as a byline, where it names somebody in a town of whom the page says nothing else: whom a picture
    shows its story tells of.
    """
    first = next((at for at, line in enumerate(lines[: _ABOVE + 1]) if line.prose and not line.kind), 0)
    line = lines[first - 1] if first else None
    found = _FROM.fullmatch(line.text) if line is not None and line.length <= _LONGEST else None
    if line is None or found is None or (line.kind and line.strength == 3):
        return
    signed = bylines.read(found["who"])
    names = {name.rpartition(" ")[2].lower() for name in signed.names}
    told = any(name in other.low for other in lines if other is not line and other.prose for name in names)
    if signed.listed and signed.explained and not told:
        line.mark("byline", 3, "correspondent")
