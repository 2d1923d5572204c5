"""Who speaks: the phrase of a source in, the entity behind it and how it was found out."""

from typing import NamedTuple

from schemas import Entity
from transforms.text.lexicon import reporting, titles
from transforms.text.lexicon.names import listed
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage
from transforms.text.statements import lexicon
from transforms.text.statements.attribution import Range
from transforms.text.statements.phrases import head_of

_PERSONAL = ("PRP", "PRP$", "WP", "WP$", "WDT")
"""Tags of pronouns."""
_RELATIVE = frozenset(["who", "whom", "which", "that"])
_CLIMB = 6
"""Steps up the tree in search of a relative clause."""
_COLLECTIVE = ("s", "sh", "ch", "ese")
"""Endings of names of peoples that stand for all of them ("Danes", "Welsh", "French", "Chinese")."""
_ORGANISED = ("ORG", "GPE", "NORP", "LOC", "FAC")


class Speaker(NamedTuple):
    """The speaker of a statement: the entity (None where it is not known) and the basis of ``speaker_basis``."""

    entity: Entity | None
    basis: str


UNKNOWN = Speaker(None, "unknown")


class Speakers:
    """The names of an article, ready to be asked who a phrase stands for."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._by_end = {reference.end: reading.entities[reference.entity] for reference in reading.references}

    def resolve(self, p: Passage, source: Range | None, last: Speaker | None) -> Speaker:
        """Return who the phrase ``source`` of ``p`` stands for.

        The name that holds the phrase's head, else a name in apposition to it, else what ``coreferences`` says of it; a relative pronoun
        stands for the noun before it. ``last``, the speaker of the statement before in the same paragraph, is who "he", "she" or "they" is
        where no other person is named between.
        """
        if source is None:
            return UNKNOWN
        head = _owned(p, source, head_of(p, source))
        start, end = p.source_span(*source)
        named = self._named(p, head) or self._titled(p, source, head)
        one = named is not None and named.entity_type == "NORP" and _is_one(p, head)
        if named is not None and not one:
            return Speaker(named, "organisation" if named.entity_type in _ORGANISED else "named")
        if p.tags[head] in _PERSONAL and source[1] - source[0] <= 2:
            return self._pronoun(p, head, start, end, last)
        inner = self._inside(p, source, head)
        if inner is not None:
            return Speaker(inner, "appositive")
        referent = self._reading.referent_of(start, end) or self._by_end.get(p.start + p.ends[head]) or self._author(p, source, head)
        if referent is None and one and p.lower[source[0]] == "the":
            referent = self._goes_on(p, start, last)
        if referent is not None:
            return Speaker(referent, "nominal")
        return Speaker(None, "named" if p.tags[head].startswith("NNP") and not one else "nominal")

    def _pronoun(self, p: Passage, head: int, start: int, end: int, last: Speaker | None) -> Speaker:
        referent = self._reading.referent_of(start, end) or self._reading.referent_of(*p.source_span(head, head + 1))
        if referent is not None:
            return Speaker(referent, "pronoun")
        word = p.lower[head]
        if word in _RELATIVE and p.tags[head].startswith("W"):
            noun = _antecedent(p, head)
            if noun is None:
                return Speaker(None, "pronoun")
            return Speaker(self._named(p, noun) or self._inside(p, (p.left[noun], head), noun), "pronoun")
        return Speaker(self._goes_on(p, start, last) if word in ("he", "she") else None, "pronoun")

    def _goes_on(self, p: Passage, start: int, last: Speaker | None) -> Entity | None:
        """Return the speaker ``last`` where that is a person and no other person is named in ``p`` before source offset ``start``."""
        if last is None or last.entity is None or last.entity.entity_type != "PERSON":
            return None
        before = self._reading.names.overlapping(p.start, start)
        persons = {self._reading.entity_at(name.start) for name in before if name.entity_type == "PERSON"}
        return last.entity if persons <= {last.entity} else None

    def _named(self, p: Passage, token: int) -> Entity | None:
        """Return the entity whose name holds ``token`` of ``p``."""
        return self._reading.entity_of(*p.source_span(token, token + 1))

    def _titled(self, p: Passage, source: Range, head: int) -> Entity | None:
        """Return the person whose name stands right behind the office ``head`` that the parser took for no noun ("protester Jane Roe, who ..."), or
        right before the letters ``head`` ("Jane Roe KC").
        """
        office = titles.is_office(p.lower[head])
        lettered = p.words[head].isupper() and (office or p.lower[head] in listed("letters")) and source[0] < head
        behind = office and p.tags[head].startswith(("VB", "JJ")) and head + 1 < source[1]
        named = self._named(p, head - 1) if lettered else self._named(p, head + 1) if behind else None
        return named if named is not None and named.entity_type == "PERSON" else None

    def _inside(self, p: Passage, source: Range, head: int) -> Entity | None:
        """Return the person, or else the organisation, named in apposition to the head of ``source``; a body further on is not what somebody is ("one
        doctor at a clinic, Orlin School of Medicine").
        """
        found = [(self._named(p, kid), kid) for kid in p.kids[head] if p.deps[kid] == "appos" and source[0] <= kid < source[1]]
        for named, kid in sorted(found, key=lambda one: one[0] is None or one[0].entity_type != "PERSON"):
            beside = p.left[kid] <= head + 2
            if named is not None and (named.entity_type not in _ORGANISED or beside or not titles.is_office(p.lower[head])):
                return named
        return self._last_name(p, source, head)

    def _author(self, p: Passage, source: Range, head: int) -> Entity | None:
        """Return the person or body that made the writing or speech ``head``: "a statement from Orlin Mills", "a report by Jane Roe". What comes
        from a place ("reports from Orlin") is nobody's.
        """
        if not (lexicon.is_document(p.lower[head]) or reporting.noun(p.lower[head]) is not None):
            return None
        by = (kid for kid in p.kids[head] if p.deps[kid] == "prep" and p.lower[kid] in ("by", "from") and source[0] <= kid < source[1])
        makers = (self._named(p, maker) for maker in (p.child(kid, "pobj") for kid in by) if maker is not None)
        return next((maker for maker in makers if maker is not None and maker.entity_type in ("PERSON", "ORG")), None)

    def _last_name(self, p: Passage, source: Range, head: int) -> Entity | None:
        """Return the person who ends the phrase ``source`` of somebody with an office, behind a comma or what the office is of, wherever the parser
        hung the name: "the union's chief in Orlin, Jane Roe", "the city's chief of police, Dr. Jane Roe", "the leader of the opposition Jane Roe".
        """
        last = source[1] - 1
        name = self._reading.name_at(p.start + p.starts[last])
        if name is None or name.entity_type != "PERSON" or name.last != source[1]:
            return None
        before = name.first - 1
        while before > head and "honorific" in titles.of(p.words[before]).kinds:
            before -= 1
        if not head < before or not (p.words[before] == "," or (p.lower[head + 1] in ("of", "for") and p.tags[before].startswith("NN"))):
            return None
        office = titles.is_office(p.lower[head]) or not titles.of(p.lower[head]).kinds.isdisjoint(("kin", "person"))
        return self._named(p, last) if office and p.tags[head] in ("NN", "NNP") else None


def _is_one(p: Passage, head: int) -> bool:
    """Return whether the name of a people or party ``head`` stands for one of them: "the Spaniard", "one Democrat", but not "the British"."""
    return p.tags[head] in ("NN", "NNP") and not p.lower[head].endswith(_COLLECTIVE)


def _owned(p: Passage, source: Range, head: int) -> int:
    """Return ``head``, or the noun behind the first "'s" of ``source`` where the parser took the owner for the head: "Norland's minister, Jane
    Roe".
    """
    mark = next((j for j in range(head + 1, source[1]) if p.tags[j] == "POS"), source[1])
    between = all(p.tags[j].startswith("NNP") or p.tags[j] == "HYPH" for j in range(head + 1, mark))
    owner = p.heads[mark] if mark < source[1] else head
    noun = p.heads[owner]
    return noun if between and p.deps[owner] == "poss" and p.heads[noun] == head and mark < noun < source[1] else head


def _antecedent(p: Passage, pronoun: int) -> int | None:
    """Return the noun that the relative clause of a relative pronoun describes."""
    at = p.heads[pronoun]
    for _ in range(_CLIMB):
        if p.deps[at] == "relcl" or p.heads[at] == at:
            break
        at = p.heads[at]
    return p.heads[at] if p.deps[at] == "relcl" and p.heads[at] != at else None
