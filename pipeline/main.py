"""The command line of ``newsbeam``: a parser and a function for each command."""

import argparse
import ast
import atexit
import datetime
import difflib
import functools
import importlib.util
import itertools
import math
import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, Optional

from pipeline import errors, settings, terminal
from pipeline.errors import EXIT_FAILED, EXIT_OK, UsageError
from pipeline.failures import failure_of
from pipeline.options import DEFAULT_ANNOTATED, DEFAULT_LIMIT, DEFAULT_MODEL, MAX_FAILURES, RunOptions, default_max_failures

if TYPE_CHECKING:
    from pipeline.lakes import Lake

EXIT_CODES = {
    errors.EXIT_OK: "done: published, nothing new, nothing wrong",
    errors.EXIT_FAILED: "failed; of verify: a file is not as its manifest says; of status: older than --max_age; of doctor: a check failed",
    errors.EXIT_USAGE: "wrong usage",
    errors.EXIT_AUDIT: "refused by the audit, or by --strict_drift",
    errors.EXIT_REJECTS: "more than --max_rejects or --max_failures",
    errors.EXIT_INPUT: "input missing; no lake there, or a damaged one",
    errors.EXIT_IO: "input/output error (disk full)",
    errors.EXIT_BUSY: "the lake is busy, try later",
    errors.EXIT_INTERRUPTED: "interrupted (Ctrl-C)",
}
_RUNS = frozenset(EXIT_CODES)
_WRITES = _RUNS - {errors.EXIT_AUDIT, errors.EXIT_REJECTS}
_READS = _WRITES - {errors.EXIT_BUSY}
_CODES = {
    "run": _RUNS,
    "validate": _READS | {errors.EXIT_AUDIT},
    "recover": _WRITES,
    "gc": _WRITES,
    "erase": _WRITES,
    "compact": _RUNS - {errors.EXIT_REJECTS},
}
"""The exit codes of a command; of those that only read, where there is no other."""


