"""What looks like a date or a clock time and could not be read: no row of ``times``, but no amount either."""

import re
from collections.abc import Sequence

from transforms.text.lexicon.calendar import MONTH_ANY, capitalised
from transforms.text.times.context import Context, Timex

_MONTH = rf"(?:{capitalised(MONTH_ANY)})\b\.?"
_NUMBER = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_DIGIT = re.compile(r"\d")
"""In all that looks like one: most passages have none."""
_LOOK_ALIKE = re.compile(
    rf"(?<![\w/.,$\u00a3\u20ac-])(?:\d{{1,4}}([-/.])\d{{1,2}}\1\d{{1,4}}(?!\w|[-/.]\d)"
    rf"|\d{{1,4}}[-/.](?i:{MONTH_ANY})[-/.]\d{{1,4}}(?!\w)"
    r"|\d{1,2}[:h]\d\d(?::\d\d)?(?!\w|[:.]\d)(?: ?(?i:[ap]\.?m\b\.?))?"
    r"|\d{1,2}(?:[.:]\d\d)? ?(?i:[ap]\.m\b\.?|[ap]m\b)"
    rf"|(?P<first>{_NUMBER}) (?:of )?(?P<behind>{_MONTH})(?!\w))"
    rf"|\b(?P<before>{_MONTH}) ?(?:the )?(?P<last>{_NUMBER})(?!\w|%|[.,:]\d)"
)


def unread(context: Context, read: Sequence[Timex]) -> list[tuple[int, int]]:
    """Return the stretches of the passage that look like a date or a clock time, without what the expressions ``read`` cover, in order.

    A number behind a month that counts something is none ("In May 20 people came").
    """
    found: list[tuple[int, int]] = []
    if _DIGIT.search(context.text) is None:
        return found
    for match in _LOOK_ALIKE.finditer(context.text):
        if not _is_other(context, match):
            found += _without(match.start(), match.end(), read)
    return [(start, end) for start, end in found if any(c.isalnum() for c in context.text[start:end])]


def _is_other(context: Context, match: re.Match[str]) -> bool:
    """Return whether a month and a number beside it are a name, or a month and a count."""
    if match["before"]:
        return context.is_named(match.start("before"), "PERSON") or context.is_counting(match.start("last"))
    return match["behind"] is not None and context.is_named(match.start("behind"), "PERSON")


def _without(start: int, end: int, read: Sequence[Timex]) -> list[tuple[int, int]]:
    """Return the parts of ``start:end`` outside of the expressions ``read``, which are in order."""
    parts: list[tuple[int, int]] = []
    for timex in read:
        if timex.end <= start or timex.start >= end:
            continue
        if start < timex.start:
            parts.append((start, timex.start))
        start = max(start, timex.end)
    return [*parts, (start, end)] if start < end else parts
