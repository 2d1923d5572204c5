"""Whether the article stands by a toll: ``current``, ``unconfirmed``, ``denied`` or ``superseded``, or whether it tells of none at all."""

from transforms.text.casualties import lexicon
from transforms.text.casualties.finds import Find
from transforms.text.lexicon.verbs import lemma
from transforms.text.reading import Reading
from transforms.text.reading.clauses import Clause
from transforms.text.reading.passage import Passage

_OPEN = frozenset(("may", "might", "can", "could", "would", "will", "shall", "should", "must"))
_SINGLING = frozenset(
    ("first", "second", "third", "fourth", "fifth", "last", "latest", "only", "next", "sixth", "seventh", "eighth", "ninth", "tenth", "one")
)
_ACTUAL = frozenset(("continue", "manage", "go", "use", "help", "happen", "begin", "start", "come", "serve", "appear", "seem", "know"))
_BACK = 9
"""Tokens before a report among which words that doubt it stand."""


def judge(reading: Reading, find: Find) -> tuple[Find, str] | None:
    """Return ``find`` as it is to be read, and its status; None where nothing is reported."""
    p, i, group = find.passage, find.trigger, find.group
    first, last = p.sentences[p.sentence[i]]
    if p.words[last - 1] == "?" or (last < len(p) and p.words[last - 1] in ("\u201d", '"') and p.words[last - 2] == "?"):
        return None
    if group.how == "none":
        return find, "current"
    if find.negated:
        return _negated(find)
    clause = _clause(p, i)
    if clause is not None and _is_open(p, clause):
        past = clause.modal in ("may", "might", "could") and any(p.lower[kid] == "have" for kid in clause.auxiliaries)
        return (find, "unconfirmed") if past or (group.how == "number" and (group.low or 0) > 1) else None
    if clause is not None and _is_generic(p, find, clause):
        return None
    if _is_doubted(p, find, first):
        return find, "unconfirmed"
    if find.rule == "toll before" or _is_earlier(p, find, first):
        return find, "superseded"
    return find, "current"


def _negated(find: Find) -> tuple[Find, str] | None:
    """Return the find of a negated report: none of them for one person or an open number, a denied number otherwise."""
    group = find.group
    if group.how in ("number", "sum") and (group.low or 0) > 1:
        return find, "denied"
    if find.outcome not in ("killed", "injured"):
        return None
    return find._replace(group=group._replace(low=0, high=0, modifier="exact", how="none"), negated=False), "current"


def _clause(p: Passage, i: int) -> Clause | None:
    """Return the clause that tells of token ``i``: its own, that of an adjective's or noun's verb."""
    return p.clauses.get(i) or p.clauses.get(p.governor(i))


def _is_open(p: Passage, clause: Clause) -> bool:
    """Return whether the clause tells of what may, will or should happen, is wanted, or hangs on a condition."""
    verb = clause.verb
    if clause.modal in _OPEN:
        return True
    if any(p.deps[kid] == "mark" and p.lower[kid] in ("if", "unless", "whether") for kid in p.kids[verb]):
        return True
    if clause.infinitive:
        return not _is_actual(p, verb)
    above = p.clauses.get(p.heads[verb]) if p.deps[verb] in ("conj", "xcomp") and p.heads[verb] != verb else None
    if (
        above is not None
        and p.deps[verb] == "conj"
        and not clause.auxiliaries
        and p.tags[verb] in ("VB", "VBN")
        and not clause.subject_is_own
    ):
        return _is_open(p, above)
    return False


def _is_actual(p: Passage, verb: int) -> bool:
    """Return whether an infinitive tells of what happened: "the first person to die", "went on to kill"."""
    head = p.heads[verb]
    if head == verb:
        return False
    if p.deps[verb] in ("relcl", "acl"):
        return any(p.lower[at] in _SINGLING for at in range(p.left[head], head + 1))
    return lemma(p.lower[head]) in _ACTUAL and p.is_verb(head)


def _is_generic(p: Passage, find: Find, clause: Clause) -> bool:
    """Return whether the clause tells of what happens, not of what happened: "smoking kills", "men die younger"."""
    if p.is_title or clause.tense != "present" or find.rule not in ("verb", "phrase") or clause.verb != find.trigger:
        return False
    return not (find.group.how == "number" and "have" in {p.lower[kid] for kid in clause.auxiliaries})


def _is_doubted(p: Passage, find: Find, first: int) -> bool:
    """Return whether words before the report or at its verb say that it is not certain."""
    i = find.trigger
    low = max(first, min(i, find.group.first) - 3)
    high = min(p.sentences[p.sentence[i]][1], max(i, find.group.last) + 3)
    group = find.group
    if any(p.lower[at] in lexicon.words("doubt") and not group.first <= at < group.last for at in range(low, high)):
        return True
    head = p.heads[i]
    return head != i and p.deps[i] in ("oprd", "xcomp", "acomp", "ccomp") and lemma(p.lower[head]) in lexicon.words("fear")


def _is_earlier(p: Passage, find: Find, first: int) -> bool:
    """Return whether words before the report say that it was the number of an earlier report."""
    low = max(first, min(find.trigger, find.group.first) - _BACK)
    before = p.lower[low : max(find.trigger, find.group.first)]
    return find.group.how == "number" and any(
        word in lexicon.words("before") and any(lemma(at) in ("report", "say", "put", "announce", "estimate", "count") for at in before)
        for word in before
    )
