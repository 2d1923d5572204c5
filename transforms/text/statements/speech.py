"""Attributions of a paragraph put together: by syntax and by quotation marks, the outermost kept, each with its pieces in offsets."""

import bisect
import dataclasses
import re
from collections.abc import Sequence

from transforms.text.lexicon import reporting
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage
from transforms.text.statements import attributions, lexicon
from transforms.text.statements.attributions import Attribution, Range

_CLIMB = 8
"""Steps up the tree in search of the cue whose content holds another."""
_WINDOW = 12
"""Tokens between a cue and its quotation at most, where the parser does not connect them."""
_STOPS = frozenset([".", "?", "!", ";"])
_TURN = re.compile(
    r"[\"“”„‘'(]?((?:[A-Z][\w.’'-]*|[0-9]{1,3}),?[ \t]+(?:(?:[A-Z][\w.’'-]*|of|and|for),?[ \t]+){0,4}(?:[A-Z][\w.’'-]*)|[A-Z][\w.’'-]+"
    r"(?:[ \t](?:camp|campaign|aide|lawyer|spokesman|spokeswoman|spokesperson))?)[ \t]*:[ \t\xa0]+(?=[\"“”‘'(\[]?[A-Z0-9])"
)
"""A line that begins with a name and a colon: a headline ("Mayor: ...") or a turn of a transcript ("DOE: ...")."""
_CLOSE_RESTS = frozenset(["about", "of", "that", "because", "if", "unless"])
_RESTS = _CLOSE_RESTS | {"for", "to", "toward", "against", "from", "into", "or", "than", "when", "who", "which"}
_OPENING = frozenset("\"“”‘'«„`")
_SIGNATURE = re.compile(
    r"[ \t\xa0]*(-{1,2}|[–—―])[ \t\xa0]*([A-Z][\w.’'-]*(?:,?[ \t\xa0]+(?:[A-Z][\w.’'-]*|de|van|von|of|the|and)){0,7})[ \t\xa0]*(?:$|\n|(?=[\"“]))"
)
"""What follows a quotation that is signed: a dash and a name, then the end of the line or the next quotation."""
_DASHES = frozenset(["-", "--", "–", "—", "―"])
MAX_TITLE = 160
"""Characters of a first block that may be a headline whatever its kind."""
_JOINS = frozenset([",", ":", "-", "--", "–", "—"]) | {"...", "…"}


@dataclasses.dataclass
class Resolved:
    """The attributions of one paragraph with the pieces of their contents, the quotations that belong to the paragraph before, and the
    attribution without a content that announces the next paragraph ("She said:").
    """

    attributions: list[Attribution]
    pieces: list[list[tuple[int, int]]]
    carried: list[int]
    announced: Attribution | None


def resolve(reading: Reading, p: Passage, open_before: str) -> Resolved:
    """Return the outermost attributions of ``p`` in order; ``reading`` says which names and times stand in it.

    ``open_before``: the opening mark of the last quotation of the paragraph before, which this one may continue; "any" where that one
    announces a quotation; "" where it does neither.
    """
    turn = _turn(reading, p)
    if turn is not None:
        return Resolved([turn], [_offsets(p, turn)], [], None)
    found = attributions.find(p)
    by_head = {item.head: item for item in found}
    _part(p, by_head)
    owners, carried = _owners(reading, p, by_head, open_before)
    _lift(p, by_head, owners)
    for number, owner in owners.items():
        by_head[owner].quotations.append(number)
    speakers = sorted(item.head for item in by_head.values() if item.quotations)
    for item in by_head.values():
        if item.quotations:
            item.content = _with_quotations(reading, p, item, speakers)
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
    for number in range(len(p.quotations)):
        span = _tokens(p, number)
        if span and number not in owners and number not in carried and _is_orphan(p, number) and not any(claimed[j] for j in span):
            kept.append(Attribution(-1, "", "orphan", "asserted", (0, 0), None, [(span[0], span[-1] + 1)]))
    kept.sort(key=lambda a: (a.content[0], a.head))
    announced = None
    if p.text.rstrip().endswith(":"):
        head = _cue_before(p, len(p)) or _verb_with_noun(p, len(p))
        if head is not None and not claimed[head] and all(item.head != head for item in kept):
            announced = attributions.bare(p, head)
    return Resolved(kept, [_offsets(p, item) for item in kept], carried, announced)


