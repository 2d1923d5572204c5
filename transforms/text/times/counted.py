"""Counted units before or after a day: two weeks ago, the last three months."""

import datetime
import re
from fractions import Fraction

from transforms.text.lexicon import calendar, numbers
from transforms.text.times import pieces, values
from transforms.text.times.context import Context, Match, Timex
from transforms.text.times.rule import rule
from transforms.text.times.words import qualifier, scaled, timex_unit, unit_of

_FROM_NOW = frozenset(("ago", "back", "from now", "from today", "hence"))
"""Words that count from publication; the others count from the day spoken of."""
_CLOCK_UNITS = {"TM": 1, "TH": 60}
"""Units that count from a clock time, in minutes."""
_BACK = frozenset(("ago", "back", "earlier", "previously", "before", "prior", "beforehand"))
_OF_A_DATE = re.compile(
    rf" of (?:the |last |next )?(?:{calendar.capitalised(calendar.MONTH_NAME)}|\d{{4}}\b|(?:year|month|decade|century)\b)"
)
"""What the units are the last of where they are not seen from publication: "the last ten days of December"."""
_DAY_BEFORE = re.compile(
    rf"\b(?:(?:{calendar.capitalised(calendar.WEEKDAY_NAME)}|[Tt]oday|[Yy]esterday)(?: {pieces.POD})?"
    rf"|(?:{calendar.capitalised(calendar.MONTH_ANY)})\.? \d\d?|\d\d? (?:{calendar.capitalised(calendar.MONTH_ANY)})),? \Z"
)
"""The day that "16 days later" right behind it says once more."""
_TENS = re.compile(rf"(?:{'|'.join(numbers.TENS)})-")


def _ago(context: Context, match: Match) -> Timex | None:
    number, unit = match["num"], unit_of(match["unit"])
    if (number is None and not match["unit"].lower().endswith("s")) or (number or "").lower() == "the" or unit in ("WE", "S", "H"):
        return None
    if match["unit"].lower() == "second" and not (number or "").isdigit():
        return None
    count = values.number(number) if number else None
    sign = -1 if match["dir"].lower() in _BACK else 1
    mod, included = qualifier(match["qual"], "DURATION" if unit.startswith("T") else "DATE")
    if match["orso"]:
        mod = "APPROX"
    resolve = _from_now if match["dir"].lower() in _FROM_NOW else _from_then
    timex = _day_again(context, match) or resolve(context, count, unit, sign)
    if timex is None:
        return None
    timex.mod = timex.mod or (mod if count is not None else None)
    timex.start = match.start() if included else match.start("num") if number else match.start("unit")
    return timex


def _day_again(context: Context, match: Match) -> Timex | None:
    """Return the day right before ``match`` where that only says once more how long after something it was ("today, 16 days later"), else None."""
    story, border = context.story, context.after(match.end(), 1)
    if match["dir"].lower() != "later" or border not in ("", ".", ",", ";", ")", "\n") or story.day is None:
        return None
    is_named = _DAY_BEFORE.search(context.text, max(match.start() - 30, 0), match.start()) and story.day_segment == story.segment
    return Timex("DATE", story.day.isoformat(), anchor="narrative") if is_named else None


def _length(count: Fraction | None, unit: str) -> Timex:
    return Timex("DURATION", values.duration(count, timex_unit(unit)), anchor="none")


def _from_now(context: Context, count: Fraction | None, unit: str, sign: int) -> Timex | None:
    """Return what lies ``count`` units before or after publication: "two weeks ago"."""
    if count is None and sign < 0 and unit == "TM":
        return Timex("DATE", "PAST_REF", span=(context.published, context.published))  # "a few minutes ago"
    if count is None:
        return Timex("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", anchor="none")
    if unit.startswith("T"):
        return _length(count, unit)
    if unit == "Y" and count == 1 and sign < 0 and context.story.quarter and not context.story.months:
        return Timex("DATE", context.a_year_before(), anchor="narrative")
    value = context.shifted(context.published, unit, count, sign)
    return Timex("DATE", value) if value else None


def _from_then(context: Context, count: Fraction | None, unit: str, sign: int) -> Timex | None:
    """Return what lies ``count`` units before or after the day, month or year spoken of: "two weeks later"; a length where none was."""
    story = context.story
    if count is not None and unit in _CLOCK_UNITS and story.clock and story.clock_segment == story.segment:
        try:
            moment = story.clock + datetime.timedelta(minutes=float(count * _CLOCK_UNITS[unit] * sign))
        except OverflowError:
            return _length(count, unit)
        return Timex("TIME", moment.isoformat(timespec="minutes"), anchor="narrative")
    if count is None or unit.startswith("T"):
        return _length(count, unit)
    if unit in ("E", "C"):
        value = context.shifted(datetime.date(story.year, 1, 1), unit, count, sign) if story.year else None
        return Timex("DATE", value, "APPROX", anchor="narrative") if value else _length(count, unit)
    if unit == "Y":
        return _years_from_then(context, count, sign)
    if unit == "M" and story.month:
        return Timex("DATE", values.month(story.month[0], story.month[1] + round(count) * sign), anchor="narrative")
    base = story.day or (context.published if unit == "D" and count == 1 and sign < 0 else None)
    if base is None:
        unknown = {"D": "XXXX-XX-XX", "W": "XXXX-WXX"}.get(unit)
        return Timex("DATE", unknown, anchor="none") if unknown else _length(count, unit)
    value = context.shifted(base, unit, count, sign)
    return Timex("DATE", value, anchor="narrative") if value else None


