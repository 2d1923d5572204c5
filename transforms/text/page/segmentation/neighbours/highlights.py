"""Highlights: the two to five lines behind hyphens or bullets with which some outlets sum a story up between its headline and its text."""

from transforms.text.page.segmentation.lines import Line

_SIGNS = ("- ", "– ", "• ", "* ", "■ ", "▪ ")
_FEWEST, _MOST = 2, 5
"""Highlights of a story."""
_WORDS = 6
"""Words of the shortest highlight."""
_TOLD = 0.1
"""Share of function words in a highlight, at least: entries of menus and results have fewer."""
_TITLE = 4
"""Words of the shortest headline above them."""


def mark(lines: list[Line]) -> None:
    """Mark the first lines behind such signs as a summary, where a title stands right above them and no text above that; highlights have no stop."""
    at = next((at for at, line in enumerate(lines) if _is_highlight(line, line.text[:2]) or (line.prose and not line.kind)), 0)
    end = at
    while end < len(lines) and _is_highlight(lines[end], lines[at].text[:2]):
        end += 1
    if at and _FEWEST <= end - at <= _MOST and _is_title(lines[at - 1]):
        for line in lines[at:end]:
            line.mark("summary", 3, "highlights")


def _is_highlight(line: Line, sign: str) -> bool:
    told = line.words >= _WORDS and line.function_share >= _TOLD and not line.text.endswith((".", ":"))
    return line.text.startswith(sign) and sign in _SIGNS and told and not (line.kind and line.strength == 3)


def _is_title(line: Line) -> bool:
    free = not line.kind or line.why == "repeats the line above"
    return free and not line.text.startswith(_SIGNS) and line.words >= _TITLE and not line.text.endswith((".", ":"))
