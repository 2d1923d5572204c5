"""Score the dataset ``casualties`` against the tolls that others read in whole articles: how many killed, injured, captured."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pipeline.evaluation import bootstrap
from pipeline.evaluation.bootstrap import Counts, f, share
from pipeline.evaluation.task import GoldDocument, Report, Rows

TASK = "casualties"
OUTCOMES = ("killed", "injured", "captured")
NOT_SAID = ("denied", "superseded")
"""The statuses of reports that the article does not stand by."""
COUPLE, SEVERAL = 2, 3
"""What a report without a number stands for, as those read it who annotated the ISAF releases: a couple is two, several or a group are three;
"more than 30" is 31 there, and a leader with several others four."""

Toll = Mapping[str, int]
"""How many people of one document met each outcome."""

SHOWN = 60
_COUPLE = re.compile(r"\bcouple\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?!\s)[^.!?\n]+)*")
_CARDINALS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
)
_NUMBERS = {word: number for number, word in enumerate(_CARDINALS.split(), start=1)} | {
    "couple": COUPLE,
    "several": SEVERAL,
    "few": SEVERAL,
    "group": SEVERAL,
}
_NUMBER = re.compile(rf"(?<![\w.,$-])(?:\d{{1,3}}(?:,\d{{3}})+|\d+|{'|'.join(_NUMBERS)})(?![\w%-]|[.,]\d)", re.IGNORECASE)
_WORDS = {
    "killed": re.compile(r"\b(?:kill(?:s|ed|ing)?|dead|died|deaths?|murdered|slain|fatal(?:ly|ities)?)\b", re.IGNORECASE),
    "injured": re.compile(r"\b(?:injur(?:ed|ing|ies)|wound(?:ed|ing|s)|hurt|shot)\b", re.IGNORECASE),
    "captured": re.compile(r"\b(?:captur(?:ed|ing)|detain(?:ed|ing|ees)|arrest(?:ed|ing|s))\b", re.IGNORECASE),
}


def toll(document: GoldDocument, rows: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """Return the largest count of each outcome among the ``rows`` of ``casualties`` that lie in a scored region, that the article stands by and
    that are of what it reports: the gold asks for the toll of the article's own event, not of the attack that it says somebody is wanted for.
    """
    said = [row for row in rows if row["status"] not in NOT_SAID and document.is_scored(row["char_start"], row["char_end"])]
    found: dict[str, int] = {}
    for row in said:
        if not row["is_background"]:
            found[row["outcome"]] = max(found.get(row["outcome"], 0), _count(row, said))
    return found


def _count(row: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> int:
    """Return the number that ``row`` stands for: what it says, one more of "more than", and of a sum with a vague part that of its parts."""
    most, more = row["count_max"], row["modifier"] == "more_than"
    if most is None or more:
        parts = [_count(part, rows) for part in rows if part["part_of"] == row["casualty_id"] and _is_within(part, row)]
        if parts:
            return sum(parts)
    if most is None:
        return COUPLE if _COUPLE.search(row["text"]) else SEVERAL
    return int(most) + int(more)


def _is_within(part: Mapping[str, Any], row: Mapping[str, Any]) -> bool:
    return bool(row["char_start"] <= part["char_start"] and part["char_end"] <= row["char_end"])


def first_number(document: GoldDocument) -> dict[str, int]:
    """Return the trivial rule: the first number of the first sentence with a word of the outcome, one where it has none."""
    found = {}
    for outcome, words in _WORDS.items():
        for sentence in (match.group() for low, high in document.scored for match in _SENTENCE.finditer(document.text, low, high)):
            if words.search(sentence):
                number = _NUMBER.search(sentence)
                found[outcome] = _value(number.group()) if number else 1
                break
    return found


def _value(number: str) -> int:
    return _NUMBERS.get(number.lower()) or int(number.replace(",", ""))


def score(documents: Sequence[GoldDocument], predicted: Mapping[str, Rows]) -> Report:
    """Return how often the toll of an article is right, by set, beside what two trivial rules give: always none, and the first number.

    For each set and outcome that its gold has: accuracy of the largest count of the outcome; accuracy where the gold is more than 0; F of
    "more than 0". A gold may accept several readings. Intervals are of the bootstrap over documents.
    """
    ours = [toll(document, predicted.get(document.file, {}).get("casualties", ())) for document in documents]
    measures, spread = _by_set(documents, ours)
    rules: dict[str, Callable[[GoldDocument], Toll]] = {"zero": lambda _: {}, "first number": first_number}
    baselines = {name: _by_set(documents, [rule(document) for document in documents])[0] for name, rule in rules.items()}
    return Report(TASK, measures, baselines, "\n".join(_wrong(documents, ours)), spread)


def _by_set(documents: Sequence[GoldDocument], tolls: Sequence[Toll]) -> tuple[dict[str, float], dict[str, tuple[float, float]]]:
    measures: dict[str, float] = {}
    spread: dict[str, tuple[float, float]] = {}
    sets: dict[str, list[Counts]] = {}
    for document, found in zip(documents, tolls, strict=True):
        sets.setdefault(str(document.record["set"]).replace("-", "_"), []).append(_counted(document, found))
    for name, counts in sets.items():
        measures |= {f"{name}_{measure}": value for measure, value in _measured(bootstrap.total(counts)).items()}
        spread |= {f"{name}_{measure}": edges for measure, edges in bootstrap.intervals(counts, _measured).items()}
    return measures, spread


def _counted(document: GoldDocument, found: Toll) -> Counts:
    gold = document.record["gold"]
    counts: dict[str, int] = {}
    for outcome in OUTCOMES:
        if outcome not in gold:
            continue
        said, there = found.get(outcome, 0), bool(gold[f"{outcome}_any"])
        right = said in accepted(gold, outcome)
        counts |= {
            f"{outcome}/documents": 1,
            f"{outcome}/right": right,
            f"{outcome}/any": there,
            f"{outcome}/any_right": there and right,
            f"{outcome}/any_said": said > 0,
            f"{outcome}/any_both": there and said > 0,
        }
    return counts


def accepted(gold: Mapping[str, Any], outcome: str) -> Sequence[int]:
    """Return the counts of ``outcome`` that are right.

    >>> accepted({"killed": 2, "killed_accept": [1, 2]}, "killed"), accepted({"killed": 2}, "killed")
    ([1, 2], [2])
    """
    counts: Sequence[int] = gold.get(f"{outcome}_accept", [gold[outcome]])
    return counts


def _measured(counts: Counts) -> dict[str, float]:
    measures = {}
    for outcome in OUTCOMES:
        if f"{outcome}/documents" in counts:
            measures[f"{outcome}_accuracy"] = share(counts[f"{outcome}/right"], counts[f"{outcome}/documents"])
            measures[f"{outcome}_accuracy_of_any"] = share(counts[f"{outcome}/any_right"], counts[f"{outcome}/any"])
            measures[f"{outcome}_any_f"] = f(*(counts[f"{outcome}/{name}"] for name in ("any_both", "any", "any_said")))
    return measures


def _wrong(documents: Sequence[GoldDocument], tolls: Sequence[Toll]) -> list[str]:
    """Return a line for each of the first documents whose toll is wrong, for people."""
    lines = []
    for document, found in zip(documents, tolls, strict=True):
        gold = document.record["gold"]
        said = [
            f"{outcome} {found.get(outcome, 0)}, not {' or '.join(map(str, accepted(gold, outcome)))}"
            for outcome in OUTCOMES
            if outcome in gold and found.get(outcome, 0) not in accepted(gold, outcome)
        ]
        if said:
            lines.append(f"{document.file}: {'; '.join(said)}")
    more = [f"and {len(lines) - SHOWN} more"] if len(lines) > SHOWN else []
    return [*lines[:SHOWN], *more]
