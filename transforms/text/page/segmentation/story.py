"""Where the story lies on the page, and what every line is: local cues, then their neighbours, then the page as a whole."""

import itertools
import re
from collections import Counter

from transforms.text.lexicon.calendar import MONTH_STEM, capitalised
from transforms.text.page.segmentation import bylines, credits, datelines, furniture, media, timestamps
from transforms.text.page.segmentation.lines import Line, has_emoji

FURNITURE = frozenset({"navigation", "promo", "legal", "comments", "teaser", "other"})
"""Kinds that are no part of a story."""
TRANSPARENT = frozenset({"caption", "credit", "video", "audio", "promo", "navigation", "timestamp"})
"""Kinds that stand between the paragraphs of one story without ending it."""

_VIEW_IMAGE = re.compile(
    r"(?i)^(?:(?:view|see|open|show|enlarge|expand|launch)\b.{0,20}\b(?:images?|photos?|pictures?|gallery|fullscreen).{0,20}"
    r"|image \d+ of \d+|\d+ ?/ ?\d+|image caption,?|image|photo)$"
)
_POINTING = re.compile(
    r"\((?:left|right|cent(?:er|re)|top|bottom|middle|far (?:left|right)|from left|pictured|front|back|second from (?:left|right))\)"
    r"|, (?:left|right|cent(?:er|re)|(?:second|third|fourth) from (?:left|right)|top|far (?:left|right)|pictured(?: \w+)?), "
    r"|^(?:Clockwise )?[Ff]rom (?:top |bottom )?left\b|\(pictured\b|^(?:Above|Left|Right|Top|Below): "
)
_NUMBER = re.compile(r"(?<![\w.])[\d.,:%+-]*\d[\d.,:%]*(?!\w)")
_LIFE = re.compile(r"\bborn \d.*[;,] (?:died|dies) \d")
"""The life dates with which obituaries end."""
_CAPTION_AFTER = ("hide caption", "toggle caption", "show caption")
_POST_AUTHOR = re.compile(r"^[—–-]\s?.{1,60}\(@\w{1,20}\)\s+\w+ \d{1,2}, \d{4}$|^[—–-]\s?.{1,60}\(@\w{1,20}\)\s*$")
_POST_CUE = re.compile(r"pic\.twitter\.com/|https?://t\.co/|\bt\.co/\w")
_DATE_TAIL = re.compile(rf"[–—-] (?:{capitalised(MONTH_STEM)})[a-z]*\.? \d{{1,2}}, \d{{4}}$")
_LIVE_ENTRY = re.compile(
    r"^(?:\d{1,2}[hmd] ago\b.{0,70}|\d{1,2} (?:mins?|minutes?|hrs?|hours?|days?) ago ?\d{1,2}[:.]\d\d.{0,40}"
    r"|\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,5})?(?:KEY EVENT|[A-Z][a-z].{3,40})?"
    r"|\d{1,2}[:.]\d\d ?[ap]\.?m\.? [A-Z]{2,4}\b.{0,40}|.{2,40}\b\d{1,2} (?:min(?:ute)?s?|hours?) ago)$"
)
GLUED = re.compile(r"[a-zß-ÿ]{2}[A-Z][a-z]")
"""Two menu entries or tags without a blank between them ("SportTravel")."""
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d\b")
_CONTENT_WORD = re.compile(r"[^\W\d_][\w’']{3,}")


def local(line: Line) -> None:
    """Fill ``kind``, ``why``, ``strength`` and ``barrier`` of ``line`` from its own wording."""
    if line.length > 80:
        _local(line)
        return
    known = _KNOWN.get(line.text)
    if known is None:
        _local(line)
        if len(_KNOWN) >= _KNOWN_LINES:
            _KNOWN.clear()
        _KNOWN[line.text] = (line.kind, line.strength, line.why, line.barrier, line.terminal)
    else:
        line.kind, line.strength, line.why, line.barrier, line.terminal = known


_KNOWN: dict[str, tuple[str, int, str, int, bool]] = {}
"""What :func:`_local` found for short lines: menus repeat on every page of an outlet. Its answers depend on nothing but the line."""
_KNOWN_LINES = 1 << 14


