"""Rows of ``quantities``: an amount of a passage in, its row out, with the currency that the article means."""

from typing import NamedTuple

from schemas import Quantity, digest
from transforms.text.lexicon import numerals
from transforms.text.quantities.context import Context
from transforms.text.quantities.currencies import Money
from transforms.text.quantities.units import Unit


class Amount(NamedTuple):
    """What a row says: passage offsets, ends of the value (None for a vague one), modifier, unit or money, the code that states whose money
    it is, the span of what is counted, and the rule that found it.
    """

    start: int
    end: int
    values: tuple[float, float] | None
    modifier: str
    unit: Unit | None
    money: Money | None
    code: str | None
    counted: tuple[int, int] | None
    rule: str


def _currency(context: Context, amount: Amount, sentence: str) -> tuple[str | None, str | None]:
    """Return the code of the amount's money and its basis; both None without money, or where the article does not say which it means."""
    money = amount.money
    if money is None or not (money.codes or amount.code):
        return None, None
    if amount.code is not None or len(money.codes) == 1:
        return amount.code or money.codes[0], "stated"
    pounds = money.unit == "pound" and "£" in context.text[amount.start : amount.end]
    if pounds and not context.money.mentions(money.codes[1:]):
        return "GBP", "stated"
    code = context.money.infer(money.codes, sentence)
    return code, "inferred" if code else None


def row(context: Context, amount: Amount) -> Quantity:
    """Return the row of ``amount``, and tell the reading which rule made it."""
    reading, shift = context.reading, context.passage.start
    low, high = shift + amount.start, shift + amount.end
    evidence = reading.evidence(context.passage, low, high)
    code, basis = _currency(context, amount, evidence.sentence)
    reading.explain("quantities", low, high, amount.rule)
    return Quantity(
        article_id=reading.article_id,
        published_date=reading.published_date,
        quantity_id=digest("quantity", reading.article_id, low, high),
        text=reading.source_text[low:high],
        char_start=low,
        char_end=high,
        value_min=numerals.rounded(amount.values[0]) if amount.values else None,
        value_max=numerals.rounded(amount.values[1]) if amount.values else None,
        modifier=amount.modifier,
        unit=amount.unit.name if amount.unit else amount.money.unit if amount.money else None,
        dimension=amount.unit.dimension if amount.unit else "currency" if amount.money else None,
        currency=code,
        currency_basis=basis,
        counted=reading.source_text[shift + amount.counted[0] : shift + amount.counted[1]] if amount.counted else None,
        segment_index=evidence.segment_index,
        in_body=evidence.in_body,
        sentence=evidence.sentence,
    )
