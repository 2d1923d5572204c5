"""Parties of events: which words stand for somebody, the phrase that names them, and the entity that it stands for."""

import functools
from collections.abc import Iterator
from typing import NamedTuple

from schemas import Entity
from transforms.text.lexicon import events as lexicon
from transforms.text.lexicon.loading import KEPT
from transforms.text.lexicon.nouns import singular
from transforms.text.reading import Reading, dateline
from transforms.text.reading.passage import Passage

_PARTIES = frozenset(("PERSON", "NORP", "ORG", "GPE"))
_PLACES = frozenset(("GPE", "LOC", "FAC"))
_PRONOUNS = frozenset(
    ("he", "she", "they", "him", "her", "them", "we", "us", "i", "me", "you", "everyone", "someone", "his", "their", "our")
)
_RELATIVE = frozenset(("who", "which", "that", "whom", "whose"))
_BEHIND = frozenset(("relcl", "acl", "appos", "punct", "cc", "advcl", "advmod", "npadvmod", "parataxis", "dep", "ccomp", "xcomp", "mark"))
"""Dependents behind a noun that the phrase which names it leaves out."""
_BEFORE = frozenset(("cc", "punct", "mark", "preconj", "predet", "advmod", "prep"))
_SIGNS = ("$", "#")
"""Penn Treebank tags of the signs of money: what stands behind one counts no people."""
_MONEY = frozenset("$£€¥#")
_OWNERS = ("poss", "amod", "compound", "nmod")
_FROM = frozenset(("by", "from", "of"))
_MARKS = frozenset(',;:()[]-–—"“”')
_QUOTES = frozenset('"“”')
_WIDEST = 20
"""Words of the longest phrase."""


@functools.lru_cache(maxsize=KEPT)
def _is_of_people(word: str) -> bool:
    """Return whether the noun ``word``, in lower case and either number, stands for people or a force."""
    return not (lexicon.words("PEOPLE") | lexicon.words("FORCES")).isdisjoint((word, singular(word)))


class Party(NamedTuple):
    """Somebody or something that takes part in an event: the tokens of the phrase (half-open) and its head."""

    first: int
    last: int
    head: int


