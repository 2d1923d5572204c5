"""Folders, links and what is no regular file; files that are read while they move."""

import errno
import gzip
import os
import re
import socket
import tracemalloc

import pytest

from tests.transforms.sources.conftest import MEGABYTE, listed, reason
from transforms.sources import Listed, list_inputs, read_bytes


def test_a_folder_is_taken_whole_in_the_order_of_names(raw):
    assert listed(raw, root=raw) == ["2024-01-24/a.txt", "2024-01-24/b.txt", "2024-01-25/c.txt.gz", ("notes.md", "other_ending")]
    (first, *_) = list_inputs([os.fspath(raw)], source_root=None)
    assert first == Listed(f"file://{raw}/2024-01-24/a.txt", f"{raw}/2024-01-24/a.txt", 16, None)


def test_the_order_is_that_of_bytes_and_endings_have_no_case(tmp_path):
    for name in ("é.txt", "z.txt", "B.TXT", "a.Txt.GZ", "a.text", "b.txt.bak", "txt"):
        (tmp_path / name).write_bytes(b"x")
    assert listed(tmp_path, root=tmp_path) == [
        "B.TXT", "a.Txt.GZ", ("a.text", "other_ending"), ("b.txt.bak", "other_ending"), ("txt", "other_ending"), "z.txt", "%C3%A9.txt",
    ]  # fmt: skip


def test_links_and_what_is_no_regular_file(raw, tmp_path):
    outside = tmp_path / "outside.txt"
    outside.write_bytes(b"secret")
    (tmp_path / "folder").mkdir()
    (raw / "blob").write_bytes(b"content")
    (raw / "0a-inside.txt").symlink_to(raw / "2024-01-24/b.txt")
    (raw / "0b-inside-other-ending.txt").symlink_to("blob")
    (raw / "0c-outside.txt").symlink_to(outside)
    (raw / "0d-dangling.txt").symlink_to("nowhere")
    (raw / "0e-loop.txt").symlink_to("0f-loop.txt")
    (raw / "0f-loop.txt").symlink_to("0e-loop.txt")
    (raw / "0g-folder").symlink_to(".")
    (raw / "0h-folder-outside").symlink_to(tmp_path / "folder")
    (raw / "0i-relative-outside.txt").symlink_to("../outside.txt")
    os.mkfifo(raw / "0j-fifo.txt")
    os.mkfifo(raw / "0j-fifo")
    (raw / "x.txt").mkdir()
    expected = [
        "2024-01-24/b.txt",
        "blob",
        ("0c-outside.txt", "link_outside_root"),
        ("0d-dangling.txt", "dangling_link"),
        ("0e-loop.txt", "link_loop"),
        ("0f-loop.txt", "link_loop"),
        ("0g-folder", "link_to_folder"),
        ("0h-folder-outside", "link_outside_root"),
        ("0i-relative-outside.txt", "link_outside_root"),
        ("0j-fifo", "other_ending"),
        ("0j-fifo.txt", "fifo"),
        "2024-01-24/a.txt",
        "2024-01-25/c.txt.gz",
        ("notes.md", "other_ending"),
    ]
    assert listed(raw, root=raw) == expected
    absolute = [one if isinstance(one, str) else one[0] for one in listed(raw)]
    assert absolute == [f"file://{raw}/{one if isinstance(one, str) else one[0]}" for one in expected]
    by_glob = listed(raw / "0?-*", root=raw)
    assert by_glob == [*expected[:9], ("0j-fifo", "fifo"), ("0j-fifo.txt", "fifo")]


