"""Money beside a number: symbols, ISO 4217 codes and names of currencies, and which of several currencies of one name an article means."""

import functools
import re
from collections.abc import Container
from typing import NamedTuple

from transforms.text.lexicon import countries, data
from transforms.text.lexicon.alternatives import longest

NO_CODE = "-"
"""Stands in the tables for nothing: money without an ISO 4217 code, no words."""


class Money(NamedTuple):
    """A unit of money and the ISO 4217 codes it may stand for; one code means that the form states it, none that there is none."""

    unit: str
    codes: tuple[str, ...]
    guarded: bool = False


class Found(NamedTuple):
    """Money in a text: the offsets of the form (symbol, code or name), the money, and a factor ("30 MUSD" is millions)."""

    start: int
    end: int
    money: Money
    factor: float = 1.0


class _Tables(NamedTuple):
    words: dict[str, Money]
    prefixes: dict[str, Money]
    letters: dict[str, Money]
    codes: dict[str, tuple[str, str, bool]]
    adjectives: dict[str, tuple[str, ...]]
    prefix: re.Pattern[str]
    suffix: re.Pattern[str]
    nationality: re.Pattern[str]


_SUM = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d|,\d)|\d+(?:\.\d+)?(?:m|bn|\s?(?:million|billion|trillion))(?!\w)")
"""What stands behind a letter that is money: a number with marks of thousands, or one with a scale."""


def _adjectives(known: Container[str]) -> dict[str, tuple[str, ...]]:
    """Words that state one of the ``known`` currencies before its name ("Canadian dollars", "Kenya shillings"), lower case, and which."""
    adjectives: dict[str, set[str]] = {}
    for country, names, people in countries.called():
        codes = {code for code in country.currencies if code in known}
        for form in (*names, *people.adjectives) if codes else ():
            adjectives.setdefault(form.lower(), set()).update(codes)
    for code, stated, _ in data.table("quantities/currency_cues.tsv"):
        for form in stated.split("|") if stated != NO_CODE else ():
            adjectives.setdefault(form.lower(), set()).add(code)
    return {form: tuple(sorted(codes)) for form, codes in adjectives.items()}


@functools.cache
def _tables() -> _Tables:
    words: dict[str, Money] = {}
    prefixes: dict[str, Money] = {}
    letters: dict[str, Money] = {}
    for kind, forms, unit, codes in data.table("quantities/currency_words.tsv"):
        money = Money(unit, () if codes == NO_CODE else tuple(codes.split("|")), kind == "guarded")
        for form in forms.split("|"):
            if kind == "sum":
                letters[form] = money
                continue
            if kind != "prefix":
                words[form] = money
            if kind in ("prefix", "either"):
                prefixes[form] = money
    codes_: dict[str, tuple[str, str, bool]] = {}
    for written, unit, side, code in data.table("quantities/currency_codes.tsv"):
        codes_[written] = (unit, code, side == "either")
    adjectives = _adjectives({code for money in (*words.values(), *prefixes.values()) for code in money.codes})
    both_sides = [code for code, (_, _, either) in codes_.items() if either]
    lower = [code.lower() for code in ("USD", "EUR", "GBP", "CAD", "AUD", "CHF", "INR", "JPY", "HKD", "NZD", "SGD", "CNY", "MXN", "BRL")]
    plain = [form for form in words if form[-1].isalpha() and form[0].isascii()]
    marks = [form for form in words if form not in plain]
    prefix = re.compile(
        rf"(?:(?<![^\W_]){longest(f for f in prefixes if f[0].isalpha())}|{longest(f for f in prefixes if not f[0].isalpha())}"
        rf"|(?<![^\W_]){longest([*both_sides, *lower, 'rmb', 'RMB', 'BTC'])})\s{{0,2}}\Z"
    )
    suffix = re.compile(
        rf"(?P<gap>\s{{0,2}}|-)(?:(?P<mark>{longest(marks)})"
        rf"|(?:(?P<adjective>(?i:{longest(adjectives)}))[\s-])?(?P<word>(?i:{longest(map(str.lower, plain))}))(?![^\W_])"
        rf"|(?P<factor>[kKmM])?(?P<code>{longest([*codes_, *lower])})(?![^\W_]))"
    )
    nationality = re.compile(
        r"\s?(?:\((?P<inside>US|U\.S\.|USD|CAD|Cdn|CDN|Canadian|AUD|NZD)\)|(?P<outside>US|U\.S\.|USD|CAD|Cdn|CDN|Canadian|AUD|NZD|American|Australian)"
        r"(?=\s?(?:[.,;:)!?\]\u2014\u2013\"'\u201d]|\Z|(?:in|to|for|from|a|an|per|on|of|at|by|and|or|is|was|were|are|worth|over|this|each|as|since|last"
        r"|after|with|more|less|annually|if|that|which|between|through|into|until|before|during|when|while|but|so|than|under|compared|versus|against|now|just|only|because|according|he|she|they)\b)))"
    )
    return _Tables(words, prefixes, letters, codes_, adjectives, prefix, suffix, nationality)


