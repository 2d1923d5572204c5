"""Layers: what has been recognised in an article so far, family by family, as sorted spans that can be asked what stands where."""

import bisect
import datetime
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Any, Generic, NamedTuple, Protocol, TypeVar


class Spanned(Protocol):
    """Anything with source offsets, half-open."""

    @property
    def start(self) -> int:
        """Source offset of the first character."""
        ...

    @property
    def end(self) -> int:
        """Source offset behind the last character."""
        ...


class Name(NamedTuple):
    """One named mention: source offsets, half-open; its OntoNotes type; its passage (by number) and tokens there, half-open; the probability that
    span and type are right; whether a country's name means its team.
    """

    start: int
    end: int
    entity_type: str
    passage: int
    first: int
    last: int
    confidence: float = 1.0
    plays: bool = False


class Reference(NamedTuple):
    """One pronoun or description that stands for an entity: source offsets, and the number of the entity."""

    start: int
    end: int
    entity: int


class RowSpan(NamedTuple):
    """A row of a dataset with its source offsets."""

    start: int
    end: int
    row: Any


class TimeSpan(NamedTuple):
    """One temporal expression with its first and last day, None where it names none; or a candidate that looks like one and could not be read
    (``timex_type`` is then empty): it blocks amounts. ``anchor`` is what its value was computed from.
    """

    start: int
    end: int
    timex_type: str
    first_day: datetime.date | None = None
    last_day: datetime.date | None = None
    anchor: str = "none"


Item = TypeVar("Item", bound=Spanned)
Value = TypeVar("Value")


class Layer(Generic[Item]):
    """The items of one family by position; they do not overlap one another."""

    def __init__(self, items: Iterable[Item] = ()) -> None:
        """Sort ``items``."""
        self._items = sorted(items, key=lambda item: (item.start, item.end))
        self._starts = [item.start for item in self._items]
        self._kept: dict[Hashable, Any] = {}

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Item]:
        return iter(self._items)

    def __getitem__(self, number: int) -> Item:
        return self._items[number]

    def index_at(self, offset: int) -> int | None:
        """Return the number of the item that holds source offset ``offset``."""
        number = bisect.bisect_right(self._starts, offset) - 1
        return number if number >= 0 and self._items[number].end > offset else None

    def at(self, offset: int) -> Item | None:
        """Return the item that holds source offset ``offset``."""
        number = bisect.bisect_right(self._starts, offset) - 1
        return self._items[number] if number >= 0 and self._items[number].end > offset else None

    def overlapping(self, start: int, end: int) -> list[Item]:
        """Return the items that share a character with ``start:end``, in order."""
        low = max(bisect.bisect_right(self._starts, start) - 1, 0)
        high = bisect.bisect_left(self._starts, end)
        return [item for item in self._items[low:high] if item.end > start]

    def within(self, start: int, end: int) -> list[Item]:
        """Return the items that lie inside ``start:end``, in order."""
        return [item for item in self.overlapping(start, end) if start <= item.start and item.end <= end]

    def covering(self, start: int, end: int) -> Item | None:
        """Return the item that holds all of ``start:end``."""
        item = self.at(start)
        return item if item is not None and end <= item.end else None

    def exact(self, start: int, end: int) -> Item | None:
        """Return the item that is ``start:end``."""
        item = self.at(start)
        return item if item is not None and (item.start, item.end) == (start, end) else None

    def once(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """Return what ``make`` found in the items when it was first asked under ``key``: they never change, and many rows ask the same of them."""
        if key not in self._kept:
            self._kept[key] = make()
        found: Value = self._kept[key]
        return found
