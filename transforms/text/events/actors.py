"""Actors: who does it. Subjects also where they stand above (control, joined verbs, participles, relative clauses), agents of passives; of nouns
their possessors, demonyms and names before them, and the subject of the verb that says that they took place ("carried out an attack").
"""

from transforms.text.events.syntax import Syntax, role_words
from transforms.text.lexicon import events as lexicon
from transforms.text.lexicon.nouns import singular
from transforms.text.lexicon.verbs import lemma
from transforms.text.reading import clauses, factuality

MUTUAL = frozenset(("AGREE", "CONSULT", "COOPERATE"))
"""Types whose parties do the same to one another."""
_MAX_CLIMB = 8
_DEEDS = 3
"""Deeds in a row whose actors are looked for ("used bombs that caused fires that killed")."""
_THINGS = frozenset(("it", "there", "this", "that", "what", "which", "these", "those"))
_OCCASION = frozenset(("in", "at", "during", "after", "before", "following"))
"""Prepositions before a meeting of the subject with somebody ("said in an interview with")."""
_MEANS = frozenset(("in", "by", "during", "from"))
"""Prepositions before the event by which another came about ("killed in a Danish raid")."""


class Actors:
    """Finds who did what one trigger tells of."""

    def __init__(self, syntax: Syntax) -> None:
        """Prepare to look around the trigger of ``syntax``."""
        self._syntax = syntax
        self._p, self._i, self._parties = syntax.p, syntax.i, syntax.parties
        self._depth = 0

    def actor(self) -> int | None:
        """Return the head of who does it, None where the text names nobody."""
        if self._syntax.verbal:
            return self._verb_actor(self._i)
        if self._syntax.is_adjective():
            return None if "subject" in self._syntax.places else self._somebody(self.subject(self._p.heads[self._i]))
        found = self._noun_actor(self._i)
        head = self._p.heads[self._i]
        if found is None and self._p.deps[self._i] == "compound" and not self._parties.is_somebody(head):
            found = self._noun_actor(head)
        return found

    def subject(self, verb: int) -> int | None:
        """Return the head of the subject of ``verb``, also where it stands above or after "for"; a relative pronoun's noun."""
        p, clause = self._p, self._p.clauses.get(verb)
        if p.deps[verb] == "pcomp" and p.is_verb(p.heads[p.heads[verb]]):
            accused = self._syntax.accused(p.heads[p.heads[verb]], p.heads[verb])
            if accused is not None:
                return self._parties.antecedent(accused)
        if clause is not None and clause.infinitive and not clause.subject_is_own:
            asked = self._asked_for(verb)
            if asked is not None:
                return asked
            if p.deps[verb] == "acl" and not self._parties.is_somebody(p.heads[verb]):
                noun = p.heads[verb]  # "a decision to withdraw"
                return next((kid for kid in p.kids[noun] if p.deps[kid] == "poss"), None) or self._carrier(noun)
        subject = clause.subject if clause is not None else clauses.subject_above(p, verb)
        return None if subject is None else self._parties.antecedent(subject)

    def _verb_actor(self, verb: int) -> int | None:
        p = self._p
        if "subject" in self._syntax.places and not self._syntax.is_passive(verb) and p.child(verb, "dobj") is None:
            return None  # nobody does it: "the plane crashed"
        doer = self._syntax.agent(verb) if self._syntax.is_passive(verb) else self.subject(verb)
        if doer is None and self._syntax.is_passive(verb):
            for kid in p.kids[verb]:
                if p.deps[kid] in ("prep", "agent") and p.lower[kid] in _MEANS:
                    deeds = [thing for thing in self._parties.below(kid) if self._is_means(thing)]
                    doer = next((who for thing in deeds for who in self._parties.owners(thing)), doer)
        return self._somebody(doer)

    def _somebody(self, doer: int | None) -> int | None:
        """Return ``doer`` where it is somebody or owned by somebody ("Danish missiles"), of a deed its own actor, else None."""
        if doer is None or self._parties.is_time(doer):
            return None
        bundled = next((thing for thing in self._syntax.behind(doer, "of") if self._is_means(thing)), None)
        if bundled is not None and not self._parties.is_named(doer):
            doer = bundled  # "three groups of fires killed"
        elif self._parties.is_somebody(doer):
            return doer
        word = singular(self._p.lower[doer])
        owner = next(self._parties.owners(doer), None)
        if owner is not None and not (word in lexicon.nouns() and self._syntax.by(doer) is not None):
            return owner if word in lexicon.nouns() else doer
        if self._p.lower[doer] in _THINGS:
            return doer if self._parties.entity(self._parties.party(doer)) is not None else None
        if not self._is_means(doer):
            return doer
        return self._noun_actor(doer) if doer != self._i and self._depth < _DEEDS else None

    def _is_means(self, token: int) -> bool:
        """Return whether ``token`` names a deed or what it is done with."""
        word = singular(self._p.lower[token])
        return word in lexicon.nouns() or word in lexicon.words("WEAPON") or word in lexicon.words("VEHICLE")

    def _asked_for(self, verb: int) -> int | None:
        """Return who is to do the infinitive ``verb`` by the phrase with "for" right before it ("appeals for allies to help")."""
        p = self._p
        at = p.left[verb] - 1
        while at > 0 and p.deps[at] != "pobj" and not p.is_verb(at) and p.words[at] not in ",;":
            at -= 1
        return at if at > 0 and p.deps[at] == "pobj" and p.right[at] + 1 == p.left[verb] and p.lower[p.heads[at]] == "for" else None

    def _noun_actor(self, noun: int) -> int | None:
        """Return who does what ``noun`` names: by-phrase, owner, "between", name or force before it, "from" and "of", the verb that carries it."""
        p, word = self._p, singular(self._p.lower[noun])
        self._depth += 1
        found = self._syntax.by(noun)
        if "subject" in self._syntax.places and noun == self._i:
            return found
        if found is None and word not in role_words("done_to_owner"):
            found = next((kid for kid in p.kids[noun] if p.deps[kid] == "poss" and not self._parties.is_time(kid)), None)
        if found is None:
            found = next(self._syntax.behind(noun, "between"), None)
        if found is None:
            found = next((kid for kid in p.kids[noun] if p.deps[kid] in ("amod", "compound", "nmod") and self._acts(kid)), None)
        if found is None:
            found = next((who for who in self._syntax.behind(noun, "from") if self._parties.is_somebody(who)), None)
        if found is None and (word in role_words("doer_of") or self._syntax.kind in MUTUAL):
            found = next((who for who in self._syntax.behind(noun, "of") if self._parties.is_somebody(who)), None)
        if found is None and word in role_words("of_means"):
            found = next((who for means in self._syntax.behind(noun, "of") for who in self._parties.owners(means)), None)
        return found if found is not None else self._carrier(noun)

    def _acts(self, before: int) -> bool:
        """Return whether the word ``before`` a noun says who does it: a name or a force ("police raid"), not where ("the Orlova bombing")."""
        p = self._p
        if p.tags[before].startswith("NN") and self._parties.kind(before) is None:
            return singular(p.lower[before]) in lexicon.words("FORCES")
        if not self._parties.is_somebody(before) or p.tags[before] == "CD":
            return False
        return not (self._syntax.kind == "ASSAULT" and self._parties.kind(before) == "GPE" and p.tags[before].startswith("NN"))

    def _carrier(self, noun: int) -> int | None:
        """Return the subject of the verb that does what ``noun`` names."""
        p, i = self._p, noun
        for _ in range(_MAX_CLIMB):
            head, dep = p.heads[i], p.deps[i]
            if head == i:
                return None
            if p.is_verb(head):
                return self._carrier_of(head, dep, i)
            if dep == "prep" and (found := self._responsible(i, head)) is not None:
                return found
            bundled = dep == "prep" and ((p.lower[i] == "of" and factuality.is_bundle(p, head)) or p.lower[i] == "including")
            if dep not in ("conj", "pobj", "appos") and not bundled:
                return None
            i = head
        return None

    def _responsible(self, preposition: int, head: int) -> int | None:
        """Return who is said to be responsible for, or behind, what stands below ``preposition`` at the noun or adjective ``head``: "claimed
        responsibility for", "is responsible for", "the suspect in".
        """
        p, word = self._p, singular(self._p.lower[head])
        if word in role_words("responsibility"):
            owner = next((kid for kid in p.kids[head] if p.deps[kid] == "poss"), None)
            return owner if owner is not None else self._somebody(self.subject(p.heads[head])) if p.is_verb(p.heads[head]) else None
        if word in role_words("suspect"):
            return head
        if word == "responsible" and p.lower[preposition] == "for":
            return self.subject(p.heads[head]) if p.is_verb(p.heads[head]) else p.heads[head] if p.deps[head] == "amod" else None
        return None

    def _carrier_of(self, verb: int, dep: str, i: int) -> int | None:
        p, form = self._p, lemma(self._p.lower[verb])
        if dep == "prep" and (accused := self._syntax.accused(verb, i)) is not None:
            return accused
        if dep == "prep" and verb == self._syntax.brought():
            return self._somebody(self._syntax.agent(verb) if self._syntax.is_passive(verb) else self.subject(verb))
        if (form in role_words("outside") and form != "blame") or form in role_words("undergo"):
            return None
        occasion = (
            dep == "prep"
            and p.lower[i] in _OCCASION
            and self._syntax.kind in MUTUAL
            and "with" in {p.lower[kid] for kid in p.kids[self._i]}
        )
        if occasion:
            return self.subject(verb)
        if form == "blame" and dep in ("dobj", "nsubjpass"):
            return next(self._syntax.behind(verb, "on"), None) or next(self._syntax.behind(i, "on"), None)
        if dep == "nsubjpass" or (dep in ("dobj", "attr") and self._syntax.is_passive(verb)):
            return self._somebody(self._syntax.agent(verb))
        if dep == "dobj" or (dep == "prep" and form in role_words("takes_part")):
            doer = self._syntax.agent(verb) if self._syntax.is_passive(verb) else self.subject(verb)
            if dep == "prep" and self._syntax.is_passive(verb):
                doer = None
            return doer if doer is not None and self._parties.is_somebody(doer) else None
        return None