class Parties:
    """Asks for one passage who stands where."""

    def __init__(self, reading: Reading, passage: Passage) -> None:
        """Prepare to ask for ``passage`` of ``reading``."""
        self._reading, self._p = reading, passage
        self._phrases: dict[int, Party] = {}
        self._kinds: dict[int, str | None] = {}
        self._times: dict[int, bool] = {}

    @classmethod
    def of(cls, reading: Reading, passage: Passage) -> "Parties":
        """Return the one of ``passage``, which all its triggers ask."""
        return reading.names.once(("parties", passage.index), lambda: cls(reading, passage))

    @functools.cached_property
    def dateline(self) -> int:
        """Tokens of the dateline that the passage opens with; none of them is a party."""
        return dateline.length(self._reading, self._p)

    def behind_dateline(self, subject: int) -> int | None:
        """Return ``subject``, of a dateline that the parser takes for one the true subject behind it, None where there is none."""
        return dateline.subject_behind(self._reading, self._p, subject)

    def kind(self, token: int) -> str | None:
        """Return the type of the name that ``token`` belongs to."""
        if token in self._kinds:
            return self._kinds[token]
        name = self._reading.name_at(self._p.start + self._p.starts[token])
        found = self._kinds[token] = name.entity_type if name is not None else None
        return found

    def is_somebody(self, token: int) -> bool:
        """Return whether ``token`` stands for people, a group, a body or a state: a name, a pronoun of persons, a noun of people, a bare number."""
        p, word = self._p, self._p.lower[token]
        if word in _PRONOUNS:
            return True
        if _is_of_people(word) and p.tags[token][:2] != "JJ":
            return True
        if p.tags[token] == "CD":
            return not self._reading.is_time(p, token) and (token == 0 or p.tags[token - 1] not in _SIGNS)
        return self.kind(token) in _PARTIES

    def is_time(self, token: int) -> bool:
        """Return whether ``token`` belongs to a date or time of day."""
        found = self._times.get(token)
        if found is None:
            found = self._times[token] = self._reading.times.at(self._p.start + self._p.starts[token]) is not None
        return found

    def is_named(self, token: int) -> bool:
        """Return whether ``token`` belongs to a name."""
        return self.kind(token) is not None

    def is_place(self, token: int) -> bool:
        """Return whether ``token`` is the name of a place or stands for one ("the country")."""
        entity = self.entity(Party(token, token + 1, token))
        return self.kind(token) in _PLACES or (entity is not None and entity.entity_type in _PLACES)

    def antecedent(self, token: int) -> int:
        """Return the noun that the relative pronoun ``token`` stands for, another word itself."""
        p = self._p
        if p.lower[token] in _RELATIVE and p.tags[token] in ("WP", "WDT", "IN", "DT"):
            verb = p.governor(token)
            if p.deps[verb] == "relcl":
                noun = p.heads[verb]
                among = p.deps[noun] == "pobj" and p.lower[p.heads[noun]] == "including" and p.words[p.left[verb] - 1] == ","
                return p.heads[p.heads[noun]] if among and not p.is_verb(p.heads[p.heads[noun]]) else noun
        return token

    def owners(self, token: int) -> Iterator[int]:
        """Yield who owns or makes what the noun ``token`` names: possessor, demonym or name before it, "by", "from", "of" behind it."""
        p = self._p
        for dep in _OWNERS:
            for kid in p.kids[token]:
                if p.deps[kid] == dep and self.is_somebody(kid) and p.tags[kid] != "CD":
                    yield kid
        for kid in p.kids[token]:
            if p.deps[kid] in ("prep", "agent") and p.lower[kid] in _FROM:
                for thing in self.below(kid):
                    if not self.is_somebody(thing):
                        yield from self.owners(thing)
                    elif p.tags[thing] != "CD":
                        yield thing
        for kid in p.kids[token]:
            if p.deps[kid] in ("compound", "poss", "nmod"):
                yield from self.owners(kid)

    def below(self, preposition: int) -> list[int]:
        """Return what stands below ``preposition``: of a chain ("on to") below its end."""
        p = self._p
        found = [kid for kid in p.kids[preposition] if p.deps[kid] == "pobj"]
        if found:
            return found
        return [thing for kid in p.kids[preposition] if p.deps[kid] == "prep" for thing in p.kids[kid] if p.deps[thing] == "pobj"]

    def party(self, head: int) -> Party:
        """Return the phrase around the noun ``head`` as written: without relative clauses, asides, dates, and what only says where."""
        found = self._phrases.get(head)
        if found is None:
            found = self._phrases[head] = self._phrase(head)
        return found

    def _phrase(self, head: int) -> Party:
        p = self._p
        first, last = head, head + 1
        for kid in reversed([kid for kid in p.kids[head] if kid < head]):
            if p.deps[kid] == "punct" and p.words[kid] in _QUOTES:
                continue  # 'Maoist "Red Dawn" rebels'
            if p.deps[kid] in _BEFORE or (p.deps[kid] != "poss" and self.is_time(kid)) or "," in p.words[p.right[kid] + 1 : first]:
                break
            first = min(first, p.left[kid])
        for kid in (kid for kid in p.kids[head] if kid > head):
            close = p.deps[kid] == "appos" and p.left[kid] == last and p.words[last] not in _MARKS  # "the rebel group Red Dawn"
            if (p.deps[kid] == "conj" and not p.is_verb(kid) and not self.is_time(kid)) or close:
                last = max(last, self.party(kid).last)
            elif p.deps[kid] == "prep" and p.lower[kid] == "of" and self.below(kid):
                if self.kind(head) in _PLACES and self.kind(self.below(kid)[0]) == "PERSON":
                    break  # "the first visit to Ruritania of Jane Doe"
                last = max(last, self.party(self.below(kid)[0]).last)
            elif p.deps[kid] in ("cc", "case", "nummod") or (p.deps[kid] == "punct" and p.words[kid] in (",", "-")):
                continue
            elif p.lower[kid] == "including":
                continue  # "nine men, including a guard, and two boys"
            elif p.deps[kid] in _BEHIND or p.deps[kid] == "prep":
                break
        first, last = self._named(first, last, head)
        if self.dateline and first <= self.dateline < head:
            first = self.dateline + 1
        first = min(first, self._first_joined(first, head))
        while p.words[head] == "old" and first > 1 and "-" in p.words[first - 1 : first + 1]:
            first -= 1  # "a 20-year-old"
        if p.words[head] == "old" and first and p.tags[first - 1] == "DT":
            first -= 1
        behind = next((i for i in range(first, head + 1) if not self._reading.is_time(p, i)), head)
        if behind < head and p.tags[behind] != "POS" and p.words[behind] != "-":
            first = behind  # "on 10 March suspected rebels killed", not "last month's coup"
        while first < head and not any(map(str.isalnum, p.words[first])) and p.words[first] not in _MONEY:
            first += 1  # a bullet before it
        if sum(p.words[i] in _QUOTES for i in range(first, last)) % 2:  # one mark of two
            first -= first > 0 and p.words[first - 1] in _QUOTES
            last += p.words[first] not in _QUOTES and last < len(p) and p.words[last] in _QUOTES
        if p.lower[first] == "dead" and first < head and first and p.is_verb(first - 1):
            first += 1  # "shot dead two men"
        return Party(max(first, last - _WIDEST) if head >= last - _WIDEST else first, last, head)

    def _first_joined(self, first: int, head: int) -> int:
        """Return where the phrase of the subject ``head``, which begins at ``first``, begins, where the parser left the one it is joined to outside
        ("a guard and two boys died").
        """
        p, verb = self._p, self._p.heads[head]
        other = p.heads[verb]
        if p.deps[head] not in ("nsubj", "nsubjpass") or p.deps[verb] != "conj" or p.is_verb(other) or not 0 <= other < first - 1:
            return first
        between = all(p.words[i] == "," or p.deps[i] == "cc" for i in range(other + 1, first))
        return self.party(other).first if between and p.tags[other][:2] == "NN" else first

    def _named(self, first: int, last: int, head: int) -> tuple[int, int]:
        """Return ``first:last`` widened to the name that ``head`` belongs to, without a possessive mark at its end."""
        p = self._p
        name = self._reading.name_at(p.start + p.starts[head])
        if name is not None and name.passage == p.index:
            first, last = min(first, name.first), max(last, name.last)
        while last - 1 > first and (p.tags[last - 1] == "POS" or p.words[last - 1] in (",", "-")):
            last -= 1
        return first, last

    def entity(self, party: Party) -> Entity | None:
        """Return the entity that ``party`` stands for: that of the name at its head, or what a pronoun or description stands for."""
        p, reading = self._p, self._reading
        start, end = p.source_span(party.first, party.last)
        found = reading.entity_at(p.start + p.starts[party.head])
        if found is not None:
            return found
        own = p.source_span(party.head, party.head + 1)
        for span in (own, (start, end)):
            found = reading.referent_of(*span)
            if found is not None:
                return found
        covering = reading.references.overlapping(*own)
        return reading.entities[covering[0].entity] if covering else None
