"""Statements: who says, writes, believes or intends what; the reading of an article in, rows of ``statements`` out.

Attributions come from syntax (``syntax``: ``verbs`` with ``frames``, ``objects`` and ``extents``, ``nouns``, ``adjectives``, ``asides``,
``headlines``) and from quotation marks (``turns``, ``cues``, ``owners``, ``contents``); ``doubts`` drops what nobody said, ``edges`` takes the
reporter's words out of contents, ``nesting`` keeps the outermost, ``speech`` puts a passage together and ``drafts`` an article; ``speakers``,
``circumstances``, ``certainty`` and ``rows`` make rows of them.
"""

from collections.abc import Iterator
from typing import Any

from transforms.text.reading import Reading
from transforms.text.reading.layers import Layer, RowSpan
from transforms.text.statements import drafts, rows
from transforms.text.statements.speakers import UNKNOWN, Speaker, Speakers

__all__ = ["extract", "spoken"]


def extract(reading: Reading) -> dict[str, list[Any]]:
    """Return the rows of ``statements``, sorted by content; speakers are resolved through the names and references of ``reading``.

    One row is one attribution: direct, indirect or mixed speech, belief or intention. The outermost attribution counts: what a quoted or
    reported speaker says about others is content. The conventions of the spans are PolNeAR's (Newell, Margolin and Ruths, LREC 2018).

    Fills ``reading.statements`` with the pieces of the contents.
    """
    found = []
    for draft, speaker in spoken(reading):
        row = rows.statement(reading, draft, speaker)
        reading.explain("statements", row.content_start, row.content_end, draft.item.rule)
        found.append(row)
    found.sort(key=lambda row: (row.content_start, row.content_end, row.statement_id))
    reading.statements = Layer(RowSpan(piece.start, piece.end, row) for row in found for piece in row.content_spans)
    return {"statements": found}


def spoken(reading: Reading) -> Iterator[tuple[drafts.Draft, Speaker]]:
    """Yield the attributions of ``reading`` in the order of the text, each with its speaker."""
    speakers = Speakers(reading)
    last: Speaker | None = None
    before = None
    reach = -1
    for draft in drafts.find(reading):
        orphan = draft.item.frame == "orphan"
        if draft.passage is not before:
            first = reading.passage_at(draft.pieces[0].start) or draft.passage
            near = before is not None and first.index <= reach + 1
            goes_on = orphan or first.index < draft.passage.index
            before, last = draft.passage, last if goes_on and near else None
        if orphan:
            speaker = Speaker(last.entity, "previous_speaker") if last and last.entity else UNKNOWN
        else:
            speaker = speakers.resolve(draft.passage, draft.item.source, last)
        last = speaker if speaker.entity is not None else last
        reach = max(draft.passage.index, draft.last)
        yield draft, speaker
