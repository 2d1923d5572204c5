"""Places of one article: every named place and demonym, how it is used, and the gazetteer's place it means."""

import collections
import itertools
from collections.abc import Collection
from typing import Any

from schemas import Entity, Place, digest
from transforms.text.lexicon import sport
from transforms.text.lexicon.names import lexicon, listed
from transforms.text.places import ranking, resolution, scoring, support, toponyms
from transforms.text.places.cues import GOVERNING, ROADS, SERVICES
from transforms.text.places.resolution import Resolved
from transforms.text.places.toponyms import Candidate
from transforms.text.reading import Reading, spans
from transforms.text.reading.layers import Name
from transforms.text.reading.passage import Passage

_NAMED = frozenset(("body", "facility", "event"))
_LONGEST = 3
"""Words behind a place's name that are looked at."""
SURE = 0.8
"""Probability of being a place from which on a name stays one although no place of the gazetteer fits the article."""


def extract(reading: Reading) -> dict[str, list[Any]]:
    """Return the rows of ``places`` of ``reading``, sorted by position, and its ``entities`` with the place they were resolved to.

    Fills ``reading.places``. A name that the gazetteer does not have, and one whose sense stays open, has a row without coordinates that says so.
    """
    scored = scoring.choose(reading, toponyms.find(reading))
    chosen = [candidate for candidate, _ in scored]
    for candidate, probability in scored:
        reading.explain("places", candidate.start, candidate.end, f"{candidate.kind}, a place with {probability:.2f}")
    resolved = zip(scored, resolution.resolve(reading, chosen), strict=True)
    found = [
        (candidate, answer)
        for (candidate, probability), answer in resolved
        if not answer.doubtful or probability > SURE or _is_called_place(reading, candidate)
    ]
    answers = [answer for _, answer in found]
    sides = _sides(reading, chosen)
    rows = [_row(reading, candidate, answer, is_side=candidate.key in sides) for candidate, answer in found]
    votes: dict[str, collections.Counter[Resolved]] = collections.defaultdict(collections.Counter)
    for row, answer in zip(rows, answers, strict=True):
        if row.entity_id and answer.spot:
            votes[row.entity_id][answer] += 1
    reading.places = spans(rows)
    reading.entities = [_located(entity, votes.get(entity.entity_id)) for entity in reading.entities]
    return {"places": rows, "entities": list(reading.entities)}


def _located(entity: Entity, votes: "collections.Counter[Resolved] | None") -> Entity:
    if not votes or entity.entity_type not in toponyms.LOCATED:
        return entity
    spot = votes.most_common(1)[0][0].spot
    if spot is None:
        return entity
    number = spot.geonames_id if entity.entity_type != "NORP" and spot.geonames_id else None
    return entity._replace(geonames_id=number, country_code=spot.country or None)


def _is_called_place(reading: Reading, candidate: Candidate) -> bool:
    """Return whether the name that holds ``candidate`` was read as a place."""
    name = reading.names.covering(candidate.start, candidate.end)
    return name is not None and name.entity_type in toponyms.PLACE_TYPES


def _use(reading: Reading, candidate: Candidate, answer: Resolved, *, is_side: bool) -> str:
    """Return how the name is used: location, demonym, metonym (a government by its country or capital), in_name (also of a team: ``is_side``
    where the article calls one so).
    """
    others = _other_names(reading, candidate)
    if candidate.kind == "demonym" and "ORG" not in others:
        return "demonym"
    if any(kind not in ("GPE", "LOC") for kind in others) or _is_body(reading, candidate):
        return "in_name"
    passage = reading.passages[candidate.passage]
    named = reading.names.exact(candidate.start, candidate.end)
    is_team = (
        (named is not None and named.plays) or _contends(passage, candidate) or (is_side and not support.is_located(passage, candidate))
    )
    if is_team or _begins_name(passage, candidate) or _ends_title(passage, candidate):
        return "in_name"
    spot = answer.spot
    if spot and (spot.feature == "country" or spot.geonames_id in ranking.capitals()):
        for i in range(candidate.first, candidate.last):
            subject = passage.heads[i] if passage.deps[i] == "conj" else i  # "Oslo and Paris agreed"
            if passage.deps[subject] == "nsubj" and passage.lower[passage.heads[subject]] in GOVERNING:
                return "metonym"
    return "location"


