"""Reports: one telling of an event as far as it says which event it is, and whether two of them can tell, or do tell, of the same."""

import datetime
import functools
from typing import NamedTuple

from schemas import Entity, Place
from transforms.text.events.triggers import Kind, Trigger
from transforms.text.lexicon.nouns import singular
from transforms.text.lexicon.numbers import CARDINALS
from transforms.text.lexicon.verbs import lemma
from transforms.text.reading import factuality, setting
from transforms.text.reading.clauses import PAST
from transforms.text.reading.passage import Passage
from transforms.text.reading.setting import Days

_PRONOUNS = (
    "he",
    "she",
    "it",
    "they",
    "him",
    "her",
    "them",
    "we",
    "us",
    "i",
    "me",
    "you",
    "who",
    "which",
    "that",
    "those",
    "these",
    "our",
    "my",
)
_COUNTING = (
    "two",
    "three",
    "some",
    "several",
    "many",
    "least",
    "most",
    "more",
    "less",
    "than",
    "over",
    "under",
    "about",
    "around",
    "nearly",
    "almost",
)
_BETWEEN = (
    "the",
    "a",
    "an",
    "of",
    "and",
    "in",
    "at",
    "to",
    "as",
    "up",
    "its",
    "his",
    "their",
    "all",
    "both",
    "other",
    "others",
    "another",
    "one",
    "only",
)
_EMPTY = frozenset((*_PRONOUNS, *_COUNTING, *_BETWEEN, "people", "", "1", "2", "3"))
"""Words of a party that do not say who it is."""
_VAGUE = frozenset(_COUNTING) - CARDINALS.keys()
HARM = frozenset(("death", "injury"))
"""Incident types that say what became of people, beside what was hit."""
LASTING = frozenset(("war", "conflict", "fighting", "combat", "offensive", "violence", "campaign", "hostility", "insurgency", "invasion"))
"""Nouns for what goes on for long: no single attack is meant by them."""
_MEANS = frozenset(("in", "by", "during", "from"))
"""Prepositions before the event by which another came about ("killed in an attack")."""
_DEFINITE = frozenset(("the", "this", "that"))
_NEW = frozenset(("a", "an", "another"))
_ATTACK = "ASSAULT"
_NEAR = datetime.timedelta(days=1)


class _Fields(NamedTuple):
    """What a report is made of."""

    trigger: Trigger
    actor: frozenset[str]
    """Words and entity of who did it; empty where nobody is named."""
    actor_is_named: bool
    """Whether the actor is an entity of the article."""
    target: frozenset[str]
    target_is_named: bool
    place: Place | None
    days: Days
    modality: str
    is_news: bool = False
    """Whether a title or the beginning of the body tells it as new."""
    is_old: bool = False
    """Whether it was more than two weeks before publication."""
    how_many: int | None = None
    """How many the target are, None where it says no single exact number above one."""
    is_staged: bool = False
    """Whether a sentence behind it says when it happened (``scenes``)."""


