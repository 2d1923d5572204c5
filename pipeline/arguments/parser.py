"""The parser of the whole command line, a parser of its own for each command."""

import argparse
from pathlib import Path
from typing import NoReturn

from pipeline import terminal
from pipeline.arguments import kinds, of_runs
from pipeline.arguments.codes import exit_codes
from pipeline.errors import UsageError


class Parser(argparse.ArgumentParser):
    """A parser that prints through :mod:`pipeline.terminal` and raises where the words are wrong."""

    def error(self, message: str) -> NoReturn:
        """Raise what is wrong with the words, as an error of usage."""
        raise UsageError(f"{message} (see {self.prog} --help)")

    def _print_message(self, message: str, file: object = None) -> None:
        terminal.say(message.rstrip("\n"))


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    top = Parser(
        prog="newsbeam",
        description="Raw news pages in, validated Parquet out.",
        epilog=exit_codes(""),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    top.add_argument("--version", action="store_true", help="print the version and exit")
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    of_runs.add(_command(commands, "run", "process raw articles and publish the result"))
    config = _command(commands, "config", "show each option of a run, its value, and where that is from: newsbeam.toml or the default")
    of_runs.add_config(config)
    _add_status(commands)
    doctor = _command(commands, "doctor", "check this machine, this installation and a lake's place: whether runs can work, and what to do")
    elsewhere = kinds.folder_or("newsbeam status says how a lake on an object store is, and doctor without LAKE checks the machine")
    doctor.add_argument("lake", metavar="LAKE", type=elsewhere, nargs="?", help="folder of the lake, which need not be there yet")
    doctor.add_argument("--format", choices=("text", "json"), default="text", help="how to print it (default: %(default)s)")
    for name, text in (
        ("validate", "audit the published version again: all rules, all files"),
        ("verify", "compare every published file with the manifest's SHA-256"),
        ("path", "print the folder of the published version, resolved; on an object store the URL of its manifest"),
    ):
        command = _command(commands, name, text)
        _add_lake(command)
        if name == "path":
            command.add_argument("--files", action="store_true", help="print the path or URL of each of its files instead, one a line")
    recover = _command(
        commands, "recover", "make the newest whole version current, where `current` is lost or damaged, or go back to an older one"
    )
    _add_lake(recover)
    recover.add_argument(
        "--version", type=kinds.at_least(1), metavar="N", dest="number",
        help="go back to version N: its files are published as the next version (default: the newest whose files are all as its manifest says)",
    )  # fmt: skip
    collect = _command(commands, "gc", "remove old versions, and what ended runs left: their staging, and the records of those that failed")
    _add_lake(collect)
    collect.add_argument(
        "--keep", type=kinds.at_least(1), default=10, metavar="N",
        help="versions that stay: the current one and those before it (default: %(default)s)",
    )  # fmt: skip
    collect.add_argument(
        "--older_than", type=kinds.at_least(0), default=24, metavar="HOURS", help="remove only what is older (default: %(default)s)"
    )
    merge = _command(
        commands, "compact", "merge small files: the same rows in fewer ones, as the next version; gc removes the old ones later"
    )
    _add_lake(merge)
    _add_erase(commands)
    export = _command(
        commands,
        "export-iceberg",
        "write the datasets as Apache Iceberg tables too, or write these anew: metadata beside the same files, kept in step from then on",
    )
    _add_lake(export)
    export.add_argument("--remove", action="store_true", help="remove these tables instead; the lake is kept without them from then on")
    sql = _command(commands, "sql", "run a query over the published version; without one, read queries from the terminal")
    _add_lake(sql)
    sql.add_argument(
        "query", metavar="QUERY", nargs="?",
        help="SQL of DuckDB over the datasets and views; without it queries are read from the terminal, or from standard input",
    )  # fmt: skip
    forms = ("table", "line", "csv", "json", "parquet")
    sql.add_argument(
        "--format", choices=forms, help="how to print rows; line is a column a line (default: what the ending of --output says, else table)"
    )
    sql.add_argument(
        "--output",
        type=kinds.file,
        metavar="FILE",
        help="write the rows there instead, whole or not at all, in the form of its ending: .csv, .json, .jsonl, .parquet, .txt; parquet needs it",
    )
    sql.add_argument("--example", metavar="NAME", help="run an example query instead, by its name or number; 'list' lists them")
    show = _command(commands, "show", "show one article: its segments by kind, its facts marked and listed")
    _add_lake(show)
    show.add_argument(
        "article",
        metavar="ARTICLE",
        nargs="?",
        help="source_uri, its end or a part of it, or the beginning of article_id; without it the articles are listed",
    )
    show.add_argument("--debug", action="store_true", help="say for each segment and each fact which rule made it what it is")
    report = _command(commands, "report", "write the lake as a site that a browser opens from the disk: articles, facts, maps, audit")
    elsewhere = kinds.folder_or("newsbeam sql and show look into a lake on an object store; for a report run the same inputs into a folder")
    report.add_argument("lake", metavar="LAKE", type=elsewhere, help="folder of the lake")
    report.add_argument(
        "--output", type=kinds.folder, default=Path("newsbeam-report"), metavar="DIR",
        help="folder of the site; an earlier report there is replaced, anything else is left alone (default: %(default)s)",
    )  # fmt: skip
    _add_sample(commands)
    completion = _command(commands, "completion", "print what completes commands and options by Tab, for a shell to read")
    completion.add_argument("shell", metavar="SHELL", choices=("bash", "zsh", "fish"), help="bash, zsh or fish")
    evaluate = _command(commands, "evaluate", "measure the rows against annotated news")
    evaluate.add_argument("task", metavar="TASK", help="what to measure: segments, mentions, times, …, or all; an unknown one names them")
    evaluate.add_argument("--gold", required=True, type=Path, metavar="DIR", help="folder with raw/*.txt and gold.jsonl (all: its parent)")
    evaluate.add_argument("--json", type=kinds.file, metavar="FILE", help="write the measures there too")
    evaluate.add_argument("--workers", type=kinds.at_least(0), default=0, help="processes (default: one for each core)")
    help_of = _command(commands, "help", "say what the commands are, or how one of them is used, as its --help does")
    help_of.add_argument("of", metavar="COMMAND", nargs="?", help="a command; without it all of them are named")
    return top


def commands(top: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """Return the parsers of the commands by name."""
    (action,) = [action for action in top._actions if isinstance(action, argparse._SubParsersAction)]
    return dict(action.choices)


def _command(commands: "argparse._SubParsersAction[Parser]", name: str, text: str) -> argparse.ArgumentParser:
    return commands.add_parser(
        name, help=text, description=text, epilog=exit_codes(name), formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )


def _add_lake(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "lake", metavar="LAKE", type=kinds.lake, help="folder of the lake, or its URL on an object store (s3://bucket/lake)"
    )


def _add_status(commands: "argparse._SubParsersAction[Parser]") -> None:
    status = _command(commands, "status", "say how a lake is: the age of its last success, versions, backlog, size, growth")
    _add_lake(status)
    status.add_argument(
        "--max_age", type=kinds.duration, metavar="TIME", help="exit code 1 where the last success is older: 26h, 90min, 2d, 600s"
    )  # fmt: skip
    status.add_argument(
        "--input", nargs="+", default=[], metavar="PATH", action="extend", dest="inputs",
        help="plan a run over these with the options of the last one, and count what it would process: the backlog; without it the backlog is what "
        "the last run recorded",
    )  # fmt: skip
    status.add_argument("--format", choices=("text", "json"), default="text", help="how to print it (default: %(default)s)")


def _add_erase(commands: "argparse._SubParsersAction[Parser]") -> None:
    erase = _command(
        commands,
        "erase",
        "list what would be erased of some articles, and with --yes erase it: rows, rejects, reports, older versions; for good",
    )
    _add_lake(erase)
    which = erase.add_mutually_exclusive_group(required=True)
    which.add_argument("--article", nargs="+", action="extend", default=[], metavar="ID", help="articles by their whole article_id")
    which.add_argument(
        "--source_uri", nargs="+", action="extend", default=[], metavar="URI", help="articles and rejects by their whole source_uri"
    )
    which.add_argument(
        "--person", type=kinds.not_empty, metavar="NAME",
        help="all articles that have this full name: as an entity, as a mention, or anywhere in their text, in capital or small letters",
    )  # fmt: skip
    erase.add_argument("--yes", action="store_true", help="do it; nothing brings it back")


def _add_sample(commands: "argparse._SubParsersAction[Parser]") -> None:
    sample = _command(commands, "sample", "write random rows to a sheet that a person judges, or say what judged sheets give")
    elsewhere = kinds.folder_or(
        "newsbeam sql draws rows of a lake on an object store, such as 'FROM mentions USING SAMPLE 60'; for a sheet run the same inputs into a folder"
    )
    sample.add_argument("lake", metavar="LAKE", type=elsewhere, nargs="?", help="folder of the lake")
    sample.add_argument("--rows", type=kinds.at_least(1), default=60, metavar="N", help="rows of each dataset (default: %(default)s)")
    sample.add_argument("--seed", type=int, default=1, metavar="N", help="another seed draws other rows (default: %(default)s)")
    sample.add_argument("--dataset", action="append", default=[], metavar="NAME", help="draw from this dataset; several times for several")
    sample.add_argument(
        "--output", type=kinds.file, default=Path("sample.csv"), metavar="FILE.csv",
        help="the sheet; beside it FILE.html, the page to judge it with (default: %(default)s)",
    )  # fmt: skip
    sample.add_argument(
        "--score", nargs="+", type=Path, metavar="FILE.csv",
        help="print the precision of these judged sheets instead; their column verdict holds y (right), n (wrong) or u (unsure)",
    )  # fmt: skip
    sample.add_argument("--json", type=kinds.file, metavar="FILE", help="with --score: write the figures there too")
