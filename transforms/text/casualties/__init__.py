"""Casualties: the human toll and whose count it is; the reading of an article in, rows of ``casualties`` out.

``verbs``, ``adjectives`` and ``nouns`` find the words that tell what became of people, ``people`` says how many and who they are, ``status``
whether the article stands by it, ``withdrawal`` whether its source takes it back or somebody cannot confirm it, ``parts`` which number is a
part of which, ``causes`` of which event it is, ``sources`` whose count, ``rows`` makes the rows.
"""

from typing import Any

from transforms.text.casualties import tolls
from transforms.text.reading import Reading

__all__ = ["extract"]


def extract(reading: Reading) -> dict[str, list[Any]]:
    """Return the rows of ``casualties``, sorted by position."""
    return {"casualties": tolls.rows(reading)}
