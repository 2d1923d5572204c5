"""The switch: whole versions only, whatever crashes; readers that poll never see a partial one."""

import datetime
import errno
import fcntl
import json
import os
import shutil
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import newsbeam
from newsbeam.manifest import MANIFEST, OWN
from pipeline import tombstones
from pipeline.errors import InputError, LakeBusyError, StorageError, UsageError
from pipeline.lakes import disk, local, open_lake, staging
from pipeline.lakes.local import LocalLake
from pipeline.publish import stage_rows
from schemas import Reject
from schemas.arrow import NO_MONTH
from transforms.staging import parquet_bytes, stage_table

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


def test_a_number_is_not_given_twice_though_its_version_was_not_finished(tmp_path: Path) -> None:
    lake = LocalLake(tmp_path / "lake")
    publish(lake, 1)
    (lake.root / "versions" / "000007.inprogress").mkdir()
    assert publish(lake, 2).number == 8


def test_a_lake_without_versions_has_nothing_to_recover(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"/lake holds no version$"):
        LocalLake(tmp_path / "lake").recover()


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


@pytest.mark.parametrize("hashes", [True, False])
def test_a_file_of_another_size_is_told_with_both_sizes_whether_hashes_are_compared_or_not(tmp_path: Path, hashes: bool) -> None:
    lake = LocalLake(tmp_path / "lake")
    version = publish(lake, 1, count=40)
    (file,) = version.files
    with (version.path / file["path"]).open("ab") as stream:
        stream.write(bytes(5_000))
    size = file["bytes"]
    assert lake.verify(version, hashes=hashes) == [f"{file['path']}: {size + 5_000:,} bytes, the manifest says {size:,}"]


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
print("ready", flush=True)
for number in range(2, 42):
    publish(lake, number, count=number, files=4)
