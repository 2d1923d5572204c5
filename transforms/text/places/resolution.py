"""Which place a name means: the candidates of an article in, one gazetteer place (or none) for each of them out.

A name has one sense in an article. Its candidates are ranked by population, kind, the enclosing phrase ("Salem, Ore.", "the Orlova
region"), the regions and countries the article names, and the distance to its other places; three rounds, each with the senses of the one
before.
"""

import functools
import math
from typing import NamedTuple

from transforms.text.lexicon import data, gazetteer
from transforms.text.lexicon.gazetteer import Spot
from transforms.text.places.toponyms import GOVERNING, Candidate, Words

MOST_SENSES = 48
"""Senses of a name that are compared: the most populous ones; fewer where an article has very many names."""

MOST_PAIRS = 6_000
"""Senses of all names of an article that are compared."""

MOST_ANCHORS = 60
"""Places of the article that a sense is compared with: the surest ones."""

LEAST = 0.05
"""Below this probability a sense does not count as a place of the article."""

AMBIGUOUS = 0.4
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


Identity = tuple[str, str, str, str]
"""Key, kind and fixed country of a name, and the region or country that follows it."""
Point = tuple[float, float, float]
Odds = dict[Identity, list[float]]
_LIMITS = tuple((limit, f"within_{limit}") for limit in (15, 40, 80, 160, 400, 1000))


_JOINTS = frozenset((",", "(", "in", ", in", ", a town in", ", a city in", ", a village in", ", a suburb in", ", capital of", "-"))


class Context(NamedTuple):
    """What the phrase around one mention says."""

    containers: frozenset[str]
    hints: frozenset[str]


class Resolved(NamedTuple):
    """The place a candidate means and how sure that is; ``spot`` is null where the gazetteer has none or the name stays ambiguous."""

    spot: Spot | None
    confidence: float
    known: bool
    """Whether the gazetteer has any place of the name."""


class Name(NamedTuple):
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
    for code, capital, _, _ in data.table("places/countries.tsv"):
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


def contexts(text: str, pages: list[Words], chosen: list[Candidate]) -> list[Context]:
    """What the phrase around each of the ``chosen`` candidates of the article ``text`` says of it."""
    return [Context(_containers(text, chosen, i), _hints(pages[candidate.segment], candidate)) for i, candidate in enumerate(chosen)]


def _containers(text: str, chosen: list[Candidate], position: int) -> frozenset[str]:
    """The country or region named right after the candidate ("Paris, Texas"; "Lyon in France"): "US.TX", "FR"."""
    candidate = chosen[position]
    if position + 1 == len(chosen):
        return frozenset()
    following = chosen[position + 1]
    between = " ".join(text[candidate.end : min(following.start, candidate.end + 40)].split())
    if following.segment != candidate.segment or following.kind == "demonym" or between not in _JOINTS:
        return frozenset()
    outer = [s for s in senses(following) if s.feature in ("country", "region") and s.exact and s.country]
    return frozenset(s.country if s.feature == "country" else f"{s.country}.{s.admin1}" for s in outer)


def _hints(words: Words, candidate: Candidate) -> frozenset[str]:
    """The kinds of place that the words next to the candidate speak of ("the Orlova region", "the city of Orlova")."""
    lower = words.lower
    hints = set()
    after = lower[candidate.last] if candidate.last < len(lower) else ""
    before = lower[max(candidate.first - 3, 0) : candidate.first]
    if after in _KIND_WORDS:
        hints.add(_KIND_WORDS[after])
    elif after in GOVERNING:
        hints.add("government")
    if before[-1:] == ["of"] and len(before) > 1 and before[-2] in _KIND_WORDS:
        hints.add(_KIND_WORDS[before[-2]])
    elif before and before[-1] in ("city", "town", "village", "capital", "island", "port", "suburb"):
        hints.add(_KIND_WORDS[before[-1]])
    if after in ("and", ","):
        for word in words.texts[candidate.last : candidate.last + 9]:
            if word == "counties":
                hints.add("county")
            if not (word[:1].isupper() or word in ("and", ",")):
                break
    return frozenset(hints)


