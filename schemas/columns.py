"""What a dataset definition is made of: columns with their constraints, rules over pairs of columns, and constraints over sets of rows.

A dataset is a ``NamedTuple`` whose fields are ``Annotated[type, Column(...)]``, decorated with :func:`dataset`. From that single
definition come the row type, the Arrow schema (:mod:`schemas.arrow`), the plain-Python row contract (:mod:`schemas.contract`), the
Great Expectations suite (:mod:`schemas.expectations`) and the reference page (:mod:`schemas.reference`).
"""

import dataclasses
import datetime
import functools
import typing
from collections.abc import Callable
from typing import Annotated, Any, Optional, TypeVar, Union


@dataclasses.dataclass(frozen=True)
class Column:
    """One column: its one-line description, and what its values must satisfy (nulls are exempt: nullability is the type's).

    Lengths are in Unicode code points and hold for strings only; ``vocabulary`` is closed; ``pattern`` must match the whole string.
    ``wide`` stores an integer as 64 bits instead of 32.
    """

    description: str
    vocabulary: Optional[tuple[str, ...]] = None
    minimum: Optional[float] = None
    maximum: Optional[float] = None
    min_length: Optional[int] = None
    max_length: Optional[int] = None
    pattern: Optional[str] = None
    wide: bool = False


@dataclasses.dataclass(frozen=True)
class Ordered:
    """``lower`` is below ``upper`` (or equal to it, with ``or_equal``); rows where either is null are exempt.

    ``unless`` names a column and values of it: rows that have one of these are exempt.
    """

    lower: str
    upper: str
    or_equal: bool = True
    unless: Optional[tuple[str, tuple[str, ...]]] = None

    @property
    def name(self) -> str:
        """The rule's name, as rejects and audits give it."""
        return f"{self.lower}_{'at_most' if self.or_equal else 'below'}_{self.upper}"

    @property
    def description(self) -> str:
        """The rule as a sentence for the reference page."""
        exempt = f", unless `{self.unless[0]}` is {' or '.join(self.unless[1])}" if self.unless else ""
        return f"`{self.lower}` {'<=' if self.or_equal else '<'} `{self.upper}`{exempt}"


@dataclasses.dataclass(frozen=True)
class Together:
    """``first`` and ``second`` are both null or both filled."""

    first: str
    second: str

    @property
    def name(self) -> str:
        """The rule's name, as rejects and audits give it."""
        return f"{self.first}_together_with_{self.second}"

    @property
    def description(self) -> str:
        """The rule as a sentence for the reference page."""
        return f"`{self.first}` and `{self.second}` are both null or both filled"


@dataclasses.dataclass(frozen=True)
class Requires:
    """Where ``column`` is filled, ``needs`` is filled too."""

    column: str
    needs: str

    @property
    def name(self) -> str:
        """The rule's name, as rejects and audits give it."""
        return f"{self.column}_requires_{self.needs}"

    @property
    def description(self) -> str:
        """The rule as a sentence for the reference page."""
        return f"`{self.column}` is filled only where `{self.needs}` is"


@dataclasses.dataclass(frozen=True)
class Either:
    """``first`` or ``second`` is filled, or both are."""

    first: str
    second: str

    @property
    def name(self) -> str:
        """The rule's name, as rejects and audits give it."""
        return f"{self.first}_or_{self.second}"

    @property
    def description(self) -> str:
        """The rule as a sentence for the reference page."""
        return f"`{self.first}` or `{self.second}` is filled, or both are"


PairRule = Union[Ordered, Together, Requires, Either]


@dataclasses.dataclass(frozen=True)
class Offsets:
    """``source_text[start:end] == text`` holds for these three columns of every row (rows with nulls are exempt).

    Where the dataset has evidence, ``in_evidence`` says that the span lies in the row's segment and its text in the row's sentence.
    """

    start: str = "char_start"
    end: str = "char_end"
    text: str = "text"
    in_evidence: bool = True


@dataclasses.dataclass(frozen=True)
class Pieces:
    """``column`` lists structs of start, end and segment_index: not empty, in order, each in its segment; their hull is ``start:end``."""

    column: str
    start: str
    end: str

    @property
    def name(self) -> str:
        """The rule's name, as rejects and audits give it."""
        return self.column

    @property
    def description(self) -> str:
        """The rule as a sentence for the reference page."""
        return (
            f"`{self.column}` is not empty, its pieces are in order and lie each in its segment, and their hull is `{self.start}` to "
            f"`{self.end}`."
        )


@dataclasses.dataclass(frozen=True)
class Counts:
    """``column`` is the number of the article's rows of ``dataset`` that have the row's ``key``; a row that none has goes."""

    column: str
    dataset: str
    key: str

    @property
    def name(self) -> str:
        """The rule's name, as rejects and audits give it."""
        return self.column

    @property
    def description(self) -> str:
        """The rule as a sentence for the reference page."""
        return f"`{self.column}` is the number of the article's rows of `{self.dataset}` with its `{self.key}`."


@dataclasses.dataclass(frozen=True)
class Disjoint:
    """No two rows of the dataset in one article share a character; of two that do the later one goes."""

    @property
    def name(self) -> str:
        """The rule's name, as rejects and audits give it."""
        return "no_overlap"

    @property
    def description(self) -> str:
        """The rule as a sentence for the reference page."""
        return "A row starts where the one before it in the article ends, or later."


