"""What the items of a series share: the month of "12 and 13 April", the day of "9 a.m. to 4 p.m. on Sunday", the year of "May and June 2023".

The items are candidates of the grammar, and fragments that say a time only beside one of them ("12 and", "9 to"). How they are joined and what
goes from one to the next is read by :mod:`transforms.text.reading.coordination`; here is only which items there are, and what each has to share.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from transforms.text.reading import coordination
from transforms.text.reading.coordination import RANGE, Mark, Series
from transforms.text.times import clocks, dates, pieces, quarters, years
from transforms.text.times.context import Context, Match
from transforms.text.times.rule import Candidate, Rule

REACH = 80
"""Characters around an item in which fragments of its series are looked for."""
_HALF = re.compile(rf"{pieces.AMPM}$", re.IGNORECASE)
_PLURAL_PARTS = ("mornings", "afternoons", "evenings", "nights")

Marks = Mapping[str, Mark[str] | None]


class Kind(NamedTuple):
    """One kind of items that can stand in a series.

    ``rows`` are the rows of the grammar whose candidates are such items; ``fragment`` reads what is one only in a series; ``marks`` gives by name
    what a match of either has to share. What stands in ``carried`` goes on from the first end of a range to the last as well.
    """

    rows: tuple[str, ...]
    fragment: Rule | None
    marks: Callable[[Match], Marks]
    carried: tuple[str, ...] = ()


def _of_date(match: Match) -> Marks:
    found = match.groupdict()
    stated = next((text for group in ("year", "year2") if (text := found.get(group))), None)
    rel = found.get("rel") or ""
    year = coordination.behind(stated or (rel if "year" in rel.lower() else None))
    if rel.lower().endswith(" month") or found.get("every"):
        return {"year": None, "month": coordination.behind(rel or found["every"])}
    if not found.get("day") or not found.get("month"):
        return {"year": year, "month": None}
    return {"year": year, "month": Mark(found["month"], match.start("month") > match.start("day"))}


def _of_weekday(match: Match) -> Marks:
    part = match["pod"] if (match["pod"] or "").lower() in _PLURAL_PARTS else None
    return {"week": coordination.behind(match["week"]), "pods": coordination.behind(part)}


def _of_clock(match: Match) -> Marks:
    found = match.groupdict()
    half = _HALF.search(found.get("clock") or found["half"] or "")
    part = half.group() if half else found.get("pod") or found.get("night")
    return {"half": coordination.behind(part), "when": coordination.behind(found.get("when"))}


def _of_quarter(match: Match) -> Marks:
    found = match.groupdict()
    stated = found.get("year") or found.get("fy") or found.get("rel")
    return {"year": coordination.behind(stated), "quarter": coordination.behind("quarter" if "plural" in found else None)}


def _of_season(match: Match) -> Marks:
    return {"year": coordination.behind(match["year"])}


def _of_year(match: Match) -> Marks:
    return {"first": coordination.before(match.groupdict().get("year"))}


KINDS = (
    Kind(("date_mdy", "date_dmy", "month_year", "month", "day_of_month"), dates.DAY, _of_date, ("year",)),
    Kind(("weekday",), None, _of_weekday),
    Kind(("clock", "clock_pod", "spoken_clock"), clocks.HOUR, _of_clock, ("when",)),
    Kind(("quarter",), quarters.NUMBER, _of_quarter),
    Kind(("rel_season",), None, _of_season),
    Kind(("first_year",), years.END_YEAR, _of_year),
)
_ROWS = frozenset(row for kind in KINDS for row in kind.rows)


def fragments(context: Context, found: Sequence[Candidate]) -> list[Candidate]:
    """Return the fragments that stand in a series with one of the candidates ``found`` (by start, longest first).

    The context learns what each item of a series has from its neighbours.
    """
    items = list(_longest(found))
    added: list[Candidate] = []
    for kind in KINDS:
        mine = [item for item in items if item.rule.name in kind.rows]
        if mine:
            added += _of_kind(context, kind, mine, items)
    return added


def _longest(found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Yield the candidates that can be items, without those that overlap a longer or earlier one."""
    end = 0
    for candidate in found:
        if candidate.rule.name in _ROWS and candidate.start >= end:
            yield candidate
            end = candidate.end


def _of_kind(context: Context, kind: Kind, mine: Sequence[Candidate], items: Sequence[Candidate]) -> list[Candidate]:
    """Return the fragments in series with the items ``mine`` of one kind, and share what they have; ``items`` are those of all kinds."""
    around = _fragments(context.text, kind.fragment, mine, items) if kind.fragment else []
    if len(mine) + len(around) < 2:
        return []
    here = sorted([*mine, *around], key=lambda candidate: candidate.start)
    added: list[Candidate] = []
    for series in coordination.series(context.text, [candidate.match.span() for candidate in here]):
        chosen = [here[i] for i in series.items]
        whole = [candidate for candidate in chosen if candidate.rule is not kind.fragment]
        if whole and (len(whole) == len(chosen) or all(candidate.read(context) for candidate in whole)):
            _share(context, kind, series, chosen)
            added += [candidate for candidate in chosen if candidate.rule is kind.fragment]
    return added


def _fragments(text: str, rule: Rule, mine: Sequence[Candidate], items: Sequence[Candidate]) -> list[Candidate]:
    """Return what ``rule`` finds around the items ``mine``, outside of all ``items``, in order."""
    found: dict[int, Candidate] = {}
    done = 0
    for item in mine:
        for match in rule.expression.finditer(text, max(item.start - REACH, done, 0)):
            if match.start() > item.end + REACH:
                break
            done = match.end()
            if not any(_is_cut(match, other) for other in items):
                found[match.start()] = Candidate(rule, match)
    return [found[start] for start in sorted(found)]


def _is_cut(match: Match, item: Candidate) -> bool:
    """Return whether ``item`` shares a character with ``match`` and is no part of it, as the weekday of "Tuesday 8" is."""
    inside = match.start() <= item.start and item.end <= match.end() and match.span() != item.match.span()
    return match.start() < item.end and item.start < match.end() and not inside


def _share(context: Context, kind: Kind, series: Series, chosen: Sequence[Candidate]) -> None:
    """Fill what is missing at each of the ``chosen`` items from the others."""
    marks = [kind.marks(candidate.match) for candidate in chosen]
    for name in marks[0]:
        own = [mark[name] for mark in marks]
        shared = coordination.fill(own, carry=series.kind == RANGE and name in kind.carried)
        for candidate, mark, value in zip(chosen, own, shared, strict=True):
            if mark is None and value is not None:
                context.shared.add(candidate.match, name, value)
