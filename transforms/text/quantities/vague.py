"""Amounts without a number: "dozens of people", "millions of dollars", "a few kilometres"."""

import re
from collections.abc import Sequence

from transforms.text.quantities import currencies, units
from transforms.text.quantities.context import Context
from transforms.text.quantities.counted import counted
from transforms.text.quantities.currencies import Money
from transforms.text.quantities.parts import speaks_of
from transforms.text.quantities.rows import Amount
from transforms.text.quantities.units import Unit
from transforms.text.reading.layers import Layer

_VAGUE = re.compile(
    r"(?i)(?<![\w-])(?:"
    r"(?:several|many|(?:a\s)?few|some|a\scouple(?:\sof)?)\s(?:dozen|hundred|thousand|million|billion|trillion)s?(?:\s(?:thousand|million|billion|trillion))?"
    r"|(?:tens|dozens|hundreds|thousands|millions|billions)\sof\s(?:thousands|millions|billions|trillions)"
    r"|dozens|hundreds|thousands|millions|billions|trillions|scores(?=\s(?:of|more)\b)"
    r"|a\scouple\sof|a\shandful(?=\sof\b)|several(?=\s[a-z])|a\sfew(?=\s(?!of\b)[a-z]))(?![\w-])"
)
_OF = re.compile(r"(?:\sof)?(?=\s)")
_NEEDS_COUNTED = ("several", "a few")


def vague(context: Context, amounts: Sequence[Amount]) -> list[Amount]:
    """Return the vague amounts of the passage in order, those that overlap ``amounts`` or a date left out."""
    taken = Layer(amounts)
    found: list[Amount] = []
    for match in _VAGUE.finditer(context.text):
        start, end = match.span()
        if found and start < found[-1].end:
            continue
        if _is_free(context, taken, start, end) and context.is_readable(start, end):
            amount = _read(context, match)
            if amount is not None and _is_free(context, taken, amount.start, amount.end):
                found.append(amount)
    return found


def _is_free(context: Context, taken: Layer[Amount], start: int, end: int) -> bool:
    return not context.in_time(start, end) and not taken.overlapping(start, end)


def _read(context: Context, match: re.Match[str]) -> Amount | None:
    """Return the amount of ``match`` with its money or unit, None where it counts nothing ("several said so")."""
    (start, end), text = match.span(), context.text
    of = _OF.match(text, end)
    behind = of.end() if of else end
    money, unit = _money(context, start, behind), units.after(text, behind, digits=False)
    if money is not None:
        if match.group().lower() in _NEEDS_COUNTED:
            return None
        return Amount(start, money[1], None, "vague", None, money[0], None, None, "vague sum")
    kind: Unit | None = None
    if unit is not None:
        kind, end = unit.unit, unit.end
    what = counted(context, start, end)
    if what is None and (text[end - 3 : end].lower() == " of" or match.group().lower() in _NEEDS_COUNTED):
        return None
    return Amount(start, end, None, "vague", kind, None, None, what, "vague measure" if kind else "vague count")


def _money(context: Context, start: int, behind: int) -> tuple[Money, int] | None:
    """Return the money that begins at ``behind`` and the offset after it, None without any."""
    found = currencies.after(context.text, behind, digits=False)
    if found is None or found.money.guarded:
        return None
    if found.money.unit == "pound" and not speaks_of("cost", context.sentence(start, behind)):
        return None
    return found.money, found.end
