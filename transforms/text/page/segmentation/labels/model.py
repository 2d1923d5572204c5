"""The model of the labels: a linear chain over the lines of a page, fitted by ``training.segments``.

It knows the kinds of the contract that facts or the page's own words depend on, and one label for all the rest of a page's furniture.
"""

import functools
import re
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

import numpy

from transforms.text.lexicon import chains
from transforms.text.lexicon.calendar import WEEKDAYS
from transforms.text.lexicon.chains import NEVER, Array, Chain
from transforms.text.page.segmentation import bylines, credits
from transforms.text.page.segmentation.lines import Line

FURNITURE = "furniture"
LABELS = (
    "author_bio", "byline", "caption", "comments", "credit", FURNITURE, "headline", "heading", "paragraph", "summary", "timestamp",
)  # fmt: skip
"""What a line may be; ``credit`` is that of a picture."""

_TOLD = 3
"""Features that ``why`` names."""
_PORTION = 256
"""Lines whose scores are summed at a time."""


class Labelled(NamedTuple):
    """The label of each line, and why it has it (the label again where nobody asks)."""

    labels: list[str]
    whys: list[str]


def _chain() -> Chain:
    return chains.load("segmentation/weights.tsv")


@functools.cache
def _names() -> tuple[str, ...]:
    """Return the features by the number of their row."""
    return ("", *_chain().rows)


class Weighed(NamedTuple):
    """The rows of the features of all lines, where those of each line begin, and each line's score for each label."""

    rows: list[int]
    starts: list[int]
    scores: Array


def weigh(features: Iterable[Sequence[str]]) -> Weighed:
    """Return the scores of lines with these ``features``."""
    known = _chain().rows
    rows: list[int] = []
    starts = []
    for found in features:
        starts.append(len(rows))
        rows.append(0)
        rows += filter(None, map(known.get, found))
    return Weighed(rows, starts, _sums(_chain(), rows, starts))


def apply(
    lines: Sequence[Line], weighed: Weighed, titles: Collection[int], apart: Collection[int] = (), *, explain: bool = False
) -> Labelled:
    """Return what the chain says of ``lines``; ``titles`` are those that are the headline, and no other is.

    The lines ``apart`` do not belong to the story (see ``threads``). A line below the headline that says the same is what the chain says of
    it. Which features decided is said only where it is asked for (``explain``): it takes as long as deciding.
    """
    chain = _chain()
    scores = weighed.scores
    norms = {lines[at].norm for at in titles} - {""}
    standfirst = _standfirst(lines, max(titles)) if titles else None
    for at, line in enumerate(lines):
        only = ("headline",) if at in titles else _APART if at in apart else ("summary",) if at == standfirst else allowed(lines, at)
        if only is not None:
            scores[at] += NEVER
            scores[at, [chain.labels.index(label) for label in only]] -= NEVER
        if at not in titles and line.norm not in norms:
            scores[at, chain.labels.index("headline")] += NEVER
    path = chain.best([scores])[0]
    labels = [chain.labels[number] for number in path]
    return Labelled(labels, _whys(chain, weighed.rows, weighed.starts, scores, path) if explain else labels)


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
_PARTING = frozenset({"byline", "timestamp", "caption", "credit"})
"""What stands between a standfirst and the text."""
_OF_PICTURE = frozenset({"caption", "credit"})
_FEWEST, _LEAD, _SIGNED_WITHIN = 7, 400, 5
"""Words of the shortest standfirst, characters of the longest, and lines below it in which the first such line stands."""
_OF_CAPTION = ("credit", FURNITURE)
_BESIDE = 2
"""Lines from a credit to its caption: "Image caption," may stand between them."""
_FIGURES = re.compile(r"(?<![\w.])[\d.,:%+-]*\d[\d.,:%]*(?!\w)")
_SIGNED = 8
"""Words of the longest line that names who signs, with an agency, and nothing else."""
_NAME = 4
"""Words of the longest name."""
_UNSIGNED = tuple(label for label in LABELS if label != "byline")
_NOT_BODY = tuple(label for label in LABELS if label != "paragraph")

_APART = ("comments", FURNITURE, "author_bio", "byline", "timestamp", "credit")
"""What a line may be that does not belong to the story."""


def certain(line: Line) -> tuple[str, ...] | None:
    """Return the labels that a line may have whose cue leaves no doubt; None for all others.

    Who signs beside a time is no mere time, rows of figures are no paragraphs, agencies sign or are credited, alone or with a name, a credit
    signs a caption for sure where it stands in brackets. A name with a full stop stands below a picture: who signs writes none.
    """
    if line.strength < 3:
        return None if line.kind else _by_form(line)
    if line.kind == "caption":
        if line.why not in ("credit at the end", "above a credit"):
            return ("caption",) if line.why.startswith("below '") else ("caption", FURNITURE)
        return ("caption", FURNITURE) if line.text[-1:] in ")]" else None
    return ("timestamp",) if line.why in ("time of an entry", "moment") else _CERTAIN.get(line.kind)


def allowed(lines: Sequence[Line], at: int) -> tuple[str, ...] | None:
    """Return the labels that the line at ``at`` may have by its own cue and by what stands beside it; None where the chain is free."""
    if _closes(lines, at):
        return ("paragraph",)
    return _OF_CAPTION if _signs_caption(lines, at) else certain(lines[at])


def _standfirst(lines: Sequence[Line], title: int) -> int | None:
    """Return the sentence right below the headline at ``title``, where who signs, the time, or a picture stands between it and the text. With a
    picture alone there, one that says on which day of the week is the first of the text.
    """
    at = title + 1
    if at >= len(lines) or lines[at].kind or not lines[at].sentence or lines[at].words < _FEWEST or lines[at].length > _LEAD:
        return None
    text = next((below for below in range(at + 1, len(lines)) if lines[below].prose and not lines[below].kind), at)
    between = lines[at + 1 : min(text, at + 1 + _SIGNED_WITHIN)]
    signs = {line.kind for line in between if line.kind in _PARTING and line.strength == 3}
    if not signs - _OF_PICTURE and not any(bylines.is_name(line.text) for line in between):
        return at if signs and not any(day in lines[at].low for day in WEEKDAYS) else None
    return at


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
    if line.terminal:
        return _UNSIGNED if 2 <= line.words <= _NAME and line.capital_share == 1.0 and line.text[-3:-1].islower() else None
    if 1 <= line.words <= 4 and line.length <= 40 and bylines.is_agency(line.text):
        return ("byline", "credit", FURNITURE)
    if 2 <= line.words <= _SIGNED and not line.prose and credits.is_sign_off(line.text):
        return ("byline", "credit", FURNITURE)
    is_row = line.words <= 4 and line.length <= 120 and len(_FIGURES.findall(line.text)) >= 4
    return _NOT_BODY if is_row else None


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
