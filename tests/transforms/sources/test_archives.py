"""Gzip: members, damage, limits and bombs."""

import gzip
import os
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transforms.sources.conftest import MEGABYTE, SOUND, reason
from transforms.sources import read_bytes
from transforms.sources.archives import gunzip
from transforms.text.rejected import RejectedInput


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
        gunzip(SOUND[:cut], 10_000)


@given(st.lists(st.binary(max_size=200), min_size=1, max_size=5))
def test_gzip_comes_back(members):
    assert gunzip(b"".join(map(gzip.compress, members)), 1000) == b"".join(members)


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
    path.write_bytes(gzip.compress(b"") * 100_001)
    assert reason(path, limit=10 * MEGABYTE) == "corrupt_archive"
