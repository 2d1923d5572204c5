"""Adjectives that attribute: "is confident that ...", "made clear that ..."."""

from transforms.text.lexicon import reporting
from transforms.text.lexicon.verbs import lemma
from transforms.text.reading.passage import Passage
from transforms.text.statements.attribution import Attribution, Range
from transforms.text.statements.phrases import cue_of, has_to, subtree
from transforms.text.statements.sources import source_of

_PREDICATES = ("acomp", "amod", "conj", "ROOT", "advcl", "oprd", "attr")
_TELLS = frozenset(["clear", "plain", "known"])
"""Adjectives with which "make" tells something ("made it plain that")."""
_LINKS = ("mark", "advmod", "nsubj", "dobj")
"""Dependencies of the "that" or question word with which a clause begins."""


def of_adjective(p: Passage, i: int) -> Attribution | None:
    """Return the attribution that adjective ``i`` makes, None where it makes none ("it is clear that" among them)."""
    if p.lower[i] in _TELLS and lemma(p.lower[p.heads[i]]) == "make":
        return _made_clear(p, i)
    entry = reporting.adjectives().get(p.lower[i])
    if entry is None or p.deps[i] not in _PREDICATES:
        return None
    if lemma(p.lower[p.heads[i]]) == "make":
        return None  # "make sure that"
    content, last, rule = _clause(p, i, entry), i, "an adjective with a clause"
    if not content:
        content, last = _of_preposition(p, i, entry)
        rule = "an adjective with a preposition"
    if not content:
        return None
    verb = p.heads[i] if p.deps[i] == "acomp" else i
    source = source_of(p, verb)
    if source is None or (verb != i and p.lower[verb] in ("it", "that")) or p.lower[source[0]] in ("it", "there"):
        return None
    start = cue_of(p, verb)[0] if verb < i and i - verb <= 4 else i
    return Attribution(i, p.lower[i], "adjective", entry.stance, (start, last + 1), source, content, rule)


def _made_clear(p: Passage, i: int) -> Attribution | None:
    """Return the attribution of "made clear that", "made it plain how": the clause hangs on the adjective ``i`` or on its verb."""
    verb = p.heads[i]
    kids = [kid for kid in (*p.kids[i], *p.kids[verb]) if kid > i and p.deps[kid] in ("ccomp", "advcl")]
    clause = next((kid for kid in kids if p.left[kid] <= i + 2 and _is_linked(p, p.left[kid])), None)
    if clause is None and p.lower[i - 1] == "it":  # "made it clear he had doubts"
        clause = next((kid for kid in kids if p.left[kid] == i + 1 and p.child(kid, "nsubj") is not None), None)
    source = source_of(p, verb)
    if clause is None or source is None or not verb < i <= verb + 4 or p.lower[source[0]] == "it":
        return None
    return Attribution(i, p.lower[i], "adjective", "asserted", (cue_of(p, verb)[0], i + 1), source, subtree(p, clause, i), "made clear")


def _is_linked(p: Passage, first: int) -> bool:
    """Return whether a clause that begins at token ``first`` begins with "that" or a question word."""
    return (p.lower[first] == "that" or p.tags[first].startswith("W")) and p.deps[first] in _LINKS


def _clause(p: Passage, i: int, entry: reporting.Cue) -> list[Range]:
    clause = p.child(i, "ccomp", "xcomp")
    if clause is None or clause < i:
        return []
    frame = "i" if has_to(p, clause) and p.deps[clause] == "xcomp" else "c"
    return subtree(p, clause, i) if frame in entry.frames else []


def _of_preposition(p: Passage, i: int, entry: reporting.Cue) -> tuple[list[Range], int]:
    """Return the phrase of the first of the adjective's own prepositions, and the last token of the cue."""
    for kid in p.kids[i]:
        inner = p.child(kid, "pobj", "pcomp")
        if p.deps[kid] == "prep" and p.lower[kid] in entry.frames and inner is not None:
            return subtree(p, inner, kid), (kid if p.quoted[kid] < 0 else i)
    return [], i
