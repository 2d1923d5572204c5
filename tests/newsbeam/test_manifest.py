"""Damaged manifests: refused by everything that reads a version, in one sentence, and nothing outside the version is opened."""

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

import newsbeam
from newsbeam.manifest import MANIFEST, UnreadableError, read_version, version_names
from pipeline.lakes.local import LocalLake
from pipeline.main import main
from tests.pipeline.lakes.conftest import home_of_the_prepared_lake  # noqa: F401
from tests.pipeline.lakes.faults import prepared

Capture = pytest.CaptureFixture[str]
OTHER = "rejects/no_month/0.parquet"


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    """A lake with four versions."""
    shutil.copytree(prepared().root, tmp_path / "lake", symlinks=True)
    return tmp_path / "lake"


def damage(lake: Path, **changes: Any) -> None:
    """Change entries of the current manifest; of its first file those that are not of the manifest itself."""
    path = lake / "current" / MANIFEST
    manifest = json.loads(path.read_text())
    own = {name: value for name, value in changes.items() if name in ("version", "run_id", "files")}
    manifest["files"][0] |= {name: value for name, value in changes.items() if name not in own}
    path.write_text(json.dumps(manifest | own))


WRONG = [
    ({"files": []}, "it lists no files"),
    ({"files": {"path": "x"}}, "its files is not a list"),
    ({"files": ["rejects"]}, "file 1 of its list is no JSON object"),
    ({"version": "4"}, "its version is not a number"),
    ({"version": True}, "its version is not a number"),
    ({"version": 0}, "its version is not a number from 1 on"),
    ({"run_id": None}, "its run_id is not a text"),
    ({"path": f"../000001/{OTHER}"}, f"file 1 of its list is no file of a dataset: '../000001/{OTHER}'"),
    ({"path": "rejects/../../../secret.parquet"}, "file 1 of its list is no file of a dataset: 'rejects/../../../secret.parquet'"),
    ({"path": "/etc/passwd"}, "file 1 of its list is no file of a dataset: '/etc/passwd'"),
    ({"path": f"./{OTHER}"}, f"file 1 of its list is no file of a dataset: './{OTHER}'"),
    ({"path": "manifest.json"}, "file 1 of its list is no file of a dataset: 'manifest.json'"),
    ({"path": 5}, "file 1 of its list is no file of a dataset: 5"),
    ({"path": "x\x1b[31m"}, "file 1 of its list is no file of a dataset: 'x\\x1b[31m'"),
    ({"dataset": "runs"}, "file 1 of its list is of another dataset or month than its path says: "),
    ({"month": "2024-01"}, "file 1 of its list is of another dataset or month than its path says: "),
    ({"bytes": -1}, "file 1 of its list has no count of bytes: "),
    ({"rows": "1"}, "file 1 of its list has no count of rows: "),
    ({"rows": True}, "file 1 of its list has no count of rows: "),
    ({"sha256": "abc"}, "file 1 of its list has no SHA-256: "),
]


def refusals(lake: Path, tmp_path: Path, capsys: Capture) -> set[tuple[int, str]]:
    """How each command that reads or changes a lake ends, and what it says."""
    (tmp_path / "in").mkdir(exist_ok=True)
    (tmp_path / "in" / "a.txt").write_text(" date 2024-01-24 Calm.")
    found = set()
    for arguments in (
        ["run", "--input", str(tmp_path / "in"), "--output", str(lake), "--quiet"], ["sql", str(lake), "SELECT 1"], ["show", str(lake)],
        ["sample", str(lake), "--output", str(tmp_path / "x.csv")], ["gc", str(lake), "--older_than", "0"], ["verify", str(lake)],
        ["validate", str(lake)], ["path", str(lake)],
    ):  # fmt: skip
        code = main(arguments)
        out, err = capsys.readouterr()
        assert out == ""
        found.add((code, err))
    return found


