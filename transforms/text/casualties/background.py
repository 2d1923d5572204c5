"""Whether a toll is told as background: what somebody is held responsible for, or what happens again and again, not what the article reports."""

from transforms.text.casualties import lexicon
from transforms.text.casualties.finds import Find
from transforms.text.reading.passage import Passage

_MAX_CLIMB = 14


def is_background(find: Find) -> bool:
    """Return whether ``find`` is told to say who somebody is ("linked to the attack that killed four"), or as a habit ("often kills")."""
    p, i = find.passage, find.trigger
    verb = i if p.is_verb(i) else p.governor(i)
    return _is_habit(p, verb) or _is_held(p, i)


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
