"""Dates with a month: numbers, month and day, month and year, a month alone."""

import re

from transforms.text.lexicon import calendar
from transforms.text.lexicon.calendar import PARTS_OF_DAY, month_number
from transforms.text.times import pieces, values
from transforms.text.times.context import Context, Match, Timex
from transforms.text.times.days import day_of
from transforms.text.times.holidays import named_day
from transforms.text.times.nth import day_of_month
from transforms.text.times.rule import rule
from transforms.text.times.words import year_of

_MONTH_CUE = re.compile(
    r"(?:\b(?:in|since|by|until|till|through|of|from|to|early|late|mid|during|before|after|between|and|or|for|next|last)[ -]|, )$"
)

_SEEN_FROM_TODAY = frozenset(("this year", "last year", "next year"))
_GOES_ON = re.compile(r" (?:to|on|of|for|against|by)\b")
"""What follows "the March" where it is one of people."""


def _is_month(context: Context, match: Match, group: str) -> bool:
    word = match[group]
    low = word.lower().rstrip(".")
    if low in ("may", "march", "mar", "sat", "sun", "jan", "dec", "sept", "sep", "august") and word[0].islower():
        return False
    return not context.is_named(match.start(group), "PERSON")


def _year_of(context: Context, match: Match, month: int, day: int, stated: str | None) -> tuple[int | None, str]:
    """Return the year of a day, as ``stated`` or inferred, and its anchor."""
    year, published = context.year_in(stated), context.published
    if year is not None:
        return year, "explicit" if (stated or "").lstrip(" '\u2019")[:1].isdigit() else "publication"
    if known := named_day(month, day, context.after(match.end()), published):
        return known, "none"
    before = context.before(match.start(), 8)
    if re.search(r"\blast $", before):
        return published.year - (0 if (month, day) < (published.month, published.day) else 1), "publication"
    if re.search(r"\bnext $", before):
        return published.year + (0 if (month, day) > (published.month, published.day) else 1), "publication"
    return context.inferred_year(month, day, match)


def _date(context: Context, match: Match, month_text: str, stated: str | None) -> Timex | None:
    """Return the day ``match["day"]`` of a month; ``stated`` is the year as it stands there, or at a neighbour in a series."""
    month, day = month_number(month_text), values.ordinal(match["day"])
    if day is None or not 1 <= day <= 31:
        return None
    year, anchor = _year_of(context, match, month, day, stated or context.shared.get(match, "year"))
    if year is None:
        return Timex("DATE", f"XXXX-{month:02d}-{day:02d}", anchor="none")
    value = f"{year:04d}-{month:02d}-{day:02d}"
    if values.span(value) is None:
        return None
    part = match.groupdict().get("pod")
    if part:
        return Timex("TIME", f"{value}T{PARTS_OF_DAY[part.lower()]}", anchor=anchor)
    return Timex("DATE", value, anchor=anchor, moves=None if stated else "year")


def _iso(context: Context, match: Match) -> Timex | None:
    value = f"{match['year']}-{int(match['month'] or match['month2']):02d}-{int(match['day'] or match['day2']):02d}"
    if values.span(value) is None:
        return None
    if match["hour"]:
        return Timex("TIME", f"{value}T{match['hour']}:{match['minute']}", anchor="explicit")
    return Timex("DATE", value, anchor="explicit")


def _slash(context: Context, match: Match) -> Timex | None:
    a, b, year = int(match["a"]), int(match["b"]), match["year"]
    if len(year) == 2:
        year = str(year_of("'" + year, context.published))
    if not (1 <= a <= 31 and 1 <= b <= 31) or (a > 12 and b > 12) or not 1500 <= int(year) <= 2100:
        return None
    order = "DMY" if match["mark"] == "." or a > 12 else "MDY" if b > 12 else context.story.date_order
    if order is None and a != b:
        return Timex("DATE", f"{year}-XX-XX", anchor="none")
    month, day = (b, a) if order == "DMY" else (a, b)
    value = f"{year}-{month:02d}-{day:02d}"
    return Timex("DATE", value, anchor="explicit") if values.span(value) else None


