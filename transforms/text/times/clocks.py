"""Clock times."""

import re

from transforms.text.lexicon import numbers
from transforms.text.lexicon.calendar import PARTS_OF_DAY, WEEKDAY_NAME, capitalised
from transforms.text.times import pieces, values
from transforms.text.times.context import Context, Match, Timex
from transforms.text.times.days import day_nearby, day_of, is_habit, is_weekly
from transforms.text.times.rule import rule
from transforms.text.times.words import clock_of

_PLACED = re.compile(r"\b(?:at|around|about|by|until|from|to|since|before|after|between|and)\s$|\b(?:19|20)\d\d(?:-\d\d-\d\d|,)?\s$")
_RUNNING = re.compile(r"\d?\d:\d\d:\d\d")
_OF_TWELVE = re.compile(r"(?:1[0-2]|[1-9]|[a-z]+)(?:[:.][0-5]\d| o'clock)", re.IGNORECASE)
"""A clock time of twelve hours whose half is not said."""
_TAKEN = re.compile(r"\b(?:in|of|ran|clocked)\s\Z")
"""What stands before the time that something took: "won in 2:41:09"."""
_REACH = 60
_WHOLE = frozenset(("noon", "midday", "midnight"))
_EARLY = re.compile(r"\b(?:morning|dawn|sunrise|daybreak|breakfast|woke|a\.m\.)(?!\w)", re.I)
_LATE = re.compile(r"\b(?:evening|tonight|night|dusk|dinner|supper|doors|kick-?off|concert|curtain|p\.m\.)(?!\w)", re.I)
_LAST_OF_AFTERNOON = 5
_NO_ZONE = re.compile(r" (?:this|that|the|first|last|same|a) time$", re.I)


def _is_clock(context: Context, match: Match) -> bool:
    """Return whether a match is a clock time: no "High Noon", and no score, ratio or running time."""
    word = match["clock"].lower()
    if _RUNNING.fullmatch(word) and not match["zone"] and _TAKEN.search(context.before(match.start(), 12)):
        return False
    if word in ("noon", "midnight", "midday"):
        return not context.text[match.start()].isupper() and not context.before(match.start()).endswith("high ")
    if match["zone"] or match["when"] or not re.fullmatch(r"\d?\d:\d\d(?::\d\d)?", word):
        return True
    return _PLACED.search(context.before(match.start(), 12)) is not None


def _on_its_day(context: Context, match: Match, when: str | None, clock: str) -> Timex:
    """Return ``clock`` on the day that is stated with it (``when``), or at a neighbour in a series, or that is nearest."""
    if is_weekly(context, match) or is_habit(context, match):
        groups = match.groupdict()
        end = max(match.end(group) for group in ("clock", "zone", "half", "pod", "night", "hour") if groups.get(group))
        return Timex("TIME", f"XXXX-XX-XXT{clock}", anchor="none", end=end)
    stated, where = when or context.shared.get(match, "when"), match
    if stated and not when:  # the tense that counts is that of the day's own place
        where = re.compile(re.escape(stated)).search(context.text, match.end(), match.end() + _REACH) or match
    day, anchor = (day_of(context, stated, where), "publication") if stated else day_nearby(context, match)
    moves = "half" if context.shared.get(match, "half") else None if when else "day"
    return Timex("TIME", f"{day or 'XXXX-XX-XX'}T{clock}", anchor=anchor if day else "none", moves=moves)


def _in_part(clock: str, part: str) -> str:
    """Return ``clock``, of twelve hours, in a part of the day.

    >>> _in_part("09:30", "evening"), _in_part("12:00", "night"), _in_part("02:00", "night")
    ('21:30', '00:00', '02:00')
    """
    hour = int(clock[:2])
    if part in ("afternoon", "evening", "night") and hour < 12 and not (part == "night" and hour < 4):
        hour += 12
    elif hour == 12 and part in ("morning", "night"):
        hour = 0
    return f"{hour:02d}{clock[2:]}"


