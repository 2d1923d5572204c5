"""Lengths of time: two weeks, years, a decade-long."""

import re
from fractions import Fraction

from transforms.text.lexicon import data, numerals
from transforms.text.reading.clauses import FUTURE
from transforms.text.times import pieces, values
from transforms.text.times.context import Context, Match, Timex
from transforms.text.times.rule import rule
from transforms.text.times.words import qualifier, scaled, timex_unit, unit_of

_PEOPLE = data.words("times/people.txt")
"""Words for the people whose age is a column of their entity."""
_NOT_DURATION = re.compile(
    r"(?:['\u2019]s?|\b(?:his|her|their|my|our|its|all|these|those|of|on|no|any|school|teen|teenage|early|later|dog|golden|good|business|trading"
    r"|old|other|most|such|glory|\d+)) $"
)
_QUALIFIER = re.compile(
    r"\b(?:at least|at most|no more than|not more than|more than|less than|fewer than|no less than|just under|just over|over|under|up to|about"
    r"|around|approximately|roughly|nearly|almost|some|as (?:long|much) as) $",
    re.I,
)
_SINGULARS = frozenset(("second", "season", "quarter", "night", "min", "hr", "sec", "trimester", "semester"))
"""Units whose singular behind a number is something else as a rule: "two quarter finals", "the second season"."""
_ORDER = ("Y", "M", "W", "D", "TH", "TM", "TS")
_OLD = re.compile(r"[ -](?:old|olds)\b| of age\b")


def qualified(context: Context, start: int, kind: str) -> tuple[str | None, int]:
    """Return the modifier and the new start that the qualifying words right before ``start`` give ("more than", "at least")."""
    found = _QUALIFIER.search(context.text[max(0, start - 24) : start])
    if not found:
        return None, start
    mod, included = qualifier(found.group(), kind)
    return mod, start - len(found.group()) if included else start


def _length(count: Fraction | None, unit: str) -> str:
    """Return the value of ``count`` times ``unit``; None counts as X."""
    factor, letter = scaled(unit)
    return values.duration(count * factor if count is not None else None, letter)


def _age(context: Context, match: Match, unit: str) -> Timex | None:
    """Return the age of a thing ("an 8-month-old truce"), None for a person's, which is a column of its entity and no row here."""
    if unit not in ("D", "W", "M", "E", "C", "TH"):
        return None
    after = re.match(r" ([A-Za-z-]+)", context.text[match.end() : match.end() + 30])
    following = context.tag(match.end() + 1) if after else ""
    if not after or not following.startswith(("NN", "JJ", "VB")) or after[1].lower() in _PEOPLE or after[1][0].isupper():
        return None
    return Timex("DURATION", _length(values.number(match["num"]), unit), anchor="none")


def _compound(context: Context, match: Match) -> Timex | None:
    """Return one length of two units: "four years and 11 months"."""
    first, second = unit_of(match["unit"]), unit_of(match["unit2"])
    counts = values.number(match["num"]), values.number(match["num2"])
    if first not in _ORDER or second not in _ORDER or _ORDER.index(first) >= _ORDER.index(second) or None in counts:
        return None
    if re.match(r"[ -](?:old|olds)\b", context.after(match.end(), 5)):
        return None
    head, tail = (values.duration(count, unit) for count, unit in zip(counts, (first, second), strict=True))
    tail = tail[1:]
    return Timex("DURATION", head + (tail[1:] if "T" in head and tail.startswith("T") else tail), anchor="none")


def _and_a_fraction(context: Context, match: Match) -> Timex | None:
    unit, count = unit_of(match["unit"]), values.number(match["num"].lower())
    fraction = numerals.parse(match["fraction"])
    if count is None or fraction is None:
        return None
    total = count + Fraction(fraction).limit_denominator(4)
    if match["ago"]:
        value = context.shifted(context.published, unit, total, -1)
        return Timex("DATE", value) if value else None
    return Timex("DURATION", _length(total, unit), anchor="none")


