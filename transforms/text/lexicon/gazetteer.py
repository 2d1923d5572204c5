"""Gazetteer: a place name in, the places of that name out; one compact table per process, read from package data.

The tables are derived from GeoNames (CC BY 4.0) by ``training/gazetteer.py``; physical features, abbreviations and demonyms are
hand-made lists of this project.
"""

import array
import bisect
import functools
import gzip
import importlib.resources
import math
import re
from typing import NamedTuple

import numpy as np

from transforms.text.lexicon import data
from transforms.text.lexicon.folding import plain
from transforms.text.lexicon.loading import KEPT, once

_ABBREVIATED = {"saint": "st", "sainte": "ste", "mt": "mount", "ft": "fort", "&": "and"}
_WORD = re.compile(r"[^\s\-‐‑–/,]+")
_DROPPED = re.compile(r"['’‘ʻʼ`´.\"“”()]")


@functools.lru_cache(maxsize=KEPT)
def fold(name: str) -> str:
    """Return the key a name is looked up by: lower case without diacritics, points and apostrophes; usual abbreviations made alike.

    >>> fold("Saint-Jérôme"), fold("Ft. Worth"), fold("Coeur d’Alene"), fold("U.S.")
    ('st jerome', 'fort worth', 'coeur dalene', 'us')
    """
    words = _WORD.findall(_DROPPED.sub("", plain(name)).lower())
    return " ".join(_ABBREVIATED.get(word, word) for word in words)


class Spot(NamedTuple):
    """One place of the gazetteer; ``geonames_id`` is 0 for the hand-made physical features, ``population`` 0 where unknown."""

    geonames_id: int
    name: str
    feature: str
    country: str
    admin1: str
    latitude: float
    longitude: float
    population: int
    fame: int
    """How many other names the sources have for it, in all languages: the more, the wider it is known; 0 where they are few or not known."""
    exact: bool
    """Whether the name looked up is the place's main name (false: an alternate name)."""


class Gazetteer:
    """The tables in memory: two blobs of lines and their offsets, searched by bisection; nothing is parsed before it is asked for."""

    def __init__(self, places: bytes, names: bytes) -> None:
        self._places = places
        self._names = names
        self._place_at = _line_starts(places)
        self._name_at = _line_starts(names)

    def __len__(self) -> int:
        return len(self._place_at) - 1

    @functools.lru_cache(maxsize=KEPT)  # noqa: B019  # as below
    def _rows(self, key: str) -> tuple[int, ...]:
        wanted = key.encode()
        blob, starts = self._names, self._name_at

        def name(line: int) -> bytes:
            at = starts[line]
            return blob[at : blob.index(b"\t", at)]

        line = bisect.bisect_left(range(len(starts) - 1), wanted, key=name)
        if line == len(starts) - 1 or name(line) != wanted:
            return ()
        cells = blob[starts[line] + len(wanted) + 1 : starts[line + 1] - 1]
        return tuple(int(cell) for cell in cells.split(b" "))

    def place(self, row: int, *, exact: bool = True) -> Spot:
        """Return the place in line ``row`` of the table."""
        line = self._places[self._place_at[row] : self._place_at[row + 1] - 1].decode()
        number, name, feature, country, admin1, latitude, longitude, population, fame = line.split("\t")
        point, counts = (float(latitude), float(longitude)), (int(population or 0), int(fame or 0))
        return Spot(int(number), name, _FEATURES[feature], country, admin1, *point, *counts, exact)

    @functools.lru_cache(maxsize=KEPT)  # noqa: B019  # one gazetteer a process, kept for its whole life
    def find(self, key: str) -> tuple[Spot, ...]:
        """Return the places whose folded name is ``key``; main names first, then the more populous."""
        return tuple(self.place(abs(row) - 1, exact=row > 0) for row in self._rows(key))

    @functools.cached_property
    def countries(self) -> dict[str, Spot]:
        """Countries and dependent territories by ISO 3166-1 code."""
        found = {}
        for row in range(len(self)):
            spot = self.place(row)
            if spot.feature not in ("continent", "country"):
                break
            if spot.feature == "country":
                found[spot.country] = spot
        return found

    def knows(self, key: str) -> bool:
        """Return whether any place has the folded name ``key``."""
        return bool(self._rows(key))


_FEATURES = {
    "K": "continent", "C": "country", "R": "region", "D": "county", "P": "city", "W": "water", "M": "mountain", "I": "island", "O": "other",
}  # fmt: skip


def _line_starts(blob: bytes) -> "array.array[int]":
    starts = array.array("L", [0])
    starts.frombytes((np.flatnonzero(np.frombuffer(blob, np.uint8) == ord("\n")) + 1).astype(np.dtype("L")).tobytes())
    return starts


@once
def load() -> Gazetteer:
    """Return the gazetteer of this process."""
    folder = importlib.resources.files(data)
    places = gzip.decompress(folder.joinpath("gazetteer/places.tsv.gz").read_bytes())
    names = gzip.decompress(folder.joinpath("gazetteer/names.tsv.gz").read_bytes())
    return Gazetteer(places, names)


def kilometres(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Great-circle distance between two points in degrees.

    >>> round(kilometres(52.52, 13.405, 48.8566, 2.3522))
    877
    """
    a, b = math.radians(latitude), math.radians(other_latitude)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(other_longitude - longitude) / 2) ** 2
    return 12_742 * math.asin(min(1.0, math.sqrt(half)))
