"""The registry of the families of facts, in the order in which they read an article; each may read the layers of those it needs."""

import dataclasses
from collections.abc import Callable, Sequence
from typing import Any

from transforms.text import names, places, quantities, statements, times
from transforms.text.reading import Reading

Rows = dict[str, list[Any]]
"""Rows by dataset."""


@dataclasses.dataclass(frozen=True)
class Family:
    """One family of facts: the families whose layers it reads, what it is called with, and the datasets it fills.

    ``extract`` takes the reading, adds its layer to it, and returns rows by dataset; rows of a dataset of an earlier family take their place.
    """

    name: str
    needs: tuple[str, ...]
    extract: Callable[[Reading], Rows]
    datasets: tuple[str, ...]


def _quantities(reading: Reading) -> Rows:
    return {"quantities": quantities.extract(reading)}


FAMILIES = (
    Family("names", (), names.extract, ("mentions", "entities", "coreferences")),
    Family("times", ("names",), times.extract, ("times",)),
    Family("quantities", ("names", "times"), _quantities, ("quantities",)),
    Family("places", ("names", "times"), places.extract, ("places", "entities")),
    Family("statements", ("names", "times"), statements.extract, ("statements",)),
)


def extract(reading: Reading, families: Sequence[Family] = FAMILIES) -> Rows:
    """Return the rows of every dataset of the article that is read; ``articles`` and ``segments`` are among them.

    Raises:
        ValueError: a family stands before one that it needs.
    """
    rows: Rows = {"articles": [reading.article], "segments": list(reading.segments)}
    done: set[str] = set()
    for family in families:
        if not done.issuperset(family.needs):
            raise ValueError(f"{family.name} needs {', '.join(sorted(set(family.needs) - done))} before it")
        rows |= family.extract(reading)
        done.add(family.name)
    return rows
