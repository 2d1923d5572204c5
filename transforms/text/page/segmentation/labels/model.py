"""The model of the labels: a linear chain over the lines of a page, fitted by ``training.segments``.

It knows the kinds of the contract that facts or the page's own words depend on, and one label for all the rest of a page's furniture.
"""

import functools
import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy

from transforms.text.lexicon.calendar import WEEKDAYS
from transforms.text.lexicon.chains import Array
from transforms.text.page.segmentation import bylines, credits, timestamps
from transforms.text.page.segmentation.labels import path, weights
from transforms.text.page.segmentation.labels.groups import Found
from transforms.text.page.segmentation.lines import Line

FURNITURE = "furniture"
LABELS = (
    "author_bio", "byline", "caption", "comments", "credit", FURNITURE, "headline", "heading", "paragraph", "summary", "timestamp",
)  # fmt: skip
"""What a line may be; ``credit`` is that of a picture."""

_TOLD = 3
"""Features that ``why`` names."""
_NEVER = -10_000 * weights.UNIT
"""What rules a label out: more than all weights of a line and its neighbours."""


class Labelled(NamedTuple):
    """The label of each line, and why it has it (the label again where nobody asks)."""

    labels: list[str]
    whys: list[str]


def apply(
    lines: Sequence[Line], scores: Array, titles: Collection[int], apart: Collection[int] = (), found: Sequence[Found] | None = None
) -> Labelled:
    """Return what the chain says of ``lines`` by their ``scores``, for each label; ``titles`` are those that are the headline, and no other is.

    The lines ``apart`` do not belong to the story (see ``threads``). A line below the headline that says the same is what the chain says of
    it. Which features decided is said only where the features of the lines are given (``found``): it takes as long as deciding.
    """
    table = weights.load()
    norms = {lines[at].norm for at in titles} - {""}
    standfirst = _standfirst(lines, max(titles)) if titles else None
    lead, not_of_lead = _lead(lines, max(titles)) if titles else (None, ())
    ruled_out = []
    for at, line in enumerate(lines):
        only = ("headline",) if at in titles else _APART if at in apart else ("summary",) if at == standfirst else allowed(lines, at)
        no_headline = () if at in titles or line.norm in norms else ("headline",)
        ruled_out.append(_ruled_out(table.labels, only, (*no_headline, *not_of_lead) if at == lead else no_headline))
    possible = scores + numpy.array(ruled_out, dtype=scores.dtype).reshape(scores.shape)
    numbers = path.best(possible, table.ways)
    labels = [table.labels[number] for number in numbers]
    return Labelled(labels, _whys(found, possible, numbers) if found is not None else labels)


@functools.lru_cache(maxsize=256)
def _ruled_out(labels: tuple[str, ...], only: tuple[str, ...] | None, barred: tuple[str, ...]) -> tuple[int, ...]:
    """Return what is added for each of ``labels`` to the scores of a line that may have ``only`` some of them, and none that is ``barred``."""
    return tuple(_NEVER * ((only is not None and label not in only) + barred.count(label)) for label in labels)


_CERTAIN: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("video", "audio", "other", "promo", "legal", "teaser", "correction", "credit_line"), (FURNITURE,)),
    "credit": ("credit", "caption", FURNITURE),
    "comments": ("comments", FURNITURE),
    "author_bio": ("author_bio", FURNITURE),
    "byline": tuple(label for label in LABELS if label != "timestamp"),
    "heading": ("heading",),
    "summary": ("summary",),
    "paragraph": ("paragraph",),
}
"""The labels of lines whose cue holds wherever they stand."""
_PARTING = frozenset({"byline", "timestamp", "caption", "credit", "dateline"})
"""What stands between a standfirst and the text."""
_OF_PICTURE = frozenset({"caption", "credit"})
_FEWEST, _LEAD, _SIGNED_WITHIN = 7, 400, 5
"""Words of the shortest standfirst, characters of the longest, and lines below it in which the first such line stands."""
_OF_CAPTION = ("credit", FURNITURE)
_BESIDE = 2
"""Lines from a credit to its caption: "Image caption," may stand between them."""
_DATED = ("timestamp", "byline", "comments", FURNITURE)
"""What a line of nothing but day and clock may be."""
_FIGURES = re.compile(r"(?<![\w.])[\d.,:%+-]*\d[\d.,:%]*(?!\w)")
_TELEPHONE = re.compile(
    r"(?:[A-Za-z]+[.:]* )?\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}(?:(?: or | and | ?[/,;|] ?)\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4})?\.?"
)
_CALLED = 2
"""Words of the longest line of nothing but telephone numbers."""
_SIGNED = 8
"""Words of the longest line that names who signs, with an agency, and nothing else."""
_NAME = 4
"""Words of the longest name."""
_UNSIGNED = tuple(label for label in LABELS if label != "byline")
_NOT_BODY = tuple(label for label in LABELS if label != "paragraph")

