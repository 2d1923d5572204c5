"""Seconds of each step over the same articles, on one core: ``python -m benchmarks.steps --articles 60``.

Shows what segmentation and each extractor take, as a share of the annotation.
"""

import argparse
import datetime
import hashlib
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from benchmarks.throughput import articles
from pipeline.options import DEFAULT_MODEL
from transforms.parse import parse_article
from transforms.segment import segment_article
from transforms.text.families import FAMILIES
from transforms.text.reading import annotation
from transforms.validate import validated
from transforms.values import ArticleRows, RawArticle, RunContext

NOW = datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC)


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=60)
    nlp = annotation.load(DEFAULT_MODEL)
    seconds: defaultdict[str, float] = defaultdict(float)
    counting = False

    def timed(name: str, step: Callable[[], Any]) -> Any:
        begin = time.process_time()
        result = step()
        if counting:
            seconds[name] += time.process_time() - begin
        return result

    texts = list(articles(parser.parse_args().articles))
    for text in [texts[0], *texts]:
        content = text.encode()
        raw = RawArticle("a.txt", hashlib.sha256(content).hexdigest(), len(content), "utf-8", text)
        parsed = timed("parse", lambda raw=raw: parse_article(raw, None, NOW))
        context = RunContext("run", NOW, "0")
        segmented = timed("segment", lambda p=parsed, c=context: segment_article(p, c, clean_text=False, source_pattern=None))
        with nlp.memory_zone():
            reading = timed("annotate", lambda s=segmented: annotation.annotate(nlp, s))
            rows: dict[str, Any] = {"articles": [segmented.article], "segments": segmented.segments}
            for family in FAMILIES:
                rows |= timed(family.name, lambda f=family, r=reading: f.extract(r))
        timed("validate", lambda r=rows: validated(ArticleRows("a.txt", r)))
        counting = True  # the first article loads what is loaded once
    total = sum(seconds.values())
    for name, spent in seconds.items():
        print(
            f"{name:12} {1000 * spent / len(texts):7.2f} ms an article  {spent / total:6.1%} of all  {spent / seconds['annotate']:6.1%} of annotate"
        )
    print(f"{'all':12} {1000 * total / len(texts):7.2f} ms an article, {sum(map(len, texts)) / len(texts):.0f} characters each")


if __name__ == "__main__":
    main()
