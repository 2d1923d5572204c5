"""Coordination: items joined in a series, and what stands once and belongs to several of them. One mechanism for dates, clock times and amounts.

A caller finds its own items (days, hours, numbers …) and hands over their spans. :func:`series` says which of them are joined, and how: a
range ("5 to 7", "between 5 and 7", "12–14"), a list ("5, 6 and 7") or a choice ("5 or 6"). :func:`fill` then gives each item what it shares
with its neighbours: what stands *before* an item goes on to those after it ("April 12 and 13", "$5 to 7"), what stands *behind* an item belongs
to those before it as well ("12 and 13 April", "5 to 7 million euros", "9 to 11 a.m."). :func:`ordered` holds a range to its direction: it
never ends before it starts. Offsets count in the text that is given; nothing here knows what an item means.
"""

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

RANGE, AND, OR, COMMA = "range", "and", "or", "comma"
MAX_JOINT = 24
"""Characters of the longest stretch between two items that can join them."""
MAX_ITEMS = 40
"""Items of the longest series; more are a table, not a sentence."""

_SOFT = r"(?:(?:about|around|roughly|approximately|nearly|almost|some|perhaps|maybe|possibly|early|late|the|as\s(?:many|much|high|late)\sas)\s)?"
_AGAIN = r"(?:(?:again|then)\s)?(?:(?:from|between|on|in|at|by|for|of|either|both)\s)?"
_JOINT = re.compile(
    rf"(?:(?P<range>\s(?:up\s)?(?:to|through|thru|until|till)\s|-to-|\s?[-\u2013]\s?to\s?[-\u2013]\s?){_SOFT}"
    r"|(?P<dash>[-/\u2010-\u2014]|\s[-\u2012\u2013]\s|\s-)"
    rf"|(?P<or>,?\s(?:or|and/or|nor)\s){_AGAIN}{_SOFT}"
    rf"|(?P<and>,?\s(?:and|&|as\swell\sas)\s){_AGAIN}{_SOFT}"
    rf"|(?P<comma>\s?,\s){_AGAIN}{_SOFT})",
    re.IGNORECASE,
)
_OPENER = re.compile(rf"(?<!\w)(?P<word>between|(?:anywhere\s|ranging\s)?from|either|both)\s{{1,2}}{_SOFT}\Z", re.IGNORECASE)

V = TypeVar("V")


class Comparable(Protocol):
    """What has an order of its own: numbers, dates, times."""

    def __lt__(self, other: Any, /) -> bool:
        """Return whether it comes before ``other``."""


C = TypeVar("C", bound=Comparable)


class Series(NamedTuple):
    """Items ``first`` to ``last`` (both included) of those given, joined; ``joints`` say how each is joined to the next.

    A joint is ``range``, ``and``, ``or`` or ``comma``; ``dashes`` names the ranges among them that a bare dash makes, which may be a score as
    well. ``opener`` is the word that opens the series ("between", "from", "either", "both"; lower case), or empty; ``start`` is where it, or
    else the first item, begins.
    """

    first: int
    last: int
    joints: tuple[str, ...]
    dashes: tuple[bool, ...]
    opener: str
    start: int

    @property
    def items(self) -> range:
        """The numbers of its items."""
        return range(self.first, self.last + 1)

    @property
    def kind(self) -> str:
        """``range`` where it is one and nothing else, ``or`` where its last joint is a choice, ``and`` for every other list."""
        if self.joints == (RANGE,):
            return RANGE
        return OR if self.joints[-1] == OR else AND

    @property
    def ranges(self) -> tuple[tuple[int, int], ...]:
        """The pairs of items that are the two ends of a range.

        >>> found = series("from 5 to 7 and 9 to 11 or 20", [(5, 6), (10, 11), (16, 17), (21, 23), (27, 29)])[0]
        >>> found.ranges, found.kind
        (((0, 1), (2, 3)), 'or')
        """
        return tuple((self.first + at, self.first + at + 1) for at, joint in enumerate(self.joints) if joint == RANGE)


def opener(text: str, start: int) -> tuple[str, int]:
    """Return the word that opens a series whose first item begins at ``start``, lower case, and where it begins; empty where none does.

    >>> opener("open from about 9", 16), opener("ranging from 9", 13), opener("at 9", 3)
    (('from', 5), ('from', 0), ('', 3))
    """
    found = _OPENER.search(text, max(start - MAX_JOINT, 0), start)
    return (found["word"].lower().split()[-1], found.start()) if found else ("", start)


def series(text: str, spans: Sequence[tuple[int, int]], kinds: Sequence[Hashable] | None = None) -> list[Series]:
    """Return the series among the items at ``spans`` of ``text`` (sorted, not overlapping), in order; an item alone is none.

    Only neighbours of one kind are joined, where ``kinds`` gives the items' kinds. A comma joins only what goes on to an "and" or "or"
    ("5, 6 and 7"): "in 2019, 2020 was far" has no series. An item ends one range at most: of "5 to 7 to 9" only the first two are joined.

    >>> [(s.first, s.last, s.joints, s.opener) for s in series("between May and July; 3 or 4", [(8, 11), (16, 20), (22, 23), (27, 28)])]
    [(0, 1, ('range',), 'between'), (2, 3, ('or',), '')]
    >>> series("from 9 a.m. to 4 p.m.", [(5, 11), (15, 21)])[0].kind
    'range'
    """
    found: list[Series] = []
    at = 0
    while at < len(spans) - 1:
        word, start = opener(text, spans[at][0])
        joints, dashes = _joints(text, spans, kinds, at, word)
        if joints:
            found.append(Series(at, at + len(joints), tuple(joints), tuple(dashes), word, start))
        at += len(joints) + 1
    return found