def _local(line: Line) -> None:
    text = line.text
    if not line.words and not any(c.isalnum() for c in text[:200]):
        _set(line, "other", 3, "no letters")
        return
    found = media.opening(text)
    if found:
        _set(line, found, 3, "media label")
        return
    exact = furniture.LINES.get(line.norm) if line.norm else None
    if exact is not None:
        _set(line, exact.kind, exact.strength, exact.name, exact.barrier)
        return
    if not line.terminal and line.length <= 160 and _LIFE.search(text):
        line.terminal = True
        return
    if line.length <= 80 and not line.terminal:
        opened = datelines.find(text)
        if opened is not None and opened[2] >= len(text):
            _set(line, "dateline", 3, "dateline alone")
            return
    if line.length <= 200:
        who = bylines.by(text)
        if who is not None:
            _set(line, "byline", 3, "byline")
            return
        if line.words <= 24 and not line.terminal and bylines.is_dated(text):
            _set(line, "byline", 3, "byline")
            return
        if timestamps.is_timestamp(text):
            _set(line, "timestamp", 3, "timestamp")
            return
    cue = furniture.cue(line)
    if cue is not None and cue.strength >= 2 and cue.kind in ("correction", "credit_line", "comments", "legal", "timestamp"):
        _set(line, cue.kind, cue.strength, cue.name, cue.barrier)
        return
    if credits.is_credit_line(text):
        _set(line, "credit", 3, "credit alone")
        return
    if line.length <= 900:
        where = credits.find(text)
        if where is not None and _is_caption(line, where):
            line.credit = (line.start + where[0], line.start + where[1]) if len(text) == line.length else None
            _set(line, "caption", 3, "credit at the end")
            return
        if credits.starts_caption(text):
            _set(line, "caption", 3 if line.length <= 500 else 2, "begins as a caption")
            return
        if text.endswith("(") and line.words >= 3 and line.length <= 400:
            _set(line, "caption", 3, "ends with an open bracket")
            return
        if cue is None and line.length <= 260 and line.sentences <= 2 and _POINTING.search(text):
            _set(line, "caption", 2, "points into a picture")
            return
        if cue is None and not line.terminal and credits.name_tail(text) is not None:
            _set(line, "caption", 2, "a name after its last sentence")
            return
    if cue is not None:
        _set(line, cue.kind, cue.strength, cue.name, cue.barrier)


def _set(line: Line, kind: str, strength: int, why: str, barrier: int = 0) -> None:
    line.kind, line.strength, line.why, line.barrier = kind, strength, why, barrier


def _is_caption(line: Line, where: tuple[int, int]) -> bool:
    credit = line.text[where[0] : where[1]]
    if line.length > 650 or line.sentences > 5:
        return False
    before = line.text[: where[0]].rstrip(" ([|/–—-")
    if not before:
        return True
    if credit.lower() in credits.AGENCIES and (line.length > 260 or credits.SAID.search(line.text)):
        return False
    return not (line.length > 330 and line.text[where[0] - 1 : where[0]] not in "([" and not any(credits.parse(credit)))


def annotate(lines: list[Line], blank_paged: bool) -> None:
    """Cues that need the neighbours: blurbs of several lines, captions known by what stands around them, embedded posts."""
    _newsletters(lines)
    _media(lines, blank_paged)
    _captions(lines, blank_paged)
    _repeated_credits(lines)
    _posts(lines)


def _media(lines: list[Line], blank_paged: bool) -> None:
    group = 0
    count = len(lines)
    for at, line in enumerate(lines):
        if line.group:
            continue
        if line.kind in ("video", "audio") and line.strength == 3:
            group += 1
            line.group = group
            last = _blurb_end(lines, at, blank_paged)
            if at and media.starts_with_duration(line.text) and _is_title(lines[at - 1]):
                _set(lines[at - 1], line.kind, 3, "title above a running time")
                lines[at - 1].group = group
            for inner in lines[at + 1 : last + 1]:
                _set(inner, line.kind, 3, "part of a blurb")
                inner.group = group
        elif media.is_clock(line.text):
            before = lines[at - 1] if at else None
            after = lines[at + 1] if at + 1 < count else None
            if after is not None and media.describes(after.text) and after.length < 200:
                chosen = [line, after]
            elif before is not None and _is_title(before):
                chosen = [before, line]
            else:
                continue
            group += 1
            for inner in chosen:
                _set(inner, "video", 3, "title and running time")
                inner.group = group
        elif line.norm == "video" and at + 2 < count and at and lines[at - 1].norm in ("close", "play", "now playing", "watch"):
            title, description = lines[at + 1], lines[at + 2]
            if not title.kind and not title.terminal and 3 <= title.words <= 25:
                group += 1
                chosen = [title, description] if description.words >= 6 and not description.kind and description.length < 400 else [title]
                for inner in chosen:
                    _set(inner, "video", 3, "below the word Video")
                    inner.group = group
        elif not line.kind and line.length <= 320 and media.describes(line.text) and line.words >= 5:
            _set(line, "video", 2, "describes a broadcast")


