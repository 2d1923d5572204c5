"""The tables of Iceberg: what two other engines read in them, and that they have the lake's versions and nothing else, whatever happened."""

import contextlib
import datetime
import importlib.util
import json
import shutil
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyiceberg.table import StaticTable

import newsbeam
from pipeline import iceberg
from pipeline.iceberg import columns, tables
from pipeline.lakes.local import LocalLake
from pipeline.main import main
from pipeline.options import RunOptions
from pipeline.run import run
from schemas import DATASETS, arrow
from schemas.arrow import arrow_schema
from tests.pipeline.conftest import NOW
from tests.pipeline.iceberg.readers import ENGINES, content, entries, published, read, table
from tests.pipeline.pages import pages
from tests.pipeline.test_publish import publish, reject
from tests.sound_rows import article_rows

Capture = pytest.CaptureFixture[str]


FEW = {name: DATASETS[name] for name in ("articles", "times", "rejects")}
"""The datasets of which there are tables where nothing depends on which they are."""


def made_in(folder: Path) -> LocalLake:
    """A lake of two versions, an article each, with tables."""
    lake = LocalLake(folder / "lake")
    publish(lake, 1, [("a", 1)], [reject("void")])
    publish(lake, 2, [("b", 2)])
    iceberg.export(lake)
    return lake


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> LocalLake:
    """Such a lake with all tables, which no test changes."""
    return made_in(tmp_path_factory.mktemp("whole"))


@pytest.fixture
def lake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LocalLake:
    """Such a lake with tables of few datasets."""
    monkeypatch.setattr(tables, "DATASETS", FEW)
    return made_in(tmp_path)


def id_of(number: int) -> str:
    return str(article_rows(number)["articles"][0].article_id)


def held(root: Path) -> list[int]:
    """The snapshots of the tables, which are the same in all of them."""
    (found,) = {tuple(one.snapshot_id for one in table(root, name).metadata.snapshots) for name in FEW}
    return list(found)


def version_numbers(lake: LocalLake) -> list[int]:
    return [lake.version(name).number for name in lake.versions()]


@pytest.mark.parametrize("engine", ENGINES)
def test_an_engine_reads_the_rows_of_every_dataset(whole: LocalLake, engine: str) -> None:
    for name, dataset in DATASETS.items():
        rows = published(whole.root, name)
        for row in rows if dataset.partitioned else []:
            assert row.pop("published_month") == "2024-01"  # for the folder, which tables need not
        assert read(engine, whole.root, name) == rows


@pytest.mark.parametrize("engine", ENGINES)
def test_a_snapshot_is_a_version_and_has_its_number(lake: LocalLake, engine: str) -> None:
    assert held(lake.root) == [1, 2]
    of = {number: [row["article_id"] for row in read(engine, lake.root, "articles", number)] for number in (1, 2)}
    assert of == {1: [id_of(1)], 2: sorted([id_of(1), id_of(2)])}
    assert table(lake.root, "times").metadata.current_snapshot_id == 2


def test_columns_are_described_and_none_is_required(whole: LocalLake) -> None:
    metadata = table(whole.root, "statements").metadata
    contract = arrow_schema("statements")
    assert [field.name for field in metadata.schema().fields] == contract.names
    assert [field.doc for field in metadata.schema().fields] == [field.metadata[b"description"].decode() for field in contract]
    assert not any(field.required for field in metadata.schema().fields)
    assert str(metadata.schema().find_field("content_spans").field_type).startswith("list<struct<")
    assert [(str(field.transform), metadata.schema().find_column_name(field.source_id)) for field in metadata.spec().fields] == [
        ("month", "published_date")
    ]
    assert table(whole.root, "runs").metadata.spec().fields == ()
    assert metadata.properties["gc.enabled"] == "false"  # the files are the lake's


def test_a_condition_on_days_opens_the_files_of_their_months_alone(whole: LocalLake) -> None:
    times = table(whole.root, "times")
    assert len(list(times.scan(row_filter="published_date >= '2024-01-01' and published_date < '2024-02-01'").plan_files())) == 2
    assert list(times.scan(row_filter="published_date >= '2024-02-01'").plan_files()) == []
    assert len(list(times.scan(row_filter=f"article_id == '{id_of(1)}'").plan_files())) == 1  # by its lowest and highest values


