"""An attribution in tokens of its passage: what the rooms of this package hand to one another."""

import dataclasses

Range = tuple[int, int]
"""Token numbers, half-open."""


@dataclasses.dataclass
class Attribution:
    """One attribution: the head of its cue (-1 without a cue), the cue's dictionary form and frame; cue, source and content ranges.

    ``rule`` says in words what made it, for people who ask why a row is there. ``quotations`` are the numbers of the quotations that it owns.
    """

    head: int
    word: str
    frame: str
    stance: str
    cue: Range
    source: Range | None
    content: list[Range]
    rule: str
    quotations: list[int] = dataclasses.field(default_factory=list)
