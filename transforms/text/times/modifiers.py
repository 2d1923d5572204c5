"""Modifiers before an expression: the part of it that is meant, or that it is only about right."""

import re

from transforms.text.lexicon.calendar import PARTS_OF_DAY, WEEKDAY_NAME, capitalised, weekday_number
from transforms.text.times import values
from transforms.text.times.context import Timex

_PREFIX = re.compile(
    r"\b(?:(?P<part>(?:the )?(?:very )?(?P<of>beginning|start|opening|early part|first part|middle|midpoint|end|close|latter part"
    r"|latter half"
    r"|early days|(?:early|small|wee|wee small|late) hours|final days) of )"
    r"(?P<the>the )?|(?P<det>the |a )?(?:(?P<adj>early|late|mid|middle)[ -]|(?P<comp>earlier"
    r"|later) (?P<in>(?:on|in|the|in the) )?)"
    r"|(?P<about>around|about|approximately|roughly|circa) )$",
    re.I,
)
_PART_OF_DAY = re.compile(r"\b(?:the )?(?:(?P<adj>early|late) )?(?P<part>morning|afternoon|evening|night) of (?:the )?\Z", re.IGNORECASE)
_DAY_BESIDE = re.compile(
    rf"\b(?:(?:the )?day|the (?:first |last )?(?P<dow>{capitalised(WEEKDAY_NAME)})) (?P<side>(?i:before|after)) (?:the )?\Z", re.IGNORECASE
)
_DAY = re.compile(r"[\dX]{4}-\d\d-\d\d")
_PARTS = {
    "beginning": "START", "start": "START", "opening": "START", "early part": "START", "first part": "START", "early days": "START",
    "early hours": "START", "small hours": "START", "wee hours": "START", "wee small hours": "START", "late hours": "END", "middle": "MID",
    "midpoint": "MID", "end": "END", "close": "END", "latter part": "END", "latter half": "END", "final days": "END", "early": "START",
    "earlier": "START", "late": "END", "later": "END", "mid": "MID",
}  # fmt: skip


def _shift(timex: Timex, side: int, weekday: str | None, start: int) -> None:
    """Make ``timex``, if it is a day, the one before it (``side`` -1) or after it (1), or the nearest such ``weekday`` there, with the words from
    ``start`` on that say so.
    """
    span = values.span(timex.value) if timex.type == "DATE" and _DAY.fullmatch(timex.value) else None
    if span is None:
        return
    apart = (weekday_number(weekday) - span[0].isoweekday()) * side % 7 or 7 if weekday else 1
    day = values.add_days(span[0], apart * side)
    if day is not None:
        timex.value, timex.start, timex.moves = day.isoformat(), start, None


def widen(timex: Timex, text: str, done: int) -> None:
    """Take the modifier before ``timex`` ("early", "the end of", "around") into it, as far back as ``done``; its span and ``mod`` change."""
    if timex.type not in ("DATE", "TIME") or timex.mod is not None or timex.value.endswith("_REF"):
        return
    if part := _PART_OF_DAY.search(text, max(done, timex.start - 30), timex.start):
        if timex.type == "DATE" and _DAY.fullmatch(timex.value):
            timex.type, timex.value = "TIME", f"{timex.value}T{PARTS_OF_DAY[part['part'].lower()]}"
            timex.mod, timex.start, timex.moves = _PARTS.get((part["adj"] or "").lower()), part.start(), None
        return
    if beside := _DAY_BESIDE.search(text, max(done, timex.start - 34), timex.start):
        _shift(timex, 1 if beside["side"].lower() == "after" else -1, beside["dow"], beside.start())
        return
    found = _PREFIX.search(text, max(done, timex.start - 40), timex.start)
    if not found:
        return
    if found["about"]:
        if timex.type == "TIME" or re.search(r"\d", text[timex.start : timex.end]):
            timex.mod, timex.start = "APPROX", found.start()
        return
    word = (found["of"] or found["adj"] or found["comp"]).lower()
    if found["det"] and found["det"].lower() == "a ":
        return
    timex.mod = _PARTS.get(word)
    timex.start = found.start()
