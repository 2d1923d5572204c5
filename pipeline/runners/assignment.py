"""What a run tells each of its worker processes before any work."""

import dataclasses
import datetime
from typing import Any, Optional

from pipeline.options import RunOptions
from transforms.values import RunContext


@dataclasses.dataclass(frozen=True)
class Assignment:
    """What a worker is to know before any work: the options and the context of the run, and the addresses for staged files and for tracebacks."""

    options: RunOptions
    context: RunContext
    staging: str
    tracebacks: Optional[str]


def as_message(given: Assignment) -> dict[str, Any]:
    """Return the assignment as JSON can hold it."""
    context = given.context.__dict__ | {"started_at": given.context.started_at.isoformat()}
    return {"options": given.options.__dict__, "context": context, "staging": given.staging, "tracebacks": given.tracebacks}


def from_message(message: dict[str, Any]) -> Assignment:
    """Return the inverse of :func:`as_message`, after JSON."""
    options: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in message["options"].items()}
    context = message["context"] | {"started_at": datetime.datetime.fromisoformat(message["context"]["started_at"])}
    return Assignment(RunOptions(**options), RunContext(**context), message["staging"], message["tracebacks"])
