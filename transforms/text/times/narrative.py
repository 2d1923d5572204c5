"""The year that an account of the past tells of: it is stated once, and the dates behind it leave it out.

News leaves out the year where it is that of publication, an account of the past where it is the one it tells of ("burned down on 12 February 1931.
Three men were charged in April"). A page that hardly looks from its publication (a history) is such an account throughout. In news it is only
the passage whose main clause stated the year, in the past tense, as long as nothing in it is seen from publication again; and what may as well
have happened just before publication did so: an obituary gives the year of birth and not that of death.
"""

import datetime
import re
from typing import NamedTuple

from transforms.text.lexicon import calendar
from transforms.text.reading.clauses import PAST
from transforms.text.reading.passage import Passage

_YEAR = re.compile(r"\b(?:1\d|20)\d\d\b(?![%\w]|[.,:]\d)")
_MONTH = rf"(?:{calendar.capitalised(calendar.MONTH_NAME)})"
_DATE = re.compile(
    rf"(?:\b(?i:in|on|of|since|by|until|to|from|late|early) |\d )(?:the )?{_MONTH}\b(?: \d{{1,2}}\b)?(?P<year>,? (?:1[0-9]|20)\d\d)?"
)
_TOLD_TODAY = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[Tt]oday|[Yy]esterday|[Tt]omorrow|[Tt]onight"
    r"|(?:[Tt]his|[Ll]ast|(?<![Tt]he )[Nn]ext) (?:week|month|year)|said|says|told)\b"
)
_VALUE = re.compile(r"(?P<year>\d{4})(?:-(?:(?P<month>\d\d)(?:-(?:\d\d|XX))?|(?P<part>[A-Z]\w*)))?(?:T.*)?")
_FEWEST, _SHARE, _FEWEST_ALONE, _MANY = 4, 4, 2, 6
"""Dates of years gone by that make a page a history, how many years there must be for each word of a report from today, and how many such dates are
enough where no word is one and there are that many dates."""
_RECENT = 2
"""Years before publication, whose dates news tells without a year now and then."""
_PAST, _OLD = 3, 10
"""Years before publication from which on a date with a month, and a year alone, rules what follows it in news."""
_JUST_NOW = datetime.timedelta(days=45)
_HALF_YEAR = 6
_BOUND = re.compile(r"\b(?:since|until|till|before|through|from|between|to|by|after)(?: (?:early|late|mid))?[ -]\Z", re.IGNORECASE)
"""Words before a year that is the border of something longer."""
_OPENS = re.compile(r"(?:by|from)\b", re.IGNORECASE)
_CLOSES = re.compile(r"(?:until|till|through|to)\b", re.IGNORECASE)
"""Of these, those with which a history comes to a year, and those that end a stretch."""
_SUBORDINATE = frozenset(("relcl", "acl", "appos", "pcomp", "csubj"))
_BEGINNINGS = frozenset(("born", "founded", "established", "incorporated", "formed", "created"))
"""Verbs of a year from which on somebody or something exists: what follows may be told of any year."""


class Told(NamedTuple):
    """A year that is told of: the last month in it (0 where none is known), where the year was stated, whether with a month or season, and
    whether a date without a year has followed.
    """

    year: int
    month: int
    passage: int
    sentence: int
    dated: bool
    goes_on: bool = False


