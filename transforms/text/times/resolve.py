"""The normaliser: a candidate and what the article has said so far in, TIMEX3 type, value and modifier out.

The publication date anchors what is deictic ("yesterday", "last month", a bare weekday), the story's own last date what is anaphoric
("the same day", "a year earlier"). What cannot be resolved safely keeps the placeholders of TIMEX3.
"""

from collections.abc import Callable

from transforms.text.times.context import Match, Timex
from transforms.text.times.days import Days
from transforms.text.times.periods import Periods
from transforms.text.times.units import Units


class Resolver(Days, Periods, Units):
    """Resolves the candidates of one annotated segment, in order; each rule of the grammar has the method of its name."""

    def resolve(self, rule: str, match: Match) -> Timex | None:
        """The expression that ``match`` of ``rule`` stands for, or None where it is no temporal expression."""
        handler: Callable[[Match], Timex | None] = getattr(self, f"_{rule}")
        timex = handler(match)
        if timex is None:
            return None
        if timex.start < 0:
            timex.start = match.start()
        if timex.end < 0:
            timex.end = match.end()
        return timex
