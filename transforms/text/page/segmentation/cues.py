"""Cues of a line's own wording: what kind of line it seems to be, how surely, and how much it speaks against the story going on after it."""

import re

from transforms.text.lexicon.loading import KEPT
from transforms.text.page.segmentation import bylines, captions, credits, datelines, furniture, media, timestamps
from transforms.text.page.segmentation.furniture import Cue
from transforms.text.page.segmentation.lines import Line

_LIFE = re.compile(r"\bborn \d.*[;,] (?:died|dies) \d")
"""The life dates with which obituaries end."""
_GREETING = re.compile(r"(?:dear (?:the |mr\.? )?(?:editors?|sirs?)(?: or madam)?|to the editors?)\s?[,:;–—-]", re.IGNORECASE)
"""With what readers' letters begin."""
_BEFORE_CREDITS = frozenset({"correction", "credit_line", "comments", "legal", "timestamp"})
"""Kinds of furniture that are believed before a line is asked for a picture's credit."""

_NAMED = 14
"""Words of the longest line of nothing but names and their outlet."""

_KNOWN: dict[str, tuple[str, int, str, int]] = {}
"""What was found for short lines: menus repeat on every page of an outlet. The answers depend on nothing but the line."""
_KNOWN_LENGTH = 80


def mark(line: Line) -> None:
    """Fill ``kind``, ``why``, ``strength`` and ``barrier`` of ``line`` from its own wording; life dates and letters' greetings are paragraphs."""
    if line.length > _KNOWN_LENGTH:
        _mark(line)
        return
    known = _KNOWN.get(line.text)
    if known is None:
        _mark(line)
        if len(_KNOWN) >= KEPT:
            _KNOWN.clear()
        _KNOWN[line.text] = (line.kind, line.strength, line.why, line.barrier)
    else:
        line.kind, line.strength, line.why, line.barrier = known


def _mark(line: Line) -> None:
    cue = _label(line)
    if cue is None and not line.terminal and line.length <= 160 and _LIFE.search(line.text):
        line.mark("paragraph", 3, "life dates")
        return
    if cue is None and _GREETING.fullmatch(line.text):
        line.mark("paragraph", 3, "greeting")
        return
    cue = cue or _beside_headline(line) or _furniture_or_picture(line)
    if cue is not None:
        line.mark(cue.kind, cue.strength, cue.name, cue.barrier)


def _label(line: Line) -> Cue | None:
    """Return the cue of a line without letters, with a media label, or in the lists of furniture as a whole."""
    if not line.words and not any(c.isalnum() for c in line.text[:200]):
        return Cue("other", 3, 0, "no letters")
    medium = media.opening(line.text)
    if medium is not None:
        return Cue(medium, 3, 0, "media label")
    if credits.is_desk(line.text):
        return Cue("credit_line", 3, 2, "sign-off of a desk")
    return furniture.LINES.get(line.norm) if line.norm else None


def _beside_headline(line: Line) -> Cue | None:
    """Return the cue of a dateline, byline or time on a line of its own."""
    text = line.text
    if line.length <= 80 and not line.terminal and text.endswith(datelines.ENDS):
        opened = datelines.find(text)
        if (opened is not None and opened[2] >= len(text)) or datelines.place_alone(text) is not None:
            return Cue("dateline", 3, 0, "dateline alone")
    if timestamps.is_moment(text):
        return Cue("timestamp", 3, 0, "moment")
    if line.length <= 200:
        if bylines.by(text) is not None or (line.words <= 24 and (not line.terminal or text[-1] == "!") and bylines.is_dated(text)):
            return Cue("byline", 3, 0, "byline")
        if timestamps.is_timestamp(text):
            return Cue("timestamp", 3, 0, "timestamp")
        if line.words <= _NAMED and not line.terminal and bylines.is_signed(text):
            return Cue("byline", 3, 0, "names alone")
    return None


def _furniture_or_picture(line: Line) -> Cue | None:
    """Return the cue of furniture by its patterns, of a picture's credit or of its caption."""
    if credits.is_picture_source(line.text):
        return Cue("credit", 3, 0, "credit alone")
    cue = furniture.cue(line)
    if cue is not None and cue.strength >= 2 and cue.kind in _BEFORE_CREDITS:
        return cue
    if credits.is_credit_line(line.text):
        return Cue("credit", 3, 0, "credit alone")
    return captions.wording(line, is_furniture=cue is not None) or cue