class Narrative:
    """What year an article tells of at each place."""

    def __init__(self, published: datetime.date, text: str) -> None:
        """Begin an article of the day ``published``; ``text`` is all that facts come from."""
        self.published = published
        self.is_history = is_history(published, text)
        self._told: Told | None = None

    def hear(self, passage: Passage, start: int, end: int, value: str, anchor: str) -> None:
        """Learn from the date ``value`` at passage offsets ``start:end``."""
        found = _VALUE.fullmatch(value)
        if anchor == "publication":
            self._told = self._told if self.is_history else None
        if found is None or anchor not in ("explicit", "narrative") or int(found["year"]) >= self.published.year:
            return
        year, month = int(found["year"]), int(found["month"] or 0)
        if anchor == "explicit" and self._rules(passage, start, end, month > 0):
            before = self._told.month if self._told and self._told.year == year else 0
            sentence = passage.sentence[max(passage.token_at(start), 0)]
            self._told = Told(year, month or before, passage.index, sentence, bool(month or found["part"]))
        elif anchor == "narrative" and self._told is not None:
            self._told = self._told._replace(year=year, month=month, goes_on=True)

    def period_of(self, passage: Passage, start: int, end: int) -> tuple[int, int] | None:
        """Return the year that is told of at passage offsets ``start:end`` and its month (0 where none is known), None where today is told of."""
        told = self._told
        if told is None or not (self.is_history or self._goes_on(told, passage, start, end, self.published.month, None) or told.goes_on):
            return None
        return told.year, told.month

    def year_of(self, passage: Passage, start: int, end: int, month: int, day: int | None) -> int | None:
        """Return the year of a ``month``, or a ``day`` in it, at passage offsets ``start:end`` if it is one that is told of, else None.

        A story goes on: January behind December is that of the year after.
        """
        told = self._told
        if told is None or not (self.is_history or self._goes_on(told, passage, start, end, month, day)):
            return None
        return told.year + (1 if told.month - month >= _HALF_YEAR else 0)

    def _rules(self, passage: Passage, start: int, end: int, dated: bool) -> bool:
        """Return whether the year at ``start:end``, ``dated`` with a month, is that of what follows: not "a 1998 report" or "since 1998", and in
        news that of a main clause.
        """
        bound = _BOUND.search(passage.readable, max(start - 16, 0), start)
        if is_attribute(passage, start, end):
            return False
        if bound and not (self.is_history and self._rules_as_bound(passage, start, bound.group(), dated)):
            return False
        if self.is_history:
            return True
        verb = passage.governor(max(passage.token_at(end - 1), 0))
        return (
            passage.tense.direction(start, end) == PAST
            and passage.deps[verb] not in _SUBORDINATE
            and passage.lower[verb] not in _BEGINNINGS
            and passage.tags[verb] in ("VBD", "VBN")
        )

    def _rules_as_bound(self, passage: Passage, start: int, bound: str, dated: bool) -> bool:
        """Return whether in a history the year at ``start``, behind a word such as "by" or "until", is that of what follows: not the end of a
        stretch whose beginning the same sentence has told.
        """
        if _OPENS.match(bound):
            return True
        told, sentence = self._told, passage.sentence[max(passage.token_at(start), 0)]
        return dated and not (told and _CLOSES.match(bound) and (told.passage, told.sentence) == (passage.index, sentence))

    def _goes_on(self, told: Told, passage: Passage, start: int, end: int, month: int, day: int | None) -> bool:
        """Return whether in news a later sentence of the passage still tells of what ``told`` says."""
        if told.passage != passage.index or passage.sentence[max(passage.token_at(start), 0)] <= told.sentence:
            return False
        old = told.year <= self.published.year - _OLD
        if not (old or (told.dated and told.year <= self.published.year - _PAST)) or passage.tense.direction(start, end) != PAST:
            return False
        return told.goes_on or self.published - self._last(month, day) > _JUST_NOW

    def _last(self, month: int, day: int | None) -> datetime.date:
        """Return the last ``month``, or ``day`` of it, before publication; of a month its end or publication itself."""
        here = (self.published.month, self.published.day)
        if day is None and month == self.published.month:
            return self.published
        year = self.published.year - (1 if (month, day or 28) > here else 0)
        return datetime.date(max(year, 1), month, min(day or 28, 28))


def is_history(published: datetime.date, text: str) -> bool:
    """Return whether ``text`` tells of years gone by: it dates them with months, its first date has a year, and it hardly reports from today.

    >>> is_history(datetime.date(2024, 3, 14), "It began in May 1618. In May 1620, in June 1622, on 4 May 1625 others joined.")
    True
    """
    years = [int(year) for year in _YEAR.findall(text)]
    old = sum(year < published.year - _RECENT for year in years)
    if old < _FEWEST_ALONE:
        return False
    today = len(years) - old + len(_TOLD_TODAY.findall(text))
    dates = [match["year"] for match in _DATE.finditer(text)]
    fewest = _FEWEST if today or len(dates) < _MANY else _FEWEST_ALONE
    if old < max(fewest, _SHARE * today) or not dates or not dates[0]:
        return False
    return sum(int(year[-4:]) < published.year - _RECENT for year in dates if year) >= fewest


def is_attribute(passage: Passage, start: int, end: int) -> bool:
    """Return whether the date at passage offsets ``start:end`` belongs to a noun behind it: "a July 25 call", "the 1995 law"."""
    first, last = passage.tokens_of(start, end)
    for i in range(first, last):
        head = passage.heads[i]
        if not first <= head < last:
            return head >= last and passage.tags[head].startswith("NN")
    return False
