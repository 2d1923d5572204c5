"""Amounts in the text of an article: counts, measures, percentages and money, as rows of ``quantities``.

What the span holds: the number with its scale, its currency and its unit ("$1.5 million", "12 km/h", "three per cent"), both ends of a range
with what stands between them; not the modifier ("more than") and not what is counted. ``unit`` is the unit the number counts, so that "70
cents" is 70 of ``cent`` with the currency of the dollar. A duration is a row of ``times``; here its number is a count of years or days. Ages
are left to ``times`` and ``entities``; clock times, dates, names ("F-16", "Highway 401"), scores and identifiers are no amounts.
"""

import functools
import re
from collections.abc import Sequence

from schemas import Quantity, Time, digest
from transforms.text.lexicon import data, numerals
from transforms.text.quantities import currencies, units
from transforms.text.quantities.counts import Part, Spans, Surroundings
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage

MONEY_SCALES = {"k": 1e3, "K": 1e3, "m": 1e6, "M": 1e6, "b": 1e9, "B": 1e9, "t": 1e12, "T": 1e12, "cr": 1e7, "Cr": 1e7}
"""Letters that scale an amount of money ("$5m"), beside the unambiguous ones of ``numerals``."""

MAX_SENTENCE = 4000
"""Characters of a sentence that is read as one: a longer run without a full stop is a table or debris, and each of its rows would carry it."""

_MONEY_SCALE = re.compile(r"\s?(MM|[kKmMbBtT]|cr|Cr)(?![^\W_])")
_PEOPLE_BEHIND = re.compile(
    r"m\s(?:people|residents|users|voters|customers|jobs|homes|households|children|workers|vehicles|cars|passengers|tonnes|tons|barrels|doses|"
    r"views|followers|subscribers|shares|votes|copies|viewers|patients|visitors|refugees|euros?|pounds|dollars|acres|hectares|litres|gallons)\b"
)
_RANGE_WORDS = re.compile(r"\s?(?:to|or|and|[-\u2010\u2011\u2012\u2013\u2014]|-to-|through)\s?|\s?[-\u2013]\s?to\s?[-\u2013]\s?")
_BETWEEN = re.compile(r"(?i)\b(?:between|from|ranging from|anywhere from)\s+(?:about |around |roughly |approximately |some )?\Z")
_VAGUE = re.compile(
    r"(?i)(?<![\w-])(?:"
    r"(?:several|many|a\sfew|some|a\scouple(?:\sof)?)\s(?:dozen|hundred|thousand|million|billion|trillion)s?"
    r"|(?:tens|dozens|hundreds|thousands|millions|billions)\sof\s(?:thousands|millions|billions|trillions)"
    r"|dozens|hundreds|thousands|millions|billions|trillions|scores(?=\s(?:of|more)\b)"
    r"|a\scouple\sof|a\shandful(?=\sof\b)|several(?=\s[a-z])|a\sfew(?=\s(?!of\b)[a-z]))(?![\w-])"
)
_INCHES = re.compile(r"[-\u2010\u2011](\d|1[01]|one|two|three|four|five|six|seven|eight|nine|ten|eleven)(?![\w.])")
_CHANGE = re.compile(
    r"(?i)\b(?:rose|risen|rises?|fell|fallen|falls?|gain(?:ed|s|ing)?|jump(?:ed|s|ing)?|plung(?:ed?|es|ing)|climb(?:ed|s|ing)?|drop(?:ped|s|ping)?"
    r"|up|down|lost|los(?:es?|ing)|add(?:ed|s|ing)?|slip(?:ped|s|ping)?|declin(?:ed?|es|ing)|surg(?:ed?|es|ing)|soar(?:ed|s|ing)?|tumbl(?:ed?|es|ing)"
    r"|slid|eas(?:ed|es|ing)|increas(?:ed?|es|ing)|decreas(?:ed?|es|ing)|advanc(?:ed?|es|ing)|sank|shed|off|cut|raised?|lower(?:ed)?|higher)"
    r"\s(?:by\s)?(?:about\s|around\s|another\s|nearly\s|almost\s|more\sthan\s)?\Z"
)
_PERIOD = re.compile(r"[\s-](?:second|minute|hour|day|night|week|month|year|decade|centur)")
_FOR_OVER = re.compile(
    r"(?i)\b(?:for|after|just|well|of|took|take|than|last(?:ed|s)?|spen[dt]|is|was|been|at|with|nearly|and|or|served)\sover\s\Z"
)
_GLUED_CHAIN = re.compile(r"(?:[^\W\d_]\d{1,9}[-/.]|\w\()\Z")
_FORMAT = re.compile(r"\d{1,2}K")
_CLOCK = re.compile(r"(?i)\s?(?:a\.?m\b|p\.?m\b|o['\u2019]clock|h\b|noon\b|midnight\b|(?:GMT|UTC|EST|EDT|ET|PT|PST|PDT|CET|BST)\b)")
_TEMPERATURE = re.compile(
    r"(?i)temperature|celsius|fahrenheit|warm|cold|\bheat|\bhot\b|\bcool|freez|wind ?chill|weather|\bhighs?\b|\blows?\b|thermomet|oven"
    r"|winter|summer|fever"
)
_WEIGHT = re.compile(
    r"(?i)\bweigh|weight|\bbab(?:y|ies)\b|\bheav|\bfat\b|\bbombs?\b|\bdrugs?\b|cocaine|fentanyl|heroin|meth\b|cannabis|marijuana|\bmeat|\bfood|\bloads?\b|"
    r"thrust|explosive|pressure|\bfish|\bdiet|\blighter|\bpackage|\bshed\b|\bgain|\blift|\btons?\b|kilo|copper|cattle|\bhogs?\b|coffee|sugar"
)
_COST = re.compile(
    r"(?i)[£]|\bcost|\bpric|\bpa(?:y|id|ys)\b|\bworth\b|\bfund|sterling|\bbank|profit|\btax|budget|\bsp(?:end|ent)\b|\bdeal\b|\bsales?\b|\bfine[ds]?\b|"
    r"\bmoney|\bloan|\bdebt|\bwage|salar|revenue|turnover|shares?\b|invest|donat|\brais(?:e|ed)\b|currenc|exchange|\bbids?\b|\brent|\bbought|\bsold\b"
)


