"""Rows as ``newsbeam sql`` prints them: a table, a column a line, csv, JSON."""

import csv
import datetime
import decimal
import io
import json
import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from newsbeam.wording import counted
from pipeline import terminal

WIDEST = 72
"""Characters of a cell shown in a table; csv and json are never cut."""
NARROWEST = 12
"""A table whose columns would get narrower than this on the terminal is printed a row below the other, a line a column."""
MOST = 1_000
"""Rows of a table that are shown; csv and json hold them all."""

Put = Callable[[str], None]
"""What takes a line or a record, without the line break behind it."""


def print_rows(names: list[str], rows: Iterator[tuple[Any, ...]], form: str, put: Put) -> None:
    """Give the rows of one result as ``form`` (table, line, csv or json), a line or record at a time, to ``put``."""
    if form == "csv":
        put(csv_record(names))
        for row in rows:
            put(csv_record(["" if value is None else nested(value) for value in row]))
    elif form == "json":
        for row in rows:
            values = dict(zip(names, map(json_value, row), strict=True))
            put(json.dumps(values, ensure_ascii=False, allow_nan=False))
    elif form == "line":
        indent = max(map(len, names), default=0)
        for number, row in enumerate(rows):
            put("\n" * bool(number) + "\n".join(f"{name:>{indent}} = {whole(value)}" for name, value in zip(names, row, strict=True)))
    else:
        shown: list[tuple[Any, ...]] = []
        count = 0
        for count, row in enumerate(rows, start=1):
            if count <= MOST:
                shown.append(row)
        _print_table(names, shown, count, put)


def csv_record(values: Sequence[object]) -> str:
    """Return ``values`` as a record of a csv file, without the line break behind it; readers take a carriage return for one too.

    >>> csv_record(["a", 1, "two" + chr(10) + "lines", "or" + chr(13)])
    'a,1,"two\\nlines","or\\r"'
    """
    record = io.StringIO()
    csv.writer(record, lineterminator="\r\n").writerow(values)  # of what ends a record each character is quoted
    return record.getvalue().removesuffix("\r\n")


def unique(names: list[str]) -> list[str]:
    """Return ``names`` of columns, each once.

    >>> unique(["a", "b", "a"])
    ['a', 'b', 'a_1']
    """
    found: list[str] = []
    for name in names:
        candidate, number = name, 0
        while candidate in found:
            number += 1
            candidate = f"{name}_{number}"
        found.append(candidate)
    return found


def json_value(value: object) -> Any:
    """Return ``value`` as JSON can hold it: dates and times in ISO 8601, decimals as numbers, no NaN.

    >>> json_value([datetime.date(2024, 1, 24), decimal.Decimal("1.5"), float("nan"), {"a": b"x"}])
    ['2024-01-24', 1.5, None, {'a': '78'}]
    """
    if isinstance(value, dict):
        return {str(key): json_value(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [json_value(item) for item in value]
    if isinstance(value, datetime.date | datetime.time):  # a datetime is a date
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, bytes):
        return value.hex()
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


def nested(value: object) -> object:
    """Return ``value`` as a cell: lists and structs as JSON, so that other programs can read them.

    >>> nested(["a", "b's"]), nested(3)
    ('["a", "b\\'s"]', 3)
    """
    return json.dumps(json_value(value), ensure_ascii=False) if isinstance(value, list | tuple | dict) else value


def _print_table(names: list[str], rows: list[tuple[Any, ...]], count: int, put: Put) -> None:
    console = terminal.screen()
    on_terminal = console.is_terminal and put is terminal.data
    cells = [[cell(value) for value in row] for row in rows]
    names = [terminal.one_line(name) for name in names]
    widths = [max([len(name), *(len(row[at]) for row in cells)]) for at, name in enumerate(names)]
    if not on_terminal:
        console = terminal.screen(width=max(20, sum(widths) + 2 * len(widths)))
    if sum(min(width, NARROWEST) + 2 for width in widths) > console.width + 2:
        _print_records(console, names, rows)
    else:
        table = Table(box=None, pad_edge=False, header_style="bold")
        for at, name in enumerate(names):
            numbers = rows and all(row[at] is None or type(row[at]) in (int, float, decimal.Decimal) for row in rows)
            table.add_column(Text(name), overflow="fold", justify="right" if numbers else "left")
        for row in cells:
            table.add_row(*map(Text, row))
        if on_terminal:
            console.print(table)
        else:
            with console.capture() as captured:
                console.print(table)
            put("\n".join(line.rstrip() for line in captured.get().removesuffix("\n").split("\n")))
    said = counted(count, "row")
    if count > len(rows):
        said = f"the first {len(rows):,} of {said}; --format csv and json give all of them"
    if on_terminal:
        console.print(Text(f"({said})", style="dim"), soft_wrap=True)
    else:
        put(f"({said})")


def _print_records(console: Console, names: list[str], rows: list[tuple[Any, ...]]) -> None:
    """Print one row below the other, a line a column: for columns that do not fit beside each other."""
    from pipeline.show import hang

    indent = max(map(len, names))
    for number, row in enumerate(rows, start=1):
        console.print(Text(f"row {number}", style="bold"))
        for name, value in zip(names, row, strict=True):
            if value is not None:
                hang(console, Text(f"  {name:>{indent}}  ", style="dim"), Text(cell(value, 10 * WIDEST)))


def whole(value: object) -> str:
    """Return ``value`` whole, on one line.

    >>> whole("two\\nlines"), whole(["a"]), whole(None)
    ('two lines', '["a"]', '')
    """
    return "" if value is None else terminal.one_line(nested(value))


def cell(value: object, widest: int = WIDEST) -> str:
    """Return ``value`` as a table shows it: one line, at most ``widest`` characters, moments without their parts of a second.

    >>> cell("two\\nlines"), cell(None), cell(["a"]), cell("x" * 100)[-3:]
    ('two lines', '', '["a"]', 'xx…')
    """
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        value = value.isoformat(" ", timespec="seconds")
    text = terminal.one_line(nested(value))
    return text if len(text) <= widest else text[: widest - 1] + "…"
