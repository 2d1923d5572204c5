"""The names that may be places: an annotated article in, candidate spans out, found by one rule after another.

Rules, the earlier ones first where two find the same span: fixed forms (demonyms, abbreviations, countries), the longest gazetteer name that
begins at a capitalised word, patterns with a head word ("Orlova County", "Highway 12"), places among the names, and names the gazetteer
lacks that some phrase of the article places ("in Orlova"). What was read as a time or lies inside a person's name is no candidate.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from transforms.text.lexicon import gazetteer, rivers, titles
from transforms.text.lexicon.gazetteer import Spot
from transforms.text.lexicon.names import listed
from transforms.text.places.cues import (
    ARTICLES,
    BEFORE,
    BUILDINGS,
    COMPASS,
    DISEASES,
    DIVISIONS,
    INSTITUTIONS,
    LANDS,
    LINKS,
    NUMBERED,
    ROADS,
    WATERS,
)
from transforms.text.places.forms import form_at, kinds
from transforms.text.reading import Reading
from transforms.text.reading.layers import Name
from transforms.text.reading.passage import Passage

LONGEST = 5
"""Tokens that a gazetteer name may have."""

LONGEST_RUN = 8
"""Tokens of a run of capitalised words in which names are looked for."""

MOST_LETTERS = 5
"""Letters that an acronym may have."""

WELL_KNOWN = 100_000
"""Inhabitants from which on a town is named by one word of a longer name."""

DASHES = frozenset(("—", "–", "--", "-"))
PLACE_TYPES = ("GPE", "LOC", "FAC")
LOCATED = (*PLACE_TYPES, "NORP")
"""Types of names that have a place or a country."""
_NAME_TYPES = ("GPE", "LOC", "FAC", "ORG", "PERSON", "PRODUCT")
"""Types of names under which an unknown place may hide; events and peoples do not."""
_ROAD_NUMBER = re.compile(r"(?:[A-Z]{0,3}-?)?\d{1,4}[A-Z]?$")
_ROAD_BEHIND = re.compile(r" \d{1,3}\b(?![,.]\d| [a-z]+s\b)")
"""The number of a road behind the country that begins its name ("US 212"), which counts nothing."""
_COINS = frozenset(("cent", "cents", "dollar", "dollars"))
"""Money that several countries have, whose it is may stand behind it ("71 cents US")."""
_INITIALS = re.compile(r"(?:[A-Z]\.){2,3}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_COUNTY = frozenset(("co", "co."))
"""Ireland's short form of "County", which stands before the name."""
_BEFORE_COUNTY = frozenset((",", "and", "across", "around", "at", "from", "in", "near", "of", "the", "to"))
"""What may stand before it; elsewhere it may be a company ("Orlova & Co Harlan")."""
_WITH_COUNTIES = ("IE", "GB")
_ANY_ROAD = frozenset(("county", "federal", "interstate", "national", "provincial", "public", "state"))
"""Words that make a kind of road of "highway" or "road", and no road's name."""
_JOINED_BY = re.compile(r"[A-Za-z]{3}\.|\b(?:[Aa]l|[Ee]l|[Aa][ndhsrtz]|[Aa]sh|[Aa]d)-")
"""What stands right before the second piece of an address of the web or of an Arabic name ("Orlova.Harlan", "Al-Orlova")."""
_INNER_CAPITAL = re.compile(r"[A-Z][a-z]+[A-Z]\w*")
_CAPITAL = re.compile(r"(?<![\w.])[A-ZÀ-Þ]")
_HEADS = (("division", DIVISIONS), ("road", ROADS), ("water", WATERS), ("land", LANDS), ("building", BUILDINGS))
"""Kinds of place by the last word of the name."""
_NO_PARTS = COMPASS | INSTITUTIONS | frozenset(word for _, heads in _HEADS for word in heads)
"""Words that go with the name of a town and make no other name of it."""
_PARTS_OF = frozenset(("northern", "southern", "eastern", "western", "central", "upper", "lower", "greater"))
"""Words that make the name of a part of what they stand before."""
_WATER_FIRST = ("lake", "river", "gulf", "bay", "strait")


