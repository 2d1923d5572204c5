"""Seconds of each step over the same articles, on one core, and what Beam adds to them: ``python -m benchmarks.steps --articles 60``.

Shows what segmentation and each extractor take, as a share of the annotation, and what a worker's graph takes over the same articles above the sum
of its steps: Beam's own work, and reading the files. The first pass over the articles is not counted, since it loads what is loaded once.
"""

import argparse
import datetime
import gc
import hashlib
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.texts import articles
from newsbeam.own_packages import OBJECTS_BETWEEN_COLLECTIONS
from pipeline.options import DEFAULT_MODEL, RunOptions
from pipeline.runners.assignment import Assignment
from pipeline.runners.worker import run_chunk
from transforms.annotate import loaded
from transforms.lists import work_lines
from transforms.parse import parse_article
from transforms.segment import segment_article
from transforms.staging import Stager
from transforms.text.families import FAMILIES
from transforms.validate import validated
from transforms.values import ArticleRows, RawArticle, RunContext, WorkItem
from transforms.watch import Watch

NOW = datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC)
CONTEXT = RunContext("run", NOW, "0")


def steps(texts: Sequence[str], staging: Path) -> dict[str, float]:
    """Return the processor seconds of each step over all ``texts``, one function after the other without Beam; words are kept as in a worker."""
    seconds: defaultdict[str, float] = defaultdict(float)

    def timed(name: str, step: Callable[[], Any]) -> Any:
        begin = time.process_time()
        result = step()
        seconds[name] += time.process_time() - begin
        return result

    stager, model = Stager(str(staging)), loaded(DEFAULT_MODEL)
    for number, text in enumerate(texts):
        content = text.encode()
        raw = RawArticle(f"{number}.txt", hashlib.sha256(content).hexdigest(), len(content), "utf-8", text)
        parsed = timed("parse", lambda raw=raw: parse_article(raw, None, NOW))
        segmented = timed("segment", lambda p=parsed: segment_article(p, CONTEXT, clean_text=False, source_pattern=None))
        reading = timed("annotate", lambda s=segmented: model.annotate(s, None))
        rows: dict[str, Any] = {"articles": [segmented.article], "segments": segmented.segments}
        for family in FAMILIES:
            rows |= timed(family.name, lambda f=family, r=reading: f.extract(r))
        kept, _ = timed("validate", lambda r=rows, n=number: validated(ArticleRows(f"{n}.txt", r)))
        stager.add(kept)
    timed("write", stager.flush)
    return seconds


def graph(texts: Sequence[str], place: Path) -> float:
    """Return the processor seconds of a worker's graph over ``texts``, one chunk."""
    items = []
    for number, text in enumerate(texts):
        (path := place / f"{number}.txt").write_bytes(text.encode())
        items.append(WorkItem(path.name, str(path), hashlib.sha256(text.encode()).hexdigest()))
    (place / "work").write_text(work_lines(items), encoding="utf-8")
    begin = time.process_time()
    run_chunk(
        Assignment(RunOptions((), str(place)), CONTEXT, str(place / "staging"), None), Watch(), str(place / "work"), str(place / "listing")
    )
    return time.process_time() - begin


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)  # as in a worker
    texts = list(articles(options.articles))
    rounds: list[dict[str, float]] = []
    for _ in range(options.rounds + 1):
        with tempfile.TemporaryDirectory() as place:
            (folder := Path(place) / "graph").mkdir()
            found = dict(steps(texts, Path(place) / "staging"))
            rounds.append({**found, "beam": graph(texts, folder) - sum(found.values())})
    seconds = {name: statistics.median(each[name] for each in rounds[1:]) for name in rounds[0]}
    total = sum(seconds.values())
    print("| step | ms an article | of all | of annotation |\n| --- | ---: | ---: | ---: |")
    for name, spent in seconds.items():
        print(f"| {name} | {1000 * spent / len(texts):.1f} | {spent / total:.1%} | {spent / seconds['annotate']:.0%} |")
    size = sum(map(len, texts)) / len(texts)
    print(
        f"| all | {1000 * total / len(texts):.1f} | | |\n\n{len(texts)} articles of {size:,.0f} characters on average, {options.rounds} rounds"
    )


if __name__ == "__main__":
    main()
