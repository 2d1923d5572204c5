"""Phrases as token ranges: what hangs on a word, a noun with its appositions, a cue with its auxiliaries."""

from collections.abc import Iterable

from transforms.text.lexicon import reporting
from transforms.text.lexicon.verbs import lemma
from transforms.text.reading.passage import Passage
from transforms.text.statements import lexicon
from transforms.text.statements.attribution import Range

STOPS = frozenset([".", "?", "!", ";"])
"""Marks that end a sentence or half of one."""
JOINS = frozenset([",", ":", "-", "--", "–", "—", "...", "…"])
"""Marks that may stand between a quotation and its cue."""
_EDGE = JOINS | {";", "―", " ", "\n"}
_FINITE = ("VBD", "VBZ", "VBP")
_MAX_CLIMB = 200


def ranges(tokens: Iterable[int]) -> list[Range]:
    """Return the ranges of ``tokens``, which are in order.

    >>> ranges([1, 2, 5])
    [(1, 3), (5, 6)]
    """
    found: list[Range] = []
    for j in tokens:
        if found and found[-1][1] == j:
            found[-1] = (found[-1][0], j + 1)
        else:
            found.append((j, j + 1))
    return found


def has_words(p: Passage, tokens: Iterable[int]) -> bool:
    """Return whether one of ``tokens`` begins with a letter or digit."""
    return any(p.words[j][0].isalnum() for j in tokens)


def last_before(p: Passage, low: int) -> int:
    """Return the last token before ``low`` that is not blank, -1 where none is."""
    at = low - 1
    while at >= 0 and p.words[at].isspace():
        at -= 1
    return at


def subtree(p: Passage, top: int, cut: int) -> list[Range]:
    """Return the ranges of the tokens below ``top``, without ``cut`` and what hangs on it."""
    low, high = p.left[top], p.right[top] + 1
    if not low <= cut < high:
        return [(low, high)]
    return ranges(j for j in range(low, high) if _below(p, j, top, cut))


def _below(p: Passage, j: int, top: int, cut: int) -> bool:
    for _ in range(_MAX_CLIMB):
        if j == top:
            return True
        if j == cut or p.heads[j] == j:
            return False
        j = p.heads[j]
    return False


def restricted(p: Passage, noun: int, cut: int) -> list[Range]:
    """Return the ranges of the phrase of ``noun``, without ``cut``, up to an apposition or relative clause that a comma sets off; a second
    amount is no apposition ("reported 20 new cases, three deaths and ...").
    """
    pieces = subtree(p, noun, cut)
    for kid in p.kids[noun]:
        if p.deps[kid] == "appos" and p.tags[p.left[kid]] == "CD" and p.tags[p.left[noun]] == "CD":
            continue
        if kid > noun and p.deps[kid] in ("appos", "relcl", "acl") and p.words[p.left[kid] - 1] == ",":
            limit = p.left[kid] - 1
            return [(start, min(end, limit)) for start, end in pieces if start < limit]
    return pieces


def noun_phrase(p: Passage, noun: int, cue: int) -> Range:
    """Return the phrase of ``noun`` with appositions and relative clauses, but without what holds the cue, and without outer commas."""
    start, end = p.left[noun], p.right[noun] + 1
    if start <= cue < end:
        if cue < noun:
            start = max(start, cue + 1)
        else:
            end = min([cue, *(p.left[kid] for kid in p.kids[noun] if p.left[kid] <= cue <= p.right[kid])])
        start, end = min(start, noun), max(end, noun + 1)
    while end - 1 > noun and p.quoted[end - 1] >= 0 and not _whole(p, end - 1, start, end):
        end -= 1
    while start < noun and p.quoted[start] >= 0 and not _whole(p, start, start, end):
        start += 1
    return trim(p, start, end)


def _whole(p: Passage, i: int, start: int, end: int) -> bool:
    """Return whether the quotation of token ``i`` lies in ``start:end`` with both its marks."""
    quotation = p.quotations[p.quoted[i]]
    return bool(p.starts[start] <= quotation.start and quotation.end <= p.ends[end - 1])


def trim(p: Passage, start: int, end: int) -> Range:
    """Return ``start:end`` without commas, dashes, colons and blanks at its edges; one token always stays."""
    while start < end - 1 and (p.words[start] in _EDGE or p.words[start].isspace()):
        start += 1
    while end - 1 > start and (p.words[end - 1] in _EDGE or p.words[end - 1].isspace()):
        end -= 1
    return start, end


def cue_of(p: Passage, i: int, last: int | None = None) -> Range:
    """Return the cue with head ``i``: its auxiliaries, negation and adverbs directly before it, its particle, and all up to ``last``."""
    start, end = i, (last if last is not None else i) + 1
    while start > 0:
        j = start - 1
        surname = p.tags[j] == "NNP" and p.deps[j - 1] == "nsubj"  # "Mr Doe said", whose name the parser took for an adverb
        beside = p.heads[j] == i and p.deps[j] in ("aux", "auxpass", "neg", "advmod") and p.tags[j] != "WRB"
        if beside and p.quoted[j] < 0 and not surname:
            start = j - (p.lower[j] == "longer" and p.lower[j - 1] == "no")
        elif p.deps[i] in ("xcomp", "pcomp") and p.heads[i] == j and lemma(p.lower[j]) in lexicon.ASPECTUAL:
            return (cue_of(p, j)[0], end)
        else:
            break
    while end < len(p) and p.heads[end] == i and p.deps[end] == "prt" and p.quoted[end] < 0:
        end += 1
    if end == i + 1 < len(p) and p.quoted[end] < 0 and reporting.is_phrase(p.lower[i], p.lower[end]):
        end += 1
    return start, end


def is_past(p: Passage, verb: int) -> bool:
    """Return whether the clause of ``verb`` stands in the past by its own verb or its first auxiliary."""
    aux = [kid for kid in p.kids[verb] if p.deps[kid] in ("aux", "auxpass") and kid < verb]
    return p.tags[aux[0] if aux else verb] == "VBD"


def is_perfect(p: Passage, verb: int) -> bool:
    """Return whether ``verb`` tells with "had" what was before another past."""
    return any(p.lower[kid] == "had" and p.deps[kid] == "aux" for kid in p.kids[verb])


def has_to(p: Passage, i: int) -> bool:
    """Return whether verb ``i`` stands in the infinitive with "to"."""
    return any(p.lower[kid] == "to" and p.tags[kid] == "TO" for kid in p.kids[i])


def head_of(p: Passage, source: Range) -> int:
    """Return the token of the phrase ``source`` that governs the others."""
    for i in range(*source):
        if not source[0] <= p.heads[i] < source[1] and p.deps[i] != "punct":
            return i
    for i in range(*source):
        if p.heads[i] == i:
            return i
    return source[1] - 1


def without_finite(p: Passage, infinitive: int, pieces: list[Range]) -> list[Range]:
    """Return ``pieces`` up to the conjunction before a finite verb that the parser joined to ``infinitive`` and that goes on with the main clause:
    "urged them to stay and promised to pay".
    """
    for kid in p.kids[infinitive]:
        joined = p.deps[kid] == "conj" and p.tags[kid] in _FINITE and p.child(kid, "nsubj", "aux") is None
        word = next((j for j in range(kid - 1, infinitive, -1) if p.deps[j] == "cc"), None)
        if joined and word is not None:
            return [(start, min(end, word)) for start, end in pieces if start < word]
    return pieces
