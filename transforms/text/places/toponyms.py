"""The names that may be places: an annotated article in, candidate spans out, found by one rule after another.

Rules, the earlier ones first where two find the same span: fixed forms (demonyms, abbreviations, countries), the longest gazetteer name that
begins at a capitalised word, patterns with a head word ("Orlova County", "Highway 12"), places by the model, places among the mentions, and
names the gazetteer lacks that some phrase of the article places ("in Orlova").
"""

import bisect
import re
from collections.abc import Iterator
from typing import NamedTuple

from spacy.attrs import IDX, SENT_START

from transforms.text.lexicon import gazetteer
from transforms.text.names.entities import Names
from transforms.text.places.cues import BEFORE, BUILDINGS, DIVISIONS, LANDS, LINKS, NUMBERED, ROADS, WATERS
from transforms.text.places.forms import form_at
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage

LONGEST = 5
"""Tokens that a gazetteer name may have."""

LONGEST_RUN = 8
"""Tokens of a run of capitalised words in which names are looked for."""

_PLACE_LABELS = ("GPE", "LOC", "FAC")
_NAME_LABELS = ("GPE", "LOC", "FAC", "ORG", "PERSON", "PRODUCT")
"""Labels of the model under which an unknown place may hide; months and numbers do not."""
_ROAD_NUMBER = re.compile(r"(?:[A-Z]{0,3}-?)?\d{1,4}[A-Z]?$")
_CAPITAL = re.compile(r"(?<![\w.])[A-ZÀ-Þ]")
_HEADS = (("division", DIVISIONS), ("road", ROADS), ("water", WATERS), ("land", LANDS), ("building", BUILDINGS))
"""Kinds of place by the last word of the name."""
_WATER_FIRST = ("lake", "river", "gulf", "bay", "strait")


class Candidate(NamedTuple):
    """A span that may name a place."""

    segment: int
    """Index in ``article.passages``."""
    first: int
    last: int
    """Tokens ``first:last`` of the segment's doc."""
    start: int
    end: int
    """Source offsets."""
    key: str
    """Folded name; of a demonym or an abbreviation that of the place meant."""
    kind: str
    """name, demonym, abbreviation, division, road, water, land, building, unlisted."""
    country: str
    """Country that the form itself fixes (demonyms of countries, abbreviations, country names), or nothing."""
    text: str


Run = tuple[str, int, int, int]
"""A run of capitalised words: folded name, segment, first and last token."""


class Words:
    """The tokens of one annotated segment as plain lists; ``starts`` and ``ends`` count in the segment's text."""

    def __init__(self, segment: Passage) -> None:
        doc = segment.doc
        self.start: int = segment.start
        self.text: str = doc.text
        self.texts: list[str] = [token.text for token in doc]
        self.lower: list[str] = [text.lower() for text in self.texts]
        self.starts: list[int] = doc.to_array([IDX]).reshape(-1).tolist()
        self.ends: list[int] = [start + len(text) for start, text in zip(self.starts, self.texts, strict=True)]
        self.sentence_starts: list[bool] = (doc.to_array([SENT_START]).reshape(-1) == 1).tolist()
        self.names: list[tuple[int, int, str]] = [(span.start, span.end, span.label_) for span in doc.ents]

    def between(self, first: int, last: int) -> str:
        """The text of tokens ``first:last``."""
        return self.text[self.starts[first] : self.ends[last - 1]]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The tokens that cover characters ``start:end`` of the segment's text."""
        return max(bisect.bisect_right(self.starts, start) - 1, 0), bisect.bisect_left(self.starts, end)


def read(article: Reading) -> list[Words]:
    """The words of every annotated segment of ``article``."""
    return [Words(segment) for segment in article.passages]


def find(pages: list[Words], names: Names) -> list[Candidate]:
    """Return every span of the segments ``pages`` (see :func:`read`) that may name a place, sorted by position; they may overlap."""
    found: dict[tuple[int, int], Candidate] = {}

    def add(candidates: Iterator[Candidate]) -> None:
        for candidate in candidates:
            if candidate.end > candidate.start:
                found.setdefault((candidate.start, candidate.end), candidate)

    for index, words in enumerate(pages):
        add(fixed_forms(words, index))
        for i, text in enumerate(words.texts):
            if text[:1].isupper():
                stop = _run_end(words, i)
                add(listed_names(words, index, i, stop))
                add(patterns(words, index, i, stop))
        add(places_by_model(words, index))
    add(mentioned(pages, names))
    add(new_names(pages, found))
    return sorted(found.values(), key=lambda c: (c.start, -c.end))


def _candidate(words: Words, segment: int, first: int, last: int, kind: str, key: str | None = None) -> Candidate:
    text = words.between(first, last)
    start = words.start + words.starts[first]
    return Candidate(segment, first, last, start, start + len(text), gazetteer.fold(text) if key is None else key, kind, "", text)


def fixed_forms(words: Words, index: int) -> Iterator[Candidate]:
    """Yield demonyms, abbreviations and names of countries in segment ``index``."""
    for match in _CAPITAL.finditer(words.text):
        found = form_at(words.text, match.start())
        if found:
            written, form = found
            start, end = match.start(), match.start() + len(written)
            first, last = words.span(start, end)
            kind = "name" if form.kind == "country" else form.kind
            yield Candidate(index, first, last, words.start + start, words.start + end, form.key, kind, form.country, written)


