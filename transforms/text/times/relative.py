"""One unit seen from publication or from the story's own day: last week, the same month, this weekend."""

import re
from fractions import Fraction

from transforms.text.reading.clauses import FUTURE, PAST
from transforms.text.times import pieces, values
from transforms.text.times.context import NO_SPAN, Context, Match, Timex
from transforms.text.times.days import DATE_BEHIND
from transforms.text.times.rule import rule
from transforms.text.times.words import timex_unit, unit_of

_NO_UNITS = frozenset(("second", "semester", "trimester", "season", "minute", "hour", "millennium", "night"))
"""Units that are read only behind "each" and "every"."""
_EACH = {"second": "PT1S", "night": "XXXX-XX-XXTNI", "weekend": "XXXX-WXX-WE"}
_SHIFTS = {
    "this": 0, "the current": 0, "this same": 0, "last": -1, "the latest": -1, "next": 1, "this coming": 1, "the coming": 1,
}  # fmt: skip
"""By how many units from publication."""
_UNKNOWN = {0: "PRESENT_REF", -1: "PAST_REF", 1: "FUTURE_REF"}
_STORY_SHIFTS = {
    "that": 0, "that same": 0, "the same": 0, "later that": 0, "earlier that": 0, "the following": 1, "the ensuing": 1, "the previous": -1,
    "the preceding": -1, "the prior": -1, "previous": -1,
}  # fmt: skip
"""By how many units from the day spoken of."""
_PARTS = {"later that": "END", "earlier that": "START"}


def _the_unit(context: Context, match: Match, rel: str, unit: str) -> Timex | None:
    """Return what "the year", "the month" or "the week" stands for: a length, the one before, or that of publication."""
    after, before = context.after(match.end(), 24), context.before(match.start(), 24)
    if unit not in ("Y", "M", "W") or match["unit"][0].isupper():
        return None  # "The Week in Pictures"
    one = Timex("DURATION", values.duration(Fraction(1), unit), anchor="none")
    if rel == "the" and re.match(r" to date\b", after):
        return Timex("DATE", context.unit_at(unit, context.published, 0) or "", end=match.end() + len(" to date"))
    if re.match(r" (?:ended|ending|through|to)\b", after):
        return one
    if unit != "W" and re.match(r"['\u2019]s end\b", after):
        return None
    if rel == "the" and unit != "W" and re.match(r" before(?: ?[,.;]|$)", after):
        base, anchor = context.base(unit)
        value = context.unit_at(unit, base, -1)
        return Timex("DATE", value, anchor=anchor, end=match.end() + len(" before")) if value else None
    if re.match(r"-to-| of\b(?! \d)", after):
        return None
    if rel == "the" and (side := re.match(r" (?:before|after)\b", after)):
        return Timex("DATE", {"Y": "XXXX", "M": "XXXX-XX", "W": "XXXX-WXX"}[unit], anchor="none", end=match.end() + side.end())
    if re.match(r" (?:before|after|following|since|when|in which|that|of )", after):
        if unit == "Y" and not re.match(r" (?:before|after)", after):
            return None
        one.start = match.start("unit") if rel == "the" else -1
        return one
    placed = re.search(r"\b(?:of|in|during|for|through|earlier|later|end|rest)\s(?:in )?$", before)
    if unit == "M" and rel != "current" and not placed:
        return None
    if rel == "the" and unit in ("Y", "M") and placed and (told := context.told_period(match, unit)) is not None:
        return told
    return Timex("DATE", context.unit_at(unit, context.published, 0) or "", span=NO_SPAN if match["fiscal"] else None)


def _weekend(context: Context, match: Match, rel: str) -> Timex | None:
    base, anchor, shift = context.published, "publication", 0
    today = base.isoweekday()
    if rel in ("last", "the last", "this past", "the past"):
        shift = -1
    elif rel in ("next", "this coming", "the coming", "the next"):
        shift = 0 if today < 6 and rel != "next" else 1
    elif rel in ("the following", "the previous", "that", "the same", "that same") and context.story.day:
        base, anchor, shift = context.story.day, "narrative", {"the following": 1, "the previous": -1}.get(rel, 0)
    elif rel in ("the", "this") and today < 6:
        direction = context.direction(match)
        late = today > 3 and (direction is None or rel == "this")
        shift = 0 if direction == FUTURE or late else -1
    day = values.add_days(base, 7 * shift)
    return Timex("DATE", values.week(day) + "-WE", anchor=anchor) if day else None


def _a_day(context: Context, match: Match, rel: str) -> Timex | None:
    base = context.story.day
    if re.match(r" (?:before|after) (?:yesterday|tomorrow)", context.after(match.end(), 24)):
        return None
    if rel in ("that", "that same", "the same", "later that", "earlier that"):
        return Timex("DATE", base.isoformat(), _PARTS.get(rel), anchor="narrative") if base else None
    if rel in ("the following", "the next", "the previous", "the preceding", "the prior"):
        if base is None:
            return Timex("DATE", "XXXX-XX-XX", anchor="none")
        day = values.add_days(base, 1 if rel in ("the following", "the next") else -1)
        return Timex("DATE", day.isoformat(), anchor="narrative") if day else None
    return _the_day(context, match) if rel in ("the", "the entire", "the whole") else None


