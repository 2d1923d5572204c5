"""What the patterns of --input name: files, lists of paths, each input once."""

import pytest

from tests.transforms.sources.conftest import listed
from transforms.sources import list_inputs, listing, read_bytes
from transforms.text.rejected import RejectedInput


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
        ("notes.md", "other_ending"),
    ]


def test_what_a_folder_leaves_out_may_be_named(raw):
    first = ["2024-01-24/a.txt", "2024-01-24/b.txt", "2024-01-25/c.txt.gz"]
    assert listed(raw, raw / "notes.md", root=raw) == [*first, ("notes.md", "other_ending"), "notes.md"]
    assert listed(raw / "notes.md", raw, root=raw) == ["notes.md", *first]


def test_what_holds_many_articles_is_an_input_where_it_is_known_where_their_texts_are(tmp_path):
    names = ["a.jsonl", "b.JSONL.gz", "c.jsonl.zst", "d.csv", "e.csv.gz", "f.csv.zst", "g.parquet"]
    for name in names:
        (tmp_path / name).write_bytes(b"x")
    assert listed(tmp_path, root=tmp_path) == [(name, "no_text_field") for name in names]
    assert listed(tmp_path / "a.jsonl", root=tmp_path) == [("a.jsonl", "no_text_field")]
    assert [one.source_uri for one in list_inputs([str(tmp_path)], source_root=str(tmp_path), collections=True) if not one.skipped] == names


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
    monkeypatch.setattr(listing, "_CHUNK", 7)
    (raw / "list").write_text("".join(f"{raw}/2024-01-24/{name}.txt\n" for name in "abba"))
    assert listed(f"@{raw}/list", root=raw) == ["2024-01-24/a.txt", "2024-01-24/b.txt"]
