"""Measuring what a page says of itself: columns of the published ``articles`` row against pages that others annotated.

A document's key ``page`` holds what its annotators found, any of ``headline`` (a list of accepted wordings), ``bylines`` (the people who sign,
without titles and outlets), ``agencies`` (as the contract spells them), ``dateline``, ``published_at``, ``updated_at`` (as written) and
``page_type``. What is missing there is not scored; an empty list or null says that the page has none. Documents without the key are scored by
their lines that are labelled ``headline``.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pipeline.evaluation import fitted
from pipeline.evaluation.segments import folded
from pipeline.evaluation.task import GoldDocument, Report, Rows

Said = Mapping[str, Any]
"""What a page says of itself, by the names of the gold."""

TITLE_WORDS = range(4, 26)
"""How many words the trivial rule wants in a headline."""
MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"

_NAMED = re.compile(r"^by:? ((?:[A-Z][\w.'’-]*)(?: (?:and|[A-Z][\w.'’-]*),?)*)", re.IGNORECASE)
_JOINED = re.compile(r",? and |, ")
_DATED = re.compile(
    rf"\b(?:(?:{MONTHS})[a-z]*\.? \d{{1,2}},? \d{{4}}|\d{{1,2}} (?:{MONTHS})[a-z]*\.? \d{{4}}|\d{{4}}-\d\d-\d\d|\d{{1,2}}/\d{{1,2}}/\d{{2,4}})"
    r"(?:[,T]? ?(?:at )?\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4}\b)?)?",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_OF_NO_WEIGHT = re.compile(r"at|on|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?")


def gold_of(document: GoldDocument) -> Said:
    """Return what the gold says of the page ``document``."""
    said: Said | None = document.record.get("page")
    if said is not None:
        return said
    headlines = [document.text[note["start"] : note["end"]] for note in document.annotations if note.get("label") == "headline"]
    return {"headline": headlines} if headlines else {}


def predicted_of(rows: Rows) -> Said:
    """Return what the published rows of one page say of it; a page without rows says nothing."""
    articles: Sequence[Mapping[str, Any]] = rows.get("articles", ())
    if not articles:
        return {
            "headline": None,
            "bylines": [],
            "agencies": [],
            "dateline": None,
            "published_at": None,
            "updated_at": None,
            "page_type": None,
        }
    row = articles[0]
    as_written = {name: row[f"{name}_text"] for name in ("published_at", "updated_at")}
    return {name: row[name] for name in ("headline", "bylines", "agencies", "dateline", "page_type")} | as_written


def trivial(document: GoldDocument) -> Said:
    """Return the trivial rules: the first line of a title's length, the names of the first "By X and Y", the first full date."""
    lines = [line.strip() for line in document.text[document.scored[0][0] if document.scored else 0 :].splitlines()]
    signed = next((found for line in lines if (found := _NAMED.match(line))), None)
    dated = next((found for line in lines if len(line) <= 120 and (found := _DATED.search(line))), None)
    return {
        "headline": next((line for line in lines if len(line.split()) in TITLE_WORDS), None),
        "bylines": _JOINED.split(signed[1].rstrip(" ,")) if signed else [],
        "published_at": dated[0] if dated else None,
    }


def words(text: str | None) -> Counter[str]:
    """Return the words of ``text`` in lower case, without weekdays, "at" and "on".

    >>> sorted(words("Wed., May 4, 2023 at 5:00 pm"))
    ['00', '2023', '4', '5', 'may', 'pm']
    """
    return Counter(word for word in _WORD.findall(folded(text or "").casefold()) if not _OF_NO_WEIGHT.fullmatch(word))


def in_common(one: Counter[str], other: Counter[str]) -> float:
    """Return how much of two bags of words is the same, as F: 1 where they are equal, also where both are empty."""
    return 2 * (one & other).total() / (one.total() + other.total()) if one or other else 1.0


