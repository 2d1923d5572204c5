"""Numbers in running text: digits, words and both together ("3.5 million", "twenty-two hundred", "half a dozen", "one in five").

The grammar is that of everyday English, with the Indian scales (lakh, crore) and the abbreviations of the financial press (bn, mln, tn).
Ordinals ("twenty-first"), clock times ("8:55"), dates and telephone numbers ("5/17/2018", "555-0134"), dotted numbers ("10.0.0.1") and
numbers glued to letters ("F-16", "5th", "Mk41") are no numbers here. Everything runs in time linear in the text.
"""

import functools
import math
import re
from typing import NamedTuple

from transforms.text.lexicon import numbers

MAX_WORDS = 24
"""Words a number may consist of; a longer run is cut there."""


class _Word(NamedTuple):
    """What a number word is: its kind, its value, whether it is a plural."""

    kind: str
    value: float
    plural: bool = False


def _lexicon() -> dict[str, _Word]:
    kinds = {"zero": numbers.ZEROS, "unit": numbers.UNITS, "teen": numbers.TEENS, "tens": numbers.TENS}
    words = {word: _Word(kind, numbers.CARDINALS[word]) for kind, of_kind in kinds.items() for word in of_kind}
    words |= {word: _Word("scale", value) for word, value in numbers.SCALES.items()}
    words |= {word: _Word("scale", value, True) for word, value in numbers.SCALE_PLURALS.items()}
    words |= {numbers.HUNDRED: _Word("hundred", 100), numbers.HUNDRED + "s": _Word("hundred", 100, True)}
    words |= {numbers.DOZEN: _Word("dozen", 12), numbers.DOZENS: _Word("dozen", 12, True)}
    for word, value in {**numbers.ORDINALS, **numbers.FRACTIONS, **numbers.ORDINAL_SCALES}.items():
        words[word] = _Word("part", value)
        words["halves" if word == "half" else word + "s"] = _Word("part", value, True)
    words |= dict.fromkeys(("a", "an"), _Word("article", 1))
    words |= {word: _Word(word, 0) for word in ("and", "point", "over", "in", "out", "of")}
    return words | dict.fromkeys(("minus", "negative"), _Word("minus", -1))


_LEXICON = _lexicon()
_SPACE = " \\u00a0\\u2009\\u202f"
_SCAN = re.compile(
    rf"""
    (?P<skip> (?:https?://|www\.)\S+ | [@\#][^\W\d]\w* )
  | (?P<junk>
        \+\d[\d -]{{5,20}}\d | \d+(?:\.\d+){{2,}} | \d+(?:[-/\u2010-\u2013]\d+){{2,}} | \(\d{{3}}\)[ ]?\d{{3}}-\d{{4}} | \d{{3}}-\d{{4}}(?!\d)
      | \d{{1,3}}:\d{{1,3}}(?::\d\d)?(?:\.\d+)? | \d{{1,4}}/\d{{1,4}}/\d+ )
  | (?P<fraction> (?P<numerator>\d{{1,4}})/(?P<denominator>\d{{1,4}})(?![\d/]) )
  | (?P<digits>
        (?: (?<![\d,])\d{{1,2}}(?:,\d\d)+,\d{{3}}(?![\d]) | \d{{1,3}}(?:,\d{{3}})+(?!\d)
          | (?<!\d[{_SPACE}])\d{{1,3}}(?:[{_SPACE}]\d{{3}})+(?![{_SPACE}]?\d) | (?<![\d,])\d{{1,3}},\d\d(?![,\d])
          | (?<![\d,])\d{{1,3}},\d(?=[{_SPACE}](?:m|b|tr)illion) | \d+ )
        (?:\.\d+)? | (?<![\w.,])\.\d+ )
    (?P<power> [eE][-+]?\d{{1,3}}(?!\w) | [ ]?[x\u00d7][ ]?10\^[-\u2212]?\d{{1,3}} | \^[-+\u2212]?\d{{1,3}}(?:\.\d+)? )?
  | (?P<vulgar> [½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅐⅑⅒] )
  | (?P<word> [^\W\d_]+ )
    """,
    re.VERBOSE,
)
_GAP = re.compile(r"\s{1,8}|\s?[-\u2010\u2011]\s?|")
_JOINER_DASH = re.compile(r"(?i)(?<![^\W_])(?:to|and|or|of|a|an)-\Z")
_LETTER_DASH = re.compile(r"[^\W\d_][-\u2010\u2011\u2013/.]\Z")
_AMBIGUOUS_PART_FOLLOWERS = frozenset(
    [
        "of",
        "more",
        "less",
        "fewer",
        "the",
        "since",
        "in",
        "from",
        "to",
        "compared",
        "and",
        "or",
        "as",
        "at",
        "by",
        "on",
        "for",
        "this",
        "last",
        "over",
        "between",
        "than",
        "higher",
        "lower",
        "larger",
        "smaller",
        "million",
        "billion",
    ]
)
_PERIOD_LEAD = re.compile(r"(?i)\b(?:next|last|past|first|previous|recent|consecutive|straight|final|other|in|for|the)\s\Z")
_COMPOUND = re.compile(r"[-\u2010\u2011][A-Za-z]")
_OF = re.compile(r"\s+of\b")
_PERIODS = re.compile(
    r"\s+(?:straight|consecutive|more|few|past)?\s*(?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?|decades?|games?|innings|"
    r"starts|seasons?|matches|appearances|attempts)\b"
)