def _clock(context: Context, match: Match) -> Timex | None:
    clock = clock_of(match["clock"])
    if clock is None or not _is_clock(context, match):
        return None
    part = (match["when"] or "").rpartition(" ")[2].lower()
    if part in PARTS_OF_DAY and _OF_TWELVE.fullmatch(match["clock"]):
        clock = _in_part(clock, part)
    timex = _on_its_day(context, match, match["when"], clock)
    if match["zone"] and _NO_ZONE.match(match["zone"]):
        timex.end = match.start("zone")
    return timex


def _spoken_clock(context: Context, match: Match) -> Timex | None:
    """Return "half past six" and "a quarter to nine" as clock times, None where something is counted ("a quarter to nine people")."""
    if not match["half"] and context.tag_after(context.token(match.start("hour"))).startswith(("NN", "CD")):
        return None
    minutes, part = match["minutes"].lower(), (match["pod"] or match["night"] or (match["when"] or "").rpartition(" ")[2]).lower()
    count = 30 if minutes == "half" else 15 if "quarter" in minutes else values.number(minutes.removesuffix(" minutes"))
    whole = match["hour"].lower() in _WHOLE
    hour = clock_of(match["hour"] if whole else match["hour"] + " " + (match["half"] or "o'clock"))
    if hour is None or count is None or not 0 < count < 60:
        return None
    sign = 1 if match["side"].lower() in ("past", "after") else -1
    if not whole and not match["half"] and part not in PARTS_OF_DAY:
        part = _likely_part(context, match, int(hour[:2]) - (sign < 0))
    total = int((_in_part(hour, part) if part else hour)[:2]) * 60 + int(count) * sign
    return _on_its_day(context, match, match["when"], f"{total // 60 % 24:02d}:{total % 60:02d}")


def _likely_part(context: Context, match: Match, hour: int) -> str:
    """Return the part of the day of an ``hour`` whose half is not said: as the words of its sentence tell, else hours up to five are those of the
    afternoon, and of the others nothing is known.
    """
    low, high = context.passage.sentence_span(match.start(), match.end())
    text = context.text[low:high]
    if _EARLY.search(text):
        return "morning"
    return "evening" if _LATE.search(text) else "afternoon" if hour % 12 <= _LAST_OF_AFTERNOON else ""


def _hour(context: Context, match: Match) -> Timex | None:
    """Return an hour whose half of the day stands at a neighbour in a series: the 9 of "9 to 11 a.m."."""
    half = context.shared.get(match, "half")
    if half is None or context.is_counting(match.start("clock")):
        return None
    part = half.lower() in PARTS_OF_DAY
    clock = clock_of(match["clock"] if part else f"{match['clock']} {half}")
    if clock is None:
        return None
    return _on_its_day(context, match, None, _in_part(clock, half.lower()) if part else clock)


def _clock_pod(context: Context, match: Match) -> Timex | None:
    clock = clock_of(match["clock"])
    if clock is None:
        return None
    return _on_its_day(context, match, None, _in_part(clock, (match["pod"] or match["night"]).lower()))


def _spoken_hour(context: Context, match: Match) -> Timex | None:
    """Return an hour in words whose part of the day stands beside it ("at eight on Tuesday evening", "every morning at seven"), else None."""
    beside = _PART_BEHIND.match(context.text, match.end()) or _PART_BEFORE.search(
        context.text[max(0, match.start() - _REACH) : match.start()]
    )
    clock = clock_of(match["clock"] + " o'clock")
    if beside is None or clock is None or context.is_counting(match.start("clock")):
        return None
    part = "night" if beside["tonight"] else beside["pod"].lower()
    timex = _on_its_day(context, match, None, _in_part(clock, part))
    if beside["tonight"] or (beside["this"] or "").lower() == "this":
        timex.value = f"{context.published}{timex.value[timex.value.index('T') :]}"
    return timex


