import datetime
import typing

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import DATASETS, SCHEMA_VERSION, arrow
from schemas.arrow import MONTH, NO_MONTH, NUMBER, arrow_schema, file_schema, file_table, from_table, numbers, to_table
from schemas.numbers import numbers_json
from tests.sound_rows import article_rows

SCALARS = {
    str: st.text(st.characters(exclude_categories=["Cs"])),
    bool: st.booleans(),
    float: st.floats(allow_nan=False),
    datetime.date: st.dates(),
    datetime.datetime: st.datetimes(timezones=st.just(datetime.UTC)),
}


def values(python_type, wide):
    if python_type is int:
        bits = 63 if wide else 31
        return st.integers(-(2**bits), 2**bits - 1)
    if python_type in SCALARS:
        return SCALARS[python_type]
    (item,) = typing.get_args(python_type)
    if hasattr(item, "_fields"):
        hints = typing.get_type_hints(item)
        return st.lists(st.builds(item, **{name: values(hint, False) for name, hint in hints.items()}), max_size=3)
    return st.lists(values(item, wide), max_size=3)


def rows(dataset):
    definition = DATASETS[dataset]
    columns = {
        f.name: st.none() | values(f.type, f.column.wide) if f.nullable else values(f.type, f.column.wide) for f in definition.fields
    }
    return st.lists(st.builds(definition.row, **columns), max_size=3)


@pytest.mark.parametrize("dataset", DATASETS)
@given(data=st.data())
@settings(max_examples=8, derandomize=True)
def test_rows_come_back_from_a_table_as_they_went_in(dataset, data):
    given_rows = data.draw(rows(dataset))
    table = to_table(dataset, given_rows)
    assert table.schema.equals(arrow_schema(dataset), check_metadata=True)
    came_back = from_table(dataset, table)
    if dataset == "statements":  # the pieces of a content come back as plain mappings
        came_back = [row._replace(content_spans=[span_type(**span) for span in row.content_spans]) for row in came_back]
    assert came_back == given_rows


(span_type,) = typing.get_args(next(f.type for f in DATASETS["statements"].fields if f.name == "content_spans"))


@pytest.mark.parametrize("dataset", DATASETS)
def test_rows_come_back_from_a_parquet_file(dataset, tmp_path):
    given_rows = article_rows()[dataset]
    pq.write_table(to_table(dataset, given_rows), tmp_path / "rows.parquet")
    table = pq.read_table(tmp_path / "rows.parquet")
    assert table.schema.equals(arrow_schema(dataset))
    assert to_table(dataset, from_table(dataset, table)).equals(to_table(dataset, given_rows))


@pytest.mark.parametrize("dataset", DATASETS)
def test_every_column_is_described_and_typed(dataset):
    schema = arrow_schema(dataset)
    assert schema.metadata == {b"newsbeam.dataset": dataset.encode(), b"newsbeam.schema_version": SCHEMA_VERSION.encode()}
    assert schema.names == list(DATASETS[dataset].column_names)
    for field, definition in zip(schema, DATASETS[dataset].fields, strict=True):
        assert field.metadata[b"description"].decode() == definition.column.description
        assert field.nullable == definition.nullable
        assert not pa.types.is_null(field.type)


def test_every_column_has_a_number_and_keeps_it(monkeypatch):
    """``numbers.json`` holds what was given; of the contract's columns of now none is missing there."""
    listed = arrow._listed()
    for dataset in DATASETS:
        assert set(arrow.paths(dataset)) <= set(listed[dataset]), "run: python -m schemas.numbers"
        assert list(numbers(dataset).values()) == list(range(1, len(listed[dataset]) + 1))
    assert (arrow._NUMBERS.read_text() == numbers_json(), set(listed)) == (True, set(DATASETS))
    monkeypatch.setattr(arrow, "_listed", lambda: {"rejects": ["gone", "reason", "gone.element"]})
    given = numbers("rejects")
    assert (given["gone"], given["reason"], given["gone.element"], given["source_uri"]) == (1, 2, 3, 4)
    assert sorted(given.values()) == list(range(1, len(given) + 1))


@pytest.mark.parametrize(("dataset", "month"), [("statements", "2024-01"), ("statements", NO_MONTH), ("runs", NO_MONTH)])
def test_files_bear_the_numbers_of_their_columns(dataset, month, tmp_path):
    pq.write_table(file_table(to_table(dataset, article_rows()[dataset] if dataset != "runs" else []), month), tmp_path / "rows.parquet")
    known, found = numbers(dataset), {}

    def look(field, path):
        found[path] = int(field.metadata[NUMBER.encode()])
        if pa.types.is_list(field.type):
            look(field.type.value_field, f"{path}.element")
        elif pa.types.is_struct(field.type):
            for inner in field.type:
                look(inner, f"{path}.{inner.name}")

    schema = pq.read_schema(tmp_path / "rows.parquet")
    for field in schema:
        look(field, field.name)
    assert found == {path: number for path, number in known.items() if month == NO_MONTH or path != MONTH}
    assert schema.equals(file_schema(arrow_schema(dataset), month))


def test_the_types_are_those_of_the_contract():
    articles, statements = arrow_schema("articles"), arrow_schema("statements")
    assert articles.field("published_date").type == pa.date32()
    assert articles.field("processed_at").type == pa.timestamp("us", "UTC")
    assert articles.field("bylines").type == pa.list_(pa.string())
    assert (articles.field("source_bytes").type, articles.field("word_count").type) == (pa.int64(), pa.int32())
    span = pa.struct([pa.field(name, pa.int32(), nullable=False) for name in ("start", "end", "segment_index")])
    assert statements.field("content_spans").type == pa.list_(span)


@pytest.mark.parametrize(
    ("column", "value"), [("text", 7), ("char_start", "seven"), ("char_start", 2**31), ("published_date", "Wednesday"), ("in_body", "yes")]
)
def test_a_value_of_another_type_is_refused(column, value):
    (row,) = article_rows()["coreferences"]
    with pytest.raises((pa.ArrowInvalid, pa.ArrowTypeError, OverflowError)):
        to_table("coreferences", [row._replace(**{column: value})])


def test_a_row_too_short_is_refused():
    with pytest.raises(ValueError, match="zip"):
        to_table("coreferences", [tuple(article_rows()["coreferences"][0])[:-1]])