def _the_day(context: Context, match: Match) -> Timex | None:
    """Return what "the day" stands for: the day before, a length of one day ("the day after the vote"), or the day spoken of."""
    base = context.story.day
    after, before = context.after(match.end(), 24), context.before(match.start(), 24)
    if re.match(r" (?:before|after)\b", after) and not re.search(r"\b(?:later|earlier) in $", before):
        if base is not None and (side := re.match(r" (before|after)(?= ?[,.;]|$)", after)):
            day = values.add_days(base, -1 if side[1] == "before" else 1)
            return Timex("DATE", day.isoformat(), anchor="narrative", end=match.end() + side.end()) if day else None
        if DATE_BEHIND.match(context.text, match.end()):
            return None  # the date takes it in
        return Timex("DATE", "XXXX-XX-XX", anchor="none", end=match.end() + len(" before" if after.startswith(" before") else " after"))
    if not re.search(r"\b(?:later in|earlier in|during|of|throughout|for|rest of|end of) $", before):
        return None
    if re.search(r"\bof $", before) and not re.search(r"(?:end|rest|part|close|start|beginning) of $", before):
        return None
    if not re.match(r"[,.;]|$| (?:on|in|at|and|before|after|i|he|she|it|they|we|you|the)\b", after):
        return None
    return Timex("DATE", (base or context.published).isoformat(), anchor="narrative" if base else "publication")


def _each(rel: str, word: str, unit: str) -> Timex:
    """Return "each" or "every" unit as a set."""
    one = values.duration(Fraction(1), timex_unit(unit)) if unit not in ("S", "H", "L") else "PXX"
    return Timex("SET", _EACH.get(word, one), quant=rel.upper(), anchor="none")


def _is_story(context: Context, match: Match) -> bool:
    """Return whether a clause in the past tense counts from a year before publication."""
    year = context.story.year
    return (
        year is not None and 0 < year < context.published.year and (context.direction(match) == PAST or context.story.narrative.is_history)
    )


def _next_of_story(context: Context, unit: str, mod: str | None) -> Timex:
    """Return "the next decade" of a story as a length that begins with what the story has come to."""
    first, _ = context.base("Y" if unit in ("E", "C", "Y") else unit)
    months = {"M": 1, "Y": 12, "E": 120, "C": 1200}.get(unit)
    last = values.add_months(first, months) if months else values.add_days(first, 7)
    days = (first, last) if last else None
    return Timex("DURATION", values.duration(Fraction(1), unit), mod, anchor="narrative", span=days)


def _rel_unit(context: Context, match: Match) -> Timex | None:
    rel, word = match["rel"].lower(), match["unit"].lower()
    unit = unit_of(word)
    if context.is_title(match):
        return None
    if rel in ("each", "every"):
        return _each(rel, word, unit)
    if word in _NO_UNITS or rel == "any given" or unit == "Q":
        return None
    if unit == "WE":
        return _weekend(context, match, rel)
    if unit == "D":
        return _a_day(context, match, rel)
    approx = "APPROX" if match["orso"] else None
    if rel in ("the past", "the last", "this past", "the next") and unit in ("E", "C", "M", "W", "Y"):
        if rel == "the next" and _is_story(context, match):
            if unit == "Y" and context.story.year:
                return Timex("DATE", f"{context.story.year + 1:04d}", approx, anchor="narrative")
            return _next_of_story(context, unit, approx)
        days = context.stretch(unit, Fraction(1), rel == "the next")
        return Timex("DURATION", values.duration(Fraction(1), unit), approx, span=days)
    if unit == "C":
        return None
    if rel in _SHIFTS:
        shift = _SHIFTS[rel]
        fiscal = NO_SPAN if match["fiscal"] and match["fiscal"].strip().lower() != "calendar" else None
        return Timex("DATE", context.unit_at(unit, context.published, shift) or _UNKNOWN[shift], approx, span=fiscal)
    if rel in _STORY_SHIFTS:
        base, anchor = context.base(unit)
        value = context.unit_at(unit, base, _STORY_SHIFTS[rel])
        return Timex("DATE", value, _PARTS.get(rel), anchor=anchor) if value else None
    return _the_unit(context, match, rel, unit)


REL_UNIT = rule(
    "rel_unit",
    "a unit seen from publication or from the story's day",
    rf"\b{pieces.UNIT1}\b",
    rf"\b(?P<rel>this coming|this past|the past|this same|this|last|next|the coming|the previous|the following|the next|the last"
    rf"|the same|the preceding|the current|the latest|the prior|the ensuing|that same|that|each|every|any given|the entire|the whole"
    rf"|the full|previous|the|current|later that|earlier that)"
    rf" (?P<fiscal>fiscal |financial |calendar |school |academic )?(?P<unit>{pieces.UNIT1})(?P<orso> or so)?\b(?!-|s\b| old)",
    _rel_unit,
    needs="(?:this|past|last|next|coming|previous|following|same|preceding|current|latest|prior|ensuing|that|each|every|given|entire|whole|full|the)"
    f" (?:fiscal |financial |calendar |school |academic )?{pieces.UNIT_STEM}",
)
