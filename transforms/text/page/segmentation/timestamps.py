"""Times that a page gives of itself: which lines hold them, and what they say in UTC."""

import datetime
import functools
import re

from transforms.text.lexicon import calendar
from transforms.text.lexicon.calendar import MONTH_ANY, WEEKDAY_ANY

_DATE = re.compile(
    r"(?=[\djfmasondtw])"  # how every date begins: it changes nothing, and is much faster
    rf"(?:\b|(?<=20\d\d)|(?<=19\d\d)|(?-i:(?<=[a-z0-9M])(?=[A-Z])|(?<=[a-z])(?=\d\d? [A-Z])))"
    rf"(?:(?:(?:{WEEKDAY_ANY})\b\.?,?\s+)?(?:(?P<m1>{MONTH_ANY})\b\.?\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<y1>(?:19|20)\d\d))?"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m2>{MONTH_ANY})\b\.?(?:,?\s+(?P<y2>(?:19|20)\d\d))?)"
    r"|(?P<y3>(?:19|20)\d\d)[-/.](?P<m3>\d{1,2})[-/.](?P<d3>\d{1,2})(?=\b|T)"
    r"|(?P<a4>\d{1,2})[-/.](?P<b4>\d{1,2})[-/.](?P<y4>(?:19|20)\d\d)\b"
    r"|(?<![\d/.-])(?P<a5>\d{1,2})[/.](?P<b5>\d{1,2})[/.](?P<y5>\d\d)(?=,?\s+(?:at\s+|[-–]\s+)?\d{1,2}:\d\d)"
    r"|^(?P<a6>\d\d)[-/.](?P<b6>\d\d)[-/.](?P<y6>\d\d)$)",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?<![\d.:])(?P<h>\d{1,2})(?:(?P<sep>[:.h])(?P<min>\d\d)(?::(?P<sec>\d\d)(?:\.\d+)?)?)?\s?(?P<ampm>[ap]\.?\s?m(?:\b|(?-i:(?=[A-Z])))\.?)?"
    r"(?:\s?(?P<zone>(?:GMT|UTC)\s?[+-]\s?\d{1,2}(?::?\d\d)?|[+-]\d\d(?::?\d\d)?\b|Z\b|(?:Eastern|Pacific)(?= Time| time|\b)"
    r"|(?:gmt|utc|[ecmp][sd]?t|bst|cest|cet|ist)\b|(?-i:(?!BY\b)[A-Z]{2,5}\b)))?",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\b(?:about |over )?(?:\d{1,3}|an?|one|two|three|a few|few)\s?(?:s|sec(?:ond)?s?|m|min(?:ute)?s?|h|hrs?|hours?|d|days?|w"
    r"|wks?|weeks?|mos?|months?|y|yrs?|years?)\.?\s?ago\b"
    r"|\bago \d+ (?:hours?|days?|minutes?)\b|\b(?:yesterday|today|just now|this just in)\b",
    re.IGNORECASE,
)
_OLD = re.compile(r"(?:\b|(?<=\d))this (?:article|story|page) is (?:more than|over) \d+ (?:months?|years?) old\b", re.IGNORECASE)
_FILLER = re.compile(
    rf"\b(?:first |originally |last |article |story |date |page |time |time of )*(?:published|updated?|posted|modified|revised"
    rf"|created|issued|added|publication|released|filed|edited)\b"
    rf"|\b(?:{WEEKDAY_ANY})\b|\b(?:on|at|by|the|of|date|time|last|first|local|est\.?|read|min(?:ute)?s?|ago|uhr|hrs|hours|ist|am|pm"
    rf"|noon|midnight|eastern|daylight|standard|pacific|central|mountain|and|to|original|originally|uk)\b"
    r"|[|•·,.:;()\[\]–—\-/+*«»>@]|\d{1,2}[\s-]*min(?:ute)?s?(?: read)?",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?=[cefilmopru])"  # how every label begins
    r"(?:(?P<update>(?:\b|(?<=\d))(?:last )?(?:updated?|modified|revised|edited)\b)|(?P<publish>(?:\b|(?<=\d))(?:first |originally )?"
    r"(?:published|posted|publication|created|issued|filed|released)\b))",
    re.IGNORECASE,
)
_TIME_ONLY = re.compile(r"^\W*\d{1,2}[:.]\d\d(?::\d\d)?\s?(?:[ap]\.?m\.?)?\s?(?:[A-Z]{2,5}(?:\s?[+-]\d{1,2})?)?\W*$", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_MONTHS = tuple(calendar.MONTH_STEM.split("|"))
_PARTED = re.compile(r"\d[-/.]\d")
"""One of these stands in every date."""
_AGE_WORDS = ("ago", "today", "yesterday", "just")
_MOMENT = re.compile(r"(?:19|20)\d\d-\d\d-\d\dT\d\d:?\d\d(?::?\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?")
"""Day and clock as ISO 8601 writes them for machines."""
_ISO_T = re.compile(r"(?<=\d)T(?=\d)")
_AROUND = datetime.timedelta(days=3)
LONGEST = 170
"""Characters of the longest line that can be a time of its own."""


@functools.lru_cache(maxsize=1 << 8)
def rest(text: str) -> str:
    """Return ``text`` without dates, times and the words around them: what a pure time line leaves empty.

    >>> rest("Published 10 May 2024 16:42 EDT"), rest("2024-05-10T16:42+0000"), rest("Ana Lind 10 May 2024")
    ('', '', 'Ana Lind')
    """
    left = _OLD.sub(" ", _ISO_T.sub(" ", text))
    left = _DATE.sub(" ", left) if has_date(left) else left
    left = _RELATIVE.sub(" ", left) if _may_hold_age(left) else left
    left = _CLOCK.sub(" ", left)
    left = _FILLER.sub(" ", left)
    return " ".join(left.split())


def blanked(text: str) -> str:
    """Return ``text`` with a bar in place of every date, age and time of day.

    >>> blanked("Ana Lind 10 May 2024 at 16:42 EDT")
    'Ana Lind  |  at  | '
    """
    left = _DATE.sub(" | ", text) if has_date(text) else text
    if _may_hold_age(left):
        left = _RELATIVE.sub(lambda found: found.group() if found.group().isalpha() else " | ", left)
    return _CLOCK.sub(lambda found: " | " if found["sep"] or found["ampm"] else found.group(), left)


@functools.lru_cache(maxsize=1 << 10)
def has_date(text: str) -> bool:
    """Return whether ``text`` holds a calendar date."""
    if _DIGIT.search(text) is None:
        return False
    low = text.lower()
    named = any(map(low.__contains__, _MONTHS))
    return (named or _PARTED.search(text) is not None) and _DATE.search(text) is not None


def _may_hold_age(text: str) -> bool:
    """Return whether a word stands in ``text`` that stands in all ages; asked first because it is much faster."""
    return any(map(text.lower().__contains__, _AGE_WORDS))


def has_clock(text: str) -> bool:
    """Return whether ``text`` holds a time of day.

    >>> has_clock("24 Jan 2024 11:05 EST"), has_clock("24 Jan 2024")
    (True, False)
    """
    if _DIGIT.search(text) is None:
        return False
    return any(found.group("sep") or found.group("ampm") for found in _CLOCK.finditer(_DATE.sub(" ", _ISO_T.sub(" ", text))))


def is_moment(text: str) -> bool:
    """Return whether ``text`` is nothing but day and clock as they are written for machines.

    >>> is_moment("2024-05-10T16:42+0000"), is_moment("10 May 2024 16:42")
    (True, False)
    """
    return _MOMENT.fullmatch(text) is not None


def is_relative(text: str) -> bool:
    """Return whether ``text`` is nothing but an age ("14 hours ago").

    >>> is_relative("14 hours ago"), is_relative("He left 14 hours ago")
    (True, False)
    """
    return len(text) <= 40 and _may_hold_age(text) and _RELATIVE.search(text) is not None and rest(text) == ""


def is_clock(text: str) -> bool:
    """Return whether ``text`` is a time of day or a running time and nothing else ("00:52", "19.02 CEST")."""
    return len(text) <= 20 and _TIME_ONLY.match(text) is not None


def is_timestamp(text: str) -> bool:
    """Return whether ``text`` is a date, a time or both, with at most their usual words.

    >>> is_timestamp("Sat 24 Feb 2024 12.42 CET"), is_timestamp("May 4"), is_timestamp("On May 4 he left")
    (True, True, False)
    """
    if len(text) > LONGEST or _DIGIT.search(text) is None:
        return False
    if not has_date(text):
        return is_relative(text) or (_is_labelled(text) and _CLOCK.search(text) is not None and rest(text) == "")
    left = rest(text)
    return left == "" or (_LABEL.match(text.strip()) is not None and len(left) <= 4)


def _is_labelled(text: str) -> bool:
    low = text.lower()
    return ("ed" in low or "update" in low or "publication" in low) and _LABEL.search(text) is not None


def parts(text: str) -> list[tuple[str, str]]:
    """Return the labelled times in ``text``: ``published`` or ``updated`` and the time as written, in order.

    An unlabelled time counts as published.

    >>> parts("Posted: Oct 17, 2023 5:00 AM CDT | Last Updated: October 17, 2023")
    [('published', 'Oct 17, 2023 5:00 AM CDT'), ('updated', 'October 17, 2023')]
    """
    if len(text) > 400:
        return []
    marks = [(m.start(), m.end(), "updated" if m.group("update") else "published") for m in _LABEL.finditer(text)]
    pieces: list[tuple[str, str]] = []
    bounds = [(0, 0, "published"), *marks]
    for at, (_, begin, role) in enumerate(bounds):
        end = bounds[at + 1][0] if at + 1 < len(bounds) else len(text)
        written = _written(text[begin:end])
        if written:
            pieces.append((role, written))
    return pieces


def _written(piece: str) -> str:
    """Return the first date in ``piece`` with the time of day beside it, or the first time of day; nothing where it holds neither."""
    plain = _ISO_T.sub(" ", piece)
    dates = [m.span() for m in _DATE.finditer(plain)]
    dateless = _DATE.sub(lambda m: " " * len(m.group()), plain)  # "May 4, 20235:00 AM"
    spans = sorted(dates + [m.span() for m in _CLOCK.finditer(dateless) if m.group("sep") or m.group("ampm")])
    if not spans:
        return ""
    low, high = spans[0]
    dated = spans[0] in dates
    for start, end in spans[1:]:
        again = dated and (start, end) in dates
        if not again and _FILLER.sub("", plain[high:start]).strip() == "" and start - high <= 12:
            high = end
            dated = dated or (start, end) in dates
    return piece[low:high].strip(" \t|,;•·-–—")


def to_utc(written: str, default: datetime.date) -> datetime.datetime | None:
    """Return ``written`` as a time in UTC; None without a clock time, a complete and unambiguous date, or an unambiguous zone.

    A time without a date is taken on ``default``, the date of the header.

    >>> to_utc("May 31, 2024 at 9:15 a.m. EDT", datetime.date(2024, 5, 31))
    datetime.datetime(2024, 5, 31, 13, 15, tzinfo=datetime.timezone.utc)
    >>> to_utc("May 31, 2024 at 9:15 a.m. CST", datetime.date(2024, 5, 31)) is None
    True
    """
    day = _day(written)
    if day is None:
        if _DATE.search(written):
            return None
        day = default
    without = _DATE.sub(" ", _ISO_T.sub(" ", written))
    clocks = [m for m in _CLOCK.finditer(without) if m.group("sep") or m.group("ampm")]
    if len(clocks) != 1:
        return None
    clock = clocks[0]
    hour, minute = int(clock.group("h")), int(clock.group("min") or 0)
    ampm = (clock.group("ampm") or "").lower()[:1]
    if ampm:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if ampm == "p" else 0)
    offset = _offset(clock.group("zone") or "", day)
    if offset is None or hour > 23 or minute > 59:
        return None
    try:
        local = datetime.datetime(day.year, day.month, day.day, hour, minute, min(int(clock.group("sec") or 0), 59), tzinfo=datetime.UTC)
        return local - datetime.timedelta(minutes=offset)
    except (ValueError, OverflowError):
        return None