class Candidate(NamedTuple):
    """A span that may name a place."""

    passage: int
    """Number of the passage."""
    first: int
    last: int
    """Tokens ``first:last`` of the passage."""
    start: int
    end: int
    """Source offsets."""
    key: str
    """Folded name; of a demonym or an abbreviation that of the place meant."""
    kind: str
    """name, demonym, abbreviation, former (a state of the past), county ("Co Orlova"), division, road, water, land, building, unlisted."""
    country: str
    """Country that the form itself fixes (demonyms of countries, abbreviations, country names), or nothing."""
    text: str


Run = tuple[str, int, int, int]
"""A run of capitalised words: folded name, passage, first and last token."""


def find(reading: Reading) -> list[Candidate]:
    """Return every span of ``reading`` that may name a place, sorted by position; they may overlap."""
    found: dict[tuple[int, int], Candidate] = {}

    def add(candidates: Iterator[Candidate]) -> None:
        for candidate in candidates:
            if candidate.end > candidate.start:
                found.setdefault((candidate.start, candidate.end), candidate)

    for passage in reading.passages:
        add(fixed_forms(passage))
        for i, word in enumerate(passage.words):
            if word[:1].isupper():
                stop = _run_end(passage, i)
                add(listed_names(passage, i, stop))
                add(patterns(passage, i, stop))
    add(named(reading))
    add(new_names(reading, found))
    free = sorted((c for c in found.values() if not is_claimed(reading, c)), key=lambda c: (c.start, -c.end))
    return list(_outermost(free))


def _outermost(candidates: list[Candidate]) -> Iterator[Candidate]:
    """Yield the sorted ``candidates`` without the names that lie inside a longer listed one ("Jersey" of New Jersey, "Germany" of East
    Germany); of two names joined, and of a region and its part, either may be meant ("Orlova and Harlan", "northern Orlova").
    """
    reach = 0
    for candidate in candidates:
        if candidate.end > reach or candidate.kind not in ("name", "abbreviation", "unlisted", "demonym"):
            yield candidate
        words = candidate.key.split()
        loose = not candidate.country and ("and" in words or bool(_PARTS_OF.intersection(words[:1])))
        if candidate.kind in ("name", "abbreviation", "former", "demonym", "county") and not loose:
            reach = max(reach, candidate.end)


def is_claimed(reading: Reading, candidate: Candidate) -> bool:
    """Return whether ``candidate`` is no place because it is something else: a time; a person whose name goes on beyond it, or of whom the
    article says more than this name; where it is a people, a place of which it is the beginning ("Indian" of Indian Rock Park); a part of a
    town's whole name ("Santa" of Santa Orlova); an organisation by its letters ("NATO"), or where no place is mainly called so; a disease
    ("Rift Valley fever"); an animal ("a Labrador barked"); a kind of animal or thing ("a German shepherd"); whose money a sum is of ("71 cents
    US").
    """
    start, end = candidate.start, candidate.end
    whole = ("PERSON", *PLACE_TYPES) if candidate.kind == "demonym" else ("PERSON",)
    around = reading.names.overlapping(start, end)
    passage = reading.passages[candidate.passage]
    held = (n for n in around if n.entity_type in whole and (n.start < start or n.end > end))
    if any(not is_peer(passage, n) for n in held) or reading.times.overlapping(start, end):
        return True
    if _is_known_person(reading, start, end) or _is_of_coins(passage, candidate) or _is_of_kind(passage, candidate):
        return True
    if candidate.kind not in ("name", "unlisted", "water", "land"):
        return False
    return (
        any(n.entity_type == "GPE" and is_part(passage, candidate, n) for n in around)
        or any(n.entity_type == "ORG" and (n.start, n.end) == (start, end) and is_hardly_called(candidate.key) for n in around)
        or is_acronym(passage, candidate)
        or _is_written_otherwise(passage, candidate)
        or _is_named_after(passage, candidate)
        or _is_piece(passage, candidate)
    )


def is_peer(passage: Passage, name: Name) -> bool:
    """Return whether somebody is called by a title and its place alone ("the Duke of Orlova")."""
    return passage.lower[name.first] in listed("peerage") and passage.lower[name.first + 1 : name.first + 2] == ["of"]


