"""Annotation with spaCy: a segmented article in, its reading with tagged, parsed and entity-marked passages out."""

import re
from typing import Any

import spacy
from thinc.api import NumpyOps, set_current_ops

from schemas.rows import FACT_KINDS
from transforms.text.reading import Reading
from transforms.text.reading.document import STORY_PAGES, SegmentedArticle, fact_bounds
from transforms.text.reading.passage import Passage
from transforms.text.reading.truecase import truecase

UNREAD_COMPONENTS = ("attribute_ruler", "lemmatizer")
"""Components whose output nobody reads: with them annotation takes about a third longer."""

LONG_RUN = 300
"""Characters without a blank from which on a run is masked: spaCy's tokenizer is quadratic on runs of brackets, quotes and emoji."""

MAX_SEGMENT = 100_000
"""Characters of a segment that are annotated; spaCy needs about 1 GB for a million."""

_RUN = re.compile(rf"\S{{{LONG_RUN},}}")
_PUNCTUATION_RUN = re.compile(r"[^\w\s]{20,}")
_SEPARATOR = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xa0\xad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def load(model: str) -> Any:
    """Return the spaCy pipeline of the installed package ``model``, without the components nobody reads.

    Raises:
        OSError: no package of that name is installed; a path is not accepted, since loading one runs the code it names.
    """
    if not re.fullmatch(r"[A-Za-z]\w*", model) or not spacy.util.is_package(model):
        raise OSError(f"no spaCy model package named {model!r} is installed")
    set_current_ops(NumpyOps(use_blis=False))  # numpy's OpenBLAS is about twice as fast here as thinc's blis
    return spacy.load(model, exclude=list(UNREAD_COMPONENTS))


def readable(text: str) -> str:
    """Return ``text`` as the tokenizer gets it, of the same length: controls, NBSP, soft hyphens and zero-width characters as blanks, runs
    that would take quadratic time as letters, text in capitals in sentence case.

    >>> readable("a\\xa0b")
    'a b'
    >>> readable("(" * 1000) == "x" * 1000
    True
    """
    text = _SEPARATOR.sub(" ", text)
    text = _PUNCTUATION_RUN.sub(lambda m: "x" * len(m.group()), text)
    return truecase(_RUN.sub(lambda m: "x" * len(m.group()), text))


def annotate(nlp: Any, segmented: SegmentedArticle) -> Reading:
    """Return the reading of ``segmented``: a passage for each segment that facts may come from, nothing recognised yet.

    The segments of one article are one batch, whatever else is being annotated: the floating-point sums of a model depend on what shares a
    batch, and an article's rows must not depend on other articles.
    """
    if segmented.article.page_type not in STORY_PAGES:
        return Reading(segmented.article, segmented.segments)
    chosen = []
    for segment in segmented.segments:
        if segment.kind in FACT_KINDS:
            start, end = fact_bounds(segment)
            if end > start:
                chosen.append((segment, start, min(end, start + MAX_SEGMENT)))
    texts = [readable(segmented.article.source_text[start:end]) for _, start, end in chosen]
    docs = nlp.pipe(texts, batch_size=max(len(texts), 1))
    source = segmented.article.source_text
    passages = [
        Passage(number, segment, start, source, doc) for number, ((segment, start, _), doc) in enumerate(zip(chosen, docs, strict=True))
    ]
    return Reading(segmented.article, segmented.segments, passages)
