"""``newsbeam sql``: queries over the published version, once or at a prompt."""

import contextlib
import csv
import datetime
import decimal
import importlib.resources
import io
import json
import math
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Optional

import duckdb
from rich.console import Console
from rich.table import Table
from rich.text import Text

import newsbeam
from newsbeam.wording import counted
from pipeline import terminal
from pipeline.connection import connect
from pipeline.errors import EXIT_OK, InputError, NewsbeamError, UsageError

WIDEST = 72
"""Characters of a cell shown in a table; csv and json are never cut."""
NARROWEST = 12
"""A table whose columns would get narrower than this on the terminal is printed a row below the other, a line a column."""
MOST = 1_000
"""Rows of a table that are shown; csv and json hold them all."""


Put = Callable[[str], None]


FORMS = {".csv": "csv", ".json": "json", ".jsonl": "json", ".ndjson": "json", ".parquet": "parquet"}
"""The form that the ending of a file asks for."""


def run(
    root: Path | str, query: Optional[str], form: Optional[str], *, example: Optional[str] = None, output: Optional[Path] = None
) -> int:
    """Run the statements of ``query``, or an example query, or read queries from the terminal (from standard input where that is no terminal).

    ``form`` is table (rows below each other), line (a column a line), csv, json (an object a line) or parquet; None is what the ending of ``output``
    says (:data:`FORMS`), else table. The rows go to the file ``output``,
    whole or not at all; without it to standard output.

    Raises:
        LakeError: there is no lake at ``root``, or none that can be read.
        InputError: a file of it is damaged.
        UsageError: DuckDB refuses the query, there is no such example, or a form that needs a file has none.
    """
    if example is not None and query is not None:
        raise UsageError("give either a query or --example")
    if form is None:
        form = FORMS.get(output.suffix.lower(), "table") if output else "table"
    if form == "parquet" and output is None:
        raise UsageError("--format parquet needs --output FILE")
    lake = newsbeam.open(root)
    if example == "list":
        _list_examples()
        return EXIT_OK
    if example is not None:
        query = example_query(example)
    connection = connect(lake)
    if query is None and output is None and sys.stdin is not None and sys.stdin.isatty():
        prompt(connection, lake, form)
        return EXIT_OK
    if query is None:
        query = _from_standard_input()
    if output is None:
        execute(connection, query, form)
    else:
        _write(connection, query, form, output)
    return EXIT_OK


def _write(connection: Any, query: str, form: str, output: Path) -> None:
    """Write the rows of ``query`` to a file, which is replaced when all of them are there."""
    unfinished = output.with_name(output.name + ".inprogress")
    try:
        if form == "parquet":
            _write_parquet(connection, query, unfinished)
        else:
            with unfinished.open("w", encoding="utf-8", newline="") as file:
                execute(connection, query, form, put=lambda record: file.writelines((record, "\n")))
        unfinished.replace(output)
    finally:
        unfinished.unlink(missing_ok=True)


def _write_parquet(connection: Any, query: str, path: Path) -> None:
    import pyarrow.parquet as pq

    with _refusals():
        statements = connection.extract_statements(query)
        if len(statements) != 1:
            raise UsageError(f"a file of Parquet holds the rows of one statement, not of {len(statements)}")
        found = connection.sql(statements[0].query)
        if found is None:
            raise UsageError("the statement gives no rows")
        rows = found.to_arrow_reader(MOST)
        with pq.ParquetWriter(path, rows.schema, compression="zstd") as writer:
            for batch in rows:
                writer.write_batch(batch)


def _from_standard_input() -> str:
    if sys.stdin is None:
        raise UsageError("give a query: standard input is closed")
    try:
        return sys.stdin.read()
    except UnicodeDecodeError as error:
        raise UsageError(f"standard input is not {error.encoding}: byte {error.start} of what was read") from error


def examples() -> dict[str, str]:
    """Return the example queries that ship with newsbeam, by name ("01_articles_per_day"), in order."""
    folder: Traversable = importlib.resources.files("newsbeam").joinpath("sql", "examples")
    files = sorted((path for path in folder.iterdir() if path.name.endswith(".sql")), key=lambda path: path.name)
    return {path.name.removesuffix(".sql"): path.read_text(encoding="utf-8") for path in files}


