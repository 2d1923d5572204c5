"""Dates with a month: numbers, month and day, month and year, a month alone."""

import datetime
import re

from transforms.text.lexicon.calendar import MONTH_ABBREVIATION, MONTH_NAME, PARTS_OF_DAY, month_number
from transforms.text.times import pieces, values
from transforms.text.times.context import Context, Match, Timex
from transforms.text.times.days import day_of
from transforms.text.times.holidays import named_day
from transforms.text.times.rule import rule
from transforms.text.times.words import year_of

_MONTH_CUE = re.compile(
    r"(?:\b(?:in|since|by|until|till|through|of|from|to|early|late|mid|during|before|after|between|and|or|for|next|last)[ -]|, )$"
)
_SHARED_YEAR = re.compile(
    rf"(?:,? (?:(?:and|or|to|through|until) )?(?:(?:{MONTH_NAME}|(?:{MONTH_ABBREVIATION})\.?) )?[0-3]?\d\b){{1,6}},"
    r" (?P<year>(?:1[5-9]|20)\d\d)\b",
    re.I,
)
_MORE_DAYS = re.compile(
    r"(?: (?:and|or|to|through|until) | ?, (?=[0-3]?\d,? (?:and|or) [0-3]?\d\b))(?P<day>[12]?\d|3[01])\b(?![:%/]|[.,]\d| ?(?:a\.?m"
    r"|p\.?m|percent|million|billion|points?"
    r"|years?|months?|weeks?|days?|hours?|minutes?|people|others?|more|of the|[a-z]+s\b)|-)"
)


def _is_month(context: Context, match: Match, group: str) -> bool:
    word = match[group]
    low = word.lower().rstrip(".")
    if low in ("may", "march", "mar", "sat", "sun", "jan", "dec", "sept", "sep", "august") and word[0].islower():
        return False
    return not context.is_named(match.start(group), "PERSON")


def _date(context: Context, match: Match, year_text: str | None) -> Timex | None:
    month = month_number(match["month"])
    if not _is_month(context, match, "month"):
        return None
    day = values.ordinal(match["day"])
    if day is None or not 1 <= day <= 31:
        return None
    anchor = "publication"
    year = context.year_in(year_text)
    if year is None and (known := named_day(month, day, context.after(match.end()), context.published)):
        year, anchor = known, "none"
    elif year is None:
        year = context.nearest_year(month, day, match)
        before = context.before(match.start(), 8)
        if re.search(r"\blast $", before):
            year = context.published.year - (0 if (month, day) < (context.published.month, context.published.day) else 1)
        elif re.search(r"\bnext $", before):
            year = context.published.year + (0 if (month, day) > (context.published.month, context.published.day) else 1)
    elif year_text and year_text.strip()[:1].isdigit():
        anchor = "explicit"
    if year is None:
        return Timex("DATE", f"XXXX-{month:02d}-{day:02d}", anchor="none")
    value = f"{year:04d}-{month:02d}-{day:02d}"
    if values.span(value) is None:
        return None
    timex = Timex("DATE", value, anchor=anchor)
    groups = match.groupdict()
    if groups.get("pod"):
        timex.type, timex.value = "TIME", f"{value}T{PARTS_OF_DAY[groups['pod'].lower()]}"
    if groups.get("day2"):
        last = values.ordinal(groups["day2"]) or 0
        first, until = datetime.date(year, month, day), values.span(f"{year:04d}-{month:02d}-{last:02d}")
        if until and until[0] > first:
            return Timex("DURATION", f"P{(until[0] - first).days + 1}D", anchor=anchor, span=(first, until[0]))
        timex.end = match.start("dash") if match.start("dash") > match.start("month") else -1
    return timex


