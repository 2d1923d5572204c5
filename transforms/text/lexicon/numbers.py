"""The words of numbers: cardinals, scales, ordinals and fractions, in the one table that everything reads which knows a number by its word.

English as the press writes it, with the Indian scales (lakh, crore) and the abbreviations of the financial pages (bn, mln, tn). What the words
mean together ("twenty-two hundred", "one in five") is the grammar's business, in :mod:`transforms.text.lexicon.numerals`.
"""

from collections.abc import Iterable

UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ZEROS = ("zero", "nought", "naught")

CARDINALS: dict[str, int] = (
    dict.fromkeys(ZEROS, 0)
    | {word: value for value, word in enumerate((*UNITS, *TEENS), 1)}
    | {word: 10 * value for value, word in enumerate(TENS, 2)}
)
"""The single words below a hundred."""

HUNDRED = "hundred"
SCALES: dict[str, int] = {
    "thousand": 10**3, "lakh": 10**5, "lakhs": 10**5, "lac": 10**5, "million": 10**6, "crore": 10**7, "crores": 10**7, "billion": 10**9,
    "trillion": 10**12, "quadrillion": 10**15,
}  # fmt: skip
"""What multiplies a whole group ("two hundred thousand"); "hundred" does not, and lakhs and crores are singulars here ("12 lakhs")."""

SCALE_PLURALS: dict[str, int] = {word + "s": value for word, value in SCALES.items() if word.endswith(("thousand", "illion"))}
"""Scales that count nothing themselves ("thousands of bees")."""

ABBREVIATIONS: dict[str, float] = {
    "k": 1e3, "K": 1e3, "mn": 1e6, "Mn": 1e6, "mln": 1e6, "MM": 1e6, "bn": 1e9, "Bn": 1e9, "bln": 1e9, "tn": 1e12, "trn": 1e12, "tln": 1e12,
    "dz": 12.0, "dzs": 12.0, "doz": 12.0,
}  # fmt: skip
"""Scales that only follow digits; "m" and "b" are not among them, they need money before them or people behind."""

DOZEN, DOZENS = "dozen", "dozens"

ORDINAL_UNITS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
ORDINAL_TEENS = (
    "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
)  # fmt: skip
ORDINAL_TENS = ("twentieth", "thirtieth", "fortieth", "fiftieth", "sixtieth", "seventieth", "eightieth", "ninetieth")
ORDINALS: dict[str, int] = {word: value for value, word in enumerate((*ORDINAL_UNITS, *ORDINAL_TEENS), 1)} | {
    word: 10 * value for value, word in enumerate(ORDINAL_TENS, 2)
}
"""The single words below a hundred."""

ORDINAL_SCALES: dict[str, float] = {"hundredth": 1e2, "thousandth": 1e3, "millionth": 1e6, "billionth": 1e9, "trillionth": 1e12}

FRACTIONS: dict[str, int] = {"half": 2, "quarter": 4}
"""Parts that are named otherwise than by their ordinal."""

VULGAR: dict[str, float] = {
    "½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅕": 1 / 5, "⅖": 2 / 5, "⅗": 3 / 5, "⅘": 4 / 5, "⅙": 1 / 6, "⅚": 5 / 6,
    "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8, "⅞": 7 / 8, "⅐": 1 / 7, "⅑": 1 / 9, "⅒": 1 / 10,
}  # fmt: skip


def any_of(words: Iterable[str]) -> str:
    """Return a regular expression's group that matches any of ``words``, tried in their order.

    >>> any_of(("one", "two"))
    '(?:one|two)'
    """
    return f"(?:{'|'.join(words)})"


def ordinal(text: str) -> int | None:
    """Return the number of an ordinal below a hundred in words, None for anything else.

    >>> ordinal("third"), ordinal("Twenty-first"), ordinal("twenty first"), ordinal("fortieth"), ordinal("twenty-tenth"), ordinal("last")
    (3, 21, 21, 40, None, None)
    """
    head, _, tail = text.lower().replace(" ", "-").rpartition("-")
    if not head:
        return ORDINALS.get(tail)
    return CARDINALS[head] + ORDINALS[tail] if head in TENS and tail in ORDINAL_UNITS else None


UP_TO_TWELVE = any_of((*UNITS, *TEENS[:3]))
"""Matches the hours of a clock in words."""

BELOW_HUNDRED = rf"(?:{any_of(TENS)}(?:[- ]{any_of(UNITS)})?|{any_of(UNITS)}|{any_of(TEENS)})"
"""Matches a cardinal from "one" to "ninety-nine"; a word border must be asked for behind it."""
