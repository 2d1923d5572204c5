"""The amounts of an article, passage by passage."""

import re

from schemas import Quantity
from transforms.text.lexicon import calendar
from transforms.text.quantities import ranges
from transforms.text.quantities.context import Context
from transforms.text.quantities.counted import counted
from transforms.text.quantities.evidence import Evidence
from transforms.text.quantities.judgement import is_count, is_named
from transforms.text.quantities.modifiers import modifier
from transforms.text.quantities.parts import Part, parts
from transforms.text.quantities.rows import Amount, row
from transforms.text.quantities.vague import vague
from transforms.text.reading import Reading, coordination, spans

_CLOCK = re.compile(rf"\s?(?:(?i:a\.?m\b|p\.?m\b|o['\u2019]clock|h\b|noon\b|midnight\b)|(?:{calendar.ZONE_NAME})\b)")


def extract(reading: Reading) -> dict[str, list[Quantity]]:
    """Return the rows of ``quantities`` of ``reading`` and fill its layer: sorted by position, not overlapping.

    Nothing inside a date or a clock time is an amount; the layers of names and times are read.
    """
    article = reading.article
    body = "\n".join(passage.readable for passage in reading.passages)
    money = Evidence(body, article.source_text, article.dateline, article.agencies)
    rows: list[Quantity] = []
    for passage in reading.passages:
        context = Context(reading, passage, money)
        rows += [row(context, amount) for amount in amounts(context)]
    reading.quantities = spans(rows)
    return {"quantities": rows}


def amounts(context: Context) -> list[Amount]:
    """Return the amounts of the passage in order."""
    found = _numbered(context)
    return sorted(found + vague(context, found), key=lambda amount: (amount.start, amount.end))


def _numbered(context: Context) -> list[Amount]:
    """Return the amounts that have a number, in order."""
    found: list[Amount] = []
    for part, ranged in ranges.coordinated(context, parts(context)):
        amount = _amount(context, part, ranged=ranged)
        if amount is not None:
            found.append(amount)
    return _shared_counted(context.text, found)


def _shared_counted(text: str, found: list[Amount]) -> list[Amount]:
    """Return ``found`` with what is counted where it stands once behind a list: "four and six counts"."""
    shared = list(found)
    for series in coordination.series(text, [(amount.start, amount.end) for amount in found]):
        items = [found[at] for at in series.items]
        if all(amount.unit is None and amount.money is None for amount in items):
            for at, span in zip(series.items, coordination.fill([coordination.behind(amount.counted) for amount in items]), strict=True):
                shared[at] = found[at]._replace(counted=span)
    return shared


def _amount(context: Context, part: Part, *, ranged: bool) -> Amount | None:
    """Return the amount of ``part``, None where it is none."""
    text = context.text
    if part.bare and part.low <= 2400 and _CLOCK.match(text, part.end):
        return None
    if part.unit is not None and part.unit.name == "degree" and text[part.end : part.end + 1] == "-":
        return None
    how, end = modifier(text, part.start, part.end)
    if not part.bare and is_named(context, part.start, part.end):
        return None
    measured = part.money is not None or (part.unit is not None and not text.startswith(" of ", part.end))
    what = None if measured else counted(context, part.start, end)
    if part.bare and not is_count(context, part, what, how, ranged):
        return None
    kind = "sum" if part.money else "measure" if part.unit else "count"
    rule = f"{'range' if ranged else part.number.form} {kind}"
    how = "between" if ranged else how
    return Amount(part.start, part.end, (part.low, part.high), how, part.unit, part.money, part.code, what, rule)
