"""The content of an attribution that owns quotations: these, and what of their sentences belongs to them."""

import bisect
from collections.abc import Sequence

from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage
from transforms.text.statements import lexicon
from transforms.text.statements.attribution import Attribution, Range
from transforms.text.statements.marks import ending, stands_alone, tokens_of
from transforms.text.statements.phrases import JOINS, STOPS, ranges
from transforms.text.statements.verbs import speaks

_CLOSE_RESTS = frozenset(["about", "of", "that", "because", "if", "unless"])
_RESTS = _CLOSE_RESTS | {"for", "to", "toward", "against", "from", "into", "or", "than", "when", "who", "which"}
_CONDITIONS = frozenset(["although", "as", "because", "but", "and", "if", "since", "so", "though", "unless", "while"])
"""Words with which a sentence goes on behind a quotation that ends in a comma."""
_MAX_REST = 25
_ADVERBIAL = 4
"""Words and marks of a phrase that only says when or how at most."""
_MAX_BETWEEN = 16
"""Tokens between two quotations of one sentence at most."""


def with_quotations(reading: Reading, p: Passage, item: Attribution, speakers: Sequence[int]) -> list[Range]:
    """Return the content of ``item`` with its quotations.

    What syntax found before the first one stays where that one does not stand alone; what it found after one stays where it follows directly
    ("..." if they win, she said); what stands between the first one and a cue after it is content as well.
    What holds the cue of another quotation (the other ``speakers``) is not.
    """
    tokens = {j for number in item.quotations for j in tokens_of(p, number)}
    pieces = [piece for piece in item.content if not _holds_other(piece, item.head, speakers)]
    extra = [j for piece in pieces for j in range(*piece) if j not in tokens]
    aside = item.word == "put" and item.cue[1] < len(p) and p.words[item.cue[1]] == ","  # 'a group of "sailors," as she put it, and ...'
    if not aside and (not stands_alone(p, item.quotations[0]) or _names_it(p, item, min(tokens))):
        tokens.update(_led_up(p, item, min(tokens), extra))
    for index, number in enumerate(item.quotations):
        span = tokens_of(p, number)
        if ending(p, number) in ("", ",") and not (span.stop < len(p) and p.words[span.stop] in STOPS):
            _go_on(reading, p, item, index, extra, tokens)
    tokens -= set(range(*item.cue))
    return ranges(sorted(tokens - set(range(*item.source)) if item.source else tokens))


def _names_it(p: Passage, item: Attribution, first: int) -> bool:
    """Return whether a clause of ``item`` leads up to a colon and the quotation at token ``first``: 'said it needs one thing: "Patience."'."""
    return first > 0 and p.words[first - 1] == ":" and any(item.cue[1] <= start < first for start, _ in item.content)


def _holds_other(piece: Range, head: int, speakers: Sequence[int]) -> bool:
    """Return whether a cue of ``speakers`` (sorted) other than ``head`` lies in ``piece``."""
    inside = speakers[bisect.bisect_left(speakers, piece[0]) : bisect.bisect_left(speakers, piece[1])]
    return any(other != head for other in inside[:2])


def _led_up(p: Passage, item: Attribution, first: int, extra: list[int]) -> list[int]:
    """Return what belongs to a content before its first quotation, which begins at ``first`` in the middle of a sentence."""
    found = [j for j in extra if j < first]
    led = found if _leads_up(p, first, found) else []
    if item.cue[0] > first and not found:
        start = p.sentences[p.sentence[first]][0]
        left = [j for j in range(start, first) if p.quoted[j] < 0 and (not item.source or not item.source[0] <= j < item.source[1])]
        if _leads_up(p, first, left):
            led = left
    return led


def _leads_up(p: Passage, first: int, left: list[int]) -> bool:
    """Return whether the words ``left`` go on in the quotation at ``first``: no comma stands between, or they have a verb or subject, or they are
    a phrase that opens the sentence which the quotation goes on with ('After the vote in May, "there is hope,"').
    """
    opens = bool(left) and p.tags[left[0]] == "IN" and left[0] == p.sentences[p.sentence[first]][0] and len(left) > _ADVERBIAL
    opens = opens and not any(lexicon.is_document(p.lower[j]) for j in left[:_ADVERBIAL])  # "In a statement on Monday, Doe said"
    return p.words[first - 1] != "," or opens or any(p.is_verb(j) or p.deps[j] == "nsubj" for j in left)


def _go_on(reading: Reading, p: Passage, item: Attribution, index: int, extra: list[int], tokens: set[int]) -> None:
    """Add to ``tokens`` what belongs to the content behind the quotation at ``index`` among those of ``item``, whose sentence goes on."""
    number, later = item.quotations[index], item.quotations[index + 1 :]
    span = tokens_of(p, number)
    end = span.stop
    limit = min((tokens_of(p, other)[0] for other in later), default=len(p))
    clause = min(item.cue[0], item.source[0]) if item.source and item.source[0] > min(tokens) else item.cue[0]
    if end < clause and (ending(p, number) == "" or p.lower[end] in _RESTS | _CONDITIONS or later):
        tokens.update(_up_to(p, range(end, min(clause, limit))))
    elif ending(p, number) == "":
        for j in extra:
            if end <= j < limit and all(k in tokens for k in range(end, j)):
                tokens.add(j)
        if end < len(p) and end not in tokens and not later:
            tokens.update(_rest(reading, p, end, item.cue[0] < span[0] and index == 0))
        if end < limit < len(p) and not end <= item.cue[0] < limit:
            tokens.update(_joint(p, range(end, limit)))


def _up_to(p: Passage, gap: range) -> range:
    """Return ``gap``, between a quotation and its cue, where it goes on with the quotation: a sentence's end or mere adverbs do not."""
    words = any(p.words[j][0].isalnum() and p.tags[j] not in ("RB", "CC") for j in gap)
    return gap if words and not any(p.words[j] in STOPS for j in gap) else range(0)


def _joint(p: Passage, gap: range) -> range:
    """Return ``gap``, between two quotations, where it is short and they stand in one sentence."""
    return gap if len(gap) <= _MAX_BETWEEN and p.sentence[gap.start] == p.sentence[gap.stop] else range(0)


def _rest(reading: Reading, p: Passage, end: int, after_cue: bool) -> range:
    """Return the words that finish the sentence of a quotation: "..." if they win. After a cue ("she said '...' about it") only what depends
    on it.
    """
    openers = _RESTS if not after_cue else _CLOSE_RESTS
    if p.lower[end] not in openers or any(reading.is_time(p, j) for j in range(end, min(end + 3, len(p)))):
        return range(0)
    stop = end
    while stop < len(p) and stop - end < _MAX_REST and p.words[stop] not in STOPS and p.words[stop] not in JOINS and p.quoted[stop] < 0:
        if speaks(p, stop) and p.tags[stop] in ("VBD", "VBZ", "VBG"):
            return range(0)
        stop += 1
    return range(end, stop)
