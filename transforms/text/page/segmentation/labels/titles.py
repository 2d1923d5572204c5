"""Which line is the headline: a fitted choice among the lines above the story and at its beginning, or none of them.

Each candidate has the features of its line (``labels.features``) and those that compare it with the others: which shares most words with the
story, which stands last above it, which is repeated within another ("… | Outlet"), what stands right above and below. The line with the
highest sum of weights is the headline, unless that of having none is higher. ``training.titles`` fits the weights; no other step decides.
"""

import heapq
import itertools
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from transforms.text.lexicon import titles as offices
from transforms.text.page.segmentation import bylines, headlines, timestamps
from transforms.text.page.segmentation.labels import entries, mistaken, weights
from transforms.text.page.segmentation.labels.groups import Found
from transforms.text.page.segmentation.labels.setting import Setting
from transforms.text.page.segmentation.lines import Line

LISTED = "below a heading of other stories"
"""What ``neighbours.lists`` says of lines that look like titles of other stories."""
HIGHLIGHTS = "highlights"
"""What ``neighbours.highlights`` says of the lines that sum a story up."""
_REACH = 200
"""Lines above the story among which its headline is sought."""
_INTO = 11
"""Lines of the story among which it is sought, too: what seems its beginning may be a standfirst or another story's."""
_WITHOUT_STORY = 120
"""Lines of a page without a sentence among which it is sought."""
_LONGEST = 220
"""Characters of the longest headline."""
_SIGNS = ("byline", "timestamp")
_TITLED = range(3, 15)
"""Words of a title right above the first text."""
_BESIDE = 4
"""Lines above and below in which another title is compared with a candidate."""
_OPENING = 3
"""Paragraphs whose words are the story's beginning."""
_COUNTED = 40
"""Paragraphs whose words are counted."""
_FREQUENT = 12
"""Words that are used most in the story."""
_ENDS = 14
"""Characters by which lines are found that begin or end with a candidate."""
_TOLD = 3
"""Features that ``why`` names."""

_FEW = (0, 1, 2, 3, 5, 8, 15, 30)
_SHARES = (0.0, 0.15, 0.3, 0.45, 0.6, 0.8, 0.99)
_MASS = (0, 1, 2, 4, 6, 9, 13, 18, 25, 35)
_WORDS = (1, 2, 3, 4, 5, 6, 8, 10, 13, 17, 22, 28)
_SIZES = (2, 4, 7, 12, 18, 25)
_INDEX = (0, 1, 2, 4, 8, 16, 32)


class Candidates(NamedTuple):
    """The lines that may be the headline, by index, with the features of the choice of each, and those of there being none."""

    rows: list[int]
    features: list[list[str]]
    none: list[str]


def reach(lines: Sequence[Line], where: Setting) -> range:
    """Return the lines that may hold the headline: on a page without a sentence those above its first caption."""
    if where.first < len(lines):
        return range(max(where.first - _REACH, 0), min(where.first + _INTO, len(lines)))
    captions = (at for at, line in enumerate(lines) if line.kind == "caption")
    return range(min(next(captions, _WITHOUT_STORY), _WITHOUT_STORY, len(lines)))


def choose(
    lines: Sequence[Line], where: Setting, found: Sequence[Found], scores: Sequence[int], *, explain: bool = False
) -> tuple[int | None, str]:
    """Return the index of the headline of a page, and with ``explain`` what spoke most for it.

    ``found`` are the features of all lines, ``scores`` the sums of their weights for the headline, in thousandths.
    """
    table = weights.load()
    choice = candidates(lines, where, found)
    more = table.scores([Found((), tuple(names)) for names in (choice.none, *choice.features)])[:, -1].tolist()
    none, sums = more[0], [scores[at] + extra for at, extra in zip(choice.rows, more[1:], strict=True)]
    totals = dict(zip(choice.rows, sums, strict=True))
    best = max(range(len(sums)), key=sums.__getitem__, default=None)
    if best is None or sums[best] <= none:
        at = _over_text(lines, where)
        return at, "" if at is None else "headline: a title right above the first text"
    beside = mistaken.headline_beside(lines, totals, choice.rows[best])
    if beside is not None:
        return beside, "headline: a title beside what was taken for it"
    if not explain:
        return choice.rows[best], "headline: "
    names = sorted({*found[choice.rows[best]].names(), *choice.features[best]})
    told = sorted(zip(names, table.of(names)[:, -1].tolist(), strict=True), key=lambda one: -one[1])[:_TOLD]
    return choice.rows[best], "headline: " + ", ".join(f"{name} {weight / weights.UNIT:+.1f}" for name, weight in told)


