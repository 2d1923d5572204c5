"""Texts cut off with dots that stand whole below: teasers of the page's own story, and pictures' alternative texts."""

from transforms.text.page.segmentation.lines import Line

_WORDS = 12
"""Words of the shortest text that is known again: titles of other stories, cut off in one list and whole in another, are shorter."""
_REACH = 10
"""Lines below in which it stands whole."""
_DOTS = ("...", "…")


def mark(lines: list[Line]) -> None:
    """Mark a text that is cut off as a summary, or as a caption where the whole one is."""
    for at, line in enumerate(lines):
        if line.text.endswith(_DOTS) and line.words >= _WORDS and line.strength < 3:
            begin = line.text.rstrip(".… ")
            for below in lines[at + 1 : at + 1 + _REACH]:
                is_whole = below.text.startswith(begin) and not below.text.endswith(_DOTS)
                if is_whole and (below.kind == "caption" or (below.prose and not below.kind)):
                    line.mark(below.kind or "summary", 3, "cut off, whole below")
                    break
