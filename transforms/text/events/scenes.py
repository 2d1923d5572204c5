"""Scenes: sentences that only say when and where what was told before them happened ("The incident occurred on Monday near the mill")."""

import itertools
from collections.abc import Iterator, Sequence

from transforms.text.events import keys
from transforms.text.events.reports import Report
from transforms.text.events.syntax import role_words
from transforms.text.lexicon.nouns import singular
from transforms.text.reading import Reading, setting
from transforms.text.reading.clauses import PAST
from transforms.text.reading.factuality import HAPPENED
from transforms.text.reading.passage import Passage

_VERBS = frozenset(("happened", "occurred", "unfolded", "took"))
"""Forms of the verbs that say of their subject that it was; of "take" only with "place"."""
_IT = frozenset(("it", "this", "that"))
_DEFINITE = frozenset(("the", "this", "that"))
_BACK = 3
"""Passages before the one of a scene that may tell of what happened there."""


def completed(reading: Reading, reports: Sequence[Report]) -> list[Report]:
    """Return ``reports``, in the order of the text, with the days and the place that a scene behind them gives where they have none of their own.

    A scene is that of the last happening told before it (``keys.RETOLD``): of what is said or visited each telling may be another one.
    """
    found = list(reports)
    for p, verb in _scenes(reading):
        days, place = setting.when(reading, p, verb, HAPPENED), setting.where(reading, p, verb)
        for at in _before(reports, p, verb):
            report = found[at]
            if report.days.first is None and days.basis == "stated":
                report = report._replace(days=days._replace(basis="inferred"), is_staged=True)
            found[at] = report if report.place or not place else report._replace(place=place)
    return found


def _scenes(reading: Reading) -> Iterator[tuple[Passage, int]]:
    """Yield the verbs of the scenes of ``reading``, with their passages."""
    if reading.words.keys().isdisjoint(_VERBS):
        return
    for p in reading.passages:
        for verb in itertools.compress(range(len(p)), map(_VERBS.__contains__, p.lower)):
            clause = p.clauses.get(verb)
            if clause is None or clause.tense != PAST or clause.negated or clause.modal or clause.perfect or clause.subject is None:
                continue
            if p.lower[verb] == "took" and (clause.object is None or p.lower[clause.object] != "place"):
                continue
            if clause.subject_is_own and p.deps[verb] in ("ROOT", "ccomp") and _is_anaphoric(p, clause.subject):
                yield p, verb


def _is_anaphoric(p: Passage, subject: int) -> bool:
    """Return whether ``subject`` stands for what was told before: "it", "the incident"."""
    if p.lower[subject] in _IT:
        return not p.kids[subject]
    definite = any(p.deps[kid] == "det" and p.lower[kid] in _DEFINITE for kid in p.kids[subject])
    return definite and singular(p.lower[subject]) in role_words("deed") and p.tags[subject] == "NN"


def _before(reports: Sequence[Report], p: Passage, verb: int) -> list[int]:
    """Return the numbers of what the last sentence before the scene of ``verb`` that tells of happenings, in its passage or shortly before, tells."""
    found: list[int] = []
    for at in range(len(reports) - 1, -1, -1):
        report = reports[at]
        q, token = report.trigger.passage, report.trigger.token
        if (q.index, token) >= (p.index, verb) or q.is_title or report.kinds.isdisjoint(keys.RETOLD):
            continue
        last = reports[found[0]].trigger if found else None
        if q.index < p.index - _BACK or (last and (q.index, q.sentence[token]) != (last.passage.index, last.passage.sentence[last.token])):
            break
        found.append(at)
    told = (at for at in found if reports[at].modality == HAPPENED and not reports[at].is_of_before)
    return list(told)
