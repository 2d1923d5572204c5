"""Features of lines: what the model of the labels weighs (see ``labels.model``).

A feature is a short string. It names a form, a length, a place, a cue or a list that a word is in, never a word of open class. Three kinds
are told apart by their first letters: those of the line itself, those of the page around it, and those of the forms of its neighbours.
"""

import functools
import itertools
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence, Set
from typing import Any

from transforms.text.lexicon import data, names
from transforms.text.lexicon.loading import KEPT
from transforms.text.page.segmentation import bylines, datelines, headlines, media, timestamps
from transforms.text.page.segmentation.credits import AGENCIES, LAST_WORDS
from transforms.text.page.segmentation.labels import setting
from transforms.text.page.segmentation.labels.groups import Column, Found, Group, grouped
from transforms.text.page.segmentation.labels.setting import Setting
from transforms.text.page.segmentation.labels.story import TRANSPARENT
from transforms.text.page.segmentation.lines import Line, has_emoji, is_glued, reports_speech

_TELLING = data.words("segmentation/telling_words.txt")
_FUNCTION = data.words("segmentation/function_words.txt")
_TOKEN = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"(?<![\w.])[\d.,:%+-]*\d[\d.,:%]*(?!\w)")
_MONEY = re.compile(r"[$€£¥₹]\s?\d")
# What begins with one of a few rare signs is found fast, so these look back from there at what stands before.
_YEAR = re.compile(r"[12](?:(?<=\b1)9|(?<=\b2)0)\d\d\b")
_SITE = re.compile(r"[.:@](?:(?<=[\w-]\.)(?:com|org|net|co\.uk|ca|in|io|tv)\b|(?<=www\.)|(?<=http:)//|(?<=https:)//|(?<=@)\w)")
_FILE = re.compile(r"[._{};=<>](?:(?<=\.)(?:jpe?g|png|gif|pdf|php|html?|css|js)\b|(?<=\w_)\w|(?<=[{};=<>]))")
_FIRST = frozenset({"i", "i’m", "i'm", "my", "me", "i've", "i’ve"})
_SECOND = frozenset({"you", "your", "you're", "you’re"})
_OURS = frozenset({"we", "our", "us"})
_POINTING = frozenset({"this", "these", "our", "your", "my"})
"""What stands before a word of furniture where a page speaks of itself or to its readers."""
_QUOTES = ('"', "“", "”")
_HERS = frozenset({"he", "she", "his", "her", "they", "their"})
_ING = re.compile(r"^\W*(?:(?:[A-Z][\w’'-]*\s){1,5}|(?:An?|The|Two|Three|Several|Some|People|Members)\s(?:\w+\s){0,4})\w+ing\b")
_DOES = re.compile(
    r"^\W*(?:[A-Z][\w’'.-]*,?\s){1,6}(?:(?:and|of|the|in|from|at)\s(?:[A-Z][\w’'.-]*,?\s){1,4})?(?:[a-z]{2,}s|is|are|was|were)\b"
)
_BULLET = re.compile(r"^(?:[•●▪◦‣·*–—-]\s*|\d{1,2}[.)]\s+)\S")
_SPEAKER = re.compile(r"^[A-Z][\w.’' -]{1,40}:\s\S")
_LEAD = re.compile(r"\([A-Z]{2,6}\)\s?[-–—]\s")
"""The agency or station with which a lead begins that names no place."""
_CITED = re.compile(r"""(?:'[^'"]+|‘[^‘’"]+|"[^"]+|“[^“”]+)(?<![.,!?…:;])['’"”]""")
"""A whole line in quotation marks that is no sentence: as British papers set sub-headings."""
_FEW = 9
_FEW_WORDS = (0, 1, 2, 3, 5)
_BAR = re.compile(r"[|»›•·–—-](?:(?<=[|»›•·])|(?<=\s[–—-])\s)")

_WORDS = (0, 1, 2, 3, 4, 6, 9, 14, 20, 30, 45, 80, 150)
_LENGTHS = (3, 8, 14, 22, 32, 45, 60, 80, 110, 160, 240, 400, 700, 1200)
_SHARES = (0.0, 0.08, 0.16, 0.24, 0.32, 0.42, 0.55)
_CAPITALS = (0.0, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9, 0.99)
_TELLS = 200
"""Characters of the longest line whose words of furniture are looked at: any paragraph holds one."""
_BIOGRAPHY = 600
"""Characters of the longest line of which it is asked whether it begins with a given name."""
_LONGEST_FORM = 8
"""Signs of the longest form of a row that is a feature."""
SHORT = 80
"""Characters of the longest line whose own features a process keeps: menus repeat on every page of an outlet."""


