"""Measuring segmentation: published ``segments`` and ``articles`` rows against pages whose lines are labelled."""

import html
import importlib
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from pipeline.evaluation import fitted
from pipeline.evaluation.task import GoldDocument, Report, Rows
from schemas.rows import FACT_KINDS

CLASSES = ("paragraph", "heading", "caption", "headline")
"""The kinds that are measured one by one and averaged; other labels count against them only where they are predicted as one of these."""
FURNITURE = frozenset({"other", "unknown", "credit"})
"""Labels of lines that no fact may come from."""
LONG_LINE = 80
"""Characters from which on the trivial baseline takes a line for body."""

_BLURB = re.compile(
    r"^\W{0,2}(?:WATCH|LISTEN|VIDEO|AUDIO)\s?(?:[|·:]|l\s)|\bDuration \d{1,2}:\d\d\b|^Click to play (?:video|audio)\b|^Video Duration\b"
)


class Piece(NamedTuple):
    """A predicted stretch of a page: its kind and whether it is body."""

    start: int
    end: int
    kind: str
    in_body: bool


class Line(NamedTuple):
    """A labelled line beside what was predicted for it: the kinds that hold at least half of it, the one that holds most, and the same for
    the body (``body_characters``: how many of its characters, blanks left out, lie in the body). ``hint``: what the page's markup calls it.
    """

    start: int
    end: int
    label: str
    body: bool | None
    kinds: frozenset[str]
    kind: str
    in_body: bool
    characters: int
    body_characters: int
    hint: str = ""


def score(
    documents: Sequence[GoldDocument], predicted: Mapping[str, Rows], extra: Mapping[str, Mapping[str, Sequence[Piece]]] | None = None
) -> Report:
    """Return the figures of the published ``predicted`` rows (by file name, then by dataset) on ``documents``.

    A line has a class where at least half of it lies in segments of that kind; body is ``in_body``; lines whose ``body`` is null (headings,
    summaries) are not judged for body. Baselines: long lines as body, jusText where it is installed, and the tools in ``extra`` (pieces by
    tool and file name). Documents that the weights were fitted on are measured apart (``fitted_``).
    """
    documents, known = fitted.apart("segments", documents)
    tables, measures = _measured(documents, predicted)
    if known:
        measures |= {f"fitted_{name}": value for name, value in _measured(known, predicted)[1].items()}
    tools: dict[str, Callable[[GoldDocument], Sequence[Piece]]] = {"long_lines": long_lines}
    if _justext_installed():
        tools["justext"] = justext_lines
    baselines: dict[str, Mapping[str, float]] = {
        name: measure({document.file: lines(document, tool(document)) for document in documents}) for name, tool in tools.items()
    }
    for name, found in (extra or {}).items():
        baselines[name] = measure({document.file: lines(document, found.get(document.file, ())) for document in documents})
    said = fitted.said(documents, known)
    return Report("segments", measures, baselines, f"{said}\n\n{details(documents, tables, predicted)}")


def _measured(documents: Sequence[GoldDocument], predicted: Mapping[str, Rows]) -> tuple[dict[str, list[Line]], dict[str, float]]:
    """Return what was predicted for the lines of each document, and the measures on all of them."""
    tables = {document.file: lines(document, pieces(predicted.get(document.file, {}))) for document in documents}
    measures = measure(tables)
    measures["headline"] = _headlines(documents, predicted)
    return tables, measures


def pieces(rows: Rows) -> list[Piece]:
    """Return the predicted stretches of one page from its published rows."""
    return [Piece(row["char_start"], row["char_end"], row["kind"], row["in_body"]) for row in rows.get("segments", ())]


def lines(document: GoldDocument, predicted: Sequence[Piece]) -> list[Line]:
    """Return the labelled lines of ``document`` with what ``predicted`` says of each."""
    found = []
    ordered = sorted(predicted)
    low = 0
    for note in sorted(document.annotations, key=lambda n: (n["start"], n["end"])):
        start, end = note["start"], note["end"]
        if not document.is_scored(start, end) or end <= start:
            continue
        while low < len(ordered) and ordered[low].end <= start:
            low += 1
        by_kind: Counter[str] = Counter()
        body = 0
        at = low
        while at < len(ordered) and ordered[at].start < end:
            piece = ordered[at]
            first, last = max(piece.start, start), min(piece.end, end)
            if last > first:
                by_kind[piece.kind] += last - first
                body += _inked(document.text[first:last]) if piece.in_body else 0
            at += 1
        half = (end - start) / 2
        kinds = frozenset(kind for kind, size in by_kind.items() if size >= half)
        kind = max(by_kind, key=lambda k: (by_kind[k], k)) if by_kind else "none"
        inked = _inked(document.text[start:end])
        found.append(
            Line(
                start, end, note["label"], note["body"], kinds, kind, bool(body) and body * 2 >= inked, inked, body, note.get("kind") or ""
            )
        )
    return found


def _inked(text: str) -> int:
    return sum(1 for c in text if not c.isspace())