def _joined(context: Context, match: Match) -> Timex | None:
    """Return a day whose parts are joined: "07-Feb-2025", "2025-Feb-07"."""
    day, stated = match["day"] or match["last_day"], match["year"] or match["last"]
    year = year_of(stated if len(stated) == 4 else "'" + stated, context.published)
    value = f"{year:04d}-{month_number(match['month']):02d}-{int(day):02d}"
    return Timex("DATE", value, anchor="explicit") if values.span(value) else None


def _date_mdy(context: Context, match: Match) -> Timex | None:
    if not _is_month(context, match, "month"):
        return None
    return _date(context, match, match["month"], match["year"] or match["rel"] or match["year2"])


def _date_dmy(context: Context, match: Match) -> Timex | None:
    day, month = match["day"], match["month"].lower().rstrip(".")
    if month in ("may", "march", "mar") and match["month"][0].islower():
        return None
    if context.text[match.start("month") :].startswith(("May be", "May have")) or not re.match(r"(?:the )?\d|[a-z]", day, re.I):
        return None
    # "Class of 5 May": fine; "50 Oct": excluded by the grammar; "Sept. 6 Oct. 7" belongs to the rule above
    if re.match(r" \d", context.after(match.end("month"), 3)) and not match["year"] and not day.lower().endswith(("st", "nd", "rd", "th")):
        return None
    return _date(context, match, match["month"], match["year"]) if _is_month(context, match, "month") else None


def _day(context: Context, match: Match) -> Timex | None:
    """Return a day whose month stands at a neighbour in a series: the 12 of "12 and 13 April"."""
    month = context.shared.get(match, "month")
    if month is None or context.is_counting(match.start("day")):
        return None
    if month.lower().endswith(" month"):
        return day_of_month(context, match["day"], month)
    return _date(context, match, month, match["year"])


def _month_year(context: Context, match: Match) -> Timex | None:
    if not _is_month(context, match, "month"):
        return None
    month = month_number(match["month"])
    year = context.year_in(match["rel"] or match["year"])
    if year is None:
        return Timex("DATE", f"XXXX-{month:02d}", anchor="none")
    rel = (match["rel"] or "").lower()
    return Timex(
        "DATE", values.month(year, month), anchor="explicit" if not rel else "publication" if rel in _SEEN_FROM_TODAY else "narrative"
    )


_FIRST_NAMES = frozenset(("april", "may", "june", "august"))
"""Months that people are called."""
_KIN_BEFORE = re.compile(
    r"\b(?:sister|daughter|mother|wife|aunt|niece|grandmother|granddaughter|mom|mum|cousin|widow|friend|named|mrs\.?|miss|ms\.?|dr\.?) $"
)
_HAS_BEEN = re.compile(r" (?:has|had|was|is|saw|will)\b")
"""What stands behind a month and behind no march of people, which has an article."""


def _names_month(context: Context, match: Match) -> bool:
    """Return whether a month that stands alone is one: no verb ("may", "March"), no name, no compound ("May-Li", "June's Kitchen")."""
    word, rel = match["month"], match["rel"]
    low, tag = word.lower().rstrip("."), context.tag(match.start("month"))
    if word[0].islower() or not _is_month(context, match, "month"):
        return False
    if low in ("may", "march", "august") and tag not in ("NNP", "NNPS"):
        return False
    if low in _FIRST_NAMES and not rel and _KIN_BEFORE.search(context.before(match.start(), 16)):
        return False
    if low == "march" and _HAS_BEEN.match(context.after(match.end(), 8)):
        return True
    if low in ("may", "march", "august") and (rel or "").lower() == "the" and _GOES_ON.match(context.after(match.end(), 8)):
        return False
    if low in ("april", "june", "may") and re.match(r"['\u2019]s [A-Z]|-[A-Z]", context.text[match.end() : match.end() + 5]):
        return False
    return low not in ("may", "march") or bool(rel) or _MONTH_CUE.search(context.before(match.start(), 12)) is not None


