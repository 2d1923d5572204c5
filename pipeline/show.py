"""``newsbeam show``: one article in the terminal, its segments labelled by kind, its facts marked in the text and listed below."""

import functools
import os
import urllib.parse
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Optional

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

import newsbeam
from newsbeam.wording import counted
from pipeline import terminal
from pipeline.connection import connect
from pipeline.errors import EXIT_OK, UsageError
from pipeline.options import DEFAULT_MODEL
from transforms.text.families import FAMILIES

Row = Mapping[str, Any]
Rows = Mapping[str, Sequence[Row]]
Fact = tuple[str, int, int]
"""Where a fact is: its dataset and its offsets."""

WIDTH = 100
"""Columns where the output is no terminal; wider terminals are used up to :data:`WIDEST`."""
WIDEST = 120
LONGEST = 20_000
"""Characters of a segment that are shown."""
MOST = 500
"""Rows of a list that are shown."""
BEGINNING = 200
"""Characters of an article without a headline that stand for it in the list."""
GUTTER = 17

KIND_STYLES = {
    "headline": "bold magenta", "heading": "bold magenta", "summary": "magenta", "paragraph": "bold", "caption": "cyan", "video": "blue",
    "audio": "blue", "date_header": "green", "byline": "green", "timestamp": "green", "credit_line": "green", "correction": "red",
}  # fmt: skip
"""How the label of a segment is written; every kind that is not here is dim. Text that is no part of the story's body is dim as well."""

FACTS = tuple(facts for family in FAMILIES for facts in family.facts)
"""The datasets of facts, as the registry of families has them."""
_LISTED = ("statements", "entities")
"""Datasets that are listed in a form of their own, and first."""


def datasets() -> tuple[str, ...]:
    """Return the names of the datasets that are shown."""
    return ("articles", "segments", *(facts.dataset for facts in FACTS))


def marks() -> dict[str, str]:
    """Return how facts are marked in the text, by dataset."""
    return {facts.dataset: facts.style for facts in FACTS if facts.style}


def show(root: Path | str, article: Optional[str], *, debug: bool = False) -> int:
    """Print the article of ``root`` that ``article`` names, or the list of articles where it is None.

    An article goes by its ``source_uri``, the end or a part of that, or the beginning of its ``article_id``.

    Raises:
        LakeError: there is no lake.
        UsageError: no article, or more than one, goes by that name.
    """
    if article is not None and not Path(root).exists() and Path(article).is_dir():
        raise UsageError(f"{root} is no lake, but {article} is there: first the lake, then the article")
    connection = connect(newsbeam.open(root))
    console = new_console()
    if article is None:
        _list_articles(console, connection)
        return EXIT_OK
    article_id = _find(connection, article)
    rows = {name: _rows(connection, name, article_id) for name in datasets()}
    render(console, rows, reasons(rows) if debug else None, rules_of_facts(rows) if debug else None)
    return EXIT_OK


def new_console() -> Console:
    """Return the console that a person reads: as wide as the terminal, within limits; plain and 100 columns wide where it is no terminal."""
    console = terminal.screen()
    if console.is_terminal:
        console.width = min(console.width, WIDEST)
    elif "COLUMNS" not in os.environ:
        console.width = WIDTH
    return console


def _list_articles(console: Console, connection: Any) -> None:
    found = connection.execute(
        """
        SELECT published_date, page_type, word_count, source_uri,
            coalesce(headline, if(length(body_text) > $1, left(body_text, $1 - 1) || '…', body_text))
        FROM articles ORDER BY 1, 4
        """,
        [BEGINNING],
    ).fetchmany(MOST + 1)
    rows = [[Text(terminal.blank(_value(value), lines=False)) for value in row] for row in found[:MOST]]
    columns(console, ("published", "page", "words", "article", "headline or beginning"), rows)
    if len(found) > MOST:
        console.print(Text('… and more: newsbeam sql LAKE "SELECT source_uri FROM articles"', style="dim"))


