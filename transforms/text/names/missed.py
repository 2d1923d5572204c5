"""Names that the tagger left out: one that the article names elsewhere, roads with a number, and countries and nationalities of the lists."""

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from transforms.text.lexicon import reporting
from transforms.text.lexicon.common import is_common
from transforms.text.lexicon.folding import fold
from transforms.text.lexicon.names import lexicon, listed, postal_regions, shortened_regions
from transforms.text.lexicon.titles import is_office
from transforms.text.names.calendar_names import is_calendar
from transforms.text.names.forms import NAMED_SHAPES, of_word
from transforms.text.names.spans import PARTICLES, SURNAME_PARTICLES, Key, Span, key_of, of_tokens, taken, with_particle
from transforms.text.names.wording import begins_road
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage

_LISTED = {"country": "LOC", "nation": "NORP", "faith": "NORP"}
"""Labels of the classes of the lists that are names wherever they stand."""


def speaking(reading: Reading, spans: Sequence[Span]) -> list[Span]:
    """Return the acronyms outside ``spans`` that somewhere do what only organisations do ("KLX said"); not those of offices and things."""
    busy = taken(reading, spans)
    free = [
        (passage, i)
        for passage in reading.passages
        for i, word in enumerate(passage.words)
        if is_acronym(passage, word) and i not in busy[passage.index]
    ]
    found = {passage.words[i] for passage, i in free if speaks(passage, i)}
    return [
        of_tokens(reading, passage.index, i, i + 1, "ORG", key_of(passage.words[i : i + 1]), "an acronym that speaks")
        for passage, i in free
        if passage.words[i] in found
    ]


def is_acronym(passage: Passage, word: str) -> bool:
    """Return whether ``word`` is three to five capitals, in a passage in which capitals say something."""
    return word.isupper() and 2 < len(word) < 6 and word.isalpha() and not (passage.is_shouting or passage.is_title_case)


def speaks(passage: Passage, i: int) -> bool:
    """Return whether the acronym at token ``i`` is the subject of a verb of saying, and neither an office nor a thing."""
    word = passage.lower[i]
    said = passage.deps[i] == "nsubj" and passage.lower[passage.heads[i]] in reporting.forms("name") and not passage.kids[i]
    return said and word not in listed("things") and word not in listed("letters") and not is_office(word) and not is_common(word)


def repeated(reading: Reading, spans: Sequence[Span]) -> list[Span]:
    """Return the names of ``spans`` where they stand again and were not found: several words, or one that the article names at least twice."""
    labels = _searched(spans)
    starts: dict[str, list[Key]] = defaultdict(list)
    for key in sorted(labels, key=lambda key: (-len(key), key)):
        starts[key[0]].append(key)
    busy = taken(reading, spans)
    return [
        of_tokens(reading, passage.index, first, first + len(key), labels[key], key, "named elsewhere")
        for passage in reading.passages
        for first, key in _occurrences(passage, starts, busy[passage.index])
    ]


def _searched(spans: Sequence[Span]) -> dict[Key, str]:
    """Return the names that are searched for, with their labels."""
    counts = Counter(span.key for span in spans)
    labels: dict[Key, str] = {}
    for span in spans:
        if (len(span.key) > 1 or counts[span.key] >= 2) and sum(map(len, span.key)) >= 3 and not is_calendar(span.key):
            labels.setdefault(span.key, span.label)
        surname = with_particle(span) if span.label == "PER" else None
        if surname:
            labels.setdefault(surname, "PER")
    return labels


def _occurrences(passage: Passage, starts: dict[str, list[Key]], busy: set[int]) -> Iterator[tuple[int, Key]]:
    """Yield where the names of ``starts`` (by first word, the longest first) stand outside the tokens ``busy``."""
    words, keys = passage.words, passage.keys
    unclear = passage.is_shouting or passage.is_title_case
    behind = 0
    for first in itertools.compress(range(len(keys)), map(starts.__contains__, keys)):
        if first < behind or first in busy or not (of_word(words[first])[0] in NAMED_SHAPES or words[first] in SURNAME_PARTICLES):
            continue
        for key in starts[keys[first]]:
            last = first + len(key)
            if unclear and len(key) == 1:
                continue
            if tuple(keys[first:last]) == key and words[last - 1][:1].isupper() and busy.isdisjoint(range(first, last)):
                yield first, key
                behind = last
                break


