"""Repairs: the subjects of verbs that the parser hung on the wrong word, found by what stands around them."""

import itertools
from typing import NamedTuple

from transforms.text.events.syntax import Syntax, role_words
from transforms.text.lexicon import events as lexicon
from transforms.text.lexicon.verbs import lemma
from transforms.text.reading import factuality

_INSIDE = frozenset(("dobj", "pobj", "prep", "acl", "compound", "advmod", "conj"))
"""Dependencies of what stands inside a phrase behind its head."""
_CONJUNCTIONS = frozenset(("as", "after", "before", "until", "since"))
"""Conjunctions that are prepositions as well."""
_FINITE = ("VBD", "VBZ", "VBP")
_THEM = frozenset(("them", "him", "her"))
_SUBJECTS = ("nsubj", "nsubjpass")
_MAX_CLIMB = 8


class Repair(NamedTuple):
    """Where the true subject is: the noun that heads it, or the verb whose subject it is as well."""

    noun: int | None = None
    verb: int | None = None


class Repairs:
    """Asks for the verbs of one passage whether the parser hung them on a word before them whose clause they are none of."""

    def __init__(self, syntax: Syntax) -> None:
        """Prepare to ask around the trigger of ``syntax``."""
        self._syntax, self._p, self._parties = syntax, syntax.p, syntax.parties

    def of(self, verb: int) -> Repair | None:
        """Return where the subject of ``verb`` is that the parser did not see; None where it has its own, or nothing speaks against the tree."""
        p = self._p
        if any(p.deps[kid] in _SUBJECTS for kid in p.kids[verb]):
            return None
        dep = p.deps[verb]
        if dep == "acl":
            return self._of_participle(verb)
        if dep == "advcl":
            return self._behind_conjunction(verb) if p.tags[verb] in _FINITE else self._beside_clause(verb)
        if dep == "conj":
            return self._of_joined(verb)
        if dep == "ccomp":
            return self._after_clause(verb)
        return self._before_another(verb) if dep == "pcomp" else None

    def _of_participle(self, verb: int) -> Repair | None:
        """Repair a verb that seems to describe the noun before it: "a strike on a school sheltering families killed nine", and the gerund that
        tells what the object of the clause above brings about: "issued a decree banning".
        """
        p, head, tag = self._p, self._p.heads[verb], self._p.tags[verb]
        if tag in ("VBN", "VBD") and (not self._syntax.is_passive(verb) or p.child(verb, "dobj") is not None):
            top = head
            while p.deps[top] in _INSIDE and p.heads[top] != top:
                top = p.heads[top]
            whole = p.deps[top] in ("ROOT", "dep") or p.heads[top] < self._parties.dateline
            return Repair(top) if top != head and whole and not p.is_verb(top) else None
        above = p.heads[head]
        if tag != "VBG" or p.deps[head] != "dobj" or self._parties.is_somebody(head) or p.words[verb - 1] == ",":
            return None
        acts = lemma(p.lower[above]) in lexicon.words("LIGHT") or factuality.takes_place(p, above)
        return Repair(verb=above) if acts and lemma(p.lower[above]) not in role_words("outside") else None

    def _behind_conjunction(self, verb: int) -> Repair | None:
        """Repair a finite verb whose subject the parser takes for what "as" or "after" governs: "as a bus collided"."""
        p, head = self._p, self._p.heads[verb]
        before = [kid for kid in p.kids[head] if head < kid < verb and p.deps[kid] == "prep"]
        opening = next((n for n, kid in enumerate(before) if p.lower[kid] in _CONJUNCTIONS), None)
        if opening is None or any(p.right[one] + 1 != p.left[after] for one, after in itertools.pairwise([*before[opening:], verb])):
            return None
        found = next(iter(self._parties.below(before[opening])), None)
        return None if found is None else Repair(found)

    def _beside_clause(self, verb: int) -> Repair | None:
        """Repair a gerund of harm that the parser hung on a clause of time which harms nobody: "rammed the gate after guards told him to stop,
        killing two".
        """
        p, above = self._p, self._p.heads[verb]
        if p.tags[verb] != "VBG" or not _harms(lemma(p.lower[verb])) or p.words[verb - 1] != "," or _harms(lemma(p.lower[above])):
            return None
        for _ in range(_MAX_CLIMB):
            if p.heads[above] == above or p.deps[above] not in ("advcl", "xcomp", "ccomp"):
                return None
            clause_of_time, above = p.deps[above] == "advcl" and p.child(above, "mark") is not None, p.heads[above]
            if clause_of_time:
                return Repair(verb=above) if p.is_verb(above) and _harms(lemma(p.lower[above])) else None
        return None

    def _of_joined(self, verb: int) -> Repair | None:
        """Repair a verb that the parser joined to one which is not beside it."""
        p, head, tag = self._p, self._p.heads[verb], self._p.tags[verb]
        if tag == "VB" and p.tags[head] != "VB" and not any(p.deps[kid] == "aux" for kid in p.kids[verb]):
            # "fled while they came to kill the chief, kidnap his wife"
            inner = [i for i in range(head + 1, verb) if p.tags[i] == "VB" and any(p.tags[kid] == "TO" for kid in p.kids[i])]
            return Repair(verb=inner[-1]) if inner else None
        if tag not in ("VBN", *_FINITE) or not p.is_verb(head):
            return None
        if p.child(verb, "dobj") is not None:
            found = self._right_before(verb) or self._before_aside(head) or self._not_itself(verb)
            if found is not None:
                return found
        if tag in _FINITE and p.tags[head] == "VBG" and p.deps[head] == "acl" and p.deps[p.heads[head]] in ("dobj", "pobj"):
            above = p.governor(p.heads[head])  # "found the man sleeping and woke him"
            return Repair(verb=above) if p.tags[above] in _FINITE else None
        return self.of(head)

    def _right_before(self, verb: int) -> Repair | None:
        """Return the deed or weapon right before ``verb`` that the parser joined to people before it: "killed two men, and a raid killed nine"."""
        p, before = self._p, self._p.left[verb] - 1
        noun = before
        while noun > 0 and p.right[p.heads[noun]] == before and p.heads[noun] < noun and p.deps[noun] != "conj":
            noun = p.heads[noun]
        deed = noun > 0 and p.deps[noun] == "conj" and self._syntax.is_means(noun) and self._parties.is_somebody(p.heads[noun])
        return Repair(noun) if deed and p.right[noun] == before else None

    def _before_aside(self, head: int) -> Repair | None:
        """Return the noun before the participle ``head`` between commas that the parser joined the verb to: "floods, caused by rain, killed two"."""
        p, comma = self._p, self._p.left[head] - 1
        aside = p.tags[head] == "VBN" and self._syntax.is_passive(head) and p.child(head, "dobj") is None and comma > 0
        return Repair(comma - 1) if aside and p.words[comma] == "," and p.tags[comma - 1][:2] == "NN" else None

    def _not_itself(self, verb: int) -> Repair | None:
        """Return the clause above the relative clause that ``verb`` seems to belong to, where its object can only be the noun of that clause: "took
        the boys who were at home and shot them".
        """
        p, head = self._p, self._p.heads[verb]
        thing = p.child(verb, "dobj")
        if p.deps[head] != "relcl" or thing is None or p.lower[thing] not in _THEM or p.deps[p.heads[head]] not in ("dobj", "pobj"):
            return None
        several = p.tags[p.heads[head]] in ("NNS", "NNPS")
        return Repair(verb=p.governor(p.heads[head])) if several == (p.lower[thing] == "them") else None

    def _after_clause(self, verb: int) -> Repair | None:
        """Return the subject of the participle that the parser took for a clause of its own: "say the man accused of murder has been arrested"."""
        p, head = self._p, self._p.heads[verb]
        before = [kid for kid in p.kids[head] if head < kid < verb and p.deps[kid] == "ccomp" and p.tags[kid] in ("VBN", "VBD")]
        bare = [kid for kid in before if not any(p.deps[aux] in ("aux", "auxpass") for aux in p.kids[kid])]
        found = p.child(bare[-1], *_SUBJECTS) if bare else None
        return None if found is None else Repair(found)

    def _before_another(self, verb: int) -> Repair | None:
        """Return the attack whose attacker goes on in the gerund ``verb`` of a clause about the victim: "stabbed a man who was asleep before
        stabbing another".
        """
        p, preposition = self._p, self._p.heads[verb]
        clause = p.heads[preposition]
        if p.lower[preposition] not in ("before", "after") or p.deps[clause] != "relcl" or p.deps[p.heads[clause]] != "dobj":
            return None
        above = p.heads[p.heads[clause]]
        return Repair(verb=above) if _harms(lemma(p.lower[above])) and _harms(lemma(p.lower[verb])) else None


def _harms(form: str) -> bool:
    """Return whether the verb of dictionary form ``form`` has a use that tells of an attack."""
    return any(frame.kind.event_type == "ASSAULT" or frame.kind.incident_type == "death" for frame in lexicon.verbs().get(form, ()))
