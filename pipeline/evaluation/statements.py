"""Score the dataset ``statements`` against annotated attributions (PolNeAR's conventions): who is said to have said, believed or wanted what."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from pipeline.evaluation import fitted, reliability
from pipeline.evaluation.task import GoldDocument, Report, Rows
from transforms.text.lexicon import reporting

TASK = "statements"
ROLES = ("content", "cue", "source")
OPENING_MARKS = ('"', "“", "”", "'", "‘", "«", "„", "`")
"""A gold content that begins with one of these is direct speech (the corpora also mistype the marks)."""

_WORD = re.compile(r"\w+")
_NAME = re.compile(r"(?:[A-Z][\w.’'-]*\s+){0,3}[A-Z][\w’'-]+|\b(?:he|she|they|He|She|They)\b")
_SAID = re.compile(rf"\b(?:{'|'.join(sorted(reporting.forms('speech')))})\b")
_QUOTED = re.compile(r"“[^“”]{1,5000}”|\"[^\"]{1,5000}\"|''(?:[^']|'(?!')){1,5000}''")

Span = tuple[int, int]


class Attribution(NamedTuple):
    """One attribution, predicted or gold: the spans of its three roles in source offsets, in order."""

    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]

    @classmethod
    def of_row(cls, row: Mapping[str, Any]) -> "Attribution":
        """Return the attribution of a row of ``statements``."""
        content = tuple((piece["start"], piece["end"]) for piece in row["content_spans"])
        cue = () if row["cue_start"] is None else ((row["cue_start"], row["cue_end"]),)
        source = () if row["speaker_start"] is None else ((row["speaker_start"], row["speaker_end"]),)
        return cls(content, cue, source)


class Judge:
    """The gold of one document, ready to be asked whether an attribution is linked: its content and speaker are one's of the gold."""

    def __init__(self, document: GoldDocument) -> None:
        """Read the gold of ``document``."""
        self._document, self._words = document, _Words(document.text)
        self._gold = [(self._words.of(item.content), item.source) for item in gold_attributions(document)]

    def is_scored(self, item: Attribution) -> bool:
        """Return whether the content of ``item`` lies in a scored region."""
        return all(self._document.is_scored(start, end) for start, end in item.content)

    def is_linked(self, item: Attribution) -> bool:
        """Return whether the gold has half of the words of ``item``'s content and more, said by the same speaker."""
        own = self._words.of(item.content), item.source
        return any(_linked(gold, own) for gold in self._gold)


def gold_attributions(document: GoldDocument) -> list[Attribution]:
    """Return the gold attributions of ``document``."""
    return [
        Attribution(*(tuple((piece["start"], piece["end"]) for piece in item[role]) for role in ROLES)) for item in document.annotations
    ]


def predicted_attributions(document: GoldDocument, rows: Iterable[Mapping[str, Any]]) -> list[Attribution]:
    """Return the rows of ``statements`` whose content lies in a scored region, as attributions."""
    judge = Judge(document)
    return [item for item in map(Attribution.of_row, rows) if judge.is_scored(item)]


def trivial_attributions(document: GoldDocument) -> list[Attribution]:
    """Return what the trivial rule finds: every pair of quotation marks is a statement, its speaker the name nearest to the nearest "said".

    It is run on the scored regions only, paragraph by paragraph.
    """
    found = []
    for low, high in document.scored:
        for paragraph in re.finditer(r"[^\n]+", document.text[low:high]):
            text, base = paragraph.group(), low + paragraph.start()
            quotes = [match.span() for match in _QUOTED.finditer(text)]

            def outside(spans: Iterable[Span], quotes: Sequence[Span] = quotes) -> list[Span]:
                return [span for span in spans if not any(start < span[1] and span[0] < end for start, end in quotes)]

            cues = outside(match.span() for match in _SAID.finditer(text))
            names = outside(match.span() for match in _NAME.finditer(text))
            for quote in quotes:
                cue = min(cues, key=lambda span: _gap(span, quote), default=None)
                name = min(names, key=lambda span: _gap(span, cue), default=None) if cue else None
                found.append(
                    Attribution(
                        ((base + quote[0], base + quote[1]),),
                        ((base + cue[0], base + cue[1]),) if cue else (),
                        ((base + name[0], base + name[1]),) if name else (),
                    )
                )
    return found


