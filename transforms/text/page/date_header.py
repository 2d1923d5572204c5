r"""The date header of a raw page: the calendar date of publication, and where it stands.

Raw pages begin with `` date 2024-01-24 `` and go on without a line break; other crawls and hands write "Date: January 24, 2024", "Published 24
Jan 2024 11:05 EST", ISO timestamps, "POSTED: Wed., Jan. 24, 2024" and the like. The rules:

- The header stands at the start of the text, or of one of its first lines: at most three lines that are not blank, none longer than 160
  characters, come before it (a title, a byline). Within such a line it may follow a bar or a bullet. Dates anywhere else are never looked at,
  and free text is never searched for dates.
- A label makes a header of a full date that follows it, whatever comes then. Without a label the date must stand alone between the start of
  its line and the line's end, a bar, a bullet or a dash; only an ISO date at the very start of the text may be followed by anything.
- A date is a year of four digits, a month and a day. "Today", "2 hours ago", "Wednesday" and "January 2024" are no dates.
- A label with a month and a year and no day ("date 2024-01") is no header, and no day is made up for it: where no full date follows in the
  first lines, the page is rejected as ``month_only``, and the reject says which month. The contract has no date without a day.
- Where the header holds a date of publication and one of an update, publication counts, whichever comes first.
- The date is the calendar date as written: times and zones are part of the header and convert nothing. A weekday that contradicts the
  date is ignored, the written date stands: sites compute both and get the weekday wrong more often, and a weekday alone says nothing.
- All-numeric dates: year first is year, month, day. Else a number above 12 is the day, equal numbers need no order, and ``date_order`` decides
  the rest; without it the date is ambiguous. A year of two digits needs ``date_order`` too and means 1969 to 2068, as POSIX has it.

An exact pattern finds the parts; dateparser reads dates whose month is a word, strictly, in English, from at most 80 characters, and must
agree with the numbers written.
"""

import datetime
import functools
import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

from transforms.text.lexicon.calendar import MONTH_ANY, WEEKDAY_ANY, ZONE_NAME
from transforms.text.rejected import RejectedInput

DATE_ORDERS = ("DMY", "MDY", "YMD")
"""What ``date_order`` may be."""

EARLIEST_YEAR = 1600
TOLERANCE = datetime.timedelta(days=2)
"""How far in the future of a run a date may lie: zones and clocks differ."""

MAX_LINES_BEFORE = 3
MAX_LINE_BEFORE = 160
_HEAD = 2_000  # characters after the leading blanks in which everything must stand
_BY_WORD_LIMIT = 80

# Blanks and what nobody sees: zero-width characters, direction marks, soft hyphens, control characters.
_BLANK = r"[\s\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
_S = r"[ \t\xa0\u2000-\u200b\u202f\u205f\u3000]"  # blanks within a line
_LINE_END = r"\n\r\f\v\x1c-\x1e\x85\u2028\u2029"
_WEEKDAY = rf"(?:{WEEKDAY_ANY})(?![a-z])\.?{_S}{{0,2}},?{_S}{{0,3}}"
_ZONE = rf"""(?:
    (?-i:(?:UTC|GMT){_S}?[+−-][0-9]{{1,2}}(?::?[0-9]{{2}})?|{ZONE_NAME}|hrs)(?!\w)
    | [+−-][0-9]{{2}}:?(?:[0-9]{{2}})?(?![0-9])
    | (?-i:\([A-Z]{{2,5}}\))
    | (?:Atlantic|Eastern|Central|Mountain|Pacific|local)(?:{_S}(?:Standard|Daylight))?{_S}time(?!\w)
    )(?:{_S}?\([A-Za-z ]{{2,40}}\))?"""
_AM_PM = rf"[ap]\.?{_S}?m(?!\w)\.?"
_TIME = rf"""(?:
    [0-2]?[0-9]:[0-5][0-9](?::[0-6][0-9](?:[.,][0-9]{{1,9}})?)?(?![0-9])(?:{_S}{{0,2}}{_AM_PM})?
    | [01]?[0-9](?:[.h][0-5][0-9])?{_S}{{0,2}}{_AM_PM}
    | [0-2]?[0-9]\.[0-5][0-9](?={_S}{{1,2}}{_ZONE})
    | [0-2]?[0-9]h[0-5][0-9](?!\w)
    | [0-2][0-9][0-5][0-9](?={_S}?(?:GMT|UTC|hrs))
    | (?:noon|midnight)(?!\w)
    )(?:{_S}{{0,2}}{_ZONE})?"""


