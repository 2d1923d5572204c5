"""Validate: the rows of an article in, the rows that keep the contract out; broken rows leave as rejects."""

import dataclasses
import datetime
import json
from collections.abc import Iterator
from typing import Any, NamedTuple

import apache_beam as beam

from schemas.contract import check_article
from transforms.values import REJECTS, ArticleRows, Rejection

LONGEST_VALUE = 2_000
"""Characters of one text that a rejected row keeps; a rejected article is to be found at its source."""


def row_as_json(row: Any) -> str:
    """A row as a JSON object for the reject; texts longer than 2,000 characters are cut, and say so."""
    return json.dumps({name: _jsonable(value) for name, value in row._asdict().items()}, ensure_ascii=False)


def _jsonable(value: Any) -> Any:
    if isinstance(value, str) and len(value) > LONGEST_VALUE:
        return value[:LONGEST_VALUE] + f"... ({len(value)} characters)"
    if isinstance(value, datetime.date):
        return value.isoformat()
    if value is None or isinstance(value, str | bool | int | float | list | tuple):
        return value
    return repr(value)


def validated(element: ArticleRows) -> tuple[ArticleRows | None, list[Rejection]]:
    """What is left of the article's rows, or None where the whole article is rejected, and a reject for each row that left.

    A rejected article has exactly one reject without ``row_json``: the one that stands for the input.
    """
    checked = check_article(element.rows)
    (article,) = element.rows["articles"]
    rejects = [
        Rejection(
            element.source_uri,
            "validate",
            "row_contract",
            f"{broken.dataset}: {broken.rules}",
            source_bytes=article.source_bytes,
            article_id=article.article_id,
            row_json=row_as_json(broken.row),
        )
        for broken in checked.broken
    ]
    if not checked.article_rejected:
        return ArticleRows(element.source_uri, checked.rows), rejects
    first = rejects[0]
    detail = f"{len(rejects)} broken rows of articles and segments, the first: {first.detail}"
    return None, [first._replace(detail=detail[:500], row_json=None), *rejects]


class Validated(NamedTuple):
    """The outputs of :class:`ValidateRows`."""

    articles: "beam.PCollection[ArticleRows]"
    rejects: "beam.PCollection[Rejection]"


@dataclasses.dataclass(eq=False)
class ValidateRows(beam.PTransform):
    """``PCollection[ArticleRows]`` to :class:`Validated`."""

    def expand(self, articles: "beam.PCollection[ArticleRows]") -> Any:  # Beam refuses hints of several outputs
        """Apply the step; gives a :class:`Validated`."""
        outputs = articles | beam.ParDo(_Validate()).with_output_types(ArticleRows, rejects=Rejection).with_outputs(
            REJECTS, main="articles"
        )
        return Validated(outputs.articles, outputs[REJECTS])


class _Validate(beam.DoFn):
    def process(self, element: ArticleRows) -> Iterator[Any]:
        kept, rejects = validated(element)
        if kept is not None:
            yield kept
        for row in rejects:
            yield beam.pvalue.TaggedOutput(REJECTS, row)
