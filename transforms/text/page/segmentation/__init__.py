"""Segmentation: a raw page in, its blocks out (see docs/segmentation.md).

A page is cut into lines (``lines``, ``glue``); each line gets the cues of its own wording (``cues``) and of what stands around it
(``neighbours``); ``labels`` decides from the lines' features and cues what each line is and what kind of page it is; ``blocks`` and ``facts``
turn labelled lines into what is returned, whoever labelled them.
"""

import datetime

from transforms.text.page.segmentation import cues, labels, lines, neighbours
from transforms.text.page.segmentation.blocks import of_lines
from transforms.text.page.segmentation.facts import read
from transforms.text.page.segmentation.glue import cut
from transforms.text.page.segmentation.page import Block, Page

__all__ = ["Block", "Page", "segment"]


def segment(text: str, header: tuple[int, int], published_date: datetime.date, *, clean_text: bool = False, explain: bool = False) -> Page:
    """Return the blocks of the page ``text`` and what it says of itself.

    ``header`` holds the offsets of the date header in ``text``. With ``clean_text`` everything after the header is the story's body. With
    ``explain`` the blocks say which features decided, else only which label or rule. Blocks are in order, cover every character that is not
    blank exactly once, and have no blank edges. What lies beyond the bounds of ``lines`` is one block of the kind ``other``. The result depends
    on nothing but the arguments and the package's data.

    >>> page = segment(" date 2024-01-24 Two boats sank off Bari on Friday, police said. No one was hurt.", (1, 16), datetime.date(2024, 1, 24))
    >>> [(block.kind, block.start, block.end) for block in page.blocks], page.page_type
    ([('date_header', 1, 16), ('paragraph', 17, 81)], 'brief')
    """
    low, high = _bare(text, *header)
    above = [lines.make(text, *span) for span in lines.spans(text, 0, low)]
    for line in above:
        line.settle("other", "above the date header")
    end = lines.end_of_reading(text, high)
    below = cut(text, high, end)
    page_type, title = labels.clean(below) if clean_text else _label(below, explain)
    head = [Block("date_header", low, high, why="date header")] if high > low else []
    rest = _bare(text, end, len(text))
    unread = [Block("other", *rest, why="beyond what is read of a page")] if rest[1] > rest[0] else []
    blocks = (*of_lines(text, above), *head, *of_lines(text, below), *unread)
    return Page(blocks, page_type, *read(text, text[low:high], below, title, published_date), whole=not unread)


def _label(found: list[lines.Line], explain: bool) -> tuple[str, int | None]:
    """Label the lines of a page; return its type and the index of the headline."""
    for line in found:
        cues.mark(line)
    neighbours.mark(found)
    return labels.label(found, explain=explain)


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the offsets of ``text[start:end]`` without its blank edges."""
    piece = text[start:end]
    bare = piece.strip()
    low = start + len(piece) - len(piece.lstrip()) if bare else start
    return low, low + len(bare)
