"""What a row is: the datasets, and everything that is derived from their definition."""

from schemas.columns import DATASETS, Column, Dataset, Field
from schemas.ids import digest
from schemas.rows import (
    SCHEMA_VERSION,
    Article,
    Casualty,
    ContentSpan,
    Coreference,
    Entity,
    Event,
    Mention,
    Place,
    Quantity,
    Reject,
    Run,
    Segment,
    Statement,
    Time,
)

__all__ = [
    "DATASETS", "SCHEMA_VERSION", "Article", "Casualty", "Column", "ContentSpan", "Coreference", "Dataset", "Entity", "Event", "Field",
    "Mention", "Place", "Quantity", "Reject", "Run", "Segment", "Statement", "Time", "digest",
]  # fmt: skip
