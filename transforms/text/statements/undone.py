"""What nobody has said yet, or did not say: a duty, a leave, a search for somebody; an attribution in, whether it is one out."""

from transforms.text.lexicon import reporting, titles
from transforms.text.lexicon.verbs import lemma
from transforms.text.reading.passage import Passage
from transforms.text.statements import lexicon
from transforms.text.statements.attribution import Attribution
from transforms.text.statements.phrases import has_to

_DUTIES = frozenset(["require", "oblige", "allow", "permit", "enable", "invite", "force", "compel", "entitle"])
"""Verbs with whose infinitive nobody has done anything yet, or not for himself."""
_COMING = frozenset(["due", "scheduled", "slated", "poised"])
"""Adjectives with whose infinitive somebody has yet to say something."""
_ENDS = frozenset(["stop", "quit", "cease", "avoid"])
"""Verbs with whose gerund somebody does not do a thing, or no longer."""
_DEMANDS = frozenset(["asked", "demanded", "praised", "criticised"])
_MUST = frozenset(["must", "should"])
_CLIMB = 4
_CONDITIONS = frozenset(["if", "whether"])
_ASKED = frozenset(["asked", "asking"])
_INSTEAD = frozenset([("instead", "of"), ("rather", "than")])
_MEETS = frozenset(["seek", "welcome", "question"])
"""Verbs whose object, where it is somebody, is sought, received or interrogated."""
_WANTED = frozenset(["guest", "witness", "suspect", "boy", "girl", "teenager", "thief", "fugitive"])
_DISCLOSES = frozenset(["confirm", "disclose", "report", "reveal", "specify", "unveil"])
"""Verbs with which nothing is made known where they are negated and have an object."""
_LIKENS = frozenset(["compare", "liken"])
"""Verbs with whose infinitive somebody is to do a thing and has said nothing yet ("used models to compare two winters with a third")."""
_REFLEXIVE = frozenset(["himself", "herself", "itself", "themselves", "ourselves", "myself", "yourself"])


def is_undone(p: Passage, item: Attribution) -> bool:
    """Return whether nothing was said: a duty, a plan or a leave to say it ("was required to explain", "is due to announce", "may request a
    ballot"), a question ("asked if she was interested"), what somebody did not do ("instead of praising", "stopped believing"), an aim ("efforts to
    find her"), a search for somebody ("seek driver"), a verb with its reflexive ("explained himself").
    """
    i = item.head
    clause = p.clauses.get(i)
    if item.stance in ("demanded", "asked") and clause is not None and clause.modal in ("may", "can") and not clause.negated:
        return True
    if clause is not None and clause.modal in _MUST and item.stance in _DEMANDS and item.frame in ("preposition", "object"):
        return True  # "the board must ask for advice"
    if clause is not None and clause.negated and item.frame == "object" and item.word in _DISCLOSES:
        return True  # "did not disclose the price"
    if _is_duty(p, i) or _is_unwanted(p, i) or (item.word in _LIKENS and p.tags[i] == "VB" and has_to(p, i)):
        return True
    if p.lower[p.heads[i]] == "unable" and p.tags[i] == "VB" and reporting.has_trait(item.word, "shows"):
        return True  # "was unable to show that it had the money"
    verb = p.heads[i] if p.deps[i] == "acomp" else i
    mark = p.child(verb, "mark")
    if mark is not None and p.lower[mark] in _CONDITIONS and p.lower[p.heads[verb]] in _ASKED and p.deps[verb] in ("ccomp", "advcl"):
        return True
    if item.frame != "object" or not item.content:
        return False
    thing = p.last_child(i, "dobj")
    first = p.lower[item.content[0][0]]
    return first in _REFLEXIVE or (thing is not None and _is_met(p, item.word, thing))


def _is_duty(p: Passage, i: int) -> bool:
    """Return whether verb ``i`` is the infinitive of a duty, a request, a plan or an aim: "were asked to stay calm and report", "is due to announce",
    "efforts to find her".
    """
    if p.tags[i] != "VB":
        return False
    for _ in range(_CLIMB):
        if p.deps[i] != "conj" or p.tags[p.heads[i]] != "VB":
            break
        i = p.heads[i]
    above = p.heads[i]
    if p.deps[i] == "acl":
        return has_to(p, i) and p.tags[above].startswith("NN") and p.child(i, "nsubj") is None
    if p.deps[i] not in ("xcomp", "ccomp"):
        return False
    entry = reporting.verbs().get(lemma(p.lower[above]))
    requests = entry is not None and ("requests" in entry.traits or entry.stance == "demanded")
    asked = requests and p.child(above, "auxpass") is not None and p.child(above, "agent") is None
    return p.lower[above] in _COMING or (p.is_verb(above) and (lemma(p.lower[above]) in _DUTIES or asked))


def _is_unwanted(p: Passage, i: int) -> bool:
    """Return whether the gerund ``i`` is what somebody did not do: "instead of praising", "without referring to", "had to stop believing"."""
    if p.tags[i] != "VBG":
        return False
    above = p.heads[i]
    if p.deps[i] == "pcomp":
        return p.lower[above] == "without" or (above > 0 and (p.lower[above - 1], p.lower[above]) in _INSTEAD)
    return p.deps[i] == "xcomp" and lemma(p.lower[above]) in _ENDS


def _is_met(p: Passage, verb: str, thing: int) -> bool:
    """Return whether somebody only meets the object ``thing`` of the verb, who is somebody: "seek driver", "welcomed the guests", "questioned the
    former minister", "have recalled the bowler Doe".
    """
    word = p.lower[thing].removesuffix("s")
    if verb == "cite":
        return word == "source" and p.tags[thing] == "NNS"  # "citing two sources"
    somebody = word.endswith(lexicon.DOERS) or word in lexicon.PEOPLE or word in _WANTED or titles.is_office(word)
    if verb == "quote":
        return somebody or p.tags[thing] == "NNP"  # "quoting the head of the mill"
    if verb == "recall" and p.tags[thing] == "NNP" and p.child(thing, "poss") is None:
        return somebody or any(p.lower[kid].endswith(lexicon.DOERS) for kid in p.kids[thing] if p.deps[kid] == "compound")
    return verb in _MEETS and p.tags[thing] in ("NN", "NNS") and somebody
