"""What a lake keeps of erased articles: hashes by which a later run knows their inputs again, and from which nobody can read what they were."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Optional

from pipeline.errors import InputError

FACT = "erased"
"""The entry of a version's manifest that lists the tombstones: they become valid in the step that publishes the version without the articles."""

NAME = "erased.json"
"""The file of a lake that lists the tombstones too, beside the versions: written before a version is published that is the first to have them, so
that they are known where that version is damaged.
"""


def written(marks: Iterable[str]) -> bytes:
    """Return what the file :data:`NAME` holds of these tombstones."""
    return json.dumps(sorted(marks), indent=1).encode()


def read(content: bytes) -> set[str]:
    """Return the tombstones that :func:`written` wrote.

    Raises:
        InputError: it did not write this.
    """
    try:
        marks = json.loads(content)
    except ValueError:
        marks = None
    if not isinstance(marks, list) or not all(isinstance(mark, str) for mark in marks):
        raise InputError(f"{NAME} is damaged, the list of what was erased")
    return set(marks)


def of_content(article_id: str) -> str:
    """Return the tombstone of an article's bytes, by its ``article_id``."""
    return hashlib.sha256(f"article_id\0{article_id}".encode()).hexdigest()


def of_name(source_uri: str) -> str:
    """Return the tombstone of an input's name."""
    return hashlib.sha256(f"source_uri\0{source_uri}".encode("utf-8", "surrogateescape")).hexdigest()


def is_lasting(source_uri: str) -> bool:
    """Return whether a name means the same input tomorrow: that of a record by its row does not.

    >>> is_lasting("2024.jsonl#https%3A%2F%2Fexample.org%2F1"), is_lasting("2024.jsonl#row=17")
    (True, False)
    """
    return not source_uri.partition("#")[2].startswith("row=")


def carried(facts: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return what the next version's manifest says of erased articles, given what that of the current one says: the same."""
    return {FACT: list(facts[FACT])} if facts.get(FACT) else {}


def found(marks: frozenset[str], source_uri: str, content_sha256: Optional[str]) -> Optional[str]:
    """Return the tombstone among ``marks`` of an input of this name and with these bytes, None where there is none."""

    def of_input() -> Iterator[str]:
        yield of_name(source_uri)
        if content_sha256 is not None:
            yield of_content(content_sha256[:32])

    return next((mark for mark in of_input() if mark in marks), None) if marks else None
