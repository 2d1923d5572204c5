"""Scenes of world news, drawn from the gazetteer: what well-known names mean where a text names nothing else that decides.

Corpora of places are gathered for their namesakes: London is in Ontario or Kentucky there far more often than in the news at large, so weights
fitted on them alone take the best-known sense for the less likely one. These scenes restore the share: names of well-known cities, by
themselves or beside others of their kind, each meaning its best-known sense. No text is needed and none is made up.
"""

import collections
import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

from transforms.text.lexicon import gazetteer
from transforms.text.lexicon.gazetteer import Spot
from transforms.text.places import ranking
from transforms.text.places.ranking import Identity, Name, Scene
from transforms.text.places.resolution import MOST_SENSES

LEAST_LEAD = 0.8
"""How far the best-known place of a name is ahead of its namesakes in standing."""

LEAST_STANDING = {"city": 6.0, "region": 6.0, "country": 0.0, "water": 0.0, "mountain": 0.0, "island": 0.0, "other": 6.0}
"""The standing that a place of a kind needs to be well known."""

LARGEST = 5
"""Names in a scene, at most."""


def well_known() -> dict[str, Spot]:
    """Return the folded names of cities, regions and countries that news writes without saying where they are, with the place meant."""
    listed = gazetteer.load()
    found = {}
    for spot in map(listed.place, range(len(listed))):
        if spot.feature in LEAST_STANDING and ranking.standing(spot) >= LEAST_STANDING[spot.feature]:
            key = gazetteer.fold(spot.name)
            ahead = ranking.lead(Name(tuple(sense._replace(exact=True) for sense in name(key).senses)))
            if ahead and ahead[0] == spot and ahead[1] >= LEAST_LEAD and not is_shared(key):
                found[key] = spot
    return found


def is_shared(key: str) -> bool:
    """Return whether a country and a well-known region of another country have the name ``key`` ("Georgia"): news means either."""
    spots = name(key).senses
    regions = [s for s in spots if s.feature == "region" and s.exact and ranking.standing(s) >= LEAST_STANDING["region"]]
    return any(s.feature == "country" and any(region.country != s.country for region in regions) for s in spots)


def name(key: str, *, mentions: int = 1, first: bool = False) -> Name:
    """Return the name ``key`` with its senses and nothing that its mentions say."""
    return Name(gazetteer.load().find(key)[:MOST_SENSES], mentions=mentions, first=first)


def scenes(number: int) -> Iterator[tuple[Scene, dict[Identity, list[Any]]]]:
    """Yield ``number`` scenes with the place that each of their names means, the same ones each time: a name with namesakes, and up to four
    others, about half of them of the same country.
    """
    known = well_known()
    keys = sorted(known)
    at_home: dict[str, list[str]] = collections.defaultdict(list)
    for key in keys:
        at_home[known[key].country].append(key)
    ambiguous = [key for key in keys if known[key].feature != "country" and len(name(key).senses) > 1]
    for i in range(number):
        keys_here = [_pick(ambiguous, i, "name")]
        for j in range(_number(i, "size") % LARGEST):
            near = _number(i, "near", j) % 2
            keys_here.append(_pick(at_home[known[keys_here[0]].country] if near else keys, i, "other", j))
        names = {
            (key, "name", "", ""): name(key, mentions=1 + _number(i, key) % 3, first=j == 0)
            for j, key in enumerate(dict.fromkeys(keys_here))
        }
        yield (
            Scene(names),
            {
                identity: [_annotation(known[identity[0]])] * names[identity].mentions
                for identity in names
                if known[identity[0]].feature != "country"
            },
        )


def _number(*parts: object) -> int:
    return int.from_bytes(hashlib.sha256(" ".join(map(str, parts)).encode()).digest()[:8], "big")


def _pick(choices: Sequence[str], *parts: object) -> str:
    return choices[_number(*parts) % len(choices)]


def _annotation(spot: Spot) -> dict[str, Any]:
    at = {"lat": spot.latitude, "lon": spot.longitude}
    return {"whole_country": spot.feature == "country", "geonames_id": spot.geonames_id, "country": spot.country, **at}
