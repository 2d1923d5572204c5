"""A lake as frames: what plain readers find in its folders, and the tables of ``newsbeam.open``."""

import datetime
import pickle
import re
import shutil
import sys
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.dataset
import pyarrow.parquet as pq
import pytest

import newsbeam
from schemas import DATASETS
from schemas.arrow import arrow_schema

MONTHS = "2023-12 to 2024-08"
"""The first and the last month of the seeds of :func:`tests.conftest.seed_lake`."""
WITHOUT_MONTHS = ("rejects", "runs")


@pytest.fixture(scope="module", params=["seeds", "nothing"])
def lake(request: pytest.FixtureRequest) -> newsbeam.Lake:
    """A lake in which every dataset has rows, and one in which only rejects and runs have."""
    return newsbeam.open(request.getfixturevalue("seed_lake" if request.param == "seeds" else "empty_lake"))


def with_pandas(folder: Path) -> pa.Table:
    return pa.Table.from_pandas(pd.read_parquet(folder), preserve_index=False)


def with_arrow(folder: Path) -> pa.Table:
    return pyarrow.dataset.dataset(folder, partitioning="hive").to_table()


def with_polars(folder: Path) -> pa.Table:
    return pl.read_parquet(folder).to_arrow()


def with_duckdb(folder: Path) -> pa.Table:
    return duckdb.sql(
        f"SELECT * FROM read_parquet('{folder}/*/*.parquet', hive_partitioning = true, union_by_name = true)"
    ).to_arrow_table()


@pytest.mark.parametrize("read", [with_pandas, with_arrow, with_polars, with_duckdb])
@pytest.mark.parametrize("name", DATASETS)
def test_plain_readers_read_every_dataset(lake: newsbeam.Lake, name: str, read: Any) -> None:
    table = read(lake.path / name)
    assert set(table.column_names) == {*arrow_schema(name).names, "published_month"}
    assert table.num_rows == sum(file["rows"] for file in lake.version.files if file["dataset"] == name)
    months = table.column("published_month").to_pylist()
    if name in WITHOUT_MONTHS:
        assert set(months) == {None}
    else:
        assert months == [day.strftime("%Y-%m") for day in table.column("published_date").to_pylist()]


def test_what_has_no_month_holds_the_column_itself(lake: newsbeam.Lake) -> None:
    for name in WITHOUT_MONTHS:
        (path,) = lake.version.paths(name)
        assert path.parent.name == "no_month"
        field = pq.read_schema(path).field("published_month")
        assert field.metadata[b"description"] == b"Null: the rows of this file have no month of publication."
        assert lake.schema(name).names == arrow_schema(name).names


# Tables.


def test_a_table_as_arrow_pandas_and_polars(seed_lake: Path) -> None:
    lake = newsbeam.open(seed_lake)
    articles = lake["articles"]
    assert (len(articles), articles.columns) == (6, [*arrow_schema("articles").names, "published_month"])
    assert articles.schema.equals(arrow_schema("articles"))
    assert articles.arrow().equals(lake.dataset("articles").to_table())
    frame, polars = articles.df(), articles.polars()
    assert frame.shape == polars.shape == (6, len(articles.columns))
    assert frame["published_date"].dtype.kind == "M"
    assert polars.schema["published_date"] == pl.Date
    assert list(frame["source_uri"]) == polars["source_uri"].to_list() == articles.arrow()["source_uri"].to_pylist()


def test_columns_and_rows_of_a_table_can_be_chosen(seed_lake: Path) -> None:
    mentions = newsbeam.open(seed_lake)["mentions"]
    people = pyarrow.dataset.field("entity_type") == "PERSON"
    columns = ["text", "entity_type"]
    for frame in (mentions.df(columns, filter=people), mentions.polars(columns, filter=people)):
        assert list(frame.columns) == columns
        assert set(frame["entity_type"]) == {"PERSON"}
    assert mentions.arrow(columns).column_names == columns


def test_one_column_may_be_asked_for_by_its_name_alone(seed_lake: Path) -> None:
    table = newsbeam.open(seed_lake)["times"]
    assert table.df("text").equals(table.df(["text"]))
    assert table.polars("text").columns == ["text"]


