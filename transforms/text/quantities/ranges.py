"""Numbers in a series: what stands once and belongs to several of them, and two that are the ends of one range.

Which numbers are joined, and how, says :mod:`transforms.text.reading.coordination`. Here is what amounts share: a scale, a unit, a name of
money stand behind the last and are meant for all ("three or four hundred", "5 to 7 million euros", "5 and 10 kilometres"); a mark of money
stands before the first ("$5 to 7 million"). A range is one amount ("10 to 15 people", "$3-5 billion", "between 5 and 7 million"); its low end
is below its high one.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from transforms.text.lexicon import numbers
from transforms.text.quantities.context import Context
from transforms.text.quantities.counted import counted_plural
from transforms.text.quantities.modifiers import modifier
from transforms.text.quantities.parts import Part
from transforms.text.reading import coordination
from transforms.text.reading.coordination import OR, RANGE, Mark, Series

_APART = 1000
"""How many times as much an item may be as the one whose unit it shares: "60,193,076 or 50.4%" is a count and its share."""
_THROUGH = re.compile(r"(?i)thro?ugh?|thru|until|till")
"""Joints that number things and count nothing: "chapters 5 through 7"."""
_BELOW = re.compile(r"\sbelow(?:\szero)?\Z")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
"""No score, vote of a board or address is written so."""
_CHANGE = re.compile(
    r"(?i)\b(?:rose|risen|rises?|fell|fallen|falls?|gain(?:ed|s|ing)?|jump(?:ed|s|ing)?|plung(?:ed?|es|ing)|climb(?:ed|s|ing)?|drop(?:ped|s|ping)?"
    r"|up|down|lost|los(?:es?|ing)|add(?:ed|s|ing)?|slip(?:ped|s|ping)?|declin(?:ed?|es|ing)|surg(?:ed?|es|ing)|soar(?:ed|s|ing)?|tumbl(?:ed?|es|ing)"
    r"|slid|eas(?:ed|es|ing)|increas(?:ed?|es|ing)|decreas(?:ed?|es|ing)|advanc(?:ed?|es|ing)|sank|shed|off|cut|raised?|lower(?:ed)?|higher)"
    r"\s(?:by\s)?(?:about\s|around\s|another\s|nearly\s|almost\s|more\sthan\s)?\Z"
)


class Joint(NamedTuple):
    """How two neighbours are joined: the coordination's kind, what stands between them, whether that is a bare dash, what opens them."""

    kind: str
    between: str
    dash: bool
    opener: str


class Joined(NamedTuple):
    """A part with what it shares with its neighbours; ``ranged`` where it is the two ends of a range."""

    part: Part
    ranged: bool


def coordinated(context: Context, parts: Sequence[Part]) -> list[Joined]:
    """Return ``parts`` with what each shares with its neighbours, two that are one range as one."""
    shared = list(parts)
    joints: dict[int, Joint] = {}
    for series in coordination.series(context.text, [(part.start, part.end) for part in parts]):
        shared[series.first : series.last + 1] = _shared(context, [parts[at] for at in series.items], series)
        for at, kind, dash in zip(series.items, series.joints, series.dashes, strict=False):
            joints[at] = Joint(kind, context.text[parts[at].end : parts[at + 1].start], dash, _opener(context.text, parts[at].start))
    found: list[Joined] = []
    at = 0
    while at < len(parts):
        whole = None
        if (
            at in joints
            and _may_join(context, parts[at], shared[at], shared[at + 1], joints[at])
            and _agree(parts[at], parts[at + 1], joints[at])
        ):
            whole = _range(context, shared[at], shared[at + 1], joints[at])
        found.append(Joined(whole or shared[at], whole is not None))
        at += 1 if whole is None else 2
    return found


def _opener(text: str, start: int) -> str:
    """Return the word that opens a series at ``start``: between, from, ranging, anywhere, either, both; "" without one."""
    word, low = coordination.opener(text, start)
    return text[low:start].split()[0].lower() if word else ""


# What is shared


def _scale(context: Context, part: Part) -> float:
    """Return what the number's last word multiplies by: 1e6 for "7 million", 100 for "four hundred", 1 without a scale."""
    if part.scale > 1:
        return part.scale
    return 100.0 if context.text[part.number.start : part.number.end].lower().endswith(numbers.HUNDRED) else 1.0


def _may_share(context: Context, part: Part, one_kind: bool) -> bool:
    """Return whether ``part`` can lack what its neighbours have: it is bare and no year, and in a list no "one" that may be a pronoun."""
    written = context.text[part.start : part.end]
    is_year = written.isdigit() and len(written) == 4 and 1500 <= part.low <= 2100
    return part.bare and not is_year and (one_kind or written.lower() != numbers.UNITS[0])


