"""The setting of a line: where it stands in its page, what stands above and below it, what words it shares with the story."""

import dataclasses
import functools
import itertools
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence

import numpy

from transforms.text.lexicon.loading import KEPT
from transforms.text.page.segmentation.labels import extent, passages, retold
from transforms.text.page.segmentation.labels.groups import NONE, Column, grouped, steps
from transforms.text.page.segmentation.labels.story import content_words, repeated
from transforms.text.page.segmentation.lines import Line, is_glued

_STEPS = (0, 1, 2, 3, 4, 6, 9, 14, 25, 50, 100)
_FEW = (0, 1, 2, 3, 5, 8, 15, 30)
_PARTS = (0.0, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
_SHARES = (0.0, 0.15, 0.3, 0.45, 0.6, 0.8, 0.99)
_SIZES = (0, 150, 400, 800, 1500, 3000, 6000)
_OPENING = 8
"""Paragraphs of the story whose words its headline, standfirst and captions share."""
_REACH = 140
"""Lines above the story among which its headline is sought."""
_NEAR = 6
"""Lines around a line in which times, names and answers of commenters are counted."""
_FAR = 400
"""Characters of a line in which it is asked who speaks."""
_MENU = frozenset({"navigation", "teaser", "legal", "promo"})


@dataclasses.dataclass(slots=True)
class Setting:
    """What is known of a page as a whole: where its running text lies, and what its lines hold.

    ``told`` are the words of the running text, and those that two of its paragraphs share.
    """

    first: int
    last: int
    kind: str
    prose: list[bool]
    forms: list[str]
    words: list[set[str]]
    counts: Counter[str]
    told: tuple[set[str], set[str]]
    opening: set[str]
    ranks: dict[int, tuple[int, bool]]


def of(lines: list[Line], kind: str) -> Setting:
    """Return the setting of the lines of a page of a ``kind`` ("live", "roundup" or nothing)."""
    found = extent.find(lines, ends_at_other_story=not kind)
    first, last = found if found is not None else (len(lines), len(lines))
    prose = [line.prose and not (line.kind and line.strength >= 2) for line in lines]
    forms = [_form(line, is_prose) for line, is_prose in zip(lines, prose, strict=True)]
    words = [content_words(line.text[:600]) for line in lines]
    last = _extended(lines, prose, words, first, last)
    once: set[str] = set()
    again: set[str] = set()
    opening: set[str] = set()
    seen = 0
    for at in range(first, min(last + 1, len(lines))):
        if prose[at]:
            again |= words[at] & once
            once |= words[at]
            if seen < _OPENING:
                opening |= words[at]
            seen += 1
    counts = repeated(lines)
    return Setting(first, last, kind, prose, forms, words, counts, (once, again), opening, _ranks(lines, words, counts, opening, first))


def _extended(lines: list[Line], prose: list[bool], words: list[set[str]], first: int, last: int) -> int:
    """Return where the running text really ends: a list of other stories has an end where a paragraph shares words with what stands above it.

    So does a paragraph right above the credits with which a story closes.
    """
    known = set().union(*(words[at] for at in range(first, min(last + 1, len(lines))) if prose[at]))
    at = last + 1
    while at < len(lines) and at - last <= _LIST and not _ends(lines[at]):
        if prose[at]:
            closes = at + 1 < len(lines) and lines[at + 1].kind == "credit_line"
            if len(words[at] & known) < _SHARED and not closes:
                break
            known |= words[at]
            last = at
        at += 1
    return last


def _ends(line: Line) -> bool:
    return line.kind in ("comments", "author_bio", "legal", "credit_line", "byline") or extent.opens_story(line)


_LIST = 9
"""Lines of the longest list after which the story may go on."""
_SHARED = 2
"""Words that a paragraph below a list shares with the story that it goes on with."""


def _ranks(lines: list[Line], words: list[set[str]], counts: Counter[str], opening: set[str], first: int) -> dict[int, tuple[int, bool]]:
    """Return rank and sureness of the lines above the story that may be its headline, the likeliest first.

    Counted are length, the words shared with the story's first paragraphs, a byline or a time soon below, and the distance to the story; the
    first is sure where the next best is far behind.
    """
    scored = []
    signed = len(lines)
    for at in range(min(first + 1, len(lines) - 1), max(first - _REACH, -1), -1):
        line = lines[at]
        if line.kind in ("byline", "timestamp"):
            signed = at
        if 2 <= line.words <= 32 and line.length <= 220 and not (line.kind and (line.strength == 3 or line.barrier)):
            scored.append((-_titular(line, words[at], counts, opening, abs(first - at), signed - at), at))
    scored.sort()
    ranked = {at: (rank, False) for rank, (_, at) in enumerate(scored[:5])}
    if scored:
        sure = len(scored) == 1 or scored[1][0] - scored[0][0] > _AHEAD or lines[scored[1][1]].norm == lines[scored[0][1]].norm
        ranked[scored[0][1]] = (0, sure)
    return ranked


_AHEAD = 0.6


def _titular(line: Line, words: set[str], counts: Counter[str], opening: set[str], far: int, signed: int) -> float:
    """Return how much a line looks like the headline of a story that begins ``far`` lines away; ``signed``: lines down to a byline or time."""
    total = 1.0 if 5 <= line.words <= 22 else 0.0 if 3 <= line.words <= 26 else -1.5
    if line.terminal and line.text.endswith("."):
        total -= 1.2
    if line.colon or is_glued(line.text):
        total -= 1.2
    shared = len(words & opening)
    total += 3.0 * shared / (len(words) + 1.0) if shared else -1.0
    if 0 < signed <= 7:
        total += 0.9 - 0.08 * signed
    if line.norm and counts[line.norm] >= 2:
        total += 0.3
    if line.kind:
        total -= 0.5
    return total - min(0.02 * far, 1.5)


def features(lines: list[Line], setting: Setting) -> list[Column]:
    """Return the features of the setting of the lines, a column for each kind."""
    parts = (_place, _texts, _runs, _repetition, _shared, _titled, _above, _near, _authors, _rows)
    columns = [column for part in parts for column in part(lines, setting)]
    columns += passages.features(lines, setting.prose, setting.words, setting.forms)
    return [*columns, retold.features(lines, setting.forms)]


def _form(line: Line, prose: bool) -> str:
    return "p" if prose else "s" if line.sentence else "t" if line.words >= 5 else "n"


@grouped(KEPT)
def _beside(form: str, where: str, start: int, end: int) -> Iterable[str]:
    return (f"at={where}", f"{form}@{where}", f"{form}@{where}{start}", f"{form}@{where}/{end}")


@grouped(KEPT)
def _within(form: str, kind: str, part: int, index: int, back: int) -> Iterable[str]:
    return (f"{form}@part{part}", f"index={index}", f"back={back}", f"page={kind}&{form}")


def _place(lines: list[Line], setting: Setting) -> Iterator[Column]:
    """Yield where each line stands in the page and beside the running text."""
    count = len(lines)
    kind = "empty" if setting.first >= count else "small" if count < 12 else "page"
    at = numpy.arange(count)
    start, end = steps(_STEPS, abs(at - setting.first)), steps(_STEPS, abs(setting.last - at))
    yield list(map(_beside, setting.forms, _where(setting), start, end))
    yield list(map(_within, setting.forms, itertools.repeat(kind), steps(_PARTS, at / count), steps(_STEPS, at), steps(_STEPS, at[::-1])))


def _where(setting: Setting) -> list[str]:
    """Return for each line where it stands beside the running text."""
    return ["above" if at < setting.first else "below" if at > setting.last else "in" for at in range(len(setting.forms))]


def _texts(lines: list[Line], setting: Setting) -> Iterator[Column]:
    """Yield how much running text stands above and below each line, in all and close to it."""
    prose = numpy.array(setting.prose, dtype=bool)
    above, size = numpy.cumsum(prose), numpy.cumsum([0, *(prose * [line.length for line in lines])])
    at = numpy.arange(len(lines))
    near_above = size[at] - size[numpy.maximum(at - 5, 0)]
    near_below = size[numpy.minimum(at + 6, len(lines))] - size[at + 1]
    before, after = steps(_FEW, above - prose), steps(_FEW, above[-1] - above)
    yield list(map(_texted, setting.forms, before, after, steps(_SIZES, near_above), steps(_SIZES, near_below)))


@grouped(KEPT)
def _texted(form: str, before: int, after: int, a: int, b: int) -> Iterable[str]:
    return (f"{form}above{before}", f"{form}below{after}", f"{form}near{a}^", f"{form}near{b}v", f"{form}near{a}x{b}")


def _runs(lines: list[Line], setting: Setting) -> Iterator[Column]:
    """Yield how long the run of texts or of other lines is that a line stands in, and where in it it stands."""
    announces = [False, *(line.colon and line.words >= 2 for line in lines)]
    sizes: list[int] = []
    before: list[int] = []
    announced = [NONE] * len(lines)
    for _, run in itertools.groupby(setting.prose):
        at, size = len(sizes), len(list(run))
        sizes += [size] * size
        before += range(size)
        if True in announces[at : at + size]:
            first = announces.index(True, at)
            far = steps(_STEPS, range(at + size - first))
            announced[first : at + size] = map(_announced, far, itertools.repeat(bisect_left(_FEW, size)))
    behind = numpy.subtract(sizes, before) - 1
    yield list(map(_run, setting.forms, steps(_FEW, sizes), steps(_FEW, before), steps(_FEW, behind)))
    yield announced


@grouped(KEPT)
def _run(form: str, size: int, start: int, end: int) -> Iterable[str]:
    return (f"{form}run{size}", f"{form}run^{start}", f"{form}run{end}v", f"{form}run{size}:{start}")


@grouped(KEPT)
def _announced(far: int, size: int) -> Iterable[str]:
    return (f"announced{far}", f"announced of {size}")


_BESIDE = (-1, 1, 2)
"""Where lines stand that are compared with a line's beginning."""


def _repetition(lines: list[Line], setting: Setting) -> Iterator[Column]:
    """Yield whether a line stands on the page again, or begins or ends another near it, and how many lines of its form stand near it."""
    alike = _alike([(min(line.words, 12) // 3, line.terminal, line.kind) for line in lines])
    heads = [*(line.low[:1] if line.words >= 3 else "" for line in lines), "", ""]  # the last stands above the first, too
    said: set[str] = set()
    found = []
    for at, (line, head) in enumerate(zip(lines, heads, strict=False)):
        times = min(setting.counts.get(line.norm, 0), 4)
        again = "" if times < 2 else "before" if line.norm in said else "again"
        if again:
            said.add(line.norm)
        starts: tuple[int, ...] = ()
        if head and (head == heads[at - 1] or head == heads[at + 1] or head == heads[at + 2]):
            starts = tuple([step for step in _BESIDE if heads[at + step] == head and _starts_alike(line, lines[at + step])])
        found.append(_repeated(setting.forms[at], times, again, starts, alike[at]))
    yield found


def _alike(values: Sequence[Hashable]) -> list[int]:
    """Return for each of ``values`` how many of the four above and of the four below it are the same."""
    return [values[max(at - _AROUND, 0) : at + _AROUND + 1].count(value) - 1 for at, value in enumerate(values)]


def _starts_alike(line: Line, other: Line) -> bool:
    """Return whether one of two lines begins with the beginning of the other."""
    return other.low.startswith(line.low[:120]) or line.low.startswith(other.low[:120])


@grouped(KEPT)
def _repeated(form: str, times: int, again: str, starts: tuple[int, ...], alike: int) -> Iterator[str]:
    if again:
        yield f"again={times}&{form}"
        yield f"said {again}"
    for step in starts:
        yield f"same start{step:+}"
    yield f"alike={alike}&{form}"


_Share = tuple[int, int]
"""A part of the words of a line, in steps, and how many they are, up to three."""


def _shared(lines: list[Line], setting: Setting) -> Iterator[Column]:
    """Yield the words that a line shares with the paragraphs around it and with the story."""
    count = len(lines)
    below: list[int] = [count] * (count + 1)
    for at in range(count - 1, -1, -1):
        below[at] = at if setting.prose[at] else below[at + 1]
    last = -1
    beside, told = [NONE] * count, [NONE] * count
    for at, (words, prose, form) in enumerate(zip(setting.words, setting.prose, setting.forms, strict=True)):
        if words:
            after = below[at + 1]
            own = prose and setting.first <= at <= setting.last
            beside[at] = _around(
                form,
                _share(words, setting.words[after]) if after < count else None,
                _share(words, setting.words[last]) if last >= 0 else None,
            )
            share = bisect_left(_SHARES, len(words & setting.told[own]) / len(words))
            told[at] = _told(form, share, bisect_left(_FEW, len(words)), None if prose else _share(words, setting.opening))
        if prose:
            last = at
    yield beside
    yield told


@grouped(KEPT)
def _around(form: str, after: _Share | None, last: _Share | None) -> Iterator[str]:
    if after is not None:
        yield f"{form}&next{after[0]}.{after[1]}"
    if last is not None:
        yield f"{form}&last{last[0]}.{last[1]}"


@grouped(KEPT)
def _told(form: str, share: int, size: int, opening: _Share | None) -> Iterator[str]:
    yield f"{form}&story{share}"
    yield f"{form}&story{share}&{size}"
    if opening is not None:
        yield f"{form}&opening{opening[0]}.{opening[1]}"


def _titled(lines: list[Line], setting: Setting) -> Iterator[Column]:
    """Yield the words that a line shares with what may be the headline, its own rank as one, and how far below it stands."""
    count = len(lines)
    title = min(setting.ranks, key=setting.ranks.__getitem__, default=-1)
    title_words = setting.words[title] if title >= 0 else set()
    shares = [NONE] * count
    for at, words in enumerate(setting.words) if title_words else ():
        if words and at != title:
            near = at < setting.first + 12 and not setting.prose[at]
            titled = _share(title_words, words) if near else None
            shares[at] = _of_title(setting.forms[at], bisect_left(_FEW, len(words & title_words)), at > title, titled)
    yield shares
    far = [0] * (title + 1) + steps(_STEPS, range(1, count - title)) if title >= 0 else [-1] * count
    yield [_ranked(form, *setting.ranks.get(at, _UNRANKED), below) for at, (form, below) in enumerate(zip(setting.forms, far, strict=True))]


_UNRANKED = (-1, False)


@grouped(KEPT)
def _of_title(form: str, shared: int, below: bool, titled: _Share | None) -> Iterator[str]:
    yield f"{form}&title{shared}&{'below' if below else 'above'}"
    if titled is not None:
        yield f"{form}&titled{titled[0]}.{titled[1]}"


@grouped(KEPT)
def _ranked(form: str, rank: int, sure: bool, far: int) -> Iterator[str]:
    """Yield the rank of a line as the headline, -1 for none, and how far below the likeliest it stands: 0 for above or at it, -1 without one."""
    if rank >= 0:
        yield f"rank={rank}"
        yield f"rank={rank}&{form}"
        if sure:
            yield f"sure&{form}"
    if far > 0:
        yield f"below title={far}&{form}"
    elif far == 0:
        yield f"above title&{form}"


def _share(words: set[str], others: set[str]) -> _Share:
    shared = len(words & others)
    return bisect_left(_SHARES, shared / len(words)), min(shared, 3)


_BETWEEN = frozenset({"byline", "timestamp", "teaser", "comments", "author_bio", "legal", "promo", "caption", "credit", "credit_line"})


def _above(lines: list[Line], setting: Setting) -> Iterator[Column]:
    """Yield how far above and below a line the cues stand that tell what it may be, and the last barrier above it."""
    for sign, distances in (("<", _distances(lines)), (">", _distances(lines[::-1])[::-1])):
        yield [_cues(form, sign, seen) if seen else NONE for form, seen in zip(setting.forms, distances, strict=True)]
    after = []
    barrier, since, texts, paragraphs = "", 0, 0, 0
    for at, (line, form) in enumerate(zip(lines, setting.forms, strict=True)):
        after.append(_after(form, barrier, bisect_left(_STEPS, since), min(texts, 4)) if barrier else NONE)
        since += 1
        texts += setting.prose[at]
        paragraphs += setting.prose[at]
        if line.barrier >= 3 and line.strength >= 2 and at >= setting.first:
            barrier, since, texts = line.kind, 0, 0
        elif paragraphs >= 3 and not setting.kind and extent.opens_story(line):
            barrier, since, texts = "story", 0, 0
    yield after


@grouped(KEPT)
def _cues(form: str, sign: str, seen: tuple[tuple[str, int], ...]) -> Iterable[str]:
    return [f"{form}{sign}{kind}{far}" for kind, far in seen]


@grouped(KEPT)
def _after(form: str, barrier: str, since: int, texts: int) -> Iterable[str]:
    return (f"{form}after={barrier}", f"{form}after={barrier}{since}", f"{form}after={barrier}&{texts}")


_NEAREST = 9
"""Lines to the farthest cue that a line sees."""
_STEP = [bisect_left(_STEPS, far) for far in range(_NEAREST + 1)]


def _distances(lines: Sequence[Line]) -> list[tuple[tuple[str, int], ...]]:
    """Return for each line the kinds of the cues above it with their distances, the near ones only."""
    seen: dict[str, int] = {}
    result = []
    for at, line in enumerate(lines):
        result.append(tuple([(kind, _STEP[at - there]) for kind, there in seen.items() if at - there <= _NEAREST]) if seen else ())
        if line.kind in _BETWEEN and line.strength >= 2:
            seen[line.kind] = at
    return result


def _near(lines: list[Line], setting: Setting) -> Iterator[Column]:
    """Yield how many times, names and first persons stand near a line, as they do among readers' comments."""
    flags = (
        [line.kind == "timestamp" or (line.length < 120 and line.kind == "byline") for line in lines],
        ["reply" in line.low[:60] or line.kind == "comments" for line in lines],
        [line.kind in _MENU for line in lines],
        [_speaks(line.low[:_FAR]) for line in lines],
        [_is_named(line, below) for line, below in itertools.pairwise([*lines, lines[-1]])],
    )
    yield list(map(_counted, setting.forms, *map(_around_each, flags, (5, 4, 8, 5, 4))))


def _around_each(flags: Sequence[bool], most: int) -> list[int]:
    """Return for each line how many ``flags`` of the lines near it are set, up to ``most``."""
    if True not in flags:
        return [0] * len(flags)
    sums = numpy.cumsum([0] * (_NEAR + 1) + [*flags] + [0] * _NEAR)
    found: list[int] = numpy.minimum(sums[2 * _NEAR + 1 :] - sums[: -2 * _NEAR - 1], most).tolist()
    return found


def _speaks(low: str) -> bool:
    """Return whether somebody speaks of himself or to others."""
    return " i " in low or " you " in low or low.startswith(("i ", "you "))


def _is_named(line: Line, below: Line) -> bool:
    """Return whether a line of a few words stands right above text, as the names of commenters do."""
    return 1 <= line.words <= 3 and not line.terminal and not line.colon and line.length <= 30 and below.sentence


@grouped(KEPT)
def _counted(form: str, dated: int, answers: int, menu: int, voices: int, named: int) -> Iterable[str]:
    return (
        f"{form}dated{dated}", f"{form}answers{answers}", f"{form}menu{menu}", f"{form}voices{voices}", f"{form}named{named}",
        f"{form}named{named}&voices{min(voices, 3)}",
    )  # fmt: skip


_HEAD = 60
"""Characters at the beginning of a line in which the name of its author is sought."""
_TITLE = 240
"""Characters of the longest line that may say a title twice."""


def _authors(lines: list[Line], setting: Setting) -> Iterator[Column]:
    """Yield whether a line begins with the name of somebody who has signed above, as biographies do, and whether it says a title twice."""
    signed: set[str] = set()
    found = []
    for line, form in zip(lines, setting.forms, strict=True):
        head = line.text[:_HEAD].split()[:2] if signed else ()
        starts = len(head) == 2 and signed.issuperset(head)
        half = line.length // 2
        twice = line.words >= 4 and line.length <= _TITLE and line.text[:half].rstrip() == line.text[-half:].lstrip()
        found.append(_signed(form, starts, twice) if starts or twice else NONE)
        if line.kind == "byline" and line.strength >= 2:
            signed.update(word.strip(",;|") for word in line.text[:_HEAD].split() if word[:1].isupper())
    yield found


@grouped(KEPT)
def _signed(form: str, starts: bool, twice: bool) -> Iterator[str]:
    if starts:
        yield f"author first&{form}"
    if twice:
        yield f"twice&{form}"


ROW = 160
"""Characters of the longest line that may be a row of a list or table."""
_HEAD_OF_FORM = 4
"""Signs of a row's form by which rows of one list are known: what follows may be missing."""
_AROUND = 4
"""Lines above and below in which rows of the same form are counted."""
_PIECE = re.compile(r"(?P<w>[^\W\d_]+(?:[-'’.&\s]+[^\W\d_]+)*\.?)|(?P<n>\d+(?:[.,]\d+)*)|(?P<s>[^\w\s])")


@functools.lru_cache(maxsize=KEPT)
def row_form(text: str) -> str:
    """Return the form of a row: ``w`` for words, ``9`` for a number, and the signs between them.

    >>> row_form("Lowton Town 34, St. Brendan 21"), row_form("• Under 12: free")
    ('w9,w9', '•w9:w')
    """
    return "".join("w" if found.lastgroup == "w" else "9" if found.lastgroup == "n" else found.group() for found in _PIECE.finditer(text))


def _rows(lines: list[Line], setting: Setting) -> Iterator[Column]:
    """Yield how many rows of the same form stand near each line, as in lists and tables, and what words its run of them shares with the story."""
    short = [line.length <= ROW and not flag for line, flag in zip(lines, setting.prose, strict=True)]
    heads = [row_form(line.text)[:_HEAD_OF_FORM] if flag else "" for line, flag in zip(lines, short, strict=True)]
    alike = [min(count, 5) if head else 0 for head, count in zip(heads, _alike(heads), strict=True)]
    yield list(map(_listed, setting.forms, _told_of_runs(setting), alike, map(_signs, heads), _where(setting)))


def _signs(head: str) -> str:
    """Return what a row's form begins with, nothing where a line is no row."""
    return "words" if head == "w" else "number" if head[:1] == "9" else "numbers" if "9" in head else "signs" if head else ""


@grouped(KEPT)
def _listed(form: str, told: str, alike: int, signs: str, place: str) -> Iterator[str]:
    """Yield what stands near a line whose row has these ``signs``, none where it is no row."""
    if form != "p":
        yield f"run told{told}&{form}"
    if signs:
        yield f"rows{alike}&{signs}"
        yield f"rows{alike}&{signs}&{place}&told{told}"


def _told_of_runs(setting: Setting) -> list[str]:
    """Return for each line what part of the words of its run of lines that are no text the story tells, and how many."""
    result: list[str] = []
    at = 0
    for prose, run in itertools.groupby(setting.prose):
        size = len(list(run))
        words = set().union(*setting.words[at : at + size]) if not prose and size <= _LONGEST_RUN else set()
        shared = len(words & setting.told[0])
        result += [f"{bisect_left(_SHARES, shared / len(words))}.{min(shared, 3)}" if words else "no"] * size
        at += size
    return result


_LONGEST_RUN = 60
"""Lines of the longest run whose words are compared with the story's."""
