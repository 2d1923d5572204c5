"""Folders of a disk: what is there, what is made, linked, synced and removed."""

import errno
import os
import shutil
from pathlib import Path

import pytest

from pipeline.lakes import disk


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files and folders that the disk was waited for, in order; each is synced all the same."""
    told: list[Path] = []
    real = os.fsync

    def fsync(descriptor: int) -> None:
        told.append(Path(os.readlink(f"/proc/self/fd/{descriptor}")))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    return told


def made(folder: Path) -> None:
    """Put a file, a folder, links to both, and a link that leads nowhere into ``folder``."""
    (folder / "file").write_text("a file")
    (folder / "folder" / "below").mkdir(parents=True)
    (folder / "folder" / "below" / "inside").write_text("inside")
    for name, target in (("to_file", "file"), ("to_folder", "folder"), ("to_nothing", "nothing")):
        (folder / name).symlink_to(target)


def test_what_is_present_and_what_is_a_link(tmp_path: Path) -> None:
    made(tmp_path)
    names = ("file", "folder", "to_file", "to_folder", "to_nothing", "nothing", "nothing/below", "file/below")
    assert {name: (disk.present(tmp_path / name), disk.is_link(tmp_path / name)) for name in names} == {
        "file": (True, False), "folder": (True, False), "to_file": (True, True), "to_folder": (True, True), "to_nothing": (True, True),
        "nothing": (False, False), "nothing/below": (False, False), "file/below": (False, False),
    }  # fmt: skip


def test_what_cannot_be_known_raises(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    for question in (disk.present, disk.is_link):
        with pytest.raises(OSError, match="Too many levels of symbolic links") as caught:
            question(tmp_path / "loop" / "below")
        assert caught.value.errno == errno.ELOOP


def test_missing_folders_are_named_from_the_innermost(tmp_path: Path) -> None:
    assert disk.missing(tmp_path / "a" / "b" / "c") == [tmp_path / "a" / "b" / "c", tmp_path / "a" / "b", tmp_path / "a"]
    assert disk.missing(tmp_path) == []
    (tmp_path / "to_nothing").symlink_to("nothing")
    assert disk.missing(tmp_path / "to_nothing") == []


def test_a_link_is_another_name_of_the_same_file(tmp_path: Path) -> None:
    made(tmp_path)
    for at in range(2):  # the folders are there the second time
        disk.link(tmp_path / "file", tmp_path / "a" / "b" / f"{at}")
        assert (tmp_path / "a" / "b" / f"{at}").samefile(tmp_path / "file")


@pytest.mark.parametrize("number", [errno.EPERM, errno.ENOTSUP, errno.EXDEV, errno.EMLINK, errno.ENOSYS])
def test_without_hard_links_a_copy_is_made_and_synced(
    tmp_path: Path, number: int, monkeypatch: pytest.MonkeyPatch, synced: list[Path]
) -> None:
    made(tmp_path)

    def refuse(source: Path, target: Path) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "link", refuse)
    disk.link(tmp_path / "file", tmp_path / "a" / "copy")
    assert (tmp_path / "a" / "copy").read_text() == "a file"
    assert not (tmp_path / "a" / "copy").samefile(tmp_path / "file")
    assert synced == [tmp_path / "a" / "copy"]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EEXIST])
def test_a_link_that_fails_otherwise_raises_and_makes_no_copy(tmp_path: Path, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    made(tmp_path)

    def refuse(source: Path, target: Path) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "link", refuse)
    with pytest.raises(OSError, match=os.strerror(number)) as caught:
        disk.link(tmp_path / "file", tmp_path / "a" / "copy")
    assert caught.value.errno == number
    assert os.listdir(tmp_path / "a") == []


def test_what_is_synced_is_closed_though_the_disk_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(tmp_path)
    opened = []

    def fail(descriptor: int) -> None:
        opened.append(descriptor)
        if len(opened) == 2:
            raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", fail)
    disk.sync(tmp_path / "file")
    with pytest.raises(OSError, match="Input/output error"):
        disk.sync(tmp_path / "folder")
    assert len(opened) == 2
    for descriptor in opened:
        with pytest.raises(OSError, match="Bad file descriptor"):
            os.fstat(descriptor)


def test_all_folders_are_synced_and_one_that_cannot_be_listed_raises(tmp_path: Path, synced: list[Path]) -> None:
    made(tmp_path)
    disk.sync_folders(tmp_path)
    assert sorted(synced) == [tmp_path, tmp_path / "folder", tmp_path / "folder" / "below"]
    with pytest.raises(FileNotFoundError):
        disk.sync_folders(tmp_path / "nothing")


@pytest.mark.parametrize("name", ["file", "folder", "to_file", "to_folder", "to_nothing"])
def test_what_is_removed_is_gone_and_what_a_link_leads_to_stays(tmp_path: Path, name: str) -> None:
    made(tmp_path)
    before = set(os.listdir(tmp_path))
    disk.remove(tmp_path / name)
    assert set(os.listdir(tmp_path)) == before - {name}
    if name != "folder":
        assert (tmp_path / "folder" / "below" / "inside").read_text() == "inside"
    disk.remove(tmp_path / name)  # it need not be there


def test_what_is_put_away_loses_its_name_for_good_before_it_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, synced: list[Path]
) -> None:
    made(tmp_path)
    real = shutil.rmtree

    def rmtree(path: Path) -> None:
        assert path == tmp_path / "folder.inprogress"
        assert not (tmp_path / "folder").exists()
        assert synced == [tmp_path]
        real(path)

    monkeypatch.setattr(shutil, "rmtree", rmtree)
    disk.put_away(tmp_path / "folder")
    assert sorted(os.listdir(tmp_path)) == ["file", "to_file", "to_folder", "to_nothing"]


def test_what_is_unfinished_already_is_put_away_under_its_name(tmp_path: Path, synced: list[Path]) -> None:
    (tmp_path / "folder.inprogress" / "below").mkdir(parents=True)
    disk.put_away(tmp_path / "folder.inprogress")
    assert os.listdir(tmp_path) == []
    assert synced == []


def test_entries_are_in_the_order_of_their_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(tmp_path)
    real = os.listdir
    monkeypatch.setattr(os, "listdir", lambda path: sorted(real(path), reverse=True))
    assert disk.entries(tmp_path) == [tmp_path / name for name in ("file", "folder", "to_file", "to_folder", "to_nothing")]
    assert disk.entries(tmp_path / "file") == disk.entries(tmp_path / "nothing") == []
