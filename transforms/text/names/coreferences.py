"""Coreferences: pronouns and descriptions that stand for an entity, resolved only where one antecedent leads clearly.

Precision comes first: where two antecedents fit alike, or where a person without a name fits best, a pronoun stays unresolved.
"""

import functools
import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from transforms.text.lexicon import odds, titles
from transforms.text.lexicon.loading import KEPT
from transforms.text.lexicon.reporting import forms
from transforms.text.lexicon.titles import is_office
from transforms.text.names import antecedents, genders, things
from transforms.text.names.descriptions import Descriptions
from transforms.text.names.discourse import NAMED, SUBJECT, Discourse, Key
from transforms.text.names.relatives import MARRIED, Relatives, is_relative
from transforms.text.reading import Reading
from transforms.text.reading.layers import Name
from transforms.text.reading.passage import Passage

_PERSONAL = dict.fromkeys(("he", "him", "his", "himself"), "m") | dict.fromkeys(("she", "her", "hers", "herself"), "f")
_THING = frozenset(("it", "its"))
_REFLEXIVE = frozenset(("himself", "herself"))
_BEGINS = frozenset((*_PERSONAL, *_THING, "the", "this", "one", *MARRIED))
"""Words that may stand for an entity, begin what does, or say who is what to whom."""
_SUBJECTS = frozenset(("nsubj", "nsubjpass"))
_PART_OF_NAME = frozenset(("compound", "appos", "attr", "amod", "nmod"))
_NOBODY = frozenset(("human", "german", "roman", "talisman", "ottoman", "caiman"))
"""Words that end like "fisherman" and are no nouns for men."""
_FIRST = frozenset(("i", "my", "me", "myself"))
_DASHES = frozenset(("-", "--", "–", "—"))
_BESIDE = 2
"""Tokens between the verb of saying and a quotation beside it at most."""
_SOON = 2
"""Sentences after which whoever spoke last need not be who goes on."""
_TELLING = 3
"""How many pronouns of one gender tell that a person of unknown gender is of it."""
_CLEARLY = 4
"""How many times as many of one gender as of the other do so."""


WEIGHTS = "names/references.tsv"
_FAR = 3.0
"""A lead beyond which none is surer."""


class Found(NamedTuple):
    """One reference: its passage, source offsets, form (pronoun or nominal), the number of the entity it stands for, the rule that says so, and
    what tells how sure that is (features of ``WEIGHTS``).
    """

    passage: Passage
    start: int
    end: int
    form: str
    entity: int
    rule: str
    clues: Mapping[str, float]

    @property
    def confidence(self) -> float:
        """The probability that it stands for that entity."""
        return odds.probability(WEIGHTS, self.clues)


def find(reading: Reading) -> list[Found]:
    """Return what stands for the entities of ``reading``, in order.

    Pronouns of the third person singular go to the person who is most present of those that fit ("it", to the organisation or place that
    acts); "the governor", "the ministry" to the entity of the article that bears the word in its role or name. The article is read again
    where its pronouns tell the gender of somebody whose name does not.
    """
    known = genders.of_entities(reading)
    descriptions = Descriptions(reading)
    resolver = _Resolver(reading, descriptions, known)
    found = resolver.run()
    settled = resolver.settled()
    return found if settled == known else _Resolver(reading, descriptions, settled).run()


