"""Causes: the event that a toll is of, by the frame of the words that tell it; a find in, a row of ``events`` out.

"The attack that killed four", "killed in a crash", "attacked a village, killing 12", "resulted in 14 deaths": the event is the attack or crash
that did it where the syntax joins it to the toll, else what the toll's own word tells of ("a killing").
"""

from collections.abc import Iterator

from schemas import Event
from transforms.text.casualties import people
from transforms.text.casualties.finds import Find
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage

_DONE_BY = ("killed", "injured", "harmed", "missing", "displaced", "evacuated")
"""Outcomes that an event brings about; an arrest, a capture or a rescue is an event itself."""
_CAUSES = frozenset(
    (
        "crash",
        "fire",
        "flood",
        "storm",
        "earthquake",
        "landslide",
        "eruption",
        "drought",
        "explosion",
        "collapse",
        "spill",
        "disease",
        "pollution",
    )
)
"""Incident types (``schemas.rows.INCIDENT_TYPES``) that harm people."""
_FATES = ("death", "injury")
_FATE = {"killed": "death", "injured": "injury"}
_TOLLS = (*_FATES, "rescue", "evacuation", "discovery")
_IN = frozenset(("in", "from", "during", "by", "of", "after", "following", "amid", "when", "as", "at", "on"))
_NEAR = 3
"""Steps up from a word that tells a toll, each with what hangs on it."""


def of(reading: Reading, find: Find) -> Event | None:
    """Return the event that brought ``find`` about, else that which its own word tells of, None where there is neither."""
    p = find.passage
    own = _at(reading, p, find.trigger) or _fate(reading, find)
    if own is not None and own.event_type is None and own.incident_type not in (*_TOLLS, *_CAUSES):
        own = None  # "taken to hospital" is a journey
    if find.outcome not in _DONE_BY or (own is not None and _is_cause(own)):
        return own
    return next((event for event in _around(reading, p, find.trigger) if _is_cause(event)), own)


def _at(reading: Reading, p: Passage, token: int) -> Event | None:
    span = reading.events.at(p.start + p.starts[token])
    row: Event | None = span.row if span is not None else None
    return row


def _fate(reading: Reading, find: Find) -> Event | None:
    """Return the event of the verb above ``find`` where it says what became of people: "claimed four lives"; of the injured none in which others
    died ("four died and 12 had burns").
    """
    event = _at(reading, find.passage, find.passage.governor(find.trigger))
    if event is None or event.incident_type not in _TOLLS:
        return None
    return event if event.incident_type not in _FATES or event.incident_type == _FATE.get(find.outcome, event.incident_type) else None


def _is_cause(event: Event) -> bool:
    if event.modality == "denied" or event.incident_type in _FATES:
        return False
    return event.event_type == "ASSAULT" or event.incident_type in _CAUSES


def _around(reading: Reading, p: Passage, token: int) -> Iterator[Event]:
    """Yield the events that the syntax joins to the toll of ``token``, the nearest first: those that hang on it, then what it hangs on."""
    node = token
    for _ in range(_NEAR):
        for kid in _joined(p, node):
            if kid != token and (event := _at(reading, p, kid)) is not None:
                yield event
        if p.heads[node] == node or not _hangs_together(p, node):
            return
        described = p.deps[node] in ("relcl", "acl")
        node = p.heads[node]
        if p.is_verb(node) or p.tags[node].startswith("NN"):
            event = _at(reading, p, node)
            if event is not None:
                yield event
        if described:
            return  # of "the man who killed five" nothing is told by what became of him


def _hangs_together(p: Passage, node: int) -> bool:
    """Return whether what is told of the word above ``node`` is told of it as well."""
    dep, clause = p.deps[node], p.clauses.get(node)
    if not p.is_verb(node):
        return dep in ("prep", "nsubj", "nsubjpass", "dobj", "attr", "compound", "acomp", "oprd") or (
            dep == "pobj" and _is_in(p, p.heads[node])
        )
    if dep in ("advcl", "conj"):
        return clause is not None and not clause.subject_is_own
    return dep in ("relcl", "acl", "xcomp", "pcomp", "prep")


def _is_in(p: Passage, token: int) -> bool:
    return p.lower[token] in _IN


def _joined(p: Passage, node: int) -> Iterator[int]:
    """Yield the words that say what brought about what ``node`` tells: its subject, its agent, the nouns behind its prepositions and the clauses of
    time that hang on it.
    """
    clause = p.clauses.get(node)
    if clause is not None:
        if clause.subject is not None and not clause.passive:
            yield people.antecedent(p, clause.subject, node)
        if clause.agent is not None:
            yield clause.agent
    for kid in p.kids[node]:
        if p.deps[kid] in ("prep", "agent") and _is_in(p, kid):
            noun = p.child(kid, "pobj", "pcomp")
            if noun is not None:
                yield noun
        elif p.deps[kid] == "advcl" and any(p.lower[mark] in ("when", "as", "after") for mark in p.kids[kid]):
            yield kid
            inner = p.clauses.get(kid)
            if inner is not None and inner.subject is not None:
                yield inner.subject
