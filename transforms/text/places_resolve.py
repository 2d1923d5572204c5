"""Which place a name means: the candidates of an article in, one gazetteer place (or none) for each of them out.

A name has one sense in an article. Its candidates are ranked by population, kind, the enclosing phrase ("Salem, Ore.", "the Orlova
region"), the regions and countries the article names, and the distance to its other places; three rounds, each with the senses of the one
before.
"""

import functools
import math
from typing import NamedTuple

from transforms.text import data, gazetteer
from transforms.text.document import AnnotatedArticle
from transforms.text.gazetteer import Spot
from transforms.text.places_names import Candidate

MOST_SENSES = 48
"""Senses of a name that are compared: the most populous ones."""

AMBIGUOUS = 0.35
"""Below this probability a name stays unresolved."""

NEAR = 100.0
"""Kilometres within which two senses of a name are the same spot for the probability."""

ROUNDS = 3

_KIND_WORDS = {
    "county": "county", "counties": "county", "parish": "county", "district": "county", "region": "region", "province": "region",
    "oblast": "region", "state": "region", "governorate": "region", "prefecture": "region", "republic": "region", "krai": "region",
    "city": "city", "town": "city", "village": "city", "suburb": "city", "township": "city", "capital": "city", "port": "city",
    "island": "island", "river": "water", "sea": "water", "lake": "water", "mayor": "city", "airport": "city",
    "police": "city", "resident": "city", "residents": "city", "man": "city", "woman": "city",
}  # fmt: skip


class Resolved(NamedTuple):
    """The place a candidate means and how sure that is; ``spot`` is null where the gazetteer has none or the name stays ambiguous."""

    spot: Spot | None
    confidence: float
    known: bool
    """Whether the gazetteer has any place of the name."""


class _Name(NamedTuple):
    """One name of the article: its senses, and what its mentions say."""

    senses: tuple[Spot, ...]
    container: frozenset[str]
    hints: frozenset[str]
    mentions: int
    first: bool


@functools.cache
def capitals() -> frozenset[int]:
    """GeoNames identifiers of the towns that governments are called by."""
    found = set()
    for code, capital, _, _ in data.table("places_countries.tsv"):
        towns = [s for s in gazetteer.load().find(gazetteer.fold(capital)) if s.feature == "city" and s.country == code]
        if towns:
            found.add(max(towns, key=lambda s: (s.exact, s.population)).geonames_id)
    return frozenset(found)


def senses(candidate: Candidate) -> tuple[Spot, ...]:
    """The gazetteer's places that ``candidate`` may mean; a fixed form has one."""
    if candidate.country and len(candidate.key) == 2 and candidate.key.isupper():
        spot = gazetteer.load().countries.get(candidate.key)
        others = gazetteer.load().find(gazetteer.fold(candidate.text)) if candidate.kind == "name" else ()
        return ((spot,) if spot else ()) + tuple(s for s in others if s != spot)
    if candidate.kind in ("road", "building"):
        return ()
    found = gazetteer.load().find(candidate.key)
    if candidate.kind in ("demonym", "abbreviation"):
        wanted = [s for s in found if not candidate.country or s.country == candidate.country]
        wanted.sort(key=lambda s: (s.feature not in ("region", "continent"), not s.exact, -s.population))
        return tuple(wanted[:1])
    if len(found) > MOST_SENSES:
        found = tuple(sorted(found, key=lambda s: (not s.exact, -s.population))[:MOST_SENSES])
    return found


def _inside(spot: Spot, container: str) -> bool:
    country, _, region = container.partition(".")
    return spot.country == country and (not region or spot.admin1 == region)


