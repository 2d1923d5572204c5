"""The annotated folder that ``newsbeam evaluate page`` measures on: ``python -m benchmarks.page --gold segments-broad/dev --output DIR``.

``benchmarks/page.tsv`` holds what was written down of the pages, as offsets; their texts and headlines are those of the gold folder.
"""

import argparse
import collections
import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

from pipeline.evaluation.page import gold_of
from pipeline.evaluation.task import GoldDocument, read_gold

TABLE = Path(__file__).with_suffix(".tsv")
LISTS = ("bylines", "agencies")


def annotations() -> dict[str, dict[str, str]]:
    """Return by digest of a page its fields, each with its spans or names as written in the table."""
    pages: dict[str, dict[str, str]] = collections.defaultdict(dict)
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            digest, field, cells = line.split("\t")
            pages[digest][field] = cells
    return pages


def said(document: GoldDocument, fields: dict[str, str]) -> dict[str, Any]:
    """Return what the page ``document`` says of itself: its labelled headlines, and the annotated ``fields``."""
    found: dict[str, Any] = dict(gold_of(document))
    for field, cells in fields.items():
        parts = cells.split(",") if cells else []
        values = parts if field == "agencies" else [document.text[slice(*map(int, part.split(":")))] for part in parts]
        if field != "page":
            found[field] = values if field in LISTS else values[0]
    return found


def main() -> None:
    """Write the folder."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    (options.output / "raw").mkdir(parents=True)
    pages = annotations()
    lines = []
    for document in read_gold(options.gold):
        fields = pages.get(hashlib.sha256(document.text.encode()).hexdigest()[:16])
        if fields is not None:
            lines.append(json.dumps({**document.record, "annotations": [], "page": said(document, fields)}, ensure_ascii=False))
            shutil.copy(options.gold / "raw" / document.file, options.output / "raw" / document.file)
    (options.output / "gold.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} pages")


if __name__ == "__main__":
    main()
