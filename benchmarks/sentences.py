"""What segmentation takes single sentences for, amid a story and below it: ``python -m benchmarks.sentences [--list]``; needs no annotated news.

``sentences/known.txt`` holds sentences that pages print and that are no part of their stories, by who wrote the patterns of furniture;
``sentences/unseen.txt`` the same by somebody who knew none of them; ``sentences/of_stories.txt`` sentences of stories that look alike. Each stands in
three stories of six paragraphs (of ``benchmarks.invented``), once between their paragraphs and once below them. ``--list`` prints the sentences
that are taken for the other thing.
"""

import argparse
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from benchmarks import invented
from benchmarks.segmentation import parsed, rows
from pipeline.evaluation.task import GoldDocument

FOLDER: Final = Path(__file__).with_name("sentences")
FURNITURE: Final = ("known", "unseen")
LISTS: Final = (*FURNITURE, "of_stories")
PLACES: Final = {"amid": 3, "below": 6}
"""Paragraphs above the sentence, by the name of its place."""
_PARAGRAPHS = 6
_STORIES = 3
_SHORTEST = 80


def read(name: str, folder: Path = FOLDER) -> list[str]:
    """Return the sentences of the list ``name``."""
    return [line for line in (folder / f"{name}.txt").read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]


def stories() -> Iterator[list[str]]:
    """Yield the headline and the first six paragraphs of each invented page that begins with so many whole sentences."""
    for page in invented.documents():
        texts: dict[str, list[str]] = {"headline": [], "paragraph": []}
        for note in page.annotations:
            texts.setdefault(note["kind"], []).append(page.text[note["start"] : note["end"]])
        paragraphs = texts["paragraph"][:_PARAGRAPHS]
        whole = [text for text in paragraphs if len(text) > _SHORTEST and text[-1] in '.”"']
        if texts["headline"] and len(whole) == _PARAGRAPHS:
            yield [texts["headline"][0], *paragraphs]


def kind_of(story: list[str], sentence: str, above: int) -> str:
    """Return the kind of the segment in which ``sentence`` stands, with so many paragraphs of ``story`` above it; nothing where it stands in none."""
    lines = [*story[: above + 1], sentence, *story[above + 1 :]]
    text = invented.HEADER + "\n".join(lines)
    start = len(invented.HEADER) + sum(len(line) + 1 for line in lines[: above + 1])
    document = GoldDocument("page.txt", text, ((0, len(text)),), (), {})
    found = rows(parsed(document))["segments"]
    return next((str(row["kind"]) for row in found if row["char_start"] <= start < row["char_end"]), "")


def main() -> None:
    """Measure, and print the shares."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--list", action="store_true")
    arguments = parser.parse_args()
    around = itertools.cycle(stories())
    for name in LISTS:
        sentences = read(name)
        taken = dict.fromkeys(PLACES, 0)
        wrong: list[tuple[int, str]] = []
        for sentence in sentences:
            texts = 0
            for story, (place, above) in itertools.product(list(itertools.islice(around, _STORIES)), PLACES.items()):
                is_text = kind_of(story, sentence, above) == "paragraph"
                taken[place] += is_text
                texts += is_text
            wrong.append((texts if name in FURNITURE else len(PLACES) * _STORIES - texts, sentence))
        shares = ", ".join(f"{place} {100 * count / (_STORIES * len(sentences)):.1f} %" for place, count in taken.items())
        print(f"{name}, {len(sentences)} sentences: taken for paragraphs {shares}")
        if arguments.list:
            for count, sentence in sorted(wrong, reverse=True):
                if count:
                    print(f"  {count} of {len(PLACES) * _STORIES}: {sentence}")


if __name__ == "__main__":
    main()
