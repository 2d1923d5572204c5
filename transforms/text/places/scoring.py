"""Which candidate spans are places: features of a candidate in its article, a linear score, and the best spans that do not overlap."""

import collections
import functools
import math

from transforms.text.lexicon import data, gazetteer
from transforms.text.places.toponyms import (
    BUILDINGS,
    COMPASS,
    DIVISIONS,
    GOVERNING,
    INSTITUTIONS,
    LANDS,
    MEDIA,
    PERSON_VERBS,
    PLACE_PREPOSITIONS,
    RESIDENTS,
    ROADS,
    TITLES,
    TOWN_NOUNS,
    WATERS,
    Candidate,
    Words,
    capital_names,
    family_names,
    given_names,
    ordinary,
)

THRESHOLD = -0.4
"""Log odds from which on a span is taken for a place."""

_PARTIES = frozenset(("R", "D", "I", "DFL", "GOP"))
"""Marks of a lawmaker's party before the home town ("R-Orlova")."""
_PLURALS = frozenset(("counties", "provinces", "states", "townships", "regions", "districts", "parishes", "roads", "streets", "avenues"))
_PLACE_LABELS = ("GPE", "LOC", "FAC")


class Support:
    """What the rest of the article says of a name: how often the model reads it as a place, a person, an organisation."""

    def __init__(self, pages: list[Words], candidates: list[Candidate]) -> None:
        self.places: collections.Counter[str] = collections.Counter()
        self.people: collections.Counter[str] = collections.Counter()
        self.others: collections.Counter[str] = collections.Counter()
        self.spans: list[dict[int, tuple[int, int, str]]] = []
        self.located: collections.Counter[str] = collections.Counter()
        self.held: collections.Counter[str] = collections.Counter()
        self.contained = _contained(pages, candidates)
        self.listed = {(c.segment, at) for c in candidates if c.kind == "name" for at in range(c.first, c.last)}
        self.lower: set[str] = set()
        for words in pages:
            owners: dict[int, tuple[int, int, str]] = {}
            for entry in words.names:
                for i in range(entry[0], entry[1]):
                    owners[i] = entry
                self._count(words.between(entry[0], entry[1]), entry[2])
            self.spans.append(owners)
            self.lower.update(text for text in words.texts if text.islower())
        for candidate in candidates:
            if candidate.kind in ("name", "unlisted", "division"):
                self._context(pages[candidate.segment], candidate)

    def _context(self, words: Words, candidate: Candidate) -> None:
        before = words.lower[candidate.first - 1] if candidate.first else ""
        after = words.lower[candidate.last] if candidate.last < len(words.lower) else ""
        town_of = before == "of" and candidate.first > 1 and words.lower[candidate.first - 2] in TOWN_NOUNS
        if before in ("in", "near", "outside") or town_of or after in RESIDENTS:
            self.located[candidate.key] += 1
        if (candidate.segment, candidate.first) in self.contained:
            self.held[candidate.key] += 1

    def _count(self, text: str, label: str) -> None:
        key = gazetteer.fold(text.removesuffix("'s").removesuffix("’s").removeprefix("the ").removeprefix("The "))
        if label in _PLACE_LABELS:
            self.places[key] += 1
        elif label == "PERSON":
            self.people[key] += 1
            parts = key.split()
            if len(parts) > 1:
                self.people[parts[-1]] += 1
                self.people[parts[0]] += 1
        elif label == "ORG":
            self.others[key] += 1


def _contained(pages: list[Words], candidates: list[Candidate]) -> set[tuple[int, int]]:
    """Segment and first token of the candidates that a comma and a region or country follow ("Salem, Ore.", "Lyon, France")."""
    outer = set()
    for candidate in candidates:
        region = candidate.kind in ("abbreviation", "name") and _size(candidate.key, candidate.country).endswith(("region", "country"))
        if region and not _size(candidate.key, candidate.country).startswith("alt"):
            outer.add((candidate.segment, candidate.first))
    found = set()
    for candidate in candidates:
        texts = pages[candidate.segment].texts
        if candidate.last + 1 < len(texts) and texts[candidate.last] in (",", "(") and (candidate.segment, candidate.last + 1) in outer:
            found.add((candidate.segment, candidate.first))
    return found


@functools.lru_cache(maxsize=16_384)
def _size(key: str, country: str) -> str:
    if country and len(key) == 2:
        return "country"
    spots = gazetteer.load().find(key)
    if not spots:
        return "none"
    best = max(spots, key=lambda s: (s.exact, s.feature in ("country", "continent"), s.population))
    main = "" if best.exact else "alt-"
    if best.feature == "city":
        scale = "4" if best.population >= 1_000_000 else "3" if best.population >= 100_000 else "2" if best.population >= 10_000 else "1"
        return main + "city" + scale
    return main + best.feature


def _group(count: int) -> str:
    return "0" if count == 0 else "1" if count == 1 else "2+"


