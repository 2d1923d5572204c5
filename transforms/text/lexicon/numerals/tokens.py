"""The number words and literals of a text, in order: what the grammar of numbers reads instead of characters."""

import functools
import math
import re
from typing import NamedTuple

from transforms.text.lexicon import numbers
from transforms.text.lexicon.loading import KEPT

MAX_WORDS = 24
"""Words a number may consist of; a longer run is cut there."""

LONGEST_LITERAL = 40
"""Characters of digits that are a number; a longer run is debris."""


class Token(NamedTuple):
    """A number word or literal: offsets, kind (digits, fraction, abbreviation or one of the kinds of ``_lexicon``), value, number, text."""

    start: int
    end: int
    kind: str
    value: float
    plural: bool
    text: str


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
_POINTS = r"(?<![\d.,])\d{1,3}(?:(?:\.\d{3}){2,}(?:,\d{1,2})?|\.\d{3},\d{1,2})"
"""A number with points between its thousands and a decimal comma, as in much of Europe: with one point alone it may be decimals."""
_SCAN = re.compile(
    rf"""
    (?P<word> (?!(?:https?://|www\.)\S|[{"".join(numbers.VULGAR)}])[^\W\d_]+ )
  | (?=[\d+(.@\#hw{"".join(numbers.VULGAR)}])  # how all that follows begins: it changes nothing, and is much faster
    (?:
    (?P<skip> (?:https?://|www\.)\S+ | [@\#][^\W\d]\w* )
  | (?P<junk>
        \+\d[\d -]{{5,20}}\d | (?!{_POINTS}(?![\w.]))\d+(?:\.\d+){{2,}}
      | \d+(?:[-/\u2010-\u2013]\d+){{2,}} | \(\d{{3}}\)[ ]?\d{{3}}-\d{{4}} | \d{{3}}-\d{{4}}(?!\d)
      | \d{{1,3}}:\d{{1,3}}(?::\d\d)?(?:\.\d+)? | \d{{1,4}}/\d{{1,4}}/\d+ )
  | (?P<fraction> (?P<numerator>\d{{1,4}})/(?P<denominator>\d{{1,4}})(?![\d/]) )
  | (?P<digits>
        (?: {_POINTS}(?![\w.]) | \d{{1,3}}(?:['\u2019]\d{{3}})+(?![\d'\u2019])
          | (?<![\d,])\d{{1,2}}(?:,\d\d)+,\d{{3}}(?![\d]) | \d{{1,3}}(?:,\d{{3}})+(?!\d)
          | (?<!\d[{_SPACE}])\d{{1,3}}(?:[{_SPACE}]\d{{3}})+(?![{_SPACE}]?\d) | (?<![\d,])\d{{1,3}},\d\d(?![,\d])
          | (?<![\d,])\d{{1,3}},\d(?=[{_SPACE}]?(?:(?:m|b|tr)illion|per[{_SPACE}]?cent|%)) | \d+ )
        (?:\.\d+)? | (?<![\w.,])\.\d+ )
    (?P<power> [eE][-+]?\d{{1,3}}(?!\w) | [ ]?[x\u00d7][ ]?10\^[-\u2212]?\d{{1,3}} | \^[-+\u2212]?\d{{1,3}}(?:\.\d+)? )?
  | (?P<vulgar> [{"".join(numbers.VULGAR)}] )
    )
    """,
    re.VERBOSE,
)
_FIGURE = re.compile(rf"[\d{''.join(numbers.VULGAR)}]")
_LETTERS = re.compile(r"[^\W\d_]+")
_SMALL = frozenset(("article", "and", "point", "over", "in", "out", "of", "minus"))
_GAP = re.compile(r"\s{1,8}|\s?[-\u2010\u2011]\s?|")
_NO_FRACTIONS = frozenset({(9, 11)})
"""Pairs of digits that name a day."""


def _literal(match: re.Match[str]) -> float | None:
    """Return the value of a match of the digits group, None where it is no finite number."""
    literal = match["digits"]
    if len(literal) > LONGEST_LITERAL:
        return None
    if re.fullmatch(_POINTS, literal):
        literal = literal.replace(".", "")
    if re.fullmatch(r"\d+,\d\d?", literal):
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


