"""Fit the weights by which the headline is chosen: ``python -m training.titles GOLD``; needs scipy.

Fitted on the pages that ``training.segments`` sets nothing aside of, in the same forms, but without invented lists, tails and standfirsts: those
whose headline is labelled, and the variants that have lost it, where none is right. The features name forms, places, cues and counts, so the
weights hold nothing of the pages.
"""

import collections
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.evaluation.task import GoldDocument
from training import corpus, segments
from transforms.text.page.segmentation.labels import titles, weights
from transforms.text.page.segmentation.labels.groups import Found

PENALTY = 25.0
"""Of the sum of squares; chosen by fitting on three quarters of the sites that are fitted on, judged on the last."""
OFTEN = 20
"""Candidates that have a feature, at least."""
OLD, VARIANT = 0.6, 0.5
"""What a page of the old sets, and a variant, counts for."""
ITERATIONS = 60
SMALLEST = 0.02
"""Weights below this are left out of the table."""
_HEADER = """\
# Weights of the choice of a page's headline: feature, weight (see labels.titles). Features name forms, places, cues and counts, never words of
# open class. Fitted by training.titles (multinomial logit, L-BFGS) on pages of public collections whose headline is labelled; no text of them.
"""


class Page(NamedTuple):
    """The features of each candidate and, last, those of there being no headline; which of them are right; what the page counts for."""

    features: list[list[str]]
    right: list[bool]
    weight: float


def page(form: Sequence[segments.Row], weight: float) -> Page | None:
    """Return a page to fit on; None where its headline is none of the candidates."""
    lines, where, found = segments.marked(form)
    gold = {at for at, choice in enumerate(segments.aligned(lines, form)) if choice == {"headline"}}
    norms = {lines[at].norm for at in gold} - {""}
    choice = titles.candidates(lines, where, [Found((), tuple(names)) for names in found])
    right = [at in gold or lines[at].norm in norms for at in choice.rows]
    if gold and not any(right):
        return None
    own = [[*found[at], *more] for at, more in zip(choice.rows, choice.features, strict=True)]
    return Page([*own, choice.none], [*right, not gold], weight)


def pages(folder: Path) -> Iterator[tuple[GoldDocument, list[Page]]]:
    """Yield the documents of ``folder`` to fit on, those with a headline, each as it is and in its variants with one or without."""
    for document, forms in segments.pages(folder, dressed=False):
        weight = OLD if segments.is_old(document) else 1.0
        if any(row.allowed == {"headline"} for row in forms[0]):
            fitted = [page(forms[0], weight), *(page(form, weight * VARIANT) for form in forms[1:])]
            yield document, [one for one in fitted if one is not None]


def fit(found: Sequence[Page]) -> dict[str, float]:
    """Return the weight of each feature that is frequent enough and of all that speak for there being none."""
    import numpy

    counts = collections.Counter(name for one in found for names in one.features[:-1] for name in names)
    names = sorted({name for name, count in counts.items() if count >= OFTEN} | {name for one in found for name in one.features[-1]})
    column = {name: number for number, name in enumerate(names)}
    rows = [[column[name] for name in features if name in column] for one in found for features in one.features]
    flat = numpy.array([number for row in rows for number in row])
    of_row = numpy.repeat(numpy.arange(len(rows)), [len(row) for row in rows])
    sizes = [len(one.right) for one in found]
    starts = numpy.cumsum([0, *sizes[:-1]])
    of_page = numpy.repeat(numpy.arange(len(found)), sizes)
    right = numpy.array([flag for one in found for flag in one.right], dtype=float)
    counted = numpy.array([one.weight for one in found])

    def loss(weights: Any) -> tuple[float, Any]:
        scores = numpy.bincount(of_row, weights=weights[flat], minlength=len(rows))
        odds = numpy.exp(scores - numpy.maximum.reduceat(scores, starts)[of_page])
        total, good = numpy.add.reduceat(odds, starts), numpy.add.reduceat(odds * right, starts)
        slope = (odds / total[of_page] - odds * right / good[of_page]) * counted[of_page]
        gradient = numpy.bincount(flat, weights=slope[of_row], minlength=len(names))
        return float(counted @ numpy.log(total / good) + PENALTY * (weights @ weights) / 2), gradient + PENALTY * weights

    fitted = corpus.minimise(loss, len(names), ITERATIONS).tolist()
    return {name: weight for name, weight in zip(names, fitted, strict=True) if abs(weight) >= SMALLEST}


def main() -> None:
    """Fit on the pages that are not set aside, and write the table and what it was fitted on."""
    documents: list[GoldDocument] = []
    found: list[Page] = []
    for document, forms in pages(corpus.gold_folder("segments-broad", "train")):
        documents.append(document)
        found += forms
    fitted = fit(found)
    table = corpus.DATA / weights.TITLES
    table.write_text(_HEADER + "".join(f"{name}\t{weight:.2f}\n" for name, weight in sorted(fitted.items())), encoding="utf-8")
    corpus.write_down("page", documents)
    sys.stdout.write(f"titles: {len(fitted)} features from {len(found)} pages\n")


if __name__ == "__main__":
    main()
