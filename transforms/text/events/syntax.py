"""Syntax: the trigger of an event, and the words that syntax joins to it: agents and patients of verbs, what stands behind a preposition."""

import functools
import re
from collections.abc import Iterator

from transforms.text.events.parties import Parties
from transforms.text.events.triggers import Trigger
from transforms.text.lexicon import data
from transforms.text.lexicon import events as lexicon
from transforms.text.lexicon.nouns import singular
from transforms.text.lexicon.verbs import lemma
from transforms.text.reading import Reading, clauses

_SHARES = frozenset(("percent", "cent", "%", "point", "points"))
"""Words of what a number is a share of a hundred of: "nine percent", "9 per cent"."""
DONE_TO = frozenset(("ASSAULT", "COERCE", "death", "injury", "rescue", "evacuation"))
"""Types of what is done to somebody: without auxiliary and object the form in -ed is a participle ("two killed in crash")."""
_PASSIVE = ("auxpass", "nsubjpass", "agent")
_WHERE = frozenset(("in", "at", "on", "near", "outside", "inside", "during"))
_OWN = frozenset(("with", "against", "on", "at"))
_HAVE = frozenset(("have", "has", "had", "having", "'ve", "’ve"))


@functools.cache
def role_words(name: str) -> frozenset[str]:
    """Return the words of the class ``name`` of ``data/events/role_words.txt``."""
    return frozenset(word for key, words in data.table("events/role_words.txt") if key == name for word in words.split())


@functools.cache
def _places() -> dict[str, tuple[str, ...]]:
    return {kind: tuple(places.split()) for kind, places in data.table("events/roles.tsv")}