def _matches(connection: Any, article: str) -> list[tuple[str, str]]:
    """Return identifier and name of the articles that go by ``article``, some six at most."""
    found: list[tuple[str, str]] = connection.execute(
        """
        WITH matches AS (
            SELECT article_id, source_uri, CASE
                WHEN source_uri = $1 OR article_id = $1 THEN 1
                WHEN ends_with(source_uri, '/' || $1) THEN 2
                WHEN length($1) >= 4 AND starts_with(article_id, $1) THEN 3
                WHEN ends_with(source_uri, $1) THEN 4
                WHEN contains(source_uri, $1) THEN 5
            END AS closeness
            FROM articles
        )
        SELECT article_id, source_uri FROM matches WHERE closeness = (SELECT min(closeness) FROM matches) ORDER BY 2 LIMIT 6
        """,
        [article],
    ).fetchall()
    return found


def _rejected(connection: Any, name: str) -> str:
    """Return which input ``name`` is that was rejected, by its name or a part of it, and why; empty where there is none."""
    found = connection.execute(
        """
        SELECT source_uri || ' was rejected: ' || reason || coalesce(', ' || detail, '') FROM rejects
        WHERE row_json IS NULL AND (contains(source_uri, $1) OR contains(source_uri, $2))
        ORDER BY source_uri NOT IN ($1, $2), length(source_uri), source_uri, 1 LIMIT 1
        """,
        [name, urllib.parse.quote(name)],
    ).fetchone()
    return str(found[0]) if found else ""


def _find(connection: Any, article: str) -> str:
    """Return the ``article_id`` of the one article that goes by ``article``: the closest kind of match decides."""
    found = _matches(connection, article) or _matches(connection, urllib.parse.quote(article))
    if not found and (rejected := _rejected(connection, article)):
        raise UsageError(f"{article!r} names no article; {rejected}")
    if not found:
        raise UsageError(f"{article!r} names no article (newsbeam show LAKE lists them)")
    if len(found) > 1:
        raise UsageError(f"{article!r} names several articles: {', '.join(uri for _, uri in found[:5])}{', …' if len(found) > 5 else ''}")
    return str(found[0][0])


def _rows(connection: Any, dataset: str, article_id: str) -> list[dict[str, Any]]:
    result = connection.execute(f"SELECT * FROM {dataset} WHERE article_id = $1", [article_id])  # noqa: S608
    names = [column[0] for column in result.description]
    rows = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
    position = next((name for name in ("char_start", "content_start") if name in names), None)
    return sorted(rows, key=lambda row: (row[position], -row.get("char_end", 0))) if position else rows


def reasons(rows: Rows) -> dict[int, str]:
    """Return by start of segment, the rule that made it what it is: the segmentation of the published text, run again.

    Where the segmentation of this version gives another kind than the published one, the reason says so.
    """
    from transforms.text.page import segmentation

    (article,) = rows["articles"]
    header = next(((row["char_start"], row["char_end"]) for row in rows["segments"] if row["kind"] == "date_header"), (0, 0))
    after = [row["kind"] for row in rows["segments"] if row["char_start"] >= header[1]]
    page_of = functools.partial(segmentation.segment, article["source_text"], header, article["published_date"])
    pages = [page_of(explain=True)]
    if after and set(after) == {"paragraph"}:  # perhaps a run with --clean_text
        pages.append(page_of(clean_text=True))
    published = {row["char_start"]: row["kind"] for row in rows["segments"]}
    page = max(pages, key=lambda page: sum(published.get(block.start) == block.kind for block in page.blocks))
    found = {}
    for block in page.blocks:
        same = published.get(block.start, block.kind) == block.kind
        found[block.start] = block.why or "no rule" if same else f"{block.why or 'no rule'}; now: {block.kind}"
    return found


def rules_of_facts(rows: Rows) -> dict[Fact, str]:
    """Return by dataset and offsets the rule that made each fact: the published segments are annotated and read again, with the default model.

    A fact that this version would not find has no entry.
    """
    from schemas import Article, Segment
    from transforms.text.families import extract
    from transforms.text.reading import annotation
    from transforms.text.reading.document import SegmentedArticle

    article = Article(**{name: rows["articles"][0][name] for name in Article._fields})
    segments = tuple(Segment(**{name: row[name] for name in Segment._fields}) for row in rows["segments"])
    reading = annotation.annotate(annotation.load(DEFAULT_MODEL), SegmentedArticle(article, segments), article.annotated_characters)
    extract(reading)
    return reading.reasons


