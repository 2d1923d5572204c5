"""``newsbeam show``: one article in the terminal, its segments coloured by kind, its facts marked in the text and listed below."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

import newsbeam
from pipeline.errors import EXIT_OK, InputError, UsageError

KIND_STYLES = {
    "headline": "bold",
    "heading": "bold",
    "summary": "italic",
    "paragraph": "",
    "caption": "cyan",
    "video": "magenta",
    "audio": "magenta",
    "date_header": "green",
    "byline": "green",
    "timestamp": "green",
}
"""How a segment is written; every kind that is not here is dim."""

MARKS = {"mentions": "underline yellow", "times": "underline blue", "quantities": "underline green", "places": "underline red"}
"""How facts are marked in the text."""

LISTED = {
    "entities": ("entity_type", "name", "role", "organisation", "age", "mention_count", "country_code"),
    "times": ("text", "timex_type", "timex_value", "timex_mod", "start_date", "anchor"),
    "places": ("text", "place_use", "resolution", "name", "country_code", "latitude", "longitude"),
    "quantities": ("text", "value_min", "value_max", "modifier", "unit", "currency", "counted"),
    "statements": ("form", "speaker_text", "speaker_name", "cue_text", "stance", "content_text"),
}
"""The columns of each dataset that are listed below the text."""


def show(root: Path, article: str, *, debug: bool = False) -> int:
    """Print the article of ``root`` whose id begins, or whose ``source_uri`` ends, with ``article``.

    Raises:
        InputError: there is no lake.
        UsageError: no article, or more than one, goes by that name.
    """
    try:
        lake = newsbeam.open(root)
    except newsbeam.LakeError as error:
        raise InputError(str(error)) from error
    connection = lake.connect(locked=True)
    found = connection.execute(
        "SELECT article_id, source_uri FROM articles WHERE starts_with(article_id, $1) OR ends_with(source_uri, $1) ORDER BY 2 LIMIT 6",
        [article],
    ).fetchall()
    if len(found) != 1:
        several = ", ".join(uri for _, uri in found[:5])
        raise UsageError(f"{article!r} names {'several articles: ' + several if found else 'no article'}")
    rows = {name: _rows(connection, name, found[0][0]) for name in ("articles", "segments", *MARKS, *LISTED)}
    render(Console(soft_wrap=True, highlight=False), rows, _reasons(rows) if debug else {})
    return EXIT_OK


def _rows(connection: Any, dataset: str, article_id: str) -> list[dict[str, Any]]:
    result = connection.execute(f"SELECT * FROM {dataset} WHERE article_id = $1", [article_id])  # noqa: S608
    names = [column[0] for column in result.description]
    rows = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
    position = next((name for name in ("char_start", "content_start") if name in names), None)
    return sorted(rows, key=lambda row: row[position]) if position else rows


def _reasons(rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[int, str]:
    """Why each block is what it is: the segmentation of the published text, run again."""
    from transforms.text import segmentation

    (article,) = rows["articles"]
    header = next((row["char_start"], row["char_end"]) for row in rows["segments"] if row["kind"] == "date_header")
    page = segmentation.segment(article["source_text"], header, article["published_date"])
    return {block.start: block.why for block in page.blocks}


def render(console: Console, rows: Mapping[str, Sequence[Mapping[str, Any]]], reasons: Mapping[int, str]) -> None:
    """Print the article's columns, its segments with the facts marked, and the lists of facts; ``reasons`` by start of segment."""
    (article,) = rows["articles"]
    for name in ("source_uri", "published_date", "page_type", "headline", "bylines", "agencies", "dateline", "word_count", "article_id"):
        if article[name] not in (None, []):
            console.print(Text(f"{name:>15}  ", style="dim") + Text(plain(str(article[name]))))
    marks = sorted((row["char_start"], row["char_end"], style) for name, style in MARKS.items() for row in rows[name])
    for segment in rows["segments"]:
        console.print()
        label = f"{segment['segment_index']:>4} {segment['kind']}"
        if segment["char_start"] in reasons:
            label += f"  [{reasons[segment['char_start']]}]"
        console.print(Text(label, style="dim"))
        text = Text(plain(segment["text"]), style=KIND_STYLES.get(segment["kind"], "dim"))
        for start, end, style in marks:
            if segment["char_start"] <= start and end <= segment["char_end"]:
                text.stylize(style, start - segment["char_start"], end - segment["char_start"])
        console.print(text)
    for dataset, columns in LISTED.items():
        console.print()
        console.print(Text(f"{dataset} ({len(rows[dataset])})", style="bold"))
        for row in rows[dataset]:
            filled = [f"{name}={plain(str(row[name]))}" for name in columns[1:] if row[name] is not None]
            console.print(Text(f"  {plain(str(row[columns[0]]))}  ") + Text("  ".join(filled), style="dim"))


def plain(text: str) -> str:
    """``text`` of the same length, safe for a terminal: controls and direction marks become blanks, line breaks stay.

    >>> plain("a\\x1b[0m\\u202eb")
    'a [0m b'
    """
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text)