def _month(context: Context, match: Match) -> Timex | None:
    if not _names_month(context, match):
        return None
    month, rel = month_number(match["month"]), (match["rel"] or "").lower()
    published, known = context.published, context.story.month
    if rel in ("each", "every"):
        return Timex("SET", f"XXXX-{month:02d}", quant=rel.upper(), anchor="none")
    if rel in ("last", "this past", "the last", "past", "the past"):
        year = published.year if month < published.month - 1 else published.year - 1  # the month before is "last month"
    elif rel in ("next", "this coming", "coming", "the coming"):
        year = published.year if month > published.month else published.year + 1
    elif rel == "this":
        year = published.year
    elif rel in ("that", "that same") and context.story.year:
        return Timex("DATE", values.month(context.story.year, month), anchor="narrative")
    elif rel in ("the following", "the next") and known:
        year = known[0] + (0 if month > known[1] else 1)
    elif rel in ("the previous", "the preceding", "previous") and known:
        year = known[0] - (0 if month < known[1] else 1)
    else:
        return _near_month(context, match, month)
    return Timex("DATE", values.month(year, month))


def _near_month(context: Context, match: Match, month: int) -> Timex:
    """Return a month whose year stands at a neighbour in a series, or is the nearest that fits the tense."""
    start = match.start("month") if (match["rel"] or "").lower() == "the" else -1
    shared = context.shared.get(match, "year")
    year = context.year_in(shared)
    anchor = "explicit" if year is not None and (shared or "")[:1].isdigit() else "publication"
    if year is None:
        year, anchor = context.inferred_year(month, None, match)
    return Timex("DATE", values.month(year, month), anchor=anchor, start=start, moves="year")


def _month_part(context: Context, match: Match) -> Timex | None:
    """Return "that February morning in 2009" as a time of a month's day that is not known."""
    if match["month"][0].islower() or context.is_named(match.start("month"), "PERSON"):
        return None
    month, year = month_number(match["month"]), context.year_in(match["year"])
    anchor = "explicit" if year is not None else "narrative"
    if year is None and (match["rel"] or "").lower() == "that":
        year = context.story.year
    if year is None:
        year, anchor = context.inferred_year(month, None, match)
    value = values.month(year, month)
    return Timex("TIME", f"{value}-XXT{PARTS_OF_DAY[match['pod'].lower()]}", anchor=anchor, span=values.span(value))


def _week_of(context: Context, match: Match) -> Timex | None:
    day = day_of(context, match["day"], match)
    return Timex("DATE", values.week(day)) if day else None


def _nine_eleven(context: Context, match: Match) -> Timex | None:
    return Timex("DATE", "2001-09-11", anchor="explicit") if context.published.year >= 2001 else None