def _is_title(line: Line) -> bool:
    return not line.kind and not line.prose and 3 <= line.words <= 25 and not line.colon and not line.group


def _blurb_end(lines: list[Line], at: int, blank_paged: bool) -> int:
    last = at
    opener = lines[at].text
    click = opener.lower().startswith("click to play")
    title = opener.partition(":")[2].strip(" ‘'\"“”’").lower() if click else ""
    timed = media.duration(opener) is not None
    complete = timed and len(opener) > 80
    for here in range(at + 1, min(at + 7, len(lines))):
        line = lines[here]
        if media.is_clock(line.text) or media.is_age(line.text) or (line.length < 50 and media.duration(line.text)):
            timed = timed or not media.is_age(line.text)
            last = here
            continue
        if (line.kind and line.strength == 3) or complete:
            break
        if click and (
            line.low == title
            or (title and line.low.startswith(title[:40]) and line.words < 30)
            or (_DATE_TAIL.search(line.text) and line.length < 500)
        ):
            last = here
            continue
        if blank_paged and line.gap == 1:
            last = here
            continue
        if not blank_paged and line.gap == 1 and not line.prose and _time_soon(lines, here, at + 6):
            last = here
            continue
        if (
            not blank_paged
            and line.gap == 1
            and timed
            and not click
            and last > at
            and media.duration(lines[last].text)
            and line.length < 420
        ):
            last = here
        break
    return last


def _time_soon(lines: list[Line], here: int, until: int) -> bool:
    return any(media.is_clock(n.text) or (n.length < 50 and media.duration(n.text)) for n in lines[here + 1 : min(until, here + 3)])


def _newsletters(lines: list[Line]) -> None:
    """What stands between "skip past newsletter promotion" and "after newsletter promotion"."""
    opened = -1
    for at, line in enumerate(lines):
        if line.norm in ("skip past newsletter promotion", "skip newsletter promotion"):
            opened = at
        elif line.norm in ("after newsletter promotion", "end of newsletter promotion") and opened >= 0 and at - opened <= 15:
            for inner in lines[opened : at + 1]:
                _set(inner, "promo", 3, "within a newsletter promotion")
            opened = -1
        elif line.kind == "promo" and "sign" in line.low[:12]:
            closing = next(
                (
                    i
                    for i in range(at + 2, min(at + 6, len(lines)))
                    if "sign" in lines[i].low[:16] and lines[i].kind in ("promo", "navigation")
                ),
                None,
            )
            if closing is not None and all(n.length <= 170 and (not n.kind or n.strength < 3) for n in lines[at + 1 : closing]):
                for inner in lines[at + 1 : closing]:
                    _set(inner, "promo", 3, "within a newsletter form")


def _captions(lines: list[Line], blank_paged: bool) -> None:
    count = len(lines)
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else None
        after = lines[at + 1] if at + 1 < count else None
        if (line.kind and line.kind not in ("navigation",)) or (line.kind and line.strength == 3):
            continue
        if line.words < 2 or line.length > 420:
            continue
        if (
            before is not None
            and before.strength == 3
            and _VIEW_IMAGE.match(before.text)
            and (line.words >= 3 or before.text.lower().startswith("view"))
        ):
            _set(line, "caption", 3, f"below {before.low!r}")
        elif after is not None and after.norm in _CAPTION_AFTER:
            _set(line, "caption", 3, f"above {after.low!r}")
        elif after is not None and after.kind == "credit" and _captioned_by(line, after):
            _set(line, "caption", 3, "above a credit")
        elif (
            after is not None
            and after.kind == "caption"
            and after.strength == 3
            and line.words >= 5
            and after.low.startswith(line.low.rstrip(".")[:200])
        ):
            _set(line, "caption", 3, "the caption below repeats it")
        elif (
            before is not None
            and before.kind == "caption"
            and line.words >= 4
            and line.length <= 300
            and before.low.startswith(line.low.rstrip("."))
        ):
            _set(line, "caption", 3, "repeats the caption above")
        elif (
            after is not None
            and not after.kind
            and line.words >= 5
            and line.length <= 300
            and line.function_share > 0.1
            and after.low.startswith(line.low.rstrip("."))
            and after.length <= line.length + 90
        ):
            _set(line, "caption", 2, "the line below repeats it")
            _set(after, "caption", 2, "repeats the line above")
        elif (
            after is not None
            and blank_paged
            and after.kind == "caption"
            and after.gap == 1
            and line.gap >= 2
            and line.words >= 5
            and line.sentences <= 2
        ):
            _set(line, "caption", 3, "in one group with a caption")
        elif (
            after is not None
            and at + 2 < count
            and after.norm.startswith(("view image", "open image", "enlarge this image"))
            and lines[at + 2].kind == "caption"
            and line.words >= 5
            and line.norm[:60] == lines[at + 2].norm[:60]
        ):
            _set(line, "caption", 3, "repeated as a caption")


