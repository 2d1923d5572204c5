"""Evaluation of ``quantities``: gold documents and published rows in, span and value scores out, with two baselines."""

import importlib
import math
import re
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from pipeline.evaluation.task import GoldDocument, Report, Rows

CLEAN_TEXT = True
"""The gold is fragments under a filler line, not pages."""

Span = tuple[int, int]
Found = Mapping[Span, float | None]
"""What was found in one document: the value of each span, None where none is stated."""

TOLERANCE = 1e-6
"""Relative difference up to which two values are the same."""

_DIGITS = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


def score(documents: Sequence[GoldDocument], predicted: Mapping[str, Rows]) -> Report:
    """Exact span F and value F of the rows of ``quantities`` over ``documents``; ``predicted`` holds the rows by document file.

    In a document only predictions in the scored regions count, and of those only the document's ``kinds`` and what overlaps a gold span. A
    value is right when both ends of the row agree with the gold value.
    """
    found = [_of_rows(document, predicted.get(document.file, {}).get("quantities", ())) for document in documents]
    measures, wrong = _measure(documents, found)
    baselines = {"digits": _measure(documents, [_of_digits(document) for document in documents])[0]}
    peer = _quantulum()
    if peer is not None:
        baselines["quantulum3"] = _measure(documents, [peer(document) for document in documents])[0]
    return Report("quantities", measures, baselines, "\n".join(wrong))


def kind(row: Mapping[str, Any]) -> str:
    """Return the gold's kind of a row: currency, percentage, dimension (another unit) or number.

    >>> kind({"dimension": "length", "currency": None, "unit": "mile"})
    'dimension'
    """
    if row["currency"] is not None or row["dimension"] == "currency":
        return "currency"
    if row["dimension"] in ("percentage", "percentage_point"):
        return "percentage"
    return "dimension" if row["unit"] is not None else "number"


def _counts(document: GoldDocument, span: Span, kind_: str | None) -> bool:
    """Return whether a prediction counts: inside a scored region, of one of the document's kinds or on a gold span."""
    if not document.is_scored(*span):
        return False
    overlaps = any(gold["start"] < span[1] and span[0] < gold["end"] for gold in document.annotations)
    return overlaps or kind_ is None or kind_ in document.record["kinds"]


def _of_rows(document: GoldDocument, rows: Iterable[Mapping[str, Any]]) -> Found:
    found: dict[Span, float | None] = {}
    for row in rows:
        span = (row["char_start"], row["char_end"])
        if _counts(document, span, kind(row)):
            same = row["value_min"] == row["value_max"]
            found[span] = row["value_min"] if same else math.nan
    return found


def _of_digits(document: GoldDocument) -> Found:
    """Return the trivial rule: every run of digits is a number."""
    found: dict[Span, float | None] = {}
    for low, high in document.scored:
        for match in _DIGITS.finditer(document.text, low, high):
            if _counts(document, match.span(), "number"):
                found[match.span()] = float(match.group().replace(",", ""))
    return found


def _quantulum() -> Callable[[GoldDocument], Found] | None:
    """quantulum3 over the scored regions, None when it is not installed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of its optional classifier
        try:
            parser = importlib.import_module("quantulum3.parser")
        except ImportError:
            return None

    def find(document: GoldDocument) -> Found:
        found: dict[Span, float | None] = {}
        for low, high in document.scored:
            for quantity in _parsed(parser, document.text[low:high]):
                start, end = quantity.span
                text = document.text[low + start : low + end]
                start, end = start + len(text) - len(text.lstrip()), end - (len(text) - len(text.rstrip()))
                name, entity = quantity.unit.name, quantity.unit.entity.name
                group = {"currency": "currency", "dimensionless": "number"}.get(entity, "dimension")
                span = (low + start, low + end)
                if _counts(document, span, "percentage" if name == "percentage" else group):
                    found[span] = float(quantity.value)
        return found

    return find


def _parsed(parser: Any, text: str) -> Sequence[Any]:
    """Return what quantulum3 finds in ``text``: nothing where it raises."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            found: Sequence[Any] = parser.parse(text)
        except Exception:
            return ()
    return found


def _same(found: float | None, gold: float | None) -> bool:
    if found is None or gold is None:
        return found is gold
    return math.isclose(found, gold, rel_tol=TOLERANCE, abs_tol=1e-12)


def _measure(documents: Sequence[GoldDocument], found: Sequence[Found]) -> tuple[dict[str, float], list[str]]:
    """Span and value F over all documents, and a line for each document that is not wholly right."""
    spans = values = predictions = golds = 0
    wrong: list[str] = []
    for document, predicted in zip(documents, found, strict=True):
        gold: Found = {(item["start"], item["end"]): item["value"] for item in document.annotations}
        hits = [span for span in predicted if span in gold]
        right = [span for span in hits if _same(predicted[span], gold[span])]
        spans += len(hits)
        values += len(right)
        predictions += len(predicted)
        golds += len(gold)
        if len(right) < max(len(gold), len(predicted)):
            shown = {
                name: [(document.text[a:b], value) for (a, b), value in one.items()] for name, one in (("found", predicted), ("gold", gold))
            }
            wrong.append(f"{document.file}: found {shown['found']}, gold {shown['gold']}")
    total = predictions + golds
    measures = {
        "span_f": 2 * spans / total if total else 0.0,
        "span_precision": spans / predictions if predictions else 0.0,
        "span_recall": spans / golds if golds else 0.0,
        "value_f": 2 * values / total if total else 0.0,
        "gold": float(golds),
    }
    return measures, wrong
