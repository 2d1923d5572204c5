"""Fit the two weight tables of places on annotated documents: ``python -m training.places GOLD``; needs scipy.

``places/weights.tsv``: logistic regression over candidate spans (is it a place?). ``places/senses.tsv``: conditional logistic regression
over the senses of a name, one table a round, each fitted with the probabilities of the round before. The features hold no word of a text.
"""

import collections
import sys
from collections.abc import Iterable
from typing import Any

from training import by_hand, corpus, world_news
from training.corpus import Pairs
from transforms.text.lexicon import data, gazetteer, odds
from transforms.text.lexicon.gazetteer import Spot
from transforms.text.places import features, ranking, resolution, scoring, toponyms
from transforms.text.places.ranking import Identity, Odds, Scene
from transforms.text.places.support import Support

PENALTY, SENSE_PENALTY = 5.0, 2.0
RAREST = 4
"""Spans a feature must hold for."""

SCENES = 400
"""Scenes of world news beside the documents."""

SAME = 25.0
"""Kilometres within which a sense is the gold place where the identifiers differ."""

_HEADER = "# Weights of the features of {}\n# Source: {} fitted for this project on news annotated with places; no word of a text.{}\n"
TAGGING, SENSES = scoring.WEIGHTS, "places/senses.tsv"


def fit_tagging(pairs: Pairs) -> dict[str, float]:
    """Return the weight of every feature that tells places among the candidate spans of ``pairs``."""
    import numpy
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped,import-not-found,unused-ignore]

    rows: list[list[str]] = []
    right: list[float] = []
    for document, article in pairs:
        gold = {(a["start"], a["end"]) for a in document.annotations}
        found = toponyms.find(article)
        support = Support(article, found)
        local = scoring.local_names(found, support)
        for candidate in found:
            rows.append(features.features(article.passages[candidate.passage], candidate, support, local))
            right.append(float((candidate.start, candidate.end) in gold))
    counted = collections.Counter(feature for row in rows for feature in row)
    column = {feature: i for i, feature in enumerate(sorted(f for f, n in counted.items() if n >= RAREST))}
    cells = [[column[f] for f in row if f in column] for row in rows]
    ends = numpy.cumsum([0, *(len(row) for row in cells)])
    flat = [cell for row in cells for cell in row]
    matrix = csr_matrix((numpy.ones(len(flat)), flat, ends), shape=(len(rows), len(column)))
    return dict(zip(column, corpus.logistic(matrix, numpy.array(right), PENALTY).tolist(), strict=True))


def _is_gold(annotation: Any, spot: Spot) -> bool:
    if annotation["whole_country"]:
        return bool(spot.country == annotation["country"] and spot.feature == "country")
    if str(spot.geonames_id) == str(annotation["geonames_id"]):
        return True
    return gazetteer.kilometres(annotation["lat"], annotation["lon"], spot.latitude, spot.longitude) < SAME


def fit_senses(pairs: Pairs) -> list[dict[str, float]]:
    """Return the weights of the features of senses, one table a round, from the names of ``pairs`` that are tagged as places."""
    scenes: list[tuple[Scene, dict[Identity, list[Any]]]] = []
    for document, article in pairs:
        points = {(a["start"], a["end"]): a for a in document.annotations if a.get("lat") is not None}
        chosen = [c for c, _ in scoring.choose(article, toponyms.find(article))]
        around = resolution.contexts(article, chosen)
        golds: dict[Identity, list[Any]] = collections.defaultdict(list)
        for candidate, context in zip(chosen, around, strict=True):
            if (candidate.start, candidate.end) in points:
                golds[resolution.identify(candidate, context)].append(points[candidate.start, candidate.end])
        scenes.append((Scene(resolution.gather(chosen, around)), golds))
    scenes += world_news.scenes(SCENES)
    current = [scene.start() for scene, _ in scenes]
    tables = []
    for _ in range(ranking.ROUNDS):
        described = [scene.described(odds) for (scene, _), odds in zip(scenes, current, strict=True)]
        weights = _fit_round(scenes, described)
        tables.append(weights | by_hand.weights(SENSES))
        fresh: list[Odds] = []
        for before, rows in zip(current, described, strict=True):
            scored = {k: [sum(weights.get(f, 0.0) * v for f, v in row.items()) for row in senses] for k, senses in rows.items()}
            fresh.append(before | {k: ranking.shares(scores) for k, scores in scored.items()})
        current = fresh
    return tables


def _fit_round(scenes: Iterable[tuple[Scene, Any]], described: Iterable[Any]) -> dict[str, float]:
    import numpy

    column: dict[str, int] = {}
    cases = []
    for (scene, golds), names in zip(scenes, described, strict=True):
        for identity, rows in names.items():
            votes = [sum(_is_gold(a, spot) for a in golds.get(identity, ())) for spot in scene.names[identity].senses]
            right = numpy.array([float(vote == max(votes)) for vote in votes])
            if max(votes) and right.sum() < len(right):
                for row in rows:
                    for feature in row:
                        column.setdefault(feature, len(column))
                cases.append((rows, right, len(golds[identity]) ** 0.5))
    blocks = []
    for rows, right, weight in cases:
        block = numpy.zeros((len(rows), len(column)))
        for i, row in enumerate(rows):
            for feature, value in row.items():
                block[i, column[feature]] = value
        blocks.append((block, right, weight))

    def loss(weights: Any) -> tuple[float, Any]:
        total, slope = SENSE_PENALTY * (weights @ weights) / 2, SENSE_PENALTY * weights
        for block, right, weight in blocks:
            scores = block @ weights
            odds = numpy.exp(scores - scores.max())
            share = odds * right
            total -= weight * numpy.log(share.sum() / odds.sum())
            slope = slope + weight * (block.T @ (odds / odds.sum() - share / share.sum()))
        return float(total), slope

    return dict(zip(column, corpus.minimise(loss, len(column)).tolist(), strict=True))


def write(pairs: Pairs) -> None:
    """Fit both tables on ``pairs`` and write them, the weights set by hand among them; the second is fitted with the tagging of the first."""
    tagging = fit_tagging(pairs) | by_hand.weights(TAGGING)
    head = _HEADER.format("transforms/text/places/features.py: feature, log odds.", "logistic regression", _by_hand(TAGGING))
    lines = [f"{feature}\t{weight:.3f}\n" for feature, weight in sorted(tagging.items()) if abs(weight) >= 0.01]
    (corpus.DATA / TAGGING).write_text(head + "".join(lines), encoding="utf-8")
    data.table.cache_clear()
    odds.weights.cache_clear()
    head = _HEADER.format("transforms/text/places/ranking.py: round, feature, weight.", "conditional logistic regression", _by_hand(SENSES))
    rounds = enumerate(fit_senses(pairs))
    lines = [f"{number}\t{f}\t{w:.3f}\n" for number, table in rounds for f, w in sorted(table.items()) if abs(w) >= 0.005]
    (corpus.DATA / SENSES).write_text(head + "".join(lines), encoding="utf-8")


def _by_hand(table: str) -> str:
    return f" Set by hand: {', '.join(by_hand.weights(table))}."


def main() -> None:
    """Fit on the documents of the task ``places`` that are not held out, and write the tables and what they were fitted on."""
    pairs = list(corpus.read(corpus.gold_folder("places"), "places"))
    write(pairs)
    corpus.write_down("places", (document for document, _ in pairs))
    sys.stdout.write(f"places: from {len(pairs)} documents\n")


if __name__ == "__main__":
    main()
