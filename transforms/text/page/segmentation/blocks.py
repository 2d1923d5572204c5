"""Blocks from labelled lines: the lines of a blurb are one, all others stand alone; captions carry their credit."""

from transforms.text.page.segmentation import credits, media
from transforms.text.page.segmentation.lines import Line
from transforms.text.page.segmentation.page import Block


def of_lines(text: str, found: list[Line]) -> list[Block]:
    """Return the blocks of labelled lines of ``text``, in order.

    Read of a line: its offsets, ``kind`` (a kind of the contract, or ``credit``: a picture's credit, which is a ``credit_line`` of the
    contract), ``why``, and ``group`` (neighbouring video or audio lines of one group are one blurb).
    """
    blocks: list[Block] = []
    at = 0
    while at < len(found):
        line = found[at]
        end = at
        if line.kind in ("video", "audio"):
            while line.group and end + 1 < len(found) and found[end + 1].group == line.group and found[end + 1].kind == line.kind:
                end += 1
            blocks.append(_blurb(found[at : end + 1]))
        elif line.kind == "caption":
            blocks.append(_caption(text, found, at))
        else:
            kind = "credit_line" if line.kind == "credit" else line.kind or "other"
            blocks.append(Block(kind, line.start, line.end, kind == "paragraph", why=line.why))
        at = end + 1
    return blocks


def _blurb(pieces: list[Line]) -> Block:
    first = pieces[0]
    blurb = media.parse(first.kind, [piece.text for piece in pieces])
    return Block(
        first.kind, first.start, pieces[-1].end, media_teaser=blurb.teaser, media_title=blurb.title, media_duration_seconds=blurb.seconds,
        media_description=blurb.description, why=first.why,
    )  # fmt: skip


def _caption(text: str, found: list[Line], at: int) -> Block:
    line = found[at]
    written = _credit_within(text, line) or _credit_beside(text, found, at)
    people, agencies = credits.parse(written) if written else ((), ())
    return Block("caption", line.start, line.end, credit=written or None, credit_people=people, credit_agencies=agencies, why=line.why)


def _credit_within(text: str, line: Line) -> str | None:
    """Return the credit as written with which a caption ends, or which is all of it."""
    piece = text[line.start : line.end]
    where = credits.find(piece) if line.length <= 2000 else None
    if where is not None:
        return piece[slice(*where)]
    return piece.strip("()[] ") if credits.is_credit_line(line.text) else None


def _credit_beside(text: str, found: list[Line], at: int) -> str | None:
    """Return the credit as written on a line of its own: above the caption where it is one that stands there, else below it.

    Of several the first that names somebody is taken, of several that name nobody the last.
    """
    above = [line for line in found[max(at - 3, 0) : at] if credits.stands_above_caption(line.text)]
    written = None
    for line in (*above[::-1], *found[at + 1 : at + 3]):
        if line.kind == "credit":
            written = text[line.start : line.end].strip("()[] ")
            if any(credits.parse(written)):
                break
    return written
