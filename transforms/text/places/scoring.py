"""Which candidate spans are places: a linear score of a candidate's features, and the best spans that do not overlap."""

import math

from transforms.text.lexicon import gazetteer, odds, sport
from transforms.text.lexicon.gazetteer import Spot
from transforms.text.places.cues import FOREIGN_LINKS, GOVERNING
from transforms.text.places.features import features
from transforms.text.places.forms import capital_names, given_names
from transforms.text.places.support import Support, size
from transforms.text.places.toponyms import Candidate
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage

WEIGHTS = "places/weights.tsv"
THRESHOLD = -0.8
"""Log odds from which on a span is taken for a place."""

NEAR = 80.0
"""Kilometres within which a town is local to another."""

MOST_SENSES, MOST_POINTS = 60, 40
"""Senses of a name, and towns beyond doubt, that are compared: the most populous ones of a name, the first ones by name."""


def local_names(candidates: list[Candidate], support: Support) -> frozenset[str]:
    """Return keys of candidates of which a place lies in a region or within 80 km of a town that the article names beyond doubt."""
    listed = gazetteer.load()
    sure = [listed.find(key) for key in sorted({c.key for c in candidates if c.kind in ("name", "abbreviation") and support.places[c.key]})]
    regions = {(s.country, s.admin1) for spots in sure for s in spots if s.feature == "region" and s.admin1 and s.exact}
    points = [spots[0] for spots in sure if len(spots) == 1][:MOST_POINTS]

    def is_local(spot: Spot) -> bool:
        return spot.feature in ("city", "county") and ((spot.country, spot.admin1) in regions or any(_is_near(spot, p) for p in points))

    return frozenset(key for key in {c.key for c in candidates if c.kind == "name"} if any(map(is_local, listed.find(key)[:MOST_SENSES])))


def _is_near(spot: Spot, point: Spot) -> bool:
    apart = gazetteer.kilometres(point.latitude, point.longitude, spot.latitude, spot.longitude)
    return point.name != spot.name and apart < NEAR


def _follows_name(passage: Passage, candidate: Candidate) -> bool:
    """Return whether a capitalised word and a comma stand before the candidate."""
    i = candidate.first
    return i > 1 and passage.words[i - 1] == "," and passage.words[i - 2][:1].isupper()


def _governs(passage: Passage, candidate: Candidate, support: Support) -> bool:
    """Return whether it is a country or a capital that says or decides something ("Washington announced"), and no person of the article's."""
    if candidate.kind != "name" or candidate.last >= len(passage.lower) or passage.lower[candidate.last] not in GOVERNING:
        return False
    label = support.label_at(candidate.passage, candidate.first)
    apart = candidate.first == 0 or not passage.words[candidate.first - 1][:1].isupper()
    person = label == "PERSON" and (candidate.key in support.of_people or " " in candidate.key)
    return apart and not person and (candidate.key in capital_names() or size(candidate.key, candidate.country) == "country")


def _contests(passage: Passage, candidate: Candidate, support: Support) -> bool:
    """Return whether it is a country, a region or a large town that beats or is beaten ("Boston beat Chicago"), and no person of the article's."""
    beside = passage.lower[max(candidate.first - 1, 0) : candidate.first] + passage.lower[candidate.last : candidate.last + 1]
    if candidate.kind != "name" or not any(map(sport.beats, beside)) or support.label_at(candidate.passage, candidate.first) == "PERSON":
        return False
    return size(candidate.key, candidate.country) in ("country", "region", "city3", "city4")


def score(passage: Passage, candidate: Candidate, support: Support, local: frozenset[str]) -> float:
    """Return the log odds that ``candidate`` is a place; what its form or its verb says beyond doubt is not outvoted."""
    known = odds.weights(WEIGHTS)
    total = sum(known.get(feature, 0.0) for feature in features(passage, candidate, support, local))
    state = candidate.kind == "abbreviation" and _follows_name(passage, candidate)
    joined = candidate.kind == "name" and any(word in FOREIGN_LINKS for word in passage.words[candidate.first + 1 : candidate.last])
    if (
        candidate.kind in ("demonym", "former", "county")
        or state
        or joined
        or _governs(passage, candidate, support)
        or _contests(passage, candidate, support)
    ):
        return max(total, 0.0)
    if candidate.kind == "name" and candidate.key not in given_names() and size(candidate.key, candidate.country) == "country":
        return total + 1.0
    return total


def choose(reading: Reading, candidates: list[Candidate]) -> list[tuple[Candidate, float]]:
    """Return the candidates that are places, with their probability; of overlapping ones the best."""
    support = Support(reading, candidates)
    local = local_names(candidates, support)
    scored = [(score(reading.passages[candidate.passage], candidate, support, local), candidate) for candidate in candidates]
    taken: list[tuple[Candidate, float]] = []
    busy: set[int] = set()
    for total, candidate in sorted(scored, key=lambda s: (-s[0], s[1].start, -s[1].end)):
        if total > THRESHOLD and not any(at in busy for at in range(candidate.start, candidate.end)):
            busy.update(range(candidate.start, candidate.end))
            taken.append((candidate, 1 / (1 + math.exp(-min(total, 50.0)))))
    return sorted(taken, key=lambda t: t[0].start)