def _years_from_then(context: Context, count: Fraction, sign: int) -> Timex:
    """Return what lies ``count`` years before or after the year spoken of; "a year earlier" is what figures are compared with."""
    story = context.story
    if count == 1 and sign < 0:
        if story.months or (not story.quarter and not story.year):
            return Timex("DATE", f"{context.published.year - 1}")
        if story.quarter:
            return Timex("DATE", context.a_year_before(), anchor="narrative")
    value = context.shifted(datetime.date(story.year, 1, 1), "Y", count, sign) if story.year else None
    return Timex("DATE", value, anchor="narrative") if value else _length(count, "Y")


def _is_span_of_numbers(number: str) -> bool:
    """Return whether ``number`` is two of them: "two to three", "five or six", "3-4"."""
    return " to " in number or " or " in number or (re.search(r"[a-z0-9]-[a-z0-9]", number) is not None and not _TENS.match(number))


def _past_n(context: Context, match: Match) -> Timex | None:
    rel, unit, number = match["rel"].lower(), unit_of(match["unit"]), match["num"].lower()
    if _is_span_of_numbers(number):
        return Timex("DURATION", values.duration(None, timex_unit(unit)), anchor="publication")
    if re.match(r"[- ]old\b", context.after(match.end(), 5)) or unit in ("WE", "S"):
        return None
    if rel == "early" and match["unit"].lower() == "hours" and not match["orso"]:
        return None
    count = values.number(number)
    if unit == "M" and count in (6, 9):
        context.story.months = True
    if count is not None and 1900 <= count <= 2100 and unit == "Q":
        return None
    factor, letter = scaled(unit)
    value = "P1D" if unit == "TH" and count == 24 else values.duration(None if count is None else count * factor, letter)
    timex = Timex("DURATION", value, "APPROX" if match["orso"] or "couple" in number else None, anchor="none")
    if rel in ("last", "past", "next", "coming") and count is not None and not _OF_A_DATE.match(context.text, match.end()):
        timex.anchor, timex.span = "publication", context.stretch(unit, count, rel in ("next", "coming"))
    return timex


def _recent_units(context: Context, match: Match) -> Timex | None:
    rel, unit, text = match["rel"].lower(), unit_of(match["unit"]), match.group().lower()
    if unit in ("WE", "S") or (rel in ("first", "early", "last", "final", "later", "closing") and not text.startswith("the ")):
        return None
    if rel == "future" or (rel in ("coming", "upcoming") and unit in ("M", "Q", "Y", "E")):
        return Timex("DATE", "FUTURE_REF", anchor="none")
    if rel == "past" and not text.startswith(("the ", "these ", "those ")):
        return Timex("DATE", "PAST_REF", anchor="none")
    if rel == "recent" and (unit in ("Y", "E", "C") or match["unit2"]):
        return Timex("DATE", "PAST_REF", anchor="none")
    if rel in ("early", "first", "last", "closing", "final") and unit == "TH" and re.match(r" of\b", context.after(match.end(), 4)):
        return None
    return Timex("DURATION", values.duration(None, timex_unit(unit)), anchor="none")


AGO = rule(
    "ago",
    "a count of units back or ahead",
    (pieces.UNIT_WORD, r"\b(?:ago|back|earlier|later|before|after|from|hence|prior|previously)"),
    rf"\b(?P<qual>(?:just |about |nearly |almost |some |more than |less than |only )?)(?:(?P<num>{pieces.NUMBER}|an?|the) )?"
    rf"(?P<unit>{pieces.UNIT})(?P<orso> or so)? (?P<dir>ago|back(?= ?[,.;]| to | in |$)"
    rf"|earlier|later|from now|from today|hence|beforehand|afterwards?|previously|before(?= ?[,.;])|prior(?! to))\b(?! than)",
    _ago,
    needs=rf"{pieces.UNIT_STEM}[a-z]{{0,4}}(?: or so)? (?:ago|back|earlier|later|before|after|from|hence|prior|previously)",
)
PAST_N = rule(
    "past_n",
    "the last or next units by their number",
    (pieces.UNIT_TRIGGER, pieces.UNIT_WORD, pieces.NUMBER_WORD),
    rf"\b(?:(?:the|these|those|his|her|its|their|our|my|all) )?(?P<rel>last|past|next|coming|following|previous|preceding|first"
    rf"|final|opening|remaining|recent|another|other|ensuing|subsequent|intervening|latest|early|late|closing|upcoming)"
    rf" (?P<num>{pieces.EXACT}(?: (?:to|or|-) {pieces.EXACT})?)(?: more| full| straight| consecutive| fiscal| calendar| business| working"
    rf"| trading)?[- ](?P<unit>{pieces.UNIT})(?P<orso> or so)?\b",
    _past_n,
    needs="(?:last|past|next|coming|following|previous|preceding|first|final|opening|remaining|recent|other|ensuing|subsequent|intervening"
    "|latest|early|late|closing) ",
)
RECENT_UNITS = rule(
    "recent_units",
    "the last or next units without a number",
    rf"\b{pieces.UNITS}\b",
    rf"\b(?:(?:the|these|those) )?(?:more |most )?(?P<rel>recent|coming|future|past|previous|following|next|last|upcoming|intervening"
    rf"|final|first|early|later|earlier|closing|ensuing|preceding|subsequent) (?P<unit>{pieces.UNITS})(?: (?:and|or) (?P<unit2>{pieces.UNITS}))?\b",
    _recent_units,
    needs="(?:recent|coming|future|past|previous|following|next|last|intervening|final|first|early|later|earlier|closing|ensuing|preceding"
    f"|subsequent) {pieces.UNIT_STEM}",
)
