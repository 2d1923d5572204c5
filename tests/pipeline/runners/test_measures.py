"""Measures of several pipelines, added up; runners that report none."""

import json
from collections import Counter
from typing import Any

import apache_beam as beam
import pytest
from apache_beam.options.pipeline_options import PipelineOptions

from pipeline.runners.measures import Measures, Spread, measures_of
from transforms.metrics import count, timed


def measured(number: int) -> int:
    """A step's work on one number."""
    count("rows", "times", number)
    with timed("extract.times"):
        pass
    return number


def test_what_a_pipeline_measured_and_what_several_did() -> None:
    total = Measures()
    for numbers in ([1, 2], [3]):
        with beam.Pipeline("FnApiRunner", PipelineOptions([])) as root:
            _ = root | beam.Create(numbers) | beam.Map(measured)
        total.add(measures_of(root.result))
    assert total.counters == {"rows.times": 6}
    assert list(total.microseconds) == ["extract.times"]
    spread = total.microseconds["extract.times"]
    assert spread.number == 3
    assert 0 <= spread.smallest <= spread.largest <= spread.total


def test_measures_travel_as_json() -> None:
    measures = Measures(Counter({"rows.times": 3}), {"read": Spread(2, 9, 4, 5)})
    assert Measures.from_message(json.loads(json.dumps(measures.as_message()))) == measures


def test_a_runner_without_metrics_is_no_failure(caplog: pytest.LogCaptureFixture) -> None:
    class Result:
        def metrics(self) -> Any:
            raise NotImplementedError

    assert measures_of(Result()) == Measures()
    assert caplog.messages == ["the runner reports no metrics: NotImplementedError"]