def addressed(reading: Reading, spans: Sequence[Span]) -> list[Span]:
    """Return the people outside ``spans`` behind a form of address, with the small words of their surnames ("Mr du Orlin")."""
    busy = taken(reading, spans)
    found = []
    for passage in reading.passages:
        for i in itertools.compress(range(len(passage)), map(listed("courtesy").__contains__, passage.lower)):
            first = last = i + 1 + (passage.words[i + 1 : i + 2] == ["."])
            while last < len(passage) and passage.lower[last] in PARTICLES:
                last += 1
            behind = passage.words[last] if last < len(passage) else ""
            if not passage.words[i].istitle() or not (behind.istitle() and behind.isalpha()) or passage.is_title_case:
                continue
            if busy[passage.index].isdisjoint(range(first, last + 1)):
                key = key_of(passage.words[first : last + 1])
                found.append(of_tokens(reading, passage.index, first, last + 1, "PER", key, "behind a form of address"))
    return found


def roads(reading: Reading, spans: Sequence[Span]) -> list[Span]:
    """Return the roads outside ``spans`` that a number names, with what stands before their word ("State Highway 12")."""
    busy = taken(reading, spans)
    found = []
    for passage in reading.passages:
        for i in itertools.compress(range(len(passage) - 1), map(listed("roads").__contains__, passage.lower)):
            number = passage.words[i + 1]
            if not passage.words[i].istitle() or not number.isdigit() or len(number) > 3:
                continue
            first = i
            while first and passage.lower[first - 1] in listed("road_owners") and passage.words[first - 1][0].isupper():
                first -= 1
            if busy[passage.index].isdisjoint(range(first, i + 2)):
                key = key_of(passage.words[first : i + 2])
                found.append(of_tokens(reading, passage.index, first, i + 2, "FAC", key, "a road with a number"))
    return found


def is_postal(words: Sequence[str], i: int) -> bool:
    """Return whether the word ``i`` is a region as addresses shorten it, behind the comma of a town, with no name going on behind it.

    >>> is_postal(["Salem", ",", "OR", "."], 2), is_postal(["Salem", ",", "OR", "Books"], 2)
    (True, False)
    """
    if not 1 < i < len(words) or words[i] not in postal_regions() or words[i - 1] != "," or not words[i - 2][:1].isupper():
        return False
    return i + 1 == len(words) or not words[i + 1][:1].isupper()


def _is_shortened(words: Sequence[str], i: int) -> bool:
    """Return whether the word ``i`` is a region as newspapers shorten it, behind the comma of a town: "Sault Ste. Marie, Ont."."""
    if i < 2 or words[i - 1] != ",":
        return False
    return words[i] in shortened_regions() or (words[i + 1 : i + 2] == ["."] and f"{words[i]}." in shortened_regions())


def by_list(reading: Reading, spans: Sequence[Span]) -> list[Span]:
    """Return the countries and nationalities outside ``spans``, and shortened regions behind a town: their names are in the lists, and nothing else
    is written so.
    """
    busy = taken(reading, spans)
    return [
        of_tokens(reading, passage.index, first, first + size, label, key_of(passage.words[first : first + size]), "listed")
        for passage in reading.passages
        if not passage.is_shouting
        for first, size, label in _phrases(passage, busy[passage.index])
    ]


def _phrases(passage: Passage, busy: set[int]) -> Iterator[tuple[int, int, str]]:
    """Yield the first token, the size and the label of each listed phrase outside the tokens ``busy``."""
    known, words = lexicon(), passage.words
    behind = 0
    for first, word in enumerate(passage.folded):
        if not word[:1].isupper() or first < behind or first in busy:
            continue
        if first - 2 in busy and (is_postal(words, first) or _is_shortened(words, first)):
            yield first, 1, "LOC"
        elif word in known.longest:
            for size in range(min(known.longest[word], len(words) - first), 0, -1):
                label = _listed(words[first : first + size])
                if label and busy.isdisjoint(range(first, first + size)) and not _joined(words, first, size):
                    yield first, size, label
                    behind = first + size
                    break


def _listed(words: Sequence[str]) -> str:
    """Return the label that the lists give to ``words`` wherever they stand: organisations of one word only where their form is no word's."""
    kind = lexicon().phrases.get(tuple(fold(word) for word in words), "")
    if kind == "known" and (len(words) > 1 or of_word(words[0])[0] in ("Mix", "aln") or (len(words[0]) > 2 and words[0].isupper())):
        return "ORG"
    return _LISTED.get(kind, "")


def _joined(words: Sequence[str], first: int, size: int) -> bool:
    """Return whether a name goes on before or after: a capital on either side, a currency's name or the number of a road after."""
    after = words[first + size] if first + size < len(words) else ""
    before = words[first - 1] if first else ""
    if after.lower() in listed("currencies") or begins_road(words, first):
        return True
    if size == 1 and len(words[first]) < 4 and not words[first].isupper():
        return True
    return before in ("-", "–") or (
        before[:1].isupper() and first > 1 and len(before) > 1 and not before.isupper() and before not in ("The", "In")
    )
