"""Score the dataset ``places`` against annotated toponyms: which names are places, and where they are."""

import collections
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from pipeline.evaluation import fitted, reliability
from pipeline.evaluation.task import GoldDocument, Report, Rows
from transforms.text.lexicon import gazetteer

NEAR = 161.0
"""Kilometres (100 miles) within which a resolution counts as right: Acc@161 km, as the literature on toponym resolution has it."""

SHOWN = 40
_CAPITALISED = re.compile(r"[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){0,3}")


class Toponym(NamedTuple):
    """One place name, predicted or gold: its span, its point where it has one, and its country; ``whole`` where it is a whole country."""

    start: int
    end: int
    latitude: float | None
    longitude: float | None
    country: str | None
    whole: bool


def gold_toponyms(document: GoldDocument) -> list[Toponym]:
    """Return the gold toponyms of ``document``; those that the annotators could not locate have no point."""
    return [
        Toponym(a["start"], a["end"], a.get("lat"), a.get("lon"), a.get("country"), bool(a.get("whole_country")))
        for a in document.annotations
    ]


def predicted_toponyms(document: GoldDocument, rows: Iterable[Mapping[str, Any]]) -> list[Toponym]:
    """Return the rows of ``places`` that lie in a scored region, whatever their ``place_use``."""
    return [
        Toponym(r["char_start"], r["char_end"], r["latitude"], r["longitude"], r["country_code"], r["feature"] == "country")
        for r in rows
        if document.is_scored(r["char_start"], r["char_end"])
    ]


def most_populous(name: str) -> gazetteer.Spot | None:
    """Return the most populous place of that name in the gazetteer, as the simplest resolver takes it."""
    spots = gazetteer.load().find(gazetteer.fold(name))
    return max(spots, key=lambda spot: (spot.exact, spot.population), default=None)


def trivial_toponyms(document: GoldDocument) -> list[Toponym]:
    """Return the trivial rule: every capitalised run of words that the gazetteer knows is a place, the most populous one of the name."""
    found = []
    for match in _CAPITALISED.finditer(document.text):
        if document.is_scored(*match.span()):
            found += _located(match.group().rstrip(".'’-"), match.start(), listed_only=True)
    return found


def spacy_toponyms(document: GoldDocument, nlp: Any) -> list[Toponym]:
    """Return what the plain model marks as GPE, LOC, FAC or NORP, paragraph by paragraph, each the most populous place of its name."""
    found = []
    for low, high in document.scored:
        for paragraph in re.finditer(r"[^\n]+", document.text[low:high]):
            for span in nlp(paragraph.group()).ents:
                if span.label_ in ("GPE", "LOC", "FAC", "NORP"):
                    found += _located(span.text, low + paragraph.start() + span.start_char, listed_only=False)
    return found


def _located(name: str, start: int, *, listed_only: bool) -> list[Toponym]:
    spot = most_populous(name)
    if spot is None:
        return [] if listed_only else [Toponym(start, start + len(name), None, None, None, False)]
    return [Toponym(start, start + len(name), spot.latitude, spot.longitude, spot.country, spot.feature == "country")]


def is_right(gold: Toponym, found: Toponym) -> bool:
    """Return whether ``found`` is where ``gold`` is: in the country, where the gold is a whole country; else within 161 km."""
    if gold.whole:
        return found.country == gold.country
    if gold.latitude is None or gold.longitude is None or found.latitude is None or found.longitude is None:
        return False
    return gazetteer.kilometres(gold.latitude, gold.longitude, found.latitude, found.longitude) <= NEAR


def score(
    documents: Sequence[GoldDocument], predicted: Mapping[str, Rows], extra: Mapping[str, Mapping[str, Sequence[Toponym]]] | None = None
) -> Report:
    """Return the figures of the published ``predicted`` rows (by file name, then by dataset) on ``documents``, beside those of the trivial
    rule and of other tools (``extra``: toponyms by tool and file name).

    Tagging: P, R and F of exact spans over all toponyms. Near: the share within 161 km of the gold, or of its country where that is a whole
    country, of the gold toponyms with coordinates that were found, and of all with coordinates (a missing one is wrong). Country: the share
    with the gold's country, of those found. All on documents that are new to the weights; those that these were fitted on are measured
    apart (``fitted_``).
    """
    documents, known = fitted.apart("places", documents)
    golds = [gold_toponyms(document) for document in documents]
    ours = [predicted_toponyms(document, predicted.get(document.file, {}).get("places", ())) for document in documents]
    baselines = {"trivial": measure(golds, [trivial_toponyms(document) for document in documents])}
    for name, found in (extra or {}).items():
        baselines[name] = measure(golds, [found.get(document.file, ()) for document in documents])
    measures = measure(golds, ours)
    if known:
        theirs = [predicted_toponyms(document, predicted.get(document.file, {}).get("places", ())) for document in known]
        apart = measure([gold_toponyms(document) for document in known], theirs)
        measures |= {f"fitted_{name}": value for name, value in apart.items()}
    judged = confident(documents, predicted)
    measures |= reliability.measures(judged)
    details = [fitted.said(documents, known), *reliability.table(judged), _details(documents, golds, ours)]
    return Report("places", measures, baselines, "\n".join(details))


