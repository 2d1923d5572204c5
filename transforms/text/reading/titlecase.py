"""Lines in title case (headlines, headings) in sentence case, of the same length, so that the model can read them.

What the rest of the article does with a word says most: a word that it writes in lower case is none of a name, words that stand beside each other
with their capitals elsewhere are one. Of what it does not have, words of an English word list become lower case.
"""

import functools
import itertools
import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from transforms.text.lexicon import calendar, data
from transforms.text.lexicon.common import is_common
from transforms.text.lexicon.names import lexicon, listed
from transforms.text.lexicon.verbs import lemma

_WORD = re.compile(r"[^\W\d_]+(?:['’.&][^\W\d_]+)*")
_OPENS = frozenset('.!?:;\n"“‘|•·–—')
"""Marks behind which a sentence or a part of a line begins, so that a capital says nothing."""
_LONGEST = 40
"""Words from which on a line is no title."""
_LONGEST_CHARACTERS = 400
_FREE = frozenset((*calendar.WEEKDAYS, *calendar.MONTHS, *calendar.MONTH_SHORT)) - calendar.ORDINARY
_PLACES = frozenset(("country", "region", "area", "nation", "people", "faith", "party", "known", "townA", "townB"))
_SURE = frozenset(("country", "nation", "region"))


class Title(NamedTuple):
    """A line in title case: its text, its words with their offsets, and which of them stand with one blank between before the next."""

    text: str
    words: list[str]
    starts: list[int]
    joined: list[bool]


def is_title(words: Sequence[str]) -> bool:
    """Return whether a line of ``words`` is written in title case, so that initial capitals say nothing of names.

    >>> is_title(["Mayor", "Quits", "After", "Bridge", "Collapse"]), is_title(["Mayor", "quits", "after", "bridge", "collapse"])
    (True, False)
    """
    if len(words) >= _LONGEST:
        return False
    letters = [word for word in words if len(word) > 3 and word.isalpha()]
    return len(letters) >= 4 and sum(word[0].isupper() for word in letters) > 0.8 * len(letters)


class Usage:
    """How an article writes its words where capitals say something; read when it is first asked."""

    def __init__(self, texts: Sequence[str] = ()) -> None:
        """Keep ``texts``, the parts of one article, until it is asked."""
        self._texts = texts

    def of(self, word: str) -> int:
        """Return how much more often the article has ``word`` with its capital, inside a sentence, than in lower case."""
        return self._read[0][word]

    def joins(self, first: str, second: str) -> bool:
        """Return whether the two words stand beside each other with their capitals somewhere in the article."""
        return (first, second) in self._read[1]

    @functools.cached_property
    def _read(self) -> tuple[Counter[str], set[tuple[str, str]]]:
        counts: Counter[str] = Counter()
        pairs: set[tuple[str, str]] = set()
        for text in self._texts:
            if not _may_be_title(text) and not text.isupper():
                _count(text, counts, pairs)
        return counts, pairs


def _may_be_title(text: str) -> bool:
    """Return whether ``text`` may be a line in title case: titles have no period at the end."""
    return len(text) < _LONGEST_CHARACTERS and not text.rstrip().endswith(".") and is_title(_WORD.findall(text))


def _count(text: str, counts: Counter[str], pairs: set[tuple[str, str]]) -> None:
    """Add what ``text`` does with its words to ``counts`` (capitals inside a sentence less small letters) and ``pairs``."""
    before, end = "", 0
    for match in _WORD.finditer(text):
        word, gap = match.group(), text[end : match.start()]
        end = match.end()
        if word[0].isupper():
            counts[word] += bool(before) and _OPENS.isdisjoint(gap)
            if gap == " " and before[:1].isupper() and before.lower() not in _functions():
                pairs.add((before, word))
        else:
            counts[word.capitalize()] -= 1
        before = word


@functools.cache
def _functions() -> frozenset[str]:
    return data.words("segmentation/function_words.txt")


