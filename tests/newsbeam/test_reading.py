"""The reader's module: opening, tables, schemas, datasets, SQL, and the lock."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

import newsbeam
from newsbeam.manifest import MANIFEST
from schemas import DATASETS
from schemas.arrow import arrow_schema


@pytest.fixture(scope="module")
def lake(seed_lake: Path) -> newsbeam.Lake:
    return newsbeam.open(seed_lake)


def test_tables_are_the_datasets(lake: newsbeam.Lake) -> None:
    assert lake.tables == sorted(DATASETS)


@pytest.mark.parametrize("name", DATASETS)
def test_dataset_and_schema(lake: newsbeam.Lake, name: str) -> None:
    dataset = lake.dataset(name)
    assert dataset.schema.names == [*arrow_schema(name).names, "published_month"]
    assert lake.schema(name).equals(arrow_schema(name))
    assert all(field.metadata[b"description"] for field in lake.schema(name))
    rows = sum(file["rows"] for file in lake.version.files if file["dataset"] == name)
    assert dataset.count_rows() == rows > 0
    assert lake.sql(f"SELECT count(*) FROM {name}").fetchall() == [(rows,)]


def test_unknown_datasets_are_key_errors(lake: newsbeam.Lake) -> None:
    for ask in (lake.dataset, lake.schema):
        with pytest.raises(KeyError, match="no dataset 'nothing'; there are articles, "):
            ask("nothing")


def test_months_are_text_and_null_where_there_is_none(lake: newsbeam.Lake) -> None:
    months = lake.sql("SELECT DISTINCT published_month, strftime(published_date, '%Y-%m') FROM segments").fetchall()
    assert len(months) > 2
    assert all(month == of_date for month, of_date in months)
    assert lake.sql("SELECT DISTINCT published_month FROM rejects").fetchall() == [(None,)]
    assert set(lake.dataset("rejects").to_table()["published_month"].to_pylist()) == {None}


def test_moments_are_utc(lake: newsbeam.Lake) -> None:
    ((moment,),) = lake.sql("SELECT DISTINCT processed_at FROM articles").fetchall()
    assert moment.isoformat() == "2024-12-31T00:00:00+00:00"


def test_an_open_lake_stays_at_its_version(seed_lake: Path, tmp_path: Path) -> None:
    root = tmp_path / "lake"
    shutil.copytree(seed_lake, root, symlinks=True)
    opened = newsbeam.open(root)
    shutil.copytree(root / "versions" / "000001", root / "versions" / "000002")
    manifest = root / "versions" / "000002" / MANIFEST
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"version": 2}))
    (root / "current").unlink()
    (root / "current").symlink_to("versions/000002")
    assert (opened.version.number, opened.path.name) == (1, "000001")
    assert newsbeam.open(root).version.number == 2
    assert opened.sql("SELECT count(*) > 0 FROM articles").fetchall() == [(True,)]


def test_a_folder_in_which_nothing_is_published(tmp_path: Path) -> None:
    (tmp_path / "staging").mkdir()
    with pytest.raises(newsbeam.LakeError, match="nothing is published there yet"):
        newsbeam.open(tmp_path)


def test_what_is_no_lake_is_called_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("b.txt").touch()
    Path("pages").mkdir()
    Path("pages", "b.txt").touch()
    Path("pages", "a.txt").touch()
    Path("pages", ".hidden").touch()
    for given, said in (
        ("b.txt", "b.txt is no lake to read: it is a file"),
        ("c.txt", "c.txt is no lake to read: there is no such folder"),
        ("b.txt/lake", "b.txt/lake is no lake to read: there is no such folder"),
        ("pages", "pages is no lake to read: it holds other things, such as a.txt"),
        ("https://x/lake", "https://x/lake is no lake to read: a lake is a folder, or lies on an object store at s3:// or gs://"),
        ("", "the lake has no name: give its folder"),
    ):
        with pytest.raises(newsbeam.LakeError) as caught:
            newsbeam.open(given)
        assert str(caught.value) == said


@pytest.mark.parametrize("ask", ["dataset", "df", "sql", "locked"])
def test_a_file_that_is_missing_is_named_with_the_way_out(seed_lake: Path, tmp_path: Path, ask: str) -> None:
    root = tmp_path / "lake"
    shutil.copytree(seed_lake, root, symlinks=True)
    lake = newsbeam.open(root)
    gone = lake.version.paths("times")[-1]
    gone.unlink()
    asked: dict[str, Callable[[], object]] = {
        "dataset": lambda: lake.dataset("times"),
        "df": lambda: lake["times"].df(),
        "sql": lambda: lake.sql("SELECT 1"),
        "locked": lambda: lake.connect(locked=True),
    }
    with pytest.raises(newsbeam.LakeError) as caught:
        asked[ask]()
    assert str(caught.value) == (
        f"version 1 lacks a file, {gone}: newsbeam recover {root} goes back to the newest whole version; where gc removed it, open the lake again"
    )


@pytest.mark.parametrize("below", ["current", "versions/000001"])
def test_a_version_is_no_lake(seed_lake: Path, below: str) -> None:
    with pytest.raises(newsbeam.LakeError) as caught:
        newsbeam.open(seed_lake / below)
    assert str(caught.value) == f"{seed_lake / below} is version 1 of a lake, and no lake itself: give the lake, {seed_lake}"


def test_a_missing_folder_and_a_loop_of_links(tmp_path: Path) -> None:
    with pytest.raises(newsbeam.LakeError, match="there is no such folder"):
        newsbeam.open(tmp_path / "nowhere")
    (tmp_path / "current").symlink_to("current")
    with pytest.raises(newsbeam.LakeError):
        newsbeam.open(tmp_path)


HOSTILE = (
    "it's",
    'quo"te',
    "a b",
    "star*",
    "what?",
    "[ab]",
    "{x,y}",
    "article_id=5",
    "env=prod",
    "per%20cent",
    "żółw",
    "semi;colon",
    "-dash",
)


@pytest.mark.parametrize("locked", [False, True])
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_folder_names(seed_lake: Path, tmp_path: Path, name: str, locked: bool) -> None:
    root = tmp_path / name / "lake"
    shutil.copytree(seed_lake, root, symlinks=True)
    if name == "[ab]":  # what the name would match as a pattern
        shutil.copytree(root, tmp_path / "a" / "lake", symlinks=True)
    here, there = newsbeam.open(root), newsbeam.open(seed_lake)
    connection = here.connect(locked=locked)
    for query in ("SELECT * FROM people ORDER BY entity_id", "SELECT column_name FROM (DESCRIBE articles)"):
        assert connection.execute(query).fetchall() == there.sql(query).fetchall()
    assert here.dataset("articles").to_table().sort_by("article_id") == there.dataset("articles").to_table().sort_by("article_id")


# The lock.


def refused(connection: Any, query: str) -> str:
    with pytest.raises(duckdb.Error) as caught:
        connection.execute(query).fetchall()
    return str(caught.value)


FORBIDDEN = (
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM '/etc/passwd'",
    "SELECT * FROM glob('/etc/*')",
    "SELECT * FROM read_blob('/proc/self/environ')",
    "SELECT * FROM read_parquet('{lake}/current/articles/*/*.parquet')",
    "COPY (SELECT 1) TO '{tmp}/out.csv'",
    "COPY (SELECT 1) TO '.tmp/out.csv'",
    "COPY (SELECT 1) TO '/dev/stdout'",
    "COPY (SELECT 1 AS a) TO '{file}' (FORMAT parquet)",
    "COPY (SELECT 1) TO '{version}/new.csv'",
    "EXPORT DATABASE '{tmp}/export'",
    "IMPORT DATABASE '{tmp}/export'",
    "ATTACH '{tmp}/other.db'",
    "ATTACH '{tmp}/other.db' (TYPE sqlite)",
    "INSTALL httpfs",
    "LOAD httpfs",
    "LOAD '{tmp}/evil.duckdb_extension'",
    "FORCE INSTALL json FROM community",
    "SELECT * FROM read_csv('https://example.org/x.csv')",
    "SET enable_external_access = true",
    "SET lock_configuration = false",
    "RESET lock_configuration",
    "SET allowed_directories = ['/']",
    "SET temp_directory = '{tmp}'",
    "SET python_enable_replacements = true",
    "PRAGMA enable_external_access",
    "SELECT * FROM a_table_in_python",
)


@pytest.mark.parametrize("query", FORBIDDEN)
def test_a_locked_connection_refuses(lake: newsbeam.Lake, tmp_path: Path, query: str) -> None:
    import pyarrow as pa

    a_table_in_python = pa.table({"a": [1]})
    assert len(a_table_in_python) == 1
    before = {path: path.stat().st_mtime_ns for path in lake.path.rglob("*")}
    connection = lake.connect(locked=True)
    target = lake.version.paths("articles")[0]
    assert refused(connection, query.format(lake=lake.path.parents[1], version=lake.path, tmp=tmp_path, file=target))
    assert list(tmp_path.iterdir()) == []
    assert {path: path.stat().st_mtime_ns for path in lake.path.rglob("*")} == before
    assert connection.execute("SELECT count(*) > 0 FROM quotes").fetchall() == [(True,)]


def test_what_is_forbidden_works_without_the_lock(lake: newsbeam.Lake, tmp_path: Path) -> None:
    """So that the refusals are the lock's, not slips of the queries."""
    connection = lake.connect()
    connection.execute(f"COPY (SELECT headline FROM articles) TO '{tmp_path}/out.csv'")
    assert connection.execute(f"SELECT count(*) FROM read_csv('{tmp_path}/out.csv')").fetchall() != [(0,)]
    connection.execute(f"ATTACH '{tmp_path}/other.db'")
    connection.execute("SET lock_configuration = false")