def question(query: str) -> str:
    """Return the question that an example query answers: its first line.

    >>> question("-- How many?" + chr(10) + "SELECT 1")
    'How many?'
    """
    return query.split("\n", 1)[0].removeprefix("--").strip()


def example_query(name: str) -> str:
    """Return the example query that goes by ``name``: its whole name, its number, or its name without the number.

    Raises:
        UsageError: there is none.
    """
    for full, query in examples().items():
        number, slug = full.split("_", 1)
        if name in (full, slug, number, number.lstrip("0")):
            return query
    raise UsageError(f"no example goes by {name!r} (--example list lists them)")


def _list_examples() -> None:
    for name, query in examples().items():
        number, slug = name.split("_", 1)
        terminal.say(f"{number}  {slug:<28}  {question(query)}")


def execute(connection: Any, query: str, form: str, *, put: Put = terminal.data) -> None:
    """Run the statements of ``query`` in turn, and give the rows of each as ``form``, a line or record at a time, to ``put``."""
    with _refusals():
        for number, statement in enumerate(connection.extract_statements(query)):
            if number:
                put("")
            result = connection.execute(statement.query)
            names = unique([column[0] for column in result.description or ()])
            _print(names, _fetched(result), form, put)


@contextlib.contextmanager
def _refusals() -> Iterator[None]:
    """Say what DuckDB refuses in our words."""
    try:
        yield
    except duckdb.Error as error:
        if "reading the stream registered as" in str(error):  # DuckDB's words where Arrow cannot read a file
            raise InputError(f"a file is damaged: {' '.join(str(error).split())}") from error
        raise UsageError(f"the query failed: {error}") from error


def _fetched(result: Any) -> Iterator[tuple[Any, ...]]:
    if result.description:
        while rows := result.fetchmany(MOST):
            yield from rows


def _print(names: list[str], rows: Iterator[tuple[Any, ...]], form: str, put: Put) -> None:
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
    """Return ``values`` as a record of a csv file, without the line break behind it.

    >>> csv_record(["a", 1, "two" + chr(10) + "lines"])
    'a,1,"two\\nlines"'
    """
    record = io.StringIO()
    csv.writer(record, lineterminator="\n").writerow(values)  # what ends a record is what it quotes
    return record.getvalue().removesuffix("\n")


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


HELP = """\
.tables       the datasets and views
.schema NAME  the columns of one
.examples     queries to begin with
.quit         leave, as Ctrl-D does
Anything else is SQL of DuckDB, which ends with a semicolon."""


def _translated(typed: str) -> str:
    """Return the query that does what a command of the prompt asks for; what it says itself is printed."""
    name, _, rest = typed.partition(" ")
    if name == ".tables":
        return "SHOW TABLES;"
    if name == ".schema" and rest.strip():
        quoted = rest.strip().strip('"').replace('"', '""')
        return f'DESCRIBE "{quoted}";'
    if name == ".examples":
        _list_examples()
    else:
        terminal.say(HELP)
    return ""


def prompt(connection: Any, lake: newsbeam.Lake, form: str) -> None:
    """Read queries that end with a semicolon until the end of input; a failed query does not end the prompt."""
    with contextlib.suppress(ImportError):  # line editing and history, where Python has them
        import readline  # noqa: F401
    console = terminal.screen()
    console.print(f"version {lake.version.number}; tables: {', '.join(lake.tables)}")
    console.print("End a query with ; and leave with Ctrl-D. .help says more.")
    pending = ""
    while True:
        try:
            pending += input("sql> " if not pending else "...> ") + "\n"
        except EOFError:
            console.print()
            return
        except KeyboardInterrupt:
            console.print()
            pending = ""
            continue
        if pending.strip().lower().rstrip(";") in ("exit", "quit", ".exit", ".quit"):
            return
        if pending.startswith("."):
            pending = _translated(pending.strip().rstrip(";"))
        if not pending.strip().strip(";"):
            pending = ""
        if not pending.rstrip().endswith(";"):
            continue
        try:
            execute(connection, pending, form)
        except NewsbeamError as error:
            console.print(terminal.message(str(error)), soft_wrap=True)
        except KeyboardInterrupt:
            console.print("interrupted")
        pending = ""
