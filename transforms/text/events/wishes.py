"""Verbal acts by construction: what somebody says that another must do is a demand, what he says he will do a promise or a threat."""

from transforms.text.events.frames import Matcher
from transforms.text.lexicon import reporting
from transforms.text.lexicon.events import Kind, kind
from transforms.text.lexicon.verbs import lemma
from transforms.text.reading.passage import Passage

_WILL = frozenset(("will", "would", "may", "might", "could"))
_SELF = frozenset(("he", "she", "it", "they", "we", "i"))
_YIELDING = frozenset(("CONCEDE", "RETREAT", "COOPERATE", "SUPPORT"))
_HOSTILE = frozenset(("SANCTION", "COERCE", "ASSAULT"))
_IF = frozenset(("if", "unless"))
_STATES = frozenset(("be", "have", "know", "seem", "feel"))
"""Verbs of what somebody is, no deed that could be demanded of him ("he must be serious")."""
_MAX_CLIMB = 4


def turned(p: Passage, matcher: Matcher, i: int, own: Kind | None) -> Kind | None:
    """Return the kind of the event at verb or predicate ``i`` whose own kind is ``own``, where the clause above it turns it into a verbal act.

    "Ruritania said that its neighbour must withdraw" is a demand, "it said it would withdraw" a promise, "it would close the border unless ..."
    a threat; elsewhere ``own``.
    """
    clause = p.clauses.get(i)
    if clause is None or clause.subject is None or not clause.subject_is_own:
        return own
    if clause.modal == "must" and _is_deed(p, i) and _is_said(p, i) and _is_another(p, matcher, clause.subject):
        return kind("REQUEST/10")
    if own is None or own.event_type is None or clause.modal not in _WILL:
        return own
    if own.event_type in _HOSTILE and any(p.deps[kid] == "advcl" and _opens(p, kid, _IF) for kid in p.kids[i]):
        return kind("THREATEN")
    if clause.modal in ("will", "would") and own.event_type in _YIELDING and p.lower[clause.subject] in _SELF and _is_said(p, i):
        return kind("AGREE")
    return own


def serves_protest(p: Passage, i: int, protests: frozenset[int]) -> bool:
    """Return whether the demand at ``i`` is what one of ``protests`` is about: "marched to demand", "a strike calling for"."""
    at = i
    for _ in range(_MAX_CLIMB):
        head = p.heads[at]
        if head == at or p.deps[at] not in ("advcl", "acl", "xcomp", "conj", "pcomp", "prep"):
            return False
        if head in protests or any(kid in protests for kid in p.kids[head] if p.deps[kid] in ("dobj", "nsubj")):
            return p.deps[at] != "conj"
        at = head
    return False


def _is_said(p: Passage, i: int) -> bool:
    """Return whether the clause of ``i`` is what somebody says."""
    head = p.heads[i]
    if head == i or p.deps[i] not in ("ccomp", "acl"):
        return False
    if p.is_verb(head):
        return lemma(p.lower[head]) in reporting.verbs()
    return reporting.noun(p.lower[head]) is not None


def _is_deed(p: Passage, i: int) -> bool:
    """Return whether the predicate at ``i`` is something to be done, no state: "must leave", "must be ready to mediate", not "must be serious"."""
    said = p.child(i, "acomp")
    return lemma(p.lower[i]) not in _STATES or (said is not None and p.child(said, "xcomp") is not None)


def _is_another(p: Passage, matcher: Matcher, subject: int) -> bool:
    return p.lower[subject] not in _SELF and not p.tags[subject].startswith("PRP") and matcher.is_human(subject)


def _opens(p: Passage, clause: int, words: frozenset[str]) -> bool:
    return any(p.deps[kid] == "mark" and p.lower[kid] in words for kid in p.kids[clause])
