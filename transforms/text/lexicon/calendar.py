"""The calendar in words: months, weekdays, parts of the day, seasons, units and zones, as English-language news writes them.

Every room that has to know a month from a name reads this table. Keys are lower case and without a period; patterns are fragments of regular
expressions without groups, longest form first, to be read with ``re.IGNORECASE`` or through :func:`capitalised`.
"""

import re
from collections.abc import Iterable

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
MONTH_SHORT = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sept": 9, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
"""The shortened months and their numbers; May has no shorter form."""
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAY_SHORT = {
    "mon": 1, "tues": 2, "tue": 2, "weds": 3, "wed": 3, "thurs": 4, "thur": 4, "thu": 4, "fri": 5, "sat": 6, "sun": 7,
}  # fmt: skip
"""The shortened weekdays and their ISO numbers."""
MONTH_NUMBERS = {name: number for number, name in enumerate(MONTHS, 1)} | MONTH_SHORT
"""Every form of a month and its number."""
WEEKDAY_NUMBERS = {name: number for number, name in enumerate(WEEKDAYS, 1)} | WEEKDAY_SHORT
"""Every form of a weekday and its ISO number."""
ORDINARY = frozenset(("march", "may", "mar", "mon", "sat", "sun", "wed"))
"""Forms above that are as often another word: in text without capitals they say no date."""
DAY_WORDS = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0}
"""Words that count from the day of publication, and by how many days."""
PARTS_OF_DAY = {
    "morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "midday": "MI", "dawn": "MO", "dusk": "EV", "noon": "MI",
    "midnight": "NI",
}  # fmt: skip
"""The TIMEX3 code of a part of the day."""
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
"""The TIMEX3 code of a season."""
SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
"""First and last month of a season in the northern hemisphere, by its code."""
UNITS = {
    "second": "TS", "sec": "TS", "minute": "TM", "min": "TM", "hour": "TH", "hr": "TH", "day": "D", "night": "D", "week": "W",
    "fortnight": "F", "weekend": "WE", "month": "M", "quarter": "Q", "season": "S", "year": "Y", "yr": "Y", "decade": "E", "century": "C",
    "centurie": "C", "millennium": "L", "millennia": "L", "semester": "H", "trimester": "Q",
}  # fmt: skip
"""Units of time without a plural's s: TS TM TH seconds, minutes and hours, D W F(ortnight) WE M Q S(eason) Y, E decade, C century, L
millennium, H half year."""

ZONES: dict[str, int | None] = {
    "utc": 0, "gmt": 0, "z": 0, "ut": 0, "bst": 60, "wet": 0, "west": 60, "cet": 60, "cest": 120, "eet": 120, "eest": 180, "msk": 180,
    "trt": 180, "est": -300, "edt": -240, "cdt": -300, "mdt": -360, "pst": -480, "pdt": -420, "akst": -540, "akdt": -480, "hst": -600,
    "nst": -210, "ndt": -150, "adt": -180, "sast": 120, "wat": 60, "cat": 120, "eat": 180, "pkt": 300, "wib": 420, "pht": 480, "sgt": 480,
    "hkt": 480, "myt": 480, "awst": 480, "jst": 540, "kst": 540, "acst": 570, "acdt": 630, "aest": 600, "aedt": 660, "nzst": 720,
    "nzdt": 780, "cst": None, "ist": None, "ast": None, "mst": None, "gst": None, "et": None, "ct": None, "mt": None, "pt": None, "at": None,
    "nt": None, "nzt": None, "ht": None, "hdt": -540, "awdt": 540,
}  # fmt: skip
"""Zone names and their minutes east of UTC; None where English-language news reads the name in more than one way, or by the season."""
FLOATING_ZONES = {"et": (-300, -240), "pt": (-480, -420), "eastern": (-300, -240), "pacific": (-480, -420)}
"""Zones by the season: minutes east of UTC in American winter and summer."""
ZONES_ALONE = frozenset(
    ("gmt", "utc", "bst", "cet", "cest", "est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt", "ist", "jst", "aest"),
)
"""Zone names that mean a zone also where no clock time stands before them; "TRT", "ADT" or "SGT" are other things as well."""

_STEMS = tuple(name[:3] for name in MONTHS)


def _forms(names: Iterable[str], short: dict[str, int]) -> list[str]:
    """Return each full name followed by its shorter forms, longest first."""
    return [
        form
        for number, name in enumerate(names, 1)
        for form in (name, *sorted((s for s, of in short.items() if of == number), key=lambda s: (-len(s), s)))
    ]


MONTH_NAME = "|".join(MONTHS)
"""Pattern of a month in full."""
MONTH_ABBREVIATION = "|".join(sorted(MONTH_SHORT, key=lambda s: (-len(s), s)))
"""Pattern of a shortened month, without its period."""
MONTH_ANY = "|".join(_forms(MONTHS, MONTH_SHORT))
"""Pattern of a month in full or shortened, without its period."""
MONTH_STEM = "|".join(_STEMS)
"""Pattern of the three letters that a month begins with."""
ZONE_NAME = "|".join(sorted((zone.upper() for zone in ZONES), key=lambda z: (-len(z), z)))
"""Pattern of a zone's name in capitals; to be read heeding the case, and only where a clock time stands before it."""
WEEKDAY_NAME = "|".join(WEEKDAYS)
"""Pattern of a weekday in full."""
WEEKDAY_ABBREVIATION = "|".join(sorted(WEEKDAY_SHORT, key=lambda s: (-len(s), s)))
"""Pattern of a shortened weekday, without its period."""
WEEKDAY_ANY = "|".join(_forms(WEEKDAYS, WEEKDAY_SHORT))
"""Pattern of a weekday in full or shortened, without its period."""


def capitalised(pattern: str) -> str:
    """Return ``pattern``, one of the above, with capital initials, for expressions that heed the case.

    >>> capitalised("march|mar")
    'March|Mar'
    """
    return re.sub(r"\b[a-z]", lambda m: m.group().upper(), pattern)


def month_number(text: str) -> int:
    """Return the number of the month that ``text`` names in full or shortened, with or without a period; KeyError for anything else.

    >>> month_number("Sept."), month_number("march")
    (9, 3)
    """
    return MONTH_NUMBERS[text.lower().removesuffix(".")]


def weekday_number(text: str) -> int:
    """Return the ISO number of the weekday that ``text`` names in full or shortened, with or without a period; KeyError for anything else.

    >>> weekday_number("Thurs"), weekday_number("sunday")
    (4, 7)
    """
    return WEEKDAY_NUMBERS[text.lower().removesuffix(".")]