class Numeral(NamedTuple):
    """One number: offsets into the text, its value, and how it is written.

    ``form`` is ``digits``, ``words`` or ``fraction``; ``scale`` is the last scale word's value, 1 without one; ``glued_before`` and
    ``glued_after`` say that a letter stands immediately before or behind ("F-16", "75ml").
    """

    start: int
    end: int
    value: float
    form: str
    scale: float
    glued_before: bool
    glued_after: bool


class _Token(NamedTuple):
    start: int
    end: int
    kind: str
    value: float
    plural: bool
    text: str


def _digits(match: re.Match[str]) -> float | None:
    """Value of a match of the digits group, None where it is no finite number."""
    literal = match["digits"]
    if len(literal) > 40:
        return None
    if re.fullmatch(r"\d{1,3},\d\d?", literal):
        literal = literal.replace(",", ".")
    value = float(re.sub(r"[^\d.]", "", literal))
    power = (match["power"] or "").replace("\u2212", "-").strip()
    try:
        if power[:1] in ("e", "E"):
            value *= 10.0 ** int(power[1:])
        elif power.startswith("^"):
            value **= float(power[1:])
        elif power:
            value *= 10.0 ** int(power.rpartition("^")[2])
    except (OverflowError, ZeroDivisionError):
        return None
    return value if math.isfinite(value) else None


def _tokens(text: str) -> list[_Token]:
    """Number words and digit literals of ``text`` in order; ``stop`` tokens are what no number may run across."""
    tokens: list[_Token] = []
    for match in _SCAN.finditer(text):
        start, end = match.span()
        if match["word"] is not None:
            word = match["word"]
            entry = _LEXICON.get(word.lower())
            if entry is not None:
                tokens.append(_Token(start, end, entry.kind, entry.value, entry.plural, word))
            elif word in numbers.ABBREVIATIONS and tokens and tokens[-1].kind == "digits" and start - tokens[-1].end <= 2:
                between = text[tokens[-1].end : start]
                if not between or (between.isspace() and word != "K"):
                    tokens.append(_Token(start, end, "abbreviation", numbers.ABBREVIATIONS[word], False, word))
        elif match["digits"] is not None:
            value = _digits(match)
            if value is None:
                continue
            tokens.append(_Token(start, end, "digits", value, False, match.group()))
        elif match["fraction"] is not None:
            above, below = int(match["numerator"]), int(match["denominator"])
            if 0 < above < below <= 1000 and (above, below) != (9, 11):
                tokens.append(_Token(start, end, "fraction", above / below, False, match.group()))
        elif match["vulgar"] is not None:
            tokens.append(_Token(start, end, "fraction", numbers.VULGAR[match["vulgar"]], False, match.group()))
    return tokens


