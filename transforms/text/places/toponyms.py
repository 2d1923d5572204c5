"""The names that may be places: an annotated article in, candidate spans with what speaks for and against each of them."""

import bisect
import functools
import re
from collections.abc import Callable
from typing import NamedTuple

from spacy.attrs import IDX, SENT_START

from transforms.text.lexicon import data, gazetteer
from transforms.text.names.entities import Names
from transforms.text.reading.document import AnnotatedArticle, AnnotatedSegment

LONGEST = 5
"""Tokens that a gazetteer name may have."""

_cues = {group: frozenset(words.split()) for group, words in data.table("places/cues.tsv")}
ROADS = _cues["roads"]
_NUMBERED = _cues["numbered"]
WATERS = _cues["waters"]
LANDS = _cues["lands"]
DIVISIONS = _cues["divisions"]
BUILDINGS = _cues["buildings"]
_BEFORE = _cues["before"]
COMPASS = _cues["compass"]
_LINKS = _cues["links"]
PLACE_PREPOSITIONS = _cues["place_prepositions"]
PERSON_VERBS = _cues["person_verbs"]
RESIDENTS = _cues["residents"]
INSTITUTIONS = _cues["institutions"]
MEDIA = _cues["media"]
TITLES = _cues["titles"]
TOWN_NOUNS = _cues["town_nouns"]
GOVERNING = _cues["governing"]
_NAME_LABELS = ("GPE", "LOC", "FAC", "ORG", "PERSON", "PRODUCT")
"""Labels of the model under which an unknown place may hide; months and numbers do not."""
_ROAD_NUMBER = re.compile(r"(?:[A-Z]{0,3}-?)?\d{1,4}[A-Z]?$")


class Candidate(NamedTuple):
    """A span that may name a place."""

    segment: int
    """Index in ``article.annotated``."""
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


Add = Callable[[Candidate], None]


class Form(NamedTuple):
    """What a fixed form (demonym, abbreviation, name of a country) stands for."""

    key: str
    country: str
    kind: str
    after: bool


@functools.cache
def forms() -> dict[str, Form]:
    """Demonyms, abbreviations and the names of countries, as written."""
    found: dict[str, Form] = {}
    main = {}
    for code, _, names, demonyms in data.table("places/countries.tsv"):
        main[code] = code
        for name in names.split("|") if names != "-" else ():
            found[name] = Form(code, code, "country", False)
        for name in demonyms.split("|") if demonyms != "-" else ():
            found.setdefault(name, Form(code, code, "demonym", False))
    for name, country, demonyms in data.table("places/demonyms.tsv"):
        for form in demonyms.split("|"):
            found[form] = Form(gazetteer.fold(name), "" if country == "-" else country, "demonym", False)
    for form, name, country, where in data.table("places/abbreviations.tsv"):
        found.setdefault(form, Form(gazetteer.fold(name), country, "abbreviation", where == "after"))
    return found


@functools.cache
def capital_names() -> frozenset[str]:
    """Folded names of the capitals that governments are called by."""
    return frozenset(gazetteer.fold(capital) for _, capital, _, _ in data.table("places/countries.tsv")) - {""}


@functools.cache
def ordinary() -> frozenset[str]:
    """Ordinary English words that are also the name of some place."""
    return frozenset(" ".join(data.lines("places/words.txt")).split())


@functools.cache
def given_names() -> frozenset[str]:
    """Given names, lower case."""
    return frozenset(name.lower() for _, names in data.table("names/given.tsv") for name in names.split())


@functools.cache
def family_names() -> frozenset[str]:
    """Surnames, lower case."""
    return frozenset(" ".join(data.lines("names/family.txt")).lower().split())


class Words:
    """The tokens of one annotated segment as plain lists; ``starts`` and ``ends`` count in the segment's text."""

    def __init__(self, segment: AnnotatedSegment) -> None:
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


def read(article: AnnotatedArticle) -> list[Words]:
    """The words of every annotated segment of ``article``."""
    return [Words(segment) for segment in article.annotated]


def _candidate(words: Words, segment: int, first: int, last: int, kind: str, key: str | None = None) -> Candidate:
    text = words.between(first, last)
    start = words.start + words.starts[first]
    return Candidate(segment, first, last, start, start + len(text), gazetteer.fold(text) if key is None else key, kind, "", text)


@functools.cache
def _by_beginning() -> dict[str, list[tuple[str, Form]]]:
    """The fixed forms, also in capitals, by their first two characters, the longer ones first."""
    table: dict[str, list[tuple[str, Form]]] = {}
    for written, form in forms().items():
        spellings = {written} if form.kind == "abbreviation" or len(written) < 4 else {written, written.upper()}
        for spelling in spellings:
            table.setdefault(spelling[:2], []).append((spelling, form))
    return {key: sorted(entries, key=lambda entry: (-len(entry[0]), entry[0])) for key, entries in table.items()}


_CAPITAL = re.compile(r"(?<![\w.])[A-ZÀ-Þ]")


def _fixed_forms(words: Words, index: int) -> list[Candidate]:
    """Demonyms, abbreviations and names of countries in segment ``index``."""
    text = words.text
    found = []
    for match in _CAPITAL.finditer(text):
        start = match.start()
        for written, form in _by_beginning().get(text[start : start + 2], ()):
            end = start + len(written)
            if not text.startswith(written, start) or text[end : end + 1].isalnum():
                continue
            if form.after and text[max(start - 3, 0) : start].rstrip()[-1:] not in (",", "("):
                continue
            kind = "name" if form.kind == "country" else form.kind
            first, last = words.span(start, end)
            at = words.start
            found.append(Candidate(index, first, last, at + start, at + end, form.key, kind, form.country, written))
            break
    return found


