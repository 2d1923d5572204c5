"""What a list of facts shows of each row: the registry's columns, and those of the datasets that have a form of their own."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pipeline import show
from schemas.columns import DATASETS
from schemas.meanings import MEANINGS
from transforms.text.families import Facts
from transforms.text.showing import Row

Cells = Callable[[Row], Sequence[Any]]

_OWN: Mapping[str, tuple[tuple[str, ...], Cells]] = {
    "mentions": (("type", "entity"), lambda row: (row["entity_type"], row["entity_name"])),
    "entities": (
        ("type", "named", "role, organisation, age, country"),
        lambda row: (row["entity_type"], row["mention_count"], show.who(row)),
    ),
    "statements": (("speaker", "stance", "form"), lambda row: (show.speaker(row), said(row), row["form"])),
}


def headers(facts: Facts) -> tuple[str, ...]:
    """Return the heads of the columns behind the text."""
    return _OWN[facts.dataset][0] if facts.dataset in _OWN else facts.headers


def cells(facts: Facts, row: Row) -> list[str]:
    """Return what stands below :func:`headers` of one row, which has ``entity_name`` where it has an entity."""
    of = _OWN[facts.dataset][1] if facts.dataset in _OWN else facts.cells
    return ["" if value is None else str(value) for value in of(row)]


def explained(dataset: str) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Return the columns that a dataset has: name, what it holds, and of a closed vocabulary the values with what each means.

    >>> dict((name, values) for name, _, values in explained("quantities"))["currency_basis"][0]
    ('stated', 'The text says which: "Canadian dollars", "C$".')
    """
    meanings = MEANINGS.get(dataset, {})
    return [(field.name, field.column.description, list(meanings.get(field.name, {}).items())) for field in DATASETS[dataset].fields]


def said(row: Row) -> str:
    """Return what the speaker of a statement does with its content.

    >>> said({"stance": "denied", "hedged": True, "negated": False})
    'denied, hedged'
    """
    return ", ".join((row["stance"], *(flag for flag in ("hedged", "negated") if row[flag])))


def text(row: Row) -> str:
    """Return the text of a fact: of a statement its content, of an entity its name."""
    if "content_spans" in row:
        return show.content(row)
    return str(row["text"] if "text" in row else row["name"])


def spans(row: Row) -> list[tuple[int, int]]:
    """Return the offsets at which a fact is marked, none where it has no place of its own."""
    if "content_spans" in row:
        return [(span["start"], span["end"]) for span in row["content_spans"]]
    return [(row["char_start"], row["char_end"])] if "char_start" in row else []


def start(row: Row) -> int:
    """Return the offset at which a fact begins; -1 where it has none."""
    found = spans(row)
    return found[0][0] if found else -1
