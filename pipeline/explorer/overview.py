"""What the first page says of a lake: how much of what, over which days, what was left out and why, and which runs made it."""

# ruff: noqa: S608 - the queries are made of names of our own datasets

import json
from collections.abc import Mapping
from typing import Any

from newsbeam.wording import counted
from pipeline.explorer import charts
from pipeline.explorer.parts import FACTS, rows
from pipeline.rejects import NEXT
from schemas.meanings import MEANINGS

TOP = 15
"""Lines of a list; the rest is one line."""
EXAMPLES = 3
"""Examples of a reason for rejects."""


def figures(connection: Any) -> dict[str, Any]:
    """Return the figures and charts of the page."""
    (articles,) = rows(
        connection,
        "SELECT count(*) AS number, sum(word_count) AS words, min(published_date) AS first, max(published_date) AS last FROM articles",
    )
    facts = [(one.dataset, one.what, _number(connection, one.dataset)) for one in FACTS]
    return {
        "articles": articles,
        "facts": facts,
        "facts_number": sum(number for _, _, number in facts),
        "days": charts.over_time(dict(connection.execute("SELECT published_date, count(*) FROM articles GROUP BY 1").fetchall())),
        "outlets": _shares(connection, "outlet", "articles WHERE outlet IS NOT NULL"),
        "without_outlet": connection.execute("SELECT count(*) FROM articles WHERE outlet IS NULL").fetchone()[0],
        "page_types": _shares(connection, "page_type", "articles", MEANINGS["articles"]["page_type"]),
        "kinds": _shares(connection, "kind", "segments", MEANINGS["segments"]["kind"]),
        "families": charts.shares([(name, number) for name, _, number in facts], {name: what for name, what, _ in facts}),
        "rejects": rejects(connection),
        "runs": runs(connection),
    }


def _number(connection: Any, dataset: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {dataset}").fetchone()[0])


def _shares(connection: Any, label: str, dataset: str, meanings: Mapping[str, str] | None = None) -> list[charts.Share]:
    found = connection.execute(f"SELECT {label}, count(*) FROM {dataset} GROUP BY 1 ORDER BY 2 DESC, 1").fetchall()
    rest = sum(number for _, number in found[TOP:])
    return charts.shares(found[:TOP] + ([(counted(len(found) - TOP, "other"), rest)] if rest else []), meanings or {})


def rejects(connection: Any) -> list[dict[str, Any]]:
    """Return the reasons why inputs or rows were left out, with what each means, their number, some examples, and what can be done."""
    found = rows(
        connection,
        f"""
        SELECT reason, stage, count(*) AS number, list(source_uri ORDER BY source_uri, detail)[:{EXAMPLES}] AS inputs,
            list(detail ORDER BY source_uri, detail)[:{EXAMPLES}] AS details
        FROM rejects GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2
        """,
    )
    meanings = MEANINGS["rejects"]["reason"]
    return [{**one, "meaning": meanings[one["reason"]], "next": NEXT.get(one["reason"], "")} for one in found]


def runs(connection: Any) -> list[dict[str, Any]]:
    """Return the runs that published, newest first, their options and seconds read from JSON."""
    found = rows(connection, "SELECT * EXCLUDE (published_month) FROM runs ORDER BY started_at DESC, run_id LIMIT 50")
    return [{**run, "seconds": sum(json.loads(run["stage_seconds"]).values())} for run in found]