class _Resolver:
    """One pass over an article with the genders given."""

    def __init__(self, reading: Reading, descriptions: Descriptions, known: Sequence[str]) -> None:
        self.reading, self.descriptions, self.genders = reading, descriptions, known
        self.names = {(name.passage, name.first): number for number, name in enumerate(reading.names)}
        """The number of the name that begins at a token of a passage."""
        self.begin: dict[int, list[int]] = defaultdict(list)
        """The tokens of each passage at which a name begins."""
        for name in reading.names:
            self.begin[name.passage].append(name.first)
        self.mentioned = [entity.mention_count for entity in reading.entities]
        self.pronouns: dict[int, Counter[str]] = defaultdict(Counter)
        """How many pronouns of each gender went to an entity."""
        self.found: list[Found] = []
        people = sum(one.mention_count for one in reading.entities if one.entity_type == "PERSON") or 1
        self.parts = [one.mention_count / people if one.entity_type == "PERSON" else 0.0 for one in reading.entities]
        self.discourse = Discourse(self.parts)
        self.town = _town(reading)
        self.centre: dict[str, Key] = {}
        """For whom the last pronoun of a gender stood."""
        self.stands: dict[tuple[int, int], Key] = {}
        """For whom a pronoun (passage, token) stands."""
        self.relatives = Relatives(reading, known, self._key_at)

    def run(self) -> list[Found]:
        """Return what stands for the entities, in order."""
        body = self.discourse
        for passage in self.reading.passages:
            self.discourse = body if passage.segment.in_body else Discourse(self.parts)
            telling = self._telling(passage)
            for first, last in passage.sentences:
                self.discourse.next_sentence()
                behind = first
                for i in range(first, last):
                    if telling[i] and i >= behind:
                        behind = self._read(passage, i)
        return self.found

    def _telling(self, passage: Passage) -> list[bool]:
        """Return for each token whether anything that stands for an entity, or speaks of somebody, may begin there: most begin nothing."""
        words, heads = passage.lower, passage.heads
        telling = [word in _BEGINS or (tag == "NN" and _may_be_somebody(word)) for word, tag in zip(words, passage.tags, strict=True)]
        for who in itertools.compress(range(len(words)), map("who".__eq__, words)):
            noun = heads[heads[who]]
            if passage.tags[noun] == "NN" and passage.deps[heads[who]] == "relcl":
                telling[noun] = True
        for first in self.begin[passage.index]:
            telling[first] = True
        return telling

    def settled(self) -> list[str]:
        """Return the genders, with what the pronouns tell of persons of unknown gender: ``?`` for one to whom both "he" and "she" went."""
        result = list(self.genders)
        for entity, counts in self.pronouns.items():
            he, she = counts["m"], counts["f"]
            if self.genders[entity]:
                continue
            if he and she:
                result[entity] = "m" if he >= _CLEARLY * she else "f" if she >= _CLEARLY * he else "?"
            elif he + she >= _TELLING:
                result[entity] = "m" if he else "f"
        return result

    def _read(self, passage: Passage, i: int) -> int:
        """Resolve what begins at token ``i`` and note whom it speaks of; the token behind it."""
        word = passage.lower[i]
        number = self.names.get((passage.index, i))
        if number is not None:
            name = self.reading.names[number]
            head = head_of(passage, i, min(name.last, len(passage)))
            if not any(passage.tags[kid] == "PRP$" for kid in passage.kids[head]):  # "her Verdi" is no person
                self._note(self.reading.owners[number], passage, head)
            return name.last
        if word in _PERSONAL:
            self._personal(passage, i)
        elif word in _THING and passage.quoted[i] < 0:
            self._take(things.choose(self.discourse, passage, i), passage, i)
        elif word in ("the", "this"):
            last, found, rule = self.descriptions.at(passage, i, self.discourse)
            if found is not None:
                self._add(passage, i, last + 1, "nominal", found, antecedents.Choice(found, rule))
                self._note(found, passage, last)
                return last + 1
        elif word == "one" and passage.deps[i] in _SUBJECTS and passage.lower[i + 1 : i + 2] == ["of"]:
            self._one_of(passage, i)
        elif word in MARRIED:
            self.relatives.wed(passage, i)
        elif passage.tags[i] == "NN":
            self._somebody(passage, i)
        return i + 1

    def _note(self, entity: int, passage: Passage, i: int) -> None:
        if entity != self.town:
            self.discourse.note(entity, self.reading.entities[entity].entity_type, self.genders[entity], passage, i)
            self._hear(entity, passage, i)

    def _hear(self, key: Key, passage: Passage, i: int) -> None:
        """Note that ``key`` speaks, where the noun or pronoun at token ``i`` is, or explains, the subject of a verb of saying."""
        subject = passage.heads[i] if passage.deps[i] == "appos" else i
        if passage.deps[subject] in _SUBJECTS and passage.lower[passage.heads[subject]] in forms("name") and passage.quoted[subject] < 0:
            self.discourse.spoke = key, self.discourse.sentence

    def _somebody(self, passage: Passage, i: int) -> None:
        """Resolve the noun at token ``i`` for a relative who has a name, or note that it speaks of somebody without one."""
        found = self.relatives.at(passage, i) if is_relative(passage.lower[i]) else None
        if found is not None and found.named:
            self.discourse.here[i] = found.entity
        elif found is not None:
            choice = antecedents.Choice(found.entity, "the relative of that name")
            self._add(passage, found.first, i + 1, "nominal", found.entity, choice)
            self._note(found.entity, passage, i)
        elif _is_somebody(passage, i) and not self._names_somebody(passage, i):
            self._unnamed(passage, i)

    def _key_at(self, passage: Passage, i: int) -> Key | None:
        """Return for whom the name or pronoun at token ``i`` stands."""
        number = self.reading.names.index_at(passage.start + passage.starts[i])
        return self.stands.get((passage.index, i)) if number is None else self.reading.owners[number]

    def _unnamed(self, passage: Passage, i: int) -> None:
        """Note somebody without a name ("a man"); not "the man", where no such one has been spoken of, nor "the mayor", where the article names
        one: they may be somebody with a name.
        """
        key = passage.lower[i]
        if any(passage.lower[kid] in ("the", "this", "that") for kid in passage.kids[i]) and key not in self.discourse.traces:
            entry = titles.of(key).kinds
            holder = self.descriptions.only_holder(key)
            if holder is not None and passage.deps[i] in _SUBJECTS and holder not in self.discourse.traces:
                self._note(holder, passage, i)
            if self.descriptions.is_held(key) or not is_office(key) or "common" in entry:
                return
        self.discourse.note(key, "PERSON", _gender(key), passage, i)
        self._hear(key, passage, i)

    def _one_of(self, passage: Passage, i: int) -> None:
        """Note the one of several people without a name that begins at token ``i``: "One of the men"."""
        people = next((passage.child(kid, "pobj") for kid in passage.kids[i] if passage.deps[kid] == "prep"), None)
        if people is None or passage.tags[people] != "NNS":
            return
        noun = passage.lower[people]
        single = noun.removesuffix("en") + "an" if noun.endswith("men") else noun.removesuffix("s")
        if _is_noun_for_somebody(single):
            self.discourse.note("one of", "PERSON", _gender(single), passage, i)

    def _personal(self, passage: Passage, i: int) -> None:
        """Resolve the personal pronoun at token ``i``."""
        gender = _PERSONAL[passage.lower[i]]
        if passage.lower[i] in _REFLEXIVE:
            if not antecedents.is_emphatic(passage, i):
                key = antecedents.bound(self.discourse, passage, i)
                fits = key is not None and self.discourse.traces[key].kind == "PERSON" and self.discourse.traces[key].gender in ("", gender)
                self._take(antecedents.Choice(key if fits else None, "the subject of its clause"), passage, i, gender)
            return
        if passage.quoted[i] < 0 and self._is_speech(passage, i):
            return
        speakers: set[Key] = set()
        if passage.quoted[i] >= 0:
            said = self._speakers(passage, gender)
            if said is None:
                return
            speakers = said
        else:
            named = self._named_as(passage, i, gender)
            if named is not None:
                self._take(antecedents.Choice(named, "named as"), passage, i, gender)
                return
            again = self._speaks_again(passage, i, gender)
            if again is not None:
                self._take(antecedents.Choice(again, "who spoke last"), passage, i, gender)
                return
            self._look_ahead(passage, i, gender)
            speakers = {key for j in self._words_beside(passage, i) if (key := self._key_at(passage, j)) is not None}
        pronoun = antecedents.pronoun_at(passage, i, gender)
        choice = antecedents.choose(self.discourse, pronoun, self.mentioned, self.centre.get(gender), speakers)
        self._take(choice, passage, i, gender)

    def _is_speech(self, passage: Passage, i: int) -> bool:
        """Return whether the sentence of token ``i`` is somebody's own words without quotation marks: it says "I" outside of any, but not only as the
        hearer of the pronoun ("she told me").
        """
        own = (at for at in range(*passage.sentences[passage.sentence[i]]) if passage.lower[at] in _FIRST and passage.quoted[at] < 0)
        return any(passage.heads[at] != passage.heads[i] or passage.lower[passage.heads[i]] not in forms("name") for at in own)

    def _named_as(self, passage: Passage, i: int, gender: str) -> Key | None:
        """Return who the subject at token ``i`` is said to be: "she has been named locally as Jane Roe"."""
        verb = passage.heads[i]
        by = next((kid for kid in passage.kids[verb] if kid > verb and passage.lower[kid] == "as"), None)
        if passage.deps[i] != "nsubjpass" or passage.lower[verb] not in NAMED or by is None:
            return None
        number = self.reading.names.index_at(passage.start + passage.starts[min(by + 1, len(passage) - 1)])
        owner = None if number is None else self.reading.owners[number]
        if owner is None or self.reading.entities[owner].entity_type != "PERSON" or self.genders[owner] not in ("", gender):
            return None
        self._note(owner, passage, by + 1)
        return owner

    def _look_ahead(self, passage: Passage, i: int, gender: str) -> None:
        """Note the subject ahead for which the pronoun at token ``i`` may stand."""
        ahead = antecedents.subject_ahead(passage, i)
        named = (
            []
            if ahead is None
            else [ahead, *(kid for kid in passage.kids[ahead] if passage.deps[kid] == "appos" and kid == passage.right[ahead])]
        )
        numbers = (self.reading.names.index_at(passage.start + passage.starts[at]) for at in named)
        number = next((one for one in numbers if one is not None), None)
        if ahead is not None and number is not None:
            owner = self.reading.owners[number]
            if self.reading.entities[owner].entity_type == "PERSON" and self.genders[owner] in ("", gender):
                self.discourse.note(owner, "PERSON", self.genders[owner], passage, ahead, role=SUBJECT)

    def _speakers(self, passage: Passage, gender: str) -> set[Key] | None:
        """Return whose words the quotations of ``passage`` are, None where it names no speaker, or one whom a pronoun of that gender hides."""
        result: set[Key] = set()
        for i, dep in enumerate(passage.deps):
            if dep not in _SUBJECTS or passage.quoted[i] >= 0 or passage.lower[passage.heads[i]] not in forms("name"):
                continue
            key = self._key_at(passage, i)
            if key is None:
                if _PERSONAL.get(passage.lower[i], gender) == gender:
                    return None
                continue
            result.add(key)
        return result or None

    def _words_beside(self, passage: Passage, i: int) -> Iterator[int]:
        """Yield the tokens of the quotations beside the pronoun at token ``i``, whose words they are; nobody speaks of himself by name or as "he": in
        '"Doe was kind," he said' Doe is not "he".
        """
        verb = passage.heads[i]
        if passage.deps[i] == "nsubj" and passage.lower[verb] in forms("name"):
            low, high = min(i, verb), max(i, verb) + 1
            near = (*range(max(low - _BESIDE, 0), low), *range(high, min(high + _BESIDE, len(passage))))
            beside = {passage.quoted[j] for j in near} - {-1}
            yield from (j for j, number in enumerate(passage.quoted) if number in beside)

    def _speaks_again(self, passage: Passage, i: int, gender: str) -> Key | None:
        """Return who spoke last, where the pronoun at token ``i`` goes on with words about another of that gender: 'A guard said so. "He ran," he
        said'.
        """
        others = (j for j in self._words_beside(passage, i) if _PERSONAL.get(passage.lower[j]) == gender)
        spoke = self.discourse.spoke
        if spoke is None or self.discourse.sentence - spoke[1] > _SOON or all((passage.index, j) in self.stands for j in others):
            return None
        trace = self.discourse.traces[spoke[0]]
        return trace.key if trace.kind == "PERSON" and trace.gender in ("", gender) else None

    def _take(self, choice: antecedents.Choice, passage: Passage, i: int, gender: str = "") -> None:
        """Make the pronoun at token ``i`` stand for whom was chosen, and note that the article speaks of it."""
        key = choice.key
        if key is None:
            return
        self.stands[passage.index, i] = key
        if gender:
            self.centre[gender] = key
        if isinstance(key, int):
            if gender:
                self.pronouns[key][gender] += 1
            self._add(passage, i, i + 1, "pronoun", key, choice)
        trace = self.discourse.traces[key]
        if not trace.gender:
            trace.told += {"m": 1, "f": -1}.get(gender, 0)
        self.discourse.note(key, trace.kind, trace.gender, passage, i)
        self._hear(key, passage, i)

    def _add(self, passage: Passage, first: int, last: int, form: str, entity: int, choice: antecedents.Choice) -> None:
        clues = self._clues(passage, first, entity, choice)
        self.found.append(Found(passage, *passage.source_span(first, last), form, entity, choice.rule, clues))

    def _clues(self, passage: Passage, i: int, entity: int, choice: antecedents.Choice) -> dict[str, float]:
        """Return what tells how sure it is that the pronoun or description at token ``i`` stands for ``entity``."""
        word = "personal" if passage.lower[i] in _PERSONAL else "thing" if passage.lower[i] in _THING else "nominal"
        clues = {"always": 1.0, f"{word} by {'lead' if choice.lead is not None else choice.rule}": 1.0}
        if choice.lead is not None:
            clues["lead"] = min(choice.lead, _FAR)
        if passage.quoted[i] >= 0:
            clues["quoted"] = 1.0
        if word == "personal" and self.genders[entity] in ("m", "f"):
            clues["gender known"] = 1.0
        clues["named once"] = float(self.mentioned[entity] == 1)
        return clues

    def _names_somebody(self, passage: Passage, i: int) -> bool:
        """Return whether the noun is part of somebody's title or role ("Mayor Jane Roe", "Jane Roe, the mayor"), so that it is nobody else."""
        if passage.deps[i] in _PART_OF_NAME or self._is_named_behind(passage, i):
            return True
        near: list[Name | None] = [
            self.reading.name_at(passage.start + passage.starts[at]) for at in range(i + 1, min(i + 3, len(passage)))
        ]
        return any(name is not None and name.entity_type == "PERSON" for name in near)

    def _is_named_behind(self, passage: Passage, i: int) -> bool:
        """Return whether the noun at token ``i`` is named behind it: "a woman identified as Jane Roe", "a man, named locally as Joe Doe"."""
        at = i + 1 + (i + 1 < len(passage) and passage.words[i + 1] == ",")
        if at >= len(passage) or passage.lower[at] not in NAMED:
            return False
        by = next((j for j in range(at + 1, min(at + 4, len(passage) - 1)) if passage.lower[j] == "as"), None)
        name = None if by is None else self.reading.name_at(passage.start + passage.starts[by + 1])
        return name is not None and name.entity_type == "PERSON"


