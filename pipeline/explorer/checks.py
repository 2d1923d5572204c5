"""The audit of the published version, its results with what each rule means, and how its articles compare with those of the last runs:
from the records of runs.
"""

import dataclasses
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from newsbeam import Version
from pipeline import drift
from schemas.columns import DATASETS
from schemas.set_rules import set_rules

_ENDINGS = {
    "_type": "`{}` holds values of its type; numbers are finite.",
    "_not_null": "`{}` is filled in every row.",
    "_vocabulary": "`{}` holds words of its closed list only.",
    "_range": "`{}` lies between its bounds.",
    "_length": "`{}` is as long as it may be: not empty, not too long.",
    "_pattern": "`{}` has the form of its pattern.",
}
"""What rules mean that a column's own definition makes, by the end of their name."""
_WHOLE = {
    "schema": "The files have the columns, types and descriptions of the contract.",
    "row_count": "The files hold as many rows as were staged: none lost, none twice.",
}


@dataclasses.dataclass(frozen=True)
class Rule:
    """One rule of the audit as it was checked."""

    name: str
    meaning: str
    engine: str
    passed: bool
    checked: int
    bad: int
    error: str
    examples: Sequence[str]


def audit(root: Path, version: Version) -> dict[str, list[Rule]]:
    """Return the rules by dataset, those that failed first; nothing where the run's records are gone or can not be read."""
    try:
        found = json.loads((root / "runs" / version.run_id / "audit.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    by_dataset: dict[str, list[Rule]] = {}
    for rule in found["rules"]:
        by_dataset.setdefault(rule["dataset"], []).append(_rule(rule))
    return {name: sorted(rules, key=lambda rule: rule.passed) for name, rules in by_dataset.items()}


def held(version: Version) -> dict[str, int]:
    """Return how many rows ``version`` holds, by dataset; what it has no rows of is not there."""
    return dict(sum((Counter({file["dataset"]: file["rows"]}) for file in version.files), Counter()))


@dataclasses.dataclass(frozen=True)
class Drifts:
    """How the articles of a run compare with those of the last runs: measures that were compared, and what is beyond its band, in words."""

    compared: int
    found: Sequence[str]


def drifts(root: Path, run_id: str) -> Drifts | None:
    """Return how a run compared with those before it; None where its record is gone or does not say so."""
    try:
        told = json.loads((root / "runs" / run_id / "run.json").read_text(encoding="utf-8"))["drift"]
        return Drifts(told["compared"], [str(drift.Drift(**one)) for one in told["drifts"]])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _rule(found: Mapping[str, Any]) -> Rule:
    examples = [", ".join(f"{name} = {value}" for name, value in one.items()) for one in found["examples"]]
    said = meaning(found["dataset"], found["rule"])
    return Rule(
        found["rule"], said, found["engine"], found["passed"], found["checked_rows"], found["bad_rows"], found["error"] or "", examples
    )


def meaning(dataset: str, rule: str) -> str:
    """Return what holds where a rule is kept, in the words of the contract.

    >>> meaning("times", "anchor_vocabulary"), meaning("times", "start_date_at_most_end_date")
    ('`anchor` holds words of its closed list only.', '`start_date` <= `end_date`')
    """
    if rule in _WHOLE:
        return _WHOLE[rule]
    if dataset in DATASETS:
        for one in (*DATASETS[dataset].rules, *set_rules(dataset)):
            if one.name == rule:
                return one.description
    for ending, said in _ENDINGS.items():
        if rule.endswith(ending):
            return said.format(rule.removesuffix(ending))
    return ""
