"""Days with names: holidays by their rule, and the few days that news knows by month and day alone."""

import datetime
import functools
import re

from transforms.text.lexicon import countries, data
from transforms.text.times import values


def easter(year: int) -> datetime.date:
    """Easter Sunday of the Gregorian calendar (the anonymous computus of Meeus, Jones and Butcher).

    >>> easter(2024)
    datetime.date(2024, 3, 31)
    """
    a, b, c = year % 19, year // 100, year % 100
    d, e, f = b // 4, b % 4, (b + 8) // 25
    h = (19 * a + b - d - (b - f + 1) // 3 + 15) % 30
    i, k = c // 4, c % 4
    el = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * el) // 451
    month, day = divmod(h + el - 7 * m + 114, 31)
    return datetime.date(year, month, day + 1)


@functools.cache
def _holiday_rules() -> dict[str, str]:
    return {row[0]: row[1] for row in data.table("times/holidays.txt")}


def country_of(text: str) -> str | None:
    """Return the country (US, CA, GB) that an article speaks of most, or None; for holidays that differ.

    >>> country_of("OTTAWA - Canadians vote; the U.S. watches."), country_of("It rained.")
    ('CA', None)
    """
    return countries.most_named(text[:20_000], ("CA", "GB", "US"))


def holiday(name: str, year: int, country: str | None = None) -> datetime.date | None:
    """Return the day of the holiday ``name`` (lower case) in ``year``, or None where it depends on a country that is not known.

    Thanksgiving is the fourth Thursday of November (United States), in Canada the second Monday of October; Election Day the Tuesday
    after the first Monday of November (United States); Mother's Day the second Sunday of May outside Britain.

    >>> holiday("labor day", 2024), holiday("election day", 2024, "US"), holiday("good friday", 2024)
    (datetime.date(2024, 9, 2), datetime.date(2024, 11, 5), datetime.date(2024, 3, 29))
    >>> holiday("thanksgiving", 2024, "CA"), holiday("election day", 2024)
    (datetime.date(2024, 10, 14), None)
    """
    rule = _holiday_rules().get(name)
    if rule is None or not 1 <= year <= 9998 or (name == "mother's day" and country == "GB"):
        return None
    if rule.startswith("easter"):
        return values.add_days(easter(year), int(rule[6:]))
    if rule.startswith("thanksgiving"):
        if country == "CA" and rule == "thanksgiving":
            return nth_weekday(year, 10, 1, 2)
        return values.add_days(nth_weekday(year, 11, 4, 4), int(rule[12:] or 0))
    if rule == "election":
        return values.add_days(nth_weekday(year, 11, 1, 1), 1) if country == "US" else None
    if nth := re.fullmatch(r"(\d\d)-W(\d)-(-?\d)", rule):
        return nth_weekday(year, int(nth[1]), int(nth[2]), int(nth[3]))
    return datetime.date(year, int(rule[:2]), int(rule[3:]))


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> datetime.date:
    """Return the ``nth`` ``weekday`` (ISO number) of a month, of -1 the last; a fifth that it has not lies in the next.

    >>> nth_weekday(2024, 5, 1, -1), nth_weekday(2024, 11, 4, 4)
    (datetime.date(2024, 5, 27), datetime.date(2024, 11, 28))
    """
    if nth < 0:
        last = datetime.date(year, month, 28)
        while (last + values.ONE_DAY).month == month:
            last += values.ONE_DAY
        return last - datetime.timedelta(days=(last.isoweekday() - weekday) % 7)
    first = datetime.date(year, month, 1)
    return first + datetime.timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))


def named_day(month: int, day: int, following: str, published: datetime.date) -> int | None:
    """Return the year of a day known by its month and day alone, from the words that follow it.

    >>> named_day(9, 11, " attacks in New York", datetime.date(2024, 1, 24))
    2001
    """
    near = set(re.findall(r"[a-z-]+", following.lower())[:2])
    for key, year, words in data.table("times/named_days.txt"):
        if key == f"{month:02d}-{day:02d}" and published >= datetime.date(int(year), month, day) and near & set(words.split()):
            return int(year)
    return None
