"""Frames: which use of a word of events stands at a token of a passage; the conditions of the tables, asked of the tree."""

import functools
import itertools
import operator
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from transforms.text.events.parties import Parties
from transforms.text.lexicon import events as lexicon
from transforms.text.lexicon.calendar import WEEKDAYS
from transforms.text.lexicon.events import Condition, Frame
from transforms.text.lexicon.loading import KEPT
from transforms.text.lexicon.nouns import singular
from transforms.text.lexicon.verbs import lemma
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage

_WHOEVER = frozenset(("who", "whom", "nobody"))
_SCORE = re.compile(r"\b\d{1,3}[-–]\d{1,3}\b")
"""The score of a game: "3-2"."""
_SIGNS = frozenset("%$£€")
_HARMING = frozenset(("hurt", "injure", "kill", "wound"))
"""Verbs that always have an object where somebody does it."""
_RELATIVE = ("WP", "WDT")
_RELATIONS = frozenset(("o", "s", "p", "m", "v", "h", "dative", "of"))
"""Conditions that ask for tokens related to the word."""
_KINDS = frozenset(("@human", "@place", "@org", "@person", "@number"))
"""Words of conditions that name a kind of token."""
_ACCIDENTS = frozenset(
    ("crash", "fire", "flood", "storm", "earthquake", "landslide", "eruption", "drought", "explosion", "collapse", "spill", "disease")
)
"""Incident types by which people come to harm without anybody's deed, where they have no PLOVER type."""
_CAUSING = frozenset(("in", "by", "from", "under", "after", "as", "when", "while", "because", "since", "during"))
"""Prepositions and conjunctions before what brought harm about."""


class _Related(NamedTuple):
    """The tokens that stand to a word as a condition asks, and their forms."""

    tokens: tuple[int, ...]
    forms: frozenset[str]


_NONE = _Related((), frozenset())