@functools.lru_cache(maxsize=KEPT)
def _is_number(word: str) -> bool:
    """Return whether ``word`` is one without which no number is: most number words that a text has are articles, "and", "in" or "of"."""
    entry = _LEXICON.get(word.lower())
    return entry is not None and entry.kind not in _SMALL


@functools.lru_cache(maxsize=KEPT)
def _may_count(word: str) -> bool:
    """Return whether ``word`` is one of a number, or short for one: most words are neither."""
    return word.lower() in _LEXICON or word in numbers.ABBREVIATIONS


def _word(text: str, match: re.Match[str], before: Token | None) -> Token | None:
    """Return the token of the word of ``match``, None for a word that is no number; an abbreviation needs digits in ``before``."""
    word, (start, end) = match["word"], match.span()
    entry = _LEXICON.get(word.lower())
    if entry is not None:
        return Token(start, end, entry.kind, entry.value, entry.plural, word)
    if word not in numbers.ABBREVIATIONS or before is None or before.kind != "digits" or start - before.end > 2:
        return None
    between = text[before.end : start]
    if between and (word == "K" or not between.isspace()):
        return None
    return Token(start, end, "abbreviation", numbers.ABBREVIATIONS[word], False, word)


def _fraction(match: re.Match[str]) -> Token | None:
    """Return the token of a fraction in digits, None for a pair of digits that is none."""
    above, below = int(match["numerator"]), int(match["denominator"])
    if not 0 < above < below <= 1000 or (above, below) in _NO_FRACTIONS:
        return None
    return Token(*match.span(), "fraction", above / below, False, match.group())


def _token(text: str, match: re.Match[str], before: Token | None) -> Token | None:
    if match["word"] is not None:
        return _word(text, match, before)
    if match["digits"] is not None:
        value = _literal(match)
        return Token(*match.span(), "digits", value, False, match.group()) if value is not None else None
    if match["fraction"] is not None:
        return _fraction(match)
    if match["vulgar"] is not None:
        return Token(*match.span(), "fraction", numbers.VULGAR[match["vulgar"]], False, match.group())
    return None


class Tokens:
    """The number tokens of one text by index; an index past the end has the kind ""."""

    def __init__(self, text: str) -> None:
        """Reads ``text``; web addresses, telephone numbers, clock times, dates and dotted numbers leave no tokens."""
        self.text = text
        self._tokens: list[Token] = []
        if _FIGURE.search(text) is None and not any(map(_is_number, set(_LETTERS.findall(text)))):
            return  # what is left of number words are small words, as in most passages
        for match in _SCAN.finditer(text):
            if match.lastgroup == "word" and not _may_count(match.group()):
                continue
            token = _token(text, match, self._tokens[-1] if self._tokens else None)
            if token is not None:
                self._tokens.append(token)

    def __len__(self) -> int:
        return len(self._tokens)

    def __getitem__(self, at: int) -> Token:
        return self._tokens[at]

    def kind(self, at: int) -> str:
        """Return the kind of token ``at``.

        >>> tokens = Tokens("half a dozen eggs, 10 bn more")
        >>> [tokens.kind(at) for at in range(6)]
        ['part', 'article', 'dozen', 'digits', 'abbreviation', '']
        """
        return self._tokens[at].kind if at < len(self._tokens) else ""

    def joined(self, at: int) -> bool:
        """Return whether token ``at`` follows its predecessor with nothing but blanks or a hyphen between.

        >>> tokens = Tokens("twenty-two of 5, 6")
        >>> [tokens.joined(at) for at in range(5)]
        [False, True, True, True, False]
        """
        if not 0 < at < len(self._tokens):
            return False
        before, token = self._tokens[at - 1], self._tokens[at]
        return token.start - before.end <= 8 and _GAP.fullmatch(self.text, before.end, token.start) is not None

    def joined_kind(self, at: int) -> str:
        """Return the kind of token ``at`` where it is joined to its predecessor, else ""."""
        return self.kind(at) if self.joined(at) else ""

    def hyphened(self, at: int) -> bool:
        """Return whether something else than blanks stands between token ``at`` and its predecessor."""
        return not self.text[self._tokens[at - 1].end : self._tokens[at].start].isspace()

    def run(self, at: int) -> int:
        """Return the index behind the run of joined tokens that begins at ``at``."""
        end = at + 1
        while end < len(self._tokens) and end - at < MAX_WORDS and self.joined(end):
            end += 1
        return end
