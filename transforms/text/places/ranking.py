"""Which sense of a name is meant: the names of an article with their senses in, a probability for each sense out.

Senses are ranked by population, kind, the enclosing phrase, the regions and countries the article names, and the distance to its other
places; three rounds, each with the probabilities of the one before.
"""

import functools
import math
from collections.abc import Iterator
from typing import NamedTuple

from transforms.text.lexicon import countries, data, gazetteer
from transforms.text.lexicon.gazetteer import Spot
from transforms.text.lexicon.loading import KEPT

MOST_ANCHORS = 60
"""Places of the article that a sense is compared with: the surest ones."""

LEAST = 0.05
"""Below this probability a sense does not count as a place of the article."""

SURE = 0.5
"""Above this probability a country counts as named."""

ROUNDS = 3

CELLS = (1.0, 0.25)
"""Widths in degrees of the squares in which names vote for a neighbourhood."""

MOST_LEAD = 3.0
"""Distance in standing from which on a sense is no better known for being farther ahead."""

BESIDE = 100.0
"""Kilometres within which two senses in one country count as one."""

FIRST_SLOPE = 0.4
"""How steeply the first probabilities rise with standing."""

Identity = tuple[str, str, str, str]
"""Key, kind and fixed country of a name, and the region or country that follows it."""
Point = tuple[float, float, float]
"""A place on the unit sphere."""
Odds = dict[Identity, list[float]]
Cell = tuple[float, int, int]
"""A square of a grid: its width in degrees, row and column."""
Anchor = tuple[Identity, Spot, float]
"""A sense of a name of the article, and how much it counts."""
_LIMITS = tuple((limit, f"within_{limit}") for limit in (15, 40, 80, 160, 400, 1000))
_WHOLE = ("country", "continent")
_STANDING = {"country": 2.0, "continent": 2.0, "region": 0.5}
"""What countries, continents and regions are ahead of a town of their population."""
_LISTED_STANDING = 6.5
"""The standing of seas, mountains and sights, which are listed by hand because news names them; islands and regions may be GeoNames', too,
and then are better taken from there.
"""


class Name(NamedTuple):
    """One name of the article: its senses, and what its mentions say."""

    senses: tuple[Spot, ...]
    container: frozenset[str] = frozenset()
    """Regions and countries that follow mentions of it."""
    holds: frozenset[str] = frozenset()
    """Regions and countries of this name in which the name before a mention of it has a sense ("Kingston, Jamaica")."""
    hints: frozenset[str] = frozenset()
    mates: frozenset[Spot] = frozenset()
    """Best known senses of the names that mentions of it are listed with ("Nevada and Iowa")."""
    whole: frozenset[int] = frozenset()
    """Those of its senses, by GeoNames identifier, whose whole name the article gives ("Orlova am Inn")."""
    mentions: int = 1
    first: bool = False
    """Whether the article's first name is it."""
    dateline: bool = False
    """Whether an agency's dateline names it alone, as is their custom for well-known cities."""


@functools.cache
def capitals() -> frozenset[int]:
    """Return GeoNames identifiers of the towns that governments are called by."""
    found = set()
    for country in countries.countries().values():
        towns = [s for s in gazetteer.load().find(gazetteer.fold(country.capital)) if s.feature == "city" and s.country == country.code]
        if towns:
            found.add(max(towns, key=lambda s: (s.exact, s.population)).geonames_id)
    return frozenset(found)


def inside(spot: Spot, container: str) -> bool:
    """Return whether ``spot`` lies in the country or region ``container`` ("FR", "US.TX")."""
    country, _, region = container.partition(".")
    return spot.country == country and (not region or spot.admin1 == region)


def within(spot: Spot) -> str:
    """Return the region, or of a country the country, that ``spot`` is or lies in ("US.TX", "FR")."""
    return f"{spot.country}.{spot.admin1}" if spot.feature == "region" else spot.country


def _scale(population: int) -> float:
    return math.log10(population + 10) - 1


@functools.lru_cache(maxsize=KEPT)
def standing(spot: Spot) -> float:
    """Return how well ``spot`` is known in the world: its scale, its other names, whether a government is called by it.
    That of a city of a million that the world knows is about 7.

    >>> from transforms.text.lexicon import gazetteer
    >>> [round(standing(spot), 1) for spot in gazetteer.load().find("london")[:2]]
    [9.1, 5.6]
    """
    if not spot.geonames_id:
        return _LISTED_STANDING if spot.feature in ("water", "mountain", "other") else _LISTED_STANDING - 1
    known = _scale(spot.population) + 2 * math.log10(1 + spot.fame / 10) + (spot.geonames_id in capitals()) - (not spot.exact)
    return known + _STANDING.get(spot.feature, 0.0)


