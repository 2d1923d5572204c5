"""How a run ended, as the records of a lake have it."""

import json
from collections.abc import Callable


def ended_as(read: Callable[[], bytes]) -> str:
    """Return how the run ended whose ``run.json`` ``read`` gives: ``published``, ``nothing_new``, or else ``failed``, where it was killed too."""
    try:
        record = json.loads(read())
    except (FileNotFoundError, ValueError):
        return "failed"
    status = record.get("status") if isinstance(record, dict) else None
    return status if status in ("published", "nothing_new") else "failed"
