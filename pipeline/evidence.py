"""The view of all facts with their sentences, written from the registry of families: ``python -m pipeline.evidence > newsbeam/sql/evidence.sql``."""

# ruff: noqa: S608 - the query is made of names and expressions of our own registry

from collections.abc import Iterable

from pipeline import terminal
from schemas.columns import DATASETS, Dataset
from transforms.text.families import FAMILIES, Facts

_HEAD = """\
-- Written by `python -m pipeline.evidence` from the registry in transforms/text/families.py; change that, not this file.

-- One row is one fact of any dataset with its sentence, so that it can be judged: what it is, where it stands, what was made of it.
CREATE VIEW evidence AS
SELECT f.*, a.outlet, a.source_uri, a.headline
FROM (
"""


def view(facts: Iterable[Facts]) -> str:
    """Return the SQL of the view over the datasets of ``facts`` that have evidence."""
    selects = [_select(DATASETS[one.dataset], one.evidence) for one in facts if one.evidence]
    return _HEAD + "\n    UNION ALL\n".join(selects) + "\n) f\nJOIN articles a USING (article_id);\n"


def _select(dataset: Dataset, evidence: str) -> str:
    span = dataset.offsets[0]
    return (
        f"    SELECT '{dataset.name}' AS dataset, {fact_id(dataset)} AS fact_id, article_id, published_date, {span.start} AS char_start,\n"
        f"        {span.end} AS char_end, {span.text} AS text,\n"
        f"        {evidence} AS reading,\n"
        f"        in_body, sentence\n"
        f"    FROM {dataset.name} f"
    )


def fact_id(dataset: Dataset) -> str:
    """Return the column that identifies a fact: the one of its key that is an identifier, else what it refers to.

    >>> fact_id(DATASETS["times"]), fact_id(DATASETS["coreferences"])
    ('time_id', 'entity_id')
    """
    own = [name for name in dataset.key if name.endswith("_id") and name != "article_id"]
    return own[0] if own else dataset.references[0].column


if __name__ == "__main__":
    terminal.data(view(facts for family in FAMILIES for facts in family.facts), end="")
