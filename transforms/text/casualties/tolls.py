"""The tolls of an article: its passages in, sorted rows out."""

from schemas import Casualty
from transforms.text.casualties import adjectives, nouns, rows as made, status, verbs
from transforms.text.casualties.finds import Find
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage


def rows(reading: Reading) -> list[Casualty]:
    """Return the rows of ``casualties`` of ``reading``, sorted by position."""
    found: dict[str, Casualty] = {}
    for passage in reading.passages:
        judged = [kept for kept in (status.judge(reading, find) for find in finds(reading, passage)) if kept is not None]
        for find, state in judged:
            whole = find.whole
            part_of = made.identity(reading, find, whole) if whole is not None else None
            row = made.row(reading, find, state, part_of)
            found.setdefault(row.casualty_id, row)
    return sorted(found.values(), key=lambda row: (row.char_start, row.char_end, row.casualty_id))


def finds(reading: Reading, p: Passage) -> list[Find]:
    """Return the reports of ``p``, those of verbs first."""
    return [*verbs.find(reading, p), *adjectives.find(reading, p), *nouns.find(reading, p)]