def exit_codes(name: str) -> str:
    """Return what the help of a command says of its exit codes, or of all of them for another name."""
    codes = _CODES.get(name, _READS) if name else EXIT_CODES.keys()
    return "exit codes:\n" + "".join(f"  {code:<4} {EXIT_CODES[code]}\n" for code in sorted(codes))


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        terminal.complain(self.format_usage().rstrip("\n"))
        raise UsageError(f"{message} (see {self.prog} --help)")

    def _print_message(self, message: str, file: object = None) -> None:
        terminal.say(message.rstrip("\n"))


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    top = _Parser(
        prog="newsbeam",
        description="Raw news pages in, validated Parquet out.",
        epilog=exit_codes(""),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    top.add_argument("--version", action="store_true", help="print the version and exit")
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    _add_run(commands)
    config = _command(commands, "config", "show each option of a run, its value, and where that is from: newsbeam.toml or the default")
    _add_config(config)
    _add_status(commands)
    doctor = _command(commands, "doctor", "check this machine, this installation and a lake's place: whether runs can work, and what to do")
    doctor.add_argument("lake", metavar="LAKE", type=_folder, nargs="?", help="folder of the lake, which need not be there yet")
    doctor.add_argument("--format", choices=("text", "json"), default="text", help="how to print it (default: %(default)s)")
    for name, text in (
        ("validate", "audit the published version again: all rules, all files"),
        ("verify", "compare every published file with the manifest's SHA-256"),
        ("path", "print the folder of the published version, resolved"),
    ):
        command = _command(commands, name, text)
        _add_lake(command)
    recover = _command(
        commands, "recover", "make the newest whole version current, where `current` is lost or damaged, or go back to an older one"
    )
    _add_lake(recover)
    recover.add_argument(
        "--version", type=_at_least(1), metavar="N", dest="number",
        help="go back to version N: its files are published as the next version (default: the newest whose files are all as its manifest says)",
    )  # fmt: skip
    collect = _command(commands, "gc", "remove old versions, and what ended runs left: their staging, and the records of those that failed")
    _add_lake(collect)
    collect.add_argument(
        "--keep", type=_at_least(1), default=10, metavar="N",
        help="versions that stay: the current one and those before it (default: %(default)s)",
    )  # fmt: skip
    collect.add_argument(
        "--older_than", type=_at_least(0), default=24, metavar="HOURS", help="remove only what is older (default: %(default)s)"
    )
    merge = _command(
        commands, "compact", "merge small files: the same rows in fewer ones, as the next version; gc removes the old ones later"
    )
    _add_lake(merge)
    _add_erase(commands)
    sql = _command(commands, "sql", "run a query over the published version; without one, read queries from the terminal")
    _add_lake(sql)
    sql.add_argument(
        "query", metavar="QUERY", nargs="?",
        help="SQL of DuckDB over the datasets and views; without it queries are read from the terminal, or from standard input",
    )  # fmt: skip
    forms = ("table", "line", "csv", "json", "parquet")
    sql.add_argument("--format", choices=forms, default="table", help="how to print rows; line is a column a line (default: %(default)s)")
    sql.add_argument("--output", type=Path, metavar="FILE", help="write the rows there instead, whole or not at all; parquet needs it")
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
    _add_lake(report)
    report.add_argument(
        "--output", type=_folder, default=Path("newsbeam-report"), metavar="DIR",
        help="folder of the site; an earlier report there is replaced, anything else is left alone (default: %(default)s)",
    )  # fmt: skip
    _add_sample(commands)
    completion = _command(commands, "completion", "print what completes commands and options by Tab, for a shell to read")
    completion.add_argument("shell", metavar="SHELL", choices=("bash", "zsh", "fish"), help="bash, zsh or fish")
    evaluate = _command(commands, "evaluate", "measure the rows against annotated news")
    evaluate.add_argument("task", metavar="TASK", help="what to measure: segments, mentions, times, …, or all; an unknown one names them")
    evaluate.add_argument("--gold", required=True, type=Path, metavar="DIR", help="folder with raw/*.txt and gold.jsonl (all: its parent)")
    evaluate.add_argument("--json", type=Path, metavar="FILE", help="write the measures there too")
    evaluate.add_argument("--workers", type=_at_least(0), default=0, help="processes (default: one for each core)")
    return top


def _add_status(commands: "argparse._SubParsersAction[_Parser]") -> None:
    status = _command(commands, "status", "say how a lake is: the age of its last success, versions, backlog, size, growth")
    _add_lake(status)
    status.add_argument(
        "--max_age", type=_duration, metavar="TIME", help="exit code 1 where the last success is older: 26h, 90min, 2d, 600s"
    )  # fmt: skip
    status.add_argument(
        "--input", nargs="+", default=[], metavar="PATH", action="extend", dest="inputs",
        help="plan a run over these with the options of the last one, and count what it would process: the backlog; without it the backlog is what "
        "the last run recorded",
    )  # fmt: skip
    status.add_argument("--format", choices=("text", "json"), default="text", help="how to print it (default: %(default)s)")


def _add_erase(commands: "argparse._SubParsersAction[_Parser]") -> None:
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
        "--person", type=_not_empty, metavar="NAME",
        help="all articles that have this full name: as an entity, as a mention, or anywhere in their text, in capital or small letters",
    )  # fmt: skip
    erase.add_argument("--yes", action="store_true", help="do it; nothing brings it back")


def _add_lake(command: argparse.ArgumentParser) -> None:
    command.add_argument("lake", metavar="LAKE", type=_folder, help="folder of the lake")


def _command(commands: "argparse._SubParsersAction[_Parser]", name: str, text: str) -> argparse.ArgumentParser:
    return commands.add_parser(
        name, help=text, description=text, epilog=exit_codes(name), formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )


def _add_sample(commands: "argparse._SubParsersAction[_Parser]") -> None:
    sample = _command(commands, "sample", "write random rows to a sheet that a person judges, or say what judged sheets give")
    sample.add_argument("lake", metavar="LAKE", type=_folder, nargs="?", help="folder of the lake")
    sample.add_argument("--rows", type=_at_least(1), default=60, metavar="N", help="rows of each dataset (default: %(default)s)")
    sample.add_argument("--seed", type=int, default=1, metavar="N", help="another seed draws other rows (default: %(default)s)")
    sample.add_argument("--dataset", action="append", default=[], metavar="NAME", help="draw from this dataset; several times for several")
    sample.add_argument(
        "--output", type=Path, default=Path("sample.csv"), metavar="FILE.csv",
        help="the sheet; beside it FILE.html, the page to judge it with (default: %(default)s)",
    )  # fmt: skip
    sample.add_argument("--score", nargs="+", type=Path, metavar="FILE.csv", help="print the precision of these judged sheets instead")
    sample.add_argument("--json", type=Path, metavar="FILE", help="with --score: write the figures there too")


