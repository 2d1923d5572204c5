"""Quarters, seasons, years, decades, centuries, holidays and the references to past, present and future: matches to expressions."""

import datetime
import re
from typing import Any

from transforms.text.lexicon.calendar import MONTHS, SEASON_MONTHS, SEASONS
from transforms.text.times import values
from transforms.text.times.context import NO_SPAN, Context, Match, Timex
from transforms.text.times.holidays import holiday
from transforms.text.times.tense import FUTURE, PAST
from transforms.text.times.words import decade_of, year_of

_NOT_YEAR_AFTER = re.compile(
    r" ?(?:%|percent|per cent|points?|million|billion|trillion|thousand|hundred|people|dollars|feet|foot|meters|metres|miles|km"
    r"|kilomet|pounds|tons"
    r"|tonnes|shares|yen|euros|marks|francs|cents|square|mph|hours|minutes|seconds|days|weeks|months|years|troops|soldiers|jobs|homes|units"
    r"|employees|workers|votes|calories|[a-z]+ed people|p\.m|a\.m|gmt|utc|mb|mhz|mm|cm|kg|lbs?\b|acres|barrels|degrees|block of"
    r"|avenue|street)",
)
_NOT_YEAR_BEFORE = re.compile(
    r"(?:\b(?:no\.|number|nos\.|#|room|route|highway|flight|page|pages|section|article|about|nearly|almost|over|than|some|least"
    r"|up to|around|model"
    r"|exactly|to about|only|just|boeing|airbus|at|index|rs|dlrs|usd|c\$|apt\.|box|channel|building|suite|unit|class|office|windows"
    r"|peugeot) ?|[$\u00a3\u20ac]\s?)$",
)
_YEAR_CUE = re.compile(
    r"\b(?:in|since|by|until|till|from|of|during|before|after|between|to|through|year|early|late|mid|around|circa|c\.|ca\.|january"
    r"|february|march"
    r"|april|may|june|july|august|september|october|november|december|spring|summer|fall|autumn|winter|and|or|the|back in|born|due"
    r"|for)[ (-]+$",
)


class Periods(Context):
    """Resolves what names a stretch of the calendar longer than a month, or none."""

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
        first, last = SEASON_MONTHS[season]
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
            stated = re.search(r"\d{4}", owner)
            year, anchor = (int(stated.group()), "explicit") if stated else (self._year_in(owner, match), anchor)
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
        value = f"{year:04d}-Q{number}"
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
        return Timex("DATE", f"{year:04d}-{code}", anchor="explicit" if match["year"] else "publication")

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
        if (not the and not adj) or self._after(match.end(), 4).startswith("-to-"):
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

    def _end_of_year(self, match: Match) -> Timex | None:
        unit = (match["unit"] or match["unit2"]).lower()
        if unit == "week":
            return None
        if unit == "month":
            return Timex("DATE", values.month(self.published.year, self.published.month), mod="END")
        return Timex("DATE", f"{self.published.year}", mod="END")

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
            if re.match(r" (?:percent|degrees|and \d0s)", self._after(match.end(), 10)) or (
                not re.match(r"['\u2018\u2019]", text) and match.group().lower().startswith(("low", "upper"))
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
        before_christ = "BC" if match["era"] and match["era"].upper().startswith("B") else ""
        if match["unit"].lower() == "millennium":
            return Timex("DATE", f"{before_christ}{number - 1}XXX", anchor="explicit")
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
                if self._is_named_number(token) and not re.match(r"[,.]? ?[A-Z]", self.text[match.end() : match.end() + 3]):
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

    @staticmethod
    def _is_named_number(token: Any) -> bool:
        """Whether a number belongs to the name before it: "Orion 1980"."""
        if token.i == 0 or token.dep_ not in ("nummod", "appos", "nmod"):
            return False
        before = token.doc[token.i - 1]
        return bool(before.tag_ == "NNP" and before.whitespace_ and before.lower_ not in MONTHS)

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
            days = {y: holiday(name, y, self.story.country) for y in (published.year - 1, published.year, published.year + 1)}
            known = {y: d for y, d in days.items() if d is not None}
            if not known:
                return Timex("DATE", "XXXX-XX-XX", anchor="none") if not period else None
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
        day = holiday(name, year, self.story.country) if year else None
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
            re.match(r"-[a-z]", after) or (re.search(r"\b(?:every|from) $", before) and re.match(r" and (?:then|again)\b", after))
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