def _named(number: int) -> tuple[str, str, str]:
    """Return patterns of a day, a month's name and a year, in groups of that number."""
    return (
        rf"(?P<day{number}>[0-9]{{1,2}})(?![0-9])(?:(?:st|nd|rd|th)(?![a-z]))?",
        rf"(?P<month{number}>{MONTH_ANY})(?![a-z])\.?",
        rf"(?P<year{number}>[0-9]{{4}})(?![0-9])",
    )


_DAY1, _MONTH1, _YEAR1 = _named(1)
_DAY2, _MONTH2, _YEAR2 = _named(2)
_DAY3, _MONTH3, _YEAR3 = _named(3)
_MARK = "[-/.‐‑‒–−]"
_JOIN = rf"(?:{_S}|[,.\-]){{0,3}}"
_DATE = rf"""(?P<calendar>
    (?P<year0>[0-9]{{4}}){_S}?(?P<mark0>{_MARK}){_S}?(?P<month0>[0-9]{{1,2}}){_S}?(?P=mark0){_S}?(?P<day0>[0-9]{{1,2}})(?![0-9])
    | (?P<first>[0-9]{{1,2}}){_S}?(?P<mark>{_MARK}){_S}?(?P<second>[0-9]{{1,2}}){_S}?(?P=mark){_S}?(?P<third>[0-9]{{4}}|[0-9]{{2}})(?![0-9])
    | {_MONTH1}{_JOIN}{_DAY1}(?:{_S}{{1,2}}{_TIME})?{_JOIN}{_YEAR1}
    | {_DAY2}{_JOIN}(?:of{_S})?{_MONTH2}{_JOIN}{_YEAR2}
    | {_YEAR3}{_JOIN}{_MONTH3}{_JOIN}{_DAY3}
    | (?P<compact>(?:1[6-9]|2[0-9])[0-9]{{6}})(?![0-9])
    )"""
_VALUE = rf"""
    (?:{_TIME}{_S}?[,|·•–—-]?{_S}{{0,2}}(?:on{_S})?)?
    (?:{_WEEKDAY})?
    {_DATE}
    (?P<clock>(?:T|{_S}{{0,2}}[,@|·•/–—-]?{_S}{{0,2}}(?:at{_S}{{1,2}})?){_TIME})?
    (?!\w)(?![-/.:][0-9])"""
_PUBLISHED = r"""(?:
    (?:(?:first|originally|article|story|news|date|web)[\s_:-])?publish(?:ed)?(?:[\s_](?:date|time|online|on|at))*
    | date[\s_-]?(?:published|posted|created|issued|filed|of\spublication) | date(?:[\s_/-]?(?:time|line))? | dated
    | publication[\s_-]date | pub\.?[\s_-]?date | post(?:ed)?(?:[\s_](?:date|time|on|at))* | issued?(?:\s(?:date|on))?
    | releas(?:ed?)(?:\s(?:date|on))? | created?(?:[\s_](?:date|on|at))? | filed | uploaded | timestamp
    )"""
_UPDATED = r"""(?:
    (?:(?:last|latest|page|article|story)[\s_:-])*(?:updated?|modified|edited|revised|corrected|reviewed|changed)(?:[\s_-](?:date|time|on|at))*
    | date[\s_-]?(?:updated|modified)
    )"""
_LABEL = rf"(?:(?P<updated>{_UPDATED})|(?P<published>{_PUBLISHED}))(?!\w)"
_AFTER_LABEL = r"""["'*_]{0,3}\s{0,4}(?P<colon>[:=])?[|–—-]?["'*_]{0,3}\s{0,4}["'*]{0,2}(?:(?:on|at)\b:?\s{0,3})?(?<=[\s:=|–—"'*_-])"""
_FLAGS = re.VERBOSE | re.IGNORECASE

