"""Annotate: segmented articles in, their readings out: a passage for each segment that facts may come from."""

import contextlib
import dataclasses
import functools
import threading
from collections.abc import Iterator
from typing import Optional, Union

import apache_beam as beam
from apache_beam.pvalue import PCollection

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
        return split(articles, _Annotate(self.watch, self.model, self.limit), Reading)


KEPT_WORDS = 20_000
"""Words that spaCy keeps, with how it cuts them, some 20 MB; those of an article that is read later are dropped with it."""


class Model:
    """A loaded pipeline, for one thread at a time."""

    def __init__(self, name: str) -> None:
        self._nlp = annotation.load(name)
        self._lock = threading.Lock()

    def annotate(self, article: SegmentedArticle, limit: Optional[int]) -> Reading:
        """Return the reading of ``article``; what spaCy knows of a word depends on the word alone, so that it may keep as many as it likes."""
        with self._lock, contextlib.nullcontext() if len(self._nlp.vocab) < KEPT_WORDS else self._nlp.memory_zone():
            return annotation.annotate(self._nlp, article, limit)  # the reading holds none of spaCy's objects


_LOADING = threading.Lock()


@functools.cache
def loaded(name: str) -> Model:
    """Return the model ``name``, loaded once for all pipelines of this process: half a second, the words and embeddings it keeps not counted."""
    return Model(name)


class _Annotate(beam.DoFn):
    def __init__(self, watch: Watch, model: str, limit: Optional[int]) -> None:
        self._step = watch.step("annotate")
        self._model = model
        self._limit = limit

    def setup(self) -> None:
        self._step.begin()
        with _LOADING:
            self._loaded = loaded(self._model)

    def process(self, element: SegmentedArticle) -> Iterator[Union[Reading, Rejected]]:
        yield from self._step.attempt(element.article, lambda: self._loaded.annotate(element, self._limit))
