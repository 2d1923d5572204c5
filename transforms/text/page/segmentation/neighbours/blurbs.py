"""Video and audio blurbs of several lines: which lines belong to one."""

import re

from transforms.text.lexicon.calendar import MONTH_STEM, capitalised
from transforms.text.page.segmentation import media
from transforms.text.page.segmentation.lines import Line

_DATE_TAIL = re.compile(rf"[–—-] (?:{capitalised(MONTH_STEM)})[a-z]*\.? \d{{1,2}}, \d{{4}}$")
_BUTTONS = frozenset({"close", "play", "now playing", "watch"})
_REACH = 6
"""Lines below its label that a blurb may take."""


def mark(lines: list[Line], spaced: bool) -> None:
    """Mark the lines of each blurb as of its kind and number them as one group; ``spaced``: the page parts its blocks by blank lines."""
    group = 0
    for at, line in enumerate(lines):
        if line.group:
            continue
        kind = "video"
        if line.kind in ("video", "audio") and line.strength == 3:
            kind, parts = line.kind, _labelled(lines, at, spaced)
        elif media.is_clock(line.text):
            parts = _timed(lines, at)
        elif line.kind == "timestamp" and line.text.startswith("(") and line.text.endswith(")"):
            parts = _dated(lines, at)
        else:
            parts = _announced(lines, at)
        if parts:
            group += 1
            for part, why in parts:
                part.mark(kind, 3, why)
                part.group = group
        elif not line.kind and line.length <= 320 and media.describes(line.text) and line.words >= 5:
            line.mark("video", 2, "describes a broadcast")


_Parts = list[tuple[Line, str]]


def _labelled(lines: list[Line], at: int, spaced: bool) -> _Parts:
    """Return the lines, each with its reason, of the blurb whose label is at ``at``."""
    line = lines[at]
    parts = [(line, line.why), *((inner, "part of a blurb") for inner in lines[at + 1 : _end(lines, at, spaced) + 1])]
    if at and media.starts_with_duration(line.text) and _is_title(lines[at - 1]):
        parts.append((lines[at - 1], "title above a running time"))
    return parts


def _timed(lines: list[Line], at: int) -> _Parts:
    """Return a bare running time and the description below it, or the title above it."""
    before = lines[at - 1] if at else None
    after = lines[at + 1] if at + 1 < len(lines) else None
    why = "title and running time"
    if after is not None and media.describes(after.text) and after.length < 200:
        return [(lines[at], why), (after, why)]
    if before is not None and _is_title(before):
        return [(before, why), (lines[at], why)]
    return []


def _dated(lines: list[Line], at: int) -> _Parts:
    """Return a date in brackets with the description and the title of the clip that stand above it."""
    title, description = (lines[at - 2], lines[at - 1]) if at >= _CLIP else (lines[at], lines[at])
    if not description.prose or description.kind or description.length > _DESCRIPTION or not _is_title(title):
        return []
    return [(part, "a clip and its date") for part in (title, description, lines[at])]


_CLIP = 2
"""Lines of a clip above its date."""
_DESCRIPTION = 420
"""Characters of the longest description of a clip."""


def _announced(lines: list[Line], at: int) -> _Parts:
    """Return the title and the description below the word "Video" that a player shows."""
    if lines[at].norm != "video" or not 0 < at < len(lines) - 2 or lines[at - 1].norm not in _BUTTONS:
        return []
    title, description = lines[at + 1], lines[at + 2]
    if title.kind or title.terminal or not 3 <= title.words <= 25:
        return []
    described = description.words >= 6 and not description.kind and description.length < 400
    return [(inner, "below the word Video") for inner in ((title, description) if described else (title,))]


def _is_title(line: Line) -> bool:
    return not line.kind and not line.prose and 3 <= line.words <= 25 and not line.colon and not line.group


def _end(lines: list[Line], at: int, spaced: bool) -> int:
    """Return the index of the last line of the blurb whose label is at ``at``."""
    last = at
    opener = lines[at].text
    click = opener.lower().startswith("click to play")
    title = opener.partition(":")[2].strip(" ‘'\"“”’").lower() if click else ""
    timed = media.duration(opener) is not None
    complete = timed and len(opener) > 80
    for here in range(at + 1, min(at + 1 + _REACH, len(lines))):
        line = lines[here]
        if _is_running_time(line) or media.is_age(line.text):
            timed = timed or not media.is_age(line.text)
            last = here
        elif (line.kind and line.strength == 3) or complete:
            break
        elif (click and _is_of_clicked(line, title)) or (
            line.gap == 1 and (spaced or (not line.prose and _time_soon(lines, here, at + _REACH)))
        ):
            last = here
        else:
            below_time = not spaced and line.gap == 1 and timed and not click and last > at and media.duration(lines[last].text) is not None
            return here if below_time and line.length < 420 else last
    return last


def _is_running_time(line: Line) -> bool:
    return media.is_clock(line.text) or (line.length < 50 and media.duration(line.text) is not None)


def _is_of_clicked(line: Line, title: str) -> bool:
    """Return whether ``line`` repeats the title of a player to be clicked, or ends with a video's date."""
    if line.low == title or (bool(title) and line.low.startswith(title[:40]) and line.words < 30):
        return True
    return line.length < 500 and _DATE_TAIL.search(line.text) is not None


def _time_soon(lines: list[Line], here: int, until: int) -> bool:
    return any(_is_running_time(line) for line in lines[here + 1 : min(until, here + 3)])
