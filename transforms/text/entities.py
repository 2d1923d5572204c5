"""Entities of one article: its named mentions merged, with role, organisation and age as written, and what stands for them."""

from typing import NamedTuple

from schemas import Coreference, Entity, Mention, digest
from transforms.text import coreferences, mentions, names_merge
from transforms.text.document import AnnotatedArticle


class Names(NamedTuple):
    """Everything named in one article: rows of ``mentions``, ``entities`` and ``coreferences``, each sorted by position."""

    mentions: list[Mention]
    entities: list[Entity]
    coreferences: list[Coreference]


def extract(article: AnnotatedArticle) -> Names:
    """The mentions, entities and coreferences of ``article``; ``geonames_id`` and ``country_code`` of the entities stay null."""
    names = mentions.find(article)
    if not names:
        return Names([], [], [])
    source, head = article.source_text, (article.article.article_id, article.article.published_date)
    owners, groups = names_merge.merge(source, names)
    entities = []
    for group in groups:
        kind = names[group[0]].entity_type
        identifier = digest("entity", head[0], kind, names[group[0]].start)
        fullest = names_merge.fullest([source[names[i].start : names[i].end] for i in group])
        entities.append(Entity(*head, identifier, fullest, kind, None, None, None, None, None, len(group), None, None))
    rows = []
    for position, name in enumerate(names):
        evidence = article.evidence(article.annotated[name.segment], name.start, name.end)
        text = source[name.start : name.end]
        mention_id = digest("mention", head[0], name.start, name.end)
        owner = entities[owners[position]].entity_id
        where = (evidence.segment_index, evidence.in_body, evidence.sentence)
        rows.append(Mention(*head, mention_id, text, name.start, name.end, name.entity_type, owner, *where))
    return Names(rows, entities, coreferences.resolve(article, names, entities, owners))