def _over_text(lines: Sequence[Line], where: Setting) -> int | None:
    """Return the title right above the first text or its highlights; None where something else stands there. Signs of who wrote it and when, and
    buttons, are left out.

    A person, with an office or without, is who stands in a picture. Short pages are fitted on without their headline as often as with it, so the
    weights say too rarely that they have one.
    """
    first = next((at for at, line in enumerate(lines) if line.why == HIGHLIGHTS), where.first)
    at = min(first, len(lines)) - 1
    while at >= 0 and (lines[at].kind in _SIGNS or _is_button(lines[at]) or (not lines[at].prose and timestamps.has_date(lines[at].text))):
        at -= 1
    if at < 0 or first >= len(lines) or any(line.prose and not line.kind for line in lines[:at]):
        return None
    line = lines[at]
    opens = line.text[0].isalnum() or line.text[0] in "\"“‘'"
    copied = at > 0 and line.kind == "caption" and line.strength < 3 and line.norm == lines[at - 1].norm
    is_title = opens and line.words in _TITLED and (not line.kind or copied) and not line.prose and line.text[-1] not in ".:,"
    return at if is_title and _may_be(line) and not _is_person(line.text) else None


def _is_person(text: str) -> bool:
    """Return whether ``text`` is nothing but a person's name, with an office before it or without ("Mayor Ana Lind")."""
    name = itertools.dropwhile(lambda word: "office" in offices.of(word).kinds, text.split())
    return bylines.is_name(" ".join(name))


def _is_button(line: Line) -> bool:
    """Return whether ``line`` is a button to share the page, or the like."""
    return line.kind == "navigation" and line.strength == 3


def copies(lines: Sequence[Line], where: Setting, title: int | None) -> set[int]:
    """Return the indices of the headline and of its copies above the story."""
    if title is None:
        return set()
    norm = lines[title].norm
    return {title, *(at for at in range(min(where.first, len(lines))) if norm and lines[at].norm == norm)}


def free(lines: Sequence[Line], where: Setting, title: int | None) -> bool:
    """Take back that lines from the headline down to the story belong to a list of other stories; return whether any did."""
    listed = [line for line in lines[title : max(where.first, title + 1)] if line.why == LISTED] if title is not None else []
    for line in listed:
        line.mark("", 0, "")
    return bool(listed)


def candidates(lines: Sequence[Line], where: Setting, found: Sequence[Found]) -> Candidates:
    """Return the lines that may be the headline, each with the features of the choice: those of the line itself are ``found``."""
    choice = _Choice(lines, where, found)
    parts = zip(choice.words(), choice.copied(), choice.compared(), choice.around(), strict=True)
    features = [["title:" + name for part in more for name in part] for more in parts]
    signed = any(line.kind in _SIGNS for line in lines[: choice.first + 3])
    none = ["none", f"none:lines{bisect_left(_FEW, len(lines))}", f"none:of{bisect_left(_FEW, len(choice.rows))}"]
    none += [f"none:above{bisect_left(_FEW, choice.first)}", f"none:{'signed' if signed else 'unsigned'}"]
    return Candidates(choice.rows, features, none)


def _may_be(line: Line) -> bool:
    is_other = line.kind in ("credit_line", "audio") and line.strength == 3
    if line.words < 1 or line.length > _LONGEST or is_other or headlines.is_no_headline(line.text):
        return False
    is_moment = timestamps.has_date(line.text) and timestamps.has_clock(line.text)  # the quick question first
    return not is_moment and (line.kind != "timestamp" or timestamps.rest(line.text) != "")


