"""Targets: to whom or what it is done, in the places that the frame of its type allows (``data/events/roles.tsv``).

Objects, subjects of passives, prepositional complements of the trigger and of the verb that carries it. Where the object of a verbal act is a
thing the party is whose it is ("rejected the Danish proposal").
"""

import functools
from collections.abc import Iterator

from transforms.text.events.actors import MUTUAL, Actors
from transforms.text.events.syntax import DONE_TO, Syntax, role_words
from transforms.text.lexicon import events as lexicon
from transforms.text.lexicon.nouns import singular
from transforms.text.lexicon.verbs import lemma

_THINGS = frozenset(("it", "there", "this", "that", "what", "which", "these", "those"))
_TIGHT = frozenset(("in", "at", "near", "over", "outside", "along", "to", "into", "toward", "towards", "from", "by", "with", "as", "for"))
"""Prepositions behind which only somebody, or a named place, is the target."""
_OF_NOUNS = frozenset(("of", "in", "at", "from"))
"""Prepositions that belong to the object they hang on, not to its verb."""
_SCENE = frozenset(("in", "near", "outside", "across", "around"))
"""Prepositions before where it happened."""
_OF_FIGURES = frozenset(("quantity_change", "earnings", "vote", "contest"))
"""Incident types beside which a bare number counts no people."""
_AT = frozenset(("at", "into", "near", "outside", "toward", "towards"))
_OF_SYNTAX = frozenset(("object", "party", "patient", "sufferer", "subject", "given", "asked", "other", "within"))
"""Places of ``data/events/roles.tsv`` that are no prepositions."""
_ABSTRACT = ("RESTRICTION", "ACTIVITY", "TALK", "TIES", "DEAL", "PLANS", "PROTESTING", "ATTACKING", "LAWS")
"""Classes of nouns (``data/events/classes.tsv``) for deeds and what is at issue."""