class Matcher:
    """Asks for one passage which frame of a word holds."""

    def __init__(self, reading: Reading, passage: Passage) -> None:
        """Prepare to ask for ``passage`` of ``reading``."""
        self._reading, self._p = reading, passage
        self._parties = Parties.of(reading, passage)
        self._nearby: dict[int, frozenset[str]] = {}
        self._found: dict[tuple[str, str, int], _Related] = {}
        self._hung: dict[int, dict[str, list[int]]] = {}

    def match(self, frames: Sequence[Frame], i: int) -> Frame | None:
        """Return the first of ``frames`` whose conditions all hold of token ``i``."""
        for frame in frames:
            for condition in frame.conditions:
                if self._asked(condition, i) == condition.negated:
                    break
            else:
                return frame
        return None

    def _asked(self, condition: Condition, i: int) -> bool:
        what, p = condition.what, self._p
        if what in _RELATIONS:
            return self._is_related(condition, i)
        if what == "prt":
            return any(p.lower[kid] == condition.which for kid in p.kids[i] if p.deps[kid] in ("prt", "advmod", "prep")) or (
                i + 1 < len(p) and p.lower[i + 1] == condition.which
            )
        if what == "near":
            return not condition.words.isdisjoint(self._sentence(i))
        if what == "violent":
            return self._is_violent(i)
        if what == "pass":
            return self._passive(i)
        if what == "x":
            return any(p.deps[kid] in ("xcomp", "ccomp") for kid in p.kids[i])
        if what == "deed":
            return any(p.deps[kid] == "xcomp" and self._has_type(kid) for kid in p.kids[i])
        if what == "to":
            return any(p.deps[kid] in ("advcl", "xcomp") and p.clauses[kid].infinitive for kid in p.kids[i] if kid in p.clauses)
        if what == "score":
            first, last = p.sentences[p.sentence[i]]
            return _SCORE.search(p.slice(first, last)) is not None
        if what == "c":
            return p.child(i, "ccomp") is not None
        if what == "next":
            return i + 1 < len(p) and p.lower[i + 1] in condition.words
        if what == "prev":
            return i > 0 and p.lower[i - 1] in condition.words
        if what == "plural":
            return p.tags[i] in ("NNS", "NNPS")
        raise ValueError(f"no condition {what!r}")

    def _is_related(self, condition: Condition, i: int) -> bool:
        """Return whether one of the tokens that stand to ``i`` as ``condition`` asks fits its words; the frames of a word ask for the same ones."""
        key = (condition.what, condition.which, i)
        found = self._found.get(key)
        if found is None:
            tokens = tuple(self._related(*key))
            found = _Related(tokens, frozenset(itertools.chain.from_iterable(map(self._forms, tokens)))) if tokens else _NONE
            self._found[key] = found
        words = condition.words
        if not words or not found.tokens:
            return bool(found.tokens)
        if not words.isdisjoint(found.forms):
            return True
        return not words.isdisjoint(_KINDS) and any(self._is_of_kind(token, words) for token in found.tokens)

    def _related(self, what: str, which: str, i: int) -> Iterator[int]:
        """Return the tokens that stand to ``i`` as a condition asks, with those joined to them."""
        p = self._p
        if what == "o":
            found = self.objects(i)
        elif what == "s":
            found = self.subjects(i)
            found += [
                kid for thing in found if p.tags[thing] == "NNP" for kid in p.kids[thing] if p.deps[kid] == "compound"
            ]  # "Storm Orla"
        elif what == "p":
            found = [self._complement(kid) for kid in self._prepositions(i).get(which, ())]
            found = [thing for thing in found if not self._reading.is_time(p, thing) and p.lower[thing] not in WEEKDAYS]
        elif what == "m":
            found = [kid for kid in p.kids[i] if p.deps[kid] in ("compound", "amod", "nmod", "poss", "det", "nummod")]
            found += [k for kid in found for k in p.kids[kid] if p.deps[k] in ("compound", "amod", "nmod")]
        elif what == "h":
            found = [p.heads[i]] if p.deps[i] in ("compound", "nmod", "amod") else []
        elif what == "dative":
            found = [kid for kid in p.kids[i] if p.deps[kid] == "dative" and p.tags[kid] not in ("IN", "TO")]
        elif what == "of":
            found = [p.heads[p.heads[i]]] if p.deps[i] == "pobj" and p.lower[p.heads[i]] == "of" else []
        else:
            found = [verb for verb in (self.light(i),) if verb is not None]
        for token in found:
            yield token
            if p.kids[token]:
                yield from self._joined(token)
                if what in ("o", "s", "p"):
                    yield from self._parts(token)

    def _parts(self, token: int) -> Iterator[int]:
        """Return what ``token`` is a number or measure of: "a series of attacks", "one of the men"."""
        p = self._p
        if p.tags[token] == "CD" or singular(p.lower[token]) in lexicon.words("MEASURES"):
            for kid in p.kids[token]:
                if p.deps[kid] == "prep" and p.lower[kid] == "of":
                    yield from (k for k in p.kids[kid] if p.deps[k] == "pobj")

    def _joined(self, token: int) -> Iterator[int]:
        for kid in self._p.kids[token]:
            if self._p.deps[kid] == "conj":
                yield kid
                yield from self._joined(kid)

    def _prepositions(self, i: int) -> dict[str, list[int]]:
        """Return the prepositions that hang on token ``i``, by word; of a verb also those of its object, on which the parser hangs them."""
        found = self._hung.get(i)
        if found is None:
            p, found = self._p, {}
            thing = p.child(i, "dobj")
            hung = [kid for kid in p.kids[i] if p.deps[kid] in ("prep", "agent", "dative", "prt", "advmod")]
            for kid in hung if thing is None else (*hung, *(kid for kid in p.kids[thing] if p.deps[kid] == "prep")):
                found.setdefault(p.lower[kid], []).append(kid)
            self._hung[i] = found
        return found

    def _complement(self, preposition: int) -> int:
        """Return the head of what ``preposition`` governs, itself where that is nothing."""
        found = self._p.child(preposition, "pobj", "pcomp")
        return preposition if found is None else found

    def objects(self, i: int) -> list[int]:
        """Return the heads of what verb ``i`` is done to: its object, the subject of its passive, the noun that its participle describes."""
        p = self._p
        if not p.is_verb(i):
            return []
        found = [kid for kid in p.kids[i] if p.deps[kid] in ("dobj", "nsubjpass", "dative") and p.tags[kid] != "IN"]
        if any(p.tags[kid] in _RELATIVE for kid in found) and p.deps[i] == "relcl":
            found = [p.heads[i] if p.tags[kid] in _RELATIVE else kid for kid in found]  # "nine sailors whom the navy seized"
        if not found and p.tags[i] == "VBN" and p.deps[i] in ("acl", "relcl", "amod"):
            found = [p.heads[i]]
        if not found and p.deps[i] == "conj" and p.is_verb(p.heads[i]):
            head = p.heads[i]
            if self._passive(i) or (p.tags[i] == "VBN" and self._passive(head)):
                found = [kid for kid in p.kids[head] if p.deps[kid] == "nsubjpass"]
                if not found and p.deps[head] in ("acl", "relcl", "amod"):
                    found = [p.heads[head]]  # "a soldier shot and allegedly beheaded"
        if not found:  # "killing or wounding 50": the object stands once
            found = [
                kid for verb in p.kids[i] if p.deps[verb] == "conj" and p.is_verb(verb) for kid in p.kids[verb] if p.deps[kid] == "dobj"
            ]
        return found

    def subjects(self, i: int) -> list[int]:
        """Return the heads of who does verb ``i``."""
        clause = self._p.clauses.get(i)
        doer = None if clause is None else clause.agent if self._passive(i) or self._is_headline_passive(i) else clause.subject
        if doer is None and self._is_swept(i):
            return [self._p.heads[i]]
        return [] if doer is None or doer < self._parties.dateline else [doer]

    def _is_swept(self, i: int) -> bool:
        """Return whether verb ``i`` is that of its sentence, which the parser takes for a participle: "A fire swept through a market"."""
        p = self._p
        alone = p.deps[i] == "acl" and p.deps[p.heads[i]] == "ROOT" and p.heads[i] == i - 1
        return alone and p.tags[i] in ("VBN", "VBD") and p.lower[i + 1 : i + 2] in (["through"], ["across"])

    def light(self, i: int) -> int | None:
        """Return the verb that noun ``i`` is the object or the passive subject of, None where it is none's."""
        p = self._p
        while p.deps[i] == "conj" and p.heads[i] != i:
            i = p.heads[i]
        head = p.heads[i]
        if p.deps[i] in ("dobj", "nsubjpass", "attr", "oprd") and p.is_verb(head):
            return head
        if p.deps[i] == "pobj" and p.is_verb(p.heads[head]) and p.deps[head] in ("prep", "agent"):
            return p.heads[head]
        return None

    def _passive(self, i: int) -> bool:
        p = self._p
        if any(p.deps[kid] in ("auxpass", "nsubjpass", "agent") for kid in p.kids[i]):
            return True
        return p.tags[i] == "VBN" and p.deps[i] in ("acl", "amod")

    def _is_headline_passive(self, i: int) -> bool:
        """Return whether verb ``i`` of a headline, without auxiliary and object, says what is done to the number before it: "Two killed as bus
        plunges into river".
        """
        p, clause = self._p, self._p.clauses[i]
        if not p.is_title or p.tags[i] not in ("VBN", "VBD") or clause.auxiliaries or clause.object is not None or clause.subject is None:
            return False
        if lemma(p.lower[i]) in _HARMING:
            return True  # "Man killed in crash"
        return p.tags[clause.subject] == "CD" or any(p.deps[kid] == "nummod" for kid in p.kids[clause.subject])

    def _forms(self, token: int) -> tuple[str, ...]:
        """Return ``token`` as written, in the singular, and as a verb's dictionary form where it is tagged as one."""
        word = self._p.lower[token]
        return _forms(word) if self._p.is_verb(token) else (word, singular(word))

    def _is_of_kind(self, token: int, words: frozenset[str]) -> bool:
        """Return whether ``token`` is of the kind that one of ``words`` with @ names."""
        p = self._p
        if "@human" in words and self.is_human(token):
            return True
        if "@place" in words or "@org" in words or "@person" in words:
            name = self._reading.name_at(p.start + p.starts[token])
            if name is not None:
                kind = name.entity_type
                return (
                    ("@place" in words and kind in ("GPE", "LOC", "FAC"))
                    or ("@org" in words and kind == "ORG")
                    or ("@person" in words and kind == "PERSON")
                )
        return "@number" in words and p.tags[token] == "CD"

    def is_human(self, token: int) -> bool:
        """Return whether ``token`` stands for people (see ``Parties.is_somebody``), or asks for or denies somebody."""
        return self._p.lower[token] in _WHOEVER or self._parties.is_somebody(token)

    def _sentence(self, i: int) -> frozenset[str]:
        """Return the words of the sentence of token ``i``, each as written, as a noun's singular and as a verb's dictionary form."""
        number = self._p.sentence[i]
        if number not in self._nearby:
            words = self._p.lower[slice(*self._p.sentences[number])]
            self._nearby[number] = frozenset(
                itertools.chain.from_iterable(_forms(word) for word in words if word.isalpha() or "-" in word or word in _SIGNS)
            )
        return self._nearby[number]

    def _has_type(self, verb: int) -> bool:
        """Return whether ``verb`` has a use that is of a PLOVER type."""
        return any(frame.kind.event_type for frame in lexicon.verbs().get(lemma(self._p.lower[verb]), ()))

    def _is_violent(self, i: int) -> bool:
        """Return whether what token ``i`` tells of is violence by the words of its sentence; where these say nothing, or both, by what its clause
        says brought it about, else by the article's words.
        """
        near = self._sentence(i)
        violent, accidental = (not lexicon.words(name).isdisjoint(near) for name in ("VIOLENT", "ACCIDENTAL"))
        if violent != accidental:
            return violent
        reading = self._reading
        return reading.names.once("violence", lambda: _tells_of_violence(reading)) and not self._is_by_accident(i)

    def _is_by_accident(self, i: int) -> bool:
        """Return whether the clause of verb ``i`` says that an accident or a natural hazard brought about what it tells: "hurt when a dam burst"."""
        p = self._p
        for kid in p.kids[i]:
            if p.deps[kid] == "advcl":
                if any(p.deps[k] in ("mark", "advmod") and p.lower[k] in _CAUSING for k in p.kids[kid]) and self._is_mishap(kid):
                    return True
            elif p.deps[kid] in ("prep", "agent") and p.lower[kid] in _CAUSING:
                below = [k for k in p.kids[kid] if p.deps[k] in ("pobj", "pcomp")]
                below += [
                    k for thing in below for k in p.kids[thing] if p.deps[k] == "acl"
                ]  # "after a tunnel caved in", as the parser has it
                if any(map(self._is_mishap, below)):
                    return True
        return False

    def _is_mishap(self, token: int) -> bool:
        """Return whether ``token`` names or tells of an accident or a natural hazard."""
        word = self._p.lower[token]
        if self._p.is_verb(token):
            frames = lexicon.verbs().get(lemma(word), ())
            known = lemma(word) in lexicon.words("MISHAP")
        else:
            table = lexicon.adjectives() if self._p.tags[token] == "JJ" else lexicon.nouns()
            frames = table.get(word) or table.get(singular(word), ())
            known = any(not lexicon.words(name).isdisjoint((word, singular(word))) for name in ("NATURAL", "HAZARD"))
            known |= self._p.is_title and self._p.tags[token] == "NNS" and lemma(word) in lexicon.words("MISHAP")  # "as bus plunges"
        frame = self.match(frames, token)
        if frame is not None and (frame.kind.event_type or frame.kind.incident_type):
            return frame.kind.event_type is None and frame.kind.incident_type in _ACCIDENTS
        return known


def _tells_of_violence(reading: Reading) -> bool:
    """Return whether the article has more words of violence than of accidents and natural disasters: what its explosions and its dead come from."""
    leaning: int = sum(map(operator.mul, reading.words.values(), map(_leaning, reading.words)))
    return leaning > 0


@functools.lru_cache(maxsize=KEPT)
def _leaning(word: str) -> int:
    """Return 1 for a word of violence, -1 for one of accidents and natural disasters, 0 for any other and for one of both."""
    violent, accidental = (not lexicon.words(name).isdisjoint(_forms(word)) for name in ("VIOLENT", "ACCIDENTAL"))
    return violent - accidental


@functools.lru_cache(maxsize=KEPT)
def _forms(word: str) -> tuple[str, ...]:
    """Return ``word`` as written, as a noun's singular and as a verb's dictionary form."""
    return word, singular(word), lemma(word)
