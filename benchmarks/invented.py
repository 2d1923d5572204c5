"""Whole pages invented for this project in the forms that outlets' pages have when they are crawled, as annotated documents: ``pages/``.

One block of lines a page; each line its label, a tab and its text. Each label is that of who wrote the page; the weights and rules of segmentation
were not made with them.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.evaluation.task import GoldDocument

PAGES = Path(__file__).with_name("pages")
LABELS = frozenset(
    {"headline", "summary", "byline", "timestamp", "paragraph", "heading", "caption", "credit", "comments", "author_bio", "furniture"}
)
HEADER = " date 2024-01-24 "
"""What every page begins with; its own lines may say another day."""
_OF_GOLD = frozenset({"paragraph", "heading", "caption", "headline", "summary", "credit"})
"""The labels that ``pipeline.evaluation.segments`` knows; all others are its ``other``."""
_OPEN = frozenset({"heading", "summary"})
"""Of the story, but not of its body."""


def documents(folder: Path = PAGES) -> Iterator[GoldDocument]:
    """Yield the pages of the files of ``folder``, in the order of the files' names, one line a block as crawls leave them.

    Raises:
        ValueError: a line is not a label of ``LABELS``, a tab and a text.
    """
    for file in sorted(folder.glob("*.tsv")):
        content = re.sub(r"(?m)^#.*\n", "", file.read_text(encoding="utf-8")).strip()
        for number, block in enumerate(re.split(r"\n{2,}", content)):
            yield _document(f"{file.stem}-{number:03}.txt", block.split("\n"))


def _document(name: str, lines: list[str]) -> GoldDocument:
    text = HEADER
    notes: list[dict[str, Any]] = []
    for number, line in enumerate(lines):
        label, words = line.split("\t")
        if label not in LABELS:
            raise ValueError(f"{name}, line {number}: {label!r} is no label")
        text += "\n" * (number > 0)
        span = {"start": len(text), "end": len(text) + len(words), "line": number}
        body = None if label in _OPEN else label == "paragraph"
        notes.append({**span, "label": label if label in _OF_GOLD else "other", "body": body, "kind": label})
        text += words
    return GoldDocument(name, text, ((len(HEADER), len(text)),), tuple(notes), {"set": "invented", "site": name})
