"""Actors: who does it. Subjects also where they stand above (control, joined verbs, participles, relative clauses), agents of passives; of nouns
their possessors, demonyms and names before them, and the subject of the verb that says that they took place ("carried out an attack").
"""

from collections.abc import Iterator

from transforms.text.events.repairs import Repairs
from transforms.text.events.syntax import DONE_TO, Syntax, role_words
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
_SELF = frozenset(("he", "she", "it", "they", "his", "her", "its", "their"))
_PLURAL = frozenset(("they", "their"))
_NEUTER = frozenset(("it", "its"))
_QUOTES = frozenset(('"', "”", "’’", "''"))
_HAPPENING = frozenset(
    (
        "crash",
        "fire",
        "flood",
        "storm",
        "earthquake",
        "landslide",
        "eruption",
        "explosion",
        "collapse",
        "spill",
        "death",
        "injury",
        "damage",
    )
)
"""Incident types that only somebody brings about: a wall that kills, or a pipe that leaks, is no actor."""
_MEANS = frozenset(("in", "by", "during", "from"))
"""Prepositions before the event by which another came about ("killed in a Danish raid")."""


class Actors:
    """Finds who did what one trigger tells of."""

    def __init__(self, syntax: Syntax) -> None:
        """Prepare to look around the trigger of ``syntax``."""
        self._syntax = syntax
        self._p, self._i, self._parties = syntax.p, syntax.i, syntax.parties
        self._repairs = Repairs(syntax)
        self._depth = 0

    def actor(self) -> int | None:
        """Return the head of who does it, None where the text names nobody."""
        found = self.named(self._own_actor(), self._i)
        if found is None or found < self._parties.dateline or self._syntax.is_duration(found) or self._syntax.is_figure(found):
            return None
        return found

    def patients(self, verb: int) -> Iterator[int]:
        """Yield whom the passive or participle ``verb`` is done to, also where the parser hung it on the wrong word."""
        repair = self._repairs.of(verb)
        if repair is not None and repair.noun is not None:
            yield self._parties.antecedent(repair.noun)
        else:
            yield from self._syntax.patients(verb)

    def culprit(self) -> int | None:
        """Return who is said to have done what the noun stands for: "this act was committed by", "held responsible for the crime", "blamed on"."""
        p, noun = self._p, self._i
        verb = p.heads[noun]
        found = self._syntax.by(noun)
        if found is None and p.is_verb(verb) and lemma(p.lower[verb]) in role_words("perpetrate"):
            passive = self._syntax.is_passive(verb)
            if p.deps[noun] == ("nsubjpass" if passive else "dobj"):
                found = self._syntax.agent(verb) if passive else self.subject(verb)
        if found is None:
            relative = (i for kid in p.kids[noun] if p.deps[kid] == "relcl" for i in range(p.left[kid], kid) if p.tags[i] == "WDT")
            found = next((who for i in (noun, *relative) if (who := self._blamed(i)) is not None), None)
        return found if found is not None and self._parties.is_somebody(found) and not self._parties.is_time(found) else None

    def _blamed(self, noun: int) -> int | None:
        """Return who is held responsible for, accused or suspected of what ``noun`` names, or to whom it is attributed."""
        p, i = self._p, noun
        for _ in range(_MAX_CLIMB):
            head, dep = p.heads[i], p.deps[i]
            if head == i:
                return None
            if dep == "prep" and (found := self._responsible(i, head)) is not None:
                return found
            if p.is_verb(head):
                return self._blamed_by(head, dep, i)
            if dep not in ("conj", "pobj", "appos", "prep"):
                return None
            i = head
        return None

    def _blamed_by(self, verb: int, dep: str, i: int) -> int | None:
        p = self._p
        if dep == "prep":
            return self._syntax.accused(verb, i)
        if dep in ("dobj", "nsubjpass") and lemma(p.lower[verb]) in role_words("attribute"):
            return next((who for word in ("to", "on") for node in (verb, i) for who in self._syntax.behind(node, word)), None)
        return None

    def _own_actor(self) -> int | None:
        if self._syntax.verbal:
            return self._verb_actor(self._i)
        if self._syntax.is_adjective():
            pleads = self._syntax.kind == "COERCE" and lemma(self._p.lower[self._p.heads[self._i]]) in ("plead", "be")
            return None if pleads or "subject" in self._syntax.places else self._somebody(self.subject(self._p.heads[self._i]))
        found = self._noun_actor(self._i)
        head = self._p.heads[self._i]
        if self._syntax.kind == "PROTEST" and found is not None and self._parties.kind(found) == "GPE":
            return None  # "Oslo's protests", "Oslo held a march"
        if found is None and self._p.deps[self._i] == "compound" and not self._parties.is_somebody(head):
            found = self._noun_actor(head)
        return found

    def subject(self, verb: int) -> int | None:
        """Return the head of the subject of ``verb``, also where it stands above or after "for"; a relative pronoun's noun."""
        p, clause = self._p, self._p.clauses.get(verb)
        accused = self._accused(verb)
        if accused is not None:
            return self._parties.antecedent(accused)
        if clause is not None and clause.infinitive and not clause.subject_is_own:
            asked = self._asked_for(verb)
            if asked is not None:
                return asked
            if p.deps[verb] == "acl" and not self._parties.is_somebody(p.heads[verb]):
                noun = p.heads[verb]  # "a decision to withdraw"
                return next((kid for kid in p.kids[noun] if p.deps[kid] == "poss"), None) or self._carrier(noun)
        repair = self._repairs.of(verb)
        if repair is not None and repair.verb is not None:
            return self.subject(repair.verb) if not self._syntax.is_passive(repair.verb) else self._syntax.agent(repair.verb)
        subject = repair.noun if repair is not None else None
        if subject is None:
            subject = clause.subject if clause is not None else clauses.subject_above(p, verb)
        if subject is None:
            return None
        subject = self._parties.behind_dateline(subject)
        return None if subject is None else self._parties.antecedent(subject)

    def speaker(self, verb: int) -> int | None:
        """Return who says what the clause of ``verb`` tells: the subject of the verb, or the owner of the noun, that it is the content of."""
        p, above = self._p, self._p.heads[verb]
        if p.deps[verb] == "conj" and p.is_verb(above):
            return self.speaker(above)
        if above == verb or p.deps[verb] not in ("ccomp", "acl"):
            return None
        if p.is_verb(above):
            return self.subject(above) if not self._syntax.is_passive(above) else self._syntax.agent(above)
        return next((kid for kid in p.kids[above] if p.deps[kid] == "poss"), None) or self._carrier(above)

    def named(self, doer: int | None, verb: int) -> int | None:
        """Return ``doer``, where it is a pronoun that stands for nobody named who says so of himself in the clause above ("leaders said they would
        meet") the one who says so.
        """
        p = self._p
        if doer is None or p.lower[doer] not in _SELF or self._parties.entity(self._parties.party(doer)) is not None:
            return doer
        speaker = self.speaker(p.heads[doer] if p.is_verb(p.heads[doer]) else verb)
        return speaker if speaker is not None and speaker < doer and self._can_be(p.lower[doer], speaker) else doer

    def _can_be(self, pronoun: str, noun: int) -> bool:
        """Return whether ``pronoun`` can stand for ``noun``, by number and by whether it is a person."""
        p, kind = self._p, self._parties.kind(noun)
        if p.tags[noun].startswith("PRP") or not (pronoun in _NEUTER or self._parties.is_somebody(noun)):
            return False
        several = p.tags[noun] in ("NNS", "NNPS") or any(p.deps[kid] == "conj" for kid in p.kids[noun])
        if pronoun in _PLURAL:
            return several or kind == "ORG"
        return not several and (kind is None or (kind == "PERSON") == (pronoun not in _NEUTER))

    def _verb_actor(self, verb: int) -> int | None:
        p = self._p
        if "subject" in self._syntax.places and not self._syntax.is_passive(verb) and not self._syntax.has_object(verb):
            return None  # nobody does it: "the plane crashed"
        if self._syntax.is_loss(verb):
            return None
        doer = self._syntax.agent(verb) if self._syntax.is_passive(verb) else self.subject(verb)
        if doer is None and self._syntax.is_passive(verb) and self._syntax.kind in DONE_TO:
            for kid in p.kids[verb]:
                if p.deps[kid] in ("prep", "agent") and p.lower[kid] in _MEANS:
                    deeds = [thing for thing in self._parties.below(kid) if self._syntax.is_means(thing)]
                    doer = next((who for thing in deeds for who in self._owners(thing)), doer)
        if (
            doer is None
            and verb
            and p.words[verb - 1] in _QUOTES
            and p.tags[verb] in ("VBD", "VBZ")
            and clauses.subject_above(p, verb) is None
        ):
            doer = p.child(verb, "dobj")  # "..." urged the mayor
        return self._somebody(self.named(doer, verb))

    def _somebody(self, doer: int | None) -> int | None:
        """Return ``doer`` where it is somebody or owned by somebody ("Danish missiles"), of a deed its own actor, else None."""
        if doer is None or self._parties.is_time(doer):
            return None
        bundled = next((thing for thing in self._syntax.behind(doer, "of") if self._syntax.is_means(thing)), None)
        if singular(self._p.lower[doer]) in role_words("document"):
            return next(self._parties.owners(doer), None)
        if bundled is not None and not self._parties.is_named(doer):
            doer = bundled  # "three groups of fires killed"
        elif self._parties.is_somebody(doer):
            return doer
        word = singular(self._p.lower[doer])
        owner = next(self._owners(doer), None)
        if owner is not None and not (word in lexicon.nouns() and self._syntax.by(doer) is not None):
            return owner if word in lexicon.nouns() else doer
        if self._p.lower[doer] in _THINGS:
            return doer if self._parties.entity(self._parties.party(doer)) is not None else None
        if not self._syntax.is_means(doer):
            return None if self._is_inert(doer) and not self._parties.is_named(doer) else doer
        return self._noun_actor(doer) if doer != self._i and self._depth < _DEEDS else None

    def _is_inert(self, thing: int) -> bool:
        """Return whether ``thing`` does nothing by itself: a building that harm came from, what an accident began with ("a dam burst")."""
        word = singular(self._p.lower[thing])
        if self._syntax.kind in _HAPPENING:
            return True
        return self._syntax.kind in DONE_TO and (word in lexicon.words("BUILDING") or word in role_words("inert"))

    def _owners(self, thing: int) -> Iterator[int]:
        """Yield whose the deed or weapon ``thing`` is; of a deed who stands behind "of" suffers it, and what stands before it may be its scene."""
        p = self._p
        deed = singular(p.lower[thing]) in lexicon.nouns()
        if deed and any(singular(p.lower[kid]) in lexicon.words("BUILDING") for kid in p.kids[thing] if p.deps[kid] == "compound"):
            return  # "a Danish factory fire"
        for owner in self._parties.owners(thing):
            suffers = deed and p.deps[owner] == "pobj" and p.lower[p.heads[owner]] == "of" and p.heads[p.heads[owner]] == thing
            if not suffers and not self._syntax.is_scene(owner):
                yield owner

    def _accused(self, verb: int) -> int | None:
        """Return who is accused of what the gerund ``verb`` tells ("convicted a man of opening fire, killing one")."""
        p = self._p
        if p.deps[verb] == "conj" and p.is_verb(p.heads[verb]) and p.tags[verb] == "VBG":
            return self._accused(p.heads[verb])
        if p.deps[verb] == "pcomp":
            preposition, above = p.heads[verb], p.heads[p.heads[verb]]
            if not p.is_verb(above) or (
                p.deps[above] in ("xcomp", "advcl") and p.tags[above] == "VB"
            ):  # the parser hangs it on the accused; "sentenced to serve two years for"
                above = p.heads[above]
            return self._syntax.accused(above, preposition) if p.is_verb(above) else None
        above = p.heads[verb]
        if p.deps[verb] != "advcl" or p.tags[verb] != "VBG" or not p.is_verb(above) or self._syntax.kind not in DONE_TO:
            return None
        charges = (
            kid for node in (above, *p.kids[above]) for kid in p.kids[node] if p.deps[kid] == "prep" and p.child(kid, "pcomp", "pobj")
        )
        charged = (kid for kid in p.kids[above] if p.deps[kid] == "dobj" and any(self._charges(thing) for thing in p.kids[kid]))
        accused = (who for kid in charges if kid < verb and (who := self._syntax.accused(above, kid)) is not None)
        return next(charged, None) or next(accused, None)

    def _charges(self, participle: int) -> bool:
        """Return whether the participle says of what its noun is accused ("a man accused of")."""
        return self._p.deps[participle] == "acl" and lemma(self._p.lower[participle]) in role_words("accuse")

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
        if found is None:
            linked = (kid for kid in p.kids[noun] if p.deps[kid] == "acl" and lemma(p.lower[kid]) in role_words("attribute"))
            found = next((who for kid in linked for to in ("to", "on") for who in self._syntax.behind(kid, to)), None)
        if "subject" in self._syntax.places and noun == self._i:
            return found
        owner = next((kid for kid in p.kids[noun] if p.deps[kid] == "poss" and not self._parties.is_time(kid)), None)
        suffers = word in role_words("done_to_owner") and not any(map(self._parties.is_somebody, self._syntax.behind(noun, "of")))
        if found is None and not suffers:
            found = owner
        if found is None:
            found = next(self._syntax.behind(noun, "between"), None)
        if found is None:
            found = next((kid for kid in p.kids[noun] if p.deps[kid] in ("amod", "compound", "nmod") and self._acts(kid)), None)
        if found is None:  # "a Danish missile and drone strike"
            means = [kid for kid in p.kids[noun] if p.deps[kid] in ("compound", "nmod") and self._syntax.is_means(kid)]
            found = next((kid for thing in means for kid in p.kids[thing] if p.deps[kid] == "amod" and self._acts(kid)), None)
        if found is None:
            found = next((who for who in self._syntax.behind(noun, "from") if self._is_sender(who)), None)
        if found is None and (word in role_words("doer_of") or self._syntax.kind in MUTUAL):
            found = next((who for who in self._syntax.behind(noun, "of") if self._parties.is_somebody(who)), None)
        if found is None and word in role_words("of_means"):
            found = next((who for means in self._syntax.behind(noun, "of") for who in self._parties.owners(means)), None)
        if found is None and suffers and owner is not None and p.tags[owner] == "PRP$":
            return None  # "sought to undo his conviction"
        return found if found is not None else self._carrier(noun)

    def _is_sender(self, who: int) -> bool:
        """Return whether ``who`` behind "from" is who does it, not where somebody who meets another is ("a call from Oslo")."""
        return self._parties.is_somebody(who) and not (self._syntax.kind in MUTUAL and self._parties.is_place(who))

    def _acts(self, before: int) -> bool:
        """Return whether the word ``before`` a noun says who does it: a name or a force ("police raid"), not where ("the Orlova bombing")."""
        p = self._p
        if p.tags[before].startswith("NN") and self._parties.kind(before) is None:
            return singular(p.lower[before]) in lexicon.words("FORCES") and self._syntax.kind not in MUTUAL  # "coalition talks"
        if not self._parties.is_somebody(before) or p.tags[before] == "CD":
            return False
        return not self._syntax.is_scene(before)

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
            bundled = bundled or (dep == "prep" and p.lower[head] == "connection")  # "arrested in connection with"
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
            if owner is not None or not p.is_verb(p.heads[head]):
                return owner
            taken = p.heads[head]
            return self._somebody(self._syntax.agent(taken) if self._syntax.is_passive(taken) else self.subject(taken))
        if word in role_words("suspect"):
            return head
        if self._is_part(preposition, head):
            return self._taking_part(head)
        if p.is_verb(head) and p.lower[preposition] == "for" and any(p.lower[kid] == "responsible" for kid in p.kids[head]):
            passive = self._syntax.is_passive(head)  # "is held responsible for"
            return next(self._syntax.patients(head), None) if passive else p.child(head, "dobj") or self.subject(head)
        if word == "responsible" and p.lower[preposition] == "for":
            return self.subject(p.heads[head]) if p.is_verb(p.heads[head]) else p.heads[head] if p.deps[head] == "amod" else None
        return None

    def _is_part(self, preposition: int, head: int) -> bool:
        """Return whether ``preposition`` joins an attack to the noun or participle ``head`` by which somebody has a part in it."""
        p = self._p
        return (
            p.lower[preposition] == "in"
            and self._syntax.kind == "ASSAULT"
            and (p.lower[head] in role_words("part") or singular(p.lower[head]) in role_words("part"))
        )

    def _taking_part(self, head: int) -> int | None:
        """Return who is said to have a part in it by the noun or participle ``head``: "the rebels' part in", "officers involved in"."""
        p, clause = self._p, self._p.clauses.get(head)
        if clause is not None:
            if clause.negated:
                return None
            own = clause.subject if clause.subject_is_own else None  # "the suspicion that soldiers were involved"
            found = own if own is not None else p.heads[head] if p.deps[head] == "acl" else next(self.patients(head), None)
            found = None if found is None else self._parties.antecedent(found)
        else:
            found = next((kid for kid in p.kids[head] if p.deps[kid] == "poss"), None) or next(self._syntax.behind(head, "of"), None)
        return self._somebody(found)

    def _carrier_of(self, verb: int, dep: str, i: int) -> int | None:
        p, form = self._p, lemma(self._p.lower[verb])
        if dep == "prep" and (accused := self._syntax.accused(verb, i)) is not None:
            return None if self._syntax.kind == "COERCE" else accused  # "convicted of charges": these are brought by another
        if dep == "prep" and self._is_part(i, verb):
            return self._taking_part(verb)
        if dep == "prep" and verb == self._syntax.brought():
            return self._somebody(self._syntax.agent(verb) if self._syntax.is_passive(verb) else self.subject(verb))
        if (form in role_words("outside") and form not in role_words("attribute")) or form in role_words("undergo"):
            return None
        if form in role_words("of_another") and self._syntax.kind not in MUTUAL:
            return None
        occasion = (
            dep == "prep"
            and p.lower[i] in _OCCASION
            and self._syntax.kind in MUTUAL
            and "with" in {p.lower[kid] for kid in p.kids[self._i]}
        )
        if occasion:
            doer = self._syntax.agent(verb) if self._syntax.is_passive(verb) else self.subject(verb)
            return doer if doer is not None and self._parties.is_somebody(doer) else None
        if form in role_words("attribute") and dep in ("dobj", "nsubjpass"):
            return self._blamed_by(verb, dep, i)
        if dep == "nsubjpass" or (dep in ("dobj", "attr") and self._syntax.is_passive(verb)):
            return self._somebody(self._syntax.agent(verb))
        answers = form == "respond" and p.lower[i] == "to"  # "officers responded to the attack"
        if dep == "dobj" or (dep == "prep" and form in role_words("takes_part") and not answers):
            doer = self._syntax.agent(verb) if self._syntax.is_passive(verb) else self.subject(verb)
            if dep == "prep" and self._syntax.is_passive(verb):
                doer = None
            if dep == "dobj" and factuality.takes_place(self._p, verb) and form not in role_words("outside"):
                return self._somebody(doer)
            return doer if doer is not None and self._parties.is_somebody(doer) else None
        return None