class Targets:
    """Finds to whom or what it was done that one trigger tells of."""

    def __init__(self, syntax: Syntax, actors: Actors, actor: int | None) -> None:
        """Prepare to look around the trigger of ``syntax``, of whose ``actors`` the one at ``actor`` was found."""
        self._syntax, self._actors, self._actor = syntax, actors, actor
        self._p, self._i, self._parties = syntax.p, syntax.i, syntax.parties
        self._carriers = syntax.carriers()

    def target(self) -> int | None:
        """Return the head of the target, None where the text names none."""
        p, i = self._p, self._i
        own = [p.lower[kid] for kid in p.kids[i] if p.deps[kid] == "dobj"]
        if any(word.endswith(("self", "selves")) for word in own) and lemma(p.lower[i]) not in role_words("blast"):
            return None  # "stabbed himself at the hospital"
        return next(filter(self._may_be, map(self._whose_life, self._targets())), None)

    def _whose_life(self, token: int) -> int:
        """Return whose life ``token`` is ("claimed the lives of nine", "saved his life", "lost their lives"), another word itself."""
        p = self._p
        if p.lower[token] not in ("life", "lives"):
            return token
        owner = next(self._syntax.behind(token, "of"), None)
        own = next((kid for kid in p.kids[token] if p.deps[kid] == "poss"), None)
        loser = self._actors.subject(self._i) if self._syntax.is_loss(self._i) else None
        return next((who for who in (owner, loser, own) if who is not None), token)

    def _targets(self) -> Iterator[int]:
        """Yield what may be the target, the best first."""
        later: list[int] = []
        for place in self._syntax.places:
            if place not in _OF_SYNTAX and place not in self._prepositions:
                continue
            for token in self._at(place):
                nobody = not self._parties.is_somebody(token) and not self._is_told_to(token)
                if nobody and (place == "party" or self._is_abstract(token)):
                    yield from self._parties.owners(token)
                    later.append(token)
                else:
                    yield token
        if not self._syntax.verbal:
            yield from self._named_before(self._i)
        if self._syntax.kind not in MUTUAL:
            done_to = self._syntax.kind in DONE_TO  # "opened fire"
            yield from (token for token in later if not (done_to and self._is_abstract(token)))

    def _is_told_to(self, token: int) -> bool:
        """Return whether ``token`` is who is asked to do something, whatever the noun: "requested hospitals to admit nobody"."""
        p, i = self._p, self._i
        infinitive = p.child(i, "xcomp", "ccomp") if self._syntax.kind == "REQUEST" and p.heads[token] == i else None
        return infinitive is not None and token < infinitive and p.deps[token] in ("dobj", "dative") and p.tags[infinitive] == "VB"

    def _is_head_count(self, token: int) -> bool:
        """Return whether the number ``token`` counts whom it was done to: "three injured", "arrested 12"."""
        of_people = self._syntax.kind in DONE_TO or self._syntax.is_incident
        return self._p.tags[token] == "CD" and of_people and self._syntax.kind not in _OF_FIGURES and self._parties.is_somebody(token)

    def _may_be(self, token: int) -> bool:
        """Return whether ``token`` can be the target beside the actor: not part of its phrase, no date, no word without letters."""
        if self._parties.is_time(token) or token == self._i or not any(map(str.isalnum, self._p.words[token])):
            return False
        if self._p.tags[token] in ("WDT", "WP", "IN"):
            return False  # "said that officers arrested nine", where the parser takes "that" for the object
        if self._p.lower[token].endswith(("self", "selves")) or token < self._parties.dateline:
            return False
        word = singular(self._p.lower[token])
        if word == "way" and lemma(self._p.lower[self._i]) == "give":
            return False  # "gave way"
        if (
            self._p.tags[token] == "PRP$"
            and self._p.heads[token] != self._i
            and self._p.lower[self._p.heads[token]] not in ("life", "lives")
        ):
            return False  # "upgraded their ties"
        if word == "state" and any(singular(self._p.lower[of]) in role_words("abstract") for of in self._syntax.behind(token, "of")):
            return False  # "declared a state of emergency"
        if self._syntax.is_duration(token) or self._syntax.is_own_kind(token) or self._syntax.is_money(token):
            return False
        if self._p.tags[token] == "CD" and self._syntax.kind in _OF_FIGURES:
            return False  # "fell to 35,072", "a vote of 98 to 41"
        if self._syntax.is_figure(token) and not self._is_head_count(token):
            return False  # "blamed 2021 for the losses"
        if self._syntax.kind == "ACCUSE" and word in lexicon.words("CRIMINAL") and self._is_deed(token):
            return False  # "over an alleged fraud"
        if lemma(self._p.lower[self._i]) in role_words("handle") and not self._is_hit(token):
            return False
        if self._syntax.kind == "ASSAULT" and self._is_weapon(token) and self._is_handled(token):
            return False
        if self._syntax.kind == "AID" and singular(self._p.lower[token]) in lexicon.words("AIDGOODS"):
            return False  # what is given, not who gets it
        if self._actor is None:
            return True
        if self._syntax.is_joined(self._actor, token):
            return "other" in self._syntax.places or singular(self._p.lower[self._i]) in role_words("mutual") or self._are_between()
        phrase = self._parties.party(self._actor)
        return not phrase.first <= token < phrase.last

    def _is_weapon(self, token: int) -> bool:
        """Return whether ``token`` or what it counts is a weapon ("dozens of attack drones")."""
        words = (token, *self._syntax.behind(token, "of"))
        return any(singular(self._p.lower[word]) in lexicon.words("WEAPON") or singular(self._p.lower[word]) == "drone" for word in words)

    def _are_between(self) -> bool:
        """Return whether the actor is the first of those between whom it happened."""
        actor = self._actor
        return actor is not None and self._p.deps[actor] == "pobj" and self._p.lower[self._p.heads[actor]] == "between"

    def _is_hit(self, token: int) -> bool:
        """Return whether ``token`` can be what is hit, where the object of the verb may be the weapon ("detonated a vest")."""
        hit = singular(self._p.lower[token]) in lexicon.words("BUILDING") | lexicon.words("VEHICLE")
        return hit or self._parties.is_somebody(token) or self._parties.is_named(token) or not self._is_object(token)

    def _is_object(self, token: int) -> bool:
        return self._p.heads[token] == self._i and self._p.deps[token] in ("dobj", "nsubjpass")

    def _is_handled(self, token: int) -> bool:
        """Return whether the weapon ``token`` is what is used, not what is hit: "detonated a bomb", "the explosion of a bomb"."""
        return lemma(self._p.lower[self._i]) in role_words("handle") or not self._syntax.verbal

    def _is_abstract(self, token: int) -> bool:
        """Return whether ``token`` names what was done or is at issue, not whom it concerns ("a curfew", "the talks", "opened fire")."""
        word = singular(self._p.lower[token])
        return any(word in lexicon.words(name) for name in _ABSTRACT) or word in role_words("abstract")

    def _at(self, place: str) -> Iterator[int]:
        if place in ("object", "party"):
            yield from self._objects()
        elif place == "patient":
            yield from self._actors.patients(self._i) if self._syntax.verbal and self._syntax.is_passive(self._i) else ()
        elif place == "sufferer":
            yield from self._sufferer()
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
        if self._syntax.is_adjective():
            yield from self._found()
            return
        if not self._syntax.verbal:
            yield from self._noun_objects()
            return
        if self._syntax.is_passive(i):
            yield from self._actors.patients(i)
            return
        own = self._syntax.objects(i)
        if not own and p.deps[p.heads[i]] != "ROOT" and p.deps[i] == "relcl" and not self._is_place_clause(i):
            own = [kid for kid in (p.heads[i],) if self._actors.subject(i) not in (None, kid)]
        if not own:  # "attacked what it called a camp"
            called = [kid for kid in p.kids[i] if p.deps[kid] == "ccomp" and any(p.tags[what] == "WP" for what in p.kids[kid])]
            own = [thing for verb in called for thing in p.kids[verb] if p.deps[thing] == "oprd"]
        for kid in own:
            yield self._parties.antecedent(kid)

    def _is_place_clause(self, verb: int) -> bool:
        """Return whether the relative clause of ``verb`` says what happened at the noun before it: "the hospital where he died"."""
        p = self._p
        return lemma(p.lower[verb]) in role_words("intransitive") or any(p.lower[kid] in ("where", "when") for kid in p.kids[verb])

    def _found(self) -> Iterator[int]:
        """Yield of whom the adjective of a judgement is said: "found him guilty", "pleaded guilty"."""
        verb = self._p.heads[self._i]
        if self._syntax.kind == "COERCE":
            yield from (kid for kid in self._p.kids[verb] if self._p.deps[kid] in ("dobj", "nsubjpass"))
            yield from (kid for kid in self._p.kids[self._i] if self._p.deps[kid] == "nsubj")
            subject = self._actors.subject(verb)
            if subject is not None and self._p.child(verb, "dobj") is None:
                yield subject

    def _noun_objects(self) -> Iterator[int]:
        p, i, word = self._p, self._i, singular(self._p.lower[self._i])
        if word in role_words("done_to_owner"):
            people = word in role_words("people_only")
            owners = (kid for kid in p.kids[i] if p.deps[kid] == "poss" and not self._parties.is_time(kid))
            yield from (kid for kid in owners if not (people and (self._parties.is_place(kid) or p.lower[kid] in role_words("area"))))
        if word not in role_words("doer_of") and word not in role_words("of_means"):
            yield from (token for token in self._below("of") if not self._is_deed(token))
        yield from self._undergone()
        verb = self._syntax.brought()
        if verb is not None:
            yield from (
                self._actors.patients(verb) if self._syntax.is_passive(verb) else (kid for kid in p.kids[verb] if p.deps[kid] == "dobj")
            )

    def _is_deed(self, token: int) -> bool:
        word = singular(self._p.lower[token])
        return (word in lexicon.nouns() or word in lexicon.words("CRIMINAL")) and not self._parties.is_somebody(token)

    def _sufferer(self) -> Iterator[int]:
        """Yield the subject of the verb that has what the trigger names ("nine had minor injuries")."""
        verb = self._p.heads[self._i]
        if not self._syntax.verbal and self._p.deps[self._i] == "dobj" and self._p.is_verb(verb) and lemma(self._p.lower[verb]) == "have":
            subject = self._actors.subject(verb)
            if subject is not None and self._parties.is_somebody(subject):
                yield subject

    def _undergone(self) -> Iterator[int]:
        """Yield the subject of a verb that undergoes what the trigger names ("suffered an attack")."""
        p, i = self._p, self._i
        verb = p.heads[i]
        if p.deps[i] == "dobj" and p.is_verb(verb) and lemma(p.lower[verb]) in role_words("undergo"):
            subject = self._actors.subject(verb)
            of_things = self._syntax.is_incident and self._syntax.kind not in DONE_TO  # who survives a crash has not crashed
            if subject is not None and not (of_things and self._parties.is_somebody(subject)):
                yield subject
        for kid in p.kids[i]:
            if p.deps[kid] == "relcl":
                yield from (
                    thing for thing in p.kids[kid] if p.deps[thing] == "dobj" and lemma(p.lower[kid]) in ("target", "hit", "strike")
                )

    def _undergoing(self) -> Iterator[int]:
        p, i = self._p, self._i
        if self._syntax.verbal and not self._syntax.has_object(i):
            subject = self._actors.subject(i)
            if subject is not None:
                yield subject
        if self._syntax.is_adjective():
            verb = p.heads[i]
            shot = None if self._syntax.is_passive(verb) else p.child(verb, "dobj")  # "shot dead a man"
            subject = shot if shot is not None else self._actors.subject(verb)
            if subject is not None:
                yield subject
        elif not self._syntax.verbal and p.tags[i][:2] == "JJ" and p.deps[i] == "amod":
            yield p.heads[i]
        elif not self._syntax.verbal:
            yield from (kid for kid in p.kids[i] if p.deps[kid] in ("compound", "poss") and self._is_struck(kid))

    def _is_struck(self, before: int) -> bool:
        """Return whether the word ``before`` a noun names what it befalls ("plane crash"), not where ("California wildfires")."""
        word = singular(self._p.lower[before])
        if before and self._p.words[before - 1] == "-":
            return False  # "a single-vehicle crash"
        if word in lexicon.words("VEHICLE") or word in lexicon.words("BUILDING"):
            return True
        return self._parties.is_somebody(before) and self._parties.kind(before) not in ("GPE", "LOC") and not self._parties.is_time(before)

    def _given(self) -> Iterator[int]:
        p = self._p
        for verb in self._carriers:
            yield from (kid for kid in p.kids[verb] if p.deps[kid] == "dative" and p.tags[kid] != "IN")

    def _asked(self) -> Iterator[int]:
        p = self._p
        for verb in self._carriers:
            for kid in p.kids[verb]:
                if p.deps[kid] in ("ccomp", "advcl") or (p.deps[kid] == "prep" and p.lower[kid] in ("for", "on")):
                    yield from (who for who in p.kids[kid] if p.deps[who] in ("nsubj", "nsubjpass") and self._parties.is_somebody(who))

    def _other(self) -> Iterator[int]:
        """Yield the second of the parties that are joined as subject, or below "between" and "of"."""
        p = self._p
        first = self._actor
        if first is not None:
            yield from (kid for kid in p.kids[first] if p.deps[kid] == "conj" and self._parties.is_somebody(kid))
            yield from (k for kid in p.kids[first] if p.deps[kid] == "amod" for k in p.kids[kid] if p.deps[k] == "conj")

    def _within(self) -> Iterator[int]:
        """Yield somebody in the object, infinitive or gerund below the trigger, the first first."""
        p = self._p
        for verb in self._carriers:
            below = [
                kid for kid in p.kids[verb] if p.deps[kid] in ("xcomp", "dobj", "prep", "ccomp", "advcl", "acl", "pobj") and kid > verb
            ]
            for kid in below:
                if p.deps[kid] == "prep" and p.lower[kid] in _SCENE and (self._syntax.kind in DONE_TO or self._syntax.is_incident):
                    continue
                if p.deps[kid] == "prep" and any(p.lower[thing] in role_words("occasion") for thing in self._parties.below(kid)):
                    continue  # "in response to Danish attacks"
                for token in range(p.left[kid], p.right[kid] + 1):
                    named = self._parties.kind(token) in ("GPE", "NORP", "ORG", "PERSON")
                    inner = (
                        p.deps[token] == "compound" and p.tags[token].startswith("NNP") and self._parties.kind(p.heads[token]) is not None
                    )
                    if named and not inner and p.deps[token] not in ("punct", "case", "det") and not self._is_beside(token):
                        yield self._whole(token)

    def _is_beside(self, token: int) -> bool:
        """Return whether ``token`` belongs to where or when it was done to somebody: "blew up a car in the Danish capital"."""
        p = self._p
        place = self._parties.is_place(token) or p.deps[token] in ("amod", "compound")
        if self._syntax.kind not in DONE_TO and not self._syntax.is_incident and not (place and self._syntax.kind == "PROTEST"):
            return False
        while p.heads[token] not in (token, self._i):
            token = p.heads[token]
            if (p.deps[token] == "prep" and p.lower[token] in _SCENE) or (p.deps[token] == "advcl" and p.child(token, "mark") is not None):
                return True
        return False

    def _whole(self, token: int) -> int:
        """Return the group that the name ``token`` stands before ("Danish troops", "the Doe government"), itself where that is nobody."""
        p, head = self._p, self._p.heads[token]
        if p.deps[token] not in ("amod", "compound", "nmod") or head < token:
            return token
        named = p.deps[token] == "amod" and p.tags[head] == "NNP"  # "Danish rival Norship"
        return head if named or (p.tags[head] in ("NN", "NNS") and self._parties.is_somebody(head)) else token

    def _below(self, preposition: str) -> Iterator[int]:
        p = self._p
        for kid, of_object in self._prepositions.get(preposition, ()):
            found = self._parties.below(kid)
            if preposition == "between" and not of_object:
                found = [second for thing in found for second in p.kids[thing] if p.deps[second] == "conj"] + found
            yield from (thing for thing in found if self._stands_for(thing, preposition))

    @functools.cached_property
    def _prepositions(self) -> dict[str, list[tuple[int, bool]]]:
        """The prepositions that hang on the trigger and what carries it, by word, each with whether the parser hung it on the verb's object."""
        p = self._p
        found: dict[str, list[tuple[int, bool]]] = {}
        for node in self._carriers:
            for kid in p.kids[node]:
                if p.deps[kid] in ("prep", "agent", "dative"):
                    found.setdefault(p.lower[kid], []).append((kid, False))
            if self._syntax.verbal and node == self._i:
                for thing in (kid for kid in p.kids[node] if p.deps[kid] == "dobj"):
                    for kid in p.kids[thing]:
                        if p.deps[kid] == "prep" and p.lower[kid] not in _OF_NOUNS:
                            found.setdefault(p.lower[kid], []).append((kid, True))
        return found

    def _stands_for(self, thing: int, preposition: str) -> bool:
        """Return whether ``thing`` can be a target below ``preposition``."""
        if self._parties.is_time(thing) or self._p.lower[thing] in _THINGS or (preposition == "at" and self._p.tags[thing] == "CD"):
            return False  # "at 1600"
        if self._syntax.kind == "CONSULT" and preposition in ("in", "at") and self._parties.is_place(thing):
            return self._syntax.is_travel  # "visited in", not "met in"
        if (
            preposition in ("in", "at")
            and (self._syntax.kind in DONE_TO or self._syntax.is_incident)
            and self._parties.kind(thing) in ("GPE", "LOC")
        ):
            return False  # where, not whom
        word = singular(self._p.lower[thing])
        thing = self._parties.antecedent(thing)
        free = preposition not in _TIGHT or (preposition == "with" and self._syntax.kind == "CONSULT")
        explodes = self._syntax.kind == "ASSAULT" and (preposition in _AT or lemma(self._p.lower[self._i]) in role_words("handle"))
        free = free or (explodes and (word in lexicon.words("BUILDING") or word in lexicon.words("VEHICLE")))
        return free or self._parties.is_somebody(thing) or self._parties.is_named(thing)

    def _named_before(self, noun: int) -> Iterator[int]:
        """Yield names before a noun that are not its actor: "the Orlova bombing"."""
        p = self._p
        for kid in p.kids[noun]:
            if p.deps[kid] not in ("compound", "nmod", "amod") or not self._parties.is_somebody(kid) or self._syntax.is_scene(kid):
                continue
            if self._syntax.kind not in MUTUAL or self._parties.is_named(kid):  # "coalition talks" are with others
                yield kid
