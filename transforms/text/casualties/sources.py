"""Sources: whose count a toll is; a find and where it stands in, the statement that reports it and a name out."""

import re
from typing import NamedTuple

from transforms.text.casualties import lexicon, people
from transforms.text.casualties.finds import Find
from transforms.text.lexicon.nouns import singular
from transforms.text.lexicon.verbs import lemma
from transforms.text.reading import Reading
from transforms.text.reading.layers import RowSpan
from transforms.text.reading.passage import Passage

_ASIDE = re.compile(r",? (?:who|which|that|whose)\b.*", re.DOTALL)
"""What a relative clause adds to a source."""
_BEHIND = re.compile(r" (?:of|in|for|at|from|on|with) |,")
"""What stands behind the noun that says who somebody is."""
_PRONOUNS = frozenset(("he", "she", "it"))
_BACK = 4
"""Pieces of statements before one whose speaker a pronoun may stand for."""
_UP = ("dobj", "acl", "amod", "nummod", "conj", "nsubj", "compound", "appos", "attr")
_STEPS = 4


class Source(NamedTuple):
    """The identifier of the statement that reports a toll, and the name of its source; None for what nobody is named for."""

    statement_id: str | None = None
    name: str | None = None


def of(reading: Reading, find: Find, start: int, end: int) -> Source:
    """Return the source of ``find``, which stands at ``start:end``: of the statement that covers it, of a phrase with "according to" behind it in
    its sentence, or the subject of the verb that counts ("local media put the toll at 37").
    """
    span = reading.statements.covering(start, end)
    if span is not None and span.row.stance != "intended" and not _is_aside(reading, span):
        name = _spoken_of(reading, span) or _name(span)
        return Source(span.row.statement_id, name) if name else Source()
    name = _according_to(reading, find.passage, find.trigger, end) or _counter(reading, find)
    return Source(None, name)


def _spoken_of(reading: Reading, span: RowSpan) -> str | None:
    """Return the name of the last speaker before the statement ``span`` whose speaker is a pronoun that is not known to stand for anybody, where
    the pronoun fits him ("a police official said ... He said ..."); None elsewhere.
    """
    pronoun, number = (span.row.speaker_text or "").lower(), reading.statements.index_at(span.start)
    if span.row.speaker_name or pronoun not in _PRONOUNS or number is None:
        return None
    for at in range(number - 1, max(number - 1 - _BACK, -1), -1):
        row = reading.statements[at].row
        text = row.speaker_text or ""
        if row.statement_id == span.row.statement_id or not text or (text.lower() in _PRONOUNS and not row.speaker_name):
            continue
        kind = next((entity.entity_type for entity in reading.entities if entity.entity_id == row.speaker_entity_id), None)
        head = (_BEHIND.split(_ASIDE.sub("", text))[0].split() or [""])[-1].lower()
        if kind == "PERSON":
            return None  # one whose name is known, and for whom the pronoun was not read to stand
        is_person = kind is None and lexicon.is_person(head)
        return _name(reading.statements[at]) if is_person == (pronoun != "it") and singular(head) == head else None
    return None


def _name(span: RowSpan) -> str | None:
    name = span.row.speaker_name or span.row.speaker_text
    return (_ASIDE.sub("", name) or name) if name else None


def _is_aside(reading: Reading, span: RowSpan) -> bool:
    """Return whether the words taken for a cue only say who did it: "men suspected to be smugglers killed two"."""
    cue, behind = (span.row.cue_text or "").lower(), reading.source_text[span.row.cue_end or 0 :][:7]
    return cue.split()[:1] == ["suspected"] and (" to be" in cue or behind.strip().startswith("to be"))


def _according_to(reading: Reading, p: Passage, token: int, end: int) -> str | None:
    """Return the source that "according to", behind ``end`` in the sentence of ``token``, names for all that the sentence tells."""
    low, high = p.source_span(*p.sentences[p.sentence[token]])
    for span in reading.statements.overlapping(low, high):
        cue = span.row.cue_start
        if cue is not None and end <= cue < high and (span.row.cue_text or "").lower().startswith("according"):
            return _name(span)
    return None


def _counter(reading: Reading, find: Find) -> str | None:
    """Return the subject of the verb of counting that the number or noun of ``find`` is the object of."""
    p, node = find.passage, find.trigger
    for _ in range(_STEPS):
        clause = p.clauses.get(node)
        if clause is not None and node != find.trigger:
            if lemma(p.lower[node]) not in lexicon.words("report") or clause.passive or clause.subject is None or clause.negated:
                return None
            return _subject(reading, p, people.antecedent(p, clause.subject, node))
        if p.heads[node] == node or p.deps[node] not in _UP:
            return None
        node = p.heads[node]
    return None


def _subject(reading: Reading, p: Passage, head: int) -> str | None:
    """Return who the subject that ``head`` heads is, by name where it has one; None for a pronoun that stands for nobody known."""
    start, end = p.source_span(head, head + 1)
    entity = reading.entity_at(start) or reading.referent_of(start, end)
    if entity is not None:
        return entity.name
    if not p.tags[head].startswith("NN"):
        return None
    return reading.source_text[slice(*p.source_span(p.left[head], head + 1))]