def lead(name: Name) -> tuple[Spot, float] | None:
    """Return the best known sense of ``name`` with the distance to the next one elsewhere, at most ``MOST_LEAD``."""
    if not name.senses:
        return None
    ranked = sorted(name.senses, key=standing, reverse=True)
    best = ranked[0]
    second = next((standing(s) for s in ranked[1:] if not is_beside(s, best)), 0.0)
    return best, min(standing(best) - second, MOST_LEAD)


def is_unrivalled(name: Name, spot: Spot) -> bool:
    """Return whether ``spot`` is a capital whose ``name`` no other place shares that is nearly as well known ("Port of Spain")."""
    return spot.geonames_id in capitals() and lead(name) == (spot, MOST_LEAD)


def is_beside(spot: Spot, other: Spot) -> bool:
    """Return whether two senses are one spot for news: a town and the district it is the centre of."""
    if spot.country != other.country:
        return False
    return gazetteer.kilometres(spot.latitude, spot.longitude, other.latitude, other.longitude) < BESIDE


class Votes:
    """Which regions and neighbourhoods the names of an article have senses in, whichever is meant: local news names one of each."""

    def __init__(self, names: dict[Identity, Name]) -> None:
        self._regions: dict[tuple[str, str], dict[str, float]] = {}
        self._cells: dict[Cell, dict[str, float]] = {}
        self._parts: dict[str, set[str]] = {}
        for (key, *_), name in names.items():
            best = lead(name)
            if best and best[0].feature == "region":
                self._parts.setdefault(best[0].country, set()).add(key)
            local = [s for s in name.senses if s.feature not in _WHOLE]
            regions = {(s.country, s.admin1) for s in local if s.admin1}
            for region in regions:
                self._regions.setdefault(region, {})[key] = 1 / math.sqrt(len(regions))
            for size in CELLS:
                squares = {cell(s, size) for s in local if s.feature in ("city", "county", "other")}
                for square in squares:
                    self._cells.setdefault(square, {})[key] = 1 / math.sqrt(len(squares))

    def region(self, key: str, spot: Spot) -> float:
        """Return the votes of the other names for the region ``spot`` lies in."""
        return sum(vote for other, vote in self._regions.get((spot.country, spot.admin1), {}).items() if other != key)

    def parts(self, key: str, country: str) -> set[str]:
        """Return the other names that mean a region of ``country`` to the world."""
        return self._parts.get(country, set()) - {key}

    def near(self, key: str, spot: Spot, size: float) -> float:
        """Return the votes of the other names for the square of ``size`` degrees that ``spot`` lies in and those around it."""
        votes: dict[str, float] = {}
        for square in neighbours(spot, size):
            votes.update(self._cells.get(square, {}))
        votes.pop(key, None)
        return sum(votes.values())


def cell(spot: Spot, size: float) -> Cell:
    """Return the square of ``size`` degrees that ``spot`` lies in."""
    return size, math.floor(spot.latitude / size), math.floor(spot.longitude / size)


def neighbours(spot: Spot, size: float) -> list[Cell]:
    """Return the square of ``size`` degrees that ``spot`` lies in, with those around it."""
    _, row, column = cell(spot, size)
    return [(size, row + y, column + x) for y in (-1, 0, 1) for x in (-1, 0, 1)]


class Surroundings(NamedTuple):
    """What an article is about, by the probabilities so far."""

    anchors: list[Anchor]
    """Its likely senses but for countries, the surest ones first."""
    regions: dict[str, float]
    """By country ("FR") or region ("US.TX"): how surely it is named."""
    within: dict[str, float]
    """By country: the share of the article's places in it."""
    towns: dict[str, float]
    """By region: the share of the article's places in it, itself left out."""
    countries: list[Point]
    """The named countries."""


