"""Works and laws that the tagger left out: titles right behind a word for works ("the novel The Salt Road"), and acts by their last word."""

import itertools
import re
from collections.abc import Iterator, Sequence

from transforms.text.lexicon.names import lexicon, listed
from transforms.text.names.calendar_names import is_calendar
from transforms.text.names.spans import Span, key_of, of_tokens, taken
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage

BEHIND_NOUN = "behind a word for works"
"""The rule that finds works by the word before them."""
ACT = "an act by its last word"
"""The rule that finds acts."""
_LONGEST = 8
"""Words of a title that are looked at."""
_SMALL = frozenset(("a", "an", "and", "at", "for", "from", "in", "of", "on", "the", "to", "with"))
"""Small words inside titles."""
_IN_ACTS = frozenset(("and", "for", "of"))
_FOREIGN = _SMALL - {"and"} | {
    "al", "das", "de", "dei", "del", "der", "des", "di", "die", "du", "el", "en", "et", "la", "las", "le", "les", "los", "por", "un", "una",
    "y",
}  # fmt: skip
"""Small words inside titles of other languages, too."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_WHERE = frozenset(("at", "by", "from", "in", "with"))
"""What stands before the name of a school, a town or a person, and before no title of a list."""
_MAKING = frozenset(
    [
        "actor", "actress", "album", "albums", "comedies", "directed", "director", "documentaries", "dramas", "film", "films", "movie",
        "movies", "musicals", "novel", "novels", "plays", "productions", "series", "show", "shows", "sitcoms", "songs", "starred", "starring",
        "telenovelas",
    ]
)  # fmt: skip
"""What a sentence says that lists works with their years."""
_OPENING = frozenset("\"“‘'«")


def found(reading: Reading, spans: Sequence[Span]) -> list[Span]:
    """Return the works behind a word for works, whatever ``spans`` have there but people and peoples, and the acts outside ``spans``."""
    people = taken(reading, [span for span in spans if span.label in ("PER", "NORP")])
    busy = taken(reading, spans)
    result = []
    for passage in reading.passages:
        if passage.is_title_case or passage.is_shouting:
            continue
        for i in itertools.compress(range(len(passage) - 1), map(listed("works").__contains__, passage.lower)):
            last = _title_end(passage, i + 1, busy[passage.index]) if passage.tags[i] == "NN" else 0
            first = i + 1 + (passage.words[i + 1] in _OPENING)
            if last > first and people[passage.index].isdisjoint(range(first, last)):
                result.append(of_tokens(reading, passage.index, first, last, "MISC", key_of(passage.words[first:last]), BEHIND_NOUN))
        for first, last in _dated(passage):
            if not _is_somebody(passage, first, last):
                result.append(of_tokens(reading, passage.index, first, last, "MISC", key_of(passage.words[first:last]), BEHIND_NOUN))
        for first, last in _acts(passage, busy[passage.index]):
            result.append(
                of_tokens(reading, passage.index, first, last, "MISC", key_of(passage.words[first:last]), "an act by its last word")
            )
    return [_with_article(reading, span) for span in result]


def _dated(passage: Passage) -> Iterator[tuple[int, int]]:
    """Yield the tokens of the titles with a year in brackets each, two or more in a sentence that speaks of works: "X (2014), Y (2017)"."""
    for low, high in passage.sentences:
        if _MAKING.isdisjoint(passage.lower[low:high]):
            continue
        behind = [i for i in range(low + 1, high - 2) if passage.words[i] == "(" and passage.words[i + 2] == ")"]
        dated = [i for i in behind if _YEAR.fullmatch(passage.words[i + 1])]
        if len(dated) > 1:
            starts = [(_title_start(passage, low, i), i) for i in dated]
            yield from ((first, i) for first, i in starts if first < i and passage.lower[first - 1] not in _WHERE)


def _title_start(passage: Passage, low: int, last: int) -> int:
    """Return where the title begins that ends before token ``last``: with the first of its words with capitals; ``last`` where none stand there."""
    first = start = last
    while first > low and last - first < _LONGEST and (passage.words[first - 1][:1].isupper() or passage.lower[first - 1] in _FOREIGN):
        first -= 1
        start = first if passage.words[first][0].isupper() else start
    return start


def _is_somebody(passage: Passage, first: int, last: int) -> bool:
    """Return whether a known given name begins the two or three words."""
    return (
        last - first in (2, 3)
        and passage.words[first] in lexicon().given
        and passage.lower[first] not in _FOREIGN
        and passage.words[last - 1][0].isupper()
    )


def _with_article(reading: Reading, span: Span) -> Span:
    """Return a work with the article that its title begins with."""
    if span.rule != BEHIND_NOUN or span.key[0] != "the":
        return span
    passage = reading.passages[span.passage]
    return span._replace(start=passage.start + passage.starts[span.first])


def _title_end(passage: Passage, first: int, busy: set[int]) -> int:
    """Return where the title ends that begins at token ``first``: with a quotation mark, or with "The" or as two words or more with capitals that
    nothing else names; 0 where none does.
    """
    if passage.words[first] in _OPENING:
        number = passage.quoted[first]
        last = first + 1
        while (
            last < min(len(passage), first + _LONGEST + 1)
            and passage.quoted[last] == number
            and passage.words[last] not in ("”", '"', "’", "»")
        ):
            last += 1
        words = passage.words[first + 1 : last]
        closed = number >= 0 and last < len(passage) and bool(words) and passage.is_all_quoted(first + 1, last)
        return last if closed and all(word[0].isupper() or word in _SMALL or not word.isalpha() for word in words) else 0
    last = first
    while last < min(len(passage), first + _LONGEST) and _goes_on(passage, last):
        last += 1
    size = last - first
    if size < 2 or not passage.words[first][0].isupper():
        return 0
    return last if passage.words[first] == "The" or busy.isdisjoint(range(first, last)) else 0


def _goes_on(passage: Passage, i: int) -> bool:
    """Return whether the token may be part of a title: a word with a capital, or a small one before such; no day and no month ("in May")."""
    if passage.words[i] in _SMALL:
        i = next((j for j in range(i + 1, min(i + 3, len(passage))) if passage.words[j] not in _SMALL), i)
    return passage.words[i].isalpha() and passage.words[i][0].isupper() and not is_calendar((passage.lower[i],))


def _acts(passage: Passage, busy: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the tokens of the acts: words with capitals before "Act", of a bill or code two or more."""
    for i, word in enumerate(passage.words):
        if word not in ("Act", "Bill", "Code") or i in busy:
            continue
        first = i
        while first and first - 1 not in busy and _is_in_act(passage, first - 1):
            first -= 1
        while first < i and passage.words[first] in _IN_ACTS:
            first += 1
        size = i + 1 - first
        if size > (1 if word == "Act" else 2) and passage.words[first] not in lexicon().given:
            yield first, i + 1


def _is_in_act(passage: Passage, i: int) -> bool:
    word = passage.words[i]
    if word in _IN_ACTS:
        return i > 0 and passage.words[i - 1][:1].isupper() and passage.words[i - 1] not in ("Act", "Bill", "Code")
    return word.isalpha() and word[0].isupper() and word.lower() not in listed("closed") and passage.tags[i][:2] in ("NN", "JJ", "VB", "RB")
