"""Rows of ``events``: triggers in, one row each out."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from schemas import Entity, Event, Place, digest
from transforms.text.events import keys, roles, scenes
from transforms.text.events.parties import Parties, Party
from transforms.text.events.reports import HARM, Report, count_of, words_of
from transforms.text.events.syntax import role_words
from transforms.text.events.triggers import Trigger
from transforms.text.lexicon import events as lexicon
from transforms.text.lexicon.nouns import singular
from transforms.text.reading import Reading, setting
from transforms.text.reading.factuality import DENIED, HAPPENED, PLANNED, POSSIBLE
from transforms.text.reading.passage import Passage
from transforms.text.reading.setting import Days

_SHARING = frozenset(("crash", "collapse", "explosion", "fire", "death", "injury", "rescue", "evacuation"))
"""Incident types that have parties; of the others (votes, storms, trials) a noun stands for more than the party of one report."""
_FORTNIGHT = datetime.timedelta(days=14)
_SAID = frozenset(("AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SANCTION"))
"""Types of acts that are said or decreed: what they are about has places of its own."""


_ONE = frozenset(("he", "she", "i", "you"))
"""Pronouns of one person: whom they stand for when nobody is named is not who did the like elsewhere."""
_DONE = frozenset(("rescue", "evacuation"))
"""Those that somebody brings about: who puts out a fire, or saves people from it, is no actor of the fire."""


class Role(NamedTuple):
    """A party as the columns have it: its text as written, where that stands, and its entity."""

    start: int | None = None
    end: int | None = None
    text: str | None = None
    entity: Entity | None = None
    words: frozenset[str] = frozenset()
    """The words and the entity that say who it is, none of a pronoun that stands for nobody."""

    @property
    def entity_id(self) -> str | None:
        """The entity's identifier."""
        return self.entity.entity_id if self.entity is not None else None


class _Telling(NamedTuple):
    """One report of an event with its parties."""

    report: Report
    actor: Role
    target: Role


class _Shared(NamedTuple):
    """What the reports of one event say together: the days that the first of them states, or that a scene gives it, its first place, and whom they
    name as actor and target, those that are entities first.
    """

    days: Mapping[bool, Days]
    """By whether those who state them tell the event as happened: what is planned for a day has not happened on it."""
    place: Place | None
    town: Place | None
    """The one town that they name, None where they name several."""
    actors: Sequence[Role]
    targets: Sequence[tuple[str | None, Role]]
    """With what the report says became of them (``Report.harm``)."""

    @classmethod
    def of(cls, tellings: Sequence[_Telling]) -> "_Shared":
        """Return what ``tellings`` say."""
        same = [telling.report for telling in tellings]
        known = [report for report in reversed(same) if report.days.basis == "stated" or report.is_staged]
        return cls(
            {report.modality == HAPPENED: report.days._replace(basis="inferred") for report in known},
            next((report.place for report in same if report.place is not None), None),
            _town(report.place for report in same),
            sorted((one.actor for one in tellings if one.actor.words), key=lambda actor: actor.entity is None),
            sorted(((one.report.harm, one.target) for one in tellings if one.target.words), key=lambda target: target[1].entity is None),
        )

    def completed(self, telling: _Telling) -> _Telling:
        """Return ``telling`` with the days, the place and the parties that another report of the same event gives, where it has none of its own.

        Who was harmed is no target of a report of other harm, nor is what was hit one of a report of harm.
        """
        report, actor, target = telling
        open_days = report.days.basis in ("none", "publication") and report.modality != DENIED
        days = self.days.get(report.modality == HAPPENED, report.days) if open_days else report.days
        place = report.place if report.place is not None else self.place
        own = report.place is not None and not report.trigger.passage.is_title
        if place is not None and not own and self.town is not None and setting.is_within(self.town, place):
            place = self.town  # the headline names the country
        if days is not report.days or place is not report.place:
            report = report._replace(days=days, place=place)
        shares = report.trigger.kind.event_type is not None or report.trigger.kind.incident_type in _SHARING
        done = report.trigger.kind.event_type is not None or report.trigger.kind.incident_type in _DONE
        if shares and done and not actor.words and (actor.text or "").lower() not in _ONE:
            actor = next((one for one in self.actors if not one.words & target.words), actor)
        if shares and target.text is None and not report.is_of_self:
            fitting = [one for harm, one in self.targets if harm == report.harm]
            others = [one for _, one in self.targets if report.harm is None]
            target = next((one for one in (*fitting, *others) if not one.words & actor.words), target)
        return _Telling(report, actor, target)


def _town(places: Iterable[Place | None]) -> Place | None:
    towns = {place.geonames_id: place for place in places if place is not None and place.feature == "city"}
    return next(iter(towns.values())) if len(towns) == 1 else None


def _is_told_as_new(same: Sequence[Report]) -> bool:
    """Return whether the titles, or the first sentence of the body that tells of the event of ``same``, tell it as new, not as what something
    else is about ("The death toll of the landslide has risen").
    """
    first = next((at for at, report in enumerate(same) if report.trigger.passage.segment.in_body), len(same))
    return any(setting.is_news(report.trigger.passage, report.trigger.token) for report in same[: first + 1])


