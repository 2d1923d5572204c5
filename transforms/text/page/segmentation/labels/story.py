"""What all labelling asks of lines: their content words, and whether they stand on the page again."""

import re
from collections import Counter

from transforms.text.lexicon import data
from transforms.text.page.segmentation.lines import Line

TRANSPARENT = frozenset({"caption", "credit", "video", "audio", "promo", "navigation", "timestamp"})
"""Kinds that stand between the paragraphs of one story without ending it."""

_CONTENT_WORD = re.compile(r"[^\W\d_][\w’']{3,}")
_STOP = data.words("segmentation/stop_words.txt")


def repeated(lines: list[Line]) -> Counter[str]:
    """Return how often each line of four words or more stands on the page, by its normal form."""
    return Counter(line.norm for line in lines if line.norm and line.words >= 4)


def content_words(text: str) -> set[str]:
    """Return the longer words of ``text`` in lower case, cut to six letters so that inflections meet.

    >>> sorted(content_words("Protesters march over fuel prices"))
    ['fuel', 'march', 'prices', 'protes']
    """
    return {word[:6] for word in map(str.lower, _CONTENT_WORD.findall(text))} - _STOP
