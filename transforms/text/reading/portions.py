"""What of an article is annotated, in portions of bounded size: a model's memory grows with what it is given at once.

Where a portion ends depends on the article's own characters alone.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from schemas import Segment
from schemas.rows import FACT_KINDS
from transforms.text.reading.document import SegmentedArticle, fact_bounds

MAX_PASSAGE = 10_000
"""Characters of a passage; a longer segment is read as several, cut behind a sentence, else before a blank, else here."""

MAX_BATCH = 10_000
"""Words and marks of the passages that the model is given at once (it needs about 20 kB for each); articles seldom have a third of them."""

_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*(?=\s)|(?<=\S)(?=[\n\r])")
_WORD_END = re.compile(r"(?<=\S)(?=\s)")
_SEEN = re.compile(r"\S")
_PIECE = re.compile(r"\w+|[^\w\s]|\s\s+")


class Part(NamedTuple):
    """What a passage is made of: its segment and its source offsets there, half-open."""

    segment: Segment
    start: int
    end: int


class Chosen(NamedTuple):
    """The parts of an article that are annotated, and whether they are all that facts may come from."""

    parts: list[Part]
    whole: bool

    @property
    def characters(self) -> int:
        """The characters of the parts."""
        return sum(part.end - part.start for part in self.parts)


def choose(segmented: SegmentedArticle, limit: int | None = None) -> Chosen:
    """Return the parts of the segments that facts may come from, in order, of together at most ``limit`` characters."""
    parts: list[Part] = []
    left = len(segmented.article.source_text) if limit is None else limit
    for segment in segmented.segments:
        if segment.kind not in FACT_KINDS:
            continue
        for start, end in cut(segmented.article.source_text, *fact_bounds(segment)):
            last = end if end - start <= left else next(cut(segmented.article.source_text, start, end, left), (start, start))[1]
            if last > start:
                parts.append(Part(segment, start, last))
            if last < end:
                return Chosen(parts, whole=False)
            left -= end - start
    return Chosen(parts, whole=True)


def cut(text: str, start: int, end: int, most: int = MAX_PASSAGE) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the pieces, of at most ``most`` characters and without blanks between them, that ``text[start:end]`` is read in.

    >>> list(cut("It rained. We left at", 0, 21, 12)), list(cut("It rained.", 0, 10))
    ([(0, 10), (11, 21)], [(0, 10)])
    """
    while most > 0 and end - start > most:
        yield start, (stop := _stop(text, start, start + most))
        seen = _SEEN.search(text, stop, end)
        start = seen.start() if seen else end
    if 0 < end - start <= most:
        yield start, end


def _stop(text: str, start: int, stop: int) -> int:
    """Return where a piece ends that begins at ``start``, no blank, and may go on to ``stop``."""
    for pattern in (_SENTENCE_END, _WORD_END):
        last = start
        for found in pattern.finditer(text, start, stop + 1):  # what follows a piece is seen
            last = found.end()
        if last > start:
            return last
    return stop


def batches(texts: Sequence[str]) -> Iterator[list[str]]:
    """Yield ``texts`` in order in lists of at most ``MAX_BATCH`` words and marks, or of one text."""
    if texts and sum(map(len, texts)) <= MAX_BATCH:  # no text has more of them than characters
        yield list(texts)
        return
    batch: list[str] = []
    size = 0
    for text in texts:
        pieces = sum(1 for _ in _PIECE.finditer(text))
        if batch and size + pieces > MAX_BATCH:
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += pieces
    if batch:
        yield batch
