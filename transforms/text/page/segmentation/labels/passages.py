"""Passages: stretches of running text, the main one and the others, which may go on with the story or be comments, footers and other stories.

A passage is a run of paragraphs that no more than a few other lines part. The longest is the main one. Of the others their place, their size and
the words that they share with it say whether they belong to the story. Nothing else of the page decides what the passages are.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from transforms.text.lexicon.loading import KEPT
from transforms.text.page.segmentation.labels.groups import Column, Group, grouped, steps
from transforms.text.page.segmentation.lines import Line

_PARTED = 2
"""Lines that are no paragraphs between two paragraphs of one passage, at most: a heading, a caption with its credit."""
_FAR = (1, 2, 3, 5, 8, 14, 25, 50)
_SHARES = (0.0, 0.1, 0.2, 0.3, 0.45, 0.6)
_SIZES = (0.05, 0.1, 0.2, 0.4, 0.7)
_TELLS = 6
"""Shared words up to which they are counted."""


class Passage(NamedTuple):
    """A stretch of running text: its first and its last line, the characters and the words of its paragraphs."""

    first: int
    last: int
    size: int
    words: set[str]


def find(lines: Sequence[Line], prose: Sequence[bool], words: Sequence[set[str]]) -> list[Passage]:
    """Return the passages of a page in order; ``prose`` says which lines are paragraphs, ``words`` holds the content words of each line."""
    runs: list[list[int]] = []
    for at in (at for at, flag in enumerate(prose) if flag):
        if runs and at - runs[-1][-1] <= _PARTED + 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    return [Passage(run[0], run[-1], sum(lines[at].length for at in run), set().union(*(words[at] for at in run))) for run in runs]


def features(lines: Sequence[Line], prose: Sequence[bool], words: Sequence[set[str]], forms: Sequence[str]) -> list[Column]:
    """Return for each line where it stands beside the main passage, and of the paragraphs of others what their passage is beside the main one."""
    passages = find(lines, prose, words)
    if not passages:
        return [list(map(_without, forms))]
    main = max(passages, key=lambda one: (one.size, -one.first))
    place = ["above" if at < main.first else "below" if at > main.last else "in" for at in range(len(forms))]
    far = steps(_FAR, [max(main.first - at, at - main.last, 0) for at in range(len(forms))])
    named = _told(forms, ("apart",))
    for one in passages:
        named[one.first : one.last + 1] = _told(forms[one.first : one.last + 1], _beside(one, main) if one is not main else ("main",))
    return [list(map(_placed, forms, place, far)), named]


def _told(forms: Sequence[str], told: tuple[str, ...]) -> list[Group]:
    """Return for lines of these ``forms`` what is ``told`` of their passage."""
    groups = {form: _named(form, told) for form in set(forms)}
    return list(map(groups.__getitem__, forms))


@grouped(1 << 12)
def _without(form: str) -> Iterable[str]:
    return (f"{form}@no passage",)


@grouped(1 << 12)
def _placed(form: str, place: str, far: int) -> Iterable[str]:
    return (f"{form}@{place} main", f"{form}@{place} main{far}")


@grouped(KEPT)
def _named(form: str, told: tuple[str, ...]) -> Iterable[str]:
    return [f"{form} of passage {one}" for one in told]


def _beside(one: Passage, main: Passage) -> tuple[str, ...]:
    """Return what a passage is beside the ``main`` one: its place, its distance and size, and what part of its words the main one tells."""
    place = "above" if one.first < main.first else "below"
    far = bisect_left(_FAR, max(main.first - one.last, one.first - main.last) - 1)
    size = bisect_left(_SIZES, one.size / main.size)
    shared = len(one.words & main.words)
    share = bisect_left(_SHARES, shared / max(len(one.words), 1))
    told = f"{place} tells{share}.{min(shared, _TELLS)}"
    return (place, f"{place}{far}", f"{place} size{size}", told, f"{told}&{size}", f"{place} tells{share}&{far}")
