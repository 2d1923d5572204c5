"""Numbers with what belongs to them: money before or behind, a unit, small change; a passage in, its parts in order out."""

import functools
import re
from typing import NamedTuple

from transforms.text.lexicon import data, numbers, numerals
from transforms.text.quantities import currencies, units
from transforms.text.quantities.context import Context
from transforms.text.quantities.counted import PLURAL_TAGS
from transforms.text.quantities.currencies import Found, Money
from transforms.text.quantities.units import Match, Unit
from transforms.text.reading import coordination

MONEY_SCALES = {
    "k": 1e3,
    "K": 1e3,
    "m": 1e6,
    "M": 1e6,
    "b": 1e9,
    "B": 1e9,
    "t": 1e12,
    "T": 1e12,
    "tr": 1e12,
    "cr": 1e7,
    "Cr": 1e7,
    "MM": 1e6,
    "mil": 1e6,
}
"""Letters that scale an amount of money ("$5m"), beside the unambiguous ones of ``numerals``."""

SMALL_CHANGE = ("cent", "penny", "kopeck", "paisa")
"""Units of which a hundred make one of the currency."""

_MONEY_SCALE = re.compile(r"\s?(MM|mil|tr|[kKmMbBtT]|cr|Cr)(?![^\W_])")
_SCALE_BEHIND = re.compile(r"\s(thousand|million|billion|trillion|mln|bn|mn)(?!\w)")
_LETTERS = re.compile(r"(?P<letters>[mMbB]|bn|\s?mil)(?=\s(?P<word>[^\W\d_]+)|-(?P<strong>strong))")
_COMPACT_FEET = re.compile(
    r"(?:\s?ft\.?\s?(?P<inches>\d|1[01])(?:\s?ins?\b|\"|\u201d)?|(?P<mark>['\u2019\u2032])\s?(?P<marked>\d|1[01])(?:\"|\u201d|\u2033|''))(?![\w/]|[.,]\d)"
)
_MONEY_LETTER = re.compile(r"[mMbBkK](?=\s)")
_INCHES = re.compile(rf"[-\u2010\u2011](\d|1[01]|{'|'.join((*numbers.UNITS, *numbers.TEENS[:2]))})(?:-inch)?(?![\w.])")
_GLUED_CHAIN = re.compile(r"(?:[^\W\d_]\d{1,9}[-/.]|\w\()\Z")
_FORMAT = re.compile(r"\d{1,2}K")
_PICTURE_LINES = re.compile(r"(?:480|720|1080|1440|2160)[pi](?!\w)")
"""Resolutions of moving pictures, and no pence."""
_FEWEST_THOUSANDS = 10_000
_RACES = re.compile(r"(?:race|run|runner|event|course|tv|screen|display|video|monitor|camera)s?\Z")
_BELOW_ZERO = re.compile(r"(?i)\s(?:(?:celsius|fahrenheit|[CF])\s)?below\szero\b")
_BELOW = re.compile(
    r"\sbelow(?=\s?[.,;:)\n]|\s(?:and|are|at|before|by|for|in|is|on|or|over|overnight|this|today|tonight|was|were|when|while|with)\b|\Z)"
)
_IT_WAS = re.compile(
    r"(?i)\bit(?:'s|\u2019s|\sis|\swas|\swill\sbe|\sgets|\sgot|\sfeels|\sfelt)(?:\slike)?(?:\s(?:about|around|nearly|almost|down\sto))?\s\Z"
)
_COLDEST = 90
"""Degrees below zero that weather has, in either scale."""
_HALF_A = re.compile(r"\s(?:an|a)(?=\s)")
_PART_OF_A = re.compile(r"\sof\s(?:an|a|one)(?=\s)")
_WORD_BEHIND = re.compile(r"\s[^\W\d_]+")
_INCHES_BEHIND = re.compile(r"\s?in\b(?!\s(?:the|an?|his|her|its|their|this|that|[A-Z]|\d))")
_AND_CHANGE = re.compile(r"\s|\sand\s|,\s")
_SENTENCE_END = re.compile(r"\s*(?:[.!?;\n]|\Z)")


class Part(NamedTuple):
    """One number with what belongs to it: passage offsets, ends of its value, unit or money, the code that states whose money it is.

    ``marked`` says that the money stands before the number, ``scale`` is what the number was multiplied by (1 without a scale).
    """

    start: int
    end: int
    number: numerals.Numeral
    low: float
    high: float
    unit: Unit | None
    money: Money | None
    code: str | None
    marked: bool
    scale: float

    @property
    def bare(self) -> bool:
        """Whether it has neither unit nor money."""
        return self.unit is None and self.money is None

    def times(self, factor: float) -> "Part":
        """Return it ``factor`` times as large."""
        return self._replace(low=self.low * factor, high=self.high * factor)


