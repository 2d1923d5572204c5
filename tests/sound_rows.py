"""Sound rows of every dataset, for tests that break them: one small page of a fictional place, with emoji and combining marks."""

import datetime
import hashlib
import re
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from schemas import (
    DATASETS,
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
    digest,
)
from schemas.arrow import NO_MONTH, file_path, file_table, to_table
from schemas.columns import Either, Ordered, Requires, Together

Rows = dict[str, list[Any]]

DAY = datetime.date(2024, 1, 24)
NOON = datetime.datetime(2024, 1, 24, 12, tzinfo=datetime.UTC)
BLOCKS = (
    ("date_header", "date 2024-01-24"),
    ("headline", "Ferry stops \U0001f6a2 in Oldhaven"),
    ("paragraph", "Mayor Ada Quill said the ferry lost 40 passengers\u2019 bags on Tuesday. "
                  "\u201cWe will find them,\u201d she said, \u201csoon.\u201d"),
    ("caption", "The cafe\u0301 at the \U0001f468\u200d\U0001f469\u200d\U0001f467 pier in Oldhaven."),
    ("paragraph", "The bags are worth 3 million euros."),
)  # fmt: skip
GAPS = (" ", "\n\n", "\x1c\x85 \u2028", "\r\n\xa0\n", "\n \n", " \u3000\n")
"""What stands before each block, and after the last."""


