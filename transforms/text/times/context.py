"""What all resolvers share: the expression they return, what the story has said so far, and how text around a match is read."""

import dataclasses
import datetime
import functools
import re
from fractions import Fraction

from transforms.text.lexicon.data import words
from transforms.text.lexicon.nouns import SAME_IN_PLURAL
from transforms.text.reading import Reading
from transforms.text.reading.clauses import FUTURE, PAST
from transforms.text.reading.passage import Passage
from transforms.text.times import values
from transforms.text.times.holidays import country_of
from transforms.text.times.narrative import Narrative, is_attribute
from transforms.text.times.words import year_of

Match = re.Match[str]

_TIMELESS = ("ORG", "WORK_OF_ART", "PRODUCT", "FAC", "LAW")
"""Types of names in which a word of the calendar names no time; an event has its year."""
NO_SPAN = (datetime.date.max, datetime.date.min)
"""Marks a value whose days are not known although its format says them: a fiscal year or quarter."""
_AGREED = frozenset(("agreed", "agreement", "deal"))
_FORECAST = 7
"""Words of forecasts, all different, that make an article one."""
_MONTHS = 12
_CLIMB = 8
"""Steps up the tree from a date to a "since" above it."""
_NUMBERS_ALONE = re.compile(r"(?<![\w/.-])(\d\d?)/(\d\d?)/(?:\d{4}|\d\d)(?![\w/])")
_ORDERS = {"US": "MDY", "GB": "DMY"}
"""How the press of a country writes a date of numbers alone; Canada has both orders."""
_SINCE = re.compile(r"\bsince (?:early |late |mid-|the )?$")
_COUNTED_BEHIND = re.compile(r" \(\d{1,4}\)[ \t]*(?:\n|\Z)")
"""What stands behind a month in the archive of a site: how many pages it has."""
_CLOCK = re.compile(r"\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):\d\d")
_DELIVERED = re.compile(r"[ -](?:(?:crude|gold|copper|soft) )?(?:delivery|deliveries|futures|settlement|contracts?)\b")
"""What stands behind the month that something is sold for ("wheat for May delivery")."""
_FUTURE_CUE = re.compile(
    r"\b(?:until|till|through|by|due|payable|effective|expires?|record|deadline of|extended to|scheduled for|set for|expires? on) (?:the )?$"
)


@dataclasses.dataclass
class Timex:
    """A resolved expression; offsets count in the passage, ``end`` may cut what the rule matched; ``rule`` names the row that read it.

    ``moves`` says by what its value may move to keep a range in order, since that part was inferred: ``year``, ``week``, ``day`` or ``half`` (a
    half day).
    """

    type: str
    value: str
    mod: str | None = None
    quant: str | None = None
    freq: str | None = None
    anchor: str = "publication"
    start: int = -1
    end: int = -1
    rule: str = ""
    moves: str | None = None
    span: tuple[datetime.date, datetime.date] | None = None


@dataclasses.dataclass
class Story:
    """What the article has said about time so far."""

    published: datetime.date
    narrative: Narrative
    day: datetime.date | None = None
    year: int | None = None
    month: tuple[int, int] | None = None
    quarter: str | None = None
    months: bool = False
    segment: int = 0
    day_segment: int = -1
    named_month: tuple[int, int] | None = None
    month_segment: int = -1
    clock: datetime.datetime | None = None
    clock_segment: int = -1
    text: str = ""

    @functools.cached_property
    def country(self) -> str | None:
        """The country that the article speaks of most, for holidays that differ."""
        return country_of(self.text)

    @functools.cached_property
    def date_order(self) -> str | None:
        """The order of day and month in the article's dates of numbers alone: as one of them shows that can be read in no other way, else that of
        its country (DMY or MDY), else None.
        """
        orders = {
            "DMY" if int(a) > _MONTHS else "MDY" for a, b in _NUMBERS_ALONE.findall(self.text) if (int(a) > _MONTHS) != (int(b) > _MONTHS)
        }
        return orders.pop() if len(orders) == 1 else None if orders else _ORDERS.get(self.country or "")

    @functools.cached_property
    def is_forecast(self) -> bool:
        """Whether the article forecasts the weather: many of its words are those of forecasts."""
        return len(words("times/forecast.txt") & set(re.findall(r"[a-z]+", self.text.lower()))) >= _FORECAST

    @property
    def recent_day(self) -> datetime.date | None:
        """The last day named, where a bare time of day may belong to it: named in this segment, or within ten days of publication."""
        if self.day is None:
            return None
        return self.day if self.day_segment == self.segment or abs((self.day - self.published).days) <= 10 else None

    def see(self, timex: Timex, *, is_attribute: bool) -> None:
        """Remember ``timex`` for the anaphoric expressions that follow; the day of an attribute ("a July 25 call") only where none is known."""
        if timex.type not in ("DATE", "TIME"):
            return
        value = timex.value
        if timex.type == "TIME" and _CLOCK.fullmatch(value):
            self.clock, self.clock_segment = datetime.datetime.fromisoformat(value), self.segment
        if re.match(r"\d{4}-\d\d(?!\d)", value):
            self.named_month, self.month_segment = (int(value[:4]), int(value[5:7])), self.segment
        if re.match(r"\d{4}-\d\d-\d\d", value):
            found = values.span(value) if self.day is None or not is_attribute else None
            if found:
                self.day, self.day_segment = found[0], self.segment
                self.year, self.month = found[0].year, (found[0].year, found[0].month)
        elif re.fullmatch(r"\d{4}-\d\d", value):
            self.month, self.year = (int(value[:4]), int(value[5:])), int(value[:4])
        elif re.fullmatch(r"\d{4}(?:-(?:SP|SU|FA|WI))?", value):
            self.year, self.month = int(value[:4]), self.month if self.month and self.month[0] == int(value[:4]) else None


