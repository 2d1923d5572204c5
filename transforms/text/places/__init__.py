"""Places of one article: every named place and demonym, how it is used, and the gazetteer's place it means."""

import collections

from schemas import Entity, Place, digest
from transforms.text.names.entities import Names
from transforms.text.places import ranking, resolution, scoring, toponyms
from transforms.text.places.cues import GOVERNING
from transforms.text.places.resolution import Resolved
from transforms.text.places.toponyms import Candidate
from transforms.text.reading import Reading

_WHOLE = ("GPE", "LOC", "FAC", "NORP")


def extract(article: Reading, names: Names) -> tuple[list[Place], list[Entity]]:
    """The rows of ``places`` of ``article``, sorted by position, and ``names.entities`` with the place they were resolved to.

    A name that the gazetteer does not have, and one whose sense stays open, has a row without coordinates that says so.
    """
    pages = toponyms.read(article)
    chosen = scoring.choose(pages, toponyms.find(pages, names))
    answers = resolution.resolve(article.source_text, pages, [candidate for candidate, _ in chosen])
    mentions = {(m.char_start, m.char_end): m for m in names.mentions}
    around: dict[int, tuple[int, int, str]] = {}
    for mention in names.mentions:
        for at in range(mention.char_start, mention.char_end):
            around[at] = (mention.char_start, mention.char_end, mention.entity_type)
    capitals = ranking.capitals()
    rows = []
    votes: dict[str, collections.Counter[Resolved]] = collections.defaultdict(collections.Counter)
    for (candidate, _), answer in zip(chosen, answers, strict=True):
        found = mentions.get((candidate.start, candidate.end))
        owner = around.get(candidate.start)
        use = _use(article, candidate, answer, owner, capitals)
        rows.append(_row(article, candidate, answer, use, found.mention_id if found else None, found.entity_id if found else None))
        if found and found.entity_type in _WHOLE and answer.spot:
            votes[found.entity_id][answer] += 1
    return rows, [_located(entity, votes.get(entity.entity_id)) for entity in names.entities]


def _located(entity: Entity, votes: "collections.Counter[Resolved] | None") -> Entity:
    if not votes or entity.entity_type not in _WHOLE:
        return entity
    spot = votes.most_common(1)[0][0].spot
    if spot is None:
        return entity
    number = spot.geonames_id if entity.entity_type != "NORP" and spot.geonames_id else None
    return entity._replace(geonames_id=number, country_code=spot.country or None)


def _use(article: Reading, candidate: Candidate, answer: Resolved, owner: tuple[int, int, str] | None, capitals: frozenset[int]) -> str:
    """How the name is used: location, demonym, metonym (a government by its country or capital), in_name."""
    if candidate.kind == "demonym":
        return "demonym"
    if owner and (owner[0] < candidate.start or owner[1] > candidate.end) and owner[2] not in ("GPE", "LOC", "FAC"):
        return "in_name"
    spot = answer.spot
    if spot and (spot.feature == "country" or spot.geonames_id in capitals):
        doc = article.passages[candidate.segment].doc
        for token in doc[candidate.first : candidate.last]:
            if token.dep_ == "nsubj" and token.head.lower_ in GOVERNING:
                return "metonym"
    return "location"


def _row(article: Reading, candidate: Candidate, answer: Resolved, use: str, mention_id: str | None, entity_id: str | None) -> Place:
    head = (article.article.article_id, article.article.published_date)
    evidence = article.evidence(article.passages[candidate.segment], candidate.start, candidate.end)
    identifier = digest("place", head[0], candidate.start, candidate.end)
    text = article.source_text[candidate.start : candidate.end]
    base = (*head, identifier, mention_id, entity_id, text, candidate.start, candidate.end, use)
    spot = answer.spot
    if spot is None:
        resolution = "ambiguous" if answer.known else "not_in_gazetteer"
        return Place(*base, resolution, None, None, None, None, None, None, None, None, None, *evidence)
    return Place(
        *base,
        "resolved",
        spot.name,
        spot.feature,
        spot.geonames_id or None,
        spot.country or None,
        spot.admin1 or None,
        spot.latitude,
        spot.longitude,
        spot.population or None,
        round(answer.confidence, 3),
        *evidence,
    )
