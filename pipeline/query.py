"""``newsbeam sql``: queries over the published version, once or at a prompt."""

import csv
import json
import sys
from pathlib import Path
from typing import Any, Optional

import duckdb
from rich.console import Console
from rich.table import Table
from rich.text import Text

import newsbeam
from pipeline.errors import EXIT_OK, InputError, UsageError

WIDEST = 72
"""Characters of a cell shown in a table; csv and json are never cut."""


def run(root: Path, query: Optional[str], form: str) -> int:
    """Run ``query``, or read queries from the terminal (from standard input where that is no terminal), and print the rows.

    Raises:
        InputError: there is no lake at ``root``.
        UsageError: DuckDB refuses the query.
    """
    try:
        lake = newsbeam.open(root)
    except newsbeam.LakeError as error:
        raise InputError(str(error)) from error
    connection = lake.connect(locked=True)
    if query is not None:
        execute(connection, query, form)
    elif sys.stdin.isatty():
        prompt(connection, lake, form)
    else:
        execute(connection, sys.stdin.read(), form)
    return EXIT_OK


def execute(connection: Any, query: str, form: str) -> None:
    """Run one query and print its rows to standard output as ``form``: table, csv or json (an object a line)."""
    try:
        result = connection.execute(query)
        names = [column[0] for column in result.description or ()]
        rows = result.fetchall()
    except duckdb.Error as error:
        raise UsageError(f"the query failed: {error}") from error
    if form == "csv":
        writer = csv.writer(sys.stdout)
        writer.writerow(names)
        writer.writerows(rows)
    elif form == "json":
        for row in rows:
            print(json.dumps(dict(zip(names, row, strict=True)), default=str, ensure_ascii=False))
    else:
        _print_table(names, rows)


def _print_table(names: list[str], rows: list[tuple[Any, ...]]) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in names:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell(value)) for value in row))
    console = Console()
    if not console.is_terminal:
        console = Console(width=max(200, WIDEST * len(names) + 2 * len(names)))
    console.print(table)
    console.print(Text(f"({len(rows)} row{'' if len(rows) == 1 else 's'})", style="dim"))


def cell(value: object) -> str:
    """``value`` as a table shows it: one line, controls and terminal escapes replaced, at most 72 characters.

    >>> cell("two\\nlines \\x1b[31m"), cell(None)
    ('two lines ?[31m', '')
    """
    if value is None:
        return ""
    text = "".join(c if c.isprintable() else " " if c.isspace() else "?" for c in str(value))
    return text if len(text) <= WIDEST else text[: WIDEST - 1] + "…"


def prompt(connection: Any, lake: newsbeam.Lake, form: str) -> None:
    """Read queries that end with a semicolon until the end of input; a failed query does not end the prompt."""
    console = Console()
    console.print(f"version {lake.version.number}; tables: {', '.join(lake.tables)}", highlight=False)
    console.print(
        "end a query with ; and leave with Ctrl-D. SHOW TABLES; lists the views, DESCRIBE articles; the columns.", highlight=False
    )
    pending = ""
    while True:
        try:
            pending += input("sql> " if not pending else "...> ") + "\n"
        except EOFError:
            console.print()
            return
        if not pending.rstrip().endswith(";"):
            continue
        try:
            execute(connection, pending, form)
        except UsageError as error:
            console.print(Text(str(error)))
        pending = ""
