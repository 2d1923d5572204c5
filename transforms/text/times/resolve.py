"""The normaliser: a candidate and what the article has said so far in, TIMEX3 type, value and modifier out.

The publication date anchors what is deictic ("yesterday", "last month", a bare weekday), the story's own last date what is anaphoric
("the same day", "a year earlier"). What cannot be resolved safely keeps the placeholders of TIMEX3.
"""

import dataclasses
import datetime
import functools
import re
from collections.abc import Callable
from fractions import Fraction

from transforms.text import data
from transforms.text.times import values
from transforms.text.times.grammar import MONTHS, PARTS_OF_DAY, SEASONS, UNITS, WEEKDAYS
from transforms.text.times.tense import FUTURE, PAST, Tense

Match = re.Match[str]


@dataclasses.dataclass
class Timex:
    """A resolved expression; offsets count in the text of the annotated segment, ``end`` may cut what the rule matched."""

    type: str
    value: str
    mod: str | None = None
    quant: str | None = None
    freq: str | None = None
    anchor: str = "publication"
    start: int = -1
    end: int = -1
    span: tuple[datetime.date, datetime.date] | None = None


@dataclasses.dataclass
class Story:
    """What the article has said about time so far."""

    published: datetime.date
    day: datetime.date | None = None
    year: int | None = None
    month: tuple[int, int] | None = None
    quarter: str | None = None
    months: bool = False

    def see(self, timex: Timex) -> None:
        """Remember ``timex`` for the anaphoric expressions that follow."""
        if timex.type not in ("DATE", "TIME"):
            return
        value = timex.value
        if re.match(r"\d{4}-\d\d-\d\d", value):
            found = values.span(value)
            if found:
                self.day = found[0]
                self.year, self.month = found[0].year, (found[0].year, found[0].month)
        elif re.fullmatch(r"\d{4}-\d\d", value):
            self.month, self.year = (int(value[:4]), int(value[5:])), int(value[:4])
        elif re.fullmatch(r"\d{4}", value):
            self.year = int(value)


