"""Erasure: what goes, what stays, what a later run does, and that no byte of it is left in the lake."""

import html
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

import newsbeam
from pipeline.audit import validate_version
from pipeline.erase import Erasure, Found, erase, find
from pipeline.errors import TooManyRejectsError
from pipeline.lakes.local import LocalLake
from pipeline.main import main
from pipeline.options import RunOptions
from pipeline.run import preview, run
from tests.pipeline.conftest import NOW, story

Capture = pytest.CaptureFixture[str]

DORA = (
    " date 2024-01-24 The lighthouse at Skerrow was sold on Tuesday, Dora Vance said.\n\n"
    '"It was mine for a day," the buyer, Dora\nVance, told reporters in Lowton.\n'
)
WORDS = re.compile(r"lighthouse|Skerrow|Dora\s+Vance|mine for a day", re.IGNORECASE)
OTHERS = (
    "SELECT * EXCLUDE (source_uri, headline) FROM segments JOIN articles USING (article_id) WHERE source_uri = 'bridge.txt' ORDER BY ALL"
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with inputs (``in``) and a lake of two versions, with duplicates, rejects, and what a failed run left."""
    folder = tmp_path_factory.mktemp("erase")
    inputs = folder / "in"
    inputs.mkdir()
    for name, text in (("dora", DORA), ("twin", DORA), ("bridge", story()), ("void", "")):
        (inputs / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
    patch = pytest.MonkeyPatch()
    with patch.context() as patched:
        patched.setattr("pipeline.audit.expectations.rules", lambda *given: [])
        patched.setattr("pipeline.run.import_great_expectations", lambda: None)
        run(options(folder, str(inputs / "dora.txt"), str(inputs)), now=NOW)
        (inputs / "bridge.txt").write_text(story(number=2), encoding="utf-8", newline="")
        run(options(folder, str(inputs)), now=NOW)
        (inputs / "dora.txt").write_text(DORA + "It is windy there.\n", encoding="utf-8", newline="")
        with pytest.raises(TooManyRejectsError):
            run(options(folder, str(inputs), max_rejects=0.0), now=NOW)
        (inputs / "dora.txt").write_text(DORA, encoding="utf-8", newline="")
    return folder


def options(folder: Path, *inputs: str, **more: Any) -> RunOptions:
    values = {"source_root": str(folder / "in"), "beam_arguments": ("--runner=FnApiRunner",), "max_rejects": 1.0} | more
    return RunOptions(inputs=inputs, output=str(folder / "lake"), **values)


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "copy", symlinks=True)
    return tmp_path / "copy" / "lake"


def texts(root: Path) -> Iterator[tuple[str, str]]:
    """Every file and link of the lake with all that can be read in it: its bytes, those of Parquet also decompressed."""
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_file():
            content = path.read_bytes().decode("utf-8", "replace")
            rows = pq.ParquetFile(path).read().to_pylist() if path.suffix == ".parquet" else ""
            yield name, f"{name} {content} {html.unescape(content)} {rows}"


def holding(root: Path, *needles: str | re.Pattern[str]) -> list[str]:
    return [name for name, text in texts(root) if any(re.search(needle, text) for needle in needles)]


def article(root: Path, uri: str = "dora.txt") -> str:
    [(found,)] = newsbeam.open(root).sql(f"SELECT article_id FROM articles WHERE source_uri = '{uri}'").fetchall()
    return str(found)


def state(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


ASKED = [("--source_uri", "dora.txt"), ("--article", None), ("--person", "dora  VANCE")]


def test_before_it_is_everywhere(root: Path) -> None:
    """So that what the others do not find was there to be found."""
    found = {name.split("/")[0] for name in holding(root, WORDS, article(root), r"dora\.txt")}
    assert found == {"runs", "staging", "versions"}
    assert len(LocalLake(root).versions()) == 2


@pytest.mark.parametrize(("option", "value"), ASKED)
def test_nothing_is_left_of_what_is_erased(root: Path, capsys: Capture, option: str, value: str | None) -> None:
    erased = article(root)
    kept = newsbeam.open(root).sql(OTHERS).fetchall()
    assert main(["erase", str(root), option, value or erased, "--yes"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith(f"2024-01-24  {erased}  dora.txt")
    assert said[1] == f"rejected    {erased}  twin.txt    (reject)"
    assert said[-1] == "2 found in version 2 and erased: version 3 is current; backups and copies elsewhere are not in reach"
    assert holding(root, WORDS, erased, r"dora\.txt", "twin") == []
    assert newsbeam.open(root).sql(OTHERS).fetchall() == kept
    lake = LocalLake(root)
    version = lake.published()
    assert (version.number, lake.versions(), lake.verify(version)) == (3, ["versions/000003"], [])
    assert validate_version(lake, version).passed
    assert [row[0] for row in newsbeam.open(root).sql("SELECT source_uri FROM rejects").fetchall()] == ["void.txt"]


def test_without_yes_it_is_listed_and_nothing_is_done(root: Path, capsys: Capture) -> None:
    before = state(root)
    assert main(["erase", str(root), "--person", "Dora Vance"]) == 0
    assert state(root) == before
    first, *_, last = capsys.readouterr().out.splitlines()
    assert first == f"2024-01-24  {article(root)}  dora.txt    (entity, mention, text)"
    assert last == "2 found in version 2: nothing is erased; with --yes they are, with all older versions and what failed runs left"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["--article", "abc"], "version 2 has no article or reject abc; nothing is erased"),
        (["--source_uri", "dora.txt", "bridg"], "version 2 has no article or reject bridg; nothing is erased"),
        (["--person", "Dora Van"], "nothing in version 2 names 'Dora Van'; nothing is erased"),
        (["--person", "Isadora Vance"], "nothing in version 2 names 'Isadora Vance'; nothing is erased"),
    ],
)
def test_what_is_not_there_is_refused(root: Path, capsys: Capture, asked: list[str], said: str) -> None:
    before = state(root)
    assert main(["erase", str(root), *asked, "--yes"]) == 5
    assert capsys.readouterr().err == f"newsbeam: {said}\n"
    assert state(root) == before


def test_a_name_may_be_given_as_it_is_on_the_disk(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """In the lake it is percent-encoded."""
    monkeypatch.setattr("urllib.parse.quote", lambda name: {"Dora's page": "dora.txt"}.get(name, name))
    assert main(["erase", str(root), "--source_uri", "Dora's page", "void.txt"]) == 0
    assert [line.split()[2] for line in capsys.readouterr().out.splitlines()[:3]] == ["dora.txt", "twin.txt", "void.txt"]
    assert main(["erase", str(root), "--source_uri", "Dora's pages"]) == 5
    assert capsys.readouterr().err == "newsbeam: version 2 has no article or reject Dora's pages; nothing is erased\n"


def test_a_rejected_input_is_erased_too(root: Path) -> None:
    assert main(["erase", str(root), "--source_uri", "void.txt", "--yes"]) == 0
    assert holding(root, r"void\.txt") == []
    assert newsbeam.open(root).sql("SELECT source_uri, reason FROM rejects").fetchall() == [("twin.txt", "duplicate_content")]
    assert newsbeam.open(root).sql("SELECT count(*) FROM articles").fetchall() == [(2,)]


@pytest.mark.usefixtures("without_expectations")
def test_a_run_passes_over_what_was_erased(root: Path, capsys: Capture) -> None:
    """The input, whatever bytes it has now, and the same bytes under another name."""
    erased = article(root)
    assert main(["erase", str(root), "--article", erased, "--yes"]) == 0
    inputs = root.parent / "in"
    (inputs / "dora.txt").write_text(DORA + "It is windy there.\n", encoding="utf-8", newline="")
    again = options(root.parent, str(inputs))
    assert {(one.decision, one.reason): one.inputs for one in preview(again, now=NOW).decisions} == {
        ("unchanged", "published"): 1,
        ("rejected", "empty"): 1,
        ("skip", "erased"): 2,
    }
    capsys.readouterr()
    assert main(["run", "--input", str(inputs), "--source_root", str(inputs), "--output", str(root), "--dry_run"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0].endswith("; version 3 is published; 2 inputs, and 2 that were erased.")
    at = told.index("  skip               2  erased               passed over, as newsbeam erase has it; no names are kept")
    assert told[at + 1].startswith("warning: 1 of 2 inputs would be rejected (50.0%), more than --max_rejects=0.05 allows; ")
    (inputs / "later.txt").write_text(story(number=5), encoding="utf-8", newline="")
    outcome = run(again, now=NOW)
    assert outcome.skipped == {"erased": 2}
    assert newsbeam.open(root).sql("SELECT source_uri FROM articles ORDER BY 1").fetchall() == [("bridge.txt",), ("later.txt",)]
    assert holding(root, WORDS, erased, r"dora\.txt", "twin") == []
    assert outcome.version is not None
    assert len(outcome.version.facts["erased"]) == 3


def test_the_row_of_a_record_is_no_name_to_remember() -> None:
    erasure = Erasure([Found("a.jsonl#row=3", "f" * 32, None, None, "article_id"), Found("b.jsonl#7", None, None, None, "reject")])
    assert len(erasure.marks()) == 2
    assert erasure.pattern().sub("", "a.jsonl row=3 b.jsonl#7 7") == "a.jsonl row=3  "


# A crash.


def cut_off(root: Path, monkeypatch: pytest.MonkeyPatch, name: str, when: Callable[..., bool]) -> None:
    """Erase, and be interrupted at the call of the lake's method ``name`` for whose arguments ``when`` holds."""
    lake, real = LocalLake(root), getattr(LocalLake, name)

    def call(self: LocalLake, *given: Any) -> Any:
        if when(*given):
            raise KeyboardInterrupt
        return real(self, *given)

    erasure = find(lake, lake.published(), source_uris=["dora.txt"])
    with monkeypatch.context() as patch, lake.lock():
        patch.setattr(LocalLake, name, call)
        with pytest.raises(KeyboardInterrupt):
            erase(lake, lake.published(), erasure, NOW)


def test_a_crash_after_the_switch_is_finished_by_the_next_command(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    erased = article(root)
    cut_off(root, monkeypatch, "remove", lambda name: "erase-" in name)
    assert newsbeam.open(root).sql(f"SELECT count(*) FROM articles WHERE article_id = '{erased}'").fetchall() == [(0,)]
    assert len(LocalLake(root).versions()) == 3
    assert main(["gc", str(root)]) == 0
    assert holding(root, WORDS, erased, r"dora\.txt") == []


def test_a_crash_before_the_switch_leaves_what_can_be_erased_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    erased = article(root)
    cut_off(root, monkeypatch, "switch", lambda *given: True)
    assert article(root) == erased
    assert LocalLake(root).versions() == ["versions/000001", "versions/000002"]
    assert main(["erase", str(root), "--article", erased, "--yes"]) == 0
    assert holding(root, WORDS, erased, r"dora\.txt") == []


def test_a_copy_that_recover_put_aside_goes_too(root: Path) -> None:
    (root / "current").unlink()
    shutil.copytree(root / "versions" / "000002", root / "current")
    assert main(["recover", str(root)]) == 0
    assert (root / "current.1").is_dir()
    assert main(["erase", str(root), "--source_uri", "dora.txt", "--yes"]) == 0
    assert holding(root, WORDS) == []
    assert not (root / "current.1").exists()


def test_tombstones_outlive_compaction_and_say_nothing(root: Path) -> None:
    assert main(["erase", str(root), "--source_uri", "dora.txt", "--yes"]) == 0
    marks = newsbeam.open(root).version.facts["erased"]
    assert all(re.fullmatch("[0-9a-f]{64}", mark) for mark in marks)
    assert main(["erase", str(root), "--source_uri", "void.txt", "--yes"]) == 0
    assert set(newsbeam.open(root).version.facts["erased"]) > set(marks)
    assert main(["recover", str(root)]) == 0
    assert main(["compact", str(root)]) == 0
    assert set(newsbeam.open(root).version.facts["erased"]) > set(marks)


def test_who_only_looks_needs_no_lock(root: Path, capsys: Capture) -> None:
    with LocalLake(root).lock():
        assert main(["erase", str(root), "--article", article(root)]) == 0
        assert "2 found in version 2: nothing is erased; " in capsys.readouterr().out
        assert main(["erase", str(root), "--article", article(root), "--yes"]) == 75
