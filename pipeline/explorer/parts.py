"""A lake part by part: at most :data:`MOST` articles of one month with their facts, so that memory stays bounded whatever the lake holds."""

# ruff: noqa: S608 - the queries are made of names of datasets and columns that the registry and the lake itself have

import calendar
import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from schemas.columns import DATASETS
from transforms.text.families import FAMILIES

Row = Mapping[str, Any]

MOST = 500
"""Articles of a part."""

FACTS = tuple(facts for family in FAMILIES for facts in family.facts)
"""The datasets of facts, as the registry of families has them."""

SENTENCES = ("events", "casualties")
"""The datasets whose sentences lists show; of the others they are not read."""


@dataclasses.dataclass(frozen=True)
class Part:
    """Articles of one month: the ``number``-th of ``of`` parts, counted from 1."""

    month: str
    number: int
    of: int
    articles: int

    @property
    def key(self) -> str:
        """What its pages and data are called.

        >>> Part("2024-01", 1, 1, 9).key, Part("2024-01", 2, 3, 500).key
        ('2024-01', '2024-01-2')
        """
        return self.month if self.of == 1 else f"{self.month}-{self.number}"

    @property
    def title(self) -> str:
        """What people call it.

        >>> Part("2024-01", 1, 1, 9).title, Part("2024-01", 2, 3, 500).title
        ('January 2024', 'January 2024, part 2 of 3')
        """
        year, month = self.month.split("-")
        name = f"{calendar.month_name[int(month)]} {year}"
        return name if self.of == 1 else f"{name}, part {self.number} of {self.of}"


def parts(connection: Any) -> list[Part]:
    """Return the parts of a lake, oldest first."""
    found = []
    for month, articles in connection.execute("SELECT published_month, count(*) FROM articles GROUP BY 1 ORDER BY 1").fetchall():
        of = -(-articles // MOST)
        found += [Part(month, at + 1, of, min(MOST, articles - at * MOST)) for at in range(of)]
    return found


class Reader:
    """What one part's pages are made of, read from the lake when it is asked for."""

    def __init__(self, connection: Any, part: Part) -> None:
        self.connection = connection
        self.part = part
        self.articles = rows(
            connection,
            "SELECT * EXCLUDE (source_text, body_text), left(body_text, 160) AS beginning FROM articles WHERE published_month = $1 "
            f"ORDER BY published_date, article_id LIMIT {MOST} OFFSET {(part.number - 1) * MOST}",
            [part.month],
        )

    def of_dataset(self, name: str) -> dict[str, list[dict[str, Any]]]:
        """Return the rows of the dataset ``name`` by article, in the order of the text; with their sentences where these are shown."""
        unread = ["published_month", *(column for column in DATASETS[name].row._fields if column == "sentence" and name not in SENTENCES)]
        found = rows(
            self.connection,
            f"SELECT * EXCLUDE ({', '.join(unread)}) FROM {name} WHERE published_month = $1 AND article_id IN (SELECT unnest($2)) "
            f"ORDER BY {', '.join(DATASETS[name].file_order)}",
            [self.part.month, [article["article_id"] for article in self.articles]],
        )
        by_article: dict[str, list[dict[str, Any]]] = {article["article_id"]: [] for article in self.articles}
        for row in found:
            by_article[row["article_id"]].append(row)
        return by_article


def rows(connection: Any, query: str, values: Sequence[Any] = ()) -> list[dict[str, Any]]:
    """Return the rows of a query as mappings from column to value."""
    result = connection.execute(query, list(values))
    names = [column[0] for column in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
