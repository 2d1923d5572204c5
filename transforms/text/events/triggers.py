"""Triggers: the words of an article that tell of an event, and of which kind."""

from collections.abc import Sequence
from typing import NamedTuple

from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage


class Kind(NamedTuple):
    """What kind an event is: PLOVER event type and mode, CAMEO root code, and incident type; one of the two types is there."""

    event_type: str | None = None
    mode: str | None = None
    cameo_root: str | None = None
    incident_type: str | None = None


class Trigger(NamedTuple):
    """One trigger: its passage, the token that heads it, the tokens of its span (half-open), its kind, and the rule that found it."""

    passage: Passage
    token: int
    first: int
    last: int
    kind: Kind
    rule: str


def find(reading: Reading) -> Sequence[Trigger]:
    """Return the triggers of ``reading`` in the order of the text; no two share a token."""
    return []
