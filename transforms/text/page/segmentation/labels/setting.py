"""The setting of a line: where it stands in its page, what stands above and below it, what words it shares with the story."""

import dataclasses
import functools
import itertools
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from transforms.text.lexicon.loading import KEPT
from transforms.text.page.segmentation.labels import extent, passages, retold
from transforms.text.page.segmentation.labels.groups import NONE, Group, grouped
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


def features(lines: list[Line], setting: Setting) -> Iterator[Iterator[Group]]:
    """Yield for each line the features of its setting."""
    parts = (_place, _texts, _runs, _repetition, _shared, _titled, _above, _near, _authors, _rows)
    found: list[Iterator[tuple[Group, ...]]] = [part(lines, setting) for part in parts]
    found.append(passages.features(lines, setting.prose, setting.words, setting.forms))
    found.append(retold.features(lines, setting.forms))
    return map(itertools.chain.from_iterable, zip(*found, strict=True))


def _form(line: Line, prose: bool) -> str:
    return "p" if prose else "s" if line.sentence else "t" if line.words >= 5 else "n"


@grouped(KEPT)
def _beside(form: str, where: str, start: int, end: int) -> Iterable[str]:
    return (f"at={where}", f"{form}@{where}", f"{form}@{where}{start}", f"{form}@{where}/{end}")


@grouped(KEPT)
def _within(form: str, kind: str, part: int, index: int, back: int) -> Iterable[str]:
    return (f"{form}@part{part}", f"index={index}", f"back={back}", f"page={kind}&{form}")


def _place(lines: list[Line], setting: Setting) -> Iterator[tuple[Group, Group]]:
    """Yield where each line stands in the page and beside the running text."""
    count = len(lines)
    kind = "empty" if setting.first >= count else "small" if count < 12 else "page"
    for at, form in enumerate(setting.forms):
        where = "above" if at < setting.first else "below" if at > setting.last else "in"
        start, end = bisect_left(_STEPS, abs(at - setting.first)), bisect_left(_STEPS, abs(setting.last - at))
        part, index, back = bisect_left(_PARTS, at / count), bisect_left(_STEPS, at), bisect_left(_STEPS, count - 1 - at)
        yield _beside(form, where, start, end), _within(form, kind, part, index, back)


def _texts(lines: list[Line], setting: Setting) -> Iterator[tuple[Group]]:
    """Yield how much running text stands above and below each line, in all and close to it."""
    prose = setting.prose
    above = [0, *itertools.accumulate(prose)]
    sizes = [0, *itertools.accumulate(line.length if flag else 0 for line, flag in zip(lines, prose, strict=True))]
    total = above[-1]
    count = len(lines)
    for at in range(count):
        before, after = above[at], total - above[at + 1]
        near_above = sizes[at] - sizes[max(at - 5, 0)]
        near_below = sizes[min(at + 6, count)] - sizes[at + 1]
        a, b = bisect_left(_SIZES, near_above), bisect_left(_SIZES, near_below)
        yield (_texted(setting.forms[at], bisect_left(_FEW, before), bisect_left(_FEW, after), a, b),)


@grouped(KEPT)
def _texted(form: str, before: int, after: int, a: int, b: int) -> Iterable[str]:
    return (f"{form}above{before}", f"{form}below{after}", f"{form}near{a}^", f"{form}near{b}v", f"{form}near{a}x{b}")


def _runs(lines: list[Line], setting: Setting) -> Iterator[tuple[Group, Group]]:
    """Yield how long the run of texts or of other lines is that a line stands in, and where in it it stands."""
    prose = setting.prose
    at = 0
    while at < len(lines):
        end = at
        while end + 1 < len(lines) and prose[end + 1] == prose[at]:
            end += 1
        size = bisect_left(_FEW, end - at + 1)
        announced = -1
        for here in range(at, end + 1):
            if announced < 0 and here and lines[here - 1].colon and lines[here - 1].words >= 2:
                announced = here
            found = _run(setting.forms[here], size, bisect_left(_FEW, here - at), bisect_left(_FEW, end - here))
            yield found, _announced(bisect_left(_STEPS, here - announced), size) if announced >= 0 else NONE
        at = end + 1


@grouped(KEPT)
def _run(form: str, size: int, start: int, end: int) -> Iterable[str]:
    return (f"{form}run{size}", f"{form}run^{start}", f"{form}run{end}v", f"{form}run{size}:{start}")


@grouped(KEPT)
def _announced(far: int, size: int) -> Iterable[str]:
    return (f"announced{far}", f"announced of {size}")


_BESIDE = (-1, 1, 2)
"""Where lines stand that are compared with a line's beginning."""


