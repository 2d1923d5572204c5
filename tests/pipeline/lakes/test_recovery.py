"""Lakes that lost their link, were rolled back, copied or damaged: what is refused, how it is mended, and what gc never removes."""

import errno
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

import newsbeam
from newsbeam.manifest import MANIFEST
from pipeline.errors import InputError, StorageError, UsageError
from pipeline.lakes import open_lake
from pipeline.lakes.local import LocalLake
from pipeline.main import main
from tests.pipeline.lakes import faults
from tests.pipeline.lakes.faults import AT_ONCE, prepared, staged, whole

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A lake with four versions, without what runs left."""
    shutil.copytree(prepared().root, tmp_path / "lake", symlinks=True)
    shutil.rmtree(tmp_path / "lake" / "staging")
    shutil.rmtree(tmp_path / "lake" / "runs" / "run-5")
    return tmp_path / "lake"


def point(root: Path, target: str) -> None:
    (root / "current").unlink()
    (root / "current").symlink_to(target)


def rot(root: Path, name: str) -> Path:
    """Flip a bit of the newest file of a version, and return the file."""
    path = newsbeam.manifest.read_version((root / "versions" / name).resolve()).paths("rejects")[-1]
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    return path


# ── gc ──


def named_by(way: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The lake's path: as it is, relative, or through a link."""
    if way == "relative":
        monkeypatch.chdir(root.parent)
        return root.name
    if way == "through a link":
        (root.parent / "link").symlink_to(root)
        return str(root.parent / "link")
    if way == "its versions elsewhere":
        (root / "versions").rename(root.parent / "elsewhere")
        (root / "versions").symlink_to(root.parent / "elsewhere")
    return str(root)


