"""Captions and credits of pictures by what stands above and below them."""

import itertools
import re

from transforms.text.page.segmentation import credits
from transforms.text.page.segmentation.lines import Line, reports_speech

LONGEST = 420
"""Characters of the longest caption that its neighbours give away."""

_COPIED = 6
"""Words of the shortest caption whose copies are found by it."""
_PICTURED = frozenset({"AP", "Reuters", "EPA", "PA", "CP"})
"""Agencies with which captions end rather than stories."""
_RUNNING = 0.2
"""Share of function words from which on a line may be running text."""
_VIEW_IMAGE = re.compile(
    r"(?i)^(?:(?:view|see|open|show|enlarge|expand|launch)\b.{0,20}\b(?:images?|photos?|pictures?|gallery|fullscreen).{0,20}"
    r"|image \d+ of \d+|\d+ ?/ ?\d+|image caption,?|image|photo)$"
)
"""What stands above a caption."""
_CREDIT_LABELS = frozenset({"photo", "image", "picture", "credit", "photo credit", "image credit", "photo by", "source"})
"""What stands alone between a caption and its credit."""
_CREDITED = 6
"""Words of the longest credit below such a label."""
_BUTTONS = frozenset({"hide caption", "toggle caption", "show caption"})
"""What stands below one."""
_ENLARGE = ("view image", "open image", "enlarge this image")


def mark_signed_text(lines: list[Line]) -> None:
    """Mark the last text of a page as a paragraph, where it follows text and ends with nothing but the agencies that the story is from."""
    last = next((at for at in range(len(lines) - 1, 0, -1) if (lines[at].prose and not lines[at].kind) or _is_signed(lines[at])), 0)
    if last and _is_signed(lines[last]) and lines[last - 1].prose and not lines[last - 1].kind:
        lines[last].mark("paragraph", 3, "signed by its agencies")


def _is_signed(line: Line) -> bool:
    """Return whether ``line`` is a sentence taken for a caption by agencies in brackets behind it, none of which is known for its pictures."""
    if line.why != "credit at the end" or line.function_share < _RUNNING or line.text.rstrip(".")[-1:] not in ")]":
        return False
    where = credits.find(line.text)
    if where is None or line.text[: where[0]].rstrip(" ([")[-1:] not in '.!?”’"':
        return False
    parts = line.text[slice(*where)].lower().split("/")
    named = {credits.AGENCIES.get(part.strip(), "") for part in parts}
    return bool(named) and named <= credits.STORY_AGENCIES and named.isdisjoint(_PICTURED)


def mark_captions(lines: list[Line], spaced: bool) -> None:
    """Mark captions; ``spaced``: the page parts its blocks by blank lines."""
    for at, line in enumerate(lines):
        if line.kind not in ("", "navigation") or (line.kind and line.strength == 3) or line.words < 2 or line.length > LONGEST:
            continue
        before = lines[at - 1] if at else None
        after = lines[at + 1] if at + 1 < len(lines) else None
        why = (
            (before and _by_frame_above(line, before))
            or (after and _by_line_below(line, after, spaced))
            or (before and _by_caption_above(line, before))
        )
        if why:
            line.mark("caption", 3, why)
        elif after is not None and _is_printed_twice(line, after):
            line.mark("caption", 2, "the line below repeats it")
            after.mark("caption", 2, "repeats the line above")
        elif after is not None and at + 2 < len(lines) and _is_repeated_in_frame(line, after, lines[at + 2]):
            line.mark("caption", 3, "repeated as a caption")
    _mark_copies(lines)


def _mark_copies(lines: list[Line]) -> None:
    """Mark what says the same as a caption that is one for sure, once a bullet or the like is left out."""
    sure = {line.norm for line in lines if line.kind == "caption" and line.strength == 3 and line.words >= _COPIED} - {""}
    for line in lines if sure else ():
        if not line.kind and line.norm in sure:
            line.mark("caption", 3, "says the same as a caption")


def _by_frame_above(line: Line, before: Line) -> str | None:
    """Return why the line above, the button that shows a picture or its number, makes ``line`` a caption; None where it does not.

    A question may as well be the heading of the text below the picture.
    """
    if line.text.endswith("?"):
        return None
    framed = before.strength == 3 and _VIEW_IMAGE.match(before.text) and (line.words >= 3 or before.low.startswith("view"))
    return f"below {before.low!r}" if framed else None


def _by_caption_above(line: Line, before: Line) -> str | None:
    """Return why the caption above makes ``line`` one; None where it does not."""
    again = before.kind == "caption" and line.words >= 4 and line.length <= 300 and before.low.startswith(line.low.rstrip("."))
    return "repeats the caption above" if again else None


def _by_line_below(line: Line, after: Line, spaced: bool) -> str | None:
    """Return why the line below makes ``line`` a caption; None where it does not."""
    if after.norm in _BUTTONS:
        return f"above {after.low!r}"
    if after.kind == "credit" and _is_captioned_by(line, after):
        return "above a credit"
    if after.kind != "caption" or line.words < 5:
        return None
    if after.strength == 3 and after.low.startswith(line.low.rstrip(".")[:200]):
        return "the caption below repeats it"
    if spaced and after.gap == 1 and line.gap >= 2 and line.sentences <= 2:
        return "in one group with a caption"
    return None


def _is_captioned_by(line: Line, credit: Line) -> bool:
    """Return whether ``line`` is the caption to which the credit below it belongs."""
    long = line.length > 250 if line.sentences == 1 else line.length > 200 if line.sentences == 2 else credit.gap != 1 or line.length > 300
    if credit.gap > 2 or long or line.words < 4 or not (line.terminal or line.text.endswith("(")):
        return False
    return not credits.stands_above_caption(credit.text) and not reports_speech(line.text)


def _is_printed_twice(line: Line, after: Line) -> bool:
    """Return whether the line below repeats ``line``, with at most a credit more: a caption and the alternative text of its picture."""
    return (
        not after.kind
        and line.words >= 5
        and line.length <= 300
        and line.function_share > 0.1
        and after.low.startswith(line.low.rstrip("."))
        and after.length <= line.length + 90
    )


def _is_repeated_in_frame(line: Line, button: Line, below: Line) -> bool:
    """Return whether ``line`` is repeated as a caption below the button that shows its picture."""
    return button.norm.startswith(_ENLARGE) and below.kind == "caption" and line.words >= 5 and line.norm[:60] == below.norm[:60]


def mark_labelled_credits(lines: list[Line]) -> None:
    """Mark a name alone below a label alone below a caption, and the label."""
    for above, label, line in zip(lines, lines[1:], lines[2:], strict=False):
        alone = above.kind == "caption" and label.norm in _CREDIT_LABELS and 1 <= line.words <= _CREDITED and not line.terminal
        if alone and not line.colon and line.text[:1].isupper() and not (line.kind and line.strength == 3):
            label.mark("credit", 3, credits.LABELLED)
            line.mark("credit", 3, credits.LABELLED)


def mark_repeated_credits(lines: list[Line]) -> None:
    """Mark a name alone below the caption whose credit it repeats."""
    for above, line in itertools.pairwise(lines):
        alone = above.kind == "caption" and not line.kind and 2 <= line.words <= 5
        if alone and (above.text.rstrip(")].").endswith(line.text) or f"({line.low}" in above.low):
            line.mark("credit", 3, "credit alone")