def _captioned_by(line: Line, credit: Line) -> bool:
    """Whether ``line`` is the caption to which the credit below it belongs."""
    long = line.length > 250 if line.sentences == 1 else line.length > 200 if line.sentences == 2 else credit.gap != 1 or line.length > 300
    if credit.gap > 2 or long or line.words < 4 or not (line.terminal or line.text.endswith("(")):
        return False
    return credits.ABOVE_CAPTION.match(credit.text) is None and credits.SAID.search(line.text) is None


def _repeated_credits(lines: list[Line]) -> None:
    """A name alone below the caption whose credit it repeats."""
    for above, line in itertools.pairwise(lines):
        alone = above.kind == "caption" and not line.kind and 2 <= line.words <= 5
        if alone and (above.text.rstrip(")].").endswith(line.text) or f"({line.low}" in above.low):
            _set(line, "credit", 3, "credit alone")


def _posts(lines: list[Line]) -> None:
    for at, line in enumerate(lines):
        if _POST_AUTHOR.match(line.text):
            _set(line, "other", 3, "author of an embedded post")
            reach = at - 1
            for above in range(at - 1, max(at - 6, -1), -1):
                if (lines[above].kind and lines[above].why != "embedded post") or lines[above].length > 500:
                    break
                if has_emoji(lines[above].text[:4]) or lines[above].text[:1] in "#@":
                    reach = above
                    break
            for above in range(max(reach, 0), at):
                if not lines[above].kind:
                    _set(lines[above], "other", 3, "embedded post")
        elif not line.kind and line.length <= 600 and _POST_CUE.search(line.text):
            _set(line, "other", 3, "embedded post")


def value(line: Line) -> float:
    """How much ``line`` speaks for (or against) the story passing over it."""
    if line.kind == "dateline":
        return 0.5
    if line.strength == 2 and line.prose and line.kind not in ("caption", "comments"):
        return -0.3
    if line.kind and (line.strength >= 2 or not line.sentence):
        if line.kind in ("caption", "credit", "video", "audio"):
            return -0.1
        if line.kind == "promo" and line.strength == 3:
            return -0.25
        return -0.6 - line.barrier
    if line.prose and line.text.endswith(("...", "…")) and line.length >= 80:
        return 0.3
    if line.prose:
        return 1.2 + min(line.length, 360) / 120
    if line.sentence:
        return 0.5
    if line.terminal and line.words >= 2:
        return 0.0
    if line.words >= 12 and line.function_share >= 0.25:
        return -0.3
    return -0.1 if table_row(line) else -0.5


def table_row(line: Line) -> bool:
    """Whether ``line`` is a row of figures, as results and standings are."""
    return line.length <= 120 and len(_NUMBER.findall(line.text)) >= 3


def extent(lines: list[Line], live: bool, roundup: bool) -> tuple[int, int] | None:
    """First and last line of the main story (the last included); None where the page holds no sentence.

    The stretch of lines whose values sum highest is taken; a byline, a dateline or the date line of another story after three paragraphs
    speaks strongly against going on.
    """
    values = [value(line) for line in lines]
    last_barrier = -99
    for at, line in enumerate(lines):
        if line.barrier and (line.gap == 0 or (at + 1 < len(lines) and lines[at + 1].gap == 0)) and line.length <= 400:
            values[at] += line.barrier if values[at] < 0 else 0.0
        elif line.barrier and values[at] < 0:
            charged = lines[last_barrier].barrier if at - last_barrier <= 6 else 0
            values[at] += min(charged, line.barrier)
            if line.barrier >= charged:
                last_barrier = at
    solid = [bool(v > 1.0) for v in values]
    for at in range(len(lines)):
        if values[at] > 1.0 and _lonely(lines, solid, at):
            values[at] *= 0.35 if lines[at].length < 200 else 0.7
    best: tuple[float, int, int] | None = None
    total, low, paragraphs = 0.0, 0, 0
    for at, line_value in enumerate(values):
        if paragraphs >= 3 and not (live or roundup) and _opens_story(lines, at):
            total -= 9.0
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