def test_a_column_that_there_is_not_is_named_with_its_neighbour(seed_lake: Path) -> None:
    times = newsbeam.open(seed_lake)["times"]
    for ask in (
        lambda: times.df(["text", "timex_valeu"]),
        lambda: times.polars("timex_valeu"),
        lambda: times.arrow(filter=pyarrow.dataset.field("timex_valeu") == "2024"),
    ):
        with pytest.raises(
            KeyError, match="no column 'timex_valeu' in times; did you mean timex_value\\?; there are article_id, published_date, "
        ):
            ask()
    with pytest.raises(pa.ArrowNotImplementedError):  # which says itself what it is
        times.arrow(filter=pyarrow.dataset.field("text") == 1)


def test_a_lake_is_asked_for_its_tables(seed_lake: Path) -> None:
    lake = newsbeam.open(seed_lake)
    assert list(lake) == lake.tables == lake._ipython_key_completions_()
    assert "times" in lake
    assert "quotes" not in lake
    with pytest.raises(KeyError, match=r"no dataset 'quotes'; there are articles, .*; views by lake.sql\('FROM …'\)"):
        lake["quotes"]


@pytest.mark.parametrize(("library", "method"), [("polars", "polars"), ("pandas", "df")])
def test_a_library_that_is_not_installed_is_named(seed_lake: Path, monkeypatch: pytest.MonkeyPatch, library: str, method: str) -> None:
    table = newsbeam.open(seed_lake)["runs"]
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(ImportError, match=rf"^\.{method}\(\) needs {library}, which is not installed: pip install {library}$"):
        getattr(table, method)()


# What is shown.


def test_a_lake_says_what_it_holds(seed_lake: Path) -> None:
    lake = newsbeam.open(seed_lake)
    first, *lines = repr(lake).splitlines()
    published = datetime.datetime.fromisoformat(lake.version.facts["published_at"])
    assert first == f"newsbeam.Lake {lake.path}: version 1, published {published:%Y-%m-%d %H:%M} UTC"
    assert [line.split()[0] for line in lines] == sorted(DATASETS)
    assert re.sub(" +", " ", lines[0]) == f" articles 6 rows {MONTHS}"
    assert re.sub(" +", " ", lines[sorted(DATASETS).index("rejects")]) == " rejects 2 rows"
    assert f"<tr><td>articles</td><td>6</td><td>{MONTHS}</td></tr>" in lake._repr_html_()
    assert "<tr><td>rejects</td><td>2</td><td></td></tr>" in lake._repr_html_()


def test_a_table_says_what_it_holds(seed_lake: Path) -> None:
    table = newsbeam.open(seed_lake)["runs"]
    assert repr(table).startswith("newsbeam.Table runs: 1 row; columns: run_id, started_at, ")
    shown = newsbeam.open(seed_lake)["segments"]._repr_html_()
    assert shown.count("<tr>") == 6
    assert ", the first 5 of them</caption>" in shown


def test_a_notebook_gets_no_markup_from_texts_or_folders(seed_lake: Path, tmp_path: Path) -> None:
    root = tmp_path / "<img src=x>" / "lake"
    shutil.copytree(seed_lake, root, symlinks=True)
    lake = newsbeam.open(root)
    (path,) = lake.version.paths("runs")
    rows = pq.ParquetFile(path).read().to_pylist()
    rows[0]["status"] = "<script>alert('&')</script>"
    path.unlink()
    pq.write_table(pa.Table.from_pylist(rows, schema=newsbeam.known.arrow_schema("runs")), path)
    assert "&lt;script&gt;alert(&#x27;&amp;&#x27;)&lt;/script&gt;" in lake["runs"]._repr_html_()
    assert "<script" not in lake["runs"]._repr_html_()
    assert "<img" not in lake._repr_html_()


# Queries.


def test_queries_share_a_connection(seed_lake: Path) -> None:
    lake = newsbeam.open(seed_lake)
    lake.sql("CREATE TABLE mine AS SELECT headline FROM articles")
    assert lake.sql("SELECT count(*) FROM mine").fetchall() == [(6,)]
    first, second = lake.sql("SELECT count(*) FROM articles"), lake.sql("SELECT count(*) FROM rejects")
    assert (second.fetchall(), first.fetchall()) == ([(2,)], [(6,)])
    with pytest.raises(duckdb.Error, match="mine"):
        newsbeam.open(seed_lake).sql("FROM mine")


def test_an_open_lake_goes_to_other_processes(seed_lake: Path) -> None:
    lake = newsbeam.open(seed_lake)
    assert lake.sql("SELECT 1").fetchall() == [(1,)]
    again = pickle.loads(pickle.dumps(lake))
    assert again.version == lake.version
    assert again.sql("SELECT count(*) FROM articles").fetchall() == [(6,)]
