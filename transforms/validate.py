"""Validate: the rows of an article in, the rows that keep the contract out; broken rows leave as rejects."""

import dataclasses
import datetime
import json
from collections.abc import Iterator
from typing import Any, NamedTuple, Optional, Union

import apache_beam as beam
from apache_beam.pvalue import PCollection, TaggedOutput

from schemas.contract import check_article
from transforms.values import ArticleRows
from transforms.watch import Of, Outputs, Rejected, Watch, several_outputs, split

LONGEST_VALUE = 2_000
"""Characters of one text that a rejected row keeps; a rejected article is to be found at its source."""


def row_as_json(row: Any) -> str:
    """Return a row as a JSON object for the reject; texts longer than 2,000 characters are cut, and say so."""
    return json.dumps({name: _jsonable(value) for name, value in row._asdict().items()}, ensure_ascii=False)


def _jsonable(value: Any) -> Any:
    if isinstance(value, str) and len(value) > LONGEST_VALUE:
        return value[:LONGEST_VALUE] + f"... ({len(value)} characters)"
    if isinstance(value, datetime.date):
        return value.isoformat()
    if value is None or isinstance(value, str | bool | int | float | list | tuple):
        return value
    return repr(value)


class BrokenRow(NamedTuple):
    """A row that left, or the whole article (then without the row): what is wrong, and the row as JSON."""

    detail: str
    row_json: Optional[str]


def validated(element: ArticleRows) -> tuple[Optional[ArticleRows], list[BrokenRow]]:
    """Return what is left of the article's rows, or None where the whole article is rejected, and each row that left.

    Of a rejected article exactly one has no row: the one that stands for the input.
    """
    checked = check_article(element.rows)
    broken = [BrokenRow(f"{found.dataset}: {found.rules}", row_as_json(found.row)) for found in checked.broken]
    if not checked.article_rejected:
        return ArticleRows(element.source_uri, checked.rows), broken
    detail = f"{len(broken)} broken rows of articles and segments, the first: {broken[0].detail}"
    return None, [BrokenRow(detail[:500], None), *broken]


@dataclasses.dataclass(eq=False)
class ValidateRows(beam.PTransform[PCollection[ArticleRows], Outputs[ArticleRows]]):
    """``PCollection[ArticleRows]`` to the rows that keep the contract and rejects."""

    watch: Watch

    @several_outputs
    def expand(self, articles: PCollection[ArticleRows]) -> Outputs[ArticleRows]:
        """Apply the step."""
        return split(articles, _Validate(self.watch), ArticleRows)


class _Validate(beam.DoFn):
    def __init__(self, watch: Watch) -> None:
        self._step = watch.step("validate")

    def process(self, element: ArticleRows) -> Iterator[Union[ArticleRows, Rejected]]:
        (article,) = element.rows["articles"]
        origin = Of(element.source_uri, article.article_id, article.source_bytes)
        for outcome in self._step.attempt(origin, lambda: validated(element)):
            if isinstance(outcome, TaggedOutput):
                yield outcome
                continue
            kept, broken = outcome
            if kept is not None:
                yield kept
            for row in broken:
                yield self._step.reject(origin, "row_contract", row.detail, row.row_json)