def _is_of_coins(passage: Passage, candidate: Candidate) -> bool:
    """Return whether the country says whose cents or dollars a sum is of ("71 cents US"), and nothing of what follows ("71 cents US buyers")."""
    first, last = candidate.first, candidate.last
    if not first or passage.lower[first - 1] not in _COINS or not passage.spaces[first - 1]:
        return False
    return last == len(passage) or passage.tags[last][:1] not in ("N", "J")


def _is_of_kind(passage: Passage, candidate: Candidate) -> bool:
    """Return whether it is an adjective that says with the word behind it of what kind something is, and not whose ("a German shepherd")."""
    if candidate.kind != "demonym" or candidate.last == len(passage):
        return False
    behind, adjective = passage.lower[candidate.last], candidate.text.lower()
    return not kinds().isdisjoint(
        (f"{adjective} {behind}", f"{adjective} {behind.removesuffix('s')}", f"{adjective} {behind.removesuffix('es')}")
    )


def _is_known_person(reading: Reading, start: int, end: int) -> bool:
    """Return whether ``start:end`` is the name of a person whom the article names more fully, or gives a title, an office or an age."""
    name, entity = reading.names.exact(start, end), reading.entity_at(start)
    if name is None or entity is None or name.entity_type != "PERSON":
        return False
    if name.first and titles.precedes_person(reading.passages[name.passage].lower[name.first - 1]):
        return True
    return entity.role is not None or entity.age is not None or len(entity.name.split()) > len(reading.source_text[start:end].split())


def is_part(passage: Passage, candidate: Candidate, name: Name) -> bool:
    """Return whether ``candidate``, a word that alone names little-known places, is a part of the town ``name`` and not the town with words
    that say where or what ("East Orlova", "Orlova police").
    """
    if not name.first <= candidate.first < candidate.last <= name.last or candidate.last - candidate.first > 1:
        return False
    rest = [*range(name.first, candidate.first), *range(candidate.last, name.last)]
    if not rest or not all(passage.words[i][:1].isupper() and passage.lower[i] not in _NO_PARTS for i in rest):
        return False
    return all(spot.feature == "city" and spot.population < WELL_KNOWN for spot in gazetteer.load().find(candidate.key))


def is_hardly_called(key: str) -> bool:
    """Return whether no place has ``key`` for its main name, only for one of its others."""
    spots = gazetteer.load().find(key)
    return bool(spots) and not any(spot.exact for spot in spots)


def _is_written_otherwise(passage: Passage, candidate: Candidate) -> bool:
    """Return whether the name is written as no place is: initials before a surname ("O.B. Orlova"), or a capital within a word that no place's main
    name is ("SoFi").
    """
    if candidate.country:
        return False
    if _INITIALS.fullmatch(candidate.text) and "".join(passage.words[candidate.last : candidate.last + 1])[:1].isupper():
        return True
    return bool(_INNER_CAPITAL.fullmatch(candidate.text)) and is_hardly_called(candidate.key)


def is_acronym(passage: Passage, candidate: Candidate) -> bool:
    """Return whether ``candidate`` is a word of capitals amid others, as organisations and shares are written ("NATO"); no dateline, and
    none that the gazetteer's own list gives a place ("EU").
    """
    text = candidate.text
    if candidate.country or not 2 <= len(text) <= MOST_LETTERS or not (text.isalpha() and text.isupper()):
        return False
    if any(not spot.geonames_id for spot in gazetteer.load().find(candidate.key)):
        return False
    after = passage.words[candidate.last : candidate.last + 1]
    return not passage.sentence_starts[candidate.first] or not after or not (after[0] in DASHES or after[0] in (",", "(", ":"))


def _is_named_after(passage: Passage, candidate: Candidate) -> bool:
    """Return whether something else is called by the name: a disease, what "a" counts ("a Labrador named Brin"), a car of some year ("the 2014
    Sierra hit a pole").
    """
    i, j = candidate.first, candidate.last
    if j < len(passage.lower) and passage.lower[j] in DISEASES:
        return True
    of_year = i > 1 and _YEAR.fullmatch(passage.words[i - 1]) is not None and passage.lower[i - 2] in ("a", "an", "the", "his", "her")
    counted = of_year or (i > 0 and passage.lower[i - 1] in ("a", "an"))
    return counted and (j == len(passage.lower) or passage.tags[j][:1] in ("V", ",", ".", "I", "C", "W", "R", "M"))


