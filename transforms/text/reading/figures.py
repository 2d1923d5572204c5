"""Periods of figures: the one that a figure is of ("the three months ended Dec. 31"), and the one that it is compared with ("a year earlier")."""

import calendar
import datetime

from transforms.text.lexicon.nouns import singular
from transforms.text.lexicon.numbers import CARDINALS
from transforms.text.reading.passage import Passage

_ENDED = frozenset(("ended", "ending"))
_BACK = 9
"""Tokens before the period of comparison among which the word of comparison stands."""
_FAR = 24
"""Tokens before "a year earlier" among which it stands where amounts of several kinds stand between."""
_EARLIER = frozenset(("earlier", "ago", "before"))
_YEAR = frozenset(("year", "quarter"))
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_WITH = frozenset(("with", "to"))
_THAN = frozenset(("versus", "vs", "vs.", "against"))
_AMOUNT = frozenset(("CD", "$", "SYM"))
_UNITS = frozenset(("%", "percent", "cents", "cent", "in", "for", "of", "about", "around"))


def is_of_another(p: Passage, first: int, last: int) -> bool:
    """Return whether the time of tokens ``first:last`` is only the one that a figure is compared with ("from $1.2 billion a year earlier", "compared
    with 12 in 2020", "from a year ago"), or a period whose end stands behind it ("the quarter ended March 31").
    """
    if last < len(p) and p.lower[last] in _ENDED:
        return True
    if p.lower[last - 1] in _EARLIER and not _YEAR.isdisjoint(p.lower[first:last]) and _is_compared(p, first):
        return True
    low = max(first - _BACK, p.sentences[p.sentence[first]][0])
    at = first - 1
    while at >= low and (p.tags[at] in _AMOUNT or p.lower[at] in _UNITS):
        at -= 1
    if at < low:
        return False
    word, before = p.lower[at], p.lower[at - 1] if at else ""
    amount = any(p.tags[i] in _AMOUNT for i in range(at + 1, first))
    if word == "from":
        return amount or p.lower[last - 1] in _EARLIER
    return (word in _WITH and before == "compared") or (word in _THAN and amount)


def _is_compared(p: Passage, first: int) -> bool:
    """Return whether a word of comparison stands before token ``first``, and no verb between: "versus a profit of $5 million, or $1 a share, a year
    earlier".
    """
    for at in range(first - 1, max(first - _FAR, p.sentences[p.sentence[first]][0]) - 1, -1):
        if p.tags[at] in _FINITE:
            return False
        if p.lower[at] in _THAN or (p.lower[at] in _WITH and at and p.lower[at - 1] == "compared"):
            return True
    return False


def period_to(p: Passage, at: int, last: datetime.date) -> datetime.date | None:
    """Return the first day of the period that ends on the day ``last`` of token ``at``: "the three months ended Dec. 31", "the year to March 31";
    None where no period is said to.
    """
    ended = at - 1
    if ended >= 2 and p.lower[ended] == "on":
        ended -= 1
    if ended < 2 or p.lower[ended] not in _ENDED | {"to"}:
        return None
    unit, count = singular(p.lower[ended - 1]), CARDINALS.get(p.lower[ended - 2])
    if count is None and p.lower[ended - 2].isdecimal():
        count = int(p.lower[ended - 2])
    behind = last + datetime.timedelta(days=1)
    if unit == "week" and count:
        return behind - datetime.timedelta(weeks=count)
    months = _MONTHS.get(unit, 0) * (count or 1)
    if not 0 < months <= _MONTHS["year"] * 2 or (count is None and unit == "month"):
        return None
    year, month = divmod(behind.year * 12 + behind.month - 1 - months, 12)
    return datetime.date(year, month + 1, min(behind.day, calendar.monthrange(year, month + 1)[1]))