@functools.cache
def _words_of(name: str) -> re.Pattern[str]:
    """Return the pattern of the words that a context of ``quantities/contexts.tsv`` is known by."""
    (words,) = [words.split("|") for context, words in data.table("quantities/contexts.tsv") if context == name]
    stems, whole = [re.escape(w[:-1]) for w in words if w.endswith("-")], [re.escape(w) for w in words if not w.endswith("-")]
    return re.compile(rf"(?i)\b(?:(?:{'|'.join(whole)})\b|(?:{'|'.join(stems) or '(?!)'}))")


def speaks_of(context: str, sentence: str) -> bool:
    """Return whether ``sentence`` speaks of temperatures, of weights, or of what something costs.

    >>> speaks_of("cost", "He was paid ten pounds."), speaks_of("cost", "He lost ten pounds."), speaks_of("weight", "It weighs two pounds.")
    (True, False, True)
    """
    return _words_of(context).search(sentence) is not None


def _letters(context: Context, end: int) -> tuple[int, float] | None:
    """Return the offset behind the letters at ``end`` that scale what is counted behind them ("1.2m homes", "10M views"), and by how much."""
    found = _LETTERS.match(context.text, end)
    if found is None:
        return None
    letters = found["letters"].strip()
    if not found["strong"]:
        counted = context.passage.tags[context.passage.token_at(found.start("word"))]
        if letters == "m" and _words_of("millions").match(context.text, found.start("word")) is None:
            return None
        if letters != "m" and counted not in PLURAL_TAGS:
            return None
    return found.end(), MONEY_SCALES.get(letters, 1e9 if letters == "bn" else 1e6)


def parts(context: Context) -> list[Part]:
    """Return the numbers of the passage with their units and money, in order; those inside dates and times are left out."""
    found: list[Part] = []
    for number in sorted([*numerals.scan(context.text), *numerals.articles(context.text)]):
        last = found[-1].end if found else 0
        if number.start < last or context.in_time(number.start, number.end) or not context.is_readable(number.start, number.end):
            continue
        carried = bool(found) and found[-1].marked and _goes_on(context.text, found[-1], number)
        part = _with_fraction(context, read(context, number, last, carried=carried))
        if part is None:
            continue
        merged = compound(context.text, found[-1], part) if found else None
        if merged is not None:
            found[-1] = merged
        else:
            found.append(part)
    return found


def _with_fraction(context: Context, part: Part | None) -> Part | None:
    """Return ``part`` with the fraction that stands behind its unit or money ("a mile and a half"). None for an article without one, and for a
    number whose fraction stands behind a word that is no unit here ("two hours and a half"): what it amounts to is not in the number.
    """
    if part is None or part.scale != 1 or part.marked:
        return part
    word = _WORD_BEHIND.match(context.text, part.end) if part.bare else None
    found = numerals.fraction_behind(context.text, word.end() if word else part.end)
    if found is not None and word is not None and context.text.startswith(" of ", found[0]):
        found = None  # "40 boys and a third of the girls"
    if found is not None and context.text[found[0] : found[0] + 1].isspace():
        following = context.passage.token_at(found[0] + 1)
        found = None if context.passage.tags[following].startswith("NN") else found  # "a mile and a half marathon"
    if found is None:
        return None if part.number.form == "article" else part
    end, value = found
    return None if part.bare else part._replace(end=end, low=part.low + value, high=part.high + value)


def _goes_on(text: str, first: Part, number: numerals.Numeral) -> bool:
    """Return whether ``number`` ends the range that ``first`` begins, so that a mark of money before it is meant for both ("£5-7m")."""
    series = coordination.series(text, [(first.start, first.end), (number.start, number.end)])
    return bool(series) and series[0].kind == coordination.RANGE


def read(context: Context, number: numerals.Numeral, last: int = 0, *, carried: bool = False) -> Part | None:
    """Return ``number`` with the money and the unit around it, None for what is glued to letters without being a measure.

    What lies before offset ``last`` belongs to another amount; ``carried`` says that the mark of that amount's money is meant for this one too.
    """
    text = context.text
    if _PICTURE_LINES.match(text, number.start):
        return None
    mark = currencies.before(text, number.start) if text[number.start].isdigit() or text[number.start] == "." else None
    if mark is not None and mark.start >= last:
        return _behind_mark(text, number, mark)
    chain = _GLUED_CHAIN.search(text, max(number.start - 12, 0), number.start)
    if not carried and (number.glued_before or _is_format(context, number) or chain):
        return None
    letter = _MONEY_SCALE.match(text, number.end) if carried and number.scale == 1 else None
    if letter is not None:
        scale = MONEY_SCALES[letter[1]]
        return _part(number, letter.end(), number.value * scale, scale=scale)
    unit = units.after(text, number.end, digits=_in_digits(text, number))
    return _before_money(context, number, unit) or _measure(context, number, unit) or _count(context, number)


