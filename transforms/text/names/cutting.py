"""The tagger's labels as spans: cut where blank lines, bars, ranks and the commas of places divide them, and trimmed."""

import re
from collections.abc import Iterator, Sequence

from transforms.text.lexicon import titles
from transforms.text.lexicon.names import lexicon, listed
from transforms.text.names import edges, wording
from transforms.text.names.calendar_names import is_calendar
from transforms.text.names.spans import Key, Span, key_of
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage

_RANK_PAIR = re.compile(r"(?:[A-Z][a-z]{1,5}\.?-)+[A-Z][a-z]{1,5}\b\.?\s*")
_BREAK = re.compile(r"[ \t\r\xa0]*\n[ \t\r\xa0]*\n\s*|\t+| {3,}| [|•·] ")
_BREAKS = {
    "LOC": re.compile(_BREAK.pattern + r"|,\s+(?!D\.?C\b)"),
    "PER": re.compile(_BREAK.pattern + r"|/|,\s+"),
    "ORG": re.compile(_BREAK.pattern + r"| [-–] (?=\d)|(?<=[^\W\d_]{3})/(?=[^\W\d_]{3})|: (?=[A-Z]{2,5}\b)"),
}
_PLACES = ("town", "region", "area", "country")
"""How the classes of the lists begin that are places."""
_QUALIFIERS = frozenset(("acting", "assistant", "chief", "deputy", "former", "junior", "lead", "public", "senior"))
"""What stands before a title and belongs to it."""
_LETTER = re.compile(r"[^\W\d_]")


def spans(reading: Reading, passage: int, labels: Sequence[str]) -> list[Span]:
    """Return the spans that ``labels`` (``O``, or ``B-`` or ``I-`` with a coarse type) mark in the passage, in order."""
    found: list[Span] = []
    for first, last, kind in runs(labels):
        found += _pieces(reading, passage, first, last, kind)
    return _completed(reading.passages[passage], _rejoined(reading.source_text, found))


