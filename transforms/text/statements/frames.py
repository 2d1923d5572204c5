"""What the frames of a verb are found with: the verb, and the content that one of them has found."""

from typing import NamedTuple

from transforms.text.lexicon import reporting
from transforms.text.reading.passage import Passage
from transforms.text.statements.attribution import Range


class Verb(NamedTuple):
    """A verb that may be a cue: its token and dictionary form, what the lexicon says of it, and the clause that hangs on it."""

    p: Passage
    i: int
    word: str
    entry: reporting.Cue | None
    frames: frozenset[str]
    passive: bool
    clause: int | None

    def entry_has(self, *traits: str) -> bool:
        """Return whether the verb has one of ``traits``."""
        return self.entry is not None and not self.entry.traits.isdisjoint(traits)


class Found(NamedTuple):
    """A content: its frame, its ranges, the last token of the cue, and what it is in words."""

    frame: str
    content: list[Range]
    last: int
    rule: str
