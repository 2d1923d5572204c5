"""Holidays in text."""

import datetime
import re

from transforms.text.lexicon import data
from transforms.text.reading.clauses import FUTURE, PAST
from transforms.text.times import pieces, values
from transforms.text.times.context import Context, Match, Timex
from transforms.text.times.holidays import holiday
from transforms.text.times.rule import rule


def names() -> str:
    """Return the pattern of the holidays' names, longest first."""
    known = sorted((name for name, _ in data.table("times/holidays.txt")), key=lambda name: (-len(name), name))
    return "|".join(re.escape(name).replace("'", "['\u2019]").replace(r"\ ", " ") for name in known)


def _ends_of_names() -> tuple[str, str]:
    """Return the patterns of the first and of the last word of the holidays' names, letters after an apostrophe left out."""
    words = [re.findall(r"\w\w+", name) for name, _ in data.table("times/holidays.txt")]
    firsts, lasts = ("|".join(sorted({each[at] for each in words})) for at in (0, -1))
    return rf"\b(?:{firsts})\b", rf"\b(?:{lasts})\b"


def _year_of(context: Context, match: Match, known: dict[int, datetime.date]) -> int | None:
    """Return the year of a holiday that is written without one, of the years in which it is ``known``."""
    published, rel = context.published, (match["rel"] or "").lower()
    if rel == "this":
        return published.year
    if rel in ("last", "this past"):
        return max((y for y, day in known.items() if day <= published), default=None)
    if rel in ("next", "this coming"):
        return min((y for y, day in known.items() if day >= published), default=None)
    bias = {PAST: 0.25, FUTURE: 4.0, None: 1.0}[context.direction(match)]

    def distance(year: int) -> tuple[float, int]:
        days = (published - known[year]).days
        return (days * bias if days >= 0 else -days), year

    return min(known, key=distance)


def _around(day: datetime.date, period: str) -> str | None:
    """Return the value of a holiday, of its week or its weekend; None for a longer season around it."""
    if period == "week":
        return values.week(day)
    if period == "weekend":
        return values.week(day if day.isoweekday() > 2 else day - datetime.timedelta(days=3)) + "-WE"
    return None if period else day.isoformat()


def _yearly(often: str, days: list[datetime.date | None]) -> Timex | None:
    """Return a holiday of each year as a set, None where its ``days`` in two years are not the same of the calendar."""
    dates = {day.strftime("%m-%d") for day in days if day}
    return Timex("SET", f"XXXX-{dates.pop()}", quant=often.upper(), anchor="none") if len(dates) == 1 else None


def _holiday(context: Context, match: Match) -> Timex | None:
    name, period = match["name"].lower().replace("\u2019", "'"), (match["period"] or "").lower()
    if not match["name"][0].isupper():
        return None
    if name in ("easter", "christmas") and context.is_named(match.start("name"), "PERSON", "GPE"):
        return None
    if name == "may day" and re.match(r"!|\W+may ?day", context.after(match.end())):
        return None
    country, around = context.story.country, context.published.year
    if (match["rel"] or "").lower() in ("each", "every"):
        return _yearly(match["rel"], [holiday(name, year, country) for year in (around, around + 1)]) if not period else None
    anchor = "explicit" if match["year"] and match["year"][0].isdigit() else "publication"
    if match["year"]:
        year = context.year_in(match["year"])
    else:
        known = {y: day for y in (around - 1, around, around + 1) if (day := holiday(name, y, country)) is not None}
        if not known:
            return Timex("DATE", "XXXX-XX-XX", anchor="none") if not period else None
        near = known[around] if around in known else next(iter(known.values()))
        told = context.told_year(match, near.month, near.day) if not match["rel"] else None
        year, anchor = (told, "narrative") if told is not None else (_year_of(context, match, known), anchor)
    day = holiday(name, year, country) if year else None
    value = _around(day, period) if day else None
    return Timex("DATE", value, anchor=anchor) if value else None


HOLIDAY = rule(
    "holiday",
    "a holiday",
    _ends_of_names(),
    rf"\b(?:(?P<rel>last|next|this|this past|this coming|each|every) )?(?P<name>{names()})(?: (?P<period>week|weekend|season|holiday"
    rf"|holidays|season))?(?: (?:of )?(?P<year>{pieces.YEAR4}|this year|last year|next year))?\b(?!['\u2019]s Day)",
    _holiday,
)