class Syntax:
    """Asks for one trigger what syntax joins to it, and to the other words of its passage."""

    def __init__(self, reading: Reading, trigger: Trigger) -> None:
        """Prepare to ask for ``trigger``."""
        self.p, self.i = trigger.passage, trigger.token
        self.parties = Parties.of(reading, trigger.passage)
        self.kind = trigger.kind.event_type or trigger.kind.incident_type or "-"
        self.is_incident = trigger.kind.event_type is None
        """Whether it is of an incident type alone."""
        self.is_travel = trigger.kind.incident_type == "travel"
        self.places = _places().get("death" if self._tells_of_dying() else self.kind, _places()["-"])
        """Where the target of the kind stands (``data/events/roles.tsv``)."""
        self._passives: dict[int, bool] = {}
        self.verbal = self.p.is_verb(self.i) and not self._is_nominal(self.i)
        """Whether the trigger is a verb, no noun in -ing."""

    def _tells_of_dying(self) -> bool:
        """Return whether the trigger is said of the dead, not of who killed them: "died in a raid", "slain"."""
        word, dying = self.p.lower[self.i], role_words("dying")
        return word in dying or (self.p.is_verb(self.i) and lemma(word) in dying)

    def is_adjective(self) -> bool:
        """Return whether the trigger is an adjective that something is said to be ("is opposed to")."""
        p, i = self.p, self.i
        return not self.verbal and p.tags[i][:2] == "JJ" and p.is_verb(p.heads[i]) and p.deps[i] in ("acomp", "oprd", "attr", "ccomp")

    def is_passive(self, verb: int) -> bool:
        """Return whether ``verb`` says what is done to its subject, or to the noun that it describes."""
        found = self._passives.get(verb)
        if found is None:
            found = self._passives[verb] = self._says_done_to(verb)
        return found

    def _says_done_to(self, verb: int) -> bool:
        p = self.p
        if (
            lemma(p.lower[verb]) in role_words("stative")
            and any(p.deps[kid] in ("prep", "xcomp") for kid in p.kids[verb])
            and not self.by(verb)
        ):
            return False  # "is opposed to"
        if any(p.deps[kid] in _PASSIVE for kid in p.kids[verb]):
            return True
        if p.tags[verb] not in ("VBN", "VBD") or any(p.lower[kid] in _HAVE for kid in p.kids[verb] if p.deps[kid] == "aux"):
            return False
        if lemma(p.lower[verb]) in role_words("intransitive"):
            return False
        if self._is_accused(verb):
            return True
        if lemma(p.lower[verb]) in role_words("transitive") and p.child(verb, "nsubj") is not None and not self.objects(verb):
            return True  # "three injured in the blast"
        if (
            (p.tags[verb] == "VBN" or (p.deps[verb] == "acl" and self.kind in DONE_TO and p.deps[p.heads[verb]] != "ROOT"))
            and p.deps[verb] in ("acl", "amod", "advcl", "relcl", "oprd", "ccomp", "xcomp")
            and p.child(verb, "dobj") is None
        ):
            return p.child(verb, "nsubj") is None or p.deps[verb] in ("oprd", "ccomp", "xcomp")
        if (
            p.child(verb, "dobj") is None
            and (p.is_title or p.deps[p.heads[verb]] == "acomp" or p.tags[verb] == "VBN")
            and self.kind in DONE_TO
        ):
            return not any(p.deps[kid] in ("prep", "prt", "ccomp", "xcomp") and p.lower[kid] in _OWN for kid in p.kids[verb])
        return self._goes_on(verb)

    def _is_accused(self, verb: int) -> bool:
        """Return whether the form in -ed of a verb of accusing says so of its subject, whatever the parser makes of it: "a man accused of"."""
        p, form = self.p, lemma(self.p.lower[verb])
        of = "with" if form == "charge" else "of"
        return (
            form in role_words("charge")
            and self.kind in ("ACCUSE", "COERCE")
            and p.child(verb, "dobj") is None
            and any(p.deps[kid] == "prep" and p.lower[kid] == of for kid in p.kids[verb])
        )

    def _goes_on(self, verb: int) -> bool:
        """Return whether ``verb`` goes on with the passive that it is joined to ("was arrested and charged", "were shot and killed")."""
        p, head = self.p, self.p.heads[verb]
        own = p.child(verb, "nsubj") is not None and p.tags[verb] != "VBN"
        if p.deps[verb] != "conj" or not p.is_verb(head) or own or not self.is_passive(head):
            return False
        thing = p.child(verb, "dobj")
        if thing is not None and not (p.tags[verb] == "VBN" and self.is_money(thing)):
            return self.kind in DONE_TO and verb - 2 == head and p.deps[verb - 1] == "cc"
        return p.tags[verb] == "VBN" or self.kind in DONE_TO

    def agent(self, verb: int) -> int | None:
        """Return the head of the by-phrase of the passive ``verb``, or of the passive that it is joined to."""
        p = self.p
        for kid in p.kids[verb]:
            if p.deps[kid] in ("agent", "prep") and p.lower[kid] == "by" and not self._is_of_charge(kid, verb):
                thing = next(iter(self.parties.below(kid)), None)
                if thing is not None and not self.parties.is_time(thing):
                    return thing
        if p.deps[verb] == "conj" and p.is_verb(p.heads[verb]) and self.is_passive(p.heads[verb]):
            found = self.agent(p.heads[verb])  # "was paid for by a fund and published by nobody": of harm alone the agent goes on
            return found if found is not None and (found > verb or self.kind in (*DONE_TO, "ACCUSE")) else None
        for by in range(verb + 1, p.right[verb] + 1):  # the parser hangs it on what stands between: "shot dead in their home by soldiers"
            if p.lower[by] == "by" and p.governor(by) == verb and self._is_beside(by, verb) and not self._is_of_charge(by, verb):
                found = next((thing for thing in self.parties.below(by) if self.parties.is_somebody(thing)), None)
                if found is not None:
                    return found
        return None

    def _is_of_charge(self, by: int, verb: int) -> bool:
        """Return whether the by-phrase belongs to what one is accused of, not to the accusing: "charged with possession of a gun by a minor"."""
        p = self.p
        return lemma(p.lower[verb]) in role_words("charge") and by - 1 > verb and p.lower[p.heads[by - 1]] == "of"

    def _is_beside(self, by: int, verb: int) -> bool:
        """Return whether only words for where, when and how stand between ``verb`` and the by-phrase that hangs on one of them."""
        p, node = self.p, by
        while p.heads[node] != verb and p.heads[node] != node:
            node = p.heads[node]
        return p.deps[node] != "prep" or p.lower[node] in _WHERE

    def by(self, noun: int) -> int | None:
        """Return who stands behind "by" at ``noun``, or at a participle that describes it ("an attack claimed by")."""
        p = self.p
        for kid in p.kids[noun]:
            reported = p.is_verb(kid) and lemma(p.lower[kid]) in role_words("outside")  # "a toll put out by the ministry"
            found = self.agent(kid) if p.deps[kid] == "acl" and not reported else None
            if p.deps[kid] in ("prep", "agent") and p.lower[kid] == "by":
                found = next(iter(self.parties.below(kid)), None)
            if found is not None and not self.parties.is_time(found) and not self._is_of_cause(noun, kid):
                return found
        return None

    def _is_of_cause(self, noun: int, by: int) -> bool:
        """Return whether the by-phrase belongs to the deed that ``noun`` answers: "protests over the killing of a man by police"."""
        p = self.p
        causes = (kid for kid in p.kids[noun] if kid < by and p.lower[kid] in ("over", "about", "against", "after"))
        return any(singular(p.lower[thing]) in lexicon.nouns() for kid in causes for thing in self.parties.below(kid))

    def behind(self, noun: int, preposition: str) -> Iterator[int]:
        """Yield what stands behind ``preposition`` at ``noun``."""
        return (thing for kid in self.p.kids[noun] if self.p.lower[kid] == preposition for thing in self.parties.below(kid))

    def has_object(self, verb: int) -> bool:
        """Return whether ``verb`` has a direct object, no stretch of time that the parser takes for one ("sank minutes later"), nor the incident
        itself ("caught fire", "gave way").
        """
        thing = self.p.child(verb, "dobj")
        if thing is None or self.is_duration(thing) or self.p.lower[thing] == "way":
            return False
        return not (self.is_own_kind(thing) and lemma(self.p.lower[verb]) == "catch")

    def is_duration(self, token: int) -> bool:
        """Return whether ``token`` is a word for a stretch or time of day, no part of a name."""
        return singular(self.p.lower[token]) in role_words("duration") and not self.parties.is_named(token)

    def is_own_kind(self, token: int) -> bool:
        """Return whether ``token`` names the incident itself: "the fire spread", "a house caught fire"."""
        frames = lexicon.nouns().get(singular(self.p.lower[token]), ())
        return self.is_incident and any(frame.kind.incident_type == self.kind for frame in frames)

    def is_loss(self, verb: int) -> bool:
        """Return whether ``verb`` says that its subject died: "lost their lives"."""
        p, thing = self.p, self.p.child(verb, "dobj")
        return lemma(p.lower[verb]) in ("lose", "give") and thing is not None and p.lower[thing] in ("life", "lives")

    def objects(self, verb: int) -> list[int]:
        """Return the objects of ``verb``, of one without its own those of the verbs joined to it ("killing or wounding 50")."""
        p = self.p
        own = [kid for kid in p.kids[verb] if p.deps[kid] == "dobj"]
        if lemma(p.lower[verb]) in role_words("intransitive"):
            return own  # "collapsed and injured nine"
        joined = (kid for kid in p.kids[verb] if p.deps[kid] == "conj" and p.is_verb(kid) and self._is_right_behind(verb, kid))
        return own or [thing for kid in joined for thing in p.kids[kid] if p.deps[thing] == "dobj"]

    def _is_right_behind(self, verb: int, other: int) -> bool:
        return all(self.p.deps[between] in ("cc", "punct", "advmod") for between in range(verb + 1, other))

    def patients(self, verb: int) -> Iterator[int]:
        """Yield whom a passive or a participle is done to."""
        p = self.p
        subjects = (kid for kid in p.kids[verb] if p.deps[kid] in ("nsubjpass", "nsubj"))
        own = [subject for kid in subjects if (subject := self.parties.behind_dateline(kid)) is not None]
        if own:
            yield from map(self.parties.antecedent, own)
        elif p.deps[verb] in ("acl", "amod", "relcl"):
            yield p.heads[verb]
        else:
            subject = clauses.subject_above(p, verb)
            if subject is not None:
                yield self.parties.antecedent(subject)

    def accused(self, verb: int, preposition: int) -> int | None:
        """Return whom ``verb`` accuses, charges or convicts of what stands below ``preposition``."""
        p, form = self.p, lemma(self.p.lower[verb])
        if form not in role_words("accuse") or p.lower[preposition] not in ("of", "for", "with", "over", "in", "on"):
            return None
        occasion = (singular(p.lower[thing]) for thing in self.parties.below(preposition))
        if any(word in role_words("occasion") and word != "connection" for word in occasion):
            return None  # "charged the owner in response to"
        return next(self.patients(verb), None) if self.is_passive(verb) else p.child(verb, "dobj")

    def brought(self) -> int | None:
        """Return the verb that brings its object into what the trigger names ("took him into custody")."""
        p, i = self.p, self.i
        preposition = p.heads[i]
        verb = p.heads[preposition]
        brings = p.deps[i] == "pobj" and p.lower[preposition] in ("into", "under", "in", "to") and p.is_verb(verb)
        return verb if brings and lemma(p.lower[verb]) in role_words("bring") and self.kind in DONE_TO else None

    def carriers(self) -> list[int]:
        """Return the words whose complements are the trigger's: itself, and the verb that does what it names."""
        p, i = self.p, self.i
        if self.verbal:
            return [i]
        if self.is_adjective():
            return [i, p.heads[i]]
        if p.deps[i] in ("compound", "amod") and p.tags[p.heads[i]].startswith("NN") and not self.parties.is_somebody(p.heads[i]):
            return [i, p.heads[i]]  # "a bombing campaign against"
        while p.deps[i] == "conj" and p.heads[i] != i:
            i = p.heads[i]
        verb = p.heads[i]
        carried = p.deps[i] in ("dobj", "nsubjpass") and p.is_verb(verb) and lemma(p.lower[verb]) not in role_words("outside")
        return [self.i, verb] if carried else [self.i]

    def is_scene(self, token: int) -> bool:
        """Return whether the name ``token`` before a noun of harm says where it was: "the Orlova bombing", "the Orlova School shooting"."""
        p = self.p
        if (
            not (self.kind in DONE_TO or self.is_incident)
            or p.deps[token] not in ("compound", "nmod")
            or not p.tags[token].startswith("NN")
        ):
            return False
        return self.parties.kind(token) in ("GPE", "LOC", "FAC") or singular(p.lower[token]) in lexicon.words("BUILDING")

    def is_figure(self, token: int) -> bool:
        """Return whether ``token`` is a number that counts nobody, a share or a date: "inspections between 2021 and 2023", not "40,000 marched"."""
        p, before = self.p, max(token - 1, 0)
        number = p.tags[token] == "CD" and p.lower[token] != "one" and not any(self.behind(token, "of"))
        number = number and (p.deps[token] == "pobj" or re.fullmatch(r"(?:1[5-9]|20)\d\d", p.words[token]) is not None)
        return number or self.parties.is_time(token) or (p.lower[token] in _SHARES and p.tags[before] == "CD")

    def is_money(self, token: int) -> bool:
        """Return whether ``token`` is an amount of money."""
        p = self.p
        return any(sign in p.words[i] for i in range(p.left[token], token + 1) for sign in "$£€¥")

    def is_means(self, token: int) -> bool:
        """Return whether ``token`` names a deed or what it is done with."""
        word = singular(self.p.lower[token])
        return word in lexicon.nouns() or word in lexicon.words("WEAPON") or word in lexicon.words("VEHICLE")

    def is_joined(self, first: int, second: int) -> bool:
        """Return whether the word ``second`` is joined to ``first`` ("first and second")."""
        return self.p.deps[second] == "conj" and self.p.heads[second] == first

    def _is_nominal(self, token: int) -> bool:
        p = self.p
        if p.tags[token] != "VBG":
            return False
        return any(p.deps[kid] in ("det", "poss", "amod", "compound", "nummod") for kid in p.kids[token]) or p.deps[token] in ("compound",)