def _is_format(context: Context, number: numerals.Numeral) -> bool:
    """Return whether it is a format of pictures or a race ("4K", "a 10K run") and no count in thousands ("12K downloads")."""
    if not _FORMAT.fullmatch(context.text, number.start, number.end):
        return False
    word = _WORD_BEHIND.match(context.text, number.end)
    if word is None or number.value < _FEWEST_THOUSANDS or _RACES.match(word.group().strip().lower()):
        return True
    return context.passage.tags[context.passage.token_at(word.end() - 1)] not in PLURAL_TAGS


def _in_digits(text: str, number: numerals.Numeral) -> bool:
    return number.form == "digits" or text[number.end - 1].isdigit() or text[number.end - 1] in "½⅓¼¾"


def _part(number: numerals.Numeral, end: int, value: float, *, unit: Unit | None = None, scale: float | None = None) -> Part:
    scale = number.scale if scale is None else scale
    return Part(number.start, end, number, value, value, unit, None, None, False, scale)


def _whose(text: str, end: int, money: Money) -> tuple[int, str | None]:
    """Return the offset behind the word that says whose ``money`` it is, and the code; ``end`` and None where nothing says so."""
    whose = currencies.nationality(text, end) if len(money.codes) > 1 else None
    return whose if whose is not None else (end, None)


def _behind_mark(text: str, number: numerals.Numeral, mark: Found) -> Part:
    """Return the amount of money whose symbol or code stands before the number ("$5 million", "C$3m US")."""
    end, scale, value, money = number.end, number.scale, number.value, mark.money
    letter = _MONEY_SCALE.match(text, end) if scale == 1 else None
    if letter is not None:
        scale, end = MONEY_SCALES[letter[1]], letter.end()
        value *= scale
    again = currencies.after(text, end)
    if again is not None and _says_again(text, number, mark, text[end : again.end], again.money):
        money, end = again.money, again.end
    end, code = _whose(text, end, money)
    return Part(mark.start, end, number, value, value, None, money, code, True, scale)


def _says_again(text: str, number: numerals.Numeral, mark: Found, written: str, money: Money) -> bool:
    """Return whether ``written`` behind the number names the money of ``mark`` once more ("$5 AUD", "$ 5 dollars")."""
    if not mark.money.codes[1:] or money.unit != mark.money.unit or not written.strip().isalpha():
        return False
    return len(money.codes) == 1 or (written.strip().lower() in ("dollars", "dollar") and text[number.start - 1] == " ")


def _before_money(context: Context, number: numerals.Numeral, unit: Match | None) -> Part | None:
    """Return the amount of money whose symbol, code or name stands behind the number, None where there is none."""
    text, digits = context.text, _in_digits(context.text, number)
    value, scale = number.value, number.scale
    found = currencies.after(text, number.end, digits=digits)
    letter = _MONEY_LETTER.match(text, number.end) if digits and scale == 1 and number.glued_after else None
    if found is None and letter is not None:
        found = currencies.after(text, letter.end(), digits=digits)
        scale = MONEY_SCALES[letter.group()]
        value *= scale
    if found is None or not _is_money(context, number, found, unit, value):
        return None
    end, code = _whose(text, found.end, found.money)
    value *= found.factor
    behind = _SCALE_BEHIND.match(text, end) if scale == 1 else None
    if behind is not None:  # 40 GBP million
        scale = float(numbers.SCALES.get(behind[1]) or numbers.ABBREVIATIONS[behind[1]])
        end, value = behind.end(), value * scale
    return Part(number.start, end, number, value, value, None, found.money, code, False, scale)


def _is_money(context: Context, number: numerals.Numeral, found: Found, unit: Match | None, value: float) -> bool:
    """Return whether the word behind ``number`` is money and not a measure or another word ("pounds", "won")."""
    money = found.money
    if money.unit == "pound" and len(money.codes) > 1 and unit is not None:
        if value >= 1e6:
            return True
        here = context.sentence(number.start, found.end)
        return not speaks_of("weight", here) and ("£" in here or speaks_of("cost", here))
    if money.guarded:
        return number.scale >= 1e6 or (context.money.mentions(money.codes) and value >= 10)
    return True


