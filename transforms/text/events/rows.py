"""Rows of ``events``: triggers in, one row each out."""

from collections.abc import Sequence

from schemas import Event, digest
from transforms.text.events.triggers import Trigger
from transforms.text.reading import Reading


def events(reading: Reading, triggers: Sequence[Trigger]) -> list[Event]:
    """Return the rows of ``triggers`` in their order."""
    return [_event(reading, trigger) for trigger in triggers]


def _event(reading: Reading, trigger: Trigger) -> Event:
    start, end = trigger.passage.source_span(trigger.first, trigger.last)
    evidence = reading.evidence(trigger.passage, start, end)
    reading.explain("events", start, end, trigger.rule)
    identity = digest("event", reading.article_id, start, end)
    return Event(
        article_id=reading.article_id,
        published_date=reading.published_date,
        event_id=identity,
        event_key=identity,
        is_main=False,
        text=reading.source_text[start:end],
        char_start=start,
        char_end=end,
        event_type=trigger.kind.event_type,
        mode=trigger.kind.mode,
        cameo_root=trigger.kind.cameo_root,
        incident_type=trigger.kind.incident_type,
        actor_text=None,
        actor_entity_id=None,
        target_text=None,
        target_entity_id=None,
        place_id=None,
        start_date=None,
        end_date=None,
        date_basis="none",
        modality="happened",
        statement_id=None,
        segment_index=evidence.segment_index,
        in_body=evidence.in_body,
        sentence=evidence.sentence,
    )
