"""Numbers in running text: digits, words and both together ("3.5 million", "twenty-two hundred", "half a dozen", "one in five").

The grammar is that of everyday English, over the words of :mod:`transforms.text.lexicon.numbers`. Ordinals ("twenty-first"), clock times
("8:55"), dates and telephone numbers ("5/17/2018", "555-0134"), dotted numbers ("10.0.0.1") and numbers glued to letters ("F-16", "5th",
"Mk41") are no numbers here. Everything runs in time linear in the text.
"""

import functools
import re

from transforms.text.lexicon.numerals.composed import Numeral as Numeral
from transforms.text.lexicon.numerals.composed import number
from transforms.text.lexicon.numerals.composed import rounded as rounded
from transforms.text.lexicon.numerals.tokens import Tokens
from transforms.text.lexicon.numerals.words import cardinal

FRACTION_BEHIND = r"(?:an?\s(?:half|third|quarter)|one[\s-](?:third|quarter)|two[\s-]thirds|three[\s-]quarters)"
"""The fractions that stand behind the unit of their number: "a mile and a half", "three hours and a quarter"."""

_BEHIND_UNIT = re.compile(rf"\sand\s({FRACTION_BEHIND})(?![\w-])", re.IGNORECASE)
_ARTICLE = re.compile(rf"(?<![\w-])an?(?=\s(?:[^\W\d_]+\s){{1,3}}and\s{FRACTION_BEHIND}(?![\w-]))", re.IGNORECASE)
_OF = re.compile(r"\s+of\b")
_STARTS = frozenset({"digits", "fraction", "zero", "unit", "teen", "tens", "article", "minus", "part", "hundred"})
_WORDS = frozenset({"unit", "teen", "tens", "hundred"})


def scan(text: str) -> list[Numeral]:
    """Return all numbers of ``text`` in order, with those glued to letters, which the caller may want to read as measures or names.

    >>> [(n.value, n.glued_after) for n in scan("a 75ml bottle")]
    [(75.0, True)]
    """
    tokens = Tokens(text)
    found: list[Numeral] = []
    at = 0
    while at < len(tokens):
        if (tokens.kind(at), tokens.kind(at + 1), tokens.joined_kind(at + 2)) == ("and", "article", "part"):
            at += 1 if _OF.match(text, tokens[at + 2].end) else 3  # a minute and a half
            continue
        read = number(tokens, at) if tokens.kind(at) in _STARTS else None
        if read is not None:
            at = read[0]
            found.append(read[1])
        else:
            at = _behind_ordinal(tokens, at) if tokens.kind(at) in _WORDS else at + 1
    return found


def _behind_ordinal(tokens: Tokens, at: int) -> int:
    """Return the index behind the ordinal in words that begins at ``at`` ("one hundred fifth"), else behind that one word."""
    whole = cardinal(tokens, at, tokens.run(at))
    if whole is not None and tokens.joined_kind(whole.behind) == "part":
        return whole.behind + 1
    return at + 1


def fraction_behind(text: str, at: int) -> tuple[int, float] | None:
    """Return the fraction that stands behind a unit which ends at ``at``: the offset behind it, and its value; None without one.

    >>> fraction_behind("a mile and a half away", 6), fraction_behind("a mile and a half-track", 6)
    ((17, 0.5), None)
    """
    found = _BEHIND_UNIT.match(text, at)
    value = parse(found[1]) if found is not None else None
    return None if found is None or value is None else (found.end(), value)


def articles(text: str) -> list[Numeral]:
    """Return the articles that may stand for one of a unit with a fraction behind it, as numbers of the form ``article``.

    >>> [(n.start, n.value) for n in articles("A man ran a mile and a half.")]
    [(10, 1.0)]
    """
    return [Numeral(*found.span(), 1.0, "article", 1.0, False, False) for found in _ARTICLE.finditer(text)]


def find(text: str) -> list[tuple[int, int, float]]:
    """Return the numbers of ``text``: start, end (code points, half-open) and value.

    >>> find("Between 20 and twenty-two hundred of the 1.5 million, or one in five, came.")
    [(8, 10, 20.0), (15, 33, 2200.0), (41, 52, 1500000.0), (57, 68, 0.2)]
    >>> find("An F-16 on Oct. 7th, 2-1")
    [(21, 22, 2.0), (23, 24, 1.0)]
    """
    return [(n.start, n.end, n.value) for n in scan(text) if not n.glued_before and not n.glued_after]


@functools.lru_cache(maxsize=4096)
def parse(text: str) -> float | None:
    """Return the value of ``text`` when all of it is one number, else None.

    >>> parse("half a dozen"), parse("2.3 million"), parse("two and a half"), parse("many")
    (6.0, 2300000.0, 2.5, None)
    """
    stripped = text.strip()
    found = find(stripped)
    if len(found) == 1 and found[0][:2] == (0, len(stripped)):
        return found[0][2]
    return None
