"""How far a content goes: what the parser cut off a clause or an infinitive, and the clauses that only name who says the one before."""

from transforms.text.lexicon.verbs import lemma
from transforms.text.reading.passage import Passage
from transforms.text.statements import lexicon
from transforms.text.statements.attribution import Range
from transforms.text.statements.phrases import is_past, subtree

_FINITE = ("VBD", "VBZ", "VBP")
_SOON = 6
"""Tokens between the end of a content and the verb that goes on with it at most."""
_SHIFTED = frozenset(["would", "could", "might"])
"""Modal verbs of what somebody said of the future."""
_COMING = frozenset(["will", "’ll", "'ll"])
_AUXILIARIES = frozenset(["had", "has", "have", "was", "were", "is", "are", "be", "been"])
_MARKS = frozenset([",", ".", ";", ":", "?", "!", "-", "–", "—", "(", ")"])
_HEADS = ("nsubj", "nsubjpass", "csubj", "expl", "mark")
"""Dependencies of the subject of a clause and of the conjunction before it."""
_SILENT = frozenset(
    ["comment", "confirm", "disclose", "discuss", "draw", "elaborate", "give", "identify", "name", "provide", "say", "speak", "specify"]
)
"""Verbs of what somebody does not tell."""


def whole_clause(p: Passage, i: int, clause: int) -> list[Range]:
    """Return the ranges of the clause of verb ``i``, with what the parser cut off its front: another clause before it on the same side of the
    verb ("It is hard, but it is fair, he said"), or its subject, taken for the verb's object.
    """
    pieces = subtree(p, clause, i)
    thing = p.child(i, "dobj")
    pieces += _joined(p, i, pieces[-1][1]) or _broken_off(p, i, pieces[-1][1]) or _bare_verbs(p, clause, pieces[-1][1])
    headed = any(p.deps[kid] in _HEADS or (p.deps[kid] == "advmod" and p.tags[kid] == "WRB") for kid in p.kids[clause])
    bare_clause = not headed and _is_finite(p, clause)
    if bare_clause and thing is not None and i < thing < p.left[clause] and p.tags[thing] == "DT" and p.words[thing + 1] == ",":
        return [(thing, p.left[clause]), *pieces]  # "said this, along with the new fund, will help"
    if bare_clause and thing is not None and i < thing and p.right[thing] + 1 == p.left[clause]:
        return [*subtree(p, thing, i), *pieces]
    others = [kid for kid in p.kids[i] if p.deps[kid] == "ccomp" and kid < clause and (kid < i) == (clause < i)]
    first = p.left[others[0]] if others else p.left[clause]
    if others and not first <= i < p.left[clause] and p.sentence[first] == p.sentence[clause]:
        return [(first, p.left[clause]), *pieces]
    return pieces


def _is_finite(p: Passage, verb: int) -> bool:
    """Return whether ``verb`` has a tense of its own or that of a word before it ("will help")."""
    return p.tags[verb] in _FINITE or any(
        p.tags[kid] == "MD" or (p.deps[kid] in ("aux", "auxpass") and p.tags[kid] in _FINITE) for kid in p.kids[verb] if kid < verb
    )


def _joined(p: Passage, i: int, end: int) -> list[Range]:
    """Return what the parser joined to verb ``i`` though it goes on with the content that ends at token ``end``: words in quotation marks, a bare
    infinitive, or what a verb in the past reports of the future ("said he would 'stay' and 'never leave'", "said they must stay and pay",
    "said it was late, but it would do", "said they are tired, and they will rest", "said it is shut, so they need not go").
    """
    if not i < end < len(p):
        return []
    word = end + (p.words[end] == ",")
    for kid in p.kids[i]:
        if p.deps[kid] == "advcl" and p.left[kid] == word == end + 1 and p.lower[word] == "so" and _goes_on(p, i, kid):
            return [(end, p.right[kid] + 1)]
        if p.deps[kid] != "conj" or kid <= end or word >= len(p) or p.deps[word] != "cc" or p.quoted[word] >= 0:
            continue
        bare_verb = p.tags[kid] == "VB" and p.child(kid, "aux", "nsubj") is None
        if p.lower[p.left[kid]] == "that" and p.left[kid] == word + 1 and p.deps[word + 1] == "mark":
            return [(end, p.right[kid] + 1)]  # "said they were tired, and that they wanted to rest"
        if word == end and p.lower[word] == "and" and _is_told(p, i, kid):
            return [(end, p.right[kid] + 1)]
        if word == end + 1 and p.lower[word] == "and" and _goes_on(p, i, kid) and _is_present(p, i, kid):
            return [(end, p.right[kid] + 1)]
        if word == end and p.lower[word] == "but" and _is_present(p, i, kid):
            return [(end, p.right[kid] + 1)]
        if p.lower[word] == "but" and word + 1 == p.left[kid] and _shares_subject(p, i, kid):
            return [(end, p.right[kid] + 1)]
        if kid - end <= _SOON and ((word == end and (bare_verb or p.quoted[kid] >= 0)) or _is_reported(p, i, kid)):
            return [(end, p.right[kid] + 1)]
    return []


