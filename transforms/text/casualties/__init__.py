"""Casualties: the human toll and whose count it is; the reading of an article in, rows of ``casualties`` out."""

from typing import Any

from transforms.text.reading import Reading

__all__ = ["extract"]


def extract(reading: Reading) -> dict[str, list[Any]]:
    """Return the rows of ``casualties``, sorted by position."""
    return {"casualties": []}
