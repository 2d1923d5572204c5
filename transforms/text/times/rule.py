"""What a row of the grammar is, and a candidate that one of them found."""

import dataclasses
import re
from collections.abc import Callable
from typing import NamedTuple

from transforms.text.times.context import Context, Match, Timex

Handler = Callable[[Context, Match], Timex | None]


@dataclasses.dataclass(frozen=True)
class Rule:
    """One row of the grammar.

    Each of ``words`` must be found in some word of the sentence in lower case (a run of letters, digits and underscores), and ``needs``, where it is
    given, in the sentence in lower case, or the row is not tried. ``expression`` is one regular expression without nested quantifiers over open
    classes, so that the time is linear in the length of the text; ``handler`` says what a match stands for, None where it is no temporal
    expression; ``says`` is the row in words, for people who ask why a row of ``times`` is there.
    """

    name: str
    says: str
    words: tuple[str, ...]
    expression: re.Pattern[str]
    handler: Handler
    needs: re.Pattern[str] | None = None


def rule(name: str, says: str, words: str | tuple[str, ...], expression: str, handler: Handler, *, needs: str = "") -> Rule:
    """Return a row; ``expression`` is matched whatever the case.

    Where it begins at a border of words (``\\b``), it begins with a word: it is not asked for where words end, half of all borders.
    """
    if expression.startswith(r"\b"):
        expression = r"\b(?=\w)" + expression.removeprefix(r"\b")
    needed = re.compile(needs, re.DOTALL) if needs else None
    return Rule(name, says, (words,) if isinstance(words, str) else words, re.compile(expression, re.IGNORECASE), handler, needed)


class Candidate(NamedTuple):
    """A stretch of a text that one row of the grammar matched."""

    rule: Rule
    match: Match

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return self.match.start()

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.match.end()

    def read(self, context: Context) -> Timex | None:
        """Return the expression that it stands for, or None where it is no temporal expression."""
        timex = self.rule.handler(context, self.match)
        if timex is None:
            return None
        timex.rule = self.rule.name
        if timex.start < 0:
            timex.start = self.match.start()
        if timex.end < 0:
            timex.end = self.match.end()
        return timex
