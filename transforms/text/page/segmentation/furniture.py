"""Furniture of a page by its wording: lists and patterns in package data, each a rule with a name.

A cue says what a line is (``kind``), how sure that is (``strength``: 3 wherever the line stands, 2 outside the story or where the line is no
sentence, 1 only among other menu lines) and how much it speaks against the story going on after it (``barrier``).
"""

import dataclasses
import functools
import itertools
import re

from transforms.text.lexicon import data
from transforms.text.lexicon.loading import KEPT
from transforms.text.page.segmentation.lines import Line, normal


@dataclasses.dataclass(frozen=True, slots=True)
class Cue:
    """What a rule says of a line."""

    kind: str
    strength: int
    barrier: int
    name: str


@dataclasses.dataclass(frozen=True, slots=True)
class Pattern:
    """One row of ``segmentation/patterns.tsv``: ``cue`` holds for lines of at most ``longest`` characters in which ``found`` matches.

    ``gates`` are lower-case strings one of which must occur, looked up first (:func:`cue`) because that is much faster.
    """

    cue: Cue
    gates: tuple[str, ...]
    longest: int
    found: re.Pattern[str]

    def matches(self, line: Line) -> bool:
        """Return whether the rule holds for ``line``, in which one of its gates occurs."""
        return line.length <= self.longest and self.found.search(line.text) is not None


LINES: dict[str, Cue] = {
    words: Cue(kind, int(strength), int(barrier), f"line:{words}")
    for kind, strength, barrier, words in data.table("segmentation/furniture.tsv")
}
"""Whole lines of furniture by their normal form."""

_NOTIONS = {name: f"(?:{words})" for name, words in data.table("segmentation/notions.tsv")}
_NOTION = re.compile(r"\{([a-z]+)\}")

PATTERNS: tuple[Pattern, ...] = tuple(
    Pattern(
        Cue(kind, int(strength), int(barrier), name),
        tuple(gates.split("|")),
        int(longest),
        re.compile(_NOTION.sub(lambda notion: _NOTIONS[notion[1]], found)),
    )
    for kind, strength, barrier, name, gates, longest, found in data.table("segmentation/patterns.tsv")
)
"""The patterns in the order in which they are tried; the first that matches decides."""

_WORD = re.compile(r"[a-z0-9]+")
_KEY = 4
"""Letters of a gate's first word by which it is found."""
_BEGINNING = re.compile(rf"([a-z0-9]{{1,{_KEY}}})[a-z0-9]*")
_NUMBERED = re.compile(r"\d{1,2}\.\s+")
"""The number of an entry in a trail of sections ("1. News")."""
_Gates = tuple[tuple[str, int, int], ...]


def _index() -> tuple[dict[str, _Gates], _Gates]:
    """Return the gates, each with the number of its pattern and the length of the longest line in which that holds, by the first letters of their
    first word, and those that begin with a sign.
    """
    words: dict[str, _Gates] = {}
    signs: _Gates = ()
    for at, rule in enumerate(PATTERNS):
        for gate in rule.gates:
            found = _WORD.match(gate)
            if found is not None:
                key = found.group()[:_KEY]
                words[key] = (*words.get(key, ()), (gate, at, rule.longest))
            else:
                signs = (*signs, (gate, at, rule.longest))
    return words, signs


_BY_WORD, _BY_SIGN = _index()
_SIGN = re.compile("|".join(re.escape(gate) for gate, *_ in _BY_SIGN))
"""Stands in few lines; asked first because it is much faster than asking for each of the signs."""
_LIST_SIGN = re.compile(r"\s*[|·•]\s*|\s/\s|\s{2,}")
_TRAILING_COUNT = re.compile(r"(?<=[a-z])\s*[(\[]?\d{1,5}[)\]]?$")


@functools.lru_cache(maxsize=KEPT)
def _gated(beginning: str) -> _Gates:
    """Return the gates that may begin with a word of which these are the first letters."""
    return tuple(gate for width in range(1, len(beginning) + 1) for gate in _BY_WORD.get(beginning[:width], ()))


def pattern(name: str) -> Pattern:
    """Return the pattern called ``name``, for tests and for people."""
    return next(p for p in PATTERNS if p.cue.name == name)


def cue(line: Line) -> Cue | None:
    """Return what the lists and patterns say of ``line``; None where they say nothing."""
    if line.norm:
        counted = line.norm[-1].isdigit()
        found = LINES.get(line.norm) or (LINES.get(_TRAILING_COUNT.sub("", line.norm)) if counted else None)
        numbered = _NUMBERED.match(line.text) if found is None and line.norm[0].isdigit() else None
        found = LINES.get(normal(line.text[numbered.end() :])) if numbered is not None else found
        if found is not None:
            return found
    if line.length > 900:
        return None
    listed = _link_list(line) or _menu_row(line)
    if listed is not None:
        return listed
    low, length = line.low, line.length
    beginnings = set(_BEGINNING.findall(low))
    gates = itertools.chain(_BY_SIGN if _SIGN.search(low) is not None else (), *filter(None, map(_gated, beginnings)))
    for at in sorted({at for gate, at, longest in gates if length <= longest and gate in low}):
        if PATTERNS[at].matches(line):
            return PATTERNS[at].cue
    return None


def _menu_row(line: Line) -> Cue | None:
    """Return the cue of a row of menu words without anything between them ("Home News Weather Sports Contests")."""
    if not 4 <= line.words <= 20 or line.terminal or line.function_share > 0.15 or line.capital_share < 0.7 or not line.norm:
        return None
    tokens = line.norm.split()
    known = sum(1 for token in tokens if token in LINES)
    return Cue("navigation", 3, 0, "menu row") if known * 10 >= len(tokens) * 7 else None


def _link_list(line: Line) -> Cue | None:
    """Return the cue of a row of menu entries parted by bars, dots or wide gaps, most of them in the lists ("Terms | Privacy | Contact us")."""
    if line.length > 240 or (
        "|" not in line.text and "·" not in line.text and "•" not in line.text and "  " not in line.text and " / " not in line.text
    ):
        return None
    parts = [part for part in _LIST_SIGN.split(line.low) if part]
    if any(len(part) > 40 for part in parts):
        return None
    known = [LINES[n] for n in (" ".join(re.findall(r"[a-z0-9]+", part)) for part in parts) if n in LINES]
    if len(parts) >= 2 and len(known) * 3 >= len(parts) * 2:
        legal = any(k.kind == "legal" for k in known)
        return Cue("legal" if legal else "navigation", 3, 3 if legal else 0, "link_list")
    return None
