"""Annotate: segmented articles in, their readings out: a passage for each segment that facts may come from."""

import contextlib
import dataclasses
import threading
from collections.abc import Iterator
from typing import Any, Optional, Union

import apache_beam as beam
from apache_beam.pvalue import PCollection
from apache_beam.utils.shared import Shared

from transforms.text.reading import Reading, annotation
from transforms.text.reading.document import SegmentedArticle
from transforms.watch import Outputs, Rejected, Watch, several_outputs, split


@dataclasses.dataclass(eq=False)
class AnnotateArticles(beam.PTransform[PCollection[SegmentedArticle], Outputs[Reading]]):
    """``PCollection[SegmentedArticle]`` to readings and rejects.

    ``model`` is the name of an installed spaCy model package; it travels, the model itself is loaded once per worker process. ``limit`` is how
    many characters of an article are annotated at most.
    """

    watch: Watch
    model: str
    limit: Optional[int] = None

    @several_outputs
    def expand(self, articles: PCollection[SegmentedArticle]) -> Outputs[Reading]:
        """Apply the step."""
        return split(articles, _Annotate(self.watch, self.model, self.limit, Shared()), Reading)


KEPT_WORDS = 20_000
"""Words that spaCy keeps, with how it cuts them, some 20 MB; those of an article that is read later are dropped with it."""


class _Model:
    """A loaded pipeline, for one thread at a time; ``Shared`` keeps weak references, which a spaCy pipeline itself does not take on every version."""

    def __init__(self, name: str) -> None:
        self._nlp = annotation.load(name)
        self._lock = threading.Lock()

    def annotate(self, article: SegmentedArticle, limit: Optional[int]) -> Reading:
        """Return the reading of ``article``; what spaCy knows of a word depends on the word alone, so that it may keep as many as it likes."""
        with self._lock, contextlib.nullcontext() if len(self._nlp.vocab) < KEPT_WORDS else self._nlp.memory_zone():
            return annotation.annotate(self._nlp, article, limit)  # the reading holds none of spaCy's objects


class _Annotate(beam.DoFn):
    def __init__(self, watch: Watch, model: str, limit: Optional[int], shared: Any) -> None:
        self._step = watch.step("annotate")
        self._model = model
        self._limit = limit
        self._shared = shared

    def setup(self) -> None:
        self._step.begin()
        self._loaded = self._shared.acquire(lambda: _Model(self._model), tag=self._model)

    def process(self, element: SegmentedArticle) -> Iterator[Union[Reading, Rejected]]:
        yield from self._step.attempt(element.article, lambda: self._loaded.annotate(element, self._limit))