def article_rows(number: int = 0) -> Rows:
    """The rows of one article; another ``number`` gives another article with other ids and the same facts."""
    source, segments = "", []
    blocks = [*BLOCKS, ("other", f"Page {number}.")] if number else list(BLOCKS)
    article_id = hashlib.sha256(f"page {number}".encode()).hexdigest()[:32]
    for index, (kind, text) in enumerate(blocks):
        source += GAPS[index % len(GAPS)]
        start = len(source)
        source += text
        segments.append(
            Segment(article_id, DAY, index, kind, text, start, len(source), kind == "paragraph", None, [], [], None, None, None, None)
        )
    source += GAPS[-1]
    segments[3] = segments[3]._replace(credit="Nod Ray", credit_people=["Nod Ray"], credit_agencies=["Far Press"])
    body = "\n\n".join(s.text for s in segments if s.in_body)
    ratio = 1 - len("".join(body.split())) / len("".join(source.split()))
    article = Article(
        article_id, DAY, f"pages/{number}.txt", len(source.encode()), "utf-8", hashlib.sha256(f"page {number}".encode()).hexdigest(),
        "header", BLOCKS[0][1], None, "story", BLOCKS[1][1], ["Nod Ray"], None, [], NOON, "noon", None, None, "en", 0.99, source, body,
        len(body.split()), len(segments), ratio, None, "run-1", "0.1", NOON,
    )  # fmt: skip

    def find(index: int, text: str) -> tuple[str, int, int]:
        start = segments[index].char_start + segments[index].text.index(text)
        return text, start, start + len(text)

    def lies(index: int, text: str) -> tuple[int, bool, str]:
        segment = segments[index]
        (sentence,) = [s for s in re.split(r"(?<=Tuesday\.) ", segment.text) if text in s]
        return index, segment.in_body, sentence

    person, town = digest("entity", article_id, "PERSON"), digest("entity", article_id, "GPE")
    event, toll = digest("event", article_id, 1), digest("casualty", article_id, 1)
    mention, town_mention = digest("mention", article_id, 1), digest("mention", article_id, 2)
    role, role_start, role_end = find(2, "Mayor")
    first, second = find(2, "\u201cWe will find them,\u201d"), find(2, "\u201csoon.\u201d")
    actor, target = find(2, "Ada Quill"), find(2, "40 passengers")
    cue, speaker = find(2, "said, "), find(2, "she")
    return {
        "articles": [article],
        "segments": segments,
        "mentions": [
            Mention(article_id, DAY, mention, *find(2, "Ada Quill"), "PERSON", person, 0.98, *lies(2, "Ada Quill")),
            Mention(article_id, DAY, town_mention, *find(3, "Oldhaven"), "GPE", town, 0.9, *lies(3, "Oldhaven")),
        ],
        "entities": [
            Entity(article_id, DAY, person, "Ada Quill", "PERSON", role, role_start, role_end, "Oldhaven", 51, 1, None, None),
            Entity(article_id, DAY, town, "Oldhaven", "GPE", None, None, None, None, None, 1, 7, "NL"),
        ],
        "coreferences": [Coreference(article_id, DAY, *speaker, "pronoun", person, 0.95, *lies(2, "she said"))],
        "places": [
            Place(
                article_id, DAY, digest("place", article_id, 1), town_mention, town, *find(3, "Oldhaven"), "location", "resolved",
                "Oldhaven", "city", 7, "NL", "07", 52.5, 4.25, 1200, 0.75, *lies(3, "Oldhaven"),
            ),
            Place(
                article_id, DAY, digest("place", article_id, 2), None, None, *find(1, "Oldhaven"), "location", "not_in_gazetteer",
                None, None, None, None, None, None, None, None, None, *lies(1, "Oldhaven"),
            ),
        ],
        "times": [
            Time(
                article_id, DAY, digest("time", article_id, 1), *find(2, "Tuesday"), "DATE", "2024-01-23", None, None, None,
                datetime.date(2024, 1, 23), datetime.date(2024, 1, 23), "publication", *lies(2, "Tuesday"),
            ),
            Time(
                article_id, DAY, digest("time", article_id, 2), *find(2, "soon"), "DATE", "FUTURE_REF", "APPROX", "EVERY", "2X", None, None,
                "none", *lies(2, "soon"),
            ),
        ],
        "quantities": [
            Quantity(
                article_id, DAY, digest("quantity", article_id, 1), *find(2, "40"), 40.0, 40.0, "exact", None, None, None, None,
                "bags", *lies(2, "40"),
            ),
            Quantity(
                article_id, DAY, digest("quantity", article_id, 2), *find(4, "3 million euros"), 3e6, 3e6, "exact", "euro", "currency",
                "EUR", "stated", None, *lies(4, "3 million euros"),
            ),
        ],
        "statements": [
            Statement(
                article_id, DAY, digest("statement", article_id, 1), "direct",
                [ContentSpan(first[1], first[2], 2), ContentSpan(second[1], second[2], 2)], first[1], second[2],
                source[first[1] : second[2]], cue[1], cue[2], cue[0], speaker[1], speaker[2], speaker[0], person, "Ada Quill", "Mayor",
                "pronoun", 0.9, "promised", False, False, False, "on air", None, *lies(2, "she said"),
            ),
        ],
        "events": [
            Event(
                article_id, DAY, event, event, True, *find(2, "lost"), "RETREAT", "resign", "08", "crash", actor[1], actor[2], actor[0], person,
                target[1], target[2], target[0], person, digest("place", article_id, 1), datetime.date(2024, 1, 23),
                datetime.date(2024, 1, 23), "stated", "happened", digest("statement", article_id, 1), *lies(2, "lost"),
            ),
        ],
        "casualties": [
            Casualty(
                article_id, DAY, toll, "missing", *find(2, "40 passengers"), 40, 40, "exact", "passengers", digest("place", article_id, 1),
                datetime.date(2024, 1, 23), datetime.date(2024, 1, 23), "stated", event, digest("statement", article_id, 1), "Ada Quill", None,
                "current", False, *lies(2, "40 passengers"),
            ),
        ],
        "rejects": [Reject(f"pages/bad-{number}.txt", "parse", "no_date", "no header", 12, None, None, "run-1", NOON)],
        "runs": [Run(f"run-{number}", NOON, NOON, "published", "0.1", SCHEMA_VERSION, "{}", "{}", 2, 0, 1, 0, 1, 0, "{}", "{}")],
    }  # fmt: skip


def lake_rows(articles: int = 2) -> Rows:
    """The rows of some articles together."""
    rows: Rows = {}
    for number in range(articles):
        for name, found in article_rows(number).items():
            rows.setdefault(name, []).extend(found)
    return rows


