"""A lake on a server of S3, and of Google Cloud Storage, from the run to every command: the same rows as on a disk."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import newsbeam
from newsbeam import objects
from pipeline.main import main
from pipeline.options import RunOptions
from pipeline.run import Outcome, run
from schemas import DATASETS
from tests.pipeline.conftest import NOW, story, write
from tests.pipeline.lakes.stores import KINDS, Kind, new_bucket, serving
from tests.pipeline.pages import pages

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module", params=KINDS, ids=lambda kind: kind.scheme)
def server(request: pytest.FixtureRequest) -> Iterator[tuple[Kind, str]]:
    with serving(request.param.server()) as endpoint:
        yield request.param, endpoint


@pytest.fixture
def bucket(server: tuple[Kind, str], monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> str:
    """The URL of a bucket of the test's own."""
    return new_bucket(*server, request.node.name, monkeypatch)


def go(folder: Path, output: str, **options: Any) -> Outcome:
    values = {"source_root": str(folder), "beam_arguments": ("--runner=FnApiRunner",), "max_rejects": 1.0} | options
    return run(RunOptions(inputs=(str(folder),), output=output, **values), now=NOW)


def rows(root: str | Path) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of every dataset, without the columns that differ between two runs."""
    lake = newsbeam.open(root)
    found = {}
    for name, dataset in DATASETS.items():
        if name != "runs":
            columns = ", ".join(column for column in dataset.column_names if column not in dataset.run_columns)
            found[name] = lake.sql(f"SELECT {columns}, published_month FROM {name} ORDER BY ALL").fetchall()
    return found


def said(capsys: Capture, *arguments: str) -> str:
    """What the command prints; it ends well."""
    assert main(list(arguments)) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("server", KINDS[:1], ids=["s3"], indirect=True)
@pytest.mark.usefixtures("without_expectations")
def test_a_run_publishes_the_same_rows_as_on_a_disk(tmp_path: Path, bucket: str, capsys: Capture) -> None:
    folder = write(tmp_path / "in", a=story(number=1), b=story("2024-02-03", number=2), void="", undated="No date here.\n")
    there, here = f"{bucket}/lake", str(tmp_path / "lake")
    assert go(folder, there).version == newsbeam.resolve(there)
    go(folder, here)
    assert rows(there) == rows(here)
    write(folder, b=story("2024-02-03", number=3), c=story("2024-02-04", number=4))
    second, local = go(folder, there), go(folder, here)
    assert (second.run.new_articles, second.run.unchanged_articles, second.replaced_articles) == (2, 1, 1)
    assert second.run.rows_out == local.run.rows_out
    assert rows(there) == rows(here)
    assert [len(rows(there)[name]) for name in ("articles", "rejects")] == [3, 2]
    assert go(folder, there).run.status == "nothing_new"

    version = newsbeam.resolve(there)
    assert version.number == 2
    assert said(capsys, "path", there) == f"{version.place}\n"
    assert said(capsys, "path", there, "--files") == "".join(f"{version.address(file)}\n" for file in version.files)
    assert said(capsys, "verify", there) == f"version 2: {len(version.files)} files, 0 wrong\n"
    assert said(capsys, "sql", there, "SELECT count(*) AS n FROM articles", "--format", "csv") == "n\n3\n"
    shown = said(capsys, "show", there, "a.txt").replace(there, here)
    assert shown == said(capsys, "show", here, "a.txt")
    assert said(capsys, "validate", there).endswith(" rules hold\n")
    lake = newsbeam.open(there)
    assert (
        lake["articles"].df(columns=["source_uri"]).source_uri.tolist()
        == lake.sql("SELECT source_uri FROM articles").df().source_uri.tolist()
    )
    assert repr(lake).startswith(f"newsbeam.Lake {version.place}: version 2, published ")
    assert lake.schema("times").field("anchor").metadata[b"description"] == b"What the value was computed from."
    assert go(folder, there, full=True).replaced_articles == 3
    again, before = newsbeam.resolve(there), rows(here)
    assert rows(there) == before
    known = {version.address(file) for file in version.files}
    anew = {file["dataset"] for file in again.files if file["rows"] and again.address(file) not in known}
    assert anew == {"articles", "runs"}  # the files of what was made again just as it was are the same objects, and staged ones are gone
    files = f"{bucket}/lake/files"
    assert {entry.url for entry in objects.listing(files)} == {
        version.address(file) for name in (1, 2, 3) for version in [version_of(there, name)] for file in version.files
    }


@pytest.mark.usefixtures("runs_of_pages")
def test_what_works_on_a_lake_of_a_disk_works_there(tmp_path: Path, bucket: str, capsys: Capture) -> None:
    folder, lake = tmp_path / "in", f"{bucket}/lake"
    for number in range(3):
        pages(folder, **{f"n{number}": number})
        go(folder, lake)
    before = rows(lake)
    files = len(newsbeam.resolve(lake).files)
    assert said(capsys, "compact", lake).startswith("version 4 is current: ")
    assert (len(newsbeam.resolve(lake).files) < files, rows(lake)) == (True, before)

    found = json.loads(said(capsys, "status", lake, "--format", "json"))
    assert (found["version"], found["versions"], found["articles"], found["last_success_status"]) == (4, [1, 2, 3, 4], 3, "published")
    assert (found["growth"]["since"], found["growth"]["articles"], found["failures"]["unfinished"]) == (1, 2, 0)
    assert found["lake_bytes"] == sum(entry.bytes for entry in objects.listing(lake))

    assert said(capsys, "recover", lake, "--version", "1") == "version 5 is current: it holds what version 1 held\n"
    assert len(rows(lake)["articles"]) == 1
    assert said(capsys, "recover", lake, "--version", "4") == "version 6 is current: it holds what version 4 held\n"
    assert said(capsys, "gc", lake, "--keep", "2", "--older_than", "0").splitlines()[-1] == "4 removed, 2 versions stay"
    assert rows(lake) == before

    told = said(capsys, "erase", lake, "--source_uri", "n1.txt", "--yes").splitlines()
    assert told[-1].startswith("1 found in version 6 and erased: version 7 is current")
    assert [row for row in before["articles"] if "n1.txt" not in row] == rows(lake)["articles"]
    assert [int(name) for name in re.findall(r"versions/0*([0-9]+)-", " ".join(entry.url for entry in objects.listing(lake)))] == [7]
    assert not any(b"n1.txt" in objects.get(entry.url).content for entry in objects.listing(lake))
    assert go(folder, lake).skipped == {"erased": 1}


def version_of(lake: str, number: int) -> newsbeam.Version:
    from pipeline.lakes import open_lake
    from pipeline.lakes.object_store import ObjectLake

    opened = open_lake(lake)
    assert isinstance(opened, ObjectLake)
    return opened.version(opened.versions()[number - 1])
