"""Triggers: the words of an article that tell of an event, and of which kind."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from transforms.text.events.frames import Matcher
from transforms.text.events.wishes import serves_protest, turned
from transforms.text.lexicon import events as lexicon
from transforms.text.lexicon import sport
from transforms.text.lexicon.calendar import MONTHS
from transforms.text.lexicon.events import Frame, Kind
from transforms.text.lexicon.nouns import singular
from transforms.text.lexicon.verbs import lemma
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage

__all__ = ["Kind", "Trigger", "find", "light_verb"]

_NO_TRIGGER = frozenset(("PERSON", "ORG", "WORK_OF_ART", "PRODUCT", "FAC", "LAW", "GPE", "LOC", "NORP"))
"""Types of names whose words tell of no event ("the Attack Squadron", "Fire and Blood")."""
_VERBAL = frozenset(("AGREE", "THREATEN", "REQUEST", "REJECT", "CONCEDE"))
"""Types of verbal acts: what is agreed to, threatened, asked for, refused or given up is their content, no PLOVER event of its own."""
_COMMENTING = frozenset(("comment", "elaborate", "opine", "remark"))
_HARMED = frozenset(("injured", "wounded"))
_NOMINAL = frozenset(("nsubj", "nsubjpass", "dobj", "pobj"))
"""Dependencies of words that are used as nouns."""
_SPORT_WORDS = 3
"""Words of sport in an article from which on it is about sport."""
_SPORT_SHARE = 0.01
"""The share of an article's words that they must be: a report of an attack may name the tournament that is to be held in the town."""


class Trigger(NamedTuple):
    """One trigger: its passage, the token that heads it, the tokens of its span (half-open), its kind, and the rule that found it.

    A noun stands for itself also where a light verb carries it ("held talks"): :func:`light_verb` returns that verb.
    """

    passage: Passage
    token: int
    first: int
    last: int
    kind: Kind
    rule: str
    is_turned: bool = False
    """Whether the clause above makes a verbal act of it (``wishes.turned``)."""
    stands_for_deed: bool = False
    """Whether it names no kind of event, but stands for an attack told before (``anaphora``)."""


def find(reading: Reading) -> Sequence[Trigger]:
    """Return the triggers of ``reading`` in the order of the text; no two share a token."""
    topics = reading.count(sport.TOPICS)
    about_sport = topics >= _SPORT_WORDS and topics >= _SPORT_SHARE * reading.words.total()
    return [trigger for passage in reading.passages for trigger in _Finder(reading, passage, about_sport).triggers()]


def light_verb(trigger: Trigger) -> int | None:
    """Return the token of the light verb that carries the noun of ``trigger`` ("held" of "held talks"), None where none does."""
    p, i = trigger.passage, trigger.token
    if p.is_verb(i):
        return None
    while p.deps[i] == "conj" and p.heads[i] != i:
        i = p.heads[i]
    head = p.heads[i]
    return head if p.deps[i] in ("dobj", "nsubjpass") and lemma(p.lower[head]) in lexicon.words("LIGHT") else None