def textacy_attributions(document: GoldDocument, nlp: Any) -> list[Attribution] | None:
    """Return what textacy's ``direct_quotations`` finds, paragraph by paragraph (it raises on paragraphs with an odd number of marks, which are
    left out), or None where textacy is not installed.
    """
    try:
        from textacy.extract import direct_quotations  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        return None
    found = []
    for low, high in document.scored:
        for paragraph in re.finditer(r"[^\n]+", document.text[low:high]):
            base = low + paragraph.start()
            doc = nlp(paragraph.group())
            try:
                quotations = list(direct_quotations(doc))
            except ValueError:
                continue
            for quotation in quotations:
                spans = []
                for part in (quotation.content, quotation.cue, quotation.speaker):
                    tokens = list(part)
                    spans.append(((base + tokens[0].idx, base + tokens[-1].idx + len(tokens[-1])),) if tokens else ())
                found.append(Attribution(*spans))
    return found


def score(
    documents: Sequence[GoldDocument], predicted: Mapping[str, Rows], extra: Mapping[str, Mapping[str, Sequence[Attribution]]] | None = None
) -> Report:
    """Return the figures of the published ``predicted`` rows (by file name, then by dataset) on ``documents``, beside those of the trivial rule and
    of other tools (``extra``: attributions by tool and file name).

    Per role: exact and any-overlap F over attributions (exact: the same spans; overlap: a common character). Linked F: content IoU of words
    at least 0.5 and the source right, which is a common character, or no source on either side. Direct: gold contents that begin with a
    quotation mark; found where a prediction has a content IoU of at least 0.9 and, for the speaker, a source that overlaps the gold one.
    ``confidence_``: what the column is worth on the documents that it was not fitted on.
    """
    golds = [gold_attributions(document) for document in documents]
    ours = [predicted_attributions(document, predicted.get(document.file, {}).get("statements", ())) for document in documents]
    measures = measure(documents, golds, ours)
    baselines = {"trivial": measure(documents, golds, [trivial_attributions(document) for document in documents])}
    for name, found in (extra or {}).items():
        baselines[name] = measure(documents, golds, [found.get(document.file, ()) for document in documents])
    judged = confident(fitted.apart(TASK, documents)[0], predicted)
    measures |= reliability.measures(judged)
    return Report(TASK, measures, baselines, "\n".join([_details(documents, golds, ours), *reliability.table(judged)]))


def confident(documents: Sequence[GoldDocument], predicted: Mapping[str, Rows]) -> list[reliability.Judged]:
    """Return for each scored row of ``statements`` in the ``documents`` its confidence, and whether the gold links its content to its speaker."""
    found = []
    for document in documents:
        judge = Judge(document)
        for row in predicted.get(document.file, {}).get("statements", ()):
            item = Attribution.of_row(row)
            if judge.is_scored(item):
                found.append((row["confidence"], judge.is_linked(item)))
    return found


def measure(
    documents: Sequence[GoldDocument], golds: Sequence[Sequence[Attribution]], found: Sequence[Sequence[Attribution]]
) -> dict[str, float]:
    """Return the measures of ``score`` for attributions ``found``, document by document."""
    measures: dict[str, float] = {}
    pairs = list(zip(documents, golds, found, strict=True))
    for index, role in enumerate(ROLES):
        for kind, same in (("exact", _same), ("overlap", _overlaps)):
            hits = [
                _hits([item[index] for item in gold if item[index]], [item[index] for item in mine if item[index]], same)
                for _, gold, mine in pairs
            ]
            precision, recall, f = _prf(hits)
            measures[f"{role}_{kind}_precision"], measures[f"{role}_{kind}_recall"], measures[f"{role}_{kind}_f"] = precision, recall, f
    words = [_Words(document.text) for document in documents]
    linked = [
        _hits([(of(item.content), item.source) for item in gold], [(of(item.content), item.source) for item in mine], _linked)
        for of, (_, gold, mine) in zip((each.of for each in words), pairs, strict=True)
    ]
    measures["linked_precision"], measures["linked_recall"], measures["linked_f"] = _prf(linked)
    counts = [_direct(document, gold, mine, each) for (document, gold, mine), each in zip(pairs, words, strict=True)]
    direct, content, both = (sum(column) for column in zip(*counts, strict=True)) if counts else (0, 0, 0)
    measures["direct_content"] = content / direct if direct else 0.0
    measures["direct_content_and_speaker"] = both / direct if direct else 0.0
    measures["direct_gold"] = direct
    measures["gold"], measures["predicted"] = sum(map(len, golds)), sum(map(len, found))
    return measures


