"""Days, weekdays, months and clock times: matches of the grammar to expressions."""

import datetime
import re

from transforms.text.lexicon.calendar import (
    DAY_WORDS,
    MONTH_ABBREVIATION,
    MONTH_NAME,
    PARTS_OF_DAY,
    WEEKDAY_NAME,
    capitalised,
    month_number,
    weekday_number,
)
from transforms.text.times import values
from transforms.text.times.context import Context, Match, Timex
from transforms.text.times.holidays import named_day
from transforms.text.times.tense import FUTURE, PAST
from transforms.text.times.words import clock_of, year_of

_GENERIC_TODAY = re.compile(
    r"['\u2019]s (?:[a-z]+ )?(?:world|society|youth|youths|standards|young|generation|economy|children|kids|consumers|market|markets"
    r"|computers|technology"
    r"|people|women|men|workers|students|environment)\b"
)
_SHARED_YEAR = re.compile(
    rf"(?:,? (?:(?:and|or|to|through|until) )?(?:(?:{MONTH_NAME}|(?:{MONTH_ABBREVIATION})\.?) )?[0-3]?\d\b){{1,6}},"
    r" (?P<year>(?:1[5-9]|20)\d\d)\b",
    re.I,
)
_MORE_DAYS = re.compile(
    r"(?: (?:and|or|to|through|until) | ?, (?=[0-3]?\d,? (?:and|or) [0-3]?\d\b))(?P<day>[12]?\d|3[01])\b(?![:%/]|[.,]\d| ?(?:a\.?m"
    r"|p\.?m|percent|million|billion|points?"
    r"|years?|months?|weeks?|days?|hours?|minutes?|people|others?|more|of the|[a-z]+s\b)|-)"
)
_DAY_NAME_BEFORE = re.compile(r"\b(?:Bloody|Super|Black|Fat|Holy|Blue|Giving|Ruby|Cyber|Palm|Easter|Good|Ash|Maundy|Shrove|Business) $")
_PAPER = re.compile(
    r" (?:Times|Telegraph|Mail|Mirror|Express|Post|News|Herald|Tribune|Star|Sun|Night Live|Business|Independent|Observer)\b"
)
_MONTH_CUE = re.compile(
    r"(?:\b(?:in|since|by|until|till|through|of|from|to|early|late|mid|during|before|after|between|and|or|for|next|last)[ -]|, )$"
)


class Days(Context):
    """Resolves what names a day, a month or a time of day."""

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

    def _date(self, match: Match, year_text: str | None) -> Timex | None:
        month = month_number(match["month"])
        if not self._is_month(match, "month"):
            return None
        day = values.ordinal(match["day"])
        if day is None or not 1 <= day <= 31:
            return None
        anchor = "publication"
        year = self._year_in(year_text, match)
        if year is None and (known := named_day(month, day, self._after(match.end()), self.published)):
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
            shared = re.compile(r",? (?:1[5-9]|20)\d\d\b").match(self.text, more.end("day"))
            if shared and shared.group()[-4:] == timex.value[:4]:
                found[-1].end = shared.end()
            end = found[-1].end
        return found

    def _date_mdy(self, match: Match) -> Timex | None:
        year = match["year"] or match["rel"] or match["year2"]
        if not year and (shared := _SHARED_YEAR.match(self.text, match.end())):
            year = shared["year"]
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
        month = month_number(match["month"])
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
        if word[0].islower() or ((word.isupper() and low in ("may", "march")) and self.tense.tag(match.start("month")) == "MD"):
            return None
        tag = self.tense.tag(match.start("month"))
        if low in ("may", "march", "august") and tag not in ("NNP", "NNPS"):
            return None
        if re.match(r"['\u2019]s [A-Z]|-[A-Z]", self.text[match.end() : match.end() + 5]) and low in ("april", "june", "may"):
            return None
        month = month_number(word)
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
        number = weekday_number(name)
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
        if rel in ("the last", "the first") and self._after(match.end(), 4) == " of ":
            return Timex("DATE", f"XXXX-WXX-{number}", anchor="none")
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
            days = {"the day before yesterday": -2, "the day after tomorrow": 2}.get(word)
            day = values.add_days(published, DAY_WORDS[word] if days is None else days)
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
            if match["midday"]:
                return Timex("TIME", f"{self._day_of(match['midday'], match)}T{part}", "MID")
            return Timex(
                "TIME",
                f"{self.story.recent_day or published}T{part}",
                "MID",
                anchor="narrative" if self.story.recent_day else "publication",
            )
        if match["overnight"]:
            day = values.add_days(self.story.recent_day or published, -1)
            return Timex("TIME", f"{day}TNI", anchor="narrative" if self.story.recent_day else "publication") if day else None
        words = match["thepod"].lower().split()
        if re.match(r" (?:of|when|that|the|he|she|it|they|we)\b", self._after(match.end(), 6)):
            return None
        part = PARTS_OF_DAY[words[-1]]
        base = self.story.recent_day
        if base is None:
            return None
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
        bare = re.fullmatch(r"\d?\d:\d\d(?::\d\d)?", word) and not match["zone"] and not match["when"]
        if bare and not re.search(
            r"\b(?:at|around|about|by|until|from|to|since|before|after|between|and)\s$", self._before(match.start(), 12)
        ):
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

    def _week_of(self, match: Match) -> Timex | None:
        day = self._day_of(match["day"], match)
        return Timex("DATE", values.week(day)) if day else None

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
        if low in DAY_WORDS:
            return values.add_days(self.published, DAY_WORDS[low])
        named = re.search(rf"({MONTH_NAME}|(?:{MONTH_ABBREVIATION})\.?) (\d\d?)\w*(?:,? (\d{{4}}))?", low)
        if named:
            month, day = month_number(named[1]), int(named[2])
            year = int(named[3]) if named[3] else self._nearest_year(month, day, match)
            found = values.span(f"{year:04d}-{month:02d}-{day:02d}") if year else None
            return found[0] if found else None
        number = weekday_number(low.split()[0].rstrip(","))
        back = (self.published.isoweekday() - number) % 7
        if back and self._direction(match) == FUTURE:
            return values.add_days(self.published, 7 - back)
        return values.add_days(self.published, -back)

    def _day_nearby(self, match: Match) -> tuple[datetime.date | None, str]:
        """The day that a bare clock time belongs to: the sentence's own weekday or day, else the story's last day, else publication."""
        after = re.match(
            rf"[^.;\n]{{0,40}}?\b({capitalised(WEEKDAY_NAME)}|today|yesterday|tomorrow)\b",
            self.text[match.end() : match.end() + 60],
        )
        if after:
            return self._day_of(after[1], match), "publication"
        before = self.text[max(0, match.start() - 60) : match.start()]
        near = re.findall(rf"\b({capitalised(WEEKDAY_NAME)}|today|yesterday|tomorrow|[Tt]onight)\b", before)
        if near:
            return self._day_of(near[-1].lower(), match), "publication"
        if self.story.recent_day:
            return self.story.recent_day, "narrative"
        return (None, "none") if self.story.day else (self.published, "publication")

    def _nine_eleven(self, match: Match) -> Timex | None:
        return Timex("DATE", "2001-09-11", anchor="explicit") if self.published.year >= 2001 else None
