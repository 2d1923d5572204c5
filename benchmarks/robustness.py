"""Mutated news through every step: ``python -m benchmarks.robustness --gold DIR --texts 10000``.

Takes texts of the gold folders (and of seeds/), cuts a piece out of each, damages it in one to six places (marks deleted, doubled, inserted;
words dropped, joined, repeated; odd characters), and runs segmentation, annotation, all extractors and the row contract over it. Prints how many
raised anything and how many broke a rule of the contract, offsets among them. The same seed gives the same texts.
"""

import argparse
import datetime
import hashlib
import random
import traceback
from collections import Counter
from pathlib import Path

from pipeline.options import DEFAULT_MODEL
from transforms.segment import segment_article
from transforms.text import families
from transforms.text.reading import annotation
from transforms.validate import validated
from transforms.values import ArticleRows, ParsedArticle, RawArticle, RunContext

SEEDS = Path(__file__).parents[1] / "seeds"
NOW = datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC)
ODD = ['"', "“", "”", "'", "‘", "’", "''", "(", ")", "—", "$", "%", "\n", "\n\n", "\r", "\x0c", "\xa0", "\xad", "\u200b", "😀", "e\u0301", ",", ".",
       "…",       " said ", " on Tuesday ", " 3.5 million ", "«", "»", "\u202e", "\x00"]  # fmt: skip
LONGEST = 2_500


def mutated(text: str, chance: random.Random) -> str:
    """A damaged piece of ``text``."""
    start = chance.randrange(max(1, len(text) - 400))
    piece = list(text[start : start + chance.randrange(200, LONGEST)])
    for _ in range(chance.randrange(1, 7)):
        at = chance.randrange(len(piece)) if piece else 0
        match chance.randrange(5):
            case 0:
                del piece[at : at + chance.choice((1, 1, 3, 40))]
            case 1:
                piece.insert(at, chance.choice(ODD))
            case 2:
                piece[at:at] = piece[at : at + chance.randrange(1, 60)]
            case 3:
                marks = [i for i, c in enumerate(piece) if c in "\"“”'‘’().,"]
                if marks:
                    del piece[chance.choice(marks)]
            case _:
                piece.insert(at, chance.choice(ODD) * chance.choice((2, 30)))
    return "".join(piece)


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--texts", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    paths = sorted(SEEDS.glob("*.txt")) + (sorted(options.gold.glob("*/raw/*.txt")) if options.gold else [])
    sources = [path.read_bytes().decode("utf-8", "replace") for path in paths]
    chance = random.Random(options.seed)  # noqa: S311
    nlp = annotation.load(DEFAULT_MODEL)
    context = RunContext("run", NOW, "0")
    counts: Counter[str] = Counter()
    for number in range(options.texts):
        text = " date 2024-01-24 " + mutated(chance.choice(sources), chance)
        content = text.encode("utf-8", "replace")
        text = content.decode()
        raw = RawArticle("a.txt", hashlib.sha256(content).hexdigest(), len(content), "utf-8", text)
        try:
            parsed = ParsedArticle(raw, datetime.date(2024, 1, 24), (1, 16), "en", 1.0)
            with nlp.memory_zone():
                segmented = segment_article(parsed, context, clean_text=number % 4 == 0, source_pattern=None)
                rows = families.extract(annotation.annotate(nlp, segmented))
                _, rejects = validated(ArticleRows("a.txt", rows))
        except Exception as error:
            counts[f"raised {type(error).__name__}"] += 1
            print(f"text {number}: {traceback.format_exc(limit=-4)}")
            continue
        counts["texts"] += 1
        counts["rows"] += sum(map(len, rows.values()))
        for reject in rejects:
            counts[f"broken {reject.detail}"] += 1
            if counts[f"broken {reject.detail}"] <= 3:
                print(f"text {number}: {reject.detail}: {str(reject.row_json)[:400]}")
    for name, count in sorted(counts.items()):
        print(f"{count:8,} {name}")


if __name__ == "__main__":
    main()
