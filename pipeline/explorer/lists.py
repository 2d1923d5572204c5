"""The lists that go over many articles, a part at a time: what pages load as data. Every row begins with the number of its article and an offset."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline import show
from pipeline.explorer import columns
from pipeline.explorer.article import headline
from pipeline.explorer.parts import FACTS, Row
from pipeline.explorer.site import words
from transforms.text import showing

Rows = Mapping[str, Sequence[Row]]
"""The rows of one article by dataset."""
Cells = list[Any]

LONGEST = 400
"""Characters of a sentence or a statement that a list shows; the article's page has the rest."""


def articles(heads: Sequence[Row], rows: Sequence[Rows]) -> list[Cells]:
    """Return what the search reads: identifier, date, headline, outlet, kind of page, words, and the names of the entities, most named first."""
    found = []
    for head, of in zip(heads, rows, strict=True):
        ordered = sorted(of.get("entities", ()), key=lambda row: (-row["mention_count"], row["name"]))
        names = list(dict.fromkeys(row["name"] for row in ordered))
        found.append(
            [
                head["article_id"],
                str(head["published_date"]),
                headline(head),
                head["outlet"] or "",
                head["page_type"],
                head["word_count"],
                names,
            ]
        )
    return found


def facts(dataset: str, rows: Sequence[Rows]) -> list[Cells]:
    """Return the rows of a dataset of facts: article, offset, text, and the cells of its columns."""
    (registered,) = (one for one in FACTS if one.dataset == dataset)
    found = []
    for number, of in enumerate(rows):
        named = _by_id(of, "entities", "entity_id")
        first: dict[str, int] = {}
        for mention in of.get("mentions", ()):
            first.setdefault(mention["entity_id"], mention["char_start"])
        for row in of.get(dataset, ()):
            start = columns.start(row)
            entity = row.get("entity_id")
            full = {**row, "entity_name": named.get(entity, {}).get("name")}
            at = first.get(entity or "", 0) if start < 0 else start
            found.append([number, at, cut(columns.text(row)), *columns.cells(registered, full)])
    return found


def timeline(rows: Sequence[Rows]) -> list[Cells]:
    """Return the events whose days are known, by day: article, offset, first and last day, type, trigger, actor, target, place, modality,
    whether the article is about it, and the sentence.
    """
    found = []
    for number, of in enumerate(rows):
        places = _by_id(of, "places", "place_id")
        for row in of.get("events", ()):
            if row["start_date"] is not None:
                days = (str(row["start_date"]), str(row["end_date"]))
                told = (
                    words(showing.event_type(row)),
                    row["text"],
                    row["actor_text"] or "",
                    row["target_text"] or "",
                    place_name(places, row),
                )
                found.append([number, row["char_start"], *days, *told, row["modality"], int(row["is_main"]), cut(row["sentence"])])
    return sorted(found, key=lambda row: (row[2], row[3], row[0], row[1]))


def tolls(rows: Sequence[Rows]) -> list[Cells]:
    """Return the reports of human tolls in the order of their telling: article, offset, outcome, least and most, the count in words, victims,
    whose count it is, status, place, days, whether it is background, whether it is a part of another, and the sentence.
    """
    found = []
    for number, of in enumerate(rows):
        places = _by_id(of, "places", "place_id")
        for row in of.get("casualties", ()):
            counted = (
                row["outcome"],
                row["count_min"],
                row["count_max"],
                showing.count(row),
                row["victims"] or "",
                row["source_name"] or "",
            )
            where = (row["status"], place_name(places, row), showing.days(row))
            flags = (int(bool(row["is_background"])), int(row["part_of"] is not None))
            found.append([number, row["char_start"], *counted, *where, *flags, cut(row["sentence"])])
    return found


def voices(rows: Sequence[Rows]) -> list[Cells]:
    """Return the statements: article, offset, speaker, resolved name of the speaker, what he does, form, content, and whom the content names."""
    found = []
    for number, of in enumerate(rows):
        for row in of.get("statements", ()):
            said = (show.speaker(row), row["speaker_name"] or "", columns.said(row), row["form"], cut(columns.text(row)))
            found.append([number, columns.start(row), *said, list(about(of, row))])
    return found


def about(rows: Rows, statement: Row) -> Iterator[str]:
    """Return the names that the content of a statement holds, once each, in their order; the speaker is not among them."""
    names = _by_id(rows, "entities", "entity_id")
    seen = {statement["speaker_entity_id"]}
    for mention in rows.get("mentions", ()):
        inside = any(begin <= mention["char_start"] and mention["char_end"] <= end for begin, end in columns.spans(statement))
        if inside and mention["entity_id"] not in seen:
            seen.add(mention["entity_id"])
            yield names[mention["entity_id"]]["name"]


def _by_id(rows: Rows, dataset: str, column: str) -> dict[Any, Row]:
    return {row[column]: row for row in rows.get(dataset, ())}


def place_name(places: Mapping[Any, Row], row: Row) -> str:
    """Return where something was: the gazetteer's name of its place, else the place as written."""
    place = places.get(row["place_id"])
    return "" if place is None else str(place["name"] or place["text"])


def cut(text: str, longest: int = LONGEST) -> str:
    """Return a text in one line, its end replaced by a sign where it is longer.

    >>> cut("one two\\nthree", 9)
    'one two…'
    """
    line = " ".join(text.split())
    return line if len(line) <= longest else line[:longest].rsplit(" ", 1)[0] + "…"