def _scale(population: int) -> float:
    return math.log10(population + 10) - 1


class Votes:
    """Which regions and neighbourhoods the names of an article have senses in, whichever is meant: local news names one of each."""

    def __init__(self, names: dict[Identity, Name]) -> None:
        self._regions: dict[tuple[str, str], dict[str, float]] = {}
        self._cells: dict[tuple[int, int], dict[str, float]] = {}
        for (key, *_), name in names.items():
            local = [s for s in name.senses if s.feature not in ("country", "continent")]
            regions = {(s.country, s.admin1) for s in local if s.admin1}
            for region in regions:
                self._regions.setdefault(region, {})[key] = 1 / math.sqrt(len(regions))
            cells = {_cell(s) for s in local if s.feature in ("city", "county", "other")}
            for cell in cells:
                self._cells.setdefault(cell, {})[key] = 1 / math.sqrt(len(cells))

    def region(self, key: str, spot: Spot) -> float:
        """The votes of the other names for the region ``spot`` lies in."""
        return sum(vote for other, vote in self._regions.get((spot.country, spot.admin1), {}).items() if other != key)

    def near(self, key: str, spot: Spot) -> float:
        """The votes of the other names for the degree square ``spot`` lies in and those around it."""
        row, column = _cell(spot)
        votes: dict[str, float] = {}
        for cell in ((row + y, column + x) for y in (-1, 0, 1) for x in (-1, 0, 1)):
            votes.update(self._cells.get(cell, {}))
        votes.pop(key, None)
        return sum(votes.values())


def _cell(spot: Spot) -> tuple[int, int]:
    return math.floor(spot.latitude), math.floor(spot.longitude)


