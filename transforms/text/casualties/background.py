"""Whether a toll is told as background: what somebody is held responsible for, what happens again and again or happened long ago."""

import datetime

from transforms.text.casualties import lexicon
from transforms.text.casualties.finds import Find
from transforms.text.reading.passage import Passage
from transforms.text.reading.setting import Days

_MAX_CLIMB = 14
_PERIOD, _OLD = 14, 366
"""Days."""


def is_background(find: Find) -> bool:
    """Return whether ``find`` is told to say who somebody is ("linked to the attack that killed four"), or as a habit ("often kills")."""
    p, i = find.passage, find.trigger
    verb = i if p.is_verb(i) else p.governor(i)
    return _is_habit(p, verb) or _is_held(p, i)


def is_period(days: Days) -> bool:
    """Return whether ``days`` are those of a sum over a long time ("200 officials since 1981"), not of an event."""
    return days.first is not None and days.last is not None and (days.last - days.first).days > _PERIOD


def is_old(days: Days, published: datetime.date) -> bool:
    """Return whether what happened on ``days`` is no news on the day of publication."""
    return days.last is not None and (published - days.last).days > _OLD


def _is_habit(p: Passage, verb: int) -> bool:
    return any(p.lower[kid] in lexicon.words("habit") for kid in p.kids[verb])


def _is_held(p: Passage, i: int) -> bool:
    """Return whether token ``i`` stands below a word that links somebody to a deed: "responsible for", "involved in", "behind"."""
    node = i
    for _ in range(_MAX_CLIMB):
        head = p.heads[node]
        if head == node:
            return False
        if p.deps[node] in ("prep", "agent") and (p.lower[head] in lexicon.words("held") or p.lower[node] == "behind"):
            return True
        node = head
    return False
