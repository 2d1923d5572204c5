"""Kills and failing calls at every step of what works on a lake; the order in which the disk hears of it; several that work at once."""

import datetime
import multiprocessing
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import newsbeam
from pipeline.errors import LakeBusyError
from pipeline.lakes.local import LocalLake
from tests.pipeline.lakes import faults
from tests.pipeline.lakes.faults import CHANGING, OPERATIONS, READING, RETURNED, fresh, in_a_child, prepared, staged, whole

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the layer lives in a forked child")


@pytest.fixture(scope="module")
def apart() -> Iterator[Executor]:
    """A process that has loaded no models: forking one that has takes three times as long, and a campaign forks a thousand times."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as executor:
        yield executor


@pytest.mark.parametrize("name", OPERATIONS)
def test_a_kill_at_any_call_loses_nothing_and_the_next_run_is_right(apart: Executor, name: str) -> None:
    """What a death at each call leaves, and a sample of deaths."""
    assert apart.submit(faults.kills, OPERATIONS[name], every=19).result() >= 6


@pytest.mark.parametrize("name", OPERATIONS)
def test_a_failure_of_any_call_loses_nothing_and_the_next_run_is_right(apart: Executor, name: str) -> None:
    """A sample; the whole campaign is ``python -m tests.pipeline.lakes.faults``."""
    assert apart.submit(faults.failures, OPERATIONS[name], every=19).result() >= 10


def recorded(name: str, *kinds: str) -> list[tuple[str, str]]:
    """The calls of an undisturbed operation."""
    with fresh(OPERATIONS[name]) as root:
        code, calls, _ = in_a_child(root, OPERATIONS[name].operate, kinds=(*CHANGING, *READING))
    assert code == RETURNED
    return [call for call in calls if call[0] in kinds]


def test_what_a_publication_asks_of_the_disk_and_when() -> None:
    """Files, then folders, then the announcement, then the version's name, and the switch last: each synced before the next."""
    kept = newsbeam.resolve(prepared().root).files[0]["path"]
    files = sorted([kept, *(file.path.removeprefix("data/") for file in prepared().third)])
    building, rejects = "versions/000005.inprogress", "rejects/no_month"
    calls = recorded("a publication", *CHANGING)
    calls = [(kind, f"{building}/manifest" if "/manifest.json" in name else name) for kind, name in calls]
    assert calls == [
        ("mkdir", building),
        ("mkdir", f"{building}/rejects"),
        ("mkdir", f"{building}/{rejects}"),
        *(("link", f"{building}/{path}") for path in files),
        ("create", f"{building}/manifest"),
        ("write", f"{building}/manifest"),
        ("flush", f"{building}/manifest"),
        ("fsync", f"{building}/manifest"),
        ("replace", f"{building}/manifest"),
        ("fsync", building),
        ("fsync", f"{building}/rejects"),
        ("fsync", f"{building}/{rejects}"),
        ("symlink", "current.inprogress"),
        ("fsync", "."),
        ("rename", "versions/000005"),
        ("fsync", "versions"),
        ("replace", "current"),
        ("fsync", "."),
    ]


def test_staged_files_are_synced_before_they_have_their_names(tmp_path: Path) -> None:
    _, calls, _ = in_a_child(tmp_path, lambda lake: staged(lake, "run-1", 1, 2), kinds=CHANGING)
    changes = [(kind, name.split(".parquet")[0]) for kind, name in calls if kind in CHANGING and kind not in ("mkdir", "utime")]
    names = list(dict.fromkeys(name for _, name in changes))
    assert len(names) == 2
    assert changes == [(kind, name) for name in names for kind in ("create", "write", "flush", "fsync", "replace")]


def test_copies_are_synced_where_there_are_no_hard_links() -> None:
    calls = recorded("a publication without hard links", "create", "fsync", "rename")
    copies = [name for kind, name in calls if kind == "create" and name.endswith(".parquet")]
    assert len(copies) == 3
    before_the_name = calls[: calls.index(("rename", "versions/000005"))]
    assert all(before_the_name.index(("create", name)) < before_the_name.index(("fsync", name)) for name in copies)


def test_a_version_loses_its_name_for_good_before_its_files() -> None:
    calls = recorded("gc", "rename", "fsync", "unlink", "rmdir")
    gone = "versions/000001.inprogress"
    assert calls[:2] == [("rename", gone), ("fsync", "versions")]
    assert {kind for kind, _ in calls[2 : calls.index(("rename", "versions/000002.inprogress"))]} == {"unlink", "rmdir"}


