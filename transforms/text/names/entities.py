"""Entities of one article: its named mentions merged, with role, organisation and age as written, and what stands for them."""

from typing import NamedTuple

from schemas import Coreference, Entity, Mention, digest
from transforms.text.names import coreferences, mentions, merge
from transforms.text.names.roles import Roles
from transforms.text.reading import Reading
from transforms.text.reading.layers import Layer, Name, Reference


class Names(NamedTuple):
    """Everything named in one article: rows of ``mentions``, ``entities`` and ``coreferences``, each sorted by position."""

    mentions: list[Mention]
    entities: list[Entity]
    coreferences: list[Coreference]


def extract(article: Reading) -> Names:
    """The mentions, entities and coreferences of ``article``; ``geonames_id`` and ``country_code`` of the entities stay null."""
    names = mentions.find(article)
    if not names:
        return Names([], [], [])
    source, head = article.source_text, (article.article.article_id, article.article.published_date)
    owners, groups = merge.merge(source, names)
    roles = Roles(article, names)
    entities = []
    for group in groups:
        kind = names[group[0]].entity_type
        identifier = digest("entity", head[0], kind, names[group[0]].start)
        fullest = merge.fullest([source[names[i].start : names[i].end] for i in group])
        role, age = roles.describe(group) if kind == "PERSON" else (None, None)
        entities.append(
            Entity(
                *head,
                entity_id=identifier,
                name=fullest,
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
        )
    rows = []
    for position, name in enumerate(names):
        evidence = article.evidence(article.passages[name.segment], name.start, name.end)
        text = source[name.start : name.end]
        mention_id = digest("mention", head[0], name.start, name.end)
        owner = entities[owners[position]].entity_id
        rows.append(
            Mention(
                *head,
                mention_id=mention_id,
                text=text,
                char_start=name.start,
                char_end=name.end,
                entity_type=name.entity_type,
                entity_id=owner,
                segment_index=evidence.segment_index,
                in_body=evidence.in_body,
                sentence=evidence.sentence,
            )
        )
    article.names, article.entities, article.owners = Layer(Name(*name) for name in names), entities, owners
    resolved = coreferences.resolve(article, names, entities, owners)
    numbers = {entity.entity_id: number for number, entity in enumerate(entities)}
    article.references = Layer(Reference(row.char_start, row.char_end, numbers[row.entity_id]) for row in resolved)
    return Names(rows, entities, resolved)
