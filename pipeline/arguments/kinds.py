"""Kinds of values on the command line: each function returns what a word means; where it means nothing, the error says what it must be."""

import argparse
import datetime
import math
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from newsbeam.objects import SCHEMES


def not_empty(text: str) -> str:
    """Return ``text``, in which something is to be seen."""
    if not text.strip():
        raise argparse.ArgumentTypeError("must not be empty")
    return text


def lake(text: str) -> Path | str:
    """Return where a lake is: its folder, or its URL as it was typed."""
    scheme, of_url, _ = text.partition("://")
    if of_url and scheme not in ("file", *SCHEMES):
        raise argparse.ArgumentTypeError(f"must be a folder, or on an object store at s3:// or gs://, not {text!r}")
    return text if of_url else folder(text)


def folder(text: str) -> Path:
    """Return the path of a folder, which need not be there."""
    if not text or "://" in text:
        raise argparse.ArgumentTypeError(f"must be a folder{' of this machine' if text else ''}, not {text!r}")
    return Path(text)


def folder_or(instead: str) -> Callable[[str], Path]:
    """Return what reads the path of a folder, which need not be there, and of a URL says what there is ``instead``.

    >>> folder_or("newsbeam sql asks that one")("lake")
    PosixPath('lake')
    """

    def parse(text: str) -> Path:
        try:
            return folder(text)
        except argparse.ArgumentTypeError as error:
            raise argparse.ArgumentTypeError(f"{error}{'; ' * bool(text)}{instead * bool(text)}") from error

    return parse


def file(text: str) -> Path:
    """Return the path of a file, which need not be there."""
    if text.endswith("/") or not Path(text).name:
        raise argparse.ArgumentTypeError(f"must be a file, not {text!r}")
    return Path(text)


def at_least(low: int) -> Callable[[str], int]:
    """Return what reads whole numbers of at least ``low``.

    >>> at_least(1)("12")
    12
    """

    def parse(text: str) -> int:
        if not text.lstrip("+-").isdecimal() or int(text) < low:
            raise argparse.ArgumentTypeError(f"must be a whole number of at least {low}, not {text!r}")
        return int(text)

    return parse


def duration(text: str) -> datetime.timedelta:
    """Return a time that is written as a number with its unit.

    >>> duration("90min")
    datetime.timedelta(seconds=5400)
    """
    unit = {"s": "seconds", "min": "minutes", "h": "hours", "d": "days"}
    match = re.fullmatch(r"([0-9]{1,6})(s|min|h|d)", text)
    if match is None:
        raise argparse.ArgumentTypeError(f"must be a number with s, min, h or d, such as 26h, not {text!r}")
    return datetime.timedelta(**{unit[match[2]]: int(match[1])})


def share(text: str) -> float:
    """Return a number from 0 to 1."""
    value = _number(text)
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"must be between 0 and 1, not {text!r}")
    return value


def positive(text: str) -> float:
    """Return a finite number above 0."""
    value = _number(text)
    if not 0 < value < math.inf:
        raise argparse.ArgumentTypeError(f"must be more than 0, not {text!r}")
    return value


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"must be a number, not {text!r}") from error


def pattern(text: str) -> str:
    """Return a regular expression with the group ``outlet``."""
    if "outlet" not in _groups(text):
        raise argparse.ArgumentTypeError(f"{text!r} has no group named outlet; write (?P<outlet>...)")
    return text


def date_pattern(text: str) -> str:
    """Return a regular expression with the groups ``year``, ``month`` and ``day``."""
    groups = _groups(text)
    if missing := [name for name in ("year", "month", "day") if name not in groups]:
        raise argparse.ArgumentTypeError(f"{text!r} has no group named {missing[0]}; write (?P<{missing[0]}>[0-9]+)")
    return text


def _groups(text: str) -> Mapping[str, int]:
    try:
        return re.compile(text).groupindex
    except re.error as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no regular expression: {error}") from error