_PART = (
    rf"(?:(?P<tonight>[Tt]onight)|(?P<this>[Tt]his|[Tt]hat|[Ee]very|[Ee]ach|[Yy]esterday|[Tt]omorrow|{capitalised(WEEKDAY_NAME)})"
    rf" (?:single )?(?P<pod>{pieces.POD}))"
)
_PART_BEHIND = re.compile(rf"(?: o'clock)?,? (?:on )?{_PART}\b")
_PART_BEFORE = re.compile(rf"\b{_PART},? at \Z")
_DATED = rf"{pieces.MONTH} {pieces.DAY}|(?:the )?{pieces.DAY} (?:of )?{pieces.MONTH}"
_WHEN = (
    rf"(?:,? (?:on )?(?P<when>(?:(?:{pieces.DOW})\b(?: {pieces.POD})?(?:,? (?:{_DATED})(?:,? {pieces.YEAR4})?)?"
    rf"|(?:{_DATED})(?:,? {pieces.YEAR4})?|today|yesterday|tomorrow)))?"
)
CLOCK = rule(
    "clock",
    "a clock time",
    r"\bm\b|[ap]m\b|\b[0-5]\d|\bclock|noon|midnight|midday|gmt|utc",
    rf"\b(?P<clock>{pieces.CLOCK})(?P<zone>{pieces.ZONE})?{_WHEN}",
    _clock,
    needs=r"[ap]\.?m\b|\d:[0-5]\d|o'clock|noon|midnight|midday|\d{4} ?(?:gmt|utc)",
)
CLOCK_POD = rule(
    "clock_pod",
    "an hour of a part of the day",
    (rf"\d|{numbers.UP_TO_TWELVE}", pieces.POD),
    rf"\b(?P<clock>(?:1[0-2]|[1-9]|{numbers.UP_TO_TWELVE})(?:[:.][0-5]\d)?)(?: o'clock)? "
    r"(?:in the (?P<pod>morning"
    r"|afternoon|evening)|at (?P<night>night))\b",
    _clock_pod,
    needs=rf"in the {pieces.POD}|at night",
)
_FIVES = r"(?:five|ten|twenty(?:[- ]five)?)"
SPOKEN = rule(
    "spoken_clock",
    "minutes before or after an hour, in words",
    (r"\b(?:past|after|to|before)\b", rf"\b(?:1[0-2]|[1-9]|{numbers.UP_TO_TWELVE}|noon|midday|midnight)\b"),
    rf"\b(?P<minutes>half(?= past)|(?:a )?quarter|(?:{_FIVES}|\d\d?) minutes|{_FIVES}(?= past)"
    rf"|(?:(?<=at )|(?<=by )|(?<=till )|(?<=until )|(?<=since )){_FIVES}) (?P<side>past|after|to|before) "
    rf"(?P<hour>1[0-2]|[1-9]|{numbers.UP_TO_TWELVE}|noon|midday|midnight)\b(?![:.,]\d| hundred| thousand| million| and a)(?: o'clock)?"
    rf"(?: ?(?P<half>{pieces.AMPM})|,? in the (?P<pod>morning|afternoon|evening)|,? at (?P<night>night))?{_WHEN}",
    _spoken_clock,
    needs=rf"(?:past|after|to|before) (?:\d|{numbers.UP_TO_TWELVE}|noon|mid)",
)
SPOKEN_HOUR = rule(
    "spoken_hour",
    "an hour in words beside its part of the day",
    (rf"\b(?:{numbers.UP_TO_TWELVE})\b", rf"{pieces.POD}|tonight"),
    rf"(?<=\bat )(?P<clock>{numbers.UP_TO_TWELVE})\b(?![-:]|\.\d)",
    _spoken_hour,
    needs=r"\bat ",
)
HOUR = rule(
    "hour",
    "an hour whose half of the day stands at its neighbour",
    "",
    rf"(?<![\w:.,/$\u00a3\u20ac#])(?P<clock>(?:1[0-2]|0?[1-9]|{numbers.UP_TO_TWELVE})(?:[:.][0-5]\d)?)"
    r"(?![\w%:/]|[.,]\d| ?(?:percent|per cent|million|billion|thousand|hundred))",
    _hour,
)
"""Not a row of the grammar: it is tried only beside a clock time (see ``sharing``)."""
