"""Quotation marks: a paragraph in, its quotations out, whatever is missing or nested; nothing here raises."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from transforms.text.lexicon import reporting

_MARK = re.compile(r"''|``|[\"“”„‟«»‘’‚‛'`＂]")
_OPENERS = {"“": "double", "„": "double", "‟": "double", "«": "double", "``": "double", "‘": "single", "‚": "single", "‛": "single"}
_CLOSERS = {"”": "double", "»": "double", "’": "single"}
_SINGLE = frozenset("‘’‚‛'`")
_BEFORE_OPENING = frozenset("([{<—–-/…:;,.?!|*")
"""Characters that may stand directly before an opening mark, beside blanks and other marks."""
_ELISION = re.compile(r"(?:em|til|tis|twas|cause|bout|round|n|cuz|\d0s|\d\d)\b", re.IGNORECASE)
"""What follows an apostrophe that opens nothing: 'em, 'til, '90s."""
_SENTENCE_END = re.compile(r"[.?!…][\"”’')\]]*\s+")
_CLOSING, _INVERTED = ("|".join(sorted(reporting.forms(use))) for use in ("closing", "inverted"))
_ATTRIBUTION = re.compile(
    rf"[,?!]\s+(?:(?:(?:[Tt]he|M[rs]{{1,2}}\.)\s+)?(?:[A-Z][\w.’'-]*\s+){{1,4}}|(?:he|she|they)\s+)(?:{_CLOSING})\b"
    rf"|[,?!]\s+(?:{_INVERTED})\s+(?:the\s|an?\s|[A-Z])"
)
"""An attribution after a comma, question or exclamation mark: where a quotation ended whose closing mark is missing."""
MAX_PHRASE = 60
"""Characters up to which a quoted phrase in single marks may hold the apostrophe of a plural."""
MAX_NESTED = 40
"""Levels of open marks that are kept apart."""


class Quotation(NamedTuple):
    """One quotation of a paragraph: from its opening mark to after its closing mark, in offsets of the paragraph.

    ``closed`` is false where it runs to the end of the paragraph, or to the next opening mark, without a closing mark of its own;
    ``opened`` is false where only the closing mark is there: it then begins where the sentence does.
    """

    start: int
    end: int
    opened: bool
    closed: bool
    single: bool

    @property
    def balanced(self) -> bool:
        """Whether both marks are there."""
        return self.opened and self.closed


class _Mark(NamedTuple):
    start: int
    end: int
    single: bool
    can_open: bool
    can_close: bool


def find(text: str) -> list[Quotation]:
    """Return the outermost quotations of the paragraph ``text`` in order, never overlapping.

    Straight, curly, low and angle marks, two single marks typed for a double one, and single marks that are no apostrophes. A mark that
    cannot tell its side by its shape tells it by its neighbours: it opens before a word and after a blank, it closes after a word. A
    quotation in marks of the other sort inside a quotation is part of it.

    >>> text = 'It is “late,” she said. “Very ‘late’ indeed.”'
    >>> [text[q.start:q.end] for q in find(text)]
    ['“late,”', '“Very ‘late’ indeed.”']
    >>> [(q.start, q.closed) for q in find('She said: "We stay')]
    [(10, False)]
    >>> text = 'We stay," she said.'
    >>> [(text[q.start:q.end], q.opened) for q in find(text)]
    [('We stay,"', False)]
    """
    found: list[Quotation] = []
    marks = list(_marks(text))
    at = 0
    while at < len(marks):
        mark = marks[at]
        if not mark.can_open:
            if not mark.single and mark.can_close:
                quotation = _unopened(text, mark, found[-1].end if found else 0)
                if quotation:
                    found.append(quotation)
            at += 1
            continue
        closing = _closing_single(text, marks, at) if mark.single else _closing_double(marks, at)
        if closing is None:
            if not mark.single:
                following = at + 1
                while following < len(marks) and (marks[following].single or marks[following].can_close or not marks[following].can_open):
                    following += 1
                inner = _closing_double(marks, following) if following < len(marks) else None
                if inner is not None and _is_inside(text[mark.end : marks[following].start]):
                    found.append(Quotation(mark.start, marks[inner].end, True, True, False))
                    at = inner + 1
                    continue
                end = _unclosed_end(text, mark, marks[following].start if following < len(marks) else len(text))
                found.append(Quotation(mark.start, end, True, False, False))
                at += 1
                while at < len(marks) and marks[at].start < end:
                    at += 1
            else:
                at += 1
            continue
        found.append(Quotation(mark.start, marks[closing].end, True, True, mark.single))
        at = closing + 1
    return found


