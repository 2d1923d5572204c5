"""The attributions of an article: those of its passages, with the quotations that run over several passages or stand beside that of their cue."""

import dataclasses
from collections.abc import Iterable

from schemas import ContentSpan
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage
from transforms.text.statements import speech, turns
from transforms.text.statements.attribution import Attribution
from transforms.text.statements.marks import tokens_of
from transforms.text.statements.offsets import Span
from transforms.text.statements.owners import ANNOUNCED
from transforms.text.statements.phrases import has_words


@dataclasses.dataclass
class Draft:
    """One attribution of an article: the passage of its cue, the pieces of its content, and whether a quotation lacks one of its marks; ``last`` is
    the number of the last passage with a piece.
    """

    passage: Passage
    item: Attribution
    pieces: list[ContentSpan] = dataclasses.field(default_factory=list)
    unbalanced: bool = False
    last: int = -1

    def add(self, p: Passage, spans: Iterable[Span]) -> None:
        """Add the content at ``spans`` of passage ``p``, the ``last`` one so far."""
        self.last = p.index
        self.pieces += [ContentSpan(p.start + start, p.start + end, p.segment.segment_index) for start, end in spans]


@dataclasses.dataclass
class _Open:
    """Paragraphs in quotation marks of which the last does not close: the pieces from number ``first`` on of ``draft``, which the cue of the next
    passage may own.
    """

    draft: Draft
    first: int

    def hand_over(self, drafts: list[Draft], other: Draft) -> None:
        """Move the pieces to ``other``, whose quotation goes on with them, and take their draft out of ``drafts`` where it has no others."""
        other.pieces = self.draft.pieces[self.first :] + other.pieces
        del self.draft.pieces[self.first :]
        if not self.draft.pieces:
            drafts.remove(self.draft)


def find(reading: Reading) -> list[Draft]:
    """Return the attributions of all passages; a quotation that continues in the next one is one with its beginning."""
    drafts: list[Draft] = []
    announced: Draft | None = None
    carrier: Draft | None = None
    unclosed: _Open | None = None
    before: Passage | None = None
    for p in reading.passages:
        target = announced or carrier
        mark = before.text[before.quotations[-1].start] if before is not None and before.quotations else ""
        resolved = speech.resolve(reading, p, ANNOUNCED if announced else mark if carrier else "")
        count = len(target.pieces) if target is not None else 0
        if target is not None:
            _carry(p, target, resolved.carried)
        if announced and announced.pieces:
            drafts.append(announced)
        signed = turns.signature_line(p) if drafts and drafts[-1].item.frame == "orphan" and drafts[-1].last == p.index - 1 else None
        if signed is not None:
            drafts[-1] = Draft(p, signed, drafts[-1].pieces, drafts[-1].unbalanced)
        found = _of_passage(p, resolved)
        owner = next((draft for draft in found if _begins(p, draft, mark)), None)
        if unclosed is not None and owner is not None:
            unclosed.hand_over(drafts, owner)
        drafts += found
        carrier = target if resolved.carried else None
        carrier = next((draft for draft in reversed(found) if draft.item.quotations), carrier)
        if not _stays_open(p):
            unclosed = None
        elif len(found) == 1 and found[0].item.frame == "orphan" and found[0].item.content[0][0] == 0:
            carrier, unclosed = found[0], _Open(found[0], 0)
        elif unclosed is None or unclosed.draft is not target:
            closed = before is not None and bool(before.quotations) and before.quotations[-1].closed
            unclosed = _Open(target, count) if target is not None and resolved.carried and closed and not announced else None
        announced = Draft(p, resolved.announced) if resolved.announced else None
        before = p
    return drafts


def _stays_open(p: Passage) -> bool:
    """Return whether the last quotation of ``p`` does not close, so that it may go on in the next passage."""
    return bool(p.quotations) and p.quotations[-1].opened and not p.quotations[-1].closed


def _begins(p: Passage, draft: Draft, mark: str) -> bool:
    """Return whether ``draft``, with a speaker, owns a quotation that begins passage ``p`` and opens with ``mark``."""
    if 0 not in draft.item.quotations or draft.item.source is None or p.text[p.quotations[0].start] != mark:
        return False
    return not has_words(p, range(tokens_of(p, 0)[0]))


def _carry(p: Passage, target: Draft, carried: list[int]) -> None:
    """Add the quotations ``carried`` to ``target``; the last one of a passage need not close if it goes on in the next."""
    for number in carried:
        quotation = p.quotations[number]
        target.add(p, [(quotation.start, quotation.end)])
        goes_on = quotation.opened and number == len(p.quotations) - 1
        target.unbalanced |= not quotation.balanced and not goes_on


def _of_passage(p: Passage, resolved: speech.Resolved) -> list[Draft]:
    odd = [quotation for quotation in p.quotations if not quotation.balanced]
    drafts = []
    for item, pieces in zip(resolved.attributions, resolved.pieces, strict=True):
        if pieces:
            draft = Draft(p, item, unbalanced=any(q.start < end and start < q.end for q in odd for start, end in pieces))
            draft.add(p, pieces)
            drafts.append(draft)
    return drafts
