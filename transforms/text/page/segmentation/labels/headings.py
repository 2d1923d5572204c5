"""Sub-headings: how much a short line between paragraphs looks like one rather than like the title of another story."""

from collections.abc import Iterator

from transforms.text.page.segmentation.labels.story import TRANSPARENT, Story, content_words
from transforms.text.page.segmentation.lines import Line, is_glued

_REACH = 7
"""Lines below a heading that are looked at."""
_QUOTES = "\"'“‘"


def score(lines: list[Line], at: int, story: Story, capitals: bool) -> float:
    """Return how much ``lines[at]`` looks like a sub-heading; above about 0.7 it is one.

    ``capitals``: the page writes links to other stories in capitals.
    """
    line = lines[at]
    following = [below for below in lines[at + 1 : min(at + 1 + _REACH, story.last + 1)] if below.kind not in TRANSPARENT]
    total = 1.0  # added up one by one: what sum() does with the last digits depends on the version of Python
    for weight in _form(line, capitals):
        total += weight
    if line.norm and story.counts[line.norm] >= 2:
        total -= 1.5
    total += _place(following)
    for weight in _wording(line, following):
        total += weight
    return total


def links_in_capitals(body: list[Line]) -> bool:
    """Return whether long lines in capitals stand out of a body that is not written in capitals itself."""
    if not any(line.upper and line.length >= 50 and not line.kind for line in body):
        return False
    prose = [line for line in body if line.prose]
    return not prose or sum(line.upper for line in prose) * 2 <= len(prose)


def _form(line: Line, capitals: bool) -> Iterator[float]:
    """Yield what length and capitals say."""
    if line.words > 16:
        yield -1.5
    elif line.words > 10:
        yield -0.6
    if line.length > 68 and line.text[:1] not in _QUOTES:
        yield -0.8
    if is_glued(line.text):
        yield -1.5
    if line.words <= 6:
        yield 0.3
    if line.upper and (line.length >= 50 or (capitals and line.length >= 30)):
        yield -1.8


def _place(following: list[Line]) -> float:
    """Return what the lines below say: a heading stands above text."""
    if not following:
        return -1.5
    if following[0].prose or following[0].sentence:
        return 0.4
    return 0.0 if following[0].colon else -0.8


def _wording(line: Line, following: list[Line]) -> Iterator[float]:
    """Yield what the words say that the line shares with the paragraphs below, and its end."""
    words = content_words(line.text)
    near: set[str] = set()
    for paragraph in [below for below in following if below.prose][:3]:
        near |= content_words(paragraph.text)
    shared = len(words & near)
    if shared:
        yield 0.5
    elif len(words) >= 4:
        yield -0.5
    if shared >= 2:
        yield 0.2
    if not line.words or not any(c.isalpha() for c in line.text):
        yield -2.0
    if line.terminal and line.text.endswith("."):
        yield -0.3
