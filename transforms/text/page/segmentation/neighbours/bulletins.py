"""Weather bulletins that stations print above every page: they tell nothing of its story.

The American weather service writes them in one form (National Weather Service Instruction 10-1701): a headline between dots ("...WIND ADVISORY IN
EFFECT UNTIL 6 PM..."), bullets ("* WHAT...", "* WHEN..."), lines of at most 69 characters, and "&&" at the end.
"""

import re

from transforms.text.page.segmentation.lines import Line

_OPENS = re.compile(r"\.\.\.\s?[A-Z][A-Z ,/'’-]{6,}")
_MARK = re.compile(
    r"\*\s?[A-Z][A-Z ]{2,30}\.\.\.|\.\.\.\s?[A-Z][A-Z ,/'’-]{6,}|PRECAUTIONARY/PREPAREDNESS ACTIONS|[A-Z][\w ]{2,30}\.\.\.\s?\(?\d{3}|&&$"
)
_END = "&&"
_FAR = 14
"""Lines from one mark of a bulletin to the next."""
_STORY = 2
"""Paragraphs that stand below the bulletins of a page that has a story of its own."""


def mark(lines: list[Line]) -> None:
    """Mark the bulletins above the story of a page, from the first mark down to the last, with the text below that."""
    first = next((at for at, line in enumerate(lines) if line.text[:3] == "..." and _OPENS.match(line.text)), None)
    if first is None or any(line.prose and not line.kind for line in lines[:first]):
        return
    last = first
    for at in range(first, len(lines)):
        if at - last > _FAR:
            break
        if _MARK.match(lines[at].text):
            last = at
    end = last + 1 if lines[last].text == _END else _below(lines, last)
    if sum(line.prose and not line.kind for line in lines[end:]) < _STORY:
        return
    for line in lines[first:end]:
        line.mark("other", 3, "weather bulletin")


def _below(lines: list[Line], last: int) -> int:
    """Return where the text ends that follows the last mark of a bulletin without an end of its own: at the first title, or at once."""
    end = last + 1
    while end < len(lines) and lines[end].gap == 1:
        end += 1
    text = end
    while text < len(lines) and lines[text].prose:
        text += 1
    return text if text - end <= _STORY else end
