"""Whether the articles of a run are like those of the runs before it: rows an article, columns without a value, rejects, languages, kinds of pages.

A feed that changes its pages, a source that goes silent or a fault in a family breaks no rule of the audit: each row is sound, and there are other
ones, or fewer. So each run leaves its *profile* in its record, and is compared with the last ones of the lake.

The band of a measure is its median over the last runs, and ``WIDTH`` times what it may differ from that, which is the sum (of variances) of two: how
much runs differ, by the median absolute deviation, which one odd run does not move (Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993);
and what chance does in a run of so many articles, for a share by the binomial distribution, for a mean by the deviations weighted by the articles of
their runs. To add both is Laney's correction of control charts for large samples (Improved Control Charts for Attributes, 2002). What is smaller
than ``LEAST_SHARE`` or ``LEAST_MEAN`` is never told: nobody would do anything about it.
"""

import dataclasses
import math
import statistics
from collections.abc import Mapping, Sequence
from typing import Any

import duckdb
import pyarrow as pa

from pipeline import parquet
from pipeline.history import past_runs
from pipeline.lakes import Lake
from schemas import DATASETS

RUNS, FEWEST_RUNS = 28, 7
"""The last runs that a run is compared with, and how many there must be."""

FEWEST = 100
"""A run of fewer articles (inputs, for rejects) is compared with nothing, and nothing with it: chance moves it too much."""

WIDTH = 5.0
"""Half a band in standard deviations; of some fifty measures and a few runs to know them by, a narrower one calls sound runs odd (see the tests)."""

LEAST_SHARE, LEAST_MEAN = 0.03, 0.1
"""The least change that is told: of a share in points, of a mean as a part of it."""

SIGMA = 1.4826
"""The standard deviation of a normal distribution in median absolute deviations."""

KEY_COLUMNS: dict[str, tuple[str, ...]] = {
    "articles": ("headline", "outlet", "dateline", "published_at", "bylines"),
    "entities": ("role",),
    "places": ("geonames_id",),
    "times": ("start_date",),
    "quantities": ("value_min", "unit"),
    "statements": ("speaker_name", "speaker_entity_id"),
    "events": ("event_type", "actor_text", "target_text", "place_id"),
    "casualties": ("count_min", "event_id"),
}
"""The columns whose share of rows without a value is watched; a list without elements has none."""

KINDS = ("language", "page_type")
"""The columns of articles whose values are watched by their shares."""

UNWATCHED = ("rejects", "runs", "articles")
"""The datasets whose rows an article are not watched."""


@dataclasses.dataclass(frozen=True)
class Profile:
    """What a run's articles are like, in counts: ``articles`` and rows by dataset; by column, how many rows have no value, and of how many; by
    column and value, articles; by reason, inputs that are rejected and were not before, of ``decided`` ones.
    """

    articles: int
    decided: int
    rows: Mapping[str, int]
    absent: Mapping[str, Sequence[int]]
    kinds: Mapping[str, Mapping[str, int]]
    rejects: Mapping[str, int]

    def sizes(self) -> dict[str, int]:
        """Return of how many articles, or inputs, each group of measures speaks; of facts no more than there are articles, which they share."""
        found = {"rows": self.articles, "rejects": self.decided} | dict.fromkeys(KINDS, self.articles)
        return found | {f"absent.{name}": min(of, self.articles) for name, (_, of) in self.absent.items()}

    def measures(self) -> dict[tuple[str, str], float]:
        """Return each measure by its group and name: means of rows, shares of all else."""
        found = {("rows", name): count / max(self.articles, 1) for name, count in self.rows.items() if name not in UNWATCHED}
        found |= {("rejects", reason): count / max(self.decided, 1) for reason, count in self.rejects.items()}
        found |= {(kind, value): count / max(self.articles, 1) for kind in KINDS for value, count in self.kinds.get(kind, {}).items()}
        return found | {(f"absent.{name}", ""): count / max(of, 1) for name, (count, of) in self.absent.items()}


@dataclasses.dataclass(frozen=True)
class Drift:
    """A measure that is beyond its band: what it is, its value, the band, and the number of runs that the band is of."""

    measure: str
    value: float
    low: float
    high: float
    runs: int

    def __str__(self) -> str:
        """Say it in words."""
        return f"{self.measure}: {_shown(self.value)}, {_shown(self.low)} to {_shown(self.high)} in the last {self.runs} runs"


@dataclasses.dataclass(frozen=True)
class Comparison:
    """What a run is like beside those before it: its profile, how many measures were compared, and those that are beyond their band."""

    profile: Profile
    compared: int
    drifts: Sequence[Drift]

    def as_record(self) -> dict[str, Any]:
        """Return it for the record of the run."""
        return {
            "profile": dataclasses.asdict(self.profile),
            "compared": self.compared,
            "drifts": [dataclasses.asdict(one) for one in self.drifts],
        }


def _shown(value: float) -> str:
    return f"{value:.4g}"


