"""The headline of the main story: which line above the body it is."""

from collections import Counter

from transforms.text.page.segmentation.labels.story import content_words
from transforms.text.page.segmentation.lines import Line, is_glued

NEEDED = 1.3
"""Score from which on a line is taken for the headline."""
SURE = 2.6
"""Score from which on the line above a chosen one takes its place."""
REACH = 140
"""Lines above the body that are looked at."""


def score(lines: list[Line], at: int, body: int, story_words: set[str], counts: Counter[str], distance: float) -> float:
    """Return how much ``lines[at]`` looks like the headline of the story that begins at line ``body``.

    Counted are its length, its words that the story's first paragraphs share, a byline or a time soon after it, and the unlabelled lines
    between it and the story (``distance``); a full stop at its end speaks against it.
    """
    line = lines[at]
    total = 1.0 if 5 <= line.words <= 22 else 0.0 if 3 <= line.words <= 32 else -2.0
    if line.length > 180:
        total -= 2.0
    if line.terminal and line.text.rstrip("\"'”’)")[-1:] == "." and not line.upper:
        total -= 1.5
    if line.colon:
        total -= 2.0
    words = content_words(line.text)
    if words:
        share = len(words & story_words) / (len(words) + 1.0)
        total += 3.0 * share if share else -1.0
    else:
        total -= 1.0
    total -= min(0.06 * distance, 2.0)
    following = lines[at + 1 : min(at + 8, body + 1)]
    if any(n.kind in ("byline", "timestamp") for n in following):
        total += 0.8
    if at and lines[at - 1].kind == "timestamp" and lines[at - 1].length < 20:
        total -= 0.3
    if line.norm and counts[line.norm] >= 2:
        total += 0.3
    nearest = next((n for n in following if not n.kind), None)
    if nearest is not None and nearest.words >= 8 and nearest.length > 0.8 * line.length:
        total += 0.4
    if line.kind == "video":
        total -= 1.0
    if is_glued(line.text):
        total -= 1.0
    if line.text[-1:].isdigit() and line.text[-5:-2].endswith((":", ".")):
        total -= 2.0
    return total


def find(lines: list[Line], body: int, last: int, counts: Counter[str]) -> int | None:
    """Return the index of the headline among the lines above line ``body``, where the story (up to line ``last``) begins; None without one."""
    if body <= 0:
        return None
    story_words: set[str] = set()
    for line in [n for n in lines[body : last + 1] if n.prose][:8]:
        story_words |= content_words(line.text[:600])
    if sum(1 for n in lines[body : last + 1] if n.prose) < 3:
        for line in [n for n in lines[:last] if n.kind == "caption"][:6]:
            story_words |= content_words(line.text[:300])
    best: tuple[float, int] | None = None
    distance = 0.0
    for at in range(body - 1, max(body - 1 - REACH, -1), -1):
        line = lines[at]
        usable = (
            not line.kind
            or (line.strength <= 2 and line.kind in ("teaser", "video", "caption") and not line.barrier and line.words >= 4)
            or line.why == "labelled"
        )
        if usable:
            points = score(lines, at, body, story_words, counts, distance)
            if best is None or points > best[0]:
                best = (points, at)
        distance += (
            0.0 if line.kind in ("byline", "timestamp", "caption", "credit", "promo") else 1.0 if not line.kind and line.words >= 4 else 0.3
        )
    if best is None or best[0] < NEEDED:
        return None
    chosen = _first_of_pair(lines, best[1], body, story_words, counts)
    while chosen and _heads_a_list(lines, chosen - 1, body, story_words, counts):
        chosen -= 1
    # of a headline printed twice the first is the one above the standfirst
    norm = lines[chosen].norm
    return next((at for at in range(max(chosen - 12, 0), chosen) if norm and lines[at].norm == norm and not lines[at].kind), chosen)


def _heads_a_list(lines: list[Line], at: int, body: int, story_words: set[str], counts: Counter[str]) -> bool:
    """Return whether the line at ``at`` is a title as good as the one below it: above bulleted standfirsts stands the headline."""
    line = lines[at]
    if line.kind or line.words < 4 or line.norm == lines[at + 1].norm or is_glued(line.text):
        return False
    return score(lines, at, body, story_words, counts, 0) >= SURE


def _first_of_pair(lines: list[Line], at: int, body: int, story_words: set[str], counts: Counter[str]) -> int:
    """Return the line above ``at`` where ``at`` is rather the standfirst below a headline."""
    above = at - 1
    while above >= 0 and lines[above].kind in ("credit", "caption", "promo") and at - above < 4:
        above -= 1
    if above < 0 or (lines[above].kind and lines[above].why != "labelled") or is_glued(lines[above].text):
        return at
    first, second = lines[above], lines[at]
    if not 4 <= first.words <= 25 or (first.terminal and first.text.endswith(".")) or first.norm == second.norm:
        return at
    points = score(lines, above, body, story_words, counts, 0)
    if not content_words(first.text) & story_words or points < 1.0:
        return at
    close = points >= score(lines, at, body, story_words, counts, 0) - 1.2
    return above if close or second.terminal or second.words >= first.words else at
