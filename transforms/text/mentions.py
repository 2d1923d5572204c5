"""Named mentions: the spans of names in an annotated article, with their OntoNotes type, before they are merged into entities.

The model's labels are one voice: a linear tagger weighs them against word lists and against what the rest of the article does with the
same words (``names_tagger``); then the mentions of one name agree on its type, and a name seen once is found wherever it stands.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from transforms.text import names_tagger
from transforms.text.document import AnnotatedArticle, AnnotatedSegment
from transforms.text.names_features import NAMED_SHAPES, of_article, of_word, shouting, titled
from transforms.text.names_lexicon import fold, lexicon

_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)
_KEPT_ARTICLE = re.compile(r"(?:The|THE) (?:Hague|HAGUE|Gambia|Bahamas)\b|A\s+(?:[a-z]|\W)")
_POSSESSIVE = re.compile(r"\s*(?:['’ʼ`´][sS]|(?<=[sS])['’ʼ])$")
_EDGES = " \t\r\n\f\v\xa0\"“”„«»‘'’`,;:!?([{)]}-–—*_/\\|.…•·"
_ABBREVIATED = re.compile(r"(?:\b\w\.)+$|\b(?:Inc|Ltd|Co|Corp|Bros|Jr|Sr|St|Mt|Gov|Sen|Rep|No)\.$")
_BREAK = re.compile(r"[ \t\r\xa0]*\n[ \t\r\xa0]*\n\s*|\t+| {3,}| [|•·] ")
_LETTER = re.compile(r"[^\W\d_]")

_MISC_TYPES = frozenset(("PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"))
_PLACE_TYPES = frozenset(("GPE", "LOC", "FAC"))
_PLAIN = {"PER": "PERSON", "ORG": "ORG", "NORP": "NORP", "FAC": "FAC"}
_NATURE_WORDS = """
island islands isle archipelago peninsula cape bay gulf sea ocean strait channel lake river creek falls waterfall valley mountain mountains
mount mt hills plateau desert forest jungle savannah basin delta coast beach reef canyon glacier volcano
"""
_NATURE = frozenset(_NATURE_WORDS.split())


class Name(NamedTuple):
    """One named span: source offsets, half-open; its OntoNotes type; which of ``article.annotated`` it lies in; and its tokens there."""

    start: int
    end: int
    entity_type: str
    segment: int
    first: int
    last: int


class _Span(NamedTuple):
    segment: int
    first: int
    last: int
    label: str
    key: tuple[str, ...]


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """``start:end`` of ``text`` without quotation marks and blanks at its edges, a leading article and a final possessive.

    >>> trim("in the Senate's hall", 3, 15)
    (7, 13)
    >>> trim("at The Hague.", 3, 13)
    (3, 12)
    """
    start, end = _strip(text, start, end)
    article = _ARTICLE.match(text, start, end)
    if article and article.end() < end and not _KEPT_ARTICLE.match(text, start, end):
        start = article.end()
    possessive = _POSSESSIVE.search(text, start, end)
    if possessive and possessive.start() > start:
        end = possessive.start()
    return _strip(text, start, end)


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        last = text[end - 1]
        if last == "." and _ABBREVIATED.search(text, max(start, end - 12), end):
            break
        if last in ")]" and ("(" in text[start:end] or "[" in text[start:end]):
            break
        end -= 1
    return start, end


def find(article: AnnotatedArticle) -> list[Name]:
    """The named mentions of ``article``, sorted, never overlapping."""
    features = of_article(article)
    spans = []
    for index, (tokens, labels) in enumerate(zip(features, names_tagger.tag(features), strict=True)):
        spans += _spans(index, tokens.words, labels)
    words = [tokens.words for tokens in features]
    spans = _agreed(spans)
    spans = sorted(spans + _repeated(words, spans))
    return _named(article, spans)


def _key(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(fold(word).casefold() for word in words)


def _spans(index: int, words: Sequence[str], labels: Sequence[str]) -> list[_Span]:
    """The labelled spans of one segment, in order."""
    found = []
    first = 0
    while first < len(labels):
        last = first + 1
        if labels[first] != "O":
            kind = labels[first][2:]
            while last < len(labels) and labels[last] == "I-" + kind:
                last += 1
            found.append(_Span(index, first, last, kind, _key(words[first:last])))
        first = last
    return found


def _agreed(spans: Sequence[_Span]) -> list[_Span]:
    """``spans`` with one type for each name where the article has a clear majority, and surnames of its people as people."""
    votes: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for span in spans:
        votes[span.key][span.label] += 1
    winners = {}
    for key, counts in votes.items():
        label, number = min(counts.items(), key=lambda item: (-item[1], item[0]))
        if number >= 2 and number >= 2 * (sum(counts.values()) - number):
            winners[key] = label
    return [span._replace(label=winners.get(span.key, span.label)) for span in spans]


def _repeated(segments: Sequence[Sequence[str]], spans: Sequence[_Span]) -> list[_Span]:
    """Names of ``spans`` where they stand again and were not found: several words, or one that the article names at least twice."""
    counts = Counter(span.key for span in spans)
    labels: dict[tuple[str, ...], str] = {}
    starts: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for span in spans:
        wanted = len(span.key) > 1 or counts[span.key] >= 2
        if wanted and span.key not in labels and sum(map(len, span.key)) >= 3:
            labels[span.key] = span.label
            starts[span.key[0]].append(span.key)
    for keys in starts.values():
        keys.sort(key=lambda key: (-len(key), key))
    taken = [set[int]() for _ in segments]
    for span in spans:
        taken[span.segment].update(range(span.first, span.last))
    found = []
    for index, words in enumerate(segments):
        unclear = shouting(words) or titled(words)
        first = 0
        while first < len(words):
            step = 1
            word = words[first]
            if first not in taken[index] and of_word(word)[0] in NAMED_SHAPES:
                for key in starts.get(fold(word).casefold(), ()):
                    last = first + len(key)
                    if unclear and len(key) == 1:
                        continue
                    if _key(words[first:last]) == key and not any(i in taken[index] for i in range(first, last)):
                        found.append(_Span(index, first, last, labels[key], key))
                        step = len(key)
                        break
            first += step
    return found


def _named(article: AnnotatedArticle, spans: Sequence[_Span]) -> list[Name]:
    """``spans`` as names: trimmed, cut where blank lines or bars divide them, with their fine type."""
    source = article.source_text
    names: list[Name] = []
    for span in spans:
        segment = article.annotated[span.segment]
        doc = segment.doc
        start = segment.start + doc[span.first].idx
        end = segment.start + doc[span.last - 1].idx + len(doc[span.last - 1].text)
        pieces = []
        low = start
        for gap in _BREAK.finditer(source, start, end):
            pieces.append((low, gap.start()))
            low = gap.end()
        pieces.append((low, end))
        fine = _fine(segment, span)
        for low, high in pieces:
            low, high = trim(source, low, high)
            if low < high and _LETTER.search(source, low, high) and (not names or names[-1].end <= low):
                names.append(Name(low, high, fine, span.segment, span.first, span.last))
    return _fine_agreed(source, names)


def _fine(segment: AnnotatedSegment, span: _Span) -> str:
    """The OntoNotes type of a span of coarse type: the model's where it fits, else by the words of the name."""
    plain = _PLAIN.get(span.label)
    if plain:
        return plain
    allowed = _PLACE_TYPES if span.label == "LOC" else _MISC_TYPES
    counts = Counter(token.ent_type_ for token in segment.doc[span.first : span.last] if token.ent_type_ in allowed)
    if span.label == "LOC":
        return _place_type(span.key, counts)
    if counts:
        return min(counts.items(), key=lambda item: (-item[1], item[0]))[0]
    cues = {cue for word in span.key for cue in lexicon().cues.get(word, ())}
    for cue, kind in (("law", "LAW"), ("event", "EVENT"), ("thing", "PRODUCT")):
        if cue in cues:
            return kind
    before = segment.doc[span.first - 1].text if span.first else ""
    return "WORK_OF_ART" if before in ('"', "“", "‘", "'", "«") and len(span.key) > 1 else "PRODUCT"


def _place_type(key: tuple[str, ...], counts: Counter[str]) -> str:
    known = lexicon()
    kind = known.lowered.get(key, "")
    if kind.startswith("town") or kind in ("country", "region"):
        return "GPE"
    if kind == "area" or key[-1] in _NATURE or key[0] in ("lake", "mount", "mt", "mt.", "gulf", "cape"):
        return "LOC"
    if counts:
        return min(counts.items(), key=lambda item: (-item[1], item[0]))[0]
    return "FAC" if len(key) > 1 and "facility" in known.cues.get(key[-1], ()) else "GPE"


def _fine_agreed(source: str, names: Sequence[Name]) -> list[Name]:
    """``names`` with one type for each name within places and within the other kinds, by majority, then by first mention."""
    votes: dict[tuple[str, bool], Counter[str]] = defaultdict(Counter)
    keys = []
    for name in names:
        place = name.entity_type in _PLACE_TYPES
        key = (fold(source[name.start : name.end]).casefold(), place)
        keys.append(key if place or name.entity_type in _MISC_TYPES else None)
        if keys[-1]:
            votes[key][name.entity_type] += 1
    return [name._replace(entity_type=votes[key].most_common(1)[0][0]) if key else name for name, key in zip(names, keys, strict=True)]
