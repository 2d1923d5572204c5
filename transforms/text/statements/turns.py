"""Speakers that no verb introduces: a turn of a transcript, a headline with its speaker before a colon, a quotation that is signed."""

import re

from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage
from transforms.text.statements import lexicon
from transforms.text.statements.attribution import Attribution
from transforms.text.statements.marks import stands_alone
from transforms.text.statements.phrases import last_before

_TURN = re.compile(
    r"[\"“”„‘'(]?((?:[A-Z][\w.’'-]*|[0-9]{1,3}),?[ \t]+(?:(?:[A-Z][\w.’'-]*|of|and|for),?[ \t]+){0,4}(?:[A-Z][\w.’'-]*)|[A-Z][\w.’'-]+"
    r"(?:[ \t](?:camp|campaign|aide|lawyer|spokesman|spokeswoman|spokesperson))?)[ \t]*:[ \t\xa0]+(?=[\"“”‘'(\[]?[A-Z0-9])"
)
"""A line that begins with a name and a colon: a headline ("Mayor: ...") or a turn of a transcript ("DOE: ...")."""
_SIGNATURE = re.compile(
    r"[ \t\xa0]*(-{1,2}|[–—―])[ \t\xa0]*([A-Z][\w.’'-]*(?:,?[ \t\xa0]+(?:[A-Z][\w.’'-]*|de|van|von|of|the|and)){0,7})[ \t\xa0]*(?:$|\n|(?=[\"“]))"
)
"""What follows a quotation that is signed: a dash and a name, then the end of the line or the next quotation."""
_OPENING = frozenset("\"“”‘'«„`")
_DASHES = frozenset(["-", "--", "–", "—", "―"])
_FINITE = ("VBZ", "VBD", "VBP", "MD")
MAX_TITLE = 160
"""Characters of a first block that may be a headline whatever its kind."""
MAX_NAMED = 6
"""Tokens of a name before a colon at most."""


def turn(reading: Reading, p: Passage) -> Attribution | None:
    """Return the attribution of a passage that is a turn of a transcript or a headline with its speaker before a colon."""
    match = _TURN.match(p.text)
    if not match:
        return None
    start, end = p.tokens_of(*match.span(1))
    colon = p.token_from(match.end(1))
    while colon < len(p) and p.words[colon] != ":":
        colon += 1
    words = p.lower[start:end]
    if colon >= len(p) or not words or colon - end > 1 or lexicon.NO_SPEAKER & {words[0], words[-1]} or len(p) - colon < 3:
        return None
    names = [j for j in range(start, end) if p.words[j][0].isalpha()]
    if any(p.tags[j] in _FINITE for j in names) and p.text[match.end() : match.end() + 1] not in _OPENING:
        return None
    title = _is_title(p)
    if not (_heads_title(p, names, words) if title else _heads_turn(reading, p, names)):
        return None
    rule = "a headline with its speaker before a colon" if title else "a turn of a transcript"
    return Attribution(colon, ":", "turn", "asserted", (colon, colon + 1), (start, end), [(colon + 1, len(p))], rule)


def _is_title(p: Passage) -> bool:
    """Return whether ``p`` is a headline or heading, or the article's first block and as short as one, whatever its kind."""
    return p.segment.kind in ("headline", "heading") or (p.index == 0 and len(p.text) <= MAX_TITLE)


def _is_shouted(p: Passage, names: list[int]) -> bool:
    return all((p.words[j].isupper() and len(p.words[j]) > 2) or p.words[j].endswith(".") for j in names)


def _heads_title(p: Passage, names: list[int], words: list[str]) -> bool:
    """Return whether ``words`` before the colon of a headline name a speaker."""
    known = any(p.tags[j].startswith("NNP") for j in names) or not lexicon.SPEAKER_NOUNS.isdisjoint(words)
    return (known or _is_shouted(p, names)) and "over" not in words


def _heads_turn(reading: Reading, p: Passage, names: list[int]) -> bool:
    """Return whether the words before the colon of a paragraph are a speaker's name: in capitals, or a person's."""
    if _is_shouted(p, names):
        return True
    proper = all(p.tags[j] in ("NNP", "NNPS") for j in names)
    return proper and (len(names) > 1 or any(reading.is_person(p, j) for j in names)) and len(names) <= 3


def named_before(reading: Reading, p: Passage, low: int) -> Attribution | None:
    """Return the attribution of a quotation at token ``low`` that follows a name and a colon."""
    at = last_before(p, low)
    if at < 1 or p.words[at] != ":":
        return None
    start = at
    while start > 0 and at - start < MAX_NAMED and p.quoted[start - 1] < 0 and _is_named(p, start - 1):
        start -= 1
    if start == at or p.lower[start] == "and" or p.lower[start] in lexicon.NO_SPEAKER or reading.is_time(p, start):
        return None
    return Attribution(at, ":", "turn", "asserted", (at, at + 1), (start, at), [], "a quotation after a name and a colon")


def _is_named(p: Passage, i: int) -> bool:
    return p.tags[i].startswith("NNP") or p.lower[i] == "and"


def begins_line(p: Passage, named: Attribution) -> bool:
    """Return whether the name before the colon of ``named`` begins the passage or follows a dash."""
    start = named.source[0] if named.source else 0
    return start == 0 or p.words[start - 1] in _DASHES


def signature(p: Passage, number: int) -> Attribution | None:
    """Return the attribution of a quotation that its speaker's name follows after a dash: "..." - Jane Doe."""
    match = _SIGNATURE.match(p.text, p.quotations[number].end)
    if not match or not stands_alone(p, number):
        return None
    dash = p.token_until(match.end(1)) - 1
    start, end = p.tokens_of(*match.span(2))
    if start <= dash or start >= end:
        return None
    return Attribution(dash, p.words[dash], "signature", "asserted", (dash, dash + 1), (start, end), [], "a signed quotation")
