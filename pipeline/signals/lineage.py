"""A run as events of OpenLineage: START, and COMPLETE, FAIL or ABORT, as lines of a file, sent to an endpoint, or both.

The job is the lake, its inputs the patterns of ``--input``, its outputs the datasets with their columns and, at the end, the rows that the run made.
Of texts nothing is told: an error that is none of newsbeam's own is told by its type.
"""

import datetime
import importlib.metadata
import logging
import os
from pathlib import Path
from typing import Any, Optional

from openlineage.client.event_v2 import InputDataset, Job, OutputDataset, Run, RunEvent, RunState
from openlineage.client.facet_v2 import (
    dataset_version_dataset,
    error_message_run,
    input_statistics_input_dataset,
    output_statistics_output_dataset,
    processing_engine_run,
    schema_dataset,
    tags_run,
)
from openlineage.client.transport.file import FileConfig, FileTransport
from openlineage.client.transport.http import ApiKeyTokenProvider, HttpConfig, HttpTransport, TokenProvider
from openlineage.client.transport.transport import Transport
from openlineage.client.uuid import generate_new_uuid

from pipeline.errors import InterruptError, LakeBusyError, NewsbeamError
from pipeline.options import RunOptions
from pipeline.signals import Ending
from schemas import DATASETS
from schemas.arrow import arrow_schema
from transforms.storage import is_local

PRODUCER = "urn:newsbeam"
"""What made the events, as an address: newsbeam has no page of its own."""

RETRY = {"total": 1, "backoff_factor": 0.2, "status_forcelist": [500, 502, 503, 504], "allowed_methods": ["POST"]}
TIMEOUT = 5.0
"""Seconds that an endpoint may take: a dead one costs a run as many for each event, and a second try."""


class NotToldError(Exception):
    """An event did not arrive everywhere; the message says why."""


class Lineage:
    """The events of one run."""

    def __init__(self, options: RunOptions, file: Optional[Path], url: Optional[str]) -> None:
        self._options = options
        self._run_id = str(generate_new_uuid())
        self._namespace = os.environ.get("OPENLINEAGE_NAMESPACE") or "newsbeam"
        self._transports: list[Transport] = []
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._transports.append(FileTransport(FileConfig(str(file), append=True)))
        if url is not None:
            key = os.environ.get("OPENLINEAGE_API_KEY")
            auth = ApiKeyTokenProvider({"api_key": key}) if key else TokenProvider({})
            logging.getLogger("urllib3.connectionpool").setLevel(logging.ERROR)  # what came of a second try is told by its error
            self._transports.append(HttpTransport(HttpConfig(url, timeout=TIMEOUT, auth=auth, retry=RETRY)))

    def tell(self, ending: Optional[Ending]) -> None:
        """Tell that the run begins (None), or how it ended; that one transport fails keeps nothing from the others.

        Raises:
            NotToldError: one of them, or more, failed.
        """
        event, errors = self.event(ending), []
        for transport in self._transports:
            try:
                transport.emit(event)
            except Exception as error:
                errors.append(f"{type(error).__name__}: {error}")
        if errors:
            raise NotToldError("; ".join(errors))

    def event(self, ending: Optional[Ending]) -> RunEvent:
        """Return the event of the run's beginning (None), or of its end."""
        at = ending.at if ending else datetime.datetime.now(datetime.UTC)
        return RunEvent(
            eventType=_state(ending),
            eventTime=at.isoformat(timespec="milliseconds"),
            run=Run(self._run_id, _run_facets(ending)),
            job=Job(self._namespace, f"run {os.path.abspath(self._options.output)}"),
            producer=PRODUCER,
            inputs=self._inputs(ending),
            outputs=self._outputs(ending),
        )

    def _inputs(self, ending: Optional[Ending]) -> list[InputDataset]:
        facets: dict[str, Any] = {}
        if ending and ending.run and len(self._options.inputs) == 1:
            facets["inputStatistics"] = input_statistics_input_dataset.InputStatisticsInputDatasetFacet(
                rowCount=ending.run.count("inputs"), producer=PRODUCER
            )
        return [InputDataset(*_named(pattern.removeprefix("@")), inputFacets=facets) for pattern in self._options.inputs]

    def _outputs(self, ending: Optional[Ending]) -> list[OutputDataset]:
        """Return the datasets: all at the beginning, at the end those of a run that published, with the version and the rows it made."""
        if ending is not None and (ending.run is None or ending.run.status != "published" or ending.version is None):
            return []
        found = []
        for name in DATASETS:
            schema = [
                schema_dataset.SchemaDatasetFacetFields(
                    name=field.name, type=str(field.type), description=(field.metadata or {}).get(b"description", b"").decode()
                )
                for field in arrow_schema(name)
            ]
            facets: dict[str, Any] = {"schema": schema_dataset.SchemaDatasetFacet(fields=schema, producer=PRODUCER)}
            of_output: dict[str, Any] = {}
            if ending is not None and ending.run is not None and ending.version is not None:
                number = str(ending.version.number)
                facets["version"] = dataset_version_dataset.DatasetVersionDatasetFacet(datasetVersion=number, producer=PRODUCER)
                of_output["outputStatistics"] = output_statistics_output_dataset.OutputStatisticsOutputDatasetFacet(
                    rowCount=ending.run.counts("rows_out").get(name, 0), producer=PRODUCER
                )
            found.append(OutputDataset(*_named(f"{self._options.output}/current/{name}"), outputFacets=of_output, facets=facets))
        return found


def _named(path: str) -> tuple[str, str]:
    """Return namespace and name of what lies at ``path``, as OpenLineage's naming has it.

    >>> _named("/srv/raw"), _named("gs://pages/2024/*.txt")
    (('file', '/srv/raw'), ('gs://pages', '2024/*.txt'))
    """
    if is_local(path):
        return "file", os.path.abspath(path)
    scheme, _, rest = path.partition("://")
    bucket, _, name = rest.partition("/")
    return f"{scheme}://{bucket}", name or "/"


def _state(ending: Optional[Ending]) -> RunState:
    if ending is None:
        return RunState.START
    if ending.error is None:
        return RunState.COMPLETE
    return RunState.ABORT if isinstance(ending.error, LakeBusyError | InterruptError) else RunState.FAIL


def _run_facets(ending: Optional[Ending]) -> dict[str, Any]:
    version = importlib.metadata.version("newsbeam")
    facets: dict[str, Any] = {
        "processing_engine": processing_engine_run.ProcessingEngineRunFacet(version=version, name="newsbeam", producer=PRODUCER)
    }
    if ending is None:
        return facets
    if ending.run is not None:
        tags = {"newsbeam_run_id": ending.run.run_id, "newsbeam_status": ending.run.status}
        fields = [tags_run.TagsRunFacetFields(key=key, value=value, source="newsbeam") for key, value in tags.items()]
        facets["tags"] = tags_run.TagsRunFacet(tags=fields, producer=PRODUCER)
    if ending.error is not None:
        known = f": {ending.error}" if isinstance(ending.error, NewsbeamError) else ""
        message = f"{type(ending.error).__name__}{known}"
        facets["errorMessage"] = error_message_run.ErrorMessageRunFacet(message=message, programmingLanguage="PYTHON", producer=PRODUCER)
    return facets
