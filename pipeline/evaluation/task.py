"""What an evaluation task works on and what it returns."""

import dataclasses
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.errors import InputError

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
"""The published rows of one article: by dataset, each row a mapping from column to value."""


@dataclasses.dataclass(frozen=True)
class GoldDocument:
    """One annotated document: its file name below ``raw/``, its source text, the scored regions and the annotations.

    Offsets are Unicode code points into ``text``, half-open; ``record`` is the whole line of ``gold.jsonl``.
    """

    file: str
    text: str
    scored: tuple[tuple[int, int], ...]
    annotations: tuple[Mapping[str, Any], ...]
    record: Mapping[str, Any]

    def is_scored(self, start: int, end: int) -> bool:
        """Return whether ``start:end`` lies inside a scored region."""
        return any(low <= start and end <= high for low, high in self.scored)


@dataclasses.dataclass(frozen=True)
class Report:
    """What an evaluation found: measures (shares between 0 and 1, or counts) by name, those of the baselines, text for people, and the
    intervals of the measures, where they were computed.
    """

    task: str
    measures: Mapping[str, float]
    baselines: Mapping[str, Mapping[str, float]]
    details: str = ""
    intervals: Mapping[str, tuple[float, float]] = dataclasses.field(default_factory=dict)


def read_gold(folder: Path) -> list[GoldDocument]:
    """Return the documents of a gold folder (``raw/*.txt`` and ``gold.jsonl``), in the order of ``gold.jsonl``.

    Raises:
        InputError: a line is none of a gold file's, or a text is not UTF-8.
    """
    documents = []
    lines = (folder / "gold.jsonl").read_bytes().splitlines()
    for number, line in enumerate(lines, start=1):
        try:
            record = json.loads(line)
            text = (folder / "raw" / record["file"]).read_bytes().decode("utf-8")
            scored = tuple((low, high) for low, high in record["scored"])
            documents.append(GoldDocument(record["file"], text, scored, tuple(record["annotations"]), record))
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(f"{folder / 'gold.jsonl'}, line {number}: {type(error).__name__}: {error}") from error
    return documents
