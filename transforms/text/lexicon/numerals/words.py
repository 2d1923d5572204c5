"""Cardinals and fractions in words, which hold one another.

"Seventeen", "three hundred and nine", "4 thousand 321", "two lakh crore", "a dozen"; "two thirds", "one twenty-fifth", "one hundred and
forty-two fifths".
"""

import dataclasses
import math
import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from transforms.text.lexicon.numerals.tokens import Token, Tokens


class Cardinal(NamedTuple):
    """A cardinal: index behind its last token, its value, the value of the scale word it ends with (1 without one)."""

    behind: int
    value: float
    scale: float


class Fraction(NamedTuple):
    """A fraction: index behind its last token, and its value."""

    behind: int
    value: float


@dataclasses.dataclass
class _Sum:
    """A cardinal as far as it has been read: tokens ``first:at`` of ``first:end``."""

    tokens: Tokens
    first: int
    end: int
    below: float
    """Its scales stay under this one."""
    at: int
    scale: float
    """The last scale, ``below`` before the first."""
    total: float = 0.0
    """The groups whose scale has been read."""
    last_group: float = 0.0
    group: float | None = None
    """What stands behind the last scale."""
    in_digits: bool = False
    """Whether the group began with digits."""
    whole: Cardinal | None = None
    """The result, where a word ends the number for certain."""

    @property
    def before(self) -> str:
        """The kind of the token before this one, which may lie before the number."""
        return self.tokens.kind(self.at - 1)

    def result(self) -> Cardinal | None:
        """Return what has been read; None for nothing."""
        if self.whole is not None or (self.group is None and self.scale == self.below):
            return self.whole
        return Cardinal(self.at, self.total + (self.group or 0.0), self.scale if self.group is None else 1.0)

    def digits_go_on(self, value: float) -> bool:
        """Return whether digits behind the last scale word belong to the number: "4 thousand 3 hundred", "4 thousand 321"."""
        if self.before != "scale" or value >= self.scale or self.tokens.hyphened(self.at):
            return False
        return self.tokens.joined_kind(self.at + 1) in ("hundred", "scale") or (self.scale == 1000 and value >= 100)


def _digits(number: _Sum, token: Token) -> bool:
    if number.group is None and (number.at == number.first or number.digits_go_on(token.value)):
        number.group, number.in_digits = token.value, True
        return True
    if number.group is not None and number.group >= 100 and number.group % 100 == 0 and number.before == "hundred" and token.value < 100:
        number.group += token.value
        return True
    return False


def _small(number: _Sum, token: Token) -> bool:
    if number.group is None:
        if number.at > number.first and number.tokens.kind(number.first) == "digits":
            return False  # a $33 billion two-year budget
        number.group = token.value
        return True
    if (token.kind == "unit" and number.before == "tens") or number.before == "hundred":
        number.group += token.value
        return True
    return False


def _zero(number: _Sum, token: Token) -> bool:
    if number.at == number.first:
        number.whole = Cardinal(number.at + 1, 0.0, 1.0)
    return False


def _article(number: _Sum, token: Token) -> bool:
    behind = number.at + 1
    if number.at != number.first or number.tokens.joined_kind(behind) not in ("hundred", "scale", "dozen") or number.tokens[behind].plural:
        return False
    number.group = 1.0
    return True


_VAGUE = re.compile(r"(?i)(?<!\w)(?:few|several|some|many|couple|of)\s\Z")
"""Words before "hundred thousand" that say no number."""


def _hundred(number: _Sum, token: Token) -> bool:
    group = number.group
    opens = group is None and number.at == number.first and number.tokens.joined_kind(number.at + 1) == "scale"
    if opens and not _VAGUE.search(number.tokens.text, max(token.start - 12, 0), token.start):
        number.group = 100.0  # hundred million kroner
        return True
    if group is None or number.below <= 100 or (group >= 100 and not number.in_digits) or number.before == "hundred":
        return False
    number.group = group * 100
    return True


def _dozen(number: _Sum, token: Token) -> bool:
    if number.group is not None and number.scale == number.below == math.inf:
        number.whole = Cardinal(number.at + 1, number.group * 12, 12.0)
    return False


def _scale(number: _Sum, token: Token) -> bool:
    value = token.value
    if number.group is not None and value < number.scale:
        number.last_group = number.group * value
        number.total += number.last_group
        number.group, number.scale, number.in_digits = None, value, False
        return True
    if number.group is None and number.at > number.first and number.before == "scale" and value < number.below:
        number.total += number.last_group * value - number.last_group  # two lakh crore
        number.last_group *= value
        number.scale = value
        return True
    return False


def _and(number: _Sum, token: Token) -> bool:
    if number.at + 1 >= number.end or not number.tokens.joined(number.at + 1):
        return False
    if number.before == "hundred":
        return _and_below_hundred(number)
    if number.before == "scale" and number.group is None:
        number.whole = _and_below_scale(number)
    return False


def _and_below_hundred(number: _Sum) -> bool:
    """Take "and nine" behind "three hundred"; the "and" of "a hundred and a half" is not the cardinal's."""
    tokens, behind = number.tokens, number.at + 1
    fraction = part(tokens, behind, number.end)
    if fraction is not None and fraction.value < 1:
        return False
    rest = cardinal(tokens, behind, number.end, below=100)
    if rest is None or rest.value >= 100 or rest.value != int(rest.value) or number.group is None:
        return False
    if tokens.joined_kind(rest.behind) == "hundred":
        return False
    number.group += rest.value
    number.at = rest.behind - 1
    return True


