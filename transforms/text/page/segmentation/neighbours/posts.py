"""Posts embedded from social networks: their text, and the line that names their author."""

import re

from transforms.text.page.segmentation.lines import Line, has_emoji

_AUTHOR = re.compile(r"^[—–-]\s?.{1,60}\(@\w{1,20}\)\s+\w+ \d{1,2}, \d{4}$|^[—–-]\s?.{1,60}\(@\w{1,20}\)\s*$")
_SIGNED = re.compile(r".{20}\s?[—–]\s?[^—–()]{2,50} \(@\w{1,20}\) [A-Z]\w+ \d{1,2}, \d{4}$")
"""A post and its author in one line."""
_LINK = re.compile(r"pic\.twitter\.com/|https?://t\.co/|\bt\.co/\w")
_HOSTS = ("pic.twitter.com/", "t.co/")
_SOUND = "♬"
_HANDLE = re.compile(r"@[\w.]{2,30}")
"""The sound that a clip names below itself, and the author above it."""
_REACH = 5
"""Lines above its author that a post may have."""


def mark(lines: list[Line]) -> None:
    """Mark authors of posts, the text above them, and lines with a link of such a post."""
    for at, line in enumerate(lines):
        if line.text.startswith(_SOUND):
            for inner in lines[_of_clip(lines, at) : at + 1]:
                inner.mark("other", 3, "embedded clip")
        elif _AUTHOR.match(line.text):
            line.mark("other", 3, "author of an embedded post")
            for inner in lines[_beginning(lines, at) : at]:
                if not inner.kind:
                    inner.mark("other", 3, "embedded post")
        elif not line.kind and line.length <= 600 and _is_post(line.text):
            line.mark("other", 3, "embedded post")


def _is_post(text: str) -> bool:
    """Return whether ``text`` holds a link of posts, or ends with the author and the day of one."""
    if any(map(text.__contains__, _HOSTS)) and _LINK.search(text) is not None:
        return True
    return text[-1].isdigit() and " (@" in text and _SIGNED.search(text) is not None


def _of_clip(lines: list[Line], sound: int) -> int:
    """Return where the clip begins whose sound is named at ``sound``: at the handle of its author above, else there."""
    for at in range(sound - 1, max(sound - 1 - _REACH, -1), -1):
        if lines[at].text.startswith(_SOUND):
            break
        if _HANDLE.fullmatch(lines[at].text):
            return at
    return sound


def _beginning(lines: list[Line], author: int) -> int:
    """Return where the post begins whose author is named at ``author``: at a pictograph, hashtag or handle, else right above."""
    for at in range(author - 1, max(author - 1 - _REACH, -1), -1):
        line = lines[at]
        if (line.kind and line.why != "embedded post") or line.length > 500:
            break
        if has_emoji(line.text[:4]) or line.text[:1] in "#@":
            return at
    return max(author - 1, 0)
