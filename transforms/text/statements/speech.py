"""Attributions of a paragraph put together: by syntax and by quotation marks, the outermost kept, each with its pieces in offsets."""

import dataclasses

from transforms.text.statements import clauses
from transforms.text.statements.clauses import Attribution, Range
from transforms.text.statements.paragraph import Paragraph

_WINDOW = 12
"""Tokens between a cue and its quotation at most, where the parser does not connect them."""
_STOPS = frozenset([".", "?", "!", ";"])
_JOINS = frozenset([",", ":", "-", "--", "–", "—"]) | {"...", "…"}


@dataclasses.dataclass
class Resolved:
    """The attributions of one paragraph, and the quotations that belong to the paragraph before."""

    attributions: list[Attribution]
    pieces: list[list[tuple[int, int]]]
    carried: list[int]


def resolve(p: Paragraph, open_before: bool) -> Resolved:
    """The outermost attributions of ``p`` in order; ``open_before``: the paragraph before ended within a quotation or announces one."""
    found = clauses.find(p)
    by_head = {item.head: item for item in found}
    owners, carried = _owners(p, by_head, open_before)
    for number, head in owners.items():
        by_head[head].quotations.append(number)
    for item in by_head.values():
        if item.quotations:
            item.content = _with_quotations(p, item)
    kept: list[Attribution] = []
    claimed = [False] * len(p)
    for number in carried:
        for j in _tokens(p, number):
            claimed[j] = True
    for item in sorted(by_head.values(), key=lambda a: (not a.quotations, p.depth[a.head], a.head)):
        if not item.content or claimed[item.head]:
            continue
        own = [j for piece in item.content for j in range(*piece) if not claimed[j]]
        if not any(p.words[j][0].isalnum() for j in own):
            continue
        kept.append(item)
        item.content = _ranges(own)
        for j in own:
            claimed[j] = True
    _separate(kept, p)
    kept = [item for item in kept if any(p.words[j][0].isalnum() for piece in item.content for j in range(*piece))]
    kept.sort(key=lambda a: (a.content[0], a.head))
    return Resolved(kept, [_offsets(p, item) for item in kept], carried)


def _tokens(p: Paragraph, number: int) -> range:
    quotation = p.quotations[number]
    return range(p.token_from(quotation.start), p.token_until(quotation.end))


def _ranges(tokens: list[int]) -> list[Range]:
    ranges: list[Range] = []
    for j in tokens:
        if ranges and ranges[-1][1] == j:
            ranges[-1] = (ranges[-1][0], j + 1)
        else:
            ranges.append((j, j + 1))
    return ranges


def _separate(kept: list[Attribution], p: Paragraph) -> None:
    """Takes cues and sources of all attributions out of all contents."""
    taken: set[int] = set()
    for item in kept:
        taken.update(range(*item.cue))
        if item.source and not any(
            item.source[0] < end and start < item.source[1] for other in kept if other is not item for start, end in other.content
        ):
            taken.update(range(*item.source))
    for item in kept:
        item.content = _ranges([j for start, end in item.content for j in range(start, end) if j not in taken])


def _owners(p: Paragraph, by_head: dict[int, Attribution], open_before: bool) -> tuple[dict[int, int], list[int]]:
    """For each quotation that is speech, the head of its cue; and the quotations that continue the paragraph before."""
    owners: dict[int, int] = {}
    carried: list[int] = []
    last: int | None = None
    count = len(p.quotations)
    for number in range(count):
        span = _tokens(p, number)
        if not span:
            continue
        low, high = span[0], span[-1] + 1
        after = _cue_after(p, high) if _may_precede_cue(p, number, high) else None
        before = _cue_before(p, low)
        previous = number - 1
        if after is not None and (before is None or not _ends_sentence(p, number)):
            last = after
        elif before is not None:
            last = before
        elif previous >= 0 and (previous in owners or previous in carried) and _continues(p, previous, number):
            last = owners.get(previous)
            if last is None:
                carried.append(number)
                continue
        elif number == 0 and open_before and not any(p.words[j][0].isalnum() for j in range(low)):
            carried.append(number)
            continue
        else:
            last = _cue_of_sentence_before(p, low, by_head) if _is_speech(p, number) else None
            if last is None:
                continue
        if last is not None and p.quoted[last] < 0:
            if last not in by_head:
                by_head[last] = clauses.bare(p, last)
            owners[number] = last
    return owners, carried


def _may_precede_cue(p: Paragraph, number: int, high: int) -> bool:
    """Whether a cue after the quotation may be its own: it ends with a comma, question mark, exclamation mark or dash, or one follows."""
    quotation = p.quotations[number]
    inner = p.text[quotation.start : quotation.end].rstrip("\"”’'»`").rstrip()
    following = p.text[quotation.end : quotation.end + 3].lstrip()
    return bool(inner) and (inner[-1] in ",?!-–—…" or inner.endswith("...") or following[:1] in (",", "-", "–", "—"))


def _ends_sentence(p: Paragraph, number: int) -> bool:
    quotation = p.quotations[number]
    return p.text[quotation.start : quotation.end].rstrip("\"”’'»`").rstrip().endswith(".")


def _is_speech(p: Paragraph, number: int) -> bool:
    """Whether a quotation is a sentence of its own: it begins one with a capital and ends with its mark."""
    quotation = p.quotations[number]
    inner = p.text[quotation.start : quotation.end].strip("\"“”‘’'«»` ")
    before = p.text[: quotation.start].rstrip()
    begins = not before or before[-1] in ".?!:\"”’'"
    return begins and len(inner.split()) >= 2 and inner[:1].isupper() and (inner[-1:] in ".?!…," or not quotation.closed)


