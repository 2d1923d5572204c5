"""What is counted within a month: the third Thursday of May, the last weekend of March, the first week of June, the 15th of next month."""

import calendar
import datetime
import re

from transforms.text.lexicon.calendar import month_number, weekday_number
from transforms.text.times import pieces, values
from transforms.text.times.context import Context, Match, Timex
from transforms.text.times.holidays import nth_weekday
from transforms.text.times.rule import rule

_LAST = {
    "last": -1, "final": -1, "second-last": -2, "second last": -2, "second-to-last": -2, "penultimate": -2, "last but one": -2,
}  # fmt: skip
_WEEK = 7
_MIDDLE = 3
"""Days behind the first of a week's seven that decide which calendar week it is."""


def _month_of(context: Context, match: Match) -> tuple[int, int, str] | None:
    """Return year and month in which is counted, and the anchor; None where the month is no month."""
    if not match["month"]:
        if not match["rel"] and context.story.month:
            return *context.story.month, "narrative"
        shift = {"this": 0, "last": -1, "next": 1}[(match["rel"] or "this").split()[0].lower()]
        year, index = divmod(context.published.year * 12 + context.published.month - 1 + shift, 12)
        return year, index + 1, "publication"
    if match["month"][0].islower() or context.is_named(match.start("month"), "PERSON"):
        return None
    month, year_ = month_number(match["month"]), context.year_in(match["year"])
    if year_ is not None:
        return year_, month, "explicit" if match["year"][0].isdigit() else "publication"
    inferred, anchor = context.inferred_year(month, None, match)
    return inferred, month, anchor


def _nth(context: Context, match: Match) -> Timex | None:
    number = _LAST.get(match["ord"].lower()) or values.ordinal(match["ord"])
    what = match["what"].lower()
    if number is None:
        return None
    often = match["often"] or match["every"] or match["yearly"]
    if often or (match["any"] and context.direction(match) is None):
        return _every(match, what, often or "every")
    found = _month_of(context, match)
    if found is None or not 1 <= found[0] <= 9998:
        return None
    year, month, anchor = found
    if what in ("half", "days"):
        mod = {1: "START", 2: "END", -1: "END"}.get(number)
        return Timex("DATE", values.month(year, month), mod, anchor=anchor) if mod else None
    if what == "week":
        return _week(year, month, number, anchor)
    day = _day(year, month, number, what)
    if day is None:
        return None
    if what == "weekend":
        return Timex("DATE", values.week(day) + "-WE", anchor=anchor)
    return Timex("DATE", day.isoformat(), anchor=anchor)


def _every(match: Match, what: str, often: str) -> Timex | None:
    """Return the set of the weekdays of that number in every month or year."""
    if what in ("week", "weekend", "half", "day", "days"):
        return None
    month = f"{month_number(match['month']):02d}" if match["month"] else "XX"
    quant = "EACH" if often.lower().startswith("each") else "EVERY"
    return Timex("SET", f"XXXX-{month}-WXX-{weekday_number(what)}", quant=quant, anchor="none")


def _day(year: int, month: int, number: int, what: str) -> datetime.date | None:
    """Return the day, the weekday or the Saturday of the weekend by its ``number`` (-1 the last) in a month, None where it has none."""
    last = calendar.monthrange(year, month)[1]
    if what == "day":
        day = last if number < 0 else number
        return datetime.date(year, month, day) if day <= last else None
    found = nth_weekday(year, month, 6 if what == "weekend" else weekday_number(what), max(number, -1))
    weeks = min(number + 1, 0)  # the last but one
    return found + datetime.timedelta(weeks=weeks) if found.month == month else None


def _week(year: int, month: int, number: int, anchor: str) -> Timex | None:
    """Return a week of a month: seven of its days, under the calendar week that most of them lie in."""
    last = calendar.monthrange(year, month)[1]
    first = last - _WEEK + 1 if number < 0 else 1 + _WEEK * (number - 1)
    if first > last:
        return None
    days = datetime.date(year, month, first), datetime.date(year, month, min(first + _WEEK - 1, last))
    middle = values.add_days(days[0], _MIDDLE)
    return Timex("DATE", values.week(middle), anchor=anchor, span=days) if middle else None


