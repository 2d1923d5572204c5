"""Lines of a page: where they lie, and the features that the rules read.

A line is what stands between two line breaks (any that ``str.splitlines`` knows), without blank edges. Everything later is decided on
lines; blocks are lines, parts of lines or runs of lines.
"""

import dataclasses
import functools
import itertools
import re
from collections.abc import Iterator

from transforms.text.lexicon import data, reporting
from transforms.text.lexicon.loading import KEPT

SEEN = 2000
"""Characters of a line that features are computed from: enough for any paragraph, and a bound for hostile input."""

MAX_LINES = 20_000
"""Lines of a page that are read: each takes about 3 kB while it is decided what it is. Long pages have two thousand."""

MAX_CHARACTERS = 5_000_000
"""Characters of a page that are read."""

_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE = re.compile(r"[\xad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]+")
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_TERMINAL = re.compile(r"(?:[.!?…]|\.\.\.)[\"'”’»)\]]*$")
_OPEN_END = re.compile(
    r"(?:,|\b(?:the|a|an|of|and|or|to|in|on|at|by|for|with|from|that|which|who|as|is|was|were|are|had|has|have|his|her|their|its|than|but|into))$"
)
_NORMAL_WORD = re.compile(r"[a-z0-9]+")
_SIGNED = re.compile(r"by |(?:posted|published|updated|submitted|written|filed|added) (?:on|by|in|at|\d)")
"""What begins in lower case and still is a byline or a time of its own."""
_BY = re.compile(r"(?:By|BY) [A-ZÀ-Þ][^!?\n]{2,49}[^.!?,;\n]$")
"""What may be a byline below the last line of a hard-wrapped text."""
_RAGGED, _SHORT, _FULL = 6, 90, 40
"""Lines from which on a run may be paragraphs broken at any place, characters of its longest line, and of a line that is not cut short."""
_SENTENCE_BREAK = re.compile(r"[.!?…][\"'”’)\]]*\s+[\"'“‘(\[]?[A-Z0-9]")
_EMOJI = re.compile("[\u2600-\u27bf\U0001f1e6-\U0001faff]")
_GLUED = re.compile(r"[A-Z](?<=[a-zß-ÿ]{2}[A-Z])[a-z]")
_SAYING = (*sorted(reporting.forms("speech")), "according")
_SPEECH = re.compile(rf"\b(?:{'|'.join(_SAYING)})\b")
_FUNCTION_WORDS = data.words("segmentation/function_words.txt")


@dataclasses.dataclass(slots=True)
class Line:
    """One line (or part of one): ``start`` and ``end`` in the source text, and its features.

    ``gap`` is the number of line breaks before it (0: it was parted from the piece before inside one line). ``text`` to ``prose`` are features
    of its wording; it is a ``sentence`` if it reads like one or more whole ones, ``prose`` if like a paragraph of running text. What follows is
    filled by cues (:meth:`mark`) and in the end by a label (:meth:`settle`): ``kind`` is a kind of the contract, or ``credit`` (a picture's, which
    the contract calls ``credit_line``), or as a cue ``dateline``; ``why`` names the rule; ``strength`` says how sure a cue is: 3 wherever it
    stands, 2 outside the story and where it is no sentence, 1 only where nothing speaks against it; ``barrier`` is its weight against the story
    going on; ``group`` numbers the lines of one blurb.
    """

    start: int
    end: int
    gap: int
    text: str
    low: str
    norm: str
    length: int
    words: int
    function_share: float
    capital_share: float
    upper: bool
    terminal: bool
    colon: bool
    sentences: int
    sentence: bool
    prose: bool
    kind: str = ""
    why: str = ""
    strength: int = 0
    barrier: int = 0
    group: int = 0

    def mark(self, kind: str, strength: int, why: str, barrier: int = 0) -> None:
        """Note a cue: what the line seems to be, and how surely."""
        self.kind, self.strength, self.why, self.barrier = kind, strength, why, barrier

    def settle(self, kind: str, why: str) -> None:
        """Decide what the line is."""
        self.kind, self.why = kind, why


