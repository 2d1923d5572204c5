"""Charts as data that templates draw: bars over time as SVG, and shares of a whole."""

import dataclasses
import datetime
from collections.abc import Callable, Mapping, Sequence

WIDTH = 960
HEIGHT = 180
_MOST_BARS = 120


@dataclasses.dataclass(frozen=True)
class Bar:
    """One bar of a chart over time: from which day on, its number, and its place in the picture."""

    label: str
    number: int
    x: float
    y: float
    width: float
    height: float


@dataclasses.dataclass(frozen=True)
class Bars:
    """A chart over time: what a bar stands for (day, week …), the bars, the marks of the axis (place, label), and the largest number."""

    step: str
    bars: Sequence[Bar]
    ticks: Sequence[tuple[float, str]]
    most: int


def over_time(numbers: Mapping[datetime.date, int]) -> Bars:
    """Return the chart of numbers by day; where days would be too many, by week, month or year.

    >>> day = datetime.date(2024, 1, 31)
    >>> chart = over_time({day: 3, day + datetime.timedelta(days=1): 1})
    >>> chart.step, [(bar.label, bar.number, bar.height) for bar in chart.bars], chart.most
    ('day', [('2024-01-31', 3, 180.0), ('2024-02-01', 1, 60.0)], 3)
    """
    if not numbers:
        return Bars("day", (), (), 0)
    first, last = min(numbers), max(numbers)
    step, begin = next((name, begin) for name, begin, days in _STEPS if (last - first).days / days < _MOST_BARS or name == "year")
    slots: dict[datetime.date, int] = {}
    day = first
    while day <= last:
        slots.setdefault(begin(day), 0)
        day += datetime.timedelta(days=1)
    for day, number in numbers.items():
        slots[begin(day)] += number
    most = max(slots.values())
    wide = WIDTH / len(slots)
    bars = tuple(
        Bar(
            str(day),
            number,
            round(at * wide, 1),
            round(HEIGHT - HEIGHT * number / most, 1),
            round(max(min(wide - 2, 48), 1), 1),
            round(HEIGHT * number / most, 1),
        )
        for at, (day, number) in enumerate(slots.items())
    )
    every = -(-len(bars) // 6)
    return Bars(step, bars, tuple((bar.x, bar.label) for bar in bars[::every]), most)


_STEPS: tuple[tuple[str, Callable[[datetime.date], datetime.date], int], ...] = (
    ("day", lambda day: day, 1),
    ("week", lambda day: day - datetime.timedelta(days=day.weekday()), 7),
    ("month", lambda day: day.replace(day=1), 30),
    ("year", lambda day: day.replace(month=1, day=1), 365),
)
"""How wide a bar may be: its name, the first day of the one that holds a day, and its days."""


@dataclasses.dataclass(frozen=True)
class Share:
    """One line of a list with bars: its label, its number, and its length among the longest, from 0 to 100."""

    label: str
    number: int
    length: float


def shares(numbers: Sequence[tuple[str, int]]) -> list[Share]:
    """Return lines with bars, in the order given.

    >>> shares([("story", 4), ("brief", 1)])
    [Share(label='story', number=4, length=100.0), Share(label='brief', number=1, length=25.0)]
    """
    most = max((number for _, number in numbers), default=0)
    return [Share(label, number, round(100 * number / most, 1) if most else 0.0) for label, number in numbers]
