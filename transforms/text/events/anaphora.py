"""Anaphora: nouns that stand for a deed told before, where they say who did it ("rebels claimed responsibility for the act")."""

import functools
import itertools
from collections.abc import Sequence

from transforms.text.events.actors import Actors
from transforms.text.events.syntax import Syntax, role_words
from transforms.text.events.triggers import Kind, Trigger
from transforms.text.lexicon import events as lexicon
from transforms.text.lexicon.nouns import singular
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage

_DEFINITE = frozenset(("the", "this", "that", "these", "those", "such"))
_ATTACK = "ASSAULT"
_VIOLENT = frozenset(("death", "explosion"))
"""Incident types of what such a noun may stand for where no attack is told of."""


def added(reading: Reading, triggers: Sequence[Trigger]) -> list[Trigger]:
    """Return ``triggers`` with those nouns that stand for the last attack before them, else for a death or explosion, and say who did it, in the
    order of the text.
    """
    taken = {(trigger.passage.index, trigger.token) for trigger in triggers}
    found, at, deeds = [], 0, _deeds()
    last: Kind | None = None
    for p in reading.passages:
        for i in itertools.compress(range(len(p)), map(deeds.__contains__, p.lower)):
            if p.tags[i] not in ("NN", "NNS"):
                continue
            while at < len(triggers) and (triggers[at].passage.index, triggers[at].token) <= (p.index, i):
                last = _deed(triggers[at].kind, last)
                at += 1
            if last is None or (p.index, i) in taken or not _is_definite(p, i):
                continue
            trigger = Trigger(p, i, i, i + 1, last, f"anaphor {singular(p.lower[i])}", stands_for_deed=True)
            if Actors(Syntax(reading, trigger)).culprit() is not None:
                found.append(trigger)
    return sorted((*triggers, *found), key=lambda trigger: (trigger.passage.index, trigger.token))


def _deed(kind: Kind, last: Kind | None) -> Kind | None:
    """Return what a noun behind a report of ``kind`` stands for, which before it stood for ``last``."""
    if kind.event_type == _ATTACK:
        return lexicon.kind(_ATTACK)
    return kind if kind.incident_type in _VIOLENT and (last is None or last.event_type != _ATTACK) else last


def _is_definite(p: Passage, i: int) -> bool:
    return any(p.deps[kid] == "det" and p.lower[kid] in _DEFINITE for kid in p.kids[i])


@functools.cache
def _deeds() -> frozenset[str]:
    """Return the nouns that stand for a deed, in both numbers."""
    return role_words("deed") | {f"{word.removesuffix('y')}ies" if word.endswith("y") else f"{word}s" for word in role_words("deed")}
