"""What a check finds: the result of each rule."""

import dataclasses
import os
from typing import Any

EXAMPLES = 20
"""At most so many bad rows are named for a rule."""
TEXT_ROWS = 512
"""Rows of whole texts that are decoded at once."""


@dataclasses.dataclass(frozen=True)
class RuleResult:
    """What became of one rule: ``bad_rows`` of ``checked_rows`` broke it; ``examples`` are keys of some of them.

    ``error`` says why the rule could not be checked, or what is wrong with a file; then it has not passed, whatever the counts say.
    """

    dataset: str
    rule: str
    engine: str
    passed: bool
    checked_rows: int = 0
    bad_rows: int = 0
    examples: tuple[dict[str, str], ...] = ()
    error: str | None = None


class UncheckedError(Exception):
    """Something that fails the audit without being a row that breaks a rule; the message holds no values."""


def what_happened(error: BaseException) -> str:
    """Return an exception as a result may show it: its message only where that cannot hold a value of a row."""
    if isinstance(error, UncheckedError):
        return str(error)
    if isinstance(error, OSError) and error.errno:
        return f"{type(error).__name__}: {os.strerror(error.errno)}"
    return f"could not be checked: {type(error).__name__}"


def shown(value: Any) -> str:
    """Return a key's value as an example shows it: at most 200 characters."""
    text = "null" if value is None else str(value)
    return text if len(text) <= 200 else text[:199] + "\u2026"
