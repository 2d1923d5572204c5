"""The whole pipeline over seeds/: golden output, determinism, and what other tools read of the lake."""

import datetime
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

import newsbeam
from pipeline.audit import validate_version
from pipeline.lakes import open_lake
from pipeline.main import main
from pipeline.run import Outcome, run
from schemas import DATASETS
from schemas.arrow import arrow_schema, file_schema
from tests.golden.form import file_name, golden_texts
from tests.golden.make import EXPECTED, ROOT, options

NOW = datetime.datetime(2024, 12, 31, tzinfo=datetime.UTC)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """seeds/ published by two workers."""
    lake = tmp_path_factory.mktemp("seeds") / "lake"
    return run(options(lake, workers=2, chunk_articles=8), now=NOW)


@pytest.fixture(scope="module")
def lake(published: Outcome) -> newsbeam.Lake:
    assert published.version is not None
    return newsbeam.Lake(published.version)


def root_of(lake: newsbeam.Lake) -> Path:
    return lake.path.parents[1]


def test_golden_output(lake: newsbeam.Lake) -> None:
    texts = golden_texts(root_of(lake))
    expected = {path.name: path.read_text(encoding="utf-8") for path in EXPECTED.iterdir()}
    assert sorted(map(file_name, texts)) == sorted(expected)
    for name, text in texts.items():
        assert text.split("\n") == expected[file_name(name)].split("\n"), f"{name}: read the difference, then `make golden`"


def test_conservation(published: Outcome) -> None:
    run_row = published.run
    inputs = sum(1 for path in (ROOT / "seeds").rglob("*") if path.name.endswith((".txt", ".txt.gz")))
    assert run_row.inputs == inputs == run_row.new_articles + run_row.unchanged_articles + run_row.rejected_inputs


@pytest.mark.usefixtures("without_expectations")
def test_rows_do_not_depend_on_workers_order_or_folder(lake: newsbeam.Lake, tmp_path: Path) -> None:
    """The same files elsewhere, one worker, other chunks: identical rows but for the run's own columns."""
    elsewhere = tmp_path / "other checkout" / "seeds"
    shutil.copytree(ROOT / "seeds", elsewhere)
    inputs = tuple(sorted((str(path) for path in elsewhere.rglob("*") if path.is_file()), reverse=True))
    inputs = tuple(path for path in inputs if path.endswith((".txt", ".txt.gz")))
    other = run(
        options(tmp_path / "lake", inputs=inputs, workers=1, chunk_articles=1000, source_root=str(elsewhere)),
        now=NOW + datetime.timedelta(hours=1),
    )
    assert other.version is not None
    for name, dataset in DATASETS.items():
        if name != "runs":
            assert _rows(lake, name, dataset.run_columns) == _rows(newsbeam.Lake(other.version), name, dataset.run_columns), name


def _rows(lake: newsbeam.Lake, name: str, left_out: tuple[str, ...]) -> list[str]:
    return sorted(str({k: v for k, v in row.items() if k not in left_out}) for row in lake.dataset(name).to_table().to_pylist())


def test_the_published_version_passes_its_audit_and_its_hashes(lake: newsbeam.Lake, capsys: pytest.CaptureFixture[str]) -> None:
    assert validate_version(open_lake(str(root_of(lake))), lake.version).passed
    assert main(["verify", str(root_of(lake))]) == 0
    assert capsys.readouterr().out.endswith(", 0 wrong\n")


def test_every_file_has_the_schema_of_the_contract(lake: newsbeam.Lake) -> None:
    import pyarrow.parquet as pq

    for name in DATASETS:
        for path in lake.version.paths(name):
            schema = pq.read_schema(path)
            month = path.parent.name.removeprefix("published_month=")
            assert schema.equals(file_schema(arrow_schema(name), month)), path
            assert all(field.metadata[b"description"] for field in schema)
            assert (month == "no_month") if name in ("rejects", "runs") else re.fullmatch(r"\d{4}-\d{2}", month)


