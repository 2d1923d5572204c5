"""The setting of a line: where it stands in its page, what stands above and below it, what words it shares with the story."""

import dataclasses
import functools
import itertools
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from transforms.text.page.segmentation.labels import extent, passages, retold
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


def features(lines: list[Line], setting: Setting) -> Iterator[Iterator[str]]:
    """Yield for each line the features of its setting."""
    parts = (_place, _texts, _runs, _repetition, _shared, _above, _near, _authors, _rows)
    found = [part(lines, setting) for part in parts]
    found.append(passages.features(lines, setting.prose, setting.words, setting.forms))
    found.append(retold.features(lines, setting.forms))
    return itertools.starmap(itertools.chain, zip(*found, strict=True))


def _form(line: Line, prose: bool) -> str:
    return "p" if prose else "s" if line.sentence else "t" if line.words >= 5 else "n"


@functools.lru_cache(maxsize=1 << 15)
def _placed(form: str, kind: str, where: str, start: int, end: int, part: int, index: int, back: int) -> tuple[str, ...]:
    return (
        f"at={where}", f"{form}@{where}", f"{form}@{where}{start}", f"{form}@{where}/{end}", f"{form}@part{part}", f"index={index}", f"back={back}",
        f"page={kind}&{form}",
    )  # fmt: skip


def _place(lines: list[Line], setting: Setting) -> Iterator[tuple[str, ...]]:
    """Yield where each line stands in the page and beside the running text."""
    count = len(lines)
    kind = "empty" if setting.first >= count else "small" if count < 12 else "page"
    for at in range(count):
        where = "above" if at < setting.first else "below" if at > setting.last else "in"
        start, end = bisect_left(_STEPS, abs(at - setting.first)), bisect_left(_STEPS, abs(setting.last - at))
        part = bisect_left(_PARTS, at / count)
        yield _placed(setting.forms[at], kind, where, start, end, part, bisect_left(_STEPS, at), bisect_left(_STEPS, count - 1 - at))


def _texts(lines: list[Line], setting: Setting) -> Iterator[tuple[str, ...]]:
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
        yield _texted(setting.forms[at], bisect_left(_FEW, before), bisect_left(_FEW, after), a, b)


@functools.lru_cache(maxsize=1 << 15)
def _texted(form: str, before: int, after: int, a: int, b: int) -> tuple[str, ...]:
    return (f"{form}above{before}", f"{form}below{after}", f"{form}near{a}^", f"{form}near{b}v", f"{form}near{a}x{b}")


def _runs(lines: list[Line], setting: Setting) -> Iterator[tuple[str, ...]]:
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
            found = _run(setting.forms[here], size, bisect_left(_FEW, here - at), bisect_left(_FEW, end - here))
            if announced < 0 and here and lines[here - 1].colon and lines[here - 1].words >= 2:
                announced = here
            yield (*found, f"announced{bisect_left(_STEPS, here - announced)}", f"announced of {size}") if announced >= 0 else found
        at = end + 1


@functools.lru_cache(maxsize=1 << 15)
def _run(form: str, size: int, start: int, end: int) -> tuple[str, ...]:
    return (f"{form}run{size}", f"{form}run^{start}", f"{form}run{end}v", f"{form}run{size}:{start}")