class Report(_Fields):
    """One report of an event."""

    @functools.cached_property
    def kinds(self) -> frozenset[str]:
        """Its event type and its incident type, as far as it has them."""
        return _types(self.trigger.kind)

    @functools.cached_property
    def head(self) -> str:
        """The trigger's dictionary form, of a noun that is also a verb the same as the verb's."""
        p, i = self.trigger.passage, self.trigger.token
        return lemma(p.lower[i]) if p.is_verb(i) else lemma(singular(p.lower[i]))

    @functools.cached_property
    def is_definite(self) -> bool:
        """Whether it is a noun with "the", "this" or "that": an event that has been told of before."""
        p, i = self.trigger.passage, self.trigger.token
        return not p.is_verb(i) and any(p.deps[kid] == "det" and p.lower[kid] in _DEFINITE for kid in p.kids[i])

    @functools.cached_property
    def is_new(self) -> bool:
        """Whether it is a noun with "a", "an" or "another": an event not told of before, unless one of its parties, its place or its day says so."""
        p, i = self.trigger.passage, self.trigger.token
        return not p.is_verb(i) and any(p.deps[kid] == "det" and p.lower[kid] in _NEW for kid in p.kids[i])

    @functools.cached_property
    def takes_up(self) -> bool:
        """Whether it is a definite noun below a preposition of a clause that does not tell of the past: "during the visit he will speak"."""
        p, i = self.trigger.passage, self.trigger.token
        clause = p.clause_of(i)
        definite = self.is_definite or any(p.deps[kid] == "poss" or p.lower[kid] == "these" for kid in p.kids[i])
        return p.deps[i] == "pobj" and definite and not p.is_verb(i) and clause is not None and clause.tense != PAST and not clause.perfect

    @functools.cached_property
    def is_bare(self) -> bool:
        """Whether it is a noun that nothing but an article or adjective belongs to: "the attack", "the deadly attack"."""
        p, i = self.trigger.passage, self.trigger.token
        return not p.is_verb(i) and all(p.deps[kid] in ("det", "amod", "punct") for kid in p.kids[i])

    @functools.cached_property
    def is_generic(self) -> bool:
        """Whether it is a plural noun without article or owner, which names a sort of event: "kidnappings are common"."""
        p, i = self.trigger.passage, self.trigger.token
        return p.tags[i] in ("NNS", "NNPS") and not any(p.deps[kid] in ("det", "poss", "nummod") for kid in p.kids[i]) and not p.is_title

    @property
    def harm(self) -> str | None:
        """What it says became of people, None where it says what was done."""
        return self.trigger.kind.incident_type if self.trigger.kind.incident_type in HARM else None

    @functools.cached_property
    def is_of_self(self) -> bool:
        """Whether somebody does it to himself: "stabbed himself"."""
        p, i = self.trigger.passage, self.trigger.token
        return any(p.deps[kid] == "dobj" and p.lower[kid].endswith(("self", "selves")) for kid in p.kids[i])

    @functools.cached_property
    def is_of_before(self) -> bool:
        """Whether it is told in the past perfect or with "previously", and so of a time before the story's."""
        p = self.trigger.passage
        clause = p.clause_of(self.trigger.token)
        if clause is None:
            return False
        return (clause.perfect and any(p.lower[aux] in ("had", "'d") for aux in clause.auxiliaries)) or setting.is_of_before(p, clause.verb)


@functools.cache
def _types(kind: Kind) -> frozenset[str]:
    return frozenset(filter(None, (kind.event_type, kind.incident_type)))


def words_of(text: str | None, entity: Entity | None) -> frozenset[str]:
    """Return what is compared of a party: its words that say something, its entity, and of a state or its people the country."""
    found = {_digits(word.strip(".,'’s")) for word in (text or "").lower().split()} - _EMPTY
    if entity is not None:
        found.add(entity.entity_id)
        if entity.country_code and entity.entity_type in ("GPE", "NORP"):
            found.add(f"country {entity.country_code}")
    return frozenset(found)


@functools.lru_cache(maxsize=1 << 12)
def count_of(text: str | None) -> int | None:
    """Return the one exact number above one that ``text`` says.

    >>> count_of("nine people"), count_of("9"), count_of("at least nine people"), count_of("a man")
    (9, 9, None, None)
    """
    words = (text or "").lower().split()
    numbers = [int(number) for word in words if (number := _digits(word)).isdecimal()]
    exact = len(numbers) == 1 and numbers[0] > 1 and not _VAGUE & set(words)
    return numbers[0] if exact else None


def _digits(word: str) -> str:
    return str(CARDINALS[word]) if word in CARDINALS else word


