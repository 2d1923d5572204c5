"""Keys: which reports of an article tell of one real event, and which event the article is about."""

from collections.abc import Sequence

from transforms.text.events.reports import Report, contradict, joined, same
from transforms.text.reading.clauses import PRESENT

_REACH = 40
"""Reports before one that may tell of its event."""
_SENTENCE = 10
"""Reports before one that may stand in its clause."""
_LEAD = 2
"""Sentences at the beginning of the body that say what an article without a headline is about."""


def grouped(reports: Sequence[Report]) -> list[int]:
    """Return for each of ``reports``, in the order of the text, the number of the first report of the same event.

    Those that one clause tells of belong together; together they look back at the last ``_REACH`` reports of their types and incident types, the
    nearest event first, and at as many of an event's reports.
    """
    firsts = list(range(len(reports)))
    of_kind: dict[str, list[int]] = {}
    told: dict[int, list[int]] = {}
    for unit in _units(reports):
        kinds = {kind for number in unit for kind in reports[number].kinds}
        before = sorted({number for kind in kinds for number in of_kind.get(kind, [])[-_REACH:]}, reverse=True)
        first = _event_of(reports, unit, before, firsts, told)
        for number in unit:
            firsts[number] = first
            for kind in reports[number].kinds:
                of_kind.setdefault(kind, []).append(number)
        told.setdefault(first, []).extend(unit)
    return firsts


def _units(reports: Sequence[Report]) -> list[list[int]]:
    """Return the numbers of ``reports``, those that one clause tells of together, in the order of the first of each."""
    units: list[list[int]] = []
    unit_of: list[list[int]] = []
    for at, report in enumerate(reports):
        beside = (
            number
            for number in range(at - 1, max(at - 1 - _SENTENCE, -1), -1)
            if report.kinds & reports[number].kinds and joined(reports[number].trigger, report.trigger)
        )
        mate = next(beside, None)
        unit = unit_of[mate] if mate is not None else []
        if not unit:
            units.append(unit)
        unit.append(at)
        unit_of.append(unit)
    return units


def _event_of(
    reports: Sequence[Report], unit: Sequence[int], before: Sequence[int], firsts: Sequence[int], told: dict[int, list[int]]
) -> int:
    """Return the first report of the event that ``unit`` tells of: of one of the reports ``before``, else its own."""
    own = [reports[number] for number in unit]
    tried: set[int] = set()
    for number in before:
        first, one = firsts[number], reports[number]
        if first in tried or not any(one.kinds & other.kinds and same(one, other) for other in own):
            continue
        tried.add(first)
        others = (reports[number] for number in told[first][-_REACH:])
        if not any(one.kinds & other.kinds and contradict(one, other) for one in others for other in own):
            return first
    return unit[0]


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
        if report.trigger.passage.index == body[0]
        and report.trigger.passage.sentence[report.trigger.token] < _LEAD
        and not _is_habit(report)
    )


def _is_habit(report: Report) -> bool:
    """Return whether a relative clause in the present tense tells of it: what its noun does again and again ("gangs who raid villages")."""
    p, at = report.trigger.passage, report.trigger.token
    while p.heads[at] != at:
        clause = p.clauses.get(at)
        if p.deps[at] == "relcl":
            return clause is not None and clause.tense == PRESENT and not clause.modal
        at = p.heads[at]
    return False
