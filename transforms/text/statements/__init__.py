"""Statements: who says, writes, believes or intends what; the reading of an article in, rows of ``statements`` out."""

from typing import Any, NamedTuple

from schemas import ContentSpan, Statement, digest
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage
from transforms.text.statements import circumstances, speech
from transforms.text.statements.attributions import Attribution
from transforms.text.statements.speakers import UNKNOWN, Speaker, Speakers

__all__ = ["extract"]


class _Draft(NamedTuple):
    passage: Passage
    item: Attribution
    pieces: list[ContentSpan]
    unbalanced: list[bool]


def extract(reading: Reading) -> dict[str, list[Any]]:
    """Return the rows of ``statements``, sorted by content; speakers are resolved through the names and references of ``reading``.

    One row is one attribution: direct, indirect or mixed speech, belief or intention. The outermost attribution counts: what a quoted or
    reported speaker says about others is content. The conventions of the spans are PolNeAR's (Newell, Margolin and Ruths, LREC 2018).
    """
    rows = []
    speakers = Speakers(reading)
    by_index = {passage.segment.segment_index: passage for passage in reading.passages}
    last: Speaker | None = None
    before = None
    for draft in _drafts(reading):
        if draft.passage is not before:
            keep = last if draft.item.frame == "orphan" else None
            before, last = draft.passage, keep
        if draft.item.frame == "orphan":
            speaker = Speaker(last.entity, "previous_speaker") if last and last.entity else UNKNOWN
        else:
            speaker = speakers.resolve(draft.passage, draft.item.source, last)
        last = speaker if speaker.entity is not None else last
        row = _row(reading, draft, speaker, by_index)
        reading.explain("statements", row.content_start, row.content_end, f"{draft.item.frame}: {draft.item.word or 'no cue'}")
        rows.append(row)
    return {"statements": sorted(rows, key=lambda row: (row.content_start, row.content_end, row.statement_id))}


def _drafts(reading: Reading) -> list[_Draft]:
    """Return the attributions of all passages; a quotation that continues in the next one is one with its beginning."""
    drafts: list[_Draft] = []
    announced: _Draft | None = None
    carrier: _Draft | None = None
    mark = ""
    for p in reading.passages:
        target = announced or carrier
        resolved = speech.resolve(reading, p, "any" if announced else mark if carrier else "")
        for at in resolved.carried:
            assert target is not None
            quotation = p.quotations[at]
            target.pieces.append(_piece(p, quotation.start, quotation.end))
            target.unbalanced.append(not quotation.balanced and not (quotation.opened and at == len(p.quotations) - 1))
        if announced and announced.pieces:
            drafts.append(announced)
        carrier = target if resolved.carried else None
        mark = p.text[p.quotations[-1].start] if p.quotations else ""
        odd = [quotation for quotation in p.quotations if not quotation.balanced]
        for item, pieces in zip(resolved.attributions, resolved.pieces, strict=True):
            if pieces:
                unbalanced = any(q.start < end and start < q.end for q in odd for start, end in pieces)
                drafts.append(_Draft(p, item, [_piece(p, start, end) for start, end in pieces], [unbalanced]))
                if item.quotations:
                    carrier = drafts[-1]
        announced = _Draft(p, resolved.announced, [], []) if resolved.announced else None
    return drafts


def _piece(p: Passage, start: int, end: int) -> ContentSpan:
    return ContentSpan(p.start + start, p.start + end, p.segment.segment_index)


def _row(reading: Reading, draft: _Draft, speaker: Speaker, by_index: dict[int, Passage]) -> Statement:
    p, item, pieces, text = draft.passage, draft.item, draft.pieces, reading.source_text
    start, end = pieces[0].start, pieces[-1].end
    cue = _offsets(draft, item.cue)
    source = _offsets(draft, item.source)
    first = by_index[pieces[0].segment_index]
    here = [(piece.start, piece.end) for piece in pieces if piece.segment_index == pieces[0].segment_index]
    here += [span for span in (cue, source) if span and first is p]
    evidence = reading.evidence(first, min(low for low, _ in here), max(high for _, high in here))
    around = circumstances.phrases(p, item)
    medium, occasion = _offsets(draft, around.get("medium")), _offsets(draft, around.get("occasion"))
    row = reading.article
    return Statement(
        article_id=row.article_id,
        published_date=row.published_date,
        statement_id=digest("statement", row.article_id, start, end, cue[0] if cue else -1, source[0] if source else -1),
        form=_form(draft),
        content_spans=pieces,
        content_start=start,
        content_end=end,
        content_text=text[start:end],
        cue_start=cue[0] if cue else None,
        cue_end=cue[1] if cue else None,
        cue_text=text[cue[0] : cue[1]] if cue else None,
        speaker_start=source[0] if source else None,
        speaker_end=source[1] if source else None,
        speaker_text=text[source[0] : source[1]] if source else None,
        speaker_entity_id=speaker.entity.entity_id if speaker.entity else None,
        speaker_name=speaker.entity.name if speaker.entity else None,
        speaker_role=speaker.entity.role if speaker.entity else None,
        speaker_basis=speaker.basis,
        stance=circumstances.stance_of(p, item),
        hedged=circumstances.hedged(p, item),
        negated=circumstances.negated(p, item),
        marks_unbalanced=any(draft.unbalanced),
        medium=text[medium[0] : medium[1]] if medium else None,
        occasion=text[occasion[0] : occasion[1]] if occasion else None,
        segment_index=evidence.segment_index,
        in_body=evidence.in_body,
        sentence=evidence.sentence,
    )


def _offsets(draft: _Draft, tokens: tuple[int, int] | None) -> tuple[int, int] | None:
    """Return the source offsets of a token range of the draft's passage."""
    if tokens is None or tokens[0] >= tokens[1]:
        return None
    return draft.passage.source_span(*tokens)


def _form(draft: _Draft) -> str:
    """Direct where nearly all words of the content stand in quotation marks, mixed where some do."""
    p, base, own = draft.passage, draft.passage.start, draft.passage.segment.segment_index
    quoted = plain = 0
    for piece in draft.pieces:
        if piece.segment_index != own:
            quoted += piece.end - piece.start
            continue
        for j in range(p.token_from(piece.start - base), p.token_until(piece.end - base)):
            if p.words[j][0].isalnum():
                if p.quoted[j] >= 0:
                    quoted += 1
                else:
                    plain += 1
    if not quoted:
        return "indirect"
    return "direct" if quoted >= 9 * plain else "mixed"