def before(text: str, at: int) -> Found | None:
    """Return the symbol or code that ends right before the number at ``at``.

    >>> before("about US$ 5", 10)
    Found(start=6, end=10, money=Money(unit='dollar', codes=('USD',), guarded=False), factor=1.0)
    >>> before("a fine of N5,000", 11).money.codes, before("an N95 mask", 4)
    (('NGN',), None)
    """
    tables = _tables()
    low = max(at - 9, 0)
    match = tables.prefix.search(text[low:at])
    if match is None:
        letter = tables.letters.get(text[at - 1 : at])
        alone = letter is not None and not text[max(at - 2, 0) : at - 1].isalnum() and _SUM.match(text, at)
        return Found(at - 1, at, letter) if letter is not None and alone else None
    start, form = low + match.start(), match.group().rstrip()
    if (" " in form and start and text[start - 1] in "'\u2019") or (
        form[0].isalpha() and text[max(start - 2, 0) : start] in ("' ", "\u2019 ")
    ):
        start, form = start + form.index("$"), "$"  # somebody's $ 5
    money = tables.prefixes.get(form)
    if money is None:
        form = form.upper()
        if form in tables.codes:
            unit, code, _ = tables.codes[form]
            money = Money(unit, (code,))
        else:
            money = tables.words.get(form) or tables.words[form.lower()]
    return Found(start, low + match.end(), money)


def after(text: str, at: int, *, digits: bool = True) -> Found | None:
    """Return the symbol, code or name of a currency that begins at ``at``, behind a number; marks and codes glued to it only behind
    ``digits``.

    >>> after("5 million Australian dollars", 9)
    Found(start=9, end=28, money=Money(unit='dollar', codes=('AUD',), guarded=False), factor=1.0)
    >>> after("30 MUSD", 2)
    Found(start=2, end=7, money=Money(unit='dollar', codes=('USD',), guarded=False), factor=1000000.0)
    """
    tables = _tables()
    match = tables.suffix.match(text, at)
    if match is None:
        return None
    gap = match["gap"]
    if match["mark"] is not None:
        mark = match["mark"]
        if mark[-1] == "$" and len(mark) > 1 and not gap:
            return None
        behind = text[match.end() : match.end() + 2]
        if behind[:1].isdigit() or (mark[-1] in "$£€¥₹" and behind[:1].isspace() and behind[1:].isdigit() and gap):
            nearer = text[match.end() : match.end() + 1].isspace() and not re.match(
                r"\s\d+(?:[.,]\d+)*\s?(?:[^\w\s,.;]|cents?\b)", text[match.end() : match.end() + 20]
            )
            if behind[:1].isdigit() or nearer:
                return None  # the symbol belongs to the next number
        return Found(at, match.end(), tables.words[mark])
    if match["word"] is not None:
        word = match["word"]
        money = tables.words.get(word) or tables.words.get(word.lower())
        if money is None:
            return None
        if len(word) == 1 and (gap or not digits or word.isupper()):
            return None
        if word == "kr" and not digits:
            return None
        if not gap and len(word) > 1 and not digits:
            return None
        if match["adjective"] is not None:
            stated = tables.adjectives[match["adjective"].lower()]
            fitting = tuple(code for code in stated if code in money.codes)
            if fitting:
                return Found(at, match.end(), Money(money.unit, fitting[:1]))
            if money.guarded:
                return None
            return Found(at, match.end(), Money(money.unit, money.codes if len(money.codes) == 1 else ()))
        if money.guarded and word[0].isupper():
            return None
        return Found(at, match.end(), money)
    factor = {"k": 1e3, "m": 1e6}.get((match["factor"] or "").lower(), 1.0)
    written = match["code"].upper()
    if gap == "-":
        return None
    unit, code, _ = tables.codes[written]
    return Found(at, match.end(), Money(unit, (code,)), factor)


def nationality(text: str, at: int) -> tuple[int, str] | None:
    """Return the word behind an amount in dollars that says whose they are ("$5 million US"): offset behind it and the code.

    >>> nationality("$44 billion US in aid", 11)
    (14, 'USD')
    >>> nationality("a $44 billion US company", 13)
    """
    match = _tables().nationality.match(text, at)
    if match is None:
        return None
    word = (match["inside"] or match["outside"]).lower()
    code = word.upper() if word in ("usd", "cad", "aud", "nzd") else _tables().adjectives[word][0]
    return match.end(), code