def test_statistics_are_those_of_the_footer_and_hold_no_text(lake: LocalLake) -> None:
    (path,) = (file["path"] for file in lake.version("versions/000001").files if file["dataset"] == "articles")
    file = entries(lake.root, "articles")[path.removeprefix("articles/")]
    assert (file["record_count"], file["file_size_in_bytes"]) == (1, (lake.published().path / path).stat().st_size)
    assert file["partition"] == {"published_date_month": 648}
    metrics = file["readable_metrics"]
    assert metrics["headline"] == {
        "column_size": metrics["headline"]["column_size"], "value_count": 1, "null_value_count": 0, "nan_value_count": None,
        "lower_bound": None, "upper_bound": None,
    }  # fmt: skip
    bounds = {name: (found["lower_bound"], found["upper_bound"]) for name, found in metrics.items() if found["lower_bound"] is not None}
    row = article_rows(1)["articles"][0]
    assert bounds["article_id"] == (row.article_id, row.article_id)
    assert bounds["published_date"] == (row.published_date, row.published_date)
    assert bounds["word_count"] == (row.word_count, row.word_count)
    texts = {name for name in arrow_schema("articles").names if arrow_schema("articles").field(name).type == pa.string()}
    assert texts & bounds.keys() == {"article_id"}
    assert not any(word in text for text in content(lake.root) for word in ("Oldhaven", "Ada Quill", "Nod Ray"))