_USUAL = re.compile(rf"{_BLANK}*+(date ([0-9]{{4}})-([0-9]{{2}})-([0-9]{{2}}))(?=\s|\Z)(?!\s*[0-9])")
_LEADING = re.compile(rf"{_BLANK}*+")
_LINE = re.compile(rf"[^{_LINE_END}]+")
_PIECE = re.compile(rf"(?:^|(?<![^\s|·•])[|·•]){_BLANK}{{0,9}}[\[(*#>\-\"']{{0,3}}{_BLANK}{{0,9}}")
_ITEM = re.compile(rf"(?P<label>{_LABEL}{_AFTER_LABEL})?{_VALUE}", _FLAGS)
_COMPANION = re.compile(rf"{_S}{{0,3}}[,;|·•/(–—-]?{_S}{{0,3}}(?P<label>{_LABEL}{_AFTER_LABEL}){_VALUE}", _FLAGS)
_MONTH_ONLY = re.compile(
    rf"""{_PUBLISHED}(?!\w){_AFTER_LABEL}
    (?P<written>[0-9]{{4}}{_S}?[-/.]{_S}?(?:0?[1-9]|1[0-2])
        | (?:{MONTH_ANY})(?![a-z])\.?,?{_S}{{1,2}}[0-9]{{4}} | [0-9]{{4}}{_S}(?:{MONTH_ANY})(?![a-z]))
    (?![0-9])(?!{_S}?[-/.:,]{_S}?[0-9])(?!{_S}[0-9]{{1,2}}(?![0-9]))""",
    _FLAGS,
)
_OF_CALENDARS = rf"""(?:{WEEKDAY_ANY}|{MONTH_ANY}|[0-9]{{1,4}}(?:st|nd|rd|th)?|of|at|the|yesterday|today|an?{_S}hour|hours?|minutes?|days?|weeks?
    |months?|ago|[ap]\.?m)(?!\w)"""
_NO_DATE = re.compile(
    rf"""(?:(?:{_PUBLISHED}|{_UPDATED})(?!\w){_AFTER_LABEL}{_OF_CALENDARS}(?:[-/.,:]?{_S}?{_OF_CALENDARS}){{0,8}}
        | (?:{MONTH_ANY})(?![a-z])\.?,?{_S}{{1,2}}[0-9]{{4}}(?![0-9]) | [0-9]{{4}}{_S}?[-/.]{_S}?[0-9]{{1,2}}(?![0-9]))""",
    _FLAGS,
)
"""What somebody meant as a date: words and numbers of calendars behind a label, or a month with its year."""
_NO_VALUE = re.compile(r"(?:date|published|posted)(?:\s(?:on|at))?\s?:", re.IGNORECASE)
_ALONE = re.compile(rf"[\])\"'*.,;]{{0,3}}{_S}{{0,9}}(?:\Z|[{_LINE_END}|·•–—]|[-/]{_S})")
_REST_OF_LINE_IS_BLANK = re.compile(rf"{_S}*+(?:\Z|[{_LINE_END}])")


class DateHeader(NamedTuple):
    """The publication date as written, and the offsets of the whole header (label, date, time), without blank edges."""

    date: datetime.date
    start: int
    end: int


def parse_header(text: str, *, date_order: str | None, now: datetime.datetime) -> DateHeader:
    r"""Return the date header of a raw page, by the rules above.

    ``date_order`` (one of ``DATE_ORDERS``, or None) reads numeric dates that the numbers leave open; ``now`` is the start of the run.

    Raises:
        RejectedInput: ``no_date``, ``month_only``, ``impossible_date``, ``ambiguous_date``, ``future_date`` (more than two days after
            ``now``) or ``date_out_of_range`` (before 1600).

    >>> now = datetime.datetime(2024, 6, 1)
    >>> parse_header(" date 2024-01-24 A military transport plane", date_order=None, now=now)
    DateHeader(date=datetime.date(2024, 1, 24), start=1, end=16)
    >>> parse_header("Ferry reopens\n\nPublished 24 Jan 2024 11:05 EST\n\nIt did.", date_order=None, now=now)
    DateHeader(date=datetime.date(2024, 1, 24), start=15, end=46)
    >>> parse_header("03/04/2024", date_order="DMY", now=now).date
    datetime.date(2024, 4, 3)
    """
    if date_order is not None and date_order not in DATE_ORDERS:
        raise ValueError(f"date_order is one of {', '.join(DATE_ORDERS)}, not {date_order!r}")
    if usual := _USUAL.match(text):
        header = DateHeader(_from_numbers(int(usual[2]), int(usual[3]), int(usual[4]), usual[1]), *usual.span(1))
    else:
        header = _find(text, date_order)
    if header.date.year < EARLIEST_YEAR:
        raise RejectedInput("date_out_of_range", f"before {EARLIEST_YEAR}: {_quoted(text[header.start : header.end])}")
    if header.date > (now + TOLERANCE).date():
        written = _quoted(text[header.start : header.end])
        raise RejectedInput("future_date", f"more than {TOLERANCE.days} days after the start of the run: {written}")
    return header