def confident(documents: Sequence[GoldDocument], predicted: Mapping[str, Rows]) -> list[reliability.Judged]:
    """Return the confidence of each resolved row at a gold toponym with a point, and whether it lies within 161 km of that."""
    result = []
    for document in documents:
        gold = {(one.start, one.end): one for one in gold_toponyms(document) if one.latitude is not None}
        for row in predicted.get(document.file, {}).get("places", ()):
            at = gold.get((row["char_start"], row["char_end"]))
            if at is not None and row["confidence"] is not None and row["latitude"] is not None:
                result += [(row["confidence"], is_right(at, found)) for found in predicted_toponyms(document, (row,))]
    return result


def measure(golds: Sequence[Sequence[Toponym]], found: Sequence[Sequence[Toponym]]) -> dict[str, float]:
    """Return the measures of the toponyms ``found`` against ``golds``, document by document."""
    count: collections.Counter[str] = collections.Counter()
    for gold, ours in zip(golds, found, strict=True):
        by_span = {(t.start, t.end): t for t in ours}
        count["gold"] += len(gold)
        count["found"] += len(by_span)
        for toponym in gold:
            match = by_span.get((toponym.start, toponym.end))
            count["hit"] += match is not None
            if toponym.latitude is None:
                continue
            count["with point"] += 1
            if match is not None:
                count["point found"] += 1
                count["near"] += is_right(toponym, match)
                if toponym.country:
                    count["country known"] += 1
                    count["country"] += match.country == toponym.country
    precision, recall = _share(count["hit"], count["found"]), _share(count["hit"], count["gold"])
    return {
        "tagging_precision": precision,
        "tagging_recall": recall,
        "tagging_f": _share(2 * count["hit"], count["found"] + count["gold"]),
        "near_of_found": _share(count["near"], count["point found"]),
        "near_of_all": _share(count["near"], count["with point"]),
        "country_of_found": _share(count["country"], count["country known"]),
    }


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _details(documents: Sequence[GoldDocument], golds: Sequence[Sequence[Toponym]], found: Sequence[Sequence[Toponym]]) -> str:
    """Return the figures by set, and the names most often missed, wrongly taken for places, and misplaced."""
    lines = []
    for name in sorted({str(document.record.get("set", "")) for document in documents}):
        chosen = [i for i, document in enumerate(documents) if str(document.record.get("set", "")) == name]
        figures = measure([golds[i] for i in chosen], [found[i] for i in chosen])
        lines.append(name + ": " + ", ".join(f"{key} {value:.3f}" for key, value in figures.items()))
    missed: collections.Counter[str] = collections.Counter()
    wrong: collections.Counter[str] = collections.Counter()
    misplaced: collections.Counter[str] = collections.Counter()
    for document, gold, ours in zip(documents, golds, found, strict=True):
        by_span = {(t.start, t.end): t for t in ours}
        spans = {(t.start, t.end) for t in gold}
        wrong.update(document.text[s:e] for s, e in by_span if (s, e) not in spans)
        for toponym in gold:
            match = by_span.get((toponym.start, toponym.end))
            name = document.text[toponym.start : toponym.end]
            if match is None:
                missed[name] += 1
            elif toponym.latitude is not None and not is_right(toponym, match):
                misplaced[name] += 1
    lines += [
        f"{what}: " + ", ".join(f"{name} ({n})" for name, n in sorted(names.items(), key=lambda item: (-item[1], item[0]))[:SHOWN])
        for what, names in (("missed", missed), ("no place in the gold", wrong), ("misplaced", misplaced))
    ]
    return "\n".join(lines)