def render(console: Console, rows: Rows, why: Optional[Mapping[int, str]] = None, rules: Optional[Mapping[Fact, str]] = None) -> None:
    """Print the article's columns, its segments with the facts marked, and the lists of facts.

    ``why`` says by start of segment, ``rules`` by dataset and offsets which rule made what.
    """
    _render_head(console, rows)
    _render_segments(console, rows, why)
    if why is not None:
        _render_rules(console, rows, why)
    _render_statements(console, rows["statements"], rules)
    _render_entities(console, rows)
    named = {row["entity_id"]: row["name"] for row in rows["entities"]}
    for facts in FACTS:
        if facts.headers and facts.dataset not in _LISTED:
            found = [{**row, "entity_name": named.get(row.get("entity_id"))} for row in rows[facts.dataset]]
            _list(
                console, facts.dataset, facts.what, found, ("§", "text", *facts.headers, "rule"),
                lambda row, facts=facts: (row["segment_index"], row["text"], *facts.cells(row), _rule(facts.dataset, row, rules)),
            )  # fmt: skip


def _render_head(console: Console, rows: Rows) -> None:
    (article,) = rows["articles"]
    if article["headline"]:
        hang(console, Text(), Text(terminal.blank(article["headline"], lines=False), style="bold"))
    words, segments = counted(article["word_count"], "word"), counted(len(rows["segments"]), "segment")
    kind = f"{article['page_type']}, {words} of {segments}, language {article['language']}"
    facts = (
        ("source", article["source_uri"]), ("article_id", article["article_id"]), ("outlet", article["outlet"]),
        ("published", f"{article['published_date']}{_moment(article, 'published_at')}{_moment(article, 'updated_at')}"),
        ("page", kind), ("by", ", ".join(article["bylines"])), ("agencies", ", ".join(article["agencies"])), ("dateline", article["dateline"]),
    )  # fmt: skip
    for name, value in facts:
        if value:
            hang(console, Text(f"{name:>{GUTTER - 2}}  ", style="dim"), Text(terminal.blank(str(value), lines=False)))


def _moment(article: Row, column: str) -> str:
    value = article[f"{column}_text"] if article[column] is None else f"{article[column]:%Y-%m-%d %H:%M} UTC"
    return f"; {'updated' if column == 'updated_at' else 'the page says'} {value}" if value else ""


def _render_segments(console: Console, rows: Rows, why: Optional[Mapping[int, str]]) -> None:
    _title(console, "page", "the segments in order", rows["segments"], legend=True)
    found = sorted((*span, style) for name, style in marks().items() for row in rows[name] for span in _spans(row))
    by_segment: dict[int, list[tuple[int, int, str]]] = {}
    starts = [segment["char_start"] for segment in rows["segments"]]
    for mark in found:
        by_segment.setdefault(_segment_of(starts, mark[0]), []).append(mark)
    for number, segment in enumerate(rows["segments"]):
        label = Text(f"{segment['segment_index']:>3} ", style="dim")
        label.append(f"{segment['kind']:<{GUTTER - 4}}", style=KIND_STYLES.get(segment["kind"], "dim"))
        text = Text(terminal.blank(segment["text"][:LONGEST]), style="" if segment["in_body"] else "dim")
        for start, end, style in by_segment.get(number, ()):
            text.stylize(style, start - segment["char_start"], end - segment["char_start"])
        if len(segment["text"]) > LONGEST:
            text.append(f" … ({counted(len(segment['text']) - LONGEST, 'character')} more)", style="dim")
        hang(console, label, text)
        if why is not None:
            hang(console, Text(" " * GUTTER), Text(f"rule: {why.get(segment['char_start'], 'another segmentation')}", style="dim italic"))
        for name in ("credit", "media_teaser", "media_title", "media_duration_seconds", "media_description"):
            if segment[name] is not None:
                hang(console, Text(" " * GUTTER), Text(f"{name}: {terminal.blank(str(segment[name]), lines=False)}", style="dim"))


def _spans(row: Row) -> list[tuple[int, int]]:
    """Return the offsets that a fact's row marks in the text."""
    if "content_spans" in row:
        return [(span["start"], span["end"]) for span in row["content_spans"]]
    return [(row["char_start"], row["char_end"])]


