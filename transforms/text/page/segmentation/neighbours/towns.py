"""Datelines without a sign of one: the town alone on the line above the first text ("LONDON", "Cape Town —")."""

from transforms.text.page.segmentation import datelines
from transforms.text.page.segmentation.lines import Line

_ABOVE = 40
"""Lines at the top of a page in which it is looked for."""


def mark(lines: list[Line]) -> None:
    """Mark a town alone right above the first text, or above the second where the first is a standfirst, as a dateline."""
    texts = [at for at, line in enumerate(lines[: _ABOVE + 1]) if line.prose and not line.kind][:2]
    for at in texts:
        line = lines[at - 1]
        if at and line.strength < 3 and datelines.place_alone(line.text) is not None:
            line.mark("dateline", 3, "a town alone above the text")
            break
