"""The rules of single rows over whole columns, in Arrow: which rows of a batch break which rule.

The names and the meaning are those of :mod:`schemas.contract`, which asks a row at a time; the types are what the Arrow schema says.
"""

import typing
from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from schemas.columns import DATASETS, Either, Field, Ordered, PairRule, Together

Mask = Any


def broken(dataset: str, batch: pa.RecordBatch) -> dict[str, Mask]:
    """Return for every single-row rule of ``dataset`` a mask over the rows of ``batch``: true where the row breaks the rule, never null.

    >>> from schemas.arrow import arrow_schema
    >>> batch = pa.RecordBatch.from_pylist([{"role": "mayor"}, {}], arrow_schema("entities"))
    >>> [name for name, mask in broken("entities", batch).items() if name.startswith("role_") and mask[0].as_py()]
    ['role_together_with_role_start']
    """
    definition = DATASETS[dataset]
    found = {name: mask for field in definition.fields for name, mask in _of_column(field, batch.column(field.name)).items()}
    return found | {rule.name: _of_pair(rule, batch) for rule in definition.rules}


def _of_column(field: Field, values: pa.Array) -> dict[str, Mask]:
    column, name, found = field.column, field.name, {}
    if not field.nullable:
        found[f"{name}_not_null"] = pc.is_null(values)
    if typing.get_origin(field.type) is list:
        return found
    if column.vocabulary is not None:
        found[f"{name}_vocabulary"] = _not(pc.is_in(values, pa.array(column.vocabulary, values.type)), values)
    if column.minimum is not None or column.maximum is not None:
        found[f"{name}_range"] = _not(_between(values, column.minimum, column.maximum), values)
    if column.min_length is not None or column.max_length is not None:
        found[f"{name}_length"] = _not(_between(pc.utf8_length(values), column.min_length, column.max_length), values)
    if column.pattern is not None:
        found[f"{name}_pattern"] = _not(pc.match_substring_regex(values, rf"^(?:{column.pattern})\z"), values)
    return found


def _not(kept: Mask, *values: pa.Array) -> Mask:
    """Return where a rule is not kept although all its ``values`` are there."""
    broken = pc.invert(pc.fill_null(kept, False))
    for each in values:
        broken = pc.and_(broken, pc.is_valid(each))
    return broken


def _between(values: pa.Array, low: Any, high: Any) -> Mask:
    tests: list[tuple[Callable[[Any, Any], Mask], Any]] = [(pc.greater_equal, low), (pc.less_equal, high)]
    masks = [test(values, bound) for test, bound in tests if bound is not None]
    return pc.and_(masks[0], masks[-1])


def _of_pair(rule: PairRule, batch: pa.RecordBatch) -> Mask:
    if isinstance(rule, Ordered):
        low, high = batch.column(rule.lower), batch.column(rule.upper)
        found = _not((pc.less_equal if rule.or_equal else pc.less)(low, high), low, high)
        if rule.unless:
            name, exempt = rule.unless
            found = pc.and_(found, pc.invert(pc.is_in(batch.column(name), pa.array(exempt))))
        return found
    if isinstance(rule, Together):
        return pc.xor(*(pc.is_null(batch.column(name)) for name in (rule.first, rule.second)))
    if isinstance(rule, Either):
        return pc.and_(*(pc.is_null(batch.column(name)) for name in (rule.first, rule.second)))
    return pc.and_(pc.is_valid(batch.column(rule.column)), pc.is_null(batch.column(rule.needs)))
