"""Pages of a few lines without a sentence: in doubt they are a brief and keep their facts."""

from transforms.text.page.segmentation.lines import Line

FEW = 6
"""Lines of the longest page without a sentence that is taken as a whole."""
_FURNITURE = frozenset({"navigation", "promo", "legal", "comments", "teaser", "other"})


def is_fragment(lines: list[Line]) -> bool:
    """Return whether the page is a few lines without a sentence and with hardly any furniture."""
    if len(lines) > FEW or any(line.sentence and not line.kind for line in lines):
        return False
    furniture = sum(1 for line in lines if line.kind in _FURNITURE and line.strength >= 2 and line.words)
    return furniture <= 0.1 * len(lines)


def settle_all(lines: list[Line]) -> None:
    """Settle a page of a few plain lines without a sentence: in doubt it is a brief and keeps its facts."""
    for line in lines:
        if line.strength < 3 or (line.kind in ("dateline", "timestamp") and len(lines) <= 3):
            line.settle("paragraph", "a page of a few plain lines")
        elif line.kind == "dateline":
            line.settle("other", line.why)
