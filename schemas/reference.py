"""The reference page of the datasets, written from their definitions: ``python -m schemas.reference > docs/datasets.md``."""

import datetime
import sys
import typing
from typing import Any

from schemas.arrow import arrow_field
from schemas.columns import DATASETS, Dataset, Field
from schemas.meanings import MEANINGS
from schemas.rows import EVENT_MODES, FACT_KINDS, FAILED, SCHEMA_VERSION, UNCOUNTED_REASONS
from schemas.set_rules import set_rules

_HEAD = f"""\
# The datasets

*Written by `python -m schemas.reference` from the definitions in `schemas/rows.py`; change those, not this page.*

Version of the contract: **{SCHEMA_VERSION}**, recorded in every file and every run. Every dataset is a folder of Parquet files, partitioned
by `published_month=YYYY-MM` where it says so. The rows of `rejects` and `runs`, and the one file without rows of a dataset in which nothing was
found, have no month: they lie in `no_month` and hold the column `published_month` themselves, null. So whoever reads a dataset's folder
(`pandas.read_parquet`, a hive `pyarrow.dataset`, polars, DuckDB) finds that column everywhere, and null where there is no month.

- **Offsets** are Unicode code points into the article's `source_text`, half-open, and `source_text[start:end]` is the text of the row.
- **Ids** are digests of content or position: the same input gives the same ids, on every machine.
- A column that is not nullable is never null; a list is empty instead. What the text does not say is null.
- Facts come from the segments of the kinds {", ".join(f"`{kind}`" for kind in FACT_KINDS)}; `in_body` tells the story's own paragraphs.
- What the tables say of a column are rules named `<column>_type`, `_not_null`, `_vocabulary`, `_range`, `_length` and `_pattern`: rejects
  and audits give these names.
- Rules marked *row* are checked on every row before it is written, and again by the audit; rules marked *set* by the audit over all files,
  and those that concern one article alone also before it is written. A bad row of `articles` or `segments` rejects the whole article, any
  other bad row goes alone; references to a row that went become null, or that row goes too where the reference is required.
- Rejects for {" and ".join(f"`{reason}`" for reason in UNCOUNTED_REASONS)} do not count against `--max_rejects`.
  `unsupported_language` needs another language identified with a confidence of at least 0.5, and nothing that speaks for English; in doubt an
  article stays.
- `{FAILED}` counts against `--max_failures` alone: the code failed, not the input.
"""


def _type_name(field: Field) -> str:
    names = {datetime.datetime: "timestamp (us, UTC)", datetime.date: "date", str: "string", bool: "boolean", float: "double"}
    if typing.get_origin(field.type) is list:
        (item,) = typing.get_args(field.type)
        if hasattr(item, "_fields"):
            return f"list of struct({', '.join(item._fields)})"
        return f"list of {names[item]}"
    return names.get(field.type) or str(arrow_field(field).type)


def _number(value: Any) -> str:
    return f"{value:g}"


def _constraints(field: Field) -> str:
    column, said = field.column, []
    if column.vocabulary is not None:
        said.append("one of " + ", ".join(f"`{value}`" for value in column.vocabulary))
    if column.minimum is not None and column.maximum is not None:
        said.append(f"{_number(column.minimum)} to {_number(column.maximum)}")
    elif column.minimum is not None:
        said.append(f"at least {_number(column.minimum)}")
    elif column.maximum is not None:
        said.append(f"at most {_number(column.maximum)}")
    if column.min_length is not None and column.min_length > 1:
        said.append(f"at least {column.min_length} characters")
    elif column.min_length == 1:
        said.append("not empty")
    if column.max_length is not None:
        said.append(f"at most {column.max_length} characters")
    if column.pattern is not None:
        said.append(f"matches `{column.pattern}`")
    return "; ".join(said)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _section(dataset: Dataset) -> list[str]:
    lines = [f"## {dataset.name}", "", f"One row is {dataset.one_row_is}."]
    facts = [
        f"Key: {', '.join(f'`{name}`' for name in dataset.key)}.",
        f"Sorted by {', '.join(f'`{name}`' for name in dataset.file_order)}.",
        "Partitioned by month of publication." if dataset.partitioned else "Not partitioned.",
    ]
    if dataset.run_columns:
        facts.append(f"May differ between two runs over the same input: {', '.join(f'`{name}`' for name in dataset.run_columns)}.")
    lines += [" ".join(facts), "", "| column | type | null | what it is | values |", "| --- | --- | --- | --- | --- |"]
    for field in dataset.fields:
        cells = (f"`{field.name}`", _type_name(field), "yes" if field.nullable else "", field.column.description, _constraints(field))
        lines.append("| " + " | ".join(_cell(cell) for cell in cells) + " |")
    for name, meanings in MEANINGS.get(dataset.name, {}).items():
        lines += ["", f"| `{name}` | means |", "| --- | --- |", *(f"| `{value}` | {_cell(said)} |" for value, said in meanings.items())]
    if dataset.name == "events":
        lines += _modes()
    lines += ["", "| rule | checked | what holds |", "| --- | --- | --- |"]
    lines += [f"| `{rule.name}` | row | {_cell(rule.description)} |" for rule in dataset.rules]
    lines += [f"| `{rule.name}` | set | {_cell(rule.description)} |" for rule in set_rules(dataset.name)]
    return [*lines, ""]


def _modes() -> list[str]:
    """Return the table of the modes of event types, with what each one covers."""
    modes = [(f"`{kind}` | `{name}`", line) for kind, ones in EVENT_MODES.items() for name, line in ones.items()]
    return ["", "| `event_type` | `mode` | means |", "| --- | --- | --- |", *(f"| {name} | {line} |" for name, line in modes)]


def page() -> str:
    """Return the reference page: Markdown, one section a dataset, every column and every rule."""
    lines = [_HEAD]
    for dataset in DATASETS.values():
        lines += _section(dataset)
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(page())
