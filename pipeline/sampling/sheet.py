"""The sheet that a person judges: a CSV file, and a page that shows its rows one by one and writes the same file with the verdicts."""

import importlib.resources
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.forms import csv_record
from pipeline.sampling.draw import Drawn

COLUMNS = ("dataset", "row", "source_uri", "char_start", "char_end", "before", "text", "after", "says", "verdict", "wrong", "remark")
"""The columns of a sheet; a person fills ``verdict`` (y right, n wrong, u unsure), ``wrong`` with the names of what the row says and the text
does not (parted by blanks), and ``remark``.
"""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rows(drawn: Iterable[Drawn]) -> list[dict[str, Any]]:
    """Return the rows of the sheet, numbered by dataset from 1."""
    counts: dict[str, int] = {}
    found = []
    for one in drawn:
        counts[one.dataset] = counts.get(one.dataset, 0) + 1
        values = (
            one.dataset, counts[one.dataset], one.source_uri, one.start, one.end, one.before, one.text, one.after, told(one.says), "", "", "",
        )  # fmt: skip
        found.append(dict(zip(COLUMNS, values, strict=True)))
    return found


def told(says: Mapping[str, Any]) -> str:
    """Return what a row says, a line a column.

    >>> told({"modifier": "exact", "agencies": ["AP", "Reuters"], "negated": False})
    'modifier: exact\\nagencies: ["AP", "Reuters"]\\nnegated: no'
    """
    return "\n".join(f"{name}: {_written(value)}" for name, value in says.items())


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else str(value)


def write(path: Path, sheet: Sequence[Mapping[str, Any]]) -> None:
    """Write ``sheet`` as CSV to ``path``, and beside it, with the ending ``.html``, the page to judge it with.

    A cell that a spreadsheet would take for a formula begins with an apostrophe: the texts come from anywhere.
    """
    records = [COLUMNS, *([inert(row[name]) for name in COLUMNS] for row in sheet)]
    path.write_text("".join(f"{csv_record(record)}\n" for record in records), encoding="utf-8", newline="")
    path.with_suffix(".html").write_text(page(path.name, sheet), encoding="utf-8")


def inert(value: Any) -> Any:
    """Return ``value`` as a spreadsheet takes it for text.

    >>> inert("=1+1"), inert("police said"), inert(-3)
    ("'=1+1", 'police said', -3)
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def page(name: str, sheet: Sequence[Mapping[str, Any]]) -> str:
    """Return the page that shows ``sheet`` row by row, takes a key for each verdict and saves the CSV file ``name``; it loads nothing."""
    template = importlib.resources.files("pipeline.sampling").joinpath("page.html").read_text(encoding="utf-8")
    held = json.dumps({"name": name, "columns": COLUMNS, "rows": sheet}, ensure_ascii=False)
    return template.replace("{{sheet}}", held.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))
