"""Attributions of a passage put together: by syntax and by quotation marks, the outermost kept, each with its pieces in offsets."""

import dataclasses

from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage
from transforms.text.statements import cues, doubts, edges, nesting, syntax, turns
from transforms.text.statements.attribution import Attribution
from transforms.text.statements.contents import with_quotations
from transforms.text.statements.marks import is_orphan, tokens_of
from transforms.text.statements.offsets import Span, pieces_of
from transforms.text.statements.owners import Owners
from transforms.text.statements.sources import actor_before
from transforms.text.statements.verbs import bare


@dataclasses.dataclass
class Resolved:
    """The attributions of one passage with the pieces of their contents, the quotations that belong to the passage before, and the
    attribution without a content that announces the next passage ("She said:").
    """

    attributions: list[Attribution]
    pieces: list[list[Span]]
    carried: list[int]
    announced: Attribution | None


def resolve(reading: Reading, p: Passage, open_before: str) -> Resolved:
    """Return the outermost attributions of ``p`` in order; ``reading`` says which names and times stand in it.

    ``open_before``: the opening mark of the last quotation of the passage before, which this one may continue; ``owners.ANNOUNCED`` where
    that one announces a quotation; "" where it does neither.
    """
    turn = turns.turn(reading, p)
    if turn is not None:
        return Resolved([turn], [pieces_of(p, turn)], [], None)
    found = {item.head: item for item in syntax.find(p)}
    by_head = {head: item for head, item in found.items() if doubts.is_statement(reading, p, item)}
    for item in by_head.values():
        edges.trim(reading, p, item)
        edges.without_dateline(reading, p, item)
    nesting.part(reading, p, by_head)
    for item in list(by_head.values()):
        _give(reading, p, by_head, found, edges.without_deed(reading, p, item), item)
    owners = Owners(reading, p, by_head, open_before)
    nesting.lift(p, by_head, owners.by_quotation)
    _hand_over(reading, p, by_head, owners.by_quotation)
    kept, claimed = nesting.outermost(p, by_head.values(), owners.carried)
    kept += _orphans(reading, p, owners, claimed)
    for item in kept:
        edges.speaker_alone(reading, p, item)
    kept.sort(key=lambda a: (a.content[0], a.head))
    return Resolved(kept, [pieces_of(p, item) for item in kept], owners.carried, _announced(reading, p, kept, claimed))


def _give(
    reading: Reading, p: Passage, by_head: dict[int, Attribution], found: dict[int, Attribution], deed: int | None, item: Attribution
) -> None:
    """Give the verb ``deed``, or its infinitive, the source of ``item``, who does it besides: "said the team was tired but refused to say why"; a
    call that nothing but its first source kept from being a statement is one then ("said the storm is near and urged everybody to leave").
    """
    for other in found.values():
        above = p.heads[other.head] if p.deps[other.head] == "xcomp" else other.head
        if deed is None or deed not in (other.head, above):
            continue
        other.source = item.source
        calls = other.stance == "demanded" and other.frame == "infinitive"
        if calls and other.head not in by_head and doubts.is_statement(reading, p, other):
            edges.trim(reading, p, other)
            by_head[other.head] = other


def _hand_over(reading: Reading, p: Passage, by_head: dict[int, Attribution], owners: dict[int, int]) -> None:
    """Give the attributions the contents of the quotations that they own."""
    for number, owner in owners.items():
        by_head[owner].quotations.append(number)
    owning = [item for item in by_head.values() if item.quotations]
    speakers = sorted(item.head for item in owning)
    for item in owning:
        item.content = with_quotations(reading, p, item, speakers)


def _orphans(reading: Reading, p: Passage, owners: Owners, claimed: list[bool]) -> list[Attribution]:
    """Return the quotations that are speech of somebody whom nothing names."""
    orphans = []
    for number in range(len(p.quotations)):
        span = tokens_of(p, number)
        free = number not in owners.by_quotation and number not in owners.carried and not any(claimed[j] for j in span)
        if span and free and is_orphan(p, number):
            content = [(span.start, span.stop)]
            source = actor_before(reading, p, span.start)
            rule = "a quotation without a cue" if source is None else "a quotation behind what its speaker does"
            frame = "orphan" if source is None else "actor"
            orphans.append(Attribution(-1, "", frame, "asserted", (0, 0), source, content, rule))
    return orphans


def _announced(reading: Reading, p: Passage, kept: list[Attribution], claimed: list[bool]) -> Attribution | None:
    """Return the attribution that ends ``p`` with a colon and has no content there."""
    if not p.text.rstrip().endswith(":"):
        return None
    named = turns.announced_from(reading, p)
    if named is not None:
        return named
    head = cues.cue_before(p, len(p))
    head = cues.verb_with_noun(p, len(p)) if head is None else head
    if head is None or claimed[head] or any(item.head == head for item in kept):
        return None
    announced = bare(p, head)
    announced.rule = "a verb before a colon, its content in the next passage"
    return announced