def _segment_of(starts: Sequence[int], offset: int) -> int:
    """Return the number of the segment that holds ``offset``; ``starts`` are the segments' own, ascending.

    >>> [_segment_of([1, 10, 20], offset) for offset in (1, 9, 10, 25)]
    [0, 0, 1, 2]
    """
    import bisect

    return bisect.bisect_right(starts, offset) - 1


def _render_rules(console: Console, rows: Rows, why: Mapping[int, str]) -> None:
    counts: dict[tuple[str, str], int] = {}
    for segment in rows["segments"]:
        key = (segment["kind"], why.get(segment["char_start"], "another segmentation"))
        counts[key] = counts.get(key, 0) + 1
    _title(console, "rules", "what made the segments what they are", list(counts))
    ordered = sorted(counts.items(), key=lambda item: (item[0][0], -item[1], item[0][1]))
    columns(
        console,
        ("kind", "segments", "rule"),
        [[Text(kind), Text(str(count)), Text(terminal.blank(rule))] for (kind, rule), count in ordered],
    )


def _rule(dataset: str, row: Row, rules: Optional[Mapping[Fact, str]]) -> Optional[str]:
    if rules is None:
        return None
    start, end = (row["content_start"], row["content_end"]) if "content_start" in row else (row["char_start"], row["char_end"])
    return rules.get((dataset, start, end), "not found by this version")


def _render_statements(console: Console, statements: Sequence[Row], rules: Optional[Mapping[Fact, str]]) -> None:
    _title(console, "statements", "who said what", statements)
    for row in statements[:MOST]:
        head = Text(terminal.blank(speaker(row), lines=False), style="bold" if row["speaker_name"] else "")
        told = row["stance"] in ("asserted", (row["cue_text"] or "").lower())
        said = [row["cue_text"], row["form"], None if told else row["stance"], row["medium"], row["occasion"]]
        said += [flag for flag in ("hedged", "negated", "marks_unbalanced") if row[flag]]
        head.append("  " + terminal.blank(" · ".join(str(value) for value in said if value is not None), lines=False), style="dim")
        hang(console, Text(f"{row['segment_index']:>5}  ", style="dim"), head)
        hang(console, Text(" " * 9), Text(terminal.blank(content(row), lines=False), style="italic"))
        if (rule := _rule("statements", row, rules)) is not None:
            hang(console, Text(" " * 9), Text(f"rule: {terminal.blank(rule, lines=False)}", style="dim italic"))
    _more(console, "statements", statements)


def speaker(row: Row) -> str:
    """Return the speaker of a statement as a list shows it: the resolved name and role, in brackets the speaker as written where that
    differs.

    >>> speaker({"speaker_name": "Ada Quill", "speaker_role": "Mayor", "speaker_text": "she"})
    'Ada Quill, Mayor (“she”)'
    >>> speaker({"speaker_name": None, "speaker_role": None, "speaker_text": "officials"})
    '“officials”'
    >>> speaker({"speaker_name": None, "speaker_role": None, "speaker_text": None})
    'nobody named'
    """
    name, role, written = row["speaker_name"], row["speaker_role"], row["speaker_text"]
    if name is None:
        return f"“{written}”" if written else "nobody named"
    called = f"{name}, {role}" if role else str(name)
    return called if written is None or name in written else f"{called} (“{written}”)"


def content(row: Row) -> str:
    """Return the pieces of a statement's content; ``[…]`` stands for what lies between them.

    >>> spans = [{"start": 5, "end": 9}, {"start": 20, "end": 24}]
    >>> content({"content_start": 5, "content_text": '"A," she said, "b."', "content_spans": spans})
    '"A," […] "b."'
    """
    begin, text = row["content_start"], row["content_text"]
    return " […] ".join(text[span["start"] - begin : span["end"] - begin] for span in row["content_spans"])