def _measure(context: Context, number: numerals.Numeral, found: Match | None) -> Part | None:
    """Return the number with the unit behind it ("5-foot-10", "half a mile"), None without one."""
    text, value = context.text, number.value
    feet = _COMPACT_FEET.match(text, number.end) if number.form == "digits" and value == int(value) and 0 < value < 10 else None
    if feet is not None:
        return _part(number, feet.end(), value + float(feet["inches"] or feet["marked"]) / 12, unit=units.named("foot"))
    if found is not None and not (found.form == "m" and _letters(context, number.end)):
        unit = found.unit
        inches = _INCHES.match(text, found.end) if unit.name == "foot" else None
        if inches is not None:
            return _part(number, inches.end(), value + (numerals.parse(inches[1]) or 0.0) / 12, unit=unit)
        below = _BELOW_ZERO.match(text, found.end) if unit.name.startswith("degree") else None
        if below is not None:
            return _part(number, below.end(), -value, unit=Unit(unit.name, "temperature"))
        if unit.name == "degree" and speaks_of("temperature", context.sentence(number.start, found.end)):
            unit = Unit("degree", "temperature")
        return _part(number, found.end, value, unit=unit)
    below = _BELOW_ZERO.match(text, number.end)
    if below is not None:
        return _part(number, below.end(), -value, unit=Unit("degree", "temperature"))
    if _is_below(context, number):
        return _part(number, number.end + len(" below"), -value, unit=Unit("degree", "temperature"))
    half = None
    if number.form == "fraction":
        half = _PART_OF_A.match(text, number.end) or (_HALF_A.match(text, number.end) if abs(value - 0.5) < 1e-9 else None)
    found = units.after(text, half.end(), digits=False) if half is not None else None
    return _part(number, found.end, value, unit=found.unit) if found is not None else None


def _is_below(context: Context, number: numerals.Numeral) -> bool:
    """Return whether "below" behind the number ends what it measures, which is cold: "it was 30 below", "wind chills of 25 below"."""
    if not 0 < number.value <= _COLDEST or not _BELOW.match(context.text, number.end):
        return False
    if _IT_WAS.search(context.before(number.start, 32)):
        return True
    return speaks_of("temperature", context.sentence(number.start, number.end))


def _count(context: Context, number: numerals.Numeral) -> Part | None:
    """Return the number alone, or in millions ("1.2m homes", "12 mil people"); None where another letter is glued to it."""
    letters = _letters(context, number.end) if _in_digits(context.text, number) and number.scale == 1 else None
    if letters is not None:
        return _part(number, letters[0], number.value * letters[1], scale=letters[1])
    return None if number.glued_after else _part(number, number.end, number.value)


def compound(text: str, first: Part, second: Part) -> Part | None:
    """Return two parts of one amount as one ("six feet two inches", "13 dollars and 45 cents", "15 dollars 50"), None for two amounts."""
    between = text[first.end : second.start]
    if len(between) > 5 or first.number.scale != 1 or second.number.scale != 1 or second.low < 0 or first.low != int(first.low):
        return None
    if first.unit is not None and second.money is None:
        return _with_smaller_unit(text, first, second, first.unit, between)
    if first.money is not None:
        return _with_small_change(text, first, second, first.money, between)
    return None


def _with_smaller_unit(text: str, first: Part, second: Part, unit: Unit, between: str) -> Part | None:
    smaller = units.part(unit)
    if smaller is None or between not in ("", " ", "-", " and ", ", ") or second.low >= smaller[1]:
        return None
    name, size = smaller
    written_in = _INCHES_BEHIND.match(text, second.end) if second.unit is None and name == "inch" else None
    inches = second.unit is None and between == "-" and unit.name == "foot"
    if not (inches or written_in or (second.unit is not None and second.unit.name == name)):
        return None
    value = first.low + second.low / size
    return first._replace(end=written_in.end() if written_in else second.end, low=value, high=value)


def _with_small_change(text: str, first: Part, second: Part, money: Money, between: str) -> Part | None:
    if money.unit in ("cent", "penny", "yen") or not _AND_CHANGE.fullmatch(between):
        return None
    if not 0 < second.low < 100 or second.low != int(second.low):
        return None
    if second.bare:
        same = between == " and " or (between != ", " and second.number.form == first.number.form)
        change = second.low >= 10 and same and _SENTENCE_END.match(text, second.end) is not None
    else:
        change = second.money is not None and not second.marked and second.money.unit in SMALL_CHANGE
    if not change:
        return None
    value = first.low + second.low / 100
    return first._replace(end=second.end, low=value, high=value)
