"""What one check found: well, doubtful or wrong, and what to do about it."""

import dataclasses
from typing import Literal

Verdict = Literal["ok", "warn", "fail"]

REINSTALL = "install newsbeam from its lock into an environment of its own"
"""What to do where a package, the model or a word list is missing, another or damaged."""


@dataclasses.dataclass(frozen=True)
class Finding:
    """One line of ``newsbeam doctor``: the verdict, what was checked, what was found, and what to do where it is not ok."""

    verdict: Verdict
    check: str
    found: str
    advice: str = ""


def ok(check: str, found: str) -> Finding:
    """Return that all is well."""
    return Finding("ok", check, found)


def warn(check: str, found: str, advice: str) -> Finding:
    """Return that runs may work, but slower, or less safely."""
    return Finding("warn", check, found, advice)


def fail(check: str, found: str, advice: str) -> Finding:
    """Return that runs fail, or what they publish is not safe."""
    return Finding("fail", check, found, advice)
