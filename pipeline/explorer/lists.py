"""The lists that go over many articles, a part at a time: what pages load as data, rows by article in the order of the text."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.explorer import article, columns, spelling
from pipeline.explorer.article import Table, headline
from pipeline.explorer.parts import FACTS, Row
from transforms.text import showing

Rows = Mapping[str, Sequence[Row]]
"""The rows of one article by dataset."""
Cells = list[Any]

LONGEST = 400
"""Characters of a sentence or a statement that a list shows; the article's page has the rest."""

REGISTERED = {facts.dataset: facts for facts in FACTS}

BESIDE: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "timeline": ("events", ("place", "main", "sentence")),
    "tolls": ("casualties", ("least", "most", "place", "days", "background", "part of", "sentence")),
    "voices": ("statements", ("name", "about")),
}
"""Lists with a page of their own: the dataset whose rows they show, and what they say of each row beside its columns."""


def articles(heads: Sequence[Row], rows: Sequence[Rows]) -> list[list[Cells]]:
    """Return what the search reads, one row an article: identifier, date, headline or beginning, whether it is a headline, outlet, kind of page,
    words, and the names of the entities, most named first.
    """
    found = []
    for head, of in zip(heads, rows, strict=True):
        ordered = sorted(of.get("entities", ()), key=lambda row: (-row["mention_count"], row["name"]))
        names = list(dict.fromkeys(row["name"] for row in ordered))
        told = (str(head["published_date"]), headline(head), int(bool(head["headline"])), head["outlet"] or "", head["page_type"])
        found.append([[head["article_id"], *told, head["word_count"], names]])
    return found


def texts(segments: Mapping[str, Sequence[Row]]) -> list[str]:
    """Return of each article the text that its page shows at first, from its segments by article: a segment a line."""
    return ["\n".join(" ".join(row["text"].split()) for row in of if article.is_shown(row)) for of in segments.values()]


def headers(dataset: str) -> tuple[str, ...]:
    """Return what the cells of :func:`facts` are, in their order."""
    return ("offset", "text", *columns.headers(REGISTERED[dataset]))


def facts(table: Table) -> list[Cells]:
    """Return the rows of a dataset of facts of an article: the offset at which each is found, its text, and the cells of its columns."""
    return [[max(line.start, 0), cut(line.text), *line.cells] for line in table.lines]


def timeline(of: Rows) -> list[Cells]:
    """Return of each event of an article: its place, whether the article is about it, and, where its days are known, its sentence."""
    places = _by_id(of, "places", "place_id")
    return [
        [place_name(places, row), int(row["is_main"]), "" if row["start_date"] is None else cut(row["sentence"])]
        for row in of.get("events", ())
    ]


def tolls(of: Rows) -> list[Cells]:
    """Return of each human toll of an article: least and most, place, days, whether it is background, which row of the article it is a part of
    (-1: of none), and its sentence.
    """
    places = _by_id(of, "places", "place_id")
    rows = of.get("casualties", ())
    order = {row["casualty_id"]: at for at, row in enumerate(rows)}
    return [
        [
            row["count_min"], row["count_max"], place_name(places, row), showing.days(row), int(bool(row["is_background"])),
            order.get(row["part_of"], -1), cut(row["sentence"]),
        ]
        for row in rows
    ]  # fmt: skip


def voices(of: Rows) -> list[Cells]:
    """Return of each statement of an article: the resolved name of its speaker, and whom its content names."""
    names = {row["entity_id"]: row["name"] for row in of.get("entities", ())}
    mentions = of.get("mentions", ())
    return [[row["speaker_name"] or "", [names[entity] for entity in _about(mentions, row)]] for row in of.get("statements", ())]


def _about(mentions: Sequence[Row], statement: Row) -> Iterator[str]:
    """Return the entities that the content of a statement names, once each, in their order; the speaker is not among them."""
    seen = {statement["speaker_entity_id"]}
    spans = columns.spans(statement)
    for mention in mentions:
        if mention["entity_id"] not in seen and any(begin <= mention["char_start"] and mention["char_end"] <= end for begin, end in spans):
            seen.add(mention["entity_id"])
            yield mention["entity_id"]


def _by_id(rows: Rows, dataset: str, column: str) -> dict[Any, Row]:
    return {row[column]: row for row in rows.get(dataset, ())}


def place_name(places: Mapping[Any, Row], row: Row) -> str:
    """Return where something was: its place as the article writes it, with the gazetteer's name where that is another one."""
    place = places.get(row["place_id"])
    return "" if place is None else spelling.beside(place["text"], place["name"])


def cut(text: str, longest: int = LONGEST) -> str:
    """Return a text in one line, its end replaced by a sign where it is longer.

    >>> cut("one two\\nthree", 9)
    'one two…'
    """
    line = " ".join(text.split())
    return line if len(line) <= longest else line[:longest].rsplit(" ", 1)[0] + "…"