def _direct(document: GoldDocument, gold: Sequence[Attribution], mine: Sequence[Attribution], words: "_Words") -> tuple[int, int, int]:
    """Return how many gold contents are direct speech, of how many the content is found, and of how many the speaker as well."""
    contents = [(other, words.of(other.content)) for other in mine]
    direct = [item for item in gold if document.text[item.content[0][0] :].startswith(OPENING_MARKS)]
    near = [[other for other, at in contents if _iou(words.of(item.content), at) >= 0.9] for item in direct]
    both = sum(
        any(_overlaps(item.source, other.source) or (not item.source and not other.source) for other in others)
        for item, others in zip(direct, near, strict=True)
    )
    return len(direct), sum(map(bool, near)), both


class _Words:
    """The words of a text by number."""

    def __init__(self, text: str) -> None:
        self._spans = [match.span() for match in _WORD.finditer(text)]
        self._of_character: dict[int, int] = {at: number for number, (start, end) in enumerate(self._spans) for at in range(start, end)}

    def of(self, spans: Iterable[Span]) -> frozenset[int]:
        """Return the numbers of the words that ``spans`` touch."""
        return frozenset(self._of_character[at] for start, end in spans for at in range(start, end) if at in self._of_character)


def _gap(one: Span, other: Span) -> int:
    return max(one[0] - other[1], other[0] - one[1])


def _same(one: Sequence[Span], other: Sequence[Span]) -> bool:
    return tuple(one) == tuple(other)


def _overlaps(one: Sequence[Span], other: Sequence[Span]) -> bool:
    return any(a < d and c < b for a, b in one for c, d in other)


def _iou(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / len(one | other) if one or other else 0.0


def _linked(one: tuple[frozenset[int], Sequence[Span]], other: tuple[frozenset[int], Sequence[Span]]) -> bool:
    if _iou(one[0], other[0]) < 0.5:
        return False
    return _overlaps(one[1], other[1]) or not (one[1] or other[1])


def _hits(gold: Sequence[Any], mine: Sequence[Any], same: Callable[[Any, Any], bool]) -> tuple[int, int, int, int]:
    """Return gold items matched, gold items, predicted items matched, predicted items."""
    return (
        sum(any(same(item, other) for other in mine) for item in gold),
        len(gold),
        sum(any(same(item, other) for item in gold) for other in mine),
        len(mine),
    )


def _prf(hits: Sequence[tuple[int, int, int, int]]) -> tuple[float, float, float]:
    found, gold, right, mine = (sum(column) for column in zip(*hits, strict=True)) if hits else (0, 0, 0, 0)
    precision, recall = (right / mine if mine else 0.0), (found / gold if gold else 0.0)
    return precision, recall, (2 * precision * recall / (precision + recall) if precision + recall else 0.0)


def _details(documents: Sequence[GoldDocument], golds: Sequence[Sequence[Attribution]], found: Sequence[Sequence[Attribution]]) -> str:
    """Return the figures by set and by form of the gold, for people."""
    lines = []
    for name in sorted({str(document.record.get("set", "")) for document in documents}):
        chosen = [index for index, document in enumerate(documents) if str(document.record.get("set", "")) == name]
        figures = measure([documents[i] for i in chosen], [golds[i] for i in chosen], [found[i] for i in chosen])
        lines.append(
            f"{name}: content overlap F {figures['content_overlap_f']:.3f}, linked F {figures['linked_f']:.3f}, "
            f"direct content and speaker {figures['direct_content_and_speaker']:.3f}"
        )
    forms: dict[str, list[int]] = {}
    for document, gold, mine in zip(documents, golds, found, strict=True):
        for annotation, item in zip(document.annotations, gold, strict=True):
            counts = forms.setdefault(str(annotation.get("form", "")), [0, 0])
            counts[0] += any(_overlaps(item.content, other.content) for other in mine)
            counts[1] += 1
    lines += [f"{form}: {hit} of {total} contents overlapped" for form, (hit, total) in sorted(forms.items())]
    return "\n".join(lines)
