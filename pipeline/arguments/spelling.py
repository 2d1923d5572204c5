"""Words of the command line as they are typed: options with hyphens, mistyped ones, and those of Beam."""

import argparse
import ast
import functools
import importlib.util
import itertools
from collections.abc import Sequence
from pathlib import Path

from newsbeam.wording import did_you_mean
from pipeline.arguments.parser import Parser, commands
from pipeline.errors import UsageError


def with_underscores(top: argparse.ArgumentParser, arguments: Sequence[str]) -> list[str]:
    """Return ``arguments`` with options spelled as they are known: ``--max-rejects`` is ``--max_rejects``."""
    own = {option for command in commands(top).values() for action in command._actions for option in action.option_strings}
    end = arguments.index("--") if "--" in arguments else len(arguments)

    def spelled(argument: str) -> str:
        option, equals, value = argument.partition("=")
        written = "--" + option.removeprefix("--").replace("-", "_")
        return written + equals + value if option.startswith("--") and option not in own and written in own else argument

    return [spelled(argument) for argument in arguments[:end]] + list(arguments[end:])


def refuse_unknown_words(top: argparse.ArgumentParser, arguments: Sequence[str]) -> None:
    """Refuse a command that is none, and options that neither the command among ``arguments`` knows nor, where that is ``run``, Beam.

    Before the arguments are parsed, so that a mistyped option is named, and not the required one that it was meant to be.

    Raises:
        UsageError: there is such a command or option.
    """
    of_top = {option for action in top._actions for option in action.option_strings}
    name = next((argument for argument in arguments if argument not in of_top), None)
    if name is None:
        return
    command = command_named(top, name)
    own = {option for action in command._actions for option in action.option_strings}
    for argument in itertools.takewhile(lambda argument: argument != "--", arguments[arguments.index(name) + 1 :]):
        option = argument.split("=", 1)[0]
        if not option.startswith("--") or option in own or " " in option:  # as argparse has it, a blank makes it a value
            continue
        known = own | beam_option_names() if name == "run" else own
        if option not in known:
            raise UsageError(f"unknown option {argument}{did_you_mean(option, known)} (see {command.prog} --help)")


def command_named(top: argparse.ArgumentParser, name: str) -> argparse.ArgumentParser:
    """Return the parser of the command ``name``.

    Raises:
        UsageError: there is no such command; ``name`` may be an option.
    """
    known = commands(top)
    if name in known:
        return known[name]
    of_top = {option for action in top._actions for option in action.option_strings}
    what, near = ("option", of_top) if name.startswith("-") else ("command", known.keys() | of_top)
    raise UsageError(f"unknown {what} {name}{did_you_mean(name, near)} (see newsbeam --help: first the command, then its options)")


@functools.cache
def beam_option_names() -> frozenset[str]:
    """Return the names of Beam's options, ``--runner`` and so on, read from the source of the installed Beam.

    To import Beam takes seconds, too long to say that an option is mistyped.
    """
    spec = importlib.util.find_spec("apache_beam")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    beam = Path(spec.submodule_search_locations[0])
    sources = [(beam / name).read_text(encoding="utf-8") for name in ("options/pipeline_options.py", "runners/dask/dask_runner.py")]
    calls = [node for source in sources for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    added = [
        argument for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr.startswith("add_") for argument in call.args
    ]
    strings = [node.value for node in added if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return frozenset(string for string in strings if string.startswith("--"))


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

    if any(argument.startswith("--dask_") for argument in arguments):
        from pipeline.runners.dask_cluster import dask_options

        dask_options()  # which Beam knows once they are imported
    beam_parser = Parser(prog="newsbeam run", allow_abbrev=False, add_help=False)
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
