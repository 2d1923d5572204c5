"""Charts as data that templates draw: bars over time as SVG, and shares of a whole."""

import dataclasses
import datetime
from collections.abc import Callable, Mapping, Sequence

HEIGHT = 180
"""Of the highest bar, in pixels; along the axis everything is measured in hundredths of the width, whatever that is."""
_MOST_BARS = 120
_WIDEST = 5.0
_LAST_TICK = 75.0  # the end of the axis has a label of its own


@dataclasses.dataclass(frozen=True)
class Bar:
    """One bar of a chart over time: from which day on, its number, where it begins, how wide and how high it is."""

    label: str
    number: int
    x: float
    width: float
    height: float


@dataclasses.dataclass(frozen=True)
class Bars:
    """A chart over time: what a bar stands for (day, week …), the bars, the marks of the axis (place, label), and the largest number."""

    step: str
    bars: Sequence[Bar]
    ticks: Sequence[tuple[float, str]]
    most: int
    slot: float = 0.0
    """From one bar to the next."""


def over_time(numbers: Mapping[datetime.date, int]) -> Bars:
    """Return the chart of numbers by day; where days would be too many, by week, month or year.

    >>> day = datetime.date(2024, 1, 31)
    >>> chart = over_time({day: 3, day + datetime.timedelta(days=1): 1})
    >>> chart.step, [(bar.label, bar.number, bar.x, bar.width, bar.height) for bar in chart.bars], chart.most
    ('day', [('2024-01-31', 3, 0.0, 5.0, 180.0), ('2024-02-01', 1, 50.0, 5.0, 60.0)], 3)
    >>> [x for x, _ in over_time({day + datetime.timedelta(weeks=week): 1 for week in range(26)}).ticks]
    [0.0, 19.23, 38.46, 57.69]
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
    slot = 100 / len(slots)
    width = round(min(0.8 * slot, _WIDEST), 2)
    bars = tuple(
        Bar(str(day), number, round(at * slot, 2), width, round(HEIGHT * number / most, 1))
        for at, (day, number) in enumerate(slots.items())
    )
    every = -(-len(bars) // 6)
    return Bars(step, bars, tuple((bar.x, bar.label) for bar in bars[::every] if bar.x < _LAST_TICK), most, round(slot, 2))


_STEPS: tuple[tuple[str, Callable[[datetime.date], datetime.date], int], ...] = (
    ("day", lambda day: day, 1),
    ("week", lambda day: day - datetime.timedelta(days=day.weekday()), 7),
    ("month", lambda day: day.replace(day=1), 30),
    ("year", lambda day: day.replace(month=1, day=1), 365),
)
"""How wide a bar may be: its name, the first day of the one that holds a day, and its days."""


@dataclasses.dataclass(frozen=True)
class Share:
    """One line of a list with bars: its label, its number, its length among the longest, from 0 to 100, and what is said of it."""

    label: str
    number: int
    length: float
    what: str


def shares(numbers: Sequence[tuple[str, int]], meanings: Mapping[str, str]) -> list[Share]:
    """Return lines with bars, in the order given, each with what its label means, if that is known.

    >>> shares([("story", 4), ("2 others", 1)], {"story": "One story."})
    [Share(label='story', number=4, length=100.0, what='One story.'), Share(label='2 others', number=1, length=25.0, what='')]
    """
    most = max((number for _, number in numbers), default=0)
    return [Share(label, number, round(100 * number / most, 1) if most else 0.0, meanings.get(label, "")) for label, number in numbers]
