"""Lists within a story: what a line announces with a colon at its end, and titles of other stories below their heading."""

from transforms.text.page.segmentation.lines import Line

_REACH = 15
"""Items of the longest list that is known by its announcement."""
_ABOVE = 8
"""Lines above an announcement among which the story's text is looked for."""
_HEADS = ("line:", "more_", "read_more_about")
"""Cues that stand above other stories; others are the title of one themselves."""
_LINKED = 5
"""Lines below such a cue that may be titles of other stories."""
_GLUED = 25
"""Characters of the shortest title that is known where its story's first words are glued to it."""
_HEADING = 5
"""Words of the longest line above a paragraph that is its heading rather than the last of such titles."""


def mark(lines: list[Line]) -> None:
    """Mark the items of lists and the titles of other stories."""
    _mark_announced(lines)
    _mark_glued_titles(lines)
    for at, line in enumerate(lines):
        if line.kind == "teaser" and line.barrier and line.why.startswith(_HEADS):
            _mark_linked(lines, at)


def _mark_glued_titles(lines: list[Line]) -> None:
    """Mark the title of another story to which its first words are glued, where the title stands on the page by itself, too; both are teasers."""
    titles = {line.text[:_GLUED]: line for line in lines if line.length >= _GLUED and not line.terminal and not line.prose}
    for line in lines if titles else ():
        title = titles.get(line.text[:_GLUED])
        if title is None or title is line or line.length <= title.length + 1 or not line.text.startswith(title.text):
            continue
        if title.text[-1].isalnum() and line.text[title.length].isupper() and not (line.kind and line.strength == 3):
            line.mark("teaser", 3, "glued to its title")


def _mark_linked(lines: list[Line], head: int) -> None:
    """Mark the titles below the ``head`` of a list of other stories, down to the next text."""
    end = head + 1
    while end < len(lines) and end - head <= _LINKED and not lines[end].kind and not lines[end].sentence and lines[end].words >= 3:
        end += 1
    if end - head > 2 and end < len(lines) and _is_text(lines[end]) and lines[end - 1].words <= _HEADING:
        end -= 1
    for inner in lines[head + 1 : end]:
        inner.mark("teaser", 3, "below a heading of other stories")


def _mark_announced(lines: list[Line]) -> None:
    """Mark a sentence with a colon at its end, near below a paragraph, and the short lines down to the next paragraph, as paragraphs."""
    for at in range(1, len(lines) - 3):
        line = lines[at]
        if not line.colon or line.kind or line.words < 5 or line.function_share < 0.2 or not _follows_text(lines, at):
            continue
        end = at + 1
        while end < len(lines) and end - at <= _REACH + 1 and _is_item(lines[end]):
            end += 1
        if 2 <= end - at - 1 <= _REACH and end < len(lines) and _is_text(lines[end]):
            for inner in lines[at:end]:
                inner.mark("paragraph", 3, "a list announced by a colon")


def _follows_text(lines: list[Line], at: int) -> bool:
    """Return whether one of the three lines above ``at`` is text; pictures and their words in between do not count."""
    above = [line for line in lines[max(at - _ABOVE, 0) : at] if not (line.kind and line.strength >= 2)]
    return any(map(_is_text, above[-3:]))


def _is_text(line: Line) -> bool:
    return line.prose and not line.kind


def _is_item(line: Line) -> bool:
    return line.words >= 2 and not line.prose and not (line.kind and line.strength >= 2)
