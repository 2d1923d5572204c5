"""What an input is called: odd names, source roots, outlets."""

import os

import pytest

from tests.transforms.sources.conftest import listed
from transforms.sources import fetch_outlet, list_inputs, read_bytes


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
