"""The model of the labels: a linear chain over the lines of a page, fitted by ``training.segments``.

It knows the kinds of the contract that facts or the page's own words depend on, and one label for all the rest of a page's furniture.
"""

import functools
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy

from transforms.text.lexicon import chains
from transforms.text.lexicon.chains import NEVER, Array, Chain
from transforms.text.page.segmentation import bylines, headlines
from transforms.text.page.segmentation.lines import Line

FURNITURE = "furniture"
LABELS = (
    "author_bio", "byline", "caption", "comments", "credit", FURNITURE, "headline", "heading", "paragraph", "summary", "timestamp",
)  # fmt: skip
"""What a line may be; ``credit`` is that of a picture."""

_TOLD = 3
"""Features that ``why`` names."""
_MISSED = -4.0
"""How much a line that is no headline by the chain may fall short of one, and still be it where there is no other."""
_PORTION = 256
"""Lines whose scores are summed at a time."""
_REACH = 140
"""Lines above the story among which its headline is sought."""


class Labelled(NamedTuple):
    """The label of each line, why it has it (the label again where nobody asks), and the index of the headline."""

    labels: list[str]
    whys: list[str]
    title: int | None


def _chain() -> Chain:
    return chains.load("segmentation/weights.tsv")


@functools.cache
def _names() -> tuple[str, ...]:
    """Return the features by the number of their row."""
    return ("", *_chain().rows)


def apply(lines: Sequence[Line], features: Iterable[Sequence[str]], *, explain: bool = False) -> Labelled:
    """Return what the chain says of ``lines`` with these ``features``; there is one headline at most, printed again or not.

    Which features decided is said only where it is asked for (``explain``): it takes as long as deciding.
    """
    chain = _chain()
    known = chain.rows
    rows: list[int] = []
    starts = []
    for found in features:
        starts.append(len(rows))
        rows.append(0)
        rows += filter(None, map(known.get, found))
    scores = _sums(chain, rows, starts)
    for at in range(len(lines)):
        only = allowed(lines, at)
        if only is not None:
            scores[at] += NEVER
            scores[at, [chain.labels.index(label) for label in only]] -= NEVER
    path = chain.best([scores])[0]
    labels = [chain.labels[number] for number in path]
    title = _title(lines, labels, scores, chain.labels.index("headline"))
    if _is_other(lines, labels, title):
        _allow_one(lines, labels, scores, title, chain.labels.index("headline"))
        path = chain.best([scores])[0]
        labels = [chain.labels[number] for number in path]
    return Labelled(labels, _whys(chain, rows, starts, scores, path) if explain else labels, title)


def _sums(chain: Chain, rows: Sequence[int], starts: Sequence[int]) -> Array:
    """Return the scores of lines whose features' ``rows`` begin at ``starts``: some lines at a time, for all weights of a long page are a lot."""
    portions = []
    for at in range(0, len(starts), _PORTION):
        here = starts[at : at + _PORTION]
        low, high = here[0], starts[at + _PORTION] if at + _PORTION < len(starts) else len(rows)
        portions.append(numpy.add.reduceat(chain.matrix.take(rows[low:high], axis=0), numpy.subtract(here, low), axis=0))
    return numpy.concatenate(portions)


_CERTAIN: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("video", "audio", "other", "promo", "legal", "teaser", "correction", "credit_line"), (FURNITURE,)),
    "credit": ("credit", "caption", FURNITURE),
    "comments": ("comments", FURNITURE),
    "author_bio": ("author_bio", FURNITURE),
    "byline": tuple(label for label in LABELS if label != "timestamp"),
    "heading": ("heading",),
    "paragraph": ("paragraph",),
}
"""The labels of lines whose cue holds wherever they stand."""
_OF_CAPTION = ("credit", FURNITURE)
_BESIDE = 2
"""Lines from a credit to its caption: "Image caption," may stand between them."""
_FIGURES = re.compile(r"(?<![\w.])[\d.,:%+-]*\d[\d.,:%]*(?!\w)")
_NOT_BODY = tuple(label for label in LABELS if label != "paragraph")


def certain(line: Line) -> tuple[str, ...] | None:
    """Return the labels that a line may have whose cue leaves no doubt; None for all others.

    Who signs beside a time is no mere time, rows of figures are no paragraphs, agencies alone sign or are credited, a credit signs a caption
    for sure where it stands in brackets.
    """
    if line.strength < 3:
        return None if line.kind or line.terminal else _by_form(line)
    if line.kind == "caption":
        doubtful = line.why in ("credit at the end", "above a credit") and line.text[-1:] not in ")]"
        return None if doubtful else ("caption", FURNITURE)
    return ("timestamp",) if line.why == "time of an entry" else _CERTAIN.get(line.kind)