def _part_of_unit(context: Context, match: Match) -> Timex | None:
    """Return "three quarters of an hour" as a length."""
    fraction = numerals.parse(match["fraction"])
    if fraction is None:
        return None
    return Timex("DURATION", _length(Fraction(fraction).limit_denominator(4), unit_of(match["unit"])), anchor="none")


def _range_n(context: Context, match: Match) -> Timex | None:
    unit = unit_of(match["unit"])
    if match["ago"]:
        return Timex("DATE", "PAST_REF", anchor="none")
    if re.match(r"[ -](?:old|olds)\b", context.after(match.end(), 5)):
        return None
    if unit in ("Q", "TS", "S") or " and " in match.group().lower():
        return None
    return Timex("DURATION", values.duration(None, timex_unit(unit)), anchor="none")


def _no_length(context: Context, match: Match, count: Fraction | None) -> bool:
    """Return whether a number and a unit are no length of time: the title of a show, an age, an ordinal's second, a sum of money."""
    number, unit, hyphen = match["num"].lower(), match["unit"].lower(), "-" in match["hyphen"]
    after = context.after(match.end(), 8)
    if context.is_title(match) or _OLD.match(after):
        return True
    if unit in _SINGULARS and number not in ("half a", "half an"):
        digits = unit in ("second", "min", "night") and number.isdigit() and len(number) < 4
        if not digits and not (unit == "quarter" and hyphen):
            return True
    if unit in ("day", "week", "month", "year") and not hyphen and number in ("some", "many", "several"):
        return True
    if unit == "quarters" and number in ("some", "many"):
        return True  # "in some quarters"
    if unit == "quarters" and context.before(match.start("num"), 5).endswith(" and "):
        return True  # "a mile and three quarters"
    if unit == "seasons" or (unit == "quarters" and number in ("three", "two", "one") and re.match(r" of\b", after)):
        return True
    if re.search(r"[$\u00a3\u20ac]$", context.before(match.start("num"), 1)) or (number == "one" and unit.endswith("s")):
        return True
    if match["unit"][0].isupper() and (after[:2] in ("' ", "\u2019 ") or after.startswith(" war")):
        return True  # "the Ten Years' War", "the Six-Day War"
    if count is not None and count > 10_000 and unit_of(unit) not in ("Y", "D", "TH", "TM", "TS"):
        return True
    if number == "half" and unit not in ("hour", "day", "year", "century", "decade"):
        return True
    year = re.fullmatch(r"(?:1[89]|20)\d\d", number) is not None and not hyphen
    return year and unit_of(unit) in ("S", "Q", "Y", "W", "M", "D") and unit not in ("days", "years", "months", "weeks")


def _is_some_day(context: Context, match: Match) -> bool:
    """Return whether "one day" is a day and no length."""
    if match["num"].lower() != "one" or match["unit"].lower() != "day" or match["det"] or "-" in match["hyphen"]:
        return False
    before = context.before(match.start(), 12)
    return not re.search(r"\b(?:for|in|within|just|only|after|than|least|about|job|lasted|by)\s$", before)


def _duration(context: Context, match: Match) -> Timex | None:
    number, unit = match["num"].lower(), unit_of(match["unit"])
    if match["old"]:
        return None if context.is_title(match) else _age(context, match, unit)
    count = values.number(number)
    if _no_length(context, match, count):
        return None
    if _is_some_day(context, match):
        return Timex("DATE", "FUTURE_REF", anchor="none") if context.direction(match) == FUTURE else None
    det = (match["det"] or "").lower()
    if unit == "M" and count in (6, 9) and det == "the":
        context.story.months = True
    mod = "APPROX" if match["orso"] or "couple" in number else None
    start = match.start()
    if det and (det == "only" or (match["hyphen"].strip() and not match["unit"].lower().endswith("s"))):
        start = match.start("num")  # "the 100-day campaign": the determiner is the noun's
    if not det:
        found, start = qualified(context, match.start(), "DURATION")
        mod = found or mod
    value = "PXL" if unit == "L" and count is None else _length(count, unit)
    return Timex("DURATION", value, mod, anchor="none", start=start)