def test_a_locked_connection_may_work_in_memory(lake: newsbeam.Lake) -> None:
    connection = lake.connect(locked=True)
    connection.execute("CREATE TABLE mine AS SELECT * FROM money")
    assert connection.execute("SELECT count(*) > 0 FROM mine").fetchall() == [(True,)]


def test_connections_do_not_share_what_is_made_in_them(lake: newsbeam.Lake) -> None:
    lake.connect().execute("CREATE TABLE mine AS SELECT 1")
    assert "mine" in refused(lake.connect(), "SELECT * FROM mine")


def test_reading_imports_neither_beam_nor_spacy_nor_the_rest_of_newsbeam(seed_lake: Path) -> None:
    code = f"""
import sys
import newsbeam
lake = newsbeam.open({str(seed_lake)!r})
assert lake.dataset("mentions").count_rows() and lake.schema("times") and lake.tables
assert lake.sql("SELECT count(*) FROM quotes").fetchall() and lake.connect(locked=True)
heavy = {{"apache_beam", "spacy", "thinc", "great_expectations", "pipeline", "transforms", "schemas"}} & set(sys.modules)
assert not heavy, heavy
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_opening_needs_no_duckdb_and_no_arrow(seed_lake: Path) -> None:
    code = f"""
import sys
sys.modules["duckdb"] = sys.modules["pyarrow"] = None
import newsbeam
assert newsbeam.open({str(seed_lake)!r}).version.paths("articles")[0].exists()
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_names_of_the_module() -> None:
    assert set(newsbeam.__all__) == {"Lake", "LakeError", "Table", "Version", "open", "resolve"}
    assert all(getattr(newsbeam, name).__doc__ for name in newsbeam.__all__)
