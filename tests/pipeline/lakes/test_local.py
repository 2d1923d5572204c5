"""The switch: whole versions only, whatever crashes; readers that poll never see a partial one."""

import datetime
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import newsbeam
from newsbeam.manifest import MANIFEST
from pipeline.errors import InputError, LakeBusyError, UsageError
from pipeline.lakes import open_lake, staging
from pipeline.lakes.local import LocalLake
from pipeline.publish import stage_rows
from schemas import Reject
from transforms.write import NO_MONTH, parquet_bytes, stage_table

STARTED = datetime.datetime(2024, 6, 1, tzinfo=datetime.UTC)


def reject(number: int) -> Reject:
    return Reject(f"{number}.txt", "read", "empty", "no bytes", 0, None, None, f"run-{number}", STARTED)


def publish(lake: LocalLake, number: int, count: int = 1, files: int = 1) -> newsbeam.Version:
    """A version whose ``files`` files hold ``count`` rejects in all; nothing of the version before is kept."""
    run_id = f"run-{number}"
    staged = []
    for part in range(files):
        rows = [reject(at) for at in range(count) if at % files == part]
        staged.append(stage_rows(lake, run_id, "rejects", rows))
    return lake.switch(run_id, lake.current(), [], staged, {"schema_version": "0.1"})


def test_versions_follow_each_other_and_old_ones_stay(tmp_path: Path) -> None:
    lake = LocalLake(tmp_path / "lake")
    assert lake.current() is None
    first = publish(lake, 1, count=3)
    second = publish(lake, 2, count=5)
    assert (first.number, second.number) == (1, 2)
    assert lake.current() == second
    assert newsbeam.open(lake.root).sql("SELECT count(*) FROM rejects").fetchall() == [(5,)]
    assert newsbeam.Lake(first).dataset("rejects").count_rows() == 3
    assert lake.verify(first) == lake.verify(second) == []


def test_kept_files_are_the_same_files(tmp_path: Path) -> None:
    lake = LocalLake(tmp_path / "lake")
    first = publish(lake, 1)
    (kept,) = first.files
    second = lake.switch("run-2", first, [kept["path"]], [], {})
    assert list(second.files) == [kept]
    assert (second.path / kept["path"]).samefile(first.path / kept["path"])


