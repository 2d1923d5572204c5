"""Numbers put together: a whole with its fraction or decimals, a ratio, a scale behind all of it, a sign before it."""

import re
from typing import NamedTuple

from transforms.text.lexicon.numerals.tokens import Tokens
from transforms.text.lexicon.numerals.words import Cardinal, cardinal, part


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


class Composed(NamedTuple):
    """A number without its sign: index behind its last token, value, last scale (1 without one), form as in ``Numeral``."""

    behind: int
    value: float
    scale: float
    form: str


_COUNTABLE = ("dozen", "scale", "hundred")
_PERIOD_LEAD = re.compile(r"(?i)\b(?:next|last|past|first|previous|recent|consecutive|straight|final|other|in|for|the)\s\Z")
_COMPOUND = re.compile(r"[-\u2010\u2011][A-Za-z]")
_NEXT_WORD = re.compile(r"\s*(?:([A-Za-z]+)|(\S))?")
_SHARE_FOLLOWERS = frozenset(
    [
        "of", "more", "less", "fewer", "the", "since", "in", "from", "to", "compared", "and", "or", "as", "at", "by", "on", "for", "this",
        "last", "over", "between", "than", "higher", "lower", "larger", "smaller", "million", "billion",
    ]
)  # fmt: skip
"""What follows a share ("a third of them") and not an ordinal ("a third man")."""
_QUARTER_FOLLOWERS = _SHARE_FOLLOWERS - {"in", "from", "to", "and", "last"}
"""The same for a quarter, which is also a period ("a quarter in which")."""
_PERIODS = re.compile(
    r"\s+(?:straight|consecutive|more|few|past)?\s*(?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?|decades?|games?|innings|"
    r"starts|seasons?|matches|appearances|attempts)\b"
)
_JOINER_DASH = re.compile(r"(?i)(?<![^\W_])(?:to|and|or|of|a|an)-\Z")
_LETTER_DASH = re.compile(r"[^\W\d_][-\u2010\u2011\u2013/.]\Z")
_USUAL_TOTALS = frozenset({*range(1, 11), 12, 20, 25, 30, 40, 50, 100, 1000})
"""What a ratio with "in" is taken of ("three in ten")."""


def is_share(tokens: Tokens, at: int, end: int) -> bool:
    """Return whether the fraction in tokens ``at:end`` is one, and no ordinal ("a third man") or period ("in a quarter").

    >>> is_share(Tokens("a third of them"), 0, 2), is_share(Tokens("a third man"), 0, 2)
    (True, False)
    """
    last = tokens[end - 1]
    if last.value == 2 or (last.plural and last.value != 4):
        return True
    if last.plural and _PERIOD_LEAD.search(tokens.text, max(tokens[at].start - 16, 0), tokens[at].start):
        return False
    if _COMPOUND.match(tokens.text, last.end):
        return last.plural or tokens.kind(at) != "article"
    follows = _NEXT_WORD.match(tokens.text, last.end)
    word = follows.group(1) if follows else None
    if word is None or not (last.plural or tokens.kind(at) == "article"):
        return True
    return word.lower() in (_QUARTER_FOLLOWERS if last.value == 4 else _SHARE_FOLLOWERS)


def _scaled(tokens: Tokens, behind: int, value: float, form: str) -> Composed:
    """Return ``value`` times the scale word or dozen that follows at ``behind``, where there is one."""
    if tokens.joined_kind(behind) in _COUNTABLE and not tokens[behind].plural:
        unit = tokens[behind].value
        return Composed(behind + 1, value * unit, unit, "words" if form == "fraction" else form)
    of_a = form == "fraction" and [tokens.joined_kind(at) for at in range(behind, behind + 3)] == ["of", "article", "scale"]
    if of_a and not tokens[behind + 2].plural:
        unit = tokens[behind + 2].value  # three quarters of a million
        return Composed(behind + 3, value * unit, unit, "words")
    return Composed(behind, value, 1.0, form)


