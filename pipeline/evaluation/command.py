"""``newsbeam evaluate``: run the pipeline on annotated pages, read what it published, score it."""

import importlib
import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Optional

from rich.table import Table

import newsbeam
from newsbeam.wording import did_you_mean
from pipeline import terminal
from pipeline.errors import EXIT_OK, InputError, UsageError
from pipeline.evaluation.task import GoldDocument, Report, Rows, read_gold
from pipeline.options import RunOptions
from pipeline.run import run
from transforms.text.families import FAMILIES

TASKS = ("segments", "page", *(family.task for family in FAMILIES if family.task), "coreference")
"""What can be measured: the segmentation of the page, what the page says of itself, each family that has a scorer, and what pronouns and
descriptions stand for."""

UNREAD = ("articles", "rejects", "runs")
OF_THE_PAGE = ("page_type", "headline", "bylines", "dateline", "agencies", "published_at_text", "updated_at_text")
"""The columns of ``articles`` that are measured; the others are long or say nothing of the page."""


def evaluate(task: str, gold: Path, *, workers: int = 0, json_file: Optional[Path] = None) -> int:
    """Score ``task`` (or ``all``: those that have a folder of their name below ``gold``; it says which have none) and print the reports.

    Raises:
        UsageError: there is no such task, or no folder for ``json_file``.
        InputError: the gold folder is missing.
    """
    if task not in (*TASKS, "all"):
        raise UsageError(f"no task {task!r}{did_you_mean(task, (*TASKS, 'all'))}; there are {', '.join(TASKS)} and all")
    if json_file is not None and not json_file.absolute().parent.is_dir():  # known before the minutes that it takes
        raise UsageError(f"--json {json_file}: there is no folder {json_file.parent}")
    folders = {name: gold / name for name in (TASKS if task == "all" else (task,)) if (gold / name / "gold.jsonl").exists()}
    if task in TASKS and not folders and (gold / "gold.jsonl").exists():
        folders = {task: gold}
    if not folders:
        raise InputError(f"{gold} {'holds no gold.jsonl' if gold.is_dir() else 'is no folder'}")
    reports = []
    for name, folder in folders.items():
        report = evaluate_task(name, folder, workers=workers)
        print_report(report)
        reports.append(report)
    if task == "all" and len(folders) < len(TASKS):
        terminal.say(f"not measured, for want of a folder in {gold}: {', '.join(name for name in TASKS if name not in folders)}")
    if json_file is not None:
        content = {
            report.task: {"measures": dict(report.measures), "baselines": dict(report.baselines)}
            | ({"intervals": dict(report.intervals)} if report.intervals else {})
            for report in reports
        }
        json_file.write_text(json.dumps(content, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return EXIT_OK


def evaluate_task(task: str, folder: Path, *, workers: int = 0) -> Report:
    """Return the report of one task over the published rows of a normal run on ``folder/raw``."""
    scorer = importlib.import_module(f"pipeline.evaluation.{task}")
    documents = read_gold(folder)
    with tempfile.TemporaryDirectory(prefix="newsbeam-evaluate-") as lake:
        options = RunOptions(
            inputs=(str(folder / "raw"),),
            output=lake,
            source_root=str(folder / "raw"),
            clean_text=getattr(scorer, "CLEAN_TEXT", False),
            max_rejects=1.0,
            max_failures=0.0,
            workers=workers,
        )
        run(options)
        predicted = published_rows(newsbeam.open(lake), documents)
    report: Report = scorer.score(documents, predicted)
    return report


def published_rows(lake: newsbeam.Lake, documents: Sequence[GoldDocument]) -> dict[str, Rows]:
    """Return the rows of each document by dataset; of identical documents, of which one is the article, each gets its rows."""
    articles = lake.dataset("articles").to_table(columns=["article_id", "source_uri", *OF_THE_PAGE]).to_pylist()
    rejects = lake.dataset("rejects").to_table(columns=["article_id", "source_uri", "reason"]).to_pylist()
    article_of = {row["source_uri"]: row["article_id"] for row in articles}
    article_of |= {row["source_uri"]: row["article_id"] for row in rejects if row["reason"] == "duplicate_content"}
    by_article: dict[str, dict[str, list[Mapping[str, Any]]]] = {row["article_id"]: {"articles": [row]} for row in articles}
    for name in lake.tables:
        if name not in UNREAD:
            for row in lake.dataset(name).to_table().to_pylist():
                by_article[row["article_id"]].setdefault(name, []).append(row)
    return {document.file: by_article.get(article_of.get(document.file, ""), {}) for document in documents}


def print_report(report: Report) -> None:
    """Print the measures, with their intervals where there are any, beside those of the baselines, then the details."""
    console = terminal.screen(soft_wrap=True)
    table = Table(title=report.task, box=None, title_justify="left", title_style="bold", pad_edge=False)
    table.add_column("measure")
    table.add_column("newsbeam", justify="right")
    if report.intervals:
        table.add_column("95 %", justify="right")
    for name in report.baselines:
        table.add_column(name, justify="right")
    for measure, value in report.measures.items():
        others = (baseline.get(measure) for baseline in report.baselines.values())
        spread = [" – ".join(map(number, report.intervals.get(measure, ())))] if report.intervals else []
        table.add_row(measure, number(value), *spread, *("" if other is None else number(other) for other in others))
    console.print(table)
    if report.details:
        console.print(report.details)


def number(value: float) -> str:
    """Return a share as percent with one decimal, a count as it is.

    >>> number(0.8312), number(299)
    ('83.1', '299')
    """
    return str(value) if isinstance(value, int) else f"{100 * value:.1f}"