def write(folder: Path, rows: Rows) -> tuple[dict[str, list[str]], dict[str, int]]:
    """Write ``rows``, one file a dataset; the addresses of the files and the number of rows by dataset."""
    files = {}
    for name, found in rows.items():
        month = "2024-01" if name not in ("rejects", "runs") else NO_MONTH
        path = folder / file_path(name, month, "part.parquet")
        path.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(file_table(to_table(name, found), month), path, compression="zstd", write_page_checksum=True)
        files[name] = [str(path)]
    return files, {name: len(found) for name, found in rows.items()}


_OTHER_TYPE = {str: 7, int: "7", float: 7, bool: 1, datetime.date: NOON, datetime.datetime: DAY}


def _not_matching(value: str) -> list[str]:
    return [value + "\n", value.swapcase() if value.swapcase() != value else value + "!", value + value[:1], value[1:], " " + value, ""]


def is_type_rule(dataset: str, rule: str) -> bool:
    """Whether ``rule`` of ``dataset`` is that a column has its type."""
    return rule in {f"{field.name}_type" for field in DATASETS[dataset].fields}


def broken_once(dataset: str) -> list[tuple[str, Any]]:
    """Rows of ``dataset`` that each break one rule of single rows, with its name; every such rule of the dataset occurs."""
    definition = DATASETS[dataset]
    rows = article_rows()[dataset]
    found: list[tuple[str, Any]] = []

    def broken(rule: str, row: Any, **values: Any) -> None:
        found.append((rule, row._replace(**values)))

    for field in definition.fields:
        name, column = field.name, field.column
        filled = next((row for row in rows if getattr(row, name) is not None), rows[0])
        value = getattr(filled, name)
        broken(f"{name}_type", filled, **{name: _OTHER_TYPE.get(field.type, ("a", "b"))})
        if not field.nullable:
            broken(f"{name}_not_null", filled, **{name: None})
        if column.vocabulary is not None:
            for bad in ("nonsense", column.vocabulary[0] + "\n", column.vocabulary[0].swapcase()):
                broken(f"{name}_vocabulary", filled, **{name: bad})
        if column.minimum is not None:
            broken(f"{name}_range", filled, **{name: field.type(column.minimum - 1)})
        if column.maximum is not None:
            broken(f"{name}_range", filled, **{name: field.type(column.maximum + 1)})
        if column.min_length is not None:
            broken(f"{name}_length", filled, **{name: "x" * (column.min_length - 1)})
        if column.max_length is not None:
            broken(f"{name}_length", filled, **{name: "\U0001f600" * (column.max_length + 1)})
        if column.pattern is not None:
            good = value or {"[A-Z]{2}": "NL", "[A-Z]{3}": "EUR"}.get(column.pattern, "0" * 31 + "a")
            for bad in _not_matching(good):
                if re.fullmatch(column.pattern, bad) is None:
                    broken(f"{name}_pattern", filled, **{name: bad})
    for rule in definition.rules:
        if isinstance(rule, Ordered):
            row = next(row for row in rows if getattr(row, rule.lower) is not None and getattr(row, rule.upper) is not None)
            low, high = getattr(row, rule.lower), getattr(row, rule.upper)
            step = datetime.timedelta(days=1) if isinstance(high, datetime.date) else 1
            broken(rule.name, row, **{rule.lower: high + step, rule.upper: high})
            if not rule.or_equal:
                broken(rule.name, row, **{rule.lower: high, rule.upper: high})
            assert low <= high
        elif isinstance(rule, Together):
            row = next((row for row in rows if getattr(row, rule.first) is not None), rows[0])
            broken(rule.name, row, **{rule.first: None})
            broken(rule.name, row, **{rule.second: None})
        elif isinstance(rule, Either):
            needing = [one.column for one in definition.rules if isinstance(one, Requires) and one.needs in (rule.first, rule.second)]
            broken(rule.name, rows[0], **dict.fromkeys([*needing, rule.first, rule.second]))
        else:
            row = next(row for row in rows if getattr(row, rule.needs) is not None or rule.column == "updated_at")
            broken(rule.name, row, **{rule.column: getattr(row, rule.column) or NOON, rule.needs: None})
    return found