@pytest.mark.parametrize(("changes", "said"), WRONG, ids=[said for _, said in WRONG])
def test_damage_is_refused_by_all_alike(lake: Path, tmp_path: Path, capsys: Capture, changes: dict[str, Any], said: str) -> None:
    damage(lake, **changes)
    before = LocalLake(lake).versions()
    ((code, err),) = refusals(lake, tmp_path, capsys)
    assert code == 5
    assert err.startswith(f"newsbeam: {lake}: the manifest of version 4 is damaged: {said}")
    assert err.endswith(f"; newsbeam recover {lake} goes back to the newest whole version\n")
    assert len(err.splitlines()) == 1
    with pytest.raises(newsbeam.LakeError) as caught:
        newsbeam.open(lake)
    assert err == f"newsbeam: {caught.value}\n"
    assert LocalLake(lake).versions() == before
    assert sorted(os.listdir(lake)) == sorted(os.listdir(prepared().root))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "it is no JSON"),
        ("[]", "it is no JSON object"),
        ("[" * 100_000, "it is no JSON"),
        ("\xff", "it is no JSON"),
        ("", "it is no JSON"),
        ("null", "it is no JSON object"),
        ("{}", "its version is not a number"),
    ],
)
def test_what_is_no_manifest(lake: Path, text: str, said: str) -> None:
    (lake / "current" / MANIFEST).write_text(text, encoding="latin-1")
    with pytest.raises(newsbeam.LakeError, match=f"the manifest of version 4 is damaged: {said}; newsbeam recover"):
        newsbeam.open(lake)


def test_a_file_listed_twice(lake: Path) -> None:
    files = json.loads((lake / "current" / MANIFEST).read_text())["files"]
    damage(lake, files=[*files, files[0]])
    with pytest.raises(newsbeam.LakeError, match=f"it lists {files[0]['path']} twice"):
        newsbeam.open(lake)


def test_links_out_of_a_version(lake: Path, tmp_path: Path) -> None:
    version = newsbeam.resolve(lake)
    first = version.paths("rejects")[0]
    first.rename(tmp_path / "away.parquet")
    first.symlink_to(tmp_path / "away.parquet")
    with pytest.raises(newsbeam.LakeError, match=f"its file {version.files[0]['path']} is a link"):
        newsbeam.open(lake)
    first.unlink()
    (tmp_path / "away.parquet").rename(first)
    assert newsbeam.resolve(lake) == version
    first.parent.rename(tmp_path / "away")
    first.parent.symlink_to(tmp_path / "away")
    with pytest.raises(newsbeam.LakeError, match="its folder rejects/no_month is a link"):
        newsbeam.open(lake)


def test_what_cannot_be_read_is_not_called_damage(lake: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    def fail(*args: Any, **more: Any) -> Any:
        raise OSError(24, "Too many open files")

    monkeypatch.setattr(Path, "read_text", fail)
    with pytest.raises(UnreadableError, match=f"{MANIFEST} cannot be read: Too many open files"):
        newsbeam.open(lake)
    assert main(["path", str(lake)]) == 74
    assert "recover" not in capsys.readouterr().err


def test_versions_are_folders_named_by_their_number(lake: Path, tmp_path: Path) -> None:
    versions = lake / "versions"
    for name in ("000007", "²", "00008", "0000009", "000010.inprogress", "x"):
        shutil.copytree(versions / "000001", versions / name)
    (versions / "000011").symlink_to("000001")
    (versions / "000012").write_text("no folder")
    (versions / "000013").mkdir()
    assert version_names(lake) == ["000001", "000002", "000003", "000004", "000007"]
    assert version_names(tmp_path / "nowhere") == version_names(versions / "000012") == []
    assert read_version(versions / "x").number == 1


def test_a_version_that_is_removed_while_it_is_opened_is_not_lost(lake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``current`` named it, then a publication and gc came between."""
    (lake / "current").unlink()
    (lake / "current").symlink_to("versions/000003")
    real = Path.read_text

    def late(path: Path, *args: Any, **more: Any) -> str:
        if path.parent.name == "000003" and path.exists():
            shutil.rmtree(path.parent)
            (lake / "current").unlink()
            (lake / "current").symlink_to("versions/000004")
        return real(path, *args, **more)

    monkeypatch.setattr(Path, "read_text", late)
    assert newsbeam.open(lake).version.number == 4