def _joints(
    text: str, spans: Sequence[tuple[int, int]], kinds: Sequence[Hashable] | None, first: int, word: str
) -> tuple[list[str], list[bool]]:
    """Return how the items from ``first`` on are joined, as far as they are, and which of the joints are bare dashes."""
    joints: list[str] = []
    dashes: list[bool] = []
    for at in range(first, min(len(spans), first + MAX_ITEMS) - 1):
        if kinds is not None and kinds[at] != kinds[at + 1]:
            break
        low, high = spans[at][1], spans[at + 1][0]
        match = _JOINT.fullmatch(text, low, high) if low < high <= low + MAX_JOINT else None
        if match is None:
            break
        kind = _kind(match)
        if kind == AND and ((word == "between" and not joints) or _reopened(text, spans, at)):
            kind = RANGE
        if kind == RANGE and joints and joints[-1] == RANGE:
            break
        joints.append(kind)
        dashes.append(match["dash"] is not None)
    while joints and joints[-1] == COMMA:
        joints.pop()
        dashes.pop()
    for at, joint in enumerate(joints):
        if joint == COMMA and not any(later in (AND, OR) for later in joints[at:]):
            return joints[:at], dashes[:at]
    return joints, dashes


def _reopened(text: str, spans: Sequence[tuple[int, int]], at: int) -> bool:
    """Return whether the item ``at`` begins a second range within a series: "between 9 and 11 and between 2 and 4"."""
    return at > 0 and opener(text, spans[at][0])[0] == "between"


def _kind(match: re.Match[str]) -> str:
    if match["range"] or match["dash"]:
        return RANGE
    return OR if match["or"] else AND if match["and"] else COMMA


class Mark(NamedTuple, Generic[V]):
    """What one item of a series has of its own, and on which side of the item it stands."""

    value: V
    behind: bool


def before(value: V | None) -> Mark[V] | None:
    """Return the mark of what stands before its item, as the month of "April 12" does; None for None."""
    return None if value is None else Mark(value, False)


def behind(value: V | None) -> Mark[V] | None:
    """Return the mark of what stands behind its item, as the month of "12 April" does; None for None."""
    return None if value is None else Mark(value, True)


def fill(marks: Sequence[Mark[V] | None], fits: Callable[[int, V], bool] | None = None, *, carry: bool = False) -> list[V | None]:
    """Return what each item of a series has, its own or its neighbours', from the ``marks`` that stand at the items themselves.

    An item without one takes it from the nearest item that has one: from one after it whose mark stands behind, or from one before it whose
    mark stands before; of two equally near the one already read. With ``carry`` a mark behind goes on as well, where nothing else fills the gap:
    the year of "May 3, 2023 to June 5". ``fits`` is asked, with the number of the item and the value, whether the item can have it: a scale
    fits only what is smaller than the number that it stands at ("900 to 1.2 million").

    >>> fill([None, behind("April")]), fill([before("April"), None]), fill([behind("million"), None])
    (['April', 'April'], ['April', 'April'], ['million', None])
    >>> fill([behind(2023), None], carry=True), fill([None, behind(1e6)], fits=lambda item, scale: False)
    ([2023, 2023], [None, 1000000.0])
    """
    found = [mark.value if mark else None for mark in marks]
    for at, mark in enumerate(marks):
        if mark is not None:
            continue
        back = next(((at - i, m) for i, m in _backwards(marks, at) if m), None)
        ahead = next(((i - at, m) for i, m in enumerate(marks[at:], at) if m), None)
        sources = []
        if back and (carry or not back[1].behind):
            sources.append((back[1].behind, back[0], 0, back[1].value))
        if ahead and ahead[1].behind:
            sources.append((False, ahead[0], 1, ahead[1].value))
        for *_, value in sorted(sources, key=lambda source: source[:3]):
            if fits is None or fits(at, value):
                found[at] = value
                break
    return found


def _backwards(marks: Sequence[Mark[V] | None], at: int) -> Iterator[tuple[int, Mark[V] | None]]:
    return ((i, marks[i]) for i in range(at - 1, -1, -1))


def ordered(
    first: C, last: C, later: Callable[[C], C | None] | None = None, earlier: Callable[[C], C | None] | None = None
) -> tuple[C, C] | None:
    """Return the two ends of a range, the first not after the last, or None where they cannot be brought into order.

    Where the last comes before the first, ``later`` moves it on by one turn (a year, a week, a day), or else ``earlier`` moves the first back;
    each is given only where that end was inferred, not stated.

    >>> ordered(3, 5), ordered(5, 3), ordered(22, 2, later=lambda hour: hour + 24)
    ((3, 5), None, (22, 26))
    >>> ordered(12, 1, earlier=lambda month: month - 12)
    (0, 1)
    """
    if not last < first:
        return first, last
    moved = later(last) if later else None
    if moved is not None and not moved < first:
        return first, moved
    moved = earlier(first) if earlier else None
    if moved is not None and not last < moved:
        return moved, last
    return None