def _shared(context: Context, parts: Sequence[Part], series: Series) -> list[Part]:
    """Return the ``parts`` of ``series`` with the scale, the unit and the money that stand once for several of them.

    In a list the scale goes on only with a unit or money: "two and three million" may be two of something and three million.
    """
    one_kind = any(joint in (RANGE, OR) for joint in series.joints)
    may = [_may_share(context, part, one_kind) for part in parts]
    scales = [_scale(context, part) for part in parts]
    may_scale = one_kind or not parts[-1].bare

    def scale_fits(at: int, source: int) -> bool:
        low, coefficient = parts[at].low, parts[source].high / scales[source]
        return may_scale and (may[at] or parts[at].marked) and low < 1000 and low <= coefficient * 1.0000001

    def measure_fits(at: int, source: int) -> bool:
        return may[at] and not parts[source].marked and parts[at].low <= _APART * max(parts[source].high, 1)

    whole = [not part.bare and not part.marked for part in parts]  # it lacks nothing, not even a scale
    scaled = coordination.fill([Mark(at, True) if whole[at] or scales[at] > 1 else None for at in range(len(parts))], scale_fits)
    measured = coordination.fill([None if part.bare else Mark(at, not part.marked) for at, part in enumerate(parts)], measure_fits)
    found = []
    for at, part in enumerate(parts):
        scale, measure = scaled[at], measured[at]
        if scale is not None and scales[at] == 1:
            part = part.times(scales[scale])._replace(scale=scales[scale])
        if measure is not None and part.bare:
            part = part._replace(unit=parts[measure].unit, money=parts[measure].money)
            part = (
                part.times(-1) if parts[measure].low < 0 < part.low and _BELOW.search(context.text, part.end, parts[measure].end) else part
            )
        found.append(part)
    return found


# Ranges


def _may_join(context: Context, written: Part, first: Part, second: Part, joint: Joint) -> bool:
    """Return whether the joint makes one range of the two; ``written`` is the first as it stands, without what it shares."""
    if joint.kind == OR:
        return second.low - first.low <= 0.5 * max(second.low, 1) + 1
    if joint.kind != RANGE or _THROUGH.search(joint.between):
        return False
    if joint.dash:
        return not joint.between[0].isspace() or (joint.between.strip() == "-" and written.bare)
    if joint.opener in ("between", "ranging", "anywhere"):
        return True
    changed = _CHANGE.search(context.before(first.start, 30)) is not None
    return joint.opener != "from" and (not changed or (first.unit is not None and first.unit.dimension == "percentage"))


def _agree(first: Part, second: Part, joint: Joint) -> bool:
    """Return whether the two can be ends of one measure or sum: the second says what both are of, a mark before the first both's money."""
    if first.number.glued_before or (first.number.form == "fraction" and joint.kind == OR):
        return False
    if first.unit is not None:
        return first.unit == second.unit
    if first.money is None:
        return second.money is None or not second.marked
    if second.money is None:
        return second.unit is None and first.marked
    return first.money.unit == second.money.unit and (not second.marked or first.money.codes == second.money.codes)


def _range(context: Context, first: Part, second: Part, joint: Joint) -> Part | None:
    """Return ``first`` and ``second`` as one range, None where it would end before it starts or nothing is counted or measured."""
    if first.low == second.high or not _is_counted(context, first, second, joint):
        return None
    cold = second.low < first.low < 0
    if first.low > second.high and not cold:
        return None
    return second._replace(
        start=first.start,
        low=second.low if cold else first.low,
        high=first.high if cold else second.high,
        money=second.money or first.money,
        code=second.code or first.code,
        marked=first.marked,
    )


def _is_counted(context: Context, first: Part, second: Part, joint: Joint) -> bool:
    """Return whether the two are a range and no score, vote, record or address: something is measured or counted."""
    if not (first.bare and second.bare) or second.scale > 1:
        return True
    text = context.text
    if joint.dash:
        if _THOUSANDS.fullmatch(text, first.start, first.end) and _THOUSANDS.fullmatch(text, second.start, second.end):
            return True
        return text[first.end - 1].isdigit() and first.low != 0 and counted_plural(context, second.start, second.end) is not None
    if joint.kind == OR or joint.opener == "between" or text.startswith(" of ", second.end):
        return True
    return modifier(text, first.start, first.end).name != "exact" or counted_plural(context, second.start, second.end) is not None