class _Parser:
    """Reads numbers off the tokens of one text; every method takes an index and returns the index behind what it read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = _tokens(text)

    def kind(self, at: int) -> str:
        return self.tokens[at].kind if at < len(self.tokens) else ""

    def joined(self, at: int) -> bool:
        """Whether token ``at`` follows its predecessor with nothing but blanks or a hyphen between."""
        if not 0 < at < len(self.tokens):
            return False
        before, token = self.tokens[at - 1], self.tokens[at]
        return token.start - before.end <= 8 and _GAP.fullmatch(self.text, before.end, token.start) is not None

    def cardinal(self, at: int, end: int, *, below: float = math.inf) -> tuple[int, float, float] | None:
        """The longest cardinal in tokens ``at:end`` whose scales stay under ``below``: index behind it, value, last scale."""
        total, current, scale = 0.0, None, below
        last_group = 0.0
        position = at
        exact_digits = False
        while position < end and (position == at or self.joined(position)):
            token = self.tokens[position]
            kind, value = token.kind, token.value
            hyphen = position > at and not self.text[self.tokens[position - 1].end : token.start].isspace()
            if kind == "digits":
                if current is None and (position == at or (self._continues(position, scale) and not hyphen)):
                    current, exact_digits = value, True
                elif current is not None and current >= 100 and current % 100 == 0 and self.kind(position - 1) == "hundred" and value < 100:
                    current += value
                else:
                    break
            elif kind in ("unit", "teen", "tens"):
                if position > at and current is None and self.tokens[at].kind == "digits":
                    break  # a $33 billion two-year budget
                if current is None:
                    current = value
                elif exact_digits and self.kind(position - 1) == "digits":
                    break
                elif (kind == "unit" and self.kind(position - 1) == "tens") or self.kind(position - 1) == "hundred":
                    current += value
                else:
                    break
            elif kind == "zero" and position == at:
                return position + 1, 0.0, 1.0
            elif kind == "article" and position == at and self.kind(at + 1) in ("hundred", "scale", "dozen") and self.joined(at + 1):
                if self.tokens[at + 1].plural:
                    break
                current = 1.0
            elif kind == "hundred":
                if current is None or below <= 100 or (current >= 100 and not exact_digits) or self.kind(position - 1) == "hundred":
                    break
                current *= 100
            elif kind == "dozen":
                if current is None or scale != below or below != math.inf:
                    break
                return position + 1, current * 12, 12.0
            elif kind in ("scale", "abbreviation"):
                if current is not None and value < scale:
                    last_group = current * value
                    total, current, scale, exact_digits = total + last_group, None, value, False
                elif current is None and position > at and self.kind(position - 1) == "scale" and value < below:
                    total += last_group * value - last_group
                    last_group, scale = last_group * value, value
                else:
                    break
            elif kind == "and" and position + 1 < end and self.joined(position + 1):
                previous = self.kind(position - 1)
                if previous == "hundred":
                    fraction = self.part(position + 1, end)
                    if fraction is not None and fraction[1] < 1:
                        break
                    rest = self.cardinal(position + 1, end, below=100)
                    if rest is None or rest[1] >= 100 or rest[1] != int(rest[1]):
                        break
                    rest = None if self.kind(rest[0]) == "hundred" and self.joined(rest[0]) else rest
                    if rest is None or current is None:
                        break
                    current += rest[1]
                    position = rest[0]
                    continue
                if previous == "scale" and current is None:
                    if self.kind(position + 1) == "digits":
                        break
                    rest = self.cardinal(position + 1, end, below=scale)
                    if rest is None or rest[1] >= scale or (self.kind(rest[0]) == "part" and self.joined(rest[0])):
                        break
                    if rest[1] < 100 and any(t.kind == "digits" for t in self.tokens[at:position]):
                        break
                    return rest[0], total + rest[1], rest[2] if rest[2] > 1 else 1.0
                break
            else:
                break
            position += 1
        if current is None and scale == below:
            return None
        value = total + (current or 0.0)
        return position, value, scale if current is None else 1.0

    def _continues(self, at: int, scale: float) -> bool:
        """Whether the digits at token ``at`` go on with a number behind its last scale word: "4 thousand 3 hundred", "4 thousand 321"."""
        if self.kind(at - 1) != "scale" or self.tokens[at].value >= scale:
            return False
        followed = self.kind(at + 1) in ("hundred", "scale") and self.joined(at + 1)
        return followed or (scale == 1000 and self.tokens[at].value >= 100)

    def _run(self, at: int) -> int:
        """Index behind the run of joined number words that begins at ``at``."""
        end = at + 1
        while end < len(self.tokens) and end - at < MAX_WORDS and self.joined(end):
            end += 1
        return end

    def part(self, at: int, end: int) -> tuple[int, float] | None:
        """A fraction in words within tokens ``at:end``: "two thirds", "a half", "one twenty-fifth"; index behind it and value."""
        stop = at
        while (
            stop < end
            and (stop == at or self.joined(stop))
            and (
                self.kind(stop) in ("article", "unit", "teen", "tens", "hundred", "scale")
                or (self.kind(stop) == "and" and stop > at and self.kind(stop - 1) == "hundred")
            )
        ):
            stop += 1
        joint = next((i for i in range(stop - 1, at, -1) if self.kind(i) == "and"), None)
        if joint is not None:
            rest = self.part(joint + 1, end)
            if rest is None or rest[1] < 1:
                return None  # one hundred and three quarters; but (one hundred and thirty-two) fifths
        if stop >= end or self.kind(stop) != "part" or not (stop == at or self.joined(stop)):
            return None
        word = self.tokens[stop]
        if stop == at:
            if word.text.lower() == "half":
                return stop + 1, 0.5
            if word.value == 4 and not word.plural and self.kind(stop + 1) == "scale" and self.joined(stop + 1):
                return stop + 1, 0.25
            return None
        first = stop - 1 if self.kind(stop - 1) == "tens" and word.value < 10 and stop - 1 > at else stop
        for low in range(first, at, -1):
            below = word.value
            if low < stop:
                whole = self.cardinal(low, stop)
                if whole is None or whole[0] != stop or word.value >= 100:
                    continue
                below += whole[1]
            elif word.value <= 2 and word.text.lower() not in ("half", "halves"):
                continue
            if self.kind(at) == "article" and low == at + 1:
                above = 1.0
            else:
                upper = self.cardinal(at, low)
                if upper is None or upper[0] != low:
                    continue
                above = upper[1]
            if word.plural == (above == 1) or below < 2:
                return None
            return stop + 1, above / below
        return None

    def _certain_part(self, at: int, end: int) -> bool:
        """Whether the fraction in tokens ``at:end`` is one, and no ordinal ("a third man") or period ("in a quarter")."""
        last = self.tokens[end - 1]
        if last.plural and last.value != 4:
            return True
        if last.value == 2:
            return True
        if last.value == 4 and last.plural and _PERIOD_LEAD.search(self.text, max(self.tokens[at].start - 16, 0), self.tokens[at].start):
            return False
        if _COMPOUND.match(self.text, last.end):
            return last.plural or self.kind(at) != "article"
        follows = re.compile(r"\s*(?:([A-Za-z]+)|(\S))?").match(self.text, last.end)
        word = follows.group(1) if follows else None
        if word is None:
            return True
        if last.plural or self.kind(at) == "article":
            return word.lower() in _AMBIGUOUS_PART_FOLLOWERS and (
                last.value != 4 or word.lower() not in ("in", "from", "to", "and", "last")
            )
        return True

    def mixed(self, at: int) -> tuple[int, float, float, str] | None:
        """The longest number at token ``at``, with its fraction: index behind it, value, last scale, form."""
        end = self._run(at)
        token = self.tokens[at]
        if token.kind == "fraction":
            return self._scaled(at + 1, token.value, "fraction")
        fraction = self.part(at, end)
        if fraction is not None and self.tokens[fraction[0] - 1].plural and not self._certain_part(at, fraction[0]):
            fraction = None  # the next three quarters
        if fraction is not None:
            if (token.kind == "article" or self.kind(fraction[0] - 1) == "part") and not self._certain_part(at, fraction[0]):
                return None
            behind, value = fraction
            if (
                self.tokens[behind - 1].value == 2
                and self.kind(behind) == "article"
                and self.joined(behind)
                and self.kind(behind + 1) in ("dozen", "scale", "hundred")
                and self.joined(behind + 1)
                and not self.tokens[behind + 1].plural
            ):
                behind += 1  # half a million
            return self._scaled(behind, value, "fraction")
        whole = self.cardinal(at, end)
        if whole is None:
            return None
        behind, value, scale = whole
        form = "digits" if token.kind == "digits" else "words"
        if self.kind(behind) == "fraction" and self.joined(behind) and self.kind(behind - 1) == "digits" and value == int(value):
            return self._scaled(behind + 1, value + self.tokens[behind].value, form)
        if self.kind(behind) == "point" and self.joined(behind):
            decimals = self._decimals(behind + 1)
            if decimals is not None and scale == 1:
                return self._scaled(decimals[0], value + decimals[1], form)
        if self.kind(behind) == "and" and self.joined(behind) and behind + 1 < len(self.tokens) and self.joined(behind + 1):
            extra = self.part(behind + 1, self._run(behind + 1))
            if extra is None and self.kind(behind + 1) == "fraction":
                extra = behind + 2, self.tokens[behind + 1].value
            if extra is not None and value == int(value) and self._follows_and(behind + 1, extra[0], scale):
                if self.kind(extra[0]) == "scale" and self.joined(extra[0]):
                    unit = self.tokens[extra[0]].value
                    if scale == 1:
                        return extra[0] + 1, (value + extra[1]) * unit, unit, form
                    if unit < scale:
                        return extra[0] + 1, value + extra[1] * unit, unit, form
                return extra[0], value + extra[1] * (scale if scale != 100 else 1), scale, form
        if self.kind(behind) == "part" and self.joined(behind) and not self.tokens[behind].plural and form == "words":
            return None  # twenty-first, one hundred fifth
        return behind, value, scale, form

    def _follows_and(self, at: int, end: int, scale: float) -> bool:
        return self.kind(at) != "part" or scale > 1 or self.tokens[end - 1].value == 2

    def _scaled(self, behind: int, value: float, form: str) -> tuple[int, float, float, str]:
        """``value`` times the scale word or dozen that follows at ``behind``, where there is one."""
        if self.kind(behind) in ("scale", "dozen", "hundred") and self.joined(behind) and not self.tokens[behind].plural:
            unit = self.tokens[behind].value
            return behind + 1, value * unit, unit, "words" if form == "fraction" else form
        of_a = form == "fraction" and self.kind(behind) == "of" and self.kind(behind + 1) == "article" and self.kind(behind + 2) == "scale"
        if of_a and all(self.joined(at) for at in (behind, behind + 1, behind + 2)) and not self.tokens[behind + 2].plural:
            unit = self.tokens[behind + 2].value  # three quarters of a million
            return behind + 3, value * unit, unit, "words"
        return behind, value, 1.0, form

    def _decimals(self, at: int) -> tuple[int, float] | None:
        """The digits behind "point": "nought four" is .04, "eleven" .11."""
        written = ""
        while at < len(self.tokens) and self.joined(at) and len(written) < 12:
            token = self.tokens[at]
            if token.kind not in ("zero", "unit", "teen", "tens") and not (token.kind == "digits" and token.text.isdigit()):
                break
            written += token.text if token.kind == "digits" else str(int(token.value))
            at += 1
        return (at, float("0." + written)) if written else None

    def number(self, at: int) -> tuple[int, Numeral] | None:
        """The number that begins at token ``at``: index behind it, and the number."""
        first = self.tokens[at]
        start, sign, begin = first.start, 1.0, at
        if first.kind == "minus":
            if not self.joined(at + 1):
                return None
            sign, begin = -1.0, at + 1
        read = self.mixed(begin)
        if read is None:
            return None
        behind, value, scale, form = read
        ratio = self._ratio(behind, value, scale)
        if ratio is not None:
            behind, value = ratio
            form = "fraction"
        token = self.tokens[begin]
        glued = False
        if begin == at and start:
            before = self.text[start - 1]
            glued = before.isalnum() or before == "_" or _LETTER_DASH.search(self.text, max(start - 2, 0), start) is not None
            if glued and _JOINER_DASH.search(self.text, max(start - 6, 0), start):
                glued = False  # ten-to-fifteen
            if token.kind in ("digits", "fraction") and before in "-\u2212" and not glued and self._is_minus(start - 1):
                start, sign = start - 1, -1.0
        end = self.tokens[behind - 1].end
        glued_after = end < len(self.text) and (self.text[end].isalnum() or self.text[end] == "_")
        return behind, Numeral(start, end, rounded(sign * value) if value else 0.0, form, scale, glued, glued_after)

    def _is_minus(self, at: int) -> bool:
        """Whether the dash at ``at`` is a sign: nothing, a blank or an opening mark before it, and no number before that."""
        before = self.text[max(at - 4, 0) : at]
        if before and not before[-1].isspace() and before[-1] not in "([":
            return False
        return not before.rstrip()[-1:].isdigit()

    def _ratio(self, behind: int, value: float, scale: float) -> tuple[int, float] | None:
        """What "over three", "out of three", "in five" behind a smaller number."""
        if not self.joined(behind) or value != int(value) or value <= 0:
            return None
        word = self.kind(behind)
        if word == "over" or word == "in":
            below = behind + 1
        elif word == "out" and self.kind(behind + 1) == "of" and self.joined(behind + 1):
            below = behind + 2
        else:
            return None
        if below >= len(self.tokens) or not self.joined(below) or "-" in self.text[self.tokens[behind - 1].end : self.tokens[behind].start]:
            return None
        token = self.tokens[below]
        if token.kind not in ("digits", "unit", "teen", "tens", "article", "hundred") or (token.value != int(token.value)):
            return None
        read = self.cardinal(below, self._run(below))
        if read is None or read[1] <= value or read[1] != int(read[1]) or scale > 1:
            return None
        if word != "out" and (_PERIODS.match(self.text, self.tokens[read[0] - 1].end) or self._hyphen_after(read[0] - 1)):
            return None
        usual = read[1] <= 10 or read[1] in (12, 20, 25, 30, 40, 50, 100, 1000) or (value == 1 and not 1900 <= read[1] <= 2100)
        if word == "in" and not usual:
            return None
        return read[0], value / read[1]

    def _hyphen_after(self, at: int) -> bool:
        end = self.tokens[at].end
        return self.text[end : end + 1] in ("-", "%", "\u2011")


_STARTS = frozenset({"digits", "fraction", "zero", "unit", "teen", "tens", "article", "minus", "part", "hundred"})


def rounded(value: float) -> float:
    """``value`` to the fifteen digits that a double holds for certain, so that 8.2 million is 8200000.

    >>> rounded(8.2 * 1e6)
    8200000.0
    """
    return float(f"{value:.15g}")


def scan(text: str) -> list[Numeral]:
    """All numbers of ``text`` in order, with those glued to letters, which the caller may want to read as measures or names.

    >>> [(n.value, n.glued_after) for n in scan("a 75ml bottle")]
    [(75.0, True)]
    """
    parser = _Parser(text)
    found: list[Numeral] = []
    at = 0
    while at < len(parser.tokens):
        if parser.kind(at) == "and" and parser.kind(at + 1) == "article" and parser.kind(at + 2) == "part" and parser.joined(at + 2):
            at += 1 if _OF.match(text, parser.tokens[at + 2].end) else 3  # a minute and a half
            continue
        if parser.kind(at) in _STARTS:
            read = parser.number(at)
            if read is not None:
                at = read[0]
                found.append(read[1])
                continue
            if parser.kind(at) in ("unit", "teen", "tens", "hundred"):
                at = _behind_ordinal(parser, at)
                continue
        at += 1
    return found


def _behind_ordinal(parser: _Parser, at: int) -> int:
    """Index behind the ordinal in words that begins at ``at`` ("one hundred fifth"), else behind that one word."""
    whole = parser.cardinal(at, parser._run(at))
    if whole is not None and parser.kind(whole[0]) == "part" and parser.joined(whole[0]):
        return whole[0] + 1
    return at + 1


def find(text: str) -> list[tuple[int, int, float]]:
    """The numbers of ``text``: start, end (code points, half-open) and value.

    >>> find("Between 20 and twenty-two hundred of the 1.5 million, or one in five, came.")
    [(8, 10, 20.0), (15, 33, 2200.0), (41, 52, 1500000.0), (57, 68, 0.2)]
    >>> find("An F-16 on Oct. 7th, 2-1")
    [(21, 22, 2.0), (23, 24, 1.0)]
    """
    return [(n.start, n.end, n.value) for n in scan(text) if not n.glued_before and not n.glued_after]


@functools.lru_cache(maxsize=4096)
def parse(text: str) -> float | None:
    """The value of ``text`` when all of it is one number, else None.

    >>> parse("half a dozen"), parse("2.3 million"), parse("two and a half"), parse("many")
    (6.0, 2300000.0, 2.5, None)
    """
    stripped = text.strip()
    found = find(stripped)
    if len(found) == 1 and found[0][:2] == (0, len(stripped)):
        return found[0][2]
    return None
