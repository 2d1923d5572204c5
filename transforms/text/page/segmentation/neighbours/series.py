"""Captions of a series: sentences side by side that all name the same full day.

A gallery below or amid a story prints one caption after the other, and each says when its picture was taken ("Children spin a wheel in Lowton,
May 27, 2023."). Paragraphs that follow one another do not repeat a day with its year: the first says it, or none does.
"""

import re
from collections.abc import Iterator, Sequence

from transforms.text.page.segmentation.lines import Line, reports_speech

_DAY = re.compile(r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d{1,2}, (?:19|20)\d\d\b")
_SHORTEST, _LONGEST, _SENTENCES = 6, 320, 2
"""Words of the shortest caption of a series, characters and sentences of the longest."""
_HEAD = 25
"""Characters of a line in which no caption names its day: paragraphs begin with theirs ("On May 4, 2024, deputies …")."""
_SERIES = 3
"""Captions of the shortest series; of two each must end with the day."""


def mark(lines: Sequence[Line]) -> None:
    """Mark the captions of a series; credits, and one caption without the day, may stand between two of them."""
    for run in _runs(lines):
        captions = [line for line in lines[run[0] : run[-1] + 1] if line.kind != "credit"]
        pair = len(run) == _SERIES - 1 and all(_day(line)[1] for line in captions)
        if len(run) >= _SERIES or pair:
            for line in captions:
                line.mark("caption", 3, "the day of the captions beside it")


def _runs(lines: Sequence[Line]) -> Iterator[list[int]]:
    """Yield the indexes of lines that name the same day, with nothing between two of them but credits and one line that may be a caption."""
    run: list[int] = []
    last, passed = "", 0
    for at, line in enumerate(lines):
        if line.kind == "credit":
            continue
        day = _day(line)[0] if _may_be(line) else ""
        if day and day == last:
            run.append(at)
        elif day or passed or not _may_be(line):
            if run:
                yield run
            run = [at] if day else []
            last = day
        passed = 0 if day else passed + 1
    if run:
        yield run


def _may_be(line: Line) -> bool:
    """Return whether ``line`` may be a caption by its length and wording."""
    if (line.kind and line.strength == 3 and line.kind != "caption") or line.words < _SHORTEST or line.length > _LONGEST:
        return False
    return line.sentences <= _SENTENCES and not reports_speech(line.text)


def _day(line: Line) -> tuple[str, bool]:
    """Return the day that a line names behind its beginning, and whether it ends with it; nothing without one.

    >>> from transforms.text.page.segmentation.lines import make
    >>> text = "Children spin a wheel in Lowton on Saturday, May 27, 2023."
    >>> _day(make(text, 0, len(text), 1))
    ('May 27, 2023', True)
    """
    found = _DAY.search(line.text, _HEAD)
    return ("", False) if found is None else (found.group(), found.end() >= len(line.text.rstrip(".")))
