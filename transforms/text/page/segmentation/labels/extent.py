"""Where the main story lies: the stretch of lines that speaks most for a story."""

import re

from transforms.text.page.segmentation import datelines
from transforms.text.page.segmentation.labels.story import TRANSPARENT
from transforms.text.page.segmentation.lines import Line

_NUMBER = re.compile(r"(?<![\w.])[\d.,:%+-]*\d[\d.,:%]*(?!\w)")
_SOLID = 1.0  # value from which on a line is a paragraph
_OTHER_STORY = 9.0  # what the beginning of another story takes away


def value(line: Line) -> float:
    """Return how much ``line`` speaks for (or against) the story passing over it."""
    if line.kind == "dateline":
        return 0.5
    if line.strength == 2 and line.prose and line.kind not in ("caption", "comments"):
        return -0.3
    if line.kind and (line.strength >= 2 or not line.sentence):
        if line.kind in ("caption", "credit", "video", "audio"):
            return -0.1
        return -0.25 if line.kind == "promo" and line.strength == 3 else -0.6 - line.barrier
    if line.prose:
        cut = line.text.endswith(("...", "…")) and line.length >= 80
        return 0.3 if cut else 1.2 + min(line.length, 360) / 120
    if line.sentence:
        return 0.5
    if line.terminal and line.words >= 2:
        return 0.0
    if line.words >= 12 and line.function_share >= 0.25:
        return -0.3
    return -0.1 if _is_table_row(line) else -0.5


def _is_table_row(line: Line) -> bool:
    """Return whether ``line`` is a row of figures, as results and standings are."""
    return line.length <= 120 and len(_NUMBER.findall(line.text)) >= 3


def find(lines: list[Line], *, ends_at_other_story: bool) -> tuple[int, int] | None:
    """Return the first and the last line of the main story; None where the page holds no sentence.

    The stretch of lines whose values sum highest is taken. With ``ends_at_other_story`` a byline or the dateline of another story after
    three paragraphs speaks strongly against going on.
    """
    values, solid = _values(lines)
    best: tuple[float, int, int] | None = None
    total, low, paragraphs = 0.0, 0, 0
    for at, line_value in enumerate(values):
        if paragraphs >= 3 and ends_at_other_story and opens_story(lines[at]):
            total -= _OTHER_STORY
        if total <= 0:
            total, low, paragraphs = 0.0, at, 0
        total += line_value
        paragraphs += solid[at]
        if total > 0 and (best is None or total > best[0] + 1e-9):
            best = (total, low, at)
    if best is None:
        return None
    first, last = best[1], best[2]
    while first < last and values[first] <= 0:
        first += 1
    return first, last


def _values(lines: list[Line]) -> tuple[list[float], list[bool]]:
    """Return the values of lines in their place, and which of them are paragraphs: of barriers close together the highest counts once."""
    values = [value(line) for line in lines]
    charged_at = -99
    for at, line in enumerate(lines):
        if not line.barrier or values[at] >= 0:
            continue
        if line.length <= 400 and (line.gap == 0 or (at + 1 < len(lines) and lines[at + 1].gap == 0)):
            values[at] += line.barrier  # a notice glued into a paragraph
            continue
        charged = lines[charged_at].barrier if at - charged_at <= 6 else 0
        values[at] += min(charged, line.barrier)
        if line.barrier >= charged:
            charged_at = at
    solid = [bool(v > _SOLID) for v in values]
    for at, line in enumerate(lines):
        if values[at] > _SOLID and _is_lonely(lines, solid, at):
            values[at] *= 0.35 if line.length < 200 else 0.7
    return values, solid


def _is_lonely(lines: list[Line], solid: list[bool], at: int) -> bool:
    """Return whether neither neighbour of a sentence line (captions, blurbs and notices skipped) is one."""
    return not any(_is_sentence_near(lines, solid, at, step) for step in (-1, 1))


def _is_sentence_near(lines: list[Line], solid: list[bool], at: int, step: int) -> bool:
    here = at + step
    skipped = 0
    while 0 <= here < len(lines) and skipped < 12 and _is_transparent(lines[here]):
        here += step
        skipped += 1
    if not 0 <= here < len(lines):
        return False
    line = lines[here]
    return solid[here] or (line.sentence and not line.kind) or (line.colon and line.words > 2)


def _is_transparent(line: Line) -> bool:
    return (line.kind in TRANSPARENT and line.strength >= 2) or line.kind == "other"


def opens_story(line: Line) -> bool:
    """Return whether ``line`` may be the beginning of another story: a byline, or a paragraph with a dateline of its own."""
    if line.kind == "byline" and line.why == "byline":
        return True
    return bool(line.prose and not line.kind and line.text[:2].isupper() and datelines.find(line.text))