def _day_of_month(context: Context, match: Match) -> Timex | None:
    return day_of_month(context, match["day"], match["rel"] or match["every"])


def day_of_month(context: Context, day_text: str, month: str) -> Timex | None:
    """Return "the 15th" of "next month" as a day, of "every month" as a set."""
    day, word = values.ordinal(day_text), month.split()[0].lower()
    if day is None or not 1 <= day <= 31:
        return None
    if word in ("each", "every"):
        return Timex("SET", f"XXXX-XX-{day:02d}", quant=word.upper(), anchor="none")
    shift = {"this": 0, "last": -1, "next": 1}[word]
    value = f"{values.month(context.published.year, context.published.month + shift)}-{day:02d}"
    return Timex("DATE", value) if values.span(value) else None


def _opens_clause(context: Context, match: Match) -> bool:
    """Return whether "on the 26th" begins a clause, and a name follows: "On the 26th Seoul fell"."""
    before = context.text[max(match.start() - 8, 0) : match.start()]
    return _OPENING.search(before) is not None and context.text[match.end() + 1 : match.end() + 2].isupper()


def _day_of_story(context: Context, match: Match) -> Timex | None:
    """Return "on the 26th" as a day of the month spoken of, None where none is, where something is numbered ("the 16th floor") or played."""
    known, day = context.story.named_month, values.ordinal(match["day"])
    if known is None or day is None or context.story.month_segment != context.story.segment or _PLAYED.search(context.text):
        return None
    if context.reading.name_at(context.passage.start + match.start("day")) is not None:
        return None
    if not _NO_NOUN.match(context.text, match.end()) and not _opens_clause(context, match):
        return None
    value = f"{values.month(*known)}-{day:02d}"
    return Timex("DATE", value, anchor="narrative") if values.span(value) else None


_NO_NOUN = re.compile(r"[,.;]| (?:and|but|when|after|before|the|he|she|they|it|an?|in|at|to|with|as)\b")
_OPENING = re.compile(r"(?:\A|[.;] |\band )[Oo]n \Z")
_PLAYED = re.compile(r"\b(?:birdie|bogey|par|hole|fairway|green|tee|round|inning|minute|lap)s?\b", re.IGNORECASE)
_THAT_MONTH = r"(?P<rel>(?:this|last|next) month)|(?P<every>(?:each|every) month)"
NTH = rule(
    "nth",
    "a day, weekday, weekend or week by its number in a month",
    (r"first|second|third|fourth|fifth|last|final|penultimate|1st|2nd|3rd|4th|5th", r"day|week|half", rf"{pieces.MONTH}|month"),
    rf"\b(?:the |(?P<often>each|every) )?(?P<ord>second-last|second last|second-to-last|penultimate|last but one|{pieces.QORD}|fifth|5th|last|final)"
    rf" (?P<what>{pieces.DOW}|weekend|week|days?|half) (?:of|in) (?:(?P<month>{pieces.MONTH})"
    rf"(?:,? (?:of )?(?:(?P<year>{pieces.YEAR4}|this year|last year|next year)|(?P<yearly>each year|every year)))?|{_THAT_MONTH}"
    r"|(?P<any>the month))(?![^\W\d_])",
    _nth,
)
DAY_OF_MONTH = rule(
    "day_of_month",
    "a day of this, the last, the next or every month",
    r"month",
    rf"\b(?:the )?(?P<day>\d{{1,2}}(?:st|nd|rd|th)|{pieces.ORD_WORD}) (?:day )?(?:of|in) (?:{_THAT_MONTH})\b",
    _day_of_month,
)
DAY_OF_STORY = rule(
    "day_of_story",
    "a day of the month spoken of",
    r"\dth|\dst|\dnd|\drd",
    r"(?:(?<=\bon )|(?<=\bby )|(?<=\buntil ))the (?P<day>(?:3[01]|[12]?\d)(?:st|nd|rd|th))"
    r"(?=[,.; ])",
    _day_of_story,
)
