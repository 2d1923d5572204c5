"""Relatives by what they are to somebody: "his wife" and "Roe's father", where the article says who that is ("his wife, Jane Roe")."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import NamedTuple

from transforms.text.lexicon import titles
from transforms.text.names.discourse import Key
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage

_LOOSE = frozenset(("colleague", "friend", "neighbour", "partner"))
"""Of whom somebody may have any number."""
_SPOUSES = {"wife": "husband", "husband": "wife"}
_PARENTS = {"m": ("father",), "f": ("mother",)}
"""What a parent of that gender is; of whom it is not known, either."""
_CHILDREN = frozenset(("son", "daughter"))
MARRIED = frozenset(("married", "marries", "marrying", "wed"))
"""Verbs that say who are spouses."""
_BEINGS = frozenset(("is", "was"))

Keyed = Callable[[Passage, int], Key | None]
"""For whom the name or pronoun at a token stands."""


class Relative(NamedTuple):
    """Whom a noun for a relative stands for: the token behind its possessive, the person, and whether the name stands right there."""

    first: int
    entity: int
    named: bool


class Relatives:
    """Who of an article's people is what to whom, as far as the text has said it."""

    def __init__(self, reading: Reading, genders: Sequence[str], keyed: Keyed) -> None:
        """Begin with nothing said; ``genders`` are those of the entities, ``keyed`` tells whom a possessive means."""
        self._reading, self._genders, self._keyed = reading, genders, keyed
        self._known: dict[tuple[Key, str], set[int]] = defaultdict(set)

    def at(self, passage: Passage, noun: int) -> Relative | None:
        """Return the person whom the noun for a relative at ``noun`` stands for: who a name right there says that it is, which is learnt, or the
        only one so called of whom the possessive means.
        """
        own = next((kid for kid in passage.kids[noun] if passage.deps[kid] == "poss" and kid < noun), None)
        if own is None:
            if passage.lower[noun] in _CHILDREN:
                self._descended(passage, noun)
            return None
        owner, named = self._keyed(passage, own), self._named(passage, noun)
        first, called = passage.right[own] + 1, self._called(passage, noun)
        if named is not None:
            if owner is not None and owner != named:
                self._learn(owner, called, named)
            return Relative(first, named, named=True)
        if owner is None or self._goes_on(passage, noun) or passage.lower[noun] + "s" in self._reading.words:
            return None
        found = self._known.get((owner, called), ())
        return Relative(first, next(iter(found)), named=False) if len(found) == 1 else None

    def wed(self, passage: Passage, verb: int) -> None:
        """Learn from the verb at ``verb`` who are married: "Roe married Jane Hall"."""
        if passage.lower[verb] not in MARRIED or not passage.is_verb(verb):
            return
        subject, other = passage.subject_of(verb), passage.child(verb, "dobj")
        pair = [None if at is None else self._person_at(passage, at) for at in (subject, other)]
        people = [one for one in pair if isinstance(one, int) and self._is_person(one)]
        if len(set(people)) == 2:
            for one, spouse in (people, people[::-1]):
                for called in _SPOUSES:
                    self._known[one, called].add(spouse)

    def _person_at(self, passage: Passage, token: int) -> Key | None:
        """Return who stands at ``token``, or in apposition to it ("the physician Jane Hall")."""
        places = (token, *(kid for kid in passage.kids[token] if passage.deps[kid] == "appos"))
        return next((key for at in places if (key := self._keyed(passage, at)) is not None), None)

    def _learn(self, owner: Key, called: str, named: int) -> None:
        self._known[owner, called].add(named)
        if not isinstance(owner, int):
            return
        if called in _SPOUSES:
            self._known[named, _SPOUSES[called]].add(owner)
        elif called in _CHILDREN:
            for parent in _PARENTS.get(self._genders[owner], ("father", "mother")):
                self._known[named, parent].add(owner)

    def _descended(self, passage: Passage, noun: int) -> None:
        """Learn whose child somebody is: "Ann Roe, a daughter of Joe Roe", "Ann Roe is the daughter of Joe and Jane Roe"."""
        of = next((kid for kid in passage.kids[noun] if passage.lower[kid] == "of" and passage.deps[kid] == "prep"), None)
        if passage.deps[noun] == "appos":
            child: int | None = passage.heads[noun]
        else:
            child = passage.subject_of(passage.heads[noun]) if passage.lower[passage.heads[noun]] in _BEINGS else None
        younger = None if of is None or child is None else self._keyed(passage, child)
        if of is None or not isinstance(younger, int):
            return
        span = passage.start + passage.starts[of], passage.start + passage.ends[passage.right[of]]
        numbers = [self._reading.names.index_at(name.start) for name in self._reading.names.within(*span)]
        elders = {
            self._reading.owners[number] for number in numbers if number is not None and self._is_person(self._reading.owners[number])
        }
        genders = [self._genders[elder] for elder in elders]
        if len(elders) == 1 or sorted(genders) == ["f", "m"]:
            for elder in elders - {younger}:
                self._learn(elder, passage.lower[noun], younger)

    def _called(self, passage: Passage, noun: int) -> str:
        """Return the noun with what tells one such relative from another: "younger brother"."""
        own = [kid for kid in passage.kids[noun] if passage.deps[kid] in ("amod", "compound", "nummod") and kid < noun]
        return " ".join(passage.lower[kid] for kid in (*own, noun) if passage.lower[kid] not in ("late", "beloved", "own"))

    def _named(self, passage: Passage, noun: int) -> int | None:
        """Return the person whose name stands behind the noun ("his wife Jane", "his wife, Jane,"), before it ("Jane, his wife,") or is said to be it
        ("Jane is his wife").
        """
        behind = noun + 1 + (passage.words[noun + 1 : noun + 2] == [","])
        places = [behind]
        if passage.deps[noun] == "appos" and passage.heads[noun] < noun:
            places.append(passage.heads[noun])
        elif passage.deps[noun] == "attr" and passage.lower[passage.heads[noun]] in _BEINGS:
            places += [kid for kid in passage.kids[passage.heads[noun]] if passage.deps[kid] == "nsubj"]
        for at in places:
            number = self._reading.names.index_at(passage.start + passage.starts[at]) if at < len(passage) else None
            if number is not None and self._is_person(self._reading.owners[number]) and self._belongs(passage, noun, at):
                return self._reading.owners[number]
        return None

    def _belongs(self, passage: Passage, noun: int, at: int) -> bool:
        """Return whether the name at ``at`` is the relative's, and no other's behind a comma ("said his wife, Jane Hall's sister")."""
        if at < noun:
            return True
        number = self._reading.names.index_at(passage.start + passage.starts[at])
        last = at + 1 if number is None else self._reading.names[number].last
        if at == noun + 1:
            return True
        closed = last >= len(passage) or passage.words[last] in (",", ".", ")", ";", "—", "–")
        return closed and any(passage.heads[token] == noun and passage.deps[token] == "appos" for token in range(at, last))

    def _goes_on(self, passage: Passage, noun: int) -> bool:
        """Return whether the noun is part of a longer phrase: "his wife Jane", "his brother and sister", "his father-in-law"."""
        following = passage.lower[noun + 1] if noun + 1 < len(passage) else ""
        if passage.deps[noun] in ("compound", "appos", "attr", "conj") or following in ("-", "and", "or", "of", "who"):
            return True
        if noun + 1 < len(passage) and passage.tags[noun + 1].startswith("NN"):
            return True
        number = self._reading.names.index_at(passage.start + passage.starts[noun + 1]) if noun + 1 < len(passage) else None
        return number is not None

    def _is_person(self, entity: int) -> bool:
        return self._reading.entities[entity].entity_type == "PERSON"


def is_relative(word: str) -> bool:
    """Return whether ``word`` is for a relative of whom one can say who it is.

    >>> is_relative("wife"), is_relative("friend"), is_relative("mayor")
    (True, False, False)
    """
    return "kin" in titles.of(word).kinds and word not in _LOOSE