def runs(labels: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield the runs of ``labels``: first and last token (half-open) and the type; an ``I-`` without its ``B-`` begins one too.

    >>> list(runs(["B-PER", "I-PER", "O", "I-LOC"]))
    [(0, 2, 'PER'), (3, 4, 'LOC')]
    """
    last = 0
    for first in [i for i, label in enumerate(labels) if label != "O"]:
        if first >= last:
            kind, last = labels[first][2:], first + 1
            while last < len(labels) and labels[last] == "I-" + kind:
                last += 1
            yield first, last, kind


def _rejoined(source: str, found: Sequence[Span]) -> list[Span]:
    """Return ``found`` in which a name that was cut after a shortened saint is whole again ("Sault Ste. Marie")."""
    result: list[Span] = []
    for span in found:
        before = result[-1] if result else None
        if before and before.key[-1].rstrip(".") in listed("saints") and source[before.end : span.start] in (" ", ". "):
            result[-1] = before._replace(last=span.last, key=before.key + span.key, end=span.end)
        else:
            result.append(span)
    return result


def _completed(passage: Passage, found: Sequence[Span]) -> list[Span]:
    """Return ``found`` in which a place's name that goes on in the lists as that of a place or an organisation ("Sault Ste", of "Sault Ste.
    Marie") goes on to its end, where no other name stands there.
    """
    result: list[Span] = []
    following = len(passage)
    for span in reversed(found):
        last, label = _listed_end(passage, span, following) if span.label in ("LOC", "ORG") else (span.last, span.label)
        following = span.first
        if last > span.last:
            span = span._replace(
                last=last, label=label, key=key_of(passage.words[span.first : last]), end=passage.source_span(span.first, last)[1]
            )
        result.append(span)
    return result[::-1]


def _listed_end(passage: Passage, span: Span, most: int) -> tuple[int, str]:
    """Return the token, at the most ``most``, at which the longest listed place or organisation ends that begins with ``span``, and its label."""
    known = lexicon()
    longest = known.longest.get(passage.folded[span.first], 0)
    words = passage.folded[span.first : min(span.first + longest, most)]
    sizes = range(len(words), span.last - span.first, -1)
    for size in sizes:
        kind = known.phrases.get(tuple(words[:size]), "")
        if kind == "known" or (span.label == "LOC" and kind.startswith(_PLACES)):
            return span.first + size, "ORG" if kind == "known" else "LOC"
    return span.last, span.label


def _pieces(reading: Reading, number: int, first: int, last: int, kind: str) -> list[Span]:
    """Return the spans of the run of tokens ``first:last``."""
    passage, source = reading.passages[number], reading.source_text
    found = []
    for low, high in _borders(source, *passage.source_span(first, last), kind):
        low, high = edges.with_period(source, *edges.trim(source, low, high))
        if not _may_be_name(source, low, high, kind):
            continue
        low = _after_ranks(source, low, high)
        if low == high:
            continue
        one = max(passage.token_at(low - passage.start), first)
        whole = key_of(passage.words[one : min(passage.token_until(high - passage.start), last)])
        for left, right, part in parted(whole, kind):
            begin, end = low, high
            if right - left < len(whole):
                begin, end = passage.source_span(one + left, one + right)
                begin, end = edges.trim(source, begin, min(end, high))
            label = _label(source, whole[left:right], part, begin, end)
            if label and begin < end:
                found.append(Span(number, one + left, one + right, label, whole[left:right], begin, end, "tagger"))
    return found


def _borders(source: str, start: int, end: int, kind: str) -> list[tuple[int, int]]:
    """Return the pieces of ``start:end`` between what divides names of the type ``kind``, and around a parenthesis without a partner."""
    text = source[start:end]
    if text.replace(" ", "").isalpha() and "   " not in text:  # as most are: nothing divides them
        return [(start, end)]
    borders = [start]
    for gap in _BREAKS.get(kind, _BREAK).finditer(source, start, end):
        borders += [gap.start(), gap.end()]
    borders.append(end)
    alone = edges.unbalanced(text)
    if alone >= 0:
        borders = sorted([*borders, start + alone, start + alone + 1])
    return list(zip(borders[::2], borders[1::2], strict=True))


def _may_be_name(source: str, start: int, end: int, kind: str) -> bool:
    if start >= end or not _LETTER.search(source, start, end):
        return False
    if is_label(source[start:end]):
        return False
    return kind != "PER" or not wording.is_only_title(tuple(source[start:end].casefold().split()))


def is_label(text: str) -> bool:
    """Return whether ``text`` is a label that newsrooms put before a caption or a headline, in capitals.

    >>> is_label("FILE PHOTO"), is_label("FIFA"), is_label("File")
    (True, False, False)
    """
    return text.isupper() and all(word in listed("labels") for word in text.casefold().split())


def _label(source: str, key: Key, kind: str, start: int, end: int) -> str:
    """Return the coarse type of a piece, an empty string where it is no name."""
    if edges.is_shortened_region(source, start, end) or edges.is_bare_region(source, key, start):
        return "LOC"
    label = "ORG" if kind == "MISC" and wording.is_body(key) else kind
    return "" if label in ("ORG", "MISC") and is_calendar(key) else label


def _after_ranks(source: str, start: int, end: int) -> int:
    """Return where ``start:end`` goes on after two ranks joined by a hyphen ("Maj.-Gen. Anne Roe")."""
    ranks = _RANK_PAIR.match(source, start, end)
    if not ranks:
        return start
    parts = ranks.group().strip().rstrip(".").split("-")
    return ranks.end() if all(titles.precedes_person(part.rstrip(".")) for part in parts) else start


def parted(key: Key, kind: str) -> list[tuple[int, int, str]]:
    """Return the parts (first and last word, type) of a span of the words ``key``: one, or what stands before and after a shortened rank, or a
    town and its region without a comma.

    >>> parted(("harbour", "police", "capt.", "ann", "roe"), "ORG")
    [(0, 2, 'ORG'), (3, 5, 'PER')]
    >>> parted(("sgt", ".", "ann", "roe"), "MISC")
    [(2, 4, 'PER')]
    >>> parted(("toronto", "ont"), "PER")
    [(0, 1, 'LOC'), (1, 2, 'LOC')]
    >>> parted(("public", "ombudsman", "ann", "roe"), "PER")
    [(2, 4, 'PER')]
    """
    size = len(key)
    if kind == "PER":
        begin = _behind_titles(key)
        if begin:
            return [(begin, size, kind)]
    if size > 1 and key[-1].rstrip(".") in listed("bare_regions") and lexicon().lowered.get(key[:-1], "").startswith("town"):
        return [(0, size - 1, "LOC"), (size - 1, size, "LOC")]
    if size == 1 and _is_rank(key[0]):
        return []
    if kind == "LOC" and size > 1 and _is_rank(key[-1]):
        return [(0, size - 1, kind)]
    if kind in ("ORG", "MISC"):
        for position in range(max(size - 5, 0), size - 2):
            begin = position + 2 if key[position + 1] == "." else position + 1
            if _is_rank(key[position]) and _is_full_name(key[begin:]):
                person = (begin, size, "PER")
                return [(0, position, kind), person] if position else [person]
        if size > 1 and _is_rank(key[-1]):
            return [(0, size - 1, kind)]
    return [(0, size, kind)]


def _behind_titles(key: Key) -> int:
    """Return the word of a person's name behind the titles before it ("Senior Sergeant Roe"), 0 where there are none.

    What may be a given name ("Major Roe", "Dean Roe") or is said as part of the name ("Queen Ann", "Pope John") is no such title; nor is a
    lone occupation before a lone word, which may be another name ("Pilot Hill").
    """
    begin = 0
    for position, word in enumerate(key[:-1]):
        title = titles.of(word)
        if not title.kinds.isdisjoint(("honorific", "office", "role")) and word.capitalize() not in lexicon().given:
            if title.gender or "prefix" in title.kinds:
                return begin
            if "honorific" in title.kinds or position or len(key) > 2:
                begin = position + 1
        elif word not in _QUALIFIERS:
            break
    return begin


def _is_rank(word: str) -> bool:
    return "rank" in titles.of(word).kinds


def _is_full_name(key: Key) -> bool:
    return 2 <= len(key) <= 3 and not any(lexicon().cues.get(word) or not word[0].isalpha() for word in key)
