"""Small files become few: the same rows, sorted, by the same run; what is damaged is not written again."""

import datetime
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

import newsbeam
from pipeline import compact, parquet
from pipeline.audit import arrow
from pipeline.errors import InputError, StorageError
from pipeline.lakes.local import LocalLake
from pipeline.main import main
from schemas import DATASETS, digest
from schemas.arrow import NO_MONTH, to_table
from tests.pipeline.conftest import NOW
from tests.pipeline.test_publish import publish, rows
from tests.sound_rows import article_rows
from transforms.staging import stage_table
from transforms.values import StagedFile

DAY = datetime.date(2024, 1, 24)


@pytest.fixture
def lake(tmp_path: Path) -> LocalLake:
    return LocalLake(tmp_path / "lake")


def merge(lake: LocalLake, run_id: str = "merge") -> newsbeam.Version | None:
    return compact.compact(lake, run_id, lake.published(), NOW)


def all_rows(lake: LocalLake) -> dict[str, list[Any]]:
    return {name: sorted(map(repr, rows(lake, name))) for name in DATASETS}


def test_the_same_rows_lie_in_one_file_a_dataset_and_month(lake: LocalLake) -> None:
    for number in range(1, 4):
        before = publish(lake, number, [(f"{number}", number)])
    held = all_rows(lake)
    version = merge(lake)
    assert version is not None
    assert (version.number, version.run_id, version.facts["compacted"]) == (4, "run-3", 3)
    assert all_rows(lake) == held
    assert [len(version.paths(name)) for name in DATASETS] == [1] * len(DATASETS)
    assert lake.verify(version) == []
    assert lake.verify(before) == []  # who reads the version before is not disturbed
    found, _ = arrow.rules(list(DATASETS), {name: lake.addresses(version, name) for name in DATASETS}, {})
    assert [rule for rule in found if rule.rule == "schema" and not rule.passed] == []


def test_the_command_says_what_it_did(lake: LocalLake, capsys: pytest.CaptureFixture[str]) -> None:
    for number in (1, 2):
        files = len(publish(lake, number, [(f"{number}", number)]).files)
    assert main(["compact", str(lake.root)]) == 0
    left = len(lake.published().files)
    assert capsys.readouterr().out == f"version 3 is current: {left} files hold the rows of version 2, which had {files}\n"
    assert left == len(DATASETS)
    assert lake.leftovers() == ["staging/run-1", "staging/run-2"]  # those of the runs, and none of its own
    assert main(["compact", str(lake.root)]) == 0
    assert capsys.readouterr().out == f"version 3 has {left} files: nothing to merge\n"
    lake.published().paths("times")[0].write_bytes(b"")
    assert main(["compact", str(lake.root)]) == 5
    assert "version 3 is damaged, 1 of " in capsys.readouterr().err


def test_the_same_files_are_merged_to_the_same_files(lake: LocalLake, tmp_path: Path) -> None:
    for number in (1, 2):
        publish(lake, number, [(f"{number}", number)])
    made = [compact.merged(lake, name, lake.published(), [f["path"] for f in lake.published().files], [], allowed=1) for name in "ab"]
    assert made[0] == made[1]
    assert len(made[0][1]) == len(DATASETS) - 1  # of rejects there is one file, without rows


def test_what_is_merged_is_left_alone(lake: LocalLake) -> None:
    for number in (1, 2):
        publish(lake, number, [(f"{number}", number)])
    assert merge(lake) is not None
    assert merge(lake, "again") is None
    assert lake.published().number == 3


def test_a_run_merges_only_beyond_the_bound(lake: LocalLake) -> None:
    for number in (1, 2, 3):
        publish(lake, number, [(f"{number}", number)])
    current = lake.published()
    keep = [file["path"] for file in current.files]
    assert compact.merged(lake, "run", current, keep, [], allowed=3) == (keep, [])
    kept, add = compact.merged(lake, "run", current, keep, [], allowed=2)
    assert [file.split("/")[0] for file in kept] == ["rejects"]
    assert len(add) == len(DATASETS) - 1


def articles(lake: LocalLake, run_id: str, *, days: int, each: int, begin: int = 0) -> StagedFile:
    """Stage articles of several days in one file, in no order."""
    (row,) = article_rows(1)["articles"]

    def text(name: str) -> str:
        return "".join(digest(f"{name}-{part}") for part in range(30))

    made = [
        row._replace(
            article_id=digest(name := f"{begin}-{day}-{at}"), published_date=DAY + datetime.timedelta(days=day), source_text=text(name)
        )
        for at in range(each)
        for day in range(days)
    ]
    return stage_table(lake.address(f"staging/{run_id}"), "articles", "2024-01", to_table("articles", made))


def sorted_articles(lake: LocalLake, files: list[StagedFile]) -> list[Any]:
    tables = [pq.read_table(lake.address(f"staging/run/{file.path}")) for file in files]
    return [(row["published_date"], row["article_id"]) for table in tables for row in table.to_pylist()]


