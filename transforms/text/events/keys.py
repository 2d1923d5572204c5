"""Keys: which reports of an article tell of one real event, and which event the article is about."""

import datetime
from collections.abc import Sequence
from typing import NamedTuple

from schemas import Entity, Place
from transforms.text.events.triggers import Trigger
from transforms.text.lexicon.nouns import singular
from transforms.text.lexicon.verbs import lemma
from transforms.text.reading.setting import Days

_EMPTY = frozenset(
    ("the", "a", "an", "of", "and", "its", "his", "her", "their", "some", "several", "many", "two", "three", "people", "in", "at")
)
_NEAR = datetime.timedelta(days=1)
_REACH = 40
"""Reports before one that may tell of its event."""
_LEAD = 2
"""Sentences at the beginning of the body that say what an article without a headline is about."""


class Report(NamedTuple):
    """One report of an event, as far as it says which event it is."""

    trigger: Trigger
    actor: frozenset[str]
    """Words and entity of who did it; empty where nobody is named."""
    target: frozenset[str]
    place: Place | None
    days: Days
    modality: str

    @property
    def head(self) -> str:
        """The trigger's dictionary form, of a noun that is also a verb the same as the verb's."""
        p, i = self.trigger.passage, self.trigger.token
        return lemma(p.lower[i]) if p.is_verb(i) else lemma(singular(p.lower[i]))

    @property
    def is_definite(self) -> bool:
        """Whether it is a noun with "the", "this" or "that": an event that has been told of before."""
        p, i = self.trigger.passage, self.trigger.token
        return not p.is_verb(i) and any(p.deps[kid] == "det" and p.lower[kid] in ("the", "this", "that") for kid in p.kids[i])

    @property
    def is_of_before(self) -> bool:
        """Whether it is told in the past perfect, and so of a time before the story's."""
        clause = self.trigger.passage.clause_of(self.trigger.token)
        return clause is not None and clause.perfect and any(self.trigger.passage.lower[aux] in ("had", "'d") for aux in clause.auxiliaries)


def words_of(text: str | None, entity: Entity | None) -> frozenset[str]:
    """Return what is compared of a party: its words that say something, its entity, and of a state or its people the country."""
    found = {word.strip(".,'’s") for word in (text or "").lower().split()} - _EMPTY - {""}
    if entity is not None:
        found.add(entity.entity_id)
        if entity.country_code and entity.entity_type in ("GPE", "NORP"):
            found.add(f"country {entity.country_code}")
    return frozenset(found)


def grouped(reports: Sequence[Report]) -> list[int]:
    """Return for each of ``reports``, in the order of the text, the number of the first report of the same event.

    A report looks back at the last ``_REACH`` of its type and of its incident type, and at as many of an event's reports.
    """
    firsts: list[int] = []
    of_kind: dict[str, list[int]] = {}
    told: dict[int, list[int]] = {}
    for at, report in enumerate(reports):
        kinds = [kind for kind in (report.trigger.kind.event_type, report.trigger.kind.incident_type) if kind is not None]
        before = sorted({number for kind in kinds for number in of_kind.get(kind, [])[-_REACH:]}, reverse=True)
        same = next((firsts[number] for number in before if _same(reports[number], report)), at)
        if same != at and any(_contradict(reports[number], report) for number in told[same][-_REACH:]):
            same = at
        firsts.append(same)
        told.setdefault(same, []).append(at)
        for kind in kinds:
            of_kind.setdefault(kind, []).append(at)
    return firsts


def _same(one: Report, other: Report) -> bool:
    """Return whether ``other``, told later and of the same kind, may be the event that ``one`` tells of, and says so."""
    if _contradict(one, other):
        return False
    actor, target = bool(one.actor & other.actor), bool(one.target & other.target)
    place = one.place is not None and other.place is not None and one.place.text == other.place.text
    day = one.days.first is not None and one.days.first == other.days.first and one.days.last == other.days.last
    evidence = actor + target + place + day
    if one.head == other.head and one.trigger.passage.is_title:
        return True
    if one.head == other.head:
        return evidence > 0 or other.is_definite or (not other.actor and not other.target)
    return evidence > 1 or (evidence == 1 and other.is_definite)


def _contradict(one: Report, other: Report) -> bool:
    """Return whether the two say different things of actor, target, place, days or modality."""
    if (one.modality == "happened") != (other.modality == "happened") and one.modality != other.modality:
        return True
    for ours, theirs in ((one.actor, other.actor), (one.target, other.target)):
        if ours and theirs and not ours & theirs:
            return True
    if _apart(one.days, other.days):
        return True
    return _elsewhere(one.place, other.place)


def _apart(one: Days, other: Days) -> bool:
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return False
    return one.last + _NEAR < other.first or other.last + _NEAR < one.first


def _elsewhere(one: Place | None, other: Place | None) -> bool:
    if one is None or other is None or one.text == other.text or one.resolution != "resolved" or other.resolution != "resolved":
        return False
    if one.country_code != other.country_code:
        return True
    cities = one.feature == other.feature == "city"
    return cities and one.geonames_id != other.geonames_id


def main(reports: Sequence[Report], firsts: Sequence[int]) -> frozenset[int]:
    """Return the numbers (of first reports) of the events that the article is about: those of its headline, else those it begins with."""
    titles = {first for report, first in zip(reports, firsts, strict=True) if report.trigger.passage.segment.kind == "headline"}
    if titles:
        return frozenset(titles)
    body = [report.trigger.passage.index for report in reports if report.trigger.passage.segment.in_body]
    if not body:
        return frozenset()
    return frozenset(
        first
        for report, first in zip(reports, firsts, strict=True)
        if report.trigger.passage.index == body[0] and report.trigger.passage.sentence[report.trigger.token] < _LEAD
    )