def spans(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Yield start, end and gap of the lines of ``text[start:end]``, blank edges left out, blank lines skipped.

    >>> list(spans("ab \\n\\n c", 0, 7))
    [(0, 2, 0), (6, 7, 2)]
    """
    last = start
    for found in _LINE.finditer(text, start, end):
        piece = found.group()
        bare = piece.strip()
        if bare:
            low = found.start() + len(piece) - len(piece.lstrip())
            gap = sum(1 for _ in _BREAK.finditer(text, last, low))
            yield low, low + len(bare), gap
            last = low + len(bare)


def end_of_reading(text: str, start: int) -> int:
    """Return where reading the page ``text`` from ``start`` on ends: its end, or that of the last line within the bounds; where that line goes on
    for more than half of them, a blank in it.
    """
    stop = min(len(text), start + MAX_CHARACTERS)
    if stop == len(text) and stop - start <= MAX_LINES:
        return stop
    beyond = next(itertools.islice(_LINE.finditer(text, start, stop), MAX_LINES, None), None)
    if beyond is not None:
        return beyond.start()
    if stop == len(text):
        return stop
    return next((at for mark in "\n\r " if (at := text.rfind(mark, (start + stop) // 2, stop)) >= 0), stop)


def normal(text: str) -> str:
    """Return ``text`` as the furniture lists hold it: lower-case letters and digits, everything else one blank.

    >>> normal("Share  this ‘Article’ »")
    'share this article'
    """
    return " ".join(_NORMAL_WORD.findall(text.lower()))


def make(text: str, start: int, end: int, gap: int) -> Line:
    """Return the line ``text[start:end]`` with its features."""
    length = end - start
    seen = text[start : min(end, start + SEEN)]
    if length <= _CACHED:
        return Line(start, end, gap, *_known_features(seen))
    if length <= SEEN:
        return Line(start, end, gap, *_features(seen))
    clean, low, _, _, words, function, capital, upper, _, _, sentences, _, _ = _features(seen)
    tail = _INVISIBLE.sub("", text[end - 8 : end])
    ends = _TERMINAL.search(tail) is not None
    words = words * length // SEEN
    reads = _reads(words, function, ends, sentences)
    return Line(start, end, gap, clean, low, "", length, words, function, capital, upper, ends, tail.endswith(_COLON), sentences, *reads)


_CACHED = 60
"""Characters of the longest line whose features are kept for the next page: menus repeat on every page of an outlet."""
_COLON = (":", ":”", ':"')
_Features = tuple[str, str, str, int, int, float, float, bool, bool, bool, int, bool, bool]


def _features(seen: str) -> _Features:
    """Return what :class:`Line` holds from ``text`` to ``prose``, for the line ``seen``."""
    clean = seen if seen.isascii() else _INVISIBLE.sub("", seen).strip()
    words = _WORD.findall(clean)
    low = clean.lower()
    count = len(words)
    function = sum(map(_FUNCTION_WORDS.__contains__, low.split()))
    capital = sum([w[0].isupper() for w in words])
    tail = clean[-8:]
    share = function / count if count else 0.0
    ends, sentences = _TERMINAL.search(tail) is not None, 1 + len(_SENTENCE_BREAK.findall(clean))
    return (
        clean, low, " ".join(_NORMAL_WORD.findall(low)) if len(clean) <= 160 else "", len(seen), count, share, capital / count if count else 0.0,
        count > 0 and clean.isupper(), ends, tail.endswith(_COLON), sentences, *_reads(count, share, ends, sentences),
    )  # fmt: skip


def _reads(words: int, function_share: float, terminal: bool, sentences: int) -> tuple[bool, bool]:
    """Return whether a line reads like one or more whole sentences, and whether like a paragraph of running text."""
    sentence = terminal and words >= 4 and (function_share >= 0.12 or words >= 25 or (sentences >= 2 and words >= 8))
    return sentence, (words >= 30 and function_share >= 0.2) or (terminal and words >= 8 and function_share >= 0.15)


_known_features = functools.lru_cache(maxsize=KEPT)(_features)


def reports_speech(text: str) -> bool:
    """Return whether ``text`` quotes or reports speech, as paragraphs do and captions hardly ever.

    >>> reports_speech("The pier is closed, the mayor said."), reports_speech("The pier on Monday.")
    (True, False)
    """
    if text.startswith(('"', "“", "‘")):
        return True
    return any(map(text.__contains__, _SAYING)) and _SPEECH.search(text) is not None


def has_emoji(text: str) -> bool:
    """Return whether ``text`` holds a pictograph or a flag."""
    return not text.isascii() and bool(_EMOJI.search(text))


def is_glued(text: str) -> bool:
    """Return whether ``text`` holds two menu entries or tags without a blank between them.

    >>> is_glued("SportTravel"), is_glued("McCarthy"), is_glued("Sport Travel")
    (True, False, False)
    """
    return _GLUED.search(text) is not None


def unwrap(lines: list[tuple[int, int, int]], text: str) -> list[tuple[int, int, int]]:
    """Return ``lines`` with the lines of hard-wrapped paragraphs joined.

    Joined are a line of 40 characters or more that ends without sentence punctuation and the next line (one line break away) that begins in
    lower case; and, where a third of the line breaks of a run are of that kind, all lines of the run up to one that ends a sentence short.
    """
    joined: list[tuple[int, int, int]] = []
    at = 0
    while at < len(lines):
        run = [lines[at]]
        while at + len(run) < len(lines) and lines[at + len(run)][2] == 1:
            run.append(lines[at + len(run)])
        at += len(run)
        joined.extend(_unwrap_run(run, text) if len(run) > 1 else run)
    return joined


def _unwrap_run(run: list[tuple[int, int, int]], text: str) -> list[tuple[int, int, int]]:
    ragged = _is_ragged(run, text)
    soft = [_continues(text, a, b) or (ragged and _goes_on(text, a, b)) for a, b in itertools.pairwise(run)]
    if not any(soft):
        return run
    longest = max(end - start for start, end, _ in run)
    wrapped = not ragged and len(run) >= 3 and longest <= 130 and sum(soft) * 3 >= len(run) - 1
    result = [run[0]]
    for before, here, is_soft in zip(run, run[1:], soft, strict=False):
        start, end, gap = result[-1]
        if wrapped:
            short = before[1] - before[0] < 0.7 * longest
            signed = _BY.match(text, here[0], here[1]) is not None and _TERMINAL.search(text[max(start, end - 8) : end]) is not None
            join = is_soft or not (short or signed)
        else:
            join = is_soft
        if join:
            result[-1] = (start, here[1], gap)
        else:
            result.append(here)
    return result


def _is_ragged(run: list[tuple[int, int, int]], text: str) -> bool:
    """Return whether the paragraphs of ``run`` are broken at any place, as where each link within them stands on a line of its own."""
    if len(run) < _RAGGED or max(end - start for start, end, _ in run) > _SHORT:
        return False
    cut_short = sum(a[1] - a[0] < _FULL and _goes_on(text, a, b) for a, b in itertools.pairwise(run))
    ending = sum(text[end - 1] in ".!?" for _, end, _ in run)
    return cut_short * 4 >= len(run) and ending >= 2


def _goes_on(text: str, before: tuple[int, int, int], here: tuple[int, int, int]) -> bool:
    """Return whether the line ``here`` goes on with the sentence that the line ``before`` leaves open."""
    if text[before[1] - 1] in '.!?:;"”)|' or _SIGNED.match(text, here[0]):
        return False
    return text[here[0]].islower() or _OPEN_END.search(text[max(before[0], before[1] - 12) : before[1]]) is not None


def _continues(text: str, before: tuple[int, int, int], here: tuple[int, int, int]) -> bool:
    first = text[here[0] : here[0] + 3]
    if _SIGNED.match(text, here[0]):
        return False
    if before[1] - before[0] >= 45 and _OPEN_END.search(text[max(before[0], before[1] - 12) : before[1]]) and here[1] - here[0] > 3:
        return True
    if before[1] - before[0] < 40 or not first[:1].islower() or text[before[1] - 1] in '.!?:;"”)|' or here[1] - here[0] < 4:
        return False
    tail = text[here[0] : min(here[1], here[0] + 400)].split()
    return len(tail) >= 5 or (bool(tail) and text[here[1] - 1] in '.!?"”')
