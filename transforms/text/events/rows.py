"""Rows of ``events``: triggers in, one row each out."""

from collections.abc import Sequence
from typing import NamedTuple

from schemas import Entity, Event, Place, digest
from transforms.text.events import keys, roles
from transforms.text.events.keys import Report
from transforms.text.events.parties import Parties, Party
from transforms.text.events.triggers import Trigger
from transforms.text.reading import Reading, setting
from transforms.text.reading.factuality import HAPPENED
from transforms.text.reading.setting import Days


class Role(NamedTuple):
    """A party as the columns have it: its text as written, where that stands, and its entity."""

    start: int | None = None
    end: int | None = None
    text: str | None = None
    entity: Entity | None = None

    @property
    def entity_id(self) -> str | None:
        """The entity's identifier."""
        return self.entity.entity_id if self.entity is not None else None


class _Shared(NamedTuple):
    """What the reports of one event say together: the days that the first of them states, its first place, whether one of them tells it as new."""

    days: Days | None
    place: Place | None
    is_new: bool

    @classmethod
    def of(cls, same: Sequence[Report]) -> "_Shared":
        """Return what ``same`` say."""
        stated = next((report.days for report in same if report.days.basis == "stated"), None)
        return cls(
            stated._replace(basis="inferred") if stated is not None else None,
            next((report.place for report in same if report.place is not None), None),
            any(setting.is_news(report.trigger.passage, report.trigger.token) for report in same),
        )


def events(reading: Reading, triggers: Sequence[Trigger]) -> list[Event]:
    """Return the rows of ``triggers`` in their order; what is told several times has one key, and the days and place that one telling gives."""
    parties = [_parties(reading, trigger) for trigger in triggers]
    reports = [_report(reading, trigger, *pair) for trigger, pair in zip(triggers, parties, strict=True)]
    firsts = keys.grouped(reports)
    main = keys.main(reports, firsts)
    today = Days(reading.published_date, reading.published_date, "publication") if setting.is_of_today(reading) else Days()
    told: dict[int, list[Report]] = {}
    for report, first in zip(reports, firsts, strict=True):
        told.setdefault(first, []).append(report)
    shared = {first: _Shared.of(same) for first, same in told.items()}
    rows = []
    for report, pair, first in zip(reports, parties, firsts, strict=True):
        whole = _completed(report, shared[first])
        new = first in main and shared[first].is_new
        if whole.days.first is None and new and whole.modality == HAPPENED and not whole.is_of_before:
            whole = whole._replace(days=today)
        rows.append(_event(reading, whole, pair, reports[first].trigger, first in main))
    return rows


def _parties(reading: Reading, trigger: Trigger) -> tuple[Role, Role]:
    found = roles.find(reading, trigger)
    return _role(reading, trigger, found.actor), _role(reading, trigger, found.target)


def _role(reading: Reading, trigger: Trigger, party: Party | None) -> Role:
    if party is None:
        return Role()
    p = trigger.passage
    start, end = p.source_span(party.first, party.last)
    entity = Parties(reading, p).entity(party)
    return Role(start, end, reading.source_text[start:end], entity)


def _report(reading: Reading, trigger: Trigger, actor: Role, target: Role) -> Report:
    p, token = trigger.passage, trigger.token
    modality = setting.modality(reading, p, token)
    return Report(
        trigger,
        keys.words_of(actor.text, actor.entity),
        keys.words_of(target.text, target.entity),
        setting.where(reading, p, token),
        setting.when(reading, p, token, modality),
        modality,
    )


def _completed(report: Report, shared: _Shared) -> Report:
    """Return ``report`` with the days and the place that another report of the same event states, where it has none of its own."""
    days = shared.days if report.days.basis in ("none", "publication") and shared.days is not None else report.days
    return report._replace(days=days, place=report.place if report.place is not None else shared.place)


def _event(reading: Reading, report: Report, parties: tuple[Role, Role], first: Trigger, is_main: bool) -> Event:
    trigger, days = report.trigger, report.days
    start, end = _span(trigger)
    evidence = reading.evidence(trigger.passage, start, end)
    reading.explain("events", start, end, trigger.rule)
    statement = setting.statement_of(reading, trigger.passage, trigger.token)
    actor, target = parties
    return Event(
        article_id=reading.article_id,
        published_date=reading.published_date,
        event_id=_identity(reading, trigger),
        event_key=_identity(reading, first),
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