def _add_config(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--config", type=Path, metavar="FILE",
        help="file with options of runs below [run] (default: newsbeam.toml of this folder, or of the nearest above it that has one)",
    )  # fmt: skip


def _add_run(commands: "argparse._SubParsersAction[_Parser]") -> None:
    run = _command(commands, "run", "process raw articles and publish the result")
    run.add_argument(
        "--input", nargs="+", metavar="PATH", action="extend", dest="inputs",
        help="globs, folders (recursive: *.txt, *.txt.gz, and with --text_field *.jsonl, *.csv, plain, .gz or .zst, and *.parquet) or @FILE with "
        "a path a line; local or of any Beam filesystem",
    )  # fmt: skip
    run.add_argument("--output", metavar="LAKE", help="folder of the lake; made where it is missing")
    run.add_argument("--source_root", metavar="DIR", help="name inputs by their path below DIR, so that rows do not depend on the machine")
    run.add_argument(
        "--source_pattern", type=_pattern, metavar="REGEX", help="searched in source_uri; its group named outlet fills articles.outlet"
    )
    _add_collections(run)
    run.add_argument(
        "--date_order", choices=("DMY", "MDY", "YMD"), help="how to read dates such as 03/04/2024; without it they are rejects"
    )
    run.add_argument("--clean_text", action="store_true", help="files hold only the story: every block after the date header is body")
    run.add_argument("--model", default=DEFAULT_MODEL, metavar="NAME", help="installed spaCy model package (default: %(default)s)")
    run.add_argument(
        "--max_rejects", type=_share, default=0.05, metavar="SHARE",
        help="fail where a larger share of the inputs is rejected (default: %(default)s)",
    )  # fmt: skip
    run.add_argument(
        "--max_failures", type=_share, default=default_max_failures(), metavar="SHARE",
        help="fail where the code itself fails over a larger share of the inputs; 0: stop at the first, with its traceback "
        f"(default: %(default)s; the environment variable {MAX_FAILURES} sets another)",
    )  # fmt: skip
    run.add_argument(
        "--strict_drift", action="store_true",
        help="refuse a run whose articles are unlike those of the last runs, as the audit does; without it the summary says so",
    )  # fmt: skip
    run.add_argument(
        "--max_bytes",
        type=_at_least(1),
        default=DEFAULT_LIMIT,
        metavar="N",
        help="largest input after decompression (default: %(default)s)",
    )
    run.add_argument(
        "--max_annotated", type=_at_least(0), default=DEFAULT_ANNOTATED, metavar="N",
        help="characters of an article that facts are looked for in, from its beginning (default: %(default)s); articles.annotated_characters "
        "says where there were more",
    )  # fmt: skip
    run.add_argument("--workers", type=_at_least(0), default=0, metavar="N", help="worker processes (default: one for each core)")
    run.add_argument(
        "--chunk_articles",
        type=_at_least(1),
        default=256,
        metavar="N",
        help="articles that a worker takes at a time, at most: chunks are made alike (default: %(default)s)",
    )
    run.add_argument(
        "--start_timeout", type=_positive, default=120.0, metavar="SECONDS",
        help="a worker process that has not started in so long is replaced (default: %(default)s)",
    )  # fmt: skip
    run.add_argument(
        "--stall_timeout", type=_positive, default=900.0, metavar="SECONDS",
        help="a worker that says nothing for so long, in one step over one article, is replaced and its work tried again "
        "(default: %(default)s)",
    )  # fmt: skip
    _add_extent(run)
    _add_config(run)
    run.add_argument("--wait", action="store_true", help="wait while another run holds the lake, instead of exit code 75")
    run.add_argument("--verify", action="store_true", help="compare the hashes of all published files first, not their sizes alone")
    run.add_argument("--quiet", action="store_true", help="print nothing but errors")
    run.add_argument("--log_json", action="store_true", help="one JSON object a line on standard error, for schedulers")
    run.add_argument(
        "--metrics_file", type=_file, metavar="FILE", help="write the run's metrics there when it ends, as Prometheus' textfile collector reads them"
    )  # fmt: skip
    run.add_argument(
        "--openlineage_file", type=_file, metavar="FILE",
        help="append the run's events there, as OpenLineage has them, one a line (pip install newsbeam[lineage])",
    )  # fmt: skip
    run.add_argument(
        "--openlineage_url", metavar="URL",
        help="send these events there too; the environment variables OPENLINEAGE_API_KEY and OPENLINEAGE_NAMESPACE count",
    )  # fmt: skip
    run.epilog = (
        "Beam's own options pass through (--runner, --job_endpoint, ...). --runner=DirectRunner, the default, is Beam's in-process\n"
        "runner in several worker processes; it downloads nothing.\n\n" + exit_codes("run")
    )


