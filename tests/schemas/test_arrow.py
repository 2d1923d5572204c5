import datetime
import typing

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import DATASETS, SCHEMA_VERSION
from schemas.arrow import arrow_schema, from_table, to_table
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
