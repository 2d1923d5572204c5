"""Examples of the documents are found, run and written as the command answers; what pages show of Python and SQL runs."""

import re
from pathlib import Path

import duckdb
import pytest

from tools import examples

NOTEBOOK = examples.ROOT / "docs" / "notebook.md"


def test_a_block_is_written_as_its_commands_answer(tmp_path: Path) -> None:
    text = "before\n\n```console\n$ newsbeam --version | sed 's/.*/one\n  two  /'\nold\n$ newsbeam --version | wc -l\n```\n\nafter\n"
    written = (
        "before\n\n```console\n$ newsbeam --version | sed 's/.*/one\n  two  /'\none\n  two\n$ newsbeam --version | wc -l\n1\n```\n\nafter\n"
    )
    assert examples.shown(text.replace("one\n  two", "one\\n  two"), tmp_path) == written.replace("one\n  two  /'", "one\\n  two  /'")


def test_other_blocks_stay(tmp_path: Path) -> None:
    text = "```console\n$ make run-local\nanything\n```\n\n```\n$ newsbeam path nowhere\n```\n"
    assert examples.shown(text, tmp_path) == text


def test_stale_examples_are_said_and_written(
    seed_lake: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.md"
    page.write_text('```console\n$ newsbeam sql lake "SELECT 1 AS one" --format csv\none\n2\n```\n')
    monkeypatch.setattr(examples, "ROOT", tmp_path)
    monkeypatch.setattr(examples, "COOKBOOK", tmp_path / "cookbook.md")
    monkeypatch.setattr(examples, "documents", lambda: [page])
    assert examples.main([str(seed_lake)]) == 1
    assert "-2\n+1\n" in capsys.readouterr().out
    assert not (tmp_path / "cookbook.md").exists()
    assert examples.main([str(seed_lake), "--write"]) == 0
    assert "one\n1\n" in page.read_text()
    assert examples.main([str(seed_lake)]) == 0


def test_the_cookbook_holds_every_query_with_rows(seed_lake: Path) -> None:
    page = examples.cookbook(seed_lake)
    assert re.findall(r"^`(\w+)`$", page, re.MULTILINE) == list(examples.examples())
    first = page.split("## ")[1]
    assert "| published_date | articles | words | median_words |\n| --- | --- | --- | --- |\n| 20" in first
    assert page.count("Its rows differ from run to run.") == 1


def test_the_notebook_s_python_runs(seed_lake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(seed_lake.parent)
    blocks = re.findall(r"^```python\n(.*?)^```", NOTEBOOK.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    exec(compile("\n".join(blocks), "docs/notebook.md", "exec"), {})


@pytest.mark.parametrize("page", sorted(examples.ROOT.glob("docs/*.md")), ids=lambda page: page.name)
def test_the_pages_sql_of_files_runs(page: Path, seed_lake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(seed_lake.parent)
    for block in re.findall(r"^```sql\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL):
        if "read_parquet" in block:
            assert duckdb.connect().execute(block).fetchall(), block
