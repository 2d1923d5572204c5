"""What segmentation returns: the blocks of a page and what the page says of itself."""

import dataclasses
import datetime


@dataclasses.dataclass(frozen=True)
class Block:
    """One block of a page: ``text[start:end]`` of the source text, never with blank edges.

    ``kind`` is one of ``schemas.rows.SEGMENT_KINDS``. Captions carry their credit, video and audio blurbs their parts, both as written.
    ``why`` names the rule or the features that decided, for people.
    """

    kind: str
    start: int
    end: int
    in_body: bool = False
    credit: str | None = None
    credit_people: tuple[str, ...] = ()
    credit_agencies: tuple[str, ...] = ()
    media_teaser: str | None = None
    media_title: str | None = None
    media_duration_seconds: int | None = None
    media_description: str | None = None
    why: str = ""


@dataclasses.dataclass(frozen=True)
class Page:
    """A segmented page: its blocks in order, covering every non-blank character once, and what it says of its story.

    Times are in UTC and null where the page gives no unambiguous zone; the ``…_text`` fields hold what the page writes, also where it
    disagrees with the date header. ``whole`` says that the page was read to its end.
    """

    blocks: tuple[Block, ...]
    page_type: str
    headline: str | None = None
    bylines: list[str] = dataclasses.field(default_factory=list)
    dateline: str | None = None
    agencies: list[str] = dataclasses.field(default_factory=list)
    published_at: datetime.datetime | None = None
    published_at_text: str | None = None
    updated_at: datetime.datetime | None = None
    updated_at_text: str | None = None
    whole: bool = True
