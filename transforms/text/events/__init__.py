"""Events: what the article reports, as PLOVER event types and incidents of our own; the reading of an article in, rows of ``events`` out.

``triggers`` finds the words that tell of an event and what kind it is; ``rows`` says who did it to whom, where, when and whether it happened.
"""

from typing import Any

from transforms.text.events import anaphora, rows, triggers
from transforms.text.reading import Reading, spans

__all__ = ["extract"]


def extract(reading: Reading) -> dict[str, list[Any]]:
    """Return the rows of ``events``, sorted by the trigger; fill ``reading.events`` with them."""
    found = rows.events(reading, anaphora.added(reading, triggers.find(reading)))
    reading.events = spans(found)
    return {"events": found}
