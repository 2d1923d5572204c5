"""Work: files that list work items in, the items out."""

import dataclasses
import json
from collections.abc import Iterator

import apache_beam as beam
from apache_beam.io.filesystem import CompressionTypes
from apache_beam.io.filesystems import FileSystems
from apache_beam.pvalue import PCollection

from transforms.values import WorkItem


@dataclasses.dataclass(eq=False)
class ReadWork(beam.PTransform[PCollection[str], PCollection[WorkItem]]):
    """``PCollection[str]`` (paths of work files) to ``PCollection[WorkItem]``."""

    def expand(self, paths: PCollection[str]) -> PCollection[WorkItem]:
        """Apply the step."""
        items: PCollection[WorkItem] = paths | beam.FlatMap(read_work).with_output_types(WorkItem)
        return items


def read_work(path: str) -> Iterator[WorkItem]:
    """Yield the items of the work file at ``path``, on any Beam filesystem."""
    with FileSystems.open(path, compression_type=CompressionTypes.UNCOMPRESSED) as lines:
        for line in lines:
            yield WorkItem(*json.loads(line))
