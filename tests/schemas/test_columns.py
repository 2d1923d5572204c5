"""Mistakes in a definition show when it is read, not in a run."""

from typing import Annotated, NamedTuple, Optional

import pytest

from schemas import DATASETS, Column
from schemas.columns import Either, Ordered, PartOf, Requires, Together, dataset


def define(annotations, **options):
    return dataset("weather", one_row_is="one day", **{"key": ("day",), "sort_by": ("day",), **options})(
        NamedTuple("Weather", list(annotations.items()))
    )


DAY = Annotated[str, Column("The day.")]


@pytest.mark.parametrize(
    ("annotations", "options", "told"),
    [
        ({"day": str}, {}, "column day carries no Column"),
        ({"day": Annotated[complex, Column("The day.")]}, {}, "column day: <class 'complex'> is no column type"),
        ({"day": DAY}, {"key": ("night",)}, "dataset weather has no column night"),
        ({"day": DAY}, {"sort_by": ("night",)}, "dataset weather has no column night"),
        ({"day": DAY}, {"run_columns": ("night",)}, "dataset weather has no column night"),
    ],
)
def test_a_definition_with_a_mistake_is_refused(annotations, options, told):
    with pytest.raises(TypeError, match=told):
        define(annotations, **options)
    assert "weather" not in DATASETS


def test_a_definition_gives_fields_and_plain_annotations(monkeypatch):
    monkeypatch.setitem(DATASETS, "weather", None)
    row = define({"day": DAY, "rain": Annotated[Optional[float], Column("Rain in mm.", minimum=0)]})
    day, rain = DATASETS["weather"].fields
    assert (day.type, day.nullable) == (str, False)
    assert (rain.type, rain.nullable, rain.column.minimum) == (float, True, 0)
    assert row.__annotations__ == {"day": str, "rain": Optional[float]}


def test_every_rule_and_reference_names_columns_that_exist():
    for definition in DATASETS.values():
        names = set(definition.column_names)
        for rule in definition.rules:
            unless = getattr(rule, "unless", None)
            assert {value for name, value in vars(rule).items() if name not in ("or_equal", "unless")} <= names
            assert unless is None or {*unless[1]} <= {*next(f.column.vocabulary for f in definition.fields if f.name == unless[0])}
        for offsets in definition.offsets:
            assert {offsets.start, offsets.end, offsets.text} <= names
        for reference in definition.references:
            assert reference.column in names
            assert reference.key in DATASETS[reference.dataset].column_names


@pytest.mark.parametrize(
    ("rule", "name", "told"),
    [
        (Ordered("a", "b"), "a_at_most_b", "`a` <= `b`"),
        (Ordered("a", "b", or_equal=False), "a_below_b", "`a` < `b`"),
        (Together("a", "b"), "a_together_with_b", "`a` and `b` are both null or both filled"),
        (Requires("a", "b"), "a_requires_b", "`a` is filled only where `b` is"),
        (Either("a", "b"), "a_or_b", "`a` or `b` is filled, or both are"),
        (Ordered("a", "b", unless=("c", ("x", "y"))), "a_at_most_b", "`a` <= `b`, unless `c` is x or y"),
        (
            PartOf("a", "b", "low", "high"),
            "a_whole",
            "`a` is another row's `b`, and `low` is at most that row's `high`, where both are filled.",
        ),
    ],
)
def test_rules_have_names_and_descriptions(rule, name, told):
    assert (rule.name, rule.description) == (name, told)
