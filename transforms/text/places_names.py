"""The names that may be places: an annotated article in, candidate spans with what speaks for and against each of them."""

import functools
import re
from typing import Any, NamedTuple

from transforms.text import data, gazetteer
from transforms.text.document import AnnotatedArticle
from transforms.text.entities import Names

LONGEST = 5
"""Tokens that a gazetteer name may have."""

_cues = {group: frozenset(words.split()) for group, words in data.table("places_cues.tsv")}
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
    for code, _, names, demonyms in data.table("places_countries.tsv"):
        main[code] = code
        for name in names.split("|") if names != "-" else ():
            found[name] = Form(code, code, "country", False)
        for name in demonyms.split("|") if demonyms != "-" else ():
            found.setdefault(name, Form(code, code, "demonym", False))
    for name, country, demonyms in data.table("places_demonyms.tsv"):
        for form in demonyms.split("|"):
            found[form] = Form(gazetteer.fold(name), "" if country == "-" else country, "demonym", False)
    for form, name, country, where in data.table("places_abbreviations.tsv"):
        found.setdefault(form, Form(gazetteer.fold(name), country, "abbreviation", where == "after"))
    return found


@functools.cache
def ordinary() -> frozenset[str]:
    """Ordinary English words that are also the name of some place."""
    return frozenset(" ".join(data.lines("places_words.txt")).split())


@functools.cache
def given_names() -> frozenset[str]:
    """Given names, lower case."""
    return frozenset(name.lower() for _, names in data.table("names_given.tsv") for name in names.split())


@functools.cache
def family_names() -> frozenset[str]:
    """Surnames, lower case."""
    return frozenset(" ".join(data.lines("names_family.txt")).lower().split())


def _capital(text: str) -> bool:
    return text[:1].isupper()


def _candidate(article: AnnotatedArticle, segment: int, first: int, last: int, key: str, kind: str, country: str = "") -> Candidate:
    annotated = article.annotated[segment]
    tokens = annotated.doc
    start = annotated.start + tokens[first].idx
    end = annotated.start + tokens[last - 1].idx + len(tokens[last - 1].text)
    return Candidate(segment, first, last, start, end, key, kind, country, article.source_text[start:end])


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


def _fixed_forms(article: AnnotatedArticle, index: int) -> list[Candidate]:
    """Demonyms, abbreviations and names of countries in segment ``index``."""
    segment = article.annotated[index]
    text = segment.doc.text
    found = []
    for match in _CAPITAL.finditer(text):
        start = match.start()
        for written, form in _by_beginning().get(text[start : start + 2], ()):
            end = start + len(written)
            if not text.startswith(written, start) or text[end : end + 1].isalnum():
                continue
            if form.after and text[max(start - 3, 0) : start].rstrip()[-1:] not in (",", "("):
                continue
            span = segment.doc.char_span(start, end, alignment_mode="expand")
            if span is not None:
                kind = "name" if form.kind == "country" else form.kind
                at = segment.start
                found.append(Candidate(index, span.start, span.end, at + start, at + end, form.key, kind, form.country, written))
            break
    return found


def find(article: AnnotatedArticle, names: Names) -> list[Candidate]:
    """Every span of ``article`` that may name a place; they may overlap."""
    found: dict[tuple[int, int], Candidate] = {}
    listed = gazetteer.load()

    def add(candidate: Candidate) -> None:
        found.setdefault((candidate.start, candidate.end), candidate)

    for index, segment in enumerate(article.annotated):
        texts = [token.text for token in segment.doc]
        lower = [text.lower() for text in texts]
        n = len(texts)
        for candidate in _fixed_forms(article, index):
            add(candidate)
        for i, text in enumerate(texts):
            if not _capital(text):
                continue
            stop = i + 1
            while stop < n and stop < i + 8 and (_capital(texts[stop]) or (stop + 1 < n and _joins(texts, lower, stop))):
                stop += 1
            for last in range(min(stop, i + LONGEST), i, -1):
                if not _capital(texts[last - 1]) or (last - i > 1 and texts[last - 1] == "-"):
                    continue
                key = gazetteer.fold("".join(t.text_with_ws for t in segment.doc[i:last]))
                if key and listed.knows(key):
                    add(_candidate(article, index, i, last, key, "name"))
                    break
            _patterns(article, index, i, stop, texts, lower, add)
        for span in segment.doc.ents:
            if span.label_ in ("GPE", "LOC", "FAC"):
                _model_place(article, index, span, add)
    for mention in names.mentions:
        if mention.entity_type in ("GPE", "LOC", "FAC"):
            _unlisted(article, mention.char_start, mention.char_end, add)
    _new_names(article, found, add)
    return sorted(found.values(), key=lambda c: (c.start, -c.end))


