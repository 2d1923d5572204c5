"""Which inputs there are, and their bytes: links, FIFOs, odd names, archives, files that move, other filesystems."""

import errno
import gzip
import io
import os
import re
import socket
import time
import tracemalloc
import zlib

import pytest
from apache_beam.io.filesystem import BeamIOError, CompressionTypes, FileMetadata, FileSystem
from hypothesis import given
from hypothesis import strategies as st

from schemas.rows import REASONS
from transforms import files
from transforms.files import Listed, fetch_outlet, list_inputs, read_bytes
from transforms.text.decoding import RejectedInput

MEGABYTE = 1 << 20


@pytest.fixture
def raw(tmp_path):
    """A folder with two days of articles."""
    folder = tmp_path / "raw"
    for name in ("2024-01-24/b.txt", "2024-01-24/a.txt", "2024-01-25/c.txt.gz", "notes.md"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    return folder


def listed(*patterns, root=None):
    """URI below ``root`` (or the last part of an absolute one) of the inputs, and of what is skipped with the reason."""
    found = [*list_inputs([os.fspath(pattern) for pattern in patterns], source_root=root and os.fspath(root))]
    return [one.source_uri if one.skipped is None else (one.source_uri, one.skipped) for one in found]


# ── what is listed ──


def test_a_folder_is_taken_whole_in_the_order_of_names(raw):
    assert listed(raw, root=raw) == ["2024-01-24/a.txt", "2024-01-24/b.txt", "2024-01-25/c.txt.gz"]
    (first, *_) = list_inputs([os.fspath(raw)], source_root=None)
    assert first == Listed(f"file://{raw}/2024-01-24/a.txt", f"{raw}/2024-01-24/a.txt", 16, None)


def test_the_order_is_that_of_bytes_and_endings_have_no_case(tmp_path):
    for name in ("é.txt", "z.txt", "B.TXT", "a.Txt.GZ", "a.text", "b.txt.bak", "txt"):
        (tmp_path / name).write_bytes(b"x")
    assert listed(tmp_path, root=tmp_path) == ["B.TXT", "a.Txt.GZ", "z.txt", "%C3%A9.txt"]


def test_hidden_files_and_folders_are_left_out(tmp_path):
    for name in (".a.txt", ".git/b.txt", "c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    assert listed(tmp_path, root=tmp_path) == ["c.txt"]
    assert listed(tmp_path / "*", root=tmp_path) == ["c.txt"]
    assert listed(tmp_path / ".a.txt", root=tmp_path) == [".a.txt"]  # but a name that is given counts


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*/*.txt", ["2024-01-24/a.txt", "2024-01-24/b.txt"]),
        ("**/*.txt", ["2024-01-24/a.txt", "2024-01-24/b.txt"]),
        ("**/?.txt*", ["2024-01-24/a.txt", "2024-01-24/b.txt", "2024-01-25/c.txt.gz"]),
        ("2024-01-2[45]", ["2024-01-24/a.txt", "2024-01-24/b.txt", "2024-01-25/c.txt.gz"]),  # folders are taken whole
        ("2024-01-2[!4]/*", ["2024-01-25/c.txt.gz"]),
        ("*/a.txt", ["2024-01-24/a.txt"]),
        ("*.md", ["notes.md"]),  # what is asked for is taken, whatever its ending
        ("notes.md", ["notes.md"]),
        ("**", ["2024-01-24/a.txt", "2024-01-24/b.txt", "2024-01-25/c.txt.gz", "notes.md"]),
        ("2024-01-24", ["2024-01-24/a.txt", "2024-01-24/b.txt"]),
        ("2024-01-24/", ["2024-01-24/a.txt", "2024-01-24/b.txt"]),
        ("./2024-01-25/../2024-01-24/a.txt", ["2024-01-24/a.txt"]),
    ],
)
def test_patterns(raw, monkeypatch, pattern, expected):
    monkeypatch.chdir(raw)
    assert listed(pattern, root=raw) == expected
    assert listed(f"{raw}/{pattern}", root=".") == expected


