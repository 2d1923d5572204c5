"""The values that travel between the steps.

What may cross a shuffle or an output (``WorkItem``, ``Rejection``, ``StagedFile``) has primitive, fully typed fields, so that every Beam
runner accepts it; the others stay inside one fused stage.
"""

import dataclasses
import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Optional, Protocol

from schemas import Reject

HEADER = "header"
"""The ``date_basis`` of an article whose page says when it was published."""


class WorkItem(NamedTuple):
    """One input to process: its ``source_uri``, where its bytes are, and the SHA-256 (hex) they had when the run was planned.

    ``path`` is a whole file, or one in which its bytes are those from ``start`` on, ``size`` of them. ``published_date`` (ISO) is given where it
    comes from elsewhere than the page, as ``date_basis`` says.
    """

    source_uri: str
    path: str
    content_sha256: str
    start: Optional[int] = None
    size: Optional[int] = None
    published_date: Optional[str] = None
    date_basis: str = HEADER


class Work(Protocol):
    """Work items, as many as it says, which need not all be in memory."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[WorkItem]: ...


class StagedFile(NamedTuple):
    """One Parquet file written to staging: path relative to the staging folder, dataset, month, rows, bytes and SHA-256 (hex)."""

    path: str
    dataset: str
    month: str
    rows: int
    bytes: int
    sha256: str


class Rejection(NamedTuple):
    """One input, or one row, that leaves: the columns of ``rejects`` but the run's, which are added where rows are written."""

    source_uri: str
    stage: str
    reason: str
    detail: str
    source_bytes: Optional[int] = None
    article_id: Optional[str] = None
    row_json: Optional[str] = None


@dataclasses.dataclass(frozen=True)
class RunContext:
    """What every step knows of its run: the identifier, the start (UTC) and the version of the pipeline."""

    run_id: str
    started_at: datetime.datetime
    pipeline_version: str

    def reject(self, rejection: Rejection) -> Reject:
        """Return the row of ``rejects`` of this run; the detail is cut at 500 characters."""
        cut = rejection._replace(detail=rejection.detail[:500])
        return Reject(*cut, run_id=self.run_id, rejected_at=self.started_at)


@dataclasses.dataclass(frozen=True)
class RawArticle:
    """An input that was read and decoded: ``text`` is its ``source_text``; ``published_date`` is given where the page does not decide it."""

    source_uri: str
    content_sha256: str
    source_bytes: int
    encoding: str
    text: str
    published_date: Optional[datetime.date] = None
    date_basis: str = HEADER

    @property
    def article_id(self) -> str:
        """Return the first 32 hex digits of the content's SHA-256."""
        return self.content_sha256[:32]


@dataclasses.dataclass(frozen=True)
class ParsedArticle:
    """A raw article with its publication date, the offsets of its date header (0, 0: it has none), and its language."""

    raw: RawArticle
    published_date: datetime.date
    header: tuple[int, int]
    language: str
    language_confidence: float


@dataclasses.dataclass(frozen=True)
class ArticleRows:
    """All rows of one article, by dataset."""

    source_uri: str
    rows: Mapping[str, Sequence[Any]]