class Resolver:
    """Resolves the candidates of one annotated segment, in order."""

    def __init__(self, text: str, tense: Tense, story: Story) -> None:
        """``text`` is that of the segment's doc."""
        self.text = text
        self.tense = tense
        self.story = story
        self.published = story.published

    def resolve(self, rule: str, match: Match) -> Timex | None:
        """The expression that ``match`` of ``rule`` stands for, or None where it is no temporal expression."""
        handler: Callable[[Match], Timex | None] = getattr(self, f"_{rule}")
        timex = handler(match)
        if timex is None:
            return None
        if timex.start < 0:
            timex.start = match.start()
        if timex.end < 0:
            timex.end = match.end()
        return timex

    # helpers

    def _before(self, start: int, width: int = 40) -> str:
        return self.text[max(0, start - width) : start].lower()

    def _after(self, end: int, width: int = 40) -> str:
        return self.text[end : end + width].lower()

    def _direction(self, match: Match) -> str | None:
        return self.tense.direction(match.start(), match.end())

    def _year_in(self, text: str | None, match: Match) -> int | None:
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

    def _nearest_year(self, month: int, day: int | None, match: Match) -> int | None:
        """The year of a month or a day without one."""
        published = self.published
        direction = self._direction(match)
        this = (published.month, published.day if day else 0)
        that = (month, day or 0)
        if that == this:
            return published.year
        past = published.year if that < this else published.year - 1
        future = published.year if that > this else published.year + 1
        here = published.month * 31 + (published.day if day else 0)
        there = month * 31 + (day or 0)
        back, ahead = (here - there) % 372, (there - here) % 372
        if _FUTURE_CUE.search(self._before(match.start(), 24)):
            direction = FUTURE if direction != PAST else None
        # a date without a year is rarely more than half a year away: the tense must outweigh the distance
        bias = {PAST: 0.2 if not day else 0.25, FUTURE: 4.0, None: 0.8}[direction]
        return past if back * bias <= ahead else future

    def _in_name(self, start: int) -> bool:
        """Whether the capitalised word at ``start`` follows another name: "VOA Today"."""
        token = self.tense.token(start)
        if token is None or token.i == 0 or not self.text[start].isupper():
            return False
        before = token.doc[token.i - 1]
        return bool(before.tag_ == "NNP" and before.whitespace_ and not token.is_sent_start)

    def _is_title(self, match: Match) -> bool:
        """Whether the unit is capitalised right after a quotation mark: the title of a show or a book."""
        return (
            match["unit"][0].isupper()
            and match["unit"][-1].islower()
            and re.search(r"[\"'`\u2018\u201c]$", self.text[: match.start()][-1:]) is not None
        )

    # explicit dates

    def _iso(self, match: Match) -> Timex | None:
        value = f"{match['year']}-{match['month']}-{match['day']}"
        if values.span(value) is None:
            return None
        if match["hour"]:
            return Timex("TIME", f"{value}T{match['hour']}:{match['minute']}", anchor="explicit")
        return Timex("DATE", value, anchor="explicit")

    def _slash(self, match: Match) -> Timex | None:
        a, b, year = int(match["a"]), int(match["b"]), match["year"]
        if len(year) == 2:
            year = str(year_of("'" + year, self.published))
        if not (1 <= a <= 31 and 1 <= b <= 31) or (a > 12 and b > 12) or not 1500 <= int(year) <= 2100:
            return None
        if a <= 12 and b <= 12 and a != b:  # the order of day and month cannot be told
            return Timex("DATE", f"{year}-XX-XX", anchor="none")
        month, day = (b, a) if a > 12 else (a, b)
        value = f"{year}-{month:02d}-{day:02d}"
        return Timex("DATE", value, anchor="explicit") if values.span(value) else None

    def _named_day(self, month: int, day: int, end: int) -> int | None:
        """The year of a day that is known by its month and day alone, from the words after it ("the Sept. 11 attacks")."""
        for key, year, words in data.table("times_named_days.txt"):
            if key == f"{month:02d}-{day:02d}" and self.published >= datetime.date(int(year), month, day):
                following = set(re.findall(r"[a-z-]+", self._after(end, 32))[:2])
                if following & set(words.split()):
                    return int(year)
        return None

    def _date(self, match: Match, year_text: str | None) -> Timex | None:
        month = month_of(match["month"])
        if not self._is_month(match, "month"):
            return None
        day = values.ordinal(match["day"])
        if day is None or not 1 <= day <= 31:
            return None
        anchor = "publication"
        year = self._year_in(year_text, match)
        if year is None and (known := self._named_day(month, day, match.end())):
            year, anchor = known, "none"
        elif year is None:
            year = self._nearest_year(month, day, match)
            before = self._before(match.start(), 8)
            if re.search(r"\blast $", before):
                year = self.published.year - (0 if (month, day) < (self.published.month, self.published.day) else 1)
            elif re.search(r"\bnext $", before):
                year = self.published.year + (0 if (month, day) > (self.published.month, self.published.day) else 1)
        elif year_text and year_text.strip()[:1].isdigit():
            anchor = "explicit"
        if year is None:
            return Timex("DATE", f"XXXX-{month:02d}-{day:02d}", anchor="none")
        value = f"{year:04d}-{month:02d}-{day:02d}"
        if values.span(value) is None:
            return None
        timex = Timex("DATE", value, anchor=anchor)
        groups = match.groupdict()
        if groups.get("pod"):
            timex.type, timex.value = "TIME", f"{value}T{PARTS_OF_DAY[groups['pod'].lower()]}"
        if groups.get("day2"):
            last = values.ordinal(groups["day2"]) or 0
            first, until = datetime.date(year, month, day), values.span(f"{year:04d}-{month:02d}-{last:02d}")
            if until and until[0] > first:
                return Timex("DURATION", f"P{(until[0] - first).days + 1}D", anchor=anchor, span=(first, until[0]))
            timex.end = match.start("dash") if match.start("dash") > match.start("month") else -1
        return timex

    def more_days(self, timex: Timex) -> list[Timex]:
        """The further days of a list or range after the date ``timex``: the 25 of "April 24 and 25"."""
        found: list[Timex] = []
        end = timex.end
        while timex.type == "DATE" and re.fullmatch(r"\d{4}-\d\d-\d\d", timex.value) and len(found) < 12:
            more = _MORE_DAYS.match(self.text, end)
            value = f"{timex.value[:8]}{int(more['day']):02d}" if more else ""
            if not more or values.span(value) is None or value <= (found or [timex])[-1].value:
                break
            found.append(Timex("DATE", value, anchor=timex.anchor, start=more.start("day"), end=more.end("day")))
            end = more.end("day")
        return found

    def _date_mdy(self, match: Match) -> Timex | None:
        year = match["year"] or match["rel"] or match["year2"]
        timex = self._date(match, year)
        if timex is None or match["day2"] or not match["year"] or not match["day"].isdigit():
            return timex
        return timex

    def _date_dmy(self, match: Match) -> Timex | None:
        day, month = match["day"], match["month"].lower().rstrip(".")
        if month in ("may", "march", "mar") and match["month"][0].islower():
            return None
        if self.text[match.start("month") :].startswith(("May be", "May have")) or not re.match(r"(?:the )?\d|[a-z]", day, re.I):
            return None
        # "Class of 5 May": fine; "50 Oct": excluded by the grammar; "Sept. 6 Oct. 7" belongs to the rule above
        if (
            re.match(r"\.? \d", self._after(match.end("month"), 3))
            and not match["year"]
            and not day.lower().endswith(("st", "nd", "rd", "th"))
        ):
            return None
        return self._date(match, match["year"])

    def _is_month(self, match: Match, group: str) -> bool:
        word = match[group]
        low = word.lower().rstrip(".")
        if low in ("may", "march", "mar", "sat", "sun", "jan", "dec", "sept", "sep", "august") and word[0].islower():
            return False
        token = self.tense.token(match.start(group))
        return token is None or token.ent_type_ != "PERSON"

    def _month_year(self, match: Match) -> Timex | None:
        if not self._is_month(match, "month"):
            return None
        month = month_of(match["month"])
        text = match["rel"] or match["year"]
        year = self._year_in(text, match)
        if year is None:
            return Timex("DATE", f"XXXX-{month:02d}", anchor="none")
        return Timex("DATE", values.month(year, month), anchor="publication" if match["rel"] else "explicit")

    def _month(self, match: Match) -> Timex | None:
        word = match["month"]
        low = word.lower().rstrip(".")
        if not self._is_month(match, "month"):
            return None
        if word[0].islower() or (word.isupper() and low in ("may", "march")) and self.tense.tag(match.start("month")) == "MD":
            return None
        tag = self.tense.tag(match.start("month"))
        if low in ("may", "march", "august") and tag not in ("NNP", "NNPS"):
            return None
        if re.match(r"['\u2019]s [A-Z]|-[A-Z]", self.text[match.end() : match.end() + 5]) and low in ("april", "june", "may"):
            return None
        month = month_of(word)
        rel = (match["rel"] or "").lower()
        if low in ("may", "march") and not rel and not _MONTH_CUE.search(self._before(match.start(), 12)):
            return None
        published = self.published
        if rel in ("each", "every"):
            return Timex("SET", f"XXXX-{month:02d}", quant=rel.upper(), anchor="none")
        if rel in ("last", "this past", "the last", "past", "the past"):
            year = published.year if month < published.month else published.year - 1
        elif rel in ("next", "this coming", "coming", "the coming"):
            year = published.year if month > published.month else published.year + 1
        elif rel == "this":
            year = published.year
        elif rel in ("the following", "the next") and self.story.month:
            year = self.story.month[0] + (0 if month > self.story.month[1] else 1)
        elif rel in ("the previous", "the preceding", "previous") and self.story.month:
            year = self.story.month[0] - (0 if month < self.story.month[1] else 1)
        else:
            near = self._nearest_year(month, None, match)
            year = near if near is not None else published.year
            timex = Timex("DATE", values.month(year, month))
            if rel == "the":
                timex.start = match.start("month")
            return timex
        return Timex("DATE", values.month(year, month))

    # weekdays and days

    def _weekday(self, match: Match) -> Timex | None:
        word = match["dow"]
        if word[0].islower():
            return None
        token = self.tense.token(match.start("dow"))
        if token is not None and token.ent_type_ in ("PERSON", "WORK_OF_ART"):
            return None
        if _DAY_NAME_BEFORE.search(self.text[max(0, match.start("dow") - 16) : match.start("dow")]):
            return None
        if _PAPER.match(self.text[match.end() : match.end() + 12]):
            return None
        name = word.lower().rstrip(".")
        number = weekday_of(name)
        if word.endswith(".") and self.tense.tag(match.start("dow")) not in ("NNP", ""):
            return None
        rel = (match["rel"] or "").lower()
        if "-" in self.text[match.end() : match.end() + 1]:
            return None
        pod = (match["pod"] or "").lower().rstrip("s")
        if rel in ("each", "every") or match["plural"] or (match["pod"] or "").lower().endswith("s"):
            value = f"XXXX-WXX-{number}" + (f"T{PARTS_OF_DAY[pod]}" if pod else "")
            return Timex(
                "SET",
                value,
                quant="EVERY" if rel != "each" else "EACH",
                anchor="none",
                start=match.start() if rel in ("each", "every") else match.start("dow"),
            )
        published = self.published
        today = published.isoweekday()
        back, ahead = (today - number) % 7, (number - today) % 7
        anchor = "publication"
        base: datetime.date = published
        if match["week"]:
            offset = {"last week": -7, "this week": 0, "next week": 7}[match["week"].lower()]
            days = offset + number - today
        elif rel in ("last", "this past", "past"):
            days = -(back or 7)
        elif rel in ("next", "this coming", "coming", "the coming"):
            days = ahead or 7
        elif rel in ("the following", "the next", "the previous", "the preceding", "previous", "the last") and self.story.day:
            base, anchor = self.story.day, "narrative"
            forward = rel in ("the following", "the next")
            step = (number - base.isoweekday()) % 7 or 7
            days = step if forward else -((base.isoweekday() - number) % 7 or 7)
        elif rel in ("the previous", "previous", "the preceding"):
            days = -(back or 7)
        elif not back:
            days = 0
        elif rel == "this":
            direction = self._direction(match)
            days = -back if direction == PAST else ahead
        elif rel in ("a", "one"):
            if not match["pod"] and rel == "one":
                return Timex("DATE", f"XXXX-WXX-{number}", anchor="none")
            days = ahead if self._direction(match) == FUTURE else -back
        else:
            days = ahead if self._direction(match) == FUTURE else -back
        day = values.add_days(base, days)
        if day is None:
            return None
        value = day.isoformat()
        start = match.start() if rel not in ("the", "a", "one", "") else match.start("dow")
        if pod:
            return Timex("TIME", f"{value}T{PARTS_OF_DAY[pod]}", anchor=anchor, start=start)
        return Timex("DATE", value, anchor=anchor, start=start)

    def _deictic(self, match: Match) -> Timex | None:
        published = self.published
        if match["dayword"]:
            word = match["dayword"].lower()
            days = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0, "the day before yesterday": -2, "the day after tomorrow": 2}[
                word
            ]
            day = values.add_days(published, days)
            if day is None:
                return None
            if word == "tonight":
                return Timex("TIME", f"{day}TNI")
            if match["pod"]:
                return Timex("TIME", f"{day}T{PARTS_OF_DAY[match['pod'].lower()]}")
            if word == "today" and (_GENERIC_TODAY.match(self._after(match.end())) or self._in_name(match.start())):
                return None
            return Timex("DATE", day.isoformat())
        if match["lastnight"]:
            day = values.add_days(published, -1)
            part = "NI" if "night" in match["lastnight"].lower() else "EV"
            return Timex("TIME", f"{day}T{part}") if day else None
        if match["thispod"]:
            return Timex("TIME", f"{published}T{PARTS_OF_DAY[match['thispod'].split()[-1].lower()]}")
        if match["midpod"]:
            part = PARTS_OF_DAY[match["midpod"].lower().replace("-", " ").split("mid")[1].strip()]
            return Timex("TIME", f"{self.story.day or published}T{part}", "MID", anchor="narrative" if self.story.day else "publication")
        if match["overnight"]:
            day = values.add_days(self.story.day or published, -1)
            return Timex("TIME", f"{day}TNI", anchor="narrative" if self.story.day else "publication") if day else None
        words = match["thepod"].lower().split()
        if re.match(r" (?:of|when|that|the|he|she|it|they|we)\b", self._after(match.end(), 6)):
            return None
        part = PARTS_OF_DAY[words[-1]]
        base = self.story.day
        if base is None:
            return Timex("TIME", f"XXXX-XX-XXT{part}", anchor="none")
        shift = {"following": 1, "next": 1, "previous": -1}.get(words[1] if len(words) > 2 else "", 0)
        day = values.add_days(base, shift)
        return Timex("TIME", f"{day}T{part}", anchor="narrative") if day else None

    def _clock(self, match: Match) -> Timex | None:
        clock = clock_of(match["clock"])
        if clock is None:
            return None
        word = match["clock"].lower()
        if word in ("noon", "midnight", "midday") and (self.text[match.start()].isupper() or self._before(match.start()).endswith("high ")):
            return None
        if re.fullmatch(r"\d?\d:\d\d(?::\d\d)?", word) and not match["zone"] and not match["when"]:
            if not re.search(r"\b(?:at|around|about|by|until|from|to|since|before|after|between|and)\s$", self._before(match.start(), 12)):
                return None  # a score, a ratio or a duration
        when = match["when"]
        anchor = "publication"
        day: datetime.date | None
        if when:
            day = self._day_of(when, match)
        else:
            day, anchor = self._day_nearby(match)
        value = f"{day.isoformat() if day else 'XXXX-XX-XX'}T{clock}"
        timex = Timex("TIME", value, anchor=anchor if day else "none")
        if (
            match["zone"]
            and match["zone"].endswith(" time")
            and match["zone"].split()[0].lower() in ("this", "that", "the", "first", "last", "same", "a")
        ):
            timex.end = match.start("zone")
        return timex

    def _clock_pod(self, match: Match) -> Timex | None:
        clock = clock_of(match["clock"])
        if clock is None:
            return None
        hour = int(clock[:2])
        pod = (match["pod"] or match["night"]).lower()
        if pod in ("afternoon", "evening", "night") and hour < 12 and not (pod == "night" and hour < 4):
            hour += 12
        elif hour == 12 and pod in ("morning", "night"):
            hour = 0
        day, anchor = self._day_nearby(match)
        minutes = clock[3:] if len(clock) > 2 else "00"
        return Timex("TIME", f"{day.isoformat() if day else 'XXXX-XX-XX'}T{hour:02d}:{minutes}", anchor=anchor if day else "none")

    def _day_of(self, text: str, match: Match) -> datetime.date | None:
        low = text.lower()
        if low in ("today", "yesterday", "tomorrow"):
            return values.add_days(self.published, {"today": 0, "yesterday": -1, "tomorrow": 1}[low])
        named = re.search(rf"({'|'.join(MONTHS)}|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?) (\d\d?)\w*(?:,? (\d{{4}}))?", low)
        if named:
            month, day = month_of(named[1]), int(named[2])
            year = int(named[3]) if named[3] else self._nearest_year(month, day, match)
            found = values.span(f"{year:04d}-{month:02d}-{day:02d}") if year else None
            return found[0] if found else None
        number = weekday_of(low.split()[0].rstrip(","))
        back = (self.published.isoweekday() - number) % 7
        if back and self._direction(match) == FUTURE:
            return values.add_days(self.published, 7 - back)
        return values.add_days(self.published, -back)

    def _day_nearby(self, match: Match) -> tuple[datetime.date | None, str]:
        """The day that a bare clock time belongs to: the sentence's own weekday or day, else the story's last day, else publication."""
        after = re.match(
            r"[^.;\n]{0,40}?\b(" + "|".join(w.capitalize() for w in WEEKDAYS) + r"|today|yesterday|tomorrow)\b",
            self.text[match.end() : match.end() + 60],
        )
        if after:
            return self._day_of(after[1], match), "publication"
        before = self.text[max(0, match.start() - 60) : match.start()]
        near = re.findall(r"\b(" + "|".join(w.capitalize() for w in WEEKDAYS) + r"|today|yesterday|tomorrow|[Tt]onight)\b", before)
        if near:
            return self._day_of(near[-1].lower().replace("tonight", "today"), match), "publication"
        if self.story.day:
            return self.story.day, "narrative"
        return self.published, "publication"

    # seasons, quarters, halves

    def _rel_season(self, match: Match) -> Timex | None:
        rel = (match["rel"] or "").lower()
        word = match["season"]
        season = SEASONS[word.lower()]
        year = self.published.year
        start = match.start()
        if match["plural"]:
            if word.lower() in ("fall", "spring") or rel in ("each", "every"):
                return None
            return Timex("SET", f"XXXX-{season}", quant="EVERY", anchor="none", start=match.start("season"))
        if rel in ("in", "during", "since", "by", "of", ""):
            start = match.start("season")
        if match["year"]:
            found = self._year_in(match["year"], match)
            return (
                Timex("DATE", f"{found}-{season}", anchor="explicit" if match["year"][0].isdigit() else "publication", start=start)
                if found
                else None
            )
        if rel in ("each", "every"):
            return Timex("SET", f"XXXX-{season}", quant=rel.upper(), anchor="none")
        month = self.published.month
        last = {"SP": 5, "SU": 8, "FA": 11, "WI": 2}[season]
        first = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[season]
        if (
            word.lower() in ("fall", "spring")
            and rel in ("", "of", "by", "since", "the same", "that", "during", "in", "next", "past")
            and not (
                rel in ("in", "since", "by", "next")
                and re.match(r"[\s,.;]|$", self._after(match.end(), 1))
                and self.tense.tag(match.start("season")) in ("NN", "NNP")
            )
        ):
            return None
        if self.tense.tag(match.start("season"))[:2] == "VB" or (rel == "" and self.tense.tag(match.start("season")) not in ("NN", "NNP")):
            return None
        if rel in ("last", "this past", "the past", "the last", "past"):
            if season == "WI":
                value = year - 1 if month > 2 else year - 2 if rel == "last" and month == 12 else year - 1
                return Timex("DATE", f"{value}-WI", start=start)
            return Timex("DATE", f"{year if last < month else year - 1}-{season}", start=start)
        if rel in ("next", "this coming", "the coming", "coming"):
            return Timex("DATE", f"{year if first > month else year + 1}-{season}", start=start)
        if rel == "this":
            if season == "WI" and month <= 2:
                return Timex("DATE", "XXXX-WI", anchor="none", start=start)
            return Timex("DATE", f"{year}-{season}", start=start)
        if rel == "" and re.search(r"\b(?:early|late|mid)[ -]$", self._before(start, 6)):
            rel = "the"
        if rel == "" or rel in ("that", "the same", "that same"):
            if rel == "":
                return None
            return Timex(
                "DATE",
                f"{self.story.year}-{season}" if self.story.year else f"XXXX-{season}",
                anchor="narrative" if self.story.year else "none",
            )
        direction = self._direction(match)
        if season == "WI":
            return Timex("DATE", "XXXX-WI", anchor="none", start=start)
        past = year if first <= month else year - 1
        future = year if last >= month else year + 1
        return Timex("DATE", f"{future if direction == FUTURE else past}-{season}", start=start)

    def _quarter(self, match: Match) -> Timex | None:
        word = match["ord"].lower()
        published = self.published
        if word in ("last", "final"):
            return None
        number = values.ordinal(word)
        if number is None:
            return None
        if match["plural"]:
            return Timex("SET", f"XXXX-Q{number}", quant="EVERY", anchor="none")
        start = -1
        if (match["the"] or "").lower() == "a ":
            start = match.start("ord")
        year: int | None = None
        owner = (match["owner"] or "").lower()
        anchor = "publication"
        if owner:
            year = self._year_in(owner[:4] if owner[0].isdigit() else owner, match)
        elif match["year"]:
            year, anchor = int(match["year"]), "explicit"
        elif match["fy"]:
            year, anchor = int(match["fy"][-4:]), "explicit"
        elif match["rel"]:
            rel = match["rel"].lower()
            year = published.year + (0 if rel.startswith("this") else 1 if rel.startswith("next") else -1)
        if year is None:
            current = (published.month - 1) // 3 + 1
            if number <= current:
                year = published.year
                if number == 1 and current == 4 and self._direction(match) == FUTURE:
                    year += 1
            else:
                year = published.year if number == current + 1 and current > 1 and self._direction(match) != PAST else published.year - 1
                if self._direction(match) == FUTURE:
                    year = published.year
        if match["ago"]:
            year -= 1
        value = f"{year}-Q{number}"
        if not match["ago"]:
            running = values.quarter(published.year, (published.month - 1) // 3 + 1)
            if value < running or (value == running and self.story.quarter is None):
                self.story.quarter = value
            self.story.months = False
        timex = Timex("DATE", value, anchor=anchor, start=start)
        if match["fiscal"] or match["fiscal2"]:
            timex.span = NO_SPAN
        return timex

    def _quarter_code(self, match: Match) -> Timex | None:
        if not match["year"]:
            if match["h"]:
                return None
            number = int(match["q"] or match["q2"])
            current = (self.published.month - 1) // 3 + 1
            year = self.published.year if number <= current else self.published.year - 1
        else:
            year = year_of(match["year"], self.published) or self.published.year
        code = f"H{match['h']}" if match["h"] else f"Q{match['q'] or match['q2']}"
        if code[0] == "H" and int(code[1]) > 2:
            return None
        return Timex("DATE", f"{year}-{code}", anchor="explicit" if match["year"] else "publication")

    def _nine_eleven(self, match: Match) -> Timex | None:
        return Timex("DATE", "2001-09-11", anchor="explicit") if self.published.year >= 2001 else None

    def _half(self, match: Match) -> Timex | None:
        first = match["ord"].lower() == "first"
        if match["dec"]:
            decade = decade_of(match["dec"], self.published)
            return Timex("DATE", decade, mod="START" if first else "END", anchor="explicit") if decade else None
        year = self.published.year
        anchor = "publication"
        if match["year"]:
            year, anchor = int(match["year"]), "explicit"
        elif match["fy"]:
            year, anchor = int(match["fy"][-4:]), "explicit"
        elif match["rel"].lower() in ("last year", "next year"):
            year += -1 if match["rel"].lower() == "last year" else 1
        timex = Timex("DATE", f"{year}-H{1 if first else 2}", anchor=anchor)
        if match["fy"]:
            timex.span = NO_SPAN
        return timex

    def _first_quarters(self, match: Match) -> Timex | None:
        year = self._year_in(match["year"], match)
        return (
            Timex(
                "DATE",
                f"{year}-H{1 if match['ord'].lower() == 'first' else 2}",
                anchor="explicit" if match["year"][0].isdigit() else "publication",
            )
            if year
            else None
        )

    def _ordinal_unit(self, match: Match) -> Timex | None:
        return None

    def _a_year_before(self) -> str:
        if self.story.quarter and not self.story.months:
            return f"{int(self.story.quarter[:4]) - 1}{self.story.quarter[4:]}"
        return f"{self.published.year - 1}"

    def _year_ago_adj(self, match: Match) -> Timex | None:
        noun = (match["noun"] or match["adj"] or "").lower()
        start = match.start("y") if match["y"] and match.group().lower().startswith("a ") else -1
        if "month" in noun and noun.split()[0] != "month":
            count = values.number(noun.split()[0])
            return Timex("DURATION", values.duration(count, "M"), anchor="none", start=start)
        if "month" in noun:
            return Timex("DATE", values.month(self.published.year - 1, self.published.month), start=start)
        if "week" in noun:
            return None
        if self.story.months and "quarter" in noun:
            self.story.months = False
        value = self._a_year_before()
        return Timex("DATE", value, anchor="narrative" if self.story.quarter else "publication", start=start)

    def _same_period(self, match: Match) -> Timex | None:
        unit, rel = match["unit"].lower(), match["rel"].lower()
        year = re.search(r"\d{4}", rel)
        if unit in ("quarter", "period"):
            value = self._a_year_before()
            if year:
                value = f"{year.group()}{self.story.quarter[4:]}" if self.story.quarter else year.group()
            return Timex("DATE", value, anchor="narrative")
        if unit == "month":
            month = self.story.month or (self.published.year, self.published.month)
            return Timex("DATE", values.month(int(year.group()) if year else month[0] - 1, month[1]), anchor="narrative")
        return None

    def _quarter_rel(self, match: Match) -> Timex | None:
        the, adj, unit = (match["the"] or "").lower().strip(), (match["adj"] or "").lower(), match["unit"].lower()
        if not the and not adj or self._after(match.end(), 4).startswith("-to-"):
            return None
        published = self.published
        current = values.quarter(published.year, (published.month - 1) // 3 + 1)
        previous = values.quarter(published.year, (published.month - 1) // 3)
        known = self.story.quarter
        if unit == "period":
            if adj not in ("latest", "most recent") and not adj.isdigit():
                return None
            if adj.isdigit():
                return Timex("DATE", f"{adj}{known[4:]}" if known else adj, anchor="explicit")
            return Timex("DATE", known or previous, anchor="narrative" if known else "publication")
        if the == "a":
            return None
        if the in ("last year's", "last year\u2019s"):
            return Timex("DATE", self._a_year_before(), anchor="narrative")
        if match["ago"]:
            return Timex("DATE", self._a_year_before(), anchor="narrative")
        if adj in ("current", "this") or the.startswith("this year"):
            return Timex("DATE", (known or current) if adj != "current" and not the else current)
        if adj == "next":
            return Timex("DATE", values.quarter(published.year, (published.month - 1) // 3 + 2))
        if adj in ("last",):
            return Timex("DATE", previous)
        if adj in ("previous", "prior"):
            if known:
                return Timex("DATE", values.quarter(int(known[:4]), int(known[6]) - 1), anchor="narrative")
            return Timex("DATE", previous)
        if adj.isdigit():
            return Timex("DATE", f"{adj}{known[4:]}" if known else adj, anchor="explicit")
        if adj == "recent":
            return None
        return Timex("DATE", known or previous, anchor="narrative" if known else "publication")

    # counted units

    def _shifted(self, base: datetime.date, unit: str, count: Fraction, sign: int) -> str | None:
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

    def _ago(self, match: Match) -> Timex | None:
        word, direction = match["num"], match["dir"].lower()
        unit = unit_of(match["unit"])
        plural = match["unit"].lower().endswith("s")
        if word is None and not plural:
            return None
        if unit in ("WE", "S", "H"):
            return None
        count = values.number(word) if word and word.lower() != "the" else None
        if word and word.lower() == "the":
            return None
        if match["unit"].lower() == "second" and not (word or "").isdigit():
            return None
        deictic = direction in ("ago", "from now", "from today", "hence")
        back = direction in ("ago", "earlier", "previously", "before", "prior", "beforehand")
        mod, start = qualifier(match["qual"], "DURATION" if unit.startswith("T") else "DATE")
        start_at = match.start() if start else match.start("num") if word else match.start("unit")
        if match["orso"]:
            mod = "APPROX"
        if count is None:
            if deictic:
                return Timex("DATE", "PAST_REF" if back else "FUTURE_REF", anchor="none", start=start_at)
            return Timex("DURATION", values.duration(None, timex_unit(unit)), anchor="none", start=start_at)
        if unit in ("TH", "TM", "TS"):
            return Timex("DURATION", values.duration(count, unit), mod, anchor="none", start=start_at)
        if deictic:
            value = self._shifted(self.published, unit, count, -1 if back else 1)
            if unit == "Y" and count == 1 and back and self.story.quarter and not self.story.months:
                return Timex("DATE", self._a_year_before(), mod, anchor="narrative", start=start_at)
            return Timex("DATE", value, mod, start=start_at) if value else None
        base = self.story.day
        if unit == "Y":
            if count == 1 and back and self.story.months:
                return Timex("DATE", f"{self.published.year - 1}", mod, start=start_at)
            if count == 1 and back and self.story.quarter:
                return Timex("DATE", self._a_year_before(), mod, anchor="narrative", start=start_at)
            if count == 1 and back and not self.story.year:
                return Timex("DATE", f"{self.published.year - 1}", mod, start=start_at)
            if self.story.year:
                value = self._shifted(datetime.date(self.story.year, 1, 1), unit, count, -1 if back else 1)
                if value:
                    return Timex("DATE", value, mod, anchor="narrative", start=start_at)
            return Timex("DURATION", values.duration(count, unit), mod, anchor="none", start=start_at)
        if unit == "M" and self.story.month:
            value = values.month(self.story.month[0], self.story.month[1] + round(count) * (-1 if back else 1))
            return Timex("DATE", value, mod, anchor="narrative", start=start_at)
        if base is None:
            if unit == "D" and count == 1 and back:
                base = self.published
            else:
                return Timex("DURATION", values.duration(count, timex_unit(unit)), mod, anchor="none", start=start_at)
        value = self._shifted(base, unit, count, -1 if back else 1)
        return Timex("DATE", value, mod, anchor="narrative", start=start_at) if value else None

    def _ago_day(self, match: Match) -> Timex | None:
        """ "a week ago Sunday": counted from the last such day; "a year ago Tuesday": the nearest such day."""
        number = weekday_of(match["dow"])
        count = {"a": 1, "one": 1, "two": 2, "three": 3}[match["count"].lower()]
        if match["unit"].lower().startswith("week"):
            day = values.add_days(self.published, -((self.published.isoweekday() - number) % 7) - 7 * count)
        else:
            base = values.add_months(self.published, -count * (12 if match["unit"].lower().startswith("year") else 1))
            day = values.add_days(base, (number - base.isoweekday() + 3) % 7 - 3) if base else None
        return Timex("DATE", day.isoformat()) if day else None

    def _past_n(self, match: Match) -> Timex | None:
        rel, unit = match["rel"].lower(), unit_of(match["unit"])
        text = match["num"]
        if (
            " to " in text.lower()
            or " or " in text.lower()
            or re.search(r"[a-z0-9]-[a-z0-9]", text.lower())
            and not re.match(r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-", text.lower())
        ):
            return Timex("DURATION", values.duration(None, timex_unit(unit)), anchor="publication")
        if re.match(r"[- ]old\b", self._after(match.end(), 5)):
            return None
        count = values.number(text)
        if unit == "WE" or rel == "early" and match.group().lower().endswith("hours"):
            return None
        if unit == "M" and count in (6, 9):
            self.story.months = True
        if count is not None and 1900 <= count <= 2100 and unit in ("S", "Q"):
            return None
        factor, letter = scaled(unit)
        mod = "APPROX" if match["orso"] or "couple" in text.lower() else None
        if count is not None:
            count *= factor
        if unit == "TH" and count == 24:
            value = "P1D"
        else:
            value = values.duration(count, letter)
        timex = Timex("DURATION", value, mod, anchor="none")
        if rel in ("last", "past", "next", "coming") and count is not None:
            timex.anchor, timex.span = "publication", self._stretch(unit, count / factor, rel in ("next", "coming"))
        return timex

    def _stretch(self, unit: str, count: Fraction, ahead: bool) -> tuple[datetime.date, datetime.date] | None:
        """The days from publication back (or ahead) over ``count`` units, publication included."""
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

    def _recent_units(self, match: Match) -> Timex | None:
        rel, unit = match["rel"].lower(), unit_of(match["unit"])
        if unit in ("WE", "S") or (
            rel in ("first", "early", "last", "final", "later", "closing") and not match.group().lower().startswith("the ")
        ):
            return None
        if rel == "future":
            return Timex("DATE", "FUTURE_REF", anchor="none")
        if rel == "recent" and (unit in ("Y", "E", "C") or match["unit2"]):
            return Timex("DATE", "PAST_REF", anchor="none")
        if rel in ("early", "first", "last", "closing", "final") and re.match(r" of\b", self._after(match.end(), 4)) and unit == "TH":
            return None
        if rel in ("coming", "upcoming") and unit in ("M", "Q", "Y", "E"):
            return Timex("DATE", "FUTURE_REF", anchor="none")
        return Timex("DURATION", values.duration(None, timex_unit(unit)), anchor="none")

    def _units_ahead(self, match: Match) -> Timex | None:
        unit = match["unit"].lower()
        if unit.endswith("s"):
            return Timex("DURATION", values.duration(None, timex_unit(unit_of(unit))), anchor="none")
        return Timex("DATE", "FUTURE_REF", anchor="none")

    def _rel_unit(self, match: Match) -> Timex | None:
        rel, unit = match["rel"].lower(), unit_of(match["unit"])
        if self._is_title(match):
            return None
        word = match["unit"].lower()
        published, story = self.published, self.story
        if word in ("second", "semester", "trimester", "season", "minute", "hour", "millennium", "night") and rel not in ("each", "every"):
            return None
        if rel in ("each", "every"):
            if word in ("second", "night", "weekend"):
                value = {"second": "PT1S", "night": "XXXX-XX-XXTNI", "weekend": "XXXX-WXX-WE"}[word]
            else:
                value = values.duration(Fraction(1), timex_unit(unit)) if unit not in ("S", "H", "L") else "PXX"
            return Timex("SET", value, quant=rel.upper(), anchor="none")
        if rel == "any given":
            return None
        if rel == "a":
            return self._a_unit(match)
        approx = "APPROX" if match["orso"] else None
        if unit == "Q":
            return None
        if unit == "WE":
            return self._weekend(match, rel)
        if unit == "D":
            return self._a_day(match, rel)
        if rel in ("the past", "the last", "this past") and unit in ("E", "C", "M", "W", "Y"):
            value = values.duration(Fraction(1), unit)
            return Timex("DURATION", value, approx, span=self._stretch(unit, Fraction(1), False))
        if rel == "the next" and unit in ("E", "C", "M", "W", "Y"):
            return Timex("DURATION", values.duration(Fraction(1), unit), approx, span=self._stretch(unit, Fraction(1), True))
        if unit == "C":
            return None
        fiscal = NO_SPAN if match["fiscal"] and match["fiscal"].strip().lower() != "calendar" else None
        if rel in ("this", "the current", "this same"):
            return Timex("DATE", self._unit_at(unit, published, 0) or "PRESENT_REF", approx, span=fiscal)
        if rel in ("last", "the latest"):
            return Timex("DATE", self._unit_at(unit, published, -1) or "PAST_REF", approx, span=fiscal)
        if rel in ("next", "this coming", "the coming"):
            return Timex("DATE", self._unit_at(unit, published, 1) or "FUTURE_REF", approx, span=fiscal)
        base, anchor = self._base(unit)
        if rel in ("that", "that same", "the same", "later that", "earlier that"):
            value = self._unit_at(unit, base, 0)
            mod = {"later that": "END", "earlier that": "START"}.get(rel)
            return Timex("DATE", value, mod, anchor=anchor) if value else None
        if rel in ("the following", "the ensuing"):
            value = self._unit_at(unit, base, 1)
            return Timex("DATE", value, anchor=anchor) if value else None
        if rel in ("the previous", "the preceding", "the prior", "previous"):
            value = self._unit_at(unit, base, -1)
            return Timex("DATE", value, anchor=anchor) if value else None
        if rel in ("all", "the entire", "the whole", "the full", "the", "current", "previous"):
            return self._the_unit(match, rel, unit)
        return None

    def _base(self, unit: str) -> tuple[datetime.date, str]:
        story = self.story
        if unit == "Y" and story.year and 0 < story.year < 9999:
            return datetime.date(story.year, 1, 1), "narrative"
        if unit == "M" and story.month:
            return datetime.date(story.month[0], story.month[1], 1), "narrative"
        if story.day:
            return story.day, "narrative"
        return self.published, "publication"

    def _unit_at(self, unit: str, base: datetime.date, shift: int) -> str | None:
        """The period of size ``unit`` that holds ``base``, moved by ``shift`` periods."""
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

    def _the_unit(self, match: Match, rel: str, unit: str) -> Timex | None:
        after, before = self._after(match.end(), 24), self._before(match.start(), 24)
        if unit not in ("Y", "M", "W"):
            return None
        fiscal = NO_SPAN if match["fiscal"] else None
        if re.match(r" (?:ended|ending|through|to)\b", after):
            return Timex("DURATION", values.duration(Fraction(1), unit), anchor="none")
        if re.match(r"['\u2019]s end\b", after) and unit in ("Y", "M"):
            return None
        if rel == "the" and re.match(r" before(?: ?[,.;]|$)", after) and unit in ("Y", "M"):
            base, anchor = self._base(unit)
            value = self._unit_at(unit, base, -1)
            return Timex("DATE", value, anchor=anchor, end=match.end() + len(" before")) if value else None
        if re.match(r"-to-", after):
            return None
        if re.match(r" (?:before|after|following|since|when|in which|that|of )", after):
            if unit != "Y" or re.match(r" (?:before|after)", after):
                return Timex(
                    "DURATION", values.duration(Fraction(1), unit), anchor="none", start=match.start("unit") if rel == "the" else -1
                )
            return None
        if rel in ("previous", "current"):
            return Timex("DATE", self._unit_at(unit, self.published, 0 if rel == "current" else -1) or "", span=fiscal)
        if unit in ("M",) and not re.search(r"\b(?:of|in|during|for|through|earlier|later|end|rest)\s(?:in )?$", before):
            return None
        return Timex("DATE", self._unit_at(unit, self.published, 0) or "", span=fiscal)

    def _weekend(self, match: Match, rel: str) -> Timex | None:
        published = self.published
        shift = 0
        if rel in ("last", "the last", "this past", "the past"):
            shift = -1
        elif rel in ("next", "this coming", "the coming", "the next"):
            shift = 0 if published.isoweekday() < 6 and rel != "next" else 1
        elif rel in ("the following", "the previous", "that", "the same", "that same") and self.story.day:
            day = values.add_days(self.story.day, {"the following": 7, "the previous": -7}.get(rel, 0))
            return Timex("DATE", values.week(day) + "-WE", anchor="narrative") if day else None
        elif rel in ("the", "this") and published.isoweekday() < 6:
            direction = self._direction(match)
            shift = (
                0
                if direction == FUTURE
                or (direction is None and published.isoweekday() > 3)
                or (rel == "this" and published.isoweekday() > 3)
                else -1
            )
        day = values.add_days(published, 7 * shift)
        return Timex("DATE", values.week(day) + "-WE") if day else None

    def _a_day(self, match: Match, rel: str) -> Timex | None:
        base = self.story.day
        after, before = self._after(match.end(), 24), self._before(match.start(), 24)
        if re.match(r" (?:before|after) (?:yesterday|tomorrow)", after):
            return None
        if rel in ("that", "that same", "the same", "later that", "earlier that"):
            if base is None:
                return Timex("DATE", "XXXX-XX-XX", anchor="none")
            mod = {"later that": "END", "earlier that": "START"}.get(rel)
            return Timex("DATE", base.isoformat(), mod, anchor="narrative")
        if rel in ("the following", "the next", "the previous", "the preceding", "the prior"):
            if base is None:
                return Timex("DATE", "XXXX-XX-XX", anchor="none")
            day = values.add_days(base, 1 if rel in ("the following", "the next") else -1)
            return Timex("DATE", day.isoformat(), anchor="narrative") if day else None
        if rel in ("the", "the entire", "the whole"):
            if re.match(r" (?:before|after)\b", after):
                if re.match(r" before(?: ?[,.;]|$)", after) and base is not None:
                    day = values.add_days(base, -1)
                    return Timex("DATE", day.isoformat(), anchor="narrative", end=match.end() + len(" before")) if day else None
                return Timex("DURATION", "P1D", anchor="none", start=match.start("unit"))
            if re.search(r"\b(?:later in|earlier in|during|of|throughout|for|rest of|end of) $", before) and re.match(
                r"[,.;]|$| (?:on|in|at|and)\b", after
            ):
                if re.search(r"\bof $", before) and not re.search(r"(?:end|rest|part|close|start|beginning) of $", before):
                    return None
                return Timex("DATE", (base or self.published).isoformat(), anchor="narrative" if base else "publication")
        return None

    def _a_unit(self, match: Match) -> Timex | None:
        """ "a week" as a duration; a rate ("$5 a week") is the business of the rule ``rate``."""
        return None

    def _each_other(self, match: Match) -> Timex | None:
        if match["freq"]:
            unit = unit_of(match["unit2"])
            word = match["freq"].lower()
            count = {"once": "1", "twice": "2"}.get(word) or (str(n) if (n := values.number(word.split()[0])) is not None else "X")
            return Timex("SET", values.duration(Fraction(1), timex_unit(unit)), freq=f"{count}X", anchor="none")
        unit = unit_of(match["unit"])
        text = match["num"].lower()
        count = (
            Fraction(2)
            if text == "other"
            else Fraction(1, 2)
            if text.startswith("half")
            else values.number(text) or (Fraction(o) if (o := values.ordinal(text)) else None)
        )
        factor, letter = scaled(unit)
        return Timex("SET", values.duration(count * factor if count else None, letter), quant="EVERY", anchor="none")

    def _rate(self, match: Match) -> Timex | None:
        per, word = match["per"].lower(), match["unit"].lower()
        unit = unit_of(word)
        if word in ("second", "season", "semester", "trimester", "fortnight", "night", "quarter", "millennium") and per != "per":
            return None
        before_token = self.tense.token(match.start() - 1) if match.start() > 0 else None
        if before_token is not None and not before_token.text.strip() and before_token.i > 0:
            before_token = before_token.doc[before_token.i - 1]
        tag = before_token.tag_ if before_token is not None else ""
        if word == "second":
            return None
        start = -1
        if per == "per" or (
            tag in ("NN", "NNS", "CD", "NNP", "RB", "$")
            and per in ("a", "an")
            and before_token is not None
            and before_token.lower_
            not in ("than", "about", "just", "only", "nearly", "almost", "within", "over", "under", "least", "half", "later", "then", "not")
        ):
            value = values.duration(Fraction(1), timex_unit(unit)) if unit not in ("S", "H", "L", "WE") else "PXX"
            return Timex("SET", value, quant="EVERY", anchor="none", start=start)
        if word in ("night", "season") or unit in ("WE", "Q"):
            return None
        if (
            tag in ("IN", "TO", "RP", "PRP")
            or tag.startswith("VB")
            or (
                before_token is not None
                and before_token.lower_ in ("than", "about", "just", "only", "nearly", "almost", "within", "over", "under", "least", "in")
            )
        ):
            if word == "day" and tag.startswith("VB"):
                return None
            mod, at = self._qualified(match.start(), "DURATION")
            return Timex("DURATION", values.duration(Fraction(1), timex_unit(unit)), mod, anchor="none", start=at)
        return None

    def _qualified(self, start: int, kind: str) -> tuple[str | None, int]:
        """Modifier and new start from the qualifying words right before ``start``."""
        found = _QUALIFIER.search(self.text[max(0, start - 24) : start])
        if not found:
            return None, start
        mod, included = qualifier(found.group(), kind)
        return mod, start - len(found.group()) if included else start

    def _set_word(self, match: Match) -> Timex | None:
        word = match["word"].lower()
        if word == "daily" and self.tense.tag(match.start()) in ("NN", "NNP"):
            return None
        if word in (
            "annual",
            "quarterly",
            "semiannual",
            "semi-annual",
            "biannual",
            "nightly",
            "biweekly",
            "bimonthly",
            "monthly",
            "weekly",
        ):
            if self.tense.tag(match.start()) not in ("RB",) and word not in ("monthly", "weekly"):
                return None
        token = self.tense.token(match.start())
        if token is not None and token.ent_type_ in ("ORG", "WORK_OF_ART", "PERSON") and match.group()[0].isupper():
            return None
        value = {
            "hourly": "PT1H", "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "biweekly": "P2W", "fortnightly": "P2W", "monthly": "P1M",
            "bimonthly": "P2M", "quarterly": "P3M", "annually": "P1Y", "annual": "P1Y", "yearly": "P1Y", "semiannual": "P6M",
            "semi-annual": "P6M", "biannual": "P6M",
        }[word]  # fmt: skip
        return Timex("SET", value, quant="EVERY", anchor="none")

    def _and_a_half(self, match: Match) -> Timex | None:
        unit = unit_of(match["unit"])
        if match["ago"]:
            value = self._shifted(self.published, unit, Fraction(3, 2), -1)
            return Timex("DATE", value) if value else None
        factor, letter = scaled(unit)
        return Timex("DURATION", values.duration(Fraction(3, 2) * factor, letter), anchor="none")

    def _range_n(self, match: Match) -> Timex | None:
        unit = unit_of(match["unit"])
        if match["ago"]:
            return Timex("DATE", "PAST_REF", anchor="none")
        if unit in ("Q", "TS", "S") or " and " in match.group().lower():
            return None
        return Timex("DURATION", values.duration(None, timex_unit(unit)), anchor="none")

    def _duration(self, match: Match) -> Timex | None:
        word, unit = match["num"].lower(), unit_of(match["unit"])
        if self._is_title(match):
            return None
        singular = match["unit"].lower()
        det = (match["det"] or "").lower()
        if match["old"]:
            token = self.tense.token(match.start("old"))
            return self._age(match, unit) if token is not None else None
        if re.match(r"[ -](?:old|olds)\b", self._after(match.end(), 5)) or re.match(r" of age\b", self._after(match.end(), 8)):
            return None
        if singular in ("second", "season", "quarter", "night", "min", "hr", "sec", "trimester", "semester") and word not in (
            "half a",
            "half an",
        ):
            if not (singular == "quarter" and "-" in match["hyphen"]) and not (singular in ("second", "min", "night") and word.isdigit()):
                return None
        if singular in ("day", "week", "month", "year") and "-" not in match["hyphen"] and word in ("some", "many", "several"):
            return None
        if singular == "seasons":
            return None
        if singular == "quarters" and word in ("three", "two", "one") and re.match(r" of\b", self._after(match.end(), 4)):
            return None
        if word == "one" and singular == "day" and not det and "-" not in match["hyphen"]:
            if not re.search(r"\b(?:for|in|within|just|only|after|than|least|about|job|lasted)\s$", self._before(match.start(), 12)):
                return Timex("DATE", "FUTURE_REF", anchor="none") if self._direction(match) == FUTURE else None
        if word == "half" and singular not in ("hour", "day", "year", "century", "decade"):
            return None
        if re.search(r"[$\u00a3\u20ac]$", self._before(match.start("num"), 1)):
            return None
        count = values.number(word)
        if count is not None and count > 10_000 and unit not in ("Y", "D", "TH", "TM", "TS"):
            return None
        if (
            re.fullmatch(r"(?:1[89]|20)\d\d", word)
            and "-" not in match["hyphen"]
            and unit in ("S", "Q", "Y", "W", "M", "D")
            and singular not in ("days", "years", "months", "weeks")
        ):
            return None
        factor, letter = scaled(unit)
        if unit == "M" and count in (6, 9) and det == "the":
            self.story.months = True
        value = values.duration(count * factor if count is not None else None, letter)
        if unit == "L" and count is None:
            value = "PXL"
        mod = "APPROX" if match["orso"] or "couple" in word else None
        at = match.start()
        if not det:
            found, at = self._qualified(match.start(), "DURATION")
            mod = found or mod
        return Timex("DURATION", value, mod, anchor="none", start=at)

    def _age(self, match: Match, unit: str) -> Timex | None:
        """An age; of a person it is a column of its entity, not a row here."""
        if unit not in ("D", "W", "M", "Y", "E", "C", "TH"):
            return None
        after = re.match(r" ([A-Za-z-]+)", self.text[match.end() : match.end() + 30])
        following = self.tense.tag(match.end() + 1) if after else ""
        if unit == "Y" or not after or not following.startswith(("NN", "JJ", "VB")) or after[1].lower() in PEOPLE or after[1][0].isupper():
            return None
        count = values.number(match["num"])
        factor, letter = scaled(unit)
        return Timex("DURATION", values.duration(count * factor if count is not None else None, letter), anchor="none")

    def _bare_units(self, match: Match) -> Timex | None:
        unit, the = unit_of(match["unit"]), match["the"]
        word = match["unit"].lower()
        before, after = self._before(match.start(), 16), self._after(match.end(), 12)
        if word in ("nights", "seconds", "minutes", "hours") and the:
            return None
        if word in ("minutes", "hours", "nights") and not re.search(r"\b(?:in|for|within|after|over|lasted|took|of|by) $", before):
            if not re.match(r" (?:before|after|later|of)\b", after):
                return None
        if word == "seconds" and not re.search(r"\b(?:in|for|within|after)\s$", before):
            return None
        if (
            re.search(
                r"(?:['\u2019]s?|\b(?:his|her|their|my|our|its|all|these|those|of|no|any|school|teen|teenage|early|later|dog|golden|good|business|trading|old|other|most|such|glory|\d+)) $",
                before,
            )
            and not the
        ):
            if not match["long"] and not re.search(r"\b(?:of|all) $", before):
                return None
        if re.match(r" old\b", after) or re.match(r" of age\b", after):
            return None
        if the and word in ("years", "decades", "centuries") and re.search(r"\b(?:over|down|through) $", before):
            return Timex("DURATION", values.duration(None, timex_unit(unit)), anchor="none")
        if the and re.match(r" (?:of|when|that|before|after|since|leading|following|immediately|prior|ahead)\b", after) is None:
            return None
        return Timex(
            "DURATION",
            values.duration(None, timex_unit(unit)),
            anchor="none",
            start=match.start("unit") if the and re.match(r" (?:before|after)", after) else -1,
        )

    def _adj_duration(self, match: Match) -> Timex | None:
        unit = match["unit"].lower()
        if unit in ("season", "summer", "weekend", "night"):
            return None
        factor, letter = scaled(unit_of(unit))
        return Timex("DURATION", values.duration(Fraction(1) * factor, letter), anchor="none")

    def _end_of_year(self, match: Match) -> Timex | None:
        unit = (match["unit"] or match["unit2"]).lower()
        if unit == "week":
            return None
        if unit == "month":
            return Timex("DATE", values.month(self.published.year, self.published.month), mod="END")
        return Timex("DATE", f"{self.published.year}", mod="END")

    # decades, centuries, years

    def _decade(self, match: Match) -> Timex | None:
        text = match["dec"] or match["short"] or match["short2"]
        if match["word"]:
            index = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties").index(
                match["word"].lower()
            ) + 2
            if re.search(r"\b(?:in|into|reached) (?:his|her|their|its) (?:early |late |mid-?)?$", self._before(match.start(), 24)):
                return None
            value = f"19{index}" if index >= 3 or self.published.year < 2020 else None
            return Timex("DATE", value, anchor="explicit") if value else None
        decade = decade_of(text, self.published)
        if decade is None:
            return None
        if match["short"]:
            if re.search(
                r"\b(?:his|her|their|my|our|the low|the high|the upper) (?:early |late |mid[- ]?)?$", self._before(match.start(), 20)
            ):
                return None
            if (
                re.match(r" (?:percent|degrees|and \d0s)", self._after(match.end(), 10))
                or not re.match(r"['\u2018\u2019]", text)
                and match.group().lower().startswith(("low", "upper"))
            ):
                return None
            if not re.match(r"['\u2018\u2019]", text):
                return None
        return Timex("DATE", decade, anchor="explicit")

    def _century(self, match: Match) -> Timex | None:
        if match["turn"]:
            return None
        if match["rel"]:
            shift = {"this": 0, "last": -1, "next": 1}[match["rel"].lower()]
            return Timex("DATE", f"{self.published.year // 100 + shift:02d}")
        number = values.ordinal(match["ord"])
        if number is None or not 1 <= number <= 30:
            return None
        if match["unit"].lower() == "millennium":
            return Timex("DATE", f"{number - 1:01d}XXX" if number else "XXXX", anchor="explicit")
        if match["era"] and match["era"].upper().startswith("B"):
            return Timex("DATE", f"BC{number - 1:02d}", anchor="explicit")
        return Timex("DATE", f"{number - 1:02d}", anchor="explicit")

    def _fiscal(self, match: Match) -> Timex | None:
        if match["latest"]:
            text = match["latest"].lower()
            shift = -1 if "latest" in text or "earlier" in text else 0
            if re.match(r" (?:ended|ending|through)\b", self._after(match.end(), 10)):
                return Timex("DURATION", "P1Y", anchor="none")
            return Timex("DATE", f"{self.published.year + shift}", span=NO_SPAN)
        year = match["year"]
        if match["year2"]:
            return Timex("DURATION", "P1Y", anchor="explicit")
        number = int(year) if len(year) == 4 else year_of("'" + year.strip("'"), self.published)
        return Timex("DATE", f"{number}", anchor="explicit", span=NO_SPAN) if number else None

    def _year_range(self, match: Match) -> Timex | None:
        first = int(match["year"])
        second = match["year2"]
        last = int(second) if len(second) == 4 else first // 100 * 100 + int(second)
        if last <= first:
            last += 100 if len(second) == 2 and first % 100 == 99 else 0
        if not first < last <= first + 120:
            return None
        if (
            len(second) == 2
            and last - first != 1
            and not re.search(r"\b(?:in|of|from|the|during|for|since) $", self._before(match.start(), 8))
        ):
            return None
        return Timex("DURATION", f"P{last - first + 1}Y", anchor="explicit", span=(datetime.date(first, 1, 1), datetime.date(last, 12, 31)))

    def _year_word(self, match: Match) -> Timex | None:
        text = match["year"].lower()
        if text.startswith("two thousand") and text == "two thousand" and not match["the"]:
            return None
        following = self.tense.token(match.end() + 1) if match.end() + 1 < len(self.text) else None
        if not match["the"] and following is not None and (following.tag_ == "NNS" or following.lower_ in ("percent", "million")):
            return None
        year = year_of(text, self.published)
        return Timex("DATE", f"{year}", anchor="explicit") if year else None

    def _year(self, match: Match) -> Timex | None:
        number = int(match["year"])
        if match["era"]:
            before_christ = match["era"].strip().upper().startswith("B")
            return Timex("DATE", f"BC{number:04d}" if before_christ else f"{number:04d}", anchor="explicit")
        token = self.tense.token(match.start("year"))
        before, after = self._before(match.start(), 24), self._after(match.end(), 24)
        beyond = "ON_OR_AFTER" if match["beyond"] else None
        timex = Timex("DATE", f"{number:04d}", beyond, anchor="explicit")
        if match["the"]:
            return timex
        if _NOT_YEAR_AFTER.match(after) or _NOT_YEAR_BEFORE.search(before):
            return None
        cue = _YEAR_CUE.search(before)
        if 1900 <= number <= self.published.year + 60:
            if not cue and token is not None:
                next_token = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
                counted = next_token is not None and next_token.tag_ == "NNS" and token.dep_ == "nummod"
                if counted and not re.search(r"\b(?:the|its|their|his|her|our) $", before):
                    return None
                if (
                    token.i > 0
                    and token.dep_ in ("nummod", "appos", "nmod")
                    and token.doc[token.i - 1].tag_ == "NNP"
                    and token.doc[token.i - 1].lower_ not in MONTHS
                ):
                    if before.endswith(" ") and not re.match(r"[,.]? ?[A-Z]", self.text[match.end() : match.end() + 3]):
                        return None
                if token.dep_ in ("dobj", "nsubj", "nsubjpass") and number % 100 == 0 and number != 2000:
                    return None
            return timex
        if (
            cue
            and 1000 <= number < 1900
            and (token is None or token.dep_ in ("pobj", "npadvmod", "nmod", "nummod", "conj", "appos", "ROOT"))
        ):
            if token is not None and token.i + 1 < len(token.doc) and token.doc[token.i + 1].tag_ in ("NN", "NNS", "NNP", "JJ"):
                return None
            if re.search(r"\b(?:of|by|about|around|from|to) $", before) and number % 10 == 0:
                return None
            return timex
        return None

    def _year_short(self, match: Match) -> Timex | None:
        year = year_of("'" + match["year"], self.published)
        return Timex("DATE", f"{year}", anchor="explicit") if year else None

    def _holiday(self, match: Match) -> Timex | None:
        name = match["name"].lower().replace("\u2019", "'")
        if not match["name"][0].isupper():
            return None
        token = self.tense.token(match.start("name"))
        if token is not None and token.ent_type_ in ("PERSON", "GPE") and name in ("easter", "christmas"):
            return None
        published = self.published
        period, rel = (match["period"] or "").lower(), (match["rel"] or "").lower()
        if name == "may day" and re.match(r"!|\W+may ?day", self._after(match.end())):
            return None
        if match["year"]:
            year = self._year_in(match["year"], match)
        else:
            days = {y: holiday(name, y) for y in (published.year - 1, published.year, published.year + 1)}
            known = {y: d for y, d in days.items() if d is not None}
            if not known:
                return None
            past = [y for y, d in sorted(known.items()) if d <= published]
            future = [y for y, d in sorted(known.items()) if d >= published]
            if rel == "this":
                year = published.year
            elif rel in ("last", "this past"):
                year = past[-1] if past else None
            elif rel in ("next", "this coming"):
                year = future[0] if future else None
            else:
                bias = {PAST: 0.25, FUTURE: 4.0, None: 1.0}[self._direction(match)]
                year = min(
                    known, key=lambda y: ((published - known[y]).days * bias if known[y] <= published else (known[y] - published).days, y)
                )
        day = holiday(name, year) if year else None
        if day is None:
            return None
        anchor = "explicit" if match["year"] and match["year"][0].isdigit() else "publication"
        if period == "week":
            return Timex("DATE", values.week(day), anchor=anchor)
        if period == "weekend":
            return Timex("DATE", values.week(day if day.isoweekday() > 2 else day - datetime.timedelta(days=3)) + "-WE", anchor=anchor)
        if period:
            return None
        return Timex("DATE", day.isoformat(), anchor=anchor)

    def _present(self, match: Match) -> Timex | None:
        word = match.group().lower()
        before, after = self._before(match.start(), 16), self._after(match.end(), 16)
        if word == "now" and (
            re.match(r"-[a-z]", after) or re.search(r"\b(?:every|from) $", before) and re.match(r" and (?:then|again)\b", after)
        ):
            return None
        if word == "current" and (re.match(r"[,.;]", after) or re.match(r" (?:events|affairs)\b", after)):
            return None
        return Timex("DATE", "PRESENT_REF", anchor="none")

    def _past_ref(self, match: Match) -> Timex | None:
        word = match.group().lower()
        after = self._after(match.end(), 16)
        if (
            word.startswith("the ")
            and re.match(r" [a-z0-9]", after)
            and not re.match(r" (?:and|or|but|for|with|to|by|as|it|has|have|had|is|was|were|that|when|we|he|she|they|in|on|of)\b", after)
        ):
            return None
        return Timex("DATE", "PAST_REF", anchor="none")

    def _future_ref(self, match: Match) -> Timex | None:
        word = match.group().lower()
        before, after = self._before(match.start(), 12), self._after(match.end(), 16)
        if word == "soon" and (
            re.search(r"\b(?:as|so|too|how) $", before) or re.match(r" (?:after|as|afterwards?|before|became|enough after)\b", after)
        ):
            return None
        if word == "soon" and self._direction(match) == PAST:
            return None
        if word.endswith("term") and re.match(r" [a-z]", after) and not re.match(r" (?:and|but|is|will|as|for|by|to)\b", after):
            return None
        if word == "one day" and self._direction(match) != FUTURE:
            return None
        return Timex("DATE", "FUTURE_REF", anchor="none")

    def _then(self, match: Match) -> Timex | None:
        return (
            Timex("DATE", self.story.day.isoformat(), anchor="narrative") if self.story.day else Timex("DATE", "XXXX-XX-XX", anchor="none")
        )


_GENERIC_TODAY = re.compile(
    r"['\u2019]s (?:[a-z]+ )?(?:world|society|youth|youths|standards|young|generation|economy|children|kids|consumers|market|markets|computers|technology"
    r"|people|women|men|workers|students|environment)\b"
)
_MORE_DAYS = re.compile(
    r"(?: (?:and|or|to|through|until) | ?, (?=[0-3]?\d,? (?:and|or) [0-3]?\d\b))(?P<day>[12]?\d|3[01])\b(?![:%/]|[.,]\d| ?(?:a\.?m|p\.?m|percent|million|billion|points?"
    r"|years?|months?|weeks?|days?|hours?|minutes?|people|others?|more|of the|[a-z]+s\b)|-)"
)
_DAY_NAME_BEFORE = re.compile(r"\b(?:Bloody|Super|Black|Fat|Holy|Blue|Giving|Ruby|Cyber|Palm|Easter|Good|Ash|Maundy|Shrove|Business) $")
_PAPER = re.compile(
    r" (?:Times|Telegraph|Mail|Mirror|Express|Post|News|Herald|Tribune|Star|Sun|Night Live|Business|Independent|Observer)\b"
)
_MONTH_CUE = re.compile(
    r"(?:\b(?:in|since|by|until|till|through|of|from|to|early|late|mid|during|before|after|between|and|or|for|next|last)[ -]|, )$"
)
_FUTURE_CUE = re.compile(
    r"\b(?:until|till|through|by|due|payable|effective|expires?|record|deadline of|extended to|scheduled for|set for) (?:the )?$"
)

NO_SPAN = (datetime.date.max, datetime.date.min)
"""Marks a value whose days are not known although its format says them: a fiscal year or quarter."""

PEOPLE = frozenset("man woman boy girl son daughter male female resident driver suspect victim student teenager veteran".split())

_QUALIFIER = re.compile(
    r"\b(?:at least|at most|no more than|not more than|more than|less than|fewer than|no less than|just under|just over|over|under|up to|about"
    r"|around|approximately|roughly|nearly|almost|some|as (?:long|much) as) $",
    re.I,
)
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
    """The TIMEX3 mod of a qualifying phrase and whether the phrase belongs to the extent.

    For a DATE counted back ("more than two years ago") more means earlier.

    >>> qualifier("more than ", "DURATION"), qualifier("more than ", "DATE"), qualifier("just ", "DATE")
    (('MORE_THAN', True), ('BEFORE', True), (None, False))
    """
    mod = _QUALIFIERS.get((text or "").strip().lower())
    if mod is None:
        return None, False
    return (_DATE_MODS[mod] if kind == "DATE" else mod), True


_NOT_YEAR_AFTER = re.compile(
    r" ?(?:%|percent|per cent|points?|million|billion|trillion|thousand|hundred|people|dollars|feet|foot|meters|metres|miles|km|kilomet|pounds|tons"
    r"|tonnes|shares|yen|euros|marks|francs|cents|square|mph|hours|minutes|seconds|days|weeks|months|years|troops|soldiers|jobs|homes|units"
    r"|employees|workers|votes|calories|[a-z]+ed people|p\.m|a\.m|gmt|utc|mb|mhz|mm|cm|kg|lbs?\b|acres|barrels|degrees|block of|avenue|street)",
)
_NOT_YEAR_BEFORE = re.compile(
    r"(?:\b(?:no\.|number|nos\.|#|room|route|highway|flight|page|pages|section|article|about|nearly|almost|over|than|some|least|up to|around|model"
    r"|exactly|to about|only|just|boeing|airbus|at|index|rs|dlrs|usd|c\$|apt\.|box|channel|building|suite|unit|class|office|windows|peugeot) ?|[$\u00a3\u20ac]\s?)$",
)
_YEAR_CUE = re.compile(
    r"\b(?:in|since|by|until|till|from|of|during|before|after|between|to|through|year|early|late|mid|around|circa|c\.|ca\.|january|february|march"
    r"|april|may|june|july|august|september|october|november|december|spring|summer|fall|autumn|winter|and|or|the|back in|born|due|for)[ (-]+$",
)


def month_of(text: str) -> int:
    """The number of a month's name or abbreviation.

    >>> month_of("Sept."), month_of("march")
    (9, 3)
    """
    low = text.lower()[:3]
    return next(number for number, name in enumerate(MONTHS, 1) if name.startswith(low))


def weekday_of(text: str) -> int:
    """The ISO number of a weekday's name or abbreviation.

    >>> weekday_of("Thurs"), weekday_of("sunday")
    (4, 7)
    """
    low = text.lower()[:3]
    return next(number for number, name in enumerate(WEEKDAYS, 1) if name.startswith(low))


def unit_of(text: str) -> str:
    """The unit of a word: TS TM TH D W F(ortnight) WE M Q S(eason) Y E (decade) C (century) L (millennium) H (half year).

    >>> unit_of("Hours"), unit_of("centuries"), unit_of("years")
    ('TH', 'C', 'Y')
    """
    low = text.lower()
    return UNITS.get(low) or UNITS.get(low.removesuffix("s"), "D")


def scaled(unit: str) -> tuple[int, str]:
    """How many of which TIMEX3 unit one ``unit`` is.

    >>> scaled("F"), scaled("Q"), scaled("L")
    ((2, 'W'), (1, 'Q'), (1000, 'Y'))
    """
    return {"F": (2, "W"), "L": (1000, "Y"), "H": (6, "M"), "WE": (1, "WE"), "S": (1, "X")}.get(unit, (1, unit))


def timex_unit(unit: str) -> str:
    """The letter that stands for ``unit`` in a value whose count is one or unknown."""
    return {"F": "W", "H": "M", "S": "X", "WE": "WE"}.get(unit, unit)


def year_of(text: str, published: datetime.date) -> int | None:
    """The year that ``text`` names; a short one is the latest that is at most twenty years after publication.

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
        rest = values.number(" ".join(words[2:])) if len(words) > 2 else Fraction(0)
        return 2000 + int(rest) if rest is not None else None
    century = {"nineteen": 1900, "eighteen": 1800, "seventeen": 1700, "twenty": 2000}.get(words[0])
    rest = values.number(" ".join(w for w in words[1:] if w not in ("hundred", "oh")))
    return century + int(rest) if century and rest is not None else None


def decade_of(text: str, published: datetime.date) -> str | None:
    """The TIMEX3 value of a decade.

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
    """A clock time as TIMEX3 writes it.

    >>> clock_of("8:55 p.m."), clock_of("noon"), clock_of("1755"), clock_of("12 a.m."), clock_of("five o'clock"), clock_of("25:10")
    ('20:55', '12:00', '17:55', '00:00', '05:00', None)
    """
    low = text.lower().replace(".", ":") if re.match(r"\d+\.\d\d", text) else text.lower()
    if low in ("noon", "midday"):
        return "12:00"
    if low == "midnight":
        return "00:00"
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
    return dict((name, rule) for name, rule in data.table("times_holidays.txt"))


def holiday(name: str, year: int) -> datetime.date | None:
    """The day of the holiday ``name`` (lower case) in ``year``.

    Thanksgiving is the fourth Thursday of November (United States), Election Day the Tuesday after the first Monday of November.

    >>> holiday("labor day", 2024), holiday("election day", 2024), holiday("good friday", 2024)
    (datetime.date(2024, 9, 2), datetime.date(2024, 11, 5), datetime.date(2024, 3, 29))
    """
    rule = _holiday_rules().get(name)
    if rule is None or not 1 <= year <= 9998:
        return None
    if rule.startswith("easter"):
        return values.add_days(easter(year), int(rule[6:]))
    if rule.startswith("thanksgiving"):
        return values.add_days(_nth_weekday(year, 11, 4, 4), int(rule[12:] or 0))
    if rule == "election":
        return values.add_days(_nth_weekday(year, 11, 1, 1), 1)
    if nth := re.fullmatch(r"(\d\d)-W(\d)-(-?\d)", rule):
        return _nth_weekday(year, int(nth[1]), int(nth[2]), int(nth[3]))
    return datetime.date(year, int(rule[:2]), int(rule[3:]))


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> datetime.date:
    if nth < 0:
        last = datetime.date(year, month, 28)
        while (last + values.ONE_DAY).month == month:
            last += values.ONE_DAY
        return last - datetime.timedelta(days=(last.isoweekday() - weekday) % 7)
    first = datetime.date(year, month, 1)
    return first + datetime.timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
