"""Clock times."""

import datetime
import re

from transforms.text.lexicon import numbers
from transforms.text.times import pieces
from transforms.text.times.context import Context, Match, Timex
from transforms.text.times.days import day_nearby, day_of
from transforms.text.times.rule import rule
from transforms.text.times.words import clock_of

_PLACED = re.compile(r"\b(?:at|around|about|by|until|from|to|since|before|after|between|and)\s$")
_NO_ZONE = re.compile(r" (?:this|that|the|first|last|same|a) time$", re.I)


def _is_clock(context: Context, match: Match) -> bool:
    """Return whether a match is a clock time: no "High Noon", and no score, ratio or running time."""
    word = match["clock"].lower()
    if word in ("noon", "midnight", "midday"):
        return not context.text[match.start()].isupper() and not context.before(match.start()).endswith("high ")
    if match["zone"] or match["when"] or not re.fullmatch(r"\d?\d:\d\d(?::\d\d)?", word):
        return True
    return _PLACED.search(context.before(match.start(), 12)) is not None


def _timex(day: datetime.date | None, anchor: str, clock: str) -> Timex:
    return Timex("TIME", f"{day or 'XXXX-XX-XX'}T{clock}", anchor=anchor if day else "none")


def _clock(context: Context, match: Match) -> Timex | None:
    clock = clock_of(match["clock"])
    if clock is None or not _is_clock(context, match):
        return None
    when = match["when"]
    day, anchor = (day_of(context, when, match), "publication") if when else day_nearby(context, match)
    timex = _timex(day, anchor, clock)
    if match["zone"] and _NO_ZONE.match(match["zone"]):
        timex.end = match.start("zone")
    return timex


def _clock_pod(context: Context, match: Match) -> Timex | None:
    clock = clock_of(match["clock"])
    if clock is None:
        return None
    hour, part = int(clock[:2]), (match["pod"] or match["night"]).lower()
    if part in ("afternoon", "evening", "night") and hour < 12 and not (part == "night" and hour < 4):
        hour += 12
    elif hour == 12 and part in ("morning", "night"):
        hour = 0
    day, anchor = day_nearby(context, match)
    return _timex(day, anchor, f"{hour:02d}:{clock[3:] or '00'}")


CLOCK = rule(
    "clock",
    "a clock time",
    r"\d|noon|night|midday|o'clock|[ap]\.?m",
    rf"\b(?P<clock>{pieces.CLOCK})(?P<zone>{pieces.ZONE})?(?:,? (?:on )?(?P<when>(?:(?:{pieces.DOW})(?: {pieces.POD})?"
    rf"(?:,? {pieces.MONTH} {pieces.DAY}(?:,? {pieces.YEAR4})?)?|{pieces.MONTH} {pieces.DAY}(?:,? {pieces.YEAR4})?"
    rf"|today|yesterday|tomorrow)))?",
    _clock,
)
CLOCK_POD = rule(
    "clock_pod",
    "an hour of a part of the day",
    r"in the|at night",
    rf"\b(?P<clock>(?:1[0-2]|[1-9]|{numbers.UP_TO_TWELVE})(?:[:.][0-5]\d)?)(?: o'clock)? "
    r"(?:in the (?P<pod>morning"
    r"|afternoon|evening)|at (?P<night>night))\b",
    _clock_pod,
)