def _find(text: str, date_order: str | None) -> DateHeader:
    """Return the header in one of the first lines."""
    leading = _LEADING.match(text)
    assert leading is not None  # it matches the empty string
    head = text[leading.end() : leading.end() + _HEAD]
    update: re.Match[str] | None = None
    for item in _items(head):
        if _is_published(item) or _is_published(_COMPANION.match(head, item.end())):
            return _header(head, item, date_order, leading.end())
        update = update or item
    if update is None:
        if month := _month_only(head):
            raise RejectedInput("month_only", f"month only: {_quoted(month)}")
        raise RejectedInput("no_date", f"no date header in the first {MAX_LINES_BEFORE + 1} lines{_in_vain(head)}")
    return _header(head, update, date_order, leading.end())


def _items(head: str) -> Iterator[re.Match[str]]:
    """Yield the dates, with their labels, that stand where a header may stand, in order."""
    for start in _starts(head):
        item = _ITEM.match(head, start)
        if item is None:
            if (labelled := _NO_VALUE.match(head, start)) and not _MONTH_ONLY.match(head, start):
                seen = _NO_DATE.match(head, start) or labelled
                raise RejectedInput("no_date", f"no full calendar date follows the label: {_quoted(seen.group())}")
        elif item["label"] or _stands_alone(head, item):
            yield item


def _month_only(head: str) -> str | None:
    """Return the month that stands, labelled and without a day, where a header may stand; None where there is none."""
    found = (_MONTH_ONLY.match(head, start) for start in _starts(head))
    return next((month["written"] for month in found if month is not None), None)


def _in_vain(head: str) -> str:
    """Return the end of a sentence that quotes what stands for a date where a header may stand and is none; nothing where there is none."""
    found = (_NO_DATE.match(head, start) for start in _starts(head))
    return next((f"; {_quoted(seen.group())} is no full date" for seen in found if seen is not None), "")


def _starts(head: str) -> Iterator[int]:
    """Yield where a header may begin, in order: the first lines, and what follows a bar or a bullet within them."""
    lines = (line for line in _LINE.finditer(head) if not _blank(line.group()))
    for line in itertools.islice(lines, MAX_LINES_BEFORE + 1):
        long = len(line.group()) > MAX_LINE_BEFORE
        for piece in itertools.islice(_PIECE.finditer(line.group()), 1 if long else None):
            yield line.start() + piece.end()
        if long:
            return


def _blank(line: str) -> bool:
    """Return whether nobody would see anything in a line."""
    leading = _LEADING.match(line)
    return leading is not None and leading.end() == len(line)


def _is_published(item: re.Match[str] | None) -> bool:
    """Return whether it is the date of publication: so labelled, or not labelled."""
    return item is not None and not item["updated"]


def _stands_alone(head: str, item: re.Match[str]) -> bool:
    """Return whether a date without a label is one all the same."""
    if item["compact"] or (item["third"] and len(item["third"]) == 2):
        return False
    if _ALONE.match(head, item.end()):
        return True
    return item["mark0"] == "-" and item.start() == 0 and head[item.end()].isspace()


def _header(head: str, item: re.Match[str], date_order: str | None, offset: int) -> DateHeader:
    """Return the header that begins with an item: with its companion on the same line, if it has one."""
    end = item.end()
    if _begins_story(head, item):
        end = item.end("calendar")
    elif item["label"] and item["label"][-1] in "\"'" and head[end : end + 1] == item["label"][-1]:
        end += 1  # date: "2024-01-24"
    companion = _COMPANION.match(head, end)
    dated = item
    if companion is not None and bool(companion["updated"]) != bool(item["updated"]):
        end = companion.end()
        dated = item if _is_published(item) else companion
    return DateHeader(_calendar_date(dated, date_order, head[item.start() : end]), item.start() + offset, end + offset)