def measure(tables: Mapping[str, Sequence[Line]]) -> dict[str, float]:
    """Return precision, recall and F per class, their macro F, body F by line and by character, and the captions that leaked into the body.

    Of readers' comments the share of lines that are body; of the characters that facts may be taken from the share that are furniture.
    """
    every = [line for table in tables.values() for line in table]
    result: dict[str, float] = {}
    for name in CLASSES:
        hit = sum(1 for n in every if n.label == name and name in n.kinds)
        said = sum(1 for n in every if name in n.kinds)
        gold = sum(1 for n in every if n.label == name)
        _prf(result, name, hit, said, gold)
    result["macro_f"] = sum(result[f"{name}_f"] for name in CLASSES) / len(CLASSES)
    judged = [n for n in every if n.body is not None]
    _prf(
        result, "body_lines",
        sum(1 for n in judged if n.body and n.in_body), sum(1 for n in judged if n.in_body), sum(1 for n in judged if n.body),
    )  # fmt: skip
    _prf(
        result, "body_characters",
        sum(n.body_characters for n in judged if n.body), sum(n.body_characters for n in judged), sum(n.characters for n in judged if n.body),
    )  # fmt: skip
    captions = [n for n in every if n.label == "caption"]
    result["captions_leaked"] = sum(1 for n in captions if n.in_body) / len(captions) if captions else 0.0
    comments = [n for n in every if n.hint == "comments"]
    result["comments_leaked"] = sum(1 for n in comments if n.in_body) / len(comments) if comments else 0.0
    factual = [n for n in every if n.kind in FACT_KINDS]
    size = sum(n.characters for n in factual)
    result["facts_from_furniture"] = sum(n.characters for n in factual if n.label in FURNITURE) / size if size else 0.0
    return result


def _prf(result: dict[str, float], name: str, hit: float, said: float, gold: float) -> None:
    precision = hit / said if said else 0.0
    recall = hit / gold if gold else 0.0
    result[f"{name}_p"], result[f"{name}_r"] = precision, recall
    result[f"{name}_f"] = 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def folded(text: str) -> str:
    """Return ``text`` with runs of blanks as one and compatibility forms unified, for comparing headlines."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _headlines(documents: Sequence[GoldDocument], predicted: Mapping[str, Rows]) -> float:
    """Return the share of the pages with a labelled headline whose ``articles.headline`` equals a labelled line."""
    right = total = 0
    for document in documents:
        labelled = {folded(document.text[n["start"] : n["end"]]) for n in document.annotations if n["label"] == "headline"}
        if labelled:
            total += 1
            right += folded(_headline(predicted.get(document.file, {}))) in labelled
    return right / total if total else 0.0


def _headline(rows: Rows) -> str:
    articles: Sequence[Mapping[str, Any]] = rows.get("articles", ())
    return (articles[0]["headline"] or "") if articles else ""


def long_lines(document: GoldDocument) -> list[Piece]:
    """Return the trivial baseline: lines of 80 characters and more are paragraphs of the body."""
    return [Piece(n["start"], n["end"], "paragraph", True) for n in document.annotations if n["end"] - n["start"] >= LONG_LINE]


def _justext_installed() -> bool:
    try:
        importlib.import_module("justext")
    except ImportError:
        return False
    return True


def justext_lines(document: GoldDocument) -> list[Piece]:
    """Return the baseline jusText, given each labelled line as a paragraph of a page without markup."""
    justext = importlib.import_module("justext")
    notes = sorted(document.annotations, key=lambda n: n["start"])
    page = "<html><body>" + "".join(f"<p>{html.escape(document.text[n['start'] : n['end']])}</p>" for n in notes) + "</body></html>"
    good = Counter(
        folded(paragraph.text) for paragraph in justext.justext(page, justext.get_stoplist("English")) if not paragraph.is_boilerplate
    )
    return [Piece(n["start"], n["end"], "paragraph", True) for n in notes if good[folded(document.text[n["start"] : n["end"]])]]


def details(documents: Sequence[GoldDocument], tables: Mapping[str, Sequence[Line]], predicted: Mapping[str, Rows]) -> str:
    """Return for people: the confusion table, blurbs that leaked, and the ten pages with the lowest body F by character."""
    every = [(document, line) for document in documents for line in tables[document.file]]
    confusion = Counter((line.label, line.kind) for _, line in every)
    kinds = sorted({kind for _, kind in confusion})
    rows = ["| label | " + " | ".join(kinds) + " |", "| --- |" + " ---: |" * len(kinds)]
    labels = sorted({label for label, _ in confusion})
    rows.extend(f"| {label} | " + " | ".join(str(confusion[label, kind] or "") for kind in kinds) + " |" for label in labels)
    leaked = sum(1 for document, line in every if line.in_body and _BLURB.search(document.text[line.start : line.end]))
    worst = sorted((measure({document.file: tables[document.file]})["body_characters_f"], document.file) for document in documents)[:10]
    rows += [
        "",
        f"video and audio blurbs with an explicit cue in the body: {leaked}",
        "",
        "| page | body F by character | wrong lines |",
        "| --- | ---: | ---: |",
    ]
    for value, file in worst:
        wrong = sum(1 for n in tables[file] if n.body is not None and n.body != n.in_body)
        rows.append(f"| {file} | {value:.3f} | {wrong} |")
    return "\n".join(rows)
