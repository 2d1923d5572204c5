"""One article's page: its text with every fact marked, and the rows of the facts."""

import dataclasses
import itertools
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape

from pipeline.explorer import columns
from pipeline.explorer.parts import FACTS, Row

Span = tuple[int, int, int, str]
"""Where a fact is marked: offsets, its number on the page, its dataset."""


@dataclasses.dataclass(frozen=True)
class Line:
    """One row of a table: the number of the fact, the offset its text begins at (-1: none), its text, and its cells."""

    number: int
    start: int
    text: str
    cells: Sequence[str]


@dataclasses.dataclass(frozen=True)
class Table:
    """The facts of one dataset."""

    dataset: str
    what: str
    headers: Sequence[str]
    lines: Sequence[Line]
    marked: bool


@dataclasses.dataclass(frozen=True)
class Block:
    """One segment: its kind, whether it is of the story, its text with marks, and what the page says of it besides."""

    kind: str
    in_body: bool
    text: Markup
    notes: Sequence[tuple[str, str]]


def tables(rows: Mapping[str, Sequence[Row]]) -> tuple[list[Table], list[Span]]:
    """Return a table for each dataset of facts, from the rows of one article by dataset, and where the facts are marked."""
    named = {row["entity_id"]: row["name"] for row in rows.get("entities", ())}
    first: dict[str, int] = {}
    for row in rows.get("mentions", ()):
        first.setdefault(row["entity_id"], row["char_start"])
    found: list[Table] = []
    spans: list[Span] = []
    number = 0
    for facts in FACTS:
        lines = []
        for row in rows.get(facts.dataset, ()):
            number += 1
            start = columns.start(row)
            full = {**row, "entity_name": named.get(row.get("entity_id", ""))}
            lines.append(
                Line(number, first.get(row.get("entity_id", ""), -1) if start < 0 else start, columns.text(row), columns.cells(facts, full))
            )
            spans += [(begin, end, number, facts.dataset) for begin, end in columns.spans(row)]
        marked = any(line.start >= 0 for line in lines) and facts.dataset != "entities"
        found.append(Table(facts.dataset, facts.what, columns.headers(facts), lines, marked))
    return found, spans


def blocks(segments: Sequence[Row], spans: Sequence[Span]) -> list[Block]:
    """Return the segments of an article with the facts marked."""
    ordered = sorted(spans)
    found = []
    at = 0
    for segment in segments:
        inside = []
        while at < len(ordered) and ordered[at][0] < segment["char_end"]:
            inside.append(ordered[at])
            at += 1
        text = marked(segment["text"], segment["char_start"], inside)
        found.append(Block(segment["kind"], segment["in_body"], text, _notes(segment)))
    return found


def _notes(segment: Row) -> list[tuple[str, str]]:
    names = ("credit", "media_teaser", "media_title", "media_duration_seconds", "media_description")
    return [(name.removeprefix("media_").replace("_", " "), str(segment[name])) for name in names if segment.get(name) is not None]


def marked(text: str, offset: int, spans: Sequence[Span]) -> Markup:
    """Return ``text``, which begins at ``offset``, in pieces: each names the facts that cover it, and the first of a fact its offset.

    >>> print(marked("Ada <b> said", 5, [(5, 8, 1, "mentions"), (5, 12, 2, "statements")]))
    <span class="f mentions statements" data-f="1 2" id="c5">Ada</span><span class="f statements" data-f="2"> &lt;b&gt;</span> said
    """
    end = offset + len(text)
    cuts = sorted({offset, end, *(max(cut, offset) for begin, stop, _, _ in spans for cut in (begin, min(stop, end)))})
    starting: dict[int, list[Span]] = {}
    for span in spans:
        starting.setdefault(max(span[0], offset), []).append(span)
    parts, open_spans = [], list[Span]()
    for begin, stop in itertools.pairwise(cuts):
        begins = starting.get(begin, [])
        open_spans = [span for span in open_spans if span[1] > begin] + begins
        piece = escape(text[begin - offset : stop - offset])
        if not open_spans:
            parts.append(piece)
            continue
        datasets = " ".join(dict.fromkeys(span[3] for span in open_spans))
        numbers = " ".join(str(span[2]) for span in open_spans)
        anchor = f' id="c{begin}"' if begins else ""
        parts.append(Markup(f'<span class="f {datasets}" data-f="{numbers}"{anchor}>{piece}</span>'))  # noqa: S704 - escaped above
    return Markup("").join(parts)


def facts_of(article: Row) -> list[tuple[str, str]]:
    """Return what the head of an article's page says, as names and values."""
    said = [
        ("published", f"{article['published_date']}"),
        ("outlet", article["outlet"]),
        ("by", ", ".join(article["bylines"] or ())),
        ("agencies", ", ".join(article["agencies"] or ())),
        ("dateline", article["dateline"]),
        ("the page says", article["published_at_text"]),
        ("updated", article["updated_at_text"]),
        ("page", f"{article['page_type']}, {article['word_count']:,} words"),
        ("language", article["language"]),
        ("source", article["source_uri"]),
        ("article_id", article["article_id"]),
    ]
    return [(name, str(value)) for name, value in said if value]


def headline(article: Row, longest: int = 120) -> str:
    """Return what an article is called in lists: its headline, else its beginning.

    >>> headline({"headline": None, "beginning": "A ferry  sank on Friday", "source_uri": "a.txt"}, 12)
    'A ferry sank…'
    """
    called: Any = article["headline"] or article["beginning"] or article["source_uri"]
    text = " ".join(str(called).split())
    return text if len(text) <= longest else text[:longest].rstrip() + "…"