def sentence_case(text: str, usage: Usage) -> str:
    """Return ``text`` in sentence case where it is one line in title case, else as it is; always of the same length.

    >>> sentence_case("Police Arrest Senator Chidi Okonkwo Over Missing Funds", Usage())
    'Police arrest Senator Chidi Okonkwo over missing funds'
    >>> sentence_case("Harbour Safety Authority Closes Pier", Usage(["The Harbour Safety Authority said so. A pier shook."]))
    'Harbour Safety Authority closes pier'
    """
    if not _may_be_title(text):
        return text
    matches = list(_WORD.finditer(text))
    gaps = [text[a.end() : b.start()] for a, b in itertools.pairwise(matches)]
    title = Title(text, [match.group() for match in matches], [match.start() for match in matches], [gap == " " for gap in gaps] + [False])
    kept = _listed(title, usage)
    for number, beside in enumerate(title.joined):
        if beside and usage.joins(title.words[number], title.words[number + 1]):
            kept.update((number, number + 1))
    result = list(text)
    for number, start in enumerate(title.starts):
        opens = number == 0 or not _OPENS.isdisjoint(gaps[number - 1])
        if number not in kept and not opens and _is_lowered(title, number, usage):
            result[start] = text[start].lower()
    lowered = "".join(result)
    return lowered if len(lowered) == len(text) else text


def _is_lowered(title: Title, number: int, usage: Usage) -> bool:
    """Return whether the word would be in lower case if the line were a sentence."""
    word = title.words[number]
    low = word.lower()
    if not word[0].isupper() or not (word == "A" or re.sub("['’]", "", word[1:]).islower()):
        return False
    if low in _functions():
        return low != "may" or not _beside_digit(title, number)
    said = usage.of(word)
    if said:
        return said < 0
    if low in _FREE or not is_common(re.split("['’]", low)[0]) or (low in calendar.ORDINARY and _beside_digit(title, number)):
        return False
    return not (_is_joined_by_hyphen(title, number) or _is_of_person(title, number) or _is_of_body(title, number))


def _is_of_person(title: Title, number: int) -> bool:
    """Return whether the word is part of a person's name, or of the title before one."""
    known, word = lexicon(), title.words[number]
    after = title.words[number + 1] if title.joined[number] else ""
    before = title.words[number - 1] if number and title.joined[number - 1] else ""
    if (before in known.given and word in known.family) or (word in known.given and after in known.family):
        return True
    titled = word in known.given or not {"office", "honorific"}.isdisjoint(known.cues.get(word.lower(), ()))
    return titled and after != "" and not is_common(after.lower())


def _is_of_body(title: Title, number: int) -> bool:
    """Return whether the word is a body before "of" or "for", or what it is for ("Ministry of Health")."""
    low = [word.lower() for word in title.words[max(number - 2, 0) : number + 2]]
    at = min(number, 2)
    if at == 2 and low[1] in ("of", "for") and "body" in lexicon().cues.get(low[0], ()):
        return True
    return at + 1 < len(low) and low[at + 1] in ("of", "for") and "body" in lexicon().cues.get(low[at], ())


def _is_joined_by_hyphen(title: Title, number: int) -> bool:
    """Return whether the word is joined to one that is no ordinary word, or to what a surname begins with ("Al-Rashid")."""
    if number and title.text[title.starts[number] - 1] == "-" and title.words[number - 1].lower() in listed("particles"):
        return True
    end = title.starts[number] + len(title.words[number])
    following = title.words[number + 1] if number + 1 < len(title.words) else ""
    return title.text[end : end + 1] == "-" and following != "" and not is_common(following.lower())


def _beside_digit(title: Title, number: int) -> bool:
    start = title.starts[number]
    return title.text[start + len(title.words[number]) :][:2].strip().isdigit() or title.text[max(start - 2, 0) : start].strip().isdigit()


def _is_verb(word: str) -> bool:
    """Return whether ``word`` is the form of a verb that a headline has behind its subject ("quits")."""
    return word.endswith("s") and lemma(word) != word and lemma(word) in data.words("verbs/base.txt")


def _listed(title: Title, usage: Usage) -> set[int]:
    """Return the words of listed names: of several words, or of one that is no ordinary word or stands where places do ("in Nice")."""
    known = lexicon()
    found: set[int] = set()
    number = 0
    while number < len(title.words):
        step = 1
        most = next((i for i in range(number, len(title.words)) if not title.joined[i]), number) - number + 1
        for size in range(min(known.longest.get(title.words[number], 0), most), 0, -1):
            kind = known.phrases.get(tuple(title.words[number : number + size]))
            if kind in _PLACES and (size > 1 or _is_named(title, number, kind)):
                found.update(range(number, number + size))
                step = size
                break
        number += step
    return found


def _is_named(title: Title, number: int, kind: str) -> bool:
    """Return whether a listed word is a name here: no ordinary word, a country or region, or behind a preposition of place."""
    low = title.words[number].lower()
    if not is_common(low) or (kind in _SURE and not _is_verb(low)):
        return True
    return number > 0 and title.words[number - 1].lower() in listed("locatives") and not _is_verb(low)