def _is_piece(passage: Passage, candidate: Candidate) -> bool:
    """Return whether ``candidate``, no country's, capital's or large town's name, is a piece of a longer name that no list has: beside a foreign
    article in it ("Vera del Orlova", "Orlova du Bois"), or joined to what is before it ("Al-Orlova"); of an address of the web whatever the
    name ("Daily.Africa").
    """
    i, behind = candidate.first, passage.words[candidate.last : candidate.last + 2]
    found = _JOINED_BY.search(passage.readable, max(passage.starts[i] - 4, 0), passage.starts[i])
    joined = found.group() if found and found.end() == passage.starts[i] else ""
    if joined.endswith("."):
        return True
    goes_on = len(behind) > 1 and behind[0] in ARTICLES and behind[1][:1].isupper()
    if not joined and not goes_on and (not i or passage.words[i - 1] not in ARTICLES):
        return False
    return not any(
        spot.exact and (spot.feature == "country" or (spot.feature == "city" and spot.population >= WELL_KNOWN))
        for spot in gazetteer.load().find(candidate.key)
    )


def _candidate(passage: Passage, first: int, last: int, kind: str, key: str | None = None) -> Candidate:
    text = passage.slice(first, last)
    start, end = passage.source_span(first, last)
    return Candidate(passage.index, first, last, start, end, gazetteer.fold(text) if key is None else key, kind, "", text)


def fixed_forms(passage: Passage) -> Iterator[Candidate]:
    """Yield demonyms, abbreviations and names of countries in ``passage``."""
    for match in _CAPITAL.finditer(passage.readable):
        found = form_at(passage.readable, match.start())
        if found:
            written, form = found
            start, end = match.start(), match.start() + len(written)
            first, last = max(passage.token_at(start), 0), passage.token_until(end)
            kind = "name" if form.kind == "country" else form.kind
            at = passage.start
            if passage.readable[end : end + 1] in ("$", "€", "£") or (form.country == "US" and _ROAD_BEHIND.match(passage.readable, end)):
                continue
            if form.kind == "country" and rivers.called(passage.lower, passage.tags, first, last):
                continue
            yield Candidate(passage.index, first, last, at + start, at + end, form.key, kind, form.country, written)


def _run_end(passage: Passage, i: int) -> int:
    """Return the end of the run of capitalised words that begins at token ``i``, with the small words that join them."""
    texts, n = passage.words, len(passage.words)
    stop = i + 1
    while stop < min(n, i + LONGEST_RUN) and (texts[stop][:1].isupper() or (stop + 1 < n and _joins(passage, stop))):
        stop += 1
    return stop


def _joins(passage: Passage, i: int) -> bool:
    return (passage.words[i] in ("-", "–") or passage.lower[i] in LINKS) and passage.words[i + 1][:1].isupper()


def listed_names(passage: Passage, i: int, stop: int) -> Iterator[Candidate]:
    """Yield the longest gazetteer name that begins at token ``i`` and ends before ``stop``, if there is one."""
    for last in range(min(stop, i + LONGEST), i, -1):
        if passage.words[last - 1][:1].isupper():
            key = gazetteer.fold(passage.slice(i, last))
            if key and gazetteer.load().knows(key):
                yield _candidate(passage, i, last, "name", rivers.called(passage.lower, passage.tags, i, last) or key)
                return


def patterns(passage: Passage, i: int, stop: int) -> Iterator[Candidate]:
    """Yield names that begin at token ``i``, made of a head word and what stands before it ("Orlova County", "Harbour Street"), and
    numbered roads ("Highway 12").
    """
    texts, lower = passage.words, passage.lower
    if i + 1 < len(texts) and lower[i] in NUMBERED and _ROAD_NUMBER.match(texts[i + 1]) and not _is_article(passage, i):
        yield _candidate(passage, i, i + 2, "road", "")
    if lower[i] in _COUNTY and stop > i + 1 and (not i or lower[i - 1] in _BEFORE_COUNTY) and counties(gazetteer.fold(texts[i + 1])):
        yield _candidate(passage, i, i + 2, "county", gazetteer.fold(texts[i + 1]))
    if lower[i] in NUMBERED and i + 2 < len(texts) and lower[i + 1] in ("highway", "road", "route") and texts[i + 2].isdigit():
        yield _candidate(passage, i, i + 3, "road", "")
    for last in range(i + 2, min(stop, i + LONGEST) + 1):
        kind = next((kind for kind, heads in _HEADS if lower[last - 1] in heads), "")
        if not kind and last == i + 2 and lower[i] in BEFORE:
            kind = "water" if lower[i] in _WATER_FIRST else "land"
        if kind and not _is_pair(passage, i, last) and not (kind == "road" and lower[i] in _ANY_ROAD and last == i + 2):
            yield _candidate(passage, i, last, kind)


