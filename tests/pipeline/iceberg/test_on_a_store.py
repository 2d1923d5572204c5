"""The tables of a lake on an object store: two other engines read them there, by credentials of their own."""

import os
from collections.abc import Iterator
from pathlib import Path

import polars
import pytest
from pyiceberg.table import StaticTable

import newsbeam
from newsbeam import objects
from pipeline import iceberg
from pipeline.lakes.object_store import ObjectLake
from pipeline.main import main
from pipeline.options import RunOptions
from pipeline.run import run
from tests.pipeline.conftest import NOW
from tests.pipeline.lakes.stores import credentials, make_bucket, s3_server, serving
from tests.pipeline.pages import pages

URL = "s3://tables/lake"


@pytest.fixture
def endpoint(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with serving(s3_server()) as endpoint:
        for name, value in credentials(endpoint).items():
            monkeypatch.setenv(name, value)
        make_bucket(endpoint, "tables")
        objects.store_of.cache_clear()
        yield endpoint


def table(endpoint: str, dataset: str) -> StaticTable:
    keys = {"s3.access-key-id": os.environ["AWS_ACCESS_KEY_ID"], "s3.secret-access-key": os.environ["AWS_SECRET_ACCESS_KEY"]}
    return StaticTable.from_metadata(f"{URL}/iceberg/{dataset}", {"s3.endpoint": endpoint, "s3.region": "us-east-1", **keys})


@pytest.mark.usefixtures("runs_of_pages")
def test_tables_follow_runs_and_erasure(endpoint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def go() -> None:
        run(RunOptions(inputs=(str(tmp_path / "in"),), output=URL, source_root=str(tmp_path / "in")), now=NOW)

    pages(tmp_path / "in", a=1)
    go()
    assert main(["export-iceberg", URL]) == 0
    pages(tmp_path / "in", b=2)
    go()
    lake = ObjectLake(URL)
    assert iceberg.behind(lake) == ""
    times = table(endpoint, "times")
    assert [one.snapshot_id for one in times.metadata.snapshots] == [1, 2]
    rows = sorted(newsbeam.open(URL)["times"].arrow().drop_columns(["published_month"]).to_pylist(), key=repr)
    assert len(rows) == 4
    assert sorted(times.scan().to_arrow().to_pylist(), key=repr) == rows
    monkeypatch.setenv("POLARS_ICEBERG_PLANNER", "plugin")
    keys = {"aws_endpoint_url": endpoint, "aws_allow_http": "true", "aws_region": "us-east-1"}
    read = polars.scan_iceberg(times.metadata_location, storage_options={**times.io.properties, **keys}, reader_override="native")
    assert sorted(read.collect().to_dicts(), key=repr) == rows
    gone = newsbeam.open(URL).sql("SELECT article_id FROM articles WHERE source_uri = 'a.txt'").fetchall()[0][0]
    named = {file["object"] for file in lake.version(lake.versions()[0]).files if file["dataset"] != "runs"}
    assert main(["erase", URL, "--article", gone, "--yes"]) == 0
    assert [one.snapshot_id for one in table(endpoint, "times").metadata.snapshots] == [3]
    left = {entry.url.removeprefix(f"{URL}/") for entry in objects.listing(URL)}
    assert not named & left
    assert {name for name in left if name.startswith("iceberg/times/")} == {
        "iceberg/times/metadata/version-hint.text",
        table(endpoint, "times").metadata_location.removeprefix(f"{URL}/"),
        *(
            f"iceberg/times/metadata/{location.rpartition('/')[2]}"
            for one in table(endpoint, "times").metadata.snapshots
            for location in (one.manifest_list, one.manifests(times.io)[0].manifest_path)
        ),
    }
    assert main(["verify", URL]) == 0