ISO = rule(
    "iso",
    "a date as numbers, year first",
    r"\d",
    r"(?<![\d/-])(?P<year>\d{4})(?:-(?P<month>\d\d)-(?P<day>\d\d)(?:T(?P<hour>\d\d):(?P<minute>\d\d)(?::\d\d)?Z?)?"
    r"|/(?P<month2>\d\d?)/(?P<day2>\d\d?))(?![\d/-])",
    _iso,
    needs=r"\d[-/]\d",
)
SLASH = rule(
    "slash",
    "a date as numbers, year last",
    r"\d",
    r"(?<![\w/.$-])(?P<a>\d\d?)(?P<mark>[/.-])(?P<b>\d\d?)(?P=mark)(?P<year>\d{4}|(?<=/)\d\d)(?![\w/]|[.-]\d)",
    _slash,
    needs=r"\d[/.-]\d",
)
JOINED = rule(
    "joined",
    "a date whose parts are joined, the month as a word",
    (r"\d", pieces.MONTH_TRIGGER),
    rf"(?<![\w/.-])(?:(?P<day>\d\d?)|(?P<year>\d{{4}}))(?P<mark>[-/.])(?P<month>{calendar.MONTH_ANY})(?P=mark)"
    r"(?:(?(day)(?P<last>\d{4}|\d\d)|(?P<last_day>\d\d?)))(?![\w/]|[.-]\d)",
    _joined,
    needs=rf"[-/.](?:{pieces.MONTH_TRIGGER})",
)
DATE_MDY = rule(
    "date_mdy",
    "a month and a day",
    (pieces.MONTH, rf"\d|{pieces.ORD_END}"),
    rf"\b(?:(?:last |next |this coming |this past |this )?(?P<dow>{pieces.DOW_ANY}),? ?(?:the )?)?(?P<month>{pieces.MONTH}) ?(?:the )?"
    rf"(?P<day>{pieces.DAY}|{pieces.ORD_WORD})(?:,? ?(?P<year>{pieces.YEAR4}|{pieces.YEAR_WORD}|{pieces.YEAR_SHORT})"
    rf"|,? (?P<rel>last year|this year|next year))?"
    rf"(?:(?<=\d),? (?P<year2>{pieces.YEAR4}))?{pieces.TAIL_POD}",
    _date_mdy,
)
DATE_DMY = rule(
    "date_dmy",
    "a day and a month",
    (pieces.MONTH, rf"\d|{pieces.ORD_END}"),
    rf"\b(?:(?P<dow>{pieces.DOW_ANY}),? ?)?(?:(?:the )?(?P<day>{pieces.DAY}|{pieces.ORD_WORD}(?= (?:of|day))))"
    rf" (?:of |day of )?(?P<month>{pieces.MONTH})(?:,? (?P<year>{pieces.YEAR4}|{pieces.YEAR_SHORT}|this year|last year|next year))?{pieces.TAIL_POD}",
    _date_dmy,
)
MONTH_YEAR = rule(
    "month_year",
    "a month and a year",
    (pieces.MONTH, r"\d|year|teen|twenty|thousand"),
    rf"\b(?P<month>{pieces.MONTH}),? (?:of )?(?:(?P<year>{pieces.YEAR4}|{pieces.YEAR_WORD}|'\d\d\b)|(?P<rel>this year|last year|next year|that year"
    rf"|the same year|the following year|the previous year))",
    _month_year,
)
MONTH = rule(
    "month",
    "a month alone",
    pieces.MONTH,
    rf"\b(?:(?P<rel>{pieces.REL}|each|every) )?(?P<month>{pieces.MONTH_FULL}|(?:sept|jan|feb|aug|oct|nov|dec)\.)"
    r"(?![^\W\d_]|[\w'\u2019]*\d|,? (?:the )?\d|,? nineteen| of \d{4})",
    _month,
)
MONTH_PART = rule(
    "month_part",
    "a part of some day of a month",
    (pieces.MONTH_FULL, pieces.POD),
    rf"\b(?P<rel>that|one|a|this) (?P<month>{pieces.MONTH_FULL}) (?P<pod>{pieces.POD})(?: (?:in|of) (?P<year>{pieces.YEAR4}))?\b",
    _month_part,
)
WEEK_OF = rule(
    "week_of",
    "the week of a day",
    (r"week", pieces.MONTH, r"\d"),
    rf"\b(?:the )?week of (?P<day>{pieces.MONTH} {pieces.DAY}(?:,? {pieces.YEAR4})?)",
    _week_of,
)
NINE_ELEVEN = rule("nine_eleven", "11 September 2001 by its numbers", (r"9\b", r"\b11"), r"(?<![\d/])9/11(?![\d/])", _nine_eleven)
DAY = rule(
    "day",
    "a day of the month that stands at its neighbour",
    "",
    rf"(?<![\w:.,/$\u00a3\u20ac#])(?:(?P<dow>{pieces.DOW_ANY}),? )?(?:the )?(?P<day>{pieces.DAY}|{pieces.ORD_WORD})(?:,? (?P<year>{pieces.YEAR4}))?"
    r"(?![\w%]|-(?!\d)| ?(?:a\.?m\b|p\.?m\b|percent|per cent|million|billion|points?\b|people|others?\b|more\b|of the\b|hours?\b|minutes?\b))",
    _day,
)
"""Not a row of the grammar: it is tried only beside a date (see ``sharing``)."""
