"""The articles that benchmarks read: as many different ones as asked for, made from the seeds, or those of a folder."""

import random
import re
from collections.abc import Iterator
from pathlib import Path

SEEDS = Path(__file__).parents[1] / "seeds"


def articles(count: int) -> Iterator[str]:
    """Yield ``count`` different articles: the paragraphs of the story seeds in another order, with other digits; always the same ones."""
    pages = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("0*.txt")) if path.stat().st_size > 3_000]
    pages = [page.lstrip("\ufeff") for page in pages if "\r" not in page and re.match(r" date \d{4}-\d\d-\d\d ", page)]
    chance = random.Random(20240124)  # noqa: S311
    for number in range(count):
        page = pages[number % len(pages)]
        header, rest = page[:17], page[17:]
        blocks = [block for block in re.split(r"\n+", rest) if block.strip()]
        chance.shuffle(blocks)
        body = re.sub(r"\d", lambda match: str(chance.randint(1, 9)), "\n\n".join(blocks))
        yield f"{header}Report {number}. {body}\n"


def pages_of(folder: Path, count: int) -> Iterator[str]:
    """Yield up to ``count`` texts of ``folder``, in the order of their names; files that are no UTF-8 are left out."""
    for path in sorted(folder.glob("*.txt")):
        if count <= 0:
            return
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        yield text
        count -= 1
