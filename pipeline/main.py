"""The commands of ``newsbeam``: a function for each, from its options to its exit code."""

import argparse
import atexit
import contextlib
import datetime
import itertools
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Optional

from newsbeam.wording import counted
from pipeline import errors, settings, terminal
from pipeline.arguments import of_runs, spelling
from pipeline.arguments.parser import commands, parser
from pipeline.errors import EXIT_FAILED, EXIT_OK, UsageError
from pipeline.failures import failure_of
from pipeline.options import RunOptions

if TYPE_CHECKING:
    from newsbeam import Version
    from pipeline.lakes import Lake


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
    arguments = spelling.with_underscores(top, arguments)
    spelling.refuse_unknown_words(top, arguments)
    options, rest = _parse(top, arguments)
    if rest and options.command != "run":
        quoted = ": a query of several words stands in quotes" if options.command == "sql" else ""
        raise UsageError(f"unknown argument {rest[0]}{quoted} (see newsbeam {options.command or ''} --help)")
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
    of_runs.refuse_fields_of_nothing(options)
    known = {name for name in RunOptions.__dataclass_fields__ if hasattr(options, name)}
    values = {name: getattr(options, name) for name in known} | {"inputs": tuple(options.inputs)}
    run_options = RunOptions(**values, beam_arguments=spelling.known_beam_arguments(rest))
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
    from pipeline import iceberg
    from pipeline.lakes import open_lake

    lake = open_lake(str(options.lake))
    version = lake.published()
    wrong = lake.verify(version)
    for line in wrong:
        terminal.say(line)
    terminal.say(f"version {version.number}: {counted(len(version.files), 'file')}, {len(wrong)} wrong")
    if behind := iceberg.behind(lake):
        terminal.say(behind)
    return EXIT_FAILED if wrong or behind else EXIT_OK


def _path(options: argparse.Namespace, rest: list[str]) -> int:
    from pipeline.lakes import open_lake

    version = open_lake(options.lake).published()
    for place in map(version.address, version.files) if options.files else [version.place]:
        terminal.data(place)
    return EXIT_OK


def _opened(root: Path | str) -> "Lake":
    """Return the lake at ``root``, which holds at least something."""
    from pipeline.lakes import open_lake

    lake = open_lake(str(root))
    if not lake.versions() and not lake.leftovers():
        lake.published()  # which says that there is none
    return lake


@contextlib.contextmanager
def _held(root: Path | str) -> Iterator["Lake"]:
    """Hold the lake at ``root``; what a crash left of a publication is settled first, and told."""
    from pipeline import iceberg

    lake = _opened(root)
    with lake.lock():
        for sentence in lake.settle():
            terminal.say(sentence)
        with iceberg.kept_in_step(lake, terminal.say):
            yield lake


def _sound(lake: "Lake", root: Path | str) -> "Version":
    """Return the current version of the lake at ``root``, on which the next may be built."""
    from pipeline import run

    current = lake.current() or lake.published()
    run.refuse_damage(lake, current, str(root))
    return current


def _recover(options: argparse.Namespace, rest: list[str]) -> int:
    from pipeline import iceberg

    lake = _opened(options.lake)
    with lake.lock(), iceberg.kept_in_step(lake, terminal.say):
        for sentence in lake.recover(options.number):
            terminal.say(sentence)
    return EXIT_OK


def _gc(options: argparse.Namespace, rest: list[str]) -> int:
    with _held(options.lake) as lake:
        removed = lake.collect_garbage(keep=options.keep, older_than=datetime.timedelta(hours=options.older_than))
    for name in removed:
        terminal.say(f"removed {lake.address(name)}")
    terminal.say(f"{len(removed)} removed, {counted(len(lake.versions()), 'version stays', 'versions stay')}")
    return EXIT_OK


def _compact(options: argparse.Namespace, rest: list[str]) -> int:
    from pipeline import compact, run
    from pipeline.lakes import staging

    now = datetime.datetime.now(datetime.UTC)
    run_id = run.new_run_id(now)
    with _held(options.lake) as lake:
        current = _sound(lake, options.lake)
        try:
            version = compact.compact(lake, run_id, current, now)
        finally:
            lake.remove(staging(run_id))
    if version is None:
        terminal.say(f"version {current.number} has {counted(len(current.files), 'file')}: nothing to merge")
    else:
        held = f"the rows of version {current.number}, which had {len(current.files)}"
        terminal.say(f"version {version.number} is current: {counted(len(version.files), 'file holds', 'files hold')} {held}")
    return EXIT_OK


def _erase(options: argparse.Namespace, rest: list[str]) -> int:
    from pipeline import erase

    # who only looks needs no lock, and no right to write
    with _held(options.lake) if options.yes else contextlib.nullcontext(_opened(options.lake)) as lake:
        current = _sound(lake, options.lake)
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


def _export_iceberg(options: argparse.Namespace, rest: list[str]) -> int:
    from pipeline import iceberg
    from pipeline.lakes import open_lake

    lake = open_lake(str(options.lake))
    lake.published()  # where nothing is there is no lake to lock
    with lake.lock():
        for sentence in lake.settle():
            terminal.say(sentence)
        if options.remove:
            iceberg.remove(lake)
            terminal.say(f"removed {lake.address(iceberg.FOLDER)}: the lake is kept without Iceberg tables")
            return EXIT_OK
        version = _sound(lake, options.lake)
        for sentence in iceberg.export(lake, anew=True):
            terminal.say(sentence)
    tables = counted(len(version.datasets), "Iceberg table")
    snapshots = counted(len(lake.versions()), "snapshot")
    terminal.say(f"{lake.address(iceberg.FOLDER)}: {tables} of {snapshots}, the newest that of version {version.number}")
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
            if action.metavar == "COMMAND":
                action.choices = list(commands(top))
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


def _help(options: argparse.Namespace, rest: list[str]) -> int:
    top = parser()
    (top if options.of is None else spelling.command_named(top, options.of)).print_help()
    return EXIT_OK


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
    "export-iceberg": _export_iceberg,
    "sql": _sql,
    "show": _show,
    "report": _report,
    "sample": _sample,
    "completion": _completion,
    "evaluate": _evaluate,
    "help": _help,
}
