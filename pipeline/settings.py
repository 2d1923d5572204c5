"""The options of a run from where they are given: the command line, else ``newsbeam.toml``, else the default.

    [run]
    input = ["raw/"]
    output = "lake"
    max_rejects = 0.1

Paths of the file are those of its folder. What is asked for once, and not of every run, stands on the command line alone.
"""

import argparse
import os
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Optional

from newsbeam.wording import did_you_mean
from pipeline.errors import UsageError
from pipeline.options import MAX_FAILURES

NAME = "newsbeam.toml"
"""The file that is looked for in the current folder and in those above it; the nearest counts."""

ONCE = ("dry_run", "full", "limit", "prune", "log_json", "config", "help")
"""Options of the command line alone: what is done once, or decides how errors in the file are told."""

_PATHS = ("input", "output", "source_root", "metrics_file", "openlineage_file")
_REQUIRED = ("input", "output")


class Setting(NamedTuple):
    """An option of a run, its value, and where that is from: ``command line``, a file, ``default``, or a variable of the environment."""

    option: str
    destination: str
    value: Any
    origin: str


def nothing_given(run: argparse.ArgumentParser) -> dict[str, None]:
    """Return what stands in a namespace for options of ``run`` before they are parsed: None, and no default."""
    return dict.fromkeys(action.dest for action in run._actions if action.dest != "help")


def settled(run: argparse.ArgumentParser, given: argparse.Namespace) -> list[Setting]:
    """Return all options of ``run``, given those of the command line.

    Raises:
        UsageError: there is no file that ``--config`` names, it cannot be read, or something in it is no option or no value of one.
    """
    path = _file(given.config)
    in_file = {} if path is None else read(path, run)
    return [_settled(action, given, in_file, path) for action in run._actions if action.dest != "help"]


def _settled(action: argparse.Action, given: argparse.Namespace, in_file: Mapping[str, Any], path: Optional[Path]) -> Setting:
    name = option_name(action)
    if (value := getattr(given, action.dest)) is not None:
        return Setting(name, action.dest, value, "command line")
    if name in in_file:
        return Setting(name, action.dest, in_file[name], _below(Path.cwd(), str(path)))
    origin = MAX_FAILURES if name == "max_failures" and MAX_FAILURES in os.environ else "default"
    default = action.default
    if isinstance(default, str) and callable(action.type):
        default = _converted(action, default, f"argument --{name}")
    return Setting(name, action.dest, default, origin)


def require(settings: Sequence[Setting]) -> None:
    """Refuse settings without an input or a lake.

    Raises:
        UsageError: one of them is given nowhere.
    """
    missing = [f"--{one.option}" for one in settings if one.option in _REQUIRED and one.value is None]
    if missing:
        raise UsageError(f"the following arguments are required: {', '.join(missing)} (see newsbeam run --help)")


def option_name(action: argparse.Action) -> str:
    """Return the name of an option, without the dashes before it."""
    return action.option_strings[-1].removeprefix("--")


def _file(named: Optional[Path]) -> Optional[Path]:
    if named is not None:
        return named
    here = Path.cwd()
    return next((path for folder in (here, *here.parents) if (path := folder / NAME).is_file()), None)


def read(path: Path, run: argparse.ArgumentParser) -> dict[str, Any]:
    """Return the values of the table ``run`` in the file ``path``, by option.

    Raises:
        UsageError: see :func:`settled`.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error
    except ValueError as error:  # no TOML, or no UTF-8
        raise UsageError(f"{path} is no TOML: {error}") from error
    _refuse_unknown(path, "table", tables, ["run"])
    table = tables.get("run", {})
    if not isinstance(table, dict):
        raise UsageError(f"{path}: run is no table: write [run]")
    actions = {option_name(action): action for action in run._actions}
    if once := [name for name in ONCE if name in table]:
        raise UsageError(f"{path}: {once[0]} stands on the command line alone")
    _refuse_unknown(path, "option", table, [name for name in actions if name not in ONCE])
    folder = Path(_below(Path.cwd(), str(path))).parent
    return {name: _of_folder(folder, name, _value(actions[name], value, f"{path}: {name}")) for name, value in table.items()}


def _refuse_unknown(path: Path, what: str, found: Mapping[str, Any], known: Sequence[str]) -> None:
    for name in found:
        if name not in known:
            raise UsageError(f"{path}: unknown {what} {name}{did_you_mean(name.replace('-', '_'), known)}")


def _value(action: argparse.Action, value: Any, where: str) -> Any:
    """Return a value of the file as the command line would give it."""
    if action.nargs == 0:
        if not isinstance(value, bool):
            raise UsageError(f"{where}: must be true or false, not {value!r}")
        return value
    if action.nargs == "+":
        values = value if isinstance(value, list) else [value]
        return [_converted(action, _text(one, where), where) for one in values]
    return _converted(action, _text(value, where), where)


def _text(value: Any, where: str) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise UsageError(f"{where}: must be a text or a number, not {str(value).lower()}")
    return str(value)


def _converted(action: argparse.Action, text: str, where: str) -> Any:
    try:
        value = action.type(text) if callable(action.type) else text
    except (argparse.ArgumentTypeError, ValueError) as error:
        raise UsageError(f"{where}: {error}") from error
    if action.choices is not None and value not in action.choices:
        raise UsageError(f"{where}: must be one of {', '.join(map(str, action.choices))}, not {text!r}")
    return value


def _of_folder(folder: Path, name: str, value: Any) -> Any:
    """Return a value of the file, where it is a path as seen from the folder of the file."""
    if name not in _PATHS:
        return value
    if isinstance(value, list):
        return [_of_folder(folder, name, one) for one in value]
    text = str(value)
    at = "@" if name == "input" and text.startswith("@") else ""
    if "://" in text or not text:
        return value
    return type(value)(at + _below(folder, text.removeprefix(at)))


def _below(folder: Path, text: str) -> str:
    """Return a path as seen from ``folder``, without ``..`` and ``.`` at its start; ``..`` leaves the folder that a link leads to, as for the system.

    >>> _below(Path("/data/jobs"), "../raw/"), _below(Path("/data"), "./raw"), _below(Path("/data"), "/raw"), _below(Path("/data"), "..")
    ('/data/raw/', '/data/raw', '/raw', '/')
    """
    first, _, rest = text.partition("/")
    if first in (".", ".."):
        return _below(Path(os.path.realpath(folder)).parent if first == ".." else folder, rest)
    return os.path.join(folder, text) if text else str(folder)


def lines(settings: Sequence[Setting]) -> Iterator[str]:
    """Yield a line for each option: its name, its value as the file would have it, and where it is from; what has no value is empty.

    >>> list(lines([Setting("output", "output", "lake", "command line"), Setting("limit", "limit", None, "default")]))
    ['output  "lake"  command line', 'limit           default']
    """
    shown = [(one.option, _shown(one.value), one.origin + _meaning(one)) for one in settings]
    widths = [max((len(row[at]) for row in shown), default=0) for at in (0, 1)]
    for option, value, origin in shown:
        yield f"{option:<{widths[0]}}  {value:<{widths[1]}}  {origin}"


def _meaning(setting: Setting) -> str:
    """Return what is to be said of a value that does not say itself what it means."""
    return ": one for each core" if (setting.option, setting.value) == ("workers", 0) else ""


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_shown, value))}]"
    if isinstance(value, int | float):
        return f"{value:g}" if isinstance(value, float) else str(value)
    text = str(value)
    return f"'{text}'" if "\\" in text and "'" not in text else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
