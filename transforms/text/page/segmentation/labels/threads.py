"""Threads: lines among marks of one form that recur between texts are readers' comments or other stories, never the story itself.

A mark says who speaks ("Ana Lind says:"), when it was posted, how to answer ("Reply"), or who wrote the next story of a list. One alone tells
nothing; several close together with text between them do not occur in a story, live blogs and pages of several stories apart. Nor does a
story go on below the head of its readers' comments.
"""

import itertools
import re
from collections.abc import Iterator, Sequence

from transforms.text.page.segmentation import timestamps
from transforms.text.page.segmentation.lines import Line

_SAYS = re.compile(r".{1,60} (?:says|said|wrote):?$")
_POSTED = ("posted by", "comment by", "commented by")
_REPLY = re.compile(
    r"(?:\W|\d)*(?:reply|reply to this|log in to reply|report (?:abuse|comment|this)|flag(?: comment)?|permalink|upvote|like reply|recommend|quote)\b"
)
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d\b")
"""Comments bear date and clock, or their age; the days of a chronology are dates alone, its hours clocks alone."""
_QUOTES = "\"“‘'«"
_LONGEST = 90
"""Characters of the longest mark."""
_LONG, _FAR, _NEAR = 24, 10, 6
"""Lines from one mark to the next: of those that say who posted and when, of others that none but commenters have, of times and bylines."""
_FORMS = {
    "signed": (_LONG, 2), "says": (_FAR, 2), "reply": (_FAR, 2), "posted": (_NEAR, 2), "time": (_NEAR, 3), "byline": (_NEAR, 3),
}  # fmt: skip
"""For each form of mark how far apart two may stand, and how many times there must be text between two."""
_STORY = 3
"""Paragraphs above the first mark from which on it is no longer the story's own byline or time; or above a head, a mere button."""
_HEAD = re.compile(
    r"\W*(?:\d[\d,]* (?:comments?|responses?|replies|thoughts on\b.*)(?: to\b.*| so far)?|(?:comments?|responses|discussion)\W*\(?\d+\)?\W*"
    r"|(?:(?:reader(?:s['’]?)?|user|your) )?comments|responses|leave a (?:comment|reply|response)|(?:add|post|write) (?:a|your) comments?"
    r"|join the (?:conversation|discussion)|have your say)\W*$"
)
"""How the head of readers' comments, or of the form for one, reads."""


def find(lines: Sequence[Line], top: int) -> set[int]:
    """Return the indexes of the lines that stand in threads, the marks included, or below the head of comments; ``top``: where the story begins."""
    places: dict[str, list[int]] = {}
    for at, line in enumerate(lines):
        form = _form(line)
        if form and not (form == "says" and lines[at + 1 : at + 2] and lines[at + 1].text[0] in _QUOTES):
            places.setdefault(form, []).append(at)
    texts = [0, *itertools.accumulate(line.prose for line in lines)]
    found = set(range(_head(lines, texts, top) + 1, len(lines)))
    for form, marks in places.items():
        far, least = _FORMS[form]
        for run in _runs(marks, far):
            below = [mark for mark in run if texts[mark]]
            if sum(texts[b] > texts[a] for a, b in itertools.pairwise(below)) >= least:
                found.update(range(below[0] if texts[below[0]] >= _STORY else below[1], below[-1] + 1))
    return found


def _head(lines: Sequence[Line], texts: Sequence[int], top: int) -> int:
    """Return the index of the first head of comments below paragraphs of the story, or that of the last line."""
    for at in range(top + 1, len(lines)):
        if lines[at].length <= _LONGEST and texts[at] - texts[top] >= _STORY and _HEAD.match(lines[at].low):
            return at
    return len(lines) - 1


def _runs(marks: Sequence[int], far: int) -> Iterator[list[int]]:
    """Yield the marks in runs in which each stands at most ``far`` lines below the one before."""
    run = [marks[0]]
    for mark in marks[1:]:
        if mark - run[-1] > far:
            yield run
            run = []
        run.append(mark)
    yield run


def _form(line: Line) -> str:
    """Return the form of a line that may be a mark, else nothing; the author of an embedded post is none."""
    if not 1 <= line.words <= 14 or line.length > _LONGEST or line.prose or line.text[0] in "—–":
        return ""
    low = line.low
    if low.startswith(_POSTED):
        return "signed" if timestamps.has_date(line.text) and _CLOCK.search(low) else "posted"
    if low.endswith(("says", "says:", "said", "said:", "wrote", "wrote:")) and not line.sentence and _SAYS.match(low):
        return "says"
    if line.words <= 5 and _REPLY.match(low):
        return "reply"
    if timestamps.is_relative(line.text) or (_CLOCK.search(low) and timestamps.has_date(line.text)):
        return "time"
    return "byline" if line.kind == "byline" else ""