def _marks(text: str) -> Iterator[_Mark]:
    markup = False
    for match in _MARK.finditer(text):
        shape, start, end = match.group(), match.start(), match.end()
        before = text[start - 1] if start else " "
        after = text[end] if end < len(text) else " "
        single = shape in _SINGLE
        free_before = before.isspace() or before in _BEFORE_OPENING or bool(_MARK.match(before))
        if single:
            opens = shape in "‘‚‛'`" and free_before and not after.isspace() and before not in ".,?!"
            opens = opens and (after.isalnum() or after in '[($…“"') and not _ELISION.match(text, end)
            closes = shape in "’'`" and not before.isspace() and not after.isalnum()
        elif shape in _OPENERS:
            opens, closes = True, False
            if after.isspace() and not before.isspace():
                opens, closes = False, True  # a wrong mark, seen in pasted text
        elif shape in _CLOSERS:
            opens, closes = False, True
            if before.isspace() and not after.isspace():
                opens, closes = True, True
        elif shape == '"' and (before == "=" or markup):
            markup = not markup
            continue  # an attribute of markup
        else:
            opens = not after.isspace() and free_before
            closes = not before.isspace() or after.isspace()
            if before.isspace() and after.isspace():
                opens = closes = True
            if not opens and after.isalnum() and before.isalnum():
                opens = closes = False  # 6"2, O''Neil
        yield _Mark(start, end, single, opens, closes)


def _closing_double(marks: Sequence[_Mark], at: int) -> int | None:
    depth = 1
    for index in range(at + 1, len(marks)):
        mark = marks[index]
        if mark.single:
            continue
        if mark.can_close:
            depth -= 1
            if depth == 0:
                return index
        elif mark.can_open:
            closers = sum(1 for m in marks[index + 1 : index + MAX_NESTED] if not m.single and m.can_close and not m.can_open)
            openers = sum(1 for m in marks[index + 1 : index + MAX_NESTED] if not m.single and m.can_open and not m.can_close)
            if closers < openers + 2 or depth >= MAX_NESTED:
                return None
            depth += 1
    return None


def _closing_single(text: str, marks: Sequence[_Mark], at: int) -> int | None:
    """Return the closing mark of the single mark at ``at``: the first that stands at punctuation, else the first one that is no plural's
    apostrophe, else the first one.
    """
    first = None
    for index in range(at + 1, min(len(marks), at + MAX_NESTED)):
        mark = marks[index]
        if not mark.single:
            continue
        if mark.can_close and mark.start > marks[at].end:
            before, after = text[mark.start - 1], text[mark.end : mark.end + 1]
            if before in ",.?!…" or after in ("", ",", ".", "?", "!", ";", ":", ")", "]", "—", '"', "”"):
                return index
            if before not in "sS":
                return index if first is None or mark.start - marks[at].end < MAX_PHRASE else first
            if first is None:
                first = index
        if mark.can_open and first is not None:
            return first
    return first


def _is_inside(between: str) -> bool:
    """Return whether a quotation behind ``between`` belongs to the one that opens before it and is not closed: a comma introduces it in the same
    sentence, in which nobody else is said to speak.
    """
    return between.rstrip().endswith(",") and not _SENTENCE_END.search(between) and not _ATTRIBUTION.search(between.rstrip()[:-1])


def _unclosed_end(text: str, mark: _Mark, limit: int) -> int:
    """Return where a quotation that opens with ``mark`` and is not closed before ``limit`` ends: before an attribution, else at ``limit``."""
    attribution = _ATTRIBUTION.search(text, mark.end, limit)
    return max(mark.end, attribution.start() + 1 if attribution else mark.end + len(text[mark.end : limit].rstrip()))


def _unopened(text: str, mark: _Mark, low: int) -> Quotation | None:
    """Return the quotation of a closing mark that nothing opened, from the beginning of its sentence; a mark after a digit is inches."""
    if mark.start and text[mark.start - 1].isdigit():
        return None
    window = max(low, mark.start - 2000)
    start = window
    for match in _SENTENCE_END.finditer(text, window, max(mark.start - 1, window)):
        start = match.end()
    while start < mark.start and text[start].isspace():
        start += 1
    return Quotation(start, mark.end, False, True, False) if start < mark.start else None