@pytest.mark.parametrize(
    "pattern", ["nothing", "nothing/*.txt", "*.csv", "[a].txt", "", "@nothing", "nothing.paths", "empty", "file:///nothing"]
)
def test_a_pattern_that_matches_nothing_is_named(raw, monkeypatch, pattern):
    (raw / "empty").mkdir()
    monkeypatch.chdir(raw)
    with pytest.raises(FileNotFoundError) as caught:
        listed("2024-01-24", pattern)
    assert caught.value.filename == pattern.removeprefix("@")


def test_one_pattern_may_come_without_a_list(raw):
    assert [one.size for one in list_inputs(f"{raw}/*/a.txt", source_root=None)] == [16]


def test_what_several_patterns_name_is_listed_once_where_it_is_met_first(raw):
    assert listed(raw / "2024-01-24/b.txt", raw, raw / "**/*.txt", raw / "2024-01-24", root=raw) == [
        "2024-01-24/b.txt",
        "2024-01-24/a.txt",
        "2024-01-25/c.txt.gz",
    ]


def test_source_uris_do_not_depend_on_the_place(raw, tmp_path, monkeypatch):
    here = listed(raw, root=raw)
    raw.rename(tmp_path / "elsewhere")
    monkeypatch.chdir(tmp_path)
    assert listed("elsewhere", root="elsewhere") == here


def test_what_lies_outside_the_source_root_is_a_usage_error(raw):
    for pattern in (raw / "2024-01-25", raw / "2024-01-25/c.txt.gz", raw / "2024-01-25/*"):
        with pytest.raises(ValueError, match="does not lie in the source root"):
            listed(pattern, root=raw / "2024-01-24")
    with pytest.raises(FileNotFoundError):
        listed(raw, root=raw / "nothing")


ODD_NAMES = {
    b"name with spaces.txt": "name%20with%20spaces.txt",
    b"brackets[1].txt": "brackets%5B1%5D.txt",
    b"star*.txt": "star%2A.txt",
    b"question?.txt": "question%3F.txt",
    b"new\nline.txt": "new%0Aline.txt",
    b"-leading.txt": "-leading.txt",
    b"@at.txt": "%40at.txt",
    b"#hash.txt": "%23hash.txt",
    b"100%25.txt": "100%2525.txt",
    b"file:.txt": "file%3A.txt",
    "żółw 東京.txt".encode(): "%C5%BC%C3%B3%C5%82w%20%E6%9D%B1%E4%BA%AC.txt",
    b"latin-\xe9.txt": "latin-%E9.txt",
    b"a" * 251 + b".txt": "a" * 251 + ".txt",
}


def test_odd_names_are_listed_and_read(tmp_path):
    for name in ODD_NAMES:
        with open(os.path.join(os.fsencode(tmp_path), name), "wb") as file:
            file.write(name)
    found = [*list_inputs([os.fspath(tmp_path)], source_root=os.fspath(tmp_path))]
    assert [one.source_uri for one in found] == [ODD_NAMES[name] for name in sorted(ODD_NAMES)]
    assert [read_bytes(one.path, limit=1000) for one in found] == sorted(ODD_NAMES)
    for one in found:
        one.path.encode()  # every coder can carry it
        one.source_uri.encode("ascii")