def test_files_that_a_version_shares_with_the_one_before_are_not_opened_again(lake: LocalLake, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    reading = pq.read_metadata

    def counted(address: str) -> Any:
        opened.append(address)
        return reading(address)

    publish(lake, 3, [("c", 3)])
    monkeypatch.setattr(pq, "read_metadata", counted)
    before = table(lake.root, "times").metadata.snapshots
    iceberg.export(lake)
    new = {lake.file(lake.published(), file["path"]) for file in lake.published().files if file["rows"]}
    new -= {lake.file(lake.published(), file["path"]) for file in lake.version("versions/000002").files}
    assert set(opened) == {address for address in new if any(f"/{name}/" in address for name in FEW)}
    assert table(lake.root, "times").metadata.snapshots[:2] == before
    assert held(lake.root) == [1, 2, 3]
    assert read("polars", lake.root, "times") == read("pyiceberg", lake.root, "times")
    metadata = table(lake.root, "times").metadata
    iceberg.export(lake)
    assert table(lake.root, "times").metadata == metadata  # what is in step is left alone


@pytest.mark.parametrize("mapped", [True, False], ids=["by names too", "by numbers alone"])
@pytest.mark.parametrize("engine", ENGINES)
def test_columns_are_found_by_the_numbers_that_files_bear(
    lake: LocalLake, engine: str, mapped: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = {name: number for number, name in enumerate(arrow._listed()["articles"], start=1)}
    if not mapped:
        real = tables.properties_of
        without = lambda *given: {name: said for name, said in real(*given).items() if "mapping" not in name}  # noqa: E731
        monkeypatch.setattr(tables, "properties_of", without)
        iceberg.export(lake, anew=True)
    assert ("schema.name-mapping.default" in table(lake.root, "articles").properties) == mapped
    assert {field.name: field.field_id for field in table(lake.root, "articles").schema().fields}.items() <= numbers.items()
    for file in lake.published().files:
        if file["dataset"] == "articles":
            found = pq.read_schema(lake.file(lake.published(), file["path"]))
            assert {field.name: int(field.metadata[b"PARQUET:field_id"]) for field in found}.items() <= numbers.items()
    rows = [
        {name: value for name, value in row.items() if name in numbers and name != "published_month"}
        for row in published(lake.root, "articles")
    ]
    assert read(engine, lake.root, "articles") == rows != []


@pytest.mark.parametrize("engine", ENGINES)
def test_tables_with_other_numbers_are_made_anew(lake: LocalLake, engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(columns, "numbers", lambda dataset: {name: number + 7 for name, number in arrow.numbers(dataset).items()})
        iceberg.export(lake, anew=True)
    before = table(lake.root, "times").metadata
    assert before.schemas[0].fields[0].field_id == 8
    publish(lake, 3, [("c", 3)])
    iceberg.export(lake)
    after = table(lake.root, "times").metadata
    assert (after.table_uuid != before.table_uuid, len(after.schemas), after.schemas[0].fields[0].field_id) == (True, 1, 1)
    assert held(lake.root) == [1, 2, 3]
    assert [row["text"] for row in read(engine, lake.root, "times")] == [row["text"] for row in published(lake.root, "times")]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_column_that_is_added_is_null_in_older_files(lake: LocalLake, engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {field.name: field.field_id for field in table(lake.root, "times").schema().fields}

    def wider(dataset: str) -> pa.Schema:
        schema = arrow_schema(dataset)
        spans = pa.list_(pa.struct([("start", pa.int32())]))
        return schema.insert(1, pa.field("spans", spans, metadata={"description": "New."})) if dataset == "times" else schema

    publish(lake, 3, [("c", 3)])
    for module in (columns, arrow):
        monkeypatch.setattr(module, "arrow_schema", wider)
    iceberg.export(lake)
    metadata = table(lake.root, "times").metadata
    after = {field.name: field.field_id for field in metadata.schema().fields}
    assert {name: after[name] for name in before} == before  # a column keeps its number
    assert after["spans"] == len(arrow._listed()["times"]) + 1
    assert [(one.snapshot_id, one.schema_id) for one in metadata.snapshots] == [(1, 0), (2, 0), (3, 1)]
    found = sorted((row["text"], row["spans"]) for row in read(engine, lake.root, "times"))
    assert found == sorted((row["text"], None) for row in published(lake.root, "times"))
    assert [one.schema_id for one in table(lake.root, "articles").metadata.schemas] == [0]


# ── in step ──


class Killed(BaseException):
    """The process is gone."""


def killed_at(number: int, monkeypatch: pytest.MonkeyPatch, lake: LocalLake) -> bool:
    """Export until the call of that number that changes the lake, which does not come; returns whether there were so many."""
    calls = 0

    def struck(call: Any) -> Any:
        def instead(self: LocalLake, *given: Any) -> None:
            nonlocal calls
            calls += 1
            if calls >= number:
                raise Killed
            call(self, *given)

        return instead

    with monkeypatch.context() as patched:
        for name in ("write", "remove"):
            patched.setattr(LocalLake, name, struck(getattr(LocalLake, name)))
        with contextlib.suppress(Killed):
            iceberg.export(lake)
            return False
    return True


def test_a_kill_at_any_step_leaves_whole_tables_and_the_next_holder_of_the_lake_brings_them_into_step(
    lake: LocalLake, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tables, "DATASETS", {name: DATASETS[name] for name in ("times", "rejects")})
    shutil.rmtree(lake.root / "iceberg/articles")
    publish(lake, 3, [("c", 3)])
    assert main(["gc", str(lake.root), "--keep", "2", "--older_than", "0"]) == 0  # in step, without version 1
    publish(lake, 4, [("d", 4)])
    shutil.rmtree(lake.root / "versions/000002")
    shutil.copytree(lake.root, tmp_path / "kept", symlinks=True)
    for number in range(1, 100):
        shutil.rmtree(lake.root)
        shutil.copytree(tmp_path / "kept", lake.root, symlinks=True)
        if not killed_at(number, monkeypatch, lake):
            break
        assert iceberg.behind(lake)
        newest = [row for row in read("polars", lake.root, "times") if row["article_id"] == id_of(4)]
        assert len(newest) in (0, 2)
        told: list[str] = []
        with iceberg.kept_in_step(lake, told.append):
            assert iceberg.behind(lake) == ""
        assert told == []
        for name in ("times", "rejects"):
            assert [one.snapshot_id for one in table(lake.root, name).metadata.snapshots] == [3, 4]
            assert {path.name for path in (lake.root / f"iceberg/{name}/metadata").glob("*.avro")} == {
                location.rpartition("/")[2]
                for one in table(lake.root, name).metadata.snapshots
                for location in (one.manifest_list, *(manifest.manifest_path for manifest in one.manifests(table(lake.root, name).io)))
            }
    assert (
        number > 12
    )  # for each table the list, the manifest, the metadata, the hint, and what is removed; then what the tables were made of


def test_tables_that_are_opened_by_the_file_that_names_them_are_all_of_one_version(
    lake: LocalLake, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    publish(lake, 3, [("c", 3)])
    shutil.copytree(lake.root, tmp_path / "kept", symlinks=True)
    for number in range(1, 100):
        shutil.rmtree(lake.root)
        shutil.copytree(tmp_path / "kept", lake.root, symlinks=True)
        if not killed_at(number, monkeypatch, lake):
            break
        named = json.loads((lake.root / "iceberg/tables.json").read_text())["tables"]
        held_there = {tuple(one.snapshot_id for one in StaticTable.from_metadata(named[name]).metadata.snapshots) for name in FEW}
        assert held_there == {(1, 2)}, number
    assert number > 10  # for each table the list, perhaps a manifest, the metadata and the hint; then the file that names them
    assert held(lake.root) == [1, 2, 3]


def test_a_publication_without_its_snapshot_is_noticed(lake: LocalLake, capsys: Capture) -> None:
    assert main(["verify", str(lake.root)]) == 0
    publish(lake, 3, [("c", 3)])
    capsys.readouterr()
    assert main(["verify", str(lake.root)]) == 1
    wrong = f"the Iceberg tables have other versions than the lake; newsbeam export-iceberg {lake.root} makes them again"
    assert capsys.readouterr().out == f"version 3: {len(lake.published().files)} files, 0 wrong\n{wrong}\n"
    assert main(["export-iceberg", str(lake.root)]) == 0
    said = f"{lake.root}/iceberg: {len(DATASETS)} Iceberg tables of 3 snapshots, the newest that of version 3\n"
    assert capsys.readouterr().out == said
    assert main(["export-iceberg", str(lake.root)]) == 0
    assert capsys.readouterr().out == said
    assert main(["verify", str(lake.root)]) == 0
    assert held(lake.root) == [1, 2, 3]


def test_what_is_lost_or_another_lakes_is_noticed_and_made_again(lake: LocalLake, tmp_path: Path) -> None:
    shutil.rmtree(lake.root / "iceberg/times")
    (lake.root / "iceberg/rejects/metadata/version-hint.text").unlink()
    (lake.root / "iceberg/tables.json").write_text("{", encoding="utf-8")
    assert iceberg.behind(lake).startswith("the Iceberg tables are not whole; ")
    iceberg.export(lake)
    assert iceberg.behind(lake) == ""
    assert held(lake.root) == [1, 2]
    moved = LocalLake(lake.root.rename(tmp_path / "moved lake"))
    assert iceberg.behind(moved) == (
        f"the Iceberg tables were made where the lake was before, as {tmp_path}/lake/iceberg; "
        f"newsbeam export-iceberg '{tmp_path}/moved lake' makes them again"
    )
    iceberg.export(moved)
    assert len(read("pyiceberg", moved.root, "articles")) == len(read("polars", moved.root, "articles")) == 2


def test_gc_compact_and_recover_take_the_tables_with_them(lake: LocalLake) -> None:
    root = str(lake.root)
    for number in range(3, 6):
        publish(lake, number, [(str(number), number)])
    assert main(["compact", root]) == 0
    assert (held(lake.root), version_numbers(lake)) == ([1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6])
    assert len(entries(lake.root, "times")) == 1
    assert main(["gc", root, "--keep", "2", "--older_than", "0"]) == 0
    assert (held(lake.root), version_numbers(lake)) == ([5, 6], [5, 6])
    assert not any("versions/000001" in text for text in content(lake.root))
    assert main(["recover", root, "--version", "5"]) == 0
    assert held(lake.root) == [5, 6, 7]
    assert read("polars", lake.root, "articles", 7) == read("polars", lake.root, "articles", 5)


def test_nothing_of_an_erased_article_is_left_in_the_tables(lake: LocalLake, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = {file["path"].rpartition("/")[2] for file in lake.version("versions/000001").files if file["dataset"] not in ("runs", "rejects")}
    named = [needle for needle in (*gone, id_of(1)) if any(needle in text for text in content(lake.root))]
    assert id_of(1) in named
    assert len(named) == 3  # and its file of articles, that of times
    assert main(["erase", str(lake.root), "--article", id_of(1), "--yes"]) == 0
    assert held(lake.root) == version_numbers(lake) == [3]
    assert not [needle for needle in named if any(needle in text for text in content(lake.root))]
    assert [row["article_id"] for row in read("polars", lake.root, "articles")] == [id_of(2)]


def test_an_erasure_that_is_killed_before_the_tables_follow_is_finished_by_the_next_command(
    lake: LocalLake, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*given: Any, **more: Any) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(iceberg, "export", die)
        with pytest.raises(Killed):
            main(["erase", str(lake.root), "--article", id_of(1), "--yes"])
    assert version_numbers(lake) == [3]
    assert held(lake.root) == [1, 2]
    assert main(["compact", str(lake.root)]) == 0
    assert held(lake.root) == version_numbers(lake)
    assert not any(id_of(1) in text for text in content(lake.root))


@pytest.mark.usefixtures("runs_of_pages")
def test_a_run_publishes_its_snapshot_too_and_one_that_finds_nothing_new_mends(lake: LocalLake, tmp_path: Path, capsys: Capture) -> None:
    def go() -> newsbeam.Version:
        options = RunOptions(inputs=(str(tmp_path / "in"),), output=str(lake.root), source_root=str(tmp_path / "in"))
        version = run(options, now=NOW).version
        assert version is not None
        return version

    pages(tmp_path / "in", c=3)
    assert go().number == 3
    assert held(lake.root) == [1, 2, 3]
    when = datetime.datetime.fromisoformat(lake.published().facts["published_at"])
    assert table(lake.root, "times").metadata.snapshots[-1].timestamp_ms == int(when.timestamp() * 1000)
    (lake.root / "iceberg/tables.json").unlink()
    assert main(["status", str(lake.root)]) == 0
    wrong = f"the Iceberg tables are not whole; newsbeam export-iceberg {lake.root} makes them again"
    assert f"BEHIND        {wrong}" in capsys.readouterr().out.splitlines()
    assert main(["status", str(lake.root), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["iceberg"] == wrong
    assert go().number == 3
    assert iceberg.behind(lake) == ""


def test_a_failure_to_follow_says_what_is_done_and_what_is_not(lake: LocalLake, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    def full(*given: Any, **more: Any) -> None:
        raise OSError(28, "No space left on device", str(lake.root))

    monkeypatch.setattr(iceberg, "export", full)
    assert main(["compact", str(lake.root)]) == 74
    assert lake.published().number == 3
    assert capsys.readouterr().err == (
        f"newsbeam: No space left on device: {lake.root}; "
        "what was asked for is done, but the Iceberg tables are behind: newsbeam export-iceberg makes them again\n"
    )


def test_without_the_extra_a_lake_with_tables_is_not_changed(lake: LocalLake, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    for command in (["compact"], ["gc"], ["erase", "--article", id_of(1), "--yes"], ["export-iceberg"]):
        assert main([command[0], str(lake.root), *command[1:]]) == 2
        assert capsys.readouterr().err == (
            f"newsbeam: {lake.root}/iceberg: Iceberg tables need what pip install 'newsbeam[iceberg]' brings; nothing is done "
            "(newsbeam export-iceberg --remove gives them up)\n"
        )
    assert version_numbers(lake) == [1, 2]
    assert main(["export-iceberg", str(lake.root), "--remove"]) == 0
    assert capsys.readouterr().out == f"removed {lake.root}/iceberg: the lake is kept without Iceberg tables\n"
    assert not (lake.root / "iceberg").exists()
    assert main(["compact", str(lake.root)]) == 0
    assert not (lake.root / "iceberg").exists()


def test_a_damaged_version_before_the_newest_is_left_out_and_told(lake: LocalLake, capsys: Capture) -> None:
    (lake.root / "versions/000001/manifest.json").write_text("{", encoding="utf-8")
    assert main(["export-iceberg", str(lake.root)]) == 0
    assert capsys.readouterr().out.splitlines()[0].startswith("the Iceberg tables go without versions/000001: ")
    assert held(lake.root) == [2]
    assert iceberg.behind(lake) == ""
    assert json.loads((lake.root / "iceberg/tables.json").read_text(encoding="utf-8"))["tables"]["times"] == (
        f"file://{lake.root}/iceberg/times/metadata/v2.metadata.json"
    )
