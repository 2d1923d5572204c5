"""The registry of the families of facts, in the order in which they read an article; each may read the layers of those it needs.

From it come the rows, the versions, what ``newsbeam show`` lists and marks, the view ``evidence``, the tasks of ``newsbeam evaluate`` and
the parts of the benchmarks. A family's own code is imported when it reads its first article: who only asks what there is need not wait for it.
"""

import contextlib
import dataclasses
import importlib
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Optional

from transforms.text import showing
from transforms.text.reading import Reading

Rows = dict[str, list[Any]]
"""Rows by dataset."""


@dataclasses.dataclass(frozen=True)
class Facts:
    """How people see the rows of one dataset of facts.

    ``what`` says in a few words what its rows tell; ``style`` is how they are marked in the text (a style of the terminal, None: not marked);
    ``evidence`` is an SQL expression over the dataset, called ``f``: what was made of the row's text, so that it can be judged; ``cells``
    takes a row (a mapping from column to value, with ``entity_name`` where it has an entity) to what a list shows below ``headers``. A dataset
    without evidence has no offsets of its own.
    """

    dataset: str
    what: str
    style: Optional[str] = None
    evidence: Optional[str] = None
    headers: tuple[str, ...] = ()
    cells: Callable[[showing.Row], Sequence[Any]] = lambda row: ()


@dataclasses.dataclass(frozen=True)
class Family:
    """One family of facts.

    ``needs`` are the families whose layers it reads. ``extract`` takes the reading, adds its layer to it, and returns rows by dataset; rows of
    an earlier family's dataset take their place. ``facts`` are the datasets that are its own. ``package`` is the folder of its code below
    ``transforms/text``; its word lists have the same name below ``lexicon/data``: together they make its version. ``task`` names the module of
    ``pipeline.evaluation`` that scores it, and the folder of annotated news.
    """

    name: str
    needs: tuple[str, ...]
    extract: Callable[[Reading], Rows]
    facts: tuple[Facts, ...]
    task: Optional[str] = None

    @property
    def package(self) -> str:
        """The folder of its code, and of its word lists."""
        return self.name


def _code_of(package: str) -> Callable[[Reading], Rows]:
    """Return what calls ``extract`` of a family's package, which is imported then."""

    def extract(reading: Reading) -> Rows:
        rows: Rows = importlib.import_module(f"{__package__}.{package}").extract(reading)
        return rows

    return extract


FAMILIES = (
    Family(
        "names",
        needs=(),
        extract=_code_of("names"),
        facts=(
            Facts("mentions", "what is named", "yellow", "f.entity_type"),
            Facts("entities", "who and what"),
            Facts(
                "coreferences",
                "what pronouns and descriptions stand for",
                evidence="(SELECT e.name FROM entities e WHERE e.entity_id = f.entity_id)",
                headers=("form", "stands for"),
                cells=lambda row: (row["form"], row["entity_name"]),
            ),
        ),
        task="mentions",
    ),
    Family(
        "times",
        needs=("names",),
        extract=_code_of("times"),
        facts=(
            Facts(
                "times",
                "when",
                "cyan",
                "concat_ws(' ', f.timex_value, f.timex_mod)",
                ("TIMEX3", "modifier", "days", "known from"),
                lambda row: (f"{row['timex_type']} {row['timex_value']}", row["timex_mod"], showing.days(row), row["anchor"]),
            ),
        ),
        task="times",
    ),
    Family(
        "quantities",
        needs=("names", "times"),
        extract=_code_of("quantities"),
        facts=(
            Facts(
                "quantities",
                "how much",
                "magenta",
                "concat_ws(' ', f.modifier, f.value_min, CASE WHEN f.value_max <> f.value_min THEN f.value_max END, coalesce(f.currency, f.unit), "
                "f.counted)",
                ("amount", "of what"),
                lambda row: (showing.amount(row), showing.of_what(row)),
            ),
        ),
        task="quantities",
    ),
    Family(
        "places",
        needs=("names", "times"),
        extract=_code_of("places"),
        facts=(
            Facts(
                "places",
                "where",
                "underline",
                "concat_ws(', ', f.place_use, coalesce(f.name, f.resolution), f.admin1, f.country_code)",
                ("use", "resolved to", "latitude, longitude"),
                lambda row: (row["place_use"], showing.place(row), showing.coordinates(row)),
            ),
        ),
        task="places",
    ),
    Family(
        "statements",
        needs=("names", "times"),
        extract=_code_of("statements"),
        facts=(
            Facts(
                "statements",
                "who said what",
                "italic",
                "concat_ws(' ', coalesce(f.speaker_name, f.speaker_text, 'nobody named'), f.stance)",
            ),
        ),
        task="statements",
    ),
    Family(
        "events",
        needs=("names", "times", "places", "statements"),
        extract=_code_of("events"),
        facts=(
            Facts(
                "events",
                "what happened",
                "bold",
                "concat_ws(' ', f.modality, coalesce(f.event_type, f.incident_type), 'by', coalesce(f.actor_text, 'nobody named'), "
                "CASE WHEN f.target_text IS NOT NULL THEN 'to ' || f.target_text END, f.start_date)",
                ("type", "modality", "actor", "target", "days"),
                lambda row: (showing.event_type(row), row["modality"], row["actor_text"], row["target_text"], showing.days(row)),
            ),
        ),
        task="events",
    ),
    Family(
        "casualties",
        needs=("names", "times", "quantities", "places", "statements", "events"),
        extract=_code_of("casualties"),
        facts=(
            Facts(
                "casualties",
                "the human toll",
                "red",
                "concat_ws(' ', f.status, f.outcome, f.modifier, f.count_min, CASE WHEN f.count_max <> f.count_min THEN f.count_max END, "
                "f.victims, 'by', coalesce(f.source_name, 'nobody named'))",
                ("outcome", "how many", "victims", "by whose count", "status"),
                lambda row: (row["outcome"], showing.count(row), row["victims"], row["source_name"], row["status"]),
            ),
        ),
        task="casualties",
    ),
)


def _plainly(name: str) -> AbstractContextManager[None]:
    return contextlib.nullcontext()


def extract(
    reading: Reading, families: Sequence[Family] = FAMILIES, *, around: Callable[[str], AbstractContextManager[None]] = _plainly
) -> Rows:
    """Return the rows of every dataset of the article that is read; ``articles`` and ``segments`` are among them.

    Each family is done inside the context that ``around`` gives for its name: who watches the extraction sees it begin, end and raise.

    Raises:
        ValueError: a family stands before one that it needs.
    """
    rows: Rows = {"articles": [reading.article], "segments": list(reading.segments)}
    done: set[str] = set()
    for family in families:
        if not done.issuperset(family.needs):
            raise ValueError(f"{family.name} needs {', '.join(sorted(set(family.needs) - done))} before it")
        with around(family.name):
            rows |= family.extract(reading)
        done.add(family.name)
    return rows
