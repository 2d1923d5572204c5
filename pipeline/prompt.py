"""The prompt of ``newsbeam sql``: queries that end with a semicolon, and words that begin with a dot."""

import contextlib
from typing import Any

import newsbeam
from pipeline import terminal
from pipeline.errors import NewsbeamError
from pipeline.query import execute, list_examples

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
        list_examples()
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
