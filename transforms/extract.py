"""Extract: annotated articles in, all their rows out, by dataset."""

import dataclasses
from collections.abc import Iterator
from typing import Union

import apache_beam as beam
from apache_beam.pvalue import PCollection

from transforms.text import families
from transforms.text.reading import Reading
from transforms.values import ArticleRows
from transforms.watch import Outputs, Rejected, Watch, several_outputs, split


@dataclasses.dataclass(eq=False)
class ExtractFacts(beam.PTransform[PCollection[Reading], Outputs[ArticleRows]]):
    """``PCollection[Reading]`` to the rows of articles and rejects."""

    watch: Watch

    @several_outputs
    def expand(self, articles: PCollection[Reading]) -> Outputs[ArticleRows]:
        """Apply the step."""
        return split(articles, _Extract(self.watch), ArticleRows)


class _Extract(beam.DoFn):
    def __init__(self, watch: Watch) -> None:
        self._step = watch.step("extract")

    def process(self, element: Reading) -> Iterator[Union[ArticleRows, Rejected]]:
        def work() -> ArticleRows:
            return ArticleRows(element.article.source_uri, families.extract(element, around=self._step.family))

        yield from self._step.attempt(element.article, work)
