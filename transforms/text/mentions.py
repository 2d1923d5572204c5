"""Named mentions: the spans of names in an annotated article, with their OntoNotes type, before they are merged into entities."""

import re
from typing import NamedTuple

from schemas.rows import ENTITY_TYPES
from transforms.text.document import AnnotatedArticle, AnnotatedSegment

_TYPES = frozenset(ENTITY_TYPES)
_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)
_KEPT_ARTICLE = re.compile(r"The (?:Hague|Gambia|Bahamas)\b")
_POSSESSIVE = re.compile(r"\s*['’ʼ`´](?:s|S)?$")
_EDGES = " \t\r\n\f\v\xa0\"“”„«»‘'’`,;:!?([{)]}-–—*_/\\|.…"


class Name(NamedTuple):
    """One named span: source offsets, half-open; its OntoNotes type; which of ``article.annotated`` it lies in; and its tokens there."""

    start: int
    end: int
    entity_type: str
    segment: int
    first: int
    last: int


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """``start:end`` of ``text`` without quotation marks and blanks at its edges, a leading article and a final possessive.

    >>> trim("in the Senate's hall", 3, 15)
    (7, 13)
    """
    while start < end and (text[start].isspace() or text[start] in _EDGES):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _EDGES):
        if text[end - 1] == "." and _ends_abbreviated(text[start:end]):
            break
        if text[end - 1] in ")]" and any(mark in text[start:end] for mark in "(["):
            break
        end -= 1
    article = _ARTICLE.match(text, start, end)
    if article and article.end() < end and not _KEPT_ARTICLE.match(text, start, end):
        start = article.end()
    possessive = _POSSESSIVE.search(text, start, end)
    if possessive and possessive.start() > start:
        end = possessive.start()
    return start, end


def _ends_abbreviated(name: str) -> bool:
    return bool(re.search(r"(?:\b\w\.)+$|\b(?:Inc|Ltd|Co|Corp|Bros|Jr|Sr|St|Mt)\.$", name))


def find(article: AnnotatedArticle) -> list[Name]:
    """The named mentions of ``article``, sorted, never overlapping."""
    names: list[Name] = []
    for index, segment in enumerate(article.annotated):
        names += _of_segment(article.source_text, index, segment)
    return names


def _of_segment(source: str, index: int, segment: AnnotatedSegment) -> list[Name]:
    found = []
    for span in segment.doc.ents:
        if span.label_ in _TYPES:
            start, end = trim(source, segment.start + span.start_char, segment.start + span.end_char)
            if end > start:
                found.append(Name(start, end, span.label_, index, span.start, span.end))
    return found