def shape(line: Line) -> str:
    """Return the form of a line in one word: what the lines around it see of it."""
    if line.kind and line.strength >= 2:
        return line.kind
    if line.prose:
        return "P1" if line.length < 120 else "P2" if line.length < 300 else "P3"
    if line.sentence:
        return "S"
    if not line.words:
        return "0"
    if line.kind and line.strength == 1:
        return "menu"
    if line.terminal:
        return "Q" if line.text.endswith("?") else "E1" if line.words < 4 else "E2"
    if line.colon:
        return ":"
    if line.words >= 14:
        return "L"
    size = "1" if line.words <= 2 else "3" if line.words <= 4 else "5" if line.words <= 8 else "9"
    return ("U" if line.upper else "T") + size


def own(line: Line) -> Found:
    """Return the features of the wording of a line and of its cue."""
    if line.length > SHORT:
        return Found((_sized(*_sizes(line)), _cued(*_cue(line)), _edged(*_edges(line))), tuple(_alone(line)))
    key = (line.text, line.kind, line.strength, line.why)
    known = _KNOWN.get(key)
    if known is None:
        if len(_KNOWN) >= KEPT:
            _KNOWN.clear()
        parts = (_sized(*_sizes(line)), _cued(*_cue(line)), _edged(*_edges(line)), _alone(line))
        known = _KNOWN[key] = Found((Group(itertools.chain.from_iterable(parts)),))
    return known


_KNOWN: dict[tuple[str, str, int, str], Found] = {}


def _sizes(line: Line) -> tuple[str, int, int, int, int, int]:
    words, length = bisect_left(_WORDS, line.words), bisect_left(_LENGTHS, line.length)
    function, capitals = bisect_left(_SHARES, line.function_share), bisect_left(_CAPITALS, line.capital_share)
    return shape(line), words, length, function, capitals, min(line.sentences, 5)


@grouped(KEPT)
def _sized(form: str, words: int, length: int, function: int, capitals: int, sentences: int) -> Iterable[str]:
    return (
        "bias", f"form={form}", f"words={words}", f"length={length}", f"function={function}", f"capitals={capitals}", f"sentences={sentences}",
    )  # fmt: skip


def _cue(line: Line) -> tuple[str, int, str, int]:
    """Return what is seen of the cue of a line: its kind, its strength, its rule and its barrier."""
    listed = line.why.startswith("line:")
    rule = "line:" if listed else "" if line.why.startswith(("below '", "above '")) else line.why
    return line.kind, line.strength, rule, line.barrier


@grouped(KEPT)
def _cued(kind: str, strength: int, rule: str, barrier: int) -> Iterator[str]:
    if not kind:
        yield "cue=none"
        return
    yield f"cue={kind}{strength}"
    if rule == "line:":
        yield f"list={kind}{barrier}"
    elif rule:
        yield f"rule={rule}"
    if barrier:
        yield f"barrier={barrier}"


def _edges(line: Line) -> tuple[str, str, int, bool, bool]:
    """Return the signs with which a line begins and ends, its size, and whether it begins with a bullet or with who speaks."""
    text = line.text
    end, start = _sign(text[-1:]), _sign(text[:1])
    if text.endswith(("...", "…")):
        end = "dots"
    elif end in "\"”’'»)]" and line.terminal:
        end += "."
    return end, start, bisect_left(_WORDS, line.words), _BULLET.match(text) is not None, _SPEAKER.match(text) is not None


@grouped(KEPT)
def _edged(end: str, start: str, words: int, bullet: bool, speaker: bool) -> Iterator[str]:
    yield f"end={end}"
    yield f"start={start}"
    yield f"end={end}&words={words}"
    if bullet:
        yield "bullet"
    if speaker:
        yield "speaker"


def _sign(sign: str) -> str:
    return "a" if sign.islower() else "A" if sign.isupper() else "1" if sign.isdigit() else "x" if sign.isalpha() else sign


def _alone(line: Line) -> Iterator[str]:
    """Yield the features of a line's wording that stand alone: of its inner forms and its words."""
    yield from _inner(line)
    tokens = _TOKEN.findall(line.low[:600])
    yield from _words(line, tokens)
    if line.length <= setting.ROW and not line.prose:
        form = setting.row_form(line.text)
        if 1 < len(form) <= _LONGEST_FORM:
            yield f"row={form}"
    if 4 < line.length <= 200:
        yield from _names(line, tokens)
    elif line.length <= _BIOGRAPHY and tokens and tokens[0].capitalize() in names.lexicon().given:
        yield "given first"