@pytest.mark.parametrize("name", [name for name in DATASETS if name != "runs"])
def test_every_reader_reads_the_same_rows(lake: newsbeam.Lake, name: str) -> None:
    import duckdb
    import pandas as pd
    import polars as pl
    import pyarrow.dataset

    glob = f"{root_of(lake)}/current/{name}/*/*.parquet"
    ((count,),) = duckdb.sql(f"SELECT count(*) FROM read_parquet('{glob}', hive_partitioning = true, union_by_name = true)").fetchall()
    assert count == sum(file["rows"] for file in lake.version.files if file["dataset"] == name)
    folder = str(lake.path / name)
    months = pyarrow.dataset.partitioning(pyarrow.schema([("published_month", pyarrow.string())]), flavor="hive")
    assert pyarrow.dataset.dataset(folder, partitioning=months).count_rows() == count
    assert len(pl.read_parquet(glob, hive_partitioning=True)) == count
    frame = pd.read_parquet(folder, partitioning=months)
    assert len(frame) == count
    assert lake.dataset(name).count_rows() == count
    assert len(lake.sql(f"SELECT * FROM {name}").df()) == count
    assert "published_month" in frame.columns


def test_types_are_real_types(lake: newsbeam.Lake) -> None:
    query = """
        SELECT typeof(published_date), typeof(processed_at), typeof(bylines), typeof(published_month), min(published_month)
        FROM articles GROUP BY ALL
    """
    assert lake.sql(query).fetchall() == [("DATE", "TIMESTAMP WITH TIME ZONE", "VARCHAR[]", "VARCHAR", "2023-06")]


def test_the_real_article() -> None:
    path = ROOT.parent / "shared" / "seeds"
    if not path.is_dir():
        pytest.skip("the real article is not here")
    check_real_article(path)


def check_real_article(path: Path) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        outcome = run(options(Path(folder), inputs=(str(path),), source_root=str(path), beam_arguments=("--runner=FnApiRunner",)), now=NOW)
        assert outcome.version is not None
        lake = newsbeam.Lake(outcome.version)

        def ask(query: str) -> list[Any]:
            answer: list[Any] = lake.sql(query).fetchall()
            return answer

        assert ask("SELECT published_date, page_type, headline, dateline, bylines, agencies FROM articles") == [
            (datetime.date(2024, 1, 24), "story", None, None, [], [])
        ]
        assert ask("SELECT kind, count(*) FROM segments GROUP BY 1 ORDER BY 1") == [
            ("caption", 2), ("date_header", 1), ("heading", 2), ("paragraph", 24), ("video", 2),
        ]  # fmt: skip
        assert ask("SELECT DISTINCT credit_people, credit_agencies FROM segments WHERE kind = 'caption'") == [
            (["Sergey Bobok"], ["AFP", "Getty Images"])
        ]
        videos = ask(
            "SELECT media_duration_seconds, media_teaser, media_title, media_description FROM segments WHERE kind = 'video' ORDER BY 1"
        )
        assert [seconds for seconds, *_ in videos] == [35, 732]
        assert all(all(texts) for _, *texts in videos)
        for dataset in ("mentions", "times", "places", "quantities"):
            inside = f"SELECT count(*) FROM {dataset} d JOIN segments s USING (article_id, segment_index) WHERE s.kind = 'video'"
            assert ask(inside) == [(0,)], dataset
            credited = f"""
                SELECT count(*) FROM {dataset} d JOIN segments s USING (article_id, segment_index)
                WHERE s.kind = 'caption' AND contains(s.credit, d.text) AND d.char_start >= s.char_end - length(s.credit) - 1
            """
            assert ask(credited) == [(0,)], dataset
        types = ask("SELECT DISTINCT text, entity_type FROM mentions WHERE text IN ('Kyiv', 'Kharkiv', 'Moscow') ORDER BY 1")
        assert types == [("Kharkiv", "GPE"), ("Kyiv", "GPE"), ("Moscow", "GPE")]
        days = ask("""
            SELECT DISTINCT lower(text), start_date, timex_mod FROM times
            WHERE lower(text) IN ('wednesday', 'early tuesday', 'late tuesday') ORDER BY 1
        """)
        assert days == [
            ("early tuesday", datetime.date(2024, 1, 23), "START"),
            ("late tuesday", datetime.date(2024, 1, 23), "END"),
            ("wednesday", datetime.date(2024, 1, 24), None),
        ]