def _broken_off(p: Passage, i: int, end: int) -> list[Range]:
    """Return the rest of the sentence up to its next mark where the content of verb ``i`` that ends at token ``end`` breaks off behind an auxiliary:
    "added the boy had | since faced 'harsh rules' at school".
    """
    auxiliary = i < end < len(p) and p.lower[end - 1] in _AUXILIARIES and p.quoted[end - 1] < 0
    high = p.sentences[p.sentence[end - 1]][1] if auxiliary else end
    stop = next((j for j in range(end, high) if p.words[j] in _MARKS and p.quoted[j] < 0), high)
    return [(end, stop)] if stop > end + 1 else []


def _bare_verbs(p: Passage, clause: int, end: int) -> list[Range]:
    """Return the bare verbs behind the comma at token ``end`` that go on with the modal verb of ``clause``, wherever the parser hung them: "said he
    would sell the mill, | close the yard and move away".
    """
    modal = any(p.tags[kid] == "MD" for kid in p.kids[clause])
    low, high = end + 1, p.sentences[p.sentence[clause]][1]
    if not modal or low >= high or p.words[end] != "," or not _is_bare(p, low):
        return []
    for j in range(low + 1, high - 1):
        if p.words[j] in (";", ":") or p.quoted[j] >= 0:
            return []
        if p.lower[j] in ("and", "or") and _is_bare(p, j + 1):
            return [(end, p.right[j + 1] + 1)]
    return []


def _is_bare(p: Passage, i: int) -> bool:
    return p.tags[i] in ("VB", "VBP") and lemma(p.lower[i]) == p.lower[i]


def _is_reported(p: Passage, i: int, verb: int) -> bool:
    """Return whether ``verb``, which the parser joined to verb ``i`` in the past, stands with "would" or "could" and tells of no silence: what the
    speaker would not do himself is the reporter's word ("said he was ill but would not comment").
    """
    shifted = any(p.tags[kid] == "MD" and p.lower[kid] in _SHIFTED for kid in p.kids[verb])
    return shifted and p.tags[i] == "VBD" and lemma(p.lower[verb]) not in _SILENT and p.quoted[verb] < 0


def _goes_on(p: Passage, i: int, verb: int) -> bool:
    """Return whether ``verb`` behind a verb in the past tells with a pronoun of its own what is, will or must be."""
    subject = p.child(verb, "nsubj", "nsubjpass")
    aux = [kid for kid in p.kids[verb] if p.deps[kid] in ("aux", "auxpass") and kid < verb]
    present = p.tags[aux[0] if aux else verb] in ("VBZ", "VBP", "MD") and not (aux and p.lower[aux[0]] in _SHIFTED)
    return p.tags[i] == "VBD" and present and subject is not None and subject < verb and p.tags[subject] == "PRP" and p.quoted[verb] < 0


def _is_present(p: Passage, i: int, verb: int) -> bool:
    """Return whether ``verb``, with a subject, which the parser joined to verb ``i`` in the past, is in the present as what is said there is: "said
    the town needs a bridge but the county does not pay".
    """
    aux = [kid for kid in p.kids[verb] if p.deps[kid] in ("aux", "auxpass") and kid < verb]
    present = p.tags[aux[0] if aux else verb] in ("VBZ", "VBP") or (bool(aux) and p.lower[aux[0]] in _COMING)
    subject, clause = p.child(verb, "nsubj", "nsubjpass"), p.last_child(i, "ccomp")
    if not present or p.tags[i] != "VBD" or subject is None or subject > verb or clause is None or p.quoted[verb] >= 0:
        return False
    return _has_present(p, clause)


def _has_present(p: Passage, verb: int) -> bool:
    """Return whether ``verb`` or a word before it that belongs to it is in the present."""
    return p.tags[verb] in ("VBZ", "VBP") or any(p.tags[kid] in ("VBZ", "VBP") for kid in p.kids[verb] if kid < verb)


