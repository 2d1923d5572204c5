"""The graph as runners on other machines see it: what they refuse is refused here, without them and without the network."""

from typing import Any

import apache_beam as beam
from apache_beam.options.pipeline_options import PipelineOptions
from apache_beam.options.pipeline_options_validator import PipelineOptionsValidator
from apache_beam.runners.dataflow.dataflow_runner import DataflowRunner
from apache_beam.transforms.environments import DockerEnvironment

from pipeline import graph
from pipeline.arguments.spelling import known_beam_arguments
from pipeline.options import RunOptions
from tests.pipeline.conftest import NOW
from transforms.values import RunContext
from transforms.watch import Watch

IMAGE = "some-registry/newsbeam:0.1.0"
DATAFLOW = [
    "--runner=DataflowRunner", "--project=some-project", "--region=europe-west1", "--job_name=newsbeam", "--temp_location=gs://some-bucket/temp",
    "--staging_location=gs://some-bucket/staging", "--template_location=gs://some-bucket/template", f"--sdk_container_image={IMAGE}",
]  # fmt: skip


def test_the_options_of_a_dataflow_template_are_whole_and_known() -> None:
    assert known_beam_arguments(DATAFLOW) == tuple(DATAFLOW)
    assert PipelineOptionsValidator(PipelineOptions(DATAFLOW), DataflowRunner()).validate() == []


def coder(components: Any, coder_id: str) -> str:
    """A coder in a word for each of its parts."""
    found = components.coders[coder_id]
    inner = ", ".join(coder(components, part) for part in found.component_coder_ids)
    return found.spec.urn.split(":")[-2] + (f"({inner})" if inner else "")


def test_the_graph_is_written_for_workers_in_containers_and_only_texts_are_grouped() -> None:
    options = RunOptions(inputs=("gs://some-bucket/in",), output="gs://some-bucket/lake")
    root = beam.Pipeline(runner="FnApiRunner")
    work = ["gs://some-bucket/lake/work-000000.jsonl"]
    graph.build(root, options, RunContext("run", NOW, "0"), Watch(), work, "gs://some-bucket/lake/staging", "gs://some-bucket/lake/listing")
    components = root.to_runner_api(default_environment=DockerEnvironment(container_image=IMAGE)).components
    assert {environment.urn for environment in components.environments.values()} == {"beam:env:docker:v1"}
    grouped = {
        step.unique_name: coder(components, components.pcollections[given].coder_id)
        for step in components.transforms.values()
        if step.spec.urn == "beam:transform:group_by_key:v1"
        for given in step.inputs.values()
    }
    assert grouped == {  # what is shuffled has its time and its window, which are pickled
        "List/Collect": "kv(string_utf8, string_utf8)",
        "Reshuffle/ReshufflePerKey/GroupByKey": "kv(varint, tuple(string_utf8, nullable(pickled_python), pickled_python))",
    }
