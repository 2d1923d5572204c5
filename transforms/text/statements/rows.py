"""Rows of ``statements``: a draft and its speaker in, one row out."""

from schemas import Statement, digest
from transforms.text.reading import Reading
from transforms.text.statements import certainty, circumstances
from transforms.text.statements.attribution import Range
from transforms.text.statements.drafts import Draft
from transforms.text.statements.offsets import Span
from transforms.text.statements.speakers import Speaker

_DIRECT = 9
"""Characters or words in quotation marks for each one outside, from which on speech is direct."""


def statement(reading: Reading, draft: Draft, speaker: Speaker) -> Statement:
    """Return the row of ``draft``; its evidence is where the content begins."""
    p, item, article, text = draft.passage, draft.item, reading.article, reading.source_text
    start, end = draft.pieces[0].start, draft.pieces[-1].end
    cue, source = _offsets(draft, item.cue), _offsets(draft, item.source)
    around, form = circumstances.phrases(p, item), form_of(draft)
    first = reading.passage_at(start) or p
    here = [(piece.start, piece.end) for piece in draft.pieces if piece.segment_index == draft.pieces[0].segment_index]
    here += [span for span in (cue, source) if span and first is p]
    evidence = reading.evidence(first, min(low for low, _ in here), max(high for _, high in here))

    def words(span: Span | None) -> str | None:
        return text[span[0] : span[1]] if span else None

    return Statement(
        article_id=article.article_id,
        published_date=article.published_date,
        statement_id=digest("statement", article.article_id, start, end, cue[0] if cue else -1, source[0] if source else -1),
        form=form,
        content_spans=draft.pieces,
        content_start=start,
        content_end=end,
        content_text=text[start:end],
        cue_start=cue[0] if cue else None,
        cue_end=cue[1] if cue else None,
        cue_text=words(cue),
        speaker_start=source[0] if source else None,
        speaker_end=source[1] if source else None,
        speaker_text=words(source),
        speaker_entity_id=speaker.entity.entity_id if speaker.entity else None,
        speaker_name=speaker.entity.name if speaker.entity else None,
        speaker_role=speaker.entity.role if speaker.entity else None,
        speaker_basis=speaker.basis,
        confidence=certainty.confidence(draft, speaker, form),
        stance=circumstances.stance_of(p, item),
        hedged=circumstances.hedged(p, item),
        negated=circumstances.negated(p, item),
        marks_unbalanced=draft.unbalanced,
        medium=words(_offsets(draft, around.get("medium"))),
        occasion=words(_offsets(draft, around.get("occasion"))),
        segment_index=evidence.segment_index,
        in_body=evidence.in_body,
        sentence=evidence.sentence,
    )


def _offsets(draft: Draft, tokens: Range | None) -> Span | None:
    """Return the source offsets of a token range of the draft's passage."""
    if tokens is None or tokens[0] >= tokens[1]:
        return None
    return draft.passage.source_span(*tokens)


def form_of(draft: Draft) -> str:
    """Return the form: direct where nearly all words of the content stand in quotation marks, mixed where some do."""
    p, own = draft.passage, draft.passage.segment.segment_index
    quoted = plain = 0
    for piece in draft.pieces:
        if piece.segment_index != own:
            quoted += piece.end - piece.start
            continue
        words = [j for j in range(*p.tokens_of(piece.start - p.start, piece.end - p.start)) if p.words[j][0].isalnum()]
        inside = sum(p.quoted[j] >= 0 for j in words)
        quoted += inside
        plain += len(words) - inside
    if not quoted:
        return "indirect"
    return "direct" if quoted >= _DIRECT * plain else "mixed"