def _add_extent(run: argparse.ArgumentParser) -> None:
    run.add_argument(
        "--dry_run", action="store_true", help="say what would be done with how many inputs, and why, and do nothing; nothing is written"
    )
    run.add_argument("--full", action="store_true", help="process all inputs anew, also those that are published as they are")
    run.add_argument(
        "--limit", type=_at_least(1), metavar="N",
        help="process at most N articles, the first in byte order of their names; the others are left for later runs and listed as skipped",
    )  # fmt: skip
    run.add_argument(
        "--prune", action="store_true",
        help="articles whose input is not among the inputs leave the lake: give all inputs of the lake with it; without it they stay",
    )  # fmt: skip


def _add_collections(run: argparse.ArgumentParser) -> None:
    run.add_argument(
        "--text_field", type=_not_empty, metavar="NAME",
        help="the field that holds the text of a record: each record of a .jsonl, .csv or .parquet is then an article; without it they are skipped. "
        "Pages of .warc, .wet and .html need none (pip install newsbeam[crawl])",
    )  # fmt: skip
    run.add_argument(
        "--id_field", type=_not_empty, metavar="NAME",
        help="the field that names a record: its source_uri is that of the file, # and the name; without it #row=N, which changes where records move",
    )  # fmt: skip
    run.add_argument(
        "--date_field",
        type=_not_empty,
        metavar="NAME",
        help="the field that holds the date of publication, of a record or of a --sidecar; a header of WARC (WARC-Date)",
    )
    run.add_argument(
        "--sidecar", type=_not_empty, metavar="ENDING",
        help="beside 1.txt a file 1ENDING (.json) is a JSON object that holds --date_field",
    )  # fmt: skip
    run.add_argument(
        "--date_pattern", type=_date_pattern, metavar="REGEX",
        help="searched in source_uri and in the address of a page; its groups year, month and day (numbers) are the date of publication. Of field, "
        "sidecar, name, the markup of HTML and the page's own header the first that gives a date counts: articles.date_basis says which",
    )  # fmt: skip


