"""Write: the rows of articles in, Parquet files in the staging folder out; at the end one list of what was staged and what was rejected."""

import dataclasses
from collections.abc import Iterable, Iterator

import apache_beam as beam
from apache_beam.pvalue import PCollection
from apache_beam.transforms.window import GlobalWindow
from apache_beam.utils.timestamp import MIN_TIMESTAMP
from apache_beam.utils.windowed_value import WindowedValue

from transforms import custody
from transforms.lists import listing_lines, reject_line, staged_line
from transforms.metrics import ROWS, count, timed
from transforms.staging import Stager
from transforms.storage import write_bytes
from transforms.values import ArticleRows, Rejection, StagedFile
from transforms.watch import Watch, several_outputs

FLUSH_CHARACTERS = 32_000_000
"""Source characters after which a bundle's rows are written, whatever the bundle's size."""


@dataclasses.dataclass(eq=False)
class StageRows(beam.PTransform[PCollection[ArticleRows], PCollection[StagedFile]]):
    """``PCollection[ArticleRows]`` to ``PCollection[StagedFile]``.

    One step writes all datasets of a bundle, or of a chunk, where somebody keeps account of that (:mod:`transforms.custody`) and tells what was
    staged. A bundle may run twice: the same rows have the same file name, and only names that reach the end of the graph are published.
    """

    watch: Watch
    staging: str

    def expand(self, articles: PCollection[ArticleRows]) -> PCollection[StagedFile]:
        """Apply the step."""
        staged: PCollection[StagedFile] = articles | beam.ParDo(_Stage(self.watch, self.staging)).with_output_types(StagedFile)
        return staged


class _Stage(beam.DoFn):
    def __init__(self, watch: Watch, staging: str) -> None:
        self._step = watch.step("write")
        self._staging = staging

    def start_bundle(self) -> None:
        self._stager = Stager(self._staging)

    def process(self, element: ArticleRows) -> Iterator[StagedFile]:
        self._step.begin()
        self._stager.add(element)
        chunk = custody.at_work()
        if chunk is not None:
            chunk.holds(self._flush)
        if self._stager.characters >= FLUSH_CHARACTERS:
            staged = self._flush()
            if chunk is not None:
                chunk.staged += staged
            else:
                yield from staged

    def finish_bundle(self) -> Iterator[WindowedValue]:
        self._step.begin()
        for staged in self._flush():
            yield WindowedValue(staged, MIN_TIMESTAMP, (GlobalWindow(),))

    def _flush(self) -> list[StagedFile]:
        with timed("write"):
            files = self._stager.flush()
        for file in files:
            count(ROWS, file.dataset, file.rows)
        return files


@dataclasses.dataclass(eq=False)
class WriteListing(beam.PTransform[tuple[PCollection[StagedFile], PCollection[Rejection]], PCollection[str]]):
    """``PCollection[StagedFile]`` and ``PCollection[Rejection]`` to one file at ``path`` with a line for each: a :class:`~transforms.lists.Listing`.

    A bundle that ran twice is listed once.
    """

    path: str

    @several_outputs
    def expand(self, ends: tuple[PCollection[StagedFile], PCollection[Rejection]]) -> PCollection[str]:
        """Apply the step; gives the path."""
        staged, rejects = ends
        lines = (
            staged | "Staged" >> beam.Map(lambda staged: ("", staged_line(staged))).with_output_types(tuple[str, str]),
            rejects | "Rejects" >> beam.Map(lambda rejection: ("", reject_line(rejection))).with_output_types(tuple[str, str]),
        )
        written: PCollection[str] = (
            lines
            | "Both" >> beam.Flatten()
            | "Collect" >> beam.GroupByKey()
            | "Write" >> beam.Map(_write_listing, self.path).with_output_types(str)
        )
        return written


def _write_listing(group: tuple[str, Iterable[str]], path: str) -> str:
    write_bytes(path, listing_lines(group[1]))
    return path
