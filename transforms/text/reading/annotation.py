"""Annotation with spaCy: a segmented article in, its reading with tagged, parsed and entity-marked passages out."""

import re
from typing import Any

import spacy
from thinc.api import NumpyOps, set_current_ops

from transforms.text.lexicon import titles
from transforms.text.reading import Reading, portions, vectors
from transforms.text.reading.document import STORY_PAGES, SegmentedArticle
from transforms.text.reading.passage import Passage
from transforms.text.reading.titlecase import Usage, sentence_case
from transforms.text.reading.truecase import truecase

UNREAD_COMPONENTS = ("attribute_ruler", "lemmatizer")
"""Components whose output nobody reads: with them annotation takes about a third longer."""

LONG_RUN = 300
"""Characters without a blank from which on a run is masked: spaCy's tokenizer is quadratic on runs of brackets, quotes and emoji."""

PARTS_OF_A_BATCH = 4
"""spaCy's parser and NER take so many parts of a batch one after the other; a batch of so many times the texts is taken whole."""

_RUN = re.compile(rf"\S{{{LONG_RUN},}}")
_PUNCTUATION_RUN = re.compile(r"[^\w\s]{20,}")
_SEPARATOR = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xa0\xad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def load(model: str) -> Any:
    """Return the spaCy pipeline of the installed package ``model``, without the components nobody reads; token vectors by plain numpy, shortened
    titles as tokens (:func:`keep_titles`).

    Raises:
        OSError: no package of that name is installed; a path is not accepted, since loading one runs the code it names.
    """
    if not re.fullmatch(r"[A-Za-z]\w*", model) or not spacy.util.is_package(model):
        raise OSError(f"no spaCy model package named {model!r} is installed")
    set_current_ops(NumpyOps(use_blis=False))  # numpy's OpenBLAS is about twice as fast here as thinc's blis
    nlp: Any = spacy.load(model, exclude=list(UNREAD_COMPONENTS))
    vectors.quicken(nlp)
    keep_titles(nlp.tokenizer)
    return nlp


def keep_titles(tokenizer: Any) -> None:
    """Let ``tokenizer`` keep a shortened title ("Capt.") as one token, as it was in what the model learned from: a period of its own ends a sentence
    for the parser.
    """
    for title in titles.shortened():
        if titles.of(title).kinds & {"rank", "address"}:  # not "Barr.", which is a surname too
            tokenizer.add_special_case(f"{title.capitalize()}.", [{"ORTH": f"{title.capitalize()}."}])


def readable(text: str, usage: Usage) -> str:
    """Return ``text`` as the tokenizer gets it, of the same length: controls, NBSP, soft hyphens and zero-width characters as blanks, runs
    that would take quadratic time as letters, text in capitals and lines in title case in sentence case; ``usage`` is how the article writes
    its words elsewhere.

    >>> readable("a\\xa0b", Usage())
    'a b'
    >>> readable("(" * 1000, Usage()) == "x" * 1000
    True
    """
    text = _SEPARATOR.sub(" ", text)
    text = _PUNCTUATION_RUN.sub(lambda m: "x" * len(m.group()), text)
    return sentence_case(truecase(_RUN.sub(lambda m: "x" * len(m.group()), text)), usage)


def annotate(nlp: Any, segmented: SegmentedArticle, limit: int | None = None) -> Reading:
    """Return the reading of ``segmented``: passages of each segment that facts may come from, nothing recognised yet.

    At most ``limit`` characters are annotated; the article's row says how many where that is not all, or where the page was too long to be
    segmented whole. The passages of one article are one batch, or several by a rule of their own lengths, whatever else is being annotated: the
    floating-point sums of a model depend on what shares a batch, and an article's rows must not depend on other articles.
    """
    article = segmented.article
    if article.page_type not in STORY_PAGES:
        return Reading(article, segmented.segments)
    chosen = portions.choose(segmented, limit)
    if not chosen.whole or article.annotated_characters is not None:
        article = article._replace(annotated_characters=chosen.characters)
    parts = iter(chosen.parts)
    passages: list[Passage] = []
    texts = [article.source_text[part.start : part.end] for part in chosen.parts]
    usage = Usage(texts)
    for batch in portions.batches([readable(text, usage) for text in texts]):
        for text, doc in zip(batch, nlp.pipe(batch, batch_size=PARTS_OF_A_BATCH * len(batch)), strict=True):
            part = next(parts)
            passages.append(Passage(len(passages), part.segment, part.start, article.source_text, text, doc))
    return Reading(article, segmented.segments, passages)
