"""Plain pages, which are hardly more than their story: there everything is the story that is not surely something else."""

from transforms.text.page.segmentation.labels.story import settle_credit
from transforms.text.page.segmentation.lines import Line

FEW = 6
"""Lines of the longest page without a sentence that is taken as a whole."""
_FURNITURE = frozenset({"navigation", "promo", "legal", "comments", "teaser", "other"})


def is_plain(lines: list[Line]) -> bool:
    """Return whether the page is hardly more than its story: little furniture, few short lines."""
    if not lines:
        return True
    furniture = sum(1 for line in lines if line.kind in _FURNITURE and line.strength >= 2 and line.words)
    short = sum(1 for line in lines if not line.sentence and (not line.kind or line.strength == 1))
    total = len(lines)
    if total <= 4:
        return furniture == 0
    return furniture <= 0.03 * total or (furniture <= 0.1 * total and short <= 0.3 * total)


def settle_all(lines: list[Line]) -> None:
    """Settle a page of a few plain lines without a sentence: in doubt it is a brief and keeps its facts."""
    for at, line in enumerate(lines):
        if line.kind == "credit":
            settle_credit(lines, at)
        elif line.strength < 3 or (line.kind in ("dateline", "timestamp") and len(lines) <= 3):
            line.settle("paragraph", "a page of a few plain lines")
        elif line.kind == "dateline":
            line.settle("other", line.why)


def extent(lines: list[Line], first: int, last: int) -> tuple[int, int]:
    """Return the story of a plain page: everything from the first sentence on, up to a closing credit or legal line."""
    low = next((at for at, line in enumerate(lines) if line.sentence and not line.kind), first)
    high = max((at for at, line in enumerate(lines) if not line.kind or (line.prose and line.strength < 3)), default=last)
    barrier = next((at for at in range(last + 1, len(lines)) if lines[at].barrier >= 6 and lines[at].kind != "credit_line"), len(lines))
    return min(first, low), max(last, min(high, barrier - 1))


def title(lines: list[Line], first: int) -> int | None:
    """Return the index of the first line above the story (which begins at ``first``) that may be its headline."""
    for at, line in enumerate(lines[:first]):
        if not line.kind and 3 <= line.words <= 24 and not (line.terminal and line.text.endswith(".")) and not line.colon:
            return at
    return None