class Scene:
    """The names of one article with what does not change between the rounds: constant features and points on the unit sphere."""

    def __init__(self, names: dict[Identity, Name]) -> None:
        self.names = names
        votes = Votes(names)
        self._constant = {
            identity: [_constant_features(identity[0], name, spot, votes) for spot in name.senses]
            for identity, name in names.items()
            if len(name.senses) > 1
        }
        self._points = {spot: _point(spot) for name in names.values() for spot in name.senses}

    def start(self) -> Odds:
        """Probabilities before anything is compared: by population, main names before alternate ones."""
        current = {}
        for identity, name in self.names.items():
            raw = []
            for spot in name.senses:
                value = 10.0 if spot.feature in ("country", "continent") else 4.0 if spot.feature == "region" else 1.0
                value *= (_scale(spot.population) + 0.5) * (1.0 if spot.exact else 0.1)
                if name.container:
                    value *= 50.0 if any(_inside(spot, c) for c in name.container) else 0.02
                raw.append(value)
            total = sum(raw) or 1.0
            current[identity] = [v / total for v in raw]
        return current

    def _surroundings(self, current: Odds) -> tuple[list[tuple[Identity, Spot, float]], dict[str, float]]:
        """The senses with their weights, and how much of the article lies in which region and country, by the probabilities so far."""
        anchors = []
        regions: dict[str, float] = {}
        total = 0.0
        for identity in sorted(self.names):
            name = self.names[identity]
            for spot, sure in zip(name.senses, current[identity], strict=True):
                if sure < LEAST:
                    continue
                mass = sure * (1 + math.log(name.mentions))
                if spot.feature in ("country", "continent"):
                    regions[spot.country] = max(regions.get(spot.country, 0.0), sure)
                else:
                    anchors.append((identity, spot, mass))
                    region = f"{spot.country}.{spot.admin1}"
                    if spot.feature == "region" and spot.admin1:
                        regions[region] = max(regions.get(region, 0.0), sure)
                    else:
                        regions["towns." + region] = regions.get("towns." + region, 0.0) + mass
                regions["in." + spot.country] = regions.get("in." + spot.country, 0.0) + mass
                total += mass
        for key in regions:
            if key.startswith(("in.", "towns.")):
                regions[key] /= total
        anchors.sort(key=lambda a: (-a[2], a[0], a[1].geonames_id))
        return anchors[:MOST_ANCHORS], regions

    def described(self, current: Odds) -> dict[Identity, list[dict[str, float]]]:
        """The features of every sense of every name that has more than one, given the probabilities so far."""
        anchors, regions = self._surroundings(current)
        countries = [
            self._points[spot]
            for identity, name in sorted(self.names.items())
            for spot, sure in zip(name.senses, current[identity], strict=True)
            if spot.feature == "country" and sure > 0.5
        ][:MOST_ANCHORS]
        result = {}
        for identity, constant in self._constant.items():
            others = [(spot, self._points[spot], sure) for key, spot, sure in anchors if key[0] != identity[0]]
            result[identity] = [
                {**known, **self._relative_features(spot, others, regions, countries)}
                for known, spot in zip(constant, self.names[identity].senses, strict=True)
            ]
        return result

    def _relative_features(
        self, spot: Spot, anchors: list[tuple[Spot, Point, float]], regions: dict[str, float], countries: list[Point]
    ) -> dict[str, float]:
        """What the other places of the article say of ``spot``."""
        if spot.feature in ("country", "continent"):
            return {}
        found = {}
        if spot.admin1 and spot.feature != "region":
            share = regions.get(f"{spot.country}.{spot.admin1}", 0.0)
            found["region_named"] = 1.0 if share > 0 else 0.0
            found["region_share"] = share
        elif spot.admin1:
            found["towns_share"] = regions.get(f"towns.{spot.country}.{spot.admin1}", 0.0)
        point = self._points[spot]
        if countries and spot.country:
            found["country_gap"] = math.log10(min(_apart(point, country) for country in countries) + 200)
        named = "named" if spot.country in regions else "unnamed"
        if spot.geonames_id in capitals():
            found["capital_" + named] = 1.0
        found["country_" + named + "," + spot.feature] = 1.0
        found["country_" + named + "_population"] = _scale(spot.population)
        found["country_share"] = regions.get("in." + spot.country, 0.0)
        if not anchors:
            return found
        nearest, within, weight, close, county = 20_000.0, 0.0, 0.0, 0.0, 0.0
        for other, other_point, sure in anchors:
            distance = _apart(point, other_point)
            weight += sure
            if sure > 0.3 and distance < nearest:
                nearest = distance
            if distance < 1000:
                near = math.exp(-distance / 100)
                within += sure * near
                close = max(close, min(sure, 1.0) * near)
                if distance < 50 and spot.admin1 == other.admin1 and {spot.feature, other.feature} == {"city", "county"}:
                    county = max(county, min(sure, 1.0))
        found["density"] = math.log1p(within)
        found["density_share"] = within / weight
        found["close"] = close
        found["county_and_town"] = county
        found["nearest"] = -math.log10(nearest + 10)
        for limit, feature in _LIMITS:
            if nearest < limit:
                found[feature] = 1.0
        return found

    def rank(self) -> Odds:
        """The probability of every sense of every name after all rounds."""
        current = self.start()
        for weights in _weights():
            fresh = dict(current)
            for identity, rows in self.described(current).items():
                fresh[identity] = shares([sum(weights.get(f, 0.0) * v for f, v in row.items()) for row in rows])
            current = fresh
        return current


def shares(scores: list[float]) -> list[float]:
    """Log odds as probabilities that add up to one.

    >>> shares([0.0, 0.0])
    [0.5, 0.5]
    """
    highest = max(scores)
    odds = [math.exp(s - highest) for s in scores]
    total = sum(odds)
    return [o / total for o in odds]


def _point(spot: Spot) -> Point:
    latitude, longitude = math.radians(spot.latitude), math.radians(spot.longitude)
    return math.cos(latitude) * math.cos(longitude), math.cos(latitude) * math.sin(longitude), math.sin(latitude)


def _apart(a: Point, b: Point) -> float:
    """Great-circle kilometres between two points of the unit sphere."""
    chord = math.sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2)
    return 12_742 * math.asin(min(1.0, chord / 2))


