"""Tolls that the text takes up right after they are told: a source takes them back ("It withdrew that number", "a figure they later retracted"), or
somebody cannot confirm them ("The ministry could not verify that figure").
"""

import functools
from collections.abc import Callable

from transforms.text.casualties import lexicon
from transforms.text.casualties.finds import Find
from transforms.text.lexicon.verbs import lemma
from transforms.text.reading import Reading, factuality, setting
from transforms.text.reading.clauses import PAST
from transforms.text.reading.passage import Passage

_THESE = frozenset(("that", "this", "the", "those", "these", "neither"))
_SHIRKS = frozenset(("decline", "fail", "refuse"))
"""Verbs with which somebody does not confirm a toll."""
_NounOf = Callable[[Reading, Passage, int], int | None]
_DEATHS = frozenset(("death", "toll"))


def of(reading: Reading, find: Find) -> tuple[Passage, int, int] | None:
    """Return the verb that takes the count of ``find`` back behind it in its sentence, or in the next one, and the noun ("figure", "statement")
    that takes it up, after their passage; None where nobody does.
    """
    return _taken_up(reading, find, _withdrawn)


def is_unconfirmed(reading: Reading, find: Find) -> bool:
    """Return whether behind ``find``, in its sentence or in the next one, somebody cannot or will not confirm its count: "could not verify that
    figure", "The toll has not been confirmed".
    """
    return _taken_up(reading, find, _not_confirmed) is not None


def _taken_up(reading: Reading, find: Find, noun_of: _NounOf) -> tuple[Passage, int, int] | None:
    """Return the first verb behind the count of ``find`` of which ``noun_of`` gives a noun that takes it up, and that noun, after their passage."""
    p, group = find.passage, find.group
    if group.how not in ("number", "sum", "one"):
        return None
    at = p.sentence[find.trigger]
    places = [(p, max(find.trigger + 1, group.last), p.sentences[at][1])]
    if at + 1 < len(p.sentences):
        places.append((p, *p.sentences[at + 1]))
    elif p.index + 1 < len(reading.passages) and reading.passages[p.index + 1].sentences:
        after = reading.passages[p.index + 1]
        places.append((after, *after.sentences[0]))
    for q, first, last in places:
        for verb in range(first, last):
            noun = noun_of(reading, q, verb)
            if noun is not None and (q is not p or noun >= group.last) and _takes_up(q, noun, verb, find):
                return q, verb, noun
    return None


def is_plain(reading: Reading, find: Find) -> bool:
    """Return whether ``find`` is taken back beyond doubt; "its earlier figure" may be another than the one told last, and
    what is corrected or revised stands, more or less, until the text gives another number.
    """
    found = of(reading, find)
    if found is None:
        return False
    p, verb, noun = found
    changed = lemma(p.lower[verb]) in lexicon.words("withdraw_change")
    return not changed and not any(p.lower[kid] in lexicon.words("before") for kid in p.kids[noun])


@functools.cache
def _taking_back() -> frozenset[str]:
    """Return the verbs that can take something back."""
    names = ("withdraw", "withdraw_back", "withdraw_change", "withdraw_for")
    return frozenset(word for name in names for word in lexicon.words(name))


def _withdrawn(reading: Reading, p: Passage, verb: int) -> int | None:
    """Return the noun for what the verb ``verb`` takes back, None where it takes nothing back or it is not said that it happened."""
    word = lemma(p.lower[verb])
    if word not in _taking_back():
        return None
    clause = p.clauses.get(verb)
    if clause is None or clause.negated or clause.tense != PAST or setting.modality(reading, p, verb) != factuality.HAPPENED:
        return None
    if word in lexicon.words("withdraw_for"):
        behind = next((kid for kid in p.kids[verb] if p.lower[kid] == "for"), None)
        return p.child(behind, "pobj") if behind is not None else None
    back = word in lexicon.words("withdraw_back") and any(p.lower[kid] == "back" for kid in p.kids[verb])
    if not back and word not in lexicon.words("withdraw") | lexicon.words("withdraw_change"):
        return None
    return _object(p, verb)


def _not_confirmed(reading: Reading, p: Passage, verb: int) -> int | None:
    """Return the noun for what is not confirmed by the verb ``verb``, None where it confirms something, or is no such verb."""
    if lemma(p.lower[verb]) not in lexicon.words("confirm") or verb not in p.clauses:
        return None
    noun = _object(p, verb)
    if noun is None:
        return None
    neither = any(p.lower[kid] == "neither" for kid in p.kids[noun])
    return noun if p.clauses[verb].negated or neither or _shirks(p, verb) else None


def _shirks(p: Passage, verb: int) -> bool:
    """Return whether the infinitive ``verb`` is what somebody is unable to do, fails or declines to do."""
    above = p.heads[verb]
    if p.deps[verb] != "xcomp" or above == verb:
        return False
    if p.lower[above] == "able":
        be = p.clauses.get(p.heads[above])
        return be is not None and be.negated
    return p.lower[above] == "unable" or lemma(p.lower[above]) in _SHIRKS


def _object(p: Passage, verb: int) -> int | None:
    """Return what the verb ``verb`` is done to: its object, the subject of its passive, or the noun that its relative clause describes."""
    clause = p.clauses[verb]
    thing = p.child(verb, "nsubjpass") if clause.passive else clause.object
    if p.deps[verb] == "relcl" and (thing is None or p.tags[thing].startswith("W")):
        return p.heads[verb]
    return thing


def _takes_up(p: Passage, noun: int, verb: int, find: Find) -> bool:
    """Return whether ``noun`` can mean the count of ``find``: nothing says that it counts others, "toll" is of deaths, a "statement" was said."""
    word, group = p.lower[noun], find.group
    if word in lexicon.words("withdrawn_saying"):
        if not _is_said(find):
            return False
    elif word not in lexicon.words("withdrawn"):
        return False
    apart = p.deps[verb] == "relcl" and p.heads[verb] == noun
    known = False
    for kid in p.kids[noun]:
        if kid > noun:
            if p.lower[kid] == "of" and p.lower[kid + 1] not in find.passage.lower[group.first : group.last]:
                return False
        elif p.deps[kid] == "poss" or p.lower[kid] in _THESE or (apart and p.lower[kid] in ("a", "an")):
            known = True
        elif p.lower[kid] not in lexicon.words("before") and p.lower[kid] not in ("death", "casualty") and p.deps[kid] != "punct":
            return False
    deaths = word in _DEATHS or any(p.lower[kid] in _DEATHS for kid in p.kids[noun])
    return known and (not deaths or find.outcome == "killed")


def _is_said(find: Find) -> bool:
    """Return whether the toll of ``find`` hangs on a verb of saying: "said that 31 people had died"."""
    p, at = find.passage, find.trigger
    while p.heads[at] != at:
        at = p.heads[at]
        if lemma(p.lower[at]) in lexicon.words("report"):
            return True
    return False