@pytest.mark.parametrize("way", ["absolute", "relative", "through a link", "its versions elsewhere"])
@pytest.mark.parametrize("target", ["versions/000004", "{root}/versions/000004"])
def test_gc_keeps_the_current_version_however_the_lake_is_named(
    root: Path, way: str, target: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    before = whole(root)
    point(root, target.format(root=root))
    assert main(["gc", named_by(way, root, monkeypatch), "--keep", "1", "--older_than", "0"]) == 0
    assert capsys.readouterr().out.endswith("3 removed, 1 version stays\n")
    assert whole(root) == {4: before[4]}
    assert newsbeam.resolve(root).number == 4


@pytest.mark.parametrize("way", ["absolute", "relative", "through a link", "its versions elsewhere"])
@pytest.mark.parametrize(("keep", "left"), [(1, [2, 3, 4]), (2, [1, 2, 3, 4]), (10, [1, 2, 3, 4])])
def test_gc_counts_from_the_current_version_downward(
    root: Path, keep: int, left: list[int], way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a roll-back by hand, that is."""
    point(root, "versions/000002")
    assert main(["gc", named_by(way, root, monkeypatch), "--keep", str(keep), "--older_than", "0"]) == 0
    assert sorted(whole(root)) == left
    assert newsbeam.resolve(root).number == 2


@pytest.mark.parametrize("loss", ["no link", "a link elsewhere", "a folder", "no such version"])
def test_gc_removes_nothing_where_it_does_not_know_what_is_current(root: Path, loss: str, capsys: Capture) -> None:
    before = whole(root)
    (root / "current").unlink()
    if loss == "a link elsewhere":
        shutil.copytree(root / "versions" / "000003", root.parent / "000003")
        (root / "current").symlink_to(root.parent / "000003")
    elif loss == "a folder":
        shutil.copytree(root / "versions" / "000004", root / "current")
    elif loss == "no such version":
        (root / "current").symlink_to("versions/000009")
    assert main(["gc", str(root), "--keep", "1", "--older_than", "0"]) == 5
    assert f"newsbeam recover {root}" in capsys.readouterr().err
    assert whole(root) == before


def test_gc_of_what_runs_left_in_a_lake_without_versions(tmp_path: Path, capsys: Capture) -> None:
    lake = LocalLake(tmp_path / "lake")
    with lake.lock():
        staged(lake, "run-1", 1)
        lake.write("runs/run-1/run.json", b'{"status": "failed"}')
    assert main(["gc", str(lake.root)]) == 0
    assert sorted(os.listdir(lake.root)) == [".lock", "runs", "staging"]
    assert main(["gc", str(lake.root), "--older_than", "0"]) == 0
    assert f"removed {lake.root}/staging/run-1\nremoved {lake.root}/runs/run-1\n2 removed, 0 versions stay\n" in capsys.readouterr().out
    assert os.listdir(lake.root) == []


def strew(root: Path) -> None:
    """Put links and plain files where versions and staging are."""
    (root / "staging").mkdir(exist_ok=True)
    for folder in (root / "versions", root / "staging"):
        for name in ("000005", "000006.inprogress", "²", "notes.txt"):
            (folder / name).write_text("a plain file")
        for name in ("000007", "000008.inprogress", "link"):
            (folder / name).symlink_to(root.parent / "outside")
        (folder / "dangling").symlink_to("nowhere")


def test_links_and_plain_files_break_neither_gc_nor_the_next_publication(root: Path) -> None:
    (root.parent / "outside").mkdir()
    (root.parent / "outside" / "precious").write_text("kept")
    strew(root)
    lake = LocalLake(root)
    with lake.lock():
        removed = [f"{folder}/{name}.inprogress" for folder in ("versions", "staging") for name in ("000006", "000008")]
        assert lake.settle() == [f"removed {name}, which was unfinished" for name in removed]
        base = lake.current()
        assert base is not None
        version = lake.switch("run-5", base, [], staged(lake, "run-5", 50), {})
        assert version.number == 8  # beyond every name that is taken
        lake.collect_garbage(keep=1, older_than=AT_ONCE)
    assert list(whole(root)) == [8]
    assert sorted(os.listdir(root / "versions")) == ["000005", "000007", "000008", "dangling", "link", "notes.txt", "²"]
    assert os.listdir(root / "staging") == []
    assert (root.parent / "outside" / "precious").read_text() == "kept"


# ── the link ──


def lose(root: Path) -> None:
    (root / "current").unlink()


def roll_back(root: Path) -> None:
    point(root, "versions/000003")


def follow(root: Path) -> None:
    (root / "current").unlink()
    shutil.copytree(root / "versions" / "000004", root / "current")


@pytest.mark.parametrize(
    ("loss", "said"),
    [
        (lose, "{root}: the link current is missing, but version 4 is there; newsbeam recover {root} publishes the newest whole version again"),
        (roll_back, "{root}: current is version 3, but version 4 is there too; newsbeam recover {root} publishes the newest whole version, "
                    "with --version 3 what is current becomes the next version"),
        (follow, "{root}: current is no link to a version of this lake; newsbeam recover {root} sets it to the newest whole one"),
    ],
)  # fmt: skip
def test_a_run_is_refused_where_the_link_is_lost(root: Path, loss: Callable[[Path], None], said: str, capsys: Capture) -> None:
    before = whole(root)
    loss(root)
    (root.parent / "in").mkdir()
    (root.parent / "in" / "a.txt").write_text(" date 2024-01-24 Calm.")
    assert main(["run", "--input", str(root.parent / "in"), "--output", str(root), "--quiet"]) == 5
    assert capsys.readouterr().err == f"newsbeam: {said.format(root=root)}\n"
    assert whole(root) == before
    assert sorted(os.listdir(root)) == sorted({"current", ".lock", "runs", "versions"} - ({"current"} if loss is lose else set()))
    assert main(["recover", str(root)]) == 0
    assert capsys.readouterr().out == "version 4 is current\n"
    assert LocalLake(root).current() == newsbeam.resolve(root)
    assert newsbeam.resolve(root).number == 4
    assert os.readlink(root / "current") == "versions/000004"
    assert whole(root) == before


def test_a_reader_hears_of_a_lost_link_too(root: Path) -> None:
    lose(root)
    with pytest.raises(newsbeam.LakeError, match=f"the link current is missing, but version 4 is there; newsbeam recover {root}"):
        newsbeam.open(root)
    (root / "current").symlink_to("versions/000009")
    with pytest.raises(newsbeam.LakeError, match="the link current leads nowhere, but version 4 is there"):
        newsbeam.open(root)


def test_recover_has_nothing_to_do_in_a_whole_lake(root: Path, capsys: Capture) -> None:
    for number in (), ("--version", "4"):
        assert main(["recover", str(root), *number]) == 0
        assert capsys.readouterr().out == "version 4 is current and whole: nothing to mend\n"
    assert sorted(whole(root)) == [1, 2, 3, 4]


def test_recover_goes_back_to_an_older_version_by_publishing_it_again(root: Path, capsys: Capture) -> None:
    before = whole(root)
    opened = newsbeam.open(root)
    assert main(["recover", str(root), "--version", "2"]) == 0
    assert capsys.readouterr().out == "version 5 is current: it holds what version 2 held\n"
    assert whole(root) == before | {5: before[2]}
    version = newsbeam.resolve(root)
    assert (version.number, version.run_id) == (5, "run-2")
    assert json.loads((version.path / MANIFEST).read_text())["restored"] == 2
    assert (version.paths("rejects")[0]).samefile(root / "versions" / "000002" / version.files[0]["path"])
    assert LocalLake(root).current() == version
    assert opened.dataset("rejects").count_rows() == len(before[4])


def test_recover_passes_over_damaged_versions_and_says_so(root: Path, capsys: Capture) -> None:
    before = whole(root)
    path = rot(root, "000004").relative_to((root / "versions" / "000004").resolve())
    assert main(["recover", str(root)]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith(f"version 4 is damaged: {path}: SHA-256 is ")
    assert second == "version 5 is current: it holds what version 3 held"
    assert whole(root) == before | {4: [], 5: before[3]}
    assert main(["verify", str(root)]) == 0


def test_recover_of_a_damaged_manifest_and_a_missing_file(root: Path, capsys: Capture) -> None:
    (root / "versions" / "000004" / MANIFEST).write_text("{}")
    newsbeam.manifest.read_version((root / "versions" / "000003").resolve()).paths("rejects")[-1].unlink()
    assert main(["recover", str(root)]) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[0] == "version 4 is damaged: the manifest of version 4 is damaged: its version is not a number"
    assert out[1].startswith("version 3 is damaged: rejects/")
    assert out[1].endswith("No such file or directory")
    assert out[2] == "version 5 is current: it holds what version 2 held"


def test_recover_refuses_what_is_not_whole_and_changes_nothing(root: Path, capsys: Capture) -> None:
    lose(root)
    before = whole(root)
    assert main(["recover", str(root), "--version", "9"]) == 5
    assert capsys.readouterr().err == f"newsbeam: {root} has no version 9, it keeps versions 1 to 4\n"
    for name in ("000001", "000002", "000003", "000004"):
        (root / "versions" / name / MANIFEST).write_text("[]")
    assert main(["recover", str(root)]) == 5
    err = capsys.readouterr().err
    assert err.startswith(f"newsbeam: {root}: version 4 is damaged: ")
    assert err.endswith("version 1 is damaged: the manifest of version 1 is damaged: it is no JSON object; nothing is changed\n")
    assert LocalLake(root).versions() == [f"versions/00000{n}" for n in before]
    assert not os.path.lexists(root / "current")
    assert main(["recover", str(root.parent / "nowhere")]) == 5
    assert not (root.parent / "nowhere").exists()


def test_a_manifest_of_another_number_is_damage(root: Path) -> None:
    shutil.copytree(root / "versions" / "000001", root / "versions" / "000006")
    lake = LocalLake(root)
    with pytest.raises(InputError, match="current is version 4, but version 6 is there too"):
        lake.current()
    assert lake.recover() == ["version 6 is damaged: its manifest is of version 1", "version 7 is current: it holds what version 4 held"]


def test_what_a_copy_made_of_the_link_stays(root: Path) -> None:
    follow(root)
    (root / "current.1").write_text("taken")
    LocalLake(root).recover()
    assert (root / "current.2" / MANIFEST).read_bytes() == (root / "versions" / "000004" / MANIFEST).read_bytes()
    assert (root / "current.1").read_text() == "taken"


def test_a_publication_that_was_cut_off_is_finished_and_said(root: Path) -> None:
    shutil.copytree(prepared().root / "staging", root / "staging")
    faults.cut_off(root)
    lake = LocalLake(root)
    assert newsbeam.resolve(root).number == 4
    assert lake.settle() == ["version 5 is current: its publication was cut off before the last step"]
    assert newsbeam.resolve(root).number == 5
    assert lake.verify(newsbeam.resolve(root)) == []
    assert lake.settle() == []


def test_a_publication_that_was_cut_off_and_is_not_whole_is_not_finished(root: Path) -> None:
    shutil.copytree(prepared().root / "staging", root / "staging")
    faults.cut_off(root)
    newsbeam.manifest.read_version((root / "versions" / "000005").resolve()).paths("rejects")[0].unlink()
    lake = LocalLake(root)
    assert lake.settle() == ["removed current.inprogress, which was unfinished"]
    with pytest.raises(InputError, match="current is version 4, but version 5 is there too"):
        lake.current()
    assert lake.versions()[-1] == "versions/000005"


@pytest.mark.parametrize("target", ["versions/000002", "versions/000004", "versions/000009", "/etc", "versions/../versions/000004"])
def test_an_announcement_that_names_no_newer_version_is_not_followed(root: Path, target: str) -> None:
    (root / "current.inprogress").symlink_to(target)
    lake = LocalLake(root)
    assert lake.settle() == ["removed current.inprogress, which was unfinished"]
    assert os.readlink(root / "current") == "versions/000004"
    assert sorted(whole(root)) == [1, 2, 3, 4]


def test_an_announcement_is_followed_only_where_it_names_the_newest(root: Path) -> None:
    """Of two versions beyond the current one the older may be anything."""
    shutil.copytree(prepared().root / "staging", root / "staging")
    faults.cut_off(root)
    shutil.copytree(root / "versions" / "000005", root / "versions" / "000006")
    lake = LocalLake(root)
    assert lake.settle() == ["removed current.inprogress, which was unfinished"]
    assert newsbeam.resolve(root).number == 4


# ── a lake that changes while a run works ──


@pytest.mark.parametrize("how", ["moved", "moved and replaced", "removed", "rolled back", "published by another"])
def test_what_was_built_on_another_state_is_not_published(root: Path, how: str) -> None:
    lake = LocalLake(root)
    base = lake.current()
    files = staged(lake, "run-6", 60)
    if how == "removed":
        shutil.rmtree(root)
    elif how.startswith("moved"):
        root.rename(root.parent / "moved")
        if how == "moved and replaced":
            shutil.copytree(prepared().root, root, symlinks=True)
    elif how == "rolled back":
        shutil.rmtree(root / "versions" / "000004")
        point(root, "versions/000003")
    else:
        lake.switch("run-7", base, [], staged(lake, "run-7", 70), {})
    before = {at.name: whole(at) for at in root.parent.iterdir()}
    with pytest.raises(StorageError, match="was moved, removed or changed while the run worked; nothing is published"):
        lake.switch("run-6", base, [], files, {})
    assert {at.name: whole(at) for at in root.parent.iterdir()} == before


def test_a_staged_file_that_was_cut_is_not_published(root: Path) -> None:
    lake = LocalLake(root)
    (file,) = staged(lake, "run-6", 60)
    with (root / "staging" / "run-6" / file.path).open("r+b") as stream:
        stream.truncate(10)
    with pytest.raises(OSError, match="the file is not as long as when it was written"):
        lake.switch("run-6", lake.current(), [], [file], {})
    assert newsbeam.resolve(root).number == 4
    assert sorted(os.listdir(root / "versions")) == [f"00000{n}" for n in range(1, 5)]


@pytest.mark.parametrize("how", ["the link is turned back", "the version is another run's"])
def test_a_switch_that_takes_no_effect_is_an_error(root: Path, how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    lake = LocalLake(root)
    files = staged(lake, "run-6", 60)
    real = os.replace

    def undone(source: str, target: Any) -> None:
        real(source, target)
        if Path(target).name == "current":
            if how == "the link is turned back":
                point(root, "versions/000004")
            else:
                path = root / "versions" / "000005" / MANIFEST
                path.write_text(path.read_text().replace('"run-6"', '"run-7"'))

    monkeypatch.setattr(os, "replace", undone)
    with pytest.raises(OSError, match="the switch did not take effect") as caught:
        lake.switch("run-6", lake.current(), [], files, {})
    assert (caught.value.errno, caught.value.filename) == (errno.EIO, str(root / "current"))


# ── what is no lake ──


@pytest.mark.parametrize("inside", [["a.txt"], ["versions/x"], [".lock", "a.txt"], ["staging/x"], ["current"]])
def test_a_folder_with_other_files_is_no_lake(tmp_path: Path, inside: list[str]) -> None:
    for name in inside:
        (tmp_path / "x" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "x" / name).write_text("mine")
    before = sorted(tmp_path.rglob("*"))
    with (
        pytest.raises(UsageError, match="is no lake and not empty; give a lake, or a folder that is new or empty"),
        LocalLake(tmp_path / "x").lock(),
    ):
        pass
    assert sorted(tmp_path.rglob("*")) == before


def test_a_file_and_an_empty_name_are_no_lake(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("mine")
    with pytest.raises(UsageError, match="x is no folder"), LocalLake(tmp_path / "x").lock():
        pass
    with pytest.raises(UsageError, match="the lake has no name"):
        open_lake("")


@pytest.mark.parametrize("inside", [[], ["lost+found"], [".lock", "runs", "staging"]])
def test_a_new_or_empty_folder_and_a_lake_without_versions_are_taken(tmp_path: Path, inside: list[str]) -> None:
    for name in inside:
        (tmp_path / name).mkdir() if name != ".lock" else (tmp_path / name).touch()
    with LocalLake(tmp_path).lock():
        (tmp_path / "staging").mkdir(exist_ok=True)


def test_a_lake_with_other_files_beside_its_versions_is_taken(root: Path) -> None:
    (root / "README").write_text("whose lake this is")
    with LocalLake(root).lock():
        pass
    assert (root / "README").read_text() == "whose lake this is"


# ── a disk that fails in the last steps ──


def failing(monkeypatch: pytest.MonkeyPatch, at: str, error: BaseException, *, after: bool = False) -> None:
    """Let the step that gives ``at`` its name raise, before it is done or after."""
    for name in ("rename", "replace"):
        real = getattr(os, name)

        def call(source: Path, target: Path, real: Callable[..., None] = real) -> None:
            if after and str(target).endswith(at):
                real(source, target)
            if str(target).endswith(at):
                raise error
            real(source, target)

        monkeypatch.setattr(os, name, call)


FULL = OSError(28, "No space left on device")


def names(root: Path) -> list[str]:
    return sorted([*os.listdir(root / "versions"), *(name for name in os.listdir(root) if name.startswith("current"))])


@pytest.mark.parametrize("at", ["/versions/000005", "/current"])
def test_a_switch_that_fails_is_taken_back(root: Path, at: str, monkeypatch: pytest.MonkeyPatch) -> None:
    lake, before = LocalLake(root), names(root)
    files = staged(lake, "run-6", 60)
    failing(monkeypatch, at, FULL)
    with pytest.raises(OSError, match="No space left"):
        lake.switch("run-6", lake.current(), [], files, {})
    assert names(root) == before
    monkeypatch.undo()
    assert lake.settle() == []
    assert lake.switch("run-6", lake.current(), [], files, {}).number == 5


def test_a_switch_that_cannot_be_taken_back_is_finished_later(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lake = LocalLake(root)
    files = staged(lake, "run-6", 60)
    failing(monkeypatch, "/current", FULL)
    failing(monkeypatch, "/000005.inprogress", FULL)
    with pytest.raises(OSError, match="No space left"):
        lake.switch("run-6", lake.current(), [], files, {})
    monkeypatch.undo()
    assert newsbeam.resolve(root).number == 4
    assert lake.settle() == ["version 5 is current: its publication was cut off before the last step"]
    assert [file["sha256"] for file in newsbeam.resolve(root).files] == [file.sha256 for file in files]


def test_what_comes_after_the_switch_takes_nothing_back(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lake = LocalLake(root)
    files = staged(lake, "run-6", 60)
    failing(monkeypatch, "/current", KeyboardInterrupt(), after=True)
    with pytest.raises(KeyboardInterrupt):
        lake.switch("run-6", lake.current(), [], files, {})
    monkeypatch.undo()
    assert (newsbeam.resolve(root).number, lake.verify(newsbeam.resolve(root)), lake.settle()) == (5, [], [])


def test_a_disk_that_does_not_confirm_the_switch_is_told_of(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lake = LocalLake(root)
    files = staged(lake, "run-6", 60)
    real = os.fsync

    def fail(descriptor: int) -> None:
        if os.readlink(root / "current") == "versions/000005":
            raise OSError(5, "Input/output error")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fail)
    said = r"version 5 is published, but the disk has not confirmed it \(Input/output error\)"
    with pytest.raises(OSError, match=said):
        lake.switch("run-6", lake.current(), [], files, {})
    assert newsbeam.resolve(root).number == 5


def test_a_switch_that_did_nothing_is_noticed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lake = LocalLake(root)
    files = staged(lake, "run-6", 60)
    monkeypatch.setattr(LocalLake, "_make_current", lambda lake: None)
    with pytest.raises(OSError, match="the switch did not take effect"):
        lake.switch("run-6", lake.current(), [], files, {})


def test_a_version_that_cannot_be_built_leaves_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lake, before = LocalLake(root), names(root)
    files = staged(lake, "run-6", 60, 61)
    monkeypatch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(FULL))
    with pytest.raises(OSError, match="No space left"):
        lake.switch("run-6", lake.current(), [], files, {})
    assert names(root) == before


# ── after an erasure ──


def rot_the_manifest(root: Path) -> None:
    (root / "versions" / "000005" / MANIFEST).write_text("{}")


def lose_a_file(root: Path) -> None:
    newsbeam.manifest.read_version((root / "versions" / "000005").resolve()).paths("rejects")[-1].unlink()


def lose_a_file_and_the_link(root: Path) -> None:
    lose_a_file(root)
    lose(root)


def lose_the_version(root: Path) -> None:
    shutil.rmtree(root / "versions" / "000005")


def names_of_inputs(root: Path) -> set[str]:
    """The inputs that the rows of a published version name, in the files that are there; none where none is."""
    try:
        files = [path for path in newsbeam.resolve(root).paths("rejects") if path.exists()]
    except newsbeam.LakeError:
        return set()
    return {uri for path in files for uri in pq.ParquetFile(path).read(["source_uri"])["source_uri"].to_pylist()}


@pytest.mark.parametrize("number", [[], ["--version", "4"]], ids=["newest", "asked for"])
@pytest.mark.parametrize("damage", [rot_the_manifest, lose_a_file, lose_a_file_and_the_link, lose_the_version])
def test_no_version_that_holds_what_was_erased_is_recovered_to(
    root: Path, damage: Callable[[Path], None], number: list[str], capsys: Capture
) -> None:
    """The erasure was cut off before it had removed the versions before it, and then its own version is damaged."""
    assert "40.txt" in names_of_inputs(root)
    faults.erased_and_cut_off(root)
    damage(root)
    assert main(["recover", str(root), *number]) == 5
    said = capsys.readouterr().err
    assert "version 4 may hold what was erased since" in said or not (root / "versions" / "000004").exists()
    assert "40.txt" not in names_of_inputs(root)
    assert max(LocalLake(root).versions(), default="") <= "versions/000005"


def test_a_kill_amid_such_a_recovery_brings_nothing_back(root: Path) -> None:
    faults.erased_and_cut_off(root)
    rot_the_manifest(root)
    ended = []
    for at in range(1, 30):
        shutil.copytree(root, root.parent / f"{at}", symlinks=True)
        code, _, _ = faults.in_a_child(root.parent / f"{at}", faults.recovered, kinds=faults.CHANGING, at=at)
        ended.append(code)
        assert names_of_inputs(root.parent / f"{at}") == set()
        if code != faults.DIED:
            break
    assert ended[-1] == faults.REFUSED


def test_an_erasure_that_was_cut_off_before_it_was_published_is_told_of(root: Path, capsys: Capture) -> None:
    code, _, _ = faults.in_a_child(root, faults.erased, kinds=("symlink",), at=1)
    assert (code, newsbeam.resolve(root).number, (root / "erased.json").is_file()) == (faults.DIED, 4, True)
    assert main(["gc", str(root)]) == 0
    assert "an erasure was cut off before it was published: nothing is erased, do it again\n" in capsys.readouterr().out
    assert (root / "erased.json").read_bytes() == b"[]"
    assert main(["recover", str(root), "--version", "3"]) == 0


def test_the_list_of_tombstones_is_made_anew_where_the_current_version_has_them(root: Path, capsys: Capture) -> None:
    """And where it does not, a damaged one ends the recovery: nobody knows what was erased."""
    assert main(["erase", str(root), "--source_uri", "40.txt", "--yes"]) == 0
    listed = (root / "erased.json").read_bytes()
    assert set(json.loads(listed)) == set(newsbeam.resolve(root).facts["erased"])
    for damage in (b"[1]", b"not JSON", None):
        (root / "erased.json").unlink()
        if damage is not None:
            (root / "erased.json").write_bytes(damage)
        assert main(["gc", str(root)]) == 0
        assert (root / "erased.json").read_bytes() == listed
    lose(root)
    (root / "erased.json").write_bytes(b"[")
    capsys.readouterr()
    assert main(["recover", str(root)]) == 5
    assert capsys.readouterr().err == "newsbeam: erased.json is damaged, the list of what was erased\n"