def _begins_story(head: str, item: re.Match[str]) -> bool:
    """Return whether the time after a date belongs to the story: "date 2024-01-24 11 a.m. was …", where the crawl's own label has no colon."""
    ours = item["published"] is not None and item["published"].lower() == "date" and not item["colon"]
    return ours and bool(item["clock"]) and item["clock"][0].isspace() and not _REST_OF_LINE_IS_BLANK.match(head, item.end())


def _calendar_date(item: re.Match[str], date_order: str | None, written: str) -> datetime.date:
    """Return the date that an item writes."""
    if item["compact"]:
        return _from_numbers(int(item["compact"][:4]), int(item["compact"][4:6]), int(item["compact"][6:]), written)
    if item["year0"]:
        return _from_numbers(int(item["year0"]), int(item["month0"]), int(item["day0"]), written)
    if item["first"]:
        return _from_numeric(item["first"], item["second"], item["third"], date_order, written)
    number = next(number for number in (1, 2, 3) if item[f"day{number}"])
    return _from_words(int(item[f"day{number}"]), item[f"month{number}"], int(item[f"year{number}"]), written)


def _from_numeric(first: str, second: str, third: str, date_order: str | None, written: str) -> datetime.date:
    """Return the date of three numbers in an order that they, or ``date_order``, decide."""
    if len(third) == 2 and date_order is None:
        raise RejectedInput("ambiguous_date", f"a year of two digits, and no date order is given: {_quoted(written)}")
    if len(third) == 2 and date_order == "YMD":
        return _from_numbers(_century(int(first)), int(second), int(third), written)
    year = int(third) if len(third) == 4 else _century(int(third))
    one, two = int(first), int(second)
    if one > 12 or one == two:
        return _from_numbers(year, two, one, written)
    if two > 12:
        return _from_numbers(year, one, two, written)
    if date_order not in ("DMY", "MDY"):
        raise RejectedInput("ambiguous_date", f"day or month first: {_quoted(written)}")
    return _from_numbers(year, two, one, written) if date_order == "DMY" else _from_numbers(year, one, two, written)


def _century(year: int) -> int:
    """Return the year of two digits after POSIX (strptime's %y): 69 to 99 are 1969 to 1999, 0 to 68 are 2000 to 2068."""
    return year + (1900 if year >= 69 else 2000)


def _from_numbers(year: int, month: int, day: int, written: str) -> datetime.date:
    """Return the date of three numbers, which must be in the calendar."""
    try:
        return datetime.date(year, month, day)
    except ValueError:
        reason = "date_out_of_range" if year < 1 and 1 <= month <= 12 and 1 <= day <= 28 else "impossible_date"
        raise RejectedInput(reason, f"not in the calendar: {_quoted(written)}") from None


def _from_words(day: int, month: str, year: int, written: str) -> datetime.date:
    """Return the date of a day, a month's name and a year, which must be in the calendar."""
    parsed = _parse_words(f"{day} {month} {year}")
    if parsed is not None and (parsed.day, parsed.year) == (day, year):
        return parsed
    if year < EARLIEST_YEAR and 1 <= day <= 31:  # dateparser knows no years before 1000
        raise RejectedInput("date_out_of_range", f"before {EARLIEST_YEAR}: {_quoted(written)}")
    raise RejectedInput("impossible_date", f"not in the calendar: {_quoted(written)}")


@functools.lru_cache(maxsize=4096)
def _parse_words(written: str) -> datetime.date | None:
    """Return the date in English words after dateparser, which costs most of a millisecond; None where it finds none."""
    import dateparser  # which takes 50 ms, and most pages need it not

    parsed = dateparser.parse(
        written[:_BY_WORD_LIMIT],
        languages=["en"],
        settings={
            "STRICT_PARSING": True,
            "REQUIRE_PARTS": ["day", "month", "year"],
            "RELATIVE_BASE": datetime.datetime(2000, 1, 1),
            "PARSERS": ["absolute-time"],
            "DATE_ORDER": "DMY",
        },
    )
    return None if parsed is None else parsed.date()


def _quoted(written: str) -> str:
    """Return a header as written, cut, for people."""
    return repr(written[:80])