def _is_title(line: Line) -> bool:
    """Return whether ``line`` looks like a headline or a standfirst, however long."""
    furniture = line.kind and line.strength >= 2
    parted = any(sign in line.text for sign in "|»›") or line.text.count(",") >= 4
    return line.words >= 3 and not line.prose and not furniture and not line.colon and not parted


class _Choice:
    """The candidates of one page, beside each other: each method yields for each of ``rows`` the features of one kind."""

    def __init__(self, lines: Sequence[Line], where: Setting, found: Sequence[Found]) -> None:
        self.lines, self.where, self.found = lines, where, found
        self.first = min(where.first, len(lines))
        asked = next((at for at, line in enumerate(lines) if line.why in (entries.QUESTION, entries.ENTRY)), len(lines))
        self.rows = [at for at in reach(lines, where) if at < asked and _may_be(lines[at])]
        self.titles = [at for at in self.rows if _is_title(lines[at])]
        story = [where.words[at] for at in range(self.first, min(where.last + 1, len(lines))) if where.prose[at]]
        self.spread = Counter(itertools.chain(*story[:_COUNTED]))
        often = heapq.nsmallest(_FREQUENT, self.spread, key=lambda word: (-self.spread[word], word))
        self.top, self.frequent = set(often[: _FREQUENT // 2]), set(often)
        self.opening: set[str] = set().union(*story[:_OPENING])
        self.shared = {at: len(where.words[at] & self.frequent) for at in self.rows}
        self.ranks, self.ahead = self._ranked()
        self._signs: dict[int, bool] = {}

    def _ranked(self) -> tuple[dict[int, int], int]:
        """Return the ranks of the candidates by the words that they share with the story, copies alike, and how far the first is ahead."""
        values = {at: self.shared[at] + len(self.where.words[at] & self.opening) for at in self.rows}
        ranks: dict[int, int] = {}
        of_norm: dict[str, int] = {}
        ahead = 0
        for at in sorted(self.rows, key=lambda at: (-values[at], at)):
            norm = self.lines[at].norm
            if len(of_norm) == 1 and norm not in of_norm:
                ahead = max(values.values()) - values[at]
            ranks[at] = of_norm.setdefault(norm, len(of_norm))
        return ranks, ahead

    def words(self) -> Iterator[list[str]]:
        """Yield what words a candidate shares with the story."""
        for at in self.rows:
            words = self.where.words[at]
            opening = len(words & self.opening)
            found = [
                f"top{len(words & self.top)}",
                f"frequent{min(self.shared[at], 6)}",
                f"opening{min(opening, 6)}",
                f"opening={bisect_left(_SHARES, opening / len(words)) if words else 'no'}&{min(len(words), 8)}",
                f"mass{bisect_left(_MASS, sum(min(self.spread.get(word, 0), 6) for word in words))}",
                f"rank{min(self.ranks[at], 6)}",
            ]
            if self.ranks[at] == 0 and (self.shared[at] or opening):
                found.append(f"ahead{bisect_left(_FEW, self.ahead)}")
            yield found

    def copied(self) -> Iterator[list[str]]:
        """Yield whether a candidate begins or ends another line, as below a browser's tab title, or another one it."""
        near = [line for line in self.lines[max(self.rows[0] - 60, 0) : self.rows[-1] + 30] if line.words >= 3] if self.rows else []
        heads, tails = _by(near, lambda norm: norm[:_ENDS]), _by(near, lambda norm: norm[-_ENDS:])
        for at in self.rows:
            norm = self.lines[at].norm
            found = []
            if self.lines[at].words >= 3 and norm:
                others = {*heads[norm[:_ENDS]], *tails[norm[-_ENDS:]]} - {norm}
                if any(other.startswith(norm + " ") or other.endswith(" " + norm) for other in others):
                    found.append("within another")
                if any(norm.startswith(other + " ") or norm.endswith(" " + other) for other in others):
                    found.append("holds another")
                if headlines.bare(self.lines[at].text) != self.lines[at].text:
                    found.append("outlet at its end")
            yield found

    def compared(self) -> Iterator[list[str]]:
        """Yield how a candidate stands beside the titles next to it, and which of them it is counted from the story up."""
        lines = self.lines
        above_story = [at for at in self.titles if at <= self.first]
        up = {at: min(number, 5) for number, at in enumerate(reversed(above_story))}
        for at in self.rows:
            line, number = lines[at], up.get(at, "no")
            above = self.titles[bisect_left(self.titles, at - _BESIDE) : bisect_left(self.titles, at)]
            below = self.titles[bisect_left(self.titles, at + 1) : bisect_left(self.titles, at + _BESIDE + 1)]
            over, under = self._beside(at, above), self._beside(at, below)
            rank = min(self.ranks[at], 6)
            found = [
                f"up{number}", f"up{number}&rank{rank}", f"over{over}", f"under{under}", f"over{over}&under{under}&{min(self.shared[at], 3)}",
                f"index{bisect_left(_INDEX, at)}&up{number}",
            ]  # fmt: skip
            for name, other in (("above", above[-1:]), ("below", below[:1])):
                longer = "no" if not other else "longer" if lines[other[0]].length > line.length else "shorter"
                found.append(f"{longer} {name}&{line.terminal}")
                if other:
                    found.append(f"{name} shares{min(len(self.where.words[other[0]] & self.where.words[at]), 3)}")
            if above_story and at == above_story[-1]:
                found.append("last title")
            yield found

    def _beside(self, at: int, others: Sequence[int]) -> str:
        """Return whether the best of the titles ``others`` shares more frequent words with the story than the candidate."""
        if not others:
            return "no"
        best, own = (min(count, 3) for count in (max(self.shared[other] for other in others), self.shared[at]))
        return ">" if best > own else "=" if best == own else "<"

    def around(self) -> Iterator[list[str]]:
        """Yield what stands right above and below a candidate, and its form."""
        for at in self.rows:
            line, shared, rank = self.lines[at], self.shared[at], min(self.ranks[at], 6)
            far = bisect_left(_FEW, abs(self.first - at))
            size = bisect_left(_SIZES[:5], line.words)
            signs = sum(map(line.text.count, "|,·»›>/•«"))
            found = [
                f"far{far}{'in' if at > self.first else ''}&{min(shared, 4)}", f"far{far}&rank{rank}", f"words{bisect_left(_WORDS, line.words)}",
                f"signs{min(signs, 5)}", f"signs{min(signs, 3)}&{bisect_left((0.3, 0.6, 0.9), line.capital_share)}",
                f"capitals{bisect_left((0.2, 0.4, 0.6, 0.8, 0.95), line.capital_share)}&{size}",
                f"{line.terminal}&words{bisect_left(_SIZES, line.words)}", f"rank{rank}&words{size}",
            ]  # fmt: skip
            found += self._signed(at)
            below = next((other for other in range(at + 1, min(at + 4, len(self.lines))) if self.lines[other].words), None)
            if below is not None:
                found.append(f"then {self._kind(below)}&{min(shared, 3)}")
            yield found

    def _kind(self, at: int) -> str:
        line = self.lines[at]
        return line.kind or ("text" if line.prose else "title" if line.words >= 5 else "words")

    def _signed(self, at: int) -> Iterator[str]:
        """Yield how soon a byline, a name, a time or the text follows a candidate, and how near a byline or a time stands above it."""
        lines = self.lines
        for below in range(at + 1, min(at + 5, len(lines))):
            if (is_sign := self._signs.get(below)) is None:  # asked for each line above
                is_sign = self._signs[below] = self._is_sign(below)
            if is_sign:
                yield f"signed{below - at}"
                break
            if self.where.prose[below]:
                yield f"text{below - at}"
                break
        above = next((step for step in (1, 2, 3) if at >= step and lines[at - step].kind in _SIGNS), None)
        if above is not None:
            yield f"signed above{above}"

    def _is_sign(self, at: int) -> bool:
        line = self.lines[at]
        may_be_name = line.words <= 10 and not line.terminal and line.capital_share >= 0.5
        return line.kind in _SIGNS or (may_be_name and self.found[at].has("name"))


def _by(lines: Sequence[Line], key: Callable[[str], str]) -> Mapping[str, list[str]]:
    """Return the normal forms of ``lines`` by what ``key`` says of them."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        if line.norm:
            found[key(line.norm)].append(line.norm)
    return found
