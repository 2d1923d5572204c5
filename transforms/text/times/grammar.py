"""The grammar: text in, matches of temporal expressions out, each with the row of the grammar that found it.

Extents follow TimeML 1.2.1: the determiner and the modifiers belong to the expression ("the last two weeks", "early Tuesday"), the preposition
does not. A row says itself what it matches and which function reads it (:class:`~transforms.text.times.rule.Rule`); here is only their order.
"""

import functools
import re
from collections.abc import Iterable, Iterator, Sequence

from transforms.text.lexicon import calendar, numbers
from transforms.text.lexicon.loading import KEPT
from transforms.text.times import clocks, counted, dates, days, durations, feasts, nth, quarters, references, relative, seasons, sets, years
from transforms.text.times.rule import Candidate, Rule

RULES: tuple[Rule, ...] = (
    dates.ISO,
    dates.SLASH,
    dates.JOINED,
    dates.DATE_MDY,
    dates.DATE_DMY,
    dates.MONTH_YEAR,
    dates.MONTH,
    dates.MONTH_PART,
    nth.NTH,
    nth.DAY_OF_MONTH,
    nth.DAY_OF_STORY,
    days.WEEKDAY,
    durations.RUNNING,
    clocks.CLOCK,
    clocks.CLOCK_POD,
    clocks.SPOKEN,
    clocks.SPOKEN_HOUR,
    days.DEICTIC,
    seasons.REL_SEASON,
    quarters.QUARTER,
    quarters.QUARTER_CODE,
    quarters.HALF,
    quarters.FIRST_QUARTERS,
    quarters.YEAR_AGO_ADJ,
    quarters.SAME_PERIOD,
    quarters.QUARTER_REL,
    counted.AGO,
    days.AGO_DAY,
    days.WEEK_FROM,
    counted.PAST_N,
    counted.RECENT_UNITS,
    durations.UNITS_AHEAD,
    relative.REL_UNIT,
    sets.EACH_OTHER,
    sets.RATE,
    sets.EVERY_PART,
    sets.SET_WORD,
    durations.COMPOUND,
    durations.AND_A_FRACTION,
    durations.PART_OF_UNIT,
    durations.RANGE_N,
    durations.DURATION,
    durations.BARE_UNITS,
    durations.ADJ_DURATION,
    years.END_OF_YEAR,
    years.DECADE,
    years.CENTURY,
    years.FISCAL,
    years.FIRST_YEAR,
    dates.WEEK_OF,
    dates.NINE_ELEVEN,
    years.YEAR_WORD,
    years.YEAR_OF_ERA,
    years.YEAR,
    years.YEAR_SHORT,
    feasts.HOLIDAY,
    references.PRESENT,
    references.PAST_REF,
    references.FUTURE_REF,
    references.THEN,
)
"""The rows in order: of two that match the same stretch the earlier one is asked first."""

_ANY_WORD = (
    r"\d|\b(?:(?:" + "|".join(calendar.MONTHS + calendar.WEEKDAYS) + r"|tues?|thurs?|thu|mon|wed|fri|sat)\b"
    r"|(?:second|minute|min|hour|day|night|week|fortnight|weekend|month|quarter|season|year|decade|semester|trimester)s?\b|centur|millenni"
    r"|(?:morning|afternoon|evening|noon|midnight|midday|today|yesterday|tomorrow|tonight|overnight)"
    r"|(?:now|current|recent|soon|future|past|previously|nowadays|presently|once|term|lately|then|time|date|period|moment|earlier|later)"
    r"|(?:spring|summer|autumn|fall|winter)|(?:daily|hourly|weekly|monthly|quarterly|annual|yearly|nightly|biweekly|bimonthly)"
    r"|(?:half|nineties|eighties|seventies|sixties|fifties|forties|thirties|twenties|nineteen|thousand|eve|halloween|christmas|xmas|easter)"
    r"|thanksgiving|juneteenth|pentecost|mardi|cinco|last\b|dawn|dusk)"
)
_ANY_PHRASE = re.compile(rf"\b(?:new year|o'clock)|\b(?:past|to|after|before) {numbers.UP_TO_TWELVE}\b")
"""One of the two is in every sentence in which rows are tried."""
_WORD = re.compile(r"\w+")
_PATTERNS = {
    pattern: number for number, pattern in enumerate(dict.fromkeys([_ANY_WORD, *(words for rule in RULES for words in rule.words)]))
}
_COMPILED = tuple(map(re.compile, _PATTERNS))
_ANY = 1
"""The mark of ``_ANY_WORD``."""
_TRIED = tuple((rule, sum(1 << number for number in {_PATTERNS[words] for words in rule.words})) for rule in RULES)
"""The rows with the marks that the words of a sentence must have together."""
_PRIORITY = {rule.name: rank for rank, rule in enumerate(RULES)}

MAX_WINDOW = 2000
"""Longest stretch that the rules see at once; a longer sentence is cut at blanks."""


def _windows(text: str, bounds: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for start, end in bounds:
        while end - start > MAX_WINDOW:
            cut = text.rfind(" ", start + MAX_WINDOW // 2, start + MAX_WINDOW)
            cut = cut if cut > start else start + MAX_WINDOW
            yield start, cut
            start = cut
        yield start, end


def candidates(text: str, bounds: Sequence[tuple[int, int]]) -> list[Candidate]:
    """Return all matches of all rules in the stretches ``bounds`` of ``text``, by start, longest first, then by the order of the rules.

    >>> [(c.rule.name, c.match.group()) for c in candidates("It opened late Tuesday.", ((0, 23),))]
    [('weekday', 'Tuesday')]
    """
    found: list[Candidate] = []
    for start, end in _windows(text, bounds):
        lowered = text[start:end].lower()
        for rule in _tried(lowered):
            found += [Candidate(rule, match) for match in rule.expression.finditer(text, start, end)]
    return in_order(found)


@functools.lru_cache(maxsize=KEPT)
def _marks(word: str) -> int:
    """Return a bit for each of the patterns of the rows' words that ``word`` holds: most words hold none, and a row asks for them before
    anything of a sentence is searched.
    """
    return sum(1 << number for number, pattern in enumerate(_COMPILED) if pattern.search(word))


@functools.lru_cache(maxsize=1 << 12)
def _allowed(marks: int) -> tuple[Rule, ...]:
    """Return the rows for which a sentence with these marks has the words."""
    return tuple(rule for rule, needed in _TRIED if marks & needed == needed)


def _tried(lowered: str) -> list[Rule]:
    """Return the rows of which the sentence ``lowered`` has the words and phrases."""
    marks = 0
    for word in set(_WORD.findall(lowered)):
        marks |= _marks(word)
    rules = _allowed(marks)
    if not rules or not (marks & _ANY or _ANY_PHRASE.search(lowered)):
        return []
    return [rule for rule in rules if rule.needs is None or rule.needs.search(lowered)]


def in_order(found: Iterable[Candidate]) -> list[Candidate]:
    """Return ``found`` in the order in which they are asked: by start, longest first, then by the order of the rules, fragments of series last."""
    return sorted(found, key=lambda c: (c.start, -c.end, _PRIORITY.get(c.rule.name, len(RULES))))