def extract(article: Reading, times: Sequence[Time]) -> list[Quantity]:
    """The amounts of ``article``, sorted by position and not overlapping; ``times`` are the article's rows of that dataset.

    Nothing inside a DATE or a TIME is an amount. Offsets of the rows count in the source text.
    """
    spans = sorted((t.char_start, t.char_end) for t in times if t.timex_type in ("DATE", "TIME"))
    money = _Inference(article)
    rows: list[Quantity] = []
    for segment in article.passages:
        rows += _Reader(article, segment, spans, money).rows()
    return rows


class _Inference:
    """The evidence for currencies, gathered when the first ambiguous amount asks for it."""

    def __init__(self, article: Reading) -> None:
        self._article = article

    @functools.cached_property
    def _evidence(self) -> currencies.Evidence:
        body = "\n".join(segment.doc.text for segment in self._article.passages)
        row = self._article.article
        return currencies.Evidence(body, row.source_text[:200_000], row.dateline, row.agencies)

    def __call__(self, money: currencies.Money, sentence: str) -> str | None:
        return self._evidence.infer(money.codes, sentence)

    def mentioned(self, codes: Sequence[str]) -> bool:
        return any(self._evidence.scores.get(code, 0.0) >= 1 for code in codes)


@functools.cache
def _modifiers() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    before: list[str] = []
    behind: list[str] = []
    meaning: dict[str, str] = {}
    for modifier, side, forms in data.table("quantities/modifiers.tsv"):
        for form in forms.split("|"):
            (before if side == "before" else behind).append(form)
            meaning[f"{side} {form}"] = modifier

    def pattern(forms: list[str]) -> str:
        return "|".join(re.escape(f).replace(r"\ ", r"\s") for f in sorted(forms, key=lambda f: (-len(f), f)))

    return (
        re.compile(
            rf"(?i)(?<![\w])({pattern(before)})(?:\s(?:the|another|an|a|a\sfurther|a\stotal\sof|an\sadditional|an\sestimated|about|just|only))?\s?[$(]?\Z"
        ),
        re.compile(rf"(?i)(?:\s|(?=[-+]))(?:people\s|more\s)?({pattern(behind)})(?!\w)"),
        meaning,
    )