@pytest.mark.parametrize("held", [1 << 30, 200_000, 20_000, 4_000])
def test_rows_are_sorted_by_day_and_article_however_few_fit_in_memory(lake: LocalLake, held: int, monkeypatch: pytest.MonkeyPatch) -> None:
    staged = [articles(lake, "run", days=3, each=40, begin=begin) for begin in range(3)]
    monkeypatch.setattr(compact, "HELD", held)
    keep, add = compact.merged(lake, "run", None, [], staged, allowed=1)
    assert (keep, len(add), add[0].rows) == ([], 1, 360)
    found = sorted_articles(lake, add)
    assert found == sorted(found)
    assert len(set(found)) == 360


def test_full_files_stay_and_new_ones_are_no_longer_than_they_may_be(lake: LocalLake, monkeypatch: pytest.MonkeyPatch) -> None:
    small = [articles(lake, "run", days=3, each=100, begin=begin) for begin in range(3)]
    large = articles(lake, "run", days=3, each=600, begin=9)
    monkeypatch.setattr(compact, "FULL", (large.bytes + small[0].bytes) // 2)
    monkeypatch.setattr(parquet, "CLOSED", small[0].bytes // 2)
    monkeypatch.setattr("transforms.staging.ROW_GROUP_BYTES", 20_000)
    _, add = compact.merged(lake, "run", None, [], [*small, large], allowed=1)
    assert add[0] == large
    assert len(add) > 3
    assert [small[0].bytes // 2 <= file.bytes < small[0].bytes * 3 // 2 for file in add[1:-1]] == [True] * (len(add) - 2)
    assert sum(file.rows for file in add[1:]) == 900
    found = sorted_articles(lake, add[1:])
    assert found == sorted(found)
    for file in add[1:]:
        content = Path(lake.address(f"staging/run/{file.path}")).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (file.bytes, file.sha256)


def test_files_of_another_contract_stay_as_they_are(lake: LocalLake) -> None:
    staged = [articles(lake, "run", days=1, each=1, begin=begin) for begin in range(2)]
    table = pq.read_table(lake.address(f"staging/run/{staged[0].path}"))
    for number, changed in enumerate(
        (table.drop_columns(["page_type"]), table.replace_schema_metadata({**table.schema.metadata, b"newsbeam.schema_version": b"0.0"}))
    ):
        older = stage_table(lake.address("staging/run"), "articles", "2024-01", changed.slice(0, 1))
        _, add = compact.merged(lake, "run", None, [], [*staged, older._replace(path=older.path)], allowed=1)
        assert older in add, number
        assert len(add) == 2


def damaged(path: Path) -> None:
    """Flip a bit of the first page."""
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.write_bytes(content)


def test_what_is_damaged_is_not_written_again(lake: LocalLake) -> None:
    for number in (1, 2):
        publish(lake, number, [(f"{number}", number)])
    damaged(lake.published().paths("places")[0])
    with pytest.raises(InputError, match=r"^a file of places in \d{4}-\d\d is damaged: "):
        merge(lake)
    assert lake.published().number == 2
    lake.published().paths("articles")[0].write_bytes(b"no table, but longer than the shortest there is")
    with pytest.raises(InputError, match=r"articles/.*parquet is damaged: "):
        merge(lake, "again")


@pytest.mark.parametrize("rewrite", [merge, lambda lake: publish(lake, 3, [("1", 9)])], ids=["compaction", "publication"])
def test_damage_that_no_reader_minds_gets_no_hash_of_its_own(lake: LocalLake, rewrite: Callable[[LocalLake], Any]) -> None:
    """The name of the writer, in a file's footer, belongs to no page and has no checksum."""
    for number in (1, 2):
        publish(lake, number, [(f"{number}", number), (f"{number} too", number + 2)])
    for path in lake.published().paths("places"):
        content = bytearray(path.read_bytes())
        content[content.rindex(b"parquet-cpp-arrow")] ^= 1
        path.write_bytes(content)
        assert pq.read_table(path).num_rows > 0
    with pytest.raises(InputError, match=r"places/.*parquet is damaged: its SHA-256 is not the manifest's"):
        rewrite(lake)
    assert lake.published().number == 2


def test_rows_that_are_lost_on_the_way_are_not_published(lake: LocalLake, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in (1, 2):
        publish(lake, number, [(f"{number}", number)])
    real = compact._sorted_rows
    monkeypatch.setattr(compact, "_sorted_rows", lambda *given: (table.slice(1) for table in real(*given)))
    with pytest.raises(StorageError, match="the rows of the 2 files merged"):
        merge(lake)
    monkeypatch.setattr(compact, "_sorted_rows", lambda *given: (table.take([0] * table.num_rows) for table in real(*given)))
    with pytest.raises(StorageError, match="the rows of the 2 files merged"):
        merge(lake, "again")
    assert lake.published().number == 2


def test_what_has_no_month_is_merged_too(lake: LocalLake) -> None:
    staged = []
    for number in (1, 2):
        run = article_rows(number)["runs"][0]._replace(run_id=f"run-{3 - number}")
        staged.append(stage_table(lake.address("staging/run"), "runs", NO_MONTH, to_table("runs", [run])))
    _, (file,) = compact.merged(lake, "run", None, [], staged, allowed=1)
    assert (file.dataset, file.month, file.rows) == ("runs", NO_MONTH, 2)
    table = pq.read_table(lake.address(f"staging/run/{file.path}"))
    assert table.column("run_id").to_pylist() == ["run-1", "run-2"]