@pytest.mark.parametrize("name", ODD_NAMES, ids=ODD_NAMES.values())
def test_an_odd_name_can_be_named(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    for other in (name, b"brackets1.txt", b"starred.txt", b"questions.txt"):
        with open(other, "wb") as file:
            file.write(other)
    assert listed(os.fsdecode(name), root=".") == [ODD_NAMES[name]]
    assert listed(f"file://{tmp_path}/{ODD_NAMES[name]}", root=".") == [ODD_NAMES[name]]


def test_a_folder_with_brackets_is_literal_in_a_glob(tmp_path):
    for name in ("day[1]/a.txt", "day1/b.txt"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_bytes(b"x")
    assert listed(tmp_path / "day[1]/*.txt", root=tmp_path) == ["day%5B1%5D/a.txt"]
    assert listed(tmp_path / "*/*[ab].txt", root=tmp_path) == ["day1/b.txt", "day%5B1%5D/a.txt"]


def test_a_list_of_paths(raw, monkeypatch):
    monkeypatch.chdir(raw)
    (raw / "today.paths").write_bytes(b"# a comment\n2024-01-24/b.txt\r\n\n  \n2024-01-25\nmissing [1].txt\n*.md\n2024-01-24/b.txt")
    expected = ["2024-01-24/b.txt", "2024-01-25/c.txt.gz", "missing%20%5B1%5D.txt", "%2A.md"]
    assert listed("today.paths", root=raw) == expected
    assert listed("@today.paths", root=raw) == expected
    (gone,) = [one for one in list_inputs(["@today.paths"], source_root=None) if "missing" in one.source_uri]
    with pytest.raises(RejectedInput, match="vanished"):  # a reject, no silent gap
        read_bytes(gone.path, limit=100)


def test_a_list_of_paths_may_be_separated_by_nul_bytes(raw, monkeypatch):
    monkeypatch.chdir(raw)
    (raw / "new\nline.txt").write_bytes(b"x")
    (raw / "list").write_bytes(b"new\nline.txt\x00#hash.txt\x002024-01-24/a.txt\x00")
    (raw / "#hash.txt").write_bytes(b"x")
    assert listed("@list", root=raw) == ["new%0Aline.txt", "%23hash.txt", "2024-01-24/a.txt"]


def test_a_long_list_is_read_in_pieces(raw, monkeypatch):
    monkeypatch.setattr(files, "_CHUNK", 7)
    (raw / "list").write_text("".join(f"{raw}/2024-01-24/{name}.txt\n" for name in "abba"))
    assert listed(f"@{raw}/list", root=raw) == ["2024-01-24/a.txt", "2024-01-24/b.txt"]


# ── links and what is no regular file ──


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
        ("0j-fifo.txt", "fifo"),
        "2024-01-24/a.txt",
        "2024-01-25/c.txt.gz",
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


def test_links_out_of_a_glob_are_not_followed(raw, tmp_path):
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret/s.txt").write_bytes(b"x")
    (raw / "2024-01-26").symlink_to(tmp_path / "secret")
    (raw / "2024-01-25/latest").symlink_to(tmp_path / "secret")
    assert listed(raw / "2024-01-2[6]", root=raw) == [("2024-01-26", "link_outside_root")]
    assert listed(raw / "*/latest/s.txt") == [(f"file://{raw}/2024-01-25/latest/s.txt", "link_outside_root")]
    with pytest.raises(FileNotFoundError):
        listed(raw / "*[6]/s.txt")


def test_a_link_that_is_named_is_followed(raw, tmp_path):
    (tmp_path / "current").symlink_to(raw)
    (tmp_path / "one.txt").symlink_to(raw / "2024-01-24/a.txt")
    assert listed(tmp_path / "current")[0] == f"file://{tmp_path}/current/2024-01-24/a.txt"
    assert listed(tmp_path / "current", root=tmp_path / "current")[0] == "2024-01-24/a.txt"
    (one,) = list_inputs([f"{tmp_path}/one.txt"], source_root=None)
    assert one == Listed(f"file://{tmp_path}/one.txt", f"{raw}/2024-01-24/a.txt", 16, None)
    assert read_bytes(one.path, limit=100) == b"2024-01-24/a.txt"
    assert len(listed(raw, tmp_path / "current", tmp_path / "one.txt")) == 3  # the same files


def test_a_folder_that_cannot_be_listed(raw, monkeypatch):
    scandir = os.scandir

    def refuse(path):
        if "2024-01-24" in os.fspath(path):
            raise PermissionError(errno.EACCES, "no", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert listed(raw, root=raw) == [("2024-01-24", "unreadable_folder"), "2024-01-25/c.txt.gz"]
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


# ── what is read ──


def reason(path, limit=1000):
    with pytest.raises(RejectedInput) as caught:
        read_bytes(os.fspath(path), limit=limit)
    assert caught.value.reason in REASONS
    return caught.value.reason


@pytest.mark.parametrize("size", [0, 1, 1000, MEGABYTE - 1, MEGABYTE, 3 * MEGABYTE + 5])
def test_all_bytes_are_read_and_decompressed(tmp_path, size):
    content = os.urandom(size // 2) + b"\0" * (size - size // 2)
    (tmp_path / "a.txt").write_bytes(content)
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(content))
    assert read_bytes(f"{tmp_path}/a.txt", limit=size) == content
    assert read_bytes(f"{tmp_path}/a.txt.gz", limit=2 * size + 100) == content


def test_gzip_beyond_sixteen_mebibytes_is_whole(tmp_path):
    content = b"The ferry has reopened. " * 900_000
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(content, 1))
    assert len(content) > 16 * MEGABYTE
    assert read_bytes(f"{tmp_path}/a.txt.gz", limit=50 * MEGABYTE) == content


def test_members_of_gzip_follow_each_other(tmp_path):
    path = tmp_path / "a.txt.gz"
    path.write_bytes(b"".join(gzip.compress(piece) for piece in (b"one ", b"", b"two ", b"x" * 200_000)) + b"\0" * 600)
    assert read_bytes(os.fspath(path), limit=MEGABYTE) == b"one two " + b"x" * 200_000


def test_gzip_is_told_by_its_name(tmp_path):
    (tmp_path / "a.txt").write_bytes(gzip.compress(b"x"))
    assert read_bytes(f"{tmp_path}/a.txt", limit=100) == (tmp_path / "a.txt").read_bytes()


SOUND = gzip.compress(b"The ferry has reopened after a month of repairs, the company said. " * 9, mtime=0)


@pytest.mark.parametrize(
    "damaged",
    [b"", b"plain text", SOUND[:1], SOUND[:9], SOUND[:-1], SOUND[:-8], SOUND + SOUND[:20], SOUND + b"garbage", SOUND[:-5] + b"\xff" + SOUND[-4:],
     SOUND[:30] + b"\x00\xff" + SOUND[32:], b"\0" * 30],
)  # fmt: skip
def test_damaged_gzip(tmp_path, damaged):
    (tmp_path / "a.txt.gz").write_bytes(damaged)
    assert reason(tmp_path / "a.txt.gz") == "corrupt_archive"


@given(st.integers(1, len(SOUND) - 1))
def test_gzip_cut_anywhere_is_damaged(cut):
    with pytest.raises(RejectedInput, match="corrupt_archive"):
        files._gunzip(SOUND[:cut], 10_000)


@given(st.lists(st.binary(max_size=200), min_size=1, max_size=5))
def test_gzip_comes_back(members):
    assert files._gunzip(b"".join(map(gzip.compress, members)), 1000) == b"".join(members)


def test_limits(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"x" * 1001)
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(b"x" * 1001))
    assert reason(tmp_path / "a.txt") == "too_large"
    assert reason(tmp_path / "b.txt.gz") == "too_large"
    assert len(read_bytes(f"{tmp_path}/b.txt.gz", limit=1001)) == 1001


def test_bombs(tmp_path):
    path = tmp_path / "bomb.txt.gz"
    zeros = zlib.compressobj(9, wbits=31)
    path.write_bytes(b"".join(zeros.compress(b"\0" * MEGABYTE) for _ in range(100)) + zeros.flush())
    tracemalloc.start()
    assert reason(path, limit=10 * MEGABYTE) == "too_large"
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 25 * MEGABYTE
    assert reason(path, limit=1000 * MEGABYTE) == "too_large"  # by its ratio
    begun = time.perf_counter()
    path.write_bytes(gzip.compress(b"") * 100_001)
    assert reason(path, limit=10 * MEGABYTE) == "corrupt_archive"
    assert time.perf_counter() - begun < 10


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


# ── other filesystems ──


class Slow(io.BytesIO):
    """A stream that gives less than it is asked for."""

    def read(self, size=-1):
        return super().read(min(size, 5) if size > 0 else size)


class Memory(FileSystem):
    """An object store in memory."""

    objects: dict = {}  # noqa: RUF012 - the filesystem is made anew by every call

    @classmethod
    def scheme(cls):
        return "memory"

    def has_dirs(self):
        return False

    def join(self, basepath, *paths):
        return "/".join([basepath.rstrip("/"), *paths])

    def split(self, path):
        return path.rpartition("/")[::2]

    def _list(self, dir_or_prefix):
        return (FileMetadata(url, len(content)) for url, content in self.objects.items() if url.startswith(dir_or_prefix))

    def exists(self, path):
        return path in self.objects

    def open(self, path, mime_type="", compression_type=CompressionTypes.AUTO):
        assert compression_type == CompressionTypes.UNCOMPRESSED
        if path.endswith("secret.txt"):
            raise PermissionError(errno.EACCES, "no", path)
        if path.endswith("broken.txt"):
            raise BeamIOError("broken network")
        if path not in self.objects:
            raise BeamIOError("no such object")
        return Slow(self.objects[path])

    def create(self, *_):
        raise NotImplementedError

    mkdirs = copy = rename = delete = size = last_updated = checksum = create

    def metadata(self, path):
        return FileMetadata(path, len(self.objects[path]))


@pytest.fixture
def store(monkeypatch):
    objects = {
        "memory://raw/2024/b é.txt": b"b",
        "memory://raw/2024/a.txt.gz": gzip.compress(b"the whole story " * 9),
        "memory://raw/2024/note.md": b"note",
        "memory://raw/odd[1].txt": b"odd",
        "memory://raw/broken.txt": b"",
        "memory://raw/secret.txt": b"",
    }
    monkeypatch.setattr(Memory, "objects", objects)
    return objects


def test_another_filesystem(store):
    assert [*list_inputs(["memory://raw/2024/"], source_root=None)] == [
        Listed("memory://raw/2024/a.txt.gz", "memory://raw/2024/a.txt.gz", len(store["memory://raw/2024/a.txt.gz"]), None),
        Listed("memory://raw/2024/b%20%C3%A9.txt", "memory://raw/2024/b é.txt", 1, None),
    ]
    assert listed("memory://raw/2024", root="memory://raw") == ["2024/a.txt.gz", "2024/b%20%C3%A9.txt"]
    assert listed("memory://raw/2024/*.md", "memory://raw/2024/note.md") == ["memory://raw/2024/note.md"]
    assert listed("memory://raw/odd[1].txt", root="memory://raw/") == ["odd%5B1%5D.txt"]


def test_reading_from_another_filesystem(store):
    assert read_bytes("memory://raw/2024/a.txt.gz", limit=1000) == b"the whole story " * 9
    assert read_bytes("memory://raw/2024/b é.txt", limit=1000) == b"b"
    assert reason("memory://raw/2024/a.txt.gz", limit=100) == "too_large"
    assert reason("memory://raw/2024/note.md", limit=3) == "too_large"
    assert reason("memory://raw/gone.txt") == "vanished"
    assert reason("memory://raw/secret.txt") == "unreadable"
    with pytest.raises(BeamIOError, match="broken network"):
        read_bytes("memory://raw/broken.txt", limit=100)
    store["memory://raw/cut.txt.gz"] = SOUND[:-3]
    assert reason("memory://raw/cut.txt.gz") == "corrupt_archive"


def test_filesystems_are_not_mixed_up(store, raw, tmp_path):
    with pytest.raises(FileNotFoundError, match="no input matches"):
        listed("memory://raw/1999/*")
    with pytest.raises(ValueError, match="does not lie in the source root"):
        listed("memory://raw/2024", root=raw)
    with pytest.raises(ValueError, match="does not lie in the source root"):
        listed(raw, root="memory://raw")
    (tmp_path / "both.paths").write_text(f"memory://raw/2024/note.md\n{raw}/notes.md\n")
    assert listed(tmp_path / "both.paths") == ["memory://raw/2024/note.md", f"file://{raw}/notes.md"]


# ── outlets ──


@pytest.mark.parametrize(
    ("pattern", "uri", "outlet"),
    [
        (r"^(?P<outlet>[^/]+)/", "north-post/2024/1.txt", "north-post"),
        (r"/(?P<outlet>[^/]+)/\d{4}/", "file:///raw/S%C3%BCdpost/2024/1.txt", "Südpost"),
        (r"(?P<outlet>\w+)?/x", "/x", None),
        (r"(?P<outlet>\d+)", "abc", None),
        (None, "abc", None),
        ("", "abc", None),
    ],
)
def test_outlets(pattern, uri, outlet):
    assert fetch_outlet(pattern, uri) == outlet


def test_a_pattern_without_the_group_is_an_error():
    with pytest.raises(ValueError, match="no group named outlet"):
        fetch_outlet(r"(\w+)/", "north-post/1.txt")
