"""A folder of inputs, and short forms for what is listed and what is refused."""

import gzip
import os

import pytest

from schemas.rows import REASONS
from transforms.sources import list_inputs, read_bytes
from transforms.text.rejected import RejectedInput

MEGABYTE = 1 << 20
SOUND = gzip.compress(b"The ferry has reopened after a month of repairs, the company said. " * 9, mtime=0)


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


def reason(path, limit=1000):
    """Why an input is refused, which must be one of the reasons of the contract."""
    with pytest.raises(RejectedInput) as caught:
        read_bytes(os.fspath(path), limit=limit)
    assert caught.value.reason in REASONS
    return caught.value.reason
