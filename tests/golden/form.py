"""The compact form of a lake's rows: one text a source file, a line a row, without identifiers, evidence and the run's columns."""

from pathlib import Path
from typing import Any

import newsbeam
from schemas import DATASETS
from schemas.columns import Dataset

LEFT_OUT = {
    "article_id", "published_date", "sentence", "segment_index", "in_body", "source_text", "body_text", "content_sha256", "pipeline_version",
    "content_spans", "cue_start", "row_json", "language_confidence", "boilerplate_ratio",
    "mentions.confidence", "coreferences.confidence", "statements.confidence", "events.event_key",
}  # fmt: skip
"""Columns that say nothing beside the others: the tests of the contract and the audit hold them; how sure names, references and statements are,
which changes with every fit; and the key of an event, a digest of where the article first tells of it."""


def shown_columns(dataset: Dataset) -> list[str]:
    """Return the columns of ``dataset`` that the golden text shows: none of the run's, no identifiers, of offsets the first."""
    references = {reference.column for reference in dataset.references}
    ends = {span.end for span in dataset.offsets}
    identifiers = {name for name in dataset.key if name.endswith("_id")}
    left_out = LEFT_OUT | references | ends | identifiers | set(dataset.run_columns)
    return [name for name in dataset.column_names if name not in left_out and f"{dataset.name}.{name}" not in left_out]


def golden_texts(root: Path) -> dict[str, str]:
    """By ``source_uri`` the golden text of each article of the lake ``root``; the rejects under ``rejects``."""
    lake = newsbeam.open(root)
    names = {row["article_id"]: row["source_uri"] for row in lake.dataset("articles").to_table().to_pylist()}
    lines: dict[str, list[str]] = {name: [] for name in (*names.values(), "rejects")}
    for dataset in DATASETS.values():
        if dataset.name == "runs":
            continue
        columns = shown_columns(dataset)
        for row in sorted(
            lake.dataset(dataset.name).to_table().to_pylist(), key=lambda r: tuple(map(str_or_number, map(r.get, dataset.sort_by)))
        ):
            target = "rejects" if dataset.name == "rejects" else names[row["article_id"]]
            cells = [f"{name}={short(row[name])}" for name in columns if row[name] is not None and row[name] != []]
            lines[target].append("\t".join([dataset.name, *cells]))
    return {name: "\n".join(rows) + "\n" for name, rows in lines.items()}


def str_or_number(value: Any) -> tuple[float, str]:
    """A key that orders numbers as numbers and the rest as text."""
    return (float(value), "") if isinstance(value, int | float) else (0.0, str(value))


def short(value: Any) -> str:
    """``value`` on one line; long texts by their ends."""
    text = str(round(value, 4) if isinstance(value, float) else value).replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
    return text if len(text) <= 80 else f"{text[:50]}…{text[-25:]}"


def file_name(source_uri: str) -> str:
    """The name of the golden file of ``source_uri``."""
    return source_uri.replace("/", "__").replace("%", "=") + ".tsv"
