"""The Great Expectations suite of every dataset, generated from its definition; plain data, so that nothing is imported for it.

Every entry carries in ``meta`` the name of the rule it stands for, the one that :mod:`schemas.contract` gives; a rule over two columns may
need two entries. Lists are checked for null only: Great Expectations reads ``[]`` as long enough for any minimum, and the types of
elements are what the Arrow schema says.
"""

import datetime
import typing
from typing import Any

from schemas.columns import DATASETS, Dataset, Either, Field, Ordered, PairRule, Together

Expectation = dict[str, Any]
"""An expectation as JSON: type, kwargs, severity, meta."""


def _expectation(rule: str, kind: str, **kwargs: Any) -> Expectation:
    return {"type": kind, "kwargs": kwargs, "severity": "critical", "meta": {"rule": rule}}


def whole(pattern: str) -> str:
    r"""Return ``pattern`` anchored at both ends for an engine that searches; ``$`` would let a line feed pass at the end.

    >>> whole("[a-z]{2}|x")
    '^(?:[a-z]{2}|x)\\Z'
    """
    return rf"^(?:{pattern})\Z"


def _bounds(low: Any, high: Any) -> dict[str, Any]:
    return {name: bound for name, bound in (("min_value", low), ("max_value", high)) if bound is not None}


def _of_column(field: Field) -> list[Expectation]:
    name, column, found = field.name, field.column, []
    if not field.nullable:
        found.append(_expectation(f"{name}_not_null", "expect_column_values_to_not_be_null", column=name))
    if typing.get_origin(field.type) is list:
        return found
    if column.vocabulary is not None:
        found.append(
            _expectation(f"{name}_vocabulary", "expect_column_values_to_be_in_set", column=name, value_set=list(column.vocabulary))
        )
    if column.minimum is not None or column.maximum is not None:
        bounds = _bounds(column.minimum, column.maximum)
        found.append(_expectation(f"{name}_range", "expect_column_values_to_be_between", column=name, **bounds))
    if column.min_length is not None or column.max_length is not None:
        bounds = _bounds(column.min_length, column.max_length)
        found.append(_expectation(f"{name}_length", "expect_column_value_lengths_to_be_between", column=name, **bounds))
    if column.pattern is not None:
        found.append(_expectation(f"{name}_pattern", "expect_column_values_to_match_regex", column=name, regex=whole(column.pattern)))
    return found


def _null_where_null(rule: str, column: str, other: str) -> Expectation:
    return _expectation(
        rule, "expect_column_values_to_be_null", column=column, row_condition=f"{other}.isnull()", condition_parser="pandas"
    )


def _of_pair(rule: PairRule) -> list[Expectation]:
    if isinstance(rule, Ordered):
        kind = "expect_column_pair_values_a_to_be_greater_than_b"
        ignore = "either_value_is_missing"
        exempt = {}
        if rule.unless:
            condition = f"~{rule.unless[0]}.isin({list(rule.unless[1])})"
            exempt = {"row_condition": condition, "condition_parser": "pandas"}
        pair = {"column_A": rule.upper, "column_B": rule.lower, "or_equal": rule.or_equal}
        return [_expectation(rule.name, kind, **pair, ignore_row_if=ignore, **exempt)]
    if isinstance(rule, Together):
        return [_null_where_null(rule.name, rule.first, rule.second), _null_where_null(rule.name, rule.second, rule.first)]
    if isinstance(rule, Either):
        kind, condition = "expect_column_values_to_not_be_null", f"{rule.second}.isnull()"
        return [_expectation(rule.name, kind, column=rule.first, row_condition=condition, condition_parser="pandas")]
    return [_null_where_null(rule.name, rule.column, rule.needs)]


def _unique(dataset: Dataset) -> Expectation:
    if len(dataset.key) == 1:
        return _expectation("unique", "expect_column_values_to_be_unique", column=dataset.key[0])
    kind = "expect_compound_columns_to_be_unique"
    return _expectation("unique", kind, column_list=list(dataset.key), ignore_row_if="all_values_are_missing")


def suite(dataset: str) -> list[Expectation]:
    """Return the expectations of ``dataset``: null, vocabulary, range, length and pattern by column, pairs of columns, and the unique key.

    >>> [e["meta"]["rule"] for e in suite("coreferences") if e["kwargs"].get("column") == "form"]
    ['form_not_null', 'form_vocabulary']
    """
    definition = DATASETS[dataset]
    found = [expectation for field in definition.fields for expectation in _of_column(field)]
    found += [expectation for rule in definition.rules for expectation in _of_pair(rule)]
    return [*found, _unique(definition)]


def columns_as_needed(dataset: str) -> dict[str, str]:
    """Return how much of every column the suite of ``dataset`` looks at, so that an audit need not hold whole texts.

    ``value``: the value itself; ``order``: a date or timestamp, of which only the order counts; ``length``: a string, of which only the
    length counts, up to :func:`longest`; ``presence``: only whether it is null.
    """
    definition = DATASETS[dataset]
    ordered = {name for rule in definition.rules if isinstance(rule, Ordered) for name in (rule.lower, rule.upper)}
    needed = {}
    for field in definition.fields:
        column = field.column
        values = (column.vocabulary, column.pattern, column.minimum, column.maximum)
        if field.name in definition.key or any(v is not None for v in values):
            needed[field.name] = "value"
        elif column.min_length is not None or column.max_length is not None:
            needed[field.name] = "length"
        elif field.name in ordered:
            needed[field.name] = "order" if field.type in (datetime.date, datetime.datetime) else "value"
        else:
            needed[field.name] = "presence"
    return needed


def longest(dataset: str, column: str) -> int:
    """Return the length to which a value of ``column`` may be cut without changing the verdict of its length rule."""
    (found,) = [f.column for f in DATASETS[dataset].fields if f.name == column]
    return max(found.min_length or 0, -1 if found.max_length is None else found.max_length + 1)