def _shares_subject(p: Passage, i: int, verb: int) -> bool:
    """Return whether ``verb`` in the present, without a subject, which the parser joined to verb ``i`` in the past, has that of the content, a
    pronoun: "said he likes the plan, but does not trust the board".
    """
    clause = p.last_child(i, "ccomp")
    subject = None if clause is None else p.child(clause, "nsubj")
    if clause is None or subject is None or p.tags[subject] != "PRP" or p.tags[i] != "VBD" or p.quoted[verb] >= 0:
        return False
    return p.child(verb, "nsubj", "nsubjpass") is None and _has_present(p, verb) and _has_present(p, clause)


def _is_told(p: Passage, i: int, verb: int) -> bool:
    """Return whether ``verb`` in the past, with a pronoun for its subject, goes on with a clause in the past that a verb in the present reports:
    "prosecutors say the guard stepped in and he held the man".
    """
    subject, clause = p.child(verb, "nsubj", "nsubjpass"), p.last_child(i, "ccomp")
    if p.tags[i] not in ("VBZ", "VBP") or subject is None or subject > verb or clause is None or p.quoted[verb] >= 0:
        return False
    return p.tags[subject] == "PRP" and i < clause < verb and is_past(p, verb) and is_past(p, clause)


def listed(p: Passage, i: int, end: int) -> list[Range]:
    """Return the bare infinitives at token ``end``, behind a comma or conjunction, that go on with the infinitive of verb ``i`` and that the parser
    hung on the verb: "wants to widen the road, build a bridge and plant trees".
    """
    for kid in p.kids[i]:
        bare_verb = p.tags[kid] == "VB" and p.child(kid, "aux", "nsubj", "nsubjpass") is None
        joined = p.words[end - 1] == "," or (end < len(p) and (p.words[end] == "," or p.deps[end] == "cc"))
        if bare_verb and p.deps[kid] in ("conj", "dep") and end <= kid <= end + _SOON and joined:
            return [(end, p.right[kid] + 1)]
    return []


def closes(p: Passage, i: int) -> bool:
    """Return whether the clause of verb ``i`` only names who says the clause before it: "VIENNA — The road is closed, the mayor said on Monday",
    "Doe denied the charges, said her lawyer".
    """
    head, subject = p.heads[i], p.child(i, "nsubj")
    if p.deps[i] != "conj" or subject is None or subject < head or p.tags[i] not in _FINITE:
        return False
    if min(p.left[subject], i) != p.left[i]:
        return False
    low = p.left[i]
    if low == 0 or p.words[low - 1] != "," or any(p.deps[kid] == "cc" and head < kid < i for kid in p.kids[head]):
        return False
    return all(p.deps[kid] in ("prep", "npadvmod", "punct", "advmod", "nsubj", "dative", "dobj") for kid in p.kids[i]) and p.child(
        i, "dobj"
    ) in (None,)


def between_commas(p: Passage, i: int) -> bool:
    """Return whether the clause of verb ``i`` stands between two commas."""
    left, right = p.left[i], p.right[i]
    return left > 0 and p.words[left - 1] == "," and right + 1 < len(p) and p.words[right + 1] == ","


def goes_up_to(p: Passage, thing: int, preposition: int) -> bool:
    """Return whether the "to" behind the object ``thing`` gives the upper end of its amount: "expects a profit of 90 million to 110 million"."""
    ends = p.right[thing] == preposition - 1 and p.lower[preposition] == "to" and preposition + 1 < len(p)
    return ends and p.tags[preposition - 1] == p.tags[preposition + 1] == "CD"


def is_followed(p: Passage, thing: int, last: int) -> bool:
    """Return whether a second phrase with an article stands right behind the noun of an object, with nothing to join them: "deemed the raid a
    success", "called the demand for a hearing a ploy". A span of time is none ("called the office a day later").
    """
    for j in range(thing + 1, last):
        article = p.lower[j] in ("a", "an") and p.tags[j - 1].startswith(("NN", "PRP")) and p.quoted[j - 1] < 0
        if p.words[j] in (",", ";", ":") or p.is_verb(j):
            return False
        if article and p.lower[p.heads[j]] not in lexicon.SPANS and p.deps[p.heads[j]] != "npadvmod":
            return True
    return False


def with_condition(p: Passage, i: int, content: list[Range]) -> list[Range]:
    """Return ``content`` with the condition right behind it that the parser hung on verb ``i`` of warning: "warned of a strike if the pay is cut"."""
    end = content[-1][1]
    for kid in p.kids[i]:
        mark = p.child(kid, "mark")
        if p.deps[kid] == "advcl" and mark == p.left[kid] == end and p.lower[mark] in ("if", "unless"):
            return [*content[:-1], (content[-1][0], p.right[kid] + 1)]
    return content