def headline_match(gold: Sequence[str], found: str | None) -> tuple[bool, float]:
    """Return whether ``found`` is one of the accepted wordings, and the words it has in common with the nearest one."""
    if not gold or not found:
        return (True, 1.0) if not gold and not found else (False, 0.0)
    accepted = {folded(wording) for wording in gold}
    return folded(found) in accepted, max(in_common(words(wording), words(found)) for wording in accepted)


def names_match(gold: Sequence[str], found: Sequence[str]) -> tuple[bool, float]:
    """Return whether the same names stand in both, in any order and case, and the words they have in common."""
    same = {folded(name).casefold() for name in gold} == {folded(name).casefold() for name in found}
    return same, in_common(words(" ".join(gold)), words(" ".join(found)))


def text_match(gold: str | None, found: str | None) -> tuple[bool, float]:
    """Return whether two texts hold the same words (times: whatever the weekday and the punctuation), and the words in common."""
    return words(gold) == words(found), in_common(words(gold), words(found))


MATCHES: Mapping[str, Callable[[Any, Any], tuple[bool, float]]] = {
    "headline": headline_match,
    "bylines": names_match,
    "agencies": names_match,
    "dateline": text_match,
    "published_at": text_match,
    "updated_at": text_match,
    "page_type": text_match,
}
"""How each column is compared."""


def measure(golds: Sequence[Said], found: Sequence[Said]) -> dict[str, float]:
    """Return for each column that the gold knows: on pages that have one how many are exactly right and the mean share of words in common
    (``_partial``), on how many pages that have none one was invented, and the number of pages that have one (``_pages``).
    """
    result: dict[str, float] = {}
    for name, match in MATCHES.items():
        pairs = [(gold[name], said[name]) for gold, said in zip(golds, found, strict=True) if name in gold and name in said]
        having = [match(gold, said) for gold, said in pairs if gold]
        lacking = [bool(said) for gold, said in pairs if not gold]
        if having:
            result[name] = sum(exact for exact, _ in having) / len(having)
            result[f"{name}_partial"] = sum(partial for _, partial in having) / len(having)
            result[f"{name}_pages"] = len(having)
        if lacking:
            result[f"{name}_invented"] = sum(lacking) / len(lacking)
    return result


def score(documents: Sequence[GoldDocument], predicted: Mapping[str, Rows]) -> Report:
    """Return the figures of the published ``predicted`` rows (by file name, then by dataset) beside those of the trivial rules.

    Pages that the lines' or the headlines' weights were fitted on are measured apart (``fitted_``).
    """
    new, known = fitted.apart("page", documents)
    documents, lines_known = fitted.apart("segments", new)
    known += lines_known
    golds = [gold_of(document) for document in documents]
    ours = [predicted_of(predicted.get(document.file, {})) for document in documents]
    measures = measure(golds, ours)
    theirs = measure([gold_of(document) for document in known], [predicted_of(predicted.get(document.file, {})) for document in known])
    measures |= {f"fitted_{name}": value for name, value in theirs.items()}
    baselines = {"trivial": measure(golds, [trivial(document) for document in documents])}
    return Report("page", measures, baselines, fitted.said(documents, known) + "\n" + details(documents, golds, ours))


def details(documents: Sequence[GoldDocument], golds: Sequence[Said], found: Sequence[Said]) -> str:
    """Return for people: the figures of each set on its own."""
    sets = [str(document.record.get("set", "")) for document in documents]
    lines = ["| set | " + " | ".join(MATCHES) + " |", "| --- |" + " ---: |" * len(MATCHES)]
    for name in sorted(set(sets)):
        chosen = [at for at, own in enumerate(sets) if own == name]
        figures = measure([golds[at] for at in chosen], [found[at] for at in chosen])
        cells = (f"{100 * figures[key]:.1f} ({figures[f'{key}_pages']})" if key in figures else "" for key in MATCHES)
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "exactly right, of pages that have one:\n" + "\n".join(lines)
