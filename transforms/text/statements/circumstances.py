"""What stands around a cue: its stance, whether it is hedged or negated, the medium and the occasion."""

from transforms.text.lexicon import reporting
from transforms.text.reading.clauses import Clause
from transforms.text.reading.passage import Passage
from transforms.text.statements import lexicon
from transforms.text.statements.attribution import Attribution, Range

_UNSURE = frozenset(["may", "might", "could"])
_HEDGES = frozenset(["reportedly", "allegedly", "apparently", "supposedly", "seemingly", "purportedly", "probably", "possibly"])
_NEGATIONS = frozenset(["not", "n't", "n’t", "never", "no", "neither", "nor", "nobody", "none", "cannot"])
_PLACES = frozenset(["on", "in", "via", "through", "at", "during", "by", "over", "after", "before", "to"])
MAX_PHRASE = 25
"""Tokens of a medium or occasion at most."""


def stance_of(p: Passage, item: Attribution) -> str:
    """Return the stance of ``item``: that of its cue, but for requests ("told him to leave"), intentions, and votes against."""
    if item.frame == "infinitive":
        if reporting.has_trait(item.word, "requests"):
            return "demanded"
        return "intended" if item.stance in ("asserted", "believed") else item.stance
    last = p.lower[item.cue[1] - 1] if item.cue[1] else ""
    if item.frame == "complement" and item.word == "call" and last in ("on", "upon"):
        return "demanded"
    if item.frame == "preposition":
        if last == "against" and item.stance == "asserted":
            return "criticised"
        if item.word == "call" and last == "for":
            return "demanded"
    return item.stance


def hedged(p: Passage, item: Attribution) -> bool:
    """Return whether the attribution itself is uncertain: a modal or an adverb such as "reportedly" at the cue, or a passive without an agent."""
    words = {p.lower[i] for i in (*range(*item.cue), *_kids(p, item))}
    if item.frame == "passive" or not words.isdisjoint(_HEDGES) or any(clause.modal in _UNSURE for clause in _clauses(p, item)):
        return True
    return item.source is None and any(p.deps[kid] == "auxpass" for kid in _kids(p, item))


def negated(p: Passage, item: Attribution) -> bool:
    """Return whether the attribution is denied: "did not say", "nobody said", "no claim that"."""
    if any(clause.negated for clause in _clauses(p, item)):
        return True
    denied = [*range(*item.cue), *(kid for kid in _kids(p, item) if p.deps[kid] in ("neg", "det", "preconj"))]
    if item.source:
        denied.append(item.source[0])
    return any(p.lower[i] in _NEGATIONS for i in denied)


def _clauses(p: Passage, item: Attribution) -> list[Clause]:
    """Return the clauses of the verbs in the cue."""
    return [p.clauses[i] for i in range(*item.cue) if i in p.clauses]


def _kids(p: Passage, item: Attribution) -> list[int]:
    return p.kids[item.head] if 0 <= item.head < len(p) else []


def phrases(p: Passage, item: Attribution) -> dict[str, Range]:
    """Return the token ranges of the ``medium`` and the ``occasion`` of ``item``, where the phrases beside the cue name one."""
    found: dict[str, Range] = {}
    taken = [*item.content, *([item.source] if item.source else [])]
    for kid in _kids(p, item) if item.frame != "according" else ():
        noun = p.child(kid, "pobj")
        if p.deps[kid] != "prep" or noun is None or any(start <= kid < end for start, end in taken):
            continue
        kind = _kind(p, kid, noun)
        if kind is not None and kind not in found:
            found[kind] = (kid, _end(p, kid, noun, [low for low, _ in (*taken, item.cue)]))
    return found


def _kind(p: Passage, preposition: int, noun: int) -> str | None:
    """Return whether a phrase names a medium or an occasion, None where neither."""
    word = p.lower[preposition]
    if word not in _PLACES:
        return None
    kind = lexicon.circumstance(p.lower[noun]) or (_compound(p, noun) if word in ("on", "via", "in") else None)
    return None if word == "to" and kind == "occasion" else kind


def _end(p: Passage, start: int, noun: int, others: list[int]) -> int:
    """Return where the phrase of ``noun`` from token ``start`` on ends: at a mark, quotation, relative clause or one of ``others``."""
    end = min([p.right[noun] + 1, start + MAX_PHRASE, *(low for low in others if low > start)])
    for i in range(noun + 1, end):
        if p.words[i] in (",", ":", ";", "—", "–") or p.quoted[i] >= 0 or p.tags[i].startswith("W"):
            return i
    return end


def _compound(p: Passage, noun: int) -> str | None:
    """Return the kind that a noun before the head gives: "on state television", "on Truth Social"."""
    for kid in p.kids[noun]:
        if (
            p.deps[kid] in ("compound", "amod", "nmod")
            and lexicon.circumstance(p.lower[kid]) == "medium"
            and p.lower[kid] not in ("x", "text")
        ):
            return "medium"
    return None
