"""Run what the documents show, over a lake of the seeds: ``python -m tools.examples LAKE`` compares, with ``--write`` writes anew.

    make examples          # a run over seeds/ into build/, then every example of the documents anew
    make examples-test     # compares

Two kinds of examples are those of a real run and never typed: the output below each ``$ newsbeam …`` of a block marked ``console``, and the page
``docs/cookbook.md``, every example query with its first rows.
"""

import argparse
import difflib
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import newsbeam
from newsbeam.wording import counted
from pipeline import terminal
from pipeline.query import examples, question

ROOT = Path(__file__).parents[1]
COOKBOOK = ROOT / "docs" / "cookbook.md"
CONSOLE = re.compile(r"^```console\n(\$ newsbeam .*?)^```$", re.MULTILINE | re.DOTALL)
ROWS = 3
CELL = 60  # characters of a cell of the cookbook
INTRODUCTION = """# SQL cookbook

*Written by `make examples` from `newsbeam/sql/examples/` and a run over `seeds/`; change those, not this page.*

Every example query with the first rows that it gives over the lake that `make run-local` makes. Its people and events are fictional. Each runs by its
number: `newsbeam sql lake --example 17`. Long values are cut here and nowhere else. The views the queries read: [Asking a lake](queries.md).
"""


def documents() -> list[Path]:
    """Return the documents that may hold examples of the command."""
    return [ROOT / "README.md", *sorted(ROOT.glob("docs/*.md"))]


def commands(block: str) -> list[str]:
    """Return the commands of a console block, without their outputs; a quoted argument may go on over lines.

    >>> commands("$ newsbeam sql lake 'SELECT 1,\\n  2' | head -1\\n1 2\\n$ newsbeam path lake\\n")
    ["newsbeam sql lake 'SELECT 1,\\n  2' | head -1", 'newsbeam path lake']
    """
    found: list[str] = []
    lines = iter(block.splitlines())
    for line in lines:
        if line.startswith("$ "):
            command = line.removeprefix("$ ")
            while not complete(command):
                command += "\n" + next(lines)
            found.append(command)
    return found


def complete(command: str) -> bool:
    """Return whether every quotation mark of a command is closed.

    >>> complete("newsbeam sql lake 'SELECT 1,"), complete("newsbeam sql lake 'SELECT 1'")
    (False, True)
    """
    try:
        shlex.split(command)
    except ValueError:
        return False
    return True


def shown(text: str, folder: Path) -> str:
    """Return a document with its console blocks as their commands answer in ``folder``, which holds a lake named ``lake``.

    Raises:
        subprocess.CalledProcessError: A command fails.
    """

    def block(found: re.Match[str]) -> str:
        return "```console\n" + "".join(f"$ {command}\n{answer(command, folder)}" for command in commands(found.group(1))) + "```"

    return CONSOLE.sub(block, text)


def answer(command: str, folder: Path) -> str:
    """Return what a command line of the shell prints in ``folder``, each line without the blanks at its end.

    Raises:
        subprocess.CalledProcessError: It fails.
    """
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "118", "NO_COLOR": "1"}
    done = subprocess.run(["sh", "-c", command], cwd=folder, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


def cookbook(lake: Path) -> str:
    """Return the page of the example queries, with the first rows each gives over ``lake``; what differs from run to run is not shown."""
    opened, parts = newsbeam.open(lake), [INTRODUCTION]
    for name, query in examples().items():
        body = "\n".join(line for line in query.strip().splitlines() if not line.startswith("-- "))
        parts.append(f"## {question(query)}\n\n`{name}`\n\n```sql\n{body}\n```\n")
        parts.append("Its rows differ from run to run.\n" if re.search(r"\bruns\b", body) else rows(opened.sql(query)))
    return "\n".join(parts)


def rows(relation: Any) -> str:
    """Return the first rows of a relation of DuckDB as a Markdown table, and how many there are."""
    names, found = relation.columns, relation.fetchall()
    table = [names, ["---"] * len(names), *([cell(value) for value in row] for row in found[:ROWS])]
    count = counted(len(found), "row")
    return "".join(f"| {' | '.join(line)} |\n" for line in table) + f"\n{count}{', the first of them above' if len(found) > ROWS else ''}\n"


def cell(value: Any) -> str:
    """Return a value as a cell of a Markdown table: one line without control characters, cut, and nothing in it is read as Markdown.

    >>> cell("a|b\\n*c*"), cell(None), cell(["x", None]), cell(0.5), cell("no" + chr(0) + " text")
    ('a\\\\|b \\\\*c\\\\*', '', 'x,', '0.5', 'no text')
    """
    if isinstance(value, list):
        value = ", ".join("" if one is None else str(one) for one in value)
    text = " ".join(terminal.blank("" if value is None else str(value)).split())
    text = text if len(text) <= CELL else f"{text[: CELL - 1]}…"
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", text)


def main(arguments: list[str] | None = None) -> int:
    """Compare the examples of the documents with what they give over a lake, or write them; return 1 where one differs and is not written."""
    parser = argparse.ArgumentParser(prog="python -m tools.examples", description=main.__doc__)
    parser.add_argument("lake", metavar="LAKE", type=Path, help="a lake that one run over seeds/ made")
    parser.add_argument("--write", action="store_true", help="write the documents anew")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "lake").symlink_to(options.lake.resolve())
        wanted = {path: shown(path.read_text(encoding="utf-8"), Path(folder)) for path in documents() if path != COOKBOOK}
    wanted[COOKBOOK] = cookbook(options.lake)
    stale = {path: text for path, text in wanted.items() if not path.exists() or path.read_text(encoding="utf-8") != text}
    for path, text in stale.items():
        if options.write:
            path.write_text(text, encoding="utf-8")
        else:
            before = path.read_text(encoding="utf-8") if path.exists() else ""
            name = str(path.relative_to(ROOT))
            print(
                "\n".join(difflib.unified_diff(before.splitlines(), text.splitlines(), name, f"{name} by make examples", lineterm="", n=1))
            )
    return int(bool(stale) and not options.write)


if __name__ == "__main__":
    sys.exit(main())
