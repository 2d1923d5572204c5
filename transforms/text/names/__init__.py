"""Names of one article: its named mentions, merged into entities with role, organisation and age as written, and what stands for them."""

from collections.abc import Sequence
from typing import Any

from schemas import Coreference, Entity, Mention, digest
from transforms.text.lexicon import sport
from transforms.text.names import coreferences, mentions, merge
from transforms.text.names.ages import age_behind, age_beside
from transforms.text.names.role_phrases import Role
from transforms.text.names.roles import role_of
from transforms.text.reading import Reading
from transforms.text.reading.layers import Layer, Name, Reference

__all__ = ["extract"]

_OF_GAMES = 4
"""Different words of games that make a report of one, in which numbers in brackets are those of players."""


def extract(reading: Reading) -> dict[str, list[Any]]:
    """Return the rows of ``mentions``, ``entities`` and ``coreferences``, each sorted by position.

    Fills the layers of names and references, the entities and which name is whose. Their ``geonames_id`` and ``country_code`` stay null.
    """
    reading.names = Layer(mentions.find(reading))
    reading.owners, groups = merge.merge(reading.source_text, list(reading.names))
    numbered = len(reading.words.keys() & sport.TOPICS) >= _OF_GAMES
    reading.entities = [_entity(reading, [reading.names[i] for i in group], numbered) for group in groups]
    found = coreferences.find(reading)
    reading.references = Layer(Reference(one.start, one.end, one.entity) for one in found)
    for one in found:
        reading.explain("coreferences", one.start, one.end, one.rule)
    return {
        "mentions": [_mention(reading, name, reading.entities[owner]) for name, owner in zip(reading.names, reading.owners, strict=True)],
        "entities": list(reading.entities),
        "coreferences": [_coreference(reading, one) for one in found],
    }


def _entity(reading: Reading, group: Sequence[Name], numbered: bool) -> Entity:
    """Return the row of the entity that the mentions ``group`` name (``numbered``: see :func:`_described`)."""
    source, kind = reading.source_text, group[0].entity_type
    role, age = _described(reading, group, numbered) if kind == "PERSON" else (None, None)
    return Entity(
        article_id=reading.article_id,
        published_date=reading.published_date,
        entity_id=digest("entity", reading.article_id, kind, group[0].start),
        name=merge.fullest([source[name.start : name.end] for name in group]),
        entity_type=kind,
        role=source[role.start : role.end] if role else None,
        role_start=role.start if role else None,
        role_end=role.end if role else None,
        organisation=role.organisation if role else None,
        age=age,
        mention_count=len(group),
        geonames_id=None,
        country_code=None,
    )


def _described(reading: Reading, group: Sequence[Name], numbered: bool) -> tuple[Role | None, int | None]:
    """Role and age of the person that the mentions ``group`` name: the first that the text gives; where people are ``numbered``, as players are in
    captions, numbers in brackets are no ages.
    """
    role = next(filter(None, (role_of(reading, name) for name in group)), None)
    beside = (age_beside(reading.source_text, name.start, name.end, numbered) for name in group)
    behind = (age_behind(reading, name) for name in group)
    return role, next((age for age in (*beside, *behind) if age is not None), None)


def _mention(reading: Reading, name: Name, entity: Entity) -> Mention:
    return Mention(
        reading.article_id,
        reading.published_date,
        digest("mention", reading.article_id, name.start, name.end),
        reading.source_text[name.start : name.end],
        name.start,
        name.end,
        name.entity_type,
        entity.entity_id,
        name.confidence,
        *reading.evidence(reading.passages[name.passage], name.start, name.end),
    )


def _coreference(reading: Reading, found: coreferences.Found) -> Coreference:
    return Coreference(
        reading.article_id,
        reading.published_date,
        reading.source_text[found.start : found.end],
        found.start,
        found.end,
        found.form,
        reading.entities[found.entity].entity_id,
        found.confidence,
        *reading.evidence(found.passage, found.start, found.end),
    )