def test_a_socket_and_a_device_are_skipped(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # a socket's path is short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s.txt")
        assert listed(tmp_path, root=tmp_path) == [("s.txt", "socket")]
    assert listed("/dev/null") == [("file:///dev/null", "device")]


def test_a_link_that_is_named_is_followed(raw, tmp_path):
    (tmp_path / "current").symlink_to(raw)
    (tmp_path / "one.txt").symlink_to(raw / "2024-01-24/a.txt")
    assert listed(tmp_path / "current")[0] == f"file://{tmp_path}/current/2024-01-24/a.txt"
    assert listed(tmp_path / "current", root=tmp_path / "current")[0] == "2024-01-24/a.txt"
    (one,) = list_inputs([f"{tmp_path}/one.txt"], source_root=None)
    assert one == Listed(f"file://{tmp_path}/one.txt", f"{raw}/2024-01-24/a.txt", 16, None)
    assert read_bytes(one.path, limit=100) == b"2024-01-24/a.txt"
    assert len(listed(raw, tmp_path / "current", tmp_path / "one.txt")) == 4  # the same files


def test_a_folder_that_cannot_be_listed(raw, monkeypatch):
    scandir = os.scandir

    def refuse(path):
        if "2024-01-24" in os.fspath(path):
            raise PermissionError(errno.EACCES, "no", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert listed(raw, root=raw) == [("2024-01-24", "unreadable_folder"), "2024-01-25/c.txt.gz", ("notes.md", "other_ending")]
    with pytest.raises(PermissionError):
        listed(raw / "2024-01-24")


def test_an_input_output_error_while_listing_fails(raw, monkeypatch):
    lstat = os.lstat

    def break_down(path, **options):
        if os.fspath(path).endswith("b.txt"):
            raise OSError(errno.EIO, "broken disk")
        return lstat(path, **options)

    monkeypatch.setattr(os, "lstat", break_down)
    with pytest.raises(OSError, match="broken disk"):
        listed(raw)


def test_deep_folders_and_many_files_stream(tmp_path):
    folder = tmp_path
    for _ in range(300):
        folder = folder / "d"
    folder.mkdir(parents=True)
    for number in range(20):
        for digit in range(100):
            (tmp_path / f"n{number:02}").mkdir(exist_ok=True)
            (tmp_path / f"n{number:02}/{digit:02}.txt").touch()
    (folder / "deep.txt").touch()
    tracemalloc.start()
    inputs = list_inputs([os.fspath(tmp_path)], source_root=os.fspath(tmp_path))
    assert next(inputs).source_uri == "d/" * 300 + "deep.txt"
    assert sum(1 for _ in inputs) == 2_000
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1_500_000


@pytest.mark.parametrize("size", [0, 1, 1000, MEGABYTE - 1, MEGABYTE, 3 * MEGABYTE + 5])
def test_all_bytes_are_read_and_decompressed(tmp_path, size):
    content = os.urandom(size // 2) + b"\0" * (size - size // 2)
    (tmp_path / "a.txt").write_bytes(content)
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(content))
    assert read_bytes(f"{tmp_path}/a.txt", limit=size) == content
    assert read_bytes(f"{tmp_path}/a.txt.gz", limit=2 * size + 100) == content


def test_limits(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"x" * 1001)
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(b"x" * 1001))
    assert reason(tmp_path / "a.txt") == "too_large"
    assert reason(tmp_path / "b.txt.gz") == "too_large"
    assert len(read_bytes(f"{tmp_path}/b.txt.gz", limit=1001)) == 1001


def test_fifty_megabytes_of_one_line(tmp_path):
    (tmp_path / "a.txt").write_bytes(b" date 2024-01-24 " + b"word " * 10_000_000)
    assert len(read_bytes(f"{tmp_path}/a.txt", limit=64 * MEGABYTE)) == 50_000_017


def test_what_is_no_regular_file_is_unreadable_and_hangs_nothing(tmp_path):
    os.mkfifo(tmp_path / "fifo.txt")
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "real.txt").write_bytes(b"x")
    (tmp_path / "link.txt").symlink_to("real.txt")
    for name in ("fifo.txt", "folder.txt", "link.txt"):
        assert reason(tmp_path / name) == "unreadable"
    assert reason("/dev/zero") == "unreadable"
    assert reason(tmp_path / ("x" * 300)) == "unreadable"


def test_vanished(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"x")
    (one,) = list_inputs([os.fspath(tmp_path)], source_root=None)
    (tmp_path / "a.txt").unlink()
    assert reason(one.path) == "vanished"
    assert reason(tmp_path / "gone/a.txt") == "vanished"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"x")
    (tmp_path / "a.txt").chmod(0)
    assert reason(tmp_path / "a.txt") == "unreadable"


@pytest.mark.parametrize(("number", "expected"), [(errno.EACCES, "unreadable"), (errno.EPERM, "unreadable"), (errno.ENXIO, "unreadable")])
def test_errors_of_a_file_are_rejects(tmp_path, monkeypatch, number, expected):
    def refuse(*_, **__):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "open", refuse)
    assert reason(tmp_path / "a.txt") == expected


@pytest.mark.parametrize("number", [errno.EIO, errno.ENOMEM, errno.EMFILE, errno.ENOSPC, errno.ESTALE])
@pytest.mark.parametrize("call", ["open", "read"])
def test_errors_of_the_machine_are_raised_and_nothing_stays_open(tmp_path, monkeypatch, number, call):
    (tmp_path / "a.txt").write_bytes(b"x")
    before = len(os.listdir("/proc/self/fd"))

    def refuse(*_, **__):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, call, refuse)
    with pytest.raises(OSError, match=re.escape(os.strerror(number))):
        read_bytes(f"{tmp_path}/a.txt", limit=100)
    assert len(os.listdir("/proc/self/fd")) == before


def during_reading(monkeypatch, *changes):
    """Make each change after one of the reads, in order."""
    read, waiting = os.read, list(changes)

    def reading(descriptor, size):
        piece = read(descriptor, size)
        if waiting:
            waiting.pop(0)()
        return piece

    monkeypatch.setattr(os, "read", reading)


@pytest.mark.parametrize("content", [b"longer than before", b"x", b"y" * 10], ids=["grown", "cut", "same size"])
def test_a_file_that_changes_once_is_read_again(tmp_path, monkeypatch, content):
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 10)
    os.utime(path, (1, 1))
    during_reading(monkeypatch, lambda: path.write_bytes(content))
    assert read_bytes(os.fspath(path), limit=100) == content


def test_a_file_that_keeps_changing_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_bytes(b"x")
    during_reading(monkeypatch, *(lambda size=size: path.write_bytes(b"x" * size) for size in range(2, 20)))
    assert reason(path) == "changed_during_run"


def test_a_file_that_is_replaced_is_read_as_it_was_opened(tmp_path, monkeypatch):
    path, new = tmp_path / "a.txt", tmp_path / "new"
    path.write_bytes(b"old")
    new.write_bytes(b"new!")
    during_reading(monkeypatch, lambda: new.replace(path))
    assert read_bytes(os.fspath(path), limit=100) == b"old"


def test_short_reads_are_repeated(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_bytes(b"0123456789")
    read = os.read
    monkeypatch.setattr(os, "read", lambda descriptor, size: read(descriptor, min(size, 3)))
    assert read_bytes(f"{tmp_path}/a.txt", limit=100) == b"0123456789"