def _run_end(words: Words, i: int) -> int:
    """The end of the run of capitalised words that begins at token ``i``, with the small words that join them."""
    texts, n = words.texts, len(words.texts)
    stop = i + 1
    while stop < min(n, i + LONGEST_RUN) and (texts[stop][:1].isupper() or (stop + 1 < n and _joins(words, stop))):
        stop += 1
    return stop


def _joins(words: Words, i: int) -> bool:
    return (words.texts[i] in ("-", "–") or words.lower[i] in LINKS) and words.texts[i + 1][:1].isupper()


def listed_names(words: Words, index: int, i: int, stop: int) -> Iterator[Candidate]:
    """Yield the longest gazetteer name that begins at token ``i`` and ends before ``stop``, if there is one."""
    for last in range(min(stop, i + LONGEST), i, -1):
        if words.texts[last - 1][:1].isupper():
            key = gazetteer.fold(words.between(i, last))
            if key and gazetteer.load().knows(key):
                yield _candidate(words, index, i, last, "name", key)
                return


def patterns(words: Words, index: int, i: int, stop: int) -> Iterator[Candidate]:
    """Yield names that begin at token ``i``, made of a head word and what stands before it ("Orlova County", "Harbour Street"), and
    numbered roads ("Highway 12").
    """
    texts, lower = words.texts, words.lower
    if i + 1 < len(texts) and lower[i] in NUMBERED and _ROAD_NUMBER.match(texts[i + 1]):
        yield _candidate(words, index, i, i + 2, "road", "")
    if lower[i] in NUMBERED and i + 2 < len(texts) and lower[i + 1] in ("highway", "road", "route") and texts[i + 2].isdigit():
        yield _candidate(words, index, i, i + 3, "road", "")
    for last in range(i + 2, min(stop, i + LONGEST) + 1):
        kind = next((kind for kind, heads in _HEADS if lower[last - 1] in heads), "")
        if not kind and last == i + 2 and lower[i] in BEFORE:
            kind = "water" if lower[i] in _WATER_FIRST else "land"
        if kind:
            yield _candidate(words, index, i, last, kind)


def places_by_model(words: Words, index: int) -> Iterator[Candidate]:
    """Yield what the model takes for a place, without an article before it and a possessive after it."""
    for first, last, label in words.names:
        if label in _PLACE_LABELS:
            if last - first > 1 and words.lower[first] in ("the", "a", "an"):
                first += 1
            if last - first > 1 and words.lower[last - 1] in ("'s", "’s"):
                last -= 1
            if words.texts[first][:1].isupper():
                yield _candidate(words, index, first, last, "unlisted")


def mentioned(pages: list[Words], names: Names) -> Iterator[Candidate]:
    """Yield the mentions that are places, where they begin and end with tokens."""
    borders = [words.start for words in pages]
    for mention in names.mentions:
        index = bisect.bisect_right(borders, mention.char_start) - 1
        if mention.entity_type in _PLACE_LABELS and index >= 0:
            words = pages[index]
            start, end = mention.char_start - words.start, mention.char_end - words.start
            first, last = words.span(start, end)
            if first < last and words.starts[first] == start and words.ends[last - 1] == end:
                yield _candidate(words, index, first, last, "unlisted")


def new_names(pages: list[Words], found: dict[tuple[int, int], Candidate]) -> Iterator[Candidate]:
    """Yield the capitalised names outside what was ``found`` that some phrase of the article places ("in Orlova", "an Orlova man"),
    wherever they stand.
    """
    covered = {(c.segment, at) for c in found.values() for at in range(c.first, c.last)}
    for index, words in enumerate(pages):
        covered |= {(index, at) for first, last, label in words.names if label not in _NAME_LABELS for at in range(first, last)}
    runs = [run for index, words in enumerate(pages) for run in _capitalised(words, index, covered)]
    placed = {key for key, index, first, last in runs if _is_placed(pages[index], first, last, key)}
    for key, index, first, last in runs:
        if key in placed:
            yield _candidate(pages[index], index, first, last, "unlisted", key)


def _capitalised(words: Words, index: int, covered: set[tuple[int, int]]) -> Iterator[Run]:
    """The runs of up to four capitalised words of a segment that begin outside ``covered`` tokens."""
    texts = words.texts
    i, n = 0, len(texts)
    while i < n:
        if not texts[i][:1].isupper() or not texts[i][-1:].isalpha() or (index, i) in covered:
            i += 1
            continue
        j = i + 1
        while j < n and j < i + 4 and texts[j][:1].isupper() and texts[j].isalpha():
            j += 1
        yield gazetteer.fold(words.between(i, j)), index, i, j
        i = j


def _is_placed(words: Words, first: int, last: int, key: str) -> bool:
    """Whether the words around say that tokens ``first:last`` are a place."""
    before = words.lower[first - 1] if first else ""
    after = words.lower[last] if last < len(words.lower) else ""
    if before in ("in", "near", "outside", "from", "to") or after in ("man", "woman", "resident", "residents"):
        return True
    dateline = first == 0 and after in ("—", "–", "--", "-", ",") and words.between(first, last).isupper()
    return dateline and len(key) > 3