class Scene:
    """The names of one article with what does not change between the rounds: constant features and points on the unit sphere."""

    def __init__(self, names: dict[Identity, Name]) -> None:
        self.names = names
        votes = Votes(names)
        self._constant = {identity: describe(identity[0], name, votes) for identity, name in names.items() if len(name.senses) > 1}
        self._points = {spot: _point(spot) for name in names.values() for spot in name.senses}

    def start(self) -> Odds:
        """Return probabilities before anything is compared: by population, main names before alternate ones."""
        current = {}
        for identity, name in self.names.items():
            raw = [_prior(name, spot) for spot in name.senses]
            total = sum(raw) or 1.0
            current[identity] = [v / total for v in raw]
        return current

    def surroundings(self, current: Odds) -> Surroundings:
        """Return what the article is about by the probabilities ``current``."""
        anchors: list[Anchor] = []
        regions: dict[str, float] = {}
        within: dict[str, float] = {}
        towns: dict[str, float] = {}
        countries = []
        total = 0.0
        for identity, spot, sure in self._likely(current):
            mass = sure * (1 + math.log(self.names[identity].mentions))
            region = f"{spot.country}.{spot.admin1}"
            if spot.feature in _WHOLE:
                regions[spot.country] = max(regions.get(spot.country, 0.0), sure)
                if spot.feature == "country" and sure > SURE:
                    countries.append(self._points[spot])
            else:
                anchors.append((identity, spot, mass))
                if spot.feature == "region" and spot.admin1:
                    regions[region] = max(regions.get(region, 0.0), sure)
                else:
                    towns[region] = towns.get(region, 0.0) + mass
            within[spot.country] = within.get(spot.country, 0.0) + mass
            total += mass
        anchors.sort(key=lambda a: (-a[2], a[0], a[1].geonames_id))
        within = {country: mass / total for country, mass in within.items()}
        towns = {region: mass / total for region, mass in towns.items()}
        return Surroundings(anchors[:MOST_ANCHORS], regions, within, towns, countries[:MOST_ANCHORS])

    def _likely(self, current: Odds) -> Iterator[Anchor]:
        """Yield the senses that count, with their probability."""
        for identity in sorted(self.names):
            for spot, sure in zip(self.names[identity].senses, current[identity], strict=True):
                if sure >= LEAST:
                    yield identity, spot, sure

    def described(self, current: Odds) -> dict[Identity, list[dict[str, float]]]:
        """Return the features of every sense of every name that has more than one, given the probabilities so far."""
        around = self.surroundings(current)
        result = {}
        for identity, constant in self._constant.items():
            others = [(spot, self._points[spot], sure) for key, spot, sure in around.anchors if key[0] != identity[0]]
            result[identity] = [
                {**known, **self._relative_features(spot, others, around)}
                for known, spot in zip(constant, self.names[identity].senses, strict=True)
            ]
        return result

    def _relative_features(self, spot: Spot, others: list[tuple[Spot, Point, float]], around: Surroundings) -> dict[str, float]:
        """Return what the other places of the article say of ``spot``."""
        if spot.feature in _WHOLE:
            return {}
        return area_features(spot, self._points[spot], around) | distance_features(spot, self._points[spot], others)

    def rank(self) -> Odds:
        """Return the probability of every sense of every name after all rounds."""
        current = self.start()
        for weights in _weights():
            fresh = dict(current)
            for identity, rows in self.described(current).items():
                fresh[identity] = shares([sum(weights.get(f, 0.0) * v for f, v in row.items()) for row in rows])
            current = fresh
        return current


def _prior(name: Name, spot: Spot) -> float:
    """Return how likely ``spot`` is before anything is compared, not normalised."""
    value = 10 ** (standing(spot) * FIRST_SLOPE)
    if name.container:
        value *= 50.0 if any(inside(spot, c) for c in name.container) else 0.02
    return value


