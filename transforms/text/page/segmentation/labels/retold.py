"""What a page says twice: a line whose sentence stands in another one is a highlight, a pull quote or a standfirst, or a copy of the story."""

import re
from collections.abc import Iterable, Iterator, Sequence

from transforms.text.page.segmentation.labels.groups import NONE, Group, grouped
from transforms.text.page.segmentation.lines import Line

_START = re.compile(r"(?:[.!?:…][\"'”’)]*\s+)|[“\"]\s*|^\W+")
"""Where something may begin that is printed again."""
_KEY = 34
"""Characters by which a sentence is known again, and that it must have."""
_LONGEST = 400
"""Characters of the longest line of which it is asked whether it is said elsewhere."""


def features(lines: Sequence[Line], forms: Sequence[str]) -> Iterator[tuple[Group]]:
    """Yield whether the beginning of each line stands in another one, longer or not, above or below it."""
    places: dict[str, list[int]] = {}
    begins = []
    for at, line in enumerate(lines):
        keys = list(_keys(line.low)) if line.words >= 5 else []
        begins.append(keys[0] if keys and line.length <= _LONGEST else "")
        for key in keys:
            places.setdefault(key, []).append(at)
    for at, (key, form) in enumerate(zip(begins, forms, strict=True)):
        others = [other for other in places[key] if other != at] if key else []
        if not others:
            yield (NONE,)
            continue
        where = "above" if others[0] < at else "below"
        longer = "longer" if any(lines[other].length > lines[at].length + 9 for other in others) else "alike"
        yield (_retold(form, where, longer, min(len(others), 2)),)


@grouped(1 << 10)
def _retold(form: str, where: str, longer: str, times: int) -> Iterable[str]:
    return (f"{form} retold {where}", f"{form} retold {where}&{longer}", f"{form} retold&{longer}&{times}")


def _keys(low: str) -> Iterator[str]:
    """Yield the beginnings of the sentences and quotations in a line that are long enough to be known again.

    >>> list(_keys('"no ferry on this river earns money," she said. that is all.'))
    ['no ferry on this river earns money']
    """
    at = 0
    for found in _START.finditer(low):
        if found.start() - at >= _KEY:
            yield low[at : at + _KEY]
        at = found.end()
    if len(low) - at >= _KEY:
        yield low[at : at + _KEY]