def _context(article: AnnotatedArticle, chosen: list[Candidate], position: int) -> tuple[set[str], set[str]]:
    """Containers that the phrase around the candidate names ("Paris, Texas"), and the kinds its words hint at."""
    candidate = chosen[position]
    text = article.source_text
    containers: set[str] = set()
    for following in chosen[position + 1 : position + 3]:
        between = text[candidate.end : following.start]
        if between.strip() not in (",", "(", ", in", "in", ", a town in", ", a city in", ", a village in", "County,"):
            break
        inner = [s for s in senses(following) if s.feature in ("country", "region")]
        if inner and following.kind != "demonym":
            containers |= {s.country if s.feature == "country" else f"{s.country}.{s.admin1}" for s in inner if s.country}
            if any(s.feature == "region" and s.exact for s in inner):
                containers -= {s.country for s in inner if s.feature == "country" and between.strip() != ","}
            break
    doc = article.annotated[candidate.segment].doc
    hints = set()
    after = [t.lower_ for t in doc[candidate.last : candidate.last + 1]]
    before = [t.lower_ for t in doc[max(candidate.first - 3, 0) : candidate.first]]
    if after and after[0] in _KIND_WORDS:
        hints.add(_KIND_WORDS[after[0]])
    if before[-1:] == ["of"] and len(before) > 1 and before[-2] in _KIND_WORDS:
        hints.add(_KIND_WORDS[before[-2]])
    elif before and before[-1] in ("city", "town", "village", "capital", "island", "port", "suburb"):
        hints.add(_KIND_WORDS[before[-1]])
    if after and after[0] in ("and", ","):
        for token in doc[candidate.last : candidate.last + 9]:
            if token.lower_ == "counties":
                hints.add("county")
                break
            if not (token.text[:1].isupper() or token.lower_ in ("and", ",")):
                break
    return containers, hints


def _scale(population: int) -> float:
    return math.log10(population + 10) - 1


def _features(name: _Name, spot: Spot, anchors: list[tuple[Spot, float]], regions: dict[str, float], top: int) -> dict[str, float]:
    """What speaks for ``spot`` as the sense of ``name``, given the other places of the article with their weights."""
    found = {"kind=" + spot.feature: 1.0, "population": _scale(spot.population)}
    found["exact" if spot.exact else "alternate"] = 1.0
    if spot.feature in ("city", "county"):
        found["population_" + spot.feature] = _scale(spot.population)
    if not spot.geonames_id:
        found["own"] = 1.0
    if spot.geonames_id in capitals():
        found["capital"] = 1.0
    if spot.population == top:
        found["largest"] = 1.0
    if name.container:
        found["contained" if any(_inside(spot, c) for c in name.container) else "outside"] = 1.0
    for hint in name.hints:
        found["hint=" + hint + "," + spot.feature] = 1.0
    if spot.feature not in ("country", "continent"):
        place = f"{spot.country}.{spot.admin1}"
        if spot.admin1 and spot.feature != "region":
            share = regions.get(place, 0.0)
            found["region_named"] = 1.0 if share > 0 else 0.0
            found["region_share"] = share
        found["country_named"] = 1.0 if spot.country in regions else 0.0
        found["country_share"] = regions.get("in." + spot.country, 0.0)
        nearest, within, weight = 20_000.0, 0.0, 0.0
        for other, sure in anchors:
            distance = gazetteer.kilometres(spot.latitude, spot.longitude, other.latitude, other.longitude)
            if sure > 0.3:
                nearest = min(nearest, distance)
            within += sure * math.exp(-distance / 100)
            weight += sure
        if weight:
            found["density"] = math.log1p(within)
            found["density_share"] = within / weight
            found["nearest"] = -math.log10(nearest + 10)
            for limit in (15, 40, 80, 160, 400, 1000):
                if nearest < limit:
                    found[f"within_{limit}"] = 1.0
        if name.mentions > 1:
            found["often_population"] = _scale(spot.population)
        if name.first:
            found["first_population"] = _scale(spot.population)
    return found


@functools.cache
def _weights() -> tuple[dict[str, float], ...]:
    rounds: list[dict[str, float]] = [{} for _ in range(ROUNDS)]
    for number, feature, weight in data.table("places_senses.tsv"):
        rounds[int(number)][feature] = float(weight)
    return tuple(rounds)


def gather(article: AnnotatedArticle, chosen: list[Candidate]) -> dict[tuple[str, str, str], _Name]:
    """The names of the article by key, kind and fixed country, each with its senses and what its mentions say."""
    collected: dict[tuple[str, str, str], tuple[set[str], set[str], int, bool]] = {}
    for position, candidate in enumerate(chosen):
        containers, hints = _context(article, chosen, position)
        identity = _identity(candidate)
        known = collected.get(identity, (set(), set(), 0, position == 0))
        collected[identity] = (known[0] | containers, known[1] | hints, known[2] + 1, known[3])
    by_identity = {_identity(c): c for c in chosen}
    return {
        identity: _Name(senses(by_identity[identity]), frozenset(inside), frozenset(hints), count, first)
        for identity, (inside, hints, count, first) in collected.items()
    }