def _is_title(p: Passage) -> bool:
    """Return whether ``p`` is a headline or heading, or the article's first block and as short as one, whatever its kind."""
    return p.segment.kind in ("headline", "heading") or (p.index == 0 and len(p.text) <= MAX_TITLE)


def _turn(reading: Reading, p: Passage) -> Attribution | None:
    """The attribution of a paragraph that is a turn of a transcript or a headline with its speaker before a colon."""
    match = _TURN.match(p.text)
    if not match:
        return None
    start, end = p.token_from(match.start(1)), p.token_until(match.end(1))
    colon = p.token_from(match.end(1))
    while colon < len(p) and p.words[colon] != ":":
        colon += 1
    words = p.lower[start:end]
    if colon >= len(p) or not words or colon - end > 1 or lexicon.NO_SPEAKER & {words[0], words[-1]} or len(p) - colon < 3:
        return None
    names = [j for j in range(start, end) if p.words[j][0].isalpha()]
    shouted = all((p.words[j].isupper() and len(p.words[j]) > 2) or p.words[j].endswith(".") for j in names)
    proper = all(p.tags[j] in ("NNP", "NNPS") for j in names)
    if any(p.tags[j] in ("VBZ", "VBD", "VBP", "MD") for j in names) and p.text[match.end() : match.end() + 1] not in _OPENING:
        return None
    if _is_title(p):
        if not (shouted or any(p.tags[j].startswith("NNP") for j in names) or lexicon.SPEAKER_NOUNS & set(words)) or "over" in words:
            return None
    elif not (shouted or (proper and (len(names) > 1 or any(reading.is_person(p, j) for j in names)) and len(names) <= 3)):
        return None
    return Attribution(colon, ":", "turn", "asserted", (colon, colon + 1), (start, end), [(colon + 1, len(p))])


def _named_before(reading: Reading, p: Passage, low: int) -> Attribution | None:
    """The attribution of a quotation at token ``low`` that follows a name and a colon."""
    at = low - 1
    while at >= 0 and p.words[at].isspace():
        at -= 1
    if at < 1 or p.words[at] != ":":
        return None
    start = at
    while start > 0 and at - start < 6 and p.quoted[start - 1] < 0 and (p.tags[start - 1].startswith("NNP") or p.lower[start - 1] == "and"):
        start -= 1
    if start == at or p.lower[start] == "and" or p.lower[start] in lexicon.NO_SPEAKER or reading.is_time(p, start):
        return None
    return Attribution(at, ":", "turn", "asserted", (at, at + 1), (start, at), [])


def _after_dash(p: Passage, named: Attribution) -> bool:
    start = named.source[0] if named.source else 0
    return start == 0 or p.words[start - 1] in _DASHES


def _tokens(p: Passage, number: int) -> range:
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


def _part(p: Passage, by_head: dict[int, Attribution]) -> None:
    """Takes a participle such as ", adding that ..." out of the content before it, with that content's speaker as its own."""
    for j, other in list(by_head.items()):
        if p.tags[j] != "VBG" or p.deps[j] != "advcl" or j == 0 or p.words[j - 1] != "," or not reporting.has_trait(other.word, "adds"):
            continue
        at = p.heads[j]
        for _ in range(_CLIMB):
            item = by_head.get(at)
            if item is not None and item.frame == "clause" and any(item.head < start < j < end for start, end in item.content):
                item.content = [(start, min(end, j - 1)) for start, end in item.content if start < j - 1]
                other.source = item.source
                break
            at = p.heads[at]


def _lift(p: Passage, by_head: dict[int, Attribution], owners: dict[int, int]) -> None:
    """Hands a quotation whose cue stands in the content of another cue before it ("noting that they feel '...'") to that one."""
    for number, head in list(owners.items()):
        span = _tokens(p, number)
        if head > span[0] or p.words[span[0] - 1] in (",", ":"):
            continue
        at = p.heads[head]
        for _ in range(_CLIMB):
            item = by_head.get(at)
            if item is not None and item.frame == "clause" and any(at < start <= head < end for start, end in item.content):
                item.content = _ranges(sorted({j for start, end in item.content for j in range(start, end)} | set(span)))
                del owners[number]
                break
            at = p.heads[at]


