"""TIMEX3 values: calendar periods to strings, strings to the days they cover, number words to numbers.

Formats follow TimeML 1.2.1 (Saurí et al., 2006): ``2024-01-24``, ``2024-W04``, ``2024-W04-WE``, ``2024-01``, ``2024-Q1``, ``2024-H1``,
``2024-SU``, ``2024``, ``202`` (the 2020s), ``20`` (the 21st century), ``P2W``, ``PT5H``, with ``X`` for what is not known.
"""

import calendar
import datetime
import re
from fractions import Fraction

from transforms.text.lexicon import numbers, numerals

ONE_DAY = datetime.timedelta(days=1)

_COUNTS = {
    "a": Fraction(1), "an": Fraction(1), "couple": Fraction(2), "pair": Fraction(2), "dozen": Fraction(12), "half": Fraction(1, 2),
    "half a": Fraction(1, 2), "half an": Fraction(1, 2),
}  # fmt: skip
"""Counts before a unit of time that are no numbers by themselves."""


def number(text: str) -> Fraction | None:
    """Return the number that ``text`` says before a unit of time, or None for a vague one ("several").

    >>> number("twenty-four"), number("2 1/2"), number("a couple of"), number("half a"), number("several")
    (Fraction(24, 1), Fraction(5, 2), Fraction(2, 1), Fraction(1, 2), None)
    >>> number("two thousand"), number("1,500"), number("a dozen"), number("one and a half")
    (Fraction(2000, 1), Fraction(1500, 1), Fraction(12, 1), Fraction(3, 2))
    """
    low = " ".join(text.lower().split()).removesuffix(" of")
    known = _COUNTS.get(low) or _COUNTS.get(low.removeprefix("a ").removeprefix("one "))
    if known is not None:
        return known
    value = numerals.parse(low)
    return None if value is None else Fraction(value).limit_denominator(1000)


def ordinal(text: str) -> int | None:
    """Return the number of an ordinal.

    >>> ordinal("21st"), ordinal("twenty-first"), ordinal("third"), ordinal("last")
    (21, 21, 3, None)
    """
    digits = re.fullmatch(r"(\d{1,4})(?:st|nd|rd|th)?", text.lower())
    return int(digits[1]) if digits else numbers.ordinal(text)


_FINER = {"Y": ("M", 12), "W": ("D", 7), "D": ("H", 24), "H": ("M", 60), "M": ("D", 30), "E": ("Y", 10), "C": ("Y", 100)}


def duration(count: Fraction | None, unit: str) -> str:
    """Return the TIMEX3 value of ``count`` times ``unit`` (Y, M, W, D, Q, E decade, C century, TH, TM, TS); None counts as X.

    >>> duration(Fraction(5, 2), "Y"), duration(Fraction(30), "TM"), duration(None, "W"), duration(Fraction(2), "E"), duration(None, "E")
    ('P2Y6M', 'PT30M', 'PXW', 'P20Y', 'PXE')
    """
    time = "T" if unit.startswith("T") else ""
    letter = unit[-1]
    if count is None:
        return f"P{time}X{letter}"
    if letter in "EC" and not time:
        count, letter = count * _FINER[letter][1], "Y"
    whole = count.numerator // count.denominator
    rest = count - whole
    if not rest:
        return f"P{time}{whole}{letter}"
    if letter not in "YWDHM" or (letter == "M" and not time) or rest.denominator not in (2, 3, 4):
        shown = f"{float(count):.2f}".rstrip("0").rstrip(".")
        return f"P{time}{shown}{letter}"
    finer, ratio = ("S", 60) if unit == "TM" else _FINER[letter]
    part = round(rest * ratio)
    if letter == "D":
        return f"PT{round(count * 24)}H" if not whole else f"P{whole}DT{part}H"
    return f"P{time}{whole}{letter}{part}{finer}" if whole else f"P{time}{part}{finer}"


def week(day: datetime.date) -> str:
    """Return the ISO week of ``day``.

    >>> week(datetime.date(2024, 1, 24))
    '2024-W04'
    """
    year, number_, _ = day.isocalendar()
    return f"{year:04d}-W{number_:02d}"


def month(year: int, month_: int) -> str:
    """Return the month ``month_`` of ``year``, where ``month_`` may lie outside 1..12.

    >>> month(2024, 0), month(2024, 14)
    ('2023-12', '2025-02')
    """
    year, index = divmod(year * 12 + month_ - 1, 12)
    return f"{year:04d}-{index + 1:02d}"


def quarter(year: int, quarter_: int) -> str:
    """Return the quarter ``quarter_`` of ``year``, where ``quarter_`` may lie outside 1..4.

    >>> quarter(2024, 0)
    '2023-Q4'
    """
    year, index = divmod(year * 4 + quarter_ - 1, 4)
    return f"{year:04d}-Q{index + 1}"


def add_days(day: datetime.date, days: int) -> datetime.date | None:
    """Return ``day`` plus ``days``, or None outside the calendar."""
    try:
        return day + datetime.timedelta(days=days)
    except (OverflowError, ValueError):
        return None


def add_months(day: datetime.date, months: int) -> datetime.date | None:
    """Return ``day`` plus ``months`` (the last day of the month where that month is shorter), or None outside the calendar.

    >>> add_months(datetime.date(2024, 3, 31), -1)
    datetime.date(2024, 2, 29)
    """
    year, index = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        return None
    return datetime.date(year, index + 1, min(day.day, calendar.monthrange(year, index + 1)[1]))


_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_PART = re.compile(r"(\d{4})-([QH])([1-4])")
_YEARS = re.compile(r"\d{2,4}")


def span(value: str) -> tuple[datetime.date, datetime.date] | None:
    """Return the first and last day that a TIMEX3 value covers; None for what has no dates (durations, seasons, placeholders).

    Seasons have none: they differ with hemisphere and definition.

    >>> span("2024-W04")
    (datetime.date(2024, 1, 22), datetime.date(2024, 1, 28))
    >>> span("2024-Q1"), span("199"), span("P2D")
    ((datetime.date(2024, 1, 1), datetime.date(2024, 3, 31)), (datetime.date(1990, 1, 1), datetime.date(1999, 12, 31)), None)
    """
    try:
        if found := _DAY.fullmatch(value):
            day = datetime.date(int(found[1]), int(found[2]), int(found[3]))
            return day, day
        if found := _WEEK.fullmatch(value):
            first = datetime.date.fromisocalendar(int(found[1]), int(found[2]), 6 if found[3] else 1)
            return first, datetime.date.fromisocalendar(int(found[1]), int(found[2]), 7)
        if found := _MONTH.fullmatch(value):
            year, month_ = int(found[1]), int(found[2])
            return datetime.date(year, month_, 1), datetime.date(year, month_, calendar.monthrange(year, month_)[1])
        if found := _PART.fullmatch(value):
            year, size = int(found[1]), 3 if found[2] == "Q" else 6
            last = int(found[3]) * size
            return datetime.date(year, last - size + 1, 1), datetime.date(year, last, calendar.monthrange(year, last)[1])
        if _YEARS.fullmatch(value):
            width = 10 ** (4 - len(value))
            year = int(value) * width
            if width == 100:  # the 20th century, value 19, as common usage and TimeML have it: 1900-1999
                return datetime.date(max(year, 1), 1, 1), datetime.date(year + 99, 12, 31)
            return datetime.date(max(year, 1), 1, 1), datetime.date(year + width - 1, 12, 31)
    except ValueError:
        return None
    return None
