"""One article's page: its text with every fact marked, and the rows of the facts."""

import bisect
import dataclasses
import html
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from newsbeam.wording import counted
from pipeline.explorer import columns
from pipeline.explorer.parts import FACTS, Row

Span = tuple[int, int, int, str]
"""Where a fact is marked: offsets, its number on the page, its dataset."""

BESIDE_THE_STORY = ("headline", "heading", "summary", "caption")
"""Kinds of segments that are read with the story."""


@dataclasses.dataclass(frozen=True)
class Line:
    """One row of a table: the number of the fact, the offset its text begins at (-1: none), its text, and its cells."""

    number: int
    start: int
    text: str
    cells: Sequence[str]

    def row(self) -> str:
        """Return its row of the table; HTML lets go of the ends of rows and cells, of which a page has hundreds.

        >>> Line(1, 5, "<Ada>", ("PERSON", "")).row()
        '<tr><td><a href=#c5>&lt;Ada&gt;</a><td>PERSON<td>'
        """
        text, *cells = (escaped(cell) for cell in (self.text, *self.cells))
        first = text if self.start < 0 else f"<a href=#c{self.start}>{text}</a>"
        return "<tr><td>" + "<td>".join((first, *cells))


@dataclasses.dataclass(frozen=True)
class Table:
    """The facts of one dataset."""

    dataset: str
    what: str
    headers: Sequence[str]
    lines: Sequence[Line]
    marked: bool

    @property
    def body(self) -> Markup:
        """The rows of the table."""
        return Markup("\n".join(line.row() for line in self.lines))  # noqa: S704 - what is of the lake is escaped


@dataclasses.dataclass(frozen=True)
class Block:
    """One segment: its kind, whether it is of the story, whether it is shown at first, its text with marks, and what the page says of it besides."""

    kind: str
    in_body: bool
    shown: bool
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
        found.append(Block(segment["kind"], segment["in_body"], is_shown(segment), text, _notes(segment)))
    return found


def is_shown(segment: Row) -> bool:
    """Return whether a page shows a segment at first: the story with its headings and captions; menus and other stories wait to be asked for."""
    return bool(segment["in_body"]) or segment["kind"] in BESIDE_THE_STORY


def _notes(segment: Row) -> list[tuple[str, str]]:
    names = ("credit", "media_teaser", "media_title", "media_duration_seconds", "media_description")
    return [(name.removeprefix("media_").replace("_", " "), str(segment[name])) for name in names if segment.get(name) is not None]


def escaped(text: str) -> str:
    """Return a text as it stands between elements, where quotation marks stay as they are.

    >>> escaped('"<b>" & so on')
    '"&lt;b&gt;" &amp; so on'
    """
    return html.escape(text, quote=False)


def marked(text: str, offset: int, spans: Sequence[Span]) -> Markup:
    """Return ``text``, which begins at ``offset``, with its facts marked, one in the other: a mark names the facts that have its extent, and
    ``c`` with the offset is the innermost one that begins there. Of two that cross each other, the later one is in two marks.

    >>> print(marked("Ada <b> said", 5, [(5, 8, 1, "mentions"), (5, 12, 2, "statements")]))
    <mark class=statements data-f=2><mark class=mentions data-f=1 id=c5>Ada</mark> &lt;b&gt;</mark> said
    >>> print(marked("one two", 0, [(0, 5, 1, "times"), (4, 7, 2, "places")]))
    <mark class=times data-f=1 id=c0>one <mark class=places data-f=2 id=c4>t</mark></mark><mark class=places data-f=2>wo</mark>
    >>> print(marked("Ada", 0, [(0, 3, 1, "mentions"), (0, 3, 2, "places")]))
    <mark class="mentions places" data-f="1 2" id=c0>Ada</mark>
    """
    end = offset + len(text)
    facts: dict[tuple[int, int], list[Span]] = {}
    for span in spans:
        facts.setdefault((max(span[0], offset), -min(span[1], end)), []).append(span)
    waiting = sorted(facts)
    innermost = {begin: extent for extent in waiting for begin in extent[:1]}
    parts, at, ends = [], offset, list[int]()

    def upto(place: int) -> None:
        nonlocal at
        parts.append(escaped(text[at - offset : place - offset]))
        at = place

    while waiting:
        extent = waiting.pop(0)
        begin, stop = extent[0], -extent[1]
        while ends and ends[-1] <= begin:
            upto(ends.pop())
            parts.append("</mark>")
        if ends and ends[-1] < stop:  # what crosses the end of the mark it begins in goes on behind it
            rest = (ends[-1], -stop)
            if rest not in facts:
                bisect.insort(waiting, rest)
            facts.setdefault(rest, []).extend(facts[extent])
            stop = ends[-1]
        upto(begin)
        of = facts[extent]
        anchored = innermost.get(begin) == extent and any(max(span[0], offset) == begin for span in of)
        parts.append(_open(of, f" id=c{begin}" if anchored else ""))
        ends.append(stop)
    for stop in reversed(ends):
        upto(stop)
        parts.append("</mark>")
    upto(end)
    return Markup("".join(parts))  # noqa: S704 - what is of the text is escaped


def _open(facts: Sequence[Span], anchor: str) -> str:
    datasets = " ".join(dict.fromkeys(dataset for _, _, _, dataset in facts))
    numbers = " ".join(str(number) for _, _, number, _ in facts)
    return f"<mark class={_quoted(datasets)} data-f={_quoted(numbers)}{anchor}>"


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value


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
        ("page", f"{article['page_type']}, {counted(article['word_count'], 'word')}"),
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
