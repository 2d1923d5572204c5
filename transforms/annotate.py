"""Annotate: segmented articles in, their readings out: a passage for each segment that facts may come from."""

import dataclasses
from collections.abc import Iterator
from typing import Any

import apache_beam as beam
from apache_beam.utils.shared import Shared

from transforms.text.reading import Reading, annotation
from transforms.text.reading.document import SegmentedArticle


@dataclasses.dataclass(eq=False)
class AnnotateArticles(beam.PTransform):
    """``PCollection[SegmentedArticle]`` to ``PCollection[Reading]``.

    ``model`` is the name of an installed spaCy model package; it travels, the model itself is loaded once per worker process.
    """

    model: str

    def expand(self, articles: "beam.PCollection[SegmentedArticle]") -> "beam.PCollection[Reading]":
        """Apply the step."""
        return articles | beam.ParDo(_Annotate(self.model, Shared()))


class _Model:
    """A loaded pipeline; ``Shared`` keeps weak references, which a spaCy pipeline itself does not take on every version."""

    def __init__(self, name: str) -> None:
        self.nlp = annotation.load(name)


class _Annotate(beam.DoFn):
    def __init__(self, model: str, shared: Any) -> None:
        self._model = model
        self._shared = shared

    def setup(self) -> None:
        self._loaded = self._shared.acquire(lambda: _Model(self._model), tag=self._model)

    def process(self, element: SegmentedArticle) -> Iterator[Reading]:
        with self._loaded.nlp.memory_zone():  # frees the strings of this article; the reading holds none of spaCy's objects
            reading = annotation.annotate(self._loaded.nlp, element)
        yield reading
