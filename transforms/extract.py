"""Extract: annotated articles in, all their rows out, by dataset."""

import dataclasses
from collections.abc import Iterator

import apache_beam as beam

from transforms.text import families
from transforms.text.reading import Reading
from transforms.values import ArticleRows


@dataclasses.dataclass(eq=False)
class ExtractFacts(beam.PTransform):
    """``PCollection[Reading]`` to ``PCollection[ArticleRows]``."""

    def expand(self, articles: "beam.PCollection[Reading]") -> "beam.PCollection[ArticleRows]":
        """Apply the step."""
        return articles | beam.ParDo(_Extract())


class _Extract(beam.DoFn):
    def process(self, element: Reading) -> Iterator[ArticleRows]:
        yield ArticleRows(element.article.source_uri, families.extract(element))