def _constant_features(key: str, name: Name, spot: Spot, votes: Votes) -> dict[str, float]:
    """What speaks for ``spot`` as the sense of ``name``, whatever the other names mean."""
    scale = _scale(spot.population)
    found = {"kind=" + spot.feature: 1.0, "population": scale, "exact" if spot.exact else "alternate": 1.0}
    if spot.feature in ("city", "county"):
        found["population_" + spot.feature] = scale
    if spot.geonames_id in capitals():
        if any(s.feature == "region" and s.exact and s.country == spot.country for s in name.senses):
            found["capital_beside_region"] = 1.0
        if "government" in name.hints:
            found["governing_capital"] = 1.0
    if spot.population == max(s.population for s in name.senses):
        found["largest"] = 1.0
    if name.container:
        found["contained" if any(_inside(spot, c) for c in name.container) else "outside"] = 1.0
    for hint in name.hints:
        found["hint=" + hint + "," + spot.feature] = 1.0
    if spot.feature not in ("country", "continent"):
        if spot.feature != "region":
            found["region_votes"] = votes.region(key, spot)
            found["near_votes"] = votes.near(key, spot)
        if name.mentions > 1:
            found["often_population"] = scale
        if name.first:
            found["first_population"] = scale
    return found


@functools.cache
def _weights() -> tuple[dict[str, float], ...]:
    rounds: list[dict[str, float]] = [{} for _ in range(ROUNDS)]
    for number, feature, weight in data.table("places/senses.tsv"):
        rounds[int(number)][feature] = float(weight)
    return tuple(rounds)


def identify(candidate: Candidate, context: Context) -> Identity:
    """The name a candidate is a mention of: one that a region or country follows is a name of its own where it has a sense there."""
    kind = candidate.kind if candidate.kind in ("demonym", "abbreviation", "road", "building") else "name"
    inside = ""
    if context.containers and any(_inside(s, c) for s in senses(candidate) for c in context.containers):
        inside = " ".join(sorted(context.containers))
    return candidate.key, kind, candidate.country, inside


def gather(chosen: list[Candidate], around: list[Context]) -> dict[Identity, Name]:
    """The names of the article, each with its senses and what its mentions say."""
    mentions: dict[Identity, list[int]] = {}
    keys: dict[str, list[int]] = {}
    for position, (candidate, context) in enumerate(zip(chosen, around, strict=True)):
        mentions.setdefault(identify(candidate, context), []).append(position)
        keys.setdefault(candidate.key, []).append(position)
    most = max(MOST_PAIRS // max(len(mentions), 1), 2)
    names = {}
    for identity, positions in mentions.items():
        found = senses(chosen[positions[0]])
        if identity[3]:
            found = tuple(s for s in found if any(_inside(s, c) for c in identity[3].split()))
        container = frozenset(c for i in keys[identity[0]] for c in around[i].containers) if identity[0] else frozenset()
        hints = frozenset(hint for i in positions for hint in around[i].hints)
        names[identity] = Name(found[:most], container, hints, len(positions), positions[0] == 0)
    return names


def resolve(text: str, pages: list[Words], chosen: list[Candidate]) -> list[Resolved]:
    """For each of the ``chosen`` candidates of the article ``text``, in their order, the place it means."""
    around = contexts(text, pages, chosen)
    names = gather(chosen, around)
    probabilities = Scene(names).rank()
    answers = {identity: answer(name, probabilities[identity]) for identity, name in names.items()}
    resolved = []
    for candidate, context in zip(chosen, around, strict=True):
        identity = identify(candidate, context)
        resolved.append(_as_called(answers[identity], names[identity], context.hints))
    return resolved


def _as_called(found: Resolved, name: Name, hints: frozenset[str]) -> Resolved:
    """The region of the same name where this mention says so ("the Belgorod region"), its chief town where it does not."""
    spot = found.spot
    if spot is None or not spot.admin1:
        return found
    if spot.feature == "city" and "region" in hints:
        wanted = "region"
    elif spot.feature == "region" and "region" not in hints and not spot.exact:
        wanted = "city"
    else:
        return found
    for other in name.senses:
        if other.feature == wanted and (other.country, other.admin1) == (spot.country, spot.admin1):
            return found._replace(spot=other)
    return found


def answer(name: Name, probabilities: list[float]) -> Resolved:
    """The likeliest sense of ``name``, where it is likely enough; senses next to each other in one country count together."""
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
