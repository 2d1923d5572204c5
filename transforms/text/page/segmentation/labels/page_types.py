"""What kind of page it is: live, roundup, gallery, video, listing, brief, story, other."""

from transforms.text.page.segmentation import media
from transforms.text.page.segmentation.lines import Line

STORY = 700
"""Characters from which on a body is a story and no brief."""
_PLAYER = frozenset({"now playing", "up next", "autoplay"})
_HIGHLIGHTS = 2
"""Lines of a summary from which on a page without a text is a brief."""


def without_sentence(lines: list[Line]) -> str:
    """Return the type of a page that holds no sentence."""
    if any(line.kind in ("video", "audio") or media.is_clock(line.text) for line in lines):
        return "video"
    if sum(1 for line in lines if line.kind == "caption") >= 4:
        return "gallery"
    return "listing" if sum(1 for line in lines if line.kind == "teaser") >= 5 else "other"


def of_page(lines: list[Line], kind: str) -> str:
    """Return the type of a page whose lines are settled; ``kind``: what its times and datelines say (``entries.mark``)."""
    body = [line for line in lines if line.kind == "paragraph"]
    if not body:
        page_type = without_sentence(lines)
        is_summed_up = page_type == "other" and sum(1 for line in lines if line.kind == "summary") >= _HIGHLIGHTS
        return "brief" if is_summed_up else page_type
    size = sum(line.length for line in body)
    prose = sum(1 for line in body if line.prose)
    captions = [line for line in lines if line.kind == "caption"]
    if kind == "live" and prose >= 2:
        return "live"
    if kind == "roundup":
        return "roundup"
    if len(captions) >= 4 and sum(line.length for line in captions) > 2 * size and prose <= 3:
        return "gallery"
    if prose <= 1 and size < 350 and sum(1 for line in lines if _is_of_player(line)) >= 3:
        return "video"
    if prose <= 2 and size < 300 and sum(1 for line in lines if line.kind == "teaser") >= 8:
        return "listing"
    return "brief" if size < STORY and prose <= 3 else "story"


def _is_of_player(line: Line) -> bool:
    return media.is_clock(line.text) or line.norm in _PLAYER or line.kind in ("video", "audio")


def settle_without_story(lines: list[Line], page_type: str) -> None:
    """Settle the text of a page without a story: below a video it is its description, elsewhere it belongs to other stories."""
    for at, line in enumerate(lines):
        if line.kind == "paragraph" or (page_type == "video" and line.kind == "teaser" and line.prose):
            above = next((lines[i] for i in range(at - 1, max(at - 3, -1), -1) if lines[i].kind in ("video", "audio")), None)
            if page_type == "video" and above is not None:
                line.settle(above.kind, "text below a video")
                line.group = above.group if above is lines[at - 1] else 0
            else:
                line.settle("teaser", "text on a page without a story")
        elif page_type == "listing" and line.kind in ("headline", "heading", "summary", "byline"):
            line.settle("teaser", "on a page without a story")