def _town_phrase(words: Words, candidate: Candidate) -> bool:
    """Whether the words around say it is a town or the like: "the village of X", "residents of X", "X, a town in"."""
    lower, i, j = words.lower, candidate.first, candidate.last
    if i > 1 and lower[i - 1] == "of" and (lower[i - 2] in TOWN_NOUNS or lower[i - 2] in ("residents", "people", "outskirts", "mayor")):
        return True
    if j + 2 < len(lower) and lower[j] == "," and lower[j + 1] in ("a", "the", "an"):
        return any(word in TOWN_NOUNS for word in lower[j + 2 : j + 6])
    return False


def features(words: Words, candidate: Candidate, support: Support, local: frozenset[str]) -> list[str]:
    """The names of the features that hold for ``candidate``; all generic, none of them a word of the text."""
    texts, lower = words.texts, words.lower
    i, j = candidate.first, candidate.last
    text = candidate.text
    size = _size(candidate.key, candidate.country)
    found = ["bias", "kind=" + candidate.kind, "size=" + size, "kind,size=" + candidate.kind + "," + size]

    span = support.spans[candidate.segment].get(i)
    if span is None:
        label, position = "-", "-"
    else:
        label = span[2] if span[2] in ("GPE", "LOC", "FAC", "NORP", "ORG", "PERSON") else "other"
        first = lower[span[0]] in ("the", "a", "an")
        begins, ends = span[0] + first >= i, span[1] <= j or (span[1] == j + 1 and texts[j] in ("'s", "’s"))
        position = "exact" if begins and ends else "start" if begins else "end" if ends else "inside"
    found.append("label=" + label + position)
    before = texts[i - 1] if i else ""
    low = before.lower()
    sentence_start = i == 0 or words.sentence_starts[i]
    if sentence_start:
        previous = "start"
    elif low in PLACE_PREPOSITIONS:
        previous = "in" if low == "in" else "preposition"
    elif low == "-" and i > 1 and texts[i - 2] in _PARTIES:
        previous = "party"
    elif low in ("of", "the", "and", "or", ",", "-", "–", "(", "a", "an"):
        previous = low
    elif low in TITLES:
        previous = "title"
    elif low in COMPASS:
        previous = "compass"
    elif low in given_names() and before[:1].isupper():
        previous = "given"
    elif before[:1].isupper():
        previous = "capital"
    elif before.isalpha():
        previous = "word"
    else:
        previous = "mark"
    found += ["before=" + previous, "before,kind=" + previous + candidate.kind]
    if previous == "of" and i > 1:
        found.append("before_of=" + ("capital" if texts[i - 2][:1].isupper() else "word"))
    if previous in ("and", ",") and i > 1:
        found.append("list_before=" + support.spans[candidate.segment].get(i - 2, (0, 0, "-"))[2])

    after = texts[j] if j < len(texts) else ""
    low = after.lower()
    further = lower[j + 1] if j + 1 < len(texts) else ""
    if not after:
        following = "end"
    elif low in MEDIA and after[:1].isupper():
        following = "media"
    elif low in ROADS and after[:1].isupper():
        following = "road"
    elif low in DIVISIONS and after[:1].isupper():
        following = "division"
    elif low in WATERS | LANDS and after[:1].isupper():
        following = "feature"
    elif low in INSTITUTIONS and after[:1].isupper():
        following = "institution"
    elif low in BUILDINGS and after[:1].isupper():
        following = "building"
    elif low in RESIDENTS:
        following = "resident"
    elif low in PERSON_VERBS:
        following = "verb"
    elif after in ("'s", "’s"):
        following = "possessive"
    elif after in (",", ".", "-", "–", "—", "--", "(", ":"):
        following = after
    elif after[:1].isupper():
        following = "capital"
    elif after.isalpha():
        following = "word"
    else:
        following = "mark"
    found += ["after=" + following, "after,kind=" + following + candidate.kind]
    found.append("around=" + previous + following)
    if _town_phrase(words, candidate):
        found.append("town_phrase")
    if following in (",", "and") and j + 1 < len(texts):
        nearby = support.spans[candidate.segment].get(j + 1, (0, 0, "-"))[2]
        found.append("list_after=" + nearby)
    if following in (",", "and", "word", "capital") and any(word in _PLURALS for word in lower[j : j + 7]):
        found.append("plural_head")
    if following == "possessive" and further in RESIDENTS:
        found.append("possessive_resident")
    if following == "capital":
        found.append("after_capital=" + ("institution" if low in INSTITUTIONS else "other"))
    tail: list[str] = []
    for word in texts[j : j + 5]:
        if not word[:1].isupper() and word.lower() not in ("of", "'s", "’s", "and", "for"):
            break
        tail.append(word.lower())
    if any(w in INSTITUTIONS for w in tail):
        found.append("institution_follows")
    if any(w in MEDIA for w in tail):
        found.append("media_follows")

    parts = candidate.key.split() if len(candidate.key) != 2 or not candidate.country else []
    if candidate.kind == "unlisted" and any((candidate.segment, at) in support.listed for at in range(i, j)):
        found.append("holds_listed=" + label + position)
    if candidate.kind in ("name", "unlisted") and not candidate.country:
        if len(parts) == 1:
            word = parts[0]
            kinds = ("ordinary" if word in ordinary() else "") + (" given" if word in given_names() else "")
            kinds += " family" if word in family_names() else ""
            found += ["word=" + kinds, "word,size=" + kinds + size]
            if word in support.lower:
                found.append("lower_elsewhere")
        else:
            found.append("words=" + str(min(len(parts), 3)))
            if all(w in ordinary() for w in parts):
                found.append("all_ordinary")
            if parts[0] in given_names() and parts[-1] in family_names():
                found.append("person_like")
    if text.isupper() and len(text) > 3:
        at_start = i == 0 and candidate.kind != "demonym"
        dash = any(t in ("—", "–", "--", "-", ":") or t.startswith("(") for t in texts[j : j + 8])
        found.append("capitals" + ("_dateline" if at_start and dash else ""))

    own = 1 if span and span[2] in _PLACE_LABELS and position == "exact" else 0
    places = support.places[candidate.key] - own if len(candidate.key) > 2 else 0
    people = support.people[candidate.key] - (1 if label == "PERSON" else 0)
    others = support.others[candidate.key] - (1 if label == "ORG" and position == "exact" else 0)
    found += ["places=" + _group(places), "people=" + _group(people), "orgs=" + _group(others)]
    found.append("places,people=" + _group(places) + _group(people))
    if candidate.kind == "name" and candidate.key in local:
        found.append("local")
    here = (candidate.segment, candidate.first) in support.contained
    located = support.located[candidate.key] - (previous == "in" or following == "resident")
    found += ["located=" + _group(max(located, 0)), "located,people=" + _group(max(located, 0)) + _group(people)]
    found.append("contained" if here else "contained_elsewhere" if support.held[candidate.key] else "never_contained")
    if candidate.segment == 0:
        found.append("headline")
    return found


