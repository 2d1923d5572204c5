"""How a lake is: its last success, what failed since, backlog, size and growth."""

import datetime
import json
import os
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import InputError
from pipeline.history import past_runs
from pipeline.lakes.local import LocalLake
from pipeline.main import main
from pipeline.status import Backlog, Failures, lines, status
from tests.pipeline.pages import pages, stage
from transforms.values import RunContext

Capture = pytest.CaptureFixture[str]
NOON = datetime.datetime(2024, 6, 1, 12, tzinfo=datetime.UTC)


def record(lake: LocalLake, run_id: str, state: str, hours: float, **facts: Any) -> None:
    """The record of a run that ended so many hours before noon."""
    told = {"run_id": run_id, "status": state, "finished_at": str(NOON - datetime.timedelta(hours=hours)), "inputs": 10}
    lake.write(f"runs/{run_id}/run.json", json.dumps(told | {"unchanged_articles": 0, "rejected_inputs": 0} | facts).encode())


def publish(lake: LocalLake, run_id: str, hours: float, articles: int) -> None:
    """Publish, as a run did so many hours before noon, a version of so many articles; its record goes with it."""
    moment = NOON - datetime.timedelta(hours=hours)
    staged = stage(lake, RunContext(run_id, moment, "1.2+abc"), [(f"{number}.txt", number) for number in range(articles)])
    facts = {"published_at": moment.isoformat(), "pipeline_version": "1.2+abc", "schema_version": "0.9"}
    lake.switch(run_id, lake.current(), [], staged, facts)
    lake.remove(f"staging/{run_id}")
    record(lake, run_id, "published", hours, rejected_inputs=3, arguments=json.dumps({"source_root": None, "gone": 1, "limit": 1}))


@pytest.fixture
def lake(tmp_path: Path) -> LocalLake:
    """Version 1 with one article, 74 hours ago, and version 2 with three, 50 hours ago."""
    lake = LocalLake(tmp_path / "lake")
    publish(lake, "20240529T100000Z-a", 74, 1)
    publish(lake, "20240530T100000Z-b", 50, 3)
    return lake


def test_the_last_success_is_the_last_run_that_published_or_found_nothing_new(lake: LocalLake) -> None:
    found = status(lake.root, now=NOON)
    assert (found.last_success_run, found.last_success_status, found.age_seconds) == ("20240530T100000Z-b", "published", 50 * 3600)
    record(lake, "20240531T100000Z-c", "nothing_new", 26)
    record(lake, "20240601T100000Z-d", "too_many_rejects", 2, error="TooManyRejectsError: 9 of 10")
    lake.write("staging/20240601T110000Z-e/data", b"")
    lake.write("runs/20240601T110000Z-e/worker-001.log", b"")
    found = status(lake.root, now=NOON)
    assert (found.last_success_run, found.last_success_status, found.age_seconds) == ("20240531T100000Z-c", "nothing_new", 26 * 3600)
    assert found.failures == Failures(1, "20240601T100000Z-d", "TooManyRejectsError: 9 of 10", 1)


def test_a_run_that_failed_before_the_last_success_is_not_unfinished(lake: LocalLake) -> None:
    record(lake, "20240530T090000Z-f", "too_many_rejects", 51)
    lake.write("staging/20240530T090000Z-f/data", b"")
    assert status(lake.root, now=NOON).failures == Failures(0, None, None, 0)


def test_of_runs_that_began_in_one_second_the_last_is_the_one_that_ended_last(lake: LocalLake) -> None:
    record(lake, "20240601T100000Z-f", "nothing_new", 1.9)
    record(lake, "20240601T100000Z-a", "nothing_new", 1.5)
    record(lake, "20240601T100000Z-c", "nothing_new", 1.7)
    assert [run.run_id[-1] for run in past_runs(lake)] == ["a", "c", "f", "b", "a"]


def test_a_run_that_was_killed_between_its_record_and_the_switch_is_no_success(lake: LocalLake) -> None:
    record(lake, "20240601T100000Z-c", "published", 2)
    found = status(lake.root, now=NOON)
    assert (found.last_success_run, found.failures.runs) == ("20240530T100000Z-b", 1)


def test_without_records_the_version_says_when_it_was_published(lake: LocalLake) -> None:
    for name in ("20240529T100000Z-a", "20240530T100000Z-b"):
        lake.remove(f"runs/{name}")
    found = status(lake.root, now=NOON)
    assert (found.last_success_run, found.age_seconds, found.backlog) == ("20240530T100000Z-b", 50 * 3600, None)
    assert "backlog       unknown: no run recorded its inputs" in lines(found)


def test_size_and_growth_are_those_of_the_versions(lake: LocalLake) -> None:
    found = status(lake.root, now=NOON)
    assert (found.version, list(found.versions), found.articles) == (2, [1, 2], 3)
    files = list((lake.root / "current").resolve().rglob("*.parquet"))
    assert (found.files, found.version_bytes) == (len(files), sum(os.stat(path).st_size for path in files))
    assert found.lake_bytes > found.version_bytes
    assert found.growth is not None
    assert (found.growth.since, found.growth.days, found.growth.articles) == (1, 1.0, 2)


def test_a_file_of_several_versions_counts_once(lake: LocalLake) -> None:
    before = status(lake.root, now=NOON).lake_bytes
    current = lake.current()
    assert current is not None
    lake.switch("20240601T100000Z-c", current, [file["path"] for file in current.files], [], dict(current.facts))
    after = status(lake.root, now=NOON)
    assert after.version == 3
    assert after.lake_bytes - before == (lake.root / "versions" / "000003" / "manifest.json").stat().st_size


