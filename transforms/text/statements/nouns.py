"""Nouns that attribute: "his claim that ...", "made the claim that ...", "concern about ..."."""

from transforms.text.lexicon import reporting
from transforms.text.lexicon.verbs import lemma
from transforms.text.reading.passage import Passage
from transforms.text.statements import lexicon
from transforms.text.statements.attribution import Attribution, Range
from transforms.text.statements.phrases import cue_of, has_to, noun_phrase, restricted, subtree, without_finite
from transforms.text.statements.sources import source_of, subject_beside

_MEETS = frozenset(
    ["attract", "draw", "earn", "elicit", "encounter", "face", "gain", "garner", "gather", "meet", "prompt", "provoke",
     "receive", "spark", "trigger", "win"]
)  # fmt: skip
"""Verbs whose subject is what the judgement that is their object is about."""


def is_cue_noun(p: Passage, i: int) -> bool:
    """Return whether token ``i`` is a cue noun ("statement"), in the singular or plural."""
    return p.tags[i].startswith("NN") and reporting.noun(p.lower[i]) is not None


def of_noun(p: Passage, i: int) -> Attribution | None:
    """Return the attribution that noun ``i`` makes, None where it makes none.

    Its source is whoever owns it ("his claim"), is the subject of the light verb before it ("made the claim") or stands behind it ("a claim
    by the mayor").
    """
    word = p.lower[i]
    entry = reporting.noun(word)
    if entry is None:
        return None
    met = _met(p, i, entry)
    if met is not None:
        return met
    owner, verb = p.child(i, "poss"), _light_verb(p, i)
    predicate = _predicate(p, i) if "c" in entry.frames else None
    if predicate is not None:
        source = noun_phrase(p, owner, i) if owner is not None else _behind(p, i, i, p.left[predicate])
        content, cue = subtree(p, predicate, i), (i, p.heads[i] + 1 if p.heads[i] <= i + 2 else i + 1)
        return Attribution(i, word, "noun", entry.stance, cue, source, content, "a noun that is a clause")
    if verb is None and "light" in entry.traits and not _is_quoting(p, i):
        return None
    content, last = _clause(p, i, entry), i
    rule = "a noun with a clause"
    if not content and (owner is not None or verb is not None):
        content, last = _of_preposition(p, i, entry)
        rule = "a noun with a preposition"
    if not content:
        return None
    if verb is not None and i - verb <= 6 and owner is None:
        cue = (cue_of(p, verb)[0], last + 1)
        source = source_of(p, verb) or (subject_beside(p, verb) if p.tags[verb] in ("VBD", "VBZ", "VBP") else None)
        return Attribution(i, word, "noun", entry.stance, cue, source, content, f"{rule}, object of its verb")
    start = i
    while start > 0 and p.heads[start - 1] == i and p.deps[start - 1] in ("amod", "compound", "advmod") and start - 1 > (owner or -1):
        start -= 1
    named = _named_before(p, i, content) if owner is None else None
    if named is not None:
        return Attribution(i, word, "noun", entry.stance, (i, last + 1), named, content, rule)
    source = noun_phrase(p, owner, i) if owner is not None else _behind(p, i, last, content[0][0]) or _hoping(p, i)
    return Attribution(i, word, "noun", entry.stance, (start, last + 1), source, content, rule)


def _is_quoting(p: Passage, i: int) -> bool:
    """Return whether something behind noun ``i`` in its phrase stands in quotation marks: "his plan to 'drain the lake'"."""
    return any(p.quoted[j] >= 0 for j in range(i + 1, p.right[i] + 1))


def _named_before(p: Passage, i: int, content: list[Range]) -> Range | None:
    """Return the name that begins the sentence right before noun ``i`` in -s, behind which its clause stands: a verb that the tagger took for a noun
    ("Doe charges that the fund was paid").
    """
    first, end = p.sentences[p.sentence[i]]
    low, high = content[0][0], content[-1][1]
    verb = low == i + 1 and high >= end - 1 and p.lower[i].endswith("s") and p.words[i] == p.lower[i] and p.lower[low] == "that"
    named = first < i and all(p.tags[j].startswith("NN") and p.words[j][0].isupper() and p.quoted[j] < 0 for j in range(first, i))
    return (first, i) if verb and named else None


def _hoping(p: Passage, i: int) -> Range | None:
    """Return who does something in the hope that noun ``i`` tells: "Quill stayed in hopes that the rain would end"."""
    by = p.heads[i]
    if p.lower[i] not in ("hope", "hopes") or p.lower[by] != "in" or by > i:
        return None
    verb = p.governor(by)
    clause = p.clauses.get(verb)
    doer = clause.doer if clause is not None and verb < by else None
    return None if doer is None else noun_phrase(p, doer, verb)


