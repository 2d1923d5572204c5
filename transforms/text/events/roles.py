"""Roles: who did it, and to whom, by the syntax around the trigger and the frame of its type (``data/events/roles.tsv``).

Subjects and objects also where they stand above (control, joined verbs, participles, relative clauses), agents of passives; of nouns their
possessors, demonyms, names before them and prepositional complements, and the subject of the verb that says that they took place ("carried out
an attack"). Where the object of a verbal act is a thing the party is whose it is ("rejected the Danish proposal").
"""

import functools
from collections.abc import Iterator
from typing import NamedTuple

from transforms.text.events.parties import Parties, Party
from transforms.text.events.triggers import Trigger
from transforms.text.lexicon import data
from transforms.text.lexicon import events as lexicon
from transforms.text.lexicon.nouns import singular
from transforms.text.lexicon.verbs import lemma
from transforms.text.reading import Reading, clauses, factuality

_MUTUAL = frozenset(("AGREE", "CONSULT", "COOPERATE"))
_MAX_CLIMB = 8
_DEEDS = 3
"""Deeds in a row whose actors are looked for ("used bombs that caused fires that killed")."""
_PASSIVE = ("auxpass", "nsubjpass", "agent")
_THINGS = frozenset(("it", "there", "this", "that", "what", "which", "these", "those"))
_TIGHT = frozenset(("in", "at", "near", "over", "outside", "along", "to", "into", "toward", "towards", "from", "by", "with", "as", "for"))
"""Prepositions behind which only somebody, or a named place, is the target."""
_DONE_TO = frozenset(("ASSAULT", "COERCE", "death", "injury", "rescue", "evacuation"))
"""Types of what is done to somebody: without auxiliary and object the form in -ed is a participle ("two killed in crash")."""
_AT = frozenset(("at", "into", "near", "outside", "toward", "towards"))
_OWN = frozenset(("with", "against", "on", "at"))
_ABSTRACT = ("RESTRICTION", "ACTIVITY", "TALK", "TIES", "DEAL", "PLANS", "PROTESTING", "ATTACKING", "LAWS")
"""Classes of nouns (``data/events/classes.tsv``) for deeds and what is at issue."""
_OCCASION = frozenset(("in", "at", "during", "after", "before", "following"))
"""Prepositions before a meeting of the subject with somebody ("said in an interview with")."""
_HAVE = frozenset(("have", "has", "had", "having", "'ve", "’ve"))
_MEANS = frozenset(("in", "by", "during", "from"))
"""Prepositions before the event by which another came about ("killed in a Danish raid")."""


class Roles(NamedTuple):
    """Actor and target of an event, None where the text names none."""

    actor: Party | None
    target: Party | None


@functools.cache
def _places() -> dict[str, tuple[str, ...]]:
    return {kind: tuple(places.split()) for kind, places in data.table("events/roles.tsv")}


@functools.cache
def _words(name: str) -> frozenset[str]:
    return frozenset(word for key, words in data.table("events/role_words.txt") if key == name for word in words.split())


def find(reading: Reading, trigger: Trigger) -> Roles:
    """Return who takes part in the event of ``trigger``."""
    return _Finder(reading, trigger).roles()