def _decimals(tokens: Tokens, at: int) -> tuple[int, float] | None:
    """Return the digits behind "point" as index behind them and value: "nought four" is .04, "eleven" .11."""
    written = ""
    while at < len(tokens) and tokens.joined(at) and len(written) < 12:
        token = tokens[at]
        if token.kind not in ("zero", "unit", "teen", "tens") and not (token.kind == "digits" and token.text.isdigit()):
            break
        written += token.text if token.kind == "digits" else str(int(token.value))
        at += 1
    return (at, float("0." + written)) if written else None


def _share(tokens: Tokens, at: int, behind: int, value: float) -> Composed | None:
    """Return the fraction in tokens ``at:behind`` with what it is of ("half a million"), None where it is an ordinal."""
    named = tokens.kind(at) == "article" or tokens.kind(behind - 1) == "part"
    if named and not is_share(tokens, at, behind):
        return None
    half_a = tokens[behind - 1].value == 2 and tokens.joined_kind(behind) == "article"
    if half_a and tokens.joined_kind(behind + 1) in _COUNTABLE and not tokens[behind + 1].plural:
        behind += 1
    return _scaled(tokens, behind, value, "fraction")


def _with_half(tokens: Tokens, whole: Cardinal, form: str) -> Composed | None:
    """Return ``whole`` with the fraction behind its "and" ("four and a half billion"), None without one."""
    behind, value, scale = whole
    first = behind + 1
    if tokens.joined_kind(behind) != "and" or not tokens.joined(first) or value != int(value):
        return None
    fraction = part(tokens, first, tokens.run(first))
    if fraction is not None:
        last, share = fraction
    elif tokens.kind(first) == "fraction":
        last, share = first + 1, tokens[first].value
    else:
        return None
    if tokens.kind(first) == "part" and scale <= 1 and tokens[last - 1].value != 2:
        return None
    if tokens.joined_kind(last) == "scale":
        unit = tokens[last].value
        if scale == 1:
            return Composed(last + 1, (value + share) * unit, unit, form)
        if unit < scale:
            return Composed(last + 1, value + share * unit, unit, form)
    return Composed(last, value + share * (scale if scale != 100 else 1), scale, form)


def composed(tokens: Tokens, at: int) -> Composed | None:
    """Return the longest number at token ``at`` with its fraction and its scale, None without one.

    >>> composed(Tokens("two and a half million"), 0)
    Composed(behind=5, value=2500000.0, scale=1000000, form='words')
    >>> composed(Tokens("3 3/4"), 0).value, composed(Tokens("one point five"), 0).value, composed(Tokens("twenty-first"), 0)
    (3.75, 1.5, None)
    """
    token, end = tokens[at], tokens.run(at)
    if token.kind == "fraction":
        return _scaled(tokens, at + 1, token.value, "fraction")
    fraction = part(tokens, at, end)
    if fraction is not None and not (tokens[fraction.behind - 1].plural and not is_share(tokens, at, fraction.behind)):
        return _share(tokens, at, *fraction)
    whole = cardinal(tokens, at, end)  # also of "the next three quarters"
    if whole is None:
        return None
    behind, value, scale = whole
    form = "digits" if token.kind == "digits" else "words"
    if tokens.joined_kind(behind) == "fraction" and tokens.kind(behind - 1) == "digits" and value == int(value):
        return _scaled(tokens, behind + 1, value + tokens[behind].value, form)
    if tokens.joined_kind(behind) == "point" and scale == 1:
        decimals = _decimals(tokens, behind + 1)
        if decimals is not None:
            return _scaled(tokens, decimals[0], value + decimals[1], form)
    with_half = _with_half(tokens, whole, form)
    if with_half is not None:
        return with_half
    if tokens.joined_kind(behind) == "part" and not tokens[behind].plural and form == "words":
        return None  # twenty-first, one hundred fifth
    return Composed(behind, value, scale, form)


