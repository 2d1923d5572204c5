"""Text that is written in capitals (headlines, wire copy) in sentence case, of the same length, so that the model can read it."""

import re

from transforms.text.lexicon import calendar, titles
from transforms.text.lexicon.common import is_common
from transforms.text.lexicon.names import lexicon

_WORD = re.compile(r"[^\W\d_]+(?:['’.][^\W\d_]+)*")
_PLACES = frozenset(("country", "region", "area", "townA", "townB", "nation", "people", "faith", "known"))
_DATES = frozenset((*calendar.WEEKDAYS, *calendar.MONTHS, *calendar.MONTH_SHORT)) - calendar.ORDINARY
_MONTHS = frozenset(calendar.MONTHS) & calendar.ORDINARY
_DAY_BEFORE = re.compile(r"(?<!\d)(?:0?[1-9]|[12]\d|3[01]) $")
_DAY_BEHIND = re.compile(r" (?:0?[1-9]|[12]\d|3[01])(?!\d)")
"""The day beside a month whose name is also another word."""
_STOPS = ".!?\n"
_ABBREVIATIONS = frozenset(("p.m", "a.m", "u.s", "u.n", "st", "no", *titles.shortened(), *calendar.MONTH_SHORT))


def is_shouting(text: str) -> bool:
    """Return whether ``text`` is written in capitals: most of four words and more, or all of two or three common ones.

    >>> is_shouting("POLICE IN LAGOS ARREST SENATOR"), is_shouting("KYIV, Ukraine (AP) — Explosions rocked Odesa")
    (True, False)
    >>> is_shouting("WATER AT RISK"), is_shouting("RIGA PORT")
    (True, False)
    """
    upper = lower = words = 0
    for match in _WORD.finditer(text):
        word = match.group()
        if len(word) > 1:
            words += 1
            upper += word.isupper()
            lower += not word.isupper()
        if lower > 4 and lower > 2 * upper:
            return False
    if words >= 4:
        return upper > 0.7 * words
    return words > 1 and upper == words and all(is_common(match.group().lower()) for match in _WORD.finditer(text))


def truecase(text: str) -> str:
    """Return ``text`` in sentence case when it is written in capitals, else as it is; always of the same length.

    Words of an English word list become lower case, listed names of several words and unknown words keep a capital, short unknown words
    stay acronyms.

    >>> truecase("POLICE IN LAGOS ARREST SENATOR CHIDI OKONKWO OVER MISSING FUNDS, NATO SAYS")
    'Police in Lagos arrest Senator Chidi Okonkwo over missing funds, NATO says'
    """
    if not is_shouting(text):
        return text
    matches = list(_WORD.finditer(text))
    words = [match.group() for match in matches]
    cased = _listed(words, [match.start() for match in matches], text)
    pieces, position = [], 0
    known = lexicon()
    for number, match in enumerate(matches):
        start, end = match.span()
        word = words[number]
        gap = text[position:start]
        first = number == 0 or ("\n" in gap or (words[number - 1].lower() not in _ABBREVIATIONS and any(stop in gap for stop in _STOPS)))
        form = cased.get(number)
        if form is None:
            form = word if not word.isupper() else _form(word, first)
            if form in _MONTHS and (_DAY_BEHIND.match(text, end) or _DAY_BEFORE.search(text, max(0, start - 4), start)):
                form = form.capitalize()
            named = number + 1 < len(words) and (number + 1 in cased or not is_common(words[number + 1].lower()))
            if form.islower() and named and "office" in known.cues.get(form, ()) and text[end : end + 1] == " ":
                form = form.capitalize()
        pieces.append(gap)
        pieces.append(form if len(form) == len(word) else word)
        position = end
    pieces.append(text[position:])
    return "".join(pieces)


def _form(word: str, first: bool) -> str:
    low = word.lower()
    stem = re.split(r"['’]", low)[0]
    if stem in _DATES:
        return low.capitalize()
    if "." in word:
        return low if low in ("p.m", "a.m") else word
    if is_common(stem):
        return low.capitalize() if first else low
    if len(stem) <= 3 and stem.capitalize() not in lexicon().given and stem.capitalize() not in lexicon().family:
        return word
    if not re.search(r"[aeiouy]", stem):
        return word
    return low.capitalize()


def _listed(words: list[str], starts: list[int], text: str) -> dict[int, str]:
    """Return the forms of the words that are part of a listed name, by position."""
    known = lexicon()
    forms: dict[int, str] = {}
    number = 0
    titled = [word.capitalize() if word.isupper() else word for word in words]
    while number < len(words):
        step = 1
        for first in (titled[number], words[number]):
            for size in range(min(known.longest.get(first, 0), 5, len(words) - number), 0, -1):
                parts = (first, *(titled[number + 1 : number + size]))
                kind = known.phrases.get(parts)
                if kind not in _PLACES or (size == 1 and (len(first) < 3 or (kind == "known" and first.isupper() is False))):
                    continue
                if size == 1 and kind in ("townB", "region", "people", "known") and is_common(first.lower()):
                    continue
                if size == 1 and first.isupper() and is_common(first.lower()) and first not in ("US", "UN", "EU"):
                    continue
                inner = text[starts[number] : starts[number + size - 1] + len(words[number + size - 1])]
                if any(mark in inner for mark in ".,;:!?\n"):
                    continue
                for i in range(size):
                    forms[number + i] = parts[i]
                step = size
                break
            if number in forms:
                break
        number += step
    return forms