def _repetition(lines: list[Line], setting: Setting) -> Iterator[list[str]]:
    """Yield whether a line stands on the page again, or begins or ends another near it, and how many lines of its form stand near it."""
    classes = [(min(line.words, 12) // 3, line.terminal, line.kind) for line in lines]
    positions: dict[str, int] = {}
    for at, line in enumerate(lines):
        found = []
        norm = line.norm
        if setting.counts.get(norm, 0) >= 2:
            found.append(f"again={min(setting.counts[norm], 4)}&{setting.forms[at]}")
            found.append("said before" if norm in positions else "said again")
            positions[norm] = at
        if line.words >= 3:
            for step in (-1, 1, 2):
                other = lines[at + step] if 0 <= at + step < len(lines) else None
                if (
                    other is not None
                    and other.words >= 3
                    and (other.low.startswith(line.low[:120]) or line.low.startswith(other.low[:120]))
                ):
                    found.append(f"same start{step:+}")
        alike = classes[max(at - 4, 0) : at + 5].count(classes[at]) - 1
        found.append(f"alike={alike}&{setting.forms[at]}")
        yield found


def _shared(lines: list[Line], setting: Setting) -> Iterator[list[str]]:
    """Yield the words that a line shares with the paragraphs around it, with the story, and with what may be its headline."""
    count = len(lines)
    below: list[int] = [count] * (count + 1)
    for at in range(count - 1, -1, -1):
        below[at] = at if setting.prose[at] else below[at + 1]
    last = -1
    title = min(setting.ranks, key=setting.ranks.__getitem__, default=-1)
    title_words = setting.words[title] if title >= 0 else set()
    for at, words in enumerate(setting.words):
        found: list[str] = []
        size = len(words)
        prose, form = setting.prose[at], setting.forms[at]
        if size:
            after = below[at + 1]
            if after < count:
                found.append(f"{form}&next{_share(words, setting.words[after])}")
            if last >= 0:
                found.append(f"{form}&last{_share(words, setting.words[last])}")
            own = prose and setting.first <= at <= setting.last
            share = bisect_left(_SHARES, len(words & setting.told[own]) / size)
            found += (f"{form}&story{share}", f"{form}&story{share}&{bisect_left(_FEW, size)}")
            if not prose:
                found.append(f"{form}&opening{_share(words, setting.opening)}")
            if title_words and at != title:
                found.append(f"{form}&title{bisect_left(_FEW, len(words & title_words))}&{'below' if at > title else 'above'}")
                if at < setting.first + 12 and not prose:
                    found.append(f"{form}&titled{_share(title_words, words)}")
        if at in setting.ranks:
            rank, sure = setting.ranks[at]
            found += (f"rank={rank}", f"rank={rank}&{form}")
            if sure:
                found.append(f"sure&{form}")
        if title >= 0 and at > title:
            found.append(f"below title={bisect_left(_STEPS, at - title)}&{form}")
        elif title >= 0:
            found.append(f"above title&{form}")
        yield found
        if prose:
            last = at


def _share(words: set[str], others: set[str]) -> str:
    shared = len(words & others)
    return f"{bisect_left(_SHARES, shared / len(words))}.{min(shared, 3)}"


_BETWEEN = frozenset({"byline", "timestamp", "teaser", "comments", "author_bio", "legal", "promo", "caption", "credit", "credit_line"})


def _above(lines: list[Line], setting: Setting) -> Iterator[list[str]]:
    """Yield how far above and below a line the cues stand that tell what it may be, and the last barrier above it."""
    above = _distances(lines)
    below = _distances(lines[::-1])[::-1]
    barrier, since, texts, paragraphs = "", 0, 0, 0
    for at, line in enumerate(lines):
        form = setting.forms[at]
        found = [f"{form}<{kind}{far}" for kind, far in above[at]]
        found += [f"{form}>{kind}{far}" for kind, far in below[at]]
        if barrier:
            found += (
                f"{form}after={barrier}",
                f"{form}after={barrier}{bisect_left(_STEPS, since)}",
                f"{form}after={barrier}&{min(texts, 4)}",
            )
        yield found
        since += 1
        texts += setting.prose[at]
        paragraphs += setting.prose[at]
        if line.barrier >= 3 and line.strength >= 2 and at >= setting.first:
            barrier, since, texts = line.kind, 0, 0
        elif not setting.kind and paragraphs >= 3 and extent.opens_story(line):
            barrier, since, texts = "story", 0, 0


def _distances(lines: Sequence[Line]) -> list[list[tuple[str, int]]]:
    """Return for each line the kinds of the cues above it with their distances, the near ones only."""
    seen: dict[str, int] = {}
    result = []
    for at, line in enumerate(lines):
        result.append([(kind, bisect_left(_STEPS, at - there)) for kind, there in seen.items() if at - there <= 9])
        if line.kind in _BETWEEN and line.strength >= 2:
            seen[line.kind] = at
    return result


def _near(lines: list[Line], setting: Setting) -> Iterator[tuple[str, ...]]:
    """Yield how many times, names and first persons stand near a line, as they do among readers' comments."""
    dated = _sums([line.kind == "timestamp" or (line.length < 120 and line.kind == "byline") for line in lines])
    answers = _sums(["reply" in line.low[:60] or line.kind == "comments" for line in lines])
    menu = _sums([line.kind in ("navigation", "teaser", "legal", "promo") for line in lines])
    voices = _sums([" i " in line.low[:400] or line.low.startswith(("i ", "you ")) or " you " in line.low[:400] for line in lines])
    named = _sums([_is_named(line, below) for line, below in itertools.pairwise([*lines, lines[-1]])])
    count = len(lines)
    for at, form in enumerate(setting.forms):
        low, high = max(at - _NEAR, 0), min(at + _NEAR + 1, count)
        found = (sums[high] - sums[low] for sums in (dated, answers, menu, voices, named))
        yield _counted(form, *map(min, found, (5, 4, 8, 5, 4)))


def _is_named(line: Line, below: Line) -> bool:
    """Return whether a line of a few words stands right above text, as the names of commenters do."""
    return 1 <= line.words <= 3 and not line.terminal and not line.colon and line.length <= 30 and below.sentence


@functools.lru_cache(maxsize=1 << 15)
def _counted(form: str, dated: int, answers: int, menu: int, voices: int, named: int) -> tuple[str, ...]:
    return (
        f"{form}dated{dated}", f"{form}answers{answers}", f"{form}menu{menu}", f"{form}voices{voices}", f"{form}named{named}",
        f"{form}named{named}&voices{min(voices, 3)}",
    )  # fmt: skip


_HEAD = 60
"""Characters at the beginning of a line in which the name of its author is sought."""
_TITLE = 240
"""Characters of the longest line that may say a title twice."""


def _authors(lines: list[Line], setting: Setting) -> Iterator[tuple[str, ...]]:
    """Yield whether a line begins with the name of somebody who has signed above, as biographies do, and whether it says a title twice."""
    signed: set[str] = set()
    for line, form in zip(lines, setting.forms, strict=True):
        head = line.text[:_HEAD].split()[:2]
        starts = len(head) == 2 and signed.issuperset(head)
        half = line.length // 2
        twice = line.words >= 4 and line.length <= _TITLE and line.text[:half].rstrip() == line.text[-half:].lstrip()
        yield (*((f"author first&{form}",) if starts else ()), *((f"twice&{form}",) if twice else ()))
        if line.kind == "byline" and line.strength >= 2:
            signed.update(word.strip(",;|") for word in line.text[:_HEAD].split() if word[:1].isupper())


ROW = 160
"""Characters of the longest line that may be a row of a list or table."""
_HEAD_OF_FORM = 4
"""Signs of a row's form by which rows of one list are known: what follows may be missing."""
_AROUND = 4
"""Lines above and below in which rows of the same form are counted."""
_PIECE = re.compile(r"(?P<w>[^\W\d_]+(?:[-'’.&\s]+[^\W\d_]+)*\.?)|(?P<n>\d+(?:[.,]\d+)*)|(?P<s>[^\w\s])")


@functools.lru_cache(maxsize=1 << 14)
def row_form(text: str) -> str:
    """Return the form of a row: ``w`` for words, ``9`` for a number, and the signs between them.

    >>> row_form("Lowton Town 34, St. Brendan 21"), row_form("• Under 12: free")
    ('w9,w9', '•w9:w')
    """
    return "".join("w" if found.lastgroup == "w" else "9" if found.lastgroup == "n" else found.group() for found in _PIECE.finditer(text))


def _rows(lines: list[Line], setting: Setting) -> Iterator[list[str]]:
    """Yield how many rows of the same form stand near each line, as in lists and tables, and what words its run of them shares with the story."""
    short = [line.length <= ROW and not flag for line, flag in zip(lines, setting.prose, strict=True)]
    heads = [row_form(line.text)[:_HEAD_OF_FORM] if flag else "" for line, flag in zip(lines, short, strict=True)]
    told = _told_of_runs(setting)
    for at, head in enumerate(heads):
        found = []
        if setting.forms[at] != "p":
            found.append(f"run told{told[at]}&{setting.forms[at]}")
        if head:
            alike = min(heads[max(at - _AROUND, 0) : at + _AROUND + 1].count(head) - 1, 5)
            signs = "words" if head == "w" else "number" if head[0] == "9" else "numbers" if "9" in head else "signs"
            place = "below" if at > setting.last else "in" if at >= setting.first else "above"
            found += (f"rows{alike}&{signs}", f"rows{alike}&{signs}&{place}&told{told[at]}")
        yield found


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


def _sums(flags: Sequence[bool]) -> list[int]:
    return [0, *itertools.accumulate(map(int, flags))]