_GOING_ON = (";", "; and", "; or", ", and")
"""With what a part of a list ends that the next line goes on with."""
_LISTED = 4
"""Words of the shortest such part."""
_TITLED, _TITLE_CASE = 8, 0.75
"""Words, and share of words with a capital, at least, of a question or call that is a title: no sentence of a story is written so."""
_PART_OF_LIST = ("paragraph", "comments", "author_bio", "credit", FURNITURE)

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
    if line.kind == "timestamp":
        if line.why in ("time of an entry", "moment"):
            return ("timestamp",)
        return _DATED if timestamps.has_date(line.text) and timestamps.has_clock(line.text) else None
    return _CERTAIN.get(line.kind)


def allowed(lines: Sequence[Line], at: int) -> tuple[str, ...] | None:
    """Return the labels that the line at ``at`` may have by its own cue and by what stands beside it; None where the chain is free."""
    if _closes(lines, at):
        return ("paragraph",)
    if lines[at].why == credits.LABELLED:
        return ("credit",)
    return _OF_CAPTION if _signs_caption(lines, at) else certain(lines[at])


def _standfirst(lines: Sequence[Line], title: int) -> int | None:
    """Return the sentence right below the headline at ``title``, where who signs, the time, a dateline on its own or a picture stands between it and
    the text. With a picture alone there, one that says on which day of the week is the first of the text; above a dateline it may want its stop.
    """
    at = title + 1
    if at >= len(lines) or lines[at].kind or lines[at].words < _FEWEST or lines[at].length > _LEAD:
        return None
    if not lines[at].sentence and not any(line.kind == "dateline" for line in lines[at + 1 : at + 2]):
        return None
    text = next((below for below in range(at + 1, len(lines)) if lines[below].prose and not lines[below].kind), at)
    between = lines[at + 1 : min(text, at + 1 + _SIGNED_WITHIN)]
    signs = {line.kind for line in between if line.kind in _PARTING and line.strength == 3}
    if not signs - _OF_PICTURE and not any(bylines.is_name(line.text) for line in between):
        return at if signs and not any(day in lines[at].low for day in WEEKDAYS) else None
    return at


def _lead(lines: Sequence[Line], title: int) -> tuple[int | None, tuple[str, ...]]:
    """Return the first text below the headline at ``title`` and what it is not: no reader wrote it, and where it is all the text, it sums nothing up.
    None where something of comments stands between them.
    """
    texts = (at for at in range(title + 1, len(lines)) if lines[at].kind == "comments" or (lines[at].prose and not lines[at].kind))
    first = next(texts, None)
    if first is None or lines[first].kind == "comments":
        return None, ()
    is_alone = not any(line.prose and not line.kind for line in lines[first + 1 :])
    return first, ("comments", "summary") if is_alone else ("comments",)


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
    if line.words >= _LISTED and line.text.endswith(_GOING_ON):
        return _PART_OF_LIST
    if line.words >= _TITLED and line.text[-1] in "!?" and line.capital_share >= _TITLE_CASE and not line.upper:
        return _NOT_BODY
    if line.terminal:
        return _UNSIGNED if 2 <= line.words <= _NAME and line.capital_share == 1.0 and line.text[-3:-1].islower() else None
    if 1 <= line.words <= 4 and line.length <= 40 and bylines.is_agency(line.text):
        return ("byline", "credit", FURNITURE)
    if 2 <= line.words <= _SIGNED and not line.prose and credits.is_sign_off(line.text):
        return ("byline", "credit", FURNITURE)
    is_row = line.words <= 4 and line.length <= 120 and len(_FIGURES.findall(line.text)) >= 4
    if line.words <= _CALLED and _TELEPHONE.fullmatch(line.text) is not None:
        return (FURNITURE,)
    return _NOT_BODY if is_row else None


def _whys(found: Sequence[Found], scores: Array, numbers: Sequence[int]) -> list[str]:
    """Return for each line the features that speak most for its label and against the second best."""
    table = weights.load()
    whys = []
    for features, row, label in zip(found, scores.copy(), numbers, strict=True):
        row[label] = 2 * _NEVER + row.min()
        second = int(row.argmax())
        names = features.names()
        each = table.of(names)
        gains = each[:, label] - each[:, second]
        told = [(names[number], int(gains[number])) for number in numpy.argsort(-gains, kind="stable")[:_TOLD]]
        parts = [f"{name} {gain / weights.UNIT:+.1f}" for name, gain in told if gain > 0]
        whys.append(f"{table.labels[label]} rather than {table.labels[second]}: " + (", ".join(parts) or "by its neighbours"))
    return whys
