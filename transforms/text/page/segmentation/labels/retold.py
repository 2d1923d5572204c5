"""What a page says twice: a line whose sentence stands in another one is a highlight, a pull quote or a standfirst, or a copy of the story."""

import re
from collections.abc import Iterable, Sequence

from transforms.text.page.segmentation.labels.groups import NONE, Column, grouped
from transforms.text.page.segmentation.lines import Line

_START = re.compile(r"[.!?:…“\"](?:(?<=[“\"])\s*|(?<=[.!?:…])[\"'”’)]*\s+)")
"""Where something may begin that is printed again; one set of signs first, since that is found fast."""
_OPENING = re.compile(rf"{_START.pattern}|\W+")
"""With what a line may begin before it."""
_KEY = 34
"""Characters by which a sentence is known again, and that it must have."""
_LONGEST = 400
"""Characters of the longest line of which it is asked whether it is said elsewhere."""


def features(lines: Sequence[Line], forms: Sequence[str]) -> Column:
    """Return whether the beginning of each line stands in another one, longer or not, above or below it."""
    places: dict[str, list[int]] = {}
    begins = []
    for at, line in enumerate(lines):
        keys = _keys(line.low) if line.words >= 5 and len(line.low) >= _KEY else []
        begins.append(keys[0] if keys and line.length <= _LONGEST else "")
        for key in keys:
            places.setdefault(key, []).append(at)
    found = [NONE] * len(lines)
    for at, key in enumerate(begins):
        others = [other for other in places[key] if other != at] if key and len(places[key]) > 1 else []
        if others:
            where = "above" if others[0] < at else "below"
            longer = "longer" if any(lines[other].length > lines[at].length + 9 for other in others) else "alike"
            found[at] = _retold(forms[at], where, longer, min(len(others), 2))
    return found


@grouped(1 << 10)
def _retold(form: str, where: str, longer: str, times: int) -> Iterable[str]:
    return (f"{form} retold {where}", f"{form} retold {where}&{longer}", f"{form} retold&{longer}&{times}")


def _keys(low: str) -> list[str]:
    """Return the beginnings of the sentences and quotations in a line that are long enough to be known again.

    >>> _keys('"no ferry on this river earns money," she said. that is all.')
    ['no ferry on this river earns money']
    """
    keys = []
    opening = _OPENING.match(low)
    at = opening.end() if opening is not None else 0
    for found in _START.finditer(low, at):
        start, end = found.span()
        if start - at >= _KEY:
            keys.append(low[at : at + _KEY])
        at = end
    if len(low) - at >= _KEY:
        keys.append(low[at : at + _KEY])
    return keys