class _Finder:
    """Finds the triggers of one passage."""

    def __init__(self, reading: Reading, passage: Passage, about_sport: bool) -> None:
        self._reading, self._p, self._sport = reading, passage, about_sport
        self._matcher = Matcher(reading, passage)

    def triggers(self) -> Iterator[Trigger]:
        """Return the triggers in order, without those that are only what another one is about."""
        p, matcher = self._p, self._matcher
        frames = {
            i: frame for i in itertools.compress(range(len(p)), map(lexicon.is_known, p.lower)) if (frame := self._frame(i)) is not None
        }
        own = {i: frame.kind for i, frame in frames.items()}
        modal = (
            (i for i, clause in p.clauses.items() if clause.modal) if "MD" in p.tags and (own or "must" in p.lower) else ()
        )  # clauses are found where they are asked for; of what is no event of its own only "must" makes one
        kinds = own | {i: kind for i in modal if (kind := turned(p, matcher, i, own.get(i))) is not None}
        if not kinds:
            return
        consumed = {token for i in kinds for token in self._contents(i, frames.get(i))}
        spoken = {token for i, kind in kinds.items() if kind.event_type in _VERBAL for token in self._spoken(i)}
        consumed |= {token for token in spoken if token in kinds and kinds[token].event_type}
        protests = frozenset(i for i, kind in kinds.items() if kind.event_type == "PROTEST")
        naming = {i: i + 1 for i in kinds if self._names_next(i, kinds)}
        for i, kind in sorted(kinds.items()):
            if i in consumed or i in naming or not (kind.event_type or kind.incident_type):
                continue
            told = kinds.get(p.heads[i]) if p.deps[i] == "amod" and p.tags[i] == "JJ" else None
            if told is not None and told.event_type == kind.event_type:
                continue  # "violent clashes" are told of once
            if kind.event_type == "REQUEST" and protests and serves_protest(p, i, protests):
                continue
            is_turned = kind != own.get(i)
            rule = f"turned {lemma(p.lower[i])}" if is_turned else self._rule(i)
            yield Trigger(p, i, i - (naming.get(i - 1) == i), self._end(i), kind, rule, is_turned)

    def _names_next(self, i: int, kinds: Mapping[int, Kind]) -> bool:
        """Return whether the noun ``i`` says what kind of event the next noun is, so that both tell of it once: "an assassination attempt"."""
        p, own, other = self._p, kinds[i], kinds.get(i + 1)
        if other is None or p.heads[i] != i + 1 or p.deps[i] not in ("compound", "nmod") or p.is_verb(i + 1):
            return False
        return own.event_type == other.event_type and (own.event_type is not None or own.incident_type == other.incident_type)

    def _rule(self, i: int) -> str:
        if self._p.is_verb(i):
            return f"verb {lemma(self._p.lower[i])}"
        return f"word {singular(self._p.lower[i])}"

    def _end(self, i: int) -> int:
        """Return the token after the trigger's span: a particle right behind a verb belongs to it ("called off")."""
        p = self._p
        return i + 2 if p.is_verb(i) and i + 1 < len(p) and p.deps[i + 1] == "prt" and p.heads[i + 1] == i else i + 1

    def _frame(self, i: int) -> Frame | None:
        """Return the frame that token ``i`` stands in, None where it tells of nothing."""
        p = self._p
        word, tag = p.lower[i], p.tags[i]
        frames = None
        if tag.startswith("VB") and p.deps[i] not in ("aux", "auxpass"):
            if tag == "VBG" and self._is_nominal(i):
                frames = lexicon.nouns().get(word)
            if frames is None and p.deps[i] != "compound" and (p.deps[i] != "amod" or lemma(word) in lexicon.words("AMOD")):
                frames = lexicon.verbs().get(lemma(word))
        elif tag in ("NN", "NNS", "NNP", "NNPS"):
            whole = (
                p.heads[i] if p.deps[i] == "conj" and p.deps[p.heads[i]] in ("compound", "nmod") else i
            )  # "the search and rescue agency"
            if p.deps[whole] in ("compound", "nmod") and i + 1 < len(p) and p.heads[whole] > i and not self._heads_event(p.heads[whole]):
                return None
            frames = lexicon.nouns().get(word) or lexicon.nouns().get(singular(word))
        elif tag in ("JJ", "RB"):
            frames = lexicon.adjectives().get(word)
        if frames is None or not word[0].isalpha() or self._names_people(i) or self._is_commented_on(i) or self._in_name(i):
            return None
        if word in MONTHS and self._reading.is_time(p, i):
            return None
        return None if self._sport and self._is_game_word(word) else self._matcher.match(frames, i)

    def _is_commented_on(self, i: int) -> bool:
        """Return whether the noun ``i`` only names what is or is not spoken of: "did not comment on the deaths"; one that says more tells of it."""
        p = self._p
        if p.deps[i] != "pobj" or p.lower[p.heads[i]] not in ("on", "about", "upon"):
            return False
        above = p.heads[p.heads[i]]
        bare = all(p.deps[kid] in ("det", "punct") for kid in p.kids[i])
        return bare and p.is_verb(above) and lemma(p.lower[above]) in _COMMENTING

    def _names_people(self, i: int) -> bool:
        """Return whether the participle ``i`` stands for people: "the accused said", "two of the three accused", "these injured"."""
        p = self._p
        if p.lower[i] in _HARMED:
            return p.deps[i] in _NOMINAL and any(p.deps[kid] == "det" for kid in p.kids[i])
        return (
            p.lower[i] == "accused"
            and i > 0
            and (p.tags[i - 1] in ("DT", "CD") or (p.heads[i - 1] == i and p.deps[i - 1] in ("det", "nummod", "amod")))
            and not any(p.lower[kid] == "of" for kid in p.kids[i])
        )

    def _heads_event(self, head: int) -> bool:
        """Return whether the noun before ``head`` tells of the event all the same: "a bomb attack victim", "the war years"."""
        return singular(self._p.lower[head]) in lexicon.words("EVENT_HEADS")

    def _is_nominal(self, i: int) -> bool:
        """Return whether the gerund ``i`` is used as a noun: "the bombing of", "a shooting"."""
        p = self._p
        return any(p.deps[kid] in ("det", "poss", "amod", "compound", "nummod") for kid in p.kids[i])

    def _is_game_word(self, word: str) -> bool:
        return word in lexicon.words("GAME") or singular(word) in lexicon.words("GAME") or lemma(word) in lexicon.words("GAME")

    def _in_name(self, i: int) -> bool:
        name = self._reading.name_at(self._p.start + self._p.starts[i])
        if name is None or name.entity_type not in _NO_TRIGGER:
            return False
        return name.last - name.first > 1 or self._p.words[i][:1].isupper()

    def _contents(self, i: int, frame: Frame | None) -> Iterator[int]:
        """Return the tokens of the object that decides the type of the event at ``i`` ("lifted the sanctions")."""
        if frame is not None and frame.takes_object:
            for thing in self._matcher.objects(i):
                yield from self._phrase(thing)

    def _spoken(self, i: int) -> Iterator[int]:
        """Return the tokens of what the verbal act at ``i`` is about ("agreed to withdraw")."""
        p = self._p
        for kid in p.kids[i]:
            if p.deps[kid] in ("xcomp", "ccomp", "dobj"):
                yield from self._phrase(kid)
            elif p.deps[kid] in ("prep", "agent", "prt") and p.lower[kid] in ("to", "for", "on", "upon"):
                yield from (token for k in p.kids[kid] if p.deps[k] in ("pobj", "pcomp") for token in self._phrase(k))

    def _phrase(self, head: int) -> Iterator[int]:
        """Return ``head`` with the objects, infinitives, compounds and phrases of prepositions that hang on it."""
        yield head
        for kid in self._p.kids[head]:
            if self._p.deps[kid] in ("dobj", "xcomp", "compound", "prep", "pobj", "pcomp", "conj"):
                yield from self._phrase(kid)