def profile(rows: Mapping[str, int], files: Mapping[str, Sequence[str]], rejects: pa.Table, rejected_before: Sequence[str]) -> Profile:
    """Return the profile of a run whose articles lie in ``files`` (addresses by dataset), with ``rows`` by dataset.

    ``rejects`` are its rows of rejects; of an input that ``rejected_before``, the published files of rejects, reject for the same reason nothing is
    new: it is no part of the profile.
    """
    with parquet.connect() as database:
        database.execute(parquet.SETTINGS)
        absent = {name: _absent(database, dataset, column, files) for dataset, column, name in _columns() if files.get(dataset)}
        kinds = {kind: _counts(database, kind, files["articles"]) for kind in KINDS if files.get("articles")}
        database.register("rejects", rejects)
        known = "false"
        if rejected_before:
            known = "(source_uri, reason) IN (SELECT (source_uri, reason) FROM read_parquet(?, hive_partitioning = false))"
        new = f"FROM rejects WHERE NOT {known}"
        values = [parquet.literal(rejected_before)] if rejected_before else []
        by_reason = dict(database.execute(f"SELECT reason, count(DISTINCT source_uri) {new} GROUP BY 1", values).fetchall())
        [(inputs,)] = database.execute(f"SELECT count(DISTINCT source_uri) {new} AND row_json IS NULL", values).fetchall()
    articles = rows.get("articles", 0)
    return Profile(articles, articles + inputs, dict(rows), absent, kinds, by_reason)


def _columns() -> list[tuple[str, str, str]]:
    return [
        (dataset, column, f"{dataset}.{column}") for dataset, columns in KEY_COLUMNS.items() for column in columns if dataset in DATASETS
    ]


def _absent(database: duckdb.DuckDBPyConnection, dataset: str, column: str, files: Mapping[str, Sequence[str]]) -> list[int]:
    none = f"len({column}) = 0" if column == "bylines" else f"{column} IS NULL"
    query = f"SELECT count(*) FILTER (WHERE {none}), count(*) FROM read_parquet(?, hive_partitioning = false)"  # noqa: S608  # names of ours
    [found] = database.execute(query, [parquet.literal(files[dataset])]).fetchall()
    return [int(number) for number in found]


def _counts(database: duckdb.DuckDBPyConnection, column: str, files: Sequence[str]) -> dict[str, int]:
    query = f"SELECT {column}, count(*) FROM read_parquet(?, hive_partitioning = false) GROUP BY 1 ORDER BY 1"  # noqa: S608  # names of ours
    return dict(database.execute(query, [parquet.literal(files)]).fetchall())


def profiles_before(lake: Lake) -> list[Profile]:
    """Return the profiles of the runs of ``lake`` that published, the latest first, as many as are compared with."""
    found = []
    for run in past_runs(lake):
        told = run.record.get("drift")
        if run.status == "published" and isinstance(told, dict):
            found.append(Profile(**told["profile"]))
            if len(found) == RUNS:
                break
    return found


def compare(now: Profile, before: Sequence[Profile]) -> Comparison:
    """Compare a run with those before it, the latest first; measures of too few articles or runs are not judged."""
    sizes, measures = now.sizes(), now.measures()
    history = [(one.sizes(), one.measures()) for one in before]
    names = set(measures).union(*(one for _, one in history))
    compared, drifts = 0, []
    for group, name in sorted(names):
        size = sizes.get(group, 0)
        known = [(told.get((group, name), 0.0), others[group]) for others, told in history if others.get(group, 0) >= FEWEST]
        if size < FEWEST or len(known) < FEWEST_RUNS:
            continue
        compared += 1
        value = measures.get((group, name), 0.0)
        low, high = band(known, size, share=group != "rows")
        if not low <= value <= high:
            drifts.append(Drift(_in_words(group, name), value, low, high, len(known)))
    return Comparison(now, compared, drifts)


def band(known: Sequence[tuple[float, int]], size: int, *, share: bool) -> tuple[float, float]:
    """Return the least and the largest value that a run of ``size`` articles may have, given those of other runs and of how many articles each is.

    >>> [round(end, 3) for end in band([(0.2, 500)] * 7, 500, share=True)]
    [0.11, 0.29]
    >>> [round(end, 3) for end in band([(9.0, 400), (10.0, 400), (11.0, 400)], 100, share=False)]
    [0.0, 26.576]
    """
    middle = statistics.median(value for value, _ in known)
    between = SIGMA * statistics.median(abs(value - middle) for value, _ in known)
    if share:
        smoothed = (middle * size + 0.5) / (size + 1)  # that something never happened does not say that it cannot
        within = math.sqrt(smoothed * (1 - smoothed) / size)
        least = LEAST_SHARE
    else:
        within = SIGMA * statistics.median(abs(value - middle) * math.sqrt(of) for value, of in known) / math.sqrt(size)
        least = LEAST_MEAN * middle
    half = max(WIDTH * math.hypot(between, within), least)
    return max(middle - half, 0.0), middle + half


def _in_words(group: str, name: str) -> str:
    kind, _, column = group.partition(".")
    if kind == "rows":
        return f"{name} an article"
    return {"absent": f"share without {column}", "rejects": f"share of rejects {name}"}.get(kind, f"share of {group} {name}")