def _town(reading: Reading) -> int | None:
    """Return the entity of the dateline that the article's text opens with, whatever its type: a name in capitals before a dash ("OLD MILL – A man
    was found"), which is nobody's.
    """
    p = next((one for one in reading.passages if one.segment.in_body), None)
    number = None if p is None else reading.names.index_at(p.start)
    if p is None or number is None:
        return None
    name = reading.names[number]
    named = reading.source_text[name.start : name.end].isupper() and name.first == 0
    dash = name.last < len(p) - 1 and p.words[name.last] in _DASHES and p.starts[name.last] > p.ends[name.last - 1]
    return reading.owners[number] if named and dash else None


def head_of(passage: Passage, first: int, last: int) -> int:
    """Return the token of the name ``first:last`` on which the rest of it hangs."""
    return next((i for i in range(last - 1, first - 1, -1) if not first <= passage.heads[i] < last), last - 1)


def _gender(noun: str) -> str:
    """Return the gender that a noun for a person tells: "fisherman", "mother"."""
    return titles.of(noun).gender or ("f" if noun.endswith("woman") else "m" if noun.endswith("man") else "")


def _is_somebody(passage: Passage, i: int) -> bool:
    """Return whether the noun at token ``i`` is for somebody: by the word, or by a "who" behind it."""
    if _is_noun_for_somebody(passage.lower[i]):
        return True
    return any(passage.deps[kid] == "relcl" and any(passage.lower[who] == "who" for who in passage.kids[kid]) for kid in passage.kids[i])


@functools.lru_cache(maxsize=KEPT)
def _may_be_somebody(word: str) -> bool:
    """Return whether the noun ``word`` is by itself for somebody or for a relative; others are where a "who" behind them says so."""
    return _is_noun_for_somebody(word) or is_relative(word)


@functools.lru_cache(maxsize=KEPT)
def _is_noun_for_somebody(word: str) -> bool:
    return not titles.of(word).kinds.isdisjoint(("person", "kin")) or is_office(word) or (word.endswith("man") and word not in _NOBODY)
