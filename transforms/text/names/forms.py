"""The forms of words: what kinds of characters they are made of, and the lists they are in, wherever they stand."""

import functools
import re
from collections.abc import Iterator

from transforms.text.lexicon import calendar, clusters
from transforms.text.lexicon.folding import fold
from transforms.text.lexicon.loading import KEPT
from transforms.text.lexicon.names import lexicon, listed

_CLOSED = listed("closed")
_ENDINGS = listed("endings")
_MONTHS = frozenset((*calendar.MONTHS, *calendar.MONTH_SHORT))
_NUMERAL = re.compile(r"[IVX]{1,5}$")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
NAMED_SHAPES = frozenset(("Tit", "UPP", "Mix", "Ti-", "U.P", "Mi-"))
"""Forms with a capital, except single letters."""


def shape(word: str) -> str:
    """Return the form of ``word``: what kinds of characters it is made of.

    >>> [shape(w) for w in ("word", "Word", "WHO", "BoG", "A", "12", "F-16", ",")]
    ['low', 'Tit', 'UPP', 'Mix', 'Let', 'num', 'aln', 'pun']
    """
    if word.isalpha():
        if word.islower():
            return "low"
        if len(word) == 1:
            return "Let"
        if word.isupper():
            return "UPP"
        if word[0].isupper() and word[1:].islower():
            return "Tit"
        return "Mix" if any(c.isupper() for c in word) else "low"
    if any(c.isalpha() for c in word):
        if any(c.isdigit() for c in word):
            return "aln"
        letters = [c for c in word if c.isalpha()]
        if all(c.isupper() for c in letters):
            return "U.P" if "." in word else "UPP"
        if letters[0].isupper():
            return "Ti-"
        return "Mi-" if any(c.isupper() for c in letters) else "lo-"
    return "num" if any(c.isdigit() for c in word) else "pun"


@functools.lru_cache(maxsize=KEPT)
def of_word(word: str) -> tuple[str, ...]:
    """Return the features of a word by itself: its form, which comes first, and the lists it is in.

    >>> of_word("Ghana"), of_word("2019")
    (('Tit', 'nolist', 'iscountry', '-a'), ('num', 'year'))
    """
    kind = shape(word)
    plain = fold(word)
    low = plain.lower()
    features = [kind]
    if kind == "UPP":
        features.append(f"UPP{min(len(word), 7)}")
    if low in _CLOSED:
        features.append("=" + low)
    if kind == "num":
        features.append("year" if _YEAR.fullmatch(word) else f"num{min(len(word), 5)}")
    if kind not in ("num", "pun"):
        features += _cues(low, kind)
        if kind not in ("low", "lo-"):
            features += _lists(word, plain, kind)
            features += next(("-" + low[-size:] for size in (5, 4, 3, 2, 1) if low[-size:] in _ENDINGS and len(low) > size + 1), "").split()
    return tuple(features)


@functools.lru_cache(maxsize=KEPT)
def company(word: str) -> tuple[str, ...]:
    """Return the features of what words ``word`` keeps company with: its group of groups, its group and its cluster, apart for words with a capital.

    >>> company("Striker") == company("Midfielder"), company("striker") == company("Striker"), company("Zorvat"), company("zorvat")
    (True, False, ('Company?',), ('company?',))
    """
    case, found = "Company" if word[:1].isupper() else "company", clusters.of_word(word)
    return (case + "?",) if found is None else (f"{case}L{found.large}", f"{case}G{found.group}", f"{case}{found.number}")


def _cues(low: str, kind: str) -> Iterator[str]:
    """Yield what a word in any case tells of names: its classes, those of its singular, and whether it is of the calendar."""
    known = lexicon().cues
    for cue in known.get(low, ()) or (known.get(low[:-1], ()) if low.endswith("s") else ()):
        yield "cue" + cue
        if kind != "low":
            yield "Cue" + cue
    if low in calendar.WEEKDAYS:
        yield "weekday"
    if low in _MONTHS:
        yield "month"


def _lists(word: str, plain: str, kind: str) -> Iterator[str]:
    """Yield the lists that a word with a capital is in."""
    known = lexicon()
    titled = plain if kind != "UPP" else plain.capitalize()
    given, family = bool(known.given.get(titled)), titled in known.family
    if given:
        yield "given"
    if family:
        yield "family"
    if not given and not family:
        yield "nolist"
    single = known.phrases.get((plain,)) or (known.phrases.get((titled,)) if kind == "UPP" and len(word) > 4 else None)
    if single:
        yield "is" + single
    if _NUMERAL.match(word):
        yield "roman"