"""


def test_a_polling_reader_never_sees_a_partial_state(tmp_path: Path) -> None:
    lake = LocalLake(tmp_path / "lake")
    publish(lake, 1, count=1, files=4)
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(lake.root)], cwd=Path(__file__).parents[3], stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    assert writer.stdout.readline() == "ready\n"
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
    writer.stdout.close()
    assert errors == []
    assert [read for read in reads if len(set(read)) != 1] == []
    assert len({version for version, _, _ in reads}) > 3


def test_the_lock_is_exclusive_and_can_be_waited_for(tmp_path: Path) -> None:
    lake = LocalLake(tmp_path / "lake")
    for _ in range(2):  # whoever is done has let go of it
        with lake.lock():
            lake.scratch("run-1")  # an empty lake vanishes, and its lock with it
    order = []

    def waiter() -> None:
        with lake.lock(wait=True):
            order.append("second")

    with lake.lock():
        with pytest.raises(LakeBusyError), lake.lock():
            pass
        thread = threading.Thread(target=waiter, daemon=True)
        thread.start()
        time.sleep(0.1)
        order.append("first")
    thread.join(timeout=60)
    assert order == ["first", "second"]


def test_garbage_is_what_is_old_and_not_current(tmp_path: Path) -> None:
    lake = LocalLake(tmp_path / "lake")
    for number in range(1, 6):
        publish(lake, number)
        lake.write(f"runs/run-{number}/run.json", b'{"status": "published"}')
    lake.write("runs/run-6/run.json", b'{"status": "failed"}')
    lake.write("runs/run-7/worker-001.log", b"killed")
    lake.write("runs/run-8/run.json", b"no JSON")
    for number in (9, 10):
        lake.write(f"runs/run-{number:02}/run.json", b'{"status": "nothing_new"}')
    young = lake.collect_garbage(keep=2, older_than=datetime.timedelta(hours=1))
    assert young == []
    removed = lake.collect_garbage(keep=2, older_than=datetime.timedelta(0))
    assert removed == [
        *(f"versions/00000{n}" for n in range(1, 4)), *(f"staging/run-{n}" for n in range(1, 6)),
        *(f"runs/run-{n}" for n in range(6, 9)), "runs/run-09",
    ]  # fmt: skip
    assert lake.versions() == ["versions/000004", "versions/000005"]
    assert sorted(os.listdir(lake.root / "runs")) == ["run-1", "run-10", "run-2", "run-3", "run-4", "run-5"]
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


def test_a_lake_on_a_store_that_is_not_known_is_refused() -> None:
    with pytest.raises(UsageError, match="hdfs://host/lake: a lake lies on a disk, or on an object store at s3:// or gs://"):
        open_lake("hdfs://host/lake")
    assert open_lake("some/lake") == LocalLake(Path("some/lake"))


# ── the lock, and what is a lake ──


def handles() -> int:
    """How many files this process holds open."""
    return len(os.listdir("/proc/self/fd"))


def test_the_lock_is_a_file_that_others_may_read(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with LocalLake(tmp_path).lock():
            assert stat.S_IMODE((tmp_path / ".lock").stat().st_mode) == 0o644
    finally:
        os.umask(before)


def test_whoever_is_refused_holds_nothing_open(tmp_path: Path) -> None:
    lake = LocalLake(tmp_path)
    with lake.lock():
        before = handles()
        for _ in range(3):
            with pytest.raises(LakeBusyError), lake.lock():
                pass
        assert handles() == before


def test_whoever_gets_the_lock_of_a_lake_that_vanished_lets_go_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, before, calls = fcntl.flock, handles(), []

    def flock(descriptor: int, operation: int) -> None:
        real(descriptor, operation)
        calls.append(descriptor)
        if len(calls) == 1:
            (tmp_path / "lake" / ".lock").unlink()
            (tmp_path / "lake").rmdir()

    monkeypatch.setattr(fcntl, "flock", flock)
    with LocalLake(tmp_path / "lake").lock():
        assert (tmp_path / "lake" / ".lock").exists()
        assert (len(calls), handles()) == (2, before + 1)
    assert handles() == before


@pytest.mark.parametrize("error", [OSError(errno.ENOLCK, "No locks available"), KeyboardInterrupt("while it waited")])
def test_a_lock_that_fails_otherwise_is_not_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def fail(descriptor: int, operation: int) -> None:
        raise error

    monkeypatch.setattr(fcntl, "flock", fail)
    before = handles()
    with pytest.raises(type(error)) as caught, LocalLake(tmp_path).lock():
        pass
    assert caught.value is error
    assert handles() == before


def test_a_lake_that_is_removed_while_it_is_held_is_let_go(tmp_path: Path) -> None:
    before = handles()
    with LocalLake(tmp_path / "lake").lock():
        shutil.rmtree(tmp_path / "lake")
    assert (list(tmp_path.iterdir()), handles()) == ([], before)


def test_all_that_a_lake_may_hold_makes_it_one(tmp_path: Path) -> None:
    for name in ("versions", "staging", "runs", "lost+found"):
        (tmp_path / name).mkdir()
    (tmp_path / ".lock").touch()
    for name in ("current", "current.inprogress"):
        (tmp_path / name).symlink_to("versions/000001")
    with LocalLake(tmp_path).lock():
        pass
    assert os.readlink(tmp_path / "current") == "versions/000001"


def test_a_link_without_versions_is_no_new_lake(tmp_path: Path) -> None:
    """Neither a run nor ``gc`` goes on where something was published that is gone."""
    lake = LocalLake(tmp_path)
    (tmp_path / "staging" / "run-1").mkdir(parents=True)
    (tmp_path / "current").symlink_to("versions/000001")
    for ask in (lake.current, lambda: lake.collect_garbage(keep=1, older_than=datetime.timedelta(days=-1))):
        with pytest.raises(InputError, match="nothing is published there yet"):
            ask()
    assert lake.leftovers() == ["staging/run-1"]


def test_what_the_system_cannot_read_is_not_called_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lake = LocalLake(tmp_path)
    publish(lake, 1)
    real = Path.read_text

    def fail(path: Path, **how: Any) -> str:
        if path.name == MANIFEST:
            raise OSError(errno.EIO, "Input/output error", str(path))
        return real(path, **how)

    monkeypatch.setattr(Path, "read_text", fail)
    for ask in (lake.published, lake.recover):
        with pytest.raises(StorageError, match=r"manifest\.json cannot be read: Input/output error$"):
            ask()


# ── publication ──


def test_the_manifest_lists_the_files_by_their_paths(tmp_path: Path) -> None:
    lake = LocalLake(tmp_path)
    first = publish(lake, 1, count=40, files=4)
    staged = [stage_rows(lake, "run-2", "rejects", [reject(at)]) for at in range(100, 104)]
    second = lake.switch("run-2", first, [file["path"] for file in first.files], staged, {})
    paths = [file["path"] for file in second.files]
    assert len(paths) == 8
    assert paths == sorted(paths)
    text = (second.path / MANIFEST).read_text()
    assert text == json.dumps(json.loads(text), indent=1)


def test_of_a_file_that_is_kept_and_added_the_added_one_is_published(tmp_path: Path) -> None:
    lake = LocalLake(tmp_path)
    first = publish(lake, 1)
    (file,) = first.files
    staged = stage_rows(lake, "run-2", "rejects", [reject(0)])
    assert staged.path == f"data/{file['path']}"
    second = lake.switch("run-2", first, [file["path"]], [staged], {})
    assert (second.path / file["path"]).samefile(tmp_path / "staging" / "run-2" / staged.path)


def test_an_announcement_that_is_there_already_is_replaced(tmp_path: Path) -> None:
    lake = LocalLake(tmp_path)
    (tmp_path / "current.inprogress").symlink_to("versions/000009")
    assert publish(lake, 1).number == 1
    assert not os.path.lexists(tmp_path / "current.inprogress")


@pytest.mark.parametrize("step", ["symlink", "replace"])
def test_a_first_publication_that_fails_says_why_and_leaves_no_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    lake = LocalLake(tmp_path)
    staged = stage_rows(lake, "run-1", "rejects", [reject(1)])
    full = OSError(errno.ENOSPC, "No space left on device")
    real = getattr(os, step)

    def fail(source: Any, target: Any) -> None:
        if "current" in str(target):
            raise full
        real(source, target)

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(OSError, match="No space left") as caught:
        lake.switch("run-1", None, [], [staged], {})
    assert caught.value is full
    assert (os.listdir(tmp_path / "versions"), sorted(os.listdir(tmp_path))) == ([], ["staging", "versions"])


def test_what_could_not_be_built_and_not_be_removed_says_why_it_was_not_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lake = LocalLake(tmp_path)
    staged = stage_rows(lake, "run-1", "rejects", [reject(1)])
    full = OSError(errno.ENOSPC, "No space left on device")

    def fail(error: OSError) -> Any:
        raise error

    monkeypatch.setattr(disk, "link", lambda source, target: fail(full))
    monkeypatch.setattr(disk, "remove", lambda path: fail(OSError(errno.EIO, "Input/output error")))
    with pytest.raises(OSError, match="No space left") as caught:
        lake.switch("run-1", None, [], [staged], {})
    assert caught.value is full


# ── after a crash ──


def turn_back(lake: LocalLake, number: int) -> None:
    """Point ``current`` to another version."""
    (lake.root / "current").unlink(missing_ok=True)
    (lake.root / "current").symlink_to(f"versions/{number:06}")


@pytest.mark.parametrize("mended", ["settle", "recover"])
def test_a_switch_that_is_finished_later_is_synced_and_reads_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mended: str) -> None:
    lake = LocalLake(tmp_path)
    for number in (1, 2):
        publish(lake, number)
    turn_back(lake, 1)
    synced: list[tuple[Path, str]] = []
    real = disk.sync

    def sync(path: Path) -> None:
        synced.append((path, os.readlink(tmp_path / "current")))
        real(path)

    monkeypatch.setattr(disk, "sync", sync)
    if mended == "settle":
        (tmp_path / "current.inprogress").symlink_to("versions/000002")
        monkeypatch.setattr(local, "_sha256", lambda path: pytest.fail("sizes are enough"))
        assert lake.settle() == ["version 2 is current: its publication was cut off before the last step"]
        assert synced == [(tmp_path, "versions/000002")]
    else:
        assert lake.recover() == ["version 2 is current"]
        assert synced == [(tmp_path, "versions/000001"), (tmp_path, "versions/000002")]


def test_an_announcement_in_a_lake_without_versions_is_removed(tmp_path: Path) -> None:
    (tmp_path / "current.inprogress").symlink_to("versions/000001")
    assert LocalLake(tmp_path).settle() == ["removed current.inprogress, which was unfinished"]
    assert os.listdir(tmp_path) == []


def test_a_version_that_is_current_though_a_newer_one_is_there_is_published_again(tmp_path: Path) -> None:
    lake = LocalLake(tmp_path)
    for number in (1, 2):
        publish(lake, number)
    turn_back(lake, 1)
    assert lake.recover(1) == ["version 3 is current: it holds what version 1 held"]
    assert sorted(os.listdir(tmp_path)) == ["current", "staging", "versions"]


def test_what_is_in_the_place_of_the_link_is_put_aside_under_the_first_free_number(tmp_path: Path) -> None:
    lake = LocalLake(tmp_path)
    publish(lake, 1)
    for at in range(1, 4):
        (tmp_path / "current").unlink()
        (tmp_path / "current").write_text(f"copy {at}")
        assert lake.recover() == ["version 1 is current"]
        assert (tmp_path / f"current.{at}").read_text() == f"copy {at}"


def test_of_several_things_that_are_wrong_the_first_is_told_and_the_others_counted(tmp_path: Path) -> None:
    lake = LocalLake(tmp_path)
    version = publish(lake, 1, count=40, files=4)
    for lost, said in ((1, ""), (2, " (and 1 more)"), (3, " (and 2 more)")):
        (version.path / version.files[lost]["path"]).unlink()
        first = version.files[1]["path"]
        with pytest.raises(InputError) as caught:
            lake.recover()
        damage = f"version 1 is damaged: {first}: No such file or directory{said}"
        assert str(caught.value) == f"{tmp_path}: {damage}; nothing is changed"


# ── retention and checks ──


def test_what_is_exactly_as_old_as_asked_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lake = LocalLake(tmp_path)
    (tmp_path / "staging" / "run-1").mkdir(parents=True)
    os.utime(tmp_path / "staging" / "run-1", (1_000_000, 1_000_000))
    now = [1_003_600.0]
    monkeypatch.setattr(time, "time", lambda: now[0])
    hour = datetime.timedelta(hours=1)
    assert lake.collect_garbage(keep=1, older_than=hour) == []
    now[0] += 1
    assert lake.collect_garbage(keep=1, older_than=hour) == ["staging/run-1"]


def test_only_folders_are_records_of_runs(tmp_path: Path) -> None:
    lake = LocalLake(tmp_path / "lake")
    (tmp_path / "outside").mkdir()
    (lake.root / "runs" / "run-1").mkdir(parents=True)
    (lake.root / "runs" / "notes.txt").write_text("a plain file")
    (lake.root / "runs" / "link").symlink_to(tmp_path / "outside")
    (lake.root / "runs" / "dangling").symlink_to("nowhere")
    lake.write("runs/run-2/run.json", b'["published"]')
    assert lake.leftovers() == ["runs/run-1", "runs/run-2"]


def test_without_hashes_no_file_is_read(tmp_path: Path) -> None:
    lake = LocalLake(tmp_path)
    version = publish(lake, 1)
    path = version.path / version.files[0]["path"]
    path.write_bytes(bytes(path.stat().st_size))
    (version.path / "stray").write_text("")
    assert lake.verify(version, hashes=False) == []
    assert [line.partition(": ")[2][:10] for line in lake.verify(version)] == ["SHA-256 is", "not in the"]


def test_what_lies_in_a_version_unlisted_is_told_in_order_links_too(tmp_path: Path) -> None:
    lake = LocalLake(tmp_path)
    version = publish(lake, 1)
    for name in "gfedcba":
        (version.path / name).write_text("")
    (version.path / "h").symlink_to("nowhere")
    (version.path / "folder").mkdir()
    assert lake.verify(version) == [f"{name}: not in the manifest" for name in "abcdefgh"]


def test_a_disk_that_fails_says_nothing_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lake = LocalLake(tmp_path)
    version = publish(lake, 1)

    def fail(path: Path) -> str:
        raise OSError(errno.EIO, "Input/output error", str(path))

    monkeypatch.setattr(local, "_sha256", fail)
    with pytest.raises(OSError, match="Input/output error"):
        lake.verify(version)


def test_a_version_is_no_lake_to_change(tmp_path: Path) -> None:
    publish(LocalLake(tmp_path), 1)
    for inside in (tmp_path / "current", tmp_path / "versions" / "000001"):
        lock = LocalLake(inside).lock()
        with pytest.raises(InputError) as caught:
            lock.__enter__()
        assert str(caught.value) == f"{inside} is version 1 of a lake, and no lake itself: give the lake, {tmp_path}"


def test_a_lock_that_cannot_be_made_is_an_error_of_the_lake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, *more: int) -> int:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("os.open", refuse)
    lock = LocalLake(tmp_path).lock()
    with pytest.raises(PermissionError) as caught:
        lock.__enter__()
    assert caught.value.filename == str(tmp_path)


def test_what_lies_in_a_lake_is_known_to_its_readers() -> None:
    assert {tombstones.NAME, disk.UNFINISHED.join(("current", ""))} <= OWN
