"""``newsbeam sql``: queries over the published version."""

import contextlib
import importlib.resources
import shlex
import sys
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Optional

import duckdb

import newsbeam
from newsbeam.wording import did_you_mean
from pipeline import terminal
from pipeline.connection import connect
from pipeline.errors import EXIT_OK, InputError, UsageError
from pipeline.failures import is_interruption
from pipeline.forms import MOST, Put, print_rows, unique
from pipeline.outputs import unfinished

FORMS = {"": "table", ".txt": "table", ".csv": "csv", ".json": "json", ".jsonl": "json", ".ndjson": "json", ".parquet": "parquet"}
"""The form that the ending of a file asks for; a name without one is a table's."""


def run(
    root: Path | str, query: Optional[str], form: Optional[str], *, example: Optional[str] = None, output: Optional[Path] = None
) -> int:
    """Run the statements of ``query``, or an example query, or read queries from the terminal (from standard input where that is no terminal);
    words that begin with a dot are read in all of them.

    ``form`` is table (rows below each other), line (a column a line), csv, json (an object a line) or parquet; None is what the ending of ``output``
    says (:data:`FORMS`), without that table. The rows go to the file ``output``,
    whole or not at all; without it to standard output.

    Raises:
        LakeError: there is no lake at ``root``, or none that can be read.
        InputError: a file of it is damaged.
        UsageError: DuckDB refuses the query, there is no such example, a form that needs a file has none, or the ending of the file says no form.
    """
    if example is not None and query is not None:
        raise UsageError("give either a query or --example")
    if query is not None:
        _refuse_what_is_no_query(root, query)
    if form is None:
        form = _form_of(output) if output else "table"
    if form == "parquet" and output is None:
        raise UsageError("--format parquet needs --output FILE")
    lake = newsbeam.open(root)
    if example == "list":
        list_examples()
        return EXIT_OK
    if example is not None:
        query = example_query(example)
    from pipeline import prompt

    connection = connect(lake)
    if query is None and output is None and sys.stdin is not None and sys.stdin.isatty():
        prompt.prompt(connection, lake, form)
        return EXIT_OK
    query = prompt.as_sql(connection, _from_standard_input() if query is None else query)
    if output is None:
        execute(connection, query, form)
    else:
        _write(connection, query, form, output)
    return EXIT_OK


def _form_of(output: Path) -> str:
    """Return the form that the ending of ``output`` asks for.

    Raises:
        UsageError: it asks for none that there is.
    """
    ending = output.suffix.lower()
    if ending not in FORMS:
        raise UsageError(f"--output {output}: {ending} is no ending of rows; there are {', '.join(filter(None, FORMS))}, or give --format")
    return FORMS[ending]


def _refuse_what_is_no_query(root: Path | str, query: str) -> None:
    """Refuse what was given as a query and is none: nothing, a file, or a lake behind its query.

    Raises:
        UsageError: it is one of them.
    """
    if not query.strip():
        raise UsageError("the query is empty")
    with contextlib.suppress(OSError, ValueError):  # what is too long for a name, or holds what none does
        if Path(query).is_file():
            raise UsageError(f"{query} is a file: newsbeam sql {shlex.quote(str(root))} < {shlex.quote(query)} runs what it holds")
        if Path(query).is_dir() and not Path(root).exists():
            raise UsageError(f"{root} is no lake, but {query} is there: first the lake, then the query")


def _write(connection: Any, query: str, form: str, output: Path) -> None:
    """Write the rows of ``query`` to a file, which is replaced when all of them are there."""
    with unfinished(output) as path:
        if form == "parquet":
            _write_parquet(connection, query, path)
        else:
            with path.open("w", encoding="utf-8", newline="") as file:
                execute(connection, query, form, put=lambda record: file.writelines((record, "\n")))
        path.replace(output)


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
        with path.open("wb") as file, pq.ParquetWriter(file, rows.schema, compression="zstd") as writer:
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
    names = [full.split("_", 1)[1] for full in examples()]
    raise UsageError(f"no example goes by {name!r}{did_you_mean(name, names)} (--example list lists them)")


def list_examples() -> None:
    """Print the number, the name and the question of each example query."""
    for name, query in examples().items():
        number, slug = name.split("_", 1)
        terminal.say(f"{number}  {slug:<28}  {question(query)}")


def execute(connection: Any, query: str, form: str, *, put: Put = terminal.data) -> None:
    """Run the statements of ``query`` in turn, and give the rows of each as ``form``, a line or record at a time, to ``put``.

    An empty line stands between two results, but in JSON, where each object is a line. In csv it can be nothing else: within a table an empty value
    alone is ``""``. Statements that give no rows, such as ``CREATE``, print nothing.
    """
    with _refusals():
        printed = 0
        for statement in connection.extract_statements(query):
            result = connection.execute(statement.query)
            names = unique([column[0] for column in result.description or ()])
            if not _gives_rows(statement, names):
                continue
            if printed and form != "json":
                put("")
            print_rows(names, _fetched(result), form, put)
            printed += 1


def _gives_rows(statement: Any, names: list[str]) -> bool:
    """Return whether a statement, whose result has columns of these ``names``, gives rows, and not only how many it changed."""
    kinds = [kind.name for kind in statement.expected_result_type]
    return kinds == ["QUERY_RESULT"] or ("QUERY_RESULT" in kinds and names != ["Count"])


@contextlib.contextmanager
def _refusals() -> Iterator[None]:
    """Say what DuckDB refuses in our words; Ctrl-C in the middle of a query is Ctrl-C."""
    try:
        yield
    except (duckdb.Error, RuntimeError) as error:
        if is_interruption(error):
            raise KeyboardInterrupt from error
        if not isinstance(error, duckdb.Error):
            raise
        if "reading the stream registered as" in str(error):  # DuckDB's words where Arrow cannot read a file
            raise InputError(f"a file is damaged: {' '.join(str(error).split())}") from error
        raise UsageError(f"the query failed: {error}") from error


def _fetched(result: Any) -> Iterator[tuple[Any, ...]]:
    while rows := result.fetchmany(MOST):
        yield from rows