def allowed(lines: Sequence[Line], at: int) -> tuple[str, ...] | None:
    """Return the labels that the line at ``at`` may have by its own cue and by what stands beside it; None where the chain is free."""
    if _closes(lines, at):
        return ("paragraph",)
    return _OF_CAPTION if _signs_caption(lines, at) else certain(lines[at])


def _closes(lines: Sequence[Line], at: int) -> bool:
    """Return whether the line at ``at`` is text right above the credits with which a story closes: it is the story's."""
    line = lines[at]
    return line.prose and not line.kind and at + 1 < len(lines) and (lines[at + 1].kind, lines[at + 1].strength) == ("credit_line", 3)


def _signs_caption(lines: Sequence[Line], at: int) -> bool:
    """Return whether the line at ``at`` is a credit beside a line that is a caption for sure: that one's, and no caption itself."""
    if (lines[at].kind, lines[at].strength) != ("credit", 3):
        return False
    return any(line.kind == "caption" and line.strength >= 3 for line in lines[max(at - _BESIDE, 0) : at + _BESIDE + 1])


def _by_form(line: Line) -> tuple[str, ...] | None:
    if 1 <= line.words <= 4 and line.length <= 40 and bylines.is_agency(line.text):
        return ("byline", "credit", FURNITURE)
    is_row = line.words <= 4 and line.length <= 120 and len(_FIGURES.findall(line.text)) >= 4
    return _NOT_BODY if is_row else None


def _title(lines: Sequence[Line], labels: Sequence[str], scores: Array, column: int) -> int | None:
    """Return the index of the headline: the line that the chain is surest of, or the one that comes nearest to one above the story."""
    margins = scores[:, column] - numpy.delete(scores, column, axis=1).max(axis=1)
    found = [at for at, label in enumerate(labels) if label == "headline" and _may_be_title(lines[at])]
    if not found:
        first = _first_text(labels)
        near = [at for at in range(max(first - _REACH, 0), first) if margins[at] > _MISSED and _may_be_title(lines[at])]
        return max(near, key=lambda at: (margins[at], -at), default=None)
    best = max(found, key=lambda at: (margins[at], -at))
    return next((at for at in found if lines[at].norm and lines[at].norm == lines[best].norm), best)


def _may_be_title(line: Line) -> bool:
    return line.words >= 2 and line.length <= 200 and not headlines.is_no_headline(line.text)


def _is_other(lines: Sequence[Line], labels: Sequence[str], title: int | None) -> bool:
    """Return whether ``labels`` name another headline than the line ``title`` and its copies."""
    if title is not None and labels[title] != "headline":
        return True
    norm = lines[title].norm if title is not None else ""
    first = _first_text(labels)
    copies = {at for at, line in enumerate(lines) if at == title or (norm and at < first and line.norm == norm)}
    return copies != {at for at, label in enumerate(labels) if label == "headline"}


def _first_text(labels: Sequence[str]) -> int:
    """Return the index of the first paragraph, or caption where there is none; 0 without either."""
    return next((at for kind in ("paragraph", "caption") for at, label in enumerate(labels) if label == kind), 0)


def _allow_one(lines: Sequence[Line], labels: Sequence[str], scores: Array, title: int | None, column: int) -> None:
    """Make the line ``title`` and its copies above the story the headline, and no other."""
    norm = lines[title].norm if title is not None else ""
    first = _first_text(labels)
    for at, line in enumerate(lines):
        if at == title or (norm and at < first and line.norm == norm):
            scores[at] += NEVER
            scores[at, column] -= NEVER
        elif not norm or line.norm != norm:
            scores[at, column] += NEVER


def _whys(chain: Chain, rows: Sequence[int], starts: Sequence[int], scores: Array, path: list[int]) -> list[str]:
    """Return for each line the features that speak most for its label and against the second best."""
    ordered = scores.copy()
    every = numpy.arange(len(path))
    ordered[every, path] = -numpy.inf
    second = ordered.argmax(axis=1)
    line_of = numpy.repeat(every, numpy.diff([*starts, len(rows)]))
    gains = chain.matrix[rows, numpy.array(path)[line_of]] - chain.matrix[rows, second[line_of]]
    order = numpy.lexsort((-gains, line_of))
    names = _names()
    whys = []
    for at, start in enumerate(starts):
        told = [(names[rows[i]], gains[i]) for i in order[start : start + _TOLD]]
        parts = [f"{name} {gain:+.1f}" for name, gain in told if name and gain > 0]
        whys.append(f"{chain.labels[path[at]]} rather than {chain.labels[second[at]]}: " + (", ".join(parts) or "by its neighbours"))
    return whys
