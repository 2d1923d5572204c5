"""Beam metrics of the steps: counters and distributions that a run's summary and a runner's own pages show. They are for people: what is
published is decided by rows and manifests.

Counters: ``articles.<step>`` that left the step whole, ``rejects.<reason>``, ``rows.<dataset>`` staged. Distributions: ``microseconds.<step>`` of
an article (of a flush: ``write``), and ``microseconds.extract.<family>``.
"""

import contextlib
import time
from collections.abc import Iterator

from apache_beam.metrics.metric import Metrics

NAMESPACE = "newsbeam"
ARTICLES, REJECTS, ROWS, MICROSECONDS = "articles", "rejects", "rows", "microseconds"


def count(kind: str, name: str, number: int = 1) -> None:
    """Add ``number`` to the counter ``<kind>.<name>``."""
    Metrics.counter(NAMESPACE, f"{kind}.{name}").inc(number)


@contextlib.contextmanager
def timed(name: str) -> Iterator[None]:
    """Add the time that the body takes to the distribution ``microseconds.<name>``, where it ends well."""
    begin = time.perf_counter_ns()
    yield
    Metrics.distribution(NAMESPACE, f"{MICROSECONDS}.{name}").update((time.perf_counter_ns() - begin) // 1000)
