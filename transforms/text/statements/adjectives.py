"""Adjectives that attribute ("is confident that ..."), and "according to"."""

from transforms.text.lexicon import reporting
from transforms.text.lexicon.verbs import lemma
from transforms.text.reading.clauses import own_subject
from transforms.text.reading.passage import Passage
from transforms.text.statements.attribution import Attribution, Range
from transforms.text.statements.phrases import cue_of, has_to, has_words, noun_phrase, subtree
from transforms.text.statements.sources import source_of

_PREDICATES = ("acomp", "amod", "conj", "ROOT", "advcl", "oprd", "attr")


def of_adjective(p: Passage, i: int) -> Attribution | None:
    """Return the attribution that adjective ``i`` makes, None where it makes none ("it is clear that" among them)."""
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


def of_according(p: Passage, i: int) -> Attribution | None:
    """Return the attribution of "according to" at token ``i``: its content is the clause that it stands beside."""
    to = next((kid for kid in p.kids[i] if p.lower[kid] == "to"), None)
    if to is None and i + 1 < len(p) and p.lower[i + 1] == "to":
        to = i + 1
    inner = p.child(to, "pobj") if to is not None else None
    if to is None or inner is None:
        return None
    source = noun_phrase(p, inner, i)
    start, end = _within_semicolons(p, i, _clause_around(p, i))
    low, high = min(p.left[i], i), max(p.right[i], p.right[to], source[1] - 1) + 1
    swallowed = _swallowed(p, i, source, high)
    if swallowed is not None:
        source, high = (source[0], swallowed), swallowed + 1
    content = [piece for piece in ((start, low), (high, end)) if has_words(p, range(*piece))]
    return Attribution(i, "according", "according", "asserted", (i, to + 1), source, content, '"according to"') if content else None


def _within_semicolons(p: Passage, i: int, around: Range) -> Range:
    """Return ``around`` between the semicolons next to token ``i``."""
    before = [j + 1 for j in range(around[0], i) if p.words[j] == ";"]
    after = [j for j in range(i, around[1]) if p.words[j] == ";"]
    return (before or [around[0]])[-1], (after or [around[1]])[0]


def _swallowed(p: Passage, i: int, source: Range, high: int) -> int | None:
    """Return the first comma of ``source`` where the parser took the subject of the sentence into it, so that a bare verb follows at ``high``:
    "According to the report, Provo, Utah, ranked first".
    """
    after = high + (high < len(p) and p.words[high] == ",")
    if i != p.sentences[p.sentence[i]][0] or after >= len(p) or p.tags[after] not in ("VBD", "VBZ", "VBP", "MD"):
        return None
    return next((j for j in range(*source) if p.words[j] == ","), None)


def _clause_around(p: Passage, i: int) -> Range:
    """Return the clause that token ``i`` hangs on, with the clauses around it up to the next border; else the sentence."""
    head = p.heads[i]
    if head == i or not p.is_verb(head):
        return p.sentences[p.sentence[i]]
    top = head
    while (
        p.heads[top] != top
        and p.deps[top] not in ("ccomp", "parataxis", "advcl")
        and (p.deps[top] != "conj" or own_subject(p, top) is None)
    ):
        top = p.heads[top]
    if p.deps[top] == "ccomp":
        top = head
    return min(p.left[head], p.left[top]), max(p.right[head], p.right[top]) + 1
