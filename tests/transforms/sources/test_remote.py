"""Inputs in other filesystems: an object store in memory stands for all of them."""

import errno
import gzip
import io
import sys

import pytest
from apache_beam.io.filesystem import BeamIOError, CompressionTypes, FileMetadata, FileSystem
from apache_beam.io.filesystems import FileSystems
from apache_beam.options.pipeline_options import S3Options

from tests.transforms.sources.conftest import SOUND, listed, reason
from transforms.sources import Listed, list_inputs, read_bytes, remote


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
        Listed("memory://raw/2024/note.md", "memory://raw/2024/note.md", 4, "other_ending"),
    ]
    assert listed("memory://raw/2024", root="memory://raw") == ["2024/a.txt.gz", "2024/b%20%C3%A9.txt", ("2024/note.md", "other_ending")]
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


def test_stores_are_reached_with_the_options_of_the_command_line_before_there_is_a_pipeline(store, monkeypatch):
    """S3's cannot be reached without any."""
    monkeypatch.setattr(FileSystems, "_pipeline_options", None)
    monkeypatch.setattr(sys, "argv", ["newsbeam", "run", "--input", "s3://raw/", "--s3_endpoint_url=http://127.0.0.1:9000"])
    assert read_bytes("memory://raw/2024/note.md", limit=100)
    assert FileSystems._pipeline_options.view_as(S3Options).s3_endpoint_url == "http://127.0.0.1:9000"


@pytest.mark.parametrize("scheme", ["http", "https", "HTTPS", "ftp"])
def test_addresses_of_the_web_are_refused(scheme):
    with pytest.raises(ValueError, match=rf"^{scheme.lower()}:// is not supported \({scheme}://example.org/x.txt\): fetch the files first"):
        list(list_inputs([f"{scheme}://example.org/x.txt"], source_root=None))


@pytest.mark.parametrize(("scheme", "extra", "library"), [("s3", "aws", "boto3"), ("gs", "gcp", "google.cloud.storage")])
def test_a_store_whose_library_is_not_installed(monkeypatch, scheme, extra, library):
    asked = []
    monkeypatch.setattr("importlib.util.find_spec", lambda name: asked.append(name))
    with pytest.raises(
        ValueError, match=rf"^{scheme}:// needs what pip install 'newsbeam\[{extra}\]' brings \({scheme}://bucket/\*.txt\)$"
    ):
        list(list_inputs([f"{scheme}://bucket/*.txt"], source_root=None))
    assert asked == [library]


def test_filesystems_are_not_mixed_up(store, raw, tmp_path):
    with pytest.raises(FileNotFoundError, match="no input matches"):
        listed("memory://raw/1999/*")
    with pytest.raises(ValueError, match="does not lie in the source root"):
        listed("memory://raw/2024", root=raw)
    with pytest.raises(ValueError, match="does not lie in the source root"):
        listed(raw, root="memory://raw")
    (tmp_path / "both.paths").write_text(f"memory://raw/2024/note.md\n{raw}/notes.md\n")
    assert listed(tmp_path / "both.paths") == ["memory://raw/2024/note.md", f"file://{raw}/notes.md"]


@pytest.mark.parametrize(
    ("argument", "credentials", "refused"), [("", None, True), ("", object(), False), ("--s3_access_key_id=k", None, False)]
)
def test_a_store_without_credentials_is_not_asked(monkeypatch, argument, credentials, refused):
    """Beam tries again for minutes, and then says so in words of its own."""
    monkeypatch.setattr(FileSystems, "_pipeline_options", None)
    monkeypatch.setattr(sys, "argv", ["newsbeam", *([argument] if argument else [])])
    monkeypatch.setattr("botocore.session.Session.get_credentials", lambda self: credentials)
    monkeypatch.setattr(FileSystems, "match", lambda patterns: [])
    if refused:
        with pytest.raises(ValueError, match=r"^s3:// needs credentials \(s3://bucket/\*\.txt\): set AWS_ACCESS_KEY_ID"):
            list(list_inputs(["s3://bucket/*.txt"], source_root=None))
    else:
        assert remote._matches("s3://bucket/*.txt") == []
