"""From labels to kinds of the contract: what the chain leaves open is what a line's own cue says, or its length."""

from transforms.text.page.segmentation import credits
from transforms.text.page.segmentation.labels.model import FURNITURE, Labelled
from transforms.text.page.segmentation.lines import Line

TITLE_WORDS = 5
"""Words from which on a line of furniture without a cue looks like the title of another story rather than a menu entry."""
LISTED_WORDS = 3
"""The same below the head of a list of other stories."""
_OF_OTHERS = frozenset({"byline", "timestamp", "caption", "dateline", "credit"})
"""Cues that speak of another story where the chain takes their line for furniture."""


def settle(lines: list[Line], labelled: Labelled) -> None:
    """Settle all ``lines`` as they are ``labelled``; below the head of a list of other stories stand their titles, times and authors."""
    listed = False
    for at, (line, label, why) in enumerate(zip(lines, labelled.labels, labelled.whys, strict=True)):
        listed = label in (FURNITURE, "byline", "timestamp") and (listed or (line.kind == "teaser" and line.barrier > 0))
        if line.kind == "dateline":
            follows = at + 1 < len(lines) and labelled.labels[at + 1] == "paragraph"
            line.settle("paragraph" if follows else "other", line.why)
        elif listed and (label != FURNITURE or (not line.kind and line.words >= LISTED_WORDS)):
            line.settle("teaser", f"below a heading of other stories; {why}")
        elif label == "credit":
            _settle_credit(lines, at, why)
        elif label == FURNITURE:
            _settle_furniture(line, why)
        else:
            line.settle(label, why)


def _settle_furniture(line: Line, why: str) -> None:
    """Settle a line of furniture by its cue, or by its length where it has none."""
    if line.kind and line.kind not in _OF_OTHERS:
        line.settle(line.kind, f"{line.why}; {why}")
    else:
        line.settle("teaser" if line.words >= TITLE_WORDS or line.kind in _OF_OTHERS else "navigation", why)


def _settle_credit(lines: list[Line], at: int, why: str) -> None:
    """Settle a picture's credit on a line of its own: without a caption above it, it is one itself if it names person and agency."""
    line = lines[at]
    near = any(above.kind == "caption" for above in lines[max(at - 2, 0) : at])
    alone = not near and at > 0 and lines[at - 1].prose and all(credits.parse(line.text)) and line.words <= 10
    line.settle("caption" if alone or line.kind == "caption" else "credit", why)


def name_page(lines: list[Line]) -> None:
    """Settle what stands above the first title of a page of several stories and is no text: it belongs to the page, not to a story."""
    first = next((at for at, line in enumerate(lines) if line.kind == "heading"), 0)
    for line in lines[:first]:
        if line.kind == "paragraph" and not line.prose:
            line.settle("navigation", f"above the titles of a page of several stories; {line.why}")


def retitle(lines: list[Line], title: int) -> None:
    """Settle what seems to be the headline of a page of several stories, which have titles of their own: it is the page's name."""
    norm = lines[title].norm
    for line in lines:
        if line.kind == "headline" and line.norm == norm:
            line.settle("navigation", f"name of a page of several stories; {line.why}")
