"""Who speaks: the phrase of a source in, the entity behind it and how it was found out."""

import bisect
from collections.abc import Sequence
from typing import NamedTuple

from schemas import Coreference, Entity, Mention
from transforms.text.names.entities import Names
from transforms.text.statements.clauses import Range
from transforms.text.statements.paragraph import Paragraph

_PERSONAL = ("PRP", "PRP$", "WP", "WP$", "WDT")
"""Tags of pronouns."""
_RELATIVE = frozenset(["who", "whom", "which", "that"])
_ORGANISED = ("ORG", "GPE", "NORP", "LOC", "FAC")


class Speaker(NamedTuple):
    """The speaker of a statement: the entity (None where it is not known) and the basis of ``speaker_basis``."""

    entity: Entity | None
    basis: str


UNKNOWN = Speaker(None, "unknown")


class Speakers:
    """The names of an article, ready to be asked who a phrase stands for."""

    def __init__(self, names: Names) -> None:
        self._entities = {entity.entity_id: entity for entity in names.entities}
        self._mentions: Sequence[Mention] = sorted(names.mentions, key=lambda row: (row.char_start, row.char_end))
        self._mention_starts = [row.char_start for row in self._mentions]
        self._references: dict[tuple[int, int], Coreference] = {(row.char_start, row.char_end): row for row in names.coreferences}
        self._reference_ends = {row.char_end: row for row in names.coreferences}

    def resolve(self, p: Paragraph, base: int, source: Range | None, last: Speaker | None) -> Speaker:
        """Who the phrase ``source`` of paragraph ``p`` (which begins at ``base``) stands for.

        The name that holds the phrase's head, else a name in apposition to it, else what ``coreferences`` says of it; a relative pronoun
        stands for the noun before it. ``last``, the speaker of the statement before in the same paragraph, is who "he", "she" or "they" is
        where no other person is named between.
        """
        if source is None:
            return UNKNOWN
        head = _head(p, source)
        start, end = base + p.starts[source[0]], base + p.ends[source[1] - 1]
        at = base + p.starts[head]
        named = self._at(at, base + p.ends[head])
        if named is not None:
            return Speaker(named, "organisation" if named.entity_type in _ORGANISED else "named")
        if p.tags[head] in _PERSONAL and source[1] - source[0] <= 2:
            return self._pronoun(p, base, head, start, end, last)
        inner = self._inside(p, base, source, head)
        if inner is not None:
            return Speaker(inner, "appositive")
        reference = self._references.get((start, end)) or self._reference_ends.get(base + p.ends[head])
        if reference is not None and reference.entity_id in self._entities:
            return Speaker(self._entities[reference.entity_id], "nominal")
        return Speaker(None, "named" if p.tags[head].startswith("NNP") else "nominal")

    def _pronoun(self, p: Paragraph, base: int, head: int, start: int, end: int, last: Speaker | None) -> Speaker:
        reference = self._references.get((start, end)) or self._references.get((base + p.starts[head], base + p.ends[head]))
        if reference is not None and reference.entity_id in self._entities:
            return Speaker(self._entities[reference.entity_id], "pronoun")
        word = p.lower[head]
        if word in _RELATIVE and p.tags[head].startswith("W"):
            at = p.heads[head]
            for _ in range(6):
                if p.deps[at] == "relcl" or p.heads[at] == at:
                    break
                at = p.heads[at]
            noun = p.heads[at]
            if p.deps[at] == "relcl" and noun != at:
                named = self._at(base + p.starts[noun], base + p.ends[noun])
                return Speaker(named, "pronoun")
        elif word in ("he", "she") and last is not None and last.entity is not None and last.entity.entity_type == "PERSON":
            low = bisect.bisect_left(self._mention_starts, base)
            high = bisect.bisect_left(self._mention_starts, start)
            others = {row.entity_id for row in self._mentions[low:high] if row.entity_type == "PERSON"}
            if others <= {last.entity.entity_id}:
                return Speaker(last.entity, "pronoun")
        return Speaker(None, "pronoun")

    def _at(self, start: int, end: int) -> Entity | None:
        """The entity whose mention holds ``start:end``."""
        index = bisect.bisect_right(self._mention_starts, start) - 1
        for mention in reversed(self._mentions[max(index - 2, 0) : index + 1]):
            if mention.char_start <= start and end <= mention.char_end:
                return self._entities.get(mention.entity_id)
        return None

    def _inside(self, p: Paragraph, base: int, source: Range, head: int) -> Entity | None:
        """The person, or else the organisation, named in apposition to the head of ``source``."""
        for kid in p.kids[head]:
            if p.deps[kid] == "appos" and source[0] <= kid < source[1]:
                named = self._at(base + p.starts[kid], base + p.ends[kid])
                if named is not None:
                    return named
        return None


def _head(p: Paragraph, source: Range) -> int:
    """The token of ``source`` that governs the others."""
    for i in range(*source):
        if not source[0] <= p.heads[i] < source[1] and p.deps[i] != "punct":
            return i
    for i in range(*source):
        if p.heads[i] == i:
            return i
    return source[1] - 1
