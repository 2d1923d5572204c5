"""Pages of a few lines: in doubt they are a brief and keep their facts."""

from collections.abc import Sequence

from transforms.text.page.segmentation.labels.titles import HIGHLIGHTS
from transforms.text.page.segmentation.lines import Line

FEW = 6
"""Lines of the longest page of a few lines."""
LONGEST_WORDS = 30
"""Characters for each word up to which a line is words, and no row of marks."""
_FURNITURE = frozenset({"navigation", "promo", "legal", "comments", "teaser", "other"})
_TITLES = frozenset({"headline", "heading"})


def _is_small(lines: list[Line]) -> bool:
    """Return whether the page is a few lines with hardly any furniture."""
    if len(lines) > FEW:
        return False
    furniture = sum(1 for line in lines if line.kind in _FURNITURE and line.strength >= 2 and line.words)
    return furniture <= 0.1 * len(lines)


def is_fragment(lines: list[Line]) -> bool:
    """Return whether the page is a few lines without a sentence or highlights and with hardly any furniture."""
    return _is_small(lines) and not any((line.sentence and not line.kind) or line.why == HIGHLIGHTS for line in lines)


def settle_all(lines: list[Line]) -> None:
    """Settle a page of a few plain lines without a sentence: in doubt it is a brief and keeps its facts."""
    for line in lines:
        if line.strength < 3 or (line.kind in ("dateline", "timestamp") and len(lines) <= 3):
            line.settle("paragraph", "a page of a few plain lines")
        elif line.kind == "dateline":
            line.settle("other", line.why)


def sentences(lines: list[Line]) -> list[Line]:
    """Return the lines of a page of a few lines that are whole sentences and of which no sure cue says that they are something else."""
    if not _is_small(lines):
        return []
    return [line for line in lines if line.sentence and line.strength < 2 and line.length <= LONGEST_WORDS * line.words]


def keep(lines: list[Line], own: Sequence[Line]) -> None:
    """Settle as text what the chain took the sentences ``own`` of a page of a few lines for: furniture; without a headline captions, too; and
    where no text would be left all but titles.

    The chain knows a line by its neighbours, of which such a page has hardly any.
    """
    kinds = {line.kind for line in lines}
    if "paragraph" in kinds:
        spared = _TITLES | {"summary"} | ({"caption"} if "headline" in kinds else set())
    else:
        spared = _TITLES if len(lines) > 1 else frozenset()
    for line in own:
        if line.kind != "paragraph" and line.kind not in spared:
            line.settle("paragraph", f"a sentence on a page of a few lines; {line.why}")