def _separate(kept: list[Attribution], p: Passage) -> None:
    """Takes cues and sources of all attributions out of all contents."""
    owner = {j: number for number, item in enumerate(kept) for piece in item.content for j in range(*piece)}
    taken: set[int] = set()
    for number, item in enumerate(kept):
        taken.update(range(*item.cue))
        if item.source and not any(owner.get(j, number) != number for j in range(*item.source)):
            taken.update(range(*item.source))
    for item in kept:
        item.content = _ranges([j for start, end in item.content for j in range(start, end) if j not in taken])


def _owners(reading: Reading, p: Passage, by_head: dict[int, Attribution], open_before: str) -> tuple[dict[int, int], list[int]]:
    """For each quotation that is speech, the head of its cue; and the quotations that continue the paragraph before."""
    owners: dict[int, int] = {}
    carried: list[int] = []
    previous: int | None = None
    for number in range(len(p.quotations)):
        span = _tokens(p, number)
        if not span:
            continue
        low, high = span[0], span[-1] + 1
        before = _cue_before(p, low)
        after = _cue_after(p, number, high, before)
        signature = _signature(p, number)
        if signature is not None:
            by_head[signature.head] = signature
            owners[number] = signature.head
            previous = None
            continue
        if before is None and after is None:
            before = _verb_with_noun(p, low)
        named = _named_before(reading, p, low)
        if after is not None:
            owner: int | None = after
        elif named is not None and (before is None or _after_dash(p, named)):
            by_head[named.head] = named
            owner = named.head
        elif before is not None:
            owner = before
        elif previous in owners and _continues(p, previous, number, owners[previous]):
            owner = owners[previous]
        elif (previous in carried and _continues(p, previous, number, None)) or (
            number == 0 and open_before in ("any", p.text[p.quotations[0].start]) and not any(p.words[j][0].isalnum() for j in range(low))
        ):
            carried.append(number)
            previous = number
            continue
        else:
            owner = _cue_of_sentence_before(p, low, by_head) if _is_speech(p, number) else None
        if owner is not None and p.quoted[owner] < 0:
            if owner not in by_head:
                by_head[owner] = attributions.bare(p, owner)
            owners[number] = owner
            previous = number
    return owners, carried


def _signature(p: Passage, number: int) -> Attribution | None:
    """The attribution of a quotation that its speaker's name follows after a dash: "..." - Jane Doe."""
    match = _SIGNATURE.match(p.text, p.quotations[number].end)
    if not match or not _stands_alone(p, number):
        return None
    dash = p.token_until(match.end(1)) - 1
    start, end = p.token_from(match.start(2)), p.token_until(match.end(2))
    if start <= dash or start >= end:
        return None
    return Attribution(dash, p.words[dash], "signature", "asserted", (dash, dash + 1), (start, end), [])


def _ending(p: Passage, number: int) -> str:
    """What a quotation ends with: a comma, a full stop, a question or exclamation mark, a dash, or nothing ("")."""
    quotation = p.quotations[number]
    inner = p.text[quotation.start : quotation.end].rstrip("\"”’'»`").rstrip()
    following = p.text[quotation.end : quotation.end + 2].lstrip()[:1]
    if following in (",", "-", "–", "—"):
        return following
    return inner[-1] if inner and inner[-1] in ",.?!-–—…" else ""


def _is_speech(p: Passage, number: int) -> bool:
    """Whether a quotation is a sentence of its own: it begins one with a capital and ends with its mark."""
    quotation = p.quotations[number]
    inner = p.text[quotation.start : quotation.end].strip("\"“”‘’'«»` ")
    before = p.text[max(quotation.start - 9, 0) : quotation.start].rstrip()
    begins = not before or before[-1] in ".?!:\"”’'"
    return begins and len(inner.split()) >= 2 and inner[:1].isupper() and (inner[-1:] in ".?!…," or not quotation.closed)


def _is_orphan(p: Passage, number: int) -> bool:
    """Whether a quotation without a cue is speech of its own: whole sentences in double marks, with nothing else in their sentence."""
    quotation = p.quotations[number]
    after = p.text[quotation.end : quotation.end + 9].lstrip()
    ends = _ending(p, number) in (".", "?", "!") or (not after and not quotation.closed)
    return not quotation.single and quotation.opened and ends and _is_speech(p, number) and not after[:1].islower()


