"""What a span holds besides a name: a score, a parenthesis, the office of whom a party sent, a second form of address, "Former", where it is, and a
person's nationality, rank, degrees and term of office.
"""

import re
from collections.abc import Iterator, Sequence

from transforms.text.lexicon import gazetteer, sport, titles
from transforms.text.lexicon.folding import fold
from transforms.text.lexicon.names import lexicon, listed
from transforms.text.names.spans import Part, Span, of_tokens
from transforms.text.names.wording import is_personal
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage

_SCORE = re.compile(r"\d{1,3}[-–]\d{1,3}")
_WHERE = frozenset(("in", "near", "over", "toward", "towards"))
"""Prepositions that say where a place lies, and stand in no name of one."""

_VERSUS = frozenset(("v", "vs", "vs."))
"""What stands between two teams, and in the name of a case at court."""


def trimmed(reading: Reading, spans: Sequence[Span]) -> list[Span]:
    """Return ``spans``, in order, each without what stands at its edges and is no part of a name, and places apart from where they lie."""
    return [part for span in spans for part in _trimmed(reading, span)]


def _trimmed(reading: Reading, span: Span) -> Iterator[Span]:
    passage = reading.passages[span.passage]
    words = passage.words[span.first : span.last]
    parts = (_teams(reading, span, words) or _parts(passage, span, words)) if len(words) == len(span.key) > 1 else None
    if parts is None:
        yield span
        return
    for first, last, label in parts:
        key, rule = span.key[first:last], f"{span.rule}, trimmed"
        yield of_tokens(reading, span.passage, span.first + first, span.first + last, label, key, rule)


def _teams(reading: Reading, span: Span, words: Sequence[str]) -> list[Part] | None:
    """Return the two teams of "Orlin v Zorvat" in an article that says anything of sport, None for a case at court ("Roe v Doe")."""
    between = next((i for i in range(1, len(words) - 1) if words[i] in _VERSUS and words[i + 1][0].isupper()), 0)
    if not between or span.label not in ("LOC", "ORG") or not reading.count(sport.TOPICS):
        return None
    return [(0, between, span.label), (between + 1, len(words), span.label)]


def _parts(passage: Passage, span: Span, words: Sequence[str]) -> list[Part] | None:
    """Return the parts of a span that are names, None where all of it is one."""
    size = len(words)
    if span.label in ("LOC", "FAC"):
        return _apart(span, words)
    if span.label == "NORP" and size == 3 and words[1] == "and" and words[0].istitle() and words[2].istitle():
        return [(0, 1, "NORP"), (2, 3, "NORP")]
    scored = next((i for i in range(1, size) if _SCORE.fullmatch("".join(words[i:]))), size)
    if span.label in ("ORG", "PER") and scored < size:
        return [(0, scored, span.label)]
    if span.label == "ORG" and span.key[0] == "former" and span.key not in lexicon().lowered:
        return [(1, size, "ORG")]
    return _of_person(passage, span, words) if span.label == "PER" else None


def _apart(span: Span, words: Sequence[str]) -> list[Part] | None:
    """Return the two places of "Oslo in Zorvat County", and the river and the peak of "Orlin River toward Zorvat Peak"; not what a village
    ("Ashton in Makerfield") or something else, as an exposition, is called with where it is.
    """
    i = next((i for i in range(1, len(words) - 1) if words[i] in _WHERE and words[i + 1][:1].isupper()), 0)
    if not i or not words[i - 1][:1].isupper():
        return None
    first, whole = (gazetteer.load().knows(gazetteer.fold(" ".join(name))) for name in (words[:i], words))
    if whole or not (first or "place" in lexicon().cues.get(span.key[i - 1], ())):
        return None
    return [(0, i, "LOC"), (i + 1, len(words), "LOC")]


def _of_person(passage: Passage, span: Span, words: Sequence[str]) -> list[Part] | None:
    """Return the person before a parenthesis ("Ann Roe (Orlin)") or behind a second form of address ("Tan Sri Ann Roe"), and the party of an office
    ("Orlin Party MP").
    """
    size = len(words)
    if words[-1] == ")" and "(" in words[2:]:
        return [(0, words.index("("), "PER")]
    before = passage.words[span.first - 1] if span.first else ""
    if "honorific" in titles.of(words[0]).kinds and "honorific" in titles.of(before).kinds:
        return [(1, size, "PER")]
    if lexicon().lowered.get(span.key[:-1]) == "known" and titles.is_office(words[-1]):
        return [(0, size - 1, "ORG")]
    return _around_person(span, words) if size > 2 else None


def _around_person(span: Span, words: Sequence[str]) -> list[Part] | None:
    """Return the person behind a nationality or a party, which are names of their own ("Finnish Ann Roe"), a quality with the capital of a beginning
    ("Longtime Ann Roe"), or a rank or profession in capitals ("PC Ann Roe"), and before letters ("Ann Roe KC") or what is only somebody's ("Ann Roe
    Presidency").
    """
    size = len(words)
    if fold(words[1]) in lexicon().given:
        if span.key[0] in listed("qualities") and words[0].title() not in lexicon().given:
            return [(1, size, "PER")]
        if lexicon().lowered.get(span.key[:1]) in ("nation", "party") and not is_personal(span.key[:1]):
            return [(0, 1, "NORP"), (1, size, "PER")]
        if words[0].isupper() and span.key[0] in listed("ranks"):
            return [(1, size, "PER")]
    lettered = words[-1].isupper() and words[0].istitle() and (span.key[-1] in listed("letters") or titles.is_office(words[-1]))
    return [(0, size - 1, "PER")] if lettered or span.key[-1] in listed("terms_held") else None
