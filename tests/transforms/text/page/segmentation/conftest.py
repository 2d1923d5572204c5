"""Lines of pages, for tests of what works on lines."""

from transforms.text.page.segmentation import cues
from transforms.text.page.segmentation.glue import cut
from transforms.text.page.segmentation.lines import Line

PROSE = (
    "Three fishing boats sank off the coast of Bari on Friday, and two people are missing, the coast guard said.",
    "The boats had left the harbour before dawn although a gale warning was in force, according to the port's master.",
    "The search will go on until dark, and the navy has sent a ship with divers, the ministry said in a statement.",
    "Fishers from the whole coast joined the search with boats of their own, and many of them stayed out all night.",
)
"""Paragraphs of one story."""


def page_lines(*texts: str, between: str = "\n") -> list[Line]:
    """The lines of a page, without cues."""
    text = between.join(texts)
    return cut(text, 0, len(text))


def cued_lines(*texts: str, between: str = "\n") -> list[Line]:
    """The lines of a page with the cues of their own wording."""
    lines = page_lines(*texts, between=between)
    for line in lines:
        cues.mark(line)
    return lines


def settled(*pairs: tuple[str, str]) -> tuple[str, list[Line]]:
    """A page and its lines, each of a kind and a text, as labels leave them."""
    text = "\n".join(written for _, written in pairs)
    lines = cut(text, 0, len(text))
    for line, (kind, _) in zip(lines, pairs, strict=True):
        line.settle(kind, "test")
    return text, lines
