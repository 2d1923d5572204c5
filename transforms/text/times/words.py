"""The words of temporal expressions: months, weekdays, units, qualifiers, years and clock times as text to what they stand for."""

import datetime
import re
from fractions import Fraction

from transforms.text.lexicon.calendar import UNITS
from transforms.text.times import values

_QUALIFIERS = {
    "at least": "EQUAL_OR_MORE", "no less than": "EQUAL_OR_MORE", "at most": "EQUAL_OR_LESS", "no more than": "EQUAL_OR_LESS",
    "not more than": "EQUAL_OR_LESS", "up to": "EQUAL_OR_LESS", "as long as": "EQUAL_OR_LESS", "as much as": "EQUAL_OR_LESS",
    "more than": "MORE_THAN", "over": "MORE_THAN", "just over": "MORE_THAN", "less than": "LESS_THAN", "fewer than": "LESS_THAN",
    "under": "LESS_THAN", "just under": "LESS_THAN", "nearly": "LESS_THAN", "almost": "LESS_THAN", "about": "APPROX", "around": "APPROX",
    "approximately": "APPROX", "roughly": "APPROX", "some": "APPROX",
}  # fmt: skip
_DATE_MODS = {
    "MORE_THAN": "BEFORE",
    "LESS_THAN": "AFTER",
    "APPROX": "APPROX",
    "EQUAL_OR_MORE": "ON_OR_BEFORE",
    "EQUAL_OR_LESS": "ON_OR_AFTER",
}


def qualifier(text: str | None, kind: str) -> tuple[str | None, bool]:
    """Return the TIMEX3 mod of a qualifying phrase and whether the phrase belongs to the extent.

    For a DATE counted back ("more than two years ago") more means earlier.

    >>> qualifier("more than ", "DURATION"), qualifier("more than ", "DATE"), qualifier("just ", "DATE")
    (('MORE_THAN', True), ('BEFORE', True), (None, False))
    """
    mod = _QUALIFIERS.get((text or "").strip().lower())
    if mod is None:
        return None, False
    return (_DATE_MODS[mod] if kind == "DATE" else mod), True


def unit_of(text: str) -> str:
    """Return the unit of a word: TS TM TH D W F(ortnight) WE M Q S(eason) Y E (decade) C (century) L (millennium) H (half year).

    >>> unit_of("Hours"), unit_of("centuries"), unit_of("years")
    ('TH', 'C', 'Y')
    """
    low = text.lower()
    return UNITS.get(low) or UNITS.get(low.removesuffix("s"), "D")


def scaled(unit: str) -> tuple[int, str]:
    """Return how many of which TIMEX3 unit one ``unit`` is.

    >>> scaled("F"), scaled("Q"), scaled("L")
    ((2, 'W'), (1, 'Q'), (1000, 'Y'))
    """
    return {"F": (2, "W"), "L": (1000, "Y"), "H": (6, "M"), "WE": (1, "WE"), "S": (1, "X")}.get(unit, (1, unit))


def timex_unit(unit: str) -> str:
    """Return the letter that stands for ``unit`` in a value whose count is one or unknown."""
    return {"F": "W", "H": "M", "S": "X", "WE": "WE"}.get(unit, unit)


def year_of(text: str, published: datetime.date) -> int | None:
    """Return the year that ``text`` names; a short one is the latest that is at most twenty years after publication.

    >>> year_of("1998", datetime.date(2024, 1, 24)), year_of("'98", datetime.date(2024, 1, 24))
    (1998, 1998)
    >>> year_of("nineteen seventy-nine", datetime.date(2024, 1, 24)), year_of("two thousand and four", datetime.date(2024, 1, 24))
    (1979, 2004)
    """
    text = text.strip().lower().replace("\u2019", "'")
    if re.fullmatch(r"\d{4}", text):
        return int(text)
    if short := re.fullmatch(r"'(\d\d)", text):
        year = published.year // 100 * 100 + int(short[1])
        return year if year <= published.year + 20 else year - 100
    words = text.replace("-", " ").split()
    if not words:
        return None
    if words[0] == "two":
        rest = values.number(" ".join(words[2:]).removeprefix("and ")) if len(words) > 2 else Fraction(0)
        return 2000 + int(rest) if rest is not None else None
    century = {"nineteen": 1900, "eighteen": 1800, "seventeen": 1700, "twenty": 2000}.get(words[0])
    rest = values.number(" ".join(w for w in words[1:] if w not in ("hundred", "and", "oh")))
    return century + int(rest) if century and rest is not None else None


def decade_of(text: str, published: datetime.date) -> str | None:
    """Return the TIMEX3 value of a decade.

    >>> decade_of("1990s", datetime.date(2024, 1, 24)), decade_of("'80s", datetime.date(2024, 1, 24))
    ('199', '198')
    >>> decade_of("1800s", datetime.date(2024, 1, 24))  # a century
    '18'
    """
    digits = re.sub(r"\D", "", text)
    if len(digits) == 4:
        return digits[:2] if digits.endswith("00") and digits < "2000" else digits[:3]
    year = year_of("'" + digits, published)
    return f"{year}"[:3] if year else None


def clock_of(text: str) -> str | None:
    """Return a clock time as TIMEX3 writes it.

    >>> clock_of("8:55 p.m."), clock_of("noon"), clock_of("1755"), clock_of("12 a.m."), clock_of("five o'clock"), clock_of("25:10")
    ('20:55', '12:00', '17:55', '00:00', '05:00', None)
    """
    low = text.lower().replace(".", ":") if re.match(r"\d+\.\d\d", text) else text.lower()
    if low in ("noon", "midday"):
        return "12:00"
    if low == "midnight":
        return "24:00"  # of the day it is said of: "midnight Friday" ends Friday
    if four := re.fullmatch(r"(\d\d)(\d\d)", low):
        return f"{four[1]}:{four[2]}"
    found = re.match(r"(\d{1,2}|[a-z]+?)(?::(\d\d))?(?::\d\d)?(?: ?([ap])(?:\.|:|m)| ?o'clock| hours|$)", low)
    if not found:
        return None
    number = values.number(found[1])
    if number is None or number > 24:
        return None
    hour, minute = int(number), int(found[2] or 0)
    if found[3] == "p" and hour < 12:
        hour += 12
    elif found[3] == "a" and hour == 12:
        hour = 0
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None
