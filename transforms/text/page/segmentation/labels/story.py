"""What is known of the main story while its lines are labelled, and what all labelling asks of lines."""

import dataclasses
import re
from collections import Counter

from transforms.text.lexicon import data
from transforms.text.page.segmentation import credits
from transforms.text.page.segmentation.lines import Line

TITLE_WORDS = 5
"""Words from which on a short line looks like the title of another story rather than a menu entry."""
TRANSPARENT = frozenset({"caption", "credit", "video", "audio", "promo", "navigation", "timestamp"})
"""Kinds that stand between the paragraphs of one story without ending it."""

_CONTENT_WORD = re.compile(r"[^\W\d_][\w’']{3,}")
_STOP = data.words("segmentation/stop_words.txt")


@dataclasses.dataclass(frozen=True, slots=True)
class Story:
    """The main story of a page: its ``first`` and ``last`` line (included), its headline, and the kind of page it stands on.

    ``counts`` says how often each line stands on the page, by its normal form; ``plain``: the page is hardly more than its story.
    """

    first: int
    last: int
    title: int | None
    counts: Counter[str]
    plain: bool
    live: bool
    roundup: bool


def repeated(lines: list[Line]) -> Counter[str]:
    """Return how often each line of four words or more stands on the page, by its normal form."""
    return Counter(line.norm for line in lines if line.norm and line.words >= 4)


def content_words(text: str) -> set[str]:
    """Return the longer words of ``text`` in lower case, cut to six letters so that inflections meet.

    >>> sorted(content_words("Protesters march over fuel prices"))
    ['fuel', 'march', 'prices', 'protes']
    """
    return {word.lower()[:6] for word in _CONTENT_WORD.findall(text)} - _STOP


def settle_credit(lines: list[Line], at: int) -> None:
    """Settle a picture's credit on a line of its own: without a caption above it, it is one itself if it names person and agency."""
    line = lines[at]
    near = any(above.kind == "caption" for above in lines[max(at - 2, 0) : at])
    if not near and at > 0 and lines[at - 1].prose and all(credits.parse(line.text)) and line.words <= 10:
        line.settle("caption", line.why)