def _cue_after(p: Paragraph, high: int) -> int | None:
    """The cue whose clause begins at token ``high``: "...," she said / said Ms. Doe / the mayor of Foo told reporters."""
    at = high
    while at < len(p) and (p.words[at] in _JOINS or p.words[at].isspace()):
        at += 1
    limit = min(len(p), at + 40)
    for j in range(at, limit):
        if p.quoted[j] >= 0 or (p.words[j] in _STOPS and j > at):
            return None
        if clauses.speaks(p, j) and p.tags[j] not in ("VB", "VBN"):
            if p.tags[j] == "VBG" and j > at:
                continue
            start = min(clauses.cue_of(p, j)[0], p.left[j])
            source = clauses.source_of(p, j)
            if j <= at + 1 or (source is not None and source[0] <= at + 2) or start <= at + 1 or j - at <= 4:
                return j
            if j - at > _WINDOW and p.words[j - 1] != ",":
                return None
            return j
    return None


def _cue_before(p: Paragraph, low: int) -> int | None:
    """The cue whose clause ends at token ``low``: She said, "... / telling reporters on Monday: "..."""
    at = low - 1
    while at >= 0 and p.words[at].isspace():
        at -= 1
    if at < 0:
        return None
    if p.words[at] in (",", ":"):
        joined = True
        at -= 1
    else:
        joined = False
    if at < 0 or p.quoted[at] >= 0:
        return None
    if not joined:
        return at if clauses.speaks(p, at) else None
    colon = p.words[at + 1] == ":"
    for j in range(at, max(-1, at - (30 if colon else _WINDOW)), -1):
        if p.quoted[j] >= 0 or p.words[j] in _STOPS:
            return None
        if (clauses.speaks(p, j) and p.tags[j] != "VB") or (colon and clauses.speaks(p, j)):
            return j
        if p.words[j] == "," and not colon and j < at - 8:
            return None
    return None


def _continues(p: Paragraph, previous: int, number: int) -> bool:
    """Whether nothing but blanks, or the attribution between, stands between two quotations."""
    gap = range(_tokens(p, previous)[-1] + 1, _tokens(p, number)[0])
    words = [j for j in gap if p.words[j][0].isalnum()]
    if not words:
        return True
    stops = [j for j in gap if p.words[j] in _STOPS]
    return len(words) <= 60 and (
        not stops or (stops[-1] > words[-1] and sum(1 for j in stops if j < words[-1] and p.words[j] in "?!;") == 0 and len(stops) == 1)
    )


def _cue_of_sentence_before(p: Paragraph, low: int, by_head: dict[int, Attribution]) -> int | None:
    """The cue of the sentence that ends before token ``low``: She agreed. "..."""
    at = low - 1
    while at >= 0 and (p.words[at] in _STOPS or p.words[at].isspace()):
        at -= 1
    best = None
    for j in range(at, max(-1, at - 60), -1):
        if p.quoted[j] >= 0 or p.words[j] in _STOPS:
            break
        if (j in by_head and clauses.speaks(p, j)) or (clauses.speaks(p, j) and p.tags[j] in ("VBD", "VBZ", "VBP")):
            best = j
    return best


def _with_quotations(p: Paragraph, item: Attribution) -> list[Range]:
    """The content of ``item`` with its quotations: what syntax found beside them stays where it touches one."""
    quoted = sorted(j for number in item.quotations for j in _tokens(p, number))
    first, last = quoted[0], quoted[-1]
    tokens = set(quoted)
    extra = [j for piece in item.content for j in range(*piece) if j not in tokens]
    if extra and item.frame != "quotation":
        ranges = _ranges(extra)
        for start, end in ranges:
            inner = [j for j in range(start, end) if p.words[j][0].isalnum() and p.quoted[j] < 0]
            if inner:
                tokens.update(range(start, end))
    del first, last
    return _ranges(sorted(tokens))


def _offsets(p: Paragraph, item: Attribution) -> list[tuple[int, int]]:
    """The pieces of the content in offsets of the paragraph: edges trimmed, whole quotations kept."""
    pieces: list[tuple[int, int]] = []
    for start, end in item.content:
        low, high = _trim(p, start, end)
        if high <= low or not any(p.words[j][0].isalnum() for j in range(low, high)):
            continue
        a, b = p.starts[low], p.ends[high - 1]
        a, b = _whole_quotations(p, item, low, high, a, b)
        while pieces and a < pieces[-1][1]:
            a = pieces[-1][1]
        if b > a:
            pieces.append((a, b))
    return pieces


def _trim(p: Paragraph, low: int, high: int) -> Range:
    while (
        low < high
        and p.quoted[low] < 0
        and ((not p.words[low][0].isalnum() and p.words[low][0] not in "$£€#@%([&") or p.words[low].isspace())
    ):
        low += 1
    while (
        high > low
        and p.quoted[high - 1] < 0
        and (p.words[high - 1] in _STOPS or p.words[high - 1] in _JOINS or p.words[high - 1].isspace())
    ):
        high -= 1
    return low, high


def _whole_quotations(p: Paragraph, item: Attribution, low: int, high: int, a: int, b: int) -> tuple[int, int]:
    for j in (low, high - 1):
        number = p.quoted[j]
        if number >= 0:
            quotation = p.quotations[number]
            span = _tokens(p, number)
            if not (span[0] <= item.head < span[-1] + 1):
                a = min(a, quotation.start) if j == low else a
                b = max(b, quotation.end) if j == high - 1 else b
    return a, b
