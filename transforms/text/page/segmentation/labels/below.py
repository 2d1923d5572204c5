"""The lines below the body (or of a page without one): what the last heading of a list announced."""

from transforms.text.page.segmentation import bylines
from transforms.text.page.segmentation.labels.story import TITLE_WORDS, settle_credit
from transforms.text.page.segmentation.lines import Line


def settle(lines: list[Line], start: int) -> None:
    """Settle the lines from ``start`` on."""
    context = ""  # the kind of what the last heading announced
    for at in range(start, len(lines)):
        line = lines[at]
        if line.kind == "credit":
            settle_credit(lines, at)
        elif line.kind == "dateline":
            line.settle("teaser", "dateline of another story")
        elif line.kind and line.strength >= 2:
            context = line.kind if _announces(line) else context
            if line.kind in ("timestamp", "byline") and context == "teaser":
                line.settle("teaser", "time or author of another story")
        else:
            context = _settle_open(lines, at, context)


def _announces(line: Line) -> bool:
    """Return whether what follows ``line`` is of its kind."""
    heads = line.kind in ("comments", "author_bio") and line.barrier and line.why.startswith(("line:", "comment"))
    return line.kind == "teaser" or bool(heads)


def _settle_open(lines: list[Line], at: int, context: str) -> str:
    """Settle a line whose cues leave open what it is; return what follows it."""
    line = lines[at]
    if at + 1 < len(lines) and lines[at + 1].kind == "author_bio" and bylines.is_name(line.text):
        line.settle("author_bio", "name above the author's biography")
    elif context == "author_bio" and (bylines.is_name(line.text) or bylines.is_role(line.text)):
        line.settle("author_bio", "below a heading for the author")
    elif context == "comments" and line.words >= 2:
        line.settle("comments", "below the comments' heading")
    elif context == "author_bio" and line.prose:
        line.settle("author_bio", "below the author's name")
        return ""
    elif line.words >= TITLE_WORDS or (context == "teaser" and line.words >= 3 and not line.kind):
        line.settle("teaser", "title or text of another story")
        return context or "teaser"
    elif line.kind != "navigation":
        line.settle("navigation", "short line outside the story")
    return context