def _inner(line: Line) -> Iterator[str]:
    text = line.text
    if line.upper:
        yield f"upper={'long' if line.length >= 30 else 'short'}"
    if line.sentence:
        yield "sentence"
    if line.prose:
        yield "prose"
        if (text[:2].isupper() and datelines.find(text) is not None) or _LEAD.match(text):
            yield "dateline"
    if _DIGIT.search(text):
        yield from _numbers(line)
    if "." in text or "@" in text:
        if _SITE.search(text):
            yield "site"
        if _FILE.search(text):
            yield "file"
    if _BAR.search(text):
        yield "bar"
    if is_glued(text):
        yield "glued"
    if has_emoji(text):
        yield "emoji"
    if line.length > 20 and reports_speech(text):
        yield "speech"
    if line.words <= _FEW and _CITED.fullmatch(text):
        yield "cited"
    for sign, name in (("“", "quoted"), ('"', "quoted"), ("!", "exclaims"), ("?", "asks")):
        if sign in text:
            yield name
    if line.words >= 4:
        yield from _doing(line)
    if line.length <= 700:
        yield from _ended(text)


def _numbers(line: Line) -> Iterator[str]:
    """Yield what the numbers of a line say."""
    text = line.text
    numbers = len(_NUMBER.findall(text[:400]))
    yield f"numbers={min(numbers, 4)}"
    if numbers * 2 >= line.words:
        yield "figures"
    if _YEAR.search(text):
        yield f"year&sentences={min(line.sentences, 3)}"
    if _MONEY.search(text):
        yield "money"
    if line.length <= 200:
        if timestamps.has_date(text):
            yield f"date&sentence={line.sentence}"
        if media.is_clock(text):
            yield "clock"


def _doing(line: Line) -> Iterator[str]:
    """Yield whether a line begins with somebody who does something, as captions do."""
    head = line.text[:120]
    if "ing" in head and _ING.match(head):
        yield f"doing&sentences={min(line.sentences, 3)}"
    does = _DOES.match(head)
    if does is not None:
        yield f"does{does.group()[-1:]}&sentences={min(line.sentences, 3)}"


def _ended(text: str) -> Iterator[str]:
    """Yield whether the last words are a news agency or a picture archive, as below pictures."""
    tail = text[-40:].rstrip(" .)]").lower().replace("/", " ").split()
    if not tail or tail[-1] not in LAST_WORDS:
        return
    for size in (1, 2, 3):
        if " ".join(tail[-size:]) in AGENCIES and len(tail) >= size:
            yield f"ends with agency&{'all' if len(text) < 40 and len(tail) == size else 'more'}"
            return


def _words(line: Line, tokens: list[str]) -> Iterator[str]:
    if not tokens:
        return
    cites = any(map(line.text.__contains__, _QUOTES))
    telling = frozenset[str]() if cites else _TELLING.intersection(tokens)  # what somebody says is no furniture
    yield f"telling={bisect_left(_FEW_WORDS, len(telling))}&{bisect_left(_WORDS, line.words)}"
    if line.length <= _TELLS:
        for word in sorted(telling):
            yield f"says={word}"
    if telling:
        yield from _phrases(tokens, telling, long=line.length > _TELLS)
    if tokens[0] in _FUNCTION:
        yield f"first={tokens[0]}"
    if tokens[0] in _TELLING:
        yield f"tells={tokens[0]}"
    if tokens[-1] in _FUNCTION:
        yield "ends open"
    persons = [name for name, words in (("I", _FIRST), ("you", _SECOND), ("we", _OURS), ("she", _HERS)) if not words.isdisjoint(tokens)]
    for name in persons:
        yield f"person={name}"
    if "you" in persons and "we" in persons and not cites:
        yield f"we and you&{min(line.sentences, 3)}"
    if line.text[:1].islower():
        yield "lower"


def _phrases(tokens: list[str], telling: Set[str], *, long: bool) -> Iterator[str]:
    """Yield the words of furniture with the word beside them, one of theirs or a function word ("sign up"); in long lines only "this story"."""
    for one, two in itertools.pairwise(tokens):
        if two in telling:
            beside = one in _POINTING or (not long and (one in telling or one in _FUNCTION))
        else:
            beside = not long and one in telling and two in _FUNCTION
        if beside:
            yield f"{one} {two}"


def _names(line: Line, tokens: list[str]) -> Iterator[str]:
    text = line.text
    given = names.lexicon().given
    named = [token.capitalize() in given for token in tokens[:8]]
    if named and named[0] and text[:1].isupper():
        yield "given first"
        if line.words <= 4 and line.capital_share == 1.0:
            yield "given alone"
    elif len(named) > 1 and any(named[1:]):
        yield "given"
    if line.words >= 2 and headlines.is_no_headline(text):
        yield "no headline"
    if line.words <= 10 and not line.terminal and line.capital_share >= 0.5:
        if bylines.is_name(text):
            yield "name"
        elif bylines.is_role(text):
            yield "role"
        if bylines.is_agency(text):
            yield "agency"
        if _DIGIT.search(text) and bylines.is_aged_name(text):
            yield "aged name"