def _is_bare_length(context: Context, match: Match) -> bool:
    """Return whether units without a number are a length of time where they stand: "for years", not "his years"."""
    word, the = match["unit"].lower(), match["the"]
    before, after = context.before(match.start(), 16), context.after(match.end(), 12)
    if word in ("nights", "seconds", "minutes", "hours") and the:
        return False
    if word == "hours" and re.search(r"\b(?:early|late|small|wee) $", before) and after.startswith(" of "):
        return False  # "the small hours of Sunday"
    placed = re.search(r"\b(?:in|for|within|after|over|lasted|took|of|by) $", before) or re.match(r" (?:before|after|later|of)\b", after)
    if word in ("minutes", "hours", "nights") and not placed:
        return False
    if word == "seconds" and not re.search(r"\b(?:in|for|within|after)\s$", before):
        return False
    if not the and not match["long"] and _NOT_DURATION.search(before) and not re.search(r"\b(?:of|all) $", before):
        return False
    if match["unit"][0].isupper() and after[:1] in ("'", "\u2019"):
        return False
    return re.match(r" old\b| of age\b", after) is None


def _bare_units(context: Context, match: Match) -> Timex | None:
    if not _is_bare_length(context, match):
        return None
    the, after = match["the"], context.after(match.end(), 12)
    timex = Timex("DURATION", values.duration(None, timex_unit(unit_of(match["unit"]))), anchor="none")
    if not the:
        return timex
    passed = re.search(r"\b(?:over|down|through) $", context.before(match.start(), 16))
    if passed and match["unit"].lower() in ("years", "decades", "centuries"):
        return timex
    if not re.match(r" (?:of|when|that|before|after|since|leading|following|immediately|prior|ahead)\b", after):
        return None
    if re.match(r" (?:before|after)", after):
        timex.start = match.start("unit")
    return timex


def _units_ahead(context: Context, match: Match) -> Timex | None:
    unit = match["unit"].lower()
    if unit.endswith("s"):
        return Timex("DURATION", values.duration(None, timex_unit(unit_of(unit))), anchor="none")
    return Timex("DATE", "FUTURE_REF", anchor="none")


def _adj_duration(context: Context, match: Match) -> Timex | None:
    unit = match["unit"].lower()
    if unit in ("season", "summer", "weekend", "night"):
        return None
    return Timex("DURATION", _length(Fraction(1), unit_of(unit)), anchor="none")


def _running(context: Context, match: Match) -> Timex | None:
    """Return "2:41:09" and "3:43.1" as lengths, None for a clock time with seconds."""
    if match["hours"] is None and match["fraction"] is None:
        return None
    before = context.before(match.start(), 12)
    if re.search(r"\b(?:at|around|about|by|until|from|since|before|after) \Z", before) or re.search(r"\d{4}-\d\d-\d\d \Z", before):
        return None
    hours = f"{int(match['hours'])}H" if match["hours"] else ""
    return Timex("DURATION", f"PT{hours}{int(match['minutes'])}M{int(match['seconds'])}{match['fraction'] or ''}S", anchor="none")


