"""What nobody has said yet, or did not say: a duty, a leave, a search for somebody; an attribution in, whether it is one out."""

from transforms.text.lexicon import titles
from transforms.text.lexicon.verbs import lemma
from transforms.text.reading.passage import Passage
from transforms.text.statements import lexicon
from transforms.text.statements.attribution import Attribution

_DUTIES = frozenset(["require", "oblige", "allow", "permit", "enable", "invite", "force", "compel", "entitle"])
"""Verbs with whose infinitive nobody has done anything yet, or not for himself."""
_CONDITIONS = frozenset(["if", "whether"])
_ASKED = frozenset(["asked", "asking"])
_INSTEAD = frozenset([("instead", "of"), ("rather", "than")])
_MEETS = frozenset(["seek", "welcome", "question"])
"""Verbs whose object, where it is somebody, is sought, received or interrogated."""
_WANTED = frozenset(["guest", "witness", "suspect", "boy", "girl", "teenager", "thief", "fugitive"])
_REFLEXIVE = frozenset(["himself", "herself", "itself", "themselves", "ourselves", "myself", "yourself"])


def is_undone(p: Passage, item: Attribution) -> bool:
    """Return whether nothing was said: a duty or a leave to say it ("was required to explain", "may request a ballot"), a question ("asked if she
    was interested"), what somebody did not do ("instead of praising"), a search for somebody ("seek driver"), a verb
    with its reflexive ("explained himself").
    """
    i = item.head
    above = p.heads[i]
    if p.tags[i] == "VB" and p.deps[i] in ("xcomp", "ccomp") and p.is_verb(above) and lemma(p.lower[above]) in _DUTIES:
        return True
    clause = p.clauses.get(i)
    if item.stance in ("demanded", "asked") and clause is not None and clause.modal in ("may", "can") and not clause.negated:
        return True
    verb = above if p.deps[i] == "acomp" else i
    mark = p.child(verb, "mark")
    if mark is not None and p.lower[mark] in _CONDITIONS and p.lower[p.heads[verb]] in _ASKED and p.deps[verb] in ("ccomp", "advcl"):
        return True
    if p.tags[i] == "VBG" and p.deps[i] == "pcomp" and above > 0 and (p.lower[above - 1], p.lower[above]) in _INSTEAD:
        return True
    if item.frame != "object" or not item.content:
        return False
    thing = p.last_child(i, "dobj")
    first = p.lower[item.content[0][0]]
    return first in _REFLEXIVE or (thing is not None and _is_met(p, item.word, thing))


def _is_met(p: Passage, verb: str, thing: int) -> bool:
    """Return whether somebody only meets the object ``thing`` of the verb, who is somebody: "seek driver", "welcomed the guests", "questioned the
    former minister".
    """
    word = p.lower[thing].removesuffix("s")
    somebody = word.endswith(lexicon.DOERS) or word in lexicon.PEOPLE or word in _WANTED or titles.is_office(word)
    return verb in _MEETS and p.tags[thing] in ("NN", "NNS") and somebody