def _repetition(lines: list[Line], setting: Setting) -> Iterator[tuple[Group]]:
    """Yield whether a line stands on the page again, or begins or ends another near it, and how many lines of its form stand near it."""
    classes = [(min(line.words, 12) // 3, line.terminal, line.kind) for line in lines]
    heads = [*(line.low[:1] if line.words >= 3 else "" for line in lines), "", ""]  # the last stands above the first, too
    said: set[str] = set()
    for at, line in enumerate(lines):
        times = min(setting.counts.get(line.norm, 0), 4)
        again = "" if times < 2 else "before" if line.norm in said else "again"
        if again:
            said.add(line.norm)
        starts = (
            tuple([step for step in _BESIDE if heads[at + step] == heads[at] and _starts_alike(line, lines[at + step])])
            if heads[at]
            else ()
        )
        alike = classes[max(at - 4, 0) : at + 5].count(classes[at]) - 1
        yield (_repeated(setting.forms[at], times, again, starts, alike),)


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


def _shared(lines: list[Line], setting: Setting) -> Iterator[tuple[Group, Group]]:
    """Yield the words that a line shares with the paragraphs around it and with the story."""
    count = len(lines)
    below: list[int] = [count] * (count + 1)
    for at in range(count - 1, -1, -1):
        below[at] = at if setting.prose[at] else below[at + 1]
    last = -1
    for at, (words, prose, form) in enumerate(zip(setting.words, setting.prose, setting.forms, strict=True)):
        if words:
            after = below[at + 1]
            own = prose and setting.first <= at <= setting.last
            share = bisect_left(_SHARES, len(words & setting.told[own]) / len(words))
            yield (
                _around(
                    form,
                    _share(words, setting.words[after]) if after < count else None,
                    _share(words, setting.words[last]) if last >= 0 else None,
                ),
                _told(form, share, bisect_left(_FEW, len(words)), None if prose else _share(words, setting.opening)),
            )
        else:
            yield NONE, NONE
        if prose:
            last = at


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


def _titled(lines: list[Line], setting: Setting) -> Iterator[tuple[Group, Group]]:
    """Yield the words that a line shares with what may be the headline, its own rank as one, and how far below it stands."""
    title = min(setting.ranks, key=setting.ranks.__getitem__, default=-1)
    title_words = setting.words[title] if title >= 0 else set()
    for at, (words, form) in enumerate(zip(setting.words, setting.forms, strict=True)):
        shares = NONE
        if words and title_words and at != title:
            near = at < setting.first + 12 and not setting.prose[at]
            titled = _share(title_words, words) if near else None
            shares = _of_title(form, bisect_left(_FEW, len(words & title_words)), at > title, titled)
        far = -1 if title < 0 else bisect_left(_STEPS, at - title) if at > title else 0
        yield shares, _ranked(form, *setting.ranks.get(at, (-1, False)), far)


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


def _above(lines: list[Line], setting: Setting) -> Iterator[tuple[Group, Group, Group]]:
    """Yield how far above and below a line the cues stand that tell what it may be, and the last barrier above it."""
    above = _distances(lines)
    below = _distances(lines[::-1])[::-1]
    barrier, since, texts, paragraphs = "", 0, 0, 0
    for at, (line, form) in enumerate(zip(lines, setting.forms, strict=True)):
        after = _after(form, barrier, bisect_left(_STEPS, since), min(texts, 4)) if barrier else NONE
        yield _cues(form, "<", above[at]), _cues(form, ">", below[at]), after
        since += 1
        texts += setting.prose[at]
        paragraphs += setting.prose[at]
        if line.barrier >= 3 and line.strength >= 2 and at >= setting.first:
            barrier, since, texts = line.kind, 0, 0
        elif not setting.kind and paragraphs >= 3 and extent.opens_story(line):
            barrier, since, texts = "story", 0, 0


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


def _near(lines: list[Line], setting: Setting) -> Iterator[tuple[Group]]:
    """Yield how many times, names and first persons stand near a line, as they do among readers' comments."""
    dated = _around_each([line.kind == "timestamp" or (line.length < 120 and line.kind == "byline") for line in lines], 5)
    answers = _around_each(["reply" in line.low[:60] or line.kind == "comments" for line in lines], 4)
    menu = _around_each([line.kind in _MENU for line in lines], 8)
    voices = _around_each([_speaks(line.low[:_FAR]) for line in lines], 5)
    named = _around_each([_is_named(line, below) for line, below in itertools.pairwise([*lines, lines[-1]])], 4)
    for found in zip(setting.forms, dated, answers, menu, voices, named, strict=True):
        yield (_counted(*found),)


def _around_each(flags: Sequence[bool], most: int) -> list[int]:
    """Return for each line how many ``flags`` of the lines near it are set, up to ``most``."""
    sums = [0, *itertools.accumulate(flags)]
    above = [0] * _NEAR + sums
    below = (sums[_NEAR + 1 :] + [sums[-1]] * _NEAR)[: len(flags)]
    return [min(high - low, most) for low, high in zip(above, below, strict=False)]


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


def _authors(lines: list[Line], setting: Setting) -> Iterator[tuple[Group]]:
    """Yield whether a line begins with the name of somebody who has signed above, as biographies do, and whether it says a title twice."""
    signed: set[str] = set()
    for line, form in zip(lines, setting.forms, strict=True):
        head = line.text[:_HEAD].split()[:2] if signed else ()
        starts = len(head) == 2 and signed.issuperset(head)
        half = line.length // 2
        twice = line.words >= 4 and line.length <= _TITLE and line.text[:half].rstrip() == line.text[-half:].lstrip()
        yield (_signed(form, starts, twice),)
        if line.kind == "byline" and line.strength >= 2:
            signed.update(word.strip(",;|") for word in line.text[:_HEAD].split() if word[:1].isupper())


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


def _rows(lines: list[Line], setting: Setting) -> Iterator[tuple[Group]]:
    """Yield how many rows of the same form stand near each line, as in lists and tables, and what words its run of them shares with the story."""
    short = [line.length <= ROW and not flag for line, flag in zip(lines, setting.prose, strict=True)]
    heads = [row_form(line.text)[:_HEAD_OF_FORM] if flag else "" for line, flag in zip(lines, short, strict=True)]
    told = _told_of_runs(setting)
    for at, head in enumerate(heads):
        alike = min(heads[max(at - _AROUND, 0) : at + _AROUND + 1].count(head) - 1, 5) if head else 0
        signs = "words" if head == "w" else "number" if head[:1] == "9" else "numbers" if "9" in head else "signs" if head else ""
        place = "below" if at > setting.last else "in" if at >= setting.first else "above"
        yield (_listed(setting.forms[at], told[at], alike, signs, place),)


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