@dataclasses.dataclass(frozen=True)
class Apart:
    """What one dataset has read, another does not read again: no row lies in a row of ``dataset`` whose ``column`` is one of ``values``.

    ``touching`` forbids that they share a character at all; ``strictly`` allows the whole of the other row. Where ``unless`` names a column
    of the dataset and a value, rows that have it are exempt.
    """

    dataset: str
    column: str
    values: tuple[str, ...]
    touching: bool = False
    strictly: bool = False
    unless: Optional[tuple[str, str]] = None

    @property
    def name(self) -> str:
        """The rule's name, as rejects and audits give it."""
        return f"outside_{self.dataset}"

    @property
    def description(self) -> str:
        """The rule as a sentence for the reference page."""
        said = "shares a character with" if self.touching else "lies strictly inside" if self.strictly else "lies inside"
        exempt = f", unless its `{self.unless[0]}` is {self.unless[1]}" if self.unless else ""
        return f"No row {said} one of `{self.dataset}` whose `{self.column}` is {' or '.join(self.values)}{exempt}."


@dataclasses.dataclass(frozen=True)
class PartOf:
    """``column`` names the row (of the same article, by ``key``) that the row is a part of: another one, whose ``high`` its ``low`` does not
    exceed. A row that names one that cannot be its whole stays, without it.
    """

    column: str
    key: str
    low: str
    high: str

    @property
    def name(self) -> str:
        """The rule's name, as rejects and audits give it."""
        return f"{self.column}_whole"

    @property
    def description(self) -> str:
        """The rule as a sentence for the reference page."""
        return (
            f"`{self.column}` is another row's `{self.key}`, and `{self.low}` is at most that row's `{self.high}`, where both are filled."
        )


SetConstraint = Union[Pieces, Counts, Disjoint, Apart, PartOf]


@dataclasses.dataclass(frozen=True)
class Reference:
    """Every non-null value of ``column`` exists in ``dataset`` under ``key`` within the same article.

    A dangling reference becomes null where the column is nullable; the row goes too where it is not.
    """

    column: str
    dataset: str
    key: str


@dataclasses.dataclass(frozen=True)
class Field:
    """A column as the other modules read it: name, Python type without Optional, nullability, constraints."""

    name: str
    type: Any
    nullable: bool
    column: Column


Constraint = TypeVar("Constraint", Pieces, Counts, Disjoint, Apart, PartOf)


@dataclasses.dataclass(frozen=True)
class Dataset:
    """A dataset: its row type, what identifies a row, its rules (``rules`` of one row, ``sets`` of several), and whether it is partitioned by
    month of publication.
    """

    name: str
    row: Any
    one_row_is: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    sort_by: tuple[str, ...]
    rules: tuple[PairRule, ...]
    sets: tuple[SetConstraint, ...]
    offsets: tuple[Offsets, ...]
    references: tuple[Reference, ...]
    partitioned: bool
    run_columns: tuple[str, ...]

    @functools.cached_property
    def column_names(self) -> tuple[str, ...]:
        """The column names in order."""
        return tuple(f.name for f in self.fields)

    @property
    def file_order(self) -> tuple[str, ...]:
        """The columns that order rows in files: ``sort_by``, and before it the day, by which readers look for news."""
        return ("published_date", *self.sort_by) if self.partitioned else self.sort_by

    @functools.cached_property
    def has_evidence(self) -> bool:
        """Whether its rows lie in a segment and carry the sentence they stand in."""
        return "sentence" in self.column_names

    def constraints(self, kind: type[Constraint]) -> list[Constraint]:
        """Return its constraints over sets of rows that are of ``kind``."""
        return [constraint for constraint in self.sets if isinstance(constraint, kind)]


DATASETS: dict[str, Dataset] = {}
"""Every dataset by name, in the order of definition; filled by :func:`dataset`."""

RowType = TypeVar("RowType")


def _field(name: str, hint: Any) -> Field:
    if typing.get_origin(hint) is not Annotated:
        raise TypeError(f"column {name} carries no Column(...)")
    inner, *extras = typing.get_args(hint)
    (column,) = [extra for extra in extras if isinstance(extra, Column)]
    arguments = typing.get_args(inner)
    nullable = typing.get_origin(inner) is Union and type(None) in arguments
    if nullable:
        (inner,) = [a for a in arguments if a is not type(None)]
    scalar = inner in (str, int, float, bool, datetime.date, datetime.datetime)
    if not scalar and typing.get_origin(inner) is not list:
        raise TypeError(f"column {name}: {inner} is no column type")
    return Field(name, inner, nullable, column)


def dataset(
    name: str,
    *,
    one_row_is: str,
    key: tuple[str, ...],
    sort_by: tuple[str, ...],
    rules: tuple[PairRule, ...] = (),
    sets: tuple[SetConstraint, ...] = (),
    offsets: tuple[Offsets, ...] = (),
    references: tuple[Reference, ...] = (),
    partitioned: bool = True,
    run_columns: tuple[str, ...] = (),
) -> Callable[[RowType], RowType]:
    """Register the decorated ``NamedTuple`` as the dataset ``name``.

    ``key`` identifies a row; ``sort_by`` orders rows, in files those of a day; ``run_columns`` are those that may differ between two runs over
    the same input. The decorated class keeps plain annotations, so that Beam sees ordinary types.
    """

    def register(row: RowType) -> RowType:
        hints = typing.get_type_hints(row, include_extras=True)
        fields = tuple(_field(n, h) for n, h in hints.items())
        names = {f.name for f in fields}
        for used in (*key, *sort_by, *run_columns):
            if used not in names:
                raise TypeError(f"dataset {name} has no column {used}")
        DATASETS[name] = Dataset(name, row, one_row_is, fields, key, sort_by, rules, sets, offsets, references, partitioned, run_columns)
        row.__annotations__ = typing.get_type_hints(row)
        return row

    return register
