"""What every reader of amounts asks of the passage it reads in: its text, its sentences, and what earlier layers have read there."""

import re
from typing import NamedTuple

from transforms.text.quantities.evidence import Evidence
from transforms.text.reading import Reading
from transforms.text.reading.layers import Layer
from transforms.text.reading.passage import Passage

MAX_SENTENCE = 4000
"""Characters of a sentence that is read as one: a longer run without a full stop is a table or debris, and each of its rows would carry it."""

_SCORE = re.compile(r"(?<![\w-])(?<!\d[.,])\d{1,3}[-\u2013]\d{1,3}(?![\w-]|[.,]\d)")


class Span(NamedTuple):
    """A stretch of the passage's text: passage offsets, half-open."""

    start: int
    end: int


class Context:
    """One passage of a reading; all offsets are those of the passage, ``text`` is what the model read."""

    def __init__(self, reading: Reading, passage: Passage, money: Evidence) -> None:
        """Keep the reading, the passage and ``money``, which says which currency the article means."""
        self.reading, self.passage, self.money = reading, passage, money
        self.text = passage.readable
        self.scores = Layer(Span(*match.span()) for match in _SCORE.finditer(self.text))

    @property
    def in_title_case(self) -> bool:
        """Whether capitals say nothing here."""
        return self.passage.segment.kind in ("headline", "heading")

    def sentence(self, start: int, end: int) -> str:
        """Return the text of the sentence around ``start:end``."""
        low, high = self.passage.sentence_span(start, end)
        return self.text[low:high]

    def is_readable(self, start: int, end: int) -> bool:
        """Return whether the sentence around ``start:end`` is short enough to be one."""
        low, high = self.passage.sentence_span(start, end)
        return high - low <= MAX_SENTENCE

    def in_time(self, start: int, end: int) -> bool:
        """Return whether ``start:end`` overlaps a date or clock time, also one that could not be read; numbers of durations are free."""
        times = self.reading.times.overlapping(self.passage.start + start, self.passage.start + end)
        return any(time.timex_type not in ("DURATION", "SET") for time in times)

    def before(self, offset: int, width: int) -> str:
        """Return the ``width`` characters before ``offset``, or what there is of them."""
        return self.text[max(offset - width, 0) : offset]
