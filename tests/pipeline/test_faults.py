"""Inputs and disks that fail in the middle of a run."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.errors import StorageError
from pipeline.lakes.local import LocalLake
from pipeline.main import main
from tests.pipeline.conftest import Run, rows, story, write
from transforms import read

pytestmark = pytest.mark.usefixtures("without_expectations")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder with 160 kB of space."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=160k", "tmpfs", str(folder)], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip(f"no small disk here: {mounted.stderr.decode().strip()}")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_is_a_storage_error_and_nothing_is_published(tmp_path: Path, small_disk: Path, run_into: Run) -> None:
    folder = write(tmp_path / "in", a=story())
    with pytest.raises(StorageError, match="No space left"):
        run_into(folder, output=str(small_disk / "lake"))
    assert LocalLake(small_disk / "lake").current() is None


def test_a_full_disk_in_a_worker_exits_74(tmp_path: Path, small_disk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write(tmp_path / "in", **{f"a{n}": story(number=n) for n in range(3)})
    (small_disk / "ballast").write_bytes(b"0" * 100_000)
    arguments = ["run", "--input", str(folder), "--output", str(small_disk / "lake"), "--quiet", "--workers", "1"]
    assert main(arguments) == 74
    assert "No space left" in capsys.readouterr().err
    (small_disk / "ballast").unlink()


def test_a_file_removed_after_the_plan_is_a_reject(tmp_path: Path, run_into: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(tmp_path / "in", a=story(), b=story(number=2))

    real = read.read_bytes

    def remove(path: str, *, limit: int) -> bytes:
        if path.endswith("/b.txt"):
            os.unlink(path)
        return real(path, limit=limit)

    monkeypatch.setattr(read, "read_bytes", remove)
    outcome = run_into(folder, max_rejects=1.0)
    assert (outcome.run.new_articles, dict(outcome.rejects)) == (1, {"vanished": 1})
    assert rows(tmp_path / "lake", "SELECT source_uri FROM articles") == [("a.txt",)]


def test_a_file_changed_after_the_plan_is_a_reject(tmp_path: Path, run_into: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(tmp_path / "in", a=story(), b=story(number=2))

    real = read.read_bytes

    def change(path: str, *, limit: int) -> bytes:
        if path.endswith("/b.txt"):
            Path(path).write_text(story(number=3))
        return real(path, limit=limit)

    monkeypatch.setattr(read, "read_bytes", change)
    outcome = run_into(folder, max_rejects=1.0)
    assert (outcome.run.new_articles, dict(outcome.rejects)) == (1, {"changed_during_run": 1})


def test_what_is_skipped_is_counted_and_listed(tmp_path: Path, run_into: Run) -> None:
    folder = write(tmp_path / "in", a=story())
    os.mkfifo(folder / "pipe.txt")
    (folder / "out.txt").symlink_to("/etc/hostname")
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    (folder / "notes.md").write_text("notes", encoding="utf-8")
    outcome = run_into(folder)
    assert (outcome.run.inputs, outcome.run.skipped, outcome.run.new_articles) == (1, 4, 1)
    assert outcome.skipped == {"fifo": 1, "link_loop": 1, "link_outside_root": 1, "other_ending": 1}
    lines = (Path(outcome.records) / "skipped.jsonl").read_text(encoding="utf-8").splitlines()
    assert [tuple(json.loads(line).values()) for line in lines] == [
        ("loop.txt", "link_loop"), ("notes.md", "other_ending"), ("out.txt", "link_outside_root"), ("pipe.txt", "fifo"),
    ]  # fmt: skip


def test_odd_names_and_shapes(tmp_path: Path, run_into: Run) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    names = [b"a b.txt", b"-x.txt", b"[1].txt", b"new\nline.txt", b"\xff.txt", "é.txt".encode(), b"%20.txt", b"'quote.txt"]
    for number, name in enumerate(names):
        (Path(os.fsdecode(bytes(folder) + b"/" + name))).write_text(story(number=number))
    write(folder, long=" date 2024-01-24 " + "word " * 200_000, marks=" date 2024-01-24 Calm. " + "('" * 40_000 + " The end.")
    outcome = run_into(folder, max_annotated=25_000)  # portions of a long text are alike to the model, which takes most of its time
    assert (outcome.run.new_articles, outcome.run.rejected_inputs) == (len(names) + 2, 0)
    uris = [uri for (uri,) in rows(tmp_path / "lake", "SELECT source_uri FROM articles ORDER BY encode(source_uri)")]
    assert uris == sorted(["%20.txt".replace("%", "%25"), "%27quote.txt", "%5B1%5D.txt", "%C3%A9.txt", "%FF.txt", "-x.txt", "a%20b.txt",
                           "long.txt", "marks.txt", "new%0Aline.txt"])  # fmt: skip
    annotated = "SELECT source_uri, annotated_characters FROM articles WHERE annotated_characters IS NOT NULL ORDER BY 1"
    assert rows(tmp_path / "lake", annotated) == [("long.txt", 24_997)]