def find(pages: list[Words], names: Names) -> list[Candidate]:
    """Every span of the segments ``pages`` (see :func:`read`) that may name a place, sorted by position; they may overlap."""
    found: dict[tuple[int, int], Candidate] = {}
    listed = gazetteer.load()

    def add(candidate: Candidate) -> None:
        if candidate.end > candidate.start:
            found.setdefault((candidate.start, candidate.end), candidate)

    for index, words in enumerate(pages):
        texts, lower = words.texts, words.lower
        n = len(texts)
        for candidate in _fixed_forms(words, index):
            add(candidate)
        for i, text in enumerate(texts):
            if not text[:1].isupper():
                continue
            stop = i + 1
            while stop < n and stop < i + 8 and (texts[stop][:1].isupper() or (stop + 1 < n and _joins(texts, lower, stop))):
                stop += 1
            for last in range(min(stop, i + LONGEST), i, -1):
                if not texts[last - 1][:1].isupper():
                    continue
                key = gazetteer.fold(words.between(i, last))
                if key and listed.knows(key):
                    add(_candidate(words, index, i, last, "name", key))
                    break
            _patterns(words, index, i, stop, add)
        for first, last, label in words.names:
            if label in ("GPE", "LOC", "FAC"):
                _model_place(words, index, first, last, add)
    borders = [words.start for words in pages]
    for mention in names.mentions:
        if mention.entity_type in ("GPE", "LOC", "FAC"):
            index = bisect.bisect_right(borders, mention.char_start) - 1
            if index >= 0:
                _unlisted(pages[index], index, mention.char_start, mention.char_end, add)
    _new_names(pages, found, add)
    return sorted(found.values(), key=lambda c: (c.start, -c.end))


def _joins(texts: list[str], lower: list[str], i: int) -> bool:
    return (texts[i] in ("-", "–") or lower[i] in _LINKS) and texts[i + 1][:1].isupper()


def _patterns(words: Words, index: int, i: int, stop: int, add: Add) -> None:
    """Names made of a head word and what stands before it ("Orlova County", "Harbour Street", "Highway 12")."""
    texts, lower = words.texts, words.lower
    if i + 1 < len(texts) and lower[i] in _NUMBERED and _ROAD_NUMBER.match(texts[i + 1]):
        add(_candidate(words, index, i, i + 2, "road", ""))
    if lower[i] in _NUMBERED and i + 2 < len(texts) and lower[i + 1] in ("highway", "road", "route") and texts[i + 2].isdigit():
        add(_candidate(words, index, i, i + 3, "road", ""))
    for last in range(i + 2, min(stop, i + LONGEST) + 1):
        head = lower[last - 1]
        kind = (
            "division" if head in DIVISIONS else "road" if head in ROADS else "water" if head in WATERS
            else "land" if head in LANDS else "building" if head in BUILDINGS else ""
        )  # fmt: skip
        if not kind and last == i + 2 and lower[i] in _BEFORE:
            kind = "water" if lower[i] in ("lake", "river", "gulf", "bay", "strait") else "land"
        if kind:
            add(_candidate(words, index, i, last, kind))


def _model_place(words: Words, index: int, first: int, last: int, add: Add) -> None:
    if last - first > 1 and words.lower[first] in ("the", "a", "an"):
        first += 1
    if last - first > 1 and words.lower[last - 1] in ("'s", "’s"):
        last -= 1
    if words.texts[first][:1].isupper():
        add(_candidate(words, index, first, last, "unlisted"))


def _new_names(pages: list[Words], found: dict[tuple[int, int], Candidate], add: Add) -> None:
    """Capitalised names that the gazetteer lacks but some phrase of the article places ("in Orlova", "an Orlova man"), wherever they
    stand.
    """
    covered = {(c.segment, at) for c in found.values() for at in range(c.first, c.last)}
    for index, words in enumerate(pages):
        covered |= {(index, at) for first, last, label in words.names if label not in _NAME_LABELS for at in range(first, last)}
    runs: list[tuple[str, int, int, int]] = []
    placed = set()
    for index, words in enumerate(pages):
        texts, lower = words.texts, words.lower
        i, n = 0, len(texts)
        while i < n:
            if not texts[i][:1].isupper() or not texts[i][-1:].isalpha() or (index, i) in covered:
                i += 1
                continue
            j = i + 1
            while j < n and j < i + 4 and texts[j][:1].isupper() and texts[j].isalpha():
                j += 1
            text = words.between(i, j)
            key = gazetteer.fold(text)
            before = lower[i - 1] if i else ""
            after = lower[j] if j < n else ""
            dateline = i == 0 and text.isupper() and after in ("—", "–", "--", "-", ",") and len(key) > 3
            if before in ("in", "near", "outside", "from", "to") or after in ("man", "woman", "resident", "residents") or dateline:
                placed.add(key)
            runs.append((key, index, i, j))
            i = j
    for key, index, first, last in runs:
        if key in placed:
            add(_candidate(pages[index], index, first, last, "unlisted", key))


def _unlisted(words: Words, index: int, start: int, end: int, add: Add) -> None:
    first, last = words.span(start - words.start, end - words.start)
    if first < last and words.starts[first] == start - words.start and words.ends[last - 1] == end - words.start:
        add(_candidate(words, index, first, last, "unlisted"))
