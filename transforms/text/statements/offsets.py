"""Contents in offsets: the pieces of an attribution in characters of its passage."""

from transforms.text.reading.passage import Passage
from transforms.text.statements.attribution import Attribution, Range
from transforms.text.statements.marks import tokens_of
from transforms.text.statements.phrases import JOINS, STOPS, has_words

Span = tuple[int, int]
"""Offsets in the passage, half-open."""


def pieces_of(p: Passage, item: Attribution) -> list[Span]:
    """Return the pieces of the content: edges trimmed, whole quotations kept, without cue and source."""
    pieces: list[Span] = []
    for start, end in item.content:
        low, high = _trimmed(p, start, end)
        if high <= low or not has_words(p, range(low, high)):
            continue
        a, b = _whole_quotations(p, item, low, high)
        if pieces:
            a = max(a, pieces[-1][1])
        pieces += [(c, d) for c, d in _without(p, item, a, b) if any(letter.isalnum() for letter in p.text[c:d])]
    return pieces


def _trimmed(p: Passage, low: int, high: int) -> Range:
    """Return ``low:high`` without marks and blanks at its edges; quotations and signs before numbers stay."""
    while (
        low < high and p.quoted[low] < 0 and (p.words[low].isspace() or not (p.words[low][0].isalnum() or p.words[low][0] in "$£€#@%([&"))
    ):
        low += 1
    while (
        high > low
        and p.quoted[high - 1] < 0
        and (p.words[high - 1] in STOPS or p.words[high - 1] in JOINS or p.words[high - 1].isspace() or p.deps[high - 1] in ("cc", "mark"))
    ):
        high -= 1
    return low, high


def _whole_quotations(p: Passage, item: Attribution, low: int, high: int) -> Span:
    """Return the offsets of ``low:high`` with the marks of quotations at its edges, but of none that holds the cue or source."""
    a, b = p.starts[low], p.ends[high - 1]
    for j in (low, high - 1):
        number = p.quoted[j]
        if number < 0:
            continue
        quotation, span = p.quotations[number], tokens_of(p, number)
        if not any(start < span.stop and span.start < end for start, end in (item.cue, item.source or (0, 0))):
            a = min(a, quotation.start) if j == low else a
            b = max(b, quotation.end) if j == high - 1 else b
    return a, b


def _without(p: Passage, item: Attribution, a: int, b: int) -> list[Span]:
    """Return ``a:b`` without the cue and the source of ``item``."""
    pieces = [(a, b)]
    for span in (item.cue, item.source):
        if span is not None and span[0] < span[1]:
            low, high = p.starts[span[0]], p.ends[span[1] - 1]
            if low < b and a < high:
                pieces = [part for c, d in pieces for part in ((c, min(d, low)), (max(c, high), d)) if part[0] < part[1]]
    return [_stripped(p.text, c, d) for c, d in pieces]


def _stripped(text: str, a: int, b: int) -> Span:
    while a < b and text[a].isspace():
        a += 1
    while b > a and text[b - 1].isspace():
        b -= 1
    return a, b