def _lonely(lines: list[Line], solid: list[bool], at: int) -> bool:
    """Whether neither neighbour of a sentence line (captions, blurbs and notices skipped) is one."""
    for step in (-1, 1):
        here = at + step
        skipped = 0
        while (
            0 <= here < len(lines)
            and skipped < 12
            and ((lines[here].kind in TRANSPARENT and lines[here].strength >= 2) or lines[here].kind == "other")
        ):
            here += step
            skipped += 1
        if 0 <= here < len(lines) and (
            solid[here] or (lines[here].sentence and not lines[here].kind) or (lines[here].colon and lines[here].words > 2)
        ):
            return False
    return True


def _opens_story(lines: list[Line], at: int) -> bool:
    line = lines[at]
    if line.kind == "byline" and line.why == "byline":
        return True
    return bool(line.prose and not line.kind and line.text[:2].isupper() and datelines.find(line.text))


def looks_live(lines: list[Line]) -> bool:
    """Whether the page is a live blog: four or more entries, each a time of its own followed by text."""
    entries = sum(1 for a, b in itertools.pairwise(lines) if a.length <= 80 and _is_entry(a) and b.words >= 3 and b.strength < 3)
    return entries >= 4 and any("live" in line.low for line in lines[:600] if line.length < 200)


def _is_entry(line: Line) -> bool:
    return _LIVE_ENTRY.match(line.text) is not None or (line.kind == "timestamp" and _CLOCK.search(line.text) is not None)


def mark_ages(lines: list[Line]) -> None:
    """Label what stands above the age of another story ("2m ago"): its title or its first lines."""
    for at, line in enumerate(lines):
        below = lines[at + 1] if at + 1 < len(lines) else None
        if below is not None and not line.kind and line.words >= 3 and below.length <= 16 and timestamps.is_relative(below.text):
            _set(line, "teaser", 2, "above the age of a story")


def mark_entries(lines: list[Line]) -> None:
    """Label the times with which the entries of a live blog begin ("19:55Ana Lind", "3h ago 19.02 CEST")."""
    for line in lines:
        if (
            line.length <= 80
            and not (line.kind and line.strength == 3)
            and _LIVE_ENTRY.match(line.text)
            and any(c.isdigit() for c in line.text[:8])
        ):
            _set(line, "timestamp", 3, "time of an entry")


def looks_roundup(lines: list[Line]) -> bool:
    """Whether the page holds three or more stories of equal weight, each beginning with a dateline of its own below a title."""
    opened = [at for at, line in enumerate(lines) if line.prose and not line.kind and datelines.find(line.text)]
    titled = sum(1 for at in opened if at and not lines[at - 1].prose and lines[at - 1].words >= 3)
    if len(opened) < 3 or titled < 3:
        return False
    longest = max(b - a for a, b in zip(opened, [*opened[1:], opened[-1] + 4], strict=True))
    return longest <= 6


def repeated(lines: list[Line]) -> Counter[str]:
    """How often each line of four words or more stands on the page, by its normal form."""
    return Counter(line.norm for line in lines if line.norm and line.words >= 4)


def content_words(text: str) -> set[str]:
    """The longer words of ``text`` in lower case, cut to six letters so that inflections meet.

    >>> sorted(content_words("Protesters march over fuel prices"))
    ['fuel', 'march', 'prices', 'protes']
    """
    return {word.lower()[:6] for word in _CONTENT_WORD.findall(text)} - _STOP


_STOP = frozenset(
    [
        "that",
        "this",
        "with",
        "from",
        "have",
        "were",
        "been",
        "they",
        "their",
        "there",
        "said",
        "says",
        "will",
        "would",
        "about",
        "after",
        "which",
        "when",
        "what",
        "more",
        "than",
        "into",
        "over",
        "also",
        "could",
        "should",
        "because",
        "before",
        "other",
        "some",
        "them",
        "then",
        "these",
        "those",
        "while",
        "where",
        "your",
        "just",
        "only",
    ]
)
"""Words that say nothing about what a text is about."""
