"""Segmentation alone, in this process: ``python -m benchmarks.segmentation --gold GOLD [--json FILE]``; figures in ``benchmarks/segmentation.md``.

Prints what ``newsbeam evaluate segments`` measures, on the 32 pages of ``segments``, on the news pages of ``segments-broad/train`` whose sites are
set aside from the fit, and on ``segments-broad/dev``, whole and by kind of page, with processor time; then how much of plain stories facts may be
taken from. ``--invented`` needs no GOLD: it judges whole pages, those of ``benchmarks.invented``, and says which of their lines are read wrong.
"""

import argparse
import datetime
import hashlib
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

from benchmarks import invented
from pipeline.evaluation import segments
from pipeline.evaluation.task import GoldDocument, Rows, read_gold
from schemas.rows import FACT_KINDS
from training.segments import is_old, is_set_aside
from transforms.parse import parse_article
from transforms.segment import segment_article
from transforms.values import ParsedArticle, RawArticle, RunContext

NOW = datetime.datetime(2027, 1, 1, tzinfo=datetime.UTC)
SHOWN = ("body_characters_f", "body_lines_f", "paragraph_f", "heading_f", "caption_r", "captions_leaked", "headline", "comments_leaked",
         "facts_from_furniture")  # fmt: skip
PLAIN = ("times", "statements", "mentions", "places", "coreference")
Measures: TypeAlias = dict[str, float | int | str]
LEFT_OUT = "omnivore"
"""The set that the fit leaves out for its licence."""
GROUPS: dict[str, Callable[[GoldDocument], bool]] = {
    "recent": lambda document: not is_old(document),
    "news_of_2012": lambda document: document.record["set"] == "dragnet" and document.record["newslike"],
    "blogs_of_2012": lambda document: document.record["set"] == "dragnet" and not document.record["newslike"],
    "of_2005": lambda document: document.record["set"] in ("cleaneval", "cleanportal"),
}
"""Kinds of pages of the broad dev part, by the collection that they come from."""


def parsed(document: GoldDocument) -> ParsedArticle:
    """Return a page with its date and language."""
    content = document.text.encode()
    return parse_article(RawArticle(document.file, hashlib.sha256(content).hexdigest(), len(content), "utf-8", document.text), None, NOW)


def rows(page: ParsedArticle) -> Rows:
    """Return the rows ``articles`` and ``segments`` of a page."""
    done = segment_article(page, RunContext("run", NOW, "0"), clean_text=False, source_pattern=None)
    return {"articles": [done.article._asdict()], "segments": [row._asdict() for row in done.segments]}


def report(name: str, documents: Sequence[GoldDocument]) -> Measures:
    """Print the measures of ``documents`` and what a page took, and return them; milliseconds as text."""
    pages = {document.file: parsed(document) for document in documents}
    begin = time.process_time()
    predicted = {file: rows(page) for file, page in pages.items()}
    seconds = time.process_time() - begin
    measures = segments.score(documents, predicted).measures
    size = sum(len(document.text) for document in documents)
    shown: Measures = {measure: measures[measure] for measure in SHOWN}
    shown |= {"pages": len(documents), "milliseconds": f"{4_000_000 * seconds / size:.1f}"}
    print(f"{name}, {len(documents)} pages; {shown['milliseconds']} ms per 4,000 characters")
    print("  " + ", ".join(f"{measure} {100 * measures[measure]:.1f}" for measure in SHOWN))
    return shown


def whole_pages(documents: Sequence[GoldDocument]) -> None:
    """Print what is wrong on each of ``documents``, then on how many every line is right (:func:`is_right`), and on how many nothing is materially
    wrong: no line of the body lost, none in it that is neither heading nor summary, and the headline the right one, or none.
    """
    right = sound = 0
    for document in documents:
        predicted = rows(parsed(document))
        found = segments.lines(document, segments.pieces(predicted))
        wrong = [line for line in found if not is_right(line)]
        material = [line for line in found if line.body is not None and line.body != line.in_body]
        titles = {segments.folded(document.text[line.start : line.end]) for line in found if line.label == "headline"}
        headline = segments.folded(predicted["articles"][0]["headline"] or "")
        misled = headline not in titles if titles else bool(headline)
        right += not wrong and not misled
        sound += not material and not misled
        if wrong or misled:
            print(document.file)
            print(f"  headline: {headline!r}\n" * misled, end="")
            for line in wrong:
                print(f"  {'!!' if line in material else '  '} {line.hint} as {line.kind}: {document.text[line.start : line.end][:100]}")
    print(f"every line right on {right}, nothing materially wrong on {sound} of {len(documents)} pages")


_SIGNS = ("byline", "timestamp")
"""Often one line."""


def is_right(line: segments.Line) -> bool:
    """Return whether ``line`` was taken for its kind; a byline and a time, a credit and its caption, and all other furniture are one."""
    if line.label in segments.CLASSES or line.label == "summary":
        return line.kind == line.label
    if line.label == "credit":
        return line.kind in ("caption", "credit_line", "other")
    if line.hint in _SIGNS:
        return line.kind in _SIGNS
    return line.kind not in FACT_KINDS


def plain(name: str, documents: Sequence[GoldDocument]) -> Measures:
    """Print, and return as text, the shares of the scored characters, blanks left out, that facts may be taken from, and that are body."""
    every = factual = body = 0
    for document in documents:
        for row in rows(parsed(document))["segments"]:
            for low, high in document.scored:
                text = document.text[max(low, row["char_start"]) : max(low, min(high, row["char_end"]))]
                size = sum(1 for character in text if not character.isspace())
                every += size
                factual += size if row["kind"] in FACT_KINDS else 0
                body += size if row["in_body"] else 0
    shown: Measures = {"documents": len(documents), "facts": f"{100 * factual / every:.2f}", "body": f"{100 * body / every:.2f}"}
    print(f"{name}, {len(documents)} documents: facts may be taken from {shown['facts']} %, body {shown['body']} %")
    return shown


def main() -> None:
    """Measure, print and record."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--invented", action="store_true")
    arguments = parser.parse_args()
    if arguments.invented:
        pages = list(invented.documents())
        report("invented pages", pages)
        whole_pages(pages)
        return
    gold = arguments.gold or parser.error("--gold is missing")
    aside = [
        document
        for document in read_gold(gold / "segments-broad/train")
        if is_set_aside(document.record["site"]) and document.record["newslike"] and document.record["set"] != LEFT_OUT
    ]
    broad = read_gold(gold / "segments-broad/dev")
    measured = {
        "segments": report("segments", read_gold(gold / "segments")),
        "aside": report("segments-broad/train, news of sites set aside", aside),
        "dev": report("segments-broad/dev", broad),
        **{name: report(f"segments-broad/dev, {name}", [one for one in broad if belongs(one)]) for name, belongs in GROUPS.items()},
        **{task: plain(task, read_gold(gold / task)) for task in PLAIN},
    }
    if arguments.json is not None:
        content = {name: {"measures": measures} for name, measures in measured.items()}
        arguments.json.write_text(json.dumps(content, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
