"""Temporal expressions: an annotated article in, rows of ``times`` out, typed and resolved as TIMEX3 (TimeML 1.2.1).

:mod:`~transforms.text.times.grammar` lists the rows that find candidates; each is defined beside the function that reads it, in the module of its
kind (dates, days, clocks, quarters, years …). The publication date anchors what is deictic ("yesterday", "last month", a bare weekday), the story's
own last date what is anaphoric ("the same day", "a year earlier"). What cannot be resolved safely keeps the placeholders of TIMEX3.
"""

import re

from schemas import Time, digest
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage
from transforms.text.times import grammar, values
from transforms.text.times.context import NO_SPAN, Context, Story, Timex
from transforms.text.times.dates import more_days

__all__ = ["extract"]

MAX_VALUE = 64

_PREFIX = re.compile(
    r"\b(?:(?P<part>(?:the )?(?:very )?(?P<of>beginning|start|opening|early part|first part|middle|midpoint|end|close|latter part"
    r"|latter half"
    r"|early days|early hours|final days) of )(?P<the>the )?|(?P<det>the |a )?(?:(?P<adj>early|late|mid|middle)[ -]|(?P<comp>earlier"
    r"|later) (?P<in>(?:on|in|the|in the) )?)"
    r"|(?P<about>around|about|approximately|roughly|circa) )$",
    re.I,
)
_PARTS = {
    "beginning": "START", "start": "START", "opening": "START", "early part": "START", "first part": "START", "early days": "START",
    "early hours": "START", "middle": "MID", "midpoint": "MID", "end": "END", "close": "END", "latter part": "END", "latter half": "END",
    "final days": "END", "early": "START", "earlier": "START", "late": "END", "later": "END", "mid": "MID",
}  # fmt: skip


def _widen(timex: Timex, text: str, done: int) -> None:
    """Take the modifier before ``timex`` ("early", "the end of", "around") into it."""
    if timex.type not in ("DATE", "TIME") or timex.mod is not None or timex.value.endswith("_REF"):
        return
    found = _PREFIX.search(text, max(done, timex.start - 40), timex.start)
    if not found:
        return
    if found["about"]:
        if timex.type == "TIME" or re.search(r"\d", text[timex.start : timex.end]):
            timex.mod, timex.start = "APPROX", found.start()
        return
    word = (found["of"] or found["adj"] or found["comp"]).lower()
    if found["det"] and found["det"].lower() == "a ":
        return
    timex.mod = _PARTS.get(word)
    timex.start = found.start()


def extract(article: Reading) -> list[Time]:
    """The rows of ``times`` of ``article``, by offset, none overlapping another; offsets count in its ``source_text``."""
    story = Story(article.article.published_date, text=article.source_text)
    rows: list[Time] = []
    for segment in article.passages:
        rows.extend(_rows(article, segment, timex) for timex in expressions(segment, story))
    rows.sort(key=lambda row: (row.char_start, row.char_end))
    return rows


def expressions(segment: Passage, story: Story) -> list[Timex]:
    """The expressions of one segment in order, their offsets counted in the segment's annotated text; ``story`` learns from them."""
    text = segment.readable
    found = grammar.candidates(text, segment.sentence_bounds)
    if not found:
        return []
    context = Context(segment, story)
    story.segment += 1
    chosen: list[Timex] = []
    done = 0
    for candidate in found:
        if candidate.start < done:
            continue
        timex = candidate.read(context)
        if timex is None or not timex.value or len(timex.value) > MAX_VALUE or timex.end <= timex.start or timex.start < done:
            continue
        _widen(timex, text, done)
        timex.start = max(timex.start, done)
        chosen.append(timex)
        story.see(timex)
        done = timex.end
        if candidate.rule.name == "date_mdy":
            further = more_days(context, timex)
            chosen.extend(further)
            done = further[-1].end if further else done
    return chosen


def _rows(article: Reading, segment: Passage, timex: Timex) -> Time:
    start, end = segment.start + timex.start, segment.start + timex.end
    days = None if timex.span == NO_SPAN else timex.span or values.span(timex.value)
    if days is not None and days[0] > days[1]:
        days = None
    evidence = article.evidence(segment, start, end)
    row = article.article
    return Time(
        row.article_id,
        row.published_date,
        digest("time", row.article_id, start, end),
        article.source_text[start:end],
        start,
        end,
        timex.type,
        timex.value,
        timex.mod,
        timex.quant,
        timex.freq,
        days[0] if days else None,
        days[1] if days else None,
        timex.anchor,
        evidence.segment_index,
        evidence.in_body,
        evidence.sentence,
    )
