"""Leads that begin with a byline: "By Ana Lind – LOWTON (Reuters) – The pier …"."""

import re
from typing import NamedTuple

from transforms.text.page.segmentation import bylines, datelines

LONGEST = 140
"""Characters of the longest byline in a lead."""

_OPENS = re.compile(r"\W{0,3}by:?\s+(?=[A-ZÀ-Þ])", re.IGNORECASE)
_BREAK = re.compile(r"(?P<mark>\s+[-–—|]\s+|[–—|])|\s+(?=[A-ZÀ-Þ]{3}|\()")


class Signed(NamedTuple):
    """Who signs at the beginning of a lead, and the offset at which its dateline begins."""

    names: list[str]
    end: int


def signed(text: str) -> Signed | None:
    """Return the byline with which the lead ``text`` begins; None where it begins with none, or where no dateline or agency follows.

    >>> signed("By Ana Lind and Bo Berg LOWTON (Reuters) – The pier was closed."), signed("By Ana Lind's count, it was closed.")
    (Signed(names=['Ana Lind', 'Bo Berg'], end=24), None)
    """
    begun = _OPENS.match(text)
    if begun is None:
        return None
    for found in _BREAK.finditer(text, begun.end(), LONGEST):
        rest = text[found.end() : found.end() + LONGEST]
        if datelines.find(rest) is not None or datelines.agency_alone(rest) is not None:
            who = bylines.read(text[: found.start()])
            return Signed(who.names, found.end()) if who.people and who.explained else None
    return None
