"""Whether a toll is told as background: what somebody is held responsible for, what happens again and again or happened long ago."""

import datetime

from transforms.text.casualties import lexicon
from transforms.text.casualties.finds import Find
from transforms.text.reading.passage import Passage
from transforms.text.reading.setting import Days

_MAX_CLIMB = 14
_NEAR = 40
"""Tokens around a toll among which words say since when it counts, and that it is one of every year."""
_PERIOD, _OLD = 14, 366
"""Days."""


def is_background(find: Find) -> bool:
    """Return whether ``find`` is told to say who somebody is ("linked to the attack that killed four"), or as a habit ("often kills")."""
    p, i = find.passage, find.trigger
    verb = i if p.is_verb(i) else p.governor(i)
    return _is_habit(p, verb) or _is_held(p, i) or (find.group.how == "vague" and _is_wont(p, verb))


def _is_wont(p: Passage, verb: int) -> bool:
    """Return whether ``verb`` tells, in the simple present of a relative clause, what somebody does again and again: "gangs who raid farms, killing
    villagers".
    """
    for _ in range(_MAX_CLIMB):
        clause = p.clauses.get(verb)
        if clause is not None and p.tags[verb] in ("VBP", "VBZ") and not clause.auxiliaries:
            return p.deps[verb] == "relcl"
        if clause is None or p.heads[verb] == verb or clause.tense is not None or p.deps[verb] not in ("advcl", "conj", "pcomp", "prep"):
            return False
        verb = p.heads[verb]
    return False


def is_of_war(find: Find) -> bool:
    """Return whether ``find`` is a sum over a war or a disaster that goes on: its subject is one ("the war has killed"), or it counts since the
    beginning of one.
    """
    p, i = find.passage, find.trigger
    verb = i if p.is_verb(i) else p.governor(i)
    clause = p.clauses.get(verb)
    if clause is not None and clause.subject is not None and p.lower[clause.subject] in lexicon.words("war"):
        return True
    first, last = p.sentences[p.sentence[i]]
    first, last = max(first, i - _NEAR), min(last, i + _NEAR)
    since = next((at for at in range(first, last) if p.lower[at] == "since"), None)
    return since is not None and any(
        word in lexicon.words("war") or word in ("start", "beginning", "outset") for word in p.lower[since:last]
    )


def is_period(days: Days) -> bool:
    """Return whether ``days`` are those of a sum over a long time ("200 officials since 1981"), not of an event."""
    return days.first is not None and days.last is not None and (days.last - days.first).days > _PERIOD


def is_old(days: Days, published: datetime.date) -> bool:
    """Return whether what happened on ``days`` is no news on the day of publication."""
    return days.last is not None and (published - days.last).days > _OLD


def _is_habit(p: Passage, verb: int) -> bool:
    last = min(p.sentences[p.sentence[verb]][1], verb + _NEAR)
    yearly = any(p.lower[at] == "year" and p.lower[at - 1] in lexicon.words("year") for at in range(verb + 1, last))
    return yearly or any(p.lower[kid] in lexicon.words("habit") for kid in p.kids[verb])


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