def _not_empty(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("must not be empty")
    return text


def _date_pattern(text: str) -> str:
    try:
        groups = re.compile(text).groupindex
    except re.error as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no regular expression: {error}") from error
    if missing := [name for name in ("year", "month", "day") if name not in groups]:
        raise argparse.ArgumentTypeError(f"{text!r} has no group named {missing[0]}; write (?P<{missing[0]}>[0-9]+)")
    return text


def _refuse_fields_of_nothing(options: argparse.Namespace) -> None:
    """Refuse options that name a field where nothing has fields."""
    if options.id_field and not options.text_field:
        raise UsageError("--id_field names a field of records: --text_field is missing")
    if options.date_field and not (options.text_field or options.sidecar or options.date_field.upper().startswith("WARC-")):
        raise UsageError("--date_field names a field of records or of a file beside each: --text_field or --sidecar is missing")
    if options.sidecar and not options.date_field:
        raise UsageError("--sidecar needs --date_field, the field that holds the date")


def _folder(text: str) -> Path:
    if not text:
        raise argparse.ArgumentTypeError("must be a folder, not ''")
    return Path(text)


def _file(text: str) -> Path:
    if not text or text.endswith("/"):
        raise argparse.ArgumentTypeError(f"must be a file, not {text!r}")
    return Path(text)


def _at_least(low: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not text.lstrip("+-").isdecimal() or int(text) < low:
            raise argparse.ArgumentTypeError(f"must be a whole number of at least {low}, not {text!r}")
        return int(text)

    return parse


def _duration(text: str) -> datetime.timedelta:
    unit = {"s": "seconds", "min": "minutes", "h": "hours", "d": "days"}
    match = re.fullmatch(r"([0-9]{1,6})(s|min|h|d)", text)
    if match is None:
        raise argparse.ArgumentTypeError(f"must be a number with s, min, h or d, such as 26h, not {text!r}")
    return datetime.timedelta(**{unit[match[2]]: int(match[1])})


def _share(text: str) -> float:
    value = _number(text)
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"must be between 0 and 1, not {text!r}")
    return value


def _positive(text: str) -> float:
    value = _number(text)
    if not 0 < value < math.inf:
        raise argparse.ArgumentTypeError(f"must be more than 0, not {text!r}")
    return value


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"must be a number, not {text!r}") from error


def _pattern(text: str) -> str:
    try:
        groups = re.compile(text).groupindex
    except re.error as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no regular expression: {error}") from error
    if "outlet" not in groups:
        raise argparse.ArgumentTypeError(f"{text!r} has no group named outlet; write (?P<outlet>...)")
    return text