def counties(name: str) -> tuple[Spot, ...]:
    """Return the counties of Ireland and Britain that are called by the folded ``name``, with the word or without it."""
    forms = (name, f"county {name}", f"{name} county")
    found = {spot: None for form in forms for spot in gazetteer.load().find(form)}
    return tuple(spot for spot in found if spot.country in _WITH_COUNTIES and spot.feature == "county")


def _is_pair(passage: Passage, first: int, last: int) -> bool:
    """Return whether the tokens are two roads that "and" joins ("Main Street and Fifth Avenue")."""
    return any(passage.lower[i] in ("and", "&") and passage.lower[i - 1] in ROADS for i in range(first + 1, last))


def _is_article(passage: Passage, i: int) -> bool:
    """Return whether token ``i``, before a number, is the article of what the number goes with ("A 46 year old woman"), and not the letter of
    a road ("the A 46 closure", "A 46 road").
    """
    if passage.lower[i] != "a" or (i and passage.lower[i - 1] == "the") or i + 2 >= len(passage):
        return False
    return passage.tags[i + 2][:2] in ("NN", "JJ", "HY") and passage.lower[i + 2] not in ROADS


def named(reading: Reading) -> Iterator[Candidate]:
    """Yield the names that are places, where they begin and end with tokens."""
    for name in reading.names:
        passage = reading.passages[name.passage]
        whole = name.first < name.last and passage.source_span(name.first, name.last) == (name.start, name.end)
        if whole and name.entity_type in PLACE_TYPES:
            yield _candidate(passage, name.first, name.last, "unlisted")


def new_names(reading: Reading, found: dict[tuple[int, int], Candidate]) -> Iterator[Candidate]:
    """Yield the capitalised names outside what was ``found`` that some phrase of the article places ("in Orlova", "an Orlova man"),
    wherever they stand.
    """
    covered = {(c.passage, at) for c in found.values() for at in range(c.first, c.last)}
    covered |= {(name.passage, at) for name in reading.names if name.entity_type not in _NAME_TYPES for at in range(name.first, name.last)}
    runs = [run for passage in reading.passages for run in _capitalised(passage, covered)]
    placed = {key for key, index, first, last in runs if _is_placed(reading.passages[index], first, last, key)}
    for key, index, first, last in runs:
        if key in placed:
            yield _candidate(reading.passages[index], first, last, "unlisted", key)


def _capitalised(passage: Passage, covered: set[tuple[int, int]]) -> Iterator[Run]:
    """Yield the runs of up to four capitalised words of a segment that begin outside ``covered`` tokens."""
    texts = passage.words
    i, n = 0, len(texts)
    while i < n:
        if not texts[i][:1].isupper() or not texts[i][-1:].isalpha() or (passage.index, i) in covered:
            i += 1
            continue
        j = i + 1
        while j < n and j < i + 4 and texts[j][:1].isupper() and texts[j].isalpha():
            j += 1
        yield gazetteer.fold(passage.slice(i, j)), passage.index, i, j
        i = j


def _is_placed(passage: Passage, first: int, last: int, key: str) -> bool:
    """Return whether the words around say that tokens ``first:last`` are a place."""
    before = passage.lower[first - 1] if first else ""
    after = passage.lower[last] if last < len(passage.lower) else ""
    if before in ("in", "near", "outside", "from", "to") or after in ("man", "woman", "resident", "residents"):
        return True
    dateline = first == 0 and after in ("—", "–", "--", "-", ",") and passage.slice(first, last).isupper()
    return dateline and len(key) > 3
