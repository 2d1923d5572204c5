"""What each decision about spaCy costs or saves, in one run: ``python -m benchmarks.annotation --articles 60``.

Prints articles a second on one core for the whole model, without the components nobody reads, with numpy's BLAS instead of thinc's own, with
batches of sixteen articles and of one, and with token vectors by plain numpy.
"""

import argparse
import re
import time
from collections.abc import Sequence
from typing import Any

import spacy
from thinc.api import NumpyOps, set_current_ops

from benchmarks.texts import articles
from pipeline.options import DEFAULT_MODEL
from transforms.text.reading import vectors
from transforms.text.reading.annotation import PARTS_OF_A_BATCH, UNREAD_COMPONENTS

CASES = (
    ("whole model, thinc's BLAS, batches of 16 articles", True, (), 16, False),
    ("whole model, numpy's BLAS, batches of 16 articles", False, (), 16, False),
    ("without unread components, batches of 16 articles", False, UNREAD_COMPONENTS, 16, False),
    ("without unread components, one article a batch", False, UNREAD_COMPONENTS, 1, False),
    ("the same, token vectors by numpy, batches whole (newsbeam)", False, UNREAD_COMPONENTS, 1, True),
)


def measure(texts: Sequence[Sequence[str]], use_blis: bool, exclude: Sequence[str], batch: int, quick: bool) -> tuple[float, list[Any]]:
    """Articles a second, and the entities found."""
    set_current_ops(NumpyOps(use_blis=use_blis))
    nlp = spacy.load(DEFAULT_MODEL, exclude=list(exclude))
    if quick:
        vectors.quicken(nlp)
    list(nlp.pipe(texts[0]))
    begin, found = time.process_time(), []
    for at in range(0, len(texts), batch):
        segments = [segment for article in texts[at : at + batch] for segment in article]
        size = len(segments) * (PARTS_OF_A_BATCH if quick else 1)
        found += [[(e.start_char, e.end_char, e.label_) for e in doc.ents] for doc in nlp.pipe(segments, batch_size=size)]
    return len(texts) / (time.process_time() - begin), found


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=60)
    texts = [re.split(r"\n\n", text) for text in articles(parser.parse_args().articles)]
    first: tuple[float, list[Any]] | None = None
    for name, *case in CASES:
        rate, found = measure(texts, *case)
        first = first or (rate, found)
        same = "same entities" if found == first[1] else "other entities"
        print(f"{rate:6.1f} articles/s  x{rate / first[0]:.2f}  {same}  {name}")


if __name__ == "__main__":
    main()