@functools.cache
def beam_option_names() -> frozenset[str]:
    """Return the names of Beam's options, ``--runner`` and so on, read from the source of the installed Beam.

    To import Beam takes seconds, too long to say that an option is mistyped.
    """
    spec = importlib.util.find_spec("apache_beam")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    source = Path(spec.submodule_search_locations[0], "options", "pipeline_options.py").read_text(encoding="utf-8")
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    added = [
        argument for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr.startswith("add_") for argument in call.args
    ]
    strings = [node.value for node in added if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return frozenset(string for string in strings if string.startswith("--"))


def with_underscores(top: argparse.ArgumentParser, arguments: Sequence[str]) -> list[str]:
    """Return ``arguments`` with options spelled as they are known: ``--max-rejects`` is ``--max_rejects``."""
    own = {option for command in commands(top).values() for action in command._actions for option in action.option_strings}
    end = arguments.index("--") if "--" in arguments else len(arguments)

    def spelled(argument: str) -> str:
        option, equals, value = argument.partition("=")
        written = "--" + option.removeprefix("--").replace("-", "_")
        return written + equals + value if option.startswith("--") and option not in own and written in own else argument

    return [spelled(argument) for argument in arguments[:end]] + list(arguments[end:])


def refuse_unknown_options(top: argparse.ArgumentParser, arguments: Sequence[str]) -> None:
    """Refuse options that neither the command among ``arguments`` knows nor, where that is ``run``, Beam.

    Before the arguments are parsed, so that a mistyped option is named, and not the required one that it was meant to be.

    Raises:
        UsageError: there is such an option.
    """
    name = next((argument for argument in arguments if not argument.startswith("-")), None)
    command = commands(top).get(name or "")
    if command is None or name is None:
        return
    own = {option for action in command._actions for option in action.option_strings}
    for argument in itertools.takewhile(lambda argument: argument != "--", arguments[arguments.index(name) + 1 :]):
        option = argument.split("=", 1)[0]
        if not option.startswith("--") or option in own or " " in option:  # as argparse has it, a blank makes it a value
            continue
        known = own | beam_option_names() if name == "run" else own
        if option not in known:
            meant = difflib.get_close_matches(option, sorted(known), n=1, cutoff=0.75)
            hint = f"; did you mean {meant[0]}?" if meant else ""
            raise UsageError(f"unknown option {argument}{hint} (see {command.prog} --help)")


def commands(top: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """Return the parsers of the commands by name."""
    (action,) = [action for action in top._actions if isinstance(action, argparse._SubParsersAction)]
    return dict(action.choices)


def known_beam_arguments(arguments: Sequence[str]) -> tuple[str, ...]:
    """Return ``arguments``, all of which are options of Beam and their values.

    Raises:
        UsageError: one of them is not.
    """
    if not arguments:
        return ()
    if not arguments[0].startswith("-"):  # no option's value: there is none before it
        raise UsageError(f"unknown argument {arguments[0]} (see newsbeam run --help)")
    from apache_beam.options.pipeline_options import PipelineOptions

    beam_parser = _Parser(prog="newsbeam run", allow_abbrev=False, add_help=False)
    seen = set()
    for options in PipelineOptions.__subclasses__():
        if options.__module__.startswith("apache_beam.") and options not in seen and "_add_argparse_args" in vars(options):
            seen.add(options)
            options._add_argparse_args(beam_parser)  # type: ignore[arg-type]  # hinted as Beam's own parser, whose additions none of these uses
    for action in beam_parser._actions:
        action.required = False
    _, unknown = beam_parser.parse_known_args(list(arguments))
    if unknown:
        raise UsageError(f"unknown argument {unknown[0]} (see newsbeam run --help)")
    return tuple(arguments)


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Run the command; returns its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    terminal.begin(log_json="--log_json" in itertools.takewhile(lambda argument: argument != "--", given))
    try:
        code = _main(given)
        terminal.flush()
    except terminal.ReaderGoneError as gone:
        return gone.exit_code
    except BaseException as error:
        failure = failure_of(error)
        if failure is None:
            raise
        terminal.failed(failure)
        return failure.exit_code
    return code


def command() -> int:
    """Run the command as the whole of this process; returns its exit code."""
    terminal.guard_the_process()
    ended: list[int] = []
    atexit.register(terminal.end_the_process, ended)  # what is registered first is called last
    ended.append(main())
    return ended[0]


def _main(arguments: list[str]) -> int:
    top = parser()
    arguments = with_underscores(top, arguments)
    refuse_unknown_options(top, arguments)
    options, rest = _parse(top, arguments)
    if rest and options.command != "run":
        raise UsageError(f"unknown argument {rest[0]} (see newsbeam {options.command or ''} --help)")
    if options.version:
        import importlib.metadata

        terminal.say(importlib.metadata.version("newsbeam"))
        return EXIT_OK
    if options.command is None:
        top.print_help()
        return errors.EXIT_USAGE
    terminal.listen()
    _refuse_what_is_not_utf_8(options)
    return _COMMANDS[options.command](options, rest)


def _parse(top: argparse.ArgumentParser, arguments: list[str]) -> tuple[argparse.Namespace, list[str]]:
    """Return the options, and what is left; options and arguments may stand in any order, except that those of Beam follow all else."""
    command = commands(top).get(arguments[0]) if arguments else None
    if command is None:
        return top.parse_known_args(arguments)
    if arguments[0] == "run":
        given = argparse.Namespace(**settings.nothing_given(command), command="run", version=False)
        return command.parse_known_args(arguments[1:], given)
    return command.parse_known_intermixed_args(arguments[1:], argparse.Namespace(command=arguments[0], version=False))


BYTES = ("inputs", "source_root")
"""The arguments that may hold any bytes: names of inputs, which go into rows percent-encoded."""


def _refuse_what_is_not_utf_8(options: argparse.Namespace) -> None:
    """Refuse arguments that are not UTF-8, which databases, Parquet and JSON cannot hold, and lakes in folders that are not."""
    for name, value in vars(options).items():
        for given in value if isinstance(value, list) else [value]:
            if name not in BYTES and isinstance(given, str | Path):
                text = os.path.realpath(given) if name in ("lake", "output") else str(given)
                try:
                    text.encode()
                except UnicodeEncodeError:
                    raise UsageError(f"{name}: {text!r} is not UTF-8") from None


def _run(given: argparse.Namespace, rest: list[str]) -> int:
    found = settings.settled(commands(parser())["run"], given)
    settings.require(found)
    options = argparse.Namespace(**{one.destination: one.value for one in found})
    _refuse_fields_of_nothing(options)
    known = {name for name in RunOptions.__dataclass_fields__ if hasattr(options, name)}
    values = {name: getattr(options, name) for name in known} | {"inputs": tuple(options.inputs)}
    run_options = RunOptions(**values, beam_arguments=known_beam_arguments(rest))
    from pipeline.versions import model_version

    try:
        model_version(run_options.model)
    except OSError as error:
        raise UsageError(str(error)) from error

    from pipeline import console, run, signals

    targets = signals.Targets(options.metrics_file, options.openlineage_file, options.openlineage_url)
    targets.check()
    with console.reporter(quiet=options.quiet, log_json=options.log_json) as reporter:
        if options.dry_run:
            reporter.preview(run.preview(run_options))
            return EXIT_OK
        with signals.signalling(run_options, targets):
            outcome = run.run(run_options, reporter=reporter)
        try:
            reporter.summary(outcome, run_options)
        except BaseException as error:
            error.add_note(run.now_published(outcome.version))
            raise
    return EXIT_OK


def _config(options: argparse.Namespace, rest: list[str]) -> int:
    run = commands(parser())["run"]
    given = argparse.Namespace(**settings.nothing_given(run) | {"config": options.config})
    for line in settings.lines([one for one in settings.settled(run, given) if one.option not in settings.ONCE]):
        terminal.say(line)
    return EXIT_OK


def _status(options: argparse.Namespace, rest: list[str]) -> int:
    from pipeline import status

    return status.run(options.lake, inputs=options.inputs, max_age=options.max_age, form=options.format)


def _doctor(options: argparse.Namespace, rest: list[str]) -> int:
    from pipeline import doctor

    return doctor.run(options.lake, form=options.format)


def _validate(options: argparse.Namespace, rest: list[str]) -> int:
    from pipeline.audit import validate_version
    from pipeline.lakes import open_lake

    lake = open_lake(str(options.lake))
    result = validate_version(lake, lake.published())
    rules = len(result.rules)
    broken = [rule for rule in result.rules if not rule.passed]
    for rule in broken:
        found = rule.error or f"{rule.bad_rows} bad rows of {rule.checked_rows}"
        terminal.say(f"{rule.dataset}: {rule.rule} ({rule.engine}): {found}")
    terminal.say(f"{rules - len(broken)} of {rules} rules hold")
    return EXIT_OK if result.passed else errors.EXIT_AUDIT


def _verify(options: argparse.Namespace, rest: list[str]) -> int:
    from pipeline.lakes import open_lake

    lake = open_lake(str(options.lake))
    version = lake.published()
    wrong = lake.verify(version)
    for line in wrong:
        terminal.say(line)
    terminal.say(f"version {version.number}: {len(version.files)} files, {len(wrong)} wrong")
    return EXIT_FAILED if wrong else EXIT_OK


def _path(options: argparse.Namespace, rest: list[str]) -> int:
    from pipeline.lakes import open_lake

    terminal.data(str(open_lake(str(options.lake)).published().path))
    return EXIT_OK


def _recover(options: argparse.Namespace, rest: list[str]) -> int:
    from pipeline.lakes import open_lake

    lake = open_lake(str(options.lake))
    _refuse_what_holds_nothing(lake)
    with lake.lock():
        for sentence in lake.recover(options.number):
            terminal.say(sentence)
    return EXIT_OK


def _refuse_what_holds_nothing(lake: "Lake") -> None:
    if not lake.versions() and not lake.leftovers():
        lake.published()


def _gc(options: argparse.Namespace, rest: list[str]) -> int:
    from pipeline.lakes import open_lake

    lake = open_lake(str(options.lake))
    _refuse_what_holds_nothing(lake)
    with lake.lock():
        for sentence in lake.settle():
            terminal.say(sentence)
        removed = lake.collect_garbage(keep=options.keep, older_than=datetime.timedelta(hours=options.older_than))
    for name in removed:
        terminal.say(f"removed {lake.address(name)}")
    terminal.say(f"{len(removed)} removed, {len(lake.versions())} versions stay")
    return EXIT_OK


def _compact(options: argparse.Namespace, rest: list[str]) -> int:
    from pipeline import compact, run
    from pipeline.lakes import open_lake, staging

    lake = open_lake(str(options.lake))
    _refuse_what_holds_nothing(lake)
    now = datetime.datetime.now(datetime.UTC)
    run_id = run.new_run_id(now)
    with lake.lock():
        for sentence in lake.settle():
            terminal.say(sentence)
        current = lake.current() or lake.published()
        run.refuse_damage(lake, current, str(options.lake))
        try:
            version = compact.compact(lake, run_id, current, now)
        finally:
            lake.remove(staging(run_id))
    if version is None:
        terminal.say(f"version {current.number} has {len(current.files)} files: nothing to merge")
    else:
        held = f"the rows of version {current.number}, which had {len(current.files)}"
        terminal.say(f"version {version.number} is current: {len(version.files)} files hold {held}")
    return EXIT_OK


def _erase(options: argparse.Namespace, rest: list[str]) -> int:
    from pipeline import erase, run
    from pipeline.lakes import open_lake

    lake = open_lake(str(options.lake))
    _refuse_what_holds_nothing(lake)
    with lake.lock():
        for sentence in lake.settle():
            terminal.say(sentence)
        current = lake.current() or lake.published()
        run.refuse_damage(lake, current, str(options.lake))
        erasure = erase.find(lake, current, articles=options.article, source_uris=options.source_uri, person=options.person)
        for one in erasure.found:
            terminal.say(erase.in_one_line(one))
        what = f"{len(erasure.found)} found in version {current.number}"
        if not options.yes:
            terminal.say(f"{what}: nothing is erased; with --yes they are, with all older versions and what failed runs left")
            return EXIT_OK
        version, told = erase.erase(lake, current, erasure, datetime.datetime.now(datetime.UTC))
    for sentence in told:
        terminal.say(sentence)
    terminal.say(f"{what} and erased: version {version.number} is current; backups and copies elsewhere are not in reach")
    return EXIT_OK


def _sql(options: argparse.Namespace, rest: list[str]) -> int:
    from pipeline import query

    return query.run(options.lake, options.query, options.format, example=options.example, output=options.output)


def _show(options: argparse.Namespace, rest: list[str]) -> int:
    from pipeline import show

    return show.show(options.lake, options.article, debug=options.debug)


def _report(options: argparse.Namespace, rest: list[str]) -> int:
    from pipeline.explorer import command

    return command.report(options.lake, options.output)


def _sample(options: argparse.Namespace, rest: list[str]) -> int:
    from pipeline.sampling import command

    if (options.lake is None) == (options.score is None):
        raise UsageError("give either a lake to draw from or --score with judged sheets (see newsbeam sample --help)")
    if options.score is not None:
        return command.report(options.score, options.json)
    return command.write(options.lake, names=options.dataset, rows=options.rows, seed=options.seed, output=options.output)


def _completion(options: argparse.Namespace, rest: list[str]) -> int:
    import shtab

    top = parser()
    for command in commands(top).values():
        for action in command._actions:
            kind = _COMPLETED.get(str(action.metavar))
            if kind is not None:
                action.complete = getattr(shtab, kind)  # type: ignore[attr-defined]  # where shtab looks for it
    for line in str(shtab.complete(top, shell=options.shell)).splitlines():
        terminal.data(line)
    return EXIT_OK


_COMPLETED = {"LAKE": "DIRECTORY", "DIR": "DIRECTORY", "PATH": "FILE", "FILE": "FILE", "FILE.csv": "FILE"}
"""What a shell completes by itself: the values of options and arguments that are called so."""


def _evaluate(options: argparse.Namespace, rest: list[str]) -> int:
    from pipeline.evaluation import command

    return command.evaluate(options.task, options.gold, workers=options.workers, json_file=options.json)


_COMMANDS: dict[str, Callable[[argparse.Namespace, list[str]], int]] = {
    "run": _run,
    "config": _config,
    "status": _status,
    "doctor": _doctor,
    "validate": _validate,
    "verify": _verify,
    "path": _path,
    "recover": _recover,
    "gc": _gc,
    "compact": _compact,
    "erase": _erase,
    "sql": _sql,
    "show": _show,
    "report": _report,
    "sample": _sample,
    "completion": _completion,
    "evaluate": _evaluate,
}
