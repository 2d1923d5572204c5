"""What is typed for ``newsbeam sql``: queries that end with a semicolon, and words that begin with a dot, at its prompt or from elsewhere."""

import contextlib
from typing import Any

import duckdb

import newsbeam
from newsbeam.wording import did_you_mean
from pipeline import terminal
from pipeline.errors import NewsbeamError, UsageError
from pipeline.query import execute, list_examples

HELP = """\
.tables       the datasets and views
.schema NAME  the columns of one
.examples     queries to begin with
.quit         leave, as Ctrl-D does
Anything else is SQL of DuckDB, which ends with a semicolon."""

LEAVE = (".quit", ".exit")
_SAID = {".help": lambda: terminal.say(HELP), ".examples": list_examples}
_WORDS = (".tables", ".schema", *_SAID, *LEAVE)


def as_query(typed: str) -> str:
    """Return the query that does what a word with a dot asks for; what it says itself is printed, and then there is none.

    >>> as_query('.schema "quotes";')
    'DESCRIBE "quotes";'

    Raises:
        UsageError: there is no such word, or it lacks its name.
    """
    word, _, rest = typed.strip().rstrip(";").rstrip().partition(" ")
    if word not in _WORDS:
        raise UsageError(f"unknown word {word}{did_you_mean(word, _WORDS)} (see .help)")
    if word == ".tables":
        return "SHOW TABLES;"
    if word == ".schema":
        name = rest.strip().strip('"').replace('"', '""')
        if not name:
            raise UsageError(".schema needs the name of a dataset or view, such as .schema articles; .tables lists them")
        return f'DESCRIBE "{name}";'
    _SAID[word]()
    return ""


def as_sql(connection: Any, text: str) -> str:
    """Return ``text``, which comes from a file or an argument, with the words that begin a line with a dot as queries; ``.quit`` ends it.

    As at the prompt, such a word stands where no query is unfinished: elsewhere, as in ``SELECT 1 +`` and ``.5`` on the next line, it is SQL. What
    ``.help`` and ``.examples`` say is printed at once.

    Raises:
        UsageError: there is no such word, or it lacks its name.
    """
    lines: list[str] = []
    for line in text.split("\n"):
        if line.startswith(".") and _is_whole(connection, "\n".join(lines)):
            if line.strip().rstrip(";").rstrip() in LEAVE:
                break
            line = as_query(line)
        lines.append(line)
    return "\n".join(lines)


def _is_whole(connection: Any, text: str) -> bool:
    """Return whether a query may begin behind ``text``: no statement, comment or quotation of it is unfinished."""
    try:
        begun = len(connection.extract_statements(f"{text}\nSELECT 1"))
        return begun == 1 or begun == len(connection.extract_statements(text)) + 1
    except duckdb.Error:
        return False


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
        if pending.strip().lower().rstrip(";") in ("exit", "quit", *LEAVE):
            return
        try:
            if pending.startswith("."):
                pending = as_query(pending)
            if not pending.strip().strip(";"):
                pending = ""
            if not pending.rstrip().endswith(";"):
                continue
            execute(connection, pending, form)
        except NewsbeamError as error:
            console.print(terminal.message(str(error)), soft_wrap=True)
        except KeyboardInterrupt:
            console.print("interrupted")
        pending = ""