class Shared:
    """What the candidates of one passage have from their neighbours in a series."""

    def __init__(self) -> None:
        """Begin with nothing shared."""
        self._values: dict[tuple[int, int], dict[str, str]] = {}

    def add(self, match: Match, name: str, value: str) -> None:
        """Give ``match`` the ``value`` of its neighbour."""
        self._values.setdefault(match.span(), {})[name] = value

    def get(self, match: Match, name: str) -> str | None:
        """Return what ``match`` has of ``name`` from its neighbours, None where that is nothing."""
        return self._values.get(match.span(), {}).get(name)


class Context:
    """One passage, its tenses and the story so far: what every row of the grammar asks. Offsets count in the passage."""

    def __init__(self, reading: Reading, passage: Passage, story: Story) -> None:
        """Prepare to read ``passage`` of ``reading`` as the next part of ``story``."""
        self.reading = reading
        self.passage = passage
        self.text = passage.readable
        self.story = story
        self.published = story.published
        self.shared = Shared()

    def token(self, offset: int) -> int:
        """Return the token that holds ``offset``."""
        return max(self.passage.token_at(offset), 0)

    def tag(self, offset: int) -> str:
        """Return the part of speech of the token at ``offset``."""
        return self.passage.tags[self.token(offset)]

    def tag_after(self, i: int) -> str:
        """Return the part of speech of the token after token ``i``, empty where it is the last."""
        return self.passage.tags[i + 1] if i + 1 < len(self.passage) else ""

    def is_counting(self, offset: int) -> bool:
        """Return whether the number at ``offset`` counts the plural noun behind it."""
        i, passage = self.token(offset), self.passage
        behind = passage.heads[i] if passage.deps[i] == "nummod" and passage.heads[i] > i else i
        return self.tag_after(i) == "NNS" or passage.tags[behind] == "NNS" or passage.lower[behind] in SAME_IN_PLURAL

    def is_named(self, offset: int, *types: str) -> bool:
        """Return whether a name of one of ``types`` stands at ``offset``."""
        name = self.reading.name_at(self.passage.start + offset)
        return name is not None and name.entity_type in types

    def in_name_of(self, start: int, end: int) -> bool:
        """Return whether ``start:end`` touches a person's name, or is a part of a longer name of something that has no date: "Sunday Times"."""
        low, high = self.passage.start + start, self.passage.start + end
        for name in self.reading.names.overlapping(low, high):
            longer = name.start <= low and high <= name.end and (name.start, name.end) != (low, high)
            if name.entity_type == "PERSON" or (longer and name.entity_type in _TIMELESS):
                return True
        return False

    def named_until(self, start: int) -> int:
        """Return where the last name that begins close before ``start`` ends, 0 where none does."""
        low = self.passage.start
        return max((name.end - low for name in self.reading.names.overlapping(low + start - 40, low + start)), default=0)

    def before(self, start: int, width: int = 40) -> str:
        """Return up to ``width`` characters before ``start``, lower case."""
        return self.text[max(0, start - width) : start].lower()

    def after(self, end: int, width: int = 40) -> str:
        """Return up to ``width`` characters from ``end`` on, lower case."""
        return self.text[end : end + width].lower()

    def direction(self, match: Match) -> str | None:
        """Return whether the clause around ``match`` speaks of the past or the future, or None where it does not say; what something has been so
        since is past in any clause ("the fourth to be killed since Friday").
        """
        if _SINCE.search(self.before(match.start(), 16)) and self.tag_after(self.token(match.end() - 1))[:1] not in ("V", "M"):
            return PAST
        return PAST if self._is_since(match) else self.passage.tense.direction(match.start(), match.end())

    def _is_since(self, match: Match) -> bool:
        """Return whether ``match`` stands below a "since" before a gerund or noun: "since taking office in July"."""
        p, i = self.passage, self.token(match.end() - 1)
        if _SINCE.search(self.before(match.start(), 16)):
            return False
        for _ in range(_CLIMB):
            head = p.heads[i]
            if head == i or p.tags[i] in ("VBD", "VBZ", "VBP", "MD"):
                return False
            if any(p.lower[kid] == "since" and kid < i for kid in (head, *p.kids[head])) and p.tags[head] in ("IN", "VBG"):
                return True
            i = head
        return False

    def year_in(self, text: str | None) -> int | None:
        """Return the year that ``text`` says ("2019", "last year", "that year"), None where it says none."""
        if not text:
            return None
        text = text.lower().strip()
        year = self.published.year
        if "last year" in text:
            return year - 1
        if "this year" in text:
            return year
        if "next year" in text:
            return year + 1
        if text.startswith(("that year", "the same year")):
            return self.story.year
        if text.startswith("the following year"):
            return self.story.year + 1 if self.story.year else None
        if text.startswith("the previous year"):
            return self.story.year - 1 if self.story.year else None
        return year_of(text, self.published)

    def remember(self, timex: Timex) -> None:
        """Keep ``timex`` for the expressions that follow."""
        self.story.see(timex, is_attribute=is_attribute(self.passage, timex.start, timex.end))
        if timex.type in ("DATE", "TIME"):
            self.story.narrative.hear(self.passage, timex.start, timex.end, timex.value, timex.anchor)

    def told_year(self, match: Match, month: int, day: int | None = None) -> int | None:
        """Return the year of a month, or of a ``day`` in it, where it is one of the past that is told of."""
        return self.story.narrative.year_of(self.passage, match.start(), match.end(), month, day)

    def told_period(self, match: Match, unit: str) -> Timex | None:
        """Return "the year" (``unit`` Y) or "the month" (M) that is told of, None where it is that of publication."""
        told = self.story.narrative.period_of(self.passage, match.start(), match.end())
        if told is None or (unit == "M" and not told[1]):
            return None
        return Timex("DATE", values.month(*told) if unit == "M" else f"{told[0]:04d}", anchor="narrative")

    def inferred_year(self, month: int, day: int | None, match: Match) -> tuple[int, str]:
        """Return the year of a month, or of a ``day`` in it, that is written without one, and its anchor."""
        told = self.told_year(match, month, day)
        return (told, "narrative") if told is not None else (self._nearest_year(month, day, match), "publication")

    def _nearest_year(self, month: int, day: int | None, match: Match) -> int:
        published = self.published
        direction = FUTURE if not day and _DELIVERED.match(self.text, match.end()) else self.direction(match)
        is_over = (
            _SINCE.search(self.before(match.start(), 16))
            or self._is_since(match)
            or (not day and _COUNTED_BEHIND.match(self.text, match.end()))
        )
        this = (published.month, published.day if day else 0)
        that = (month, day or 0)
        if that == this:
            return published.year
        past = published.year if that < this else published.year - 1
        if is_over:
            return past
        future = published.year if that > this else published.year + 1
        here = published.month * 31 + (published.day if day else 0)
        there = month * 31 + (day or 0)
        back, ahead = (here - there) % 372, (there - here) % 372
        if _FUTURE_CUE.search(self.before(match.start(), 24)):
            if direction == FUTURE and day:
                return past if back * 20 <= ahead else future
            direction = FUTURE if direction != PAST else None
        # a date without a year is rarely more than half a year away: the tense must outweigh the distance
        agreed = direction == FUTURE and not day and self._is_agreed(match)
        bias = 1.0 if agreed else {PAST: 0.25 if day else 0.2, FUTURE: 4.0 if day else 12.0, None: 0.8}[direction]
        return past if back * bias <= ahead else future

    def _is_agreed(self, match: Match) -> bool:
        """Return whether the clause around ``match`` is what was agreed on: "agreed to buy it in August" dates the one or the other."""
        p, verb = self.passage, self.passage.governor(self.token(match.end() - 1))
        return p.lower[p.heads[verb]] in _AGREED and any(p.tags[kid] == "TO" for kid in p.kids[verb])

    def in_name(self, start: int) -> bool:
        """Return whether the capitalised word at ``start`` follows another name: "VOA Today"."""
        i, passage = self.token(start), self.passage
        if i == 0 or not self.text[start].isupper():
            return False
        return passage.tags[i - 1] == "NNP" and passage.spaces[i - 1] and not passage.sentence_starts[i]

    def is_title(self, match: Match) -> bool:
        """Return whether the unit is capitalised right after a quotation mark: the title of a show or a book."""
        return (
            match["unit"][0].isupper()
            and match["unit"][-1].islower()
            and re.search(r"[\"'`\u2018\u201c]$", self.text[: match.start()][-1:]) is not None
        )

    def a_year_before(self) -> str:
        """Return the value of what figures are compared with: the story's quarter a year before, or the year before."""
        if self.story.quarter and not self.story.months:
            return f"{int(self.story.quarter[:4]) - 1:04d}{self.story.quarter[4:]}"
        return f"{self.published.year - 1:04d}"

    def base(self, unit: str) -> tuple[datetime.date, str]:
        """Return the day that "the same ``unit``" counts from, and its anchor: the story's own where it has one, else publication."""
        story = self.story
        if unit in ("Y", "E") and story.year and 0 < story.year < 9999:
            return datetime.date(story.year, 1, 1), "narrative"
        if unit == "M" and story.month:
            return datetime.date(story.month[0], story.month[1], 1), "narrative"
        if story.day:
            return story.day, "narrative"
        return self.published, "publication"

    def unit_at(self, unit: str, base: datetime.date, shift: int) -> str | None:
        """Return the period of size ``unit`` that holds ``base``, moved by ``shift`` periods."""
        if unit == "W":
            day = values.add_days(base, 7 * shift)
            return values.week(day) if day else None
        if unit == "M":
            return values.month(base.year, base.month + shift)
        if unit == "Q":
            return values.quarter(base.year, (base.month - 1) // 3 + 1 + shift)
        if unit == "Y":
            return f"{base.year + shift:04d}" if 0 < base.year + shift < 9999 else None
        if unit == "E":
            return f"{base.year // 10 + shift:03d}"
        return None

    def shifted(self, base: datetime.date, unit: str, count: Fraction, sign: int) -> str | None:
        """Return the value ``count`` times ``unit`` before (``sign`` -1) or after ``base``, None outside the calendar."""
        whole = round(count) * sign
        if unit == "D":
            day = values.add_days(base, whole)
            return day.isoformat() if day else None
        if unit in ("W", "F"):
            day = values.add_days(base, 7 * whole * (2 if unit == "F" else 1))
            return values.week(day) if day else None
        if unit in ("M", "Q"):
            months = round(count * (3 if unit == "Q" else 1)) * sign
            index = base.year * 12 + base.month - 1 + months
            if not 12 <= index < 12 * 9999:
                return None
            return values.month(index // 12, index % 12 + 1) if unit == "M" else values.quarter(index // 12, index % 12 // 3 + 1)
        size = {"Y": 1, "E": 10, "C": 100, "L": 1000}.get(unit)
        if size is None:
            return None
        if count.denominator != 1 and unit == "Y":
            index = base.year * 12 + base.month - 1 + round(count * 12) * sign
            return values.month(index // 12, index % 12 + 1) if 12 <= index < 12 * 9999 else None
        year = base.year + whole * size
        return f"{year:04d}" if 0 < year < 9999 else None

    def stretch(self, unit: str, count: Fraction, ahead: bool) -> tuple[datetime.date, datetime.date] | None:
        """Return the days from publication back (or ahead) over ``count`` units, publication included."""
        published = self.published
        if count.denominator != 1 or count > 1200:
            return None
        whole = int(count) * (1 if ahead else -1)
        months = {"M": 1, "Q": 3, "Y": 12, "E": 120}.get(unit)
        days = {"D": 1, "W": 7, "F": 14}.get(unit)
        other = values.add_months(published, whole * months) if months else values.add_days(published, whole * days) if days else None
        if other is None:
            return None
        return (published, other) if ahead else (other, published)