def _render_entities(console: Console, rows: Rows) -> None:
    written: dict[str, list[str]] = {}
    for name in ("mentions", "coreferences"):
        for row in rows[name]:
            forms = written.setdefault(row["entity_id"], [])
            if row["text"] not in forms:
                forms.append(row["text"])
    first: dict[str, int] = {}
    for row in rows["mentions"]:
        first.setdefault(row["entity_id"], row["char_start"])
    ordered = sorted(rows["entities"], key=lambda row: (row["entity_type"] != "PERSON", first.get(row["entity_id"], 0), row["entity_id"]))
    _list(
        console, "entities", "who and what", ordered, ("name", "type", "named", "role, organisation, age, country", "also written"),
        lambda row: (
            row["name"], row["entity_type"], row["mention_count"], who(row),
            ", ".join(form for form in written.get(row["entity_id"], ()) if form != row["name"]),
        ),
    )  # fmt: skip


def who(row: Row) -> str:
    """Return what the article says of an entity.

    >>> who({"role": "Mayor", "organisation": None, "age": 51, "country_code": None})
    'Mayor, 51'
    """
    role, organisation = row["role"], row["organisation"]
    parts = [role, organisation if not role or not organisation or organisation not in role else None, row["age"], row["country_code"]]
    return ", ".join(str(part) for part in parts if part is not None)


def _list(console: Console, name: str, what: str, found: Sequence[Row], headers: Sequence[str], cells: Any) -> None:
    _title(console, name, what, found)
    rows = [[Text(terminal.blank(_value(cell), lines=False)) for cell in cells(row)] for row in found[:MOST]]
    columns(console, headers, rows)
    _more(console, name, found)


def _title(console: Console, name: str, what: str, found: Sequence[Any], *, legend: bool = False) -> None:
    title = Text(f"\n{name}", style="bold").append(f"  {len(found):,}  {what}", style="dim not bold")
    if legend and console.is_terminal:
        for index, (dataset, style) in enumerate(marks().items()):
            title.append(", " if index else "; marked: ", style="dim not bold").append(dataset, style=f"not bold {style}")
    console.print(title, soft_wrap=True)


def _more(console: Console, name: str, found: Sequence[Any]) -> None:
    if len(found) > MOST:
        console.print(Text(f"  … and {len(found) - MOST:,} more {name}", style="dim"))


def hang(console: Console, first: Text, text: Text) -> None:
    """Print ``first`` and beside it ``text``, wrapped, its later lines indented as far."""
    indent = cell_len(first.plain)
    for number, line in enumerate(text.wrap(console, max(console.width - indent, 20), overflow="fold") or [Text()]):
        line.rstrip()
        whole = Text().append_text(first if number == 0 else Text(" " * indent)).append_text(line)
        whole.rstrip()
        console.print(whole, soft_wrap=True)


def columns(console: Console, headers: Sequence[str], rows: Sequence[Sequence[Text]]) -> None:
    """Print rows below headers in columns that fit the console: long cells are wrapped, nothing is cut, empty columns are left out."""
    if not rows:
        return
    kept = [at for at in range(len(headers)) if any(row[at].plain for row in rows)]
    table = [[Text(headers[at], style="dim") for at in kept], *([row[at] for at in kept] for row in rows)]
    widths = fit([max(cell_len(row[at].plain) for row in table) for at in range(len(kept))], console.width - 2 - 2 * (len(kept) - 1))
    for row in table:
        cells = [cell.wrap(console, width, overflow="fold") or [Text()] for cell, width in zip(row, widths, strict=True)]
        for line in range(max(map(len, cells))):
            whole = Text("  ")
            for cell, width in zip(cells, widths, strict=True):
                piece = cell[line].copy() if line < len(cell) else Text()
                piece.rstrip()
                piece.append(" " * (width - cell_len(piece.plain) + 2))
                whole.append_text(piece)
            whole.rstrip()
            console.print(whole, soft_wrap=True)


def fit(widths: Iterable[int], available: int) -> list[int]:
    """Return ``widths`` of columns so that they fit ``available``: the widest ones give way first, none below eight.

    >>> fit([5, 60, 30], 60), fit([5, 6], 60)
    ([5, 27, 28], [5, 6])
    """
    found = [max(width, 1) for width in widths]
    while sum(found) > available and max(found) > 8:
        found[found.index(max(found))] -= 1
    return found


def _value(value: object) -> str:
    return "" if value is None else str(value)