# ── the clock ──


@pytest.mark.parametrize("years", [-30, 30])
def test_gc_keeps_the_current_version_whatever_the_clock_says(years: int, monkeypatch: pytest.MonkeyPatch) -> None:
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + years * 365 * 86_400)
    with fresh(OPERATIONS["a publication"]) as root:
        lake = LocalLake(root)
        lake.collect_garbage(keep=1, older_than=datetime.timedelta(days=1))
        assert lake.versions() == ([f"versions/00000{n}" for n in range(1, 5)] if years < 0 else ["versions/000004"])
        assert lake.verify(newsbeam.resolve(root)) == []


def test_a_clock_that_jumps_back_does_not_turn_versions_round(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time", lambda: 0.0)
    with fresh(OPERATIONS["a publication"]) as root:
        os.utime(root / "versions" / "000004", (0, 0))
        faults.published(LocalLake(root))
        assert newsbeam.resolve(root).number == 5


# ── several at once ──


def children(*work: Callable[[], Any]) -> list[int]:
    """Run each of ``work`` in a process of its own; returns how they ended."""
    pids = []
    for one in work:
        pid = os.fork()
        if pid == 0:
            try:
                one()
            except BaseException:
                os._exit(1)
            os._exit(0)
        pids.append(pid)
    return [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids]


def test_two_runs_and_a_gc_at_once() -> None:
    """2 times 10 publications, 20 collections and 200 readings: 20 versions follow each other, no reader sees anything but whole ones."""
    with fresh(OPERATIONS["a publication"]) as root:
        lake = LocalLake(root)
        files = {name: [staged(lake, f"{name}-{number}", at)[0] for number, at in enumerate(range(begin, begin + 10))]
                 for name, begin in (("one", 100), ("two", 200))}  # fmt: skip

        def publishing(name: str) -> None:
            for number, file in enumerate(files[name]):
                with lake.lock(wait=True):
                    lake.settle()
                    base = lake.current()
                    assert base is not None
                    lake.switch(f"{name}-{number}", base, [kept["path"] for kept in base.files], [file], {})
                    lake.remove(f"staging/{name}-{number}")

        def collecting() -> None:
            for _ in range(20):
                with lake.lock(wait=True):
                    lake.collect_garbage(keep=3, older_than=datetime.timedelta(hours=1) if lake.leftovers() else faults.AT_ONCE)

        def reading() -> None:
            seen = 0
            for _ in range(200):
                number = newsbeam.resolve(root).number
                assert number >= seen
                seen = number

        assert children(lambda: publishing("one"), lambda: publishing("two"), collecting, reading) == [0, 0, 0, 0]
        version = newsbeam.resolve(root)
        assert version.number == 24
        assert {file["sha256"] for file in version.files} >= {file.sha256 for staged in files.values() for file in staged}
        assert all(whole(root).values())


def test_a_lake_that_is_locked_while_it_vanishes_is_made_anew(tmp_path: Path) -> None:
    """Who waits for the lock of a lake that its holder leaves empty holds the new lock, not the removed one."""
    lake = LocalLake(tmp_path / "lake")
    refused = []

    def waiting() -> None:
        with lake.lock(wait=True):
            (lake.root / "staging" / "run-1").mkdir(parents=True)
            with pytest.raises(LakeBusyError) as caught, lake.lock():
                pass
            refused.append(str(caught.value))

    with lake.lock():
        thread = threading.Thread(target=waiting)
        thread.start()
        time.sleep(0.1)
    thread.join(timeout=60)
    assert refused == [f"another run holds {lake.root}; try later, or wait with --wait"]
    assert sorted(os.listdir(lake.root)) == [".lock", "staging"]


def test_an_empty_lake_vanishes_with_the_folders_that_were_made_for_it(tmp_path: Path) -> None:
    with LocalLake(tmp_path / "a" / "b" / "lake").lock():
        assert (tmp_path / "a" / "b" / "lake" / ".lock").is_file()
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "mine").mkdir()
    with LocalLake(tmp_path / "mine").lock():
        pass
    assert list((tmp_path / "mine").iterdir()) == []


def test_a_lake_is_never_emptied_by_its_lock() -> None:
    with fresh(OPERATIONS["a publication"]) as root:
        before = whole(root)
        (root / "current").unlink()
        shutil.rmtree(root / "staging")
        shutil.rmtree(root / "runs")
        with LocalLake(root).lock():
            pass
        assert whole(root) == before