def same(one: Report, other: Report) -> bool:
    """Return whether ``other``, told later and of the same kind, says that it is the event that ``one`` tells of."""
    if other.trigger.stands_for_deed:
        return True
    actor, target = bool(one.actor & other.actor), bool(one.target & other.target)
    place = one.place is not None and other.place is not None and one.place.text == other.place.text
    place = place and not (target and words_of(one.place.text if one.place else None, None) & one.target)  # said once
    day = one.days.first is not None and one.days.first == other.days.first and one.days.last == other.days.last
    evidence = actor + target + place + day
    if one.head == other.head:
        alone = not (other.actor or other.target or other.is_new)
        return evidence > 0 or (not other.is_generic and (other.is_definite or one.trigger.passage.is_title or alone))
    if one.head in LASTING or other.head in LASTING:
        return False
    return evidence > 1 or (other.is_definite and (evidence == 1 or (other.is_bare and _is_synonym(one.trigger.kind, other.trigger.kind))))


def _is_synonym(one: Kind, other: Kind) -> bool:
    """Return whether two words of these kinds can stand for one another: those of an attack, and those of one type of incident."""
    return one.event_type == other.event_type and one.event_type in (_ATTACK, None)


def contradict(one: Report, other: Report) -> bool:
    """Return whether the two say different things of actor, target, place, days or modality.

    Of an attack, descriptions without a name are different words for one group ("gunmen", "bandits"), and what was hit and who was harmed differ.
    """
    if (one.modality == "happened") != (other.modality == "happened") and one.modality != other.modality:
        return True
    if (one.is_news and other.is_old) or (one.is_old and other.is_news):
        return True
    if one.harm is not None and one.harm == other.harm and None not in (one.how_many, other.how_many) and one.how_many != other.how_many:
        return True
    attack = _ATTACK in one.kinds and _ATTACK in other.kinds
    if one.actor and other.actor and not one.actor & other.actor and (not attack or (one.actor_is_named and other.actor_is_named)):
        return True
    comparable = not attack or one.head == other.head or (one.harm is not None and one.harm == other.harm)
    if comparable and one.target and other.target and not one.target & other.target:
        return True
    return apart(one.days, other.days) or elsewhere(one.place, other.place)


def apart(one: Days, other: Days) -> bool:
    """Return whether more than a day lies between ``one`` and ``other``."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return False
    return one.last + _NEAR < other.first or other.last + _NEAR < one.first


def elsewhere(one: Place | None, other: Place | None) -> bool:
    """Return whether two places are different ones: of two countries, or two cities."""
    if one is None or other is None or one.text == other.text or one.resolution != "resolved" or other.resolution != "resolved":
        return False
    if one.country_code != other.country_code:
        return True
    cities = one.feature == other.feature == "city"
    return cities and one.geonames_id != other.geonames_id


def joined(one: Trigger, other: Trigger) -> bool:
    """Return whether one clause tells of both triggers, which share a kind: as subject, agent or means of the verb ("the attack killed", "killed in
    an attack"), as a participle ("attacked the camp, killing two"), of attacks also as joined verbs ("killed two and abducted nine").
    """
    return one.passage.index == other.passage.index and (_takes(one, other) or _takes(other, one))


def _takes(upper: Trigger, lower: Trigger) -> bool:
    """Return whether the verb ``lower`` tells of the event of ``upper``."""
    p, above, verb = upper.passage, upper.token, lower.token
    if not p.is_verb(verb):
        return False
    clause, head = p.clauses.get(verb), p.heads[verb]
    if clause is not None and above in (clause.subject, clause.agent):
        return True
    if head == above and p.deps[verb] in ("relcl", "acl"):
        return True
    if any(p.deps[kid] == "prep" and p.lower[kid] in _MEANS and p.child(kid, "pobj") == above for kid in p.kids[verb]):
        return True
    if clause is None or clause.subject_is_own or not _tells(p, head, above):
        return False
    if p.deps[verb] == "conj":
        return upper.kind.event_type == lower.kind.event_type == _ATTACK
    return p.deps[verb] in ("advcl", "xcomp") and p.tags[verb] == "VBG"


def _tells(p: Passage, verb: int, event: int) -> bool:
    """Return whether the verb is the event, or says that it took place ("carried out an attack")."""
    return p.is_verb(verb) and (verb == event or (p.heads[event] == verb and p.deps[event] == "dobj" and factuality.takes_place(p, verb)))
