"""Fixtures for runs: small articles, and a run in this process (no worker processes to start)."""

import datetime
import functools
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import newsbeam
from pipeline import run as run_module
from pipeline.audit import sql
from pipeline.options import RunOptions
from pipeline.run import Outcome, run
from tests.pipeline.pages import PagesRunner

NOW = datetime.datetime(2024, 6, 1, 12, tzinfo=datetime.UTC)

Run = Callable[..., Outcome]


def story(date: str = "2024-01-24", number: int = 1) -> str:
    """A small article; each ``number`` has other words."""
    return (
        f" date {date} A bridge near Lowton was closed on Wednesday after {number} lorries collided, the mayor said.\n\n"
        f'"Nobody was hurt," Anna Bell said. Repairs will cost ${number + 1} million.\n'
    )


def write(folder: Path, **articles: str) -> Path:
    """Write ``name=text`` as ``name.txt`` into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in articles.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
    return folder


@pytest.fixture
def run_into(tmp_path: Path) -> Run:
    """``run_into(folder, …)``: a run over ``folder`` into ``tmp_path/lake`` with Beam's in-process runner, inputs named below ``folder``."""

    def go(folder: Path, **options: Any) -> Outcome:
        values = {"output": str(tmp_path / "lake"), "source_root": str(folder), "beam_arguments": ("--runner=FnApiRunner",)} | options
        return run(RunOptions(inputs=(str(folder),), **values), now=NOW)

    return go


@pytest.fixture
def runs_of_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs over pages by a runner without a model, whose files are audited by Arrow's rules alone."""
    monkeypatch.setattr(run_module, "choose_runner", lambda options, context, lake, on: PagesRunner(lake, context, on))
    monkeypatch.setattr("pipeline.audit.expectations.rules", lambda *given: [])
    monkeypatch.setattr(run_module, "import_great_expectations", lambda: None)
    monkeypatch.setattr(sql, "rules", lambda *given: [])


def rows(lake: Path, query: str) -> list[tuple[Any, ...]]:
    """The rows of ``query`` over the published version."""
    return opened(os.path.realpath(lake / "current")).sql(query).fetchall()


@functools.lru_cache(maxsize=1)
def opened(folder: str) -> newsbeam.Lake:
    """The version in ``folder``, opened once for all questions until another is asked."""
    return newsbeam.Lake(newsbeam.manifest.read_version(Path(folder)))