class _Finder:
    """Finds the roles of one trigger."""

    def __init__(self, reading: Reading, trigger: Trigger) -> None:
        self._p, self._i = trigger.passage, trigger.token
        self._parties = Parties(reading, trigger.passage)
        self._kind = trigger.kind.event_type or trigger.kind.incident_type or "-"
        self._places = _places().get(self._kind, _places()["-"])
        self._depth = 0
        self._verbal = self._p.is_verb(self._i) and not self._is_nominal(self._i)

    def roles(self) -> Roles:
        """Return actor and target; of a mutual event whose two parties stand in one phrase the first and the second."""
        actor = self._actor()
        target = next((token for token in self._targets() if self._may_be(token, actor)), None)
        if actor is None:
            return Roles(None, self._party(target))
        return Roles(self._party(actor, alone=target is not None and self._joined(actor, target)), self._party(target))

    def _party(self, token: int | None, *, alone: bool = False) -> Party | None:
        if token is None:
            return None
        party = self._parties.party(token)
        if alone:
            second = next((kid for kid in self._p.kids[token] if self._p.deps[kid] == "conj"), None)
            if second is not None and token < second:
                behind = next((kid for kid in self._p.kids[token] if self._p.deps[kid] in ("cc", "punct") and kid > token), second)
                party = party._replace(last=max(min(party.last, behind), token + 1))
        return party

    def _is_handled(self, token: int) -> bool:
        """Return whether the weapon ``token`` is what is used, not what is hit: "detonated a bomb", "the explosion of a bomb"."""
        return lemma(self._p.lower[self._i]) in _words("handle") or not self._verbal

    def _joined(self, first: int, second: int) -> bool:
        return self._p.deps[second] == "conj" and self._p.heads[second] == first

    def _may_be(self, token: int, actor: int | None) -> bool:
        """Return whether ``token`` can be the target beside ``actor``: not part of its phrase, no date, no word without letters."""
        if self._parties.is_time(token) or token == self._i or not any(map(str.isalnum, self._p.words[token])):
            return False
        if self._p.tags[token] == "PRP$" and self._p.heads[token] != self._i:
            return False  # "upgraded their ties"
        if self._kind == "ASSAULT" and singular(self._p.lower[token]) in lexicon.words("WEAPON") and self._is_handled(token):
            return False
        if actor is None or self._joined(actor, token):
            return True
        phrase = self._parties.party(actor)
        return not phrase.first <= token < phrase.last

    # Actors

    def _actor(self) -> int | None:
        if self._verbal:
            return self._verb_actor(self._i)
        if self._is_adjective():
            return None if "subject" in self._places else self._somebody(self._subject(self._p.heads[self._i]))
        found = self._noun_actor(self._i)
        head = self._p.heads[self._i]
        if found is None and self._p.deps[self._i] == "compound" and not self._parties.is_somebody(head):
            found = self._noun_actor(head)
        return found

    def _is_adjective(self) -> bool:
        """Return whether the trigger is an adjective that something is said to be ("is opposed to")."""
        p, i = self._p, self._i
        return not self._verbal and p.tags[i][:2] == "JJ" and p.is_verb(p.heads[i]) and p.deps[i] in ("acomp", "oprd", "attr", "ccomp")

    def _verb_actor(self, verb: int) -> int | None:
        p = self._p
        if "subject" in self._places and not self._is_passive(verb) and p.child(verb, "dobj") is None:
            return None  # nobody does it: "the plane crashed"
        doer = self._agent(verb) if self._is_passive(verb) else self._subject(verb)
        if doer is None and self._is_passive(verb):
            for kid in p.kids[verb]:
                if p.deps[kid] in ("prep", "agent") and p.lower[kid] in _MEANS:
                    deeds = [thing for thing in self._parties.below(kid) if self._is_means(thing)]
                    doer = next((who for thing in deeds for who in self._parties.owners(thing)), doer)
        return self._somebody(doer)

    def _somebody(self, doer: int | None) -> int | None:
        """Return ``doer`` where it is somebody or owned by somebody ("Danish missiles"), of a deed its own actor, else None."""
        if doer is None or self._parties.is_time(doer):
            return None
        bundled = next((thing for thing in self._behind(doer, "of") if self._is_means(thing)), None)
        if bundled is not None and not self._parties.is_named(doer):
            doer = bundled  # "three groups of fires killed"
        elif self._parties.is_somebody(doer):
            return doer
        word = singular(self._p.lower[doer])
        owner = next(self._parties.owners(doer), None)
        if owner is not None and not (word in lexicon.nouns() and self._by(doer) is not None):
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

    def _subject(self, verb: int) -> int | None:
        p, clause = self._p, self._p.clauses.get(verb)
        if p.deps[verb] == "pcomp" and p.is_verb(p.heads[p.heads[verb]]):
            accused = self._accused(p.heads[p.heads[verb]], p.heads[verb])
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

    def _asked_for(self, verb: int) -> int | None:
        """Return who is to do the infinitive ``verb`` by the phrase with "for" right before it ("appeals for allies to help")."""
        p = self._p
        at = p.left[verb] - 1
        while at > 0 and p.deps[at] != "pobj" and not p.is_verb(at) and p.words[at] not in ",;":
            at -= 1
        return at if at > 0 and p.deps[at] == "pobj" and p.right[at] + 1 == p.left[verb] and p.lower[p.heads[at]] == "for" else None

    def _agent(self, verb: int) -> int | None:
        p = self._p
        for kid in p.kids[verb]:
            if p.deps[kid] in ("agent", "prep") and p.lower[kid] == "by":
                thing = next(iter(self._parties.below(kid)), None)
                if thing is not None and not self._parties.is_time(thing):
                    return thing
        if p.deps[verb] == "conj" and p.is_verb(p.heads[verb]) and self._is_passive(p.heads[verb]):
            return self._agent(p.heads[verb])
        for by in range(verb + 1, p.right[verb] + 1):  # the parser hangs it on what stands between: "shot dead in their home by soldiers"
            if p.lower[by] == "by" and p.governor(by) == verb:
                found = next((thing for thing in self._parties.below(by) if self._parties.is_somebody(thing)), None)
                if found is not None:
                    return found
        return None

    def _noun_actor(self, noun: int) -> int | None:
        """Return who does what ``noun`` names: by-phrase, owner, "between", name or force before it, "from" and "of", the verb that carries it."""
        p, word = self._p, singular(self._p.lower[noun])
        self._depth += 1
        found = self._by(noun)
        if "subject" in self._places and noun == self._i:
            return found
        if found is None and word not in _words("done_to_owner"):
            found = next((kid for kid in p.kids[noun] if p.deps[kid] == "poss" and not self._parties.is_time(kid)), None)
        if found is None:
            found = next(self._behind(noun, "between"), None)
        if found is None:
            found = next((kid for kid in p.kids[noun] if p.deps[kid] in ("amod", "compound", "nmod") and self._acts(kid)), None)
        if found is None:
            found = next((who for who in self._behind(noun, "from") if self._parties.is_somebody(who)), None)
        if found is None and (word in _words("doer_of") or self._kind in _MUTUAL):
            found = next((who for who in self._behind(noun, "of") if self._parties.is_somebody(who)), None)
        if found is None and word in _words("of_means"):
            found = next((who for means in self._behind(noun, "of") for who in self._parties.owners(means)), None)
        return found if found is not None else self._carrier(noun)

    def _by(self, noun: int) -> int | None:
        """Return who stands behind "by" at ``noun``, or at a participle that describes it ("an attack claimed by")."""
        p = self._p
        for kid in p.kids[noun]:
            found = self._agent(kid) if p.deps[kid] == "acl" else None
            if p.deps[kid] in ("prep", "agent") and p.lower[kid] == "by":
                found = next(iter(self._parties.below(kid)), None)
            if found is not None and not self._parties.is_time(found):
                return found
        return None

    def _behind(self, noun: int, preposition: str) -> Iterator[int]:
        return (thing for kid in self._p.kids[noun] if self._p.lower[kid] == preposition for thing in self._parties.below(kid))

    def _acts(self, before: int) -> bool:
        """Return whether the word ``before`` a noun says who does it: a name or a force ("police raid"), not where ("the Orlova bombing")."""
        p = self._p
        if p.tags[before].startswith("NN") and self._parties.kind(before) is None:
            return singular(p.lower[before]) in lexicon.words("FORCES")
        if not self._parties.is_somebody(before) or p.tags[before] == "CD":
            return False
        return not (self._kind == "ASSAULT" and self._parties.kind(before) == "GPE" and p.tags[before].startswith("NN"))

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
        if word in _words("responsibility"):
            owner = next((kid for kid in p.kids[head] if p.deps[kid] == "poss"), None)
            return owner if owner is not None else self._somebody(self._subject(p.heads[head])) if p.is_verb(p.heads[head]) else None
        if word in _words("suspect"):
            return head
        if word == "responsible" and p.lower[preposition] == "for":
            return self._subject(p.heads[head]) if p.is_verb(p.heads[head]) else p.heads[head] if p.deps[head] == "amod" else None
        return None

    def _accused(self, verb: int, preposition: int) -> int | None:
        """Return whom ``verb`` accuses, charges or convicts of what stands below ``preposition``."""
        p, form = self._p, lemma(self._p.lower[verb])
        if form not in _words("accuse") or p.lower[preposition] not in ("of", "for", "with", "over", "in", "on"):
            return None
        return next(self._patients(verb), None) if self._is_passive(verb) else p.child(verb, "dobj")

    def _carrier_of(self, verb: int, dep: str, i: int) -> int | None:
        p, form = self._p, lemma(self._p.lower[verb])
        if dep == "prep" and (accused := self._accused(verb, i)) is not None:
            return accused
        if dep == "prep" and verb == self._brought():
            return self._somebody(self._agent(verb) if self._is_passive(verb) else self._subject(verb))
        if (form in _words("outside") and form != "blame") or form in _words("undergo"):
            return None
        occasion = (
            dep == "prep" and p.lower[i] in _OCCASION and self._kind in _MUTUAL and "with" in {p.lower[kid] for kid in p.kids[self._i]}
        )
        if occasion:
            return self._subject(verb)
        if form == "blame" and dep in ("dobj", "nsubjpass"):
            return next(self._behind(verb, "on"), None) or next(self._behind(i, "on"), None)
        if dep == "nsubjpass" or (dep in ("dobj", "attr") and self._is_passive(verb)):
            return self._somebody(self._agent(verb))
        if dep == "dobj" or (dep == "prep" and form in _words("takes_part")):
            doer = self._agent(verb) if self._is_passive(verb) else self._subject(verb)
            if dep == "prep" and self._is_passive(verb):
                doer = None
            return doer if doer is not None and self._parties.is_somebody(doer) else None
        return None

    # Targets

    def _targets(self) -> Iterator[int]:
        """Yield what may be the target, the best first."""
        later: list[int] = []
        for place in self._places:
            for token in self._at(place):
                if not self._parties.is_somebody(token) and (place == "party" or self._is_abstract(token)):
                    yield from self._parties.owners(token)
                    later.append(token)
                else:
                    yield token
        if not self._verbal:
            yield from self._named_before(self._i)
        yield from (token for token in later if self._kind not in _MUTUAL)

    def _is_abstract(self, token: int) -> bool:
        """Return whether ``token`` names what was done or is at issue, not whom it concerns ("a curfew", "the talks", "opened fire")."""
        word = singular(self._p.lower[token])
        return any(word in lexicon.words(name) for name in _ABSTRACT) or word in _words("abstract")

    def _at(self, place: str) -> Iterator[int]:
        if place in ("object", "party"):
            yield from self._objects()
        elif place == "subject":
            yield from self._undergoing()
        elif place == "given":
            yield from self._given()
        elif place == "asked":
            yield from self._asked()
        elif place == "other":
            yield from self._other()
        elif place == "within":
            yield from self._within()
        else:
            yield from self._below(place)

    def _objects(self) -> Iterator[int]:
        p, i = self._p, self._i
        if self._is_adjective():
            return
        if not self._verbal:
            yield from self._noun_objects()
            return
        if self._is_passive(i):
            yield from self._patients(i)
            return
        own = [kid for kid in p.kids[i] if p.deps[kid] == "dobj"]
        if not own:  # "killing or wounding 50": the object stands once
            own = [kid for verb in p.kids[i] if p.deps[verb] == "conj" and p.is_verb(verb) for kid in p.kids[verb] if p.deps[kid] == "dobj"]
        if not own and p.deps[p.heads[i]] != "ROOT" and p.deps[i] == "relcl":
            own = [kid for kid in (p.heads[i],) if self._subject(i) not in (None, kid)]
        for kid in own:
            yield self._parties.antecedent(kid)

    def _patients(self, verb: int) -> Iterator[int]:
        """Yield whom a passive or a participle is done to."""
        p = self._p
        own = [kid for kid in p.kids[verb] if p.deps[kid] in ("nsubjpass", "nsubj")]
        if own:
            yield from map(self._parties.antecedent, own)
        elif p.deps[verb] in ("acl", "amod", "relcl"):
            yield p.heads[verb]
        else:
            subject = clauses.subject_above(p, verb)
            if subject is not None:
                yield self._parties.antecedent(subject)

    def _noun_objects(self) -> Iterator[int]:
        p, i, word = self._p, self._i, singular(self._p.lower[self._i])
        if word in _words("done_to_owner"):
            yield from (kid for kid in p.kids[i] if p.deps[kid] == "poss" and not self._parties.is_time(kid))
        if word not in _words("doer_of") and word not in _words("of_means"):
            yield from (token for token in self._below("of") if not self._is_deed(token))
        yield from self._undergone()
        verb = self._brought()
        if verb is not None:
            yield from self._patients(verb) if self._is_passive(verb) else (kid for kid in p.kids[verb] if p.deps[kid] == "dobj")

    def _brought(self) -> int | None:
        """Return the verb that brings its object into what the trigger names ("took him into custody")."""
        p, i = self._p, self._i
        preposition = p.heads[i]
        verb = p.heads[preposition]
        brings = p.deps[i] == "pobj" and p.lower[preposition] in ("into", "under", "in", "to") and p.is_verb(verb)
        return verb if brings and lemma(p.lower[verb]) in _words("bring") and self._kind in _DONE_TO else None

    def _is_deed(self, token: int) -> bool:
        return singular(self._p.lower[token]) in lexicon.nouns() and not self._parties.is_somebody(token)

    def _undergone(self) -> Iterator[int]:
        """Yield the subject of a verb that undergoes what the trigger names ("suffered an attack")."""
        p, i = self._p, self._i
        verb = p.heads[i]
        if p.deps[i] == "dobj" and p.is_verb(verb) and lemma(p.lower[verb]) in _words("undergo"):
            subject = self._subject(verb)
            if subject is not None:
                yield subject
        for kid in p.kids[i]:
            if p.deps[kid] == "relcl":
                yield from (
                    thing for thing in p.kids[kid] if p.deps[thing] == "dobj" and lemma(p.lower[kid]) in ("target", "hit", "strike")
                )

    def _undergoing(self) -> Iterator[int]:
        p, i = self._p, self._i
        if self._verbal and p.child(i, "dobj") is None:
            subject = self._subject(i)
            if subject is not None:
                yield subject
        if self._is_adjective():
            subject = self._subject(p.heads[i])
            if subject is not None:
                yield subject
        elif not self._verbal and p.tags[i][:2] == "JJ" and p.deps[i] == "amod":
            yield p.heads[i]
        elif not self._verbal:
            yield from (kid for kid in p.kids[i] if p.deps[kid] in ("compound", "poss") and self._is_struck(kid))

    def _is_struck(self, before: int) -> bool:
        """Return whether the word ``before`` a noun names what it befalls ("plane crash"), not where ("California wildfires")."""
        word = singular(self._p.lower[before])
        if word in lexicon.words("VEHICLE") or word in lexicon.words("BUILDING"):
            return True
        return self._parties.is_somebody(before) and self._parties.kind(before) not in ("GPE", "LOC") and not self._parties.is_time(before)

    def _given(self) -> Iterator[int]:
        p = self._p
        for verb in self._carriers():
            yield from (kid for kid in p.kids[verb] if p.deps[kid] == "dative" and p.tags[kid] != "IN")

    def _asked(self) -> Iterator[int]:
        p = self._p
        for verb in self._carriers():
            for kid in p.kids[verb]:
                if p.deps[kid] in ("ccomp", "advcl") or (p.deps[kid] == "prep" and p.lower[kid] in ("for", "on")):
                    yield from (who for who in p.kids[kid] if p.deps[who] in ("nsubj", "nsubjpass") and self._parties.is_somebody(who))

    def _other(self) -> Iterator[int]:
        """Yield the second of the parties that are joined as subject, or below "between" and "of"."""
        p = self._p
        first = self._actor()
        if first is not None:
            yield from (kid for kid in p.kids[first] if p.deps[kid] == "conj" and self._parties.is_somebody(kid))
            yield from (k for kid in p.kids[first] if p.deps[kid] == "amod" for k in p.kids[kid] if p.deps[k] == "conj")

    def _within(self) -> Iterator[int]:
        """Yield somebody in the object, infinitive or gerund below the trigger, the first first."""
        p = self._p
        for verb in self._carriers():
            below = [
                kid for kid in p.kids[verb] if p.deps[kid] in ("xcomp", "dobj", "prep", "ccomp", "advcl", "acl", "pobj") and kid > verb
            ]
            for kid in below:
                for token in range(p.left[kid], p.right[kid] + 1):
                    named = self._parties.kind(token) in ("GPE", "NORP", "ORG", "PERSON")
                    inner = (
                        p.deps[token] == "compound" and p.tags[token].startswith("NNP") and self._parties.kind(p.heads[token]) is not None
                    )
                    if named and not inner and p.deps[token] not in ("punct", "case", "det"):
                        yield token

    def _below(self, preposition: str) -> Iterator[int]:
        p = self._p
        for node in self._carriers():
            for kid in p.kids[node]:
                if p.deps[kid] in ("prep", "agent", "dative") and p.lower[kid] == preposition:
                    found = self._parties.below(kid)
                    if preposition == "between":
                        found = [second for thing in found for second in p.kids[thing] if p.deps[second] == "conj"] + found
                    yield from (thing for thing in found if self._stands_for(thing, preposition))
            if self._verbal and node == self._i:  # the parser hangs the verb's preposition on its object
                for thing in (kid for kid in p.kids[node] if p.deps[kid] == "dobj" and preposition not in ("of", "in", "at", "from")):
                    for kid in p.kids[thing]:
                        if p.deps[kid] == "prep" and p.lower[kid] == preposition:
                            yield from (found for found in self._parties.below(kid) if self._stands_for(found, preposition))

    def _stands_for(self, thing: int, preposition: str) -> bool:
        """Return whether ``thing`` can be a target below ``preposition``."""
        if self._parties.is_time(thing) or self._p.lower[thing] in _THINGS:
            return False
        if preposition in ("in", "at") and self._kind in _DONE_TO and self._parties.kind(thing) in ("GPE", "LOC"):
            return lemma(self._p.lower[self._i]) in _words("handle")  # where, not whom
        word = singular(self._p.lower[thing])
        thing = self._parties.antecedent(thing)
        free = preposition not in _TIGHT or (preposition == "with" and self._kind == "CONSULT")
        explodes = self._kind == "ASSAULT" and (preposition in _AT or lemma(self._p.lower[self._i]) in _words("handle"))
        free = free or (explodes and (word in lexicon.words("BUILDING") or word in lexicon.words("VEHICLE")))
        return free or self._parties.is_somebody(thing) or self._parties.is_named(thing)

    def _carriers(self) -> list[int]:
        """Return the words whose complements are the trigger's: itself, and the verb that does what it names."""
        p, i = self._p, self._i
        if self._verbal:
            return [i]
        if self._is_adjective():
            return [i, p.heads[i]]
        if p.deps[i] in ("compound", "amod") and p.tags[p.heads[i]].startswith("NN") and not self._parties.is_somebody(p.heads[i]):
            return [i, p.heads[i]]  # "a bombing campaign against"
        while p.deps[i] == "conj" and p.heads[i] != i:
            i = p.heads[i]
        verb = p.heads[i]
        carried = p.deps[i] in ("dobj", "nsubjpass") and p.is_verb(verb) and lemma(p.lower[verb]) not in _words("outside")
        return [self._i, verb] if carried else [self._i]

    def _named_before(self, noun: int) -> Iterator[int]:
        """Yield names before a noun that are not its actor: "the Orlova bombing"."""
        p = self._p
        for kid in p.kids[noun]:
            scene = self._kind in _DONE_TO and self._parties.kind(kid) in ("GPE", "LOC") and p.tags[kid].startswith("NN")
            if p.deps[kid] in ("compound", "nmod", "amod") and self._parties.is_somebody(kid) and not scene:
                yield kid

    # Words

    def _is_passive(self, verb: int) -> bool:
        p = self._p
        if (
            lemma(p.lower[verb]) in _words("stative")
            and any(p.deps[kid] in ("prep", "xcomp") for kid in p.kids[verb])
            and not self._by(verb)
        ):
            return False  # "is opposed to"
        if any(p.deps[kid] in _PASSIVE for kid in p.kids[verb]):
            return True
        if p.tags[verb] not in ("VBN", "VBD") or any(p.lower[kid] in _HAVE for kid in p.kids[verb] if p.deps[kid] == "aux"):
            return False
        if (
            p.tags[verb] == "VBN"
            and p.deps[verb] in ("acl", "amod", "advcl", "relcl", "oprd", "ccomp", "xcomp")
            and p.child(verb, "dobj") is None
        ):
            return p.child(verb, "nsubj") is None or p.deps[verb] in ("oprd", "ccomp", "xcomp")
        if (
            p.child(verb, "dobj") is None
            and (p.is_title or p.deps[p.heads[verb]] == "acomp" or p.tags[verb] == "VBN")
            and self._kind in _DONE_TO
        ):
            return not any(p.deps[kid] in ("prep", "prt", "ccomp", "xcomp") and p.lower[kid] in _OWN for kid in p.kids[verb])
        return p.deps[verb] == "conj" and p.tags[verb] == "VBN" and p.is_verb(p.heads[verb]) and self._is_passive(p.heads[verb])

    def _is_nominal(self, token: int) -> bool:
        p = self._p
        if p.tags[token] != "VBG":
            return False
        return any(p.deps[kid] in ("det", "poss", "amod", "compound", "nummod") for kid in p.kids[token]) or p.deps[token] in ("compound",)