def _cue_after(p: Passage, number: int, high: int, before: int | None) -> int | None:
    """The cue whose clause follows the quotation: "...," she said / said Ms. Doe / the mayor of Foo told reporters / "..." if so, she said."""
    end = _ending(p, number)
    if before is not None and (end == "" or end in ".?!"):
        return None
    alone = _stands_alone(p, number)
    at = high
    while at < len(p) and (p.words[at] in _JOINS or p.words[at].isspace()):
        at += 1
    if not alone and at < len(p) and p.tags[at] == "CC":
        return None
    near = at + 4
    for j in range(at, min(len(p), at + 40)):
        if p.quoted[j] >= 0 and _nickname(p, p.quoted[j]):
            continue
        if p.quoted[j] >= 0 or (p.words[j] in _STOPS and j > at):
            break
        if not _finite(p, j) or _subordinate(p, j):
            continue
        if attributions.speaks(p, j):
            if end == "." and not (j < near and _ends_soon(p, j)):
                return None
            if not alone and j > near and end != ",":
                return None
            far = any(p.tags[k] in ("VBD", "VBZ", "VBP", "MD") for k in range(at, j))
            if (far or not alone) and _leads_to_next(p, number, j):
                return None
            if p.child(j, "auxpass") is not None and not any(p.words[k] == "," for k in range(at, j)):
                continue
            return j
    if end in (",", "?", "!") and alone:
        for j in range(at, min(len(p), near)):
            if p.quoted[j] >= 0 or p.words[j] in _STOPS or p.words[j] == "," or p.tags[j] in ("IN", "WDT", "WP", "WRB"):
                return None
            if p.tags[j] in ("VBD", "VBZ") and _finite(p, j) and attributions.source_beside(p, j) is not None:
                return j
    return None


def _nickname(p: Passage, number: int) -> bool:
    """Whether a quotation is a word or two within a name: Jane "Jay" Doe."""
    return len(_tokens(p, number)) <= 4 and _ending(p, number) == ""


def _finite(p: Passage, j: int) -> bool:
    """Whether token ``j`` may be the verb of a main clause: no bare infinitive and no participle without an auxiliary but at its place."""
    tag = p.tags[j]
    if tag == "VB":
        return any(p.tags[kid] == "MD" or (p.deps[kid] == "aux" and p.lower[kid] != "to") for kid in p.kids[j])
    if tag == "VBG":
        return j > 0 and (p.words[j - 1] in _JOINS or p.quoted[j - 1] >= 0)
    return tag in ("VBD", "VBZ", "VBP", "VBN")


def _subordinate(p: Passage, j: int) -> bool:
    """Whether the clause of verb ``j`` begins with "if", "because", "that" and the like."""
    return any(p.deps[kid] == "mark" and p.lower[kid] != "as" and kid < j for kid in p.kids[j])


def _ends_soon(p: Passage, j: int) -> bool:
    return all(k >= len(p) or p.words[k] not in (":",) for k in (j + 1, j + 2)) and any(
        k >= len(p) or p.words[k] in _STOPS or p.words[k].isspace() for k in range(j + 1, j + 6)
    )


def _leads_to_next(p: Passage, number: int, j: int) -> bool:
    """Whether cue ``j`` stands right before the next quotation and so belongs to that one."""
    if number + 1 >= len(p.quotations):
        return False
    span = _tokens(p, number + 1)
    return bool(span) and span[0] - 4 <= j < span[0] and p.words[span[0] - 1] in (",", ":")


def _cue_before(p: Passage, low: int) -> int | None:
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
        return at if attributions.speaks(p, at) else None
    colon = p.words[at + 1] == ":"
    for j in range(at, max(-1, at - (30 if colon else _WINDOW)), -1):
        if p.quoted[j] >= 0 or p.words[j] in _STOPS:
            return None
        if (attributions.speaks(p, j) and p.tags[j] != "VB") or (colon and attributions.speaks(p, j)):
            return j
        if p.words[j] == "," and not colon and j < at - 8:
            return None
    return None