RUNNING = rule(
    "running",
    "a length as a stopwatch shows it",
    r"\d\d",
    r"(?<![\w:.,/-])(?:(?P<hours>\d{1,2}):)?(?P<minutes>[0-5]?\d):(?P<seconds>[0-5]\d)(?P<fraction>\.\d{1,3})?"
    r"(?![\w:/]|[.,]\d| ?[ap]\.?m\b)",
    _running,
    needs=r":\d\d",
)
COMPOUND = rule(
    "compound",
    "a length in two units",
    (r"year|month|week|day|hour|minute", pieces.UNIT_WORD, rf"{pieces.NUMBER_WORD}|\ban?\b"),
    rf"\b(?P<num>{pieces.EXACT}|an?)[ ](?P<unit>{pieces.UNIT})(?:,| and|, and)? (?P<num2>{pieces.EXACT}|an?) (?P<unit2>{pieces.UNIT})\b",
    _compound,
    needs=rf"{pieces.UNIT_STEM}.*{pieces.UNIT_STEM}",
)
AND_A_FRACTION = rule(
    "and_a_fraction",
    "units and a fraction of one behind them",
    (r"half|third|quarter", pieces.UNIT_WORD),
    rf"\b(?P<num>{pieces.EXACT}|an?) (?P<unit>{pieces.UNIT}) and (?P<fraction>{numerals.FRACTION_BEHIND})(?![\w-])(?P<ago> ago)?",
    _and_a_fraction,
    needs=rf" and {numerals.FRACTION_BEHIND}",
)
PART_OF_UNIT = rule(
    "part_of_unit",
    "a fraction of one unit",
    r"\b(?:quarters?|thirds?)\b",
    r"\b(?P<fraction>three[- ]quarters|a quarter|two[- ]thirds|a third) of an? (?P<unit>hour|year|century|decade|minute|day)\b",
    _part_of_unit,
    needs=r"(?:quarters?|thirds?) of an?\b",
)
RANGE_N = rule(
    "range_n",
    "a length between two numbers of units",
    (pieces.UNIT_TRIGGER, pieces.UNIT_WORD, pieces.NUMBER_WORD),
    rf"\b(?P<num>{pieces.NUMBER})(?: ?(?:to|or|-|\u2013|and) ?)(?P<num2>{pieces.EXACT})[- ](?P<unit>{pieces.UNIT})(?P<ago> ago)?\b",
    _range_n,
    needs=rf"(?:to|or|-|\u2013|and) ?(?:{pieces.EXACT})[- ]{pieces.UNIT_STEM}",
)
DURATION = rule(
    "duration",
    "a number of units",
    (pieces.UNIT_TRIGGER, pieces.UNIT_WORD, pieces.NUMBER_WORD),
    rf"\b(?:(?P<det>the|these|those|his|her|their|its|all|another|an additional|an extra|only) )?(?P<num>{pieces.NUMBER})(?: more| full"
    rf"| straight| consecutive| additional| whole| long| solid| business| working| trading| extra| other| calendar)?"
    rf"(?P<hyphen>[- ]| ?- ?)(?P<unit>{pieces.UNIT})(?P<orso> or so)?(?P<long>-long| long)?(?P<old>[- ]old)?\b",
    _duration,
)
BARE_UNITS = rule(
    "bare_units",
    "units without a number",
    rf"\b{pieces.UNITS}\b",
    rf"\b(?P<the>the )?(?P<unit>seconds|minutes|hours|days|weeks|months|years|decades|centuries|millennia|nights)(?: (?:and|or) "
    rf"(?P<unit2>{pieces.UNITS}))?(?P<long>-long"
    rf"|-old)?\b",
    _bare_units,
)
UNITS_AHEAD = rule(
    "units_ahead",
    "the units ahead",
    (rf"\b(?:{pieces.UNITS}|{pieces.UNIT1})\b", r"\b(?:ahead|come)\b"),
    rf"\bthe (?P<unit>{pieces.UNITS}|{pieces.UNIT1}) (?P<rel>ahead|to come)\b",
    _units_ahead,
)
ADJ_DURATION = rule(
    "adj_duration",
    "a length as one word",
    r"long",
    r"\b(?P<unit>day|week|month|year|decade|hour|night|season|century|summer|weekend)[- ]?long\b",
    _adj_duration,
)
