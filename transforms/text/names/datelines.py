"""Datelines: the town in capitals that a passage opens with, and the agency behind it ("KYIV, Ukraine (AP) —")."""

import re
from collections.abc import Iterator, Sequence

from transforms.text.lexicon import gazetteer
from transforms.text.lexicon.common import is_common
from transforms.text.lexicon.folding import fold
from transforms.text.lexicon.names import lexicon, shortened_regions
from transforms.text.names.spans import Span, key_of
from transforms.text.names.wording import SURE_PLACES
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage

_LONGEST = 120
"""Characters that a dateline takes at most."""
_DATELINE = re.compile(
    r"(?P<town>[^\W\d_](?:[ .'’-]{0,2}[^\W\d_]){2,39})(?:, (?P<region>[A-Z][\w.]*(?: [A-Z][\w.]*){0,2}))?"
    r" {0,3}(?P<agency>\([A-Z][\w ]{1,30}\))? {0,3}[-–—]{1,2}\s"
)


def datelined(reading: Reading, spans: Sequence[Span]) -> list[Span]:
    """Return ``spans`` with the town of each dateline as a place, and the agency behind it as an organisation; a span that goes on behind the
    dash begins there.

    A town is one of the lists, or one before a country or region of them.
    """
    by_passage: list[list[Span]] = [[] for _ in reading.passages]
    for span in spans:
        by_passage[span.passage].append(span)
    return [span for passage in reading.passages for span in _opened(reading.source_text, passage, by_passage[passage.index])]


def _opened(source: str, passage: Passage, spans: list[Span]) -> list[Span]:
    """Return the spans of one passage, with those of its dateline where it has one."""
    opening = _DATELINE.match(source, passage.start, min(passage.start + _LONGEST, passage.end))
    if not opening or not opening["town"].isupper():
        return spans
    spans = list(_behind_dash(source, passage, spans, opening.end()))
    start, end = opening.span("town")
    last = passage.token_until(end - passage.start)
    if not last or passage.start + passage.ends[last - 1] != end:
        return spans
    key = key_of(passage.words[:last])
    if not is_town(opening["town"], opening["region"] or "", key) or any(span.first < last < span.last for span in spans):
        return spans
    agency = (opening.start("agency") + 1, opening.end("agency") - 1)
    rest = [span._replace(label="ORG") if (span.start, span.end) == agency else span for span in spans if span.first >= last]
    return [Span(passage.index, 0, last, "LOC", key, start, end, "dateline"), *rest]


def _behind_dash(source: str, passage: Passage, spans: list[Span], end: int) -> Iterator[Span]:
    """Yield ``spans``; of one that goes over the offset ``end``, behind a dateline's dash, what stands behind it."""
    first = passage.token_from(end - passage.start)
    for span in spans:
        if not span.start < end < span.end:
            yield span
        elif first < span.last:
            start = passage.start + passage.starts[first]
            yield span._replace(
                first=first, start=start, key=key_of(passage.words[first : span.last]), rule=f"{span.rule}, behind a dateline"
            )


def is_town(town: str, region: str, key: tuple[str, ...]) -> bool:
    """Return whether ``town`` (its words: ``key``) is known to the lists or, where it is no ordinary word, to the gazetteer, or lies in a known
    ``region``.

    >>> is_town("DAKAR", "", ("dakar",)), is_town("ZHANATAS", "Kazakhstan", ("zhanatas",)), is_town("NEWS", "", ("news",))
    (True, True, False)
    """
    known = lexicon().lowered
    if known.get(tuple(region.casefold().split())) in SURE_PLACES or region in shortened_regions():
        return True
    plain = fold(town).casefold()
    if not all(map(is_common, plain.split())) and gazetteer.load().knows(gazetteer.fold(town)):
        return True
    return any(known.get(form) in SURE_PLACES for form in (key, tuple(plain.split()), tuple(plain.replace(".", "").split())))
