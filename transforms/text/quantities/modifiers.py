"""The words before or behind a number that say how it is meant ("more than", "or so", "up to")."""

import functools
import re
from typing import NamedTuple

from transforms.text.lexicon import data
from transforms.text.lexicon.alternatives import longest

_PERIOD = re.compile(r"[\s-](?:second|minute|hour|day|night|week|month|year|decade|centur)")
_FOR_OVER = re.compile(
    r"(?i)\b(?:for|after|just|well|of|took|take|than|last(?:ed|s)?|spen[dt]|is|was|been|at|with|nearly|and|or|served)\sover\s\Z"
)
_BY_HOW_MUCH = re.compile(r"(?i)(?:\d\s?%|\bper\s?cent|\btimes|-fold|\bpoints?)\s\Z")
"""What says by how much something is more than a number, which is then itself exact ("10% higher than the $5 million of last year")."""


class _Forms(NamedTuple):
    before: re.Pattern[str]
    behind: re.Pattern[str]
    meaning: dict[tuple[str, str], str]


class Modifier(NamedTuple):
    """How a number is meant (one of the dataset's modifiers), and the offset behind the words that say so and follow the number."""

    name: str
    end: int


@functools.cache
def _forms() -> _Forms:
    sides: dict[str, list[str]] = {"before": [], "behind": []}
    meaning: dict[tuple[str, str], str] = {}
    for modifier, side, written in data.table("quantities/modifiers.tsv"):
        for form in written.split("|"):
            sides[side].append(form)
            meaning[side, form] = modifier
    articles = r"the|another|an|a|a\sfurther|a\stotal\sof|an\sadditional|an\sestimated|about|just|only"
    return _Forms(
        re.compile(rf"(?i)(?<![\w])({longest(sides['before'])})(?:\s(?:{articles}))?\s?[$(]?\Z"),
        re.compile(rf"(?i)(?:\s|(?=[-+]))(?:people\s|more\s)?({longest(sides['behind'])})(?!\w)"),
        meaning,
    )


def _meaning(side: str, match: re.Match[str]) -> str:
    return _forms().meaning[side, re.sub(r"\s", " ", match[1].lower())]


def modifier(text: str, start: int, end: int) -> Modifier:
    """Return what the words around the number at ``start:end`` say of its value.

    >>> modifier("more than 40 drones", 10, 12), modifier("40 or more", 0, 2), modifier("over 3 years", 5, 6)
    (Modifier(name='more_than', end=12), Modifier(name='at_least', end=10), Modifier(name='exact', end=6))
    >>> modifier("10% higher than the 40 seen then", 20, 22)
    Modifier(name='exact', end=22)
    """
    forms = _forms()
    behind = forms.behind.match(text, end)
    last = behind.end() if behind else end
    around = text[max(start - 48, 0) : start]
    before = forms.before.search(around)
    compared = before is not None and before[1].lower().endswith(" than") and _BY_HOW_MUCH.search(around[: before.start()])
    if before is not None and not compared and not (before[1].lower() == "over" and _is_period(text, start, end)):
        return Modifier(_meaning("before", before), last)
    return Modifier(_meaning("behind", behind) if behind is not None else "exact", last)


def _is_period(text: str, start: int, end: int) -> bool:
    """Return whether "over" before the number says how long and not how many ("over three days")."""
    return _PERIOD.match(text, end) is not None and _FOR_OVER.search(text[max(start - 24, 0) : start]) is None