def _met(p: Passage, i: int, entry: reporting.Cue) -> Attribution | None:
    """Return the attribution of a judgement that its object meets with: "the plan drew criticism from farmers for its cost"; None where noun ``i``
    makes none.
    """
    verb = p.heads[i]
    clause = p.clauses.get(verb)
    subject = p.child(verb, "nsubj")
    meets = p.deps[i] == "dobj" and lemma(p.lower[verb]) in _MEETS and entry.stance in ("praised", "criticised") and verb < i
    if not meets or clause is None or clause.negated or subject is None or subject > verb:
        return None
    phrases = {p.lower[kid]: kid for kid in (*p.kids[verb], *p.kids[i]) if kid > i and p.deps[kid] == "prep"}
    by = p.child(phrases["from"], "pobj") if "from" in phrases else None
    if by is None:
        return None
    content = [*subtree(p, subject, verb), *(subtree(p, phrases["for"], verb) if "for" in phrases else [])]
    return Attribution(
        i, p.lower[i], "noun", entry.stance, (cue_of(p, verb)[0], i + 1), noun_phrase(p, by, i), content, "a judgement with its object"
    )


def _predicate(p: Passage, i: int) -> int | None:
    """Return the verb of the that-clause that noun ``i`` is said to be: "his argument is that the dam will hold"."""
    verb = p.heads[i]
    if p.deps[i] != "nsubj" or verb < i or lemma(p.lower[verb]) != "be":
        return None
    clause = p.child(verb, "ccomp")
    return clause if clause is not None and p.lower[p.left[clause]] == "that" and p.deps[p.left[clause]] == "mark" else None


def _light_verb(p: Passage, i: int) -> int | None:
    """Return the verb before noun ``i`` that forms one cue with it, also where the parser took the noun for the subject of a participle behind it
    ("voiced anger with letters read out in the hall").
    """
    head = p.heads[i]
    if p.deps[i] == "nsubj" and p.tags[head] == "VBN" and p.child(head, "aux", "auxpass") is None:
        above = p.heads[head]
        return above if above < i and lemma(p.lower[above]) in lexicon.LIGHT else None
    return head if p.deps[i] == "dobj" and head < i and lemma(p.lower[head]) in lexicon.LIGHT else None


def _clause(p: Passage, i: int, entry: reporting.Cue) -> list[Range]:
    clause = p.child(i, "acl", "ccomp", "relcl")
    if clause is None or clause < i:
        return []
    mark = p.child(clause, "mark")
    that = mark is not None and p.lower[mark] in ("that", "whether") and p.deps[clause] != "relcl"
    if not (("c" in entry.frames and that) or ("i" in entry.frames and has_to(p, clause))):
        return []
    return _up_to_next(p, without_finite(p, clause, subtree(p, clause, i)))


def _up_to_next(p: Passage, pieces: list[Range]) -> list[Range]:
    """Return ``pieces`` up to the conjunction before a second cue noun with an owner: "their refusal to pay and their threat to sue"."""
    for start, end in pieces:
        for j in range(start + 1, end):
            owner = p.child(j, "poss") if p.deps[j] == "conj" and is_cue_noun(p, j) else None
            if owner is not None and p.left[owner] > start and p.deps[p.left[owner] - 1] == "cc":
                limit = p.left[owner] - 1
                return [(low, min(high, limit)) for low, high in pieces if low < limit]
    return pieces


def _of_preposition(p: Passage, i: int, entry: reporting.Cue) -> tuple[list[Range], int]:
    """Return the phrase of the first of the noun's own prepositions, and the last token of the cue; "on the radio" is none of what is said."""
    for kid in p.kids[i]:
        inner = p.child(kid, "pobj", "pcomp")
        sent = inner is not None and p.lower[kid] == "on" and lexicon.circumstance(p.lower[inner]) == "medium"
        if p.deps[kid] == "prep" and kid > i and p.lower[kid] in entry.frames and inner is not None and not sent:
            pieces = restricted(p, inner, kid)
            return [*pieces[:-1], (pieces[-1][0], _with_gerund(p, i, pieces[-1][1]))], (kid if kid == i + 1 and p.quoted[kid] < 0 else i)
    return [], i


def _with_gerund(p: Passage, i: int, end: int) -> int:
    """Return ``end``, or the end of the phrase with a gerund behind it that the parser hung on the verb of noun ``i``: "made an appeal for help in
    finding her".
    """
    goes_on = end < len(p) and p.deps[end] == "prep" and p.tags[end] == "IN" and p.heads[end] == p.heads[i]
    return p.right[end] + 1 if goes_on and p.child(end, "pcomp") is not None else end


def _behind(p: Passage, i: int, last: int, limit: int) -> Range | None:
    """Return the phrase of who is named behind noun ``i`` and before token ``limit``: "claims by residents that ..."."""
    source = None
    for kid in p.kids[i]:
        if p.deps[kid] == "prep" and p.lower[kid] in ("by", "from", "of", "among") and kid != last:
            inner = p.child(kid, "pobj")
            if inner is not None and p.right[inner] < limit:
                source = noun_phrase(p, inner, i)
    return source