def events(reading: Reading, triggers: Sequence[Trigger]) -> list[Event]:
    """Return the rows of ``triggers`` in their order; what is told several times has one key, and the days, place and parties of one telling."""
    tellings = [_telling(reading, trigger) for trigger in triggers]
    tellings = _with_plans(tellings)
    reports = scenes.completed(reading, [telling.report for telling in tellings])
    tellings = list(map(_of, tellings, reports))
    firsts = keys.grouped(reports)
    main = keys.main(reports, firsts)
    again = keys.told_again(reports, firsts, main)
    today = Days(reading.published_date, reading.published_date, "publication") if setting.is_of_today(reading) else Days()
    told: dict[int, list[_Telling]] = {}
    for telling, first in zip(tellings, firsts, strict=True):
        told.setdefault(first, []).append(telling)
    shared = {first: _Shared.of(same) for first, same in told.items() if len(same) > 1}
    new = {first for first in main if any(setting.is_news(same.report.trigger.passage, same.report.trigger.token) for same in told[first])}
    names = [_identity(reading, trigger) for trigger in triggers]
    rows = []
    for at, (telling, first) in enumerate(zip(tellings, firsts, strict=True)):
        whole = shared[first].completed(telling) if first in shared else telling
        report = whole.report
        if report.days.first is None and first in new and report.modality == HAPPENED and not report.is_of_before:
            whole = whole._replace(report=report._replace(days=today))
        rows.append(_event(reading, whole, names[at], names[first], first in main or at in again))
    return rows


def _with_plans(tellings: Sequence[_Telling]) -> list[_Telling]:
    """Return ``tellings``, those planned as well that only take up what was told as planned before ("will visit", then "during the visit")."""
    last: dict[str, str] = {}
    found = []
    for telling in tellings:
        report = telling.report
        before = last.get(report.head)
        if before in (PLANNED, POSSIBLE) and report.modality == HAPPENED and report.takes_up:
            report = report._replace(modality=before)
        last[report.head] = report.modality
        found.append(_of(telling, report))
    return found


def _of(telling: _Telling, report: Report) -> _Telling:
    """Return ``telling`` with ``report`` for its own."""
    return telling if report is telling.report else _Telling(report, telling.actor, telling.target)


def _telling(reading: Reading, trigger: Trigger) -> _Telling:
    p, token, found = trigger.passage, trigger.token, roles.find(reading, trigger)
    actor, target = _role(reading, trigger, found.actor), _role(reading, trigger, found.target)
    if trigger.kind.event_type is None and trigger.kind.incident_type in HARM and p.is_verb(token) and _is_done(reading, p, found.actor):
        trigger = trigger._replace(kind=lexicon.kind("ASSAULT", None, trigger.kind.incident_type))
    modality = setting.modality(reading, p, token)
    if modality == HAPPENED and trigger.kind.event_type == "AID" and singular(p.lower[token]) in role_words("pledge"):
        modality = PLANNED
    days = setting.when(reading, p, token, modality)
    place = setting.where(reading, p, token, said=trigger.kind.event_type in _SAID)
    named = (actor.entity is not None, target.entity is not None)
    report = Report(
        trigger, actor.words, named[0], target.words, named[1], place, days, modality, *_age(reading, trigger, days), count_of(target.text)
    )
    return _Telling(report, actor, target)


def _age(reading: Reading, trigger: Trigger, days: Days) -> tuple[bool, bool]:
    """Return whether ``trigger`` is told as new (``Report.is_news``), and whether ``days`` are old, or its clause says how long ago it was
    (``Report.is_old``).
    """
    p, token = trigger.passage, trigger.token
    aside = p.tags[token] == "VBG" and p.deps[token] in ("advcl", "xcomp")  # "a bus crashed, killing nine"
    news = setting.is_lead(reading, p) and (setting.is_news(p, token) or (aside and setting.is_news(p, p.heads[token])))
    ago = days.last is not None and days.last < reading.published_date - _FORTNIGHT
    return news, ago or setting.is_long_before(p, token)


def _is_done(reading: Reading, p: Passage, actor: Party | None) -> bool:
    """Return whether ``actor`` is somebody who did harm, no thing that brought it about."""
    return actor is not None and Parties.of(reading, p).is_somebody(actor.head)


def _role(reading: Reading, trigger: Trigger, party: Party | None) -> Role:
    if party is None:
        return Role()
    p = trigger.passage
    start, end = p.source_span(party.first, party.last)
    entity = Parties.of(reading, p).entity(party)
    text = reading.source_text[start:end]
    return Role(start, end, text, entity, words_of(text, entity))


def _event(reading: Reading, telling: _Telling, event_id: str, event_key: str, is_main: bool) -> Event:
    report, actor, target = telling
    trigger, days = report.trigger, report.days
    start, end = _span(trigger)
    evidence = reading.evidence(trigger.passage, start, end)
    reading.explain("events", start, end, trigger.rule)
    statement = setting.statement_of(reading, trigger.passage, trigger.token)
    return Event(
        article_id=reading.article_id,
        published_date=reading.published_date,
        event_id=event_id,
        event_key=event_key,
        is_main=is_main,
        text=reading.source_text[start:end],
        char_start=start,
        char_end=end,
        event_type=trigger.kind.event_type,
        mode=trigger.kind.mode,
        cameo_root=trigger.kind.cameo_root,
        incident_type=trigger.kind.incident_type,
        actor_start=actor.start,
        actor_end=actor.end,
        actor_text=actor.text,
        actor_entity_id=actor.entity_id,
        target_start=target.start,
        target_end=target.end,
        target_text=target.text,
        target_entity_id=target.entity_id,
        place_id=report.place.place_id if report.place is not None else None,
        start_date=days.first,
        end_date=days.last,
        date_basis=days.basis,
        modality=report.modality,
        statement_id=statement.statement_id if statement is not None else None,
        segment_index=evidence.segment_index,
        in_body=evidence.in_body,
        sentence=evidence.sentence,
    )


def _span(trigger: Trigger) -> tuple[int, int]:
    return trigger.passage.source_span(trigger.first, trigger.last)


def _identity(reading: Reading, trigger: Trigger) -> str:
    return digest("event", reading.article_id, *_span(trigger))