def _verb_with_noun(p: Passage, low: int) -> int | None:
    """The verb of a clause that ends at token ``low`` with a colon and holds a cue noun ("made this statement:")."""
    at = low - 1
    while at >= 0 and p.words[at].isspace():
        at -= 1
    if at < 0 or p.words[at] != ":":
        return None
    noun = False
    for j in range(at - 1, max(-1, at - 30), -1):
        if p.quoted[j] >= 0 or p.words[j] in _STOPS:
            return None
        noun = noun or (p.tags[j].startswith("NN") and attributions.is_cue_noun(p, j))
        if noun and p.tags[j] in ("VBD", "VBZ", "VBP") and p.child(j, "nsubj") is not None:
            return j
    return None


def _continues(p: Passage, previous: int, number: int, owner: int | None) -> bool:
    """Whether nothing but blanks or a conjunction, or the attribution itself, stands between two quotations."""
    gap = range(_tokens(p, previous)[-1] + 1, _tokens(p, number)[0])
    words = [j for j in gap if p.words[j][0].isalnum()]
    if not words:
        return True
    stops = [j for j in gap if p.words[j] in _STOPS and j < words[-1]]
    if stops:
        return False
    if owner is None or owner not in gap:
        return len(words) <= 2 or (len(words) <= 12 and _ending(p, previous) == "" and not any(attributions.speaks(p, j) for j in gap))
    if p.quoted[gap[-1]] >= 0:
        return len(words) <= 60 and _ending(p, p.quoted[gap[-1]]) in (".", "?", "!", ",")
    return len(words) <= 60 and p.words[gap[-1]] in {*_STOPS, *_JOINS, "and", "but"}


def _cue_of_sentence_before(p: Passage, low: int, by_head: dict[int, Attribution]) -> int | None:
    """The cue of the sentence that ends before token ``low``: She agreed. "..."""
    at = low - 1
    while at >= 0 and (p.words[at] in _STOPS or p.words[at].isspace()):
        at -= 1
    best = None
    for j in range(at, max(-1, at - 60), -1):
        if p.quoted[j] >= 0 or p.words[j] in _STOPS:
            break
        if (j in by_head and attributions.speaks(p, j)) or (attributions.speaks(p, j) and p.tags[j] in ("VBD", "VBZ", "VBP")):
            best = j
    return best


def _with_quotations(reading: Reading, p: Passage, item: Attribution, speakers: Sequence[int]) -> list[Range]:
    """The content of ``item`` with its quotations.

    What syntax found before the first one stays where that one does not stand alone; what it found after one stays where it follows directly
    ("..." if they win, she said); what stands between the first one and a cue after it is content as well.
    What holds the cue of another quotation (the other ``speakers``) is not.
    """
    numbers = item.quotations
    tokens = {j for number in numbers for j in _tokens(p, number)}
    first = min(tokens)
    pieces = [piece for piece in item.content if not _holds_other(piece, item.head, speakers)]
    extra = [j for piece in pieces for j in range(*piece) if j not in tokens]
    if not _stands_alone(p, numbers[0]):
        left = [j for j in extra if j < first]
        if p.words[first - 1] != "," or any(p.tags[j].startswith("VB") or p.deps[j] == "nsubj" for j in left):
            tokens.update(left)
        if item.cue[0] > first and not any(j < first for j in extra):
            start = p.sentences[p.sentence[first]][0]
            left = [j for j in range(start, first) if p.quoted[j] < 0 and (not item.source or not item.source[0] <= j < item.source[1])]
            if p.words[first - 1] != "," or any(p.tags[j].startswith("VB") or p.deps[j] == "nsubj" for j in left):
                tokens.update(left)
    clause = min(item.cue[0], item.source[0]) if item.source and item.source[0] > first else item.cue[0]
    for index, number in enumerate(numbers):
        span = _tokens(p, number)
        end = span[-1] + 1
        if _ending(p, number) not in ("", ",") or (end < len(p) and p.words[end] in _STOPS):
            continue
        limit = min((_tokens(p, other)[0] for other in numbers[index + 1 :]), default=len(p))
        if end < clause:
            words = [j for j in range(end, min(clause, limit)) if p.words[j][0].isalnum() and p.tags[j] not in ("RB", "CC")]
            if words and not any(p.words[j] in _STOPS for j in range(end, min(clause, limit))):
                tokens.update(range(end, min(clause, limit)))
        elif _ending(p, number) == "":
            for j in extra:
                if end <= j < limit and all(k in tokens for k in range(end, j)):
                    tokens.add(j)
            if end < len(p) and end not in tokens and index + 1 == len(numbers):
                tokens.update(_rest(reading, p, end, item.cue[0] < span[0] and not any(other < number for other in numbers)))
            if end < limit < len(p) and limit - end <= 16 and item.cue[0] not in range(end, limit) and p.sentence[end] == p.sentence[limit]:
                tokens.update(range(end, limit))
    return _ranges(sorted(tokens - set(range(*item.cue)) - (set(range(*item.source)) if item.source else set())))


