"""Annotate: segmented articles in, the same with a spaCy doc for each segment that facts may come from out."""

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
        # The zone frees the strings of this article when the following steps are done with it: in a fused stage they run inside ``yield``,
        # and a runner that does not fuse encodes the element there. Nothing that outlives the zone may refer to spaCy's objects.
        with self._loaded.nlp.memory_zone():
            yield annotation.annotate(self._loaded.nlp, element)