def _identity(candidate: Candidate) -> tuple[str, str, str]:
    kind = candidate.kind if candidate.kind in ("demonym", "abbreviation", "road", "building") else "name"
    return candidate.key, kind, candidate.country


def surroundings(
    names: dict[tuple[str, str, str], _Name], current: dict[tuple[str, str, str], list[float]]
) -> tuple[list[tuple[tuple[str, str, str], Spot, float]], dict[str, float]]:
    """The anchors (senses with weights) and how much of the article lies in which region and country, by the probabilities so far."""
    anchors = []
    regions: dict[str, float] = {}
    total = 0.0
    for identity in sorted(names):
        name = names[identity]
        for spot, sure in zip(name.senses, current[identity], strict=True):
            if sure < 0.05:
                continue
            mass = sure * (1 + math.log(name.mentions))
            if spot.feature in ("country", "continent"):
                regions[spot.country] = max(regions.get(spot.country, 0.0), sure)
            else:
                anchors.append((identity, spot, mass))
                if spot.feature == "region" and spot.admin1:
                    regions[f"{spot.country}.{spot.admin1}"] = max(regions.get(f"{spot.country}.{spot.admin1}", 0.0), sure)
            regions["in." + spot.country] = regions.get("in." + spot.country, 0.0) + mass
            total += mass
    for key in regions:
        if key.startswith("in."):
            regions[key] /= total
    anchors.sort(key=lambda a: (-a[2], a[0], a[1].geonames_id))
    return anchors[:60], regions


def start(names: dict[tuple[str, str, str], _Name]) -> dict[tuple[str, str, str], list[float]]:
    """Probabilities before anything is compared: by population, main names before alternate ones."""
    current = {}
    for identity, name in names.items():
        raw = []
        for spot in name.senses:
            value = 10.0 if spot.feature in ("country", "continent") else 4.0 if spot.feature == "region" else 1.0
            value *= _scale(spot.population) + 0.5
            value *= 1.0 if spot.exact else 0.1
            if name.container:
                value *= 50.0 if any(_inside(spot, c) for c in name.container) else 0.02
            raw.append(value)
        total = sum(raw) or 1.0
        current[identity] = [v / total for v in raw]
    return current


def described(
    names: dict[tuple[str, str, str], _Name], current: dict[tuple[str, str, str], list[float]]
) -> dict[tuple[str, str, str], list[dict[str, float]]]:
    """The features of every sense of every name that has more than one."""
    anchors, regions = surroundings(names, current)
    result = {}
    for identity, name in names.items():
        if len(name.senses) > 1:
            others = [(spot, sure) for key, spot, sure in anchors if key[0] != identity[0]]
            top = max(s.population for s in name.senses)
            result[identity] = [_features(name, spot, others, regions, top) for spot in name.senses]
    return result


def rank(names: dict[tuple[str, str, str], _Name]) -> dict[tuple[str, str, str], list[float]]:
    """The probability of every sense of every name after all rounds."""
    current = start(names)
    for weights in _weights():
        fresh = dict(current)
        for identity, rows in described(names, current).items():
            scores = [sum(weights.get(f, 0.0) * v for f, v in row.items()) for row in rows]
            highest = max(scores)
            odds = [math.exp(s - highest) for s in scores]
            total = sum(odds)
            fresh[identity] = [o / total for o in odds]
        current = fresh
    return current


def resolve(article: AnnotatedArticle, chosen: list[Candidate]) -> list[Resolved]:
    """For each of the ``chosen`` candidates, in their order, the place it means."""
    names = gather(article, chosen)
    probabilities = rank(names)
    answers = {}
    for identity, name in names.items():
        answers[identity] = _answer(name, probabilities[identity])
    return [answers[_identity(c)] for c in chosen]


def _answer(name: _Name, probabilities: list[float]) -> Resolved:
    if not name.senses:
        return Resolved(None, 0.0, False)
    best = max(range(len(name.senses)), key=lambda i: (probabilities[i], name.senses[i].population, -i))
    spot = name.senses[best]
    sure = sum(
        p
        for s, p in zip(name.senses, probabilities, strict=True)
        if s is spot or (s.country == spot.country and gazetteer.kilometres(s.latitude, s.longitude, spot.latitude, spot.longitude) < NEAR)
    )
    if sure < AMBIGUOUS:
        return Resolved(None, sure, True)
    return Resolved(spot, min(sure, 1.0), True)
