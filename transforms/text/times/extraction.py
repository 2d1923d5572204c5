"""The temporal expressions of an article, passage by passage."""

from typing import Any

from schemas import Time, digest
from transforms.text.reading import Reading
from transforms.text.reading.layers import Layer, TimeSpan
from transforms.text.reading.passage import Passage
from transforms.text.times import grammar, sharing, values
from transforms.text.times.blocks import unread
from transforms.text.times.context import NO_SPAN, Context, Story, Timex
from transforms.text.times.modifiers import widen
from transforms.text.times.narrative import Narrative
from transforms.text.times.ranges import settle

MAX_VALUE = 64


def extract(reading: Reading) -> dict[str, list[Any]]:
    """Return the rows of ``times`` by offset, none overlapping another; offsets count in the source text.

    Fills the layer of times: the expressions, and what looks like one and could not be read, so that it is not read as an amount.
    """
    body = "\n".join(passage.readable for passage in reading.passages)
    story = Story(reading.published_date, Narrative(reading.published_date, body), text=reading.source_text)
    rows: list[Time] = []
    spans: list[TimeSpan] = []
    for passage in reading.passages:
        context = Context(reading, passage, story)
        found = expressions(context)
        here = [_row(reading, passage, timex) for timex in found]
        rows += here
        spans += [TimeSpan(row.char_start, row.char_end, row.timex_type, row.start_date, row.end_date, row.anchor) for row in here]
        spans += [TimeSpan(passage.start + start, passage.start + end, "") for start, end in unread(context, found)]
    reading.times = Layer(spans)
    return {"times": rows}


def expressions(context: Context) -> list[Timex]:
    """Return the expressions of one passage in order, their offsets counted in it; the story learns from them."""
    found = grammar.candidates(context.text, context.passage.sentence_bounds)
    if not found:
        return []
    context.story.segment += 1
    chosen: list[Timex] = []
    done = 0
    for candidate in grammar.in_order([*found, *sharing.fragments(context, found)]):
        if candidate.start < done:
            continue
        timex = candidate.read(context)
        if timex is None or not timex.value or len(timex.value) > MAX_VALUE or timex.end <= timex.start or timex.start < done:
            continue
        if context.in_name_of(timex.start, timex.end):
            continue
        widen(timex, context.text, max(done, context.named_until(timex.start)))
        timex.start = max(timex.start, done)
        if chosen:
            settle(context, chosen[-1], timex)
        chosen.append(timex)
        context.remember(timex)
        done = timex.end
    return chosen


def _row(reading: Reading, passage: Passage, timex: Timex) -> Time:
    start, end = passage.start + timex.start, passage.start + timex.end
    days = None if timex.span == NO_SPAN else timex.span or values.span(timex.value)
    if days is not None and days[0] > days[1]:
        days = None
    evidence = reading.evidence(passage, start, end)
    reading.explain("times", start, end, timex.rule)
    return Time(
        article_id=reading.article_id,
        published_date=reading.published_date,
        time_id=digest("time", reading.article_id, start, end),
        text=reading.source_text[start:end],
        char_start=start,
        char_end=end,
        timex_type=timex.type,
        timex_value=timex.value,
        timex_mod=timex.mod,
        timex_quant=timex.quant,
        timex_freq=timex.freq,
        start_date=days[0] if days else None,
        end_date=days[1] if days else None,
        anchor=timex.anchor,
        segment_index=evidence.segment_index,
        in_body=evidence.in_body,
        sentence=evidence.sentence,
    )
