"""The task ``mentions``: spans and coarse types of named mentions against annotated news."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.evaluation import fitted, reliability
from pipeline.evaluation.task import GoldDocument, Report, Rows
from pipeline.options import DEFAULT_MODEL
from transforms.text.reading import annotation

TASK = "mentions"

COARSE = {
    "PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "NORP": "NORP", "PRODUCT": "MISC", "EVENT": "MISC",
    "WORK_OF_ART": "MISC", "LAW": "MISC", "LANGUAGE": "MISC",
}  # fmt: skip
"""The coarse type of each OntoNotes name type."""

KINDS = ("PER", "ORG", "LOC", "NORP", "MISC")

Span = tuple[int, int, str]


def score(documents: Sequence[GoldDocument], predicted: Mapping[str, Rows], peers: bool = True) -> Report:
    """Return exact and overlap F of the rows of ``mentions`` in ``predicted`` (by file name), over all types together and for each coarse type.

    A gold span counts when it has a coarse type; a prediction counts when it lies in a scored region. Exact: same span and coarse type.
    Overlap: a span of the same coarse type on the other side that shares a character. All measures are those of documents that are
    new to the weights; those that the weights were fitted on are measured apart (``fitted_``). ``confidence_`` says what the column is worth
    there. Baselines: capitals, and with ``peers`` the plain model over whole texts.
    """
    spans = {
        file: [(row["char_start"], row["char_end"], COARSE[row["entity_type"]]) for row in rows.get("mentions", ())]
        for file, rows in predicted.items()
    }
    documents, known = fitted.apart(TASK, documents)
    measures = measure(documents, spans)
    judged = confident(documents, predicted)
    measures |= reliability.measures(judged)
    measures |= {f"fitted_{name}": value for name, value in measure(known, spans).items()} if known else {}
    baselines = {"capitals": measure(documents, {document.file: capitals(document) for document in documents})}
    if peers:
        nlp = annotation.load(DEFAULT_MODEL)
        baselines["spacy"] = measure(documents, {document.file: spacy_spans(document, nlp) for document in documents})
    lines = [f"{'type':8}{'gold':>7}{'found':>7}{'exact P':>9}{'R':>7}{'F':>7}{'overlap F':>11}"]
    for kind in ("all", *KINDS, *(("fitted_all",) if known else ())):
        cells = [measures[f"{kind}_{name}"] for name in ("exact_precision", "exact_recall", "exact_f", "overlap_f")]
        counts = f"{measures[f'{kind}_gold']:7.0f}{measures[f'{kind}_found']:7.0f}"
        name = kind.removesuffix("_all")
        lines.append(f"{name:8}{counts}{100 * cells[0]:9.1f}{100 * cells[1]:7.1f}{100 * cells[2]:7.1f}{100 * cells[3]:11.1f}")
    return Report(TASK, measures, baselines, "\n".join([fitted.said(documents, known), *lines, *reliability.table(judged)]))


def measure(documents: Sequence[GoldDocument], predicted: Mapping[str, Sequence[Span]]) -> dict[str, float]:
    """Return the measures of ``score`` for spans (start, end, coarse type) by file name."""
    counts: Counter[tuple[str, str]] = Counter()
    for document in documents:
        gold = sorted({(one["start"], one["end"], one["coarse"]) for one in document.annotations if one["coarse"]})
        found = sorted({span for span in predicted.get(document.file, ()) if document.is_scored(span[0], span[1])})
        same = set(gold) & set(found)
        for kind in KINDS:
            one = [span for span in gold if span[2] == kind]
            two = [span for span in found if span[2] == kind]
            counts[kind, "gold"] += len(one)
            counts[kind, "found"] += len(two)
            counts[kind, "exact"] += sum(span[2] == kind for span in same)
            counts[kind, "gold_met"] += _met(one, two)
            counts[kind, "found_met"] += _met(two, one)
    result: dict[str, float] = {}
    for kind in ("all", *KINDS):
        kinds = KINDS if kind == "all" else (kind,)
        total = {name: sum(counts[one, name] for one in kinds) for name in ("gold", "found", "exact", "gold_met", "found_met")}
        result[f"{kind}_gold"], result[f"{kind}_found"] = total["gold"], total["found"]
        for name, hits, met in (("exact", total["exact"], total["exact"]), ("overlap", total["found_met"], total["gold_met"])):
            precision, recall = _share(hits, total["found"]), _share(met, total["gold"])
            result[f"{kind}_{name}_precision"], result[f"{kind}_{name}_recall"] = precision, recall
            result[f"{kind}_{name}_f"] = _share(2 * precision * recall, precision + recall)
    return result


def confident(documents: Sequence[GoldDocument], predicted: Mapping[str, Rows]) -> list[reliability.Judged]:
    """Return the confidence of each row in a scored region, and whether the gold has the same span with the same coarse type."""
    result = []
    for document in documents:
        gold = {(one["start"], one["end"], one["coarse"]) for one in document.annotations}
        for row in predicted.get(document.file, {}).get("mentions", ()):
            span = row["char_start"], row["char_end"]
            if document.is_scored(*span):
                result.append((row["confidence"], (*span, COARSE[row["entity_type"]]) in gold))
    return result


def _met(spans: Sequence[Span], others: Sequence[Span]) -> int:
    """Return how many of ``spans`` share a character with one of ``others``; both sorted."""
    met = first = 0
    for start, end, _ in spans:
        while first < len(others) and others[first][1] <= start:
            first += 1
        met += any(other[0] < end and other[1] > start for other in others[first : first + 8])
    return met


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


_CAPITALS = re.compile(r"(?<=[a-z,] )[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*")


def capitals(document: GoldDocument) -> list[Span]:
    """Return what a trivial rule finds: words with a capital inside a sentence are a person's name when there are two of them, else a place's."""
    return [(found.start(), found.end(), "PER" if found.group().count(" ") == 1 else "LOC") for found in _CAPITALS.finditer(document.text)]


def spacy_spans(document: GoldDocument, nlp: Any) -> list[Span]:
    """Return the baseline: the plain model's entities over the scored regions, as they are."""
    return [
        (low + span.start_char, low + span.end_char, COARSE[span.label_])
        for low, high in document.scored
        for span in nlp(document.text[low:high]).ents
        if span.label_ in COARSE
    ]
