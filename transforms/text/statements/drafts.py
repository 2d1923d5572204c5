"""The attributions of an article: those of its passages, with the quotations that run over several or stand in the passage after their cue."""

import dataclasses
from collections.abc import Iterable

from schemas import ContentSpan
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage
from transforms.text.statements import speech, turns
from transforms.text.statements.attribution import Attribution
from transforms.text.statements.offsets import Span
from transforms.text.statements.owners import ANNOUNCED


@dataclasses.dataclass
class Draft:
    """One attribution of an article: the passage of its cue, the pieces of its content, and whether a quotation lacks one of its marks."""

    passage: Passage
    item: Attribution
    pieces: list[ContentSpan] = dataclasses.field(default_factory=list)
    unbalanced: bool = False

    def add(self, p: Passage, spans: Iterable[Span]) -> None:
        """Add the content at ``spans`` of passage ``p``."""
        self.pieces += [ContentSpan(p.start + start, p.start + end, p.segment.segment_index) for start, end in spans]


def find(reading: Reading) -> list[Draft]:
    """Return the attributions of all passages; a quotation that continues in the next one is one with its beginning."""
    drafts: list[Draft] = []
    announced: Draft | None = None
    carrier: Draft | None = None
    mark = ""
    for p in reading.passages:
        target = announced or carrier
        resolved = speech.resolve(reading, p, ANNOUNCED if announced else mark if carrier else "")
        if target is not None:
            _carry(p, target, resolved.carried)
        if announced and announced.pieces:
            drafts.append(announced)
        signed = (
            turns.signature_line(p) if drafts and drafts[-1].item.frame == "orphan" and drafts[-1].passage.index == p.index - 1 else None
        )
        if signed is not None:
            drafts[-1] = Draft(p, signed, drafts[-1].pieces, drafts[-1].unbalanced)
        carrier = target if resolved.carried else None
        mark = p.text[p.quotations[-1].start] if p.quotations else ""
        for draft in _of_passage(p, resolved):
            drafts.append(draft)
            carrier = draft if draft.item.quotations else carrier
        announced = Draft(p, resolved.announced) if resolved.announced else None
    return drafts


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