def test_the_backlog_is_what_the_last_run_that_counted_its_inputs_left(lake: LocalLake) -> None:
    assert status(lake.root, now=NOON).backlog == Backlog(0, 3, "run 20240530T100000Z-b")
    record(lake, "20240531T100000Z-c", "published", 30, skipped_by_reason={"over_limit": 7, "hidden": 1})
    record(lake, "20240601T100000Z-d", "failed", 2, inputs=90, unchanged_articles=60, skipped_by_reason={"over_limit": 5})
    record(lake, "20240601T110000Z-e", "failed", 1, inputs=0)  # ended before it had counted them
    assert status(lake.root, now=NOON).backlog == Backlog(35, 3, "run 20240601T100000Z-d")


def test_inputs_are_planned_with_the_options_of_the_last_success(lake: LocalLake, tmp_path: Path) -> None:
    folder = pages(tmp_path / "in", a=7, b=8, c=7, d=2)
    found = status(lake.root, inputs=[str(folder)], now=NOON)
    assert found.backlog == Backlog(2, 3, "plan of the inputs")  # c has the bytes of a, d those of a published article
    assert "backlog       2 inputs, by the plan of the inputs; 3 were rejected by the last success" in lines(found)


def test_lines_for_people(lake: LocalLake) -> None:
    record(lake, "20240601T100000Z-d", "failed", 2, error="StorageError: No space left on device")
    told = lines(status(lake.root, now=NOON), too_old=True)
    assert told[:3] == [
        "last success  2 d 2 h ago: TOO OLD (2024-05-30 10:00 UTC, run 20240530T100000Z-b published)",
        "since then    1 failed, the last 20240601T100000Z-d: StorageError: No space left on device",
        "version       2, 2 kept (from 1 on), newsbeam 1.2+abc, contract 0.9",
    ]
    assert [line.split()[0] for line in told] == ["last", "since", "version", "backlog", "size", "growth"]
    assert "since version 1, in 1 d, 2 articles a day" in told[-1]
    record(lake, "20240601T110000Z-e", "too_many_rejects", 1, error="TooManyRejectsError: 9 of 10 inputs\nempty  9\n")
    assert (
        lines(status(lake.root, now=NOON))[1] == "since then    2 failed, the last 20240601T110000Z-e: TooManyRejectsError: 9 of 10 inputs"
    )


def test_the_command_fails_where_the_last_success_is_older_than_asked_for(lake: LocalLake, capsys: Capture) -> None:
    assert main(["status", str(lake.root)]) == 0
    assert "TOO OLD" not in capsys.readouterr().out
    assert main(["status", str(lake.root), "--max_age", "26h"]) == 1
    assert capsys.readouterr().out.startswith("last success  ")
    assert main(["status", str(lake.root), "--max-age", "99999d", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["version"], told["too_old"], told["last_success"]) == (2, False, "2024-05-30T10:00:00+00:00")
    assert main(["status", str(lake.root), "--max_age", "26"]) == 2
    assert "must be a number with s, min, h or d, such as 26h, not '26'" in capsys.readouterr().err


@pytest.mark.parametrize("harm", ["missing", "longer"])
def test_files_of_the_current_version_that_are_not_as_its_manifest_says_are_told_of(lake: LocalLake, harm: str, capsys: Capture) -> None:
    """By existence and size; what is changed within is for verify to find. Files of older versions are not looked at."""
    first, second = (sorted((lake.root / "versions" / name).rglob("*.parquet"))[0] for name in ("000001", "000002"))
    first.unlink()
    assert main(["status", str(lake.root)]) == 0
    content = bytearray(second.read_bytes())
    content[10] ^= 1
    second.write_bytes(content)
    assert main(["status", str(lake.root)]) == 0
    assert "DAMAGED" not in capsys.readouterr().out
    second.unlink()
    if harm == "longer":
        second.write_bytes(bytes(content) + b"x")
    assert main(["status", str(lake.root), "--max_age", "1h"]) == 5
    told = capsys.readouterr().out.splitlines()
    name = second.relative_to(lake.root / "versions" / "000002").as_posix()
    why = "No such file or directory" if harm == "missing" else f"{len(content) + 1:,} bytes, the manifest says {len(content):,}"
    at = next(number for number, line in enumerate(told) if line.startswith("DAMAGED"))
    assert told[at : at + 2] == [
        f"DAMAGED       1 of {len(LocalLake(lake.root).published().files)} files: {name}: {why}",
        f"              newsbeam verify {lake.root} says of all; newsbeam recover {lake.root} goes back to the newest whole version",
    ]
    assert main(["status", str(lake.root), "--format", "json"]) == 5
    assert json.loads(capsys.readouterr().out)["damaged"] == [f"{name}: {why}"]


def test_a_folder_without_a_lake_is_no_input(tmp_path: Path, capsys: Capture) -> None:
    with pytest.raises(InputError, match="nothing is published"):
        status(tmp_path)
    assert main(["status", str(tmp_path / "nowhere")]) == 5


def test_where_no_run_has_published_the_failed_ones_are_told_of(tmp_path: Path, capsys: Capture) -> None:
    lake = LocalLake(tmp_path)
    record(lake, "20240601T090000Z-a", "failed", 3, error="StorageError: No space left on device")
    record(lake, "20240601T100000Z-b", "too_many_rejects", 2, error="TooManyRejectsError: 9 of 10 inputs\nempty  9\n")
    assert main(["status", str(lake.root)]) == 5
    assert capsys.readouterr().err == (
        f"newsbeam: {lake.root} is no lake to read: nothing is published there yet; 2 runs failed, the last 20240601T100000Z-b: "
        "TooManyRejectsError: 9 of 10 inputs\n"
    )
