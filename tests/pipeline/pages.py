"""Runs without a model: an input that holds ``page 7`` is article 7 of ``sound_rows``, made by a runner in this process."""

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from pipeline.lakes import Lake, staging
from pipeline.runners import Measures, Processed
from tests.sound_rows import article_rows
from transforms.read import content_of
from transforms.staging import Stager
from transforms.values import ArticleRows, Rejection, RunContext, StagedFile, WorkItem

OF_RUNS = ("rejects", "runs")


def pages(folder: Path, **numbers: int | str) -> Path:
    """Write ``name=7`` as the input ``name.txt`` that is article 7; a text is written as it is."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, number in numbers.items():
        (folder / f"{name}.txt").write_text(f"page {number}" if isinstance(number, int) else number, encoding="utf-8")
    return folder


def stage(lake: Lake, context: RunContext, articles: Sequence[tuple[str, int]]) -> list[StagedFile]:
    """Stage the rows of articles, given by their ``source_uri`` and number, in one file a dataset."""
    stager = Stager(lake.address(staging(context.run_id)))
    for source_uri, number in articles:
        rows: dict[str, Any] = {name: found for name, found in article_rows(number).items() if name not in OF_RUNS}
        (article,) = rows["articles"]
        of_run = {"run_id": context.run_id, "pipeline_version": context.pipeline_version, "processed_at": context.started_at}
        rows["articles"] = [article._replace(source_uri=source_uri, **of_run)]
        stager.add(ArticleRows(source_uri, rows))
    return stager.flush()


@dataclasses.dataclass
class PagesRunner:
    """Stages the articles of its work; an input that holds ``parse: no_date: a detail`` becomes that reject, any other text raises."""

    lake: Lake
    context: RunContext
    on_article: Callable[[int], None]

    def process(self, work: Sequence[WorkItem]) -> Processed:
        articles, rejects = [], []
        for item in work:
            self.on_article(1)
            text = content_of(item, 1 << 20).decode()
            if text.startswith("page "):
                articles.append((item.source_uri, int(text.removeprefix("page "))))
            else:
                step, reason, detail = text.split(": ")
                rejects.append(Rejection(item.source_uri, step, reason, detail))
        return Processed(stage(self.lake, self.context, articles), rejects, Measures())


def numbers(rows: Iterator[Any]) -> list[int]:
    """The numbers of articles among rows of ``articles``."""
    texts = [row.source_text for row in rows]
    return [number for number in range(10) for text in texts if text == article_rows(number)["articles"][0].source_text]
