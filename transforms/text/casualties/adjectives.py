"""Tolls that adjectives tell: "nine dead", "left three people injured", "was found dead", "are missing", "in critical condition"."""

import itertools
from collections.abc import Iterator

from transforms.text.casualties import lexicon, people
from transforms.text.casualties.finds import Find, outcome_of_put, told, unharmed
from transforms.text.lexicon.verbs import lemma
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage

_OUTCOMES = (("dead", "killed"), ("injured", "injured"), ("missing", "missing"), ("homeless", "displaced"))
_PREDICATE = ("acomp", "oprd", "attr", "xcomp", "ccomp", "advcl", "dobj", "pobj", "conj", "ROOT", "dep", "acl", "advmod", "appos")


def find(reading: Reading, p: Passage) -> Iterator[Find]:
    """Yield the finds that the adjectives of ``p`` tell."""
    for i in itertools.compress(range(len(p)), map(TELLING.__contains__, p.lower)):
        word = p.lower[i]
        outcome = _OUTCOME.get(word)
        if outcome == "injured" and i and p.lower[i - 1] in lexicon.words("fatally"):
            outcome = "killed"
        if outcome_of_put(p, i) is not None:
            continue
        if outcome is not None and not (p.tags[i] in ("VBD", "VB") and _number_before(reading, p, i) is None):
            yield from _of_adjective(reading, p, i, outcome)
        elif word in lexicon.words("unharmed"):
            heads, _ = _subject(reading, p, i)
            yield from unharmed(told(reading, p, i, "injured", heads, "adjective"))
        elif word == "condition" and any(p.lower[at] in lexicon.words("condition") for at in range(max(i - 3, 0), i)):
            yield from _of_condition(reading, p, i)


_OUTCOME = {word: outcome for key, outcome in _OUTCOMES for word in lexicon.words(key)}
TELLING = frozenset((*_OUTCOME, *lexicon.words("unharmed"), "condition"))
"""Words that tell of a toll as adjectives, by themselves or with the words around them."""


def _number_before(reading: Reading, p: Passage, i: int) -> int | None:
    """Return the token of the number that stands right before token ``i``, None where none does: "three dead", "45 confirmed dead", "270+ dead"."""
    at = i - 1
    while at > 0 and p.sentence[at] == p.sentence[i] and (p.lower[at] in lexicon.words("found") or p.lower[at] in ("+", "plus")):
        at -= 1
    if at < 0 or p.sentence[at] != p.sentence[i]:
        return None
    counted = p.lower[at] in ("one", "none") or reading.quantities.overlapping(*p.source_span(at, at + 1))
    return at if counted else None


def _of_adjective(reading: Reading, p: Passage, i: int, outcome: str) -> Iterator[Find]:
    number = _number_before(reading, p, i)
    if number is not None and not (p.deps[i] == "amod" and p.heads[i] > i):
        group = people.read(reading, p, number)
        if group is not None:
            yield Find(p, i, outcome, group._replace(last=i + 1), "adjective")
        return
    if i in p.clauses and (p.clauses[i].object or 0) > i:
        return  # a verb: "killed two men and injured a third"
    group = people.in_title(reading, p, i - 1) if p.is_title and i else None
    if group is not None:
        yield Find(p, i, outcome, group, "adjective")
        return
    heads, negated = _subject(reading, p, i)
    for found in told(reading, p, i, outcome, heads, "adjective", negated=negated, bare=p.deps[i] != "amod"):
        attributive = p.deps[i] == "amod" and found.group.how in ("one", "vague", "named")
        if not attributive or found.group.low == 2:
            yield found


def _subject(reading: Reading, p: Passage, i: int) -> tuple[list[int], bool]:
    """Return the heads of whom the adjective ``i`` is said, and whether that is negated."""
    if p.deps[i] == "amod":
        return ([p.heads[i]] if p.heads[i] > i else []), False
    if i and p.tags[i - 1] in ("NN", "NNS") and lexicon.is_person(p.lower[i - 1]) and (i + 1 == len(p) or not p.is_verb(i + 1)):
        return [i - 1], False  # "left a man dead and a boy injured"
    own = p.child(i, "nsubj", "nsubjpass")
    if own is not None and own < i:
        return [people.antecedent(p, own, i)], False
    verb = p.heads[i]
    if p.lower[verb] == "as" and p.deps[i] in ("pcomp", "amod", "prep"):
        verb = p.heads[verb]  # "are listed as missing"
        heads = [p.clauses[verb].subject] if verb in p.clauses and p.clauses[verb].passive else []
        return [head for head in heads if head is not None], False
    if p.deps[i] not in _PREDICATE or verb not in p.clauses:
        before = i - 1
        if i and p.tags[before] in ("NNS", "NN") and (p.is_title or p.deps[i] in ("acl", "appos", "advmod", "dobj")):
            return [before], False
        return [], False
    clause = p.clauses[verb]
    if clause.object is not None and clause.object < i and lemma(p.lower[verb]) not in ("be", "have"):
        return [clause.object], clause.negated
    if clause.passive or lemma(p.lower[verb]) in ("be", "lie", "go", "remain", "drop", "fall", "end", "feel", "leave"):
        return ([people.antecedent(p, clause.subject, verb)] if clause.subject is not None else []), clause.negated
    return [], False


def _of_condition(reading: Reading, p: Passage, i: int) -> Iterator[Find]:
    """Yield the find of those who are in a condition that hospitals give: "was in critical condition"."""
    if not any(p.lower[at] == "in" for at in range(max(i - 6, 0), i)):
        return
    verb = p.governor(i)
    clause = p.clauses.get(verb)
    if clause is None or clause.subject is None or clause.negated:
        return
    yield from told(reading, p, i, "injured", [people.antecedent(p, clause.subject, verb)], "phrase", implied=True, bare=False)