def more_days(context: Context, timex: Timex) -> list[Timex]:
    """The further days of a list or range after the date ``timex``: the 25 of "April 24 and 25"."""
    found: list[Timex] = []
    end = timex.end
    while timex.type == "DATE" and re.fullmatch(r"\d{4}-\d\d-\d\d", timex.value) and len(found) < 12:
        more = _MORE_DAYS.match(context.text, end)
        value = f"{timex.value[:8]}{int(more['day']):02d}" if more else ""
        if not more or values.span(value) is None or value <= (found or [timex])[-1].value:
            break
        found.append(Timex("DATE", value, anchor=timex.anchor, start=more.start("day"), end=more.end("day")))
        shared = re.compile(r",? (?:1[5-9]|20)\d\d\b").match(context.text, more.end("day"))
        if shared and shared.group()[-4:] == timex.value[:4]:
            found[-1].end = shared.end()
        end = found[-1].end
    return found


def _iso(context: Context, match: Match) -> Timex | None:
    value = f"{match['year']}-{match['month']}-{match['day']}"
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
    if a <= 12 and b <= 12 and a != b:  # the order of day and month cannot be told
        return Timex("DATE", f"{year}-XX-XX", anchor="none")
    month, day = (b, a) if a > 12 else (a, b)
    value = f"{year}-{month:02d}-{day:02d}"
    return Timex("DATE", value, anchor="explicit") if values.span(value) else None


def _date_mdy(context: Context, match: Match) -> Timex | None:
    year = match["year"] or match["rel"] or match["year2"]
    if not year and (shared := _SHARED_YEAR.match(context.text, match.end())):
        year = shared["year"]
    timex = _date(context, match, year)
    if timex is None or match["day2"] or not match["year"] or not match["day"].isdigit():
        return timex
    return timex


def _date_dmy(context: Context, match: Match) -> Timex | None:
    day, month = match["day"], match["month"].lower().rstrip(".")
    if month in ("may", "march", "mar") and match["month"][0].islower():
        return None
    if context.text[match.start("month") :].startswith(("May be", "May have")) or not re.match(r"(?:the )?\d|[a-z]", day, re.I):
        return None
    # "Class of 5 May": fine; "50 Oct": excluded by the grammar; "Sept. 6 Oct. 7" belongs to the rule above
    if (
        re.match(r"\.? \d", context.after(match.end("month"), 3))
        and not match["year"]
        and not day.lower().endswith(("st", "nd", "rd", "th"))
    ):
        return None
    return _date(context, match, match["year"])


def _month_year(context: Context, match: Match) -> Timex | None:
    if not _is_month(context, match, "month"):
        return None
    month = month_number(match["month"])
    text = match["rel"] or match["year"]
    year = context.year_in(text)
    if year is None:
        return Timex("DATE", f"XXXX-{month:02d}", anchor="none")
    return Timex("DATE", values.month(year, month), anchor="publication" if match["rel"] else "explicit")


def _month(context: Context, match: Match) -> Timex | None:
    word = match["month"]
    low = word.lower().rstrip(".")
    if not _is_month(context, match, "month"):
        return None
    if word[0].islower() or ((word.isupper() and low in ("may", "march")) and context.tag(match.start("month")) == "MD"):
        return None
    tag = context.tag(match.start("month"))
    if low in ("may", "march", "august") and tag not in ("NNP", "NNPS"):
        return None
    if re.match(r"['\u2019]s [A-Z]|-[A-Z]", context.text[match.end() : match.end() + 5]) and low in ("april", "june", "may"):
        return None
    month = month_number(word)
    rel = (match["rel"] or "").lower()
    if low in ("may", "march") and not rel and not _MONTH_CUE.search(context.before(match.start(), 12)):
        return None
    published = context.published
    if rel in ("each", "every"):
        return Timex("SET", f"XXXX-{month:02d}", quant=rel.upper(), anchor="none")
    if rel in ("last", "this past", "the last", "past", "the past"):
        year = published.year if month < published.month else published.year - 1
    elif rel in ("next", "this coming", "coming", "the coming"):
        year = published.year if month > published.month else published.year + 1
    elif rel == "this":
        year = published.year
    elif rel in ("the following", "the next") and context.story.month:
        year = context.story.month[0] + (0 if month > context.story.month[1] else 1)
    elif rel in ("the previous", "the preceding", "previous") and context.story.month:
        year = context.story.month[0] - (0 if month < context.story.month[1] else 1)
    else:
        near = context.nearest_year(month, None, match)
        year = near if near is not None else published.year
        timex = Timex("DATE", values.month(year, month))
        if rel == "the":
            timex.start = match.start("month")
        return timex
    return Timex("DATE", values.month(year, month))


