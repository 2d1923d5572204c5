"""Places and days that one verb says for the verbs joined to it: "killed nine and wounded 20 in Tarnov on Monday"."""

from collections.abc import Mapping, Sequence

from schemas import Casualty
from transforms.text.casualties.finds import Find
from transforms.text.reading.passage import Passage

_JOINED = frozenset(("conj", "acl", "oprd", "acomp"))
_STATED = "stated"
_FAR = 4
"""Reports behind one among which that stands with whose place and days it is told, at most."""


def completed(told: Sequence[tuple[Find, str]], found: Mapping[str, Casualty]) -> dict[str, Casualty]:
    """Return the rows ``found`` with place and days that stand behind the last of joined verbs ("three died and a dozen were hurt in Oslo on Sunday")
    also with those before it that have none; ``told`` are the finds with the identifiers of their rows.

    A report that has a day of its own shares no place of one on another day, nor the other way round.
    """
    rows = dict(found)
    joined: dict[tuple[int, int], list[tuple[Find, str]]] = {}
    for find, identifier in told:
        joined.setdefault((find.passage.index, _verb(find.passage, find.trigger)), []).append((find, identifier))
    for chain in joined.values():
        chain.sort(key=lambda item: item[0].trigger)
        for at, (first, identifier) in enumerate(chain):
            for later, other in chain[at + 1 : at + 1 + _FAR]:
                if later.trigger > first.trigger and identifier in rows and other in rows:
                    rows[identifier] = _with(rows[identifier], rows[other])
    return rows


def _verb(p: Passage, token: int) -> int:
    """Return the first of the verbs that are joined to ``token``, or the verb that it is said with ("left nine dead and 14 injured")."""
    while p.deps[token] in _JOINED and p.heads[token] < token:
        token = p.heads[token]
    return token


def _with(row: Casualty, other: Casualty) -> Casualty:
    """Return ``row`` with place and days of ``other`` where it has none and the other does not differ from it."""
    days, place = (other.start_date, other.end_date), other.place_id
    if place is not None and row.place_id is None and row.start_date in (None, other.start_date):
        row = row._replace(place_id=place)
    if other.date_basis == _STATED and row.start_date is None and row.place_id in (None, place):
        row = row._replace(start_date=days[0], end_date=days[1], date_basis=_STATED)
    return row