def _holds_other(piece: Range, head: int, speakers: Sequence[int]) -> bool:
    """Whether a cue of ``speakers`` (sorted) other than ``head`` lies in ``piece``."""
    inside = speakers[bisect.bisect_left(speakers, piece[0]) : bisect.bisect_left(speakers, piece[1])]
    return any(other != head for other in inside[:2])


def _rest(reading: Reading, p: Passage, end: int, after_cue: bool) -> range:
    """The words that finish the sentence of a quotation: "..." if they win. After a cue ("she said '...' about it") only what depends on it."""
    openers = _RESTS if not after_cue else _CLOSE_RESTS
    if p.lower[end] not in openers or any(reading.is_time(p, j) for j in range(end, min(end + 3, len(p)))):
        return range(0)
    stop = end
    while stop < len(p) and stop - end < 25 and p.words[stop] not in _STOPS and p.words[stop] not in _JOINS and p.quoted[stop] < 0:
        if attributions.speaks(p, stop) and p.tags[stop] in ("VBD", "VBZ", "VBG"):
            return range(0)
        stop += 1
    return range(end, stop)


def _stands_alone(p: Passage, number: int) -> bool:
    """Whether a quotation begins a sentence or follows a comma or colon with a capital, so that nothing before it is content too."""
    quotation = p.quotations[number]
    before = p.text[max(quotation.start - 9, 0) : quotation.start].rstrip()
    first = p.text[quotation.start : quotation.end].strip("\"“”‘’'«»` .…-—([")[:1]
    return not before or before[-1] in ".?!:;\"”’'" or (before[-1] in ",—–-" and first.isupper())


def _offsets(p: Passage, item: Attribution) -> list[tuple[int, int]]:
    """The pieces of the content in offsets of the paragraph: edges trimmed, whole quotations kept."""
    pieces: list[tuple[int, int]] = []
    for start, end in item.content:
        low, high = _trim(p, start, end)
        if high <= low or not any(p.words[j][0].isalnum() for j in range(low, high)):
            continue
        a, b = p.starts[low], p.ends[high - 1]
        a, b = _whole_quotations(p, item, low, high, a, b)
        if pieces and a < pieces[-1][1]:
            a = pieces[-1][1]
        pieces += [(c, d) for c, d in _without(p, item, a, b) if any(letter.isalnum() for letter in p.text[c:d])]
    return pieces


def _without(p: Passage, item: Attribution, a: int, b: int) -> list[tuple[int, int]]:
    """``a:b`` without the cue and the source of ``item``."""
    pieces = [(a, b)]
    for span in (item.cue, item.source):
        if span is not None and span[0] < span[1]:
            low, high = p.starts[span[0]], p.ends[span[1] - 1]
            if low < b and a < high:
                pieces = [part for c, d in pieces for part in ((c, min(d, low)), (max(c, high), d)) if part[0] < part[1]]
    return [_stripped(p.text, c, d) for c, d in pieces]


def _stripped(text: str, a: int, b: int) -> tuple[int, int]:
    while a < b and text[a].isspace():
        a += 1
    while b > a and text[b - 1].isspace():
        b -= 1
    return a, b


def _trim(p: Passage, low: int, high: int) -> Range:
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


def _whole_quotations(p: Passage, item: Attribution, low: int, high: int, a: int, b: int) -> tuple[int, int]:
    for j in (low, high - 1):
        number = p.quoted[j]
        if number >= 0:
            quotation = p.quotations[number]
            span = _tokens(p, number)
            if not any(start < span[-1] + 1 and span[0] < end for start, end in (item.cue, item.source or (0, 0))):
                a = min(a, quotation.start) if j == low else a
                b = max(b, quotation.end) if j == high - 1 else b
    return a, b