def _week_of(context: Context, match: Match) -> Timex | None:
    day = day_of(context, match["day"], match)
    return Timex("DATE", values.week(day)) if day else None


def _nine_eleven(context: Context, match: Match) -> Timex | None:
    return Timex("DATE", "2001-09-11", anchor="explicit") if context.published.year >= 2001 else None


ISO = rule(
    "iso",
    "a date as numbers, year first",
    r"\d-\d",
    r"(?<![\d-])(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?:T(?P<hour>\d\d):(?P<minute>\d\d)(?::\d\d)?Z?)?(?![\d-])",
    _iso,
)
SLASH = rule(
    "slash", "a date as numbers with strokes", r"\d[/.]\d", r"(?<![\d/.$-])(?P<a>\d\d?)/(?P<b>\d\d?)/(?P<year>\d{4}|\d\d)(?![\d/])", _slash
)
DATE_MDY = rule(
    "date_mdy",
    "a month and a day",
    pieces.MONTH_TRIGGER,
    rf"\b(?:(?:last |next |this coming |this past |this )?(?P<dow>{pieces.DOW_ANY}),? ?(?:the )?)?(?P<month>{pieces.MONTH}) ?(?:the )?"
    rf"(?P<day>{pieces.DAY}|{pieces.ORD_WORD})(?:(?:(?P<dash> ?[-\u2013\u2014] ?)(?P<day2>{pieces.DAY})(?!:))"
    rf"|,? ?(?P<year>{pieces.YEAR4}|{pieces.YEAR_WORD})"
    rf"|,? (?P<rel>last year|this year|next year))?"
    rf"(?:(?<=\d),? (?P<year2>{pieces.YEAR4}))?{pieces.TAIL_POD}",
    _date_mdy,
)
DATE_DMY = rule(
    "date_dmy",
    "a day and a month",
    pieces.MONTH_TRIGGER,
    rf"\b(?:(?P<dow>{pieces.DOW_ANY}),? ?)?(?:(?:the )?(?P<day>{pieces.DAY}|{pieces.ORD_WORD}(?= (?:of|day))))(?:(?P<dash> ?[-\u2013\u2014] ?)"
    rf"(?P<day2>{pieces.DAY}))? (?:of "
    rf"|day of )?(?P<month>{pieces.MONTH})(?:,? (?P<year>{pieces.YEAR4}|this year|last year|next year))?{pieces.TAIL_POD}",
    _date_dmy,
)
MONTH_YEAR = rule(
    "month_year",
    "a month and a year",
    pieces.MONTH_TRIGGER,
    rf"\b(?P<month>{pieces.MONTH}),? (?:of )?(?:(?P<year>{pieces.YEAR4}|{pieces.YEAR_WORD}|'\d\d\b)|(?P<rel>this year|last year|next year|that year"
    rf"|the same year|the following year|the previous year))",
    _month_year,
)
MONTH = rule(
    "month",
    "a month alone",
    pieces.MONTH_TRIGGER,
    rf"\b(?:(?P<rel>{pieces.REL}|each|every) )?(?P<month>{pieces.MONTH_FULL}|(?:sept|jan|feb|aug|oct|nov|dec)\.)(?![\w'\u2019]*\d|,? (?:the )?\d"
    rf"|,? nineteen| of \d{{4}})",
    _month,
)
WEEK_OF = rule(
    "week_of", "the week of a day", r"week of", rf"\b(?:the )?week of (?P<day>{pieces.MONTH} {pieces.DAY}(?:,? {pieces.YEAR4})?)", _week_of
)
NINE_ELEVEN = rule("nine_eleven", "11 September 2001 by its numbers", r"9/11", r"(?<![\d/])9/11(?![\d/])", _nine_eleven)
