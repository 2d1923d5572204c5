"""Coreferences: pronouns and descriptions that stand for an entity, resolved only where one antecedent fits and no other can.

Precision comes first: a pronoun inside a quotation, one with two possible antecedents, or one after a person without a name stays
unresolved.
"""

from collections.abc import Sequence
from typing import NamedTuple

from transforms.text.lexicon import titles
from transforms.text.lexicon.names import lexicon
from transforms.text.lexicon.titles import is_office
from transforms.text.names import genders
from transforms.text.names.descriptions import Descriptions
from transforms.text.reading import Reading
from transforms.text.reading.layers import Name
from transforms.text.reading.passage import Passage

_PERSONAL = dict.fromkeys(("he", "him", "his", "himself"), "m") | dict.fromkeys(("she", "her", "hers", "herself"), "f")
_THING = frozenset(("it", "its", "itself"))
_SUBJECT = frozenset(("nsubj", "nsubjpass"))
_OBJECT = frozenset(("dobj", "iobj", "dative"))
_REFLEXIVE = frozenset(("himself", "herself"))
_PART_OF_NAME = frozenset(("compound", "appos", "attr", "amod", "poss", "nmod"))
_RIVALS = frozenset(("ORG", "GPE", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW", "FAC"))
_WINDOW = 3
"""Sentences back in which a pronoun's antecedent may stand."""


class Found(NamedTuple):
    """One reference: its passage, source offsets, form (pronoun or nominal), the number of the entity it stands for, and the rule that says so."""

    passage: Passage
    start: int
    end: int
    form: str
    entity: int
    rule: str


class _Candidate(NamedTuple):
    """Somebody or something a sentence speaks of: number of the entity (None: unnamed), gender, kind, whether it is a subject, and its token."""

    entity: int | None
    gender: str
    kind: str
    subject: bool
    token: int


def find(reading: Reading) -> list[Found]:
    """Return what stands for the entities of ``reading``, in order.

    Pronouns of the third person singular go to the one person (or, "it", organisation) of the same or the three sentences before that
    fits in gender; "the governor", "the ministry" to the one entity of the article that bears the word in its role or name.
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
        self.pronouns: dict[int, dict[str, int]] = {}
        """How many pronouns of each gender went to an entity."""
        self.found: list[Found] = []
        self.here: list[_Candidate] = []
        """Whom the sentence spoke of so far."""
        self.history: list[list[_Candidate]] = []

    def run(self) -> list[Found]:
        """Return what stands for the entities, in order."""
        body: list[list[_Candidate]] = []
        for passage in self.reading.passages:
            self.history = body if passage.segment.in_body else []
            for first, last in passage.sentences:
                self.here = []
                i = first
                while i < last:
                    i = max(self._read(passage, i), i + 1)
                self.history.append(self.here)
                del self.history[:-_WINDOW]
        return self.found

    def settled(self) -> list[str]:
        """Return the genders, ``?`` for a person of unknown gender to whom both "he" and "she" went, unless one is four times as frequent."""
        result = list(self.genders)
        for entity, counts in self.pronouns.items():
            he, she = counts.get("m", 0), counts.get("f", 0)
            if he and she and not self.genders[entity]:
                result[entity] = "m" if he >= 4 * she else "f" if she >= 4 * he else "?"
        return result

    def _read(self, passage: Passage, i: int) -> int:
        """Resolve what begins at token ``i`` and note whom it speaks of; the token behind it."""
        word = passage.lower[i]
        offset = passage.start + passage.starts[i]
        number = self.reading.names.index_at(offset)
        if number is not None:
            name = self.reading.names[number]
            head = min(name.last, len(passage)) - 1
            self._note(self.reading.owners[number], passage, head)
            return name.last
        if word in _PERSONAL:
            if passage.quoted[i] >= 0:
                return i + 1
            gender = _PERSONAL[word]
            found, rule = self._person(gender, passage.deps[i] in _SUBJECT, self._doer(passage, i))
            if found is not None:
                counts = self.pronouns.setdefault(found, {})
                counts[gender] = counts.get(gender, 0) + 1
                self._add(passage, i, i + 1, "pronoun", found, rule)
            self._note(found, passage, i, gender)
        elif word in _THING:
            found = None if passage.quoted[i] >= 0 else self._thing(passage, i)
            if found is not None:
                self._add(passage, i, i + 1, "pronoun", found, "the one organisation that is a subject")
        elif word == "the":
            last, found = self.descriptions.at(passage, i)
            if found is not None:
                self._add(passage, i, last + 1, "nominal", found, "the one entity of that role, name or age")
                self._note(found, passage, last)
                return last + 1
        elif passage.tags[i] == "NN" and _is_somebody(passage, i) and not self._names_somebody(passage, i):
            self._note(None, passage, i)
        return i + 1

    def _note(self, entity: int | None, passage: Passage, i: int, gender: str = "") -> None:
        """Note that the sentence speaks of an entity at token ``i``, or of a person without a name."""
        subject = passage.deps[i] in _SUBJECT
        if entity is None:
            self.here.append(_Candidate(None, gender, "PERSON", subject, i))
        else:
            self.here.append(_Candidate(entity, self.genders[entity], self.reading.entities[entity].entity_type, subject, i))

    def _doer(self, passage: Passage, i: int) -> int | None:
        """Return the entity that does what is done to the pronoun ``i``: it is not the one that the pronoun stands for, unless it is a
        reflexive one.
        """
        if passage.deps[i] not in _OBJECT or passage.lower[i] in _REFLEXIVE:
            return None
        clause = passage.clause_of(i)
        if clause is None or clause.verb != passage.heads[i]:
            return None
        return next((one.entity for one in self.here if one.token == clause.subject), None)

    def _add(self, passage: Passage, first: int, last: int, form: str, entity: int, rule: str) -> None:
        self.found.append(Found(passage, *passage.source_span(first, last), form, entity, rule))

    def _names_somebody(self, passage: Passage, i: int) -> bool:
        """Return whether the noun is part of somebody's title or role ("Mayor Jane Roe", "Jane Roe, the mayor"), so that it is nobody else."""
        if passage.deps[i] in _PART_OF_NAME:
            return True
        near: list[Name | None] = [
            self.reading.name_at(passage.start + passage.starts[at]) for at in range(i + 1, min(i + 3, len(passage)))
        ]
        return any(name is not None and name.entity_type == "PERSON" for name in near)

    def _person(self, gender: str, subject: bool, other: int | None) -> tuple[int | None, str]:
        """Return the person for whom a pronoun of that gender stands, and the rule: the only one of this sentence that fits, else of the
        nearest before, or, for a subject, its only subject; never ``other``.
        """
        fitting = _people(self.here, gender, other)
        if fitting:
            return _only(fitting), "the one person of this sentence"
        for back, sentence in enumerate(reversed(self.history), start=1):
            fitting = _people(sentence, gender, other)
            if fitting:
                one = _only(fitting)
                if one is not None or not subject:
                    return one, f"the one person {back} back"
                return _only([person for person in fitting if person.subject]), f"the one subject {back} back"
        return None, ""

    def _thing(self, passage: Passage, i: int) -> int | None:
        """Return the organisation for which "it" stands: the subject of this sentence's beginning, or of the sentence before, with no rival."""
        if passage.deps[i] != "nsubj":
            return None
        rivals = [one for one in self.here if one.kind in _RIVALS]
        if rivals:
            subjects = [one for one in rivals if one.subject and one.kind == "ORG"]
            return subjects[0].entity if len(subjects) == 1 and _bodies(rivals) == 1 else None
        if self.history and "said" in lexicon().cues.get(passage.lower[passage.heads[i]], ()):
            subjects = [one for one in self.history[-1] if one.subject and one.kind == "ORG"]
            return subjects[0].entity if subjects and _bodies(self.history[-1]) == 1 else None
        return None


def _is_somebody(passage: Passage, i: int) -> bool:
    return "person" in titles.of(passage.lower[i]).kinds or is_office(passage.words[i])


def _people(candidates: Sequence[_Candidate], gender: str, other: int | None) -> list[_Candidate]:
    """Return the people among the candidates who may be of that gender, ``other`` left out."""
    people = [one for one in candidates if one.kind == "PERSON" and one.gender in ("", gender)]
    return people if other is None else [one for one in people if one.entity != other]


def _bodies(candidates: Sequence[_Candidate]) -> int:
    """Return how many organisations there are among the candidates."""
    return len({one.entity for one in candidates if one.kind == "ORG"})


def _only(candidates: Sequence[_Candidate]) -> int | None:
    """Return the one entity that all candidates are, else None."""
    found = {one.entity for one in candidates}
    return found.pop() if len(found) == 1 else None
