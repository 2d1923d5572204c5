"""Rows of ``casualties``: a find and its status in, one row out."""

from schemas import Casualty, Event, digest
from transforms.text.casualties import background, causes, sources
from transforms.text.casualties.finds import Find
from transforms.text.casualties.people import Group
from transforms.text.reading import Reading, factuality, setting

_MODALITY = {"denied": factuality.DENIED}
_QUOTES = "\"'‘’“”"


def identity(reading: Reading, find: Find, group: Group) -> str:
    """Return the identifier of the report of ``group`` in the place and with the outcome of ``find``."""
    return digest("casualty", reading.article_id, find.outcome, *find.passage.source_span(group.first, group.last))


def row(reading: Reading, find: Find, status: str, part_of: str | None) -> Casualty:
    """Return the row of ``find``."""
    p, group = find.passage, find.group
    start, end = p.source_span(group.first, group.last)
    evidence = reading.evidence(p, start, end)
    reading.explain("casualties", start, end, find.rule)
    source = sources.of(reading, find, start, end)
    place = setting.where(reading, p, find.trigger)
    own = setting.when(reading, p, find.trigger, _MODALITY.get(status, factuality.HAPPENED))
    event = causes.of(reading, find)
    days = own if own.first is not None or event is None or event.modality != factuality.HAPPENED else _days_of(event)
    who = p.source_span(*group.victims) if group.victims else None
    return Casualty(
        article_id=reading.article_id,
        published_date=reading.published_date,
        casualty_id=identity(reading, find, group),
        outcome=find.outcome,
        text=reading.source_text[start:end],
        char_start=start,
        char_end=end,
        count_min=group.low,
        count_max=group.high,
        modifier=group.modifier,
        victims=reading.source_text[slice(*who)].strip(_QUOTES) or None if who else None,
        place_id=place.place_id if place else event.place_id if event else None,
        start_date=days.first,
        end_date=days.last,
        date_basis=days.basis,
        event_id=event.event_id if event else None,
        statement_id=source.statement_id,
        source_name=source.name,
        part_of=part_of,
        status=status,
        is_background=background.is_background(find),
        segment_index=evidence.segment_index,
        in_body=evidence.in_body,
        sentence=evidence.sentence,
    )


def _days_of(event: Event) -> setting.Days:
    return setting.Days(event.start_date, event.end_date, event.date_basis)
