"""Inputs that are published under other names: what is said of them, and of what not."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.options import RunOptions
from pipeline.run import Outcome, Reporter, preview, run
from tests.pipeline.conftest import NOW, rows
from tests.pipeline.pages import pages

HELD = "SELECT source_uri FROM articles ORDER BY 1"
Go = Callable[..., Outcome]


class Heard(Reporter):
    """Keeps what it hears of the plan and the work."""

    def __init__(self) -> None:
        self.said: list[Any] = []

    def stage(self, name: str) -> None:
        self.said.append(name)

    def warning(self, sentence: str) -> None:
        self.said.append(sentence)


@pytest.fixture
def go(tmp_path: Path, runs_of_pages: None) -> Go:
    """``go(folder, …)``: a run of pages into ``tmp_path/lake``."""

    def over(folder: Path, *, reporter: Reporter | None = None, **options: Any) -> Outcome:
        values = {"output": str(tmp_path / "lake"), "source_root": str(folder), "max_rejects": 1.0} | options
        return run(RunOptions(inputs=(str(folder),), **values), now=NOW, reporter=reporter)

    return over


def test_inputs_that_are_published_under_other_names_are_told_of_before_the_work(tmp_path: Path, go: Go) -> None:
    """Another root names all inputs otherwise; with ``--prune`` they take the new names."""
    folder = pages(tmp_path / "in" / "day", a=1, b=2)
    go(folder)
    above = str(tmp_path / "in")
    said = (
        "2 of 2 inputs are published already, under other names: day/a.txt as a.txt; the last run that brought articles had "
        f"--source_root {folder}, this one has --source_root {above}. Run with the names they had, or once over all inputs of the lake with "
        "--prune, which publishes them under the new ones"
    )
    heard = Heard()
    assert go(folder, source_root=above, reporter=heard).renamed == said
    assert heard.said[: heard.said.index("process")] == ["plan", said]
    assert preview(RunOptions((str(folder),), str(tmp_path / "lake"), source_root=above), now=NOW).renamed == said
    assert go(folder, source_root=above, prune=True).renamed == ""
    assert rows(tmp_path / "lake", HELD) == [("day/a.txt",), ("day/b.txt",)]


def test_the_same_article_of_somebody_else_is_no_other_name(tmp_path: Path, go: Go) -> None:
    """Nor are a few files that were moved beside others that were not."""
    folder = pages(tmp_path / "in", a=1, b=2, c=3)
    go(folder)
    assert go(pages(tmp_path / "else", d=1)).renamed == ""
    (folder / "moved").mkdir()
    (folder / "a.txt").rename(folder / "moved" / "a.txt")
    outcome = go(folder)
    assert (dict(outcome.rejects), outcome.renamed) == ({"duplicate_content": 1}, "")
    (folder / "b.txt").rename(folder / "moved" / "b.txt")
    assert go(folder).renamed.startswith(
        "2 of 3 inputs are published already, under other names: moved/a.txt as a.txt; have they been moved? Run "
    )