def _joins(texts: list[str], lower: list[str], i: int) -> bool:
    if texts[i] in ("-", "–", "'s", "’s"):
        return texts[i] in ("-", "–") and _capital(texts[i + 1])
    return lower[i] in _LINKS and _capital(texts[i + 1])


def _patterns(article: AnnotatedArticle, index: int, i: int, stop: int, texts: list[str], lower: list[str], add: Any) -> None:
    if i + 1 < len(texts) and lower[i] in _NUMBERED and _ROAD_NUMBER.match(texts[i + 1]):
        add(_candidate(article, index, i, i + 2, "", "road"))
    if lower[i] in _NUMBERED and i + 2 < len(texts) and lower[i + 1] in ("highway", "road", "route") and texts[i + 2].isdigit():
        add(_candidate(article, index, i, i + 3, "", "road"))
    for last in range(i + 2, min(stop, i + LONGEST) + 1):
        head = lower[last - 1]
        kind = (
            "division" if head in DIVISIONS else "road" if head in ROADS else "water" if head in WATERS
            else "land" if head in LANDS else "building" if head in BUILDINGS else ""
        )  # fmt: skip
        if not kind and last == i + 2 and lower[i] in _BEFORE:
            kind = "water" if lower[i] in ("lake", "river", "gulf", "bay", "strait") else "land"
        if kind:
            key = gazetteer.fold("".join(t.text_with_ws for t in article.annotated[index].doc[i:last]))
            add(_candidate(article, index, i, last, key, kind))


def _model_place(article: AnnotatedArticle, index: int, span: Any, add: Any) -> None:
    first, last = span.start, span.end
    if last - first > 1 and span.doc[first].lower_ in ("the", "a", "an"):
        first += 1
    if last - first > 1 and span.doc[last - 1].lower_ in ("'s", "’s"):
        last -= 1
    if _capital(span.doc[first].text):
        add(_candidate(article, index, first, last, gazetteer.fold(span.doc[first:last].text), "unlisted"))


def _new_names(article: AnnotatedArticle, found: dict[tuple[int, int], Candidate], add: Any) -> None:
    """Capitalised names that the gazetteer lacks but some phrase of the article places ("in Orlova", "an Orlova man"), wherever they
    stand."""
    covered = {(c.segment, at) for c in found.values() for at in range(c.first, c.last)}
    runs: list[tuple[str, int, int, int]] = []
    placed = set()
    for index, segment in enumerate(article.annotated):
        doc = segment.doc
        i, n = 0, len(doc)
        while i < n:
            if not doc[i].text[:1].isupper() or not doc[i].text[-1:].isalpha() or (index, i) in covered:
                i += 1
                continue
            j = i + 1
            while j < n and j < i + 4 and doc[j].text[:1].isupper() and doc[j].text.isalpha() and (index, j) not in covered:
                j += 1
            key = gazetteer.fold(doc[i:j].text)
            before = doc[i - 1].lower_ if i else ""
            after = doc[j].lower_ if j < n else ""
            dateline = i == 0 and doc[i:j].text.isupper() and after in ("—", "–", "--", "-", ",") and len(key) > 3
            if before in ("in", "near", "outside", "from", "to") or after in ("man", "woman", "resident", "residents") or dateline:
                placed.add(key)
            runs.append((key, index, i, j))
            i = j
    for key, index, first, last in runs:
        if key in placed:
            add(_candidate(article, index, first, last, key, "unlisted"))


def _unlisted(article: AnnotatedArticle, start: int, end: int, add: Any) -> None:
    for index, segment in enumerate(article.annotated):
        if segment.start <= start and end <= segment.end:
            span = segment.doc.char_span(start - segment.start, end - segment.start, alignment_mode="expand")
            if span is not None and span.start_char + segment.start == start and span.end_char + segment.start == end:
                add(_candidate(article, index, span.start, span.end, gazetteer.fold(span.text), "unlisted"))
            return
