"""Counted and relative units: "two weeks ago", "the last three months", "every day", "$5 a week"; matches to expressions."""

import datetime
import re
from fractions import Fraction

from transforms.text.lexicon.calendar import weekday_number
from transforms.text.times import values
from transforms.text.times.context import NO_SPAN, Context, Match, Timex
from transforms.text.times.tense import FUTURE
from transforms.text.times.words import qualifier, scaled, timex_unit, unit_of

PEOPLE = values.cues("people")
_NOT_DURATION = re.compile(
    r"(?:['\u2019]s?|\b(?:his|her|their|my|our|its|all|these|those|of|on|no|any|school|teen|teenage|early|later|dog|golden|good|business|trading"
    r"|old|other|most|such|glory|\d+)) $"
)
_QUALIFIER = re.compile(
    r"\b(?:at least|at most|no more than|not more than|more than|less than|fewer than|no less than|just under|just over|over|under|up to|about"
    r"|around|approximately|roughly|nearly|almost|some|as (?:long|much) as) $",
    re.I,
)


class Units(Context):
    """Resolves what counts or compares units of time."""

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
        deictic = direction in ("ago", "back", "from now", "from today", "hence")
        back = direction in ("ago", "back", "earlier", "previously", "before", "prior", "beforehand")
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
        if unit in ("E", "C"):
            if self.story.year and (value := self._shifted(datetime.date(self.story.year, 1, 1), unit, count, -1 if back else 1)):
                return Timex("DATE", value, "APPROX", anchor="narrative", start=start_at)
            return Timex("DURATION", values.duration(count, unit), mod, anchor="none", start=start_at)
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
        """The day of "a week ago Sunday": counted from the last such day; "a year ago Tuesday": the nearest such day."""
        number = weekday_number(match["dow"])
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
            or (
                re.search(r"[a-z0-9]-[a-z0-9]", text.lower())
                and not re.match(r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-", text.lower())
            )
        ):
            return Timex("DURATION", values.duration(None, timex_unit(unit)), anchor="publication")
        if re.match(r"[- ]old\b", self._after(match.end(), 5)):
            return None
        count = values.number(text)
        if unit in ("WE", "S") or (rel == "early" and match.group().lower().endswith("hours")):
            return None
        if unit == "M" and count in (6, 9):
            self.story.months = True
        if count is not None and 1900 <= count <= 2100 and unit in ("S", "Q"):
            return None
        factor, letter = scaled(unit)
        mod = "APPROX" if match["orso"] or "couple" in text.lower() else None
        if count is not None:
            count *= factor
        value = "P1D" if unit == "TH" and count == 24 else values.duration(count, letter)
        timex = Timex("DURATION", value, mod, anchor="none")
        if rel in ("last", "past", "next", "coming") and count is not None:
            timex.anchor, timex.span = "publication", self._stretch(unit, count / factor, rel in ("next", "coming"))
        return timex

    def _recent_units(self, match: Match) -> Timex | None:
        rel, unit = match["rel"].lower(), unit_of(match["unit"])
        if unit in ("WE", "S") or (
            rel in ("first", "early", "last", "final", "later", "closing") and not match.group().lower().startswith("the ")
        ):
            return None
        if rel == "future":
            return Timex("DATE", "FUTURE_REF", anchor="none")
        if rel == "past" and not match.group().lower().startswith(("the ", "these ", "those ")):
            return Timex("DATE", "PAST_REF", anchor="none")
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
        published = self.published
        if word in ("second", "semester", "trimester", "season", "minute", "hour", "millennium", "night") and rel not in ("each", "every"):
            return None
        if rel in ("each", "every"):
            if word in ("second", "night", "weekend"):
                each = {"second": "PT1S", "night": "XXXX-XX-XXTNI", "weekend": "XXXX-WXX-WE"}[word]
            else:
                each = values.duration(Fraction(1), timex_unit(unit)) if unit not in ("S", "H", "L") else "PXX"
            return Timex("SET", each, quant=rel.upper(), anchor="none")
        if rel == "any given":
            return None
        approx = "APPROX" if match["orso"] else None
        if unit == "Q":
            return None
        if unit == "WE":
            return self._weekend(match, rel)
        if unit == "D":
            return self._a_day(match, rel)
        if rel in ("the past", "the last", "this past") and unit in ("E", "C", "M", "W", "Y"):
            return Timex("DURATION", values.duration(Fraction(1), unit), approx, span=self._stretch(unit, Fraction(1), False))
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
        value: str | None
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
        if re.match(r"-to-| of\b(?! \d)", after):
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
                return None
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

    def _each_other(self, match: Match) -> Timex | None:
        if match["freq"]:
            times = match["freq"].lower().split()[0]
            often = Fraction({"once": 1, "twice": 2}[times]) if times in ("once", "twice") else values.number(times)
            value = values.duration(Fraction(1), timex_unit(unit_of(match["unit2"])))
            return Timex("SET", value, freq="XX" if often is None else f"{often}X", anchor="none")
        text = match["num"].lower()
        count: Fraction | None
        if text == "other":
            count = Fraction(2)
        elif text.startswith("half"):
            count = Fraction(1, 2)
        else:
            count = values.number(text) or (Fraction(nth) if (nth := values.ordinal(text)) else None)
        factor, letter = scaled(unit_of(match["unit"]))
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
        if re.match(r" (?:after|before)\b", self._after(match.end(), 8)):
            mod, at = self._qualified(match.start(), "DURATION")
            return Timex("DURATION", values.duration(Fraction(1), timex_unit(unit)), mod, anchor="none", start=at)
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
        if (
            word not in ("hourly", "daily", "fortnightly", "monthly", "weekly", "annually", "yearly")
            and self.tense.tag(match.start()) != "RB"
        ):
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
        if re.match(r"[ -](?:old|olds)\b", self._after(match.end(), 5)):
            return None
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
        single = singular in ("second", "season", "quarter", "night", "min", "hr", "sec", "trimester", "semester")
        countable = (singular == "quarter" and "-" in match["hyphen"]) or (
            singular in ("second", "min", "night") and word.isdigit() and len(word) < 4
        )
        if single and not countable and word not in ("half a", "half an"):
            return None
        if singular in ("day", "week", "month", "year") and "-" not in match["hyphen"] and word in ("some", "many", "several"):
            return None
        if singular == "seasons":
            return None
        if singular == "quarters" and word in ("three", "two", "one") and re.match(r" of\b", self._after(match.end(), 4)):
            return None
        one_day = word == "one" and singular == "day" and not det and "-" not in match["hyphen"]
        if one_day and not re.search(
            r"\b(?:for|in|within|just|only|after|than|least|about|job|lasted|by)\s$", self._before(match.start(), 12)
        ):
            return Timex("DATE", "FUTURE_REF", anchor="none") if self._direction(match) == FUTURE else None
        if word == "half" and singular not in ("hour", "day", "year", "century", "decade"):
            return None
        if re.search(r"[$\u00a3\u20ac]$", self._before(match.start("num"), 1)) or (word == "one" and singular.endswith("s")):
            return None
        if match["unit"][0].isupper() and self._after(match.end(), 2) in ("' ", "\u2019 "):
            return None  # "the Ten Years' War"
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
        if det and (det == "only" or (match["hyphen"].strip() and not singular.endswith("s"))):
            at = match.start("num")  # "the 100-day campaign": the determiner is the noun's
        if not det:
            found, at = self._qualified(match.start(), "DURATION")
            mod = found or mod
        return Timex("DURATION", value, mod, anchor="none", start=at)

    def _compound(self, match: Match) -> Timex | None:
        """One row of "four years and 11 months", one length of two units."""
        first, second = unit_of(match["unit"]), unit_of(match["unit2"])
        counts = values.number(match["num"]), values.number(match["num2"])
        order = ("Y", "M", "W", "D", "TH", "TM", "TS")
        if first not in order or second not in order or order.index(first) >= order.index(second) or None in counts:
            return None
        if re.match(r"[ -](?:old|olds)\b", self._after(match.end(), 5)):
            return None
        head, tail = (values.duration(count, unit) for count, unit in zip(counts, (first, second), strict=True))
        tail = tail[1:]
        return Timex("DURATION", head + (tail[1:] if "T" in head and tail.startswith("T") else tail), anchor="none")

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
        placed = re.search(r"\b(?:in|for|within|after|over|lasted|took|of|by) $", before) or re.match(
            r" (?:before|after|later|of)\b", after
        )
        if word in ("minutes", "hours", "nights") and not placed:
            return None
        if word == "seconds" and not re.search(r"\b(?:in|for|within|after)\s$", before):
            return None
        if not the and not match["long"] and _NOT_DURATION.search(before) and not re.search(r"\b(?:of|all) $", before):
            return None
        if match["unit"][0].isupper() and self._after(match.end(), 1) in ("'", "\u2019"):
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
