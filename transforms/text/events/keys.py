"""Keys: which reports of an article tell of one real event, and which event the article is about."""

import datetime
from collections.abc import Sequence

from transforms.text.events.reports import LASTING, Report, apart, contradict, elsewhere, joined, same
from transforms.text.lexicon.nouns import singular
from transforms.text.reading.clauses import PRESENT
from transforms.text.reading.factuality import HAPPENED

_REACH = 40
"""Reports before one that may tell of its event."""
_SENTENCE = 10
"""Reports before one that may stand in its clause."""
RETOLD = frozenset(
    (
        "ASSAULT", "PROTEST", "arrest", "charge", "collapse", "crash", "death", "earthquake", "eruption", "evacuation", "explosion", "fire",
        "flood", "injury", "landslide", "rescue", "sentence", "storm",
    )
)  # fmt: skip
"""Types of happenings that an article tells again in many words; of verbal acts and visits each telling may be another one."""
_OTHER = frozenset(
    (
        "another", "earlier", "former", "historic", "last", "numerous", "other", "past", "previous", "prior", "recent", "second", "separate",
        "several", "similar", "such", "third",
    )
)  # fmt: skip
"""Words before a noun, or before who was harmed, that say that another event is meant."""
_ITS = frozenset(("its", "his", "her", "their"))
_LONG = datetime.timedelta(days=31)
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


def told_again(reports: Sequence[Report], firsts: Sequence[int], main: frozenset[int]) -> frozenset[int]:
    """Return the numbers of the reports that, though in words that do not show that it is the same (``same``), tell again of one of the ``main``
    events: of its type, as happened, of no other time, place or party, and by nothing said to be another one.
    """
    news = [report for report, first in zip(reports, firsts, strict=True) if first in main and report.is_news]
    leads = [report for report in news if report.modality == HAPPENED][:_REACH]
    others = {
        first for report, first in zip(reports, firsts, strict=True) if report.is_old or any(_differs(report, lead) for lead in leads)
    }
    return frozenset(
        at
        for at, (report, first) in enumerate(zip(reports, firsts, strict=True))
        if first not in main and first not in others and any(_tells_again(report, lead) for lead in leads)
    )


def _tells_again(report: Report, lead: Report) -> bool:
    return not report.kinds.isdisjoint(lead.kinds & RETOLD) and report.modality == HAPPENED and not _is_another(report)


def _differs(report: Report, lead: Report) -> bool:
    """Return whether ``report`` is of another time, place or party than ``lead``."""
    if apart(report.days, lead.days) or (report.place is not None and elsewhere(report.place, lead.place)):
        return True
    actors = report.actor_is_named and lead.actor_is_named and not report.actor & lead.actor
    return actors or (
        report.target_is_named and lead.target_is_named and bool(lead.kinds & report.kinds) and not report.target & lead.target
    )


def _is_another(report: Report) -> bool:
    """Return whether ``report`` says by its own words that it is of something else than the story's news: of before, of long, of many times."""
    p, at = report.trigger.passage, report.trigger.token
    days = report.days
    if report.is_of_before or report.is_generic or _is_habit(report) or report.head in LASTING:
        return True
    if p.tags[at] in ("NNS", "NNPS") and any(p.deps[kid] == "poss" and p.lower[kid] in _ITS for kid in p.kids[at]):
        return True  # "has increased its attacks"
    if days.first is not None and days.last is not None and days.last - days.first > _LONG:
        return True
    clause = p.clause_of(at)
    if clause is not None and clause.perfect and (p.tags[clause.verb] == "VBG" or _subject_lasts(report)):
        return True
    near = {p.lower[kid] for kid in p.kids[at]} | {p.lower[kid] for party in p.kids[at] for kid in p.kids[party]}
    return not near.isdisjoint(_OTHER) or "since" in p.lower[slice(*p.sentences[p.sentence[at]])]


def _subject_lasts(report: Report) -> bool:
    """Return whether what brought it about is a war or another thing of long: "the war has killed 900"."""
    p = report.trigger.passage
    clause = p.clauses.get(report.trigger.token)
    if clause is None or clause.subject is None:
        return False
    below = {clause.subject, *p.kids[clause.subject]}
    below |= {kid for preposition in p.kids[clause.subject] for kid in p.kids[preposition]}
    return any(singular(p.lower[i]) in LASTING for i in below)


def _is_habit(report: Report) -> bool:
    """Return whether a relative clause in the present tense tells of it: what its noun does again and again ("gangs who raid villages")."""
    p, at = report.trigger.passage, report.trigger.token
    while p.heads[at] != at:
        clause = p.clauses.get(at)
        if p.deps[at] == "relcl":
            return clause is not None and clause.tense == PRESENT and not clause.modal
        at = p.heads[at]
    return False
