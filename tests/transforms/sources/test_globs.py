"""What globs match, and what they leave alone."""

import pytest

from tests.transforms.sources.conftest import listed


def test_hidden_files_and_folders_are_skipped(tmp_path):
    for name in (".a.txt", ".git/b.txt", "c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    assert listed(tmp_path, root=tmp_path) == [(".a.txt", "hidden"), (".git", "hidden"), "c.txt"]
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


def test_a_folder_with_brackets_is_literal_in_a_glob(tmp_path):
    for name in ("day[1]/a.txt", "day1/b.txt"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_bytes(b"x")
    assert listed(tmp_path / "day[1]/*.txt", root=tmp_path) == ["day%5B1%5D/a.txt"]
    assert listed(tmp_path / "*/*[ab].txt", root=tmp_path) == ["day1/b.txt", "day%5B1%5D/a.txt"]


def test_links_out_of_a_glob_are_not_followed(raw, tmp_path):
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret/s.txt").write_bytes(b"x")
    (raw / "2024-01-26").symlink_to(tmp_path / "secret")
    (raw / "2024-01-25/latest").symlink_to(tmp_path / "secret")
    assert listed(raw / "2024-01-2[6]", root=raw) == [("2024-01-26", "link_outside_root")]
    assert listed(raw / "*/latest/s.txt") == [(f"file://{raw}/2024-01-25/latest/s.txt", "link_outside_root")]
    with pytest.raises(FileNotFoundError):
        listed(raw / "*[6]/s.txt")
