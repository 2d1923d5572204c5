"""Ranges: two numbers with what stands between them as one amount ("10 to 15 people", "$3-5 billion", "between 5 and 7 million")."""

import re

from transforms.text.quantities.context import Context
from transforms.text.quantities.counted import counted_plural
from transforms.text.quantities.modifiers import modifier
from transforms.text.quantities.parts import Part

_RANGE_WORDS = re.compile(r"\s?(?:to|or|and|[-\u2010\u2011\u2012\u2013\u2014]|-to-)\s?|\s?[-\u2013]\s?to\s?[-\u2013]\s?")
_BETWEEN = re.compile(r"(?i)\b(between|from|ranging from|anywhere from)\s+(?:about |around |roughly |approximately |some )?\Z")
_CHANGE = re.compile(
    r"(?i)\b(?:rose|risen|rises?|fell|fallen|falls?|gain(?:ed|s|ing)?|jump(?:ed|s|ing)?|plung(?:ed?|es|ing)|climb(?:ed|s|ing)?|drop(?:ped|s|ping)?"
    r"|up|down|lost|los(?:es?|ing)|add(?:ed|s|ing)?|slip(?:ped|s|ping)?|declin(?:ed?|es|ing)|surg(?:ed?|es|ing)|soar(?:ed|s|ing)?|tumbl(?:ed?|es|ing)"
    r"|slid|eas(?:ed|es|ing)|increas(?:ed?|es|ing)|decreas(?:ed?|es|ing)|advanc(?:ed?|es|ing)|sank|shed|off|cut|raised?|lower(?:ed)?|higher)"
    r"\s(?:by\s)?(?:about\s|around\s|another\s|nearly\s|almost\s|more\sthan\s)?\Z"
)


def joined(context: Context, first: Part, second: Part) -> Part | None:
    """Return ``first`` and ``second`` as one range, None when they are two amounts; the low end is always below the high one."""
    text = context.text
    between = text[first.end : second.start]
    if len(between) > 8 or not _RANGE_WORDS.fullmatch(between):
        return None
    word, opener = between.strip().lower(), _opener(context, first)
    if not _may_join(context, first, second, between, opener) or not _agree(first, second, word):
        return None
    low, high = _low_end(first, second), second.high
    if not low < high or not _is_counted(context, first, second, word, opener, low):
        return None
    return second._replace(
        start=first.start, low=low, high=high, money=second.money or first.money, code=second.code or first.code, marked=first.marked
    )


def _opener(context: Context, first: Part) -> str:
    """Return the word that opens a range before ``first``: between, from, ranging, anywhere; "" without one."""
    lead = _BETWEEN.search(context.before(first.start, 40))
    return lead[1].split()[0].lower() if lead else ""


def _may_join(context: Context, first: Part, second: Part, between: str, opener: str) -> bool:
    """Return whether what stands ``between`` the two can join them, with what stands before."""
    word = between.strip().lower()
    if word == "and":
        return opener == "between"
    if word == "to":
        changed = _CHANGE.search(context.before(first.start, 30)) is not None
        return opener != "from" and (not changed or (first.unit is not None and first.unit.dimension == "percentage"))
    if word == "or":
        return second.low - first.low <= 0.5 * max(second.low, 1) + 1
    return not between[0].isspace() or (word == "-" and first.bare)


def _agree(first: Part, second: Part, word: str) -> bool:
    """Return whether the two can be ends of one measure or sum: the second says what both are of, a mark before the first both's money."""
    if first.number.glued_before or (first.number.form == "fraction" and word == "or"):
        return False
    if first.unit is not None:
        return first.unit == second.unit
    if first.money is None:
        return second.money is None or not second.marked
    if second.money is None:
        return second.unit is None and first.marked
    return first.money.unit == second.money.unit


def _low_end(first: Part, second: Part) -> float:
    """Return the low end, with the scale that stands at the second number only and is meant for both ("5 to 7 million")."""
    shared = first.unit is None and first.scale == 1 and second.scale >= 1000 and first.low < 1000
    if shared and first.low <= second.high / second.scale * 1.0000001:
        return first.low * second.scale
    return first.low


def _is_counted(context: Context, first: Part, second: Part, word: str, opener: str, low: float) -> bool:
    """Return whether the two are a range and no score, vote, record or address: something is measured or counted."""
    text = context.text
    if not word.isalpha():
        if second.unit or second.money or first.money or second.scale > 1 or "to" in word:
            return True
        return text[first.end - 1].isdigit() and low != 0 and counted_plural(context, second.start, second.end) is not None
    if not (first.bare and second.bare) or word != "to" or opener == "between" or text.startswith(" of ", second.end):
        return True
    return modifier(text, first.start, first.end).name != "exact" or counted_plural(context, second.start, second.end) is not None
