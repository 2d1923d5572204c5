"""``newsbeam doctor``: whether this machine, this installation and a lake's place can do what runs need, line by line."""

import dataclasses
import json
from pathlib import Path
from typing import Optional

from pipeline import terminal
from pipeline.doctor import machine, place, trial
from pipeline.doctor.findings import Finding
from pipeline.errors import EXIT_FAILED, EXIT_OK

__all__ = ["Finding", "examine", "run"]


def examine(root: Optional[Path]) -> list[Finding]:
    """Return what is found of this machine, of the place of the lake at ``root`` where one is given, and of a trial run."""
    return [*machine.examine(), *(place.examine(root) if root is not None else []), *trial.examine()]


def run(root: Optional[Path], *, form: str) -> int:
    """Print a line for each finding, or all as JSON (``form``); returns 1 where one of them is that runs fail."""
    found = examine(root)
    if form == "json":
        terminal.data(json.dumps([dataclasses.asdict(one) for one in found], indent=1))
    else:
        for one in found:
            terminal.say(f"{one.verdict:<5} {one.check:<19} {one.found}{f'; {one.advice}' if one.advice else ''}")
    return EXIT_FAILED if any(one.verdict == "fail" for one in found) else EXIT_OK