OFFSETS = (-3, -2, -1, 1, 2, 3)
_FARTHEST = 3


def _neighbour(line: Line, form: str) -> tuple[Group, ...]:
    """Return what the neighbours of a line see of it: its form, its end, its size, its cue and its beginning."""
    end = _sign(line.text[-1:])
    end = "." if line.terminal and end not in "?!" else end
    return _seen(form, end, bisect_left(_WORDS, line.words), line.kind, line.strength, _sign(line.text[:1]))


@functools.lru_cache(maxsize=KEPT)
def _seen(form: str, end: str, words: int, kind: str, strength: int, start: str) -> tuple[Group, ...]:
    """Return the features of the lines that see a line of this kind, by the offset at which they see it."""
    return _by_offset((form, f"{end}{words}", f"{kind}{strength}", f"starts {start}"))


def _by_offset(forms: Sequence[str]) -> tuple[Group, ...]:
    return tuple(Group(f"{offset:+}:{form}" for form in (forms if abs(offset) <= 2 else forms[:1])) for offset in OFFSETS)


_EDGE = _by_offset(("edge",))


def around(lines: Sequence[Line]) -> list[Column]:
    """Return the features of the lines' neighbours' forms, a column for each offset and two for what stands on both sides."""
    forms = list(map(shape, lines))
    shapes = ["^", *forms, "$"]
    rough = ["^", "^", *map(_rough, lines, forms), "$", "$"]
    seen = zip(_EDGE, _EDGE, _EDGE, *map(_neighbour, lines, forms), _EDGE, _EDGE, _EDGE, strict=True)
    columns: list[Column] = [one[_FARTHEST + offset :][: len(lines)] for offset, one in zip(OFFSETS, seen, strict=True)]
    columns.append(list(map(_between, shapes, forms, shapes[2:])))
    columns.append(list(map(_sketch, rough, rough[1:], rough[2:], rough[3:], rough[4:], *_solid(lines, rough))))
    return columns


@grouped(KEPT)
def _between(above: str, here: str, below: str) -> Iterable[str]:
    return (f"{above}<{here}", f"{here}>{below}", f"{above}<{here}>{below}", f"{above}<>{below}")


@grouped(KEPT)
def _sketch(one: str, two: str, this: str, four: str, five: str, above: str, below: str) -> Iterable[str]:
    return (f"~{two}{this}{four}", f"~{one}{two}{this}{four}{five}", f"~{above}({this}){below}")


def _rough(line: Line, form: str) -> str:
    """Return the form of a line in one letter: text, title, short line, or what its cue says of it."""
    if line.kind and line.strength >= 2:
        return line.kind[0].upper() if line.kind in TRANSPARENT else line.kind[0]
    if form[0] in "PS" or form == "E2":
        return "p"
    return "q" if form == "Q" else ":" if form == ":" else "t" if form in ("T5", "T9", "U5", "U9", "L") else "s"


def _solid(lines: Sequence[Line], rough: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return for each line the rough form above and that below it, captions, blurbs and notices left out."""
    skipped = [line.kind in TRANSPARENT and line.strength >= 2 for line in lines]
    above, last = [], "^"
    for at, skip in enumerate(skipped):
        above.append(last)
        last = last if skip else rough[at + 2]
    below, last = [], "$"
    for at in range(len(lines) - 1, -1, -1):
        below.append(last)
        last = last if skipped[at] else rough[at + 2]
    return above, below[::-1]


class OfPage(Sequence[Found]):
    """The features of the lines of a page: ``columns`` of what depends on other lines; those of a line alone are made when it is asked for."""

    def __init__(self, lines: Sequence[Line], columns: Sequence[Column]) -> None:
        """Keep what was found of ``lines``."""
        self.lines, self.columns = lines, columns

    def __len__(self) -> int:
        """Return how many lines the page has."""
        return len(self.lines)

    def __getitem__(self, at: Any) -> Any:
        """Return the features of the line ``at``."""
        groups, alone = own(self.lines[at])
        return Found((*groups, *(column[at] for column in self.columns)), alone)


def of_page(lines: list[Line], where: Setting) -> OfPage:
    """Return the features of each line of a page."""
    return OfPage(lines, [*around(lines), *setting.features(lines, where)])