def shares(scores: list[float]) -> list[float]:
    """Return log odds as probabilities that add up to one.

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


def describe(key: str, name: Name, votes: Votes) -> list[dict[str, float]]:
    """Return for each sense of ``name`` what speaks for it, whatever the other names mean."""
    found = [constant_features(key, name, spot, votes) for spot in name.senses]
    ahead = lead(name)
    if ahead and ahead[0].feature not in _WHOLE:
        found[name.senses.index(ahead[0])]["lead"] = ahead[1]
    return found


def constant_features(key: str, name: Name, spot: Spot, votes: Votes) -> dict[str, float]:
    """Return what speaks for ``spot`` as the sense of ``name``, whatever the other names mean."""
    scale = _scale(spot.population)
    found = {"kind=" + spot.feature: 1.0, "population": scale, "exact" if spot.exact else "alternate": 1.0}
    if spot.feature in ("city", "county"):
        found["population_" + spot.feature] = scale
    if spot.geonames_id in capitals():
        own = {s.feature for s in name.senses if s.exact and s.country == spot.country}
        if "region" in own and "country" not in own:
            found["capital_beside_region"] = 1.0
        if "government" in name.hints:
            found["governing_capital"] = 1.0
    if _is_above_region(key, name, spot, votes):
        found["country_beside_region"] = 1.0
    found["standing"] = standing(spot)
    if spot.geonames_id in name.whole:
        found["whole_name"] = 1.0
    if name.dateline:
        found["dateline_standing"] = standing(spot)
    if name.mates:
        found |= {f"mate={mate.feature},{spot.feature}": 1.0 for mate in name.mates}
        found["mates_country"] = sum(mate.country == spot.country for mate in name.mates) / len(name.mates)
    if spot.feature in ("country", "region") and within(spot) in name.holds:
        found["holds"] = 1.0
    if name.container:
        found["contained" if any(inside(spot, c) for c in name.container) else "outside"] = 1.0
    for hint in sorted(name.hints):
        found["hint=" + hint + "," + spot.feature] = 1.0
    if spot.feature not in _WHOLE:
        if spot.feature != "region":
            found["region_votes"] = votes.region(key, spot)
            found["near_votes"] = votes.near(key, spot, CELLS[0])
            found["close_votes"] = votes.near(key, spot, CELLS[1])
        if name.mentions > 1:
            found["often_population"] = scale
        if name.first:
            found["first_population"] = scale
    return found


def _is_above_region(key: str, name: Name, spot: Spot, votes: Votes) -> bool:
    """Return whether ``spot`` is a country with more inhabitants than the region of another one that shares its name ``key`` ("Niger", no
    "Georgia"), no mention speaks of a region, and it is listed with a country or the article names no other region of that other one.
    """
    if spot.feature != "country" or not spot.exact or "region" in name.hints:
        return False
    regions = [s for s in name.senses if s.feature == "region" and s.country != spot.country and s.exact]
    if not regions or any(region.population >= spot.population for region in regions):
        return False
    return any(mate.feature == "country" for mate in name.mates) or not any(votes.parts(key, region.country) for region in regions)


def area_features(spot: Spot, point: Point, around: Surroundings) -> dict[str, float]:
    """Return what the regions and countries of the article say of ``spot``."""
    found = {}
    region = f"{spot.country}.{spot.admin1}"
    if spot.admin1 and spot.feature != "region":
        share = around.regions.get(region, 0.0)
        found["region_named"] = 1.0 if share > 0 else 0.0
        found["region_share"] = share
    elif spot.admin1:
        found["towns_share"] = around.towns.get(region, 0.0)
    if around.countries and spot.country:
        found["country_gap"] = math.log10(_apart(point, min(around.countries, key=functools.partial(math.dist, point))) + 200)
    named = "named" if spot.country in around.regions else "unnamed"
    if spot.geonames_id in capitals():
        found["capital_" + named] = 1.0
    found["country_" + named + "," + spot.feature] = 1.0
    found["country_" + named + "_population"] = _scale(spot.population)
    found["country_share"] = around.within.get(spot.country, 0.0)
    return found


_MARGIN = 1.000_001
_FAR = (2 * math.sin(1000 / 12_742)) ** 2 * _MARGIN
"""The square of the chord of 1,000 km on the unit sphere, and a little more: how far apart two points are is computed where it may be less."""


def distance_features(spot: Spot, point: Point, others: list[tuple[Spot, Point, float]]) -> dict[str, float]:
    """Return how far ``spot`` lies from the ``others``, the other places of the article with their weights."""
    if not others:
        return {}
    nearest, within, weight, close, county = 20_000.0, 0.0, 0.0, 0.0, 0.0
    nearest_chord = 5.0
    x, y, z = point
    for other, other_point, sure in others:
        weight += sure
        dx, dy, dz = x - other_point[0], y - other_point[1], z - other_point[2]
        chord = dx * dx + dy * dy + dz * dz
        if chord > _FAR and (sure <= 0.3 or chord > nearest_chord):
            continue  # neither near nor the nearest so far: most are so
        distance = _apart(point, other_point)
        if sure > 0.3 and distance < nearest:
            nearest, nearest_chord = distance, chord * _MARGIN
        if distance < 1000:
            near = math.exp(-distance / 100)
            within += sure * near
            close = max(close, min(sure, 1.0) * near)
            if distance < 50 and spot.admin1 == other.admin1 and {spot.feature, other.feature} == {"city", "county"}:
                county = max(county, min(sure, 1.0))
    found = {"density": math.log1p(within), "density_share": within / weight, "close": close, "county_and_town": county}
    found["nearest"] = -math.log10(nearest + 10)
    return found | {feature: 1.0 for limit, feature in _LIMITS if nearest < limit}


@functools.cache
def _weights() -> tuple[dict[str, float], ...]:
    rounds: list[dict[str, float]] = [{} for _ in range(ROUNDS)]
    for number, feature, weight in data.table("places/senses.tsv"):
        rounds[int(number)][feature] = float(weight)
    return tuple(rounds)
