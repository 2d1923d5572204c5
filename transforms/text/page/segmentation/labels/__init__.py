"""Labels: what every line of a page is in the end, and what kind of page it is, from the lines' features and cues.

This is the part that decides. Lines come in with their features (``lines``) and their cues (``kind``, ``strength``, ``why``, ``barrier``,
``group``, from ``cues`` and ``neighbours``); they go out settled, with the type of the page and the index of its headline. Nothing outside
this folder knows how.
"""

from transforms.text.page.segmentation.labels import above, below, entries, extent, headline, inside, page_types, plain
from transforms.text.page.segmentation.labels.story import Story, repeated
from transforms.text.page.segmentation.lines import Line


def label(lines: list[Line]) -> tuple[str, int | None]:
    """Settle the kinds of all ``lines``; return the type of the page and the index of the headline."""
    counts = repeated(lines)
    live = entries.looks_live(lines)
    if live:
        entries.mark_times(lines)
    else:
        entries.mark_other_stories(lines)
    roundup = page_types.looks_roundup(lines)
    found = extent.find(lines, ends_at_other_story=not (live or roundup))
    is_plain = plain.is_plain(lines)
    if found is None:
        return _without_sentence(lines, is_plain), None
    first, last = extent.trim(lines, *found, live)
    if is_plain:
        first, last = plain.extent(lines, first, last)
    title = headline.find(lines, first, last, counts)
    if title is None and is_plain:
        title = plain.title(lines, first)
    story = Story(first, last, title, counts, is_plain, live, roundup)
    above.settle(lines, story)
    inside.settle(lines, story)
    below.settle(lines, last + 1)
    page_type = page_types.of_story(lines, story)
    if title is not None:
        kind = "heading" if page_type == "roundup" else "headline"
        lines[title].settle(kind, f"{kind} ({lines[title].why or 'best score'})")
    if page_type in ("video", "listing"):
        page_types.settle_without_story(lines, page_type)
    return page_type, None if page_type == "roundup" else title


def clean(lines: list[Line]) -> tuple[str, None]:
    """Settle all ``lines`` of a page that is known to be nothing but its story; return its type."""
    for line in lines:
        line.settle("paragraph", "clean text")
    return "story" if sum(line.length for line in lines) >= page_types.STORY else "brief" if lines else "other", None


def _without_sentence(lines: list[Line], is_plain: bool) -> str:
    """Settle the lines of a page that holds no sentence; return its type."""
    if is_plain and len(lines) <= plain.FEW:
        plain.settle_all(lines)
        return "brief" if lines else "other"
    below.settle(lines, 0)
    return page_types.without_sentence(lines)
