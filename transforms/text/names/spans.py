"""The spans of an article that may be names, between the tagger's labels and the finished names."""

from collections.abc import Sequence
from typing import NamedTuple

from transforms.text.lexicon.folding import lower
from transforms.text.names import edges
from transforms.text.reading import Reading

Key = tuple[str, ...]
"""The words of a name, folded and in lower case."""

Part = tuple[int, int, str]
"""First and last word (half-open) of a part within its span, and its label."""


SURNAME_PARTICLES = frozenset(("von", "van", "de", "der", "della", "di", "du", "ten", "ter", "zu"))
"""Small words that a surname begins with when it stands alone, too."""


PARTICLES = SURNAME_PARTICLES | {"af", "da", "das", "del", "dela", "den", "do", "dos"}
"""Small words inside a surname, or between a form of address and what follows of one."""


class Span(NamedTuple):
    """Tokens ``first:last`` of the passage with the number ``passage``, and the source offsets of the name in them.

    ``label`` is the coarse type: PER, ORG, LOC, FAC, NORP or MISC; ``rule`` says what found the span.
    """

    passage: int
    first: int
    last: int
    label: str
    key: Key
    start: int
    end: int
    rule: str


def key_of(words: Sequence[str]) -> Key:
    """Return the key under which ``words`` are compared with other names."""
    return tuple(lower(word) for word in words)


def with_particle(span: Span) -> Key | None:
    """Return the surname that a full name ends with where it begins with a small word: "van der Roe", None where there is none."""
    first = next((i for i in range(1, len(span.key) - 1) if span.key[i] in SURNAME_PARTICLES), None)
    return None if first is None else span.key[first:]


def of_tokens(reading: Reading, passage: int, first: int, last: int, label: str, key: Key, rule: str) -> Span:
    """Return the span of the tokens ``first:last`` of a passage, its edges trimmed."""
    source = reading.source_text
    start, end = edges.trim(source, *reading.passages[passage].source_span(first, last))
    return Span(passage, first, last, label, key, *edges.with_period(source, start, end), rule)


def taken(reading: Reading, spans: Sequence[Span]) -> list[set[int]]:
    """Return for each passage the tokens that lie in one of ``spans``."""
    result = [set[int]() for _ in reading.passages]
    for span in spans:
        result[span.passage].update(range(span.first, span.last))
    return result