def _is_body(reading: Reading, candidate: Candidate) -> bool:
    """Return whether it was read as the name of an organisation, and neither a phrase nor its region behind it says that a place is meant."""
    name, passage = reading.names.exact(candidate.start, candidate.end), reading.passages[candidate.passage]
    if name is None or name.entity_type != "ORG" or candidate.kind == "county" or support.is_located(passage, candidate):
        return False
    behind = passage.words[candidate.last : candidate.last + 2]
    region = reading.names.at(passage.start + passage.starts[candidate.last + 1]) if len(behind) == 2 and behind[0] == "," else None
    return region is None or region.entity_type != "GPE"


def _sides(reading: Reading, chosen: list[Candidate]) -> frozenset[str]:
    """Return the folded names of towns that an article about games calls teams ("his former club Orlova", "third-placed Harlan")."""
    called = (c for c in chosen if c.kind == "name" and c.first and reading.passages[c.passage].lower[c.first - 1] in sport.CALLED)
    towns = frozenset(c.key for c in called if support.size(c.key, c.country).removeprefix("alt-").startswith("city"))
    return towns if towns and any(not sport.TOPICS.isdisjoint(passage.lower) for passage in reading.passages) else frozenset()


def _contends(passage: Passage, candidate: Candidate) -> bool:
    """Return whether it wins or loses a game, and so is a team ("Carolina beat Chicago")."""
    return any(
        passage.deps[i] in ("nsubj", "dobj") and sport.beats(passage.lower[passage.heads[i]])
        for i in range(candidate.first, candidate.last)
    )


def _begins_name(passage: Passage, candidate: Candidate) -> bool:
    """Return whether capitalised words go on to a word for a body, a service, a building or an event ("Toronto General Hospital", "Orlova
    Irrigation District", "US Open"), whatever was read as a name; also behind a second place ("Orlova and Harlan Police Departments").
    """
    behind = [*itertools.takewhile(lambda word: word[:1].isupper(), passage.words[candidate.last : candidate.last + _LONGEST])]
    second = candidate.last + 1
    if passage.words[candidate.last : second] == ["and"] and _ends_in_bodies(passage.words[second : second + _LONGEST + 1]):
        return True
    return not passage.is_title and any(word.lower() in SERVICES or not _NAMED.isdisjoint(_cues(word)) for word in behind)


def _ends_in_bodies(words: list[str]) -> bool:
    """Return whether ``words`` begin with a name and go on to a plural of a word for a body ("Harlan Police Departments")."""
    run = [*itertools.takewhile(lambda word: word[:1].isupper(), words)]
    return any(word.lower() not in lexicon().cues and "body" in _cues(word) for word in run[1:])


def _cues(word: str) -> Collection[str]:
    """Return the classes of things that ``word``, or what it is the plural of, says in a name that it is the name of."""
    low, cues = word.lower(), lexicon().cues
    forms = (low, low.removesuffix("s"), low.removesuffix("ies") + "y")
    return next((cues[form] for form in forms if form in cues), ())


def _ends_title(passage: Passage, candidate: Candidate) -> bool:
    """Return whether it is part of a title by which somebody is called ("the Duke of York")."""
    title, of = passage.words[max(candidate.first - 2, 0) : candidate.first] if candidate.first > 1 else ("", "")
    return of == "of" and title[:1].isupper() and title.lower() in listed("peerage")


def _other_names(reading: Reading, candidate: Candidate) -> list[str]:
    """Return the types of the longer names that the place stands in: an organisation, a team, a building, a work, a region; two roads that
    were read as one name are none.
    """
    return [
        name.entity_type
        for name in reading.names.overlapping(candidate.start, candidate.end)
        if (name.start, name.end) != (candidate.start, candidate.end) and not (candidate.kind == "road" and _are_roads(reading, name))
    ]


def _are_roads(reading: Reading, name: Name) -> bool:
    """Return whether ``name`` holds two roads or more ("Harbour Road and Mill Lane")."""
    return sum(word in ROADS for word in reading.passages[name.passage].lower[name.first : name.last]) > 1


def _row(reading: Reading, candidate: Candidate, answer: Resolved, *, is_side: bool) -> Place:
    start, end = candidate.start, candidate.end
    named, entity = reading.names.exact(start, end), reading.entity_at(start)
    base = (
        reading.article_id,
        reading.published_date,
        digest("place", reading.article_id, start, end),
        digest("mention", reading.article_id, start, end) if named else None,
        entity.entity_id if named and entity else None,
        reading.source_text[start:end],
        start,
        end,
        _use(reading, candidate, answer, is_side=is_side),
    )
    evidence = reading.evidence(reading.passages[candidate.passage], start, end)
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