def _total(tokens: Tokens, behind: int) -> int | None:
    """Return the index of the total of a ratio whose "over", "in" or "out of" begins at ``behind``, None without one."""
    word = tokens.joined_kind(behind)
    if word in ("over", "in"):
        below = behind + 1
    elif word == "out" and tokens.joined_kind(behind + 1) == "of":
        below = behind + 2
    else:
        return None
    if not tokens.joined(below) or "-" in tokens.text[tokens[behind - 1].end : tokens[behind].start]:
        return None
    kinds = ("digits", "unit", "teen", "tens", "article", "hundred")
    return below if tokens.kind(below) in kinds and tokens[below].value == int(tokens[below].value) else None


def _ratio(tokens: Tokens, behind: int, value: float, scale: float) -> tuple[int, float] | None:
    """Return the ratio of ``value`` to what "over three", "out of three", "in five" at ``behind`` say: index behind it and value."""
    if value != int(value) or value <= 0 or scale > 1:
        return None
    below = _total(tokens, behind)
    total = cardinal(tokens, below, tokens.run(below)) if below is not None else None
    if total is None or total.value <= value or total.value != int(total.value):
        return None
    word, end = tokens.kind(behind), tokens[total.behind - 1].end
    if word != "out" and (_PERIODS.match(tokens.text, end) or tokens.text[end : end + 1] in ("-", "%", "\u2011")):
        return None
    if word == "in" and total.value not in _USUAL_TOTALS and (value != 1 or 1900 <= total.value <= 2100):
        return None
    return total.behind, value / total.value


def _is_minus(text: str, at: int) -> bool:
    """Return whether the dash at ``at`` is a sign: nothing, a blank or an opening mark before it, and no number before that."""
    before = text[max(at - 4, 0) : at]
    if before and not before[-1].isspace() and before[-1] not in "([":
        return False
    return not before.rstrip()[-1:].isdigit()


def _is_glued(text: str, start: int) -> bool:
    """Return whether a letter, or a letter and a dash, stands immediately before ``start`` ("F-16"; not "ten-to-fifteen")."""
    before = text[start - 1]
    if not (before.isalnum() or before == "_" or _LETTER_DASH.search(text, max(start - 2, 0), start)):
        return False
    return _JOINER_DASH.search(text, max(start - 6, 0), start) is None


def rounded(value: float) -> float:
    """Return ``value`` to the fifteen digits that a double holds for certain, so that 8.2 million is 8200000.

    >>> rounded(8.2 * 1e6)
    8200000.0
    """
    return float(f"{value:.15g}")


def number(tokens: Tokens, at: int) -> tuple[int, Numeral] | None:
    """Return the number that begins at token ``at``, with its sign and its ratio: index behind it, and the number; None without one.

    >>> number(Tokens("it fell to -4 or one in five"), 0)[1]
    Numeral(start=11, end=13, value=-4.0, form='digits', scale=1.0, glued_before=False, glued_after=False)
    """
    text, first, begin = tokens.text, tokens[at], at
    if first.kind == "minus":
        if not tokens.joined(at + 1):
            return None
        begin = at + 1
    read = composed(tokens, begin)
    if read is None:
        return None
    behind, value, scale, form = read
    ratio = _ratio(tokens, behind, value, scale)
    if ratio is not None:
        behind, value = ratio
        form = "fraction"
    start, sign, glued = first.start, -1.0 if begin > at else 1.0, False
    if begin == at and start:
        glued = _is_glued(text, start)
        if first.kind in ("digits", "fraction") and text[start - 1] in "-\u2212" and not glued and _is_minus(text, start - 1):
            start, sign = start - 1, -1.0
    end = tokens[behind - 1].end
    glued_after = end < len(text) and (text[end].isalnum() or text[end] == "_")
    return behind, Numeral(start, end, rounded(sign * value) if value else 0.0, form, scale, glued, glued_after)
