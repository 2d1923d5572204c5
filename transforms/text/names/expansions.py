"""Abbreviations of ordinary words: what "personal protective gear (PPG)" and "bird lung disease, or BLD," shorten is a thing, and no name."""

from collections.abc import Iterator, Sequence

from transforms.text.lexicon.names import lexicon
from transforms.text.names.spans import Span
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage

_LONGEST = 6
"""Letters of an abbreviation at most."""
_SMALL = frozenset(("a", "and", "for", "in", "of", "on", "or", "the", "to", "-"))
"""Words whose initials an abbreviation may leave out."""


def without_things(reading: Reading, spans: Sequence[Span]) -> list[Span]:
    """Return ``spans`` without the abbreviations in capitals that the article introduces as short for words in lower case."""
    things = {span.key for span in spans if span.label != "PER" and _is_short(reading.passages[span.passage], span)}
    return [span for span in spans if span.key not in things] if things else list(spans)


def _is_short(passage: Passage, span: Span) -> bool:
    """Return whether the span, an abbreviation in brackets or behind "or", has the initials of the words in lower case before it, and these are
    none for a body, an event or another thing that has names.
    """
    short = passage.words[span.first]
    if span.last - span.first != 1 or not short.isupper() or not short.isalpha() or not 1 < len(short) <= _LONGEST:
        return False
    before = span.first - 1
    if passage.words[max(before, 0)] not in ("(", "or"):
        return False
    before -= passage.words[before - 1] == ","
    if lexicon().cues.get(passage.lower[before - 1]):  # "a working group (WG)"
        return False
    initials = list(_initials(passage, before))[: len(short)]
    return "".join(reversed(initials)).upper() == short


def _initials(passage: Passage, last: int) -> Iterator[str]:
    """Yield the initials of the words in lower case that end before token ``last``, backwards, small words left out; they end at any other word."""
    for i in range(last - 1, max(last - 2 * _LONGEST, 0) - 1, -1):
        word = passage.words[i]
        if word in _SMALL:
            continue
        if not (word.isalpha() and word.islower()):
            return
        yield word[0]