def _and_below_scale(number: _Sum) -> Cardinal | None:
    """Return the number with "and six" behind "five million"; "4 million and 30 others" are two."""
    tokens, behind = number.tokens, number.at + 1
    if tokens.kind(behind) == "digits":
        return None
    rest = cardinal(tokens, behind, number.end, below=number.scale)
    if rest is None or rest.value >= number.scale or tokens.joined_kind(rest.behind) == "part":
        return None
    if rest.value < 100 and any(tokens.kind(at) == "digits" for at in range(number.first, number.at)):
        return None
    return Cardinal(rest.behind, number.total + rest.value, rest.scale if rest.scale > 1 else 1.0)


_TAKES: Mapping[str, Callable[[_Sum, Token], bool]] = {
    "digits": _digits, "unit": _small, "teen": _small, "tens": _small, "zero": _zero, "article": _article, "hundred": _hundred,
    "dozen": _dozen, "scale": _scale, "abbreviation": _scale, "and": _and,
}  # fmt: skip
"""By the kind of a token: what takes it into the number, and says whether the number may go on behind it."""


def cardinal(tokens: Tokens, at: int, end: int, *, below: float = math.inf) -> Cardinal | None:
    """Return the longest cardinal at the start of tokens ``at:end`` whose scales stay under ``below``, None without one.

    >>> cardinal(Tokens("three hundred and nine people"), 0, 4)
    Cardinal(behind=4, value=309.0, scale=1.0)
    >>> cardinal(Tokens("5 million and six"), 0, 4), cardinal(Tokens("two dozen"), 0, 2)
    (Cardinal(behind=2, value=5000000.0, scale=1000000), Cardinal(behind=2, value=24, scale=12.0))
    """
    number = _Sum(tokens, at, end, below, at, below)
    while number.at < end and (number.at == at or tokens.joined(number.at)):
        token = tokens[number.at]
        take = _TAKES.get(token.kind)
        if take is None or not take(number, token):
            break
        number.at += 1
    return number.result()


_NUMERATOR = frozenset({"article", "unit", "teen", "tens", "hundred", "scale"})


def _named_part(tokens: Tokens, at: int, end: int) -> int | None:
    """Return the index of the part ("thirds") that the run of number words at the start of tokens ``at:end`` leads to, None without one."""
    stop = at
    while stop < end and (stop == at or tokens.joined(stop)):
        after_hundred = tokens.kind(stop) == "and" and stop > at and tokens.kind(stop - 1) == "hundred"
        if tokens.kind(stop) not in _NUMERATOR and not after_hundred:
            break
        stop += 1
    joint = next((i for i in range(stop - 1, at, -1) if tokens.kind(i) == "and"), None)
    if joint is not None:
        rest = part(tokens, joint + 1, end)
        if rest is None or rest.value < 1:
            return None  # one hundred and three quarters; but (one hundred and thirty-two) fifths
    if stop >= end or tokens.kind(stop) != "part" or not (stop == at or tokens.joined(stop)):
        return None
    return stop


def _denominator(tokens: Tokens, low: int, named: int) -> float | None:
    """Return what tokens ``low:named`` and the part at ``named`` divide by: 3 for "third", 25 for "twenty-fifth"."""
    word = tokens[named]
    if low == named:
        return word.value if word.value > 2 or word.text.lower() in ("half", "halves") else None
    whole = cardinal(tokens, low, named)
    if whole is None or whole.behind != named or word.value >= 100:
        return None
    fits = whole.value >= 20 and whole.value % (10 if word.value < 10 else 100) == 0  # not a two-second wait
    return word.value + whole.value if fits else None


def _numerator(tokens: Tokens, at: int, low: int) -> float | None:
    """Return what tokens ``at:low`` say that is divided."""
    if tokens.kind(at) == "article" and low == at + 1:
        return 1.0
    whole = cardinal(tokens, at, low)
    return whole.value if whole is not None and whole.behind == low else None


def part(tokens: Tokens, at: int, end: int) -> Fraction | None:
    """Return the fraction in words at the start of tokens ``at:end``, None without one.

    >>> part(Tokens("two thirds"), 0, 2), part(Tokens("one twenty-fifth"), 0, 3), part(Tokens("a half"), 0, 2)
    (Fraction(behind=2, value=0.6666666666666666), Fraction(behind=3, value=0.04), Fraction(behind=2, value=0.5))
    """
    named = _named_part(tokens, at, end)
    if named is None:
        return None
    word = tokens[named]
    if named == at:
        if word.text.lower() == "half":
            return Fraction(named + 1, 0.5)
        quarter = word.value == 4 and not word.plural and tokens.joined_kind(named + 1) == "scale"  # quarter million
        return Fraction(named + 1, 0.25) if quarter else None
    first = named - 1 if tokens.kind(named - 1) == "tens" and word.value < 10 and named - 1 > at else named
    for low in range(first, at, -1):
        below = _denominator(tokens, low, named)
        above = _numerator(tokens, at, low) if below is not None else None
        if below is not None and above is not None:
            agrees = word.plural != (above == 1) or _is_attribute(tokens, at, named, above, below)
            return Fraction(named + 1, above / below) if agrees and below >= 2 else None
    return None


def _is_attribute(tokens: Tokens, at: int, named: int, above: float, below: float) -> bool:
    """Return whether the singular part at ``named`` is that of a fraction before a noun: "three-quarter miles", "a two-third majority"."""
    if named != at + 1 or tokens.kind(at) != "unit" or not above < below <= 10 or tokens[named].plural:
        return False
    return "-" in tokens.text[tokens[at].end : tokens[named].start]