def test_verify_finds_what_is_wrong(tmp_path: Path) -> None:
    lake = LocalLake(tmp_path / "lake")
    version = publish(lake, 1, count=40, files=4)
    changed, missing, *_ = [version.path / file["path"] for file in version.files]
    content = bytearray(changed.read_bytes())
    content[len(content) // 2] ^= 1
    changed.write_bytes(content)
    missing.unlink()
    (changed.parent / "stray.parquet").write_bytes(b"")
    wrong = lake.verify(version)
    assert [line.split(":")[1].split(" is")[0].strip() for line in wrong[:2]] == ["SHA-256", "No such file or directory"]
    assert wrong[2].endswith("stray.parquet: not in the manifest")
    assert len(wrong) == 3


def test_an_error_of_the_disk_leaves_a_whole_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lake = LocalLake(tmp_path / "lake")
    publish(lake, 1, count=4)

    def full(*args: Any) -> None:
        raise OSError(28, "No space left on device", "disk")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        publish(lake, 2)
    monkeypatch.undo()
    current = lake.current()
    assert current is not None
    assert current.number == 1
    assert len(lake.versions()) == 1


WRITER = """
import sys
from pathlib import Path
from tests.pipeline.lakes.test_local import publish
from pipeline.lakes.local import LocalLake
lake = LocalLake(Path(sys.argv[1]))
for number in range(2, 42):
    publish(lake, number, count=number, files=4)
"""


def test_a_polling_reader_never_sees_a_partial_state(tmp_path: Path) -> None:
    lake = LocalLake(tmp_path / "lake")
    publish(lake, 1, count=1, files=4)
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(lake.root)], cwd=Path(__file__).parents[3])
    reads: list[tuple[int, int, int]] = []
    errors: list[BaseException] = []

    def poll() -> None:
        try:
            while writer.poll() is None:
                opened = newsbeam.open(lake.root)
                ((by_sql,),) = opened.sql("SELECT count(*) FROM rejects").fetchall()
                reads.append((opened.version.number, by_sql, opened.dataset("rejects").count_rows()))
        except BaseException as error:
            errors.append(error)

    readers = [threading.Thread(target=poll) for _ in range(2)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert writer.wait() == 0
    assert errors == []
    assert [read for read in reads if len(set(read)) != 1] == []
    assert len({version for version, _, _ in reads}) > 3


def test_the_lock_is_exclusive_and_can_be_waited_for(tmp_path: Path) -> None:
    lake = LocalLake(tmp_path / "lake")
    order = []

    def waiter() -> None:
        with lake.lock(wait=True):
            order.append("second")

    with lake.lock():
        with pytest.raises(LakeBusyError), lake.lock():
            pass
        thread = threading.Thread(target=waiter)
        thread.start()
        time.sleep(0.1)
        order.append("first")
    thread.join()
    assert order == ["first", "second"]


def test_garbage_is_what_is_old_and_not_current(tmp_path: Path) -> None:
    lake = LocalLake(tmp_path / "lake")
    for number in range(1, 6):
        publish(lake, number)
        lake.write(f"runs/run-{number}/run.json", b'{"status": "published"}')
    lake.write("runs/run-6/run.json", b'{"status": "failed"}')
    lake.write("runs/run-7/worker-001.log", b"killed")
    lake.write("runs/run-8/run.json", b"no JSON")
    lake.write("runs/run-9/run.json", b'{"status": "nothing_new"}')
    young = lake.collect_garbage(keep=2, older_than=datetime.timedelta(hours=1))
    assert young == []
    removed = lake.collect_garbage(keep=2, older_than=datetime.timedelta(0))
    assert removed == [
        *(f"versions/00000{n}" for n in range(1, 4)), *(f"staging/run-{n}" for n in range(1, 6)), *(f"runs/run-{n}" for n in range(6, 10)),
    ]  # fmt: skip
    assert lake.versions() == ["versions/000004", "versions/000005"]
    assert sorted(os.listdir(lake.root / "runs")) == [f"run-{n}" for n in range(1, 6)]
    assert lake.leftovers() == []
    assert lake.verify(newsbeam.resolve(lake.root)) == []


def test_what_is_no_lake(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such folder"):
        LocalLake(tmp_path / "nowhere").published()
    with pytest.raises(InputError, match="nothing is published"):
        LocalLake(tmp_path).published()
    publish(LocalLake(tmp_path), 1)
    (tmp_path / "current" / MANIFEST).write_text("{")
    with pytest.raises(InputError, match="manifest"):
        LocalLake(tmp_path).published()


def test_staged_names_depend_on_the_rows_alone(tmp_path: Path) -> None:
    def name(run_id: str, detail: str) -> str:
        row = reject(1)._replace(run_id=run_id, detail=detail)
        return stage_rows(LocalLake(tmp_path), run_id, "rejects", [row]).path

    assert name("a", "x") == name("b", "x")
    assert name("a", "x") != name("a", "y")


def test_staged_files_have_page_checksums(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    from schemas.arrow import to_table

    table: pa.Table = to_table("rejects", [reject(n) for n in range(500)])
    staged = stage_table(str(tmp_path), "rejects", NO_MONTH, table)
    assert pq.ParquetFile(tmp_path / staged.path, page_checksum_verification=True).read().num_rows == 500
    content = bytearray(parquet_bytes(table))
    content[200] ^= 1
    (tmp_path / "broken.parquet").write_bytes(content)
    with pytest.raises(OSError, match=r"CRC|checksum"):
        pq.ParquetFile(tmp_path / "broken.parquet", page_checksum_verification=True).read()


def test_names_have_addresses_and_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    lake = LocalLake(Path("lake"))
    with pytest.raises(FileNotFoundError, match="the lake is gone"):
        lake.write("runs/run-1/run.json", b"old")
    lake.root.mkdir()
    assert lake.address("runs/run-1/run.json") == str(tmp_path / "lake/runs/run-1/run.json")
    with pytest.raises(FileNotFoundError):
        lake.read("runs/run-1/run.json")
    lake.write("runs/run-1/run.json", b"old")
    lake.write("runs/run-1/run.json", b"new")
    assert lake.read("runs/run-1/run.json") == b"new"
    assert os.listdir(tmp_path / "lake/runs/run-1") == ["run.json"]


def test_the_scratch_folder_goes_with_the_staging(tmp_path: Path) -> None:
    lake = LocalLake(tmp_path / "lake")
    folder = lake.scratch("run-1")
    (folder / "database").write_bytes(b"x")
    assert lake.scratch("run-1") == folder
    assert lake.read(f"{staging('run-1')}/database") == b"x"
    lake.remove(staging("run-1"))
    assert not folder.exists()
    lake.remove(staging("run-1"))


def test_addresses_of_a_version_are_those_of_its_files(tmp_path: Path) -> None:
    lake = LocalLake(tmp_path / "lake")
    version = publish(lake, 1, count=4, files=2)
    addresses = lake.addresses(version, "rejects")
    assert addresses == [lake.file(version, file["path"]) for file in version.files] == [str(path) for path in version.paths("rejects")]
    assert lake.addresses(version, "articles") == []


def test_a_lake_on_an_object_store_is_refused() -> None:
    with pytest.raises(UsageError, match="gs://bucket/lake: a lake lies on a disk for now"):
        open_lake("gs://bucket/lake")
    assert open_lake("some/lake") == LocalLake(Path("some/lake"))