class _Reader(Surroundings):
    """Reads the amounts of one segment."""

    def __init__(self, article: Reading, segment: Passage, spans: list[tuple[int, int]], infer: _Inference) -> None:
        super().__init__(segment, spans)
        self.article, self.infer = article, infer

    def rows(self) -> list[Quantity]:
        """The segment's rows in order."""
        found: list[Quantity] = []
        parts = self.parts()
        at, taken = 0, 0
        while at < len(parts):
            part = parts[at]
            at += 1
            if part.start < taken:
                continue
            joined = self.range(part, parts[at]) if at < len(parts) else None
            if joined is not None:
                at += 1
                part = joined
            row = self.row(part, ranged=joined is not None)
            if row is not None:
                found.append(row)
                taken = part.end
        return self.with_vague(found)

    def parts(self) -> list[Part]:
        """The numbers with their units and money; those inside dates and times are left out."""
        parts: list[Part] = []
        last = 0
        for number in numerals.scan(self.text):
            if number.start < last or self.in_time(number.start, number.end):
                continue
            low, high = self.sentence_span(number.start, number.end)
            if high - low > MAX_SENTENCE:
                continue
            part = self.part(number, last)
            if part is None:
                continue
            if parts:
                merged = self.compound(parts[-1], part)
                if merged is not None:
                    parts[-1] = merged
                    last = merged.end
                    continue
            parts.append(part)
            last = part.end
        return parts

    def part(self, number: numerals.Numeral, last: int) -> Part | None:
        """``number`` with the money and the unit around it, None for what is glued to letters without being a measure.

        What lies before offset ``last`` belongs to another amount.
        """
        text = self.text
        digits = number.form == "digits" or text[number.start : number.end][-1:] in "½⅓¼¾" or text[number.end - 1].isdigit()
        start, end, value, scale = number.start, number.end, number.value, number.scale
        prefix = currencies.before(text, start) if text[start].isdigit() or text[start] == "." else None
        if prefix is not None and prefix.start < last:
            prefix = None
        money = prefix.money if prefix is not None else None
        code: str | None = None
        if prefix is not None:
            start = prefix.start
            letter = _MONEY_SCALE.match(text, end) if scale == 1 else None
            if letter is not None:
                scale = MONEY_SCALES.get(letter[1], 1e6)
                value, end = value * scale, letter.end()
            again = currencies.after(text, end)
            if (
                again is not None
                and prefix.money.codes[1:]
                and again.money.unit == prefix.money.unit
                and text[end : again.end].strip().isalpha()
            ):
                gap = text[end : again.end]
                if len(again.money.codes) == 1 or (
                    gap.strip().lower() in ("dollars", "dollar") and text[prefix.start : number.start].endswith(" ")
                ):
                    money, end = again.money, again.end
            if len(money.codes if money else ()) > 1:
                whose = currencies.nationality(text, end)
                if whose is not None:
                    end, code = whose
            return Part(start, end, number, value, value, None, money, code, True, scale)
        if number.glued_before or _FORMAT.fullmatch(text, start, end) or _GLUED_CHAIN.search(text, max(start - 12, 0), start):
            return None
        unit = units.after(text, end, digits=digits)
        suffix = currencies.after(text, end, digits=digits)
        if suffix is None and digits and scale == 1 and number.glued_after:
            letter = re.compile(r"[mMbBkK](?=\s)").match(text, end)
            suffix = currencies.after(text, letter.end(), digits=digits) if letter is not None else None
            if letter is not None and suffix is not None:
                scale = MONEY_SCALES[letter.group()]
                value *= scale
        if suffix is not None and self.is_money(suffix, unit, number, value):
            end = suffix.end
            money = suffix.money
            if len(money.codes) > 1:
                whose = currencies.nationality(text, end)
                if whose is not None:
                    end, code = whose
            value *= suffix.factor
            return Part(start, end, number, value, value, None, money, code, False, scale)
        if unit is not None and not (unit.form == "m" and _PEOPLE_BEHIND.match(text, end)):
            chosen = unit.unit
            inches = _INCHES.match(text, unit.end) if chosen.name == "foot" else None
            if inches is not None:  # 5-foot-10
                value += (numerals.parse(inches[1]) or 0.0) / 12
                return Part(start, inches.end(), number, value, value, chosen, None, None, False, scale)
            if chosen.name == "degree" and _TEMPERATURE.search(self.sentence(start, unit.end)):
                chosen = units.Unit("degree", "temperature")
            return Part(start, unit.end, number, value, value, chosen, None, None, False, scale)
        half = re.compile(r"\s(?:an|a)(?=\s)").match(text, end) if number.form == "fraction" and abs(value - 0.5) < 1e-9 else None
        if half is not None:
            unit = units.after(text, half.end(), digits=False)
            if unit is not None:
                return Part(start, unit.end, number, value, value, unit.unit, None, None, False, scale)
        if number.glued_after:
            people = _PEOPLE_BEHIND.match(text, end) if digits and scale == 1 else None
            if people is None:
                return None
            return Part(start, end + 1, number, value * 1e6, value * 1e6, None, None, None, False, 1e6)
        return Part(start, end, number, value, value, None, None, None, False, scale)

    def is_money(self, suffix: currencies.Found, unit: units.Match | None, number: numerals.Numeral, value: float) -> bool:
        """Whether the word behind ``number`` is money and not a measure or another word ("pounds", "won")."""
        money = suffix.money
        if money.unit == "pound" and len(money.codes) > 1 and unit is not None:
            if value >= 1e6:
                return True
            here = self.sentence(number.start, suffix.end)
            if _WEIGHT.search(here):
                return False
            return _COST.search(here) is not None
        if money.guarded:
            if number.scale >= 1e6:
                return True
            return self.infer.mentioned(money.codes) and value >= 10
        return True

    def compound(self, first: Part, second: Part) -> Part | None:
        """Two parts of one amount as one: "six feet two inches", "13 dollars and 45 cents", "15 dollars 50"."""
        between = self.text[first.end : second.start]
        if len(between) > 5 or first.number.scale != 1 or second.number.scale != 1 or second.low < 0:
            return None
        if first.unit is not None and second.money is None:
            part = units.part(first.unit)
            smaller = part is not None and between in ("", " ", "-", " and ", ", ") and first.low == int(first.low) and second.low < part[1]
            if part is None or not smaller:
                return None
            inches = second.unit is None and between == "-" and first.unit.name == "foot"
            written_in = (
                second.unit is None
                and re.compile(r"\s?in\b(?!\s(?:the|an?|his|her|its|their|this|that|[A-Z]|\d))").match(self.text, second.end)
                if part[0] == "inch"
                else None
            )
            if inches or written_in or (second.unit is not None and second.unit.name == part[0]):
                value = first.low + second.low / part[1]
                end = written_in.end() if written_in else second.end
                return first._replace(end=end, low=value, high=value)
            return None
        if first.money is None or first.low != int(first.low) or first.money.unit in ("cent", "penny", "yen"):
            return None
        if not re.fullmatch(r"\s|\sand\s|,\s", between) or not 0 < second.low < 100 or second.low != int(second.low):
            return None
        cents = second.money is not None and not second.marked and second.money.unit in ("cent", "penny", "kopeck", "paisa")
        bare = (
            (
                second.money is None
                and second.unit is None
                and between != ", "
                and second.low >= 10
                and second.number.form == first.number.form
            )
            or (second.money is None and second.unit is None and between == " and " and second.low >= 10)
        ) and re.compile(r"\s*(?:[.!?;\n]|\Z)").match(self.text, second.end) is not None
        if not cents and not bare:
            return None
        value = first.low + second.low / 100
        return first._replace(end=second.end, low=value, high=value)

    def range(self, first: Part, second: Part) -> Part | None:
        """``first`` and ``second`` as one range ("10 to 15 people", "$3-5 billion"), None when they are two amounts."""
        text = self.text
        between = text[first.end : second.start]
        if len(between) > 8 or not _RANGE_WORDS.fullmatch(between):
            return None
        word = between.strip().lower()
        lead = _BETWEEN.search(text[max(first.start - 40, 0) : first.start])
        opener = lead.group().split()[0].lower() if lead else ""
        if word == "and" and opener != "between":
            return None
        if word == "to" and opener == "from":
            return None
        change = _CHANGE.search(text[max(first.start - 30, 0) : first.start])
        if word == "to" and change is not None and not (first.unit and first.unit.dimension == "percentage"):
            return None
        if between[0].isspace() and not word.isalpha() and (first.unit or first.money or word != "-"):
            return None
        if word in ("through", "or") and (word == "through" or second.low - first.low > 0.5 * max(second.low, 1) + 1):
            return None
        bare = first.unit is None and first.money is None
        if first.money is not None and second.money is not None and first.money.unit != second.money.unit:
            return None
        if first.unit is not None and first.unit != second.unit:
            return None
        if (first.money is not None and second.unit is not None) or (second.money is None and first.money is not None and not first.marked):
            return None
        if first.money is None and second.money is not None and second.marked:
            return None
        if first.number.glued_before or (first.number.form == "fraction" and word == "or"):
            return None
        low, high = first.low, second.high
        if bare or first.money is not None:
            coefficient = high / second.scale if second.scale else high
            if first.scale == 1 and second.scale >= 1000 and low < 1000 and low <= coefficient * 1.0000001:
                low *= second.scale
        if not low < high:
            return None
        if not word.isalpha():  # a dash: a score, a vote, a record, unless something is measured or counted
            measured = second.unit or second.money or first.money or second.scale > 1 or "to" in word
            if not measured and (not text[first.end - 1].isdigit() or low == 0 or self.counted_plural(second) is None):
                return None
        elif (
            bare
            and second.unit is None
            and second.money is None
            and word == "to"
            and opener != "between"
            and self.counted_plural(second) is None
            and self.modifier(first)[0] == "exact"
            and not text.startswith(" of ", second.end)
        ):
            return None
        number = second.number
        return second._replace(
            start=first.start,
            low=low,
            high=high,
            number=number,
            money=second.money or first.money,
            code=second.code or first.code,
            marked=first.marked,
        )

    def row(self, part: Part, *, ranged: bool) -> Quantity | None:
        """The row of ``part``, None when it is no amount."""
        text = self.text
        if _CLOCK.match(text, part.end) and part.unit is None and part.money is None and part.low <= 2400:
            return None
        modifier, end = self.modifier(part)
        measured = part.money is not None or (part.unit is not None and not self.text.startswith(" of ", part.end))
        counted = None if measured else self.counted(part.start, end)
        if part.money is None and part.unit is None and not self.is_amount(part, counted, modifier, ranged):
            return None
        if part.money is None and part.unit is not None and part.unit.name == "degree" and text[part.end : part.end + 1] == "-":
            return None
        if ranged:
            modifier = "between"
        unit = part.unit.name if part.unit else part.money.unit if part.money else None
        dimension = part.unit.dimension if part.unit else "currency" if part.money else None
        return self.make(part.start, part.end, (part.low, part.high), modifier, unit, dimension, part.money, part.code, counted)

    def make(
        self,
        start: int,
        end: int,
        values: tuple[float, float] | None,
        modifier: str,
        unit: str | None,
        dimension: str | None,
        money: currencies.Money | None,
        code: str | None,
        counted: tuple[int, int] | None,
    ) -> Quantity:
        """The row at segment offsets ``start:end``."""
        low, high = self.segment.start + start, self.segment.start + end
        evidence = self.article.evidence(self.segment, low, high)
        basis: str | None = None
        if money is not None:
            if code is None and len(money.codes) == 1:
                code = money.codes[0]
            basis = "stated" if code else None
            if code is None and money.codes:
                if money.unit == "pound" and "£" in self.text[start:end] and not self.infer.mentioned(money.codes[1:]):
                    code, basis = "GBP", "stated"
                else:
                    code = self.infer(money, evidence.sentence)
                    basis = "inferred" if code else None
        row = self.article.article
        source = self.article.source_text
        what = source[self.segment.start + counted[0] : self.segment.start + counted[1]] if counted else None
        return Quantity(
            article_id=row.article_id,
            published_date=row.published_date,
            quantity_id=digest("quantity", row.article_id, low, high),
            text=source[low:high],
            char_start=low,
            char_end=high,
            value_min=numerals.rounded(values[0]) if values else None,
            value_max=numerals.rounded(values[1]) if values else None,
            modifier=modifier,
            unit=unit,
            dimension=dimension,
            currency=code,
            currency_basis=basis,
            counted=what,
            segment_index=evidence.segment_index,
            in_body=evidence.in_body,
            sentence=evidence.sentence,
        )

    def modifier(self, part: Part) -> tuple[str, int]:
        """What the words around ``part`` say of its value, and the offset behind those that follow it."""
        before, behind, meaning = _modifiers()
        after = behind.match(self.text, part.end)
        lead = before.search(self.text[max(part.start - 48, 0) : part.start])
        end = after.end() if after else part.end
        if lead is not None:
            word = re.sub(r"\s", " ", lead[1].lower())
            if (
                word != "over"
                or not _PERIOD.match(self.text, part.end)
                or _FOR_OVER.search(self.text[max(part.start - 24, 0) : part.start])
            ):
                return meaning["before " + word], end
        if after is not None:
            return meaning["behind " + re.sub(r"\s", " ", after[1].lower())], end
        return "exact", end

    def with_vague(self, found: list[Quantity]) -> list[Quantity]:
        """``found`` with the vague amounts that overlap none of them ("dozens of people", "millions of dollars")."""
        taken = Spans([(row.char_start - self.segment.start, row.char_end - self.segment.start) for row in found])
        last = 0
        for match in _VAGUE.finditer(self.text):
            start, end = match.span()
            if start < last or self.in_time(start, end) or taken.overlaps(start, end):
                continue
            low, high = self.sentence_span(start, end)
            if high - low > MAX_SENTENCE:
                continue
            tail = re.compile(r"(?:\sof)?(?=\s)").match(self.text, end)
            behind = tail.end() if tail else end
            unit = units.after(self.text, behind, digits=False)
            suffix = currencies.after(self.text, behind, digits=False)
            money: currencies.Money | None = None
            name: str | None = None
            dimension: str | None = None
            if (
                suffix is not None
                and not suffix.money.guarded
                and not (suffix.money.unit == "pound" and not _COST.search(self.sentence(start, end)))
            ):
                money, end = suffix.money, suffix.end
                name, dimension = money.unit, "currency"
            elif unit is not None:
                end, name, dimension = unit.end, unit.unit.name, unit.unit.dimension
            counted = None if money is not None else self.counted(start, end)
            if self.text[end - 3 : end].lower() == " of" and counted is None:
                continue
            if match.group().lower() in ("several", "a few") and counted is None:
                continue
            if self.in_time(start, end) or taken.overlaps(start, end):
                continue
            found.append(self.make(start, end, None, "vague", name, dimension, money, None, counted))
            last = end
        found.sort(key=lambda row: (row.char_start, row.char_end))
        return found