@functools.cache
def _weights() -> dict[str, float]:
    return {name: float(weight) for name, weight in data.table("places/weights.tsv")}


def local_names(candidates: list[Candidate], support: Support) -> frozenset[str]:
    """Keys of candidates of which a place lies in a region or within 80 km of a town that the article names beyond doubt."""
    listed = gazetteer.load()
    regions: set[tuple[str, str]] = set()
    points: list[gazetteer.Spot] = []
    for key in sorted({c.key for c in candidates if c.kind in ("name", "abbreviation") and support.places[c.key]}):
        spots = listed.find(key)
        for spot in spots:
            if spot.feature == "region" and spot.admin1 and spot.exact:
                regions.add((spot.country, spot.admin1))
        if len(spots) == 1:
            points.append(spots[0])
    found = set()
    for key in {c.key for c in candidates if c.kind == "name"}:
        for spot in listed.find(key)[:60]:
            if spot.feature not in ("city", "county"):
                continue
            if (spot.country, spot.admin1) in regions or any(
                p.name != spot.name and gazetteer.kilometres(p.latitude, p.longitude, spot.latitude, spot.longitude) < 80
                for p in points[:40]
            ):
                found.add(key)
                break
    return frozenset(found)


def _follows_name(words: Words, candidate: Candidate) -> bool:
    """Whether a capitalised word and a comma stand before the candidate."""
    i = candidate.first
    return i > 1 and words.texts[i - 1] == "," and words.texts[i - 2][:1].isupper()


def _governs(words: Words, candidate: Candidate, support: Support) -> bool:
    """Whether it is a country or a capital, read as no person, that says or decides something ("Washington announced")."""
    if candidate.kind != "name" or candidate.last >= len(words.lower) or words.lower[candidate.last] not in GOVERNING:
        return False
    label = support.spans[candidate.segment].get(candidate.first, (0, 0, ""))[2]
    apart = candidate.first == 0 or not words.texts[candidate.first - 1][:1].isupper()
    return apart and label != "PERSON" and (candidate.key in capital_names() or _size(candidate.key, candidate.country) == "country")


def choose(pages: list[Words], candidates: list[Candidate]) -> list[tuple[Candidate, float]]:
    """The candidates that are places, with their probability; of overlapping ones the best."""
    support = Support(pages, candidates)
    local = local_names(candidates, support)
    weights = _weights()
    scored = []
    for candidate in candidates:
        words = pages[candidate.segment]
        score = sum(weights.get(feature, 0.0) for feature in features(words, candidate, support, local))
        state = candidate.kind == "abbreviation" and _follows_name(words, candidate)
        if candidate.kind == "demonym" or state or _governs(words, candidate, support):
            score = max(score, 0.0)
        elif candidate.kind == "name" and candidate.key not in given_names() and _size(candidate.key, candidate.country) == "country":
            score += 1.0
        if score > THRESHOLD:
            scored.append((score, candidate))
    taken: list[tuple[Candidate, float]] = []
    busy: set[int] = set()
    for score, candidate in sorted(scored, key=lambda s: (-s[0], s[1].start, -s[1].end)):
        if not any(at in busy for at in range(candidate.start, candidate.end)):
            busy.update(range(candidate.start, candidate.end))
            taken.append((candidate, 1 / (1 + math.exp(-min(score, 50.0)))))
    return sorted(taken, key=lambda t: t[0].start)
