"""Ranges of dates and clock times: the two ends in order."""

import re

from transforms.text.reading.clauses import FUTURE, PAST
from transforms.text.reading.coordination import RANGE, ordered, series
from transforms.text.times import values
from transforms.text.times.context import Context, Timex

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
MAX_MOVES = 54
"""Weeks or days that an end of a range moves at most."""
_COMPARABLE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d)?)?)?")


def settle(context: Context, first: Timex, last: Timex) -> None:
    """Bring ``first`` and ``last`` in order, if they are the two ends of a range; their values change.

    Only what was inferred moves (``moves``): the first back where the clause speaks of the past, else the last on. Two ends that are stated, and
    values with placeholders, stay as they are. A range without years that a clause in the past tense speaks of does not lie ahead, and none lasts a
    year.
    """
    joined = series(context.text, [(first.start, first.end), (last.start, last.end)])
    if not joined or joined[0].kind != RANGE or not _COMPARABLE.fullmatch(first.value) or not _COMPARABLE.fullmatch(last.value):
        return
    size = min(len(first.value), len(last.value))
    is_ordered = first.value[:size] <= last.value[:size]
    if is_ordered and not first.moves == last.moves == "year":
        return
    direction = context.passage.tense.direction(first.start, first.end)
    pair: tuple[str | None, str | None] | None = None
    if not is_ordered:
        pair = _in_order(first, last, direction)
    elif direction == PAST and first.value > context.published.isoformat():
        pair = moved(first.value, "year", -1), moved(last.value, "year", -1)
    elif (beyond := moved(first.value, "year", 1)) is not None and last.value[:size] >= beyond[:size]:
        pair = (first.value, moved(last.value, "year", -1)) if direction == PAST else (beyond, last.value)
    if pair is not None and pair[0] is not None and pair[1] is not None:
        first.value, last.value = pair[0], pair[1]


def _in_order(first: Timex, last: Timex, direction: str | None) -> tuple[str, str] | None:
    """Return the values of two ends of which the last comes before the first, in order, None where neither may move that far."""

    def later(value: str) -> str | None:
        return _beyond(value, last.moves, 1, first.value)

    def earlier(value: str) -> str | None:
        return _beyond(value, first.moves, -1, last.value)

    pair = ordered(first.value, last.value, earlier=earlier) if first.moves == "half" or direction == PAST else None
    return pair or ordered(first.value, last.value, later, earlier if direction != FUTURE or last.moves is None else None)


def _beyond(value: str, by: str | None, sign: int, other: str) -> str | None:
    """Return ``value`` moved on (``sign`` 1) or back (-1) until it is past ``other``, None where it cannot come there."""
    size = min(len(value), len(other))
    for _ in range(MAX_MOVES):
        found = moved(value, by, sign)
        if found is None or (found[:size] >= other[:size] if sign > 0 else found[:size] <= other[:size]):
            return found
        value = found
    return None


def moved(value: str, by: str | None, sign: int) -> str | None:
    """Return ``value`` moved by one year, week, day or half day on (``sign`` 1) or back (-1); None where that is no date, or ``by`` is None.

    >>> moved("2024-05-03", "year", -1), moved("2024-05", "year", 1), moved("2024-02-29", "year", 1), moved("2024-01-30", "week", 1)
    ('2023-05-03', '2025-05', None, '2024-02-06')
    >>> moved("2024-01-31T02:00", "day", 1), moved("2024-01-31T23:00", "half", -1), moved("2024-01-31", None, 1)
    ('2024-02-01T02:00', '2024-01-31T11:00', None)
    """
    if by == "year":
        found = f"{int(value[:4]) + sign:04d}{value[4:]}"
        return found if values.span(found) else None
    if by == "half":
        hour = int(value[11:13]) + 12 * sign
        return f"{value[:11]}{hour:02d}{value[13:]}" if 0 <= hour < 24 else None
    days = {"week": 7, "day": 1}.get(by or "")
    span = values.span(value) if days and _DAY.match(value) else None
    day = values.add_days(span[0], (days or 0) * sign) if span else None
    return f"{day}{value[10:]}" if day else None
