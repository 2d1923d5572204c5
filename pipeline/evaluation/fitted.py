"""Which documents the weights that ship were fitted on, so that nothing is reported of a document as if it were new."""

import functools
import hashlib
from collections.abc import Sequence
from pathlib import Path

from pipeline.evaluation.task import GoldDocument

TABLE = Path(__file__).with_name("fitted.tsv")
HEADER = "# Documents that weights were fitted on: task, SHA-256 of the text (first 16 digits). Written by `make weights`.\n"


def digest(text: str) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of ``text``.

    >>> digest("")
    'e3b0c44298fc1c14'
    """
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@functools.cache
def entries() -> frozenset[tuple[str, str]]:
    """Return the entries of the table: task and digest."""
    lines = TABLE.read_text(encoding="utf-8").splitlines() if TABLE.exists() else []
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return frozenset((task, digest) for task, digest in rows)


def apart(task: str, documents: Sequence[GoldDocument]) -> tuple[list[GoldDocument], list[GoldDocument]]:
    """Return the ``documents`` that are new to the weights of ``task``, and those that they were fitted on."""
    known = [(task, digest(document.text)) in entries() for document in documents]
    new = [document for document, fitted in zip(documents, known, strict=True) if not fitted]
    return new, [document for document, fitted in zip(documents, known, strict=True) if fitted]


def said(new: Sequence[GoldDocument], known: Sequence[GoldDocument]) -> str:
    """Return the line that says on how many documents the measures stand.

    >>> said([], [])
    'measured on 0 documents that are new to the weights; 0 that they were fitted on are measured apart (fitted_)'
    """
    return (
        f"measured on {len(new)} documents that are new to the weights; {len(known)} that they were fitted on are measured apart (fitted_)"
    )
