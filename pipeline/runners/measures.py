"""What a run measured: the counters and distributions of its pipelines' steps (:mod:`transforms.metrics`), added up over all of them."""

import dataclasses
import logging
from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

_logger = logging.getLogger(__name__)


class Spread(NamedTuple):
    """A distribution: how many values, their sum, the smallest and the largest."""

    number: int
    total: int
    smallest: int
    largest: int

    def add(self, other: "Spread") -> "Spread":
        """Return the distribution of both.

        >>> Spread(2, 7, 3, 4).add(Spread(1, 9, 9, 9))
        Spread(number=3, total=16, smallest=3, largest=9)
        """
        smallest, largest = min(self.smallest, other.smallest), max(self.largest, other.largest)
        return Spread(self.number + other.number, self.total + other.total, smallest, largest)


@dataclasses.dataclass(frozen=True)
class Measures:
    """Counters by name, and distributions of microseconds by what took them: ``read``, ``extract``, ``extract.places``."""

    counters: Counter[str] = dataclasses.field(default_factory=Counter)
    microseconds: dict[str, Spread] = dataclasses.field(default_factory=dict)

    def add(self, other: "Measures") -> None:
        """Add what ``other`` measured."""
        self.counters.update(other.counters)
        for name, spread in other.microseconds.items():
            self.microseconds[name] = self.microseconds[name].add(spread) if name in self.microseconds else spread

    def as_message(self) -> dict[str, Any]:
        """Return a value of JSON that :meth:`from_message` understands."""
        return {"counters": self.counters, "microseconds": self.microseconds}

    @classmethod
    def from_message(cls, message: Mapping[str, Any]) -> "Measures":
        """Return the measures of a message."""
        return cls(Counter(message["counters"]), {name: Spread(*values) for name, values in message["microseconds"].items()})

    def as_record(self) -> dict[str, Any]:
        """Return what ``run.json`` says: counters as they are, times in milliseconds.

        >>> Measures(Counter({"articles.read": 2}), {"read": Spread(2, 3500, 1000, 2500)}).as_record()
        {'counters': {'articles.read': 2}, 'milliseconds': {'read': {'count': 2, 'total': 3.5, 'mean': 1.75, 'min': 1.0, 'max': 2.5}}}
        """
        return {
            "counters": dict(sorted(self.counters.items())),
            "milliseconds": {
                name: {
                    "count": spread.number,
                    "total": spread.total / 1000,
                    "mean": round(spread.total / 1000 / max(spread.number, 1), 3),
                    "min": spread.smallest / 1000,
                    "max": spread.largest / 1000,
                }
                for name, spread in sorted(self.microseconds.items())
            },
        }


def measures_of(result: Any) -> Measures:
    """Return the measures of a finished pipeline, of which ``result`` is the ``PipelineResult``.

    Runners differ in which metrics they report, if any; a run never fails for want of them.
    """
    from transforms.metrics import MICROSECONDS, NAMESPACE

    measures = Measures()
    try:
        found = result.metrics().query()
    except Exception as error:
        _logger.warning("the runner reports no metrics: %s", type(error).__name__)
        return measures
    for counter in found["counters"]:
        if counter.key.metric.namespace == NAMESPACE:
            measures.counters[counter.key.metric.name] += counter.result
    for distribution in found["distributions"]:
        name = distribution.key.metric.name
        if distribution.key.metric.namespace == NAMESPACE and distribution.result.count:
            data = distribution.result
            spread = Spread(data.count, data.sum, data.min, data.max)
            measures.add(Measures(microseconds={name.removeprefix(f"{MICROSECONDS}."): spread}))
    return measures