def is_about(written: str, day: datetime.date) -> bool:
    """Return whether ``written`` begins with a date that can be read as one of the days around ``day``: zones differ, and pages are edited.

    >>> is_about("11.06.2012 / 4:54 PM", datetime.date(2012, 6, 11)), is_about("June 10, 2012", datetime.date(2012, 11, 7))
    (True, False)
    """
    return any(abs(read - day) <= _AROUND for read in _days(written))


def _day(written: str) -> datetime.date | None:
    """Return the only day that ``written`` can mean; None where it means none or several."""
    days = _days(written)
    return days[0] if len(days) == 1 else None


def _days(written: str) -> list[datetime.date]:
    """Return the days that the first date in ``written`` can mean: two where day and month cannot be told apart, none without a year."""
    found = _DATE.search(written)
    if found is None:
        return []
    g = found.groupdict()
    numbers = next(((g[f"a{n}"], g[f"b{n}"], g[f"y{n}"]) for n in (4, 5, 6) if g[f"y{n}"]), None)
    if numbers is not None:
        first, second, year = (int(number) for number in numbers)
        year += 2000 if year < 100 else 0
        read = {(year, first, second), (year, second, first)}
    elif g["y3"]:
        read = {(int(g["y3"]), int(g["m3"]), int(g["d3"]))}
    elif g["y1"] or g["y2"]:
        read = {(int(g["y1"] or g["y2"]), calendar.month_number(g["m1"] or g["m2"]), int(g["d1"] or g["d2"]))}
    else:
        read = set()
    return sorted(day for parts in read if (day := _calendar_day(*parts)) is not None)


def _calendar_day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _offset(zone: str, day: datetime.date) -> int | None:
    zone = zone.replace(" ", "").lower()
    found = re.fullmatch(r"(?:gmt|utc)?([+-])(\d{1,2})(?::?(\d\d))?", zone)
    if found:
        minutes = int(found.group(2)) * 60 + int(found.group(3) or 0)
        return (minutes if found.group(1) == "+" else -minutes) if minutes <= 14 * 60 else None
    if zone in calendar.FLOATING_ZONES:
        return calendar.FLOATING_ZONES[zone][1 if _american_summer(day) else 0]
    return calendar.ZONES.get(zone)


def _american_summer(day: datetime.date) -> bool:
    march = datetime.date(day.year, 3, 1)
    november = datetime.date(day.year, 11, 1)
    begin = march + datetime.timedelta(days=(6 - march.weekday()) % 7 + 7)
    end = november + datetime.timedelta(days=(6 - november.weekday()) % 7)
    return begin <= day < end
